"""A quarter or a year: the mean of the published months, ranked, and what it brings (domain, reading "year").

The divisor is the months in post; a month in post without a published score withholds the person's figure, never
counts as zero and is never left out. A month is in post when the roster has a day of it in one of the scheme's roles,
not all of it on long leave. Who changed his role counts with the months of both and stands where he is last.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from reportgen.exact import half_up, percent_of, quotient, total
from reportgen.period import Period, Span
from reportgen.records import Person, Phrase, phrase
from reportgen.scheme import Award, Scheme
from reportgen.settle.standing import grade_of
from reportgen.tenure import postings

Scores = Mapping[str, Mapping[tuple[str, str, str], Decimal | None]]  # month -> (scheme, role, 工号) -> score

WORDS = {
    "span-lacking": {"zh": "{months} 在岗而没有公布的得分", "en": "in post without a published score: {months}"},
    "span-no-gross": {"zh": "花名册没有工资总额，无法计发", "en": "the roster has no gross to pay from"},
    "span-so-far": {
        "zh": "截至 {last}，期间尚未结束，不计发奖金",
        "en": "as of {last}; the span is not over and nothing is paid out",
    },
}


@dataclass(frozen=True, slots=True)
class MonthOf:
    """A month of a person: `in_post` without `score` is what withholds."""

    period: Period
    in_post: bool
    score: Decimal | None


@dataclass(frozen=True, slots=True)
class SpanScore:
    """One person under one scheme. `score` to the scheme's digits, None when withheld (`why` says so)."""

    person: Person
    role: str
    months: tuple[MonthOf, ...]
    score: Decimal | None
    grade: str | None = None
    rank: int | None = None
    share: Decimal | None = None  # percent of the gross
    payout: Decimal | None = None
    move: str = ""
    why: tuple[Phrase, ...] = ()


@dataclass(frozen=True, slots=True)
class SpanResult:
    """One scheme's span: the scored by role and rank, then the withheld; `over` when its last month is published."""

    scheme: Scheme
    span: Span
    months: tuple[Period, ...]
    over: bool
    scores: tuple[SpanScore, ...]


def settle_span(
    scheme: Scheme, span: Span, published: Scores, people: Sequence[Person], departments: frozenset[str]
) -> SpanResult:
    """Months up to the last published one. `departments` are those that work by the scheme."""
    last = max((Period.parse(month) for month in published), default=None)
    months = tuple(month for month in span.months if last is not None and month <= last)
    own: defaultdict[str, dict[Period, Person]] = defaultdict(dict)
    for month in months:
        for posting in postings(people, month):
            spells = [one for one in posting.spells if one.role in scheme.roles and one.department in departments]
            if spells:
                own[posting.person.id][month] = spells[-1].person
    scores = [_score(scheme, id, own[id], months, published) for id in sorted(own)]
    over = bool(months) and months == span.months
    placed = [_placed(scheme, one, scores, _award(scheme, span, one.role) if over else None) for one in scores]
    roles = list(scheme.roles)
    placed.sort(key=lambda one: (roles.index(one.role), one.rank is None, one.rank or 0, one.person.id))
    return SpanResult(scheme, span, months, over, tuple(placed))


def _score(
    scheme: Scheme, id: str, rows: Mapping[Period, Person], months: Sequence[Period], published: Scores
) -> SpanScore:
    person = rows[max(rows)]
    found = tuple(
        MonthOf(month, month in rows, _published(scheme.id, id, rows.get(month), published.get(str(month), {})))
        for month in months
    )
    lacking = [str(one.period) for one in found if one.in_post and one.score is None]
    if lacking:
        why = (phrase("span-lacking", months="、".join(lacking)),)
        return SpanScore(person, person.role, found, None, why=why)
    known = [one.score for one in found if one.in_post and one.score is not None]
    mean = half_up(quotient(total(known), Decimal(len(known))), scheme.digits)
    return SpanScore(person, person.role, found, mean, grade_of(scheme, mean))


def _published(
    scheme: str, id: str, row: Person | None, scores: Mapping[tuple[str, str, str], Decimal | None]
) -> Decimal | None:
    """The month's score in the role he had; in another one where there is just one."""
    if row is None:
        return None
    if (scheme, row.role, id) in scores:
        return scores[scheme, row.role, id]
    others = [score for (one, _, person), score in scores.items() if (one, person) == (scheme, id)]
    return others[0] if len(others) == 1 else None


def _award(scheme: Scheme, span: Span, role: str) -> Award | None:
    return next((one for one in scheme.awards if one.per == span.per and role in one.roles), None)


def _placed(scheme: Scheme, one: SpanScore, all: Sequence[SpanScore], award: Award | None) -> SpanScore:
    """1, 2, 2, 4 among the scored of the role; what the award brings."""
    if one.score is None:
        return one
    own = one.score
    above = sum(other.role == one.role and other.score is not None and other.score > own for other in all)
    one = replace(one, rank=1 + above)
    if award is None or one.grade is None:
        return one
    move, share = award.moves.get(one.grade, ""), award.payout.get(one.grade)
    if share is None:
        return replace(one, move=move)
    if one.person.gross is None:
        return replace(one, move=move, share=share, why=(phrase("span-no-gross"),))
    return replace(one, move=move, share=share, payout=half_up(percent_of(one.person.gross, share)))
