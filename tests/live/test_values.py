"""Every figure that is published of a card is worked out again from its formula, and is the same to the last digit."""

from __future__ import annotations

import pytest

from reportgen.period import Period
from reportgen.pipeline import speaker
from reportgen.pipeline.publishing import _views
from reportgen.publish.card_live import CardBook
from tests.months.month import OCTOBER, books, reckoned, settings
from tests.people import month as people


def assert_formulas_give(book: CardBook) -> int:
    """Figures without a formula, and figures whose formula gives something else, are named."""
    worked = dict(book.workings.figures)
    differ = [
        (one.path, worked[one.key].value, one.value) for one in book.published if worked[one.key].value != one.value
    ]
    assert differ == []
    return len(book.published)


@pytest.mark.parametrize("period", [Period(2026, 9), OCTOBER], ids=str)
def test_the_example_months(period: Period) -> None:
    made = reckoned(books(period), period)
    views = list(_views(settings(), made, made.result, speaker("zh")))
    scored = [card for card in made.result.cards if card.score is not None]
    assert len(views) == len({card.subject.id for card in scored}) > 10
    shown = {one.path for book in views for one in book.published}
    for card in scored:
        own = "/".join(card.key)
        assert {f"{own}/score", f"{own}/grade", f"{own}/rank", f"{own}/of"} <= shown
        assert {f"{own}/kpis/{one.id}/value" for one in card.measures if one.value is not None} <= shown
        items = [part for root in card.components for part in root.walk()]
        counted = [path for path in shown if path.startswith(f"{own}/components/") and path.endswith("/counted")]
        assert len(counted) == len(items)
        if card.pay is not None and card.pay.status == "scored":
            assert f"{own}/pay/total" in shown
    assert sum(map(assert_formulas_give, views)) > 400


@pytest.mark.parametrize("case", list(people.cases()), ids=lambda one: one.name)
def test_who_joins_leaves_moves_or_has_two_roles(case: people.Case) -> None:
    made = people.reckoned(case)
    for book in _views(people.settings(), made, made.result, speaker("zh")):
        assert assert_formulas_give(book) > 1
