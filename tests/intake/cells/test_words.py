"""Flags, choices, ids, names and free text."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tests.intake.cells.asking import ask, cell, column, refused, value_of, values

FLAG = column("flag")
SEVERITY = column(
    "choice", choices=("好", "有空项", "满意", "一般", "较差", "不适用"), words={"无": "好", "良好": "好"}
)
PART = column("choice", choices=("全天", "上午", "下午"), words={"半天(上午)": "上午"})
ID = column("id")
NAME = column("name")
TEXT = column("text")
D = Decimal


@pytest.mark.parametrize(
    "raw",
    ["是", "有", "√", "✓", "✔", "Y", "y", "yes", "YES", "1", "１", "TRUE", "true", "对", "對", " 是 ", D(1), True],
)
def test_yes(raw: str | Decimal | bool) -> None:
    assert value_of(raw, FLAG) is True


@pytest.mark.parametrize(
    "raw", ["否", "无", "無", "没有", "×", "✗", "N", "n", "no", "0", "FALSE", "错", "錯", D(0), False]
)
def test_no(raw: str | Decimal | bool) -> None:
    assert value_of(raw, FLAG) is False


@pytest.mark.parametrize("raw", ["—", "-", "/", "", "不适用", "暂无", None])
def test_a_flag_that_says_nothing(raw: str | None) -> None:
    assert value_of(raw, FLAG) is None


@pytest.mark.parametrize("raw", ["x", "v", "是否", "大概", "2", D(2), D("0.5"), date(2026, 10, 8)])
def test_flags_that_are_refused(raw: str | Decimal) -> None:
    assert refused(raw, FLAG) == "WORD_UNKNOWN"


def test_a_flag_may_have_words_of_its_own() -> None:
    assert value_of("缺", column("flag", words={"缺": "是"})) is True


@pytest.mark.parametrize(
    ("wanted", "raw", "expected"),
    [
        (SEVERITY, "满意", "满意"),
        (SEVERITY, "滿 意", "满意"),
        (SEVERITY, "良好", "好"),
        (SEVERITY, "无", "好"),
        (SEVERITY, "不适用", "不适用"),
        (PART, "半天（上午）", "上午"),
        (column("choice", choices=("1", "2")), D(1), "1"),
    ],
)
def test_choices_by_key_and_by_other_words(wanted: object, raw: str, expected: str) -> None:
    assert value_of(raw, wanted) == expected  # type: ignore[arg-type]


def test_what_is_no_choice_says_nothing_or_is_refused_with_the_nearest() -> None:
    assert value_of("无", PART) is None
    assert value_of("/", SEVERITY) is None
    assert refused("上半午", PART) == "WORD_UNKNOWN"
    assert values("上半午", PART) == {
        "column": "本列", "found": "上半午", "accepted": "全天 / 上午 / 下午", "suggestion": "上午",
    }  # fmt: skip
    assert values("良好的", SEVERITY)["suggestion"] == "好"
    assert values("zzz", PART)["suggestion"] == "—"
    assert refused("很" * 5000, PART) == "WORD_UNKNOWN"
    assert refused(date(2026, 10, 8), PART) == "WORD_UNKNOWN"


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("0012", "0012"),
        ("００１２", "0012"),
        (" 00 12 ", "0012"),
        ("Ａ-12", "A-12"),
        ("a12", "a12"),
        ("销001", "销001"),
        (D(12), "12"),
        (D("12.0"), "12"),
        (D("1E+3"), "1000"),
    ],
)
def test_ids_are_text(raw: str | Decimal, expected: str) -> None:
    assert value_of(raw, ID) == expected


@pytest.mark.parametrize(
    "raw",
    [D("1.5"), D(-1), D("3.10105199001011E+17"), D("NaN"), True, date(2026, 10, 8), "=A1", "a@b", "12,13", "张三;李四",
     "1" * 41, cell(D("1"), format="percent"), "-12"],
)  # fmt: skip
def test_ids_that_are_refused(raw: str | Decimal) -> None:
    assert refused(raw, ID) == "ID_ODD"


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("张三", "张三"),
        ("张 三", "张三"),
        ("张　三", "张三"),
        (" 张三\n", "张三"),
        ("阿卜杜勒·艾则孜", "阿卜杜勒·艾则孜"),
        ("John  Smith", "John Smith"),
        ("Ｊｏｈｎ Smith", "John Smith"),
        ("张三 A", "张三A"),
        ("張三", "張三"),
    ],
)
@pytest.mark.parametrize("type", ["name", "rater"])
def test_names(raw: str, expected: str, type: str) -> None:
    assert value_of(raw, column(type)) == expected


@pytest.mark.parametrize(
    ("raw", "expected"), [("0012", "0012"), ("００１２", "0012"), (D(5002), "5002"), ("A-12", "A-12")]
)
def test_a_rater_may_be_written_by_his_number(raw: str | Decimal, expected: str) -> None:
    assert value_of(raw, column("rater")) == expected


def test_a_rater_that_is_neither_name_nor_number_is_refused() -> None:
    assert refused("12%", column("rater")) == "ID_ODD"
    assert refused(True, column("rater")) == "NAME_ODD"


@pytest.mark.parametrize("raw", [D(12), True, date(2026, 10, 8), "123", "?"])
def test_names_that_are_refused(raw: str | Decimal) -> None:
    assert refused(raw, NAME) == "NAME_ODD"


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("  走访  客户 ", "走访  客户"),
        ("一\n二", "一\n二"),
        ("１２（A）", "１２（A）"),
        ("業務", "業務"),
        (D(307), "307"),
        (D("1E+2"), "100"),
        (cell(D("0.85"), format="percent"), "85%"),
        (True, "TRUE"),
        ("😀", "😀"),
    ],
)
def test_text_stays_as_written(raw: str | Decimal, expected: str) -> None:
    assert value_of(raw, TEXT) == expected


@pytest.mark.parametrize("raw", ["", "  ", "—", "/", "无", "暂无"])
def test_text_that_says_nothing(raw: str) -> None:
    assert value_of(raw, TEXT) is None


@pytest.mark.parametrize(
    ("raw", "odd"),
    [
        ("a\x00b", "U+0000"),
        ("a\u202eb", "U+202E"),
        ("a\u200bb", "U+200B"),
        ("\ufeffa", "U+FEFF"),
        ("a\x7f", "U+007F"),
        ("a\ud800", "U+D800"),
    ],
)
@pytest.mark.parametrize("type", ["text", "id", "name", "rater"])
def test_invisible_characters_are_named(raw: str, odd: str, type: str) -> None:
    assert refused(raw, column(type)) == "TEXT_ODD"
    assert values(raw, column(type))["found"] == odd


def test_a_date_where_text_is_asked_for_is_said() -> None:
    entry, (found,) = ask(date(2026, 3, 2), TEXT)
    assert (entry.value, entry.state, found.code) == ("2026-03-02", "ok", "TEXT_FROM_DATE")
