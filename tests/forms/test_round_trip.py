"""A form goes out, is filled in and comes back: through our reader, and through LibreOffice."""

from __future__ import annotations

import shutil
import subprocess
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.workbook import Workbook

from reportgen.forms import forms_for, write_form
from reportgen.intake import Book, Submitted, take_in
from reportgen.intake.limits import Limits
from reportgen.intake.raw import RawBook
from reportgen.intake.readers import reader_for
from reportgen.intake.recognise import Office
from reportgen.records import Sheet
from reportgen.scheme import Column, ColumnType, Form, Scheme, Table
from reportgen.settings import Settings, load
from tests.forms.office import (
    DEPARTMENT,
    NAME,
    OCTOBER,
    PEOPLE,
    PERSON,
    SCHEME,
    cell_under,
    form,
    header_row,
    opened,
    person,
    stamp,
    texts,
)

ROOT = Path(__file__).parents[2]
WHEN = datetime(2026, 10, 13, 15, 30)


def fill(book: Workbook) -> None:
    """What a clerk types, in order of the sheets."""
    figures, visits, groups, review = (book[name] for name in ("指标数据", "走访［客户］", "分组考核", "逐级审核"))
    for line in (1, 2):
        cell_under(figures, "销售额（元）", line).value = 1234.56  # type: ignore[misc]
        cell_under(groups, "得分", line).value = 8.5  # type: ignore[misc]
    cell_under(figures, "回款率（%）").value = 85  # type: ignore[misc]
    cell_under(figures, "迟交").value = "是"  # type: ignore[misc]
    cell_under(visits, "工号").value = "0102"  # type: ignore[misc]
    cell_under(visits, "走访日期").value = datetime(2026, 10, 8)  # type: ignore[misc]
    cell_under(visits, "上交时间").value = WHEN  # type: ignore[misc]
    cell_under(visits, "方式").value = "很长的方式名称第7种"  # type: ignore[misc]
    cell_under(review, "审核人").value = "陈静"  # type: ignore[misc]
    cell_under(review, "工号").value = "0101"  # type: ignore[misc]


def filled(folder: Path) -> Path:
    book = opened(form())
    fill(book)
    path = folder / "表.xlsx"
    book.save(path)
    return path


def taken_in(path: Path, scheme: Scheme) -> Submitted:
    reader = reader_for(path.name)
    assert reader
    raw = reader.read(path, path.name, Limits())
    assert isinstance(raw, RawBook)
    return take_in([Book(path.name, "0", 1, raw)], (scheme,), (Office(DEPARTMENT, (DEPARTMENT,)),), OCTOBER)


def read(path: Path) -> dict[str, Sheet]:
    """The tables that our reader finds in a file, none of them with a finding."""
    taken = taken_in(path, SCHEME)
    assert taken.findings == ()
    return {sheet.table: sheet for sheet in taken.sheets}


def check(sheets: dict[str, Sheet]) -> None:
    assert list(sheets) == ["figures", "visits", "groups", "review"]
    first, second = sheets["figures"].rows
    assert (first.person, second.person) == ("0101", "0102")
    assert first.get("amount").value == Decimal("1234.56")
    assert first.get("rate").value == Decimal(85)
    assert first.get("late").value is True
    (visit,) = sheets["visits"].rows
    assert visit.person == "0102"
    assert visit.get("date").value == date(2026, 10, 8)
    assert visit.get("handed-in").value == WHEN
    assert visit.get("kind").value == "很长的方式名称第7种"
    assert [row.get("group").value for row in sheets["groups"].rows] == ["函电组", "索赔组"]
    assert sheets["review"].rows[0].get("person").value == "0101"


def test_a_filled_form_is_read_by_our_reader(tmp_path: Path) -> None:
    check(read(filled(tmp_path)))


