"""What was granted and drawn, what is to be bought, work that is followed up: worked out again from the lines behind."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.pipeline import speaker
from reportgen.scheme import Showing
from reportgen.settle.outputs import draws, grouping
from reportgen.settle.outputs.drawn import DrawnLines
from reportgen.settle.outputs.drawn_sums import DrawnSums
from reportgen.settle.outputs.draws import DrawList
from reportgen.settle.outputs.wording import spoken
from tests.live.test_summed_tables import assert_all_live, formulas
from tests.live.test_summed_tables import far as far
from tests.live.test_tables import assert_formulas_give
from tests.settle.outputs.sheets import shown
from tests.settle.outputs.test_drawn import COST, HEAD, PAID, made

DRAWN = f"""{PAID}
A | 30 | 2026-10-09 | 一部
B | 60 | 2026-10-09 | 一部
C | 7.005 | 2026-10-10 | 二部
X | 9 | 2026-10-10 | 二部"""
LINES, BY_GROUP = DrawnLines(drawing="d", unit="元"), DrawnSums(drawing="d", by="group")


@pytest.mark.usefixtures("far")
def test_what_is_left_of_a_line() -> None:
    """A: 100 − 20 − 30 = 50, half used, until 30 October; B: 60 is above 50, until 8 November; 7.005 is 7.01.
    A and B have 12 formulas, C has its words and what is not payable, the total its six."""
    table = made(LINES, cost=COST, paid=DRAWN)
    assert [line.split(" ", 4)[4] for line in shown(table)] == [
        "100.00 2026-09-30 2026-10-30 已过期 20.00 30.00 50.00 50.00 0.00",
        "50.00 2026-10-08 2026-11-08 有效 0.00 0.00 50.00 0.00 60.00",
        "— — — 未批复 — — — — 7.01",
        "150.00 — — — 20.00 30.00 100.00 33.33 67.01",
    ]
    assert assert_all_live(table) == 13 + 13 + 5 + 6


def test_states_and_verdicts_are_said_in_the_language_of_the_run() -> None:
    (table,) = spoken([made(LINES, cost=COST, paid=DRAWN)], speaker("en"))
    assert [row[7].value for row in table.rows] == ["void", "valid", "not approved", None]
    assert assert_formulas_give(table) == 13 + 13 + 5 + 6


@pytest.mark.usefixtures("far")
def test_an_approval_that_cannot_be_read_leaves_what_was_drawn_before() -> None:
    """Of A only what was drawn before is known; nothing stands in the total."""
    table = made(LINES, cost=COST.replace("2026-09-30", "?"), paid=DRAWN)
    assert [line.split(" ", 4)[4] for line in (shown(table)[0], shown(table)[3])] == [
        "— — — 读不出 20.00 — — — —",
        "— — — — — — — — —",
    ]
    assert assert_all_live(table) == 5 + 13 + 5


@pytest.mark.usefixtures("far")
def test_classes_and_their_total() -> None:
    """车辆: 100 + 50 granted, 20 before, 30 drawn, 60 not payable; 会议 is not approved, 7.005 is 7.01 there; together
    60 + 7.005 = 67.01."""
    table = made(BY_GROUP, cost=COST, paid=DRAWN)
    assert shown(table) == [
        "车辆 2 150.00 20.00 30.00 100.00 33.33 60.00",
        "会议 1 0.00 0.00 0.00 0.00 — 7.01",
        "合计 3 150.00 20.00 30.00 100.00 33.33 67.01",
    ]
    assert assert_all_live(table) == 8 + 7 + 7


@pytest.mark.usefixtures("far")
def test_while_a_draw_cannot_be_judged_its_class_has_no_figures_and_no_formulas() -> None:
    table = made(BY_GROUP, cost=COST, paid=f"{DRAWN}\nA | 1 | ? | 一部")
    assert shown(table)[0] == "车辆 2 150.00 20.00 — — — —"
    assert assert_all_live(table) == 4 + 7 + 1


def test_draws_and_their_total(monkeypatch: pytest.MonkeyPatch) -> None:
    """60 + 7.005 + 9 = 76.005. X fits no line, so nothing is told of what it is for."""
    table = made(DrawList(drawing="d", which="refused"), cost=COST, paid=DRAWN)
    assert [line.split()[:5] for line in shown(table)] == [
        ["B", "油费", "一部", "2026-10-09", "60.00"], ["C", "会场", "二部", "2026-10-10", "7.01"], ["X", "—", "二部", "2026-10-10", "9.00"],
        ["合计", "—", "—", "—", "76.01"],
    ]  # fmt: skip
    assert assert_all_live(table) == 5 + 5 + 4 + 1
    monkeypatch.setattr(draws, "SHOWN", 2)
    table = made(DrawList(drawing="d", which="refused"), cost=COST, paid=DRAWN)
    assert assert_formulas_give(table) == 1  # the total: in so long a list the cells are merely shown


def test_over_many_lines_and_draws_no_formula_grows() -> None:
    """700 lines of 10 with one draw of 3 each, 700 times 700 looks: 7,000 − 2,100 = 4,900, 30 %."""
    cost = "\n".join([HEAD, *(f"{no} | 物 | 类{no % 70} | 10 | 2026-10-01 | -" for no in range(700))])
    paid = "\n".join([PAID, *(f"{no} | 3 | 2026-10-09 | 一部" for no in range(700))])
    for show in (LINES, BY_GROUP):
        table = made(show, cost=cost, paid=paid)
        assert shown(table)[-1].endswith("0.00 2100.00 4900.00 30.00 0.00")
        assert_all_live(table)
        every = formulas(table)
        assert max(map(len, every)) < 200
        assert sum("SUMPRODUCT" in one for one in every) == (0 if show is LINES else 70 * 5)  # few classes alone look


DAYS = ["2026-08-30", "2026-09-30", "2026-10-01", "2026-10-31", "-", "?"]
AMOUNTS = ["0", "0.005", "19.995", "100", "33.335", "?"]
GRANT = st.tuples(
    st.sampled_from("ABC"), st.sampled_from(["车", "会", "-"]), st.sampled_from(AMOUNTS), st.sampled_from(DAYS),
    st.sampled_from(["-", "5.5", "?"]),
)  # fmt: skip
DRAW = st.tuples(st.sampled_from("ABCX-"), st.sampled_from(AMOUNTS), st.sampled_from(DAYS))
SHOWS: tuple[Showing, ...] = (LINES, BY_GROUP, DrawnSums(drawing="d", by="department"), DrawList(drawing="d"))


@settings(max_examples=80, deadline=None)
@given(st.lists(GRANT, min_size=1, max_size=6), st.lists(DRAW, max_size=7))
def test_whatever_is_granted_and_drawn(grants: list[tuple[str, ...]], paid: list[tuple[str, ...]]) -> None:
    cost = "\n".join(
        [HEAD, *(f"{no} | 物 | {group} | {amount} | {on} | {before}" for no, group, amount, on, before in grants)]
    )
    drawn = "\n".join([PAID, *(f"{no} | {amount} | {on} | 一部" for no, amount, on in paid)])
    for show, looks in product(SHOWS, (0, 200_000)):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(grouping, "LOOKS", looks)
            assert_all_live(made(show, cost=cost, paid=drawn))
