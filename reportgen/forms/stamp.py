"""The hidden sheets of a form: the stamp by which it is known again, and the lists behind its drop-downs."""

from __future__ import annotations

from reportgen import __version__
from reportgen.forms.layout import Plan
from reportgen.workbook import Book, Style, area

STAMP = "_reportgen"
LISTS = "_lists"
FORMAT = "1"
WRITER = f"reportgen {__version__}"
AS_TEXT = Style(number="@")


def write_stamp(book: Book, plan: Plan, sheets: dict[str, str]) -> None:
    """Key and value rows, all text, from A1 on; what does not apply (a roster has no scheme) has no row.

    `sheets`: table id -> the sheet's name.
    """
    pairs = {
        "format": FORMAT,
        "scheme": plan.scheme,
        "form": plan.form.id,
        "department": plan.department,
        "period": str(plan.period),
        "scheme_since": plan.since,
        "written_by": WRITER,
    }
    stamp = book.sheet(STAMP, hidden=True)
    stamp.width(0, 24, last=1)
    pairs |= {f"table.{id}": name for id, name in sheets.items()}
    for row, (key, value) in enumerate((key, value) for key, value in pairs.items() if value):
        stamp.text(row, 0, key, AS_TEXT)
        stamp.text(row, 1, value, AS_TEXT)
    stamp.protect()


class Lists:
    """The options of drop-down lists, a column each; the same options stand there once."""

    def __init__(self) -> None:
        self._columns: dict[tuple[str, ...], int] = {}

    def area(self, options: tuple[str, ...]) -> str:
        """Where the options will stand."""
        column = self._columns.setdefault(options, len(self._columns))
        return area(LISTS, 0, column, len(options) - 1, column)

    def write(self, book: Book) -> None:
        if not self._columns:
            return
        sheet = book.sheet(LISTS, hidden=True)
        for options, column in self._columns.items():
            for row, option in enumerate(options):
                sheet.text(row, column, option, AS_TEXT)
        sheet.protect()
