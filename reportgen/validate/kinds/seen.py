"""What a check of a scheme may look at: the month's usable rows by table, the roster, and how a row is spoken of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from reportgen import normal
from reportgen.exact import plain
from reportgen.records import CellRef, Finding, Row, Value, finding
from reportgen.scheme import Judged
from reportgen.validate.context import Handed


@dataclass(frozen=True, slots=True)
class Seen:
    handed: Handed
    by_table: Mapping[str, Sequence[Row]]

    def rows(self, table: str) -> Sequence[Row]:
        return self.by_table.get(table, ())

    def name(self, table: str, column: str) -> str:
        """The heading of a column."""
        declared = self.handed.scheme.table(table).column(column)
        return declared.name if declared else column

    def finding(self, code: str, row: Row, column: str, /, **values: str) -> Finding:
        """A finding at one cell of a row, about the person of the row."""
        concerns = (row.person,) if row.person else ()
        return finding(code, row.get(column).ref, concerns=concerns, department=row.department,
                       column=self.name(row.table, column), **values)  # fmt: skip

    def judged(self, code: str, row: Row, column: str, /, *, refuse: bool = False, **values: str) -> Judged:
        return Judged(self.finding(code, row, column, **values), row if refuse else None)


def same(value: Value) -> str:
    """How words are compared: without regard to width, script and spaces."""
    return normal.key(value) if isinstance(value, str) else str(value)


def day_of(value: Value) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else None


def text_of(value: Value) -> str:
    """A value as a finding shows it; a date with a time is shown without."""
    if isinstance(value, Decimal):
        return plain(value)
    return str(day_of(value) or value)


def cells_of(refs: Sequence[CellRef], here: CellRef, most: int = 5) -> str:
    """Cells in few words: those of the sheet of `here` without its name."""
    told = [ref.cell if (ref.file, ref.sheet) == (here.file, here.sheet) else str(ref) for ref in refs[:most]]
    return "、".join(told) + (" …" if len(refs) > most else "")
