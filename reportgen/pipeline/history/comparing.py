"""What was published against what comes out now: every figure that differs, split by what made it differ.

The month is scored again in a fixed order, and each step is charged with what it moves:

    as published ─► new roster ─► new data, and new figures of earlier months ─► new rules
Between "as published" and the first step lies the program itself: what a new version scores otherwise is charged to the
rules. A step that leaves a figure without a value (a new colleague whose data came later) moves nothing; the next one
does. So the three differences of a figure always add up to the whole difference, exactly.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from itertools import pairwise
from typing import Literal

from reportgen.exact import ZERO, total
from reportgen.pipeline.history.figures import Figures, Owner, Sheet, Shown

Cause = Literal["roster", "data", "rule"]
ORDER: tuple[Cause, ...] = ("roster", "data", "rule")


@dataclass(frozen=True, slots=True)
class Change:
    """One figure that differs. `causes` are those that moved it, in the order of the steps; `split` says by how much
    each did when both sides are numbers. `of_others`: a rank that moved only because other people's scores did."""

    owner: Owner
    figure: str
    name: str
    before: str | None
    after: str | None
    causes: tuple[Cause, ...]
    split: tuple[tuple[Cause, Decimal], ...] = ()
    of_others: bool = False
    words: bool = False

    @property
    def difference(self) -> Decimal | None:
        return total(amount for _, amount in self.split) if self.split else None


@dataclass(frozen=True, slots=True)
class Stages:
    """The figures after each step; `published` are those of the publication itself, of the day it was made."""

    published: Figures
    as_was: Figures
    roster: Figures
    data: Figures
    rules: Figures


def changes(stages: Stages) -> tuple[Change, ...]:
    """Cards by scheme, role and 工号, then tables; figures in the order of the card."""
    owners = sorted({*stages.published, *stages.rules}, key=lambda one: (bool(one.table), one))
    return tuple(change for owner in owners for change in _of_owner(stages, owner))


def _of_owner(stages: Stages, owner: Owner) -> Iterator[Change]:
    nothing: dict[str, Shown] = {}
    told = {key: one for key, one in stages.as_was.get(owner, nothing).items() if one.words}
    printed = {key: one for key, one in stages.published.get(owner, nothing).items() if not one.words}
    before = {**printed, **told}  # words as today's program and language would have said them
    scored = (stages.as_was, stages.roster, stages.data, stages.rules)
    steps = [before, *(one.get(owner, nothing) for one in scored)]
    after = steps[-1]
    same_score = all(_text(before, key) == _text(after, key) for key in ("status", "score"))
    for key in dict.fromkeys((*after, *before)):
        values = [_text(one, key) for one in steps]
        if values[0] == values[-1]:
            continue
        shown = after.get(key) or before[key]
        of_others = key == "rank" and same_score
        yield Change(
            owner, key, shown.name, values[0], values[-1], _causes(values), _split(values), of_others, shown.words
        )


def _text(sheet: Sheet, key: str) -> str | None:
    shown = sheet.get(key)
    return shown.value if shown else None


def _moves(values: Sequence[str | None]) -> tuple[tuple[Cause, str | None, str | None], ...]:
    """(cause, from, to) for each step of (published, as it was, roster, data, rules), without gaps between values."""
    filled = [values[0]]
    for at, value in enumerate(values[1:], 1):
        gap = value is None and any(later is not None for later in values[at:])
        filled.append(filled[-1] if gap else value)
    pairs = pairwise(filled)
    named: tuple[Cause, ...] = ("rule", "roster", "data", "rule")
    return tuple((cause, one, other) for cause, (one, other) in zip(named, pairs, strict=True))


def _causes(values: Sequence[str | None]) -> tuple[Cause, ...]:
    moved = {cause for cause, one, other in _moves(values) if one != other}
    return tuple(cause for cause in ORDER if cause in moved)


def _split(values: Sequence[str | None]) -> tuple[tuple[Cause, Decimal], ...]:
    """() when one side is no number."""
    numbers = [(cause, _number(one), _number(other)) for cause, one, other in _moves(values)]
    if any(one is None or other is None for _, one, other in numbers):
        return ()
    amounts = [(cause, other - one) for cause, one, other in numbers if one is not None and other is not None]
    return tuple((cause, total((ZERO, *(amount for name, amount in amounts if name == cause)))) for cause in ORDER)


def _number(text: str | None) -> Decimal | None:
    try:
        number = Decimal(text) if text is not None else None
    except InvalidOperation:
        return None
    return number if number is None or number.is_finite() else None
