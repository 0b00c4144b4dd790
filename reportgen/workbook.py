"""Values and styles into the bytes of an .xlsx file; the one door to xlsxwriter.

    with open_workbook(created, title="...") as book:
        sheet = book.sheet("销售实绩")                 # the name is cleaned and made unique: sheet.name
        sheet.text(0, 0, "产品", HEADER)               # rows and columns count from 0
        sheet.number(1, 0, Decimal("86.60"), PLAIN.but(number="0.00"))
        sheet.formula(2, 0, "=SUM(A2:A2)", Decimal("86.60"), TOTAL)
    content = book.content

Whatever xlsxwriter would drop, cut or reinterpret in silence is a `NotWritten` here. Same calls, same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime, time
from decimal import Context, Decimal
from functools import cache
from io import BytesIO
from typing import Any

import xlsxwriter
from xlsxwriter.color import Color
from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from reportgen.celltexts import SHEET_NAME as SHEET_NAME
from reportgen.celltexts import TEXT as TEXT
from reportgen.celltexts import UNWRITABLE as UNWRITABLE
from reportgen.celltexts import clean_sheet_name as clean_sheet_name
from reportgen.celltexts import cut as cut
from reportgen.celltexts import lines_of as lines_of
from reportgen.celltexts import units as units
from reportgen.celltexts import width_of as width_of
from reportgen.celltexts import writable as writable
from reportgen.styles import ASKED as ASKED
from reportgen.styles import BRAND as BRAND
from reportgen.styles import CELL as CELL
from reportgen.styles import GIVEN as GIVEN
from reportgen.styles import HEADER as HEADER
from reportgen.styles import INK as INK
from reportgen.styles import LINK as LINK
from reportgen.styles import MUTED as MUTED
from reportgen.styles import PALE as PALE
from reportgen.styles import PLAIN as PLAIN
from reportgen.styles import RULE as RULE
from reportgen.styles import SMALL as SMALL
from reportgen.styles import TITLE as TITLE
from reportgen.styles import TOTAL as TOTAL
from reportgen.styles import Style as Style

FIGURES = 15  # digits of a number that Excel keeps
FONT = "微软雅黑"
LINE = 17  # points that a line of ordinary text takes
NOTE_WIDTH = 44  # columns of text in a note


class NotWritten(ValueError):
    """Excel could not hold what was to be written; the text says where."""


@cache
def _color(text: str) -> Any:
    """xlsxwriter's colour, read once."""
    return Color(text) if text else text


@cache
def _properties(style: Style) -> dict[str, Any]:
    wanted = {
        "font_name": FONT,
        "font_size": style.size,
        "font_color": _color(style.color),
        "valign": style.valign,
        "bold": style.bold,
        "bg_color": _color(style.fill),
        "border": 1 if style.border else 0,
        "border_color": _color(style.border),
        "align": style.align,
        "indent": style.indent,
        "text_wrap": style.wrap,
        "num_format": style.number,
        "underline": 1 if style.underline else 0,
    }
    properties = {name: value for name, value in wanted.items() if value}
    if style.top:
        properties |= {"top": 2 if style.border else 1, "top_color": _color(style.top)}
    return properties | {"locked": not style.unlocked}


def address(row: int, column: int, fixed: bool = False) -> str:
    """`A1`, or `$A$1` when fixed."""
    return str(xl_rowcol_to_cell(row, column, row_abs=fixed, col_abs=fixed))


def letters(column: int) -> str:
    """`A` for column 0."""
    return str(xl_col_to_name(column))


def area(sheet: str, first_row: int, first_column: int, last_row: int, last_column: int) -> str:
    """`'销售实绩'!$A$1:$B$9` for formulas and drop-down lists."""
    name = sheet.replace("'", "''")
    return f"'{name}'!{address(first_row, first_column, True)}:{address(last_row, last_column, True)}"


class _Worksheet(Worksheet):  # type: ignore[misc]
    """Takes formulas as they are: ours have no functions that are newer than Excel 2016, and looking for these took a
    quarter of the time of a card."""

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        return formula.removeprefix("=")

    def _escape_attributes(self, attribute: Any) -> Any:
        """Most attributes are addresses and numbers, which have nothing to escape."""
        return attribute if str(attribute).isalnum() else super()._escape_attributes(attribute)


