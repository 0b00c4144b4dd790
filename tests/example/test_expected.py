"""Both example months run as a clerk runs them; October comes out as expected.md worked it by hand."""

from __future__ import annotations

import io
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from reportgen.cli import World, main
from tests.example.build import HERE, ROOT

Record = dict[str, str]
SALES = ("销售计划部", "华北销售部", "华东销售部", "售后服务部")
Months = tuple[int, int, dict[str, Any]]  # exit codes, October's results


def tables(file: str = "expected.md") -> dict[str, list[Record]]:
    """The tables of expected.md (or the file beside it) by their heading."""
    found: dict[str, list[Record]] = {}
    heading, header = "", []
    for line in (HERE / file).read_text("utf-8").splitlines():
        if line.startswith("## "):
            heading, header = line.removeprefix("## "), []
        elif line.startswith("| ") and not line.startswith("| ---"):
            texts = [cell.strip() for cell in line.removeprefix("|").removesuffix("|").split("|")]
            if header:
                found.setdefault(heading, []).append(dict(zip(header, texts, strict=True)))
            else:
                header = texts
    return found


EXPECTED = tables()


def run(period: str, outputs: Path) -> int:
    world = World(datetime.now(UTC) + timedelta(days=1), processors=4, process=1, out=io.StringIO(), err=io.StringIO())
    options = ["--config", str(ROOT / "config.toml"), "--outputs", str(outputs), "--quiet"]
    return main(["run", period, *options], world)


