"""The chain of reviews: every step said its word; an adjustment names person, item, points and reason."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from reportgen.findings import tell
from reportgen.records import CellRef, Entry, Finding, Row, Subject, Value, finding
from reportgen.scheme import Column, Item, Review, Scheme, Table
from reportgen.score.rules.deduct import Deduct
from reportgen.settle.review import Reviewed, reviewed

COLUMNS = ("step", "role", "by", "on", "verdict", "person", "item", "points", "reason")
TABLE = Table(
    id="review", name="审核", form="f", per="list", columns=tuple(Column(id=id, name=id, type="text") for id in COLUMNS)
)
SCHEME = Scheme(
    id="s", name="s", since="2026-01", source="", forms=(), tables=(TABLE,),
    items=(
        Item(id="a", name="甲项", full=Decimal(10), roles=("销售员",), rule=Deduct(faults=())),
        Item(id="fraud", name="虚报", full=Decimal(0), roles=("销售员",), rule=Deduct(faults=()), special=True),
    ),
    reviews=(Review(roles=("销售员",), table="review", steps=("初审", "复审")),),
)  # fmt: skip
ZHANG = Subject("person", "0001", "张三", "一部", "销售员")


def row(number: int, text: str, department: str = "一部") -> Row:
    """`初审 赵六 调整 0001 甲项 8 理由`; `-` is an empty cell."""
    step, by, verdict, *more = text.split()
    typed = dict(zip(("person", "item", "points", "reason"), more, strict=False))
    values: dict[str, Value] = {"step": step, "by": by, "verdict": verdict, "on": date(2026, 11, 3)}
    values |= {id: word for id, word in typed.items() if word != "-"}
    if "points" in values:
        values["points"] = Decimal(str(values["points"]))
    if step.endswith("@区域经理"):
        values |= {"step": step.removesuffix("@区域经理"), "role": "区域经理"}
    entries = {id: Entry(value, CellRef("f", "审核", f"{id}{number}")) for id, value in values.items()}
    return Row("review", department, "", entries, CellRef("f", "审核", f"A{number}"))


def review(*lines: str, by_cell: dict[CellRef, tuple[Finding, ...]] | None = None, doubt: bool = False) -> Reviewed:
    rows = [row(number, line) for number, line in enumerate(lines, 2)]
    in_doubt = {("review", "一部"): (finding("COLUMN_MISSING", CellRef("f")),)} if doubt else {}
    return reviewed(SCHEME, ZHANG, rows, by_cell or {}, in_doubt)


AGREED = ("初审 赵六 同意", "复审 钱七 同意")


def codes(found: Reviewed) -> list[str]:
    return [one.code for one in found.blame]


def test_all_steps_agreed() -> None:
    found = review(*AGREED)
    assert [(step.step, step.by, step.on, step.verdict) for step in found.steps] == [
        ("初审", "赵六", date(2026, 11, 3), "同意"), ("复审", "钱七", date(2026, 11, 3), "同意"),
    ]  # fmt: skip
    assert (found.adjustments, found.blame) == ((), ())


def test_a_missing_step_is_blamed_by_name() -> None:
    found = review("初审 赵六 同意")
    assert codes(found) == ["REVIEW_MISSING"]
    assert "复审" in tell(found.blame[0], "zh").message


def test_adjustments_come_in_the_order_of_the_chain_and_not_of_the_lines() -> None:
    found = review("复审 钱七 调整 0001 甲项 9 有据", "初审 赵六 调整 0001 a 8 从严")
    assert [(one.step, str(one.points)) for one in found.adjustments] == [("初审", "8"), ("复审", "9")]


def test_lines_about_others_are_passed_over() -> None:
    found = review(*AGREED, "复审 钱七 调整 0002 甲项 1 他人", "初审@区域经理 赵六 调整 - 甲项 1 他人")
    assert (found.adjustments, found.blame) == ((), ())


def test_another_department_s_review_does_not_count() -> None:
    rows = [row(2, AGREED[0], "二部"), row(3, AGREED[1], "二部")]
    assert codes(reviewed(SCHEME, ZHANG, rows, {}, {})) == ["REVIEW_MISSING", "REVIEW_MISSING"]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("复审 钱七 调整 0001 甲项 9", "REVIEW_INCOMPLETE"),  # no reason
        ("复审 钱七 调整 0001 甲项 - 有据", "REVIEW_INCOMPLETE"),
        ("复审 钱七 调整 0001 - 9 有据", "REVIEW_INCOMPLETE"),
        ("复审 钱七 调整 0001 乙项 9 有据", "REVIEW_INCOMPLETE"),
        ("复审 钱七 调整 0001 虚报 0 有据", "REVIEW_INCOMPLETE"),  # a special deduction is not adjusted
        ("复审 钱七 调整 - 甲项 9 有据", "REVIEW_INCOMPLETE"),  # a whole department cannot be adjusted at once
        ("复审 钱七 调整 0001 甲项 10.5 有据", "REVIEW_OUT_OF_RANGE"),
        ("复审 钱七 调整 0001 甲项 -1 有据", "REVIEW_OUT_OF_RANGE"),
        ("复审 张三 调整 0001 甲项 10 有据", "REVIEWS_ONESELF"),
        ("复审 0001 调整 0001 甲项 10 有据", "REVIEWS_ONESELF"),
    ],
)
def test_an_adjustment_that_does_not_stand_withholds(line: str, code: str) -> None:
    found = review(AGREED[0], line)
    assert codes(found) == [code]
    assert found.adjustments == ()
    assert tell(found.blame[0], "en").message


def test_the_bounds_of_an_adjustment_are_inclusive() -> None:
    assert review(AGREED[0], "复审 钱七 调整 0001 甲项 10 有据").blame == ()
    assert review(AGREED[0], "复审 钱七 调整 0001 甲项 0 有据").blame == ()


def test_a_line_with_an_unreadable_cell_withholds_and_is_not_taken() -> None:
    bad = finding("DATE_UNREADABLE", CellRef("f", "审核", "on3"))
    found = review(*AGREED, by_cell={bad.where: (bad,)})
    assert found.blame == (bad,)
    assert [step.step for step in found.steps] == ["初审"]


def test_a_review_sheet_in_doubt_is_blamed_once_and_no_step_is_called_missing() -> None:
    assert codes(review(doubt=True)) == ["COLUMN_MISSING"]
