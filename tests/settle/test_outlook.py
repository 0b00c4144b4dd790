"""How far it is to the next grade, and which item alone would have done: worked out by composing the card anew."""

from __future__ import annotations

from decimal import Decimal

import pytest

from reportgen.records import Outcome, Outlook, Spell
from reportgen.scheme import Gate, Grade, Item, Scheme
from reportgen.score.rules.deduct import Deduct
from reportgen.settle import WORDS
from reportgen.settle.compose import Parts, compose
from reportgen.settle.outlook import Composed, outlook
from reportgen.settle.parts import score_of
from reportgen.settle.review import Adjustment
from reportgen.words import Language, Speaker

ROLE = "销售员"
GRADES = (("优秀", "90"), ("良好", "80"), ("合格", "60"), ("不合格", "0"))
NO_RULE = Deduct(faults=())


def item(id: str, full: int, **more: object) -> Item:
    return Item(id=id, name=id, full=Decimal(full), rule=NO_RULE, roles=(ROLE,), **more)  # type: ignore[arg-type]


def group(id: str, full: int, **more: object) -> Item:
    return Item(id=id, name=id, full=Decimal(full), roles=(ROLE,), **more)  # type: ignore[arg-type]


ITEMS = (
    group("日常", 100, weight=Decimal(70)),
    item("走访", 60, under="日常"),
    item("纪实", 40, under="日常"),
    item("虚报", 0, under="日常", special=True),
    item("出勤", 100, weight=Decimal(30)),
)


def seen(
    points: str, items: tuple[Item, ...] = ITEMS, grades: tuple[tuple[str, str], ...] = GRADES,
    gates: tuple[Outcome, ...] = (), adjusted: tuple[Adjustment, ...] = (),
) -> tuple[str, Outlook | None]:  # fmt: skip
    """`points`: "走访 50, 纪实 40", full where not said."""
    given = dict(one.split() for one in points.split(", ")) if points else {}
    scheme = Scheme(
        id="s", name="s", since="2026-01", source="", forms=(), tables=(), items=items,
        grades=tuple(Grade(name=name, least=Decimal(least)) for name, least in grades),
    )  # fmt: skip
    outcomes = {
        one.id: Outcome(one.id, Decimal(given.get(one.id, 0 if one.special else one.full)), one.full)
        for one in items
        if one.rule
    }
    parts = Parts(scheme, ROLE, outcomes, {one.item: one for one in gates}, adjusted)
    score = score_of(compose(parts))
    assert score is not None
    spell: tuple[Spell, ...] = ()
    return str(score), outlook(scheme, score, Composed(spell, (parts,)))


def said(points: str, language: Language = "zh", **more: object) -> str:
    _, found = seen(points, **more)  # type: ignore[arg-type]
    assert found is not None
    return "；".join(Speaker(language, WORDS).all(found.because))


def test_what_lacks_and_what_would_have_been_enough() -> None:
    # 日常 50 + 40 = 90 -> 63.00; 出勤 86 -> 25.80; 88.80. 走访 full: 70.00 + 25.80 = 95.80; 出勤 full: 63 + 30 = 93.00
    assert seen("走访 50, 出勤 86")[0] == "88.80"
    assert said("走访 50, 出勤 86") == (
        "再得 1.20 分即为 优秀；高于 良好 下限 8.80 分；走访得满分即可：+7.00；出勤得满分即可：+4.20"
    )
    assert said("走访 50, 出勤 86", "en") == (
        "1.20 more points make it 优秀；8.80 points above the lower bound of 良好；"
        "full points for 走访 alone would do: +7.00；full points for 出勤 alone would do: +4.20"
    )
    assert said("走访 50, 出勤 86", "zh-Hant").startswith(
        "再得 1.20 分即爲 优秀；高於 良好 下限"
    )  # names stay as the scheme has them


def test_an_item_that_is_not_enough_is_not_named() -> None:
    # 出勤 96 -> 28.80, 日常 80 -> 56.00: 84.80; 出勤 full gives 86.00, below 90; 走访 full gives 98.80
    assert said("走访 40, 出勤 96") == "再得 5.20 分即为 优秀；高于 良好 下限 4.80 分；走访得满分即可：+14.00"


