"""explain: by 工号 or name, with a hint when there is no such person, and every reason told once."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from tests.cli.call import Call, inputs_of
from tests.cli.explained import CASES, FOLDER, said


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """September published."""
    folder = tmp_path_factory.mktemp("outputs")
    assert Call(folder, "run", "2026-09").code == 0
    return folder


@pytest.mark.parametrize("name", ["王建国", "王建國"])
def test_a_name_does_when_only_one_person_has_it(outputs: Path, name: str) -> None:
    call = Call(outputs, "explain", "2026-10", "--person", name, "--json")
    assert call.code == 0
    assert {card["subject"]["id"] for card in call.json["scorecards"]} == {"1001"}


def test_namesakes_are_listed_and_none_is_taken(tmp_path: Path) -> None:
    inputs = inputs_of(tmp_path)
    book = openpyxl.load_workbook(inputs / "花名册.xlsx")
    for row in book["花名册"].iter_rows():
        for cell in row:
            if cell.value == "刘洋":
                cell.value = "王建国"
    book.save(inputs / "花名册.xlsx")
    call = Call(tmp_path / "o", "explain", "2026-10", "--person", "王建国", inputs=inputs)
    assert (call.code, call.said) == (2, "")
    assert call.complained.splitlines() == [
        "“王建国”有 2 人，请用 --person 写工号：",
        "  1001 王建国　华北销售部　销售员",
        "  1004 王建国　华北销售部　销售员",
    ]


def test_a_slip_in_the_number_or_the_name_gets_a_hint(outputs: Path) -> None:
    for slip in ("10011", "王建"):
        call = Call(outputs, "explain", "2026-10", "--person", slip)
        assert call.code == 2
        assert call.complained.splitlines()[-1] == "  1001 王建国　华北销售部　销售员"


def test_one_who_has_no_card_is_found_on_the_roster_and_in_other_months(tmp_path: Path) -> None:
    inputs = inputs_of(tmp_path)
    assert Call(tmp_path / "o", "run", "2026-09", inputs=inputs).code == 0
    book = openpyxl.load_workbook(inputs / "花名册.xlsx")
    sheet = book["花名册"]
    heads = {str(cell.value): cell.column for row in sheet.iter_rows(min_row=4, max_row=4) for cell in row}
    for number in range(1, sheet.max_row + 1):
        if sheet.cell(number, heads["工号"]).value == "1001":
            sheet.cell(number, heads["角色"]).value = None
    book.save(inputs / "花名册.xlsx")
    call = Call(tmp_path / "o", "explain", "2026-10", "--person", "王建国", inputs=inputs)
    assert call.code == 2
    assert "花名册上有：1001 王建国　华北销售部　（无角色）" in call.complained
    assert "有考核单的月份：2026-09" in call.complained


def test_a_reason_is_told_once_and_then_by_its_number(outputs: Path) -> None:
    said = Call(outputs, "explain", "2026-10", "--person", "1004").said
    reason = "里没有 1004 刘洋 这一行"
    assert said.count(reason) == 1
    assert f"! [1] 华北销售部_业绩考核表_2026-10.xlsx!日常考核（销售员）：“日常考核（销售员）”{reason}" in said
    assert said.count("! 同上：[1]") > 3


def test_cells_of_one_sheet_share_a_line(outputs: Path) -> None:
    said = Call(outputs, "explain", "2026-10", "--person", "1001", "--item", "出勤").said
    # 10-09, 10-15 and 10-22 in the list of absences: 100 - 3 x 4 = 88, x 30 % = 26.40
    assert "出勤：26.40" in said
    assert "!缺勤登记：C4 2026-10-09，C5 2026-10-15，C6 2026-10-22" in said


def test_an_unknown_item_names_those_that_there_are_and_the_nearest(outputs: Path) -> None:
    call = Call(outputs, "explain", "2026-10", "--person", "1001", "--item", "attendence")
    assert call.code == 2
    assert "出勤（attendance）" in call.complained
    assert "是不是“attendance”？" in call.complained


@pytest.mark.parametrize("name", CASES)
def test_two_people_in_three_languages(outputs: Path, name: str) -> None:
    lines = [line for line in said(outputs, name).splitlines() if line]
    assert lines == [line for line in (FOLDER / name).read_text("utf-8").splitlines() if line]
    assert not [line for line in lines if "{" in line or "}" in line]


def test_an_item_has_its_formula_in_words(outputs: Path) -> None:
    said = Call(outputs, "explain", "2026-10", "--person", "1001", "--item", "出勤").said
    # three absent dates at 4 of 100
    assert "算式：满分 100 − 每缺勤一天扣分 4 × 缺勤日（同日只计一次） 3 = 88" in said
    assert "算式：出勤 得分 88 × 权重 30 % = 26.4" in said
    assert "依据：（三）" in said


def test_figures_and_parts_of_the_pay_can_be_asked_for(outputs: Path) -> None:
    said = Call(outputs, "explain", "2026-10", "--person", "1001", "--item", "completion").said
    # 8000 x 35 % x 92 % = 2576, from 46 of 50
    assert "算式：工资总额 8000 元 × 占工资总额 35 % × 计划完成率 92 ÷ 100 = 2576" in said
    assert "其中 计划完成率：完成合计 46 × 100 ÷ 计划合计 50 = 92" in said


def test_a_row_of_a_table_with_its_cells(outputs: Path) -> None:
    said = Call(outputs, "explain", "2026-10", "--table", "collection-by-channel", "--row", "1").said
    assert "渠道：直销" in said
    assert "第 2 行" not in said
    assert "← 销售计划部_销售回款.xlsx!销售回款：B" in said


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--table", "collection-by-chanel"), "是不是“collection-by-channel”？"),
        (("--table", "collection-total", "--row", "99"), "没有第 99 行"),
    ],
)
def test_a_table_or_row_that_is_not_there(outputs: Path, words: tuple[str, ...], told: str) -> None:
    call = Call(outputs, "explain", "2026-10", *words)
    assert call.code == 2
    assert told in call.complained
