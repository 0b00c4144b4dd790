"""Exact decimal arithmetic for points, rates and money: declared rounding, and splits that add up.

Nothing here or above takes a float. Sums, products and quotients are carried with 60 digits, more than any product
of two 15-digit cells needs, so that only the declared rounding changes a figure.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import ROUND_DOWN, ROUND_HALF_UP, Context, Decimal

ZERO = Decimal(0)
HUNDRED = Decimal(100)
_EXACT = Context(prec=60, rounding=ROUND_HALF_UP)


def half_up(value: Decimal, digits: int = 2) -> Decimal:
    """`value` rounded half up (四舍五入, away from zero at a tie) to `digits` places, with just that many places."""
    rounded = value.quantize(Decimal(1).scaleb(-digits), context=_EXACT)
    return abs(rounded) if rounded.is_zero() else rounded


def total(values: Iterable[Decimal]) -> Decimal:
    result = ZERO
    for value in values:
        result = _EXACT.add(result, value)
    return result


def product(*factors: Decimal) -> Decimal:
    result = Decimal(1)
    for factor in factors:
        result = _EXACT.multiply(result, factor)
    return result


def quotient(numerator: Decimal, denominator: Decimal) -> Decimal:
    """The quotient to 60 digits; the caller has made sure that the denominator is not zero."""
    return _EXACT.divide(numerator, denominator)


def percent_of(value: Decimal, percent: Decimal) -> Decimal:
    """`percent` % of `value`, unrounded."""
    return quotient(product(value, percent), HUNDRED)


def clamp(value: Decimal, low: Decimal, high: Decimal) -> Decimal:
    return max(low, min(high, value))


def split(whole: Decimal, weights: Sequence[Decimal], digits: int = 2) -> tuple[Decimal, ...]:
    """`whole` in parts by `weights` that add up to it exactly, by largest remainder; ties go to the earlier part.

    `whole` has at most `digits` places; weights are not negative and not all zero (ValueError).
    """
    sum_of_weights = total(weights)
    if sum_of_weights <= ZERO or any(weight < ZERO for weight in weights):
        raise ValueError("a split needs weights that are not negative and not all zero")
    unit = Decimal(1).scaleb(-digits)
    exact = [quotient(product(whole, weight), sum_of_weights) for weight in weights]
    parts = [share.quantize(unit, rounding=ROUND_DOWN, context=_EXACT) for share in exact]
    left = int((whole - total(parts)) / unit)
    step = unit if left >= 0 else -unit
    by_remainder = sorted(range(len(parts)), key=lambda i: (-abs(exact[i] - parts[i]), i))
    for index in by_remainder[: abs(left)]:
        parts[index] += step
    return tuple(parts)


def plain(value: Decimal) -> str:
    """The shortest way to write a number: no exponent, no trailing zeros (`5`, `2.5`)."""
    text = format(value, "f")
    return (text.rstrip("0").rstrip(".") or "0") if "." in text else text


def money(value: Decimal, digits: int = 2) -> str:
    """With thousands separators, for people: `7,608.00`."""
    return format(half_up(value, digits), ",f")
