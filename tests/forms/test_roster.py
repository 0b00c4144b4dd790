"""The roster form: the columns that every organisation's roster has, with what may stand in them."""

from __future__ import annotations

from datetime import date

from reportgen.forms import write_roster
from reportgen.scheme import Column
from tests.forms.office import (
    OCTOBER,
    PEOPLE,
    cell_under,
    header_row,
    listed,
    opened,
    person,
    stamp,
    texts,
    validation_of,
)

HEADERS = ["工号", "姓名", "部门", "岗位", "角色", "邮箱", "上级工号", "入职日期", "离职日期", "工资总额（元）",
           "长假开始", "长假结束"]  # fmt: skip


def test_an_empty_roster_has_the_columns_and_room_for_people() -> None:
    document = write_roster((), OCTOBER)
    assert document.path == "花名册.xlsx"
    sheet = opened(document)["花名册"]
    assert texts(sheet, header_row(sheet)) == HEADERS
    assert sheet.max_row == header_row(sheet) + 30


def test_people_stand_on_it_as_they_are() -> None:
    book = opened(write_roster((person("007", "王建国", joined=date(2020, 1, 1)), *PEOPLE), OCTOBER))
    sheet = book["花名册"]
    assert cell_under(sheet, "工号").value == "007"
    assert cell_under(sheet, "工资总额（元）").value == 6000.5
    assert cell_under(sheet, "入职日期").value.date() == date(2020, 1, 1)  # type: ignore[union-attr]
    assert sheet.max_row == header_row(sheet) + 4 + 30


def test_departments_and_roles_that_are_known_can_be_chosen() -> None:
    book = opened(write_roster((), OCTOBER, departments=("销售一部", "服务部"), roles=("销售员",)))
    sheet = book["花名册"]
    assert listed(book, validation_of(sheet, cell_under(sheet, "部门"))) == ["销售一部", "服务部"]
    assert listed(book, validation_of(sheet, cell_under(sheet, "角色"))) == ["销售员"]
    assert validation_of(sheet, cell_under(sheet, "入职日期")).type == "date"


def test_schemes_may_add_columns_and_the_stamp_says_roster() -> None:
    book = opened(
        write_roster((), OCTOBER, more=(Column(id="level", name="职级", type="text"),), organisation="华东公司")
    )
    sheet = book["花名册"]
    assert texts(sheet, header_row(sheet)) == [*HEADERS, "职级"]
    assert texts(sheet, 1) == ["华东公司 花名册"]
    assert stamp(book)["form"] == "roster"
    assert "scheme" not in stamp(book)
