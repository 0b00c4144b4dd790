"""Sales' records against finance's receipts: exact to the fen, per currency, nothing guessed, order of no matter."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.scheme import Output
from reportgen.settle.outputs.month import MonthSheets
from reportgen.settle.outputs.reconciled import HEADS, Part, Reconciled
from reportgen.settle.outputs.reconciliation import Claims, Receipts, Reconciliation
from tests.settle.outputs.sheets import sheets, shown, table

COLUMNS = {"customer": "customer", "amount": "amount", "date": "on", "number": "number", "currency": "money"}
WHOLE = Output(
    id="whole",
    title="对账",
    show=Reconciliation(
        claims=Claims(table="sales", due="due", owner="owner", told="told", **COLUMNS),
        receipts=Receipts(table="finance", **COLUMNS),
        days=10,
        home="人民币",
    ),
)
PARTS = tuple(Output(id=part, title=part, show=Reconciled(of="whole", part=part)) for part in HEADS)
SALES = "number | customer | owner | on | due | money | amount | told\n"
FINANCE = "number | customer | on | money | amount\n"


def month(sales: str, finance: str) -> MonthSheets:
    return sheets(WHOLE, *PARTS, sales=SALES + sales, finance=FINANCE + finance)


def part(made: MonthSheets, id: Part) -> list[str]:
    return shown(table(made, id))


def summary(made: MonthSheets) -> list[str]:
    return shown(table(made, "whole"))


def test_a_voucher_number_settles_in_full_and_in_parts() -> None:
    """X1 5,000 in full. X2 8,000: 3,000 + 1,500 = 4,500, open 8,000 − 4,500 = 3,500, due on the 20th: 11 days over."""
    made = month(
        "X1 | 甲 | 李 | 2026-10-02 | 2026-11-01 | - | 5000 | 是\nX2 | 乙 | 王 | 2026-09-20 | 2026-10-20 | - | 8000 | 是",
        "X2 | 乙 | 2026-10-09 | - | 3000\nX1 | 甲公司 | 2026-10-08 | - | 5000\nX2 | 乙 | 2026-10-28 | - | 1500",
    )
    assert part(made, "settled") == [
        "X2 乙 王 人民币 8000.00 2026-10-09 3000.00 凭证号 部分收款",
        "X2 乙 王 人民币 8000.00 2026-10-28 1500.00 凭证号 部分收款",
        "X1 甲 李 人民币 5000.00 2026-10-08 5000.00 凭证号 已结清",
        "合计（人民币） — — 人民币 — — 9500.00 — —",
    ]
    assert part(made, "open") == [
        "X2 乙 王 人民币 8000.00 4500.00 3500.00 2026-10-20 11 部分收款 —",
        "合计（人民币） — — 人民币 — — 3500.00 — — — —",
    ]
    assert summary(made) == ["人民币 13000.00 9500.00 3500.00 3500.00 9500.00 9500.00 0.00 0.00"]


def test_one_receipt_settles_several_vouchers() -> None:
    """2,000 + 3,000 + 1,200 = 6,200; the 100 above it are no one's."""
    made = month(
        "X1 | 甲 | - | 2026-10-02 | - | - | 2000 | 否\nX2 | 甲 | - | 2026-10-03 | - | - | 3000 | 否\nX3 | 甲 | - | 2026-10-03 | - | - | 1200 | 否",
        "X1、X2，X3 | 甲 | 2026-10-08 | - | 6300",
    )
    assert summary(made) == ["人民币 6200.00 6200.00 0.00 0.00 6300.00 6200.00 0.00 100.00"]
    assert part(made, "unmatched")[0] == "甲 X1、X2、X3 人民币 2026-10-08 6300.00 100.00 超出所列凭证的未收金额"


def test_too_little_for_several_vouchers_is_shared_out_by_nobody() -> None:
    made = month(
        "X1 | 甲 | - | 2026-10-02 | - | - | 2000 | 否\nX2 | 甲 | - | 2026-10-03 | - | - | 3000 | 否",
        "X1、X2 | 甲 | 2026-10-08 | - | 4000",
    )
    assert summary(made) == ["人民币 5000.00 0.00 5000.00 0.00 4000.00 0.00 4000.00 0.00"]
    assert part(made, "ambiguous")[0] == (
        "甲 X1、X2 人民币 2026-10-08 4000.00 收款 4,000.00 少于所列凭证未收之和 5,000.00，无法分摊 X1（2,000.00）、X2（3,000.00）"
    )
    assert part(made, "open")[0].endswith("未收 有待认领的收款，催款前先核对")


def test_without_a_number_customer_and_amount_inside_the_days() -> None:
    """Ten days: from the 5th (15th − 10) to the 10th of November (31st of October + 10); the 4th is too early."""
    claim = "X1 | 甲 | - | 2026-10-15 | 2026-10-31 | - | 5000 | 否"
    for day, settled in (("2026-10-05", "5000.00"), ("2026-11-10", "5000.00"), ("2026-10-04", "0.00"), ("2026-11-11", "0.00")):
        assert summary(month(claim, f"- | 甲 | {day} | - | 5000"))[0].split()[2] == settled, day


