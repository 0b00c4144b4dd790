"""Pay: parts each to the fen, the total their sum; what lacks withholds the pay and not the score."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from reportgen.records import CellRef, Component, Measured, Pay, Person, Scores, Spell, Stint, Subject, finding
from reportgen.scheme import PayPart, PayPlan
from reportgen.settle.pay import Share, settle_pay

PLAN = PayPlan(
    roles=("销售员",),
    parts=(
        PayPart(id="base", name="基础工资", share=Decimal(50)),
        PayPart(id="completion", name="计划工资", share=Decimal(35), times_kpi="rate"),
        PayPart(id="daily", name="日常工资", share=Decimal(15), times_item="daily"),
        PayPart(id="bonus", name="奖金", table="figures", column="bonus"),
    ),
)
FAULT = finding("VALUE_MISSING", CellRef("f", "指标", "C5"), column="奖金")


def figure(id: str, value: str | None, *, blamed: bool = False) -> Measured:
    return Measured(id, id, None if value is None else Decimal(value), "%", 2, blame=(FAULT,) if blamed else ())


def paid(gross: str | None, rate: Measured, daily: str, bonus: Measured, weight: int | None = 70) -> Pay:
    money = None if gross is None else Decimal(gross)
    person = Person(
        "0001", "张三", "一部", "", "销售员", "", "", None, None, money, CellRef("花名册.xlsx", "人员", "A5")
    )
    points = Decimal(daily)
    item = Component("daily", "日常", None if weight is None else Decimal(weight), points, Decimal(100), points, points)
    scores = Scores(Subject("person", "0001", "张三", "一部", "销售员"), {}, {}, (rate,), {"bonus": bonus})
    first, last = date(2026, 10, 1), date(2026, 10, 31)
    spell = Spell("一部", "销售员", (Stint(person, first, last, 31),))
    return settle_pay([Share(PLAN, spell, (item,), scores, 31)], set())


def parts(pay: Pay) -> list[str]:
    return [str(part.amount) for part in pay.parts]


def test_the_worked_example() -> None:
    pay = paid("8000", figure("rate", "92.00"), "86.00", figure("bonus", "0.00"))
    assert parts(pay) == ["4000.00", "2576.00", "1032.00", "0.00"]
    assert (pay.status, str(pay.total)) == ("scored", "7608.00")


def test_parts_are_rounded_each_and_the_total_is_their_sum() -> None:
    # 3333.33 x 50 % = 1666.665 -> 1666.67; x 35 % x 66.67 % = 777.8158... -> 777.82; x 15 % x 90.85 % = 454.2494... -> 454.25
    pay = paid("3333.33", figure("rate", "66.67"), "90.85", figure("bonus", "0.01"))
    assert parts(pay) == ["1666.67", "777.82", "454.25", "0.01"]
    assert str(pay.total) == "2898.75"


def test_completion_is_not_capped() -> None:
    assert parts(paid("8000", figure("rate", "250.00"), "100", figure("bonus", "0")))[1] == "7000.00"


def test_a_rate_that_cannot_be_had_withholds_the_pay_and_says_so() -> None:
    pay = paid("8000", figure("rate", None), "86", figure("bonus", "0"))
    assert (pay.status, pay.total) == ("withheld", None)
    assert [found.code for found in pay.blame] == ["PAY_NO_RATE"]
    assert parts(pay) == ["4000.00", "None", "1032.00", "0.00"]


def test_what_withholds_the_rate_withholds_the_pay() -> None:
    pay = paid("8000", figure("rate", None, blamed=True), "86", figure("bonus", "0"))
    assert pay.blame == (FAULT,)


def test_a_bonus_that_cannot_be_read_is_not_nothing() -> None:
    pay = paid("8000", figure("rate", "100"), "86", figure("bonus", None, blamed=True))
    assert (pay.status, pay.total, pay.blame) == ("withheld", None, (FAULT,))


def test_without_gross_every_share_is_unknown_and_blamed_once() -> None:
    pay = paid(None, figure("rate", "100"), "86", figure("bonus", "5"))
    assert parts(pay) == ["None", "None", "None", "5.00"]
    assert [found.code for found in pay.blame] == ["PAY_NO_GROSS"]


def test_points_of_an_item_without_weight() -> None:
    assert parts(paid("1000", figure("rate", "100"), "50", figure("bonus", "0"), weight=None))[2] == "75.00"


BY_CASE = PayPlan(
    roles=("销售员",),
    parts=(PayPart(id="base", name="基础工资", share=Decimal(100)), PayPart(id="cases", name="考核事项", kpi="rate")),
)


def by_case(cases: Measured, monkeypatch: pytest.MonkeyPatch) -> Pay:
    monkeypatch.setattr("tests.settle.test_pay.PLAN", BY_CASE)
    return paid("5000", cases, "0", figure("bonus", None))


def test_money_per_case_is_taken_off_in_full(monkeypatch: pytest.MonkeyPatch) -> None:
    pay = by_case(figure("rate", "-120.00"), monkeypatch)
    assert (parts(pay), str(pay.total)) == (["5000.00", "-120.00"], "4880.00")


def test_money_per_case_that_cannot_be_told_withholds_the_pay(monkeypatch: pytest.MonkeyPatch) -> None:
    pay = by_case(figure("rate", None, blamed=True), monkeypatch)
    assert (pay.status, pay.total, pay.blame) == ("withheld", None, (FAULT,))
