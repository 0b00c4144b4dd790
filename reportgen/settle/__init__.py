"""settle: scores + history -> cards with grades, ranks, last month, pay; and the month's tables.

Per subject: doubling ── review ── composition ── pay; then over all: staff's deductions, grades, ranks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from reportgen.exact import plain, total
from reportgen.records import (
    CellRef,
    Component,
    Finding,
    History,
    Pay,
    Person,
    Row,
    Scorecard,
    Scores,
    Subject,
    phrase,
)
from reportgen.scheme import Scheme
from reportgen.settle import compose, doubling, pay, review, standing, tables

WORDS = doubling.WORDS | review.WORDS | compose.WORDS | pay.WORDS | tables.WORDS | {
    "staff-deducted": {
        "zh": "所辖人员扣分：{listed}",
        "en": "deductions of his staff: {listed}",
    },
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Settling:
    """All that settling one scheme's month needs beside the scores."""

    scheme: Scheme
    people: Mapping[tuple[str, str], Person]  # (工号, role)
    rows: tuple[Row, ...]
    by_cell: Mapping[CellRef, tuple[Finding, ...]]
    by_table: Mapping[tuple[str, str], tuple[Finding, ...]]
    history: History


def settle(settling: Settling, scores: Sequence[Scores]) -> tuple[tuple[Scorecard, ...], tuple[Finding, ...]]:
    """The scheme's cards in the order of `scores`, and what settling found wrong."""
    cards = [_card(settling, one) for one in scores]
    cards = [_with_staff(settling, card, cards) for card in cards]
    found = dict.fromkeys(found for card in cards for found in card.blame)
    found |= dict.fromkeys(found for card in cards if card.pay for found in card.pay.blame)
    return standing.ranked(cards), tuple(found)


def _card(settling: Settling, scores: Scores) -> Scorecard:
    scheme, subject = settling.scheme, scores.subject
    items = {item.id: item for item in scheme.items}
    outcomes = {
        id: doubling.doubled(items[id], outcome, subject, scheme.id, settling.history)
        for id, outcome in scores.outcomes.items()
    }
    chain = review.reviewed(scheme, subject, settling.rows, settling.by_cell, settling.by_table)
    components = compose.compose(compose.Parts(scheme, subject.role, outcomes, scores.gates, chain.adjustments))
    roots = [root.points for root in components]
    blame = dict.fromkeys(found for root in components for part in root.walk() for found in part.blame)
    blame |= dict.fromkeys(chain.blame)
    score = None if blame else total([points for points in roots if points is not None])
    previous = settling.history.scores.get((scheme.id, subject.role, subject.id))
    return Scorecard(
        scheme=scheme.id,
        subject=subject,
        status="withheld" if score is None else "scored",
        score=score,
        grade=None if score is None else standing.grade_of(scheme, score),
        rank=None,
        of=0,
        previous=(settling.history.last, previous) if previous is not None else None,
        components=components,
        measures=scores.measures,
        reviews=chain.steps,
        pay=None if score is None else _pay(settling, subject, components, scores),
        flags=tuple(dict.fromkeys(flag for root in components for part in root.walk() for flag in part.flags)),
        blame=tuple(blame),
    )


def _pay(settling: Settling, subject: Subject, components: tuple[Component, ...], scores: Scores) -> Pay | None:
    plan = next((plan for plan in settling.scheme.pays if subject.role in plan.roles), None)
    person = settling.people.get((subject.id, subject.role))
    return pay.settle_pay(plan, person, components, scores) if plan and person else None


def _with_staff(settling: Settling, card: Scorecard, cards: Sequence[Scorecard]) -> Scorecard:
    """Items that judge how someone leads show what his staff lost in the same group of items."""
    marked = {item.id: item.under for item in settling.scheme.items_of(card.subject.role) if item.staff_deductions}
    if not marked:
        return card
    staff = [
        other
        for other in cards
        if (person := settling.people.get((other.subject.id, other.subject.role)))
        and person.superior == card.subject.id
    ]
    return replace(card, components=tuple(_told(root, marked, staff) for root in card.components))


def _told(component: Component, marked: Mapping[str, str], staff: Sequence[Scorecard]) -> Component:
    children = tuple(_told(child, marked, staff) for child in component.components)
    if component.id not in marked or not staff or component.points is None:
        return replace(component, components=children)
    listed = "、".join(f"{one.subject.id} {_lost(one, marked[component.id])}" for one in staff)
    return replace(
        component, components=children, because=(*component.because, phrase("staff-deducted", listed=listed))
    )


def _lost(card: Scorecard, group: str) -> str:
    part = next((one for root in card.components for one in root.walk() if one.id == group), None)
    raw: Decimal | None = part.raw if part else None
    return "—" if part is None or raw is None else f"−{plain(part.out_of - raw)}"
