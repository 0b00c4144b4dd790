"""A cell -> a day, or a day and a time, read strictly: what could mean two days is refused, and nothing is invented.

2026年10月8日   2026-10-8   2026/10/08   2026.10.8   20261008   10月8日 (year from the month)   date cells
each with 15:30   15:30:00   15时30分   15点   下午3:30
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from reportgen.intake.cells.reading import (
    NOTHING,
    CellContext,
    Reading,
    Remark,
    narrowed,
    remark,
    says_nothing,
)
from reportgen.intake.raw import RawCell
from reportgen.period import Period
from reportgen.scheme import Column

FIRST_YEAR, LAST_YEAR = 2000, 2100
_FIRST_SERIAL, _LAST_SERIAL = 36526, 73415  # what Excel keeps for 2000-01-01 and 2100-12-31
_TEXT_LENGTH = 60

# Each matches a day at the start of a text; what follows it is the time.
_WITH_YEAR = (
    re.compile(r"(?P<y>[0-9]{4})年(?P<m>[0-9]{1,2})月(?P<d>[0-9]{1,2})[日号]"),
    re.compile(r"(?P<y>[0-9]{4})(?P<sep>[-/.])(?P<m>[0-9]{1,2})(?P=sep)(?P<d>[0-9]{1,2})(?=$|[ T上下])"),
    re.compile(r"(?P<y>[0-9]{4})(?P<m>[0-9]{2})(?P<d>[0-9]{2})(?=$|[ T上下])"),
)
_WITHOUT_YEAR = re.compile(r"(?P<m>[0-9]{1,2})月(?P<d>[0-9]{1,2})[日号]")
_TIME = re.compile(
    r"(?P<half>上午|下午)?(?P<h>[0-9]{1,2})"
    r"(?::(?P<min>[0-9]{2})(?::(?P<s>[0-9]{2}))?|[时点](?:(?P<part>半|整)|(?:(?P<min2>[0-9]{1,2})分?)?))"
)
_NO_DAY = re.compile(r"([0-9]{4}年)?([0-9]{1,2}月份?)?|[0-9]{4}([-/][0-9]{1,2})?")
_TWO_DAYS = re.compile(
    r"[0-9]{1,2}[-/.][0-9]{1,2}|[0-9]{4}\.[0-9]{1,2}|[0-9]{1,2}([-/.])[0-9]{1,2}\1(?:[0-9]{1,2}|[0-9]{4})"
    r"|[0-9]{2}年[0-9]{1,2}月[0-9]{1,2}[日号]"
)
_NOT_FILLED = re.compile(r"(?:[xX×_○]|某)\s*[年月日号]|20[xX×_○]{1,2}")
_PLAIN_NUMBER = re.compile(r"[0-9]{1,9}(\.[0-9]{1,20})?")


def day(cell: RawCell, column: Column, context: CellContext) -> Reading:
    """The date of a date column, or the date or datetime of a datetime column; years 2000 to 2100.

    A date column drops a time. A datetime column keeps a date without a time as a date; midnight sharp in a date cell
    is no time, as Excel cannot tell it from none. `10月8日` gets the year in which it lies nearest to the month (for
    2027-01, `12月28日` is 2026-12-28); a year other than the month's is noted (DATE_YEAR_READ). With `within`, the day
    must lie in the month or in one of its weeks. Remarks: DATE_*.
    """
    if isinstance(cell.value, str) and says_nothing(cell.value):
        return NOTHING
    read = _read(cell, context.period)
    if read.value is None:
        return read
    when = read.value
    if column.type == "date" and isinstance(when, datetime):
        when = when.date()
    if column.within and isinstance(when, date) and (outside := _outside(when, context.period)):
        return outside
    return Reading(when, read.remarks)


def _outside(when: date, period: Period) -> Reading | None:
    weeks = period.weeks()
    first, last = min(period.first, weeks[0]), max(period.last, weeks[-1] + timedelta(6))
    on = when.date() if isinstance(when, datetime) else when
    return None if first <= on <= last else remark("DATE_OUTSIDE", accepted=f"{first} – {last}")


# ---------------------------------------------------------------- cells


def _read(cell: RawCell, period: Period) -> Reading:
    value = cell.value
    if isinstance(value, datetime):
        return _from_datetime(value)
    if isinstance(value, date):
        return _in_years(value)
    if isinstance(value, bool | time) or value is None:
        return remark("DATE_UNREADABLE")
    if isinstance(value, Decimal):
        return _from_number(value) if cell.format != "percent" else remark("DATE_UNREADABLE")
    return _from_text(value, period)


def _in_years(value: date) -> Reading:
    if not FIRST_YEAR <= value.year <= LAST_YEAR:
        return remark("DATE_YEAR", accepted=f"{FIRST_YEAR} – {LAST_YEAR}")
    return Reading(value)


def _from_datetime(value: datetime) -> Reading:
    """To the second: the fractions that Excel keeps of a day rarely hit it sharply."""
    if not FIRST_YEAR <= value.year <= LAST_YEAR:
        return _in_years(value)
    sharp = (value + timedelta(microseconds=500_000)).replace(microsecond=0, tzinfo=None)
    return _in_years(sharp.date() if sharp.time() == time(0) else sharp)


def _from_number(value: Decimal) -> Reading:
    """A number cell without a date format: 20261008 is a day; all others only look like one."""
    if not value.is_finite() or not 0 < value < Decimal("1E9"):
        return remark("DATE_UNREADABLE")
    whole = int(value)
    if value == whole and 10_000_000 <= whole <= 99_999_999:
        return _day_of(whole // 10_000, whole // 100 % 100, whole % 100)
    if _FIRST_SERIAL <= whole <= _LAST_SERIAL:
        return remark("DATE_SERIAL")
    if value == whole and (FIRST_YEAR <= whole <= LAST_YEAR or 200_001 <= whole <= 210_012):
        return remark("DATE_NO_DAY")
    if FIRST_YEAR <= whole <= LAST_YEAR or (1 <= whole <= 31 and value != whole):
        return remark("DATE_AMBIGUOUS")
    return remark("DATE_UNREADABLE")


def _day_of(year: int, month: int, number: int) -> Reading:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return remark("DATE_YEAR", accepted=f"{FIRST_YEAR} – {LAST_YEAR}")
    try:
        return Reading(date(year, month, number))
    except ValueError:
        return remark("DATE_IMPOSSIBLE")


# ---------------------------------------------------------------- texts


def _from_text(text: str, period: Period) -> Reading:
    if len(text) > _TEXT_LENGTH:
        return remark("DATE_UNREADABLE")
    written = _regular(text)
    if _NOT_FILLED.search(written):
        return remark("DATE_NOT_FILLED")
    for pattern in _WITH_YEAR:
        if match := pattern.match(written):
            on = _day_of(int(match["y"]), int(match["m"]), int(match["d"]))
            return _with_time(on, written[match.end() :])
    if match := _WITHOUT_YEAR.match(written):
        return _with_time(_near(period, int(match["m"]), int(match["d"])), written[match.end() :])
    if _NO_DAY.fullmatch(written):
        return remark("DATE_NO_DAY")
    if _TWO_DAYS.fullmatch(written):
        return remark("DATE_AMBIGUOUS")
    return _from_number(Decimal(written)) if _PLAIN_NUMBER.fullmatch(written) else remark("DATE_UNREADABLE")


def _regular(text: str) -> str:
    """Usual width, Simplified signs, no spaces around them."""
    written = narrowed(text).translate(str.maketrans("號時點", "号时点"))
    return re.sub(r"\s*([年月日号时点分]|上午|下午)\s*", r"\1", re.sub(r"\s+", " ", written))


def _near(period: Period, month: int, number: int) -> Reading:
    """A day without a year: in the year that brings it nearest to the period."""
    if not 1 <= month <= 12:
        return remark("DATE_IMPOSSIBLE")

    def distance(year: int) -> int:
        on = Period(year, month).day(min(max(number, 1), 31))
        return max((period.first - on).days, (on - period.last).days, 0)

    year = min((period.year, period.year - 1, period.year + 1), key=distance)
    on = _day_of(year, month, number)
    if on.value is None or year == period.year:
        return on
    return Reading(on.value, (Remark("DATE_YEAR_READ", {"read": str(on.value)}),))


def _with_time(on: Reading, rest: str) -> Reading:
    if not isinstance(on.value, date) or not rest:
        return on
    match = _TIME.fullmatch(rest.removeprefix("T").strip())
    if match is None:
        return remark("DATE_UNREADABLE")
    hour = int(match["h"])
    minute = 30 if match["part"] == "半" else int(match["min"] or match["min2"] or 0)
    if (match["half"] == "下午" and hour == 0) or (match["half"] == "上午" and hour > 11):
        return remark("DATE_IMPOSSIBLE")
    if match["half"] == "下午" and hour < 12:
        hour += 12
    try:
        clock = time(hour, minute, int(match["s"] or 0))
    except ValueError:
        return remark("DATE_IMPOSSIBLE")
    return Reading(datetime.combine(on.value, clock), on.remarks)
