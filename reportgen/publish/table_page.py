"""A month table as a page to print and sign; upright when its columns have room, else across.

A table of very many lines is laid out in parts, since a page's memory grows with its cells: each part begins with the
line that the last whole page before it ended at, so that the pages are those of the table laid out at once. Their
numbers are written over them when it is known how many there are.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from reportgen.publish.all_cards import CardSet, join
from reportgen.publish.labels import SCORECARD_WORDS, words
from reportgen.publish.pdf import Part, PdfPress
from reportgen.publish.table_view import TableView
from reportgen.publish.workbook_labels import TABLE_WORDS

ROOM = 96  # letters across an upright page; a Chinese character is two
AT_ONCE = 8_000  # cells of a table that is laid out in one; they take some 20 KB each
OF_A_PART = 4_000  # cells


@dataclass(frozen=True, slots=True)
class Piece:
    """What of the table stands on a part: its head, its lines, its foot, after `blank` pages that are left out; `first`
    is the number of its first line, None when lines are not numbered."""

    head: bool = True
    lines: bool = True
    foot: bool = True
    blank: int = 0
    first: int | None = None


WHOLE = Piece()


def table_pdf(press: PdfPress, view: TableView, *, organisation: str, period: str, language: str) -> bytes:
    """The bytes of the PDF."""
    fixed = words(TABLE_WORDS, language)
    fixed["page"] = words(SCORECARD_WORDS, language)["page"]
    context: dict[str, object] = {
        "language": language,
        "words": fixed,
        "table": view,
        "organisation": organisation,
        "period": period,
        "wide": view.letters > ROOM,
        "shares": view.shares,
        "part": WHOLE,
    }
    if len(view.rows) * len(view.columns) > AT_ONCE:
        parts = _parts(press, view, context)
        if parts is not None:
            count = sum(pages for _, pages in parts)
            numbered = Piece(head=False, lines=False, foot=False, blank=count)
            numbers = press.part("table", {**context, "part": numbered}, numbered=True).printed(0, count)
            says = CardSet(view.title, organisation, language, ())
            return join([content for content, _ in parts], numbers, says, press.faces(language))
    return press.document("table", context)


def _parts(press: PdfPress, view: TableView, context: Mapping[str, object]) -> list[tuple[bytes, int]] | None:
    """The printed parts with their pages; None when an organisation's own template does not tell its lines apart."""
    found: list[tuple[bytes, int]] = []
    size = max(1, OF_A_PART // len(view.columns))
    first = 0
    while first < len(view.rows):
        last = min(first + size, len(view.rows))
        ends = last == len(view.rows)
        piece = Piece(head=not first, foot=ends, blank=int(bool(first)), first=first)
        rows = replace(view, rows=view.rows[first:last])
        part = press.part("table", {**context, "table": rows, "part": piece}, numbered=False)
        pages = len(part.marks())
        if not ends:
            pages -= 1
            begins = _begins(part, first, last)
            if begins is None:
                return None
            if begins == first:  # not one whole page
                size *= 2
                continue
            last = begins
        found.append((part.printed(piece.blank, pages), pages - piece.blank))
        first = last
    return found


def _begins(part: Part, first: int, last: int) -> int | None:
    """The line that the last page begins with."""
    marks = part.marks()[-1]
    return next((number for number in range(first, last) if f"line-{number}" in marks), None)