def test_two_numbers_that_differ_are_never_the_same_business() -> None:
    made = month("X1 | 甲 | - | 2026-10-02 | - | - | 5000 | 否", "X9 | 甲 | 2026-10-02 | - | 5000")
    assert part(made, "unmatched")[0].endswith("5000.00 销售记录中没有这个凭证号")
    assert part(made, "settled") == []


def test_one_receipt_without_a_number_for_several_claims_and_several_for_one() -> None:
    """1,100 + 2,300 = 3,400; 700 + 800 = 1,500."""
    made = month(
        "X1 | 甲 | - | 2026-10-02 | - | - | 1100 | 否\nX2 | 甲 | - | 2026-10-03 | - | - | 2300 | 否\nX3 | 乙 | - | 2026-10-03 | - | - | 1500 | 否",
        "- | 甲 | 2026-10-08 | - | 3400\n- | 乙 | 2026-10-08 | - | 700\n- | 乙 | 2026-10-09 | - | 800",
    )
    assert [line.split()[-2:] for line in part(made, "settled")[:-1]] == [
        ["几笔收款付一笔", "已结清"], ["几笔收款付一笔", "已结清"], ["一笔收款付几笔", "已结清"], ["一笔收款付几笔", "已结清"],
    ]  # fmt: skip
    assert summary(made) == ["人民币 4900.00 4900.00 0.00 0.00 4900.00 4900.00 0.00 0.00"]


def test_two_claims_of_the_same_amount_are_ambiguous_and_not_settled() -> None:
    made = month(
        "X1 | 甲 | - | 2026-10-02 | - | - | 5000 | 否\nX2 | 甲 | - | 2026-10-03 | - | - | 5000 | 否",
        "- | 甲 | 2026-10-08 | - | 5000",
    )
    assert part(made, "ambiguous")[0].endswith("同客户同金额的不止一笔，分不清是哪一笔 X1（5,000.00）、X2（5,000.00）")
    assert summary(made) == ["人民币 10000.00 0.00 10000.00 0.00 5000.00 0.00 5000.00 0.00"]


def test_sums_that_fit_in_two_ways_are_ambiguous() -> None:
    """5 = 1 + 4 = 2 + 3."""
    claims = "\n".join(f"X{n} | 甲 | - | 2026-10-02 | - | - | {n} | 否" for n in (1, 2, 3, 4))
    made = month(claims, "- | 甲 | 2026-10-08 | - | 5")
    assert "有几种凑法都对得上" in part(made, "ambiguous")[0]
    assert part(made, "settled") == []


def test_an_amount_that_fits_nothing_is_for_a_person_to_say() -> None:
    made = month("X1 | 甲 | - | 2026-10-02 | - | - | 5000 | 否", "- | 甲 | 2026-10-08 | - | 4000")
    assert part(made, "ambiguous")[0].endswith("没有凭证号，金额与该客户未收的各笔都不等（共 5,000.00） X1（5,000.00）")


def test_foreign_currency_never_meets_yuan() -> None:
    made = month(
        "X1 | 甲 | - | 2026-10-02 | - | - | 5000 | 否\nX2 | 乙 | - | 2026-10-02 | - | 美元 | 900 | 否\nX3 | 甲 | - | 2026-10-02 | - | 美元 | 70 | 否",
        "- | 甲 | 2026-10-08 | 美元 | 5000\nX2 | 乙 | 2026-10-08 | 人民币 | 900\n- | 乙 | 2026-10-08 | 美元 | 900",
    )
    assert summary(made) == [
        "人民币 5000.00 0.00 5000.00 0.00 900.00 0.00 900.00 0.00",
        "美元 970.00 900.00 70.00 0.00 5900.00 900.00 5000.00 0.00",
    ]
    assert "凭证号相同而币种不同（应收为美元）" in part(made, "ambiguous")[0]


def test_money_that_came_and_the_salesperson_does_not_know_of() -> None:
    """Received on the 6th: 25 days before the end of October."""
    made = month(
        "X1 | 甲 | 李 | 2026-10-02 | - | - | 5000 | 否\nX2 | 乙 | 王 | 2026-10-02 | - | - | 900 | 是\nX3 | 丙 | 王 | 2026-10-02 | - | - | 100 | 是",
        "X1 | 甲 | 2026-10-06 | - | 5000\nX2 | 乙 | 2026-10-06 | - | 900",
    )
    assert part(made, "untold")[:-1] == ["X1 甲 李 人民币 2026-10-06 5000.00 25"]
    assert part(made, "open")[0].endswith("未收 业务员记已回款，财务没有对应的收款")


