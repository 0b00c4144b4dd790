"""The meter department of the example month comes out as expected-计量部.md worked it by hand."""

from __future__ import annotations

import pytest

from tests.example.test_expected import Months, cards, tables
from tests.example.test_expected import months as months

EXPECTED = tables("expected-计量部.md")
SCHEME = "smart-meter"
TABLES = {
    "全检批次评定": "meter-batches",
    "成品库抽检比例（按检定装置）": "meter-store-quota-device",
    "成品库抽检合格率（按检定装置）": "meter-store-pass-device",
    "公告不足 3 天就安装": "meter-notice",
    "外部送检完成率": "meter-external-done",
    "运行表可靠率": "meter-reliability",
}


def test_the_testers_cards_come_out_as_worked_by_hand(months: Months) -> None:
    scored = cards(months, "scored", SCHEME)
    found = [
        {"工号": id, "姓名": one["subject"]["name"], "得分": one["score"], "等级": one["grade"]}
        for id, one in sorted(scored.items())
    ]
    assert found == EXPECTED["检定员"]
    assert set(cards(months, "withheld", SCHEME)) == {"4204"}


def test_every_mistake_is_found_at_its_cell_and_nothing_else(months: Months) -> None:
    found = {
        (one["code"], one["severity"], "!".join(filter(None, (one["file"], one["sheet"], one["cell"]))))
        for one in months[2]["findings"]
        if one["severity"] != "note" and one["department"] == "计量部"
    }
    assert found == {(one["问题"], one["级别"], one["单元格"]) for one in EXPECTED["错误和提醒"]}


@pytest.mark.parametrize("heading", TABLES)
def test_a_table_comes_out_as_worked_by_hand(months: Months, heading: str) -> None:
    table = next(one for one in months[2]["tables"] if one["id"] == TABLES[heading])
    names = [column["name"] for column in table["columns"]]
    rows = [dict(zip(names, (cell["value"] or "—" for cell in row), strict=True)) for row in table["rows"]]
    assert [{name: row[name] for name in expected} for row, expected in zip(rows, EXPECTED[heading], strict=True)] == (
        EXPECTED[heading]
    )
