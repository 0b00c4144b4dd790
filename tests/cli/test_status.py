"""status: who handed in what, what replaced what, what may stay out, and what is simply not due yet."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import openpyxl

from tests.cli.call import Call, being_saved, inputs_of

NOW = datetime(2026, 11, 9, 4, 0, tzinfo=UTC)  # the day after the assessments of October were due
PLAN = "华北销售部_计划表_2026-10.xlsx"
RATINGS = "售后服务部_业绩考核表_2026-10.xlsx"


def forms(call: Call, department: str) -> dict[str, dict[str, Any]]:
    (own,) = [one for one in call.json["departments"] if one["department"] == department]
    return {form["form"]: form for form in own["forms"]}


def second_version(inputs: Path) -> str:
    """A corrected copy that says in its sheet that it is the second version."""
    name = "售后更正.xlsx"
    book = openpyxl.load_workbook(inputs / "2026-10" / RATINGS)
    for sheet in book.worksheets:
        if sheet.sheet_state == "visible" and isinstance(sheet["A1"].value, str):
            sheet["A1"] = f"{sheet['A1'].value}（第2版）"
    book.save(inputs / "2026-10" / name)
    return name


def test_each_form_names_its_file_and_its_sheets(tmp_path: Path) -> None:
    call = Call(tmp_path, "status", "2026-10", "--json")
    assert forms(call, "华东销售部")["计划表"]["handed"] == [
        {"file": "华东销售部/華東大區10月份計劃.xlsx", "sheets": ["計劃"]}
    ]
    said = Call(tmp_path, "status", "2026-10").said
    assert "    计划表：已交齐，截止 2026-09-20\n      华东销售部/華東大區10月份計劃.xlsx（計劃）" in said


def test_a_later_version_and_what_it_replaced_are_both_named(tmp_path: Path) -> None:
    inputs = inputs_of(tmp_path)
    newer = second_version(inputs)
    call = Call(tmp_path / "o", "status", "2026-10", "--json", inputs=inputs)
    form = forms(call, "售后服务部")["业绩考核表"]
    assert (form["state"], form["files"], form["superseded"]) == ("complete", [newer], [[RATINGS, newer]])
    assert f"{RATINGS} 由写明是新版的 {newer} 代替" in Call(tmp_path / "o", "status", "2026-10", inputs=inputs).said


def test_two_files_of_which_none_says_that_it_is_newer_are_not_called_missing(tmp_path: Path) -> None:
    inputs = inputs_of(tmp_path)
    book = openpyxl.load_workbook(inputs / "2026-10" / PLAN)
    book.save(inputs / "2026-10" / "华北再交.xlsx")  # the same figures in other bytes
    call = Call(tmp_path / "o", "status", "2026-10", "--remind", "--json", inputs=inputs, now=NOW)
    form = forms(call, "华北销售部")["计划表"]
    assert (form["state"], form["late"]) == ("unusable", False)
    assert sorted(form["unusable"]) == sorted([PLAN, "华北再交.xlsx"])
    assert (call.code, call.json["reminders"]) == (3, 0)


def test_withdrawn_files_stand_at_the_form_that_they_were(tmp_path: Path) -> None:
    inputs = inputs_of(tmp_path)
    back = inputs / "2026-10" / "withdrawn"
    back.mkdir()
    (inputs / "2026-10" / PLAN).rename(back / PLAN)
    (back / "说明.txt").write_text("旧的", "utf-8")
    call = Call(tmp_path / "o", "status", "2026-10", "--json", inputs=inputs, now=NOW)
    form = forms(call, "华北销售部")["计划表"]
    # due on 20 September: 50 days before 9 November
    assert (form["state"], form["withdrawn"], form["days_late"]) == ("missing", [PLAN], 50)
    assert call.json["withdrawn"] == ["说明.txt"]
    said = Call(tmp_path / "o", "status", "2026-10", inputs=inputs, now=NOW).said
    assert f"    计划表：未交，已过期 50 天，截止 2026-09-20\n      withdrawn/{PLAN}：已撤回，不采用" in said
    assert "withdrawn/说明.txt：已撤回，看不出是哪个部门的" in said


def test_a_form_that_may_stay_out_is_not_a_missing_one(tmp_path: Path) -> None:
    inputs = inputs_of(tmp_path)
    (inputs / "2026-10" / "销售计划部_货物.xlsx").unlink()
    call = Call(tmp_path / "o", "status", "2026-10", "--json", inputs=inputs, now=NOW)
    form = forms(call, "销售计划部")["货物管理表"]
    assert (form["optional"], form["state"], form["late"]) == (True, "optional", False)
    said = Call(tmp_path / "o", "status", "2026-10", inputs=inputs, now=NOW).said
    assert "    货物管理表：可不交，未交，截止 2026-11-08" in said
    assert "    产品与合同表（可不交）：已交齐" in said


def test_before_anything_is_due_nothing_is_alarming(tmp_path: Path) -> None:
    # 10 September: October has not begun, and its plans are due on 20 September
    early = datetime(2026, 9, 10, 4, 0, tzinfo=UTC)
    inputs = inputs_of(tmp_path)
    shutil.rmtree(inputs / "2026-10")
    call = Call(tmp_path / "o", "status", "2026-10", "--json", inputs=inputs, now=early)
    assert (call.code, call.json["phase"]) == (0, "not-begun")
    assert {one["errors"] for one in call.json["departments"]} == {0}
    said = Call(tmp_path / "o", "status", "2026-10", inputs=inputs, now=early).said
    assert said.startswith("2026-10 还没有开始（今天 2026-09-10）\n")
    assert "  华北销售部：等待交表，未到截止\n    计划表：未交，未到截止，截止 2026-09-20" in said
    assert "错误" not in said
    assert "暂缓" not in said


def test_what_is_due_blocks_and_what_is_not_waits(tmp_path: Path) -> None:
    # 22 September: the plans are two days late, the assessments not due before 8 November
    inputs = inputs_of(tmp_path)
    shutil.rmtree(inputs / "2026-10")
    call = Call(tmp_path / "o", "status", "2026-10", "--json", inputs=inputs, now=datetime(2026, 9, 22, 4, tzinfo=UTC))
    assert call.code == 3
    states = {name: (form["late"], form["days_late"]) for name, form in forms(call, "华北销售部").items()}
    assert states == {"计划表": (True, 2), "业绩考核表": (False, 0)}


def test_a_file_that_is_open_was_handed_in(tmp_path: Path) -> None:
    inputs = inputs_of(tmp_path)
    being_saved(inputs / "2026-10" / PLAN, NOW)
    call = Call(tmp_path / "o", "status", "2026-10", "--remind", "--json", inputs=inputs, now=NOW)
    form = forms(call, "华北销售部")["计划表"]
    assert (form["state"], form["unusable"], form["late"]) == ("unusable", [PLAN], False)
    assert call.json["reminders"] == 0
