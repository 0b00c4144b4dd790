"""Summaries by day, week, month or word: counts, sums, different words, rates; nothing that lacks is counted as nothing."""

from __future__ import annotations

from reportgen.scheme import Output
from reportgen.settle.outputs.summary import Summary, SummaryColumn
from tests.settle.outputs.sheets import sheets, shown, table

VISITS = """
  who | on         | customer | kind | amount
  赵  | 2026-10-08 | 甲       | 新   | 100
  赵  | 2026-10-08 | 乙       | 老   | 50.5
  钱  | 2026-10-12 | 甲       | 老   | 0
  钱  | 2026-11-01 | 丙       | 老   | 8
  钱  | 2026-11-02 | 丙       | 老   | 9
"""
COUNT = SummaryColumn(id="n", name="次数", table="v", date="on")
SUM = SummaryColumn(id="sum", name="金额", table="v", date="on", summed="amount")
UNITS = SummaryColumn(id="units", name="户数", table="v", date="on", distinct="customer")


def output(*columns: SummaryColumn, **settings: object) -> Output:
    return Output(id="o", title="汇总", show=Summary(columns=columns, **settings))  # type: ignore[arg-type]


def test_by_day_only_days_of_the_month() -> None:
    made = table(sheets(output(COUNT, SUM, per="day"), v=VISITS))
    assert shown(made) == ["2026-10-08 2 150.50", "2026-10-12 1 0.00", "合计 3 150.50"]
    assert [ref.cell for ref in made.rows[0][2].evidence] == ["E2", "E3"]


def test_by_week_a_week_belongs_to_the_month_of_its_thursday() -> None:
    """October 2026 ends with the week to the 1st of November; the 2nd is November's. Weeks without a line are shown."""
    made = table(sheets(output(COUNT, per="week"), v=VISITS))
    assert shown(made) == ["09-28—10-04 0", "10-05—10-11 2", "10-12—10-18 1", "10-19—10-25 0", "10-26—11-01 1", "合计 4"]


def test_by_word_with_different_customers_told_once_in_the_total() -> None:
    made = table(sheets(output(COUNT, UNITS, by="who", by_name="姓名"), v=VISITS))
    assert shown(made) == ["赵 2 2", "钱 1 1", "合计 3 2"]


def test_words_that_are_asked_for() -> None:
    new = SummaryColumn(id="new", name="新", table="v", date="on", where={"kind": "新"})
    assert shown(table(sheets(output(new, per="month"), v=VISITS))) == ["2026-10 1", "合计 1"]


PLAN = "who | amount\n赵 | 200\n孙 | 40"


def test_plan_beside_what_was_done_with_rates_of_the_sums() -> None:
    """150.5 / 200 = 75.25 %; together 150.5 / 240 = 62.708… %. Nobody planned for 钱: no rate."""
    plan = SummaryColumn(id="plan", name="计划", table="p", summed="amount")
    rate = SummaryColumn(id="rate", name="完成率", rate=("sum", "plan"))
    left = SummaryColumn(id="left", name="未完成", difference=("plan", "sum"))
    made = table(sheets(output(plan, SUM, rate, left, by="who", by_name="姓名"), p=PLAN, v=VISITS))
    assert shown(made) == [
        "孙 40.00 0.00 0.00 40.00", "赵 200.00 150.50 75.25 49.50", "钱 0.00 0.00 — 0.00",
        "合计 240.00 150.50 62.71 89.50",
    ]  # fmt: skip


def test_a_figure_that_cannot_be_read_is_missing_in_its_line_and_in_the_total() -> None:
    text = "who | on | amount\n赵 | 2026-10-08 | ?\n钱 | 2026-10-09 | 5"
    made = table(sheets(output(COUNT, SUM, by="who", by_name="姓名"), v=text))
    assert shown(made) == ["赵 1 —", "钱 1 5.00", "合计 2 —"]
    assert made.status == "partial"
    assert dict(made.notes[0].values)["count"] == "1"


def test_a_date_that_cannot_be_read_may_belong_anywhere() -> None:
    text = "who | on | amount\n赵 | ? | 3\n钱 | 2026-10-09 | 5"
    assert shown(table(sheets(output(COUNT, per="day"), v=text))) == ["2026-10-09 —", "合计 —"]


def test_lines_without_a_word_come_last_under_a_word_of_their_own() -> None:
    text = "who | on\n- | 2026-10-08\n赵 | 2026-10-09"
    assert shown(table(sheets(output(COUNT, by="who", by_name="姓名"), v=text))) == ["赵 1", "（未注明） 1", "合计 2"]


def test_a_table_that_was_not_handed_in_is_missing_and_not_nothing() -> None:
    plan = SummaryColumn(id="plan", name="计划", table="p", summed="amount")
    made = table(sheets(output(COUNT, plan, by="who", by_name="姓名"), without="p", v="who | on\n赵 | 2026-10-08"))
    assert (shown(made), made.status) == (["赵 1 —", "合计 1 —"], "partial")


def test_nothing_handed_in_is_no_table() -> None:
    made = table(sheets(output(COUNT, per="day"), without="v", x="who | on\n赵 | 2026-10-08"))
    assert (made.rows, made.status) == ((), "withheld")
