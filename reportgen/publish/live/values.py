"""How values, their sources and what may be typed into their cells are written on the sheets behind a workbook."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from reportgen.exact import plain
from reportgen.formula import Head
from reportgen.formula.functions import Known
from reportgen.marks import CellRef, Value
from reportgen.workbook import ASKED, BRAND, CELL, GIVEN, HEADER, MUTED, PALE, PLAIN, RULE, Sheet, Style

SECTION = PLAIN.but(bold=True, size=11, color=BRAND)
NOTE = PLAIN.but(size=9, color=MUTED)
HEAD = CELL.but(bold=True, fill=PALE, wrap=True, align="center")
WORKED = HEADER.but(size=9)
SOURCED = PLAIN.but(size=9, color=MUTED, border=RULE)
INPUT = CELL.but(fill=GIVEN, align="right")
RESULT = CELL.but(align="right")
WORDED = ("text", "choice", "rater", "id", "name")
FORMATS = {"date": "yyyy-mm-dd", "datetime": "yyyy-mm-dd hh:mm", "text": "@", "id": "@", "name": "@", "rater": "@"}


def write_value(sheet: Sheet, row: int, column: int, value: Value, style: Style) -> None:
    """A value as it was handed in; truth as 是 or 否."""
    if isinstance(value, bool):
        sheet.text(row, column, "是" if value else "否", style)
    elif isinstance(value, Decimal):
        sheet.number(row, column, value, style)
    elif isinstance(value, date):
        sheet.date(row, column, value, style)
    elif value:
        sheet.text(row, column, value, style)
    else:
        sheet.blank(row, column, style)


def write_formula(sheet: Sheet, row: int, column: int, formula: str, value: Known, style: Style) -> None:
    sheet.formula(row, column, formula, "" if value is None else value, style)


def source_of(cells: Sequence[CellRef | None]) -> str:
    """`file!sheet!C7 D7 F7`: the cells of a line in the order of its columns, those of one sheet together."""
    found: dict[tuple[str, str], dict[str, None]] = {}
    for cell in cells:
        if cell is not None:
            named = found.setdefault((cell.file, cell.sheet), {})
            named |= {cell.cell: None} if cell.cell else {}
    return "；".join(
        "!".join(part for part in (file, sheet, " ".join(names)) if part) for (file, sheet), names in found.items()
    )


@cache
def asked(type: str, open: bool) -> Style:
    look = INPUT.but(number=FORMATS.get(type, ""), align="left" if type in WORDED else "right")
    return look.but(fill=ASKED, unlocked=True) if open else look


def limits(head: Head) -> dict[str, Any]:
    """What may be typed into an open cell, as its column asks for it."""
    if head.type == "flag":
        return {"validate": "list", "source": ["是", "否"]}
    if head.choices and sum(len(one) + 1 for one in head.choices) <= 255:
        return {"validate": "list", "source": list(head.choices)}
    if head.type in ("number", "count", "money", "percent"):
        low, high = head.minimum, head.maximum
        kind = "integer" if head.type == "count" else "decimal"
        if low is not None and high is not None:
            return {"validate": kind, "criteria": "between", "minimum": plain(low), "maximum": plain(high)}
        if low is not None:
            return {"validate": kind, "criteria": ">=", "value": plain(low)}
    return {}
