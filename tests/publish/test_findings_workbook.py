"""The findings as a workbook, read back with openpyxl."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from reportgen.publish.finding_view import FindingView
from reportgen.publish.findings_workbook import findings_workbook
from tests.publish.sample_month import CREATED, ORGANISATION, findings


def content(rows: Sequence[FindingView], language: str = "zh-Hans") -> bytes:
    return findings_workbook(rows, organisation=ORGANISATION, period="2026年10月", language=language, created=CREATED)


def sheets(rows: Sequence[FindingView], language: str = "zh-Hans") -> list[Worksheet]:
    return openpyxl.load_workbook(BytesIO(content(rows, language))).worksheets


def test_each_finding_is_a_line_in_the_order_given() -> None:
    sheet, _ = sheets(findings())
    assert [cell.value for cell in sheet[3]] == [
        "级别",
        "部门",
        "文件",
        "工作表",
        "单元格",
        "问题",
        "处理办法",
        "涉及",
        "代码",
    ]
    assert [sheet.cell(row, 9).value for row in range(4, sheet.max_row + 1)] == [finding.code for finding in findings()]
    assert [cell.value for cell in sheet[4]] == [
        "错误", "销售一部", "销售一部/业绩考核表.xlsx", "销售实绩", "D9", "“完成数量”里写的是“约 40”，这里要填一个数。",
        "改成确切的台数，如 40。", "0103 赵敏", "NOT_A_NUMBER",
    ]  # fmt: skip


def test_the_list_can_be_filtered_and_keeps_its_titles_in_sight() -> None:
    sheet, _ = sheets(findings())
    assert sheet.auto_filter.ref == "A3:I18"
    assert sheet.freeze_panes == "A4"
    assert sheet.print_title_rows == "$3:$3"
    assert sheet["F4"].alignment.wrap_text


def test_it_prints_on_landscape_a4_at_70_per_cent_or_more() -> None:
    """Between margins of half an inch A4 is 770 points wide; a character of a column takes up to 6.6 points."""
    sheet, _ = sheets(findings())
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)  # one wide, as long as it gets
    assert sheet.print_area == "'问题清单'!$A$1:$H$18"
    assert 770 / (sum(sheet.column_dimensions[column].width for column in "ABCDEFGH") * 6.6) >= 0.70
    assert all(sheet.cell(4, column).alignment.wrap_text for column in range(1, 9))


def test_each_severity_has_its_colour_and_its_word() -> None:
    sheet, _ = sheets(findings())
    shades = {(sheet.cell(row, 1).value, sheet.cell(row, 1).fill.fgColor.rgb) for row in range(4, sheet.max_row + 1)}
    assert {word for word, _ in shades} == {"错误", "提醒", "提示"}
    assert len({colour for _, colour in shades}) == 3


def test_the_summary_counts_by_department_and_foots() -> None:
    _, sheet = sheets(findings())
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)]
    assert rows[0] == ["销售一部", 2, 1, 1, 4]
    assert ["（不属部门）", 0, 1, 1, 2] in rows
    assert rows[-1] == ["合计", *(sum(row[at] for row in rows[:-1]) for at in range(1, 5))]
    assert rows[-1][4] == 15


@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant", "en"])
def test_a_month_without_findings_says_so(language: str) -> None:
    sheet, summary = sheets((), language)
    assert sheet["A4"].value
    assert [cell.value for cell in summary[4]][1:] == [0, 0, 0, 0]


@pytest.mark.parametrize("text", ["=cmd|' /C calc'!A0", "<script>alert(1)</script>", "'引号\"", "长" * 5000, "0107"])
def test_hostile_text_stays_text(text: str) -> None:
    finding = FindingView(text, "error", text, text, text, text, text, text, text, text)
    sheet, _ = sheets((finding,))
    assert {cell.value for cell in sheet[4]} == {text}
    assert {cell.data_type for cell in sheet[4]} == {"s"}


def test_same_findings_same_bytes() -> None:
    assert content(findings()) == content(findings())
