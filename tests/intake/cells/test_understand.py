"""Facts before values, blanks by what the column says, and findings that know their place and have words."""

from __future__ import annotations

import re
import string
from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.findings.cells import CATALOGUE
from reportgen.intake.cells import CellContext, understand
from reportgen.intake.raw import RawCell, RawValue
from reportgen.period import Period
from reportgen.records import Entry
from tests.intake.cells.asking import OCTOBER, REF, ask, cell, codes, column, refused, values

TYPES = ("id", "name", "text", "rater", "number", "count", "percent", "money", "date", "datetime", "flag", "choice")
NUMBERS = ("number", "count", "percent", "money")
CELLS = Path(__file__).parents[3] / "reportgen" / "intake" / "cells"


@pytest.mark.parametrize("type", TYPES)
def test_an_error_in_the_cell(type: str) -> None:
    broken = RawCell(5, 3, "#REF!", "error", formula=True)
    assert refused(broken, column(type)) == "CELL_ERROR"
    assert values(broken, column(type))["found"] == "#REF!"


@pytest.mark.parametrize("type", TYPES)
@pytest.mark.parametrize("blank", ["missing", "zero", "error"])
def test_a_formula_that_was_never_calculated_is_no_blank(type: str, blank: str) -> None:
    assert refused(RawCell(5, 3, None, "no-result", formula=True), column(type, blank=blank)) == "FORMULA_NO_VALUE"


def test_a_formula_in_an_input_cell_counts_with_a_note() -> None:
    entry, (found,) = ask(cell(Decimal(12), formula=True), column("number"))
    assert (entry, found.code) == (Entry(Decimal(12), REF), "FORMULA_IN_INPUT")
    assert dict(found.values)["found"] == "12"


def test_a_formula_with_a_wrong_result_says_both_and_one_without_a_word_says_nothing() -> None:
    assert codes(cell("约12", formula=True), column("number")) == ("NUMBER_UNREADABLE", "FORMULA_IN_INPUT")
    assert ask(cell("", formula=True), column("number")) == (Entry(None, REF, "blank"), ())


@pytest.mark.parametrize("type", TYPES)
@pytest.mark.parametrize("raw", [None, cell(None), cell(""), cell(" "), cell("—"), cell("/")])
def test_blanks_mean_what_the_column_says(type: str, raw: RawCell | None) -> None:
    def became(blank: str) -> tuple[Entry, tuple[str, ...]]:
        entry, findings = understand(raw, column(type, blank=blank), REF, CellContext(OCTOBER))
        return entry, tuple(found.code for found in findings)

    zero = {**dict.fromkeys(NUMBERS, Entry(Decimal(0), REF)), "flag": Entry(False, REF)}
    assert became("missing") == (Entry(None, REF, "blank"), ())
    assert became("zero") == (zero.get(type, Entry(None, REF, "blank")), ())
    assert became("error") == (Entry(None, REF, "bad"), ("REQUIRED_BLANK",))


def test_a_zero_stays_a_zero_also_where_the_minimum_is_higher() -> None:
    assert ask(None, column("number", blank="zero", minimum=1))[0].value == Decimal(0)
    assert refused(Decimal(0), column("number", blank="zero", minimum=1)) == "OUT_OF_RANGE"


def test_findings_know_their_place_and_whom_they_concern() -> None:
    _, (found,) = ask("约500", column("money", unit="元"))
    assert (found.where, found.concerns, found.department) == (REF, ("0012",), "销售一部")
    assert dict(found.values) == {"column": "本列", "found": "约500", "accepted": "1234.50 元"}


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("约" * 61, "约" * 59 + "…"),
        ("约" * 60, "约" * 60),
        ("约\n5", "约 5"),
        ("5\u202e约", "5<U+202E>约"),
        (cell(Decimal("0.855"), format="percent"), "85.5%"),
        (datetime(2026, 10, 8, 15, 30), "2026-10-08 15:30:00"),
        (Decimal("1E+300"), "1E+300"),
    ],
)
def test_what_is_there_is_shown_on_one_short_line(raw: RawValue, shown: str) -> None:
    assert values(raw, column("number"))["found"] == shown


