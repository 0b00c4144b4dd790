"""What finance gets, read back: pay with sums that foot, amounts in capitals, the reconciliation with its formulas."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from reportgen.pipeline import speaker
from reportgen.publish.finance.capitals import capitals
from reportgen.publish.finance.finance_ties import PartView
from reportgen.publish.finance.labels import PAY_WORDS, RECONCILIATION_WORDS
from reportgen.publish.finance.pay_view import Payroll, PayView, pay_view
from reportgen.publish.finance.pay_workbook import pay_workbook
from reportgen.publish.finance.reconciliation_workbook import ReconciliationView, reconciliation_workbook
from reportgen.publish.labels import words
from reportgen.publish.papers import finance_papers
from reportgen.publish.table_live import live_tables
from reportgen.publish.table_view import table_view
from reportgen.publish.ties import TIE_WORDS, Lines, line_ties
from reportgen.records import CellRef, History, Pay, PayPart, Person, Scorecard, Subject, Table, finding
from reportgen.scheme import PayPart as Declared
from reportgen.scheme import PayPlan, Scheme
from reportgen.settle.outputs import tabulated
from tests.publish.sample_month import CREATED, ORGANISATION
from tests.settle.outputs.test_reconciliation import month

# ---------------------------------------------------------------- amounts in capitals


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        ("0", "零元整"),
        ("0.05", "伍分"),
        ("0.50", "伍角"),
        ("10", "壹拾元整"),
        ("10.05", "壹拾元零伍分"),
        ("325.04", "叁佰贰拾伍元零肆分"),
        ("1409.50", "壹仟肆佰零玖元伍角"),
        ("1680.32", "壹仟陆佰捌拾元零叁角贰分"),
        ("6007.14", "陆仟零柒元壹角肆分"),
        ("16409.02", "壹万陆仟肆佰零玖元零贰分"),
        ("107000.53", "壹拾万柒仟元零伍角叁分"),
        ("72709.89", "柒万贰仟柒佰零玖元捌角玖分"),
        ("10000", "壹万元整"),
        ("100010001", "壹亿零壹万零壹元整"),
        ("100000001", "壹亿零壹元整"),
        ("1010000000000", "壹万零壹佰亿元整"),
        ("10000000010000", "壹拾万亿零壹万元整"),
        ("1234567890123.45", "壹万贰仟叁佰肆拾伍亿陆仟柒佰捌拾玖万零壹佰贰拾叁元肆角伍分"),
        ("-5.20", "负伍元贰角"),
        ("0.004", "零元整"),
        ("-0.004", "零元整"),
        ("0.005", "壹分"),
    ],
)
def test_an_amount_in_capitals(amount: str, text: str) -> None:
    assert capitals(Decimal(amount)) == text


def test_more_than_bills_can_say_is_refused() -> None:
    assert capitals(Decimal("9999999999999999.99")).startswith("玖仟玖佰玖拾玖万")
    with pytest.raises(ValueError, match="more than"):
        capitals(Decimal("10000000000000000"))


def test_every_amount_reads_back_as_itself() -> None:
    """By the place of each digit: a reader that knows nothing of how the text was made."""
    for fen in [*range(0, 12_000), *range(99_990, 1_000_000, 7_919), *range(10**9, 10**13, 123_456_789_037)]:
        amount = Decimal(fen).scaleb(-2)
        assert _read(capitals(amount)) == amount, capitals(amount)


def _read(text: str) -> Decimal:
    units = {"拾": 10, "佰": 100, "仟": 1000}
    whole, _, rest = text.removesuffix("整").rpartition("元") if "元" in text else ("", "", text)
    amount, group, digit = 0, 0, 0
    for character in whole:
        if character in "零壹贰叁肆伍陆柒捌玖":
            digit = "零壹贰叁肆伍陆柒捌玖".index(character)
        elif character in units:
            group, digit = group + digit * units[character], 0
        else:
            factor = {"万": 10**4, "亿": 10**8}[character]
            amount, group, digit = (
                (amount + group + digit) * factor if character == "亿" else amount + (group + digit) * factor,
                0,
                0,
            )
    cents = {
        unit: "零壹贰叁肆伍陆柒捌玖".index(found[-2])
        for unit in "角分"
        if (found := rest.partition(unit)[0] + unit)[-1] in rest and len(found) > 1
    }
    return Decimal(amount + group + digit) + Decimal(cents.get("角", 0)) / 10 + Decimal(cents.get("分", 0)) / 100


# ---------------------------------------------------------------- the pay sheet

PLAN = PayPlan(
    roles=("销售员",),
    parts=(
        Declared(id="base", name="基础工资", share=Decimal(50)),
        Declared(id="bonus", name="奖金", table="t", column="c"),
    ),
)
SCHEME = Scheme(id="s", name="s", since="2026-01", source="", forms=(), tables=(), pays=(PLAN,))
NO_RATE = finding(
    "PAY_NO_GROSS", CellRef("花名册.xlsx", "花名册", "J4"), concerns=("0003",), department="一部", name="王五"
)


def card(
    id: str, name: str, parts: dict[str, str] | None, *, withheld: bool = False, role: str = "销售员"
) -> Scorecard:
    """`parts`: part id -> amount; None: a card without pay, or with `withheld` one that is withheld."""
    names = {
        "base": "基础工资",
        "bonus": "奖金",
        "base/1": "基础工资（一部 10-01—10-15）",
        "base/2": "基础工资（二部 10-16—10-31）",
    }
    paid = tuple(PayPart(part, names[part], Decimal(amount)) for part, amount in (parts or {}).items())
    pay = Pay("scored", sum((part.amount or Decimal(0) for part in paid), Decimal(0)), paid) if paid else None
    if not paid and not withheld and parts is not None:
        pay = Pay("withheld", None, (), (NO_RATE,))
    return Scorecard("s", Subject("person", id, name, "一部", role), "withheld" if withheld else "scored", None if withheld else Decimal(80), None,
                     None, 0, None, (), (), (), pay, (), (NO_RATE,) if withheld else ())  # fmt: skip


CARDS = (
    card("0001", "张三", {"base": "4000.00", "bonus": "600.00"}),
    card("0002", "李四", {"base/1": "1500.55", "base/2": "2000.00", "bonus": "0.00"}),
    card("0003", "王五", {}),
    card("0004", "赵六", None, withheld=True),
    card("0009", "主任", None, role="内勤"),
)


def payroll(pays: dict[str, Decimal] | None = None, account: str = "") -> Payroll:
    person = Person(
        "0001", "张三", "一部", "", "销售员", "", "", None, None, None, CellRef("花名册.xlsx"), account=account
    )
    history = History(last="2026-09", pays=pays or {})
    return Payroll(
        ORGANISATION, "2026-10", "2026年10月", "2026年9月", "zh", "zh-Hans", {"s": SCHEME}, {"0001": person}, history
    )


def view(pays: dict[str, Decimal] | None = None, account: str = "", cards: tuple[Scorecard, ...] = CARDS) -> PayView:
    made = pay_view(payroll(pays, account), cards)
    assert made is not None
    return made


def sheets(content: bytes, *, values: bool = True) -> dict[str, Worksheet]:
    return {sheet.title: sheet for sheet in openpyxl.load_workbook(BytesIO(content), data_only=values).worksheets}


def grid(sheet: Worksheet) -> list[list[object]]:
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_parts_stand_under_their_names_and_stints_are_added() -> None:
    """1,500.55 + 2,000.00 = 3,500.55; with 4,000.00: 7,500.55; 600.00 + 0.00; in all 8,100.55."""
    made = view()
    assert made.part_names == ("基础工资", "奖金")
    assert [(row.id, row.parts, row.total) for row in made.rows] == [
        ("0001", ("4,000.00", "600.00"), "4,600.00"),
        ("0002", ("3,500.55", "0.00"), "3,500.55"),
    ]
    assert (made.part_sums, made.total) == (("7,500.55", "600.00"), "8,100.55")
    assert made.capitals == "捌仟壹佰元零伍角伍分"


def test_who_is_not_paid_is_listed_with_the_reason_and_not_in_the_sums() -> None:
    made = view()
    assert [(row.id, len(row.why)) for row in made.unpaid] == [("0003", 1), ("0004", 1)]
    assert made.unpaid[0].why[0].startswith("花名册.xlsx!花名册!J4：")
    text = [
        value
        for row in grid(sheets(pay_workbook(made, CREATED))["工资发放表"])
        for value in row
        if isinstance(value, str)
    ]
    assert "发放 2 / 4 人；合计只含这 2 人；暂缓 2 人，见“暂缓发放”" in text


def test_one_of_two_pays_withheld_withholds_the_person() -> None:
    made = view(cards=(CARDS[0], replace(CARDS[0], scheme="s", pay=Pay("withheld", None, (), (NO_RATE,)))))
    assert (made.rows, [row.id for row in made.unpaid], made.total) == ((), ["0001"], "0.00")


def test_the_change_looks_at_what_was_paid_last() -> None:
    """4,600.00 − 4,550.00 = +50.00; without a base there is no change, and then none for all."""
    made = view({"0001": Decimal("4550.00")})
    assert [(row.previous, row.change) for row in made.rows] == [("4,550.00", "+50.00"), ("—", "—")]
    assert (made.previous_total, made.change_total) == ("—", "—")
    made = view({"0001": Decimal("4550.00"), "0002": Decimal("3600.00")})
    assert (made.previous_total, made.change_total) == ("8,150.00", "-49.45")


def test_capitals_are_traditional_where_the_month_is() -> None:
    traditional = replace(payroll(), language="zh-Hant", page_language="zh-Hant")
    made = pay_view(traditional, CARDS)
    assert made is not None
    assert made.capitals == "捌仟壹佰元零伍角伍分"
    assert "合計金額（大寫）" in str(grid(sheets(pay_workbook(made, CREATED))["工資發放表"]))


def test_no_plan_that_pays_is_no_pay_sheet() -> None:
    assert pay_view(payroll(), CARDS[4:]) is None


def test_the_workbook_foots_and_carries_its_own_results() -> None:
    content = pay_workbook(view({"0001": Decimal("4550.00"), "0002": Decimal("3600.00")}), CREATED)
    shown, live = sheets(content)["工资发放表"], sheets(content, values=False)["工资发放表"]
    rows = {row[0]: row for row in grid(shown)}
    assert rows["0002"][3:] == [3500.55, 0, 3500.55, 3600, -99.45]
    assert rows["合计"][3:] == [7500.55, 600, 8100.55, 8150, -49.45]
    formulas = {str(row[0]): row for row in grid(live)}
    assert formulas["0001"][5:] == ["=ROUND(SUM(D4:E4),2)", "='依据'!$D$16", "=ROUND(F4-G4,2)"]
    assert formulas["合计"][3:] == [f"=ROUND(SUM({column}4:{column}5),2)" for column in "DEFGH"]
    assert "合计金额（大写）：人民币捌仟壹佰元零伍角伍分" in rows
    signs = next(str(text) for text in rows if str(text).startswith("制表"))
    assert re.findall(r"(\w{2})：", signs) == ["制表", "复核", "会计", "审批", "日期"]


def test_the_bank_list_takes_its_amounts_from_the_pay_sheet() -> None:
    content = pay_workbook(view(account="6222020200012345678"), CREATED)
    assert grid(sheets(content)["银行代发"])[3:6] == [
        ["1", "0001", "张三", "6222020200012345678", 4600],
        ["2", "0002", "李四", None, 3500.55],
        ["合计", None, None, None, 8100.55],
    ]
    amounts = [row[4] for row in grid(sheets(content, values=False)["银行代发"])[3:6]]
    assert amounts == ["='工资发放表'!$F$4", "='工资发放表'!$F$5", "=ROUND(SUM(E4:E5),2)"]


def test_the_withheld_stand_on_a_sheet_of_their_own_only_when_there_are_any() -> None:
    assert [row[0] for row in grid(sheets(pay_workbook(view(), CREATED))["暂缓发放"])][2:] == ["0003", "0004"]
    assert "暂缓发放" not in sheets(pay_workbook(view(cards=CARDS[:2]), CREATED))


# ---------------------------------------------------------------- the reconciliation


def reconciliation() -> ReconciliationView:
    """Yuan: 5,000 + 8,000 owed, 5,000 + 4,500 + 700 came; dollars: 900 of 900."""
    made = month(
        "X1 | 甲 | 李 | 2026-10-02 | 2026-11-01 | - | 5000 | 否\nX2 | 乙 | 王 | 2026-09-20 | 2026-10-20 | - | 8000 | 是\nW1 | 丙 | 王 | 2026-10-02 | - | 美元 | 900 | 是",
        "X1 | 甲 | 2026-10-08 | - | 5000\nX2 | 乙 | 2026-10-09 | - | 4500\n- | 丁 | 2026-10-09 | - | 700\nW1 | 丙 | 2026-10-09 | 美元 | 900",
    )
    tables = tabulated(made)
    parts = tuple(_part(one) for one in tables)
    live = live_tables(tables, speaker("zh").say)
    return ReconciliationView("whole", "zh-Hans", ORGANISATION, "2026年10月", "2026-10", parts, live)


def _part(table: Table) -> PartView:
    return PartView(table.part, table_view(table, status_text=""), tuple(column.id for column in table.columns))


def test_the_sums_foot_per_currency_and_come_from_the_lines_of_both_sides() -> None:
    content = reconciliation_workbook(reconciliation(), CREATED)
    shown = {row[0]: row for row in grid(sheets(content)["对账"])}
    assert shown["人民币"] == ["人民币", 13000, 9500, 3500, 3500, 10200, 9500, 0, 700, "平"]
    assert shown["美元"] == ["美元", 900, 900, 0, 0, 900, 900, 0, 0, "平"]
    live = {row[0]: row for row in grid(sheets(content, values=False)["对账"])}
    billed, settled = (
        "SUMPRODUCT(('依据'!$F$5:$F$7=\"人民币\")*1,'依据'!$G$5:$G$7)",
        "SUMPRODUCT(('依据'!$D$11:$D$13=\"人民币\")*1,'依据'!$E$11:$E$13)",
    )
    assert live["人民币"][1:4] == [f"=ROUND({billed},2)", f"=ROUND({settled},2)", f"=ROUND(({billed}-{settled}),2)"]
    assert live["人民币"][9] == '=IF(AND(ROUND(B4-C4-D4,2)=0,ROUND(F4-G4-H4-I4,2)=0),"平","不平")'


def test_each_part_has_a_sheet_in_a_stated_order_and_its_totals_add_up_their_currency() -> None:
    content = reconciliation_workbook(reconciliation(), CREATED)
    assert list(sheets(content)) == [
        "对账", "settled", "open", "untold", "ambiguous", "unmatched", "控制表", "依据", "参数", "核对"
    ]  # fmt: skip
    shown = {row[0]: row[6] for row in grid(sheets(content)["settled"])}
    assert (shown["合计（人民币）"], shown["合计（美元）"]) == (9500, 900)
    assert grid(sheets(content)["ambiguous"])[3][0] == "无"


def test_the_control_sheet_ties_both_sides_and_every_list() -> None:
    """13,000 = 9,500 + 3,500; 10,200 = 9,500 + 0 + 700; lines: 9,500, 3,500, 0 and 700; dollars likewise."""
    content = reconciliation_workbook(reconciliation(), CREATED)
    rows = grid(sheets(content)["控制表"])
    assert rows[2][0] == "12 / 12 项一致"
    ties = {row[0]: row[2:6] for row in rows[4:16]}
    assert ties["人民币：应收＝已核销＋未收"] == [13000, "去向", 13000, "✓"]
    assert ties["人民币：收款＝已核销＋待认领＋无对应"][::2] == [10200, 10200]
    assert ties["人民币：open各行＝汇总"] == [3500, "汇总", 3500, "✓"]
    live = grid(sheets(content, values=False)["控制表"])
    assert live[4][2:6] == [
        "=SUM(C21:C21)",
        "去向",
        "=SUM(C22:C23)",
        '=IF(ROUND(C5-E5,2)=0,"✓",ROUND(C5-E5,2))',
    ]
    assert [row[2] for row in live[20:23]] == ["='对账'!$B$4", "='对账'!$C$4", "='对账'!$D$4"]
    assert rows[17][0].startswith("制表：")


def test_the_control_sheet_of_the_pay() -> None:
    """7,500.55 + 600.00 = 8,100.55 = 一部; five have a card: two are paid, two wait, one has no plan."""
    made = view({"0001": Decimal("4550.00"), "0002": Decimal("3600.00")})
    rows = grid(sheets(pay_workbook(made, CREATED))["控制表"])
    assert [(row[0], row[2], row[4], row[5]) for row in rows[4:9]] == [
        ("工资：各部分合计＝应发合计", 8100.55, 8100.55, "✓"),
        ("工资：各部门＝全公司", 8100.55, 8100.55, "✓"),
        ("工资：银行代发＝应发合计", 8100.55, 8100.55, "✓"),
        ("工资：有考核单的人＝发放＋暂缓＋无工资方案", 5, 5, "✓"),
        ("工资：本月－上次＝增减", -49.45, -49.45, "✓"),
    ]
    assert [(row[1], row[2]) for row in rows if row[3] in ("发放", "暂缓", "无工资方案")] == [
        ("去向", 2),
        ("去向", 2),
        ("去向", 1),
    ]


def test_what_does_not_agree_is_told_with_its_difference() -> None:
    made = replace(
        view(),
        ties=tuple(line_ties([Lines("一部", "表", 10, 7, (("PERSON_UNKNOWN", 2),))], words(TIE_WORDS, "zh-Hans"))),
    )
    rows = grid(sheets(pay_workbook(made, CREATED))["控制表"])
    assert rows[2][0] == "5 / 6 项一致"
    assert rows[8][:6] == ["一部：交来行数＝采用＋未采用＋被代替", "交来", 10, "去向", 9, 1]


def test_what_is_published_for_finance_and_the_same_bytes_twice() -> None:
    papers = list(finance_papers(view(), [reconciliation()], CREATED, "x"))
    assert [paper.path for paper in papers] == ["finance/pay.xlsx", "finance/reconciliation.xlsx"]
    two = [reconciliation(), replace(reconciliation(), id="other")]
    assert [paper.path for paper in finance_papers(None, two, CREATED, "x")] == [
        "finance/reconciliation-whole.xlsx", "finance/reconciliation-other.xlsx"
    ]  # fmt: skip
    assert pay_workbook(view(), CREATED) == pay_workbook(view(), CREATED)
    assert reconciliation_workbook(reconciliation(), CREATED) == reconciliation_workbook(reconciliation(), CREATED)


@pytest.mark.parametrize("labels", [PAY_WORDS, RECONCILIATION_WORDS, TIE_WORDS])
def test_every_word_is_in_all_three_languages_with_the_same_values(labels: dict[str, dict[str, str]]) -> None:
    for id, own in labels.items():
        assert set(own) == {"zh-Hans", "zh-Hant", "en"}, id
        assert len({tuple(sorted(set(re.findall(r"{(\w+)}", text)))) for text in own.values()}) == 1, id
