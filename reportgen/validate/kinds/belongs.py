"""A line hangs on a line of another table: a cost on a work item, a material on a job, a visit on a customer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from reportgen.normal import suggest
from reportgen.scheme import Judged
from reportgen.validate.kinds.known import Register
from reportgen.validate.kinds.seen import Seen, same, text_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Belongs:
    """What stands in `column` is in one of the `registers`; a line that names nothing, or nothing that is there, is
    left out. `own`: the registers' lines of the same department alone count. While a file of a register cannot be read,
    no line is left out for not standing in it."""

    kind: ClassVar[str] = "belongs"
    table: str
    column: str
    registers: tuple[Register, ...]
    own: bool = True

    def look(self, seen: Seen) -> Iterator[Judged]:
        tables = {one.table for one in self.registers}
        unread = {department for department, table in seen.handed.in_doubt if table in tables}
        known: dict[str, dict[str, str]] = {}
        for register in self.registers:
            for row in seen.rows(register.table):
                value = row.get(register.column).value
                if value is not None:
                    known.setdefault(row.department if self.own else "", {})[same(value)] = text_of(value)
        names = "、".join(seen.handed.scheme.table(one.table).name for one in self.registers)
        for row in seen.rows(self.table):
            entry = row.get(self.column)
            there = known.get(row.department if self.own else "", {})
            if entry.state == "bad" or (row.department in unread if self.own else unread):
                continue
            if entry.value is None:
                yield seen.judged("BELONGS_NOWHERE", row, self.column, refuse=True, register=names)
            elif same(entry.value) not in there:
                found = text_of(entry.value)
                near = suggest(found, list(there.values())) or "—"
                yield seen.judged(
                    "BELONGS_TO_UNKNOWN", row, self.column, refuse=True, found=found, register=names, near=near
                )
