"""One document for a person whatever he was in the month, what results.json and the ledger keep of it, and the forms."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from reportgen.findings import tell
from reportgen.forms.layout import plan_form
from reportgen.ledger import open_ledger
from reportgen.period import Period
from reportgen.pipeline import speaker
from reportgen.pipeline.linking import overview_of
from reportgen.pipeline.publishing import _views
from reportgen.pipeline.reckoning import Reckoned
from reportgen.publish.group_figures import lost_by_item
from reportgen.publish.overview import index_view
from reportgen.publish.results import card_json
from reportgen.records import CellRef, History, ReviewStep
from reportgen.settle import _steps
from tests.people.month import OCTOBER, cases, reckoned, settings


def month(start: str, history: History | None = None) -> Reckoned:
    (one,) = [one for one in cases() if one.name.startswith(start)]
    return reckoned(one, history)


def views(start: str) -> list[tuple[str, str, str, list[str]]]:
    made = month(start)
    return [
        (view.person_id, view.department, view.post, [section.role for section in view.sections])
        for view in (book.view for book in _views(settings(), made, made.result, speaker("zh")))
    ]


def test_a_transfer_is_one_document_with_one_section_of_the_last_department() -> None:
    assert views("调动：") == [("1001", "乙部", "", ["销售员"])]
    assert views("升职：") == [("1001", "甲部", "经理", ["主管"])]


def test_two_roles_are_one_document_with_two_sections_also_in_two_departments() -> None:
    assert views("同时两个角色") == [("1001", "甲部", "", ["销售员", "主管"])]
    assert views("两个角色在两个部门") == [("1001", "甲部", "", ["销售员", "主管"])]


def test_items_of_the_parts_are_told_apart_on_the_paper() -> None:
    made = month("调动：")
    (view,) = (book.view for book in _views(settings(), made, made.result, speaker("zh")))
    rows = [(row.id, row.level, row.kind, row.name, row.weight, row.points, row.part) for row in view.sections[0].items]
    assert rows == [
        ("part-1", 0, "part", "甲部·销售员", "45.16 %", "86.00", ""),
        ("part-1/sold", 1, "component", "销售工作", "", "86.00", "10-1—10-14"),
        ("part-2", 0, "part", "乙部·销售员", "54.84 %", "90.00", ""),
        ("part-2/sold", 1, "component", "销售工作", "", "90.00", "10-15—10-31"),
    ]  # fmt: skip
    assert view.sections[0].items[0].because == ("2026-10-01 至 2026-10-14 在岗 14 天，占 31 天的 45.16 %",)


def before(**roles: str) -> History:
    """Last month's scores by role; the one item of each role had as many points."""
    items = {"销售员": "sold", "主管": "led"}
    return History(
        last="2026-09",
        scores={("office", role, "1001"): Decimal(score) for role, score in roles.items()},
        points={("office", role, "1001", items[role]): Decimal(score) for role, score in roles.items()},
    )


def compared(start: str, history: History) -> list[tuple[str, str, str, list[str]]]:
    """Role, last month, change, and last month of each line."""
    made = month(start, history)
    (view,) = (book.view for book in _views(settings(), made, made.result, speaker("zh")))
    return [(one.role, one.previous, one.change, [row.previous for row in one.items]) for one in view.sections]


def test_each_of_two_roles_is_compared_with_itself() -> None:
    # 90.00 − 88.00 = 2.00; 70.00 − 75.50 = −5.50
    assert compared("同时两个角色", before(销售员="88.00", 主管="75.50")) == [
        ("销售员", "88.00", "+2.00", ["88.00"]),
        ("主管", "75.50", "−5.50", ["75.50"]),
    ]
    assert compared("同时两个角色", before(主管="75.50"))[0] == ("销售员", "—", "—", ["—"])


