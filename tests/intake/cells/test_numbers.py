"""Number, count, percent and money cells: what is read, exactly, and what is refused."""

from __future__ import annotations

import re
from datetime import date, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.intake.cells.reading import narrowed, says_nothing
from reportgen.normal import unit
from tests.intake.cells.asking import ask, cell, codes, column, refused, value_of, values

NUMBER = column("number")
UNITS = column("number", unit="台")
COUNT = column("count", unit="家")
PERCENT = column("percent")
MONEY = column("money", unit="元")
D = Decimal


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1234", "1234"),
        ("1,234.50", "1234.50"),
        ("105,061", "105061"),
        ("1，234．50", "1234.50"),
        ("１２３４．５", "1234.5"),
        ("￥1,234.50元", "1234.50"),
        ("¥1234", "1234"),
        ("￥ 1,234", "1234"),
        ("人民币1,234元整", "1234"),
        ("RMB 500", "500"),
        ("12万元", "120000"),
        ("12.5 万元", "125000"),
        ("12萬元", "120000"),
        ("12万", "120000"),
        ("￥12万", "120000"),
        ("3千元", "3000"),
        ("1.5百万元", "1500000"),
        ("0.00000001亿元", "1"),
        ("1.23456789012345亿元", "123456789.012345"),
        ("+5", "5"),
        ("-5", "-5"),
        ("－5", "-5"),
        ("−5", "-5"),
        ("-￥5", "-5"),
        ("￥-5", "-5"),
        ("0012", "12"),
        ("-0", "0"),
        ("0.00", "0"),
        ("　12　", "12"),
        ("123456789012345", "123456789012345"),
        ("1.50000000000000000", "1.5"),
    ],
)
def test_money_texts_that_are_read(text: str, expected: str) -> None:
    assert value_of(text, MONEY) == D(expected)


@pytest.mark.parametrize(
    "text",
    [
        "≥95%", "约500", "100±5", "95%以上", "①", "½", "NaN", "nan", "inf", "-inf", "1_000", "1e5", "1E5", "0x10",
        "回款率为72%", "1,23", "1,2345", "12,34,567", "0,123", ",123", "1,234,", "1.", ".5", "1.2.3", "1 234", "1/2",
        "--5", "+-5", "-￥-5", "(1,234)", "（1,234）", "12万5千", "500左右", "10-20", "10~20", "第3", "约￥500", "五百",
        "12元/月", "1,234.50元元", "abc", "￥", "元", "%", "85%%", "٣", "𝟏𝟐", "१२", "²", "1\u200b2", "12\u202e", "9" * 70,
    ],
)  # fmt: skip
@pytest.mark.parametrize("wanted", [NUMBER, UNITS, COUNT, PERCENT, MONEY], ids=lambda wanted: wanted.type)
def test_texts_that_are_not_surely_one_number_are_refused(text: str, wanted: object) -> None:
    assert refused(text, wanted) == "NUMBER_UNREADABLE"  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text",
    ["", " ", "　", "—", "——", "-", "--", "－", "–", "/", "／", "无", "無", "不适用", "暂无", "N/A", "n/a", None],
)
@pytest.mark.parametrize("wanted", [NUMBER, COUNT, PERCENT, MONEY], ids=lambda wanted: wanted.type)
def test_what_says_nothing_is_missing_and_not_zero(text: str | None, wanted: object) -> None:
    entry, findings = ask(text, wanted)  # type: ignore[arg-type]
    assert (entry.value, entry.state, findings) == (None, "blank", ())


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("1234567890123456", "NUMBER_DIGITS"),
        ("0.1234567890123456", "NUMBER_DIGITS"),
        ("85%", "UNIT_OTHER"),
        ("12台", "UNIT_OTHER"),
        ("3.5个百分点", "UNIT_OTHER"),
        ("12万美元", "FOREIGN_CURRENCY"),
        ("100USD", "FOREIGN_CURRENCY"),
        ("USD 100", "FOREIGN_CURRENCY"),
        ("$100", "FOREIGN_CURRENCY"),
        ("US$100", "FOREIGN_CURRENCY"),
        ("€100", "FOREIGN_CURRENCY"),
        ("￥100美元", "FOREIGN_CURRENCY"),
        ("$12万元", "FOREIGN_CURRENCY"),
        ("￥85%", "NUMBER_UNREADABLE"),
    ],
)
def test_money_texts_that_are_refused_for_their_unit_or_length(text: str, code: str) -> None:
    assert refused(text, MONEY) == code


