"""Every figure of the reports' workbooks and of the pay sheet is worked out again from its formula, and is the same."""

from __future__ import annotations

import pytest

from reportgen.period import Period
from reportgen.pipeline import speaker
from reportgen.pipeline.gathering import assemble
from reportgen.pipeline.reckoning import Reckoned, reckon
from reportgen.pipeline.reports import report_views
from reportgen.publish.group_builder import company_view, department_views
from reportgen.publish.group_live import GroupBook, group_book
from reportgen.publish.group_workbook import shown_figures
from reportgen.records import History, MonthResult
from reportgen.words import Language
from tests.months.month import OCTOBER, books, reckoned, settings
from tests.people import month as people
from tests.publish.small_month import many, reporting


def assert_formulas_give(book: GroupBook) -> int:
    figures = dict(book.workings.figures)
    shown = shown_figures(book)
    assert [
        (one.path, one.label, figures[one.key].value, one.value) for one in shown if figures[one.key].value != one.value
    ] == []
    return len(shown)


def history_of(month: MonthResult) -> History:
    """What the ledger would tell of a month that was published."""
    scored = [card for card in month.cards if card.score is not None]
    return History(
        last=month.period,
        published=((month.period, "0" * 64),),
        scores={card.key: card.score for card in scored if card.score is not None},
        values={(card.scheme, card.subject.id, one.id): one.value
                for card in scored for one in card.measures if one.value is not None},
        trend={card.key: ((month.period, card.score),) for card in month.cards},
        pays={card.subject.id: card.pay.total for card in scored if card.pay and card.pay.total is not None},
    )  # fmt: skip


def october() -> Reckoned:
    """The example's October after its September."""
    before = reckoned(books(Period(2026, 9)), Period(2026, 9))
    gathered = assemble(settings(), OCTOBER, books(OCTOBER))
    return reckon(settings(), gathered, history_of(before.result), lambda *_: None)


def test_the_example_month() -> None:
    made = october()
    views = list(report_views(settings(), made, made.result, speaker("zh"), ()))
    assert len(views) > 3
    assert sum(map(assert_formulas_give, views)) > 500


@pytest.mark.parametrize("case", list(people.cases()), ids=lambda one: one.name)
def test_who_joins_leaves_moves_or_has_two_roles(case: people.Case) -> None:
    made = people.reckoned(case)
    for book in report_views(people.settings(), made, made.result, speaker("zh"), ()):
        assert assert_formulas_give(book) > 1


@pytest.mark.parametrize("language", ["zh", "zh-Hant", "en"])
def test_two_hundred_people_in_every_language(language: Language) -> None:
    made = reporting(many(200), departments=("销售1部", "销售2部", "销售3部", "没有人的部"), language=language)
    assert assert_formulas_give(group_book(made, company_view(made, ()))) > 800


def test_a_small_month() -> None:
    made = reporting()
    for view in (*department_views(made), company_view(made, ())):
        assert assert_formulas_give(group_book(made, view)) > 40
