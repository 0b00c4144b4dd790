"""Gives every input, parameter, column and figure of a workbook its cell, and writes formulas that point there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from reportgen.formula import Ref
from reportgen.formula.flat import Table, Worked, Workings
from reportgen.formula.render import Line, rendered
from reportgen.workbook import address, letters

TOP = 2  # rows above the first block: title and note
SOURCE, FIRST = 0, 1  # columns of the sheet of inputs: where a line came from, its first value
LABEL, VALUE = 0, 1  # columns where inputs, parameters and figures stand one under the other
ROW = "\ue000"  # stands for the number of the row in a formula that is the same in every line
HEAD_ROWS = 2  # of a block: its title, its columns

Spot = tuple[str, int, int]  # sheet, row, column


@dataclass(frozen=True, slots=True)
class Placed:
    """A block on the sheet of inputs: the row of its titles and of its first line."""

    table: Table
    head: int
    first: int

    @property
    def lines(self) -> int:
        return max(1, len(self.table.block.lines) + self.table.block.spare)

    @property
    def last(self) -> int:
        return self.first + self.lines - 1

    @property
    def worked(self) -> int:
        """The first column that is worked out."""
        return FIRST + len(self.table.block.heads)

    @property
    def ordered(self) -> int:
        return self.worked + len(self.table.columns)


@dataclass(slots=True)
class Layout:
    """`front` are the figures that have their place on the front sheets."""

    workings: Workings
    inputs: str
    parameters: str
    front: Mapping[str, Spot]
    blocks: dict[str, Placed] = field(default_factory=dict)
    givens: dict[str, int] = field(default_factory=dict)
    figures: dict[str, int] = field(default_factory=dict)
    _written: dict[tuple[str, int], str] = field(default_factory=dict)
    given_head: int = 0
    figure_head: int = 0

    def __post_init__(self) -> None:
        row = TOP
        for table in self.workings.tables:
            placed = Placed(table, row, row + HEAD_ROWS)
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
        return rendered(worked.expr, self)

    def in_line(self, block: str, column: int, at: int) -> str:
        """The formula of a worked column in a line; it is written once, and then only its row changes."""
        if (block, column) not in self._written:
            expr = self.blocks[block].table.columns[column].expr
            self._written[block, column] = rendered(expr, self, Line(block, 0))
        return self._written[block, column].replace(ROW, str(self.blocks[block].first + at + 1))

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
        return f"{letters(FIRST + self.blocks[block].table.block.at(column))}{ROW}"

    def so_far(self, block: str, column: str, at: int) -> str:
        placed = self.blocks[block]
        place = FIRST + placed.table.block.at(column)
        return f"{address(placed.first, place, True)}:{letters(place)}{ROW}"

    def area(self, block: str, column: str) -> str:
        placed = self.blocks[block]
        return self._area(placed, FIRST + placed.table.block.at(column))

    def part(self, block: str, column: str | int, first: int, last: int | None) -> str:
        placed = self.blocks[block]
        place = placed.worked + column if isinstance(column, int) else FIRST + placed.table.block.at(column)
        if last is None:
            return self._area(placed, place)
        start = self._on(placed.first + first, place)
        return start if first == last else f"{start}:{address(placed.first + last, place, True)}"

    def here(self, block: str, column: int) -> str:
        return f"{letters(self.blocks[block].worked + column)}{ROW}"

    def order(self, block: str, by: str, at: int | None) -> str:
        placed = self.blocks[block]
        place = placed.ordered + placed.table.orders.index(by)
        return self._area(placed, place) if at is None else f"{letters(place)}{ROW}"

    def order_formula(self, block: str, by: str, at: int) -> str:
        """The number of a line in the order of its date, lines of one date in their order; blank without a date."""
        day, days, before = self.cell(block, by, at), self.area(block, by), self.so_far(block, by, at)
        text = f'=IF({day}="","",COUNTIF({days},"<"&{day})+COUNTIF({before},{day}))'
        return text.replace(ROW, str(self.blocks[block].first + at + 1))

    def _area(self, placed: Placed, column: int) -> str:
        return f"{self._on(placed.first, column)}:{address(placed.last, column, True)}"

    def _on(self, row: int, column: int) -> str:
        return cell_on(self.inputs, row, column)


def cell_on(sheet: str, row: int, column: int) -> str:
    """`'依据'!$B$7`."""
    return f"'{sheet.replace(chr(39), chr(39) * 2)}'!{address(row, column, True)}"
