"""A month table as a workbook: the table with its office furniture, live where it has formulas, the sheets behind them
(依据, 参数, 核对), and the cells that each figure comes from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from reportgen.publish.grid import (
    FIGURE,
    FURNITURE,
    GRID,
    HEAD_LEFT,
    SUM,
    Cell,
    Formulas,
    Line,
    gap,
    header,
    live_spots,
    places,
    write_lines,
)
from reportgen.publish.labels import words
from reportgen.publish.live.labels import LIVE_WORDS
from reportgen.publish.live.layout import Layout, Spot
from reportgen.publish.live.links import Links
from reportgen.publish.live.sheets import input_sheet, parameter_sheet, proof_sheet
from reportgen.publish.table_live import NO_LIVE, Live
from reportgen.publish.table_view import CellView, RowView, TableView
from reportgen.publish.workbook_labels import TABLE_WORDS
from reportgen.workbook import HEADER, MUTED, TITLE, TOTAL, Book, Style, clean_sheet_name, open_workbook, width_of

NARROWEST, WIDEST = 12, 36
MANY, MARK = 16, 4  # a table of more columns holds marks (days of a month): they are as wide as they need
PAGE_WIDTH = 84  # characters across an upright A4 page; narrower tables are drawn out to it
UPRIGHT_COLUMNS = 7  # more lie across

_DATE = re.compile(r"\d{4}-\d\d-\d\d( \d\d:\d\d)?")

Words = dict[str, str]


def table_workbook(
    view: TableView, *, organisation: str, period: str, language: str, created: date, live: Live = NO_LIVE
) -> bytes:
    """The bytes of the workbook; the same view and day give the same bytes."""
    fixed, behind = words(TABLE_WORDS, language), words(LIVE_WORDS, language)
    lines = table_lines(view, organisation, period, fixed)
    front = clean_sheet_name(view.title)
    layout = layout_of(live, [(front, lines)], behind)
    with open_workbook(created, title=view.title, subject=period) as book:
        _table_sheet(book, view, lines, fixed, formulas_of(layout))
        live_sheets(book, layout, live, behind)
        if any(cell.evidence for row in view.rows for cell in row.cells):
            _source_sheet(book, view, fixed)
    return book.content


def layout_of(live: Live, fronts: Sequence[tuple[str, Sequence[Line]]], behind: Words) -> Layout:
    """Where everything has its place; `fronts` are the sheets that show figures, with their lines."""
    known = {key for key, _ in live.workings.figures}
    spots: dict[str, Spot] = {}
    for name, lines in fronts:
        spots = live_spots(name, lines, known) | spots
    taken = [name for name, _ in fronts]
    inputs = clean_sheet_name(behind["inputs"], taken)
    parameters = clean_sheet_name(behind["parameters"], [*taken, inputs])
    return Layout(live.workings, inputs, parameters, spots, Links("../"))


def formulas_of(layout: Layout) -> Formulas:
    return {key: (layout.formula(one), one.value) for key, one in layout.workings.figures}


def live_sheets(book: Book, layout: Layout, live: Live, behind: Words) -> None:
    """The sheets behind the formulas, as far as there is something on them."""
    if not live.workings.figures:
        return
    input_sheet(book, layout, behind)
    if live.workings.parameters:
        parameter_sheet(book, layout, behind)
    proof_sheet(book, layout, live.published, behind)


def _table_sheet(book: Book, view: TableView, lines: Sequence[Line], fixed: Words, formulas: Formulas) -> None:
    last = len(view.columns) - 1
    head = places(lines)["head"]
    sheet = book.sheet(view.title)
    write_lines(sheet, lines, table_widths(view), formulas=formulas)
    sheet.freeze(head + 1, 0)
    sheet.protect()
    sheet.print_on(
        fixed["footer"],
        repeat=(0, head),
        printed=(len(lines) - 1, last),
        landscape=len(view.columns) > UPRIGHT_COLUMNS,
    )


def table_lines(view: TableView, organisation: str, period: str, fixed: Words) -> list[Line]:
    """Title, 编制单位 / 期间 / 单位, columns, rows, notes and the line to sign on."""
    last = len(view.columns) - 1
    titles = [
        Cell(at, view.heading(column), HEADER if column.number else HEAD_LEFT) for at, column in enumerate(view.columns)
    ]
    lines = [
        Line((Cell(0, view.title, TITLE.but(align="center"), last=last),), 32),
        *_furniture(view, organisation, period, fixed),
        Line(tuple(titles), key="head"),
        *(_row(view, row, number) for number, row in enumerate(view.rows)),
    ]
    if not view.rows:
        lines.append(Line((Cell(0, fixed["none"], GRID, last=last),)))
    small = FURNITURE.but(wrap=True, valign="top")
    lines += [Line((Cell(0, fixed["note"].format(note=note), small, last=last),)) for note in view.notes]
    blanks = (fixed[name] + "＿" * 8 for name in ("sign_made", "sign_checked", "sign_head", "sign_date"))
    return [*lines, gap(14), Line((Cell(0, "　　".join(blanks), FURNITURE.but(wrap=True), last=last),), 36)]


def _furniture(view: TableView, organisation: str, period: str, fixed: Words) -> Iterator[Line]:
    """Who and when on the left, the unit on the right; one under the other where there is but one column."""
    last = len(view.columns) - 1
    facts = f"{fixed['prepared_by'].format(organisation=organisation)}　　{fixed['period'].format(period=period)}"
    unit = fixed["unit"].format(unit=view.unit) if view.unit else ""
    left = Cell(0, facts, FURNITURE.but(wrap=True), last=max(0, last - 1))
    right = Cell(last, unit, FURNITURE.but(align="right"))
    yield from [Line((left, right))] if last else [Line((left,)), Line((right,))]
    if view.status != "complete":
        status = fixed["status"].format(status=view.status_text)
        yield Line((Cell(0, status, FURNITURE.but(bold=True, color="#8E1B1B", wrap=True), last=last),))


def _row(view: TableView, row: RowView, number: int) -> Line:
    figure, text = (SUM, TOTAL.but(wrap=True)) if row.total else (FIGURE, GRID)
    cells = (
        Cell(at, cell.text, figure if column.number else _dated(text, cell), figure=column.number, live=cell.live)
        for at, (cell, column) in enumerate(zip(row.cells, view.columns, strict=True))
    )
    return Line(tuple(cells), key=f"row/{number}")


def _dated(style: Style, cell: CellView) -> Style:
    """A formula that gives a date gives its number of days: the format shows the date again."""
    if not cell.live or not _DATE.fullmatch(cell.text):
        return style
    return style.but(number="yyyy-mm-dd hh:mm" if ":" in cell.text else "yyyy-mm-dd")


def table_widths(view: TableView) -> list[float]:
    many = len(view.columns) > MANY
    longest = [
        max([width_of(view.heading(column)), *(width_of(row.cells[at].text) for row in view.rows)]) + (1 if many else 3)
        for at, column in enumerate(view.columns)
    ]
    widths = [float(min(WIDEST, max(MARK if many else NARROWEST, width))) for width in longest]
    spare = max(0.0, PAGE_WIDTH - sum(widths)) / len(widths)
    return [width + spare for width in widths]


def _source_sheet(book: Book, view: TableView, fixed: Words) -> None:
    names: Sequence[str] = [fixed[name] for name in ("item", "column", "figure", "source")]
    lines = [Line((Cell(0, f"{view.title} {fixed['sources']}", TITLE, last=3),), 30), header(names, (2,))]
    headings = [(view.heading(column), column.number) for column in view.columns]
    repeated, small = GRID.but(color=MUTED), GRID.but(size=9)
    for row in view.rows:
        for (heading, is_figure), cell in zip(headings, row.cells, strict=True):
            for number, source in enumerate(cell.evidence):
                again = repeated if number else GRID
                lines.append(
                    Line(
                        (
                            Cell(0, row.cells[0].text, again),
                            Cell(1, heading, again),
                            Cell(2, "" if number else cell.text, FIGURE, figure=is_figure),
                            Cell(3, source, small),
                        )
                    )
                )
    sheet = book.sheet(fixed["sources"])
    write_lines(sheet, lines, (24, 22, 18, 60))
    sheet.freeze(2, 0)
    sheet.filter(1, 0, max(1, len(lines) - 1), 3)
    sheet.print_on(fixed["footer"], repeat=(0, 1), printed=(len(lines) - 1, 3))
