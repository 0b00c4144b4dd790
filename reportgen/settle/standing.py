"""Grades and ranks: on the rounded score, within scheme and role, scored cards only; equal scores share a rank.

pandas lives here for the month's comparisons; frames do not leave this module.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pandas as pd

from reportgen.records import Component, Scorecard
from reportgen.scheme import Scheme
from reportgen.settle.live import capped, with_rank


def grade_of(scheme: Scheme, score: Decimal, components: Sequence[Component] = ()) -> str | None:
    """The best grade whose lower bound (inclusive) the rounded score reaches, and that no veto forbids."""
    bounds = [bound for part, bound in capped(scheme, components) if part.raw is not None and part.raw < part.out_of]
    reached = [grade for grade in scheme.grades if score >= grade.least and all(grade.least <= one for one in bounds)]
    best = max(reached, key=lambda grade: grade.least, default=None)
    return best.name if best else None


def ranked(cards: Sequence[Scorecard]) -> tuple[Scorecard, ...]:
    """1, 2, 2, 4 from the highest score; `of` counts the scored cards of the same scheme and role."""
    scored = {index: card for index, card in enumerate(cards) if card.score is not None}
    if not scored:
        return tuple(cards)
    frame = pd.DataFrame(
        {
            "scheme": [card.scheme for card in scored.values()],
            "role": [card.subject.role for card in scored.values()],
            "score": pd.Series([_whole(card.score) for card in scored.values()], index=list(scored), dtype="int64"),
        },
        index=list(scored),
    )
    groups = frame.groupby(["scheme", "role"])["score"]
    ranks = groups.rank(method="min", ascending=False).astype("int64")
    sizes = groups.transform("size")
    placed = [
        replace(card, rank=int(ranks.loc[index]), of=int(sizes.loc[index])) if index in scored else card
        for index, card in enumerate(cards)
    ]
    return _with_formulas(placed)


def _with_formulas(cards: Sequence[Scorecard]) -> tuple[Scorecard, ...]:
    scores: defaultdict[tuple[str, str], Counter[Decimal]] = defaultdict(Counter)
    for card in cards:
        if card.score is not None:
            scores[card.scheme, card.subject.role][card.score] += 1
    found = []
    for card in cards:
        if card.score is not None:
            others = scores[card.scheme, card.subject.role] - Counter([card.score])
            card = with_rank(card, others)
        found.append(card)
    return tuple(found)


def _whole(score: Decimal | None) -> int:
    """A score as a whole number of its smallest steps, so that equal means equal."""
    return int((score or Decimal(0)).scaleb(6))
