"""Outcomes of items -> the tree of a card: sums, gates, special deductions, weights.

Totals add rounded items. A group's `raw` is what its children add up to; `points` what remains after gate and weight.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from reportgen.exact import ZERO, half_up, percent_of, plain, total
from reportgen.records import Component, Outcome, Phrase, phrase
from reportgen.scheme import Item, Scheme
from reportgen.settle.review import Adjustment

WORDS = {
    "sum": {"zh": "各项之和", "en": "the sum of its items"},
    "floored": {"zh": "扣至 0 分为止", "en": "not below 0"},
    "gated": {"zh": "{name}（各项原得 {raw} 分）", "en": "{name} (the items had {raw})"},
    "weighted": {"zh": "{raw} × {weight} %", "en": "{raw} × {weight} %"},
}


@dataclass(frozen=True, slots=True)
class Parts:
    """What a card is composed from: outcomes after doubling, gates by group, adjustments in the order of the steps."""

    scheme: Scheme
    role: str
    outcomes: Mapping[str, Outcome]
    gates: Mapping[str, Outcome]
    adjustments: tuple[Adjustment, ...]


def compose(parts: Parts) -> tuple[Component, ...]:
    """The card's components in the order of the scheme."""
    items = parts.scheme.items_of(parts.role)
    return tuple(_component(item, parts) for item in items if not item.under)


def _component(item: Item, parts: Parts) -> Component:
    children = tuple(_component(one, parts) for one in parts.scheme.items_of(parts.role) if one.under == item.id)
    component = _group(item, children, parts) if children else _leaf(item, parts)
    component = replace(component, counted=component.points)
    if item.weight is None or component.points is None:
        return component
    weighted = half_up(percent_of(component.points, item.weight), parts.scheme.digits)
    words = phrase("weighted", raw=component.points, weight=plain(item.weight))
    return replace(component, weight=item.weight, points=weighted, because=(*component.because, words))


def _leaf(item: Item, parts: Parts) -> Component:
    outcome = parts.outcomes[item.id]
    points, because, evidence = outcome.points, outcome.because, outcome.evidence
    for adjustment in parts.adjustments:
        if adjustment.item == item.id and points is not None:
            because = (*because, adjustment.words(points))
            points = half_up(adjustment.points, parts.scheme.digits)
            evidence = (*evidence, *adjustment.evidence)
    return Component(
        id=item.id,
        name=item.name,
        weight=item.weight,
        raw=outcome.points,
        out_of=item.full,
        points=points,
        because=because,
        evidence=evidence,
        missing=outcome.missing,
        flags=outcome.flags,
        blame=outcome.blame,
    )


def _group(item: Item, children: tuple[Component, ...], parts: Parts) -> Component:
    known = [child.points for child in children if child.points is not None]
    added = total(known)
    raw = max(ZERO, added) if len(known) == len(children) else None
    because: tuple[Phrase, ...] = (phrase("sum"),)
    if raw is not None and added < ZERO:
        because = (*because, phrase("floored"))
    points = raw
    gate = parts.gates.get(item.id)
    if gate is not None and item.gate is not None and raw is not None:
        if gate.points is None:
            points = None
        elif gate.points < gate.out_of:
            points = ZERO
            because = (phrase("gated", name=item.gate.name, raw=half_up(raw, parts.scheme.digits)), *gate.because)
    return Component(
        id=item.id,
        name=item.name,
        weight=item.weight,
        raw=None if raw is None else half_up(raw, parts.scheme.digits),
        out_of=item.full,
        points=None if points is None else half_up(points, parts.scheme.digits),
        because=() if points is None else because,
        evidence=gate.evidence if gate is not None else (),
        components=children,
        missing=gate.missing if gate is not None else False,
        blame=gate.blame if gate is not None else (),
    )
