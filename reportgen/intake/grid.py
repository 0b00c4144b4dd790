"""A raw sheet as a grid that can be asked by row and column, with merged areas spread over their cells."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from functools import cache, cached_property

from reportgen.intake.raw import RawCell, RawSheet
from reportgen.records import CellRef

_EMPTY: dict[int, RawCell] = {}


@cache
def letters(column: int) -> str:
    """A column's letters: 1 -> A, 28 -> AB."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


@dataclass(frozen=True)
class Grid:
    """One sheet of one file. Rows and columns count from 1."""

    file: str
    sheet: RawSheet

    @cached_property
    def rows(self) -> dict[int, dict[int, RawCell]]:
        """The cells of each row by column, from left to right."""
        found: dict[int, dict[int, RawCell]] = {}
        number, line = 0, dict[int, RawCell]()
        for cell in self.sheet.cells:
            if cell.row != number:
                number = cell.row
                line = found.setdefault(number, {})
            line[cell.column] = cell
        return found

    @cached_property
    def last_row(self) -> int:
        return max(self.rows, default=0)

    @cached_property
    def _owner(self) -> dict[tuple[int, int], tuple[int, int]]:
        """Cells covered by a merged area -> its first cell. Only areas a person would make are spread."""
        owner = {}
        for top, left, bottom, right in self.sheet.merges:
            if (bottom - top + 1) * (right - left + 1) > 10_000:
                continue
            for row in range(top, bottom + 1):
                for column in range(left, right + 1):
                    owner[row, column] = (top, left)
        return owner

    def is_band(self, row: int, first: int, last: int) -> bool:
        """Whether nothing but one text stands in a row, merged over all of these columns: a heading, no line."""
        held = [cell for cell in self.rows.get(row, {}).values() if cell.kind != "blank"]
        if len(held) != 1 or not isinstance(held[0].value, str) or last - first < 2:
            return False
        return held[0].column <= first and self.area(row, held[0].column)[1] >= last

    def owner(self, row: int, column: int) -> tuple[int, int]:
        """The first cell of the merged area that covers a cell; the cell itself when none does."""
        return self._owner.get((row, column), (row, column))

    def area(self, row: int, column: int) -> tuple[int, int]:
        """The last row and column of the merged area that begins at a cell; the cell itself when none does."""
        return self._areas.get((row, column), (row, column))

    @cached_property
    def _areas(self) -> dict[tuple[int, int], tuple[int, int]]:
        return {(top, left): (bottom, right) for top, left, bottom, right in self.sheet.merges}

    def at(self, row: int, column: int, *, spread: bool = False) -> RawCell | None:
        """The cell, or with `spread` the first cell of the merged area that covers it."""
        cell = self.rows.get(row, _EMPTY).get(column)
        if cell is None and spread and (row, column) in self._owner:
            row, column = self._owner[row, column]
            return self.rows.get(row, _EMPTY).get(column)
        return cell

    @cached_property
    def texts(self) -> dict[int, dict[int, str]]:
        """The text cells by row and column, merged areas spread: what headers and titles are looked for in."""
        found: dict[int, dict[int, str]] = {}
        for cell in self.sheet.cells:
            if cell.kind == "text" and isinstance(cell.value, str) and cell.value.strip():
                found.setdefault(cell.row, {})[cell.column] = cell.value
        for (row, column), first in self._owner.items():
            text = found.get(first[0], {}).get(first[1])
            if text is not None:
                found.setdefault(row, {}).setdefault(column, text)
        return found

    def ref_of_text(self, first: int, last: int, column: int) -> CellRef:
        """Where the lowest text of a column within some rows stands, which may be a merged area's first cell."""
        for row in range(last, first - 1, -1):
            if column in self.texts.get(row, {}):
                return self.ref(*self._owner.get((row, column), (row, column)))
        return self.ref(last, column)

    def ref(self, row: int, column: int) -> CellRef:
        """The cell; one name for the same place on every sheet, of which a month may have a million."""
        return CellRef(self.file, self.sheet.name, sys.intern(f"{letters(column)}{row}"))

    @property
    def whole(self) -> CellRef:
        return CellRef(self.file, self.sheet.name)
