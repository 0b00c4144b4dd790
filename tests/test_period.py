"""Months: days that clamp, weeks that belong to the month of their Thursday."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.period import Period, monday_of

MONTHS = st.builds(Period, st.integers(2000, 2099), st.integers(1, 12))


@pytest.mark.parametrize(
    "text", ["2026-1", "2026-13", "2026-00", "1999-12", "2101-01", "2026-10 ", "202610", "２０２６-10"]
)
def test_only_a_month_is_a_month(text: str) -> None:
    with pytest.raises(ValueError, match="not a month"):
        Period.parse(text)


@given(MONTHS)
def test_a_month_is_written_as_it_is_read(period: Period) -> None:
    assert Period.parse(str(period)) == period


@pytest.mark.parametrize(
    ("period", "number", "day"),
    [
        ("2026-02", 30, date(2026, 2, 28)), ("2028-02", 30, date(2028, 2, 29)), ("2026-04", 31, date(2026, 4, 30)),
        ("2026-10", 13, date(2026, 10, 13)), ("2026-10", 31, date(2026, 10, 31)), ("2100-02", 29, date(2100, 2, 28)),
    ],
)  # fmt: skip
def test_a_day_that_the_month_does_not_have_is_its_last(period: str, number: int, day: date) -> None:
    assert Period.parse(period).day(number) == day


def test_october_2026_begins_on_a_monday_in_september() -> None:
    # October 1, 2026 is a Thursday
    assert Period(2026, 10).weeks() == (
        date(2026, 9, 28), date(2026, 10, 5), date(2026, 10, 12), date(2026, 10, 19), date(2026, 10, 26),
    )  # fmt: skip


def test_september_2026_has_four_weeks() -> None:
    # its last Thursday is the 24th; the 28th to the 30th belong to October
    assert Period(2026, 9).weeks() == (date(2026, 8, 31), date(2026, 9, 7), date(2026, 9, 14), date(2026, 9, 21))


def test_the_turn_of_the_year() -> None:
    # December 31, 2026 is a Thursday: the week to January 3 belongs to December
    assert Period(2026, 12).weeks()[-1] == date(2026, 12, 28)
    assert Period(2027, 1).weeks()[0] == date(2027, 1, 4)
    assert Period(2027, 1).previous == Period(2026, 12)
    assert Period(2026, 12).shifted(1) == Period(2027, 1)
    assert Period(2026, 10).shifted(-22) == Period(2024, 12)


@given(MONTHS)
def test_every_week_belongs_to_one_month(period: Period) -> None:
    own, following = period.weeks(), period.shifted(1).weeks()
    assert len(own) in (4, 5)
    assert all(monday.weekday() == 0 and period.holds(monday + timedelta(3)) for monday in own)
    assert following[0] == own[-1] + timedelta(7)


def test_the_monday_of_a_sunday_is_six_days_before() -> None:
    assert monday_of(date(2026, 11, 1)) == date(2026, 10, 26)
    assert monday_of(date(2026, 10, 26)) == date(2026, 10, 26)