@pytest.mark.verify
def test_a_form_survives_being_saved_by_libreoffice(tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    (tmp_path / "saved").mkdir()
    before = filled(tmp_path)
    command = [office, "--headless", f"-env:UserInstallation=file://{tmp_path}/profile"]
    command += ["--convert-to", "xlsx", "--outdir", str(tmp_path / "saved"), str(before)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    after = tmp_path / "saved" / before.name
    check(read(after))
    book, ours = openpyxl.load_workbook(after), opened(form())
    assert stamp(book) == stamp(ours)
    assert book["_reportgen"].sheet_state == "hidden"
    for name in ("指标数据", "走访［客户］", "分组考核", "逐级审核"):
        top = header_row(ours[name])
        assert texts(book[name], top) == texts(ours[name], top)
        assert book[name].protection.sheet
        assert len(book[name].data_validations.dataValidation) >= len(ours[name].data_validations.dataValidation)
    assert cell_under(book["指标数据"], "工号").value == "0101"
    assert not cell_under(book["走访［客户］"], "工号", 3).protection.locked
    assert cell_under(book["走访［客户］"], "工号", 3).number_format == "@"


def test_the_products_own_schemes_make_forms_that_are_read_back(tmp_path: Path) -> None:
    found = load(ROOT / "config.toml")
    assert isinstance(found, Settings)
    for scheme in found.schemes_for(OCTOBER):
        roles = scheme.asked_of or scheme.roles or ("区域经理", "销售员", "现场服务代表")
        people = tuple(person(f"010{number}", "王建国", role) for number, role in enumerate(roles))
        documents = forms_for(scheme, {DEPARTMENT: people}, OCTOBER)
        assert len(documents) == len(scheme.forms)
        tables: list[str] = []
        for document in documents:
            path = tmp_path / document.path
            path.write_bytes(document.content)
            taken = taken_in(path, scheme)
            assert {found.code for found in taken.findings} <= {"REQUIRED_BLANK"}
            tables += [sheet.table for sheet in taken.sheets]
        assert sorted(tables) == sorted(table.id for table in scheme.tables)


TYPES: list[ColumnType] = ["id", "name", "text", "rater", "number", "count", "percent", "money", "date", "datetime",
                           "flag", "choice"]  # fmt: skip
WORDS = st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=40)
BOUND = st.none() | st.decimals(-1000, 1000, places=2)


@st.composite
def columns(draw: st.DrawFn, number: int) -> Column:
    return Column(
        id=f"c{number}",
        name=draw(WORDS),
        type=draw(st.sampled_from(TYPES)),
        blank=draw(st.sampled_from(["missing", "zero", "error"])),
        unit=draw(st.sampled_from(["", "元", "次"])),
        minimum=draw(BOUND),
        maximum=draw(BOUND),
        step=draw(st.sampled_from([None, Decimal(1), Decimal("0.5")])),
        choices=tuple(draw(st.lists(WORDS, min_size=1, max_size=60, unique=True))),
        prompt=draw(st.text(max_size=300)),
        within=draw(st.booleans()),
        optional=draw(st.booleans()),
    )


@st.composite
def tables(draw: st.DrawFn) -> Table:
    count = draw(st.integers(0, 6))
    return Table(
        id="t",
        name=draw(st.text(max_size=40)),
        form="f",
        per=draw(st.sampled_from(["person", "grid", "list"])),
        person="person",
        columns=(PERSON, NAME, *(draw(columns(number)) for number in range(count))),
        grid=({"c0": "甲"},),
        lines=draw(st.integers(1, 5)),
        note=draw(st.text(max_size=100)),
    )


@given(tables())
@settings(max_examples=60, deadline=None)
def test_any_columns_make_a_workbook_with_one_header_cell_each(table: Table) -> None:
    scheme = Scheme(id="s", name="s", since="2026-01", source="", forms=(Form(id="f", name="f"),), tables=(table,))
    book = opened(write_form(scheme, scheme.forms[0], DEPARTMENT, PEOPLE, OCTOBER))
    sheet = book[book.sheetnames[1]]
    headers = texts(sheet, header_row(sheet))
    assert len(headers) == len(table.columns)
    assert all(str(header).startswith(column.name) for header, column in zip(headers, table.columns, strict=True))
