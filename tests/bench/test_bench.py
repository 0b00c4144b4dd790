"""The bench runs months of a tiny organisation and tells everything that it promises to measure."""

from __future__ import annotations

import pytest

from tests.bench.__main__ import bench
from tests.bench.organisation import MONTHS, Organisation
from tests.bench.run import STAGES, STEPS, Step

TINY = Organisation(4, each=2)
# Every step is a process of its own that loads all libraries: here the fewest that print, take over and are changed.
FEW = (Step(MONTHS[0], "cold"), Step(MONTHS[0], "one department's file changed", changed=True))
NONE, SOME, ALL = range(1), range(1, 4), range(4, 5)


@pytest.fixture(scope="module")
def table() -> list[str]:
    return bench(TINY, workers=1, sample=1, steps=FEW)


def row(table: list[str], *starts: str) -> list[str]:
    line = next(line for line in table if line.startswith(starts[0]) and all(part in line for part in starts))
    rest = line.removeprefix(starts[0])
    for part in starts[1:]:
        rest = rest.replace(part, "", 1)
    return rest.split()


def told(table: list[str], steps: tuple[Step, ...], printed: tuple[range, ...]) -> None:
    """Of every run: seconds and processor seconds of each stage, how many of 4 cards it printed, and its memory."""
    for step, expected in zip(steps, printed, strict=True):
        for stage in (*STAGES, "all"):
            seconds, cpu = (float(cell) for cell in row(table, step.name, f" {stage} "))
            assert (seconds > 0 and cpu > 0) if stage == "all" else (seconds >= 0 and cpu >= 0)
        cells = row(table, step.name, " of 4 ")  # pages, papers, cards/s and pages/s stand before the memory
        made, _, _, _, _, parent = map(float, cells[:6])
        assert made in expected
        assert 50 < parent < 2000


def test_every_run_tells_its_stages_its_cards_and_its_memory(table: list[str]) -> None:
    told(table, FEW, (ALL, SOME))


def test_the_plain_loop_is_named_as_extrapolated(table: list[str]) -> None:
    text = "\n".join(table)
    assert "plain WeasyPrint loop" in text
    assert "s for 4 cards, extrapolated" in text


@pytest.mark.verify
def test_the_whole_bench_runs_cold_twice_unchanged_and_changed() -> None:
    told(bench(TINY, workers=2, sample=1), STEPS, (ALL, ALL, NONE, SOME))
