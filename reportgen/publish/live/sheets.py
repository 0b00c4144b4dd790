"""Writes the sheets behind a workbook's live formulas: inputs with their sources, parameters, and the check."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any

from reportgen.exact import plain
from reportgen.formula import Head
from reportgen.formula.evaluate import known
from reportgen.formula.functions import Known
from reportgen.marks import CellRef, Value
from reportgen.publish.live.layout import FIRST, LABEL, SOURCE, TOP, VALUE, Layout, Placed, cell_on
from reportgen.workbook import ASKED, BRAND, CELL, GIVEN, HEADER, MUTED, PALE, PLAIN, RULE, TITLE, Book, Sheet, Style

Words = dict[str, str]

_SECTION = PLAIN.but(bold=True, size=11, color=BRAND)
_NOTE = PLAIN.but(size=9, color=MUTED)
_HEAD = CELL.but(bold=True, fill=PALE, wrap=True, align="center")
_WORKED = HEADER.but(size=9)
_SOURCE = PLAIN.but(size=9, color=MUTED, border=RULE)
_INPUT = CELL.but(fill=GIVEN, align="right")
_RESULT = CELL.but(align="right")
_FORMATS = {"date": "yyyy-mm-dd", "datetime": "yyyy-mm-dd hh:mm", "text": "@", "id": "@", "name": "@", "rater": "@"}
WIDTHS = (44, 15)


@dataclass(frozen=True, slots=True)
class Published:
    """A figure as published: what it is called, its key among the figures, where it stands in results.json, its text
    or number there."""

    label: str
    key: str
    path: str
    value: Known


def input_sheet(book: Book, layout: Layout, words: Words, *, trial: bool = False) -> None:
    """`trial`: the cells that were handed in may be typed into."""
    sheet = book.sheet(layout.inputs)
    sheet.width(SOURCE, WIDTHS[0])
    sheet.width(FIRST, WIDTHS[1], last=60)
    sheet.text(0, 0, words["inputs_title"], TITLE.but(size=14))
    sheet.text(1, 0, words["inputs_open" if trial else "inputs_note"], _NOTE)
    for block, placed in layout.blocks.items():
        _block(sheet, layout, block, placed, words, trial)
    _givens(sheet, layout, words, trial)
    _figures(sheet, layout, words)
    sheet.freeze(TOP, FIRST)
    sheet.protect()
    sheet.print_on("&C&P / &N")


def _block(sheet: Sheet, layout: Layout, id: str, placed: Placed, words: Words, trial: bool) -> None:
    block, head = placed.table.block, placed.head
    sheet.text(head, SOURCE, block.title, _SECTION)
    sheet.text(head + 1, SOURCE, words["source"], _HEAD)
    for at, one in enumerate(block.heads, FIRST):
        sheet.text(head + 1, at, f"{one.name}（{one.unit}）" if one.unit else one.name, _HEAD)
    for at, column in enumerate(placed.table.columns, placed.worked):
        sheet.text(head + 1, at, column.title, _WORKED)
    for at in range(len(placed.table.orders)):
        sheet.text(head + 1, placed.ordered + at, words["order"], _WORKED)
    sheet.height(head + 1, 40)
    for at in range(placed.lines):
        _line(sheet, layout, id, placed, at, words, trial)
    if trial:
        for at, one in enumerate(block.heads, FIRST):
            if not one.key and (limits := _limits(one)):
                sheet.choose(placed.first, at, placed.last, limits)


def _line(sheet: Sheet, layout: Layout, id: str, placed: Placed, at: int, words: Words, trial: bool) -> None:
    block, row = placed.table.block, placed.first + at
    line = block.lines[at] if at < len(block.lines) else None
    sheet.text(row, SOURCE, source_of(line.cells) if line else words["blank_line"], _SOURCE)
    for place, head in enumerate(block.heads):
        style = _asked(head.type, trial and not head.key)
        write_value(sheet, row, FIRST + place, line.values[place] if line else None, style)
    for place, column in enumerate(placed.table.columns):
        value = column.values[at] if at < len(column.values) else Decimal(0)
        write_formula(sheet, row, placed.worked + place, layout.in_line(id, place, at), value, _RESULT)
    for place, by in enumerate(placed.table.orders):
        cached = _order_of(placed, by, at)
        sheet.formula(row, placed.ordered + place, layout.order_formula(id, by, at), cached, _RESULT)


def _order_of(placed: Placed, by: str, at: int) -> Decimal | str:
    column = placed.table.block.at(by)
    days = [known(line.values[column]) for line in placed.table.block.lines]
    if at >= len(days) or days[at] is None:
        return ""
    own = days[at]
    before = sum(isinstance(one, Decimal) and isinstance(own, Decimal) and one < own for one in days)
    return Decimal(before + sum(one == own for one in days[: at + 1]))


def source_of(cells: Sequence[CellRef | None]) -> str:
    """`file!sheet!C7 D7 F7`: the cells of a line in the order of its columns."""
    there = [cell for cell in cells if cell is not None]
    if not there:
        return ""
    first = there[0]
    same = dict.fromkeys(one.cell for one in there if (one.file, one.sheet) == (first.file, first.sheet))
    return "!".join(part for part in (first.file, first.sheet, " ".join(same)) if part)


@cache
def _asked(type: str, open: bool) -> Style:
    look = _INPUT.but(number=_FORMATS.get(type, ""), align="left" if type in ("text", "choice", "rater") else "right")
    return look.but(fill=ASKED, unlocked=True) if open else look


def _limits(head: Head) -> dict[str, Any]:
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


def _givens(sheet: Sheet, layout: Layout, words: Words, trial: bool) -> None:
    if not layout.workings.givens:
        return
    sheet.text(layout.given_head, LABEL, words["others"], _SECTION)
    for key, one in layout.workings.givens:
        row = layout.givens[key]
        sheet.text(row, LABEL, one.label, CELL.but(wrap=True))
        kind = "datetime" if isinstance(one.value, datetime) else "date" if isinstance(one.value, date) else ""
        write_value(sheet, row, VALUE, one.value, _asked(kind, trial))
        sheet.text(row, VALUE + 1, one.unit, CELL)
        sheet.text(row, VALUE + 2, one.source, _SOURCE)
        if trial and one.options:
            sheet.choose(row, VALUE, row, {"validate": "list", "source": list(one.options)})


def _figures(sheet: Sheet, layout: Layout, words: Words) -> None:
    behind = list(layout.behind())
    if not behind:
        return
    sheet.text(layout.figure_head, LABEL, words["steps"], _SECTION)
    for key, one in behind:
        row = layout.figures[key]
        sheet.text(row, LABEL, one.label, CELL.but(wrap=True))
        write_formula(sheet, row, VALUE, layout.formula(one), one.value, _RESULT)


def parameter_sheet(book: Book, layout: Layout, words: Words) -> None:
    sheet = book.sheet(layout.parameters)
    for column, width in enumerate((30, 44, 16, 8)):
        sheet.width(column, width)
    sheet.text(0, 0, words["parameters_title"], TITLE.but(size=14))
    for column, name in enumerate(("scope", "name", "value", "unit")):
        sheet.text(TOP, column, words[name], _HEAD)
    for row, one in enumerate(layout.workings.parameters, TOP + 1):
        sheet.text(row, 0, one.scope, CELL.but(wrap=True))
        sheet.text(row, 1, one.label, CELL.but(wrap=True))
        kind = "date" if isinstance(one.value, date) else ""
        write_value(sheet, row, 2, one.value, _asked(kind, False))
        sheet.text(row, 3, one.unit, CELL)
    sheet.freeze(TOP + 1, 0)
    sheet.protect()
    sheet.print_on("&C&P / &N", landscape=False)


def proof_sheet(
    book: Book, layout: Layout, published: Sequence[Published], words: Words, *, trial: bool = False
) -> None:
    """Every published figure with what the workbook's own formula gives for it, and whether they agree."""
    sheet = book.sheet(words["trial" if trial else "proof"])
    for column, width in enumerate((44, 44, 16, 16, 14)):
        sheet.width(column, width)
    sheet.text(0, 0, words["trial_title" if trial else "proof_title"], TITLE.but(size=14))
    first, last = TOP + 1, TOP + len(published)
    marks = f"{address_of(first, 4)}:{address_of(last, 4)}"
    count = f'=COUNTIF({marks},"✓")'
    sheet.formula(1, 4, count, Decimal(len(published)), _RESULT.but(bold=True))
    sheet.text(1, 3, f"{words['of'].format(all=len(published))}　{words['agree']}", _NOTE)
    for column, name in enumerate(("name", "figure", "published", "now", "difference")):
        sheet.text(TOP, column, words[name], _HEAD)
    for row, one in enumerate(published, first):
        sheet.text(row, 0, one.label, CELL.but(wrap=True))
        sheet.text(row, 1, one.path, _SOURCE)
        _write_known(sheet, row, 2, one.value)
        write_formula(sheet, row, 3, "=" + cell_on(*layout.spot(one.key)), one.value, _RESULT)
        sheet.formula(row, 4, _difference(row, one.value), "✓", _RESULT.but(align="center"))
    sheet.freeze(TOP + 1, 0)
    sheet.protect()
    sheet.print_on("&C&P / &N", repeat=(0, TOP))


def _difference(row: int, value: Known) -> str:
    before, now = address_of(row, 2), address_of(row, 3)
    if isinstance(value, Decimal):
        return f'=IF(ROUND({now}-{before},8)=0,"✓",ROUND({now}-{before},8))'
    return f'=IF(EXACT({now},{before}),"✓","≠")'


def address_of(row: int, column: int) -> str:
    return cell_on("", row, column).split("!")[1]


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


def _write_known(sheet: Sheet, row: int, column: int, value: Known) -> None:
    write_value(sheet, row, column, value, _INPUT)


def write_formula(sheet: Sheet, row: int, column: int, formula: str, value: Known, style: Style) -> None:
    sheet.formula(row, column, formula, "" if value is None else value, style)
