"""Sums over many lines: a figure for each group, doubts that stay with their group, and cells told as areas."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from reportgen.exact import ZERO, half_up, total
from reportgen.records import CellRef, Figure, Phrase, Row, Spot, TableColumn, phrase, spot_of
from reportgen.settle.outputs.columns import TOTAL
from reportgen.settle.outputs.month import MonthSheets
from reportgen.settle.outputs.wording import figure

ONE = Decimal(1)
MOST = 100  # areas that are told one by one


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
        return TableColumn(self.id, self.name, self.unit, number=True)


class Area(NamedTuple):
    """Cells of one column that follow each other; `last` 0: what is no cell (a whole sheet, a file)."""

    file: str
    sheet: str
    letters: str
    first: int
    last: int

    @property
    def ref(self) -> CellRef:
        if not self.last:
            return CellRef(self.file, self.sheet, self.letters)
        upto = f":{self.letters}{self.last}" if self.last > self.first else ""
        return CellRef(self.file, self.sheet, f"{self.letters}{self.first}{upto}")


@dataclass(frozen=True, slots=True)
class Tally:
    """One figure: `amount` exact, None when a cell that it needs is in doubt; the cells it stands on."""

    amount: Decimal | None
    cells: tuple[Area, ...]

    def shown(self, digits: int) -> Figure:
        cells = tuple(area.ref for area in self.cells)
        return Figure(None if self.amount is None else str(half_up(self.amount, digits)), cells)


def tally(added: Added, rows: Iterable[Row], month: MonthSheets) -> Tally:
    """The figure over some lines. A blank number adds nothing."""
    amounts: list[Decimal] = []
    cells: list[Spot] = []
    doubt = False
    column = added.column
    conditions = (*added.where, *added.filled)
    for row in rows:
        if conditions:
            doubt = doubt or any([month.cell_in_doubt(row, one, row.held(one)) for one in conditions])
            if not met(added, row):
                continue
        if not column:
            amounts.append(ONE)
            cells.append(spot_of(row.ref))
            continue
        held = row.held(column)
        if isinstance(held.value, Decimal):
            amounts.append(held.value)
            cells.append(row.spot(column))
        doubt = doubt or month.cell_in_doubt(row, column, held)
    return Tally(None if doubt else total(amounts), _few(areas(cells)))


def met(added: Added, row: Row) -> bool:
    for column, word in added.where.items():
        if row.held(column).value != word:
            return False
    return all(row.held(column).value is not None for column in added.filled)


def together(tallies: Sequence[Tally]) -> Tally:
    """What stands above some figures: the sum of those that are shown."""
    known = [one.amount for one in tallies if one.amount is not None]
    cells = joined([area for one in tallies for area in one.cells])
    return Tally(total(known) if known or not tallies else None, _few(cells))


def in_all(tallies: Sequence[Tally]) -> Tally:
    """Figures of which none may lack: their sum, or none."""
    sure = all(one.amount is not None for one in tallies)
    found = together(tallies)
    return found if sure else Tally(None, found.cells)


def around(cells: Iterable[Area]) -> CellRef | None:
    """The area that cells lie in; of several columns or sheets their areas one after the other. None without any."""
    spans: dict[tuple[str, str, str], Area] = {}
    for one in cells:
        before = spans.get(one[:3], one)
        spans[one[:3]] = Area(*one[:3], min(before.first, one.first), max(before.last, one.last))
    found = [one.ref for one in spans.values()]
    if len(found) < 2:
        return found[0] if found else None
    return CellRef("；".join(map(str, found)))


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


def areas(cells: Iterable[Spot]) -> tuple[Area, ...]:
    """Cells as the areas they make up, by file, sheet and column."""
    found: list[Area] = []
    before, upto = None, 0
    first = 0
    for spot in cells:
        row = spot[3]
        if row == upto + 1 and before is not None and spot[:3] == before:
            upto = row
            continue
        if before is not None:
            found.append(Area(*before, first, upto))
        before, first, upto = spot[:3], row, row
    if before is not None:
        found.append(Area(*before, first, upto))
    return joined(found)


def joined(found: list[Area]) -> tuple[Area, ...]:
    """The same areas in order, those that touch as one."""
    joint: list[Area] = []
    for area in sorted(found):
        before = joint[-1] if joint else None
        if before and before[:3] == area[:3] and area.first <= before.last + 1:
            joint[-1] = Area(*area[:3], before.first, max(before.last, area.last))
        else:
            joint.append(area)
    return tuple(joint)


def _few(found: tuple[Area, ...]) -> tuple[Area, ...]:
    """The areas; where there are more than can be looked at one by one, the area that they lie in on each sheet."""
    if len(found) <= MOST:
        return found
    around: dict[tuple[str, str, str], Area] = {}
    for area in found:
        before = around.get(area[:3], area)
        around[area[:3]] = Area(*area[:3], min(before.first, area.first), max(before.last, area.last))
    return tuple(around.values())
