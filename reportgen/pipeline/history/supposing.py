"""whatif: past months from the store under one changed scheme. Nothing is published and the ledger stays as it is.

Each month is scored twice by this program: by the rules it was published by, and by the same with one scheme replaced.
It stands on the earlier months as they were published, whatever the changed scheme would have made of those.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from reportgen.exact import ZERO, half_up, total
from reportgen.ledger.annals import Edition
from reportgen.period import Period
from reportgen.pipeline.history.rescoring import Rescoring
from reportgen.pipeline.reckoning import Reckoned
from reportgen.records import Scorecard
from reportgen.scheme import Scheme
from reportgen.settings import Mistake, Settings, scheme_from

NONE = "—"


@dataclass(frozen=True, slots=True)
class Sides:
    """A text before and after."""

    before: str
    after: str

    @property
    def moved(self) -> bool:
        return self.before != self.after


@dataclass(frozen=True, slots=True)
class Moved:
    """A card that would move. `cost` is the difference in its pay; None when the pay is withheld on one side only."""

    role: str
    person: str
    name: str
    department: str
    status: Sides
    score: Sides
    grade: Sides
    rank: Sides
    pay: Sides
    cost: Decimal | None


@dataclass(frozen=True, slots=True)
class Supposed:
    """One month tried out: the cards that would move, and the cost by department."""

    period: str
    moved: tuple[Moved, ...]
    costs: tuple[tuple[str, Decimal], ...]

    @property
    def cost(self) -> Decimal:
        return half_up(total(amount for _, amount in self.costs))

    @property
    def uncertain(self) -> int:
        """How many pays are withheld on one side, so that nothing can be said of their cost."""
        return sum(one.cost is None for one in self.moved)


class SchemeMistakes(Exception):
    """The changed scheme is not right."""

    def __init__(self, mistakes: tuple[Mistake, ...]) -> None:
        super().__init__("；".join(one.text() for one in mistakes))
        self.mistakes = mistakes


def changed_scheme(file: Path, settings: Settings) -> Scheme:
    """The scheme in the file; raises SchemeMistakes with all of them."""
    read = scheme_from(file, settings)
    if not isinstance(read, Scheme):
        raise SchemeMistakes(read)
    return read


def suppose(again: Rescoring, edition: Edition, scheme: Scheme) -> Supposed | None:
    """The month under the changed scheme; None when it was not published by a scheme of that id."""
    period = Period.parse(edition.period)
    rules = again.rules(edition)
    before = next((one for one in rules.schemes_for(period) if one.id == scheme.id), None)
    if before is None:
        return None
    in_its_place = replace(scheme, since=before.since, until=before.until)
    schemes = tuple(in_its_place if one is before else one for one in rules.schemes)
    history = again.earlier(edition)
    was = again.reckoned(rules, period, edition.files, history)
    would_be = again.reckoned(replace(rules, schemes=schemes), period, edition.files, history)
    moved = tuple(_moved(was, would_be))
    departments = dict.fromkeys([*(one.name for one in rules.departments), *(one.department for one in moved)])
    costs = tuple(
        (name, total(one.cost for one in moved if one.department == name and one.cost is not None))
        for name in departments
        if any(one.department == name for one in moved)
    )
    return Supposed(edition.period, moved, costs)


def _moved(was: Reckoned, would_be: Reckoned) -> Iterator[Moved]:
    one, other = ({card.key: card for card in month.result.cards} for month in (was, would_be))
    for key in dict.fromkeys((*one, *other)):
        moved = _card(one.get(key), other.get(key))
        if any(side.moved for side in (moved.status, moved.score, moved.grade, moved.rank, moved.pay)):
            yield moved


def _card(before: Scorecard | None, after: Scorecard | None) -> Moved:
    card = after or before
    if card is None:
        raise ValueError("a card that is on neither side")
    pays = (_pay(before), _pay(after))
    return Moved(
        role=card.subject.role,
        person=card.subject.id,
        name=card.subject.name,
        department=card.subject.department,
        status=Sides(before.status if before else "", after.status if after else ""),
        score=_sides(before and before.score, after and after.score),
        grade=_sides(before and before.grade, after and after.grade),
        rank=_sides(before and before.rank, after and after.rank),
        pay=Sides(*(NONE if pay is None else str(pay) for pay in pays)),
        cost=_cost((before, after), pays),
    )


def _sides(before: object, after: object) -> Sides:
    return Sides(*(NONE if one is None else str(one) for one in (before, after)))


def _pay(card: Scorecard | None) -> Decimal | None:
    return card.pay.total if card is not None and card.pay is not None else None


def _cost(cards: Sequence[Scorecard | None], pays: Sequence[Decimal | None]) -> Decimal | None:
    """No card, or a card without a pay plan, costs nothing; a pay that is withheld costs nobody knows how much."""
    amounts = [ZERO if pay is None and not _withheld(card) else pay for card, pay in zip(cards, pays, strict=True)]
    before, after = amounts
    if before is None and after is None:
        return ZERO
    return None if before is None or after is None else after - before


def _withheld(card: Scorecard | None) -> bool:
    return card is not None and (card.status == "withheld" or (card.pay is not None and card.pay.total is None))
