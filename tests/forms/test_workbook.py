"""The door to xlsxwriter: nothing is dropped, cut or taken for something else in silence."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.workbook import (
    PLAIN,
    SHEET_NAME,
    NotWritten,
    Sheet,
    address,
    area,
    clean_sheet_name,
    cut,
    lines_of,
    open_workbook,
    units,
    width_of,
)

CREATED = date(2026, 10, 1)


def written(write: Callable[[Sheet], None], *, values: bool = True) -> Any:
    """The first cell of a sheet that `write` has written to."""
    with open_workbook(CREATED, title="t") as book:
        write(book.sheet("表"))
    return openpyxl.load_workbook(BytesIO(book.content), data_only=values)["表"]["A1"].value


@pytest.mark.parametrize(
    "text", ["=1+1", "007", "http://example.com", "{=A1}", "#N/A", "TRUE", " 前后 ", "a\nb", "<b>&"]
)
def test_text_stays_text(text: str) -> None:
    assert written(lambda sheet: sheet.text(0, 0, text)) == text


def test_what_xml_cannot_hold_is_shown_as_such() -> None:
    assert written(lambda sheet: sheet.text(0, 0, "a\x01b\ud800c")) == "a�b�c"
    assert written(lambda sheet: sheet.text(0, 0, "<r>markup</r>")) == "<r>markup</r> "


def test_numbers_are_exact_or_refused() -> None:
    assert str(written(lambda sheet: sheet.number(0, 0, Decimal("999999999999.99")))) == "999999999999.99"
    for value in (Decimal("1234567890123456"), Decimal("0.1234567890123456"), Decimal("NaN"), Decimal("Infinity")):
        with pytest.raises(NotWritten, match="digits"):
            written(lambda sheet, value=value: sheet.number(0, 0, value))  # type: ignore[misc]


@pytest.mark.parametrize("cached", [Decimal("86.60"), Decimal(1) / Decimal(3), "良好", True])
def test_a_formula_has_our_result_beside_it(cached: Decimal | str | bool) -> None:
    def write(sheet: Sheet) -> None:
        sheet.formula(0, 0, "=B1", cached)

    found = written(write)
    assert found == (pytest.approx(float(cached)) if isinstance(cached, Decimal) else cached)
    assert written(write, values=False) == "=B1"


def test_a_text_that_is_too_long_is_refused_not_dropped() -> None:
    with pytest.raises(NotWritten):
        written(lambda sheet: sheet.text(0, 0, "长" * 32_768))
    with pytest.raises(NotWritten):
        written(lambda sheet: sheet.text(1_048_576, 0, "x"))


def test_the_same_calls_give_the_same_bytes() -> None:
    def once() -> bytes:
        with open_workbook(CREATED, title="t") as book:
            book.sheet("表").text(0, 0, "x", PLAIN.but(bold=True))
        return book.content

    assert once() == once()


@given(st.lists(st.text(max_size=40), min_size=1, max_size=8))
@settings(max_examples=100, deadline=None)
def test_any_names_become_sheet_names_that_differ(names: list[str]) -> None:
    with open_workbook(CREATED, title="t") as book:
        made = [book.sheet(name).name for name in names]
    assert all(0 < units(name) <= SHEET_NAME for name in made)
    assert len({name.casefold() for name in made}) == len(names)
    assert openpyxl.load_workbook(BytesIO(book.content)).sheetnames == made


def test_sheet_names_keep_their_words() -> None:
    assert clean_sheet_name("a/b:c[d]") == "a／b：c［d］"
    assert clean_sheet_name("'a'") == "a"
    assert clean_sheet_name("") == "Sheet"
    assert clean_sheet_name("A", ["a"]) == "A（2）"
    assert clean_sheet_name("长" * 40, ["长" * 30 + "…"]) == "长" * 27 + "…（2）"


def test_sizes_count_chinese_characters_twice() -> None:
    assert width_of("销售abc\n销") == 7
    assert lines_of("销售销售销售", 9) == 2
    assert cut("销售一部", 3) == "销售…"
    assert units("😀") == 2


def test_addresses() -> None:
    assert (address(0, 0), address(9, 27), address(0, 702, True)) == ("A1", "AB10", "$AAA$1")
    assert area("销's", 0, 0, 4, 1) == "'销''s'!$A$1:$B$5"