@pytest.mark.parametrize(
    ("text", "header", "line", "expected"),
    [
        ("12", "", "", "12"),
        ("12", "万元", "", "120000"),
        ("12", "", "万元", "120000"),
        ("12", "万元", "万元", "120000"),
        ("12万元", "万元", "", "120000"),
        ("12", "千元", "", "12000"),
        ("12", "万", "", "120000"),
        ("12元", "元", "元", "12"),
        ("0.5", "亿元", "", "50000000"),
        (D("12.34"), "万元", "", "123400"),
    ],
)
def test_units_of_header_and_line_are_converted_exactly(
    text: str | Decimal, header: str, line: str, expected: str
) -> None:
    value = value_of(text, MONEY, header=header, line=line)
    assert value == D(expected)
    assert "E" not in str(value)


@pytest.mark.parametrize(
    ("text", "header", "line", "named"),
    [
        ("12万元", "元", "", ("万元", "元", "—")),
        ("12元", "万元", "", ("元", "万元", "—")),
        ("￥12", "万元", "", ("元", "万元", "—")),
        ("12万元", "", "元", ("万元", "—", "元")),
        ("12", "元", "万元", ("—", "元", "万元")),
        ("12千元", "元", "万元", ("千元", "元", "万元")),
    ],
)
def test_units_that_contradict_each_other_are_all_named(
    text: str, header: str, line: str, named: tuple[str, str, str]
) -> None:
    assert refused(text, MONEY, header=header, line=line) == "UNIT_CONFLICT"
    said = values(text, MONEY, header=header, line=line)
    assert (said["cell"], said["header"], said["line"]) == named


def test_foreign_currency_in_header_or_line_is_an_error_for_every_figure_and_for_no_blank() -> None:
    assert refused("12", MONEY, header="万美元") == "FOREIGN_CURRENCY"
    assert refused("12", MONEY, line="美元") == "FOREIGN_CURRENCY"
    assert value_of("—", MONEY, header="万美元") is None
    assert values("12", MONEY, header="万美元") == {
        "column": "本列", "found": "12", "accepted": "元", "unit": "万美元",
    }  # fmt: skip


def test_a_column_may_itself_be_in_another_unit_or_currency() -> None:
    assert value_of("120000元", column("money", unit="万元")) == D(12)
    assert value_of("12", column("money", unit="万元")) == D(12)
    assert value_of("3万美元", column("money", unit="美元")) == D(30000)
    assert refused("3万元", column("money", unit="美元")) == "FOREIGN_CURRENCY"


def test_money_without_a_declared_unit_is_yuan() -> None:
    assert value_of("12万元", column("money")) == D(120000)


@pytest.mark.parametrize(
    ("raw", "header", "expected"),
    [
        ("12台", "", "12"),
        ("12 台", "台", "12"),
        ("12", "台", "12"),
        ("1.2万台", "", "12000"),
        ("1.2", "万台", "12000"),
        (D("7.5"), "", "7.5"),
    ],
)
def test_a_number_may_carry_its_columns_own_unit(raw: str | Decimal, header: str, expected: str) -> None:
    assert value_of(raw, UNITS, header=header) == D(expected)


@pytest.mark.parametrize(
    ("raw", "header"), [("12家", ""), ("12元", ""), ("85%", ""), ("12", "家"), (cell(D("0.85"), format="percent"), "")]
)
def test_other_units_than_the_columns_own_are_refused(raw: str, header: str) -> None:
    assert refused(raw, UNITS, header=header) == "UNIT_OTHER"


def test_a_unit_that_only_the_scheme_knows_is_accepted_in_its_column() -> None:
    assert value_of("12亩", column("number", unit="亩")) == D(12)
    assert value_of("12", column("number", unit="亩"), header="亩") == D(12)
    assert refused("12亩", NUMBER) == "NUMBER_UNREADABLE"