class Sheet:
    """One sheet of an open workbook; every call says `NotWritten` instead of dropping something."""

    def __init__(self, book: Book, worksheet: Any, name: str) -> None:
        self._book, self._worksheet, self.name = book, worksheet, name

    def _checked(self, code: object, *place: object) -> None:
        if code:
            raise NotWritten(f"{self.name} {place}: {code}")

    def text(self, row: int, column: int, text: str, style: Style = PLAIN) -> None:
        """Always text: `=1+1`, `001` and `http://...` stay what they are."""
        text = writable(text)
        if text.startswith("<r>") and text.endswith("</r>"):
            text += " "  # xlsxwriter would take it for markup of its own
        self._checked(self._worksheet.write_string(row, column, text, self._book.format(style)), row, column)

    def number(self, row: int, column: int, value: Decimal | int, style: Style = PLAIN) -> None:
        """Exactly `value`, or NotWritten when it has more digits than Excel keeps."""
        exact = Decimal(value)
        if not exact.is_finite() or exact != Context(prec=FIGURES).plus(exact):
            raise NotWritten(f"{self.name} {address(row, column)}: {value} has more than {FIGURES} digits")
        self._checked(self._worksheet.write_number(row, column, exact, self._book.format(style)), row, column)

    def date(self, row: int, column: int, day: date | datetime, style: Style = PLAIN) -> None:
        """A day or a time without time zone; `style.number` decides how it shows."""
        self._checked(self._worksheet.write_datetime(row, column, day, self._book.format(style)), row, column)

    def formula(self, row: int, column: int, formula: str, cached: Decimal | str | bool, style: Style = PLAIN) -> None:
        """A live formula (`=` first) with our own result beside it; a decimal result to 15 digits."""
        value = Context(prec=FIGURES).plus(cached) if isinstance(cached, Decimal) else cached
        code = self._worksheet.write_formula(row, column, formula, self._book.format(style), value)
        self._checked(code, row, column)

    def blank(self, row: int, column: int, style: Style) -> None:
        self._checked(self._worksheet.write_blank(row, column, None, self._book.format(style)), row, column)

    def link(self, row: int, column: int, sheet: str, text: str, style: Style = LINK) -> None:
        """`text` that leads to the top of another sheet of the workbook."""
        name = sheet.replace("'", "''")
        code = self._worksheet.write_url(row, column, f"internal:'{name}'!A1", self._book.format(style), writable(text))
        self._checked(code, row, column)

    def web(self, row: int, column: int, target: str, text: str, style: Style = LINK, place: str = "") -> None:
        """`text` that opens a file beside the workbook, by its path from there with `/`, and in it `place`
        (`'10月'!C7`); without a hint of its own."""
        there = "external:" + target.replace("%", "%25").replace("#", "%23") + (f"#{place}" if place else "")
        code = self._worksheet.write_url(row, column, there, self._book.format(style), writable(text))
        self._checked(code, row, column)

    def note(self, row: int, column: int, text: str) -> None:
        """A note that shows while the pointer is over the cell, as high as its text needs."""
        lines = lines_of(text, NOTE_WIDTH)
        size = {"width": NOTE_WIDTH * 7, "height": 12 + 16 * lines, "font_size": 9}
        self._checked(self._worksheet.write_comment(row, column, cut(writable(text), TEXT - 1), size), row, column)

    def merge(self, row: int, column: int, last_column: int, text: str, style: Style, last_row: int = -1) -> None:
        """`text` over the columns of a row (or of more rows)."""
        last_row = max(row, last_row)
        if (row, column) != (last_row, last_column):
            code = self._worksheet.merge_range(row, column, last_row, last_column, "", self._book.format(style))
            self._checked(code, row, column)
        self.text(row, column, text, style)

    def width(self, column: int, characters: float, style: Style | None = None, last: int = -1) -> None:
        """`style` is for the cells of the column that nothing is written to."""
        shown = style and self._book.format(style)
        self._checked(self._worksheet.set_column(column, max(column, last), characters, shown), column)

    def height(self, row: int, points: float, level: int = 0) -> None:
        """`level` folds the row under the nearest row above it with a smaller level (0 to 7)."""
        if level:
            self._worksheet.outline_settings(True, False, False, False)
        self._checked(self._worksheet.set_row(row, points, None, {"level": level}), row)

    def filter(self, first_row: int, first_column: int, last_row: int, last_column: int) -> None:
        """Filter arrows on the titles in `first_row` for the rows under them."""
        self._checked(self._worksheet.autofilter(first_row, first_column, last_row, last_column), first_row)

    def choose(self, first_row: int, column: int, last_row: int, options: Mapping[str, Any]) -> None:
        """A validation of what may be typed (xlsxwriter's data_validation) on some rows of a column."""
        clean = {name: writable(value) if isinstance(value, str) else value for name, value in options.items()}
        self._checked(self._worksheet.data_validation(first_row, column, last_row, column, clean), first_row, column)

    def when(self, first: tuple[int, int], last: tuple[int, int], condition: str, fill: str) -> None:
        """Fills cells from `first` to `last` while the formula `condition`, written for the first, is true."""
        options = {"type": "formula", "criteria": condition, "format": self._book.format(fill)}
        self._checked(self._worksheet.conditional_format(*first, *last, options), *first)

    def freeze(self, row: int, column: int) -> None:
        self._worksheet.freeze_panes(row, column)

    def protect(self, **allowed: bool) -> None:
        """Against slips, without a password; `allowed` are xlsxwriter's names, as insert_rows=True."""
        self._worksheet.protect("", {"format_columns": True, "format_rows": True, **allowed})

    def print_on(
        self, footer: str, *, repeat: tuple[int, int] | None = None, printed: tuple[int, int] | None = None,
        landscape: bool = True, scale: int = 0,
    ) -> None:  # fmt: skip
        """A4, one page wide; with `scale` (percent) as many pages wide as it takes, the first column on each.
        `repeat`: first and last row on every page; `printed`: last row and column."""
        page = self._worksheet
        page.set_paper(9)
        if landscape:
            page.set_landscape()
        if scale:
            page.set_print_scale(scale)
            page.repeat_columns(0)
        else:
            page.fit_to_pages(1, 0)
        page.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.8)
        page.center_horizontally()
        page.hide_gridlines(2)
        self._checked(units(footer) > 255, "footer")
        page.set_footer(footer, {"margin": 0.35})
        if repeat:
            page.repeat_rows(*repeat)
        if printed:
            self._checked(page.print_area(0, 0, *printed), "print area")


