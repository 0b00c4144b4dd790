"""Figures over several cards: averages, medians, shares that add up, points lost by item. Scored cards only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from reportgen.exact import HUNDRED, ZERO, half_up, money, percent_of, product, quotient, split, total
from reportgen.records import Component, Scorecard
from reportgen.scheme import Item, Scheme

NONE = "—"


def average(values: Sequence[Decimal], digits: int = 2) -> Decimal | None:
    """Rounded half up; None of no values."""
    return half_up(quotient(total(values), Decimal(len(values))), digits) if values else None


def median(values: Sequence[Decimal], digits: int = 2) -> Decimal | None:
    """The middle value, or the mean of the two in the middle; None of no values."""
    ordered, middle = sorted(values), len(values) // 2
    if len(ordered) % 2:
        return half_up(ordered[middle], digits)
    return average(ordered[middle - 1 : middle + 1], digits)


def shares(weights: Sequence[Decimal]) -> tuple[Decimal, ...]:
    """Percentages with two places that add up to 100.00, by largest remainder; all 0.00 of nothing."""
    if not any(weights):
        return tuple(half_up(ZERO) for _ in weights)
    return split(HUNDRED, weights)


def ranks(scores: Sequence[Decimal]) -> tuple[int, ...]:
    """1, 2, 2, 4 from the highest score."""
    ordered = sorted(scores, reverse=True)
    first = {score: place for place, score in reversed(list(enumerate(ordered, 1)))}
    return tuple(first[score] for score in scores)


def grade(scheme: Scheme, score: Decimal) -> str:
    """The best grade whose lower bound the score reaches, as the scheme declares them now."""
    reached = [one for one in scheme.grades if score >= one.least]
    return max(reached, key=lambda one: one.least).name if reached else NONE


@dataclass(frozen=True, slots=True)
class Piece:
    """An item on a card, or in one part of the month there: `reached` of `full` points, `weight` and `share` (of the
    part in the month) in percent, None for all. `path` leads there in results.json."""

    id: str
    name: str
    full: Decimal
    reached: Decimal
    weight: Decimal | None
    share: Decimal | None
    path: str

    @property
    def points(self) -> Decimal:
        """What it cost on the card's own scale."""
        return _counted(max(ZERO, self.full - self.reached), self.share)

    @property
    def counted(self) -> Decimal:
        """What it cost in the score."""
        return _counted(_counted(max(ZERO, self.full - self.reached), self.weight), self.share)


@dataclass(frozen=True, slots=True)
class Lost:
    """What one item cost on one card: `points` on the card's own scale, `counted` in the score."""

    id: str
    name: str
    points: Decimal
    counted: Decimal


@dataclass(frozen=True, slots=True)
class LostSum:
    """The same over several cards: `people` lost points of the `of` that have the item."""

    id: str
    name: str
    points: Decimal
    counted: Decimal
    people: int
    of: int


def lost_by_item(scheme: Scheme, cards: Iterable[Scorecard]) -> tuple[LostSum, ...]:
    """The items that cost points, the dearest first; items that cost the same in the order of the card."""
    declared = {item.id: item for item in scheme.items}
    sums: dict[str, LostSum] = {}
    for card in cards:
        if card.status != "scored":
            continue
        for one in _lost_on(card, declared):
            was = sums.get(one.id) or LostSum(one.id, one.name, ZERO, ZERO, 0, 0)
            sums[one.id] = LostSum(
                one.id,
                one.name,
                was.points + one.points,
                was.counted + one.counted,
                was.people + (one.points > ZERO),
                was.of + 1,
            )
    return tuple(sorted((one for one in sums.values() if one.points > ZERO), key=lambda one: -one.counted))


def _lost_on(card: Scorecard, declared: Mapping[str, Item]) -> Iterable[Lost]:
    """Each item of a card once; of the parts after a transfer, each by its share of the month."""
    found: dict[str, Lost] = {}
    for one in pieces(card, declared):
        was = found.get(one.id) or Lost(one.id, one.name, ZERO, ZERO)
        found[one.id] = Lost(one.id, one.name, was.points + one.points, was.counted + one.counted)
    return found.values()


def pieces(card: Scorecard, declared: Mapping[str, Item]) -> Iterator[Piece]:
    """All items of a scored card, in its order; after a transfer those of each part."""
    for root in card.components:
        if root.spell:
            for child in root.components:
                yield from _pieces(child, declared, child.weight, root.weight, f"components/{root.id}/{child.id}")
        else:
            yield from _pieces(root, declared, root.weight, None, f"components/{root.id}")


def _pieces(
    part: Component, declared: Mapping[str, Item], weight: Decimal | None, share: Decimal | None, path: str
) -> Iterator[Piece]:
    """What the items below `part` cost; a veto costs what its group still had."""
    reached = _unweighted(part)
    if part.components:
        for child in part.components:
            yield from _pieces(child, declared, weight, share, f"{path}/{child.id}")
        gate = declared[part.id].gate
        if gate:
            kept = max(ZERO, total(_unweighted(child) for child in part.components))
            yield Piece(f"{part.id}/gate", gate.name, kept, reached, weight, share, path)
        return
    full = ZERO if declared[part.id].special else part.out_of
    yield Piece(part.id, part.name, full, reached, weight, share, path)


def _counted(lost: Decimal, weight: Decimal | None) -> Decimal:
    return lost if weight is None else percent_of(lost, weight)


def _unweighted(part: Component) -> Decimal:
    """The points on the part's own scale, after review and veto: what its `points` were before the weight."""
    points = ZERO if part.points is None else part.points
    if not part.weight:
        return points
    places = max(0, -int(points.as_tuple().exponent))
    if part.raw is not None and half_up(percent_of(part.raw, part.weight), places) == points:
        return part.raw
    return half_up(quotient(product(points, HUNDRED), part.weight), places)


# ---------------------------------------------------------------- as text


def shown(value: Decimal | None, least: int = 2) -> str:
    """Points: at least two places, `−` for negative ones, `—` for none."""
    if value is None:
        return NONE
    return str(half_up(value, max(least, -int(value.as_tuple().exponent)))).replace("-", "−")


def signed(now: Decimal | None, before: Decimal | None) -> str:
    """The change as `+2.50`, `−1.00`, `0.00`; `—` when one of the two is missing."""
    if now is None or before is None:
        return NONE
    text = shown(now - before)
    return f"+{text}" if now > before else text


def grouped(value: Decimal | None, digits: int) -> str:
    """A figure with thousands separators: `1,149,189.00`."""
    return NONE if value is None else money(value, digits).replace("-", "−")
