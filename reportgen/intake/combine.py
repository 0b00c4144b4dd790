"""A value reader's grid and the guard's facts, put together cell by cell; where they disagree nothing is read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from decimal import Decimal
from functools import lru_cache

from reportgen.intake.facts import (
    BOOL,
    EMPTY_TEXT,
    ERROR,
    FORMATS,
    FORMULA,
    HIDDEN,
    ISO_DATE,
    KIND_SHIFT,
    NO_RESULT,
    NUMBER,
    TEXT,
    SheetFacts,
    cell_name,
    place_of,
)
from reportgen.intake.formats import day_or_moment, fifteen_digits, from_serial
from reportgen.intake.raw import CellKind, RawCell, RawSheet, RawValue
from reportgen.intake.refusal import Refused

Grid = Sequence[Sequence[object]]
_EXACT_WHOLE = 1e15


def combine(facts: SheetFacts, grid: Grid, origin: tuple[int, int], date1904: bool) -> RawSheet:
    """One sheet's cells in row-major order.

    `grid` holds the value reader's values, "" for nothing, its first one at `origin` (row and column from 0).
    Raises `Refused` (SHEET_READ_SHORT) when one side saw a cell that the other did not.
    """
    first_row, first_column = origin[0] + 1, origin[1] + 1
    height, width = len(grid), len(grid[0]) if grid else 0
    cells: list[RawCell] = []
    taken = 0
    for key in sorted(facts.cells):
        row, column = place_of(key)
        down, right = row - first_row, column - first_column
        value: object = grid[down][right] if 0 <= down < height and 0 <= right < width else ""
        if value != "":
            taken += 1
        cell = _cell(facts, key, row, column, value, date1904)
        if cell is not None:
            cells.append(cell)
    given = sum(len(line) - line.count("") for line in grid)
    if given != taken:
        raise Refused("SHEET_READ_SHORT", sheet=facts.name, found=f"{given} / {taken}")
    return RawSheet(facts.name, facts.hidden, tuple(cells), facts.merges)


def _cell(facts: SheetFacts, key: int, row: int, column: int, value: object, date1904: bool) -> RawCell | None:
    code = facts.cells[key]
    format, seen = FORMATS[code & 7], code >> KIND_SHIFT & 7
    formula, hidden = bool(code & FORMULA), bool(code & HIDDEN)
    kind: CellKind
    result: RawValue
    if seen == NO_RESULT:
        kind, result = "no-result", None
    elif seen == ERROR:
        kind, result = "error", facts.errors[key]
    elif value == "" and seen == EMPTY_TEXT:
        if not formula:
            return None
        kind, result = "blank", None
    else:
        kind, result = _known(facts, key, seen, value, date1904)
    return RawCell(row, column, result, kind, format, formula, hidden)


def _known(facts: SheetFacts, key: int, seen: int, value: object, date1904: bool) -> tuple[CellKind, RawValue]:
    """Kind and value of a cell that both sides saw. Raises `Refused` when they saw different things."""
    if seen == NUMBER:
        if key in facts.numbers:
            return _maybe_date(facts.numbers[key], FORMATS[facts.cells[key] & 7] == "date", date1904)
        if type(value) in (float, int):
            return "number", exact(value)  # type: ignore[arg-type]  # float or int, by the line above
    elif seen in (TEXT, EMPTY_TEXT):
        if isinstance(value, str) and value:
            return "text", value
    elif seen == BOOL:
        if isinstance(value, bool):
            return "bool", value
    elif seen == ISO_DATE:
        if isinstance(value, datetime):
            return "date", day_or_moment(value)
        if isinstance(value, (date, time)):
            return "date", value
    found = "-" if value == "" else str(value)[:40]
    raise Refused("SHEET_READ_SHORT", sheet=facts.name, cell=cell_name(*place_of(key)), found=found)


@lru_cache(maxsize=20_000)
def _maybe_date(text: str, is_date: bool, date1904: bool) -> tuple[CellKind, RawValue]:
    """Kept in mind: the days of a month stand in thousands of cells."""
    serial = fifteen_digits(text)
    value = from_serial(serial, date1904) if is_date else serial
    return ("number" if isinstance(value, Decimal) else "date"), value


def exact(value: float | int) -> Decimal:
    """The decimal that Excel shows: whole numbers below 10^15 as they are, others to 15 significant digits."""
    if isinstance(value, int):
        return Decimal(value)
    if value.is_integer() and -_EXACT_WHOLE < value < _EXACT_WHOLE:
        return Decimal(int(value))
    return fifteen_digits(repr(value))