def test_every_figure_knows_its_cells() -> None:
    made = month("X1 | 甲 | 李 | 2026-10-02 | - | - | 5000 | 否", "X1 | 甲 | 2026-10-06 | - | 3000")
    (line,) = table(made, "whole").rows
    assert {head.id: [str(ref) for ref in figure.evidence] for head, figure in zip(table(made, "whole").columns, line, strict=True)} == {
        "currency": [], "billed": ["f!sales!G2"], "settled": ["f!sales!G2", "f!finance!E2"], "open": ["f!sales!G2"],
        "overdue": [], "received": ["f!finance!E2"], "matched": ["f!sales!G2", "f!finance!E2"], "ambiguous": [], "unmatched": [],
    }  # fmt: skip
    assert [str(ref) for ref in table(made, "open").rows[0][6].evidence] == ["f!sales!G2", "f!finance!E2"]


def test_lines_that_cannot_be_read_are_left_out_and_counted() -> None:
    made = month(
        "X1 | 甲 | - | 2026-10-02 | - | - | ? | 否\nX2 | 甲 | - | 2026-10-02 | - | - | 70 | 否", "X2 | 甲 | 2026-10-06 | - | -"
    )
    whole = table(made, "whole")
    assert (shown(whole), whole.status) == (["人民币 70.00 0.00 70.00 0.00 0.00 0.00 0.00 0.00"], "partial")
    assert [dict(note.values) for note in whole.notes] == [{"good": "1", "all": "3"}]


def test_one_side_alone_is_no_reconciliation() -> None:
    made = sheets(WHOLE, *PARTS, without="finance", sales=SALES + "X1 | 甲 | - | 2026-10-02 | - | - | 5 | 否")
    assert {one.status for one in (table(made, "whole"), table(made, "open"))} == {"withheld"}


# ---------------------------------------------------------------- whatever is handed in

AMOUNTS = st.sampled_from([Decimal(text) for text in ("100", "200", "300", "0.01", "100.01", "500", "-50", "0")])
NUMBERS = st.sampled_from(["-", "-", "A", "B", "C"])
DAYS = st.integers(0, 60).map(lambda days: date(2026, 9, 1) + timedelta(days))
CLAIM = st.tuples(NUMBERS, st.sampled_from("甲乙"), DAYS, st.sampled_from(["人民币", "美元"]), AMOUNTS, st.booleans())
RECEIPT = st.tuples(st.one_of(NUMBERS, st.just("A、B")), st.sampled_from("甲乙"), DAYS, st.sampled_from(["人民币", "美元"]), AMOUNTS)


def of_lines(claims: list[tuple[object, ...]], receipts: list[tuple[object, ...]]) -> MonthSheets:
    sales = "\n".join(
        f"{number} | {customer} | - | {on} | {on} | {money} | {amount} | {'是' if told else '否'}"
        for number, customer, on, money, amount, told in claims
    )
    finance = "\n".join(" | ".join(map(str, line)) for line in receipts)
    return month(sales, finance)


@settings(max_examples=300, deadline=None)
@given(st.lists(CLAIM, max_size=7), st.lists(RECEIPT, max_size=7), st.randoms(use_true_random=False))
def test_what_came_in_is_settled_open_or_no_ones_to_the_fen_in_any_order(
    claims: list[tuple[object, ...]], receipts: list[tuple[object, ...]], random: Random
) -> None:
    made = of_lines(claims, receipts)
    billed, received = _sums(claims, 3, 4), _sums(receipts, 3, 4)
    for line in table(made, "whole").rows:
        currency, *figures = [figure.value for figure in line]
        owed, settled, still, _, came, matched, unclear, no_ones = map(Decimal, map(str, figures))
        assert (owed, came) == (billed[currency], received[currency])
        assert owed == settled + still
        assert came == matched + unclear + no_ones
        assert settled == matched >= 0
        for id, column, wanted in (("settled", 6, settled), ("open", 6, still), ("ambiguous", 4, unclear), ("unmatched", 5, no_ones)):
            feet = [row[column].value for row in table(made, id).rows if row[0].value == f"合计（{currency}）"]
            assert sum(map(Decimal, map(str, feet))) == wanted, id
    assert _shuffled(made, random) == [shown(table(made, one.id)) for one in (WHOLE, *PARTS)]


def _sums(lines: list[tuple[object, ...]], currency: int, amount: int) -> defaultdict[object, Decimal]:
    sums: defaultdict[object, Decimal] = defaultdict(Decimal)
    for line in lines:
        sums[line[currency]] += Decimal(str(line[amount]))
    return sums


def _shuffled(made: MonthSheets, random: Random) -> list[list[str]]:
    """The same rows handed in in another order."""
    mixed = {key: tuple(random.sample(rows, len(rows))) for key, rows in made.by_owner.items()}
    again = replace(made, by_owner=mixed, made={})
    return [shown(table(again, one.id)) for one in (WHOLE, *PARTS)]