@pytest.fixture(scope="session")
def months(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Months:
    """Exit codes of September and October, and October's results; run once, also when several processes test."""
    base = tmp_path_factory.getbasetemp()
    outputs = (base if worker_id == "master" else base.parent) / "example-months"
    with FileLock(f"{outputs}.lock"):
        codes = outputs / "codes.json"
        if not codes.exists():
            ended = [run("2026-09", outputs), run("2026-10", outputs)]
            codes.write_text(json.dumps(ended), "utf-8")
        september, october = json.loads(codes.read_text("utf-8"))
    return september, october, json.loads((outputs / "2026-10" / "results.json").read_text("utf-8"))


def cards(months: Months, status: str, scheme: str = "sales-assessment") -> dict[str, dict[str, Any]]:
    own = [card for card in months[2]["scorecards"] if card["scheme"] == scheme]
    return {card["subject"]["id"]: card for card in own if card["status"] == status}


def points(card: dict[str, Any], id: str) -> str:
    return next(str(part["raw"]) for part in card["components"] if part["id"] == id)


def shown(card: dict[str, Any]) -> Record:
    pay = card.get("pay")
    completion = [kpi["value"] for kpi in card["kpis"] if kpi["id"] == "plan-completion"]
    return {
        "工号": card["subject"]["id"], "姓名": card["subject"]["name"], "日常工作": points(card, "daily"),
        "出勤": points(card, "attendance"), "得分": card["score"], "等级": card["grade"],
        "名次": f"{card['rank']}/{card['of']}", "完成率": (completion[0] or "—") if completion else "",
        "工资": (pay.get("total") or "暂缓") if pay else "", "标记": " ".join(card["flags"]),
    }  # fmt: skip


def test_september_is_clean_and_october_has_withheld_cards(months: Months) -> None:
    assert months[:2] == (0, 3)


@pytest.mark.parametrize("expected", EXPECTED["出分的 18 人"], ids=lambda one: one["工号"])
def test_a_card_comes_out_as_worked_by_hand(months: Months, expected: Record) -> None:
    assert shown(cards(months, "scored")[expected["工号"]]) == expected


def test_no_one_else_has_a_card(months: Months) -> None:
    assert set(cards(months, "scored")) == {one["工号"] for one in EXPECTED["出分的 18 人"]}


def test_withheld_cards_say_why(months: Months) -> None:
    found = {
        id: {text.split()[0] for text in card["findings"]} for id, card in cards(months, "withheld").items()
    }  # fmt: skip
    assert found == {one["工号"]: set(one["原因"].split()) for one in EXPECTED["暂缓的 4 人"]}


ELSEWHERE = ("城关供电所", "河西供电所", "计量部")  # their mistakes are listed in expected-….md


def test_every_mistake_is_found_at_its_cell_and_nothing_else(months: Months) -> None:
    found = {
        (one["code"], one["severity"], "!".join(filter(None, (one["file"], one["sheet"], one["cell"]))))
        for one in months[2]["findings"]
        if one["severity"] != "note" and one["department"] not in ELSEWHERE
    }
    listed = [one for heading in EXPECTED if heading.startswith("交来的表里的错误和提醒") for one in EXPECTED[heading]]
    assert found == {(one["问题"], one["级别"], one["单元格"]) for one in listed}


def test_the_collection_table_gives_the_figures_of_the_source(months: Months) -> None:
    table = next(one for one in months[2]["tables"] if one["id"] == "collection-total")
    assert {row[0]["value"]: row[1]["value"] for row in table["rows"]} == {
        one["项目"]: one["数值"] for one in EXPECTED["销售与回款"]
    }


LISTS = {
    "往来对账": "reconciliation", "财务已收、业务员未获知": "not-told", "产品销售排名": "product-ranking",
    "工时（按人员）": "hours-by-person", "工时（按工作分解结构）": "hours-by-wbs", "工时（按处室）": "hours-by-section",
    "未申报工时": "undeclared", "计划公告板": "plan-board",
    "工作计划完成率": "plan-completion", "费用计划与支付（按部门）": "cost-by-department", "月度费用表": "month-cost",
    "不予支付的费用": "not-payable", "材料领用表": "month-material", "采购计划": "purchase-plan",
    "列入次月计划的临时性计划": "urgent-next", "现金收支与市公司计划值": "cash-against-plan",
}  # fmt: skip


@pytest.mark.parametrize("heading", LISTS)
def test_a_list_comes_out_as_worked_by_hand(months: Months, heading: str) -> None:
    table = next(one for one in months[2]["tables"] if one["id"] == LISTS[heading])
    names = [column["name"] for column in table["columns"]]
    rows = [dict(zip(names, ((cell["value"] or "—").strip() for cell in row), strict=True)) for row in table["rows"]]
    assert [{name: row[name] for name in expected} for row, expected in zip(rows, EXPECTED[heading], strict=True)] == (
        EXPECTED[heading]
    )


def test_the_doubling_and_the_review_are_said_on_the_card(months: Months) -> None:
    def item(card: dict[str, Any], id: str) -> dict[str, Any]:
        waiting = list(card["components"])
        while waiting:
            part = waiting.pop()
            if part["id"] == id:
                return dict(part)
            waiting += part["components"]
        raise AssertionError(id)

    scored = cards(months, "scored")
    assert "加倍" in item(scored["1002"], "advertising")["because"]
    adjusted = item(scored["1006"], "quality")
    assert (adjusted["raw"], adjusted["points"]) == ("3.00", "5.00")
    assert "质量信息反馈单当月已交" in adjusted["because"]


@pytest.mark.parametrize("expected", EXPECTED["销售活动和客户经理"], ids=lambda one: one["工号"])
def test_a_card_of_another_scheme_comes_out_as_worked_by_hand(months: Months, expected: Record) -> None:
    (card,) = [one for one in months[2]["scorecards"] if one["subject"]["id"] == expected["工号"]]
    assert expected == {
        "工号": card["subject"]["id"], "姓名": card["subject"]["name"], "得分": card.get("score") or "暂缓",
        "等级": card.get("grade") or "", "工资": (card.get("pay") or {}).get("total") or "",
    }  # fmt: skip


@pytest.mark.parametrize(
    "expected", EXPECTED["月度表的数"], ids=lambda one: " ".join((one["表"], one["行"], one["列"]))
)
def test_a_figure_of_a_month_table_comes_out_as_worked_by_hand(months: Months, expected: Record) -> None:
    (table,) = [one for one in months[2]["tables"] if one["id"] == expected["表"]]
    at = [column["id"] for column in table["columns"]].index(expected["列"])
    (row,) = [row for row in table["rows"] if row[0]["value"] == expected["行"]]
    assert (row[at]["value"] or "—") == expected["数值"]
