"""The command line as scripts see it: exit codes, one JSON object, where things are written."""

from __future__ import annotations

import json
import re
import shutil
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest
from filelock import FileLock

from reportgen.cli import World, main
from reportgen.period import Period
from reportgen.settings import Settings, load
from tests.cli.call import LATER, Call
from tests.example.sales import office
from tests.months.month import ROOT


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """September published."""
    folder = tmp_path_factory.mktemp("outputs")
    assert Call(folder, "run", "2026-09").code == 0
    return folder


def test_a_month_with_withheld_cards_ends_with_3_and_one_json_object(outputs: Path) -> None:
    call = Call(outputs, "run", "2026-10", "--json")
    assert call.code == 3
    assert (call.json["scored"], call.json["withheld"], call.json["exit"]) == (18, 4, 3)
    assert call.err.getvalue() == ""


def test_a_month_without_files_ends_with_5(outputs: Path) -> None:
    assert Call(outputs, "run", "2031-01").code == 5


def test_last_is_the_calendar_month_before_now_in_the_organisations_time_zone(outputs: Path) -> None:
    # 31 October 17:00 in London is already November in Shanghai
    just_november = datetime(2026, 10, 31, 17, 0, tzinfo=UTC)
    call = Call(outputs, "status", "last", "--json", now=just_november)
    assert call.json["period"] == "2026-10"


@pytest.mark.parametrize("period", ["2026-13", "10月", "202610"])
def test_what_is_no_month_ends_with_2(outputs: Path, period: str) -> None:
    call = Call(outputs, "check", period)
    assert call.code == 2
    assert period in call.err.getvalue()


def test_another_active_run_is_told_with_its_number_and_ends_with_6(outputs: Path) -> None:
    with FileLock(outputs / ".lock"):
        (outputs / ".lock.holder").write_text("pid 99, 2026-11-08 09:00:00", "utf-8")
        call = Call(outputs, "run", "2026-09")
    assert call.code == 6
    assert "pid 99" in call.err.getvalue()


