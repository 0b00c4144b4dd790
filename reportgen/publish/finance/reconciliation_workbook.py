"""A reconciliation as one workbook: the sums per currency, with formulas over the sheets that they come from.

汇总 ── 核销明细 ── 催款清单 ── 未获知 ── 待认领 ── 无对应: the published tables, in this order.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from reportgen.publish.finance.labels import RECONCILIATION_WORDS
from reportgen.publish.grid import FURNITURE, GRID, Cell, Line, places, write_lines
from reportgen.publish.labels import words
from reportgen.publish.table_view import RowView, TableView
from reportgen.publish.table_workbook import table_lines, table_widths
from reportgen.workbook import HEADER, Book, address, area, clean_sheet_name, open_workbook

ORDER = ("summary", "settled", "open", "untold", "ambiguous", "unmatched")
# A sum of the summary -> the part and the column that it adds up.
SOURCES: Mapping[str, tuple[str, str]] = {
    "settled": ("settled", "settled"),
    "open": ("open", "open"),
    "overdue": ("open", "open"),
    "matched": ("settled", "settled"),
    "ambiguous": ("ambiguous", "left"),
    "unmatched": ("unmatched", "left"),
}
CURRENCY = "currency"

Words = dict[str, str]


@dataclass(frozen=True, slots=True)
class PartView:
    """One table of the reconciliation with the ids of its columns."""

    part: str
    table: TableView
    columns: tuple[str, ...]

    @property
    def body(self) -> tuple[RowView, ...]:
        return tuple(row for row in self.table.rows if not row.total)


@dataclass(frozen=True, slots=True)
class ReconciliationView:
    """All texts final; `id` tells reconciliations of one month apart, `parts` in any order."""

    id: str
    language: str
    organisation: str
    period: str
    period_id: str
    parts: tuple[PartView, ...]


@dataclass(frozen=True, slots=True)
class Placed:
    """A part, its lines, and the sheet that they will stand on."""

    view: PartView
    lines: list[Line]
    sheet: str

    def range(self, column: str) -> str:
        """The cells of a column without totals; "" when there are none."""
        rows = places(self.lines)
        body = [rows[f"row/{number}"] for number, row in enumerate(self.view.table.rows) if not row.total]
        at = self.view.columns.index(column)
        return area(self.sheet, body[0], at, body[-1], at) if body else ""


def reconciliation_workbook(view: ReconciliationView, created: date) -> bytes:
    fixed = words(RECONCILIATION_WORDS, view.language)
    placed = _placed(view, fixed)
    with open_workbook(created, title=fixed["title"], subject=view.period_id) as book:
        for id in ORDER:
            if id in placed:
                _write(book, placed[id], _live(placed, id, fixed), fixed)
    return book.content


def _placed(view: ReconciliationView, fixed: Words) -> dict[str, Placed]:
    found: dict[str, Placed] = {}
    names: list[str] = []
    for part in sorted(view.parts, key=lambda one: ORDER.index(one.part)):
        names.append(clean_sheet_name(part.table.title, names))
        lines = table_lines(part.table, view.organisation, view.period, fixed)
        found[part.part] = Placed(part, lines, names[-1])
    return found


def _live(placed: Mapping[str, Placed], id: str, fixed: Words) -> list[Line]:
    """The lines of a part with formulas for what can be added up in the workbook."""
    part = placed[id]
    rows = {line.key: number for number, line in enumerate(part.lines) if line.key.startswith("row/")}
    lines = list(part.lines)
    for number, row in enumerate(part.view.table.rows):
        at = rows[f"row/{number}"]
        if id == "summary":
            lines[at] = _checked(_summed(lines[at], part, placed, at), at, part, row, fixed)
        elif row.total:
            lines[at] = _footed(lines[at], part, at)
    if id == "summary":
        head = places(lines)["head"]
        last = len(part.view.columns)
        lines[head] = replace(lines[head], cells=(*lines[head].cells, Cell(last, fixed["check"], HEADER)))
        note = FURNITURE.but(wrap=True, valign="top")
        lines.insert(head + 1 + len(part.view.table.rows), Line((Cell(0, fixed["identities"], note, last=last),)))
    return lines


def _summed(line: Line, part: Placed, placed: Mapping[str, Placed], at: int) -> Line:
    """Each sum adds up the cells of its sheet in the currency of the line."""
    currency = address(at, part.view.columns.index(CURRENCY))

    def formula(column: str) -> str:
        source = SOURCES.get(column)
        if not source or source[0] not in placed:
            return ""
        sheet, id = placed[source[0]], source[1]
        if not sheet.range(id):
            return ""
        overdue = f',{sheet.range("days")},">0"' if column == "overdue" else ""
        return f"=SUMIFS({sheet.range(id)},{sheet.range(CURRENCY)},{currency}{overdue})"

    cells = (replace(cell, formula=formula(part.view.columns[cell.column])) for cell in line.cells)
    return replace(line, cells=tuple(cells))


def _checked(line: Line, at: int, part: Placed, row: RowView, fixed: Words) -> Line:
    """Whether both sides add up, told by a formula; the program has made sure of it before."""
    column = {id: address(at, place) for place, id in enumerate(part.view.columns)}
    sales = f"ROUND({column['billed']}-{column['settled']}-{column['open']},2)=0"
    finance = f"ROUND({column['received']}-{column['matched']}-{column['ambiguous']}-{column['unmatched']},2)=0"
    formula = f'=IF(AND({sales},{finance}),"{fixed["foots"]}","{fixed["differs"]}")'
    check = Cell(len(part.view.columns), fixed["foots"], GRID.but(align="center"), formula=formula)
    return replace(line, cells=(*line.cells, check))


def _footed(line: Line, part: Placed, at: int) -> Line:
    """A totals line adds up the lines of its own currency."""
    currency = address(at, part.view.columns.index(CURRENCY))

    def footed(cell: Cell) -> Cell:
        id = part.view.columns[cell.column]
        if not cell.figure or not cell.text.strip("—") or not part.range(id):
            return cell
        return replace(cell, formula=f"=SUMIFS({part.range(id)},{part.range(CURRENCY)},{currency})")

    return replace(line, cells=tuple(footed(cell) for cell in line.cells))


def _write(book: Book, part: Placed, lines: list[Line], fixed: Words) -> None:
    sheet = book.sheet(part.sheet)
    head = places(lines)["head"]
    widths = [*table_widths(part.view.table), *([9.0] if part.view.part == "summary" else [])]
    write_lines(sheet, lines, widths)
    sheet.freeze(head + 1, 0)
    sheet.print_on(fixed["footer"], repeat=(0, head), printed=(len(lines) - 1, len(widths) - 1))
