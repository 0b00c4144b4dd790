"""Workbooks as small tables of text -> what is recognised, loaded, passed over and told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reportgen.intake import Book, Submitted, take_in
from reportgen.intake.raw import RawBook, RawCell, RawSheet
from reportgen.intake.recognise import Office
from reportgen.period import Period
from reportgen.records import Sheet
from reportgen.scheme import Column, Form, Scheme, Table

SALES = Table(
    id="sales",
    name="销售实绩",
    form="perf",
    per="list",
    person="person",
    titles=("产品销售登记",),
    columns=(
        Column(id="person", name="工号", type="id", blank="error", aliases=("员工编号",)),
        Column(id="name", name="姓名", type="name"),
        Column(id="product", name="产品", type="text", blank="error", aliases=("车型",)),
        Column(id="amount", name="销售额", type="money", unit="元", aliases=("成交金额",)),
    ),
)
LEAVE = Table(
    id="leave",
    name="缺勤登记",
    form="perf",
    per="list",
    person="person",
    columns=(
        Column(id="person", name="工号", type="id", blank="error"),
        Column(id="name", name="姓名", type="name"),
        Column(id="date", name="缺勤日期", type="date", blank="error"),
    ),
)
SCHEME = Scheme(
    id="s", name="考核", since="2026-01", source="", forms=(Form(id="perf", name="业绩表"),), tables=(SALES, LEAVE)
)
OFFICES = (Office("华北部", ("华北部",)), Office("华北部二组", ("华北部二组",)), Office("华东部", ("华东部", "东区")))


def sheet(text: str, name: str = "Sheet1", merges: tuple[tuple[int, int, int, int], ...] = ()) -> RawSheet:
    """Lines of cells parted by `|`; an empty cell is none. Figures are typed as text, which parsers must read."""
    cells = [
        RawCell(row, column, word.strip(), "text")
        for row, line in enumerate(text.strip("\n").split("\n"), 1)
        for column, word in enumerate(line.split("|"), 1)
        if word.strip()
    ]
    return RawSheet(name, False, tuple(cells), merges)


def taken(*books: tuple[str, RawSheet]) -> Submitted:
    found = [Book(file, f"{number:064x}", 1, RawBook((one,))) for number, (file, one) in enumerate(books)]
    return take_in(found, (SCHEME,), OFFICES, Period(2026, 10))


def rows(one: Sheet) -> list[tuple[str, ...]]:
    return [tuple(str(entry.value) for entry in row.entries.values()) for row in one.rows]


def codes(month: Submitted) -> list[str]:
    return [f"{found.code} {found.where.cell}".strip() for found in month.findings]


PLAIN = """
华东部2026年10月产品销售登记
工号 | 姓名 | 产品 | 销售额
0001 | 张三 | 甲 | 1,234.50元
0002 | 李四 | 乙 | 12万元
"""


def test_a_sheet_is_recognised_by_title_and_headers_and_read_in_its_unit() -> None:
    month = taken(("a.xlsx", sheet(PLAIN)))
    (one,) = month.sheets
    assert (one.table, one.department, month.sources[0].form) == ("sales", "华东部", "perf")
    assert rows(one) == [("0001", "张三", "甲", "1234.50"), ("0002", "李四", "乙", "120000")]
    assert codes(month) == []


def test_traditional_headers_readings_and_units_are_understood() -> None:
    text = PLAIN.replace("工号 | 姓名 | 产品 | 销售额", "員工編號 | 姓　名 | 車型 | 銷(xiāo)售額（万元）")
    month = taken(("a.xlsx", sheet(text.replace("1,234.50元", "0.12345").replace("12万元", "１２"))))
    assert [row[3] for row in rows(month.sheets[0])] == ["1234.5", "120000"]


def test_a_unit_line_holds_for_the_money_below_it() -> None:
    text = PLAIN.replace("工号", "单位：万元\n工号").replace("1,234.50元", "2").replace("12万元", "3")
    assert [row[3] for row in rows(taken(("a.xlsx", sheet(text))).sheets[0])] == ["20000", "30000"]


def test_totals_are_checked_and_never_loaded_and_notes_are_passed_over() -> None:
    text = PLAIN + "合计 ||| 121,234.50\n注：数字为含税价\n制表：王五 | 审核：赵六\n"
    month = taken(("a.xlsx", sheet(text)))
    assert len(month.sheets[0].rows) == 2
    assert codes(month) == []
    wrong = taken(("a.xlsx", sheet(PLAIN + "合计 ||| 121,234.00\n")))
    assert codes(wrong) == ["TOTAL_DIFFERS D5"]
    assert dict(wrong.findings[0].values)["expected"] == "121234.5"


def test_two_tables_on_one_sheet_end_where_the_next_begins() -> None:
    text = PLAIN + "\n缺勤登记\n工号 | 姓名 | 缺勤日期\n0001 | 张三 | 2026-10-08\n"
    month = taken(("a.xlsx", sheet(text)))
    assert [(one.table, len(one.rows)) for one in month.sheets] == [("sales", 2), ("leave", 1)]
    assert codes(month) == []


def test_a_merged_person_counts_for_every_line_it_covers() -> None:
    text = PLAIN.replace("0002 | 李四 | 乙", " | | 乙")
    month = taken(("a.xlsx", sheet(text, merges=((3, 1, 4, 1), (3, 2, 4, 2)))))
    assert [row.person for row in month.sheets[0].rows] == ["0001", "0001"]


def test_a_header_of_two_rows_is_joined_over_its_merges() -> None:
    text = PLAIN.replace("工号 | 姓名 | 产品 | 销售额", "人员 || 业绩 |\n工号 | 姓名 | 车型 | 成交金额")
    month = taken(("a.xlsx", sheet(text, merges=((2, 1, 2, 2), (2, 3, 2, 4)))))
    assert rows(month.sheets[0])[0] == ("0001", "张三", "甲", "1234.50")


def test_a_header_merged_over_two_columns_heads_the_first_and_the_second_is_told() -> None:
    text = PLAIN.replace("销售额", "销售额 |").replace("1,234.50元", "1,234.50元 | 含税")
    month = taken(("a.xlsx", sheet(text, merges=((2, 4, 2, 5),))))
    assert rows(month.sheets[0])[0] == ("0001", "张三", "甲", "1234.50")
    assert codes(month) == ["COLUMN_UNKNOWN D2"]


def test_a_header_that_is_spoilt_is_suggested_at_its_own_cell() -> None:
    month = taken(("a.xlsx", sheet(PLAIN.replace("| 销售额", "| 销售r"))))
    (one,) = month.findings
    assert (one.code, one.where.cell, dict(one.values)["found"]) == ("COLUMN_LIKE", "D2", "销售r")
    assert month.sheets[0].rows[0].get("amount").state == "bad"


def test_a_header_that_stands_twice_is_read_as_neither() -> None:
    month = taken(("a.xlsx", sheet(PLAIN.replace("| 姓名 |", "| 销售额 |"))))
    assert "HEADER_TWICE D2" in codes(month)
    assert month.sheets[0].rows[0].get("amount").state == "bad"


@pytest.mark.parametrize(
    ("file", "title", "code"),
    [
        ("a.xlsx", "华东部2026年9月产品销售登记", "MONTH_DISAGREES"),
        ("a.xlsx", "华东部２０２６年９月产品销售登记", "MONTH_DISAGREES"),
        ("华东部_2026-09.xlsx", "产品销售登记", "MONTH_DISAGREES"),
        ("华北部.xlsx", "华东部10月产品销售登记", "DEPARTMENT_DISAGREES"),
        ("a.xlsx", "产品销售登记", "DEPARTMENT_NOT_SAID"),
    ],
)
def test_witnesses_that_disagree_withhold_the_workbook(file: str, title: str, code: str) -> None:
    month = taken((file, sheet(PLAIN.replace("华东部2026年10月产品销售登记", title))))
    assert [found.code for found in month.findings] == [code]
    assert month.sheets == ()


def test_a_longer_department_name_is_not_taken_for_the_shorter_one_in_it() -> None:
    month = taken(("a.xlsx", sheet(PLAIN.replace("华东部", "华北部二组"))))
    assert month.sheets[0].department == "华北部二组"


def test_a_folder_may_name_the_department() -> None:
    month = taken(("东区/十月.xlsx", sheet(PLAIN.replace("华东部", ""))))
    assert month.sheets[0].department == "华东部"


def test_a_workbook_that_nobody_can_place_is_told_with_what_it_holds() -> None:
    month = taken(("a.xlsx", sheet("会议纪要\n时间 | 地点\n", "纪要")))
    assert codes(month) == ["FILE_UNPLACED"]
    assert dict(month.findings[0].values)["found"] == "纪要"


# ---------------------------------------------------------------- handed in twice


def test_the_same_table_twice_withholds_both_whichever_came_last() -> None:
    month = taken(("a.xlsx", sheet(PLAIN)), ("b.xlsx", sheet(PLAIN.replace("12万元", "13万元"))))
    assert month.sheets == ()
    assert codes(month) == ["SUBMITTED_TWICE", "SUBMITTED_TWICE"]
    assert {found.tables for found in month.findings} == {("sales",)}


@pytest.mark.parametrize("mark", ["（第2版）", "（第二版）", "（更正）", "（修訂）"])
def test_the_newer_prevails_when_the_sheet_says_so(mark: str) -> None:
    newer = PLAIN.replace("产品销售登记", f"产品销售登记{mark}").replace("12万元", "13万元")
    for order in ((("a.xlsx", PLAIN), ("b.xlsx", newer)), (("b.xlsx", newer), ("c.xlsx", PLAIN))):
        month = taken(*((file, sheet(text)) for file, text in order))
        assert [row[3] for row in rows(month.sheets[0])] == ["1234.50", "130000"]
        assert codes(month) == ["SUPERSEDED"]


def test_two_of_the_same_version_withhold_each_other() -> None:
    newer = PLAIN.replace("产品销售登记", "产品销售登记（第2版）")
    month = taken(("a.xlsx", sheet(newer)), ("b.xlsx", sheet(newer.replace("12万元", "13万元"))))
    assert month.sheets == ()


def test_a_file_name_does_not_make_a_version() -> None:
    month = taken(("a.xlsx", sheet(PLAIN)), ("a_第2版.xlsx", sheet(PLAIN.replace("12万元", "13万元"))))
    assert month.sheets == ()


def test_tables_that_look_alike_in_two_schemes_are_those_of_the_departments_own_scheme() -> None:
    """Both schemes ask for the same headers; the first one declared is not the one that 华东部 works by."""
    twin = replace(SCHEME, id="twin")
    offices = (Office("华北部", ("华北部",), ("s",)), Office("华东部", ("华东部",), ("twin",)))
    book = Book("华东部.xlsx", "0" * 64, 1, RawBook((sheet(PLAIN),)))
    month = take_in([book], (SCHEME, twin), offices, Period(2026, 10))
    assert [one.scheme for one in month.sheets] == ["twin"]
