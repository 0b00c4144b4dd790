"""Closed months: locked, run again without a change, refused when they would change, corrected on a person's word."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from reportgen.ledger import Ledger
from reportgen.ledger.annals import Closing, Edition
from reportgen.ledger.store import Store
from reportgen.pipeline.gathering import Progress
from reportgen.pipeline.history.comparing import Change
from reportgen.pipeline.history.marking import content_of
from reportgen.pipeline.history.standing import Comparing, Comparison, NotKept, is_blocked
from reportgen.pipeline.history.versions import Correction, Version
from reportgen.pipeline.publishing import Published, publish
from reportgen.pipeline.reckoning import Reckoned
from reportgen.publish.record import documents_before


class MonthOpen(Exception):
    """Only a closed month is corrected; an open one is simply run again."""


class Damaged(Exception):
    """What lies in the month's folder is not what the ledger says was published."""


class WouldChange(Exception):
    """A closed month that would come out otherwise: a person must decide."""

    def __init__(self, comparison: Comparison) -> None:
        super().__init__(comparison.edition.period)
        self.comparison = comparison


@dataclass(frozen=True, slots=True)
class Closed:
    """A locked month: by whom, which edition, and whether it was locked before."""

    edition: Edition
    closing: Closing
    before: bool


@dataclass(frozen=True, slots=True)
class Who:
    """Who decides, when (with a time zone, as text) and why."""

    by: str
    at: str
    reason: str = ""


def close(ledger: Ledger, outputs: Path, period: str, who: Who) -> Closed:
    """Locks the month as it is published. Raises NotKept, and Damaged when the folder is not that publication."""
    edition = ledger.annals.edition(period)
    if edition is None:
        raise NotKept(period)
    before = ledger.annals.closing(period)
    if before is not None and before.by:
        return Closed(edition, before, True)
    if not _is_there(outputs / period, edition):
        raise Damaged(period)
    ledger.annals.close(period, who.by, who.at, edition.results)
    return Closed(edition, Closing(who.by, who.at), False)


def run_closed(comparing: Comparing, now: Reckoned, progress: Progress) -> Published:
    """A closed month run again: left as it is when nothing would change (its papers are made again when some are gone
    or were altered). Raises WouldChange."""
    comparison = comparing.compare(now)
    if comparison.changes:
        raise WouldChange(comparison)
    period, outputs = comparison.edition.period, comparing.settings.paths.outputs
    results = Store(comparing.settings.paths.ledger).get(comparison.edition.results)
    folder = outputs / period
    if not intact(folder, comparison.edition):
        return publish(comparing.settings, now, comparing.ledger, comparing.speaker, comparing.workers, progress)
    return Published(
        result=now.result,
        folder=folder,
        printed=0,
        taken_over=len(documents_before(folder)),
        later=(),
        changed=(),
        notes=(),
        unchanged=True,
        blocked=is_blocked(results),
    )


def restate(comparing: Comparing, now: Reckoned, who: Who, progress: Progress) -> tuple[Comparison, Published | None]:
    """The next version of a closed month; None when nothing would change. Raises MonthOpen."""
    comparison = comparing.compare(now)
    if comparison.closing is None:
        raise MonthOpen(comparison.edition.period)
    if not comparison.changes:
        return comparison, None
    rules, was = comparison.was
    annals, period = comparing.ledger.annals, comparison.edition.period
    own: defaultdict[str, list[Change]] = defaultdict(list)
    for change in comparison.changes:
        if change.owner.person:
            own[change.owner.person].append(change)
    revision = comparison.edition.revision + 1
    new = {person: (revision, content_of(found, who.reason)) for person, found in own.items()}
    version = Version(
        revision=revision,
        corrections=annals.corrections(period) | new,
        new=frozenset(new),
        left=comparison.left,
        by=who.by,
        at=who.at,
        reason=who.reason,
    )
    published = publish(
        comparing.settings,
        now,
        comparing.ledger,
        comparing.speaker,
        comparing.workers,
        progress,
        Correction(version, (rules, was, was.result)),
    )
    return comparison, published


def intact(folder: Path, edition: Edition) -> bool:
    """Whether the whole publication is there, byte for byte."""
    documents = documents_before(folder)
    return _is_there(folder, edition) and all(
        _digest(folder / path) == one.get("sha256") for path, one in documents.items()
    )


def _is_there(folder: Path, edition: Edition) -> bool:
    return _digest(folder / "results.json") == edition.results


def _digest(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
