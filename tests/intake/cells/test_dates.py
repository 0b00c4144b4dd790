"""Date and datetime cells: what is read, what could mean two days, and what is invented by nobody."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.period import Period
from reportgen.records import Value
from tests.intake.cells.asking import OCTOBER, ask, cell, column, refused, value_of, values

DAY = column("date")
MOMENT = column("datetime")
EIGHTH = date(2026, 10, 8)
D = Decimal


@pytest.mark.parametrize(
    "raw",
    [
        "2026年10月8日", "2026年10月08日", "2026 年 10 月 8 日", "2026年10月8号", "2026年10月8號", "2026-10-8", "2026-10-08",
        "2026/10/08", "2026/10/8", "2026.10.8", "２０２６．１０．８", "２０２６年１０月８日", "20261008", D(20261008), "10月8日", "10月8号",
        " 2026-10-08 ", date(2026, 10, 8), datetime(2026, 10, 8), datetime(2026, 10, 8, 15, 30), "2026-10-8 15:30",
    ],
)  # fmt: skip
def test_days_that_are_read(raw: str | Decimal | date) -> None:
    assert value_of(raw, DAY) == EIGHTH
    assert type(value_of(raw, DAY)) is date


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("2026-10-8 15:30", time(15, 30)),
        ("2026-10-08T15:30:00", time(15, 30)),
        ("2026-10-08 15:30:05", time(15, 30, 5)),
        ("2026年10月8日15:30", time(15, 30)),
        ("2026年10月8日 15：30", time(15, 30)),
        ("2026年10月8日 15时30分", time(15, 30)),
        ("2026年10月8日15時", time(15)),
        ("2026.10.8 15点", time(15)),
        ("10月8日 15点30分", time(15, 30)),
        ("10月8日下午3:30", time(15, 30)),
        ("10月8日下午3点半", time(15, 30)),
        ("10月8日 下午 15:30", time(15, 30)),
        ("10月8日上午9:05", time(9, 5)),
        ("10月8日下午12:30", time(12, 30)),
        ("20261008 0:00", time(0)),
        ("2026/10/8下午3:30", time(15, 30)),
    ],
)
def test_days_with_a_time(text: str, clock: time) -> None:
    assert value_of(text, MOMENT) == datetime.combine(EIGHTH, clock)
    assert value_of(text, DAY) == EIGHTH


def test_a_moment_without_a_time_stays_a_day() -> None:
    for raw in ("2026-10-08", date(2026, 10, 8), datetime(2026, 10, 8)):
        assert type(value_of(raw, MOMENT)) is date
    assert value_of(datetime(2026, 10, 8, 15, 29, 59, 999_000), MOMENT) == datetime(2026, 10, 8, 15, 30)


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("2026.10", "DATE_AMBIGUOUS"),
        (D("2026.1"), "DATE_AMBIGUOUS"),
        (D("2026.10"), "DATE_AMBIGUOUS"),
        ("10.8", "DATE_AMBIGUOUS"),
        (D("10.8"), "DATE_AMBIGUOUS"),
        ("10/8", "DATE_AMBIGUOUS"),
        ("10-8", "DATE_AMBIGUOUS"),
        ("26-10-8", "DATE_AMBIGUOUS"),
        ("8/10/2026", "DATE_AMBIGUOUS"),
        ("26年10月8日", "DATE_AMBIGUOUS"),
        ("2026年10月", "DATE_NO_DAY"),
        ("2026-10", "DATE_NO_DAY"),
        ("2026/10", "DATE_NO_DAY"),
        ("202610", "DATE_NO_DAY"),
        ("2026", "DATE_NO_DAY"),
        ("2026年", "DATE_NO_DAY"),
        (D(2026), "DATE_NO_DAY"),
        ("10月", "DATE_NO_DAY"),
        ("10月份", "DATE_NO_DAY"),
        ("20xx年10月8日", "DATE_NOT_FILLED"),
        ("20__年_月", "DATE_NOT_FILLED"),
        ("20××年×月×日", "DATE_NOT_FILLED"),
        ("2026年__月__日", "DATE_NOT_FILLED"),
        ("某年某月", "DATE_NOT_FILLED"),
        ("2026-02-30", "DATE_IMPOSSIBLE"),
        ("2026年13月1日", "DATE_IMPOSSIBLE"),
        ("2月30日", "DATE_IMPOSSIBLE"),
        ("13月1日", "DATE_IMPOSSIBLE"),
        ("10月0日", "DATE_IMPOSSIBLE"),
        ("20261301", "DATE_IMPOSSIBLE"),
        (D(20260230), "DATE_IMPOSSIBLE"),
        ("2026-10-8 25:00", "DATE_IMPOSSIBLE"),
        ("2026-10-8 24:00", "DATE_IMPOSSIBLE"),
        ("2026-10-8 15:60", "DATE_IMPOSSIBLE"),
        ("2026-10-8 上午12:30", "DATE_IMPOSSIBLE"),
        ("2026-10-8 下午0:30", "DATE_IMPOSSIBLE"),
        (D(46303), "DATE_SERIAL"),
        (D("46303.645833"), "DATE_SERIAL"),
        ("46303", "DATE_SERIAL"),
        ("1999-10-8", "DATE_YEAR"),
        ("2101年1月1日", "DATE_YEAR"),
        ("12345678", "DATE_YEAR"),
        (date(1900, 1, 1), "DATE_YEAR"),
        (datetime(1899, 12, 31, 5), "DATE_YEAR"),
        (datetime.max, "DATE_YEAR"),
        ("2026-10/8", "DATE_UNREADABLE"),
        ("2026-10-123", "DATE_UNREADABLE"),
        ("2026-10-8 3点1刻", "DATE_UNREADABLE"),
        ("2026年10月8", "DATE_UNREADABLE"),
        ("2026年10月8日左右", "DATE_UNREADABLE"),
        ("十月八日", "DATE_UNREADABLE"),
        ("昨天", "DATE_UNREADABLE"),
        ("2026-10-8至2026-10-9", "DATE_UNREADABLE"),
        ("15:30", "DATE_UNREADABLE"),
        (time(15, 30), "DATE_UNREADABLE"),
        (True, "DATE_UNREADABLE"),
        (D(5), "DATE_UNREADABLE"),
        (D("-1"), "DATE_UNREADABLE"),
        (D("NaN"), "DATE_UNREADABLE"),
        (cell(D("46303"), format="percent"), "DATE_UNREADABLE"),
        ("8" * 100, "DATE_UNREADABLE"),
    ],
)
@pytest.mark.parametrize("wanted", [DAY, MOMENT], ids=lambda wanted: wanted.type)
def test_days_that_are_refused(raw: str | Decimal, code: str, wanted: object) -> None:
    assert refused(raw, wanted) == code  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("period", "text", "expected"),
    [
        (OCTOBER, "10月31日", date(2026, 10, 31)),
        (OCTOBER, "9月28日", date(2026, 9, 28)),
        (Period(2026, 12), "12月5日", date(2026, 12, 5)),
        (Period(2028, 2), "2月29日", date(2028, 2, 29)),
    ],
)
def test_a_day_without_a_year_has_the_months(period: Period, text: str, expected: date) -> None:
    assert value_of(text, DAY, period=period) == expected


@pytest.mark.parametrize(
    ("period", "text", "expected"),
    [
        (Period(2027, 1), "12月28日", date(2026, 12, 28)),
        (Period(2026, 12), "1月3日 9:00", date(2027, 1, 3)),
    ],
)
def test_a_day_of_the_next_or_last_year_is_noted(period: Period, text: str, expected: date) -> None:
    entry, (found,) = ask(text, DAY, period=period)
    assert (entry.value, entry.state, found.code) == (expected, "ok", "DATE_YEAR_READ")
    assert dict(found.values)["read"] == str(expected)


def test_no_leap_day_is_sought_in_another_year() -> None:
    assert refused("2月29日", DAY, period=Period(2027, 3)) == "DATE_IMPOSSIBLE"


@pytest.mark.parametrize("on", ["2026-09-28", "2026-10-01", "2026-10-31", "2026-11-01"])
def test_a_day_within_the_month_or_one_of_its_weeks(on: str) -> None:
    assert value_of(on, column("date", within=True)) == date.fromisoformat(on)


@pytest.mark.parametrize("raw", ["2026-09-27", "2026-11-02", "2025-10-08", datetime(2026, 11, 2, 9)])
@pytest.mark.parametrize("type", ["date", "datetime"])
def test_a_day_outside_the_month_and_its_weeks(raw: str, type: str) -> None:
    wanted = column(type, within=True)
    assert refused(raw, wanted) == "DATE_OUTSIDE"
    assert values(raw, wanted)["accepted"] == "2026-09-28 – 2026-11-01"


def test_days_outside_its_weeks_belong_to_the_month_all_the_same() -> None:
    # September 2026 ends on a Wednesday: its last week ends on the 27th.
    assert value_of("2026-09-30", column("date", within=True), period=Period(2026, 9)) == date(2026, 9, 30)
    # January 2027 begins on a Friday: its first week starts on the 4th.
    assert value_of("2027-01-01", column("date", within=True), period=Period(2027, 1)) == date(2027, 1, 1)


@pytest.mark.parametrize("text", ["", "—", "/", "无", None])
def test_no_day_is_blank(text: str | None) -> None:
    assert value_of(text, DAY) is None


DAYS = st.dates(date(2000, 1, 1), date(2100, 12, 31))
FORMS = [
    "{0.year}年{0.month}月{0.day}日",
    "{0.year}-{0.month}-{0.day}",
    "{0:%Y-%m-%d}",
    "{0:%Y/%m/%d}",
    "{0.year}.{0.month}.{0.day}",
    "{0:%Y%m%d}",
]


@given(DAYS, st.sampled_from(FORMS))
def test_every_day_comes_back_from_every_form(day: date, form: str) -> None:
    assert value_of(form.format(day), DAY) == day


@given(st.text("0123456789０年月日号时点分上下午半:： .-/xX_×T", max_size=20), st.sampled_from([DAY, MOMENT]))
def test_a_text_is_a_day_or_says_why_not(text: str, wanted: object) -> None:
    entry, findings = ask(text, wanted)  # type: ignore[arg-type]
    value: Value = entry.value
    if entry.state == "ok":
        assert isinstance(value, date)
        assert 1999 < value.year < 2101
    else:
        assert (entry.state == "bad") == (len(findings) == 1)
