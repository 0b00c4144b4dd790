"""The difference in pay that a correction leaves: carried by an open month exactly once, and never lost."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from tests.history.office import Office
from tests.history.test_closed_months import OCTOBER, PEOPLE


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """October closed with 9,600.00 for 1001 and corrected to 95 points: 9,800.00, + 200.00."""
    made = Office(tmp_path / "office")
    made.roster(*PEOPLE)
    made.hand_in("2026-10", OCTOBER)
    made.call("run", "2026-10")
    made.call("close", "2026-10", "--by", "赵会计")
    made.hand_in("2026-10", OCTOBER | {"1001 张三": "95"})
    assert made.call("restate", "2026-10", "--by", "钱经理", "--reason", "登记有误").code == 0
    return made


def test_the_open_month_carries_it_once_and_the_same_when_run_again(office: Office) -> None:
    """November: 6,000 + 4,000 × 90 % = 9,600.00, and 200.00 of October: 9,800.00."""
    office.hand_in("2026-11", OCTOBER)
    assert office.call("run", "2026-11").code == 0
    first = office.digests("2026-11")
    assert office.pay("2026-11", "1001") == {
        "基础": "6000.00", "考核": "3600.00", "奖金": "0.00", "补发 2026-10 更正": "200.00", "合计": "9800.00",
    }  # fmt: skip
    assert "补发 2026-10 更正" not in office.pay("2026-11", "1002")
    assert office.call("run", "2026-11").code == 0
    again = office.digests("2026-11")
    assert {path for path in first if first[path] != again[path]} <= {"run.json"}  # it says "unchanged" of each paper
    sheet = openpyxl.load_workbook(office.outputs / "2026-11" / "finance" / "pay.xlsx", data_only=True).worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    head = next(row for row in rows if row[0] == "工号")
    person = next(row for row in rows if row[0] == "1001")
    assert person[head.index("补发 2026-10 更正")] == 200
    assert person[head.index("应发合计")] == 9800


def test_once_closed_it_is_settled_and_december_carries_nothing(office: Office) -> None:
    office.hand_in("2026-11", OCTOBER)
    office.call("run", "2026-11")
    rows = office.call("diff", "2026-10", "--json").json["unsettled"]
    assert [(one["id"], one["amount"], one["carried_by"]) for one in rows] == [("1001", "200.00", "2026-11")]
    office.call("close", "2026-11", "--by", "赵会计")
    office.hand_in("2026-12", OCTOBER)
    office.call("run", "2026-12")
    assert office.pay("2026-12", "1001")["合计"] == "9600.00"
    assert office.call("run", "2026-11").code == 0  # it still carries what it carried
    assert office.call("diff", "2026-10", "--json").json["unsettled"] == []


def test_a_second_correction_carries_only_the_further_difference(office: Office) -> None:
    """October from 95 to 85 points: 9,400.00. 200.00 were paid in November, so 400.00 go back in December."""
    office.hand_in("2026-11", OCTOBER)
    office.call("run", "2026-11")
    office.call("close", "2026-11", "--by", "赵会计")
    office.hand_in("2026-10", OCTOBER | {"1001 张三": "85"})
    assert office.call("restate", "2026-10", "--by", "钱经理", "--reason", "再核").code == 0
    office.hand_in("2026-12", OCTOBER)
    office.call("run", "2026-12")
    assert office.pay("2026-12", "1001")["扣回 2026-10 更正"] == "-400.00"
    assert office.pay("2026-12", "1001")["合计"] == "9200.00"


def test_two_corrections_that_meet_in_one_open_month_are_added(office: Office) -> None:
    """200.00 and then 4,000 × (96 − 95) % = 40.00 more."""
    office.hand_in("2026-11", OCTOBER)
    office.call("run", "2026-11")
    office.hand_in("2026-10", OCTOBER | {"1001 张三": "96"})
    office.call("restate", "2026-10", "--by", "钱经理", "--reason", "再核")
    office.call("run", "2026-11")
    assert office.pay("2026-11", "1001")["补发 2026-10 更正"] == "240.00"
    card = next(one for one in office.results("2026-11")["scorecards"] if one["subject"]["id"] == "1001")
    assert card["pay"]["parts"][-1]["because"] == "2026-10 更正（第 2、3 版）后的工资差额"


def test_the_corrected_month_itself_pays_nothing_again(office: Office) -> None:
    """Its sheet shows the corrected figures and says so; the list for the bank is gone."""
    book = openpyxl.load_workbook(office.outputs / "2026-10" / "finance" / "pay.xlsx", data_only=True)
    assert book.sheetnames[0] == "工资发放表"
    assert "银行代发" not in book.sheetnames
    texts = [str(cell.value) for row in book.worksheets[0].iter_rows() for cell in row if cell.value]
    assert any(text.startswith("更正 第2版") and "不再据此发放" in text for text in texts)
    assert office.pay("2026-10", "1001")["合计"] == "9800.00"


def test_who_has_left_is_listed_to_be_settled_by_hand(office: Office) -> None:
    office.roster("1001 张三 甲部 销售员 10000 2026-10-31", *PEOPLE[1:])
    office.hand_in("2026-11", {who: points for who, points in OCTOBER.items() if "1001" not in who})
    assert office.call("run", "2026-11").code == 0
    book = openpyxl.load_workbook(office.outputs / "2026-11" / "finance" / "pay.xlsx", data_only=True)
    rows = [[cell.value for cell in row] for row in book["未结更正差额"].iter_rows()]
    assert ["1001", "张三", "甲部", "2026年10月", 200] in rows
    office.call("close", "2026-11", "--by", "赵会计")
    status = office.call("status", "2026-11", "--json").json
    assert (status["closed"]["by"], status["revision"]) == ("赵会计", 1)
    assert [(one["id"], one["amount"], one["carried_by"]) for one in status["unsettled"]] == [("1001", "200.00", None)]
    said = office.call("status", "2026-11").out
    assert "2026-10 第 2 版：1001 张三 +200.00" in said
    assert "人工结清" in said


def test_a_withheld_pay_carries_nothing_and_the_difference_waits(office: Office) -> None:
    """1001's November card is withheld: no points. Once they are there, the same month carries it."""
    office.hand_in("2026-11", OCTOBER | {"1001 张三": "约90"})
    assert office.call("run", "2026-11").code == 3
    assert [one["carried_by"] for one in office.call("diff", "2026-11", "--json").json["unsettled"]] == [None]
    office.hand_in("2026-11", OCTOBER)
    assert office.call("run", "2026-11").code == 0
    assert office.pay("2026-11", "1001")["合计"] == "9800.00"
