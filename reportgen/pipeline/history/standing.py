"""A published month against what comes out now: files, figures, pay, and the later months that stand on it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from reportgen.ledger import Ledger
from reportgen.ledger.annals import Closing, Difference, Edition, KeptFile, Part
from reportgen.ledger.store import Store
from reportgen.period import Period
from reportgen.pipeline.history import carrying, keeping
from reportgen.pipeline.history.comparing import Cause, Change, Stages, changes
from reportgen.pipeline.history.figures import Figures, figures_of, people_of, titles_of
from reportgen.pipeline.history.rescoring import Rescoring
from reportgen.pipeline.reckoning import Reckoned
from reportgen.publish.results import results_json
from reportgen.settings import Settings
from reportgen.settle.outputs.wording import spoken
from reportgen.words import Speaker

CAUSE_OF: dict[Part, Cause] = {
    "roster": "roster",
    "data": "data",
    "earlier": "data",
    "config": "rule",
    "scheme": "rule",
}


@dataclass(frozen=True, slots=True)
class FileChange:
    """A file that is another than the month was published from; a hash is "" where there was, or is, none. With
    `earlier` it is the published figures of an earlier month, with `program` the program itself."""

    cause: Cause
    file: str
    before: str
    after: str
    kind: str = "file"


@dataclass(frozen=True, slots=True)
class Later:
    """A later published month that would come out otherwise, and how many of its cards."""

    period: str
    cards: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """`left` are the differences in pay that a correction would leave; none while the month is open. `was` is the month
    as it stands, scored again with its own rules."""

    edition: Edition
    closing: Closing | None
    files: tuple[FileChange, ...]
    changes: tuple[Change, ...]
    left: tuple[Difference, ...]
    later: tuple[Later, ...]
    people: dict[str, tuple[str, str]]
    titles: dict[str, str]
    was: tuple[Settings, Reckoned]

    @property
    def persons(self) -> tuple[str, ...]:
        """The 工号 of everyone whose card changes."""
        return tuple(dict.fromkeys(one.owner.person for one in self.changes if one.owner.person))


class NotKept(Exception):
    """The month was not published, or by a program that kept nothing to compare with."""


@dataclass(slots=True)
class Comparing:
    """What a comparison is made with."""

    settings: Settings
    ledger: Ledger
    speaker: Speaker
    workers: int

    @property
    def rescoring(self) -> Rescoring:
        paths = self.settings.paths
        return Rescoring(self.settings, Store(paths.ledger), self.workers, paths.outputs / ".snapshots")

    def compare(self, now: Reckoned) -> Comparison:
        """Raises NotKept, LedgerDamaged, KeptRulesUnreadable."""
        period = str(now.gathered.period)
        edition = self.ledger.annals.edition(period)
        if edition is None:
            raise NotKept(period)
        again = self.rescoring
        files = tuple(_file_changes(again, edition, keeping.files_now(self.settings, now), now))
        was = (again.rules(edition), self._settled(again.again(edition)))
        stages = _stages(self, again, edition, was, now)
        found = changes(stages)
        published, results = again.store.get(edition.results), self._results(now)
        people = people_of(published) | people_of(results)
        closing = self.ledger.annals.closing(period)
        return Comparison(
            edition=edition,
            closing=closing,
            files=files,
            changes=found,
            left=self._left(again, edition, now, results, people) if closing and found else (),
            later=tuple(self._later(again, now)) if found else (),
            people=people,
            titles=titles_of(published) | titles_of(results),
            was=was,
        )

    def _settled(self, reckoned: Reckoned) -> Reckoned:
        """With what the ledger says that the month carries already."""
        period = str(reckoned.gathered.period)
        own = [one for one in self.ledger.annals.differences() if one.month == period]
        return self._spoken(carrying.settled(reckoned, own, closed=True))

    def _spoken(self, reckoned: Reckoned) -> Reckoned:
        """With the words of its tables in the language of the papers."""
        tables = spoken(reckoned.result.tables, self.speaker)
        return replace(reckoned, result=replace(reckoned.result, tables=tables))

    def _results(self, reckoned: Reckoned) -> bytes:
        return results_json(self._spoken(reckoned).result, self.speaker)

    def figures(self, reckoned: Reckoned) -> Figures:
        return figures_of(self._results(reckoned))

    def _left(
        self,
        again: Rescoring,
        edition: Edition,
        now: Reckoned,
        results: bytes,
        people: dict[str, tuple[str, str]],
    ) -> tuple[Difference, ...]:
        closed = self.ledger.annals.edition(edition.period, 1) or edition
        plans = carrying.paying(again.rules(closed).schemes_for(now.gathered.period))
        return carrying.left_by(
            edition.period,
            edition.revision + 1,
            carrying.Paid(again.store.get(closed.results), plans),
            self.ledger.annals.differences(),
            carrying.Paid(results, carrying.paying(now.gathered.schemes)),
            people_of(again.store.get(closed.results)) | people,
        )

    def _later(self, again: Rescoring, now: Reckoned) -> Iterator[Later]:
        """Each later month scored from its own files by its own rules, after this month as it is and as it would be."""
        period = str(now.gathered.period)
        for month in self.ledger.later(period):
            edition = self.ledger.annals.edition(month)
            if edition is None:
                continue
            as_is = self.ledger.history(Period.parse(month))
            with self.ledger.supposing(now.result):
                would_be = self.ledger.history(Period.parse(month))
            if replace(as_is, published=()) == replace(would_be, published=()):
                continue
            one, other = (self.figures(again.again(edition, history)) for history in (as_is, would_be))
            moved = sum(one.get(owner) != other.get(owner) for owner in {*one, *other} if owner.person)
            if moved:
                yield Later(month, moved)


def _file_changes(again: Rescoring, edition: Edition, files: Sequence[KeptFile], now: Reckoned) -> Iterator[FileChange]:
    before = {(one.part, one.file): one.sha256 for one in edition.files if one.part != "earlier"}
    after = {(one.part, one.file): one.sha256 for one in files if one.part != "earlier"}
    for part, file in sorted({*before, *after}):
        was, is_ = before.get((part, file), ""), after.get((part, file), "")
        if was != is_:
            yield FileChange(CAUSE_OF[part], file, was, is_)
    months_before = dict(again.earlier(edition).published)
    months_now = dict(now.history.published)
    for month in sorted({*months_before, *months_now}):
        was, is_ = months_before.get(month, ""), months_now.get(month, "")
        if was != is_:
            yield FileChange("data", month, was, is_, "earlier")
    program = keeping.program()
    if edition.program != program:
        yield FileChange("rule", "", edition.program, program, "program")


def _stages(
    comparing: Comparing, again: Rescoring, edition: Edition, was: tuple[Settings, Reckoned], now: Reckoned
) -> Stages:
    """Only what is neither the step before nor the last one is scored."""
    rules, old = was
    files = keeping.files_now(comparing.settings, now)
    same_roster = _same(edition.files, files, ("roster",))
    same_data = _same(edition.files, files, ("data", "earlier"))
    same_rules = _same(edition.files, files, ("config", "scheme"))

    def scored(by: Sequence[KeptFile], like: Reckoned) -> Figures:
        made = again.reckoned(rules, now.gathered.period, _named(by, rules), like.history)
        return comparing.figures(carrying.settled(made, like.carried, closed=True))

    first, last = comparing.figures(old), comparing.figures(now)
    if same_data:
        roster = data = first if same_roster else last if same_rules else scored(files, now)
    else:
        mixed = [one for one in edition.files if one.part == "data"] + [one for one in files if one.part == "roster"]
        roster = first if same_roster else scored(mixed, old)
        data = last if same_rules else scored(files, now)
    return Stages(figures_of(again.store.get(edition.results)), first, roster, data, last)


def _same(before: Iterable[KeptFile], after: Iterable[KeptFile], parts: Sequence[Part]) -> bool:
    one, other = (
        {(kept.part, kept.file, kept.sha256) for kept in files if kept.part in parts} for files in (before, after)
    )
    return one == other


def _named(files: Iterable[KeptFile], rules: Settings) -> list[KeptFile]:
    """The roster under the name by which these rules look for it."""
    return [replace(one, file=rules.paths.roster) if one.part == "roster" else one for one in files]


def is_blocked(results: bytes) -> bool:
    """Whether a published month had something withheld or in error: the code it ended with."""
    content = json.loads(results)
    return any(card["status"] == "withheld" for card in content["scorecards"]) or any(
        found["severity"] == "error" for found in content["findings"]
    )
