"""Every figure of the reports' workbooks and of the pay sheet is worked out again from its formula, and is the same."""

from __future__ import annotations

from decimal import Decimal

import pytest

from reportgen.exact import money
from reportgen.formula import Block, BlockLine, Head, Lines
from reportgen.formula.evaluate import Desk
from reportgen.formula.functions import number
from reportgen.period import Period
from reportgen.pipeline import speaker
from reportgen.pipeline.financing import finance_views
from reportgen.pipeline.gathering import assemble
from reportgen.pipeline.linking import overview_of
from reportgen.pipeline.reckoning import Reckoned, reckon
from reportgen.pipeline.reports import report_views
from reportgen.publish.finance.pay_live import FACTORS, amount_formula
from reportgen.publish.finance.pay_view import PayView
from reportgen.publish.group_builder import company_view, department_views
from reportgen.publish.group_live import GroupBook, group_book
from reportgen.publish.group_workbook import shown_figures
from reportgen.publish.overview import table_views
from reportgen.records import History, MonthResult, phrase
from reportgen.settings import Settings
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
    views = list(report_views(settings(), made, made.result, speaker("zh"), (), ()))
    assert len(views) > 3
    assert sum(map(assert_formulas_give, views)) > 500


@pytest.mark.parametrize("case", list(people.cases()), ids=lambda one: one.name)
def test_who_joins_leaves_moves_or_has_two_roles(case: people.Case) -> None:
    made = people.reckoned(case)
    for book in report_views(people.settings(), made, made.result, speaker("zh"), (), ()):
        assert assert_formulas_give(book) > 1


@pytest.mark.parametrize("language", ["zh", "zh-Hant", "en"])
def test_two_hundred_people_in_every_language(language: Language) -> None:
    made = reporting(many(200), departments=("销售1部", "销售2部", "销售3部", "没有人的部"), language=language)
    assert assert_formulas_give(group_book(made, company_view(made, ()))) > 800


def test_a_small_month() -> None:
    made = reporting()
    for view in (*department_views(made), company_view(made, ())):
        assert assert_formulas_give(group_book(made, view)) > 40


# ---------------------------------------------------------------- the pay sheet


def pay_of(settings: Settings, made: Reckoned) -> PayView | None:
    overview = overview_of(settings, made, speaker("zh"))
    view, _, _ = finance_views(settings, made, made.result, overview, table_views(made.result, overview))
    return view


def assert_pay_formulas_give(view: PayView) -> int:
    """Every part, and what was paid last, as printed."""
    figures = dict(view.workings.figures)
    printed = {
        f"pay/{row.id}/{name}": text
        for row in view.rows
        for name, text in (*zip(view.part_names, row.parts, strict=True), ("previous", row.previous))
        if text not in ("", "—")
    }
    assert set(printed) == set(figures)
    assert {key: money(number(one.value)) for key, one in figures.items()} == printed
    return len(printed)


def test_the_parts_of_the_examples_pay() -> None:
    view = pay_of(settings(), october())
    assert view is not None
    assert assert_pay_formulas_give(view) > 30
    assert {"gross", "rate", "points"} <= heads(view)
    assert {(one.scope, one.value) for one in view.workings.parameters} >= {("基础工资", Decimal(50))}


@pytest.mark.parametrize("case", list(people.cases()), ids=lambda one: one.name)
def test_the_pay_of_who_joins_leaves_moves_or_has_two_roles(case: people.Case) -> None:
    view = pay_of(people.settings(), people.reckoned(case))
    if view is not None and view.rows:
        assert assert_pay_formulas_give(view) > 0


def heads(view: PayView) -> set[str]:
    return {head.id for table in view.workings.tables for head in table.block.heads}


@pytest.mark.parametrize(
    ("line", "amount"),
    [
        ("gross 8000, share 50", "4000.00"),
        ("gross 8000, share 35, rate 92.5", "2590.00"),  # 8,000 × 35 % × 92.5 %
        ("gross 8000, share 15, points 86, full 100", "1032.00"),  # 8,000 × 15 % × 86 ÷ 100
        ("gross 8000, share 50, days 10, of 31", "1290.32"),  # 4,000 × 10 ÷ 31 = 1,290.3225…
        ("gross 8000, share 15, points 0, full 100", "0.00"),  # no points is not “no points asked for”
        ("gross 8000, share 35, rate 0", "0.00"),
        ("amount 600.5", "600.50"),
    ],
)
def test_an_amount_beside_a_line(line: str, amount: str) -> None:
    given = {name: Decimal(value) for name, value in (one.split() for one in line.split(", "))}
    block = Block("b", "b", tuple(Head(one, one, "number") for one in FACTORS),
                  (BlockLine(tuple(given.get(one) for one in FACTORS), tuple(None for _ in FACTORS)),))  # fmt: skip
    worked = Lines("b", "", phrase("pay-amount"), amount_formula(tuple(FACTORS), {}))
    assert Desk({"b": block}).column(worked) == (Decimal(amount),)
