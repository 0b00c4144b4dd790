"""A form as a clerk and the reader find it: opened again with openpyxl."""

from __future__ import annotations

import tomllib
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest

from reportgen.forms import forms_for, write_form
from reportgen.forms.book import file_name
from reportgen.forms.stamp import WRITER
from reportgen.period import Period
from tests.forms.office import (
    DEPARTMENT,
    MONTH,
    OCTOBER,
    PEOPLE,
    SCHEME,
    cell_under,
    form,
    header_row,
    listed,
    opened,
    person,
    stamp,
    texts,
    validation_of,
)


def test_a_form_has_instructions_a_sheet_per_table_and_two_hidden_sheets() -> None:
    book = opened(form())
    assert book.sheetnames == ["填表说明", "指标数据", "走访［客户］", "分组考核", "逐级审核", "_lists", "_reportgen"]
    assert [sheet.title for sheet in book if sheet.sheet_state == "hidden"] == ["_lists", "_reportgen"]


def test_the_stamp_says_what_the_workbook_is() -> None:
    assert stamp(opened(form())) == {
        "format": "1",
        "scheme": "sales",
        "form": "month",
        "department": DEPARTMENT,
        "period": "2026-10",
        "scheme_since": "2026-01",
        "written_by": WRITER,
        "table.figures": "指标数据",
        "table.visits": "走访［客户］",
        "table.groups": "分组考核",
        "table.review": "逐级审核",
    }


def test_the_stamp_names_the_version_of_the_product() -> None:
    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert f"{project['name']} {project['version']}" == WRITER


def test_the_same_inputs_give_the_same_bytes() -> None:
    assert form().content == form().content
    properties = opened(form()).properties
    assert properties.created == datetime(2026, 10, 1)
    assert properties.title == "销售一部 2026年10月 业绩考核表"
    assert not properties.creator


def test_above_the_header_stand_title_facts_and_note() -> None:
    sheet = opened(form())["走访［客户］"]
    assert texts(sheet, 1) == ["销售一部 2026年10月 走访[客户]"]
    assert texts(sheet, 2) == ["编制单位：销售一部　　期间：2026年10月　　截止：2026-11-08"]
    assert texts(sheet, 3) == ["每次走访一行。"]
    assert "金额单位：元" in str(texts(opened(form())["指标数据"], 2))


def test_headers_are_the_columns_names_with_their_units() -> None:
    sheet = opened(form())["指标数据"]
    assert texts(sheet, header_row(sheet)) == [
        "工号", "姓名", "销售额（元）", "回款率（%）", "得分（分）", "访问次数（次）", "迟交"
    ]  # fmt: skip


def test_a_line_for_each_person_is_filled_in_and_locked() -> None:
    sheet = opened(form())["指标数据"]
    top = header_row(sheet)
    assert [texts(sheet, top + line) for line in (1, 2)] == [["0101", "王建国"], ["0102", "李秀英"]]
    assert sheet.max_row == top + 2
    assert cell_under(sheet, "工号").protection.locked
    assert cell_under(sheet, "工号").number_format == "@"
    assert not cell_under(sheet, "销售额（元）").protection.locked
    assert sheet.protection.sheet
    assert sheet.protection.insertRows  # not allowed
    assert not sheet.protection.formatColumns


def test_a_grid_has_a_line_for_each_person_and_entry() -> None:
    sheet = opened(form())["分组考核"]
    top = header_row(sheet)
    assert [texts(sheet, top + line) for line in (1, 2)] == [
        ["0103", "张伟", "去向", "函电组"],
        ["0103", "张伟", "去向", "索赔组"],
    ]
    assert cell_under(sheet, "考核组").protection.locked
    assert not cell_under(sheet, "得分").protection.locked


def test_a_list_has_empty_lines_and_may_grow() -> None:
    sheet = opened(form())["走访［客户］"]
    assert sheet.max_row == header_row(sheet) + 12
    assert not sheet.protection.insertRows
    assert not cell_under(sheet, "工号").protection.locked
    column = sheet.column_dimensions["A"]
    assert not column.protection.locked
    assert column.number_format == "@"
    far_below = cell_under(sheet, "走访日期", 500)
    assert validation_of(sheet, far_below).type == "date"


def test_ids_of_a_list_are_chosen_from_the_department_and_others_asked_about() -> None:
    book = opened(form())
    sheet = book["走访［客户］"]
    rule = validation_of(sheet, cell_under(sheet, "工号"))
    assert (rule.type, rule.errorStyle) == ("list", "warning")
    assert listed(book, rule) == ["0101", "0102"]
    review = book["逐级审核"]
    assert listed(book, validation_of(review, cell_under(review, "工号"))) == ["0101", "0102", "0103"]


