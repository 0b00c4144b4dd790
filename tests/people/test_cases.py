"""Joiners, leavers, transfers, two roles, long leave, namesakes: rosters and sheets, and what comes out of them."""

from __future__ import annotations

import pytest

from tests.people.month import Case, cases, reckoned, told

CASES = list(cases())


@pytest.mark.parametrize("one", CASES, ids=[one.name for one in CASES])
def test_a_month_comes_out_as_worked_by_hand(one: Case) -> None:
    assert told(reckoned(one)) == one.expected
