"""The facts beside the values, which value readers lose: what each cell holds, its format, formula and hiding."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from reportgen.intake.limits import Limits
from reportgen.intake.raw import CellFormat
from reportgen.intake.refusal import damaged, over_limit

MAX_ROW: Final = 1_048_576
MAX_COLUMN: Final = 16_384

# A cell's facts are one integer: what it holds, its format, and two flags.
FORMATS: Final[tuple[CellFormat, ...]] = ("general", "number", "percent", "date", "text")
TEXT, EMPTY_TEXT, NUMBER, BOOL, ISO_DATE, ERROR, NO_RESULT = range(7)
KIND_SHIFT: Final = 3
FORMULA: Final = 1 << 6
HIDDEN: Final = 1 << 7

Merge = tuple[int, int, int, int]


def key_of(row: int, column: int) -> int:
    """One integer per cell; sorted keys are row-major. Row and column count from 1."""
    return row << 14 | (column - 1)


def place_of(key: int) -> tuple[int, int]:
    return key >> 14, (key & 0x3FFF) + 1


@lru_cache(maxsize=1024)
def column_letters(column: int) -> str:
    """`A` for 1, `XFD` for 16,384."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


@lru_cache(maxsize=1024)
def column_number(letters: str) -> int:
    """1 for `A`; up to 18,278 for `ZZZ`, which no sheet has."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def hide(columns: bytearray, first: int, last: int) -> None:
    """Marks columns `first` to `last` (from 1) in one byte per column; what lies beyond the sheet is nothing."""
    last = min(last, MAX_COLUMN)
    if 1 <= first <= last:
        columns[first : last + 1] = b"\1" * (last - first + 1)


def cell_name(row: int, column: int) -> str:
    return f"{column_letters(column)}{row}"


@dataclass(frozen=True, slots=True)
class SheetFacts:
    """One sheet's facts. `cells` has every cell that holds something, by `key_of`.

    `numbers` keeps the exact text of numbers whose format may be a date, `errors` the text of error cells.
    `index` is the sheet's position in the workbook, from 0, counting chart sheets.
    """

    name: str
    index: int
    hidden: bool
    cells: Mapping[int, int]
    numbers: Mapping[int, str]
    errors: Mapping[int, str]
    merges: tuple[Merge, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """One workbook's facts. `strict`: written as Strict OOXML."""

    sheets: tuple[SheetFacts, ...]
    date1904: bool = False
    strict: bool = False


@dataclass(slots=True)
class Budget:
    """What one workbook has used up of its limits so far."""

    limits: Limits
    cells: int = 0


@dataclass(slots=True)
class SheetTally:
    """Collects one sheet's facts and refuses what is beyond the limits as soon as it is seen."""

    name: str
    budget: Budget
    cells: dict[int, int] = field(default_factory=dict)
    numbers: dict[int, str] = field(default_factory=dict)
    errors: dict[int, str] = field(default_factory=dict)
    merges: list[Merge] = field(default_factory=list)

    def add(self, row: int, column: int, code: int) -> int:
        """Notes a cell that holds something; returns its key."""
        limits, budget = self.budget.limits, self.budget
        if row > limits.rows:
            raise over_limit("rows", row, limits.rows, sheet=self.name, cell=cell_name(row, column))
        if column > limits.columns:
            raise over_limit("columns", column, limits.columns, sheet=self.name, cell=cell_name(row, column))
        budget.cells += 1
        if budget.cells > limits.cells:
            raise over_limit("cells", budget.cells, limits.cells, sheet=self.name)
        key = row << 14 | (column - 1)
        if key in self.cells:
            raise damaged("cell_twice", "", sheet=self.name, cell=cell_name(row, column))
        self.cells[key] = code
        return key

    def merge(self, area: Merge) -> None:
        self.merges.append(area)
        limit = self.budget.limits.merges
        if len(self.merges) > limit:
            raise over_limit("merges", len(self.merges), limit, sheet=self.name)

    def facts(self, index: int, hidden: bool) -> SheetFacts:
        """The finished facts, once the box around all cells is known to be small enough."""
        if self.cells:
            rows = (max(self.cells) >> 14) - (min(self.cells) >> 14) + 1
            columns = [key & 0x3FFF for key in self.cells]
            box, limit = rows * (max(columns) - min(columns) + 1), self.budget.limits.box
            if box > limit:
                raise over_limit("box", box, limit, sheet=self.name)
        return SheetFacts(self.name, index, hidden, self.cells, self.numbers, self.errors, tuple(self.merges))
