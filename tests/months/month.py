"""The example months of the sales departments for tests: read once, reckoned as often as wanted, or run as a clerk runs them."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from reportgen.intake import Book
from reportgen.intake.child import read_all
from reportgen.intake.raw import RawBook
from reportgen.intake.snapshot import collect
from reportgen.period import Period
from reportgen.pipeline.gathering import assemble
from reportgen.pipeline.reckoning import Reckoned, reckon
from reportgen.records import History
from reportgen.settings import Settings, load
from tests.example.sales import office

ROOT = Path(__file__).parents[2]
OCTOBER = Period(2026, 10)
LATER = datetime(2100, 1, 1, tzinfo=UTC)  # no input file is younger than this


@cache
def settings() -> Settings:
    loaded = load(office() / "config.toml")
    assert isinstance(loaded, Settings), loaded
    return loaded


@cache
def books(period: Period) -> tuple[Book, ...]:
    """The workbooks of a month as read from inputs/."""
    return books_in(office() / "inputs", period, settings())


def books_in(inputs: Path, period: Period, own: Settings) -> tuple[Book, ...]:
    """The workbooks of a month as read from a folder of inputs."""
    with TemporaryDirectory() as store:
        snapshots, findings = collect(inputs, str(period), Path(store), own.limits, LATER + timedelta(days=1))
        assert not findings
        raws = read_all(snapshots, own.limits, 2)
    return tuple(
        Book(one.file, one.sha256, one.size, raw)
        for one, raw in zip(snapshots, raws, strict=True)
        if isinstance(raw, RawBook)
    )


def reckoned(changed: Iterable[Book], period: Period = OCTOBER) -> Reckoned:
    """The month scored from these workbooks, without anything published before."""
    return reckon(settings(), assemble(settings(), period, tuple(changed)), History(), lambda *_: None)


def run(
    outputs: Path, *arguments: str, inputs: Path | None = None, **environment: str
) -> subprocess.CompletedProcess[str]:
    """`python run_month.py ...` of the sales departments, with its own results folder."""
    config = ["--config", str(office() / "config.toml")]
    command = [sys.executable, "run_month.py", *arguments, *config, "--outputs", str(outputs)]
    if inputs is not None:
        command += ["--inputs", str(inputs)]
    return subprocess.run(
        command, cwd=ROOT, env=os.environ | environment, capture_output=True, text=True, timeout=600, check=False
    )
