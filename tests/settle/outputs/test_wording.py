"""The program's own words in month tables: Chinese in the records, any language before anything is published."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from reportgen.records import Figure, Table, TableColumn, phrase
from reportgen.settle.outputs import tabulated
from reportgen.settle.outputs.wording import ALL_WORDS, column, figure, spoken
from reportgen.words import Speaker
from tests.settle.outputs.test_reconciliation import month

CHINESE = re.compile("[\u4e00-\u9fff]")


def said(table: Table, language: str) -> Table:
    (found,) = spoken([table], Speaker(language, ALL_WORDS))  # type: ignore[arg-type]
    return found


def test_headings_totals_and_days_are_said_and_a_schemes_names_stay() -> None:
    columns = (TableColumn("product", "产品"), column("rank", "rank"), column("days", "overdue-days", "天"))
    rows = ((Figure("未收"), Figure("1"), Figure("3")), (figure(phrase("table-total-of", of="美元")), Figure(None), Figure(None)))
    table = Table("t", "s", "排名", "complete", columns, rows)
    assert [one.name for one in table.columns] == ["产品", "名次", "逾期"]
    english = said(table, "en")
    assert [(one.name, one.unit) for one in english.columns] == [("产品", ""), ("Rank", ""), ("Overdue", "days")]
    assert [row[0].value for row in english.rows] == ["未收", "Total (美元)"]  # a product of that name is not translated
    assert said(table, "zh") == table
    assert [one.name for one in said(table, "zh-Hant").columns] == ["产品", "名次", "逾期"]
    assert said(table, "zh-Hant").rows[1][0].value == "合計（美元）"


def test_several_sentences_of_a_cell_have_a_semicolon_between() -> None:
    cell = figure(phrase("claimed-told"), phrase("claimed-maybe"))
    assert cell.value == "业务员记已回款，财务没有对应的收款；有待认领的收款，催款前先核对"
    table = Table("t", "s", "催款", "complete", (column("note", "note"),), ((cell,), (figure(),)))
    assert [row[0].value for row in said(table, "en").rows] == [
        "sales says that it was paid, finance has no such receipt; there is an unclaimed receipt: check before asking for money",
        None,
    ]


def test_a_whole_reconciliation_has_no_chinese_left_but_what_people_wrote() -> None:
    made = tabulated(
        month(
            "X1 | A | L | 2026-10-02 | 2026-10-05 | - | 5000 | 否\nX2 | B | W | 2026-09-20 | 2026-10-20 | - | 8000 | 是\n"
            "X3 | C | W | 2026-10-02 | - | - | 60 | 是\nX4 | C | W | 2026-10-02 | - | - | 60 | 是",
            "X1 | A | 2026-10-08 | - | 4000\n- | D | 2026-10-09 | - | 700\n- | C | 2026-10-09 | - | 60",
        )
    )
    found = [said(replace(one, title=""), "en") for one in made]
    texts = [column.name for one in found for column in one.columns]
    texts += [cell.value or "" for one in found for row in one.rows for cell in row]
    assert {"Total (人民币)", "paid in part", "open"} <= set(texts)
    left = {text.replace("人民币", "") for text in texts if CHINESE.search(text.replace("人民币", ""))}
    assert left == set()


@pytest.mark.parametrize("id", sorted(ALL_WORDS))
def test_both_languages_have_the_same_values(id: str) -> None:
    zh, en = (set(re.findall(r"{(\w+)}", ALL_WORDS[id][language])) for language in ("zh", "en"))
    assert zh == en
    assert not CHINESE.search(ALL_WORDS[id]["en"])
