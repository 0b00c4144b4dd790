"""Settings as a whole: the shipped ones, months, folders, and files that cannot be read."""

from __future__ import annotations

import hashlib
import pickle
import shutil
from decimal import Decimal
from pathlib import Path

import pytest

from reportgen.period import Period
from reportgen.settings import Settings, load
from reportgen.settings.catalogue import REASONS
from reportgen.settings.mistakes import Mistake

ROOT = Path(__file__).parents[2]
TINY = Path(__file__).parent / "tiny"


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    shutil.copytree(TINY, tmp_path, dirs_exist_ok=True)
    return tmp_path


def settings(root: Path) -> Settings:
    loaded = load(root / "config.toml")
    assert isinstance(loaded, Settings), [mistake.text() for mistake in loaded]
    return loaded


def mistakes(root: Path) -> tuple[Mistake, ...]:
    loaded = load(root / "config.toml")
    assert isinstance(loaded, tuple)
    return loaded


def scheme_file(root: Path, name: str = "tiny.toml") -> Path:
    return root / "templates" / "schemes" / name


def version(root: Path, name: str, since: str, until: str = "") -> None:
    """The tiny scheme once more, in force in other months."""
    text = (TINY / "templates/schemes/tiny.toml").read_text(encoding="utf-8")
    text = text.replace('since = "2026-01"', f'since = "{since}"\nuntil = "{until}"')
    text = text.replace('gross = "8000"', f'gross = "8000"\nperiod = "{since}"')
    scheme_file(root, name).write_text(text, encoding="utf-8")


def test_the_shipped_settings_have_no_mistake() -> None:
    loaded = settings(ROOT)
    october = Period(2026, 10)
    assert {"sales-assessment", "sales-collection"} <= {scheme.id for scheme in loaded.schemes_for(october)}
    assert {"销售计划部", "华北销售部", "华东销售部", "售后服务部"} <= {one.name for one in loaded.departments}
    assert [one.id for one in loaded.schemes_of("销售计划部", october)] == ["sales-collection"]
    assert [one.id for one in loaded.schemes_of("华北大区", october)] == ["sales-assessment"]
    assert loaded.schemes_of("不存在", october) == ()
    assert loaded.mail is not None
    assert (loaded.mail.from_address, loaded.mail.answers_to) == ("kaohe@example.com", "kaohe-dafu@example.com")
    assert [one.head for one in loaded.departments][:4] == ["0001", "0021", "0022", "3001"]
    assert loaded.schemes_for(Period(2025, 12)) == ()


def test_numbers_are_decimals_and_shared_columns_are_filled_in(tree: Path) -> None:
    scheme = settings(tree).schemes[0]
    assert scheme.file == "templates/schemes/tiny.toml"
    assert type(scheme.items[0].full) is Decimal
    assert [column.id for column in scheme.table("plan").columns] == ["person", "what", "planned"]
    assert scheme.table("plan").column("person") == scheme.table("sheets").column("person")


def test_settings_can_go_to_another_process(tree: Path) -> None:
    loaded = settings(tree)
    assert pickle.loads(pickle.dumps(loaded)) == loaded


def test_rules_are_named_with_the_hash_of_their_bytes(tree: Path) -> None:
    def sha256(path: Path) -> str:
        return hashlib.sha256(path.read_bytes()).hexdigest()

    assert settings(tree).rules == (
        ("config.toml", sha256(tree / "config.toml")),
        ("templates/schemes/tiny.toml", sha256(scheme_file(tree))),
    )


def test_folders_are_relative_to_the_config_and_can_be_replaced(tree: Path) -> None:
    paths = settings(tree).paths
    assert (paths.inputs, paths.outputs) == (tree / "inputs", tree / "outputs")
    assert paths.ledger == tree / "outputs" / "ledger.sqlite3"
    assert paths.roster == "花名册.xlsx"
    other = load(tree / "config.toml", inputs=tree / "in", outputs=tree / "out")
    assert isinstance(other, Settings)
    assert (other.paths.inputs, other.paths.ledger) == (tree / "in", tree / "out" / "ledger.sqlite3")


def test_a_month_takes_the_version_in_force(tree: Path) -> None:
    version(tree, "tiny.toml", "2026-01", "2026-05")
    version(tree, "later.toml", "2026-06")
    loaded = settings(tree)
    assert [one.since for one in loaded.schemes] == ["2026-01", "2026-06"]
    assert [one.since for one in loaded.schemes_for(Period(2026, 5))] == ["2026-01"]
    assert [one.since for one in loaded.schemes_for(Period(2026, 6))] == ["2026-06"]