# ---------------------------------------------------------------- words


def used() -> set[str]:
    sources = "".join(path.read_text(encoding="utf-8") for path in CELLS.glob("*.py"))
    return set(re.findall(r'"([A-Z][A-Z_]{3,})"', sources)) - {"TRUE", "FALSE", "NFKC"}


def test_every_code_has_words_and_every_word_a_code() -> None:
    assert used() == set(CATALOGUE)


def findings_of_every_code() -> Iterator[tuple[str, dict[str, str]]]:
    money, percent, day = column("money"), column("percent"), column("date", within=True)
    choice, needed = column("choice", choices=("上午",)), column("text", blank="error")
    asked: list[tuple[RawCell | RawValue, object, dict[str, str]]] = [
        (RawCell(1, 1, "#N/A", "error"), money, {}), (RawCell(1, 1, None, "no-result"), money, {}),
        (cell(Decimal(1), formula=True), money, {}), (None, needed, {}), ("约5", money, {}), (True, money, {}),
        (date(2026, 10, 8), money, {}), ("1" * 16, money, {}), ("1.5", column("count"), {}), ("-1", column("count"), {}),
        ("0.3", column("number", step="0.5"), {}), ("5台", money, {}), ("5元", money, {"header": "万元"}), ("$5", money, {}),
        ("0.5", percent, {}), ("昨天", day, {}), ("2026-02-30", day, {}), ("10.8", day, {}), ("10月", day, {}),
        (Decimal(46303), day, {}), ("1999-1-1", day, {}), ("20xx年", day, {}), ("2027-1-1", day, {}), ("晚上", choice, {}),
        ("@", column("id"), {}), ("1", column("name"), {}), ("a\x00", column("text"), {}), (date(2026, 3, 2), column("text"), {}),
    ]  # fmt: skip
    for raw, wanted, around in asked:
        for found in ask(raw, wanted, **around)[1]:  # type: ignore[arg-type]
            yield found.code, dict(found.values)
    for found in ask("12月28日", column("date"), period=Period(2027, 1))[1]:
        yield found.code, dict(found.values)


def test_every_finding_fills_its_words() -> None:
    seen = dict(findings_of_every_code())
    assert set(seen) == set(CATALOGUE)
    for code, filled in seen.items():
        severity, worded = CATALOGUE[code]
        assert severity in ("error", "warning", "note")
        assert set(worded) == {"zh", "en"}
        for sentence in (*worded["zh"], *worded["en"]):
            assert sentence.format(**filled)
            assert {name for _, name, _, _ in string.Formatter().parse(sentence) if name} <= set(filled)


# ---------------------------------------------------------------- nothing raises

VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.text(max_size=30),
    st.text(st.characters(exclude_categories=()), max_size=10),
    st.decimals(),
    st.dates(),
    st.datetimes(),
    st.times(),
)
UNITS = st.sampled_from(["", "元", "万元", "万美元", "%", "台", "万", "亩"])


@given(
    VALUES,
    st.sampled_from(TYPES),
    st.sampled_from(["missing", "zero", "error"]),
    st.sampled_from(["general", "number", "percent", "date", "text"]),
    st.booleans(),
    UNITS,
    UNITS,
    UNITS,
    st.booleans(),
)
def test_any_cell_becomes_an_entry(
    value: RawValue, type: str, blank: str, format: str, formula: bool, own: str, header: str, line: str, within: bool
) -> None:
    raw = cell(value)._replace(format=format, formula=formula)  # type: ignore[arg-type]
    wanted = column(type, blank=blank, unit=own, choices=("好", "一般"), step="0.5", minimum=0, within=within)
    entry, findings = ask(raw, wanted, header=header, line=line)
    assert (entry.state == "bad") == any(CATALOGUE[found.code][0] == "error" for found in findings)
    assert (entry.value is None) == (entry.state != "ok")
    assert all(len(dict(found.values)["found"]) <= 60 for found in findings)
    assert not isinstance(entry.value, time)
