"""Rates by keys against targets: sums over sums, verdicts at the bound, nothing shown that lacks a figure."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from reportgen.scheme import Output
from reportgen.settle.outputs.rates import Heading, Rates
from tests.settle.outputs.sheets import sheets, shown, table

PASS = Rates(
    table="t", keys=(Heading(column="maker", name="厂家"),), above=Heading(column="amount", name="合格"),
    below=Heading(column="quantity", name="检测"), rate_name="合格率", target=Decimal("98.5"), part=True,
)  # fmt: skip
HEADER = "maker | amount | quantity | stock\n"


def made(rates: Rates, text: str) -> list[str]:
    return shown(table(sheets(Output(id="o", title="合格率", show=rates), t=HEADER + text)))


def test_lines_of_one_maker_add_up_and_the_bound_is_inclusive() -> None:
    """甲 590 + 395 = 985 of 1000: 98.50, met; 乙 984 of 1000: 98.40; in all 1969 of 2000: 98.45."""
    assert made(PASS, "甲 | 590 | 600 | 0\n乙 | 984 | 1000 | 0\n甲 | 395 | 400 | 0") == [
        "甲 985 1000 98.50 98.50 达标", "乙 984 1000 98.40 98.50 未达标", "合计 1969 2000 98.45 — —"
    ]  # fmt: skip


def test_what_is_sold_is_taken_off_and_a_negative_loss_is_not_normal() -> None:
    """(1000 − 950)/1000 = 5.00, at most 5; (1000 − 949)/1000 = 5.10; (1000 − 1010)/1000 = −1.00."""
    loss = replace(
        PASS, above=Heading(column="quantity", name="供"), less=Heading(column="amount", name="售"), part=False,
        better="lower", target=Decimal(5), lowest=Decimal(0), foot=False,
    )  # fmt: skip
    assert made(loss, "甲 | 950 | 1000 | 0\n乙 | 949 | 1000 | 0\n丙 | 1010 | 1000 | 0") == [
        "甲 1000 950 5.00 5.00 达标", "乙 1000 949 5.10 5.00 未达标", "丙 1000 1010 -1.00 5.00 不正常"
    ]  # fmt: skip


def test_the_strictest_target_of_a_group_counts() -> None:
    by_line = replace(PASS, target=None, by_line="stock")
    assert made(by_line, "甲 | 49 | 50 | 97\n甲 | 49 | 50 | 99") == ["甲 98 100 98.00 99.00 未达标"]


def test_a_target_for_each_word_and_a_figure_that_is_no_rate() -> None:
    radius = replace(
        PASS, below=None, part=False, target=None, by_word="maker", targets={"甲": Decimal(15)}, better="lower", unit="km"
    )
    assert made(radius, "甲 | 15.6 | 0 | 0\n乙 | 3 | 0 | 0") == ["甲 15.60 15.00 未达标", "乙 3.00 — —"]


def test_without_a_target_there_is_no_verdict() -> None:
    assert made(replace(PASS, target=None), "甲 | 1 | 3 | 0") == ["甲 1 3 33.33"]


def test_nothing_tested_is_no_rate() -> None:
    assert made(PASS, "甲 | 0 | 0 | 0") == ["甲 0 0 — 98.50 —"]


@pytest.mark.parametrize("line", ["甲 | ? | 10 | 0", "甲 | - | 10 | 0", "甲 | 11 | 10 | 0"])
def test_a_line_that_cannot_be_used_gives_no_rate_and_no_total(line: str) -> None:
    month = table(sheets(Output(id="o", title="合格率", show=PASS), t=HEADER + line + "\n乙 | 9 | 10 | 0"))
    first, second, total = (row.split() for row in shown(month))
    assert (first[3], first[5], second[3], total[1:]) == ("—", "—", "90.00", ["—"] * 5)
    assert (month.status, dict(month.notes[0].values)) == ("partial", {"good": "1", "all": "2"})


def test_every_rate_knows_its_cells() -> None:
    month = table(sheets(Output(id="o", title="合格率", show=PASS), t=HEADER + "甲 | 1 | 2 | 0\n甲 | 2 | 2 | 0"))
    assert [ref.cell for ref in month.rows[0][3].evidence] == ["B2", "B3", "C2", "C3"]


def test_a_sheet_that_nobody_handed_in_withholds() -> None:
    month = sheets(Output(id="o", title="合格率", show=PASS), without="t")
    assert table(month).status == "withheld"
