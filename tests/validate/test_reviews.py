"""Lines of a review: used by the card they mean, or told; no one reviews himself."""

from __future__ import annotations

import pytest

from reportgen.period import Period
from reportgen.records import CellRef, Entry, Person, Row, Sheet
from reportgen.scheme import Column, Form, Item, Review, Scheme
from reportgen.validate import reviews
from reportgen.validate.context import Handed
from tests.validate.test_checks import ID, found, person, table, told

STEP, ROLE, BY, VERDICT = (Column(id=id, name=id, type="text") for id in ("step", "role", "by", "verdict"))
SCHEME = Scheme(
    id="s",
    name="考核",
    since="2026-01",
    source="",
    forms=(Form(id="perf", name="考核表"),),
    tables=(table("review", "审核", "list", STEP, ROLE, BY, VERDICT, ID),),
    items=(Item(id="a", name="a", full=1, roles=("销售员", "经理")),),  # type: ignore[arg-type]
    reviews=(
        Review(roles=("销售员",), table="review", steps=("汇总", "初审")),
        Review(roles=("经理",), table="review", steps=("初审",)),
    ),
)
ZHANG, LI, BOSS = person("0001", "张三"), person("0002", "李四"), person("0003", "王五", role="经理")


def month(lines: str, *more: Person) -> Handed:
    """Lines of `step role by verdict 工号`, `-` blank."""
    rows = []
    for number, line in enumerate(lines.split("|"), 2):
        entries = {}
        for id, word in zip(("step", "role", "by", "verdict", "person"), line.split(), strict=True):
            value = None if word == "-" else word
            state = "blank" if value is None else "ok"
            entries[id] = Entry(value, CellRef("f.xlsx", "审核", f"{id}{number}"), state)  # type: ignore[arg-type]
        rows.append(Row("review", "一部", "", entries, CellRef("f.xlsx", "审核", f"A{number}")))
    sheet = Sheet("s", "perf", "review", "一部", CellRef("f.xlsx", "审核"), (), tuple(rows))
    people = (ZHANG, LI, BOSS, *(one for one in more if one.department == "一部"))
    everyone = (ZHANG, LI, BOSS, *more)
    return Handed(SCHEME, Period(2026, 10), (sheet,), {"一部": people}, everyone, everyone)


def test_a_chain_and_an_adjustment_that_reach_their_cards_are_silent() -> None:
    assert found(reviews.check, month("汇总 销售员 赵六 同意 -|初审 - 赵六 同意 -|初审 销售员 赵六 调整 0001")) == []


def test_a_mistyped_id_withholds_whoever_may_have_been_meant() -> None:
    assert found(reviews.check, month("初审 销售员 赵六 调整 0009")) == ["REVIEW_NOBODY person2: 0001、0002 review"]


@pytest.mark.parametrize("line", ["汇总 - 赵六 调整 0003", "初审 销售员 赵六 调整 0003"])
def test_an_adjustment_outside_the_chain_or_for_another_role_is_not_lost_in_silence(line: str) -> None:
    (one,) = found(reviews.check, month(line))
    assert one == "REVIEW_UNUSED step2: 0003 review"


def test_a_step_of_no_ones_chain_is_told() -> None:
    assert found(reviews.check, month("汇总 经理 赵六 同意 -")) == ["REVIEW_STEP_UNUSED step2:"]


@pytest.mark.parametrize("by", ["王五", "0003"])
def test_no_one_reviews_himself(by: str) -> None:
    assert found(reviews.check, month(f"初审 - {by} 同意 -")) == ["REVIEWS_ONESELF by2: 0003 review"]


def test_a_namesake_of_the_reviewer_is_asked_about() -> None:
    namesake = person("0008", "王五", "三部")
    (one,) = reviews.check(month("初审 经理 王五 同意 -", namesake))
    assert told(one) == "RATER_NAMESAKE by2: 0003"
