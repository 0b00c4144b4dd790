"""Which files are taken, which are told about and which are passed by; the store keeps what was read."""

from __future__ import annotations

import os
import sys
import unicodedata
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest

from reportgen.intake import snapshot as module
from reportgen.intake.limits import Limits
from reportgen.intake.snapshot import Snapshot, collect
from reportgen.records import Finding

NOW = datetime(2026, 11, 3, 9, 0, tzinfo=UTC)
OLD = NOW.timestamp() - 3600
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="needs the file system of a POSIX system")


def put(inputs: Path, *names: str, age: float = 3600) -> None:
    """Files whose content is their own name, last changed `age` seconds ago."""
    for name in names:
        path = inputs / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, encoding="utf-8")
        os.utime(path, (NOW.timestamp() - age, NOW.timestamp() - age))


def take(inputs: Path, limits: Limits | None = None) -> tuple[tuple[Snapshot, ...], tuple[Finding, ...]]:
    return collect(inputs, "2026-10", inputs.parent / "store", limits or Limits(), NOW)


def names(snapshots: tuple[Snapshot, ...]) -> list[str]:
    return [snapshot.file for snapshot in snapshots]


def told(findings: tuple[Finding, ...]) -> list[tuple[str, str]]:
    return [(found.code, found.where.file) for found in findings]


@pytest.fixture
def inputs(tmp_path: Path) -> Path:
    folder = tmp_path / "inputs"
    folder.mkdir()
    return folder


def test_the_roster_and_the_months_files_at_any_depth_are_taken(inputs: Path) -> None:
    put(
        inputs,
        "花名册.xlsx",
        "2026-10/销售一部.xlsx",
        "2026-10/生产/车间/一班.csv",
        "2026-09/销售一部.xlsx",
        "旧/x.xlsx",
    )
    snapshots, findings = take(inputs)
    assert (names(snapshots), findings) == (["生产/车间/一班.csv", "花名册.xlsx", "销售一部.xlsx"], ())


def test_what_was_withdrawn_is_left_out(inputs: Path) -> None:
    put(inputs, "2026-10/withdrawn/a.xlsx", "2026-10/sub/withdrawn/b.xlsx")
    assert names(take(inputs)[0]) == ["sub/withdrawn/b.xlsx"]


def test_what_programs_leave_behind_is_passed_by_in_silence(inputs: Path) -> None:
    put(inputs, "2026-10/~$a.xlsx", "2026-10/.~lock.a.ods#", "2026-10/.DS_Store", "2026-10/Thumbs.db", ".git/x.xlsx")
    assert take(inputs) == ((), ())


def test_a_kind_that_is_not_read_is_told(inputs: Path) -> None:
    put(inputs, "2026-10/说明.docx", "2026-10/README", "2026-10/旧.xls")
    snapshots, findings = take(inputs)
    assert told(findings) == [("FILE_NOT_READ", "README"), ("FILE_NOT_READ", "说明.docx")]
    assert names(snapshots) == ["旧.xls"]  # its reader says how to save it again


def test_no_month_is_no_files(inputs: Path) -> None:
    assert take(inputs) == ((), ())
    assert take(inputs / "nowhere") == ((), ())


def test_the_store_names_bytes_by_their_hash(inputs: Path) -> None:
    put(inputs, "2026-10/a.xlsx")
    kept = take(inputs)[0][0]
    digest = sha256(b"2026-10/a.xlsx").hexdigest()
    store = inputs.parent / "store"
    assert kept == Snapshot("a.xlsx", digest, 14, store / digest)
    assert kept.path.read_bytes() == b"2026-10/a.xlsx"
    assert [path.name for path in store.iterdir()] == [digest]
    (inputs / "2026-10/a.xlsx").write_text("changed", encoding="utf-8")
    assert kept.path.read_bytes() == b"2026-10/a.xlsx"


@POSIX
def test_the_store_is_closed_to_others(inputs: Path) -> None:
    put(inputs, "2026-10/a.xlsx")
    kept = take(inputs)[0][0]
    assert (kept.path.stat().st_mode & 0o777, kept.path.parent.stat().st_mode & 0o777) == (0o600, 0o700)


def test_same_bytes_twice_are_read_once_with_a_note(inputs: Path) -> None:
    put(inputs, "2026-10/b.xlsx")
    for name in ("c.xlsx", "a/z.xlsx"):
        copy = inputs / "2026-10" / name
        copy.parent.mkdir(exist_ok=True)
        copy.write_bytes((inputs / "2026-10/b.xlsx").read_bytes())
        os.utime(copy, (OLD, OLD))
    snapshots, findings = take(inputs)
    assert names(snapshots) == ["a/z.xlsx"]
    assert [(*pair, dict(found.values)["other"]) for pair, found in zip(told(findings), findings, strict=True)] == [
        ("FILE_TWICE", "b.xlsx", "a/z.xlsx"),
        ("FILE_TWICE", "c.xlsx", "a/z.xlsx"),
    ]


def test_the_same_name_above_and_in_the_month_stays_apart(inputs: Path) -> None:
    put(inputs, "花名册.xlsx", "2026-10/花名册.xlsx")
    assert names(take(inputs)[0]) == ["2026-10/花名册.xlsx", "花名册.xlsx"]


