"""A code stands in another table: a task in the work breakdown, a customer in the list, who may add what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from reportgen.normal import suggest
from reportgen.records import Row
from reportgen.scheme import Judged
from reportgen.validate.kinds.seen import Seen, same, text_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """The table and column that hold what is known; of all departments together."""

    table: str
    column: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What stands in `column` stands in the register too; a blank cell is left alone. `agree`: columns of this table
    whose words must be those of the register's line (here -> there), such as the name beside a code: a warning."""

    kind: ClassVar[str] = "known"
    table: str
    column: str
    register: Register
    agree: Mapping[str, str] = field(default_factory=dict)

    def look(self, seen: Seen) -> Iterator[Judged]:
        lines = {same(row.held(self.register.column).value): row for row in seen.rows(self.register.table)}
        names = [text_of(row.held(self.register.column).value) for row in lines.values()]
        known = seen.handed.scheme.table(self.register.table).name
        unknown: dict[str, str] = {}
        for row in seen.rows(self.table):
            value = row.held(self.column).value
            if value is None:
                continue
            line = lines.get(same(value))
            if line is None:
                found = text_of(value)
                if found not in unknown:
                    unknown[found] = suggest(found, names)
                yield seen.judged(
                    "NOT_KNOWN", row, self.column, found=found, register=known, near=unknown[found] or "—"
                )
            else:
                yield from self._names(seen, row, line)

    def _names(self, seen: Seen, row: Row, line: Row) -> Iterator[Judged]:
        for here, there in self.agree.items():
            written, expected = row.held(here).value, line.held(there).value
            if written is not None and expected is not None and same(written) != same(expected):
                yield seen.judged("NAME_NOT_OF_CODE", row, here, found=text_of(written), expected=text_of(expected),
                                  under=text_of(row.get(self.column).value))  # fmt: skip
