"""Days as the rules count them and as formulas do: working days up to another day, the same day some months later."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.formula import call, serial
from reportgen.formula.evaluate import Desk
from reportgen.merge.drawings import until
from reportgen.score.observations.case import working_days

DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))


@given(DAYS, st.integers(0, 400))
def test_rule_and_formula_count_the_same(start: date, length: int) -> None:
    end = start + timedelta(length)
    assert Desk({}).value(call("workdays", start, end)) == Decimal(working_days(start, end, (), ()))


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [("2026-10-09", "2026-10-09", 0), ("2026-10-09", "2026-10-12", 1), ("2026-10-08", "2026-10-19", 7)],
)
def test_worked_by_hand(start: str, end: str, days: int) -> None:
    assert working_days(date.fromisoformat(start), date.fromisoformat(end), (), ()) == days


def test_holidays_do_not_count_and_a_worked_saturday_does() -> None:
    """28 September to 13 October 2026: 29, 30, 8, 9, 10 (worked), 12, 13 are seven."""
    holidays = tuple(date(2026, 10, day) for day in range(1, 8))
    assert working_days(date(2026, 9, 28), date(2026, 10, 13), holidays, (date(2026, 10, 10),)) == 7


@given(DAYS, st.integers(0, 60))
def test_the_end_of_a_life_is_the_same_for_rule_and_formula(day: date, months: int) -> None:
    assert Desk({}).value(call("months_on", day, months)) == serial(until(day, months))


@pytest.mark.parametrize(
    ("day", "months", "end"),
    [("2026-01-31", 1, "2026-02-28"), ("2027-12-31", 2, "2028-02-29"), ("2026-09-30", 1, "2026-10-30")],
)
def test_a_life_worked_by_hand(day: str, months: int, end: str) -> None:
    assert until(date.fromisoformat(day), months) == date.fromisoformat(end)


@pytest.mark.parametrize(("one", "other", "same"), [("Ab", "Ab", True), ("Ab", "AB", False), ("", "", True)])
def test_words_are_the_same_where_they_are_written_the_same(one: str, other: str, same: bool) -> None:
    assert Desk({}).value(call("exact", one, other)) is same
