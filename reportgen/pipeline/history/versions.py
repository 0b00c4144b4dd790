"""Which version of a month is published, which cards it marks 更正, which papers stay as they were, byte for byte."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from reportgen.ledger import Ledger
from reportgen.ledger.annals import Difference, Edition
from reportgen.pipeline.history.marking import marked
from reportgen.pipeline.reckoning import Reckoned
from reportgen.publish.card_live import CardBook
from reportgen.publish.papers import Paper
from reportgen.publish.view import CardView
from reportgen.records import MonthResult
from reportgen.settings import Settings
from reportgen.words import Language

Before = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Version:
    """`corrections` are the marks of all corrected cards by 工号 (revision, what changed); `new` the 工号 of those that
    this very version marks. `by`, `at`, `reason` and `left` (differences in pay) are those of this version."""

    revision: int = 1
    corrections: Mapping[str, tuple[int, str]] = field(default_factory=dict)
    new: frozenset[str] = frozenset()
    left: tuple[Difference, ...] = ()
    by: str = ""
    at: str = ""
    reason: str = ""

    def card(self, view: CardView, language: Language) -> CardView:
        """The card with its mark, if it has one."""
        correction = self.corrections.get(view.person_id)
        return marked(view, *correction, language) if correction else view

    def taken_over(self, planned: Sequence[Paper], earlier: Sequence[Paper], before: Before) -> Before:
        """`before`, the papers of the last run.json, so that those of a correction that say what they said are taken
        over even when the program or its templates are others by now. `earlier` are the papers as they would be made
        today of the month as it was."""
        if not self.by:
            return before
        said = {paper.path: paper.says for paper in earlier}
        known = {path: dict(one) for path, one in before.items()}
        for paper in planned:
            says = paper.says.view if isinstance(paper.says, CardBook) else paper.says
            same = says.person_id not in self.new if isinstance(says, CardView) else says == said.get(paper.path)
            if same and paper.path in known:
                known[paper.path] |= {"content": paper.content_key, "made_with": paper.made_with}
        return known

    def record(self, ledger: Ledger, edition: Edition, reckoned: Reckoned) -> None:
        """Part of the transaction of the publication."""
        annals = ledger.annals
        annals.keep(replace(edition, revision=self.revision, made_by=self.by, made_at=self.at, reason=self.reason))
        annals.correct(edition.period, self.revision, [(one, self.corrections[one][1]) for one in sorted(self.new)])
        annals.owe(self.left)
        if annals.closing(edition.period) is None:
            annals.carry(edition.period, reckoned.carried)


@dataclass(frozen=True, slots=True)
class Correction:
    """A new version of a closed month. `earlier` is the month as it stands, scored again: its rules, the month, its
    result; papers that say the same of both stay as they are."""

    version: Version
    earlier: tuple[Settings, Reckoned, MonthResult]


def version_of(ledger: Ledger, period: str) -> Version:
    """The version of the month that stands."""
    edition = ledger.annals.edition(period)
    if edition is None:
        return Version()
    return Version(edition.revision, ledger.annals.corrections(period))
