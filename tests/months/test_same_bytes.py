"""The same inputs give the same bytes: whatever the hash seed, time zone, number of workers, order of directories."""

from __future__ import annotations

import shutil
from hashlib import sha256
from pathlib import Path

import pytest

from tests.example.sales import office
from tests.months.month import run


@pytest.fixture(scope="module")
def two_runs(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Both months in two empty folders; the second from a copy of the inputs made in the opposite order."""
    first, second = tmp_path_factory.mktemp("first"), tmp_path_factory.mktemp("second")
    copied = tmp_path_factory.mktemp("inputs")
    for path in sorted((office() / "inputs").rglob("*"), reverse=True):
        if path.is_file():
            target = copied / path.relative_to(office() / "inputs")
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(path, target)
    for period in ("2026-09", "2026-10"):
        one = run(first, "run", period, "--workers", "1", PYTHONHASHSEED="1", TZ="UTC", LC_ALL="C.UTF-8")
        two = run(
            second,
            "run",
            period,
            "--workers",
            "2",
            inputs=copied,
            PYTHONHASHSEED="77",
            TZ="Pacific/Kiritimati",
            LC_ALL="C",
        )
        assert one.returncode == two.returncode
        assert one.returncode in (0, 3), one.stderr
    return first, second


def digests(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.mark.parametrize("period", ["2026-09", "2026-10"])
def test_two_runs_publish_the_same_bytes(two_runs: tuple[Path, Path], period: str) -> None:
    first, second = (digests(folder / period) for folder in two_runs)
    assert len([path for path in first if path.endswith(".pdf")]) > 10
    assert first == second


def test_an_unchanged_second_run_prints_nothing_again_and_repeats_the_code(two_runs: tuple[Path, Path]) -> None:
    outputs = two_runs[0]
    before = digests(outputs / "2026-10")
    again = run(outputs, "run", "2026-10")
    assert again.returncode == 3
    after = digests(outputs / "2026-10")
    assert {path: digest for path, digest in after.items() if path != "run.json"} == {
        path: digest for path, digest in before.items() if path != "run.json"
    }
    assert '"why": "unchanged"' in (outputs / "2026-10" / "run.json").read_text("utf-8")
    assert '"why": "new"' not in (outputs / "2026-10" / "run.json").read_text("utf-8")


def test_a_damaged_paper_is_printed_again(two_runs: tuple[Path, Path]) -> None:
    outputs = two_runs[0]
    paper = next((outputs / "2026-10" / "scorecards").rglob("*.pdf"))
    good = paper.read_bytes()
    paper.write_bytes(good + b" ")
    run(outputs, "run", "2026-10")
    assert paper.read_bytes() == good
    assert "published file was altered" in (outputs / "2026-10" / "run.json").read_text("utf-8")
