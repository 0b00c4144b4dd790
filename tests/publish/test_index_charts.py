"""The figures that the index page draws, and where its counts and reasons lead. The month is small_month's."""

from __future__ import annotations

from dataclasses import replace

from reportgen.publish.group_builder import company_view
from reportgen.publish.group_past import Reporting
from reportgen.publish.index_charts import Charts, SchemeFigures, charts
from reportgen.publish.index_page import Count, Why
from reportgen.publish.overview import Overview, index_view
from reportgen.records import Component, History, Scorecard, Source
from reportgen.scheme import Item
from tests.publish.small_month import ROLE, SCHEME, card, cards, components, part, reporting

MANAGER = "区域经理"


def drawn(month: Reporting | None = None) -> Charts:
    made = reporting() if month is None else month
    return charts(made, company_view(made, ()))


def only(found: Charts) -> SchemeFigures:
    (scheme,) = found.schemes
    return scheme


def test_departments_are_drawn_as_long_as_their_averages() -> None:
    # 一部: (89.40 + 100.00 + 70.80) ÷ 3; all: (89.40 + 100.00 + 70.80 + 100.00) ÷ 4. September: 1001 is the only one
    # of 一部 with a score, 1003 and 2001 were in 二部; 9999, who has left, counts in the sum.
    assert [(row.name, str(row.mean), str(row.mean_before), row.counted) for row in drawn().units] == [
        ("一部", "86.73", "84.10", "3 / 4 人"),
        ("二部", "100.00", "85.00", "1 / 1 人"),
        ("合计", "90.05", "78.53", "4 / 5 人"),
    ]


def test_a_scheme_has_its_grades_its_months_and_what_was_lost() -> None:
    scheme = only(drawn())
    assert (scheme.title, scheme.counted) == ("销售人员考核", "4 / 5 人")
    assert [(row.name, row.count, row.count_before) for row in scheme.grades] == [
        ("优秀", 2, "1"),
        ("良好", 1, "2"),
        ("合格", 1, "1"),
        ("不合格", 0, "0"),
    ]
    assert [(one.point.label, one.point.text, one.counted) for one in scheme.months] == [
        ("9月", "78.53", "4 / 5 人"),
        ("10月", "90.05", "4 / 5 人"),
    ]
    # The dearest first, as it counts in the score: 30 × 70 %, 10 × 70 % twice in the card's order, 16 × 30 %.
    assert [(row.name, row.counted, row.people) for row in scheme.lost] == [
        ("大客户走访", "21.00", "2 / 4 人"),
        ("拜访纪实", "7.00", "1 / 4 人"),
        ("虚报索赔单", "7.00", "1 / 4 人"),
        ("出勤", "4.80", "2 / 4 人"),
    ]


def test_an_item_with_full_marks_is_not_among_those_that_cost_points() -> None:
    own = (
        card("1001", "王建国", "一部", components(60, 35, 0, 100)),
        card("1002", "李丽", "一部", components(60, 30, 0, 100)),
    )
    (row,) = only(drawn(reporting(own))).lost
    assert (row.name, row.lost, row.people, row.share) == ("拜访纪实", "15.00", "2 / 2 人", "100.00")


def managed(score: int) -> Scorecard:
    """A manager with the same scheme's one item out of 100."""
    parts: tuple[Component, ...] = (part("leading", "团队管理", 100, score),)
    one = card("0001", "秦川", "一部", parts)
    return replace(one, subject=replace(one.subject, role=MANAGER))


def test_all_roles_of_a_scheme_are_drawn_together() -> None:
    items = (*SCHEME.items, Item(id="leading", name="团队管理", full=part("", "", 100, 0).out_of, roles=(MANAGER,)))
    scheme = only(drawn(reporting((*cards(), managed(95)), scheme=replace(SCHEME, items=items))))
    assert scheme.counted == "5 / 6 人"
    assert [row.count for row in scheme.grades] == [3, 1, 1, 0]
    assert [row.role for row in scheme.roles] == [ROLE, MANAGER]
    assert ("团队管理", "5.00", "1 / 1 人") in [(row.name, row.counted, row.people) for row in scheme.lost]


def test_the_first_month_has_one_point_and_no_month_before() -> None:
    scheme = only(drawn(reporting(history=History())))
    assert [one.point.label for one in scheme.months] == ["10月"]
    assert {row.count_before for row in scheme.grades} == {""}


def test_nothing_is_drawn_of_a_month_without_cards() -> None:
    assert drawn(reporting((), departments=("一部",))) == Charts()


# ---------------------------------------------------------------- counts and reasons


def overview(*sources: Source) -> Overview:
    month = reporting()
    return Overview(
        organisation="华兴机械销售有限公司",
        period_text="2026年10月",
        page_language="zh-Hans",
        speaker=month.paper.speaker,
        departments=month.departments,
        schemes=month.paper.schemes,
        people={},
        sources=sources,
        papers={one.key: ("a.pdf", "a.xlsx") for one in cards() if one.status == "scored"},
        table_paths={},
    )


def counts(*sources: Source) -> dict[str, Count]:
    return {count.label: count for count in index_view(reporting().result, overview(*sources), ()).counts}


ROSTER = Source("花名册.xlsx", "1" * 64, 9, "roster", "roster")
FIRST = Source("一部/业绩考核表.xlsx", "2" * 64, 9, "sales", "performance", "一部")
SECOND = Source("二部/业绩考核表.xlsx", "3" * 64, 9, "sales", "performance", "二部")
STRANGE = Source("通讯录.xlsx", "4" * 64, 9)


def test_the_roster_is_not_counted_among_what_departments_handed_in() -> None:
    assert counts(ROSTER, FIRST, SECOND)["收到部门报表"] == Count("收到部门报表", "2", part="departments")


def test_a_file_that_is_not_used_is_told_apart() -> None:
    assert counts(ROSTER, FIRST, STRANGE)["收到部门报表"] == Count(
        "收到部门报表", "1", "另有 1 份未采用", "warning", "departments"
    )


def test_counts_lead_to_what_they_count() -> None:
    found = counts()
    assert {label: found[label].part for label in ("暂缓", "错误", "提醒", "已出分", "平均得分")} == {
        "暂缓": "withheld",
        "错误": "findings",
        "提醒": "findings",
        "已出分": "cards",
        "平均得分": "",
    }


def test_where_nothing_is_withheld_the_count_leads_nowhere() -> None:
    result = replace(reporting().result, cards=tuple(one for one in cards() if one.status == "scored"))
    found = {count.label: count for count in index_view(result, overview(), ()).counts}
    assert found["暂缓"] == Count("暂缓", "0")


def test_a_reason_leads_to_its_finding() -> None:
    view = index_view(reporting().result, overview(), ())
    (withheld,) = (one for one in view.cards if one.status == "withheld")
    (why,) = withheld.why
    assert (why.place, why.finding) == ("一部/业绩考核表.xlsx!日常考核!F9", 1)
    assert why.message == view.findings[why.finding - 1].message
    nowhere = index_view(replace(reporting().result, findings=()), overview(), ())
    assert [one.why for one in nowhere.cards if one.why] == [(Why(why.place, why.message),)]
