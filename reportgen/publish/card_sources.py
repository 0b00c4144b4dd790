"""The second sheet of a card's workbook: every figure with its reasons and the cells that it comes from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from reportgen.publish.grid import FIGURE, FURNITURE, GRID, Cell, Line, header, write_lines
from reportgen.publish.printed import printed
from reportgen.publish.view import CardView, KpiRow
from reportgen.workbook import MUTED, TITLE, Book

WIDTHS = (18, 11, 24, 13, 50, 46)
HEAD = 2  # the row of the column titles

_AGAIN = GRID.but(color=MUTED)  # a name repeated for the filter
_SMALL = GRID.but(size=9)


def source_sheet(book: Book, view: CardView, fixed: dict[str, str]) -> None:
    lines, last = source_lines(view, fixed), len(WIDTHS) - 1
    sheet = book.sheet(fixed["sources"])
    write_lines(sheet, lines, WIDTHS)
    sheet.freeze(HEAD + 1, 0)
    sheet.filter(HEAD, 0, max(len(lines) - 1, HEAD), last)
    sheet.print_on(fixed["footer"], repeat=(0, HEAD), printed=(len(lines) - 1, last))


def source_lines(view: CardView, fixed: dict[str, str]) -> list[Line]:
    """One line for each reason and each source cell; names repeat, so that the list can be filtered."""
    last = len(WIDTHS) - 1
    title = fixed["sources_title"].format(title=view.title)
    who = fixed["who"].format(name=view.person_name, id=view.person_id)
    names = [fixed[name] for name in ("scheme", "part", "item", "this_month", "because", "source")]
    lines = [Line((Cell(0, title, TITLE, last=last),), 30), Line((Cell(0, who, FURNITURE, last=last),))]
    lines.append(header(names, (3,)))
    for section in view.sections:
        for item in section.items:
            name = f"{item.name}（{item.part}）" if item.part else item.name
            lines += _sources((section.title, fixed["part_item"], name, item.points), item.because, item.evidence)
        for kpi in section.kpis:
            known = (section.title, fixed["part_kpi"], kpi.name, _with_percent(kpi))
            lines += _sources(known, (kpi.because,), kpi.evidence)
        for part in section.pay:
            lines += _sources(
                (section.title, fixed["part_pay"], part.name, part.amount), (part.because,), part.evidence
            )
    return lines


def _sources(known: tuple[str, str, str, str], because: Sequence[str], evidence: Sequence[str]) -> Iterator[Line]:
    pairs = list(zip_longest(because, evidence, fillvalue="")) or [("", "")]
    for number, (reason, source) in enumerate(pairs):
        style = _AGAIN if number else GRID
        yield Line(
            (
                *(Cell(at, text, style) for at, text in enumerate(known[:3])),
                Cell(3, "" if number else known[3], FIGURE, figure=True),
                Cell(4, reason, _SMALL),
                Cell(5, source, _SMALL),
            )
        )


def _with_percent(kpi: KpiRow) -> str:
    return f"{kpi.value}%" if kpi.unit == "%" and printed(kpi.value) else kpi.value
