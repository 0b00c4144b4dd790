"""run: a month that is not over, and the language of the papers against that of the screen."""

from __future__ import annotations

from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest

from reportgen.cli import World, main
from tests.cli.call import LATER, Call
from tests.example.sales import office
from tests.months.month import ROOT


def published(outputs: Path) -> dict[str, bytes]:
    month = outputs / "2026-09"
    return {path.relative_to(month).as_posix(): path.read_bytes() for path in month.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def september(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What September publishes long after it is over, said in Chinese."""
    folder = tmp_path_factory.mktemp("outputs")
    call = Call(folder, "run", "2026-09", "--json")
    assert (call.code, call.complained, call.json["month_over"]) == (0, "", True)
    return published(folder)


@pytest.mark.parametrize(
    ("now", "note"),
    [
        # 30 September 15:59 in London is 23:59 of the last day in Shanghai
        (datetime(2026, 9, 30, 15, 59, tzinfo=UTC), "2026-09 尚未结束（今天 2026-09-30，月末 2026-09-30）"),
        (datetime(2026, 8, 20, 4, 0, tzinfo=UTC), "2026-09 还没有开始（今天 2026-08-20）"),
    ],
)
def test_an_unfinished_month_is_noted_on_the_screen_and_nowhere_else(
    tmp_path: Path, september: dict[str, bytes], now: datetime, note: str
) -> None:
    call = Call(tmp_path, "run", "2026-09", "--json", now=now)
    assert call.json["month_over"] is False
    assert note in call.complained
    assert "数字还会变" in call.complained
    assert published(tmp_path) == september


def test_a_month_is_over_when_its_last_day_is_in_the_organisations_time_zone(tmp_path: Path) -> None:
    call = Call(tmp_path, "run", "2026-09", "--json", now=datetime(2026, 9, 30, 16, 0, tzinfo=UTC))
    assert call.json["month_over"] is True


def test_lang_is_for_the_screen_and_leaves_the_papers_as_they_are(tmp_path: Path, september: dict[str, bytes]) -> None:
    call = Call(tmp_path, "run", "2026-09", "--lang", "en")
    assert "cards scored" in call.said
    assert published(tmp_path) == september
    findings = Call(tmp_path, "check", "2026-10", "--lang", "en").said
    assert "[error]" in findings
    assert "问题清单" not in findings
    assert "没有写明是哪一天" in (tmp_path / "check" / "2026-10" / "findings.json").read_text("utf-8")
    forms = Call(tmp_path, "forms", "2026-11", "--lang", "en", "--json").json["forms"]
    assert any("计划表" in one for one in forms)


def test_config_decides_the_language_of_the_papers(tmp_path: Path) -> None:
    config = (office() / "config.toml").read_text("utf-8").replace('language = "zh" ', 'language = "en" ', 1)
    (tmp_path / "config.toml").write_text(config, "utf-8")
    (tmp_path / "templates").symlink_to(ROOT / "templates")
    out = StringIO()
    options = [
        "--config",
        str(tmp_path / "config.toml"),
        "--inputs",
        str(office() / "inputs"),
        "--outputs",
        str(tmp_path),
    ]
    assert main(["check", "2026-10", "--lang", "zh", *options], World(LATER, 2, 1, out, StringIO())) == 3
    assert "[错误]" in out.getvalue()
    assert "does not say which day" in (tmp_path / "check" / "2026-10" / "findings.json").read_text("utf-8")


def test_one_mistake_is_one_mistake(tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_text(
        (office() / "config.toml").read_text("utf-8").replace("[run]\n", "[run]\nspeed = 3\n", 1), "utf-8"
    )
    (tmp_path / "templates").symlink_to(ROOT / "templates")
    err = StringIO()
    assert main(["run", "--lang", "en", "--config", str(config)], World(LATER, 1, 1, StringIO(), err)) == 7
    assert err.getvalue().startswith("1 mistake in the configuration:\n")
