"""Gives every input, parameter, column and figure of a workbook its cell, and writes formulas that point there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from reportgen.formula import Ref
from reportgen.formula.flat import Table, Worked, Workings
from reportgen.formula.render import Line, rendered
from reportgen.publish.live.links import NO_LINKS, Links
from reportgen.workbook import address, letters

TOP = 2  # rows above the first block: title and note
SOURCE, FIRST = 0, 1  # columns of the sheet of inputs: where a line came from, its first value
LABEL, VALUE = 0, 1  # columns where inputs, parameters and figures stand one under the other
HERE = "\ue000"  # stands for the line in a formula that is the same in every line
FEW, NARROW = 2, 7  # a block of at most so many lines and more columns stands upright
HEAD_ROWS = 2  # of a block: its title, its columns

Spot = tuple[str, int, int]  # sheet, row, column


@dataclass(frozen=True, slots=True)
class Placed:
    """A block on the sheet of inputs: the row of its title and the row of its first line (or, upright, value).

    A block of many lines lies flat, a line in a row. One of few lines and many columns stands upright: a column in a
    row, lines beside each other, so that it can be read and printed. `place` counts the columns: those handed in,
    those worked out, those that count the order of dates.
    """

    table: Table
    head: int
    first: int
    spare: int = 0

    @property
    def lines(self) -> int:
        return max(1, len(self.table.block.lines) + self.spare)

    @property
    def worked(self) -> int:
        """The place of the first column that is worked out."""
        return len(self.table.block.heads)

    @property
    def ordered(self) -> int:
        return self.worked + len(self.table.columns)

    @property
    def wide(self) -> int:
        return self.ordered + len(self.table.orders)

    @property
    def upright(self) -> bool:
        return self.lines <= FEW and self.wide > NARROW

    @property
    def last(self) -> int:
        """Its last row."""
        return self.first + (self.wide if self.upright else self.lines) - 1

    def spot(self, place: int, at: int) -> tuple[int, int]:
        """Row and column of a value."""
        return (self.first + place, FIRST + at) if self.upright else (self.first + at, FIRST + place)

    def here(self, place: int) -> str:
        """The value in the line that a formula stands in, before that line is put in."""
        return f"{HERE}{self.first + place + 1}" if self.upright else f"{letters(FIRST + place)}{HERE}"

    def put_in(self, text: str, at: int) -> str:
        return text.replace(HERE, letters(FIRST + at) if self.upright else str(self.first + at + 1))


@dataclass(slots=True)
class Layout:
    """`front` are the figures that have their place on the front sheets. `trial`: lines may be added to blocks."""

    workings: Workings
    inputs: str
    parameters: str
    front: Mapping[str, Spot]
    links: Links = NO_LINKS
    trial: bool = False
    blocks: dict[str, Placed] = field(default_factory=dict)
    givens: dict[str, int] = field(default_factory=dict)
    figures: dict[str, int] = field(default_factory=dict)
    _written: dict[tuple[str, int], str] = field(default_factory=dict)
    _figures: dict[int, str] = field(default_factory=dict)  # by identity: the workings keep their figures
    given_head: int = 0
    figure_head: int = 0

    def __post_init__(self) -> None:
        row = TOP
        for table in self.workings.tables:
            placed = Placed(table, row, row + HEAD_ROWS, table.block.spare if self.trial else 0)
            self.blocks[table.block.id] = placed
            row = placed.last + 2
        self.given_head = row
        for number, (key, _) in enumerate(self.workings.givens, 1):
            self.givens[key] = row + number
        row += len(self.workings.givens) + 2 if self.workings.givens else 0
        self.figure_head = row
        for number, (key, _) in enumerate(self.behind(), 1):
            self.figures[key] = row + number

    def behind(self) -> Iterator[tuple[str, Worked]]:
        """The figures on the way, which the front sheets do not show."""
        return ((key, one) for key, one in self.workings.figures if key not in self.front)

    def spot(self, key: str) -> Spot:
        """Where a figure stands."""
        return self.front.get(key) or (self.inputs, self.figures[key], VALUE)

    def formula(self, worked: Worked) -> str:
        """Written once: the front sheets and the sheet of inputs both ask for it."""
        known = self._figures.get(id(worked))
        if known is None:
            known = self._figures[id(worked)] = rendered(worked.expr, self)
        return known

    def in_line(self, block: str, column: int, at: int) -> str:
        """The formula of a worked column in a line; it is written once, and then only its row changes."""
        if (block, column) not in self._written:
            expr = self.blocks[block].table.columns[column].expr
            self._written[block, column] = rendered(expr, self, Line(block, 0))
        return self.blocks[block].put_in(self._written[block, column], at)

    # -------------------------------------------------------- addresses

    def ref(self, one: Ref) -> str:
        match one.what:
            case "param":
                return cell_on(self.parameters, one.place + TOP + 1, VALUE + 1)
            case "given":
                return cell_on(self.inputs, self.givens[one.key], VALUE)
            case "lines":
                placed = self.blocks[one.key]
                return self._area(placed, placed.worked + one.place)
            case _:
                return cell_on(*self.spot(one.key))

    def cell(self, block: str, column: str, at: int) -> str:
        return self.blocks[block].here(self.blocks[block].table.block.at(column))

    def so_far(self, block: str, column: str, at: int) -> str:
        placed = self.blocks[block]
        place = placed.table.block.at(column)
        return f"{address(*placed.spot(place, 0), True)}:{placed.here(place)}"

    def area(self, block: str, column: str) -> str:
        placed = self.blocks[block]
        return self._area(placed, placed.table.block.at(column))

    def part(self, block: str, column: str | int, first: int, last: int | None) -> str:
        placed = self.blocks[block]
        place = placed.worked + column if isinstance(column, int) else placed.table.block.at(column)
        return self._area(placed, place, first, last)

    def here(self, block: str, column: int) -> str:
        return self.blocks[block].here(self.blocks[block].worked + column)

    def order(self, block: str, by: str, at: int | None) -> str:
        placed = self.blocks[block]
        place = placed.ordered + placed.table.orders.index(by)
        return self._area(placed, place) if at is None else placed.here(place)

    def order_formula(self, block: str, by: str, at: int) -> str:
        """The number of a line in the order of its date, lines of one date in their order; blank without a date."""
        day, days, before = self.cell(block, by, at), self.area(block, by), self.so_far(block, by, at)
        text = f'=IF({day}="","",COUNTIF({days},"<"&{day})+COUNTIF({before},{day}))'
        return self.blocks[block].put_in(text, at)

    def _area(self, placed: Placed, place: int, first: int = 0, last: int | None = None) -> str:
        last = placed.lines - 1 if last is None else last
        start = cell_on(self.inputs, *placed.spot(place, first))
        return f"{start}:{address(*placed.spot(place, last), True)}" if last > first else start


def cell_on(sheet: str, row: int, column: int) -> str:
    """`'依据'!$B$7`."""
    return f"'{sheet.replace(chr(39), chr(39) * 2)}'!{address(row, column, True)}"
