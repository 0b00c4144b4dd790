"""Nonsense in any cell of the whole example, with all its schemes, changes no figure in silence."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import HealthCheck, given, settings, strategies

from reportgen.intake import Book
from reportgen.pipeline.gathering import assemble
from reportgen.pipeline.reckoning import Reckoned, reckon
from reportgen.records import History
from tests.months import whole
from tests.months.month import OCTOBER, ROOT, books_in
from tests.months.test_any_change import in_silence

pytestmark = pytest.mark.verify


def reckoned(changed: Iterable[Book]) -> Reckoned:
    office = whole.settings()
    return reckon(office, assemble(office, OCTOBER, tuple(changed)), History(), lambda *_: None)


@settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(seed=strategies.integers(0, 2**32))
def test_nonsense_in_any_cell_changes_no_figure_in_silence(seed: int) -> None:
    own = books_in(ROOT / "inputs", OCTOBER, whole.settings())
    assert in_silence(own, whole.reckoned(OCTOBER), reckoned, seed) == ""