def test_long_lists_of_choices_come_from_the_hidden_sheet() -> None:
    book = opened(form())
    sheet = book["走访［客户］"]
    options = listed(book, validation_of(sheet, cell_under(sheet, "方式")))
    assert len("".join(map(str, options))) > 255
    assert len(options) == 40
    figures = book["指标数据"]
    assert listed(book, validation_of(figures, cell_under(figures, "迟交"))) == ["是", "否"]


@pytest.mark.parametrize(
    ("table", "header", "kind", "low", "high"),
    [
        ("指标数据", "得分（分）", "decimal", "0", "20"),
        ("指标数据", "访问次数（次）", "whole", "0", "999999999999"),
        ("指标数据", "回款率（%）", "decimal", "-999999999999.99", "999999999999.99"),
        ("走访［客户］", "走访日期", "date", "46293", "46327.99998842592"),  # 2026-09-28 .. 2026-11-01
        ("走访［客户］", "上交时间", "date", "46204", "46418.99998842592"),  # 2026-07-01 .. 2027-01-31
    ],
)
def test_a_cell_accepts_what_its_column_accepts(table: str, header: str, kind: str, low: str, high: str) -> None:
    sheet = opened(form())[table]
    rule = validation_of(sheet, cell_under(sheet, header))
    assert (rule.type, rule.errorStyle or "stop") == (kind, "stop")
    assert float(rule.formula1) == pytest.approx(float(low))
    assert float(rule.formula2) == pytest.approx(float(high))


def test_messages_say_what_is_accepted_and_what_a_blank_means() -> None:
    book = opened(form())
    figures, visits = book["指标数据"], book["走访［客户］"]
    score = validation_of(figures, cell_under(figures, "得分（分）"))
    assert (score.promptTitle, score.prompt) == ("得分", "0 至 20 的数（分）。没有数据就留空。")
    assert score.error == "这里只能填：0 至 20 的数（分）。"
    assert "必填" in str(validation_of(figures, cell_under(figures, "销售额（元）")).prompt)
    assert "按无计" in str(validation_of(figures, cell_under(figures, "访问次数（次）")).prompt)
    assert "85% 填 85" in str(validation_of(figures, cell_under(figures, "回款率（%）")).prompt)
    handed_in = str(validation_of(visits, cell_under(visits, "上交时间")).prompt)
    assert handed_in.startswith("未交则留空。2026-07-01 至 2027-01-31 的日期和时间，如 2026-10-08 15:30")
    assert validation_of(visits, cell_under(visits, "说明")).prompt is None


def test_number_formats_follow_the_type() -> None:
    book = opened(form())
    figures, visits = book["指标数据"], book["走访［客户］"]
    assert cell_under(figures, "销售额（元）").number_format == "#,##0.00"
    assert cell_under(figures, "访问次数（次）").number_format == "0"
    assert cell_under(figures, "得分（分）").number_format == "General"
    assert cell_under(visits, "走访日期").number_format == "yyyy-mm-dd"
    assert cell_under(visits, "上交时间").number_format == "yyyy-mm-dd hh:mm"


def test_what_must_be_filled_in_has_a_dark_header_and_turns_red_once_its_line_is_begun() -> None:
    sheet = opened(form())["指标数据"]
    top = header_row(sheet)
    dark, light = (sheet.cell(top, column).fill.fgColor.rgb for column in (3, 4))
    assert (dark, light) == ("FF1F4E79", "FFDCE8F3")
    rules = {
        str(area.sqref): [rule.formula[0] for rule in found]
        for area, found in sheet.conditional_formatting._cf_rules.items()
    }
    assert rules == {f"C{top + 1}:C{top + 2}": [f"AND(COUNTA($C{top + 1}:$G{top + 1})>0,LEN(C{top + 1})=0)"]}


def test_sheets_stay_in_sight_and_print_on_a4() -> None:
    sheet = opened(form())["指标数据"]
    top = header_row(sheet)
    assert sheet.freeze_panes == f"C{top + 1}"
    assert (int(sheet.page_setup.paperSize or 0), sheet.page_setup.orientation) == (9, "landscape")
    assert sheet.sheet_properties.pageSetUpPr
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert int(sheet.page_setup.fitToHeight or 0) == 0
    assert sheet.print_title_rows == f"$1:${top}"
    assert sheet.oddFooter.right.text == "第 &P 页 共 &N 页"
    assert str(sheet.print_area).endswith(f"$A$1:$G${top + 2}")


