"""Every finding of the month as a workbook: a list that can be filtered, and the counts by department."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from reportgen.publish.finding_view import SEVERITIES, FindingView
from reportgen.publish.grid import FIGURE, FURNITURE, GRID, SUM, Cell, Line, header, write_lines
from reportgen.publish.labels import words
from reportgen.publish.workbook_labels import FINDINGS_WORDS
from reportgen.records import Severity
from reportgen.workbook import MUTED, TITLE, TOTAL, Book, Style, open_workbook

COLUMNS = ("severity", "department", "file", "sheet", "cell", "message", "fix", "concerns", "code")
WIDTHS = (6, 11, 25, 14, 7, 45, 37, 13, 20)
PRINTED = (
    len(COLUMNS) - 2
)  # the last column on paper: codes are for the screen, so that the rest prints at 70 % or more
HEAD = 2  # the row of the column titles

# Beside the colour stands the word, and both keep their contrast in black and white.
SHADES: dict[Severity, Style] = {
    "error": GRID.but(bold=True, color="#8E1B1B", fill="#FBE3E1"),
    "warning": GRID.but(bold=True, color="#6E4500", fill="#FDF0D2"),
    "note": GRID.but(color="#1F4E79", fill="#E8EFF6"),
}


def findings_workbook(
    rows: Sequence[FindingView], *, organisation: str, period: str, language: str, created: date
) -> bytes:
    """The bytes of the workbook, `rows` in the order given; the same rows and day give the same bytes."""
    fixed = words(FINDINGS_WORDS, language)
    furniture = f"{fixed['prepared_by'].format(organisation=organisation)}　　{fixed['period'].format(period=period)}"
    with open_workbook(created, title=f"{period} {fixed['title']}") as book:
        _list_sheet(book, rows, fixed, furniture)
        _summary_sheet(book, rows, fixed, furniture)
    return book.content


def _list_sheet(book: Book, rows: Sequence[FindingView], fixed: dict[str, str], furniture: str) -> None:
    last = len(COLUMNS) - 1
    lines = [*_top(fixed["title"], furniture, PRINTED), header([fixed[name] for name in COLUMNS])]
    lines += [_finding(row) for row in rows] or [Line((Cell(0, fixed["none"], GRID, last=last),))]
    sheet = book.sheet(fixed["title"])
    write_lines(sheet, lines, WIDTHS)
    sheet.freeze(HEAD + 1, 0)
    if rows:
        sheet.filter(HEAD, 0, len(lines) - 1, last)
    sheet.print_on(fixed["footer"], repeat=(HEAD, HEAD), printed=(len(lines) - 1, PRINTED))


def _top(title: str, furniture: str, last: int) -> tuple[Line, Line]:
    return Line((Cell(0, title, TITLE, last=last),), 30), Line((Cell(0, furniture, FURNITURE, last=last),), 18)


def _finding(row: FindingView) -> Line:
    texts = (row.department, row.file, row.sheet, row.cell, row.message, row.fix, row.concerns)
    return Line(
        (
            Cell(0, row.severity_text, SHADES[row.severity]),
            *(Cell(at, text) for at, text in enumerate(texts, 1)),
            Cell(len(COLUMNS) - 1, row.code, GRID.but(size=9, color=MUTED)),
        )
    )


def _summary_sheet(book: Book, rows: Sequence[FindingView], fixed: dict[str, str], furniture: str) -> None:
    last = len(SEVERITIES) + 1
    titles = [fixed["department"], *(fixed[severity] for severity in SEVERITIES), fixed["total"]]
    lines = [*_top(fixed["summary_title"], furniture, last), header(titles, range(1, last + 1))]
    lines += _counts(rows, fixed)
    sheet = book.sheet(fixed["summary"])
    write_lines(sheet, lines, (34, 14, 14, 14, 14))
    sheet.freeze(HEAD + 1, 0)
    sheet.print_on(fixed["footer"], repeat=(HEAD, HEAD), printed=(len(lines) - 1, last), landscape=False)


def _counts(rows: Sequence[FindingView], fixed: dict[str, str]) -> Iterator[Line]:
    for department in dict.fromkeys(row.department for row in rows):
        severities = [row.severity for row in rows if row.department == department]
        yield _count(department or fixed["company"], severities, GRID, FIGURE)
    yield _count(fixed["total"], [row.severity for row in rows], TOTAL, SUM)


def _count(name: str, severities: Sequence[Severity], text: Style, figure: Style) -> Line:
    counts = [severities.count(severity) for severity in SEVERITIES]
    figures = (Cell(at, str(count), figure, figure=True) for at, count in enumerate([*counts, sum(counts)], 1))
    return Line((Cell(0, name, text), *figures))
