"""The bench runs a month of a tiny organisation and tells everything that it promises to measure."""

from __future__ import annotations

import pytest

from tests.bench.__main__ import bench
from tests.bench.organisation import Organisation
from tests.bench.run import STAGES

RUNS = ("2026-09 cold", "2026-10 cold", "2026-10 unchanged", "2026-10 one department's file changed")
MADE = ("6 of 6", "6 of 6", "0 of 6", " of 6")


@pytest.fixture(scope="module")
def table() -> list[str]:
    return bench(Organisation(6, each=3), workers=1, sample=1)


def row(table: list[str], *starts: str) -> list[str]:
    line = next(line for line in table if line.startswith(starts[0]) and all(part in line for part in starts))
    rest = line.removeprefix(starts[0])
    for part in starts[1:]:
        rest = rest.replace(part, "", 1)
    return rest.split()


@pytest.mark.parametrize("run", RUNS)
@pytest.mark.parametrize("stage", [*STAGES, "all"])
def test_every_stage_has_its_seconds_and_processor_seconds(table: list[str], run: str, stage: str) -> None:
    seconds, cpu = (float(cell) for cell in row(table, run, f" {stage} "))
    assert seconds >= 0
    assert cpu >= 0
    assert stage != "all" or (seconds > 0 and cpu > 0)


@pytest.mark.parametrize(("run", "made"), tuple(zip(RUNS, MADE, strict=True)))
def test_every_run_tells_what_it_made(table: list[str], run: str, made: str) -> None:
    figures = row(table, run, made)
    assert float(figures[-1]) >= 0


def test_the_plain_loop_is_named_as_extrapolated(table: list[str]) -> None:
    text = "\n".join(table)
    assert "plain WeasyPrint loop" in text
    assert "s for 6 cards, extrapolated" in text
