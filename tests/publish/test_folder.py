"""A publication is whole or not there: what a run that fails, is killed or is cut off between two steps leaves."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from reportgen.publish import folder
from reportgen.publish.folder import file_away, put_in_place, recover, staging
from reportgen.records import Document, Filed
from tests.bench.organisation import MONTHS as BENCH_MONTHS
from tests.bench.organisation import ROOT, Organisation, build, change_one

PERIOD = "2026-10"


def tree(root: Path) -> dict[str, bytes]:
    """Every file below, hidden ones too, and every empty folder as b"folder"."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes() if path.is_file() else b"folder"
        for path in sorted(root.rglob("*"))
        if path.is_file() or not any(path.iterdir())
    }


def publish(outputs: Path, **texts: str) -> None:
    folder.publish(outputs, PERIOD, (Document(f"cards/{name}.pdf", text.encode()) for name, text in texts.items()))


def test_a_filed_document_is_known_by_its_file_hash_and_size(tmp_path: Path) -> None:
    with staging(tmp_path, PERIOD) as staged:
        filed = file_away(staged, Document("cards/一部/a.pdf", b"abc"))
        assert filed == Filed("cards/一部/a.pdf", staged / "cards/一部/a.pdf", sha256(b"abc").hexdigest(), 3)
        assert (filed.content, filed.size) == (b"abc", Document("", b"abc").size)
        assert filed.sha256 == Document("", b"abc").sha256


def test_nothing_of_the_older_publication_stays(tmp_path: Path) -> None:
    publish(tmp_path, a="1", b="1")
    publish(tmp_path, b="2", c="2")
    assert tree(tmp_path) == {f"{PERIOD}/cards/b.pdf": b"2", f"{PERIOD}/cards/c.pdf": b"2"}


def test_without_an_exchange_in_one_step_two_renames_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folder, "_exchanged", lambda *_: False)
    publish(tmp_path, a="1")
    publish(tmp_path, a="2")
    assert tree(tmp_path) == {f"{PERIOD}/cards/a.pdf": b"2"}


def test_a_run_that_fails_leaves_what_was_published_and_nothing_else(tmp_path: Path) -> None:
    publish(tmp_path, a="1")
    before = tree(tmp_path)

    def first_then_full() -> Iterator[Document]:
        yield Document("cards/a.pdf", b"2")
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        folder.publish(tmp_path, PERIOD, first_then_full())
    assert tree(tmp_path) == before


def test_half_a_file_of_a_worker_that_died_is_not_published(tmp_path: Path) -> None:
    with staging(tmp_path, PERIOD) as staged:
        (staged / ".unfinished" / "half").write_bytes(b"%PDF")
        file_away(staged, Document("a.pdf", b"1"))
        file_away(staged, Document("a.pdf", b"1"))  # the worker that took its place
        put_in_place(staged, tmp_path, PERIOD)
    assert tree(tmp_path) == {f"{PERIOD}/a.pdf": b"1"}


@pytest.mark.parametrize("cut", ["before", "between", "after"])
def test_a_run_that_was_cut_off_is_put_right_by_the_next(tmp_path: Path, cut: str) -> None:
    """Between the two renames the final folder is not there: the old one comes back."""
    publish(tmp_path, a="1")
    before = tree(tmp_path)
    (tmp_path / f".{PERIOD}.new").mkdir()
    (tmp_path / f".{PERIOD}.new" / "a.pdf").write_bytes(b"2")
    if cut == "between":
        (tmp_path / PERIOD).rename(tmp_path / f".{PERIOD}.old")
    if cut == "after":
        (tmp_path / f".{PERIOD}.new").rename(tmp_path / f".{PERIOD}.old")
    recover(tmp_path, PERIOD)
    assert tree(tmp_path) == before


# ---------------------------------------------------------------- a whole month, killed


def month(root: Path) -> list[str]:
    config = str(root / "config.toml")
    return [
        sys.executable,
        "run_month.py",
        "run",
        str(BENCH_MONTHS[0]),
        "--config",
        config,
        "--workers",
        "1",
        "--quiet",
    ]


def test_a_month_that_is_killed_while_it_prints_leaves_the_old_one_and_the_next_run_clears_up(tmp_path: Path) -> None:
    organisation = Organisation(4, each=2)
    build(organisation, tmp_path)
    outputs, period = tmp_path / "outputs", str(BENCH_MONTHS[0])
    assert subprocess.run(month(tmp_path), cwd=ROOT, check=False).returncode in (0, 3)
    before, around = tree(outputs / period), {path.name for path in outputs.iterdir()}
    change_one(organisation, tmp_path, BENCH_MONTHS[0])

    running = subprocess.Popen(month(tmp_path), cwd=ROOT)
    fresh = outputs / f".{period}.new" / "scorecards"
    while running.poll() is None and not list(fresh.rglob("*.pdf")):
        time.sleep(0.005)
    assert running.poll() is None, "it was over before it could be killed"
    os.kill(running.pid, signal.SIGKILL)
    running.wait()
    assert tree(outputs / period) == before

    assert subprocess.run(month(tmp_path), cwd=ROOT, check=False).returncode in (0, 3)
    after = tree(outputs / period)
    assert {path.name for path in outputs.iterdir()} == around
    assert after.keys() == before.keys()
    changed = {path for path in after if after[path] != before[path]}
    assert {"run.json", "results.json", "all-cards.pdf"} < changed
    assert any(path.startswith("scorecards/") for path in before.keys() - changed)
