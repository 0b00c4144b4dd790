"""What was measured as plain text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from tests.bench.run import Run

HEAD = ("run", "stage", "seconds", "CPU s")


def lines(found: Sequence[Run], loop: dict[str, Any]) -> Iterator[str]:
    yield from _ruled(HEAD, (row for run in found for row in _stages(run)))
    yield ""
    head = ("run", "cards made", "pages", "papers", "cards/s", "pages/s", "parent MB", "workers MB", "readers MB")
    yield from _ruled(head, (_papers(run) for run in found))
    yield ""
    yield "memory of the largest worker while papers were printed"
    yield from _ruled(("run", "papers done", "MB"), (row for run in found[:2] for row in _growth(run)))
    yield ""
    yield from _against(found[-1], loop)


def _stages(run: Run) -> Iterator[tuple[str, ...]]:
    for one in run.stages:
        yield run.name, one.name, f"{one.seconds:.1f}", f"{one.cpu:.1f}"
    yield run.name, "all", f"{sum(s.seconds for s in run.stages):.1f}", f"{sum(s.cpu for s in run.stages):.1f}"


def _papers(run: Run) -> tuple[str, ...]:
    workers = " ".join(f"{one:.0f}" for one in run.workers) or "-"
    return (
        run.name, f"{run.cards} of {run.all_cards}", f"{run.pages}", f"{run.papers}", f"{run.cards / run.printing:.1f}",
        f"{run.pages / run.printing:.1f}", f"{run.parent:.0f}", workers, f"{run.readers:.0f}",
    )  # fmt: skip


def _growth(run: Run) -> Iterator[tuple[str, ...]]:
    for done, memory in run.growth:
        yield run.name, f"{done}", f"{memory:.0f}"


def _against(run: Run, loop: dict[str, Any]) -> Iterator[str]:
    """The plain loop was measured on a sample; what it would take for all cards is extrapolated, and says so."""
    sample, cards = loop["cards"], run.all_cards
    yield f"the same cards as PDF only, one process, sample of {sample}:"
    rows = []
    for name, (cpu, clock) in (("plain WeasyPrint loop", loop["naive"]), ("the product's press", loop["press"])):
        rows.append((name, f"{clock:.0f}", f"{cpu:.0f}", f"{1000 / clock:.1f}", f"{clock * cards / 1000:.0f}"))
    yield from _ruled(("", "ms a card", "CPU ms", "cards/s", f"s for {cards} cards, extrapolated"), rows)


def _ruled(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Columns as wide as what stands in them; figures to the right."""
    every = [tuple(head), *map(tuple, rows)]
    widths = [max(len(row[at]) for row in every) for at in range(len(head))]
    for number, row in enumerate(every):
        cells = [
            cell.rjust(width) if at and (number == 0 or cell[:1].isdigit() or cell == "-") else cell.ljust(width)
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        yield "  ".join(cells).rstrip()
        if number == 0:
            yield "  ".join("-" * width for width in widths)
