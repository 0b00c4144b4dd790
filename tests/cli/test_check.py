"""check: where the list stands, one department alone, and files that are open somewhere."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from tests.cli.call import Call, being_saved, inputs_of

NOW = datetime(2026, 11, 9, 4, 0, tzinfo=UTC)
PLAN = "华北销售部_计划表_2026-10.xlsx"


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("outputs")


def codes(call: Call, outputs: Path, department: str) -> list[str]:
    name = f"findings_{department}.xlsx" if department else "findings.xlsx"
    sheet = openpyxl.load_workbook(BytesIO((outputs / "check" / "2026-10" / name).read_bytes())).worksheets[0]
    return [str(row[8].value) for row in sheet.iter_rows(min_row=4) if row[1].value == department or not department]


def test_it_says_where_the_list_of_findings_stands(outputs: Path) -> None:
    call = Call(outputs, "check", "2026-10")
    assert call.said.splitlines()[-1] == f"问题清单：{outputs / 'check' / '2026-10' / 'findings.xlsx'}"


@pytest.mark.parametrize("asked", ["华东销售部", "華東銷售部", "华东大区"])
def test_one_department_alone_by_any_of_its_names_in_either_script(outputs: Path, asked: str) -> None:
    call = Call(outputs, "check", "2026-10", "--department", asked, "--json")
    assert call.code == 3
    assert call.json["findings"]["error"] == 14  # as in tests/example/expected.md; one more is of another department
    own = Path(call.json["list"])
    assert own == outputs / "check" / "2026-10" / "findings_华东销售部.xlsx"
    departments = {row[1].value for row in openpyxl.load_workbook(own).worksheets[0].iter_rows(min_row=4)}
    assert departments == {"华东销售部"}
    assert (outputs / "check" / "2026-10" / "findings.xlsx").is_file()


def test_a_department_without_errors_ends_with_0_though_others_have_some(outputs: Path) -> None:
    assert Call(outputs, "check", "2026-10", "--department", "售后部").code == 0


def test_an_unknown_department_ends_with_2_and_names_those_that_there_are(outputs: Path) -> None:
    call = Call(outputs, "check", "2026-10", "--department", "华东")
    assert (call.code, call.said) == (2, "")
    assert "销售计划部、华北销售部、华东销售部、售后服务部" in call.complained
    assert "是不是“华东销售部”？" in call.complained


def test_a_workbook_that_is_open_stands_for_what_it_may_hold(tmp_path: Path) -> None:
    inputs = inputs_of(tmp_path)
    being_saved(inputs / "2026-10" / PLAN, NOW)
    call = Call(tmp_path / "o", "check", "2026-10", "--department", "华北销售部", inputs=inputs, now=NOW)
    assert call.code == 3
    assert codes(call, tmp_path / "o", "华北销售部").count("FILE_BUSY") == 1
    found = set(codes(call, tmp_path / "o", "华北销售部"))
    assert not found & {"FORM_MISSING", "TABLE_MISSING", "NOT_PLANNED"}
    # what needs the plan is withheld, and says that the file is in use
    told = Call(tmp_path / "o", "explain", "2026-10", "--person", "1001", inputs=inputs, now=NOW).said
    assert "暂缓" in told
    assert PLAN in told
    assert "正在被打开" in told


def test_a_workbook_that_is_open_stands_for_no_other_form(tmp_path: Path) -> None:
    inputs = inputs_of(tmp_path)
    being_saved(inputs / "2026-10" / PLAN, NOW)
    (inputs / "2026-10" / "华北销售部_业绩考核表_2026-10.xlsx").unlink()
    call = Call(tmp_path / "o", "check", "2026-10", "--department", "华北销售部", inputs=inputs, now=NOW)
    assert sorted(codes(call, tmp_path / "o", "华北销售部")) == ["FILE_BUSY", "FORM_MISSING"]
    assert "没有交“业绩考核表”" in call.said


def test_an_open_file_that_tells_no_department_stands_for_nothing(tmp_path: Path) -> None:
    inputs = inputs_of(tmp_path)
    (inputs / "2026-10" / PLAN).rename(inputs / "2026-10" / "十月.xlsx")
    being_saved(inputs / "2026-10" / "十月.xlsx", NOW)
    call = Call(tmp_path / "o", "check", "2026-10", "--department", "华北销售部", inputs=inputs, now=NOW)
    assert "没有交“计划表”" in call.said
    # the open file, and that September was not published
    assert "另有 2 条不属任何部门的问题未列出" in call.said


def test_an_open_optional_form_withholds_its_tables_instead_of_leaving_them_out(tmp_path: Path) -> None:
    inputs = inputs_of(tmp_path)
    being_saved(inputs / "2026-10" / "销售计划部_货物.xlsx", NOW)
    assert Call(tmp_path / "o", "run", "2026-10", "--json", inputs=inputs, now=NOW).code == 3
    results = (tmp_path / "o" / "2026-10" / "results.json").read_text("utf-8")
    assert '"status": "withheld"' in results
    assert "FILE_BUSY" in results


def test_a_roster_that_is_open_is_not_also_called_missing(tmp_path: Path) -> None:
    inputs = inputs_of(tmp_path)
    being_saved(inputs / "花名册.xlsx", NOW)
    call = Call(tmp_path / "o", "check", "2026-10", inputs=inputs, now=NOW)
    assert "FILE_BUSY" in codes(call, tmp_path / "o", "")
    assert "ROSTER_MISSING" not in codes(call, tmp_path / "o", "")
    assert "PERSON_UNKNOWN" not in codes(call, tmp_path / "o", "")  # that nobody is known is said once


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The results folder of a published October."""
    folder = tmp_path_factory.mktemp("published")
    assert Call(folder, "run", "2026-10", now=NOW).code == 3
    return folder


@pytest.mark.parametrize(
    ("state", "code"), [("open", "FILE_BUSY"), ("gone", "ROSTER_MISSING"), ("empty", "ROSTER_EMPTY")]
)
def test_without_a_roster_a_run_leaves_what_was_published(
    tmp_path: Path, published: Path, state: str, code: str
) -> None:
    inputs = inputs_of(tmp_path)
    before = (published / "2026-10" / "results.json").read_bytes()
    roster = inputs / "花名册.xlsx"
    if state == "open":
        being_saved(roster, NOW)
    elif state == "gone":
        roster.unlink()
    else:
        book = openpyxl.load_workbook(roster)
        book["花名册"].delete_rows(3, 500)
        book.save(roster)
        os.utime(roster, (1_700_000_000, 1_700_000_000))
    call = Call(published, "run", "2026-10", inputs=inputs, now=NOW)
    assert call.code == 7
    assert call.said.count("[错误]") == 1
    assert "以前发布的没有动" in call.complained
    assert (published / "2026-10" / "results.json").read_bytes() == before
    listed = Call(published, "check", "2026-10", inputs=inputs, now=NOW)
    assert listed.code == 3
    assert code in codes(listed, published, "")
