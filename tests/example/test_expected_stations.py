"""The power stations of the example month come out as expected-供电所.md worked them by hand."""

from __future__ import annotations

from typing import Any

import pytest

from tests.example.test_expected import Months, Record, cards, tables
from tests.example.test_expected import months as months

EXPECTED = tables("expected-供电所.md")
SCHEME = "power-station"
STATIONS = ("城关供电所", "河西供电所")


def shown(card: dict[str, Any]) -> Record:
    kpis = {kpi["name"]: kpi["value"] or "—" for kpi in card["kpis"]}
    names = ("考核金额", "计划考核金额", "抽查与用电检查金额")
    return {
        "工号": card["subject"]["id"], "姓名": card["subject"]["name"], "得分": card["score"], "等级": card["grade"],
        **{name: kpis.get(name, "") for name in names},
        "工资": card["pay"].get("total") or "暂缓", "标记": " ".join(card["flags"]),
    }  # fmt: skip


def test_the_cards_come_out_as_worked_by_hand(months: Months) -> None:
    scored = cards(months, "scored", SCHEME)
    assert [shown(scored[id]) for id in sorted(scored)] == EXPECTED["出分的 11 人"]
    assert set(cards(months, "withheld", SCHEME)) == {"4105"}


def test_every_mistake_is_found_at_its_cell_and_nothing_else(months: Months) -> None:
    found = {
        (one["code"], one["severity"], "!".join(filter(None, (one["file"], one["sheet"], one["cell"]))))
        for one in months[2]["findings"]
        if one["severity"] != "note" and one["department"] in STATIONS
    }
    assert found == {(one["问题"], one["级别"], one["单元格"]) for one in EXPECTED["错误和提醒"]}


@pytest.mark.parametrize(("heading", "id"), [("线损率", "station-loss")])
def test_a_table_comes_out_as_worked_by_hand(months: Months, heading: str, id: str) -> None:
    table = next(one for one in months[2]["tables"] if one["id"] == id)
    names = [column["name"] for column in table["columns"]]
    rows = [dict(zip(names, (cell["value"] or "—" for cell in row), strict=True)) for row in table["rows"]]
    assert [{name: row[name] for name in expected} for row, expected in zip(rows, EXPECTED[heading], strict=True)] == (
        EXPECTED[heading]
    )
