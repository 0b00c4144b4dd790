"""A table whose own sheets are labels, one sheet a person: the blank form has a header with lines, says that own sheets
will do, and comes back as they would."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from reportgen.forms import write_form
from reportgen.words import Language
from tests.forms.office import (
    DEPARTMENT,
    FIGURES,
    OCTOBER,
    PEOPLE,
    SCHEME,
    cell_under,
    opened,
)
from tests.forms.test_round_trip import taken_in

OWN = replace(SCHEME, tables=(replace(FIGURES, layout="labels", each_sheet=True),))


def every(sheet: Worksheet) -> list[str]:
    return [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]


def test_the_form_comes_back_as_a_header_with_lines(tmp_path: Path) -> None:
    book = opened(write_form(OWN, OWN.forms[0], DEPARTMENT, PEOPLE, OCTOBER))
    sheet = book["指标数据"]
    for line in (1, 2):
        cell_under(sheet, "销售额（元）", line).value = 100 * line  # type: ignore[misc]
    book.save(tmp_path / "表.xlsx")
    taken = taken_in(tmp_path / "表.xlsx", OWN)
    assert taken.findings == ()
    (read,) = taken.sheets
    assert "person" in read.columns
    assert [(row.person, str(row.get("amount").value)) for row in read.rows] == [("0101", "100"), ("0102", "200")]


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("zh", "用自己的表也可以：每人一个工作表，工作表名写工号或姓名；“销售额”等字写在格子里，值填在它右边。"),
        ("en", "a sheet for each person, named by number or name, with words like “销售额” in cells"),
    ],
)
def test_the_guide_says_how_an_own_sheet_may_look(lang: Language, said: str) -> None:
    guide = opened(write_form(OWN, OWN.forms[0], DEPARTMENT, PEOPLE, OCTOBER, lang=lang)).worksheets[0]
    assert any(said in text for text in every(guide))
    plain = opened(write_form(SCHEME, SCHEME.forms[0], DEPARTMENT, PEOPLE, OCTOBER, lang=lang)).worksheets[0]
    assert not any(said[:8] in text for text in every(plain))
