"""Where a score stands between grades: how far above its own bound, how far below the next one, and which single
items would each have brought the next grade with full points.

    88.80 with 优秀 from 90: 1.20 lacking; 市场信息 5 of 10 lost, weight 70 %: +3.50 -> 92.30, alone enough
Each answer is worked out by composing the card anew (compose.py), with its weights, gates, special deductions and
roundings; nothing is estimated. A special deduction "with full points" is one that did not occur.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, Decimal
from typing import Literal, TypeAlias

from reportgen.exact import ZERO, half_up
from reportgen.records import Alone, Outcome, Outlook, Phrase, Spell, phrase
from reportgen.scheme import Grade, Item, Scheme
from reportgen.settle.compose import Parts, compose
from reportgen.settle.parts import joined, score_of

MOST = 3  # items that are named
Kind: TypeAlias = Literal["item", "special", "gate"]

WORDS = {
    "outlook-next": {"zh": "再得 {lacking} 分即为 {next}", "en": "{lacking} more points make it {next}"},
    "outlook-above": {
        "zh": "高于 {grade} 下限 {above} 分",
        "en": "{above} points above the lower bound of {grade}",
    },
    "outlook-just": {"zh": "刚好达到 {grade} 下限", "en": "just at the lower bound of {grade}"},
    "outlook-best": {"zh": "已是最高等级", "en": "the best grade there is"},
    "outlook-item": {"zh": "{name}得满分即可：+{gain}", "en": "full points for {name} alone would do: +{gain}"},
    "outlook-without": {"zh": "没有“{name}”即可：+{gain}", "en": "without “{name}” it would do: +{gain}"},
}


@dataclass(frozen=True, slots=True)
class Composed:
    """A card's parts of the month and what each was composed from: one, or several after a transfer."""

    spells: Sequence[Spell]
    parts: Sequence[Parts]

    def score(self) -> Decimal | None:
        """The score of the month as settling works it out."""
        trees = [compose(one) for one in self.parts]
        if len(trees) == 1:
            return score_of(trees[0])
        return joined(self.spells, trees, self.parts[0].scheme.digits)[1]

    def with_part(self, at: int, part: Parts) -> Composed:
        return replace(self, parts=[*self.parts[:at], part, *self.parts[at + 1 :]])


def outlook(scheme: Scheme, score: Decimal, composed: Composed) -> Outlook | None:
    """None for a scheme without grades."""
    if not scheme.grades:
        return None
    grades = sorted(scheme.grades, key=lambda one: one.least)
    own = next((one for one in reversed(grades) if score >= one.least), None)
    better = next((one for one in grades if score < one.least), None)
    above = None if own is None else score - own.least
    if better is None:
        return _said(Outlook(own.name if own else None, above, "", None, (), ()), scheme)
    bound = better.least.quantize(Decimal(1).scaleb(-scheme.digits), rounding=ROUND_CEILING)
    alone = _alone(scheme, score, better, composed)
    return _said(Outlook(own.name if own else None, above, better.name, bound - score, alone, ()), scheme)


def _said(found: Outlook, scheme: Scheme) -> Outlook:
    said: list[Phrase] = []
    if found.next:
        said.append(phrase("outlook-next", lacking=found.lacking, next=found.next))
    worst = min(scheme.grades, key=lambda one: one.least)
    if found.above is None or (found.next and found.grade == worst.name):
        pass  # how much lower the worst grade begins helps nobody
    elif found.above == ZERO:
        said.append(phrase("outlook-just", grade=found.grade))
    else:
        places = max(scheme.digits, -int(found.above.as_tuple().exponent))
        said.append(phrase("outlook-above", grade=found.grade, above=half_up(found.above, places)))
    if not found.next:
        said.append(phrase("outlook-best"))
    for one in found.alone:
        words = "outlook-item" if one.kind == "item" else "outlook-without"
        said.append(phrase(words, name=one.name, gain=one.gain))
    return replace(found, because=tuple(said))


def _alone(scheme: Scheme, score: Decimal, better: Grade, composed: Composed) -> tuple[Alone, ...]:
    """What would each have been enough alone, by what the score would have gained."""
    bare = replace(composed, parts=[_bare(one) for one in composed.parts])
    found: list[Alone] = []
    for at, part in enumerate(bare.parts):
        for item, changed, gate in _mended(scheme, part):
            reached = bare.with_part(at, changed).score()
            if reached is not None and reached >= better.least:
                name = item.gate.name if gate and item.gate else item.name
                if len(bare.parts) > 1:
                    name = f"{name}（{part.department}·{part.role}）"
                kind: Kind = "gate" if gate else "special" if item.special else "item"
                found.append(Alone(item.id, name, kind, reached - score))
    return tuple(sorted(found, key=lambda one: -one.gain)[:MOST])


def _mended(scheme: Scheme, part: Parts) -> Iterator[tuple[Item, Parts, bool]]:
    """Each item that lost something, and the part of the month in which it alone lost nothing; then each gate."""
    for item in scheme.items_of(part.role):
        if item.id in part.outcomes:
            best = ZERO if item.special else item.full
            others = tuple(one for one in part.adjustments if one.item != item.id)
            if _counted(item, part) < best:
                yield item, replace(part, outcomes=_set(part.outcomes, item, best), adjustments=others), False
        gate = part.gates.get(item.id)
        if gate is not None and gate.points is not None and gate.points < gate.out_of:
            yield item, replace(part, gates=_set(part.gates, item, gate.out_of)), True


def _counted(item: Item, part: Parts) -> Decimal:
    """What the item is worth after review; a scored card has points everywhere."""
    adjusted = [one.points for one in part.adjustments if one.item == item.id]
    points = adjusted[-1] if adjusted else part.outcomes[item.id].points
    return item.full if points is None else points


def _set(outcomes: Mapping[str, Outcome], item: Item, points: Decimal) -> dict[str, Outcome]:
    return {**outcomes, item.id: replace(outcomes[item.id], points=points)}


def _bare(part: Parts) -> Parts:
    """Without formulas, which no one will read here."""
    return replace(
        part,
        outcomes={id: replace(one, formula=None) for id, one in part.outcomes.items()},
        gates={id: replace(one, formula=None) for id, one in part.gates.items()},
    )
