"""Lists of what meets conditions: lent, late, short, unpaid; sorted, with totals, nothing left out in silence."""

from __future__ import annotations

from reportgen.records import CellRef, finding
from reportgen.scheme import Output
from reportgen.settle.outputs import tabulated
from reportgen.settle.outputs.columns import OutputColumn
from reportgen.settle.outputs.listing import Listing
from tests.settle.outputs.sheets import sheets, shown, table

WHAT = OutputColumn(id="what", name="品名", column="what")


def output(*columns: OutputColumn, **settings: object) -> Output:
    return Output(id="o", title="单", show=Listing(table="t", columns=(WHAT, *columns), **settings))  # type: ignore[arg-type]


LENT = """
  what | due        | back
  样车 | 2026-10-08 | -
  展架 | 2026-10-31 | -
  样机 | 2026-09-30 | -
  牌子 | 2026-09-01 | 2026-10-02
"""


def test_goods_lent_and_not_returned_the_longest_first() -> None:
    """To the 31st of October: 23 days from the 8th, 31 from the 30th of September; due on the 31st is in time."""
    days = OutputColumn(id="days", name="逾期", late=("due",))
    made = table(sheets(output(days, blank=("back",), sort=("-days",)), t=LENT))
    assert shown(made) == ["样机 31", "样车 23", "展架 0"]
    assert (made.status, made.notes) == ("complete", ())
    assert [ref.cell for ref in made.rows[0][1].evidence] == ["B4"]


def test_a_due_date_passed_by_the_end_of_the_month() -> None:
    assert shown(table(sheets(output(blank=("back",), late=("due",)), t=LENT))) == ["样车", "样机"]


def test_what_came_late_counts_until_the_day_it_came() -> None:
    """Due on the 1st of September, back on the 2nd of October: 29 + 2 = 31 days."""
    days = OutputColumn(id="days", name="迟", late=("due", "back"))
    assert shown(table(sheets(output(days, not_blank=("back",), late=("due", "back")), t=LENT))) == ["牌子 31"]


STOCK = """
  what | stock | least
  K3   | 4     | 10
  K5   | 20    | 20
  K7   | 0     | 5
  K9   | 3     | -
"""


def test_stock_under_minimum_with_the_gap_and_its_sum() -> None:
    """10 − 4 = 6, 5 − 0 = 5; 20 is not below 20; without a minimum nothing is below it. 6 + 5 = 11."""
    gap = OutputColumn(id="gap", name="缺口", difference=("least", "stock"), digits=0, foot="sum")
    made = table(sheets(output(gap, below=("stock", "least"), sort=("-gap",)), t=STOCK))
    assert shown(made) == ["K3 6", "K7 5", "合计 11"]
    assert [ref.cell for ref in made.rows[-1][1].evidence] == ["C2", "B2", "C4", "B4"]


def test_only_lines_with_the_words() -> None:
    text = "what | kind\n甲 | 直销\n乙 | 经销"
    assert shown(table(sheets(output(where={"kind": "经销"}), t=text))) == ["乙"]


def test_lines_whose_two_words_are_not_the_same() -> None:
    """Width and script do not make another word; a word against nothing does."""
    text = "what | reader | owner\n甲 | 01 | 01\n乙 | 01 | 02\n丙 | A1 | Ａ１\n丁 | 01 | -"
    assert shown(table(sheets(output(differs=("reader", "owner")), t=text))) == ["乙", "丁"]


def test_a_line_that_cannot_be_judged_is_counted_and_the_total_is_not_shown() -> None:
    gap = OutputColumn(id="gap", name="缺口", difference=("least", "stock"), digits=0, foot="sum")
    made = table(sheets(output(gap, below=("stock", "least")), t=STOCK.replace("K7   | 0", "K7   | ?")))
    assert (shown(made), made.status) == (["K3 6", "合计 —"], "partial")
    assert [(note.id, dict(note.values)) for note in made.notes] == [("list-unsure", {"count": "1"})]


def test_a_line_that_fails_another_condition_needs_no_judging() -> None:
    text = "what | stock | least | back\nK3 | ? | 5 | 2026-10-01"
    made = table(sheets(output(below=("stock", "least"), blank=("back",)), t=text))
    assert (made.rows, made.status) == ((), "complete")


def test_a_summed_cell_that_is_blank_leaves_the_total_out() -> None:
    amount = OutputColumn(id="amount", name="金额", column="amount", foot="sum")
    made = table(sheets(output(amount), t="what | amount\n甲 | 5\n乙 | -"))
    assert (shown(made), made.status) == (["甲 5.00", "乙 —", "合计 —"], "partial")
    assert [dict(note.values) for note in made.notes] == [{"good": "1", "all": "2"}]


def test_currencies_are_never_added_together() -> None:
    amount = OutputColumn(id="amount", name="金额", column="amount", foot="sum")
    text = "what | amount | money\n甲 | 5 | 人民币\n乙 | 7 | 美元\n丙 | 1 | 人民币"
    assert shown(table(sheets(output(amount, apart="money"), t=text)))[3:] == ["合计（人民币） 6.00", "合计（美元） 7.00"]


def test_flags_and_days_are_shown_in_words() -> None:
    lost = OutputColumn(id="lost", name="遗失", column="lost")
    on = OutputColumn(id="on", name="日期", column="on")
    assert shown(table(sheets(output(lost, on), t="what | lost | on\n甲 | 是 | 2026-10-08"))) == ["甲 是 2026-10-08"]


def test_lines_without_a_value_to_sort_by_come_last() -> None:
    amount = OutputColumn(id="amount", name="金额", column="amount")
    text = "what | amount\n甲 | -\n乙 | 2\n丙 | 10"
    for sort, order in ((("amount",), "乙丙甲"), (("-amount",), "丙乙甲")):
        assert "".join(line[0] for line in shown(table(sheets(output(amount, sort=sort), t=text)))) == order


def test_nothing_that_meets_the_conditions_is_an_empty_table_and_no_sheet_is_none() -> None:
    month = sheets(output(blank=("back",)), t="what | back\n甲 | 2026-10-01")
    assert (table(month).rows, table(month).status) == ((), "complete")
    assert table(sheets(output(), without="t")).status == "withheld"


def test_a_sheet_in_doubt_shows_no_total() -> None:
    amount = OutputColumn(id="amount", name="金额", column="amount", foot="sum")
    twice = ("t", finding("ROW_TWICE", CellRef("f")))
    made = table(sheets(output(amount), blame=(twice,), t="what | amount\n甲 | 5"))
    assert (shown(made), made.status) == (["甲 5.00", "合计 —"], "partial")


def test_what_stands_on_an_optional_form_is_left_out_when_nobody_handed_it_in() -> None:
    assert tabulated(sheets(output(), optional=True, without="t")) == ()
    assert len(tabulated(sheets(output(), optional=True, t="what\n甲"))) == 1


def test_a_notice_fewer_days_ahead_than_required() -> None:
    """From the 9th to the 12th are 3 days: enough; from the 10th 2; without a notice it came too late; not yet done."""
    text = """
      what | due        | back
      东苑 | 2026-10-09 | 2026-10-12
      西苑 | 2026-10-10 | 2026-10-12
      南苑 | -          | 2026-10-12
      北苑 | 2026-10-30 | -
      中苑 | ?          | 2026-10-12
    """
    made = table(sheets(output(sooner=("due", "back"), days=3), t=text))
    assert shown(made) == ["西苑", "南苑"]
    assert [dict(note.values)["count"] for note in made.notes] == ["1"]