def test_exactly_the_bound_is_enough() -> None:
    # 日常 90 -> 63.00, 出勤 90 -> 27.00: 90.00 has the grade
    _, found = seen("走访 50, 出勤 90")
    assert found is not None
    assert (found.grade, str(found.above), found.next) == ("优秀", "0.00", "")
    assert said("走访 50, 出勤 90") == "刚好达到 优秀 下限；已是最高等级"
    # 日常 90 -> 63.00, 出勤 67 -> 20.10: 83.10; 走访 full: 70.00 + 20.10 = 90.10; 出勤 full: 63.00 + 30.00 = 93.00
    assert said("走访 50, 出勤 67").endswith("出勤得满分即可：+9.90；走访得满分即可：+7.00")


def test_a_group_at_nothing_makes_an_item_not_enough() -> None:
    # 走访 0 + 纪实 0 - 虚报 30 = -30, floor 0; 出勤 100 -> 30.00. 纪实 full: 40 - 30 = 10 -> 7.00, 37.00 below 60;
    # 走访 full: 60 - 30 = 30 -> 21.00, 51.00 below 60; without 虚报 0 stays 0
    assert said("走访 0, 纪实 0, 虚报 -30") == "再得 30.00 分即为 合格"


def test_a_special_deduction_that_did_not_occur() -> None:
    # 100 - 20 = 80 -> 56.00 + 30.00 = 86.00; without it 100.00
    assert said("虚报 -20") == "再得 4.00 分即为 优秀；高于 良好 下限 6.00 分；没有“虚报”即可：+14.00"


def test_a_gate_that_takes_the_group_makes_its_items_not_enough() -> None:
    gated = (replace_gate(ITEMS[0]), *ITEMS[1:])
    shut = Outcome("日常", Decimal(0), Decimal(100))
    # the group has 90 and counts 0: 0 + 30.00; 走访 full still 0; with the gate open 63.00 + 30.00 = 93.00
    assert said("走访 50", items=gated, gates=(shut,)) == "再得 30.00 分即为 合格；没有“一票否决”即可：+63.00"


def replace_gate(one: Item) -> Item:
    return group(one.id, 100, weight=one.weight, gate=Gate(name="一票否决", rule=NO_RULE))


def test_at_most_three_are_named_the_largest_first() -> None:
    items = tuple(item(id, 25) for id in "甲乙丙丁")
    # 20 + 21 + 22 + 23 = 86: each full gives 91, 90, 89, 88; 甲 and 乙 reach 90
    assert said("甲 20, 乙 21, 丙 22, 丁 23", items=items).endswith("甲得满分即可：+5；乙得满分即可：+4")
    # 20 + 20 + 20 + 19 = 79: each alone reaches 80; the largest loss first, then in the scheme's order
    found = seen("甲 20, 乙 20, 丙 20, 丁 19", items=items)[1]
    assert found is not None
    assert [one.name for one in found.alone] == ["丁", "甲", "乙"]


def test_what_the_review_changed_counts_as_the_review_left_it() -> None:
    # the rule gave 走访 60, the review left 50: 90 -> 63.00 + 25.80 = 88.80; full points there would do
    lower = Adjustment("走访", Decimal(50), "初审", "王", "事实", ())
    assert said("出勤 86", adjusted=(lower,)).endswith("走访得满分即可：+7.00；出勤得满分即可：+4.20")


def test_a_bound_between_two_scores_is_reached_by_the_higher_one() -> None:
    # 89.995 cannot be had with two places: 90.00 is needed
    grades = (("优", "89.995"), ("良", "0"))
    assert said("走访 50, 出勤 86", grades=grades).startswith("再得 1.20 分即为 优")


def test_a_scheme_without_grades_says_nothing() -> None:
    assert seen("走访 50", grades=())[1] is None


@pytest.mark.parametrize(("points", "grade"), [("出勤 0, 走访 0", None), ("", "优秀")])
def test_below_all_grades_and_at_the_best(points: str, grade: str | None) -> None:
    found = seen(points, grades=(("优秀", "90"), ("合格", "60")))[1]
    assert found is not None
    assert found.grade == grade
    assert (found.lacking is None) == (grade == "优秀")
