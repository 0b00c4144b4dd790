"""A report on a department or the company as a page: what its template is given."""

from __future__ import annotations

from reportgen.publish import chart
from reportgen.publish.group_labels import GROUP_WORDS
from reportgen.publish.group_view import MOST_LOST, GroupView
from reportgen.publish.labels import words
from reportgen.publish.pdf import PdfPress


def group_pdf(press: PdfPress, view: GroupView) -> bytes:
    """The bytes of the PDF; the page is `department` or `company`."""
    return press.document(
        view.kind,
        {
            "language": view.language,
            "words": words(GROUP_WORDS, view.language),
            "group": view,
            "most_lost": MOST_LOST,
            "pairs": chart.pairs,
            "lengths": chart.lengths,
        },
    )
