"""settle: scores + history -> cards with grades, ranks, last month, pay; and the month's tables.

Per subject: doubling ── review ── composition ── pay; then over all: staff's deductions, grades, ranks.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from reportgen.exact import plain
from reportgen.formula import Block
from reportgen.period import Period
from reportgen.records import (
    CellRef,
    Component,
    Finding,
    History,
    Measured,
    Pay,
    Posting,
    ReviewStep,
    Row,
    Scorecard,
    Scores,
    Spell,
    phrase,
)
from reportgen.scheme import Scheme
from reportgen.settle import compose, doubling, live, outlook, outputs, parts, pay, review, span_table, spans, standing

WORDS = {
    **doubling.WORDS, **review.WORDS, **compose.WORDS, **parts.WORDS, **live.WORDS, **pay.WORDS, **outputs.WORDS,
    **outlook.WORDS, **spans.WORDS, **span_table.WORDS,
    "staff-deducted": {
        "zh": "所辖人员扣分：{listed}",
        "en": "deductions of his staff: {listed}",
    },
}  # fmt: skip


Staff = tuple[Spell, tuple[Component, ...]]


@dataclass(frozen=True, slots=True)
class Settling:
    """All that settling one scheme's month needs beside the scores."""

    scheme: Scheme
    period: Period
    rows: tuple[Row, ...]
    by_cell: Mapping[CellRef, tuple[Finding, ...]]
    by_table: Mapping[tuple[str, str], tuple[Finding, ...]]
    history: History


@dataclass(frozen=True, slots=True)
class Due:
    """A card that is due: `scores` of each spell of the posting, in their order; `measures` are the whole month's;
    `blocks` the lines that its formulas go through."""

    posting: Posting
    scores: tuple[Scores, ...]
    measures: tuple[Measured, ...]
    blocks: tuple[Block, ...] = ()


def settle(settling: Settling, due: Sequence[Due]) -> tuple[tuple[Scorecard, ...], tuple[Finding, ...]]:
    """The scheme's cards in the order of `due`, and what settling found wrong."""
    taken: defaultdict[str, set[CellRef]] = defaultdict(set)
    cards = [_card(settling, one, taken[one.posting.person.id]) for one in due]
    staff: defaultdict[str, list[Staff]] = defaultdict(list)
    for spell, tree in (one for card in cards for one in _by_spell(card)):
        staff[spell.person.superior].append((spell, tree))
    cards = [_with_staff(settling, card, staff.get(card.subject.id, ())) for card in cards]
    found = dict.fromkeys(found for card in cards for found in card.blame)
    found |= dict.fromkeys(found for card in cards if card.pay for found in card.pay.blame)
    return standing.ranked(cards), tuple(found)


def _card(settling: Settling, due: Due, taken: set[CellRef]) -> Scorecard:
    scheme, subject = settling.scheme, due.scores[-1].subject
    settled = [_composed(settling, scores) for scores in due.scores]
    own = [parts for parts, _ in settled]
    trees = [compose.compose(one) for one in own]
    if len(trees) == 1:
        components, score = trees[0], parts.score_of(trees[0])
    else:
        key = f"{scheme.id}/{subject.role}"
        components, score = parts.joined(due.posting.spells, trees, scheme.digits, key)
    blame = dict.fromkeys(found for root in components for part in root.walk() for found in part.blame)
    blame |= dict.fromkeys(found for _, chain in settled for found in chain.blame)
    blame |= dict.fromkeys(due.posting.blame)
    score = None if blame else score
    previous = settling.history.scores.get((scheme.id, subject.role, subject.id))
    card = Scorecard(
        scheme=scheme.id,
        subject=subject,
        status="withheld" if score is None else "scored",
        score=score,
        grade=None if score is None else standing.grade_of(scheme, score, components),
        rank=None,
        of=0,
        previous=(settling.history.last, previous) if previous is not None else None,
        components=components,
        measures=due.measures,
        reviews=_steps(due.posting.spells, [chain.steps for _, chain in settled]),
        pay=None if score is None else _pay(settling, due, trees, taken),
        flags=tuple(dict.fromkeys(flag for root in components for part in root.walk() for flag in part.flags)),
        blame=tuple(blame),
        posting=due.posting,
        outlook=None if score is None else outlook.outlook(scheme, score, outlook.Composed(due.posting.spells, own)),
    )
    return replace(card, formulas=live.card_formulas(card, scheme, due.blocks))