def test_mistakes_of_the_configuration_end_with_7_all_at_once(tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_text('[organisation]\nname = 5\nlanguag = "zh"\n', "utf-8")
    out, err = StringIO(), StringIO()
    code = main(["run", "2026-10", "--config", str(config)], World(LATER, 1, 1, out, err))
    assert code == 7
    assert "config.toml:2 organisation.name" in err.getvalue()
    assert "config.toml:3 organisation.languag" in err.getvalue()


def test_check_publishes_nothing(outputs: Path, tmp_path: Path) -> None:
    call = Call(tmp_path, "check", "2026-10", "--json")
    assert call.code == 3
    assert (tmp_path / "check" / "2026-10" / "findings.xlsx").is_file()
    assert not (tmp_path / "2026-10").exists()


def test_forms_are_written_for_every_department_that_has_something_to_fill_in(tmp_path: Path) -> None:
    call = Call(tmp_path, "forms", "2026-11", "--json")
    assert call.code == 0
    names = {Path(str(one)).name for one in call.json["forms"]}
    assert "华北销售部_计划表_2026-11.xlsx" in names
    assert "售后服务部_计划表_2026-11.xlsx" not in names
    assert all((tmp_path / "forms" / "2026-11" / name).is_file() for name in names)


def test_explain_goes_down_to_the_cell_and_what_is_in_it(outputs: Path) -> None:
    said = Call(outputs, "explain", "2026-10", "--person", "1001").out.getvalue()
    assert "86.60" in said
    assert "7,608.00" in said
    assert "华北销售部_业绩考核表_2026-10.xlsx!" in said
    assert Call(outputs, "explain", "2026-10", "--person", "9999").code == 2
    one = Call(outputs, "explain", "2026-10", "--person", "1001", "--item", "attendance", "--json")
    assert one.json["scorecards"][0]["score"] == "86.60"


def test_status_tells_who_has_not_handed_in_and_reminders_wait_in_the_outbox(outputs: Path, tmp_path: Path) -> None:
    inputs = tmp_path / "inputs"
    shutil.copytree(office() / "inputs", inputs)
    for path in (inputs / "2026-10").rglob("*.xlsx"):
        if "华北" in str(path):
            path.unlink()
    results = tmp_path / "outputs"
    call = Call(results, "status", "2026-10", "--remind", "--json", inputs=inputs)
    assert call.code == 3
    states = {
        one["department"]: [(form["form"], form["state"], form["late"]) for form in one["forms"]]
        for one in call.json["departments"]
    }
    assert states["华北销售部"] == [("计划表", "missing", True), ("业绩考核表", "missing", True)]
    assert states["售后服务部"] == [("业绩考核表", "complete", False)]
    assert call.json["reminders"] == 1
    letters = [path.name for path in (results / "2026-10" / "outbox").iterdir()]
    assert letters == ["reminder_华北销售部_1.eml"]
    # the month is run afterwards: the reminder stays, and nothing else is lost
    assert Call(results, "run", "2026-10", inputs=inputs).code == 3
    assert (results / "2026-10" / "outbox" / "reminder_华北销售部_1.eml").is_file()


def test_a_withdrawn_file_is_not_read(outputs: Path, tmp_path: Path) -> None:
    inputs = tmp_path / "inputs"
    shutil.copytree(office() / "inputs", inputs)
    one = next(
        path for path in sorted((inputs / "2026-10").rglob("*.xlsx")) if "华北" in str(path) and "计划" in str(path)
    )
    (inputs / "2026-10" / "withdrawn").mkdir()
    one.rename(inputs / "2026-10" / "withdrawn" / one.name)
    call = Call(tmp_path / "outputs", "status", "2026-10", "--json", inputs=inputs)
    states = {one["department"]: one["forms"][0]["state"] for one in call.json["departments"]}
    assert states["华北销售部"] == "missing"


def test_rules_copied_for_a_later_year_load_and_old_months_keep_theirs(tmp_path: Path) -> None:
    """The README's way to change a weight from a month on."""
    for name in ("config.toml", "templates"):
        (shutil.copytree if (office() / name).is_dir() else shutil.copy)(office() / name, tmp_path / name)
    old = tmp_path / "templates" / "schemes" / "sales-assessment.toml"
    text = old.read_text("utf-8")
    old.write_text(text.replace('since = "2026-01"', 'since = "2026-01"\nuntil = "2026-12"', 1), "utf-8")
    new = text.replace('since = "2026-01"', 'since = "2027-01"', 1)
    new = new.replace("weight = 70", "weight = 75", 1).replace("weight = 30", "weight = 25", 1)
    old.with_name("sales-assessment-2027.toml").write_text(new, "utf-8")
    loaded = load(tmp_path / "config.toml")
    assert isinstance(loaded, Settings), [one.text() for one in loaded]
    weights = {
        str(period): [
            item.weight
            for scheme in loaded.schemes_for(period)
            for item in scheme.items
            if item.weight and scheme.id == "sales-assessment"
        ]
        for period in (Period(2026, 10), Period(2027, 1))
    }
    assert weights == {"2026-10": [70, 30], "2027-01": [75, 25]}


def test_a_run_that_moves_published_scores_names_them(tmp_path: Path) -> None:
    outputs = tmp_path / "outputs"
    assert Call(outputs, "run", "2026-09").code == 0
    for name in ("config.toml", "templates"):
        (shutil.copytree if (office() / name).is_dir() else shutil.copy)(office() / name, tmp_path / name)
    scheme = tmp_path / "templates" / "schemes" / "sales-assessment.toml"
    text = scheme.read_text("utf-8").replace("weight = 70", "weight = 75", 1).replace("weight = 30", "weight = 25", 1)
    scheme.write_text(text, "utf-8")
    out = StringIO()
    options = [
        "--config",
        str(tmp_path / "config.toml"),
        "--inputs",
        str(office() / "inputs"),
        "--outputs",
        str(outputs),
    ]
    assert main(["run", "2026-09", *options], World(LATER, 2, 1, out, StringIO())) == 0
    # 王建国 in September: daily 79, attendance 96; 79 x 70 % + 96 x 30 % = 84.10, 79 x 75 % + 96 x 25 % = 83.25
    assert "人的得分变了" in out.getvalue()
    again = json.loads((outputs / "2026-09" / "results.json").read_text("utf-8"))
    assert next(card["score"] for card in again["scorecards"] if card["subject"]["id"] == "1001") == "83.25"


def test_a_run_says_to_whom_nothing_can_be_written(tmp_path: Path) -> None:
    """Without [mail] no letter is composed; the run says so instead of leaving an empty outbox unexplained."""
    config = (office() / "config.toml").read_text("utf-8")
    without = "\n".join(part for part in re.split(r"(?m)^(?=\[)", config) if not part.startswith("[mail]"))
    (tmp_path / "config.toml").write_text(without, "utf-8")
    shutil.copytree(ROOT / "templates", tmp_path / "templates")
    out, outputs = StringIO(), tmp_path / "outputs"
    options = [
        "--config",
        str(tmp_path / "config.toml"),
        "--inputs",
        str(office() / "inputs"),
        "--outputs",
        str(outputs),
    ]
    assert main(["run", "2026-09", "--json", *options], World(LATER, 2, 1, out, StringIO())) == 0
    (note,) = json.loads(out.getvalue())["notes"]
    assert "[mail]" in note
    assert not (outputs / "2026-09" / "outbox").exists()
