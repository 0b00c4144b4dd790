"""The card and the month table as workbooks, read back with openpyxl."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO
from itertools import pairwise

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from reportgen.publish import workbook_labels
from reportgen.publish.card_live import without_formulas
from reportgen.publish.card_workbook import card_workbook
from reportgen.publish.grid import Cell, Line, write_lines
from reportgen.publish.printed import printed
from reportgen.publish.table_view import table_view
from reportgen.publish.table_workbook import table_workbook
from reportgen.records import CellRef, Figure, Table, TableColumn
from reportgen.workbook import open_workbook
from tests.publish.sample_month import CREATED, ITEMS, ORGANISATION, card, item, money_table, section

HOSTILE = ("=cmd|' /C calc'!A0", "<script>alert(1)</script>", "<r>x</r>", "+1+1", "@SUM(A1)", "http://example.com", 'O"Neil & \'欧\'', "坏\ud800字", "长" * 5000)  # fmt: skip


def sheets(content: bytes) -> list[Worksheet]:
    return openpyxl.load_workbook(BytesIO(content)).worksheets


def row_of(sheet: Worksheet, text: str, column: int = 1) -> int:
    return next(row for row in range(1, sheet.max_row + 1) if sheet.cell(row, column).value == text)


def values(sheet: Worksheet) -> list[object]:
    return [cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None]


def table_bytes(view: object = None, language: str = "zh-Hans") -> bytes:
    return table_workbook(
        view or money_table(), organisation=ORGANISATION, period="2026年10月", language=language, created=CREATED
    )  # type: ignore[arg-type]


# ---------------------------------------------------------------- the card


def test_points_are_numbers_with_two_places() -> None:
    sheet, _ = sheets(card_workbook(without_formulas(card()), CREATED))
    row = row_of(sheet, "经销商管理")
    cells = [sheet.cell(row, column) for column in range(3, 7)]
    assert [cell.value for cell in cells] == [30, 20, -10, 25]
    assert {cell.number_format for cell in cells} == {"0.00"}
    assert (sheet.cell(row_of(sheet, "日常工作"), 2).value, sheet.cell(row_of(sheet, "日常工作"), 2).number_format) == (
        0.7,
        "0%",
    )


def test_head_and_result_say_who_and_how_much() -> None:
    sheet, _ = sheets(card_workbook(without_formulas(card()), CREATED))
    row = row_of(sheet, "李丽")
    assert [sheet.cell(row, column).value for column in (1, 2, 4, 7)] == ["李丽", "0107", "销售一部", "区域销售员"]
    row = row_of(sheet, "月度得分")
    assert [sheet.cell(row + 1, column).value for column in (1, 2, 4, 6, 7)] == [86.6, "良好", "3 / 12", 84.1, 2.5]
    assert sheet.cell(row + 1, 7).number_format == "+0.00;-0.00;0.00"


def test_parts_of_an_item_are_indented_and_fold_under_it() -> None:
    sheet, _ = sheets(card_workbook(without_formulas(card()), CREATED))
    for name, level in (("日常工作", 0), ("周报", 1), ("大客户走访", 2)):
        row = row_of(sheet, name)
        assert (sheet.row_dimensions[row].outlineLevel, sheet.cell(row, 1).alignment.indent) == (level, level)
    assert sheet.sheet_properties.outlinePr is not None
    assert sheet.sheet_properties.outlinePr.summaryBelow is False


def test_pay_and_its_total_are_money() -> None:
    sheet, _ = sheets(card_workbook(without_formulas(card()), CREATED))
    first, last = row_of(sheet, "基础工资"), row_of(sheet, "合计")
    parts = [Decimal(str(sheet.cell(row, 2).value)) for row in range(first, last)]
    assert sum(parts) == Decimal(str(sheet.cell(last, 2).value)) == Decimal("7608")
    assert sheet.cell(last, 2).number_format == "#,##0.00"


def test_a_figure_that_is_missing_stays_a_dash() -> None:
    sheet, _ = sheets(card_workbook(without_formulas(card()), CREATED))
    assert sheet.cell(row_of(sheet, "老顾客保持率"), 2).value == "—"


def test_withheld_pay_says_why_and_has_no_table() -> None:
    sheet, _ = sheets(
        card_workbook(
            without_formulas(card(sections=(section(pay=(), pay_total="", pay_note="工资总额未填。"),))), CREATED
        )
    )
    assert "工资总额未填。" in values(sheet)
    assert "基础工资" not in values(sheet)


def test_every_source_cell_has_its_own_line() -> None:
    _, sheet = sheets(card_workbook(without_formulas(card()), CREATED))
    told = [sheet.cell(row, 6).value for row in range(4, sheet.max_row + 1)]
    assert [source for source in told if source] == [
        *(source for row in ITEMS for source in row.evidence),
        *(source for kpi in section().kpis for source in kpi.evidence),
        *(source for part in section().pay for source in part.evidence),
    ]
    row = row_of(sheet, "销售一部/计划表.xlsx!网络计划!D6", 6)
    assert [sheet.cell(row, column).value for column in (1, 2, 3, 5)] == [
        "销售人员考核", "考核项目", "经销商管理", "未完成网络开发计划：华东区计划 3 家，实际 2 家，扣 5 分",
    ]  # fmt: skip


def test_the_card_prints_upright_one_page_wide_with_its_head_on_every_page() -> None:
    sheet, _ = sheets(card_workbook(without_formulas(card()), CREATED))
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "portrait")
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (
        1,
        0,
    )  # 1 is what stands when nothing is said
    assert sheet.print_title_rows == "$1:$4"
    assert sheet.oddFooter.center.text == "第 &P 页 共 &N 页"


def test_signatures_stand_in_one_row() -> None:
    sheet, _ = sheets(card_workbook(without_formulas(card()), CREATED))
    assert all(sheet.cell(sheet.max_row, column).value for column in (1, 2, 5, 7))


def test_two_schemes_are_two_sections_of_one_card() -> None:
    two = (section(flags=("调离岗位",)), section(title="销售与回款", items=ITEMS[:1], score="71.00"))
    sheet, sources = sheets(card_workbook(without_formulas(card(sections=two)), CREATED))
    assert row_of(sheet, "销售人员考核　销售员") < row_of(sheet, "标记：调离岗位") < row_of(sheet, "销售与回款　销售员")
    assert "销售与回款" in values(sources)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text(text: str) -> None:
    strange = item("x", 1, text, "10.00", text, text, text, text, evidence=(text,))
    view = card(person_name=text, post=text, sections=(section(title=text, items=(strange,)),))
    content = card_workbook(without_formulas(view), CREATED)
    for sheet in sheets(content):
        assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f" or cell.hyperlink]
    kept = text.replace("\ud800", "\N{REPLACEMENT CHARACTER}") + (" " if text.startswith("<r>") else "")
    assert {sheets(content)[0].cell(4, column).value for column in (1, 7)} == {kept}


def test_same_card_same_bytes() -> None:
    assert card_workbook(without_formulas(card()), CREATED) == card_workbook(without_formulas(card()), CREATED)


def test_the_properties_name_no_person() -> None:
    book = openpyxl.load_workbook(BytesIO(card_workbook(without_formulas(card()), CREATED)))
    assert "李丽" not in f"{book.properties.title}{book.properties.subject}{book.properties.creator}"


def test_a_formula_can_stand_beside_its_value() -> None:
    with open_workbook(CREATED, title="x") as book:
        write_lines(book.sheet("x"), (Line((Cell(0, "7,608.00", figure=True, formula="=4000+3608"),)),), (10,))
    assert sheets(book.content)[0]["A1"].value == "=4000+3608"
    read = openpyxl.load_workbook(BytesIO(book.content), data_only=True).worksheets[0]
    assert (read["A1"].value, read["A1"].number_format) == (7608, "#,##0.00")


@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant", "en"])
def test_cards_speak_every_language(language: str) -> None:
    assert len(sheets(card_workbook(without_formulas(card(language=language)), CREATED))) == 2


def test_every_word_of_the_workbooks_is_in_every_language() -> None:
    for labels in (workbook_labels.CARD_BOOK_WORDS, workbook_labels.FINDINGS_WORDS, workbook_labels.TABLE_WORDS):
        for key, label in labels.items():
            assert set(label) == {"zh-Hans", "zh-Hant", "en"}, key
            assert all(label.values()), key
            assert {part.split("}")[0] for part in label["en"].split("{")[1:]} == {
                part.split("}")[0] for part in label["zh-Hans"].split("{")[1:]
            }, key


# ---------------------------------------------------------------- printed figures


@pytest.mark.parametrize(
    ("text", "value", "shown"),
    [
        ("86.60", "86.60", "0.00"), ("−5.00", "-5.00", "0.00"), ("+2.50", "2.50", "+0.00;-0.00;0.00"), ("0", "0", "0"),
        ("1,149,189.00", "1149189.00", "#,##0.00"), ("70%", "0.70", "0%"), ("71.82 %", "0.7182", "0.00%"),
    ],
)  # fmt: skip
def test_a_printed_number_is_read_back(text: str, value: str, shown: str) -> None:
    number = printed(text)
    assert number is not None
    assert (number.value, number.format) == (Decimal(value), shown)


@pytest.mark.parametrize(
    "text", ["", "—", "3 / 12", "0107", "1,23", "≥95%", "1e5", "１２", "NaN", "1" * 16, "1.", ".5", "12元"]
)
def test_what_is_not_plainly_a_number_stays_text(text: str) -> None:
    assert printed(text) is None


# ---------------------------------------------------------------- a month table


def test_a_month_table_has_its_furniture_and_foots() -> None:
    sheet, _ = sheets(table_bytes())
    assert sheet["A1"].value == "销售与回款（按渠道）"
    assert (sheet["A2"].value, sheet["D2"].value) == (f"编制单位：{ORGANISATION}　　期间：2026年10月", "单位：元")
    assert [cell.value for cell in sheet[3]] == ["渠道", "销售额", "回款额", "回款率（%）"]
    for column in (2, 3):
        figures = [sheet.cell(row, column).value for row in range(4, 8)]
        assert sum(figures[:3]) == figures[3]
    assert [cell.value for cell in sheet[7]] == ["合计", 1545014, 1109576, 71.82]
    assert all(cell.font.bold for cell in sheet[7])
    assert any(str(value).startswith("制表人：") for value in values(sheet))


def test_a_month_table_names_the_cells_of_its_figures() -> None:
    _, sheet = sheets(table_bytes())
    assert [cell.value for cell in sheet[3]] == [
        "直销",
        "销售额",
        1149189,
        "销售三部/销售及回款.xlsx!渠道销售与回款!B5",
    ]


def test_a_number_that_is_a_name_stays_text() -> None:
    rows = ((Figure("0107"), Figure("2026"), Figure("12.50")), (Figure("0108"), Figure(None), Figure(None)))
    table = Table(
        "t",
        "s",
        "工时",
        "partial",
        (TableColumn("id", "工号"), TableColumn("year", "年"), TableColumn("hours", "工时")),
        rows,
    )
    (sheet,) = sheets(table_bytes(table_view(table, status_text="1 / 2 人")))
    assert [[cell.value for cell in row] for row in sheet.iter_rows(min_row=5, max_row=6)] == [
        ["0107", "2026", 12.5],
        ["0108", "—", "—"],
    ]
    assert "状态：1 / 2 人" in values(sheet)


def test_whole_numbers_stand_on_the_right_and_are_numbers() -> None:
    columns = (
        TableColumn("id", "工号"),
        TableColumn("cases", "件数", number=True),
        TableColumn("rank", "名次", number=True),
    )
    rows = ((Figure("4001"), Figure("12345"), Figure("1")), (Figure("4002"), Figure("-3"), Figure(None)))
    (sheet,) = sheets(table_bytes(table_view(Table("t", "s", "件数", "complete", columns, rows), status_text="")))
    lines = list(sheet.iter_rows(min_row=4, max_row=5))
    assert [[cell.value for cell in row] for row in lines] == [["4001", 12345, 1], ["4002", -3, "—"]]
    assert [[cell.alignment.horizontal for cell in row] for row in lines] == [["left", "right", "right"]] * 2
    assert lines[0][1].number_format == "#,##0"


@pytest.mark.parametrize("columns", [1, 2, 3, 5, 12])
def test_a_month_table_of_any_width_is_written(columns: int) -> None:
    table = Table("t", "s", "表", "withheld", tuple(TableColumn(f"c{n}", f"列{n}", "元") for n in range(columns)), ())
    (sheet,) = sheets(table_bytes(table_view(table, status_text="暂缓"), "en"))
    assert sheet.page_setup.orientation == ("landscape" if columns > 7 else "portrait")
    assert "None" in values(sheet)


def test_same_table_same_bytes() -> None:
    assert table_bytes() == table_bytes()


def test_no_row_is_higher_than_a_row_can_be() -> None:
    long = item("x", 1, "项目", "10.00", "1.00", "", "", *("长" * 5000 for _ in range(3)))
    sheet, _ = sheets(card_workbook(without_formulas(card(sections=(section(items=(long,)),))), CREATED))
    assert all((dimension.height or 0) <= 409 for dimension in sheet.row_dimensions.values())
    assert all(first < second for first, second in pairwise(sorted(sheet.row_dimensions)))


def test_a_column_that_is_not_added_up_is_empty_in_the_totals_line_and_a_lacking_sum_is_a_dash() -> None:
    columns = (
        TableColumn("n", "凭证号"),
        TableColumn("c", "客户"),
        TableColumn("a", "金额", "元"),
        TableColumn("d", "逾期", "天"),
    )
    cells = (CellRef("a.xlsx", "回款", "C3"),)
    for word in ("合计", "合计（美元）", "Total (USD)"):
        rows = (
            (Figure("X1"), Figure(None), Figure(None, cells), Figure(None)),
            (Figure(word), Figure(None), Figure(None, cells), Figure(None)),
        )
        view = table_view(Table("t", "s", "催款", "partial", columns, rows), status_text="部分")
        assert [[cell.text for cell in row.cells] for row in view.rows] == [["X1", "—", "—", "—"], [word, "", "—", ""]]
        assert sum(view.shares) == 100


def test_long_texts_get_more_of_the_page_than_short_ones() -> None:
    columns = (TableColumn("n", "凭证号"), TableColumn("w", "原因"), TableColumn("d", "逾期", "天"))
    rows = ((Figure("XS-2610-011"), Figure("同客户同金额的不止一笔，分不清是哪一笔"), Figure("3")),)
    view = table_view(Table("t", "s", "催款", "complete", columns, rows), status_text="")
    # 11, 38 at most 24, 逾期 4 at least 7, each and 3: 14, 27 and 10 of 51 letters
    assert [str(share) for share in view.shares] == ["27.45", "52.94", "19.61"]