def _steps(spells: Sequence[Spell], chains: Sequence[tuple[ReviewStep, ...]]) -> tuple[ReviewStep, ...]:
    """The steps of all parts; one that does not hold for all of them says for which, by what tells the parts apart."""
    departments, roles = {one.department for one in spells}, {one.role for one in spells}
    found: dict[ReviewStep, None] = {}
    for spell, steps in zip(spells, chains, strict=True):
        names = (spell.department if len(departments) > 1 else "", spell.role if len(roles) > 1 else "")
        part = "·".join(name for name in names if name)
        for step in steps:
            shared = all(step in other for other in chains)
            found[step if shared else replace(step, part=part)] = None
    return tuple(found)


def _composed(settling: Settling, scores: Scores) -> tuple[compose.Parts, review.Reviewed]:
    """What one spell's components are made from, after doubling and its own department's review."""
    scheme, subject = settling.scheme, scores.subject
    items = {item.id: item for item in scheme.items}
    outcomes = {
        id: doubling.doubled(items[id], outcome, subject, scheme.id, settling.history)
        for id, outcome in scores.outcomes.items()
    }
    chain = review.reviewed(scheme, subject, settling.rows, settling.by_cell, settling.by_table)
    own = compose.Parts(scheme, subject.role, outcomes, scores.gates, chain.adjustments, subject.department)
    return own, chain


def _pay(settling: Settling, due: Due, trees: Sequence[tuple[Component, ...]], taken: set[CellRef]) -> Pay | None:
    shares = []
    for spell, tree, scores in zip(due.posting.spells, trees, due.scores, strict=True):
        plan = next((plan for plan in settling.scheme.pays if spell.role in plan.roles), None)
        if plan is not None:
            of = settling.period.last.day if plan.pro_rata == "days" else due.posting.of
            key = f"{settling.scheme.id}/{due.scores[-1].subject.role}"
            shares.append(pay.Share(plan, spell, tree, scores, of, key))
    return pay.settle_pay(shares, taken) if shares else None


def _by_spell(card: Scorecard) -> list[Staff]:
    """Each spell of a card with its own components."""
    found = [(root.spell, root.components) for root in card.components if root.spell is not None]
    return found or [(spell, card.components) for spell in (card.posting.spells[-1:] if card.posting else ())]


def _with_staff(settling: Settling, card: Scorecard, staff: Sequence[Staff]) -> Scorecard:
    """Items that judge how someone leads show what his staff lost in the same group of items."""
    marked = {item.id: item.under for item in settling.scheme.items if item.staff_deductions}
    if not marked or not staff:
        return card
    return replace(card, components=tuple(_told(root, marked, staff) for root in card.components))


def _told(component: Component, marked: Mapping[str, str], staff: Sequence[Staff]) -> Component:
    children = tuple(_told(child, marked, staff) for child in component.components)
    if component.id not in marked or component.points is None:
        return replace(component, components=children)
    listed = "、".join(f"{spell.person.id} {_lost(tree, marked[component.id])}" for spell, tree in staff)
    return replace(
        component, components=children, because=(*component.because, phrase("staff-deducted", listed=listed))
    )


def _lost(tree: tuple[Component, ...], group: str) -> str:
    part = next((one for root in tree for one in root.walk() if one.id == group), None)
    raw: Decimal | None = part.raw if part else None
    return "—" if part is None or raw is None else f"−{plain(part.out_of - raw)}"
