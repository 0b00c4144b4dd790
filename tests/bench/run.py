"""Months run one after the other (cold, cold again, unchanged, one department changed): stages, costs, papers."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pypdf import PdfReader

from reportgen.period import Period
from tests.bench.organisation import MONTHS, ROOT, Organisation, change_one
from tests.bench.watch import Mark, Watched, watch

INTAKE, RECKON, PUBLISH = "intake", "validate, score, settle", "publish"
STAGES = (INTAKE, RECKON, PUBLISH)


@dataclass(frozen=True, slots=True)
class Stage:
    """Seconds of the clock, and of the processors over all processes."""

    name: str
    seconds: float
    cpu: float


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a month: its stages, what it printed, the peaks of memory in MB."""

    name: str
    stages: tuple[Stage, ...]
    cards: int  # printed anew, of all below
    all_cards: int
    pages: int
    papers: int
    parent: float
    workers: tuple[float, ...]
    readers: float
    growth: tuple[tuple[int, float], ...]  # papers printed -> the largest worker's memory by then

    def stage(self, name: str) -> Stage:
        return next(one for one in self.stages if one.name == name)

    @property
    def printing(self) -> float:
        return self.stage(PUBLISH).seconds


@dataclass(frozen=True, slots=True)
class Step:
    """A run of a month; `changed`: one department has handed in its file again before it."""

    period: Period
    what: str
    changed: bool = False

    @property
    def name(self) -> str:
        return f"{self.period} {self.what}"


STEPS = (
    Step(MONTHS[0], "cold"),
    Step(MONTHS[1], "cold"),
    Step(MONTHS[1], "unchanged"),
    Step(MONTHS[1], "one department's file changed", changed=True),
)


def runs(organisation: Organisation, root: Path, workers: int, steps: Sequence[Step] = STEPS) -> Iterator[Run]:
    for step in steps:
        if step.changed:
            change_one(organisation, root, step.period)
        yield month(step.name, root, step.period, workers)


def month(name: str, root: Path, period: object, workers: int) -> Run:
    watched = watch("tests.bench.month", [str(root / "config.toml"), str(period), str(workers)], ROOT)
    folder = root / "outputs" / str(period)
    documents = json.loads((folder / "run.json").read_text("utf-8"))["documents"]
    cards = [one for one in documents if one["path"].startswith("scorecards/") and one["path"].endswith(".pdf")]
    made = [one for one in cards if one["why"] != "unchanged"]
    return Run(
        name=name,
        stages=tuple(stages(watched.marks)),
        cards=len(made),
        all_cards=len(cards),
        pages=sum(len(PdfReader(folder / one["path"]).pages) for one in made),
        papers=sum(one.get("why", "unchanged") != "unchanged" for one in documents),
        parent=watched.parent.peak,
        workers=tuple(sorted((one.peak for one in watched.workers("publish")), reverse=True)),
        readers=max((one.peak for one in watched.workers("intake")), default=0.0),
        growth=tuple(growth(watched)),
    )


def stages(marks: list[Mark]) -> Iterator[Stage]:
    """From outside: a stage ends where the next is first spoken of; scoring ends when all schemes are done."""
    scored = [mark for mark in marks if mark.stage == "score"]
    edges = [marks[0], scored[0], scored[-1], marks[-1]]
    for name, begun, ended in zip(STAGES, edges, edges[1:], strict=False):
        yield Stage(name, ended.at - begun.at, max(0.0, ended.cpu - begun.cpu))


def growth(watched: Watched) -> Iterator[tuple[int, float]]:
    """The largest worker's memory when a tenth, half and all of the papers were printed."""
    total = max((mark.of for mark in watched.marks if mark.stage == "publish"), default=0)
    seen = sorted(
        (done, memory) for life in watched.workers("publish") for stage, done, memory in life.seen if stage == "publish"
    )
    for share in (10, 50, 100):
        upto = [memory for done, memory in seen if total * (share - 10) // 100 < done <= total * share // 100]
        if upto:
            yield total * share // 100, max(upto)


def plain_loop(root: Path, period: Period, most: int) -> dict[str, object]:
    """What tests.bench.naive found for at most so many cards of a month."""
    command = [sys.executable, "-m", "tests.bench.naive", str(root / "config.toml"), str(period), str(most)]
    answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    found: dict[str, object] = json.loads(answer.stdout)
    return found
