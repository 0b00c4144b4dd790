"""Doubling, composition, grades and ranks, from outcomes as a rule would give them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from reportgen.records import CellRef, Component, History, Outcome, Scorecard, Subject, finding
from reportgen.scheme import Gate, Grade, Item, Scheme
from reportgen.score.rules.deduct import Deduct
from reportgen.score.rules.veto import Veto
from reportgen.settle.compose import Parts, compose
from reportgen.settle.doubling import doubled
from reportgen.settle.review import Adjustment
from reportgen.settle.standing import grade_of, ranked

PERSON = Subject("person", "0001", "张三", "一部", "销售员")
FAULT = finding("NOT_RATED", CellRef("f"), sheet="x", about="")
NO_RULE = Deduct(faults=())


def scheme(*items: Item, grades: tuple[Grade, ...] = ()) -> Scheme:
    return Scheme(id="s", name="s", since="2026-01", source="", forms=(), tables=(), items=items, grades=grades)


def item(id: str, full: int, **more: object) -> Item:
    return Item(id=id, name=id, full=Decimal(full), roles=("销售员",), **more)  # type: ignore[arg-type]


def outcome(id: str, points: str | None, out_of: int = 10, **more: object) -> Outcome:
    blame = () if points is not None else (FAULT,)
    value = None if points is None else Decimal(points)
    return Outcome(id, value, Decimal(out_of), blame=blame, **more)  # type: ignore[arg-type]


def composed(made: Scheme, *outcomes: Outcome, gates: tuple[Outcome, ...] = (), adjusted: tuple[Adjustment, ...] = ()
             ) -> dict[str, Component]:  # fmt: skip
    parts = Parts(made, "销售员", {one.item: one for one in outcomes}, {one.item: one for one in gates}, adjusted)
    return {one.id: one for root in compose(parts) for one in root.walk()}


# ---------------------------------------------------------------- doubling


def after_doubling(
    points: str, *, missing: bool = True, before: str = "s 0001 plan", double: bool = True, waived: bool = False
) -> str:
    history = History(missing=frozenset({tuple(before.split())}))  # type: ignore[arg-type]
    one = outcome("plan", points, 5, missing=missing, doubles=missing and not waived)
    return str(doubled(item("plan", 5, double=double), one, PERSON, "s", history).points)


def test_doubling_says_where_it_stopped() -> None:
    one = outcome("plan", "1.00", 5, missing=True, doubles=True)
    history = History(missing=frozenset({("s", "0001", "plan")}))
    words = doubled(item("plan", 5, double=True), one, PERSON, "s", history).because
    # 4 off becomes 8, no more than 5
    assert [(one.id, dict(one.values)) for one in words] == [
        ("doubled-all", {"single": "4", "double": "8", "full": "5"})
    ]


def test_missing_in_both_months_takes_twice_as_much_once() -> None:
    assert after_doubling("3.00") == "1.00"


def test_doubling_stops_at_nothing_and_keeps_its_places() -> None:
    assert after_doubling("1.00") == "0.00"
    assert after_doubling("0.00") == "0.00"


def test_a_waived_doubling_counts_once() -> None:
    assert after_doubling("3.00", waived=True) == "3.00"


def test_late_this_month_is_not_missing() -> None:
    assert after_doubling("3.00", missing=False) == "3.00"


@pytest.mark.parametrize("before", ["s 0001 review", "s 0002 plan", "other 0001 plan"])
def test_another_item_person_or_scheme_before_does_not_double(before: str) -> None:
    assert after_doubling("3.00", before=before) == "3.00"


def test_an_item_that_does_not_double() -> None:
    assert after_doubling("3.00", double=False) == "3.00"


def test_a_withheld_item_is_not_doubled() -> None:
    one = outcome("plan", None, 5, missing=True)
    history = History(missing=frozenset({("s", "0001", "plan")}))
    assert doubled(item("plan", 5, double=True), one, PERSON, "s", history) == one


# ---------------------------------------------------------------- composition

CARD = scheme(
    item("daily", 100, weight=Decimal(70)),
    item("a", 60, under="daily", rule=NO_RULE),
    item("b", 40, under="daily", rule=NO_RULE),
    item("fraud", 0, under="daily", rule=NO_RULE, special=True),
    item("attendance", 100, weight=Decimal(30), rule=NO_RULE),
)


def test_items_add_up_and_the_weight_rounds_half_up() -> None:
    # 50.85 + 40 = 90.85; x 70 % = 63.595, half up 63.60
    card = composed(
        CARD, outcome("a", "50.85"), outcome("b", "40"), outcome("fraud", "0"), outcome("attendance", "88", 100)
    )
    assert (str(card["daily"].raw), str(card["daily"].points)) == ("90.85", "63.60")
    assert (str(card["attendance"].raw), str(card["attendance"].points)) == ("88", "26.40")


def test_a_special_deduction_comes_off_before_the_weight_and_not_below_nothing() -> None:
    card = composed(
        CARD, outcome("a", "10"), outcome("b", "10"), outcome("fraud", "-30"), outcome("attendance", "100", 100)
    )
    assert (str(card["daily"].raw), str(card["daily"].points)) == ("0.00", "0.00")
    assert [one.id for one in card["daily"].because] == ["sum", "floored", "weighted"]


def test_one_withheld_item_withholds_its_group_and_leaves_the_others() -> None:
    card = composed(
        CARD, outcome("a", None), outcome("b", "40"), outcome("fraud", "0"), outcome("attendance", "100", 100)
    )
    assert card["daily"].raw is None
    assert card["daily"].points is None
    assert card["b"].points == 40
    assert str(card["attendance"].points) == "30.00"


GATED = scheme(item("weekly", 20, gate=Gate(name="迟交", rule=NO_RULE)), item("a", 20, under="weekly", rule=NO_RULE))


def test_a_gate_takes_all_and_keeps_what_the_items_had() -> None:
    card = composed(GATED, outcome("a", "15"), gates=(outcome("weekly", "0", 20, missing=True),))
    assert (str(card["weekly"].raw), str(card["weekly"].points), card["weekly"].missing) == ("15.00", "0.00", True)
    assert card["a"].points == 15


def test_a_gate_without_fault_takes_nothing() -> None:
    card = composed(GATED, outcome("a", "15"), gates=(outcome("weekly", "20", 20),))
    assert str(card["weekly"].points) == "15.00"


def test_a_gate_that_cannot_be_judged_withholds() -> None:
    card = composed(GATED, outcome("a", "15"), gates=(outcome("weekly", None, 20),))
    assert card["weekly"].points is None
    assert card["weekly"].blame == (FAULT,)


def adjusted(item: str, points: str, step: str) -> Adjustment:
    return Adjustment(item, Decimal(points), step, "赵六", "理由", (CellRef("f", "审核", step),))


def test_the_later_step_prevails_and_the_raw_points_are_kept() -> None:
    card = composed(
        CARD, outcome("a", "50"), outcome("b", "40"), outcome("fraud", "0"), outcome("attendance", "100", 100),
        adjusted=(adjusted("b", "30", "初审"), adjusted("b", "35.5", "复审")),
    )  # fmt: skip
    assert (card["b"].raw, str(card["b"].points)) == (40, "35.50")
    assert str(card["daily"].raw) == "85.50"
    assert [dict(one.values)["after"] for one in card["b"].because] == ["30", "35.5"]
    assert [ref.cell for ref in card["b"].evidence] == ["初审", "复审"]


def test_an_adjustment_does_not_rate_what_was_not_rated() -> None:
    card = composed(
        GATED, outcome("a", None), gates=(outcome("weekly", "20", 20),), adjusted=(adjusted("a", "5", "初审"),)
    )
    assert card["a"].points is None


# ---------------------------------------------------------------- grades and ranks

GRADES = scheme(grades=tuple(Grade(name=name, least=Decimal(least)) for name, least in (("不合格", 0), ("优秀", 90), ("良好", 80), ("合格", 60))))  # fmt: skip


@pytest.mark.parametrize(
    ("score", "grade"),
    [("100.00", "优秀"), ("90.00", "优秀"), ("89.99", "良好"), ("80.00", "良好"), ("79.99", "合格"), ("60.00", "合格"),
     ("59.99", "不合格"), ("0.00", "不合格")],
)  # fmt: skip
def test_a_lower_bound_is_inclusive(score: str, grade: str) -> None:
    assert grade_of(GRADES, Decimal(score)) == grade


@pytest.mark.parametrize(
    ("points", "score", "grade"),
    [("20", "95.00", "优秀"), ("0", "95.00", "合格"), ("0", "60.00", "合格"), ("0", "50.00", "不合格")],
)
def test_a_veto_caps_the_grade_and_never_lifts_it(points: str, score: str, grade: str) -> None:
    veto = item("safety", 20, rule=Veto(observe=(), caps="合格"))
    made = scheme(veto, grades=GRADES.grades)
    parts = tuple(composed(made, outcome("safety", points, 20)).values())
    assert grade_of(made, Decimal(score), parts) == grade


def test_without_grades_there_is_none() -> None:
    assert grade_of(scheme(), Decimal(90)) is None


def card(id: str, score: str | None, role: str = "销售员", of_scheme: str = "s") -> Scorecard:
    value = None if score is None else Decimal(score)
    subject = Subject("person", id, id, "一部", role)
    status = "withheld" if score is None else "scored"
    return Scorecard(of_scheme, subject, status, value, None, None, 0, None, (), (), (), None, (), ())  # type: ignore[arg-type]


def ranks(*cards: Scorecard) -> list[str]:
    return [f"{one.subject.id} {one.rank}/{one.of}" for one in ranked(cards)]


def test_equal_scores_share_a_rank_and_the_next_is_skipped() -> None:
    assert ranks(card("a", "95"), card("b", "90.00"), card("c", "90"), card("d", "80")) == [
        "a 1/4",
        "b 2/4",
        "c 2/4",
        "d 4/4",
    ]


def test_cards_keep_their_order_whatever_their_rank() -> None:
    assert ranks(card("a", "60.01"), card("b", "99.99"), card("c", "60.02")) == ["a 3/3", "b 1/3", "c 2/3"]


def test_withheld_cards_have_no_rank_and_are_not_counted() -> None:
    assert ranks(card("w", None), card("a", "80"), card("x", None), card("b", "90")) == [
        "w None/0",
        "a 2/2",
        "x None/0",
        "b 1/2",
    ]


def test_ranks_are_within_scheme_and_role() -> None:
    assert ranks(card("a", "80"), card("b", "90", role="区域经理"), card("c", "70"), card("d", "60", of_scheme="t")) == [
        "a 1/2", "b 1/1", "c 2/2", "d 1/1",
    ]  # fmt: skip


def test_only_withheld_cards() -> None:
    assert ranks(card("a", None)) == ["a None/0"]
    assert ranks() == []