def test_who_was_promoted_is_not_compared_with_what_he_was() -> None:
    # the card is the 主管's, who had none last month; the part as 销售员 has its own score of last month
    assert compared("升职：", before(销售员="84.10")) == [("主管", "—", "—", ["84.10", "84.10", "—", "—"])]


def test_a_review_of_one_part_says_which_and_one_of_all_says_nothing() -> None:
    def step(name: str, cell: str) -> ReviewStep:
        return ReviewStep(name, "钱慧", None, "同意", CellRef("a.xlsx", "审核", cell))

    (transfer,) = month("调动：").result.cards
    (promoted,) = month("升职：").result.cards
    assert transfer.posting is not None
    assert promoted.posting is not None
    own, all_of_them = (step("初审", "A2"), step("初审", "A3")), step("复审", "A9")
    chains = [(one, all_of_them) for one in own]
    steps = _steps(transfer.posting.spells, chains)
    assert [(one.step, one.part) for one in steps] == [("初审", "甲部"), ("复审", ""), ("初审", "乙部")]
    steps = _steps(promoted.posting.spells, chains)
    assert [(one.step, one.part) for one in steps] == [("初审", "销售员"), ("复审", ""), ("初审", "主管")]
    assert [one.part for one in _steps(transfer.posting.spells[:1], chains[:1])] == ["", ""]


def test_results_keep_the_shape_and_say_the_days() -> None:
    card = card_json(month("调动：").result.cards[0], speaker("zh"))
    assert [(part["id"], part["weight"], part["raw"], part["points"]) for part in card["components"]] == [
        ("part-1", "45.16", "86.00", "38.84"),
        ("part-2", "54.84", "90.00", "49.35"),
    ]
    assert [child["id"] for part in card["components"] for child in part["components"]] == ["sold", "sold"]
    assert card["in_post"][1] == {
        "department": "乙部", "role": "销售员", "from": "2026-10-15", "to": "2026-10-31", "days": 17,
    }  # fmt: skip
    assert "in_post" not in card_json(month("同名同部门").result.cards[0], speaker("zh"))


def test_what_the_parts_lost_counts_once_by_days() -> None:
    # 14 × 45.16 % + 10 × 54.84 % = 6.3224 + 5.484 = 11.8064
    made = month("调动：")
    (lost,) = lost_by_item(settings().schemes[0], made.result.cards)
    assert (str(lost.points), lost.people, lost.of) == ("11.8064", 1, 1)


def test_the_ledger_keeps_a_transfer_as_the_last_part(tmp_path: Path) -> None:
    ledger = open_ledger(tmp_path / "ledger.sqlite3")
    with ledger.publishing(month("调动：").result, "0"):
        pass
    history = ledger.history(Period(2026, 11))
    ledger.close()
    assert {key: str(points) for key, points in history.points.items()} == {
        ("office", "销售员", "1001", "sold"): "90.00"
    }
    assert [str(score) for score in history.scores.values()] == ["88.19"]


def test_the_index_counts_who_is_on_long_leave() -> None:
    made = month("长假到")
    view = index_view(made.result, overview_of(settings(), made, speaker("zh"), {"1001": ("a.pdf", "a.xlsx")}), ())
    assert ("休长假", "1") in [(count.label, count.value) for count in view.counts]
    (note,) = made.result.findings
    assert tell(note, "zh").message == "1002 李四 整月休长假（2026-08-01 起），本月没有考核单"


def on_form(start: str, department: str) -> list[str]:
    made = month(start)
    scheme = settings().schemes[0]
    own = [one for one in made.gathered.people if one.department == department]
    plan = plan_form(scheme, scheme.forms[0], department, own, OCTOBER, "zh", {})
    return [str(line["person"]) for sheet in plan.sheets if sheet.table.per == "person" for line in sheet.lines]


def test_forms_ask_both_departments_and_leave_out_who_is_away() -> None:
    assert (on_form("调动：", "甲部"), on_form("调动：", "乙部")) == (["1001"], ["1001"])
    assert on_form("长假到", "甲部") == ["1001"]
