"""The figures of the reports on departments and on the company, against a month that was reckoned by hand."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.publish.group_builder import company_view, department_views
from reportgen.publish.group_figures import lost_by_item, median, ranks, shares
from reportgen.publish.group_labels import GROUP_WORDS
from reportgen.publish.group_view import MOST_LOST, GroupView, RoleSection
from reportgen.records import History
from reportgen.scheme import Item
from tests.publish.small_month import GATED, SCHEME, cards, components, many, part, reporting
from tests.publish.small_month import card as one_card


def first() -> GroupView:
    return next(iter(department_views(reporting())))


def section(view: GroupView) -> RoleSection:
    [only] = view.sections
    return only


# ---------------------------------------------------------------- counts and averages


def test_a_department_has_its_counts_and_says_over_how_many_the_average_is() -> None:
    texts = [(fact.label, fact.value, fact.note) for fact in first().facts]
    assert texts == [
        ("平均得分", "86.73", "3 / 4 人"),  # (89.40 + 100.00 + 70.80) ÷ 3
        ("应有考核单", "4", ""),
        ("已出分", "3", ""),
        ("暂缓", "1", ""),
        ("上月平均", "84.10", "1 / 2 人"),  # 1003 was in another department then, 1002 withheld
        ("较上月", "+2.63", ""),
        ("最高", "100.00", "李丽"),
        ("最低", "70.80", "赵敏"),
    ]


def test_the_company_counts_everyone_who_had_a_card_last_month() -> None:
    facts = {fact.label: (fact.value, fact.note) for fact in company_view(reporting(), ()).facts}
    assert facts["平均得分"] == ("90.05", "4 / 5 人")
    assert facts["上月平均"] == ("78.53", "4 / 5 人")  # (84.10 + 90.00 + 80.00 + 60.00) ÷ 4, with the one who has left
    assert facts["最高"] == ("100.00", "李丽 等 2 人")


def test_departments_stand_side_by_side_and_foot() -> None:
    rows = company_view(reporting(), ()).units
    assert [(row.name, row.due, row.scored, row.withheld, row.average, row.previous, row.errors) for row in rows] == [
        ("一部", 4, 3, 1, "86.73", "84.10", 1),
        ("二部", 1, 1, 0, "100.00", "85.00", 0),
        ("合计", 5, 4, 1, "90.05", "78.53", 1),
    ]


def test_what_belongs_to_no_department_of_the_settings_still_foots() -> None:
    lost = one_card("3001", "无名", "", components(60, 40, 0, 100))
    rows = company_view(reporting((*cards(), lost)), ()).units
    assert [row.name for row in rows] == ["一部", "二部", "（不属部门）", "合计"]
    for column in ("due", "scored", "withheld", "errors"):
        figures = [getattr(row, column) for row in rows]
        assert sum(figures[:-1]) == figures[-1]


def test_a_department_without_cards_has_no_report() -> None:
    views = department_views(reporting(departments=("总务部", "一部", "二部")))
    assert [view.name for view in views] == ["一部", "二部"]


# ---------------------------------------------------------------- ranking and grades


def test_the_ranking_is_by_score_with_last_month_and_change() -> None:
    rows = section(first()).ranking
    assert [(row.rank, row.id, row.score, row.grade, row.previous, row.change) for row in rows] == [
        ("1", "1002", "100.00", "优秀", "—", "—"),
        ("2", "1001", "89.40", "良好", "84.10", "+5.30"),
        ("3", "1003", "70.80", "合格", "90.00", "−19.20"),
    ]


def test_equal_scores_share_a_rank() -> None:
    rows = section(company_view(reporting(), ())).ranking
    assert [(row.rank, row.id) for row in rows] == [("1", "1002"), ("1", "2001"), ("3", "1001"), ("4", "1003")]
    assert ranks([Decimal(one) for one in (70, 90, 80, 90)]) == (4, 1, 3, 1)


def test_grades_are_counted_beside_last_months() -> None:
    rows = section(company_view(reporting(), ())).grades
    assert [(row.name, row.count, row.share, row.count_before) for row in rows] == [
        ("优秀", 2, "50.00", "1"),
        ("良好", 1, "25.00", "2"),
        ("合格", 1, "25.00", "1"),
        ("不合格", 0, "0.00", "0"),
    ]
    assert [row.share for row in section(first()).grades] == ["33.34", "33.33", "33.33", "0.00"]


# ---------------------------------------------------------------- points lost


def test_lost_points_are_summed_weighted_and_add_up_to_what_the_scores_lack() -> None:
    rows = section(first()).lost
    assert [(row.name, row.lost, row.average, row.people, row.counted, row.share) for row in rows] == [
        ("大客户走访", "30.00", "10.00", "2 / 3 人", "21.00", "52.76"),
        ("拜访纪实", "10.00", "3.33", "1 / 3 人", "7.00", "17.59"),
        ("虚报索赔单", "10.00", "3.33", "1 / 3 人", "7.00", "17.59"),
        ("出勤", "16.00", "5.33", "2 / 3 人", "4.80", "12.06"),
    ]
    assert sum(Decimal(row.counted) for row in rows) == 300 - Decimal("260.20")


def test_a_veto_costs_what_its_group_still_had() -> None:
    items = tuple(replace(item, gate=GATED) if item.id == "daily" else item for item in SCHEME.items)
    below = components(50, 40, 0, 100)[0].components
    whole = replace(part("daily", "日常工作", 100, 90, *below, weight=70), points=Decimal("0.00"))
    vetoed = one_card("1001", "王建国", "一部", (whole, part("attendance", "出勤", 100, 100, weight=30)))
    found = {one.name: (one.points, one.counted) for one in lost_by_item(replace(SCHEME, items=items), (vetoed,))}
    assert found == {"一票否决": (90, 63), "大客户走访": (10, 7)}


def test_what_stands_behind_the_first_items_is_one_row_and_the_shares_still_add_up() -> None:
    names = [f"item-{number}" for number in range(MOST_LOST + 3)]
    items = tuple(Item(id=name, name=name, full=Decimal(7), roles=("销售员",)) for name in names)
    own = one_card("1001", "王建国", "一部", tuple(part(name, name, 7, 6 - at % 3) for at, name in enumerate(names)))
    only = section(next(iter(department_views(reporting((own,), scheme=replace(SCHEME, items=items))))))
    assert only.lost_rest is not None
    assert only.lost_rest.name == "其余 3 项"
    shown = [Decimal(row.share) for row in (*only.lost[:MOST_LOST], only.lost_rest)]
    assert sum(shown) == Decimal("100.00")


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=30))
def test_shares_add_up(counts: list[int]) -> None:
    parts = shares([Decimal(count) for count in counts])
    assert sum(parts) == (100 if any(counts) else 0)
    assert all(0 <= one <= 100 for one in parts)


# ---------------------------------------------------------------- figures, months


def test_money_is_summed_and_rates_are_not() -> None:
    rows = {row.name: row for row in section(company_view(reporting(), ())).kpis}
    sales, rate = rows["销售额"], rows["计划完成率"]
    assert (sales.counted, sales.total, sales.average, sales.median) == ("3 / 5 人", "450.00", "150.00", "100.00")
    assert sales.previous == "45.00"
    assert (rate.counted, rate.total, rate.average, rate.median) == ("4 / 5 人", "", "91.50", "93.50")


def test_median() -> None:
    assert [median([Decimal(n) for n in numbers]) for numbers in ([], [3], [4, 1], [9, 1, 2])] == [
        None, Decimal("3.00"), Decimal("2.50"), Decimal("2.00"),
    ]  # fmt: skip


def test_months_have_their_average_and_over_how_many() -> None:
    months = section(first()).months
    assert [(month.point.label, month.point.text, month.counted) for month in months] == [
        ("9月", "84.10", "1 / 2 人"),
        ("10月", "86.73", "3 / 4 人"),
    ]


def test_a_first_month_has_no_month_before() -> None:
    view = next(iter(department_views(reporting(history=History()))))
    facts = {fact.label: fact.value for fact in view.facts}
    assert (facts["上月平均"], facts["较上月"], view.last_period) == ("—", "—", "")
    assert [row.count_before for row in section(view).grades] == ["", "", "", ""]


# ---------------------------------------------------------------- withheld


def test_withheld_cards_say_why_and_are_nowhere_else() -> None:
    for view in (first(), company_view(reporting(), ())):
        [row] = view.withheld
        assert (row.id, row.name, row.department) == ("1004", "刘洋", "一部")
        assert [(why.place, bool(why.message), bool(why.fix)) for why in row.why] == [
            ("一部/业绩考核表.xlsx!日常考核!F9", True, True)
        ]
        elsewhere = repr(replace(view, withheld=()))
        assert "1004" not in elsewhere
        assert "刘洋" not in elsewhere


def test_what_a_withheld_card_knows_changes_nothing() -> None:
    """The same month with other figures on the withheld card."""
    other = one_card("1004", "刘洋", "一部", components(60, 40, 0, 100), sales="1", blame=cards()[3].blame)
    changed = tuple(other if card.subject.id == "1004" else card for card in cards())
    assert company_view(reporting(changed), ()) == company_view(reporting(), ())
    assert tuple(department_views(reporting(changed))) == tuple(department_views(reporting()))


def test_all_withheld_is_said_and_not_zero() -> None:
    only = cards()[3]
    view = next(iter(department_views(reporting((only,)))))
    facts = {fact.label: fact.value for fact in view.facts}
    assert (facts["平均得分"], facts["最高"], facts["已出分"], facts["暂缓"]) == ("—", "—", "0", "1")
    assert (section(view).ranking, section(view).lost, section(view).grades) == ((), (), ())


# ---------------------------------------------------------------- size and languages


def test_two_hundred_people_are_ranked_without_gaps() -> None:
    view = company_view(reporting(many(200), departments=tuple(f"销售{n}部" for n in range(1, 5))), ())
    only = section(view)
    assert (len(only.ranking), len(view.withheld)) == (180, 20)
    assert sum(Decimal(row.share) for row in only.grades) == 100
    assert sum(row.count for row in only.grades) == 180
    assert all(int(a.rank) <= int(b.rank) for a, b in pairwise(only.ranking))
    assert sum(row.scored for row in only.units[:-1]) == only.units[-1].scored == 180


@pytest.mark.parametrize("language", ["zh", "zh-Hant", "en"])
def test_reports_speak_every_language(language: str) -> None:
    view = company_view(reporting(language=language), ())  # type: ignore[arg-type]
    assert view.title
    assert all(fact.label for fact in view.facts)


def test_every_word_is_in_every_language_with_the_same_gaps() -> None:
    for key, label in GROUP_WORDS.items():
        assert set(label) == {"zh-Hans", "zh-Hant", "en"}, key
        assert all(label.values()), key
        if not key.startswith("title_"):
            gaps = [sorted(part.split("}")[0] for part in text.split("{")[1:]) for text in label.values()]
            assert gaps[0] == gaps[1] == gaps[2], key
