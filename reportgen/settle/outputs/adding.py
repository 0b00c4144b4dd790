"""Sums over many lines: a figure for each group, doubts that stay with their group, and cells told as areas."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from reportgen.exact import ZERO, half_up, total
from reportgen.records import CellRef, Figure, Phrase, Row, TableColumn, phrase
from reportgen.settle.outputs.columns import TOTAL
from reportgen.settle.outputs.month import MonthSheets
from reportgen.settle.outputs.wording import figure

ONE = Decimal(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """A figure of a group: the sum of `column` over its lines, the number of its lines where `column` is "". Only
    lines that hold these words in `where`, or something (anything) in all of `filled`."""

    id: str
    name: str
    column: str = ""
    unit: str = ""
    digits: int = 2
    where: Mapping[str, str] = field(default_factory=dict)
    filled: tuple[str, ...] = ()

    @property
    def head(self) -> TableColumn:
        return TableColumn(self.id, self.name, self.unit)


@dataclass(frozen=True, slots=True)
class Tally:
    """One figure: `amount` exact, None when a cell that it needs is in doubt; the cells it stands on."""

    amount: Decimal | None
    cells: tuple[CellRef, ...]

    def shown(self, digits: int) -> Figure:
        return Figure(None if self.amount is None else str(half_up(self.amount, digits)), spans(self.cells))


def tally(added: Added, rows: Iterable[Row], month: MonthSheets) -> Tally:
    """The figure over some lines. A blank number adds nothing."""
    amounts: list[Decimal] = []
    cells: list[CellRef] = []
    doubt = False
    conditions = (*added.where, *added.filled)
    for row in rows:
        met = all(row.get(column).value == word for column, word in added.where.items())
        met = met and all(row.get(column).value is not None for column in added.filled)
        doubt = doubt or any(month.in_doubt(row.get(column)) for column in conditions)
        if not met:
            continue
        if not added.column:
            amounts.append(ONE)
            cells.append(row.ref)
            continue
        entry = row.get(added.column)
        if isinstance(entry.value, Decimal):
            amounts.append(entry.value)
            cells.append(entry.ref)
        doubt = doubt or month.in_doubt(entry)
    return Tally(None if doubt else total(amounts), tuple(cells))


def together(tallies: Sequence[Tally]) -> Tally:
    """What stands above some figures: the sum of those that are shown."""
    known = [one.amount for one in tallies if one.amount is not None]
    return Tally(total(known) if known or not tallies else None, tuple(cell for one in tallies for cell in one.cells))


def all_known(lines: Iterable[Sequence[Tally]]) -> bool:
    return all(one.amount is not None for line in lines for one in line)


def total_word(good: int, every: int) -> Phrase:
    """合计, or how many of the lines are in it."""
    return TOTAL if good == every else phrase("table-total-part", good=good, all=every)


def foot(word: Phrase, blanks: int, tallies: Sequence[Tally], sums: Sequence[Added]) -> tuple[Figure, ...]:
    figures = (one.shown(added.digits) for one, added in zip(tallies, sums, strict=True))
    return (figure(word), *(Figure(None) for _ in range(blanks)), *figures)


def notes(month: MonthSheets, table: str, good: int, every: int) -> tuple[Phrase, ...]:
    found = [phrase("sums-partial", good=good, all=every)] if good < every else []
    if count := month.refused.get(table, 0):
        found.append(phrase("sums-refused", count=count))
    return tuple(found)


def is_zero(tallies: Iterable[Tally]) -> bool:
    return all(one.amount == ZERO for one in tallies)


def spans(cells: Sequence[CellRef]) -> tuple[CellRef, ...]:
    """The same cells with those that follow each other in a column as one area: `H5:H9`. In the order of their first."""
    columns: dict[tuple[str, str, str], list[int]] = {}
    for ref in cells:
        letters = ref.cell.rstrip("0123456789")
        columns.setdefault((ref.file, ref.sheet, letters), []).append(int(ref.cell[len(letters) :] or 0))
    found: list[CellRef] = []
    for (file, sheet, letters), numbers in columns.items():
        first = last = 0
        for number in [*sorted(set(numbers)), 0]:
            if first and number == last + 1:
                last = number
                continue
            if first:
                area = f"{letters}{first}" + (f":{letters}{last}" if last > first else "")
                found.append(CellRef(file, sheet, area))
            first = last = number
        if 0 in numbers:
            found.append(CellRef(file, sheet, letters))
    return tuple(found)