def test_the_instructions_lead_to_every_sheet_and_explain_every_column() -> None:
    book = opened(form())
    guide = book["填表说明"]
    written = [cell.value for row in guide.iter_rows() for cell in row if cell.value is not None]
    links = {cell.hyperlink.location for row in guide.iter_rows() for cell in row if cell.hyperlink}
    assert links == {f"'{name}'!A1" for name in ("指标数据", "走访［客户］", "分组考核", "逐级审核")}
    assert {"2026-11-08（星期日）", "次月 8 日前报人力资源部。", "销售额（元）", "0 至 20 的数（分）"} <= set(written)
    assert {"0101", "王建国", "0103", "张伟"} <= set(written)


def test_tables_that_concern_nobody_are_left_out() -> None:
    book = opened(form((person("0103", "张伟", "服务代表"),)))
    assert book.sheetnames == ["填表说明", "分组考核", "逐级审核", "_lists", "_reportgen"]


def test_a_department_without_the_forms_roles_gets_no_form() -> None:
    driver = (person("0200", "赵磊", "司机"),)
    assert forms_for(SCHEME, {"车队": driver}, OCTOBER) == ()
    with pytest.raises(ValueError, match="asks nothing"):
        write_form(SCHEME, MONTH, "车队", driver, OCTOBER)


def test_who_was_not_in_post_in_the_month_is_not_on_the_form() -> None:
    people = (
        person("1", "在职", joined=datetime(2026, 10, 31).date()),
        person("2", "离职", left=datetime(2026, 9, 30).date()),
        person("3", "未到", joined=datetime(2026, 11, 1).date()),
        person("4", "月初离职", left=datetime(2026, 10, 1).date()),
    )
    sheet = opened(form(people))["指标数据"]
    top = header_row(sheet)
    assert [sheet.cell(row, 1).value for row in range(top + 1, sheet.max_row + 1)] == ["1", "4"]


def test_a_person_with_two_rows_on_the_roster_has_one_line() -> None:
    sheet = opened(form((*PEOPLE, person("0101", "王建国"))))["指标数据"]
    assert sheet.max_row == header_row(sheet) + 2


def test_forms_for_every_department_and_form_under_its_own_name() -> None:
    documents = forms_for(SCHEME, {"销售/一部": PEOPLE[:1], "服务部": PEOPLE[2:]}, OCTOBER)
    assert [document.path for document in documents] == [
        "销售 一部_业绩考核表_2026-10.xlsx",
        "销售 一部_计划表_2026-10.xlsx",
        "服务部_业绩考核表_2026-10.xlsx",
    ]
    assert texts(opened(documents[1])["计划"], 2) == ["编制单位：销售/一部　　期间：2026年10月　　截止：2026-09-20"]


def test_carried_lines_start_a_list_and_can_be_changed() -> None:
    rows = [{"person": "0101", "date": datetime(2026, 10, 8), "note": "延期", "amount": Decimal("1.5")}]
    sheet = opened(form(carried={"visits": rows}))["走访［客户］"]
    assert cell_under(sheet, "工号").value == "0101"
    assert cell_under(sheet, "走访日期").value == datetime(2026, 10, 8)
    assert not cell_under(sheet, "说明").protection.locked
    assert sheet.max_row == header_row(sheet) + 12


def test_a_form_in_english_and_in_traditional_characters() -> None:
    english = opened(write_form(SCHEME, MONTH, DEPARTMENT, PEOPLE, OCTOBER, "en"))
    assert english.sheetnames[0] == "Instructions"
    assert texts(english["指标数据"], header_row(english["指标数据"]))[2] == "销售额（元）"
    traditional = opened(write_form(SCHEME, MONTH, DEPARTMENT, PEOPLE, OCTOBER, "zh-Hant"))
    assert traditional.sheetnames[0] == "填表說明"


@pytest.mark.parametrize(
    ("parts", "name"),
    [
        (("销售一部", "考核表", "2026-10"), "销售一部_考核表_2026-10.xlsx"),
        (("../../etc", 'a<b>:"|?*', "2026-10"), "etc_a b_2026-10.xlsx"),
        (("con",), "_con.xlsx"),
        (("部" * 300,), "部" * 60 + ".xlsx"),
        (("",), "_.xlsx"),
    ],
)
def test_file_names_are_safe(parts: tuple[str, ...], name: str) -> None:
    assert file_name(parts) == name


def test_file_names_differ_without_regard_to_case() -> None:
    assert file_name(("Sales",), ["sales.xlsx"]) == "Sales_2.xlsx"


def test_a_due_day_is_clamped_to_its_month() -> None:
    sheet = opened(write_form(SCHEME, MONTH, DEPARTMENT, PEOPLE, Period(2026, 12)))["指标数据"]
    assert "截止：2027-01-08" in str(texts(sheet, 2))
