"""Outcomes of items -> the tree of a card: sums, gates, special deductions, weights.

Totals add rounded items. A group's `raw` is what its children add up to; `points` what remains after gate and weight.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from reportgen.exact import ZERO, half_up, percent_of, plain, total
from reportgen.formula import Expr, Given, Named, Param, call, most, percent, plus, rounded, when
from reportgen.records import Component, Outcome, Phrase, Worked, phrase
from reportgen.scheme import Item, Scheme
from reportgen.settle.review import Adjustment

WORDS = {
    "sum": {"zh": "各项之和", "en": "the sum of its items"},
    "floored": {"zh": "各项合计 {added} 分，扣至 0 分为止", "en": "its items come to {added}; not below 0"},
    "gated": {"zh": "{name}（各项原得 {raw} 分）", "en": "{name} (the items had {raw})"},
    "f-raw": {"zh": "{name}：原得分", "en": "{name}: points at first"},
    "f-counted": {"zh": "{name}：得分", "en": "{name}: points"},
    "f-weighted": {"zh": "{name}：加权得分", "en": "{name}: weighted points"},
    "f-weight": {"zh": "权重", "en": "weight"},
    "f-adjusted": {"zh": "{name}：{step}（{by}）调整后得分", "en": "{name}: points after {step} ({by})"},
    "weighted": {"zh": "{raw} × {weight} % = {points}", "en": "{raw} × {weight} % = {points}"},
}


@dataclass(frozen=True, slots=True)
class Parts:
    """What a card is composed from: outcomes after doubling, gates by group, adjustments in the order of the steps."""

    scheme: Scheme
    role: str
    outcomes: Mapping[str, Outcome]
    gates: Mapping[str, Outcome]
    adjustments: tuple[Adjustment, ...]
    department: str = ""

    def named(self, item: Item, what: str, expr: Expr) -> Named:
        """A component's figure with its place: raw, counted or weighted."""
        key = "/".join((self.scheme.id, self.role, self.department, "item", item.id, what))
        return Named(key, phrase(f"f-{what}", name=item.name), expr)


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
    words = phrase("weighted", raw=component.points, weight=plain(item.weight), points=weighted)
    formulas = component.formulas
    if formulas is not None:
        share = Param(item.name, phrase("f-weight"), item.weight, "%")
        points = rounded(percent(formulas.counted, share), parts.scheme.digits)
        formulas = replace(formulas, points=parts.named(item, "weighted", points))
    because = (*component.because, words)
    return replace(component, weight=item.weight, points=weighted, because=because, formulas=formulas)


def _signed(value: Decimal) -> str:
    return str(value).replace("-", "−")


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
        formulas=_leaf_formulas(item, outcome, parts),
    )


def _leaf_formulas(item: Item, outcome: Outcome, parts: Parts) -> Worked | None:
    """As the rule has it; what the last review put in its place where one did."""
    if outcome.formula is None:
        return None
    counted: Expr = outcome.formula
    own = [one for one in parts.adjustments if one.item == item.id]
    if not own:
        points = parts.named(item, "counted", counted)
        return Worked(points, points, points)
    raw, last = parts.named(item, "raw", counted), own[-1]
    label = phrase("f-adjusted", name=item.name, step=last.step, by=last.by)
    given = Given(f"{raw.key}/review", label, last.points, last.evidence[0])
    points = parts.named(item, "counted", rounded(given, parts.scheme.digits))
    return Worked(raw, points, points)


def _group(item: Item, children: tuple[Component, ...], parts: Parts) -> Component:
    known = [child.points for child in children if child.points is not None]
    added = total(known)
    raw = max(ZERO, added) if len(known) == len(children) else None
    because: tuple[Phrase, ...] = (phrase("sum"),)
    if raw is not None and added < ZERO:
        because = (*because, phrase("floored", added=_signed(half_up(added, parts.scheme.digits))))
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
        formulas=None if points is None else _group_formulas(item, children, gate, parts),
        raw=None if raw is None else half_up(raw, parts.scheme.digits),
        out_of=item.full,
        points=None if points is None else half_up(points, parts.scheme.digits),
        because=() if points is None else because,
        evidence=gate.evidence if gate is not None else (),
        components=children,
        missing=gate.missing if gate is not None else False,
        blame=gate.blame if gate is not None else (),
    )


def _group_formulas(item: Item, children: tuple[Component, ...], gate: Outcome | None, parts: Parts) -> Worked | None:
    """The sum of the children, floor 0; nothing where the gate's fault occurred."""
    known = [child.formulas.points for child in children if child.formulas is not None]
    if len(known) < len(children):
        return None
    added = rounded(most(0, plus(*known)), parts.scheme.digits)
    if gate is None or item.gate is None or gate.formula is None:
        points = parts.named(item, "counted", added)
        return Worked(points, points, points)
    raw = parts.named(item, "raw", added)
    open_gate = call("ge", gate.formula, Param(item.gate.name, phrase("f-full"), item.full))
    points = parts.named(item, "counted", when(open_gate, raw, 0))
    return Worked(raw, points, points)
