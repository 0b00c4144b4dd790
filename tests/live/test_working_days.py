"""Working days as the rule counts them and as the formula does: Mondays to Fridays after one day, up to the other."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.formula import call
from reportgen.formula.evaluate import Desk
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
