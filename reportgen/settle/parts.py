"""A month in several parts, after a transfer: each scored for itself, together by days in post.

    86.60 for 14 days, 90.00 for 17 days: (86.60 × 14 + 90.00 × 17) ÷ 31 = 88.4645… -> 88.46, rounded once
The parts are components of the card: their weights add up to 100.00, their points to the score.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from reportgen.exact import HUNDRED, ZERO, half_up, percent_of, plain, product, quotient, split, total
from reportgen.formula import Expr, Named, plus, times
from reportgen.formula.splitting import split_formulas
from reportgen.records import Component, Spell, Worked, phrase
from reportgen.settle.live import days_formula, score_formula

WORDS = {
    "part": {
        "zh": "{first} 至 {last} 在岗 {days} 天，占 {of} 天的 {weight} %",
        "en": "in post for {days} days from {first} to {last}, {weight} % of {of}",
    },
    "f-part-raw": {"zh": "第 {number} 段：得分", "en": "part {number}: score"},
    "f-part-points": {"zh": "第 {number} 段：按天数折算得分", "en": "part {number}: points by days"},
}

Tree = tuple[Component, ...]


def score_of(tree: Tree) -> Decimal | None:
    """The sum of the components' points; None when one is withheld."""
    points = [root.points for root in tree if root.points is not None]
    return total(points) if len(points) == len(tree) else None


def joined(spells: Sequence[Spell], trees: Sequence[Tree], digits: int, key: str = "") -> tuple[Tree, Decimal | None]:
    """The parts as components, and the score of the month; no points anywhere when one part has none."""
    days = [Decimal(spell.days) for spell in spells]
    weights = split(HUNDRED, days)
    raws = [score_of(tree) for tree in trees]
    known = [raw for raw in raws if raw is not None]
    score: Decimal | None = None
    points: Sequence[Decimal | None] = [None] * len(raws)
    if len(known) == len(raws):
        shares = [product(raw, share) for raw, share in zip(known, days, strict=True)]
        score = half_up(quotient(total(shares), total(days)), digits)
        points = split(score, shares, digits) if any(shares) else [half_up(ZERO, digits)] * len(shares)
    parts = [
        _part(number, spell, tree, weight, raw, own, total(days))
        for number, (spell, tree, weight, raw, own) in enumerate(
            zip(spells, trees, weights, raws, points, strict=True), 1
        )
    ]
    return _with_formulas(parts, digits, key), score


def _with_formulas(parts: Sequence[Component], digits: int, key: str) -> Tree:
    """Each part's own score, and its points: its share of the score of the month by score and days."""
    days = [plus(*(days_formula(one) for one in part.spell.stints)) for part in parts if part.spell]
    raws: list[Expr] = []
    for number, part in enumerate(parts, 1):
        own = score_formula(part.components, f"{key}/part-{number}", part.name, digits, ())
        if own is None:
            return tuple(parts)
        raws.append(Named(f"{key}/part-{number}/raw", phrase("f-part-raw", number=number), own.expr))
    worked = [replace(part, formulas=Worked(raw, raw, raw)) for part, raw in zip(parts, raws, strict=True)]
    score = score_formula(worked, key, "", digits, days)
    if score is None:
        return tuple(parts)
    whole = Named(f"{key}/parts-score", score.label, score.expr)
    shares = split_formulas(whole, [times(raw, share) for raw, share in zip(raws, days, strict=True)], digits)
    return tuple(
        replace(
            part,
            formulas=Worked(
                raw, raw, Named(f"{key}/part-{number}/points", phrase("f-part-points", number=number), share)
            ),
        )
        for number, (part, raw, share) in enumerate(zip(worked, raws, shares, strict=True), 1)
    )


def _part(
    number: int,
    spell: Spell,
    tree: Tree,
    weight: Decimal,
    raw: Decimal | None,
    points: Decimal | None,
    of: Decimal,
) -> Component:
    when = f"{spell.first:%m-%d}—{spell.last:%m-%d}"
    words = phrase("part", first=spell.first, last=spell.last, days=spell.days, of=of, weight=plain(weight))
    return Component(
        id=f"part-{number}",
        name=f"{spell.department}·{spell.role}（{when}）",
        weight=weight,
        raw=raw,
        out_of=total(root.out_of if root.weight is None else percent_of(root.out_of, root.weight) for root in tree),
        points=points,
        counted=raw,
        because=(words,),
        components=tree,
        spell=spell,
    )
