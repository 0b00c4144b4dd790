"""What was granted and drawn, what is to be bought, work that is followed up: worked out again from the lines behind."""

from __future__ import annotations

from dataclasses import replace
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
from tests.settle.outputs.test_drawn import COST, HEAD, NEEDS, PAID, TOLD, TRACKED, WORK, made

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


@pytest.mark.usefixtures("far")
def test_what_is_to_be_bought() -> None:
    """Cable 40 + (30 − 10) − (5.5 + 9.5) = 45; lamps 6 − 10: none; a switch that is not in stock: 2.005 is 2.01."""
    cost = f"{HEAD}\n1 | 导线 | 料 | 40 | 2026-10-09 | -\n2 | 灯 | 料 | 6 | 2026-10-09 | -\n3 | 导　线 | 料 | 30 | 2026-10-01 | 10\n4 | 开关 | 料 | 2.005 | 2026-10-09 | -"
    stock = "about | unit | stock\n导线 | - | 5.5\n导线 | 米 | 9.5\n灯 | 只 | 10\n钉 | 只 | 7"
    table = made(NEEDS, cost=cost, stock=stock, paid=PAID)
    assert shown(table) == ["导线 米 2 60.00 15.00 45.00", "灯 只 1 6.00 10.00 0.00", "开关 — 1 2.01 0.00 2.01"]
    assert assert_all_live(table) == 6 + 6 + 5


@pytest.mark.usefixtures("far")
def test_completion_by_department() -> None:
    """1 of 3 = 33.33 %, 66.67 below 100; the target alone stands in the scheme."""
    table = made(replace(TRACKED, by="department"), work=WORK, told=TOLD)
    assert shown(table) == ["一部 3 1 33.33 100.00 66.67", "合计 3 1 33.33 100.00 66.67"]
    assert assert_all_live(table) == 6 + 5


def test_work_with_the_latest_report_on_it_is_what_was_handed_in() -> None:
    """Number, work and due date of three items, date and state of two reports; the note of one alone."""
    table = made(TRACKED, work=WORK, told=TOLD)
    assert shown(table)[1] == "2 一部 检修 2026-10-20 2026-10-20 进行中 六成"
    assert assert_all_live(table) == 3 * 3 + 2 * 2 + 1
    bare = made(replace(TRACKED, reports=replace(TRACKED.reports, note="")), work=WORK, told=TOLD)
    assert assert_all_live(bare) == 3 * 3 + 2 * 2


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


STOCK = st.tuples(
    st.sampled_from(["线", "灯"]), st.sampled_from(["米", "-"]), st.sampled_from(["0", "2.5", "40", "?", "-"])
)


@settings(max_examples=80, deadline=None)
@given(st.lists(GRANT, min_size=1, max_size=6), st.lists(STOCK, max_size=5), st.booleans())
def test_whatever_is_needed_and_in_stock(
    grants: list[tuple[str, ...]], held: list[tuple[str, ...]], many: bool
) -> None:
    names = {"车": "线", "会": "灯", "-": "-"}
    lines = (f"{no} | {names[what]} | 料 | {amount} | {on} | {before}" for no, what, amount, on, before in grants)
    stock = "\n".join(["about | unit | stock", *(" | ".join(line) for line in held)])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(grouping, "LOOKS", 0 if many else 200_000)
        assert_all_live(made(NEEDS, cost="\n".join([HEAD, *lines]), stock=stock, paid=PAID))


ITEM = st.tuples(st.sampled_from(["1", "2", "3", "?"]), st.sampled_from(["2026-10-10", "-"]))
REPORT = st.tuples(
    st.sampled_from(["1", "2", "4", "-"]), st.sampled_from(DAYS), st.sampled_from(["完成", "进行中", "-", "?"])
)  # fmt: skip


@settings(max_examples=80, deadline=None)
@given(st.lists(ITEM, min_size=1, max_size=6), st.lists(REPORT, max_size=6), st.sampled_from(["", "department"]))
def test_whatever_is_planned_and_reported(
    items: list[tuple[str, ...]], reports: list[tuple[str, ...]], by: str
) -> None:
    work = "\n".join(["no | what | due", *(f"{no} | 事 | {due}" for no, due in items)])
    told = "\n".join(["no | on | state | note", *(f"{no} | {on} | {state} | -" for no, on, state in reports)])
    assert_all_live(made(replace(TRACKED, by=by), work=work, told=told))  # type: ignore[arg-type]
