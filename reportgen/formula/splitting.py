"""A whole split by weights so that the parts add up, as a formula: exact.split in the words of a spreadsheet."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from reportgen.formula import Expr, call, minus, over, plus, rounded, times, when

NOISE = 10  # binary fractions are cut off after so many places before anything is compared


def split_formulas(whole: Expr, weights: Sequence[Expr], digits: int) -> tuple[Expr, ...]:
    """Each part: its share rounded down, and one smallest unit more for the largest remainders, ties to the earlier.
    `whole` is not negative."""
    unit, every = Decimal(1).scaleb(-digits), plus(*weights)
    exact = [rounded(over(times(whole, weight), every), NOISE) for weight in weights]
    down = [call("down", share, digits) for share in exact]
    remainders = [rounded(minus(share, part), NOISE) for share, part in zip(exact, down, strict=True)]
    left = rounded(over(minus(whole, plus(*down)), unit), 0)
    return tuple(
        rounded(plus(part, when(call("le", _place(remainders, at), left), unit, 0)), digits)
        for at, part in enumerate(down)
    )


def _place(remainders: Sequence[Expr], at: int) -> Expr:
    """1 for the largest remainder; of equal ones the earlier comes first."""
    ahead = [
        when(call("ge" if other < at else "gt", remainder, remainders[at]), 1, 0)
        for other, remainder in enumerate(remainders)
        if other != at
    ]
    return plus(1, *ahead)
