"""What was granted against what is drawn on it, what is still to be bought, and work that is followed up."""

from __future__ import annotations

from dataclasses import replace

from reportgen.merge.drawings import drawn
from reportgen.scheme import Drawing, Draws, Granted, Output, Showing
from reportgen.settle.outputs import tabulated
from reportgen.settle.outputs.drawn import DrawnLines
from reportgen.settle.outputs.drawn_sums import DrawnSums
from reportgen.settle.outputs.draws import DrawList
from reportgen.settle.outputs.needs import Needs, Stock
from reportgen.settle.outputs.tracked import Reports, Tracked
from tests.settle.outputs.sheets import sheets, shown
from reportgen.records import Table

DRAWING = Drawing(
    id="d",
    name="支付",
    granted=(
        Granted(table="cost", number="no", amount="amount", on="on", about="about", group="group", before="quantity"),
    ),
    draws=Draws(table="paid", number="no", amount="amount", on="on", owner="who"),
    months=1,
)
HEAD, PAID = "no | about | group | amount | on | quantity", "no | amount | on | who"
COST = f"""{HEAD}
A | 车费 | 车辆 | 100 | 2026-09-30 | 20
B | 油费 | 车辆 | 50 | 2026-10-08 | -
C | 会场 | 会议 | 70 | - | -"""


def made(show: Showing, refused: int = 0, **tables: str) -> Table:
    month = sheets(Output(id="o", title="表", show=show), **tables)
    scheme = replace(month.scheme, drawings=(DRAWING,))
    rows = [row for own in month.by_owner.values() for row in own]
    month = replace(month, scheme=scheme, drawn=drawn(scheme, rows), refused={"cost": refused} if refused else {})
    (table,) = tabulated(month)
    return table


def test_a_line_shows_its_life_what_was_drawn_and_what_is_left() -> None:
    """A: 100 − 20 − 30 = 50, 50 of 100 used, valid until 30 October; B: 60 is above 50; C is not approved.
    Together, without C: 150 − 20 − 30 = 100, 50 of 150 = 33.33 %, not payable 60 + 7."""
    paid = f"{PAID}\nA | 30 | 2026-10-09 | 一部\nB | 60 | 2026-10-09 | 一部\nC | 7 | 2026-10-10 | 二部\nX | 9 | 2026-10-10 | 二部"
    table = made(DrawnLines(drawing="d", unit="元"), cost=COST, paid=paid)
    assert shown(table) == [
        "A 一部 车费 车辆 100.00 2026-09-30 2026-10-30 已过期 20.00 30.00 50.00 50.00 0.00",
        "B 一部 油费 车辆 50.00 2026-10-08 2026-11-08 有效 0.00 0.00 50.00 0.00 60.00",
        "C 一部 会场 会议 — — — 未批复 — — — — 7.00",
        "合计 — — — 150.00 — — — 20.00 30.00 100.00 33.33 67.00",
    ]
    assert table.status == "complete"
    assert [ref.cell for ref in table.rows[0][9].evidence] == ["B2"]


def test_sums_by_class_foot_and_leave_out_what_fits_no_line() -> None:
    paid = f"{PAID}\nA | 30 | 2026-10-09 | 一部\nX | 9 | 2026-10-10 | 二部"
    assert shown(made(DrawnSums(drawing="d", by="group", unit="元"), cost=COST, paid=paid)) == [
        "车辆 2 150.00 20.00 30.00 100.00 33.33 0.00",
        "会议 1 0.00 0.00 0.00 0.00 — 0.00",
        "合计 3 150.00 20.00 30.00 100.00 33.33 0.00",
    ]


def test_a_draw_that_cannot_be_judged_opens_its_line_and_the_totals_only() -> None:
    paid = f"{PAID}\nA | 30 | ? | 一部\nB | 10 | 2026-10-09 | 一部"
    table = made(DrawnSums(drawing="d", by="group"), cost=COST.replace("油费 | 车辆", "油费 | 燃料"), paid=paid)
    assert shown(table) == [
        "车辆 1 100.00 20.00 — — — —",
        "燃料 1 50.00 0.00 10.00 40.00 20.00 0.00",
        "会议 1 0.00 0.00 0.00 0.00 — 0.00",
        "合计 3 — — — — — —",
    ]
    assert (table.status, [dict(note.values) for note in table.notes]) == ("partial", [{"count": "1"}])


