"""The columns of a month table that shows lines: cells as handed in, rates, differences, days of delay, and totals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from reportgen.exact import HUNDRED, ZERO, half_up, product, quotient, total
from reportgen.period import Period
from reportgen.records import CellRef, Figure, Phrase, Row, TableColumn, Value, phrase
from reportgen.scheme import Table as Declared
from reportgen.settle.outputs.wording import figure

WORDS = {
    "table-partial": {
        "zh": "{good} / {all} 行数据可用；合计缺数，不予列示",
        "en": "{good} of {all} lines can be used; totals that lack a figure are not shown",
    },
    "table-withheld": {"zh": "没有可用的表", "en": "there is no usable sheet"},
}
TOTAL = phrase("table-total")
NUMBERS = ("number", "count", "percent", "money")  # types of columns
YES, NO = phrase("table-yes"), phrase("table-no")

Cell = tuple[Value, tuple[CellRef, ...]]
Line = dict[str, Cell]


@dataclass(frozen=True, slots=True, kw_only=True)
class OutputColumn:
    """A column of a month table, from exactly one source:

    column      a column of the sheet as handed in
    rate        numerator, denominator: columns of this output; in percent
    difference  a − b: two columns of the sheet, both numbers, or both dates (then in days)
    late        days after a due date: until the second column's date, until the end of the month where it is blank
                or there is no second column; never below 0
    """

    id: str
    name: str
    unit: str = ""
    column: str = ""
    rate: tuple[str, ...] = ()
    difference: tuple[str, ...] = ()
    late: tuple[str, ...] = ()
    digits: int = 2
    foot: Literal["sum", "rate", "none"] = "none"

    @property
    def places(self) -> int:
        return 0 if self.late else self.digits


def head_of(columns: Sequence[OutputColumn], declared: Declared | None = None) -> tuple[TableColumn, ...]:
    """`declared`: the table that the columns are of; without it those that stand in it are not known to be numbers."""

    def number(column: OutputColumn) -> bool:
        source = declared.column(column.column) if declared and column.column else None
        return not column.column or (source is not None and source.type in NUMBERS)

    return tuple(TableColumn(column.id, column.name, column.unit, number=number(column)) for column in columns)


def line_of(columns: Sequence[OutputColumn], row: Row, period: Period) -> Line:
    line: Line = {}
    for column in columns:
        if column.column:
            entry = row.get(column.column)
            line[column.id] = (None if entry.state == "bad" else entry.value, (entry.ref,))
        elif column.difference:
            line[column.id] = (difference(row, column.difference), _refs(row, column.difference))
        elif column.late:
            line[column.id] = (days_late(row, column.late, period), _refs(row, column.late))
    for column in columns:
        if column.rate:
            above, below = (line[part] for part in column.rate)
            line[column.id] = (_rate(above[0], below[0], column.digits), above[1] + below[1])
    return line


def _refs(row: Row, columns: Sequence[str]) -> tuple[CellRef, ...]:
    return tuple(entry.ref for entry in map(row.get, columns) if entry.value is not None)


def difference(row: Row, columns: Sequence[str]) -> Decimal | None:
    """None when one of the two is not there."""
    above, below = (row.get(column).value for column in columns)
    if isinstance(above, Decimal) and isinstance(below, Decimal):
        return total((above, -below))
    if isinstance(above, date) and isinstance(below, date):
        return Decimal((day_of(above) - day_of(below)).days)
    return None


def days_late(row: Row, columns: Sequence[str], period: Period) -> Decimal | None:
    """Days from the due date (that day is in time); None without a due date, or when a date cannot be read."""
    entries = [row.get(column) for column in columns]
    due, done = entries[0].value, entries[1].value if len(entries) > 1 else None
    if not isinstance(due, date) or any(entry.state == "bad" for entry in entries):
        return None
    until = day_of(done) if isinstance(done, date) else period.last
    return Decimal(max(0, (until - day_of(due)).days))


def day_of(moment: date) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def _rate(above: Value, below: Value, digits: int) -> Decimal | None:
    if not isinstance(above, Decimal) or not isinstance(below, Decimal) or below == ZERO:
        return None
    return half_up(product(quotient(above, below), HUNDRED), digits)


def shown(value: Value, digits: int = 2) -> str | None:
    """A value as it stands in a published table."""
    if isinstance(value, Decimal):
        return str(half_up(value, digits))
    if isinstance(value, bool):
        return figure(YES if value else NO).value
    if isinstance(value, datetime):
        return value.isoformat(" ", "minutes")
    return value.isoformat() if isinstance(value, date) else value


def figures(columns: Sequence[OutputColumn], line: Line) -> tuple[Figure, ...]:
    return tuple(_cell(*line[column.id], column.places) for column in columns)


def _cell(value: Value, cells: tuple[CellRef, ...], places: int) -> Figure:
    if isinstance(value, bool):
        return figure(YES if value else NO, evidence=cells)
    return Figure(shown(value, places), cells)


def complete(columns: Sequence[OutputColumn], line: Line) -> bool:
    """Whether every cell that is shown as handed in has a value; a rate without a base lacks nothing."""
    return all(line[column.id][0] is not None for column in columns if column.column)


def foot(columns: Sequence[OutputColumn], lines: Sequence[Line], *, whole: bool, word: Phrase = TOTAL) -> tuple[Figure, ...]:
    """The totals line. A sum that lacks a figure is not shown."""
    sums: Line = {}
    for column in columns:
        if column.foot == "sum":
            values = [line[column.id][0] for line in lines]
            known = [value for value in values if isinstance(value, Decimal)]
            evidence = tuple(ref for line in lines for ref in line[column.id][1])
            sums[column.id] = (total(known) if whole and len(known) == len(values) else None, evidence)
    for column in columns:
        if column.foot == "rate" and column.rate:
            above, below = (sums.get(part, (None, ())) for part in column.rate)
            sums[column.id] = (_rate(above[0], below[0], column.digits), above[1] + below[1])
    first, *others = columns
    blank: Cell = (None, ())
    return figure(word), *figures(others, {column.id: sums.get(column.id, blank) for column in others})


def foots(columns: Sequence[OutputColumn]) -> bool:
    return any(column.foot != "none" for column in columns)
