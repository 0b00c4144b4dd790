"""Draws on what was granted: lives to the day, in the order of days, only of what is left, only where it can be told."""

from __future__ import annotations

from datetime import date

import pytest

from reportgen.findings import tell
from reportgen.merge.drawings import drawn, not_payable, until
from reportgen.records import Drawn
from reportgen.scheme import Column, Drawing, Draws, Followed, Form, Granted, Scheme, Table
from tests.settle.outputs.sheets import rows

GRANTED = Granted(
    table="cost", number="no", amount="amount", on="on", about="about", group="group", work="work", before="quantity"
)
DRAWING = Drawing(
    id="d",
    name="支付",
    granted=(GRANTED,),
    draws=Draws(table="paid", number="no", amount="amount", on="on", owner="who"),
    months=1,
    followed=Followed(table="told", work="work", on="on"),
)
COST = "no | amount | on | about | group | work | quantity"
PAID = "no | amount | on | who"
TOLD = "work | on\nW1 | 2026-10-01"


def scheme(drawing: Drawing = DRAWING) -> Scheme:
    tables = tuple(
        Table(id=id, name=id, form="f", per="list", columns=(Column(id="no", name="编号", type="text"),))
        for id in ("cost", "paid", "told")
    )
    return Scheme(
        id="s",
        name="s",
        since="2026-01",
        source="",
        forms=(Form(id="f", name="f"),),
        tables=tables,
        drawings=(drawing,),
    )


def worked(cost: str, paid: str, told: str = TOLD, doubtful: tuple[str, ...] = ()) -> Drawn:
    given = (*rows("cost", f"{COST}\n{cost}"), *rows("paid", f"{PAID}\n{paid}"), *rows("told", told))
    return drawn(scheme(), given, doubtful)["d"]


def states(cost: str, paid: str, told: str = TOLD, doubtful: tuple[str, ...] = ()) -> list[str]:
    return [draw.state for draw in worked(cost, paid, told, doubtful).draws]


@pytest.mark.parametrize(
    ("day", "months", "last"),
    [
        ("2026-09-25", 1, "2026-10-25"),
        ("2027-01-31", 1, "2027-02-28"),
        ("2028-01-31", 1, "2028-02-29"),
        ("2026-12-31", 2, "2027-02-28"),
        ("2026-08-31", 1, "2026-09-30"),
        ("2027-02-28", 1, "2027-03-28"),
    ],
)
def test_a_life_ends_on_the_same_day_or_on_the_last_of_the_month(day: str, months: int, last: str) -> None:
    assert until(date.fromisoformat(day), months) == date.fromisoformat(last)


@pytest.mark.parametrize(
    ("on", "state"),
    [("2026-09-24", "too-early"), ("2026-09-25", "not-followed"), ("2026-10-25", "payable"), ("2026-10-26", "expired")],
)
def test_a_draw_counts_from_the_approval_to_the_last_day_of_its_life(on: str, state: str) -> None:
    assert states("A | 100 | 2026-09-25 | 车费 | 车辆 | W1 | -", f"A | 40 | {on} | 一部") == [state]


def test_what_has_no_line_no_approval_or_no_report_is_not_payable() -> None:
    cost = "A | 100 | - | 车费 | 车辆 | W1 | -\nB | 100 | 2026-10-01 | 油费 | 车辆 | W2 | -"
    paid = "A | 1 | 2026-10-05 | 一部\nB | 1 | 2026-10-05 | 一部\nC | 1 | 2026-10-05 | 一部\n- | 1 | 2026-10-05 | 一部"
    assert states(cost, paid) == ["not-approved", "not-followed", "no-line", "no-line"]


def test_draws_are_taken_by_their_day_and_a_draw_above_what_is_left_takes_nothing() -> None:
    """100 − 30 before = 70: 40 of the 3rd leaves 30; 31 of the 5th is above; 30 of the 5th, below it, fits."""
    month = worked(
        "A | 100 | 2026-10-01 | 车费 | 车辆 | W1 | 30",
        "A | 31 | 2026-10-05 | 一部\nA | 30 | 2026-10-05 | 一部\nA | 40 | 2026-10-03 | 一部",
    )
    assert [(draw.state, str(draw.left)) for draw in month.draws] == [
        ("over", "30"),
        ("payable", "30"),
        ("payable", "70"),
    ]


