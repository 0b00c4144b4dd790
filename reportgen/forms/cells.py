"""A field into what its cells look like, accept and say: style, width, validation, messages."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from reportgen.exact import plain
from reportgen.forms.layout import Field, SheetPlan
from reportgen.forms.words import word
from reportgen.words import Language
from reportgen.workbook import ASKED, BRAND, GIVEN, HEADER, INK, PALE, RULE, Style, cut, width_of

LARGEST = Decimal("999999999999.99")  # what fits 15 digits with two places and a thousandfold sum
LENGTHS = {"id": 40, "name": 40, "rater": 40, "text": 500}
TITLE_UNITS, MESSAGE_UNITS = 32, 255  # Excel's limits for the boxes beside a cell

NUMBERS = ("number", "count", "percent", "money")
NUMBER_FORMATS = {
    "id": "@", "name": "@", "rater": "@", "text": "@", "count": "0", "percent": "0.00", "money": "#,##0.00",
    "date": "yyyy-mm-dd", "datetime": "yyyy-mm-dd hh:mm",
}  # fmt: skip
WIDTHS = {
    "id": 11, "name": 11, "rater": 12, "text": 22, "number": 11, "count": 10, "percent": 10, "money": 15,
    "date": 13, "datetime": 18, "flag": 10, "choice": 12,
}  # fmt: skip
ALIGN = {"text": "left", "money": "right", "number": "right", "count": "right", "percent": "right"}
WIDEST = 46
ROOMY = 10  # with fewer columns a header need not be wrapped

MUST = HEADER
FREE = HEADER.but(color=BRAND, fill=PALE)
HELD = HEADER.but(color=INK, fill="#D5DBE3")
GIVEN_BAND, ASKED_BAND = "#E8ECF1", "#FFF9DE"


def header_style(field: Field) -> Style:
    if field.given:
        return HELD
    return MUST if field.must else FREE


def cell_style(field: Field, group: int = 0) -> Style:
    """`group` alternates the shade, so that the eye keeps to a line, or to the lines of a person. (LibreOffice
    also prints no more than 84 empty lines that look all the same.)"""
    kind = field.column.type
    style = Style(border=RULE, number=NUMBER_FORMATS.get(kind, ""), align=ALIGN.get(kind, "center"))
    if kind == "text":
        style = style.but(wrap=True, indent=1)
    if field.given:
        return style.but(fill=GIVEN_BAND if group % 2 else GIVEN)
    return style.but(fill=ASKED_BAND if group % 2 else ASKED, unlocked=True)


def spare_style(field: Field) -> Style:
    """Of the cells below a list: may be typed into, look empty."""
    return cell_style(field).but(fill="", border="")


def widths(sheet: SheetPlan, least: int) -> list[int]:
    """Column widths from what the columns hold; text columns take what is left of `least` in all."""
    wanted = [_width(field, sheet) for field in sheet.fields]
    growing = [at for at, field in enumerate(sheet.fields) if field.column.type == "text"] or list(range(len(wanted)))
    while sum(wanted) < least and (small := [at for at in growing if wanted[at] < WIDEST]):
        for at in small:
            wanted[at] += 1
    return wanted


def _width(field: Field, sheet: SheetPlan) -> int:
    name, bracket, unit = field.header.partition("（")
    words = [*field.options[:200], *(str(line.get(field.column.id) or "") for line in sheet.lines)]
    content = max((width_of(text) for text in words), default=0) + (5 if field.options else 3)
    header = max(-(-width_of(name) // 2) + 4, width_of(bracket + unit) + 2)
    if unit or len(sheet.fields) < ROOMY:  # a unit does not stand well broken over two lines
        header = max(header, min(width_of(field.header) + 2, 20))
    return min(WIDEST, max(WIDTHS[field.column.type], content, header))


# ---------------------------------------------------------------- what is accepted, in words


def accepted(field: Field, lang: Language) -> str:
    """What the cell accepts, as said in its messages and in the instructions."""
    column = field.column
    if field.given:
        return word(lang, "given")
    if column.type in NUMBERS:
        return _number_words(field, lang)
    if column.type in ("date", "datetime"):
        low, high, example = field.earliest, field.latest, _example(field)
        return word(lang, column.type, low=low, high=high, example=example)
    if column.type == "choice":
        return word(lang, "choice", choices=word(lang, "separator").join(column.choices))
    if column.type == "id" and field.free:
        return word(lang, "person-id")
    return word(lang, column.type)


def _example(field: Field) -> date:
    middle = field.earliest + (field.latest - field.earliest) / 2
    return middle.replace(day=8)


def _number_words(field: Field, lang: Language) -> str:
    column = field.column
    kind = "count" if _whole(field) else "number"
    low, high = column.minimum, column.maximum
    if low is None and high is None:
        what = word(lang, f"any-{kind}")
    else:
        id = "between" if low is not None and high is not None else "least" if low is not None else "most"
        bounds = {name: plain(value) for name, value in (("low", low), ("high", high)) if value is not None}
        what = word(lang, kind, range=word(lang, id, **bounds))
    if column.step is not None and column.step != 1:
        what = word(lang, "in-steps", what=what, step=plain(column.step))
    if column.unit and column.type != "percent":
        what = word(lang, "in-unit", what=what, unit=column.unit)
    return word(lang, "percent", what=what) if column.type == "percent" else what


def blank(field: Field, lang: Language) -> str:
    """What an empty cell means, "" where nothing is asked for."""
    column = field.column
    if field.given:
        return ""
    if field.must:
        return word(lang, "blank-error")
    if column.blank == "zero":
        return word(lang, "blank-zero-flag" if column.type == "flag" else "blank-zero")
    return word(lang, "blank-free" if column.optional or column.type in ("name", "text") else "blank-missing")


# ---------------------------------------------------------------- validation


def validation(field: Field, lang: Language, listed: str) -> dict[str, Any]:
    """xlsxwriter's options for the field's cells; `listed` is the area that holds its options, "" without."""
    options = _rule(field, listed) | {
        "error_type": "warning" if field.free else "stop",
        "error_title": cut(field.column.name, TITLE_UNITS),
        "error_message": cut(_wrong(field, lang), MESSAGE_UNITS),
    }
    message = _message(field, lang)
    return options | ({"input_title": cut(field.column.name, TITLE_UNITS), "input_message": message} if message else {})


def _wrong(field: Field, lang: Language) -> str:
    if field.free:
        return word(lang, "not-listed")
    if field.column.type in LENGTHS and not field.options:
        return word(lang, "wrong", accepted=word(lang, "too-long", most=LENGTHS[field.column.type]))
    return word(lang, "wrong", accepted=accepted(field, lang))


def _message(field: Field, lang: Language) -> str:
    """What shows beside the cell; nothing beside plain text that may be left empty."""
    column = field.column
    if column.type in ("name", "text") and not field.must and not column.prompt:
        return ""
    parts = [column.prompt, accepted(field, lang), blank(field, lang)]
    return cut(
        word(lang, "stop").join(part.rstrip("。.") for part in parts if part) + word(lang, "stop").strip(),
        MESSAGE_UNITS,
    )


def _whole(field: Field) -> bool:
    return field.column.type == "count" or field.column.step == 1


def _rule(field: Field, listed: str) -> dict[str, Any]:
    column = field.column
    if listed:
        return {"validate": "list", "source": "=" + listed}
    if column.type in NUMBERS:
        low = -LARGEST if column.minimum is None else column.minimum
        high = LARGEST if column.maximum is None else column.maximum
        if _whole(field):
            low, high = low.to_integral_value(), high.to_integral_value()
        kind = "whole" if _whole(field) else "decimal"
        return {"validate": kind, "criteria": "between", "minimum": plain(low), "maximum": plain(high)}
    if column.type in ("date", "datetime"):
        last = datetime.combine(field.latest, time(23, 59, 59))
        return {"validate": "date", "criteria": "between", "minimum": field.earliest, "maximum": last}
    return {"validate": "length", "criteria": "<=", "value": LENGTHS[column.type]}
