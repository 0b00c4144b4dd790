"""Which cells a formula stands on, followed to the end: a figure is backed when it reaches a cell that was handed in."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from tests.proof.sheets import Sheet, Spot, place

_WORDS = re.compile(r'"(?:[^"]|"")*"')
_CELL = r"\$?[A-Z]{1,3}\$?\d+"
_REFERENCE = re.compile(rf"(?:(?:'((?:[^']|'')+)'|([^\W\d][\w.]*))!)?({_CELL})(?::({_CELL}))?(?![\w(])")
_WHOLE = re.compile(r"\$?[A-Z]{1,3}:\$?[A-Z]{1,3}(?![\w(])|\$?\d+:\$?\d+")

Area = tuple[str, int, int, int, int]  # sheet, first row and column, last row and column


def references(formula: str, own: str) -> Iterator[Area]:
    """The areas that a formula on the sheet `own` names. ValueError for whole columns or rows, which ours never name."""
    bare = _WORDS.sub('""', formula)
    if _WHOLE.search(_REFERENCE.sub("", bare)):
        raise ValueError(formula)
    for found in _REFERENCE.finditer(bare):
        sheet = (found[1] or "").replace("''", "'") or found[2] or own
        (top, left), (bottom, right) = place(found[3]), place(found[4] or found[3])
        yield sheet, min(top, bottom), min(left, right), max(top, bottom), max(left, right)


@dataclass(slots=True)
class Tracing:
    """`inputs` are the sheets of what was handed in or counted: their cells that hold no formula are input cells,
    empty ones too."""

    sheets: Mapping[str, Sheet]
    inputs: Collection[str]
    _cells: dict[Spot, bool] = field(default_factory=dict)
    _areas: dict[Area, bool] = field(default_factory=dict)

    def backed(self, spot: Spot) -> bool:
        """Whether the formula in this cell reaches an input cell; False for a cell without a formula."""
        sheet, row, column = spot
        cell = self.sheets[sheet].cells.get((row, column))
        if cell is None or not cell.formula:
            return False
        if spot not in self._cells:
            self._cells[spot] = False  # while it is followed: a ring reaches nothing
            self._cells[spot] = any(self._reaches(area) for area in references(cell.formula, sheet))
        return self._cells[spot]

    def shows(self, spot: Spot, sheet: str) -> bool:
        """Whether the formula in this cell takes one cell and nothing else, which stands on `sheet`, or does the same."""
        cell = self.sheets[spot[0]].cells.get(spot[1:])
        found = list(references(cell.formula, spot[0])) if cell and cell.formula else []
        if len(found) != 1 or found[0][1:3] != found[0][3:]:
            return False
        there = found[0][:3]
        return there[0] == sheet or self.shows(there, sheet)

    def _reaches(self, area: Area) -> bool:
        if area not in self._areas:
            self._areas[area] = any(self._is_input(spot) or self.backed(spot) for spot in self._spots(area))
        return self._areas[area]

    def _is_input(self, spot: Spot) -> bool:
        sheet, row, column = spot
        return sheet in self.inputs and not self.sheets[sheet].cells[row, column].formula

    def _spots(self, area: Area) -> Iterator[Spot]:
        """The written cells of an area; a cell that was never written is nobody's input."""
        sheet, top, left, bottom, right = area
        cells = self.sheets[sheet].cells
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                if (row, column) in cells:
                    yield sheet, row, column