def test_two_lines_with_one_number_are_not_guessed_at() -> None:
    cost = "A1 | 100 | 2026-10-01 | 车费 | 车辆 | W1 | -\nＡ1 | 50 | 2026-10-01 | 油费 | 车辆 | W1 | -"
    assert states(cost, "A1 | 10 | 2026-10-05 | 一部") == ["ambiguous"]


@pytest.mark.parametrize(
    ("cost", "paid"),
    [
        ("A | ? | 2026-10-01 | 车费 | 车辆 | W1 | -", "A | 10 | 2026-10-05 | 一部"),
        ("A | 100 | ? | 车费 | 车辆 | W1 | -", "A | 10 | 2026-10-05 | 一部"),
        ("A | 100 | 2026-10-01 | 车费 | 车辆 | W1 | ?", "A | 10 | 2026-10-05 | 一部"),
        ("A | 100 | 2026-10-01 | 车费 | 车辆 | W1 | -", "A | ? | 2026-10-05 | 一部"),
        ("A | 100 | 2026-10-01 | 车费 | 车辆 | W1 | -", "A | 10 | ? | 一部"),
        ("A | 100 | 2026-10-01 | 车费 | 车辆 | W1 | -", "? | 10 | 2026-10-05 | 一部"),
    ],
)
def test_what_cannot_be_read_is_not_judged(cost: str, paid: str) -> None:
    month = worked(cost, paid)
    assert [draw.state for draw in month.draws] == ["unsure"]
    assert list(not_payable(scheme(), {"d": month})) == []


def test_while_a_plan_or_the_reports_cannot_be_read_nothing_is_said_of_draws_that_need_them() -> None:
    line = "A | 100 | 2026-10-01 | 车费 | 车辆 | W9 | -"
    paid = "B | 1 | 2026-10-05 | 一部\nA | 1 | 2026-10-05 | 一部\n- | 1 | 2026-10-05 | 一部"
    assert states(line, paid, doubtful=("cost", "told")) == ["unsure", "unsure", "no-line"]


def test_each_draw_that_is_not_payable_has_a_finding_at_its_cell() -> None:
    cost = (
        "A | 100 | - | 车费 | 车辆 | W1 | -\nB | 100 | 2026-10-02 | 油费 | 车辆 | W1 | -\n"
        "C | 100 | 2026-09-01 | 会议 | 会议 | W1 | -\nD | 100 | 2026-10-01 | 会议 | 会议 | W2 | -\n"
        "E | 1 | 2026-10-01 | 会议 | 会议 | W1 | -\nE | 1 | 2026-10-01 | 会议 | 会议 | W1 | -"
    )
    paid = "\n".join(
        f"{number} | {amount} | {day} | 一部"
        for number, amount, day in (
            ("A", 1, "2026-10-05"), ("B", 1, "2026-10-01"), ("B", 101, "2026-10-05"), ("C", 1, "2026-10-05"),
            ("D", 1, "2026-10-05"), ("E", 1, "2026-10-05"), ("F", 1, "2026-10-05"), ("-", 1, "2026-10-05"),
            ("B", 100, "2026-10-06"),
        )
    )  # fmt: skip
    found = list(not_payable(scheme(), {"d": worked(cost, paid)}))
    assert [f"{one.code} {one.where.cell}" for one in found] == [
        "DRAW_NOT_APPROVED A2", "DRAW_TOO_EARLY C3", "DRAW_OVER B4", "DRAW_EXPIRED C5", "DRAW_NOT_FOLLOWED A6",
        "DRAW_AMBIGUOUS A7", "DRAW_NO_LINE A8", "DRAW_NO_NUMBER A9",
    ]  # fmt: skip
    for one in found:
        assert all(tell(one, language).message for language in ("zh", "zh-Hant", "en"))
