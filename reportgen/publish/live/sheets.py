"""Writes the sheets behind a workbook's live formulas: inputs with their sources, parameters, and the check."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from reportgen.formula.evaluate import known
from reportgen.formula.functions import Known
from reportgen.marks import CellRef
from reportgen.publish.live.layout import FIRST, LABEL, SOURCE, TOP, VALUE, Layout, Placed, cell_on
from reportgen.publish.live.values import (
    HEAD,
    INPUT,
    NOTE,
    RESULT,
    SECTION,
    SOURCED,
    WORKED,
    asked,
    limits,
    source_of,
    write_formula,
    write_value,
)  # fmt: skip
from reportgen.workbook import (
    CELL,
    LINE,
    LINK,
    TITLE,
    Book,
    Sheet,
    address,
    lines_of,
)

Words = dict[str, str]

WIDTHS = (58, 15)
LINKED = 500  # lines of a block that are linked one by one; of more only the first
ACROSS, SCALE = 10, 65  # columns that fit on a page at the scale (percent) below which print cannot be read


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
    sheet.text(1, 0, words["inputs_open" if trial else "inputs_note"], NOTE)
    for block, placed in layout.blocks.items():
        _block(sheet, layout, block, placed, words, trial)
    _givens(sheet, layout, words, trial)
    _figures(sheet, layout, words)
    sheet.freeze(TOP, FIRST)
    sheet.protect()
    wide = max((placed.wide for placed in layout.blocks.values() if not placed.upright), default=0)
    sheet.print_on("&C&P / &N", repeat=(0, 0), scale=SCALE if wide > ACROSS else 0)


def _block(sheet: Sheet, layout: Layout, id: str, placed: Placed, words: Words, trial: bool) -> None:
    block = placed.table.block
    sheet.text(placed.head, SOURCE, block.title, SECTION)
    titles = [(f"{one.name}（{one.unit}）" if one.unit else one.name, HEAD) for one in block.heads]
    titles += [(column.title, WORKED) for column in placed.table.columns]
    titles += [(words["order"], WORKED)] * len(placed.table.orders)
    if placed.upright:
        sheet.text(placed.head + 1, SOURCE, words["name"], HEAD)
        for at in range(placed.lines):
            sheet.text(placed.head + 1, FIRST + at, words["value"], HEAD)
        sheet.text(placed.head + 1, FIRST + placed.lines, words["source"], HEAD)
        for place, (title, style) in enumerate(titles):
            sheet.text(placed.first + place, SOURCE, title, style.but(align="left", wrap=True))
    else:
        sheet.text(placed.head + 1, SOURCE, words["source"], HEAD)
        for place, (title, style) in enumerate(titles):
            sheet.text(placed.head + 1, FIRST + place, title, style)
        sheet.height(placed.head + 1, 40)
    _sources(sheet, layout, placed, words)
    for at in range(placed.lines):
        _line(sheet, layout, id, placed, at, trial)
    if trial:
        _open(sheet, placed)


def _sources(sheet: Sheet, layout: Layout, placed: Placed, words: Words) -> None:
    """Beside a line that lies flat the cells of all its values; upright, beside each value its own."""
    block = placed.table.block
    if placed.upright:
        for place in range(len(block.heads)):
            _source(
                sheet, layout, placed.first + place, FIRST + placed.lines, [one.cells[place] for one in block.lines]
            )
        return
    linked = len(block.lines) <= LINKED
    for at in range(placed.lines):
        if at < len(block.lines):
            _source(sheet, layout, placed.first + at, SOURCE, block.lines[at].cells, linked or at == 0)
        else:
            sheet.text(placed.first + at, SOURCE, words["blank_line"], SOURCED)


def _source(
    sheet: Sheet, layout: Layout, row: int, column: int, cells: Sequence[CellRef | None], linked: bool = True
) -> None:
    """Wrapped in the column of sources, whose rows are as high as that needs."""
    look = SOURCED.but(wrap=column == SOURCE, align="left")
    scale = SOURCED.size / 10  # widths and LINE are told for letters of size 10
    needed = lines_of(source_of(cells), WIDTHS[0] / scale) if column == SOURCE else 1
    if needed > 1:
        sheet.height(row, needed * LINE * scale + 1)
    first = next((one for one in cells if one is not None), None)
    target = layout.links.link_of(first) if first is not None and linked else None
    if target:
        sheet.web(row, column, target[0], source_of(cells), look.but(color=LINK.color, underline=True), target[1])
    else:
        sheet.text(row, column, source_of(cells), look)


def _open(sheet: Sheet, placed: Placed) -> None:
    """What may be typed into the cells of a block."""
    for place, one in enumerate(placed.table.block.heads):
        allowed = {} if one.key else limits(one)
        if not allowed:
            continue
        if placed.upright:
            for at in range(placed.lines):
                row, column = placed.spot(place, at)
                sheet.choose(row, column, row, allowed)
        else:
            sheet.choose(placed.first, FIRST + place, placed.last, allowed)


def _line(sheet: Sheet, layout: Layout, id: str, placed: Placed, at: int, trial: bool) -> None:
    block = placed.table.block
    line = block.lines[at] if at < len(block.lines) else None
    for place, head in enumerate(block.heads):
        style = asked(head.type, trial and not head.key)
        write_value(sheet, *placed.spot(place, at), line.values[place] if line else None, style)
    for place, column in enumerate(placed.table.columns):
        value = column.values[at] if at < len(column.values) else Decimal(0)
        write_formula(sheet, *placed.spot(placed.worked + place, at), layout.in_line(id, place, at), value, RESULT)
    for place, by in enumerate(placed.table.orders):
        cached = _order_of(placed, by, at)
        sheet.formula(*placed.spot(placed.ordered + place, at), layout.order_formula(id, by, at), cached, RESULT)


def _order_of(placed: Placed, by: str, at: int) -> Decimal | str:
    column = placed.table.block.at(by)
    days = [known(line.values[column]) for line in placed.table.block.lines]
    if at >= len(days) or days[at] is None:
        return ""
    own = days[at]
    before = sum(isinstance(one, Decimal) and isinstance(own, Decimal) and one < own for one in days)
    return Decimal(before + sum(one == own for one in days[: at + 1]))


def _givens(sheet: Sheet, layout: Layout, words: Words, trial: bool) -> None:
    if not layout.workings.givens:
        return
    sheet.text(layout.given_head, LABEL, words["others"], SECTION)
    for key, one in layout.workings.givens:
        row = layout.givens[key]
        sheet.text(row, LABEL, one.label, CELL.but(wrap=True))
        kind = "datetime" if isinstance(one.value, datetime) else "date" if isinstance(one.value, date) else ""
        write_value(sheet, row, VALUE, one.value, asked(kind, trial))
        sheet.text(row, VALUE + 1, one.unit, CELL)
        _source(sheet, layout, row, VALUE + 2, [one.source])
        if trial and one.options:
            sheet.choose(row, VALUE, row, {"validate": "list", "source": list(one.options)})


def _figures(sheet: Sheet, layout: Layout, words: Words) -> None:
    behind = list(layout.behind())
    if not behind:
        return
    sheet.text(layout.figure_head, LABEL, words["steps"], SECTION)
    for key, one in behind:
        row = layout.figures[key]
        sheet.text(row, LABEL, one.label, CELL.but(wrap=True))
        write_formula(sheet, row, VALUE, layout.formula(one), one.value, RESULT)


def parameter_sheet(book: Book, layout: Layout, words: Words) -> None:
    """The numbers of the scheme; no sheet where there are none."""
    if not layout.workings.parameters:
        return
    sheet = book.sheet(layout.parameters)
    for column, width in enumerate((30, 44, 16, 8)):
        sheet.width(column, width)
    sheet.text(0, 0, words["parameters_title"], TITLE.but(size=14))
    for column, name in enumerate(("scope", "name", "value", "unit")):
        sheet.text(TOP, column, words[name], HEAD)
    for row, one in enumerate(layout.workings.parameters, TOP + 1):
        sheet.text(row, 0, one.scope, CELL.but(wrap=True))
        sheet.text(row, 1, one.label, CELL.but(wrap=True))
        kind = "date" if isinstance(one.value, date) else ""
        write_value(sheet, row, 2, one.value, asked(kind, False))
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
    sheet.formula(1, 4, count, Decimal(len(published)), RESULT.but(bold=True))
    sheet.text(1, 3, f"{words['of'].format(all=len(published))}　{words['agree']}", NOTE)
    for column, name in enumerate(("name", "figure", "published", "now", "difference")):
        sheet.text(TOP, column, words[name], HEAD)
    for row, one in enumerate(published, first):
        sheet.text(row, 0, one.label, CELL.but(wrap=True))
        sheet.text(row, 1, one.path, SOURCED)
        _write_known(sheet, row, 2, one.value)
        write_formula(sheet, row, 3, "=" + cell_on(*layout.spot(one.key)), one.value, RESULT)
        sheet.formula(row, 4, _difference(row, one.value), "✓", RESULT.but(align="center"))
    sheet.freeze(TOP + 1, 0)
    sheet.protect()
    sheet.print_on("&C&P / &N", repeat=(0, TOP))


def _difference(row: int, value: Known) -> str:
    before, now = address_of(row, 2), address_of(row, 3)
    if isinstance(value, Decimal):
        return f'=IF(ROUND({now}-{before},8)=0,"✓",ROUND({now}-{before},8))'
    return f'=IF(EXACT({now},{before}),"✓","≠")'


def address_of(row: int, column: int) -> str:
    return address(row, column, True)


def _write_known(sheet: Sheet, row: int, column: int, value: Known) -> None:
    write_value(sheet, row, column, value, INPUT)