def test_a_gap_between_versions_names_both_files(tree: Path) -> None:
    version(tree, "tiny.toml", "2026-01", "2026-05")
    version(tree, "later.toml", "2026-07")
    assert [mistake.text() for mistake in mistakes(tree)] == [
        "templates/schemes/later.toml:3 since: templates/schemes/tiny.toml 止于 2026-05，"
        "2026-06 至 2026-06 没有办法可用；请改 since，或改 templates/schemes/tiny.toml 的 until"
    ]


@pytest.mark.parametrize("until", ["", "2026-07", "2027-01"])
def test_an_overlap_between_versions_names_both_files(tree: Path, until: str) -> None:
    version(tree, "tiny.toml", "2026-01", until)
    version(tree, "later.toml", "2026-07")
    (found,) = mistakes(tree)
    assert (found.file, found.code) == ("templates/schemes/later.toml", "VERSIONS_OVERLAP")
    assert 'until = "2026-06"' in found.message()
    assert "templates/schemes/tiny.toml" in found.message()


def test_mistakes_in_several_files_come_in_one_go(tree: Path) -> None:
    version(tree, "broken.toml", "2027-01")
    scheme_file(tree, "broken.toml").write_text('id = "broken\n', encoding="utf-8")
    for file, old, new in (
        (tree / "config.toml", 'name = "二部"', "name = 2"),
        (scheme_file(tree), "share = 60", 'share = "60"'),
        (scheme_file(tree), "full = 60", "full = 50"),
    ):
        file.write_text(file.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    assert [(found.file, found.line, found.code) for found in mistakes(tree)] == [
        ("config.toml", 10, "WANTS_TEXT"),
        ("templates/schemes/broken.toml", 1, "NOT_TOML"),
        ("templates/schemes/tiny.toml", 84, "SUM_DIFFERS"),
        ("templates/schemes/tiny.toml", 182, "WANTS_NUMBER"),
    ]


def test_a_scheme_that_cannot_be_read_is_not_called_unknown(tree: Path) -> None:
    scheme_file(tree).write_text("id = \n", encoding="utf-8")
    assert [found.code for found in mistakes(tree)] == ["NOT_TOML"]


def test_a_config_that_is_not_there(tmp_path: Path) -> None:
    assert mistakes(tmp_path)[0].text() == "config.toml: 没有这个文件；请检查路径和文件名"


def test_a_folder_in_place_of_a_scheme(tree: Path) -> None:
    scheme_file(tree, "folder.toml").mkdir()
    assert [found.code for found in mistakes(tree)] == ["NOT_READABLE"]


def test_a_file_in_another_encoding_is_reported_with_its_line(tree: Path) -> None:
    text = scheme_file(tree).read_text(encoding="utf-8")
    scheme_file(tree).write_bytes(text.encode("gb18030"))
    (found,) = mistakes(tree)
    assert (found.line, found.code) == (2, "NOT_UTF8")


def test_a_byte_order_mark_and_windows_line_ends_are_no_mistake(tree: Path) -> None:
    text = scheme_file(tree).read_text(encoding="utf-8")
    scheme_file(tree).write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    assert settings(tree).schemes


@pytest.mark.parametrize(
    "line",
    [
        "a", "a = ", "a = [1", "a = {b = 1", 'a = """x', "= 1", "a = 'x", 'a = "\\q"', "[a", "a = 1 b", "a = 2026-02-30",
        'a = "\\ud800"', 'a = "\\uzzzz"', "a = 1\x00", "[[a]", "a = \x01",
    ],
)  # fmt: skip
def test_what_the_parser_says_is_said_in_chinese(tree: Path, line: str) -> None:
    scheme_file(tree).write_text(line, encoding="utf-8")
    (found,) = mistakes(tree)
    assert (found.code, found.line) == ("NOT_TOML", 1)
    assert any(f"（{reason}）" in found.message() for reason in REASONS.values()), found.message("en")


def test_traditional_chinese_is_converted(tree: Path) -> None:
    scheme_file(tree).unlink()
    assert mistakes(tree)[0].message("zh-Hant").startswith("templates/schemes 裏沒有考覈辦法")
