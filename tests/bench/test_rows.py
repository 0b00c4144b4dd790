"""The bench of man-hour lines makes a month that is read whole and adds up."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from reportgen.pipeline import Running, reckon_month
from reportgen.settings import Settings, load
from tests.bench.rows import OCTOBER, build, largest, measured


def test_the_bench_s_month_is_whole(tmp_path: Path) -> None:
    """Two people, 18 working days of 7.5 hours: 2 × 18 × 7.5 = 270."""
    assert build(180, tmp_path) == 180
    settings = load(tmp_path / "config.toml")
    assert isinstance(settings, Settings), settings
    month = reckon_month(settings, OCTOBER, Running(datetime.now(UTC), 1, "zh", lambda *_: None)).result
    tables = {one.id: one for one in month.tables if one.scheme == "man-hours"}
    assert {one.code for one in month.findings} <= {"HISTORY_MISSING"}
    assert {one.status for one in tables.values()} == {"complete"}
    for id in ("hours-by-person", "hours-by-section", "hours-by-wbs", "hours-by-project"):
        total = tables[id].rows[-1]
        assert "270.0" in [figure.value for figure in total], id


@pytest.mark.verify
def test_a_hundred_thousand_lines_are_read_checked_and_summed_within_bounds(tmp_path: Path) -> None:
    """docs/performance.md tells what was measured: 17.3 s of processors, and 290 MB before anything is published. The
    bounds are twice as wide, since machines differ and processors that are shared count more."""
    assert build(100_000, tmp_path) > 99_000
    watched = measured(tmp_path, 2, "reckon")
    scored = next(mark for mark in reversed(watched.marks) if mark.stage == "score")
    assert scored.cpu - watched.marks[0].cpu < 36
    assert watched.parent.peak < 600
    assert 0 < largest(watched) < 600