def test_draws_are_listed_with_their_verdict() -> None:
    paid = f"{PAID}\nA | 30 | 2026-10-31 | 一部\nB | 10 | 2026-10-09 | 一部\n- | 9 | 2026-10-10 | 二部\nB | ? | 2026-10-11 | 一部"
    everything = shown(made(DrawList(drawing="d"), cost=COST, paid=paid))
    assert everything == [
        "A 车费 一部 2026-10-31 30.00 批复已过期（至 2026-10-30）",
        "B 油费 一部 2026-10-09 10.00 可支付（发放）",
        "— — 二部 2026-10-10 9.00 无计划，费用自行承担",
        "B 油费 一部 2026-10-11 — 读不出，无法认定",
        "合计 — — — — —",
    ]
    refused = shown(made(DrawList(drawing="d", which="refused"), cost=COST, paid=paid))
    assert refused == [everything[0], everything[2], "合计 — — — 39.00 —"]
    unplanned = shown(made(DrawList(drawing="d", which="unplanned"), cost=COST, paid=paid))
    assert unplanned == [everything[2], "合计 — — — 9.00 —"]


def test_lines_that_a_check_left_out_are_told_beneath() -> None:
    table = made(DrawnLines(drawing="d"), refused=2, cost=COST, paid=f"{PAID}\nA | 1 | 2026-10-09 | 一部")
    assert [(note.id, dict(note.values)) for note in table.notes] == [("sums-refused", {"count": "2"})]


NEEDS = Needs(drawing="d", stock=Stock(table="stock", key="about", column="stock", unit="unit"))


def test_to_buy_is_what_is_granted_and_not_yet_issued_less_the_stock() -> None:
    """Cable 40 + (30 − 10) − 15 = 45; lamps 6 − 10: none; a switch that is not in stock: 2; bolts void since
    30 September: not bought; a fuse that is not approved: not bought."""
    cost = (
        f"{HEAD}\n1 | 导线 | 料 | 40 | 2026-09-25 | -\n2 | 导　线 | 料 | 30 | 2026-09-01 | 10\n3 | 灯 | 料 | 6 | 2026-10-09 | -\n"
        "4 | 开关 | 料 | 2 | 2026-10-09 | -\n5 | 螺栓 | 料 | 9 | 2026-08-30 | -\n6 | 保险 | 料 | 3 | - | -"
    )
    stock = "about | unit | stock\n导线 | 米 | 15\n灯 | 只 | 10"
    assert shown(made(NEEDS, cost=cost, stock=stock, paid=PAID)) == [
        "导线 米 2 60.00 15.00 45.00", "灯 只 1 6.00 10.00 0.00", "开关 — 1 2.00 0.00 2.00"
    ]  # fmt: skip


def test_while_a_stock_cannot_be_read_what_to_buy_is_not_said() -> None:
    table = made(NEEDS, cost=f"{HEAD}\n1 | 导线 | 料 | 40 | 2026-09-25 | -", stock="about | unit | stock\n导线 | 米 | ?", paid=PAID)
    assert (shown(table), table.status) == (["导线 米 1 40.00 — —"], "partial")


TRACKED = Tracked(
    table="work",
    number="no",
    title="what",
    due="due",
    reports=Reports(table="told", number="no", on="on", state="state", note="note"),
    done="完成",
)
WORK = "no | what | due\n1 | 培训 | 2026-10-10\n2 | 检修 | 2026-10-20\n3 | 盘点 | 2026-10-31"
TOLD = "no | on | state | note\n1 | 2026-10-12 | 完成 | -\n1 | 2026-10-10 | 延期 | 缺人\n2 | 2026-10-20 | 进行中 | 六成"


def test_the_latest_report_counts_and_work_without_one_is_not_done() -> None:
    assert shown(made(TRACKED, work=WORK, told=TOLD)) == [
        "1 一部 培训 2026-10-10 2026-10-12 完成 —",
        "2 一部 检修 2026-10-20 2026-10-20 进行中 六成",
        "3 一部 盘点 2026-10-31 — 没有跟踪记录 —",
    ]


def test_completion_stands_against_its_target() -> None:
    """1 of 3 = 33.33 %; 100 − 33.33 = 66.67."""
    table = made(replace(TRACKED, by="department"), work=WORK, told=TOLD)
    assert shown(table) == ["一部 3 1 33.33 100.00 66.67", "合计 3 1 33.33 100.00 66.67"]


def test_while_a_report_cannot_be_told_the_rate_is_not_shown() -> None:
    for line in ("? | 2026-10-12 | 完成 | -", "3 | ? | 完成 | -", "3 | 2026-10-12 | ? | -"):
        table = made(replace(TRACKED, by="department"), work=WORK, told=f"{TOLD}\n{line}")
        assert (shown(table)[-1], table.status) == ("合计 3 — — 100.00 —", "partial")
