"""Lines of cells, laid out before they are written, into a sheet of a workbook.

A line that is named by its `key` has a known place before anything is written, so a cell's `formula` may point to
lines above and below it; its text stays beside the formula as the result that the file carries.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from reportgen.formula.flat import Workings
from reportgen.formula.functions import Known
from reportgen.publish.live.layout import Spot
from reportgen.publish.live.sheets import Published
from reportgen.publish.printed import printed
from reportgen.workbook import CELL, HEADER, LINE, PLAIN, TEXT, TOTAL, Sheet, Style, address, cut, lines_of

EMPTY_IF_ZERO = "0.00;-0.00;"  # what a figure without a text shows
HIGHEST = 409  # points; a row cannot be higher

GRID = CELL.but(wrap=True, align="left")
FIGURE = CELL.but(align="right", indent=1)
SUM = TOTAL.but(align="right", indent=1)
HEAD_LEFT = HEADER.but(align="left")
FURNITURE = PLAIN.but(size=9, color="#46515E")


@dataclass(frozen=True, slots=True)
class Cell:
    """`text` in `column`, or over the columns to `last`. A `figure` whose text is a number is written as that number
    in that format. `formula` works the figure out anew; `text` is what it must give. `live` names a formula of the
    workbook instead; it is written where the workbook has it. `note` shows while the pointer is over the cell."""

    column: int
    text: str
    style: Style = GRID
    last: int = -1
    figure: bool = False
    formula: str = ""
    live: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One row; `height` in points, 0 for as high as its wrapped texts need; `level` of the outline."""

    cells: tuple[Cell, ...]
    height: float = 0
    level: int = 0
    key: str = ""


def gap(height: float = 8) -> Line:
    return Line((), height)


def header(names: Sequence[str], figures: Sequence[int] = ()) -> Line:
    """Column titles; those over figures stand right like them."""
    return Line(tuple(Cell(at, name, HEADER if at in figures else HEAD_LEFT) for at, name in enumerate(names)))


def places(lines: Sequence[Line], first: int = 0) -> dict[str, int]:
    """The row that each named line will stand in."""
    return {line.key: row for row, line in enumerate(lines, first) if line.key}


Formulas = Mapping[str, tuple[str, Known]]  # key -> formula and its value


def live_spots(sheet: str, lines: Sequence[Line], known: Container[str], first: int = 0) -> dict[str, Spot]:
    """Where the lines show the figures that are `known`; one that is shown twice stands where it is first."""
    found: dict[str, Spot] = {}
    for row, line in enumerate(lines, first):
        for cell in line.cells:
            if cell.live in known:
                found.setdefault(cell.live, (sheet, row, cell.column))
    return found


def published_on(sheets: Iterable[tuple[str, Sequence[Line]]], workings: Workings) -> tuple[Published, ...]:
    """The figures that sheets of a workbook show: what stands there as printed, and where."""
    figures, seen, found = dict(workings.figures), set(), []
    for name, lines in sheets:
        for row, line in enumerate(lines):
            for cell in line.cells:
                if cell.live in figures and cell.live not in seen:
                    seen.add(cell.live)
                    number = printed(cell.text) if cell.figure else None
                    value = number.value if number else cell.text
                    place = f"{name}!{address(row, cell.column)}"
                    found.append(Published(figures[cell.live].label, cell.live, place, value))
    return tuple(found)


def write_lines(
    sheet: Sheet, lines: Sequence[Line], widths: Sequence[float], first: int = 0, formulas: Formulas | None = None
) -> None:
    """Sets the columns' widths and writes the lines from row `first` on, live cells with their formulas."""
    for column, width in enumerate(widths):
        sheet.width(column, width)
    for row, line in enumerate(lines, first):
        sheet.height(row, line.height or _height(line, widths), line.level)
        for cell in line.cells:
            _write(sheet, row, cell, (formulas or {}).get(cell.live))


def _write(sheet: Sheet, row: int, cell: Cell, live: tuple[str, Known] | None = None) -> None:
    number = printed(cell.text) if cell.figure else None
    style = cell.style.but(number=number.format) if number else cell.style
    last = max(cell.column, cell.last)
    if last > cell.column:
        sheet.merge(row, cell.column, last, "", style)
    if cell.note:
        sheet.note(row, cell.column, cell.note)
    if live:
        formula, value = live
        empty = style.but(number=EMPTY_IF_ZERO) if cell.figure and not cell.text else style
        sheet.formula(row, cell.column, formula, "" if value is None else value, empty)
    elif cell.formula:
        sheet.formula(row, cell.column, cell.formula, number.value if number else cell.text, style)
    elif number:
        sheet.number(row, cell.column, number.value, style)
    elif cell.text:
        sheet.text(row, cell.column, cut(cell.text, TEXT - 1), style)
    else:
        sheet.blank(row, cell.column, style)


def _height(line: Line, widths: Sequence[float]) -> float:
    return min(HIGHEST, max([LINE, *_heights(line, widths)]) + 1)


def _heights(line: Line, widths: Sequence[float]) -> Iterator[float]:
    ends = [0, *accumulate(widths)]
    for cell in line.cells:
        scale = cell.style.size / 10  # widths and LINE are told for letters of size 10
        width = (ends[max(cell.column, cell.last) + 1] - ends[cell.column] - 2 * cell.style.indent) / scale
        yield LINE * scale * (lines_of(cell.text, width) if cell.style.wrap else 1)
