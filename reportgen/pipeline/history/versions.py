"""Which version of a month is published, which cards it marks 更正, which papers stay as they were, byte for byte."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from reportgen.ledger import Ledger
from reportgen.ledger.annals import Difference, Edition
from reportgen.pipeline.expecting import said_by
from reportgen.pipeline.history.marking import marked, word
from reportgen.pipeline.reckoning import Reckoned
from reportgen.publish.group_live import GroupBook
from reportgen.publish.group_view import GroupView
from reportgen.publish.papers import Paper
from reportgen.publish.view import CardView
from reportgen.records import MonthResult
from reportgen.settings import Settings
from reportgen.words import Language

Before = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Version:
    """`corrections` are the marks of all corrected papers (revision, what changed): of cards by 工号, of reports by
    `/company` or `/department/甲部`; `new` those that this very version marks. `by`, `at`, `reason` and `left`
    (differences in pay) are those of this version."""

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

    def marking(
        self, planned: Sequence[Paper], earlier: Sequence[Paper], language: Language
    ) -> tuple[Version, tuple[Paper, ...]]:
        """The version that marks the reports as well which say something else than they do of the month as it was; and
        the papers, with the marks of reports on them."""
        whole = self._with_reports(planned, earlier) if self.by else self

        def mark(paper: Paper) -> Paper:
            if isinstance(paper.says, GroupBook):
                return replace(paper, says=replace(paper.says, view=whole._report(paper.says.view, language)))
            return (
                replace(paper, says=whole._report(paper.says, language)) if isinstance(paper.says, GroupView) else paper
            )

        return whole, tuple(map(mark, planned))

    def _with_reports(self, planned: Sequence[Paper], earlier: Sequence[Paper]) -> Version:
        said = {paper.path: paper.says for paper in earlier}
        views = [(paper.path, paper.says) for paper in planned if isinstance(paper.says, GroupView)]
        moved = {_report_key(view) for path, view in views if view != said.get(path)}
        marks = dict.fromkeys(moved, (self.revision, ""))
        return replace(self, corrections={**self.corrections, **marks}, new=self.new | moved)

    def _report(self, view: GroupView, language: Language) -> GroupView:
        """The report with its mark, if it has one."""
        revision, _ = self.corrections.get(_report_key(view), (0, ""))
        return replace(view, revision=word("revision", language, number=revision)) if revision else view

    def taken_over(self, planned: Sequence[Paper], earlier: Sequence[Paper], before: Before) -> Before:
        """`before`, the papers of the last run.json, so that those of a correction that say what they said are taken
        over even when the program or its templates are others by now. `earlier` are the papers as they would be made
        today of the month as it was."""
        if not self.by:
            return before
        said = {paper.path: paper.says for paper in earlier}
        known = {path: dict(one) for path, one in before.items()}
        for paper in planned:
            says = said_by(paper)
            if isinstance(says, CardView | GroupView):
                same = (says.person_id if isinstance(says, CardView) else _report_key(says)) not in self.new
            else:
                same = says == said.get(paper.path)
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


def _report_key(view: GroupView) -> str:
    """What the ledger keeps a report's mark under; no 工号 begins so."""
    return "/company" if view.kind == "company" else f"/department/{view.name}"


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