class Book:
    """An open workbook; `content` are its bytes once the `with` block of open_workbook has ended."""

    def __init__(self, workbook: Any) -> None:
        self._workbook = workbook
        self._formats: dict[Style | str, Any] = {}
        self._seen: dict[int, tuple[Style | str, Any]] = {}  # by identity: to hash a style costs more than a cell
        self._names: list[str] = []
        self.content = b""

    def sheet(self, name: str, *, tab: str = "", hidden: bool = False) -> Sheet:
        """A new sheet with a coloured tab, or hidden: not "very hidden", which LibreOffice does not keep."""
        self._names.append(clean_sheet_name(name, self._names))
        worksheet = self._workbook.add_worksheet(self._names[-1], _Worksheet)
        if tab:
            worksheet.set_tab_color(tab)
        if hidden:
            worksheet.hide()
        return Sheet(self, worksheet, self._names[-1])

    def format(self, style: Style | str) -> Any:
        """xlsxwriter's format of a style; of a colour for the fill that a condition adds, and nothing else."""
        known = self._seen.get(id(style))
        if known is not None:
            return known[1]
        if style not in self._formats:
            look = {"bg_color": _color(style)} if isinstance(style, str) else _properties(style)
            self._formats[style] = self._workbook.add_format(look)
        self._seen[id(style)] = (style, self._formats[style])
        return self._formats[style]


@contextmanager
def open_workbook(created: date, *, title: str, subject: str = "") -> Iterator[Book]:
    """A new workbook. `created` stands in the file's properties and makes the bytes repeatable; `title` and
    `subject` stand there too and name no person."""
    buffer = BytesIO()
    off = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
    fonts = {"default_format_properties": {"font_name": FONT, "font_size": 10}}
    workbook = xlsxwriter.Workbook(buffer, off | fonts)
    names = {"title": writable(title), "subject": writable(subject)}
    workbook.set_properties(names | {"created": datetime.combine(created, time())})
    book = Book(workbook)
    yield book
    workbook.close()
    book.content = buffer.getvalue()