@pytest.mark.parametrize("age", [0, 4.9, -3])
def test_a_file_touched_a_moment_ago_is_busy(age: float, inputs: Path) -> None:
    put(inputs, "2026-10/a.xlsx", age=age)
    assert told(take(inputs)[1]) == [("FILE_BUSY", "a.xlsx")]
    assert names(take(inputs, replace(Limits(), quiet_seconds=0))[0]) == ["a.xlsx"]


def test_a_file_from_a_computer_whose_clock_is_ahead_is_read(inputs: Path) -> None:
    put(inputs, "2026-10/a.xlsx", age=-7200)
    assert names(take(inputs)[0]) == ["a.xlsx"]


@pytest.mark.parametrize("change", ["longer", "shorter", "same size"])
def test_a_file_that_changes_while_it_is_copied_is_busy(
    change: str, inputs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(inputs, "2026-10/a.xlsx")
    original = module._read

    def read_slowly(source: int) -> bytes:
        path = inputs / "2026-10/a.xlsx"
        if change == "shorter":
            os.truncate(path, 2)
        chunk = original(source)
        if change == "longer":
            path.write_bytes(b"x" * 50)
        elif change == "same size":
            path.write_bytes(b"X" * 14)
        return chunk

    monkeypatch.setattr(module, "_read", read_slowly)
    assert told(take(inputs)[1]) == [("FILE_BUSY", "a.xlsx")]
    assert list((inputs.parent / "store").iterdir()) == []


def test_a_file_that_is_too_big_is_not_copied(inputs: Path) -> None:
    put(inputs, "2026-10/a.xlsx")
    findings = take(inputs, replace(Limits(), file_bytes=13))[1]
    assert told(findings) == [("FILE_TOO_BIG", "a.xlsx")]


@POSIX
def test_links_and_pipes_are_refused_without_being_followed(inputs: Path) -> None:
    put(inputs, "2026-10/a.xlsx", "elsewhere/b.xlsx")
    (inputs / "2026-10/link.xlsx").symlink_to(inputs / "2026-10/a.xlsx")
    (inputs / "2026-10/gone.xlsx").symlink_to(inputs / "nowhere")
    (inputs / "2026-10/folder").symlink_to(inputs / "elsewhere")
    os.mkfifo(inputs / "2026-10/pipe.xlsx")
    snapshots, findings = take(inputs)
    assert names(snapshots) == ["a.xlsx"]
    assert told(findings) == [("FILE_LINK", name) for name in ("folder", "gone.xlsx", "link.xlsx", "pipe.xlsx")]


@POSIX
def test_a_month_that_is_a_link_is_told(inputs: Path) -> None:
    put(inputs, "2026-09/a.xlsx")
    (inputs / "2026-10").symlink_to(inputs / "2026-09")
    assert told(take(inputs)[1]) == [("FILE_LINK", "2026-10")]


@POSIX
def test_odd_names_are_told_and_shown_as_well_as_can_be(inputs: Path) -> None:
    put(inputs, "2026-10/a.xlsx")
    folder = os.fsencode(inputs / "2026-10")
    odd = [folder + b"/" + "销售.xlsx".encode("gbk"), folder + "/表\u202exslx.xlsx".encode(), folder + b"/x\n.xlsx"]
    for path in odd:
        os.close(os.open(path, os.O_CREAT | os.O_WRONLY))
        os.utime(path, (OLD, OLD))
    snapshots, findings = take(inputs)
    assert names(snapshots) == ["a.xlsx"]
    assert {(found.where.file, dict(found.values)["reason"]) for found in findings} == {
        ("销售.xlsx", "encoding"),
        ("表\ufffdxslx.xlsx", "control"),
        ("x\ufffd.xlsx", "control"),
    }
    assert {found.code for found in findings} == {"FILE_NAME_ODD"}


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="the file system keeps such names apart only here")
def test_composed_and_decomposed_twins_are_both_refused(inputs: Path) -> None:
    put(inputs, "2026-10/caf\u00e9.xlsx", "2026-10/cafe\u0301.xlsx", "2026-10/de\u0301cor.xlsx")
    snapshots, findings = take(inputs)
    assert names(snapshots) == [unicodedata.normalize("NFC", "décor.xlsx")]
    assert told(findings) == [("FILE_NAME_ODD", "caf\u00e9.xlsx")] * 2


def test_a_name_of_86_characters_is_only_a_name(inputs: Path) -> None:
    name = "部" * 80 + ".xlsx"
    put(inputs, f"2026-10/{name}")
    assert names(take(inputs)[0]) == [name]


def test_the_order_is_the_names_not_the_folders(inputs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(inputs, *(f"2026-10/{name}.xlsx" for name in "dbca"), "2026-10/b/a.xlsx")
    forwards = take(inputs)
    iterdir = Path.iterdir
    monkeypatch.setattr(Path, "iterdir", lambda folder: sorted(iterdir(folder), reverse=True))
    assert take(inputs) == forwards
    assert names(forwards[0]) == ["a.xlsx", "b.xlsx", "b/a.xlsx", "c.xlsx", "d.xlsx"]
