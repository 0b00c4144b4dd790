"""Number formats into what they mean for a value: a plain number, a percentage, a date or text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from reportgen.intake.raw import CellFormat, RawValue

# ECMA-376 part 1, 18.8.30: the ids without a code of their own; 27-36 and 50-58 are dates in Chinese Excel.
_BUILT_IN: Final[Mapping[int, CellFormat]] = {
    0: "general",
    9: "percent",
    10: "percent",
    49: "text",
    **dict.fromkeys((*range(14, 23), *range(27, 37), 45, 47, *range(50, 59)), "date"),
}
_GENERAL: Final = frozenset({"", "general", "g/通用格式", "standard"})
_LITERAL: Final = re.compile(r'"[^"]*"?|\\.|_.|\*.', re.DOTALL)
_ELAPSED: Final = re.compile(r"\[(?:h+|m+|s+)\]")
_BRACKETS: Final = re.compile(r"\[[^\]]*\]")
_DATE_LETTER: Final = re.compile(r"[ymdhs]|aaa")
_DATE_WORD: Final = re.compile(r"[年月日时分秒]")
_DIGIT_PLACE: Final = re.compile(r"[0#?]")
_ANY_DATE_SIGN: Final = re.compile(r"[ymdhs年月日时分秒]|aaa", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """`exact`: a value reader may take the number for a date, so its own text is kept."""

    kind: CellFormat
    exact: bool = False


GENERAL: Final = NumberFormat("general")


def built_in(id: int) -> NumberFormat:
    """The format of a built-in id; elapsed time (46, `[h]:mm:ss`) is a number of days."""
    kind = _BUILT_IN.get(id, "number")
    return NumberFormat(kind, kind == "date" or id == 46)


def custom(code: str) -> NumberFormat:
    """The format of a custom code, judged by its first section (the one for positive numbers)."""
    bare = _LITERAL.sub("", code).partition(";")[0].strip().lower()
    exact = _ANY_DATE_SIGN.search(code) is not None
    if _ELAPSED.search(bare):
        return NumberFormat("number", exact)
    bare = _BRACKETS.sub("", bare).strip()
    if bare in _GENERAL:
        return NumberFormat("general", exact)
    if _DATE_LETTER.search(bare) or (_DATE_WORD.search(bare) and not _DIGIT_PLACE.search(bare)):
        return NumberFormat("date", exact)
    if "%" in bare:
        return NumberFormat("percent", exact)
    return NumberFormat("text" if bare == "@" else "number", exact)


_DAY: Final = timedelta(days=1)
_EPOCH_1900: Final = datetime(1899, 12, 30)  # right from serial 61, 1 March 1900, on
_EPOCH_1904: Final = datetime(1904, 1, 1)
_LAST: Final = {False: Decimal(2_958_466), True: Decimal(2_957_004)}  # the first serials after 9999-12-31


def fifteen_digits(text: str) -> Decimal:
    """A number as Excel shows it: at most 15 significant digits of the double that `text` stands for."""
    value = Decimal(format(float(text), ".15g"))
    return value + 0 if value == 0 else value  # no negative zero


def from_serial(serial: Decimal, date1904: bool) -> RawValue:
    """The date, date and time, or time of day of a serial; the serial itself where there is none.

    There is none below 0, after the year 9999, and on serial 60, the 29th of February 1900 that never was.
    Times are rounded to the millisecond.
    """
    if serial < 0 or serial >= _LAST[date1904] or (not date1904 and 60 <= serial < 61):
        return serial
    milliseconds = int((serial * 86_400_000).to_integral_value(ROUND_HALF_UP))
    days, rest = divmod(timedelta(milliseconds=milliseconds), _DAY)
    if serial < 1 and not days:
        return (datetime.min + rest).time()
    epoch = _EPOCH_1904 if date1904 else _EPOCH_1900 + (_DAY if serial < 60 else timedelta())
    try:
        return day_or_moment(epoch + timedelta(days=days) + rest)
    except OverflowError:  # 9999-12-31 23:59:59.9999 rounded up
        return serial


def day_or_moment(value: datetime) -> date | datetime:
    """The day alone when there is no time of day."""
    return value.date() if value.time() == time() else value