def test_persons_are_counted_by_more_than_one_word() -> None:
    assert value_of("3名", column("count", unit="人")) == D(3)


def test_a_column_without_a_unit_takes_none_but_its_headers() -> None:
    assert refused("12台", NUMBER) == "UNIT_OTHER"
    assert value_of("12台", NUMBER, header="台") == D(12)


def test_a_unit_line_is_for_money_only() -> None:
    assert value_of("12", UNITS, line="万元") == D(12)


# ---------------------------------------------------------------- percent


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("85%", "85"),
        ("８５％", "85"),
        ("0.85%", "0.85"),
        ("1%", "1"),
        ("85", "85"),
        (D(85), "85"),
        (D(0), "0"),
        (D("71.82"), "71.82"),
        (cell(D("0.85"), format="percent"), "85"),
        (cell(D("0.0085"), format="percent"), "0.85"),
        (cell(D(1), format="percent"), "100"),
        (cell(D("1.2"), format="percent"), "120"),
    ],
)
def test_rates_that_are_sure(raw: str | Decimal, expected: str) -> None:
    assert value_of(raw, PERCENT) == D(expected)


@pytest.mark.parametrize("raw", [D("0.85"), "0.85", D(1), D("-0.5"), D("0.005")])
def test_a_rate_that_may_mean_two_things_is_taken_as_written_and_said(raw: str | Decimal) -> None:
    entry, (found,) = ask(raw, PERCENT)
    assert (entry.value, entry.state, found.code) == (D(raw), "ok", "PERCENT_DOUBT")


def test_a_doubtful_rate_names_both_readings() -> None:
    assert values(D("0.85"), PERCENT) == {
        "column": "本列", "found": "0.85", "accepted": "85%", "read": "0.85%", "other": "85%",
    }  # fmt: skip


def test_a_rate_in_other_units_is_refused() -> None:
    assert refused("3.5个百分点", PERCENT) == "UNIT_OTHER"
    assert refused("85元", PERCENT) == "UNIT_OTHER"
    assert refused(D(85), PERCENT, header="万元") == "UNIT_OTHER"
    assert value_of(D(85), PERCENT, header="%") == D(85)


# ---------------------------------------------------------------- what the column asks


@pytest.mark.parametrize(
    ("raw", "more", "code", "accepted"),
    [
        ("20.5", {"minimum": 0, "maximum": 20}, "OUT_OF_RANGE", "0 – 20"),
        ("-1", {"minimum": 0}, "OUT_OF_RANGE", "≥ 0"),
        ("9", {"maximum": "7.5"}, "OUT_OF_RANGE", "≤ 7.5"),
        ("7.3", {"step": "0.5"}, "STEP", "0.5"),
    ],
)
def test_bounds_and_steps_are_checked(raw: str, more: dict[str, str], code: str, accepted: str) -> None:
    wanted = column("number", **more)
    assert refused(raw, wanted) == code
    assert values(raw, wanted)["accepted"] == accepted


def test_bounds_are_inclusive_and_hold_for_the_converted_value() -> None:
    assert value_of("20", column("number", minimum=0, maximum=20)) == D(20)
    assert value_of("7.5", column("number", step="0.5")) == D("7.5")
    assert refused("12", column("money", maximum=1000), header="万元") == "OUT_OF_RANGE"
    assert values("12", column("money", maximum=1000), header="万元")["value"] == "120000"


@pytest.mark.parametrize(
    ("raw", "code"), [("3.5", "COUNT_NOT_WHOLE"), ("-1", "OUT_OF_RANGE"), (D("0.5"), "COUNT_NOT_WHOLE")]
)
def test_a_count_is_a_whole_number_from_zero(raw: str, code: str) -> None:
    assert refused(raw, COUNT) == code


def test_a_whole_count_has_no_decimals() -> None:
    assert str(value_of("3.0家", COUNT)) == "3"


# ---------------------------------------------------------------- cells that are not numbers


