"""Rankings: 1, 2, 2, 4; shares that add up to 100.00; no rank while a figure lacks."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.scheme import Output
from reportgen.settle.outputs.ranking import Ranking
from tests.settle.outputs.sheets import sheets, shown, table

OUTPUT = Output(
    id="o",
    title="排名",
    show=Ranking(table="t", group="what", sum="amount", group_name="产品", sum_name="销售额"),
)


def made(text: str) -> list[str]:
    return shown(table(sheets(OUTPUT, t=text)))


def test_equal_sums_share_a_rank_and_the_next_one_is_left_out() -> None:
    """A 3 + 2 = 5, B 4, C 4, D 1: 14 in all. 5/14 = 35.714…, 4/14 = 28.571…, 1/14 = 7.142…: the cut shares
    35.71 + 28.57 + 28.57 + 7.14 = 99.99, and the hundredth goes to A (remainders .43 against .14, .14 and .29)."""
    text = "what | amount\nB | 4\nA | 3\nD | 1\nC | 4\nA | 2"
    assert made(text) == [
        "A 1 5.00 35.72", "B 2 4.00 28.57", "C 2 4.00 28.57", "D 4 1.00 7.14", "合计 — 14.00 100.00"
    ]  # fmt: skip


def test_width_and_script_make_no_other_product() -> None:
    assert made("what | amount\n轻卡K3 | 1\n輕卡Ｋ３ | 2")[0].endswith("1 3.00 100.00")


def test_every_figure_knows_its_cells() -> None:
    first = table(sheets(OUTPUT, t="what | amount\nA | 3\nB | 9\nA | 2")).rows[1]
    assert [[ref.cell for ref in figure.evidence] for figure in first] == [["A2", "A4"]] + [["B2", "B4"]] * 3


@pytest.mark.parametrize("cell", ["?", "-"])
def test_while_a_figure_lacks_nobody_is_ranked(cell: str) -> None:
    month = table(sheets(OUTPUT, t=f"what | amount\nA | 3\nB | {cell}"))
    assert (shown(month), month.status) == (["A — 3.00 —", "合计 — — —"], "partial")
    assert [dict(note.values) for note in month.notes] == [{"good": "1", "all": "2"}]


def test_a_group_below_nothing_is_ranked_without_shares() -> None:
    assert made("what | amount\nA | 3\nB | -1") == ["A 1 3.00 —", "B 2 -1.00 —", "合计 — 2.00 —"]


def test_no_line_is_an_empty_table() -> None:
    assert made("what | amount") == []


@given(st.lists(st.tuples(st.sampled_from("ABCDE"), st.decimals(0, 10**6, places=2)), min_size=1, max_size=12))
def test_shares_add_up_to_the_whole_and_ranks_follow_the_sums(lines: list[tuple[str, Decimal]]) -> None:
    *body, foot = table(sheets(OUTPUT, t="what | amount\n" + "\n".join(f"{a} | {b:f}" for a, b in lines))).rows
    sums = [Decimal(str(line[2].value)) for line in body]
    assert sum(sums) == sum(amount for _, amount in lines) == Decimal(str(foot[2].value))
    assert [line[1].value for line in body] == [str(1 + sum(other > one for other in sums)) for one in sums]
    if sum(sums):
        assert sum(Decimal(str(line[3].value)) for line in body) == Decimal("100.00")
