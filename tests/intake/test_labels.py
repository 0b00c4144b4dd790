"""Labels beside cells, and one sheet per person: every case file in own/ -> findings and lines with their cells."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from reportgen.findings import CATALOGUE, in_order, tell
from reportgen.findings.labels import CATALOGUE as OWN
from reportgen.intake import Book, take_in
from reportgen.intake.labels import pairs
from reportgen.intake.raw import RawBook
from reportgen.intake.recognise import Office
from reportgen.intake.whose import with_people
from reportgen.period import Period
from reportgen.records import CellRef, Finding, Person, Row, Sheet
from reportgen.scheme import Column, Form, Scheme, Table
from tests.intake.own_made import case_of

PERSON = Column(id="person", name="工号", type="id", blank="error", aliases=("员工编号",))
NAME = Column(id="name", name="姓名", type="name")
CARD = Table(
    id="card",
    name="个人业绩卡",
    form="own",
    per="list",
    person="person",
    key=("person",),
    layout="labels",
    each_sheet=True,
    columns=(
        PERSON,
        NAME,
        Column(id="done", name="完成台数", type="count", unit="台", blank="error"),
        Column(id="amount", name="销售额", type="money", unit="元", aliases=("成交金额",)),
        Column(id="remark", name="情况说明", type="text", optional=True, value_at="below"),
    ),
)
VISITS = Table(
    id="visits",
    name="走访记录",
    form="own",
    per="list",
    person="person",
    each_sheet=True,
    columns=(
        PERSON,
        NAME,
        Column(id="post", name="岗位", type="text", optional=True),
        Column(id="date", name="日期", type="date", blank="error"),
        Column(id="customer", name="客户", type="text", blank="error"),
    ),
)
OFFICE = Table(
    id="office",
    name="部门数据",
    form="office",
    per="list",
    layout="labels",
    columns=(
        Column(id="income", name="总收入", type="money", unit="元", blank="error"),
        Column(id="people", name="人数", type="count", unit="人"),
        Column(id="rate", name="合格率", type="percent"),
    ),
)
SCHEME = Scheme(
    id="s",
    name="考核",
    since="2026-01",
    source="",
    forms=(Form(id="own", name="业绩卡"), Form(id="office", name="部门表")),
    tables=(CARD, VISITS, OFFICE),
)
OFFICES = (Office("华东部", ("华东部",)),)
FILE = "华东部.xlsx"


def person(id: str, name: str, department: str = "华东部") -> Person:
    return Person(id=id, name=name, department=department, post="", role="员工", email="", superior="", joined=None,
                  left=None, gross=None, ref=CellRef("花名册.xlsx", "花名册", "A2"))  # fmt: skip


PEOPLE = (person("1001", "孙浩然"), person("1002", "李敏"), person("1003", "王伟"), person("1004", "王伟"),
          person("0101", "李敏慧"), person("2001", "赵六", "华北部"))  # fmt: skip


def read(book: RawBook, *, table: Table | None = None) -> tuple[tuple[Sheet, ...], tuple[Finding, ...]]:
    scheme = replace(SCHEME, tables=(table,)) if table else SCHEME
    taken = take_in([Book(FILE, "0" * 64, 1, book)], (scheme,), OFFICES, Period(2026, 10))
    sheets, wrong = with_people(taken.sheets, (scheme,), PEOPLE, PEOPLE)
    return sheets, in_order((*taken.findings, *wrong))


def told(found: Finding) -> str:
    return f"{found.code} {str(found.where).removeprefix(FILE).strip('!')}".strip()


def line(row: Row) -> str:
    values = (f"{id}={shown(entry.value)}@{str(entry.ref).partition('!')[2].partition('!')[2] or '-'}"
              for id, entry in row.entries.items() if id != "person" and entry.state == "ok")  # fmt: skip
    return f"{row.table} {row.person or '?'}: {' '.join(values)}"


def shown(value: object) -> str:
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


@pytest.mark.parametrize("path", sorted((Path(__file__).parent / "own").glob("*.txt")), ids=lambda path: path.stem)
def test_a_sheet_of_their_own_is_read_as_declared(path: Path, tmp_path: Path) -> None:
    case = case_of(path, tmp_path)
    sheets, findings = read(case.book)
    assert tuple(told(one) for one in findings) == case.findings
    assert tuple(line(row) for sheet in sheets for row in sheet.rows) == case.lines
    for one in findings:
        for language in ("zh", "zh-Hant", "en"):
            assert "{" not in tell(one, language).message + tell(one, language).fix


def test_every_finding_about_labels_has_a_case() -> None:
    shown = {text.split()[1] for path in (Path(__file__).parent / "own").glob("*.txt")
             for text in path.read_text("utf-8").splitlines() if text.startswith("= ")}  # fmt: skip
    assert set(OWN) <= shown
    assert set(OWN) <= set(CATALOGUE)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("工号：1001", [("工号", "1001")]),
        ("部门：华东部　姓名：孙浩然", [("部门", "华东部"), ("姓名", "孙浩然")]),
        ("时间：15:30  姓名:孙浩然", [("时间", "15:30"), ("姓名", "孙浩然")]),
        ("姓名：", [("姓名", "")]),
        ("工号：　姓名：孙浩然", [("工号", ""), ("姓名", "孙浩然")]),
        ("没有冒号", []),
    ],
)
def test_labels_and_values_in_one_cell(text: str, found: list[tuple[str, str]]) -> None:
    assert list(pairs(text, lambda word: word in ("工号", "姓名", "部门"))) == found


def test_an_unknown_person_concerns_those_who_have_no_sheet(tmp_path: Path) -> None:
    case = case_of(Path(__file__).parent / "own" / "person-unknown.txt", tmp_path)
    _, findings = read(case.book)
    (found,) = [one for one in findings if one.code == "SHEET_PERSON_UNKNOWN"]
    assert found.tables == ("card",)