@pytest.mark.parametrize("wanted", [NUMBER, COUNT, PERCENT, MONEY], ids=lambda wanted: wanted.type)
def test_dates_and_logical_values_are_named(wanted: object) -> None:
    for raw, code, found in (
        (True, "NUMBER_IS_BOOL", "TRUE"),
        (date(2026, 10, 8), "NUMBER_IS_DATE", "2026-10-08"),
        (time(15, 30), "NUMBER_IS_DATE", "15:30:00"),
    ):
        assert refused(raw, wanted) == code  # type: ignore[arg-type]
        assert values(raw, wanted)["found"] == found  # type: ignore[arg-type]


@pytest.mark.parametrize("raw", [D("NaN"), D("Infinity"), D("-Infinity")])
def test_numbers_that_are_none_are_refused(raw: Decimal) -> None:
    assert refused(raw, NUMBER) == "NUMBER_UNREADABLE"


@pytest.mark.parametrize("raw", [D("1E15"), D("1E308"), D("1E-300"), D("1234567890.123456")])
def test_numbers_beyond_what_excel_keeps_are_refused(raw: Decimal) -> None:
    assert refused(raw, NUMBER) == "NUMBER_DIGITS"


def test_what_a_formula_leaves_of_zero_is_a_number() -> None:
    assert value_of(D("2.77555756156289E-17"), NUMBER) == D("2.77555756156289E-17")


# ---------------------------------------------------------------- properties


@st.composite
def decimals(draw: st.DrawFn) -> Decimal:
    digits = draw(st.integers(min_value=-(10**15) + 1, max_value=10**15 - 1))
    return Decimal(digits).scaleb(-draw(st.integers(min_value=0, max_value=15)))


FULL_WIDTH = str.maketrans("0123456789,.-+%", "０１２３４５６７８９，．－＋％")


@given(decimals(), st.booleans(), st.booleans(), st.sampled_from(["", "元", "千元", "万元", "百万元", "亿元"]))
def test_every_number_of_15_digits_comes_back_exactly(
    value: Decimal, thousands: bool, full_width: bool, written_unit: str
) -> None:
    text = f"{value:,f}" if thousands else f"{value:f}"
    text = (text.translate(FULL_WIDTH) if full_width else text) + written_unit
    power = {"": 0, "元": 0, "千元": 3, "万元": 4, "百万元": 6, "亿元": 8}[written_unit]
    assert value_of(text, MONEY) == value.scaleb(power)


@given(decimals())
def test_number_cells_come_back_exactly_whatever_their_format(value: Decimal) -> None:
    assert value_of(value, NUMBER) == value
    assert ask(cell(value, format="percent"), PERCENT)[0].value == value.scaleb(2)


GRAMMAR = re.compile(r"([0-9]+|[1-9][0-9]?[0-9]?(,[0-9][0-9][0-9])+)(\.[0-9]+)?")


def reads_as_a_number(text: str) -> bool:
    """The grammar once more, told from the outside: a sign, a currency, digits, a known unit, and nothing else."""
    rest = narrowed(text).replace("−", "-")
    head = re.match(r"[^0-9]*", rest)
    digits = GRAMMAR.match(rest, head.end() if head else 0)
    if head is None or digits is None:
        return False
    mark, tail = head[0].replace("+", "-").replace("-", "", 1).strip(), rest[digits.end() :].strip()
    return "-" not in mark and (not mark or unit(mark) is not None) and (not tail or unit(tail) is not None)


NEARLY = st.text("0123456789０１２,，.．+-－−eE_ %％￥¥$元万亿台约≥±①½以上()（）/—nNaA\u200b\u202e٣", max_size=12)


@given(st.one_of(st.text(max_size=12), NEARLY), st.sampled_from([NUMBER, UNITS, COUNT, PERCENT, MONEY]))
def test_no_text_is_read_as_a_number_unless_the_grammar_says_so(text: str, wanted: object) -> None:
    entry, findings = ask(text, wanted)  # type: ignore[arg-type]
    if entry.state == "ok":
        assert reads_as_a_number(text)
    elif entry.state == "blank":
        assert says_nothing(text)
    assert (entry.state == "bad") == any(found.code != "PERCENT_DOUBT" for found in findings)


def test_a_warning_does_not_take_the_value_away() -> None:
    assert codes(D("0.9"), PERCENT) == ("PERCENT_DOUBT",)
