"""The published months of the proof: both example months, and two of an organisation that was made up."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from reportgen.period import Period, Span
from tests.bench.organisation import MONTHS, Organisation, build
from tests.months.month import ROOT

MADE_UP = Organisation(14, each=7)
SMALL = Organisation(6, each=6)
QUARTER = tuple(Period(2026, month) for month in (7, 8, 9))
# Folders whose workbooks are not made of figures of ours: departments' own files, as they came or marked.
NOT_OURS = ("returned", "sources")


@dataclass(frozen=True, slots=True)
class Month:
    """A month, or a year, as it was published; `config` and `inputs` are what it was made from."""

    name: str
    config: Path
    inputs: Path
    outputs: Path
    period: Period | Span

    @property
    def folder(self) -> Path:
        return self.outputs / str(self.period)

    def results(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads((self.folder / "results.json").read_text("utf-8"))
        return found

    def workbooks(self) -> Iterator[Path]:
        for path in sorted(self.folder.rglob("*.xlsx")):
            if path.relative_to(self.folder).parts[0] not in NOT_OURS:
                yield path


def published(root: Path) -> tuple[Month, ...]:
    """Runs all of them, as a clerk does, with the results below `root`."""
    build(MADE_UP, root / "made-up")
    places = {"example": (ROOT / "config.toml", ROOT / "inputs"),
              "made up": (root / "made-up" / "config.toml", root / "made-up" / "inputs")}  # fmt: skip
    return tuple(
        _run(Month(name, config, inputs, root / name.replace(" ", "-") / "published", period))
        for name, (config, inputs) in places.items()
        for period in MONTHS
    )


def quarter(root: Path) -> Month:
    """The quarter of a small office, from its three published months."""
    folder = root / "quarter"
    build(SMALL, folder, months=QUARTER)
    month = Month("quarter", folder / "config.toml", folder / "inputs", folder / "published", QUARTER[0])
    for period in QUARTER:
        _run(replace(month, period=period))
    return _run(replace(month, period=Span.parse("2026-Q3")), "year")


def _run(month: Month, verb: str = "run") -> Month:
    command = [sys.executable, "run_month.py", verb, str(month.period), "--config", str(month.config)]
    command += ["--inputs", str(month.inputs), "--outputs", str(month.outputs)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=600, check=False)
    assert done.returncode in (0, 3), done.stderr
    return month
