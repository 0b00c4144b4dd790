"""The batch rule: 98.5 % and three of one fault; mended in time, late, or failed again."""

from __future__ import annotations

from decimal import Decimal

import pytest

from reportgen.scheme import Output
from reportgen.settle.outputs.batches import Batches, Mends, SameFaults
from tests.settle.outputs.sheets import sheets, shown, table

SHOW = Batches(
    table="full", batch="batch", maker="maker", passed="amount", tested="quantity", target=Decimal("98.5"),
    faults=SameFaults(table="faults", batch="batch", fault="fault", count="amount", least=3),
    mends=Mends(table="mends", batch="batch", due="due", done="done", tested="quantity", passed="amount"),
)  # fmt: skip
OUTPUT = Output(id="o", title="批次", show=SHOW)


def made(full: str, faults: str = "", mends: str = "") -> list[str]:
    month = sheets(
        OUTPUT,
        full=f"batch | maker | quantity | amount\n{full}",
        faults=f"batch | fault | amount\n{faults}",
        mends=f"batch | due | done | quantity | amount\n{mends}",
    )
    return shown(table(month))


def test_at_the_target_and_two_of_a_fault_a_batch_passes() -> None:
    assert made("A | 甲 | 600 | 590\nＡ | 甲 | 400 | 395", "A | 时钟 | 2\nA | 显示 | 2") == [
        "A 甲 1000 985 98.50 合格 — — — —"
    ]


def test_three_of_one_fault_in_two_lines_are_a_defect() -> None:
    assert made("A | 甲 | 1000 | 999", "A | 时钟 | 2\nA | 时钟 | 1\nB | 时钟 | 9") == [
        "A 甲 1000 999 99.90 批量质量隐患，限期整改 同类故障“时钟”3 只；没有登记整改期限 — — —",
        "B — — — — 本月没有检定记录，请核对批次号 同类故障“时钟”9 只 — — —",
    ]


def test_a_batch_that_was_mended_and_not_tested_is_not_lost() -> None:
    """A slip in a number parts what was mended from what was tested: both stand in the table. 990 of 1,000: 99 %."""
    assert made("A-01 | 甲 | 1000 | 980", "", "A-O1 | 2026-10-22 | 2026-10-26 | 1000 | 990") == [
        "A-01 甲 1000 980 98.00 批量质量隐患，限期整改 合格率 98.00 % 低于 98.5 %；没有登记整改期限 — — —",
        "A-O1 — — — — 本月没有检定记录，请核对批次号 — 2026-10-22 2026-10-26 99.00",
    ]


MENDED = {
    "in time and passed": ("2026-10-20 | 2026-10-20 | 200 | 197", "批量质量隐患，已整改合格", "98.50"),
    "late": ("2026-10-20 | 2026-10-21 | 200 | 200", "二类质量问题，上报", "100.00"),
    "failed again": ("2026-10-20 | 2026-10-19 | 200 | 196", "二类质量问题，上报", "98.00"),
    "not yet due": ("2026-11-05 | - | - | -", "批量质量隐患，限期整改", "—"),
    "due and not done": ("2026-10-30 | - | - | -", "二类质量问题，上报", "—"),
    "done but not tested again": ("2026-10-20 | 2026-10-19 | - | -", "批量质量隐患，限期整改", "—"),
}


@pytest.mark.parametrize("mend", MENDED)
def test_what_becomes_of_a_defect(mend: str) -> None:
    line, verdict, again = MENDED[mend]
    (row,) = made("A | 甲 | 1000 | 984", mends=f"A | {line}")
    assert (row.split()[5], row.split()[-1]) == (verdict, again)


@pytest.mark.parametrize("line", ["A | 甲 | 100 | ?", "A | 甲 | 100 | 101", "A | 甲 | 0 | 0"])
def test_without_a_rate_there_is_no_verdict(line: str) -> None:
    assert made(line)[0].split()[4:6] == ["—", "—"]


def test_a_count_of_faults_that_cannot_be_read_leaves_the_verdict_open() -> None:
    assert made("A | 甲 | 1000 | 1000", "A | 时钟 | ?")[0].split()[4:6] == ["100.00", "—"]


def test_a_sheet_that_nobody_handed_in_withholds() -> None:
    assert table(sheets(OUTPUT, faults="batch\nA", mends="batch\nA", without="full")).status == "withheld"
