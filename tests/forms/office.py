"""A small scheme with every kind of table and column, the people of a department, and forms opened again."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from io import BytesIO

import openpyxl
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.workbook import Workbook
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from reportgen.forms import write_form
from reportgen.period import Period
from reportgen.records import CellRef, Document, Person, Value
from reportgen.scheme import Column, Form, Scheme, Table

OCTOBER = Period(2026, 10)
DEPARTMENT = "销售一部"
PERSON = Column(id="person", name="工号", type="id", blank="error")
NAME = Column(id="name", name="姓名", type="name")

FIGURES = Table(
    id="figures", name="指标数据", form="month", per="person", roles=("销售员",), person="person",
    columns=(
        PERSON,
        NAME,
        Column(id="amount", name="销售额", type="money", unit="元", minimum=Decimal(0), blank="error"),
        Column(id="rate", name="回款率", type="percent"),
        Column(id="score", name="得分", type="number", unit="分", minimum=Decimal(0), maximum=Decimal(20)),
        Column(id="calls", name="访问次数", type="count", unit="次", minimum=Decimal(0), blank="zero"),
        Column(id="late", name="迟交", type="flag", blank="zero"),
    ),
)  # fmt: skip
VISITS = Table(
    id="visits", name="走访[客户]", form="month", per="list", roles=("销售员",), person="person", lines=12,
    note="每次走访一行。",
    columns=(
        PERSON,
        NAME,
        Column(id="date", name="走访日期", type="date", blank="error", within=True),
        Column(id="handed-in", name="上交时间", type="datetime", prompt="未交则留空"),
        Column(id="kind", name="方式", type="choice", choices=tuple(f"很长的方式名称第{n}种" for n in range(40))),
        Column(id="note", name="说明", type="text", optional=True),
    ),
)  # fmt: skip
GROUPS = Table(
    id="groups", name="分组考核", form="month", per="grid", roles=("服务代表",), person="person",
    grid=({"item": "去向", "group": "函电组"}, {"item": "去向", "group": "索赔组"}),
    columns=(
        PERSON,
        NAME,
        Column(id="item", name="考核项目", type="choice", choices=("去向",), blank="error"),
        Column(id="group", name="考核组", type="choice", choices=("函电组", "索赔组"), blank="error"),
        Column(id="points", name="得分", type="number", minimum=Decimal(0), maximum=Decimal(10), blank="error"),
    ),
)  # fmt: skip
REVIEW = Table(
    id="review", name="逐级审核", form="month", per="list",
    columns=(Column(id="by", name="审核人", type="rater", blank="error"), PERSON),
)  # fmt: skip
PLAN = Table(
    id="plan", name="计划", form="plan", per="list", roles=("销售员",), person="person",
    columns=(PERSON, Column(id="planned", name="计划数量", type="number", unit="台", step=Decimal(1))),
)  # fmt: skip

MONTH = Form(id="month", name="业绩考核表", note="次月 8 日前报人力资源部。")
SCHEME = Scheme(
    id="sales", name="销售考核", since="2026-01", source="",
    forms=(MONTH, Form(id="plan", name="计划表", due_day=20, due_month=-1)),
    tables=(FIGURES, VISITS, GROUPS, REVIEW, PLAN),
)  # fmt: skip


def person(id: str, name: str, role: str = "销售员", *, joined: date | None = None, left: date | None = None) -> Person:
    return Person(
        id=id, name=name, department=DEPARTMENT, post=role, role=role, email="", superior="", joined=joined, left=left,
        gross=Decimal("6000.50"), ref=CellRef("花名册.xlsx"),
    )  # fmt: skip


PEOPLE = (person("0101", "王建国"), person("0102", "李秀英"), person("0103", "张伟", "服务代表"))


def form(people: tuple[Person, ...] = PEOPLE, carried: dict[str, list[dict[str, Value]]] | None = None) -> Document:
    return write_form(SCHEME, MONTH, DEPARTMENT, people, OCTOBER, carried=carried or {})


def opened(document: Document) -> Workbook:
    return openpyxl.load_workbook(BytesIO(document.content))


def header_row(sheet: Worksheet) -> int:
    """The first row whose first cell is a known header."""
    known = {"工号", "审核人"}
    return next(row[0].row for row in sheet.iter_rows() if row[0].value in known)


def texts(sheet: Worksheet, row: int) -> list[object]:
    return [cell.value for cell in sheet[row] if cell.value is not None]


def cell_under(sheet: Worksheet, header: str, line: int = 1) -> Cell | MergedCell:
    top = header_row(sheet)
    column = next(cell.column for cell in sheet[top] if cell.value == header)
    return sheet.cell(top + line, column)


def validation_of(sheet: Worksheet, cell: Cell | MergedCell) -> DataValidation:
    return next(rule for rule in sheet.data_validations.dataValidation if cell.coordinate in rule.sqref)


def listed(book: Workbook, rule: DataValidation) -> list[object]:
    """The options behind a drop-down list."""
    sheet, area = str(rule.formula1).replace("'", "").split("!")
    return [cell.value for row in book[sheet][area.replace("$", "")] for cell in row]


def stamp(book: Workbook) -> dict[object, object]:
    return {row[0].value: row[1].value for row in book["_reportgen"].iter_rows()}
