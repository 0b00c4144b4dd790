"""A month table as a page to print and sign; upright when its columns have room, else across."""

from __future__ import annotations

from reportgen.publish.labels import SCORECARD_WORDS, words
from reportgen.publish.pdf import PdfPress
from reportgen.publish.table_view import TableView
from reportgen.publish.workbook_labels import TABLE_WORDS

ROOM = 96  # letters across an upright page; a Chinese character is two


def table_pdf(press: PdfPress, view: TableView, *, organisation: str, period: str, language: str) -> bytes:
    """The bytes of the PDF."""
    fixed = words(TABLE_WORDS, language)
    fixed["page"] = words(SCORECARD_WORDS, language)["page"]
    return press.document(
        "table",
        {
            "language": language,
            "words": fixed,
            "table": view,
            "organisation": organisation,
            "period": period,
            "wide": view.letters > ROOM,
        },
    )
