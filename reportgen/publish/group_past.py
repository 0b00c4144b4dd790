"""What earlier months published about the people of a report: scores, figures, averages by month."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from reportgen.publish.card_view import Paper
from reportgen.publish.group_figures import average, shown
from reportgen.publish.group_labels import GROUP_WORDS
from reportgen.publish.group_view import MonthPoint
from reportgen.publish.labels import words
from reportgen.publish.view import TrendPoint
from reportgen.records import MonthResult, Scorecard

MONTHS = 12  # of the course over the year, this one included

Key = tuple[str, str, str]  # scheme, role, 工号


@dataclass(frozen=True, slots=True)
class Reporting:
    """What all reports of a month share. `was_in` tells a person's department in an earlier month by (month, role,
    工号), from the roster; who is not in it is looked for where he is now."""

    paper: Paper
    language: str
    result: MonthResult
    departments: tuple[str, ...]
    was_in: Mapping[Key, str] = field(default_factory=dict)

    def word(self, id: str, **values: object) -> str:
        return GROUP_WORDS[id][self.language].format(**values)

    def words(self) -> dict[str, str]:
        return words(GROUP_WORDS, self.language)

    def people(self, n: int, m: int) -> str:
        return self.word("people", n=n, m=m)


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose cards a report, or a part of it, is about; "" for all."""

    department: str = ""
    scheme: str = ""
    role: str = ""

    @property
    def key(self) -> str:
        """What the formulas of the report, or of this part of it, are called."""
        return "/".join((self.scheme, self.role)) if self.scheme else "report"

    def holds(self, scheme: str, role: str, department: str) -> bool:
        return self.department in ("", department) and self.scheme in ("", scheme) and self.role in ("", role)

    def cards(self, result: MonthResult) -> tuple[Scorecard, ...]:
        return tuple(
            card for card in result.cards if self.holds(card.scheme, card.subject.role, card.subject.department)
        )


@dataclass(frozen=True, slots=True)
class Past:
    """Published months, oldest first: the score of each card that was due, None where it was withheld."""

    last: str
    months: Mapping[str, Mapping[Key, Decimal | None]]

    def scores(self, month: str) -> tuple[Decimal, ...]:
        return tuple(score for score in self.months.get(month, {}).values() if score is not None)

    @property
    def average(self) -> Decimal | None:
        """Of the latest published month."""
        return average(self.scores(self.last))

    def figures(self, reporting: Reporting, kpi: str) -> tuple[Decimal, ...]:
        """The figures of a KPI in the latest published month, over those who had a card then."""
        values = reporting.paper.history.values
        keys = ((scheme, id, kpi) for scheme, _, id in self.months.get(self.last, {}))
        return tuple(values[key] for key in keys if key in values)


@dataclass(frozen=True, slots=True)
class Before:
    """A card of an earlier month: its score as published, None when it was withheld."""

    month: str
    key: Key
    department: str
    score: Decimal | None


def published(reporting: Reporting) -> Iterator[Before]:
    """Every card of the earlier months, with the department it belonged to then."""
    now = {
        (card.scheme, card.subject.role, card.subject.id): card.subject.department for card in reporting.result.cards
    }
    for key, course in reporting.paper.history.trend.items():
        _, role, id = key
        for month, score in course:
            yield Before(month, key, reporting.was_in.get((month, role, id)) or now.get(key, ""), score)


def past(reporting: Reporting, scope: Scope) -> Past:
    """What was published about the scope. The company counts all who had a card then, also those who have left."""
    months: defaultdict[str, dict[Key, Decimal | None]] = defaultdict(dict)
    for one in published(reporting):
        scheme, role, _ = one.key
        if scope.holds(scheme, role, one.department):
            months[one.month][one.key] = one.score
    return Past(reporting.paper.history.last, {month: months[month] for month in sorted(months)})


def course(reporting: Reporting, before: Past, cards: Sequence[Scorecard], live: str = "") -> tuple[MonthPoint, ...]:
    """The average of each month, this one last."""
    points = [_point(reporting, month, before.scores(month), len(due), live) for month, due in before.months.items()]
    now = tuple(card.score for card in cards if card.score is not None)
    return (*points[1 - MONTHS :], _point(reporting, reporting.result.period, now, len(cards), live))


def _point(reporting: Reporting, month: str, scores: tuple[Decimal, ...], due: int, live: str) -> MonthPoint:
    mean = average(scores)
    label = reporting.paper.text("month", month=int(month.split("-")[1]))
    counted = reporting.people(len(scores), due)
    return MonthPoint(TrendPoint(label, mean, shown(mean)), counted, month, f"{live}/month/{month}" if live else "")
