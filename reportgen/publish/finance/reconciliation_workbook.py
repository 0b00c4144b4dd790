"""A reconciliation as one workbook: the sums per currency and the lines behind them, worked out from both sides.

汇总 ── 核销明细 ── 催款清单 ── 未获知 ── 待认领 ── 无对应: the published tables, in this order
控制表: what has to agree, to be signed ── 依据, 参数, 核对: what the formulas stand on
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from reportgen.formula.functions import text_of
from reportgen.publish.finance.control import control_sheet
from reportgen.publish.finance.finance_ties import CURRENCY, LISTS, PartView, reconciliation_ties
from reportgen.publish.finance.labels import RECONCILIATION_WORDS
from reportgen.publish.grid import FURNITURE, GRID, Cell, Formulas, Line, places, write_lines
from reportgen.publish.labels import words
from reportgen.publish.live.labels import LIVE_WORDS
from reportgen.publish.live.layout import cell_on
from reportgen.publish.table_live import NO_LIVE, Live
from reportgen.publish.table_view import RowView
from reportgen.publish.table_workbook import formulas_of, layout_of, live_sheets, table_lines, table_widths
from reportgen.publish.ties import TIE_WORDS, Tie
from reportgen.workbook import HEADER, Book, address, area, clean_sheet_name, open_workbook

ORDER = ("summary", "settled", "open", "untold", "ambiguous", "unmatched")

Words = dict[str, str]


@dataclass(frozen=True, slots=True)
class ReconciliationView:
    """All texts final; `id` tells reconciliations of one month apart, `parts` in any order."""

    id: str
    language: str
    organisation: str
    period: str
    period_id: str
    parts: tuple[PartView, ...]
    live: Live = NO_LIVE
    ties: tuple[Tie, ...] = ()  # of the whole month, beside its own


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
    fixed, behind = words(RECONCILIATION_WORDS, view.language), words(LIVE_WORDS, view.language)
    placed = _placed(view, fixed)
    layout = layout_of(view.live, [(one.sheet, one.lines) for one in placed.values()], behind)
    control = words(TIE_WORDS, view.language)
    ties = [*reconciliation_ties({id: one.view for id, one in placed.items()}, control), *view.ties]
    with open_workbook(created, title=fixed["title"], subject=view.period_id) as book:
        for id in ORDER:
            if id in placed:
                _write(book, placed[id], fixed, formulas_of(layout))
        control_sheet(book, ties, control, fixed["footer"], dict(_places(placed)))
        live_sheets(book, layout, view.live, behind)
    return book.content


def _places(placed: Mapping[str, Placed]) -> Iterator[tuple[str, str]]:
    """Where the figures stand that ties name."""
    summary = placed["summary"]
    rows = places(summary.lines)
    for number, row in enumerate(summary.view.table.rows):
        if not row.total:
            currency = summary.view.text(row, CURRENCY)
            for at, id in enumerate(summary.view.columns):
                yield f"summary/{currency}/{id}", f"={cell_on(summary.sheet, rows[f'row/{number}'], at)}"
            for id, column in LISTS.values():
                if id in placed and placed[id].range(column):
                    lines = f"{placed[id].range(CURRENCY)}={text_of((currency,))}"
                    yield f"list/{id}/{currency}", f"=SUMPRODUCT(({lines})*1,{placed[id].range(column)})"


def _placed(view: ReconciliationView, fixed: Words) -> dict[str, Placed]:
    found: dict[str, Placed] = {}
    names: list[str] = []
    for part in sorted(view.parts, key=lambda one: ORDER.index(one.part)):
        names.append(clean_sheet_name(part.table.title, names))
        lines = table_lines(part.table, view.organisation, view.period, fixed)
        if part.part == "summary":
            _check(part, lines, fixed)
        found[part.part] = Placed(part, lines, names[-1])
    return found


def _check(part: PartView, lines: list[Line], fixed: Words) -> None:
    """Beside each line of the summary whether both sides add up."""
    rows, last = places(lines), len(part.columns)
    for number, row in enumerate(part.table.rows):
        at = rows[f"row/{number}"]
        lines[at] = _checked(lines[at], at, part, row, fixed)
    head = rows["head"]
    lines[head] = replace(lines[head], cells=(*lines[head].cells, Cell(last, fixed["check"], HEADER)))
    note = FURNITURE.but(wrap=True, valign="top")
    lines.insert(head + 1 + len(part.table.rows), Line((Cell(0, fixed["identities"], note, last=last),)))


def _checked(line: Line, at: int, part: PartView, row: RowView, fixed: Words) -> Line:
    """Whether both sides add up, told by a formula; the program has made sure of it before."""
    column = {id: address(at, place) for place, id in enumerate(part.columns)}
    sales = f"ROUND({column['billed']}-{column['settled']}-{column['open']},2)=0"
    finance = f"ROUND({column['received']}-{column['matched']}-{column['ambiguous']}-{column['unmatched']},2)=0"
    formula = f'=IF(AND({sales},{finance}),"{fixed["foots"]}","{fixed["differs"]}")'
    check = Cell(len(part.columns), fixed["foots"], GRID.but(align="center"), formula=formula)
    return replace(line, cells=(*line.cells, check))


def _write(book: Book, part: Placed, fixed: Words, formulas: Formulas) -> None:
    sheet = book.sheet(part.sheet)
    lines = part.lines
    head = places(lines)["head"]
    widths = [*table_widths(part.view.table), *([9.0] if part.view.part == "summary" else [])]
    write_lines(sheet, lines, widths, formulas=formulas)
    sheet.freeze(head + 1, 0)
    sheet.protect()
    sheet.print_on(fixed["footer"], repeat=(0, head), printed=(len(lines) - 1, len(widths) - 1))
