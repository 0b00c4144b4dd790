"""The functions over areas, columns of lines; as in functions.py, only what all three programs have. An area is a
tuple of what its cells hold; words and blanks in it are no numbers and do not count."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import TypeAlias

from reportgen.exact import quotient, total
from reportgen.formula.functions import SINGLE, Function, Known, equal, number

Cells: TypeAlias = Sequence[Known]


def _numbers(*areas: Cells) -> list[Decimal]:
    return [one for area in areas for one in area if isinstance(one, Decimal)]


def _middle(area: Cells) -> Decimal:
    """The middle number, or the mean of the two in the middle."""
    ordered, middle = sorted(_numbers(area)), len(_numbers(area)) // 2
    if len(ordered) % 2:
        return ordered[middle]
    return quotient(total(ordered[middle - 1 : middle + 1]), Decimal(2))


def _place(one: Known, area: Cells) -> Decimal:
    """1 for the greatest; equal numbers share a place."""
    own = number(one)
    return Decimal(1 + sum(other > own for other in _numbers(area)))


def _same(one: Known, other: Known) -> bool:
    return one == other or ((type(one) is not type(other) or isinstance(one, str)) and equal(one, other))


def _alike(area: Cells, wanted: Known) -> Decimal:
    return Decimal(sum(_same(one, wanted) for one in area))


def _sum_for(area: Cells, wanted: Known, values: Cells) -> Decimal:
    pairs = zip(area, values, strict=True)
    return total(value for one, value in pairs if isinstance(value, Decimal) and _same(one, wanted))


def _called(name: str, after: str = "") -> Callable[..., str]:
    return lambda *areas: f"{name}({','.join(areas)}{after})"


AREAS: Mapping[str, Function] = {
    "sum": Function(lambda *areas: total(_numbers(*areas)), _called("SUM")),
    "numbers": Function(lambda *areas: Decimal(len(_numbers(*areas))), _called("COUNT")),
    "cells": Function(
        lambda *areas: Decimal(sum(one not in (None, "") for area in areas for one in area)), _called("COUNTA")
    ),
    "greatest": Function(lambda *areas: max(_numbers(*areas), default=Decimal(0)), _called("MAX")),
    "smallest": Function(lambda *areas: min(_numbers(*areas), default=Decimal(0)), _called("MIN")),
    "middle": Function(_middle, _called("MEDIAN")),
    "place": Function(_place, _called("RANK")),
    "reached": Function(
        lambda area, bound: Decimal(sum(one >= number(bound) for one in _numbers(area))),
        lambda area, bound: f'COUNTIF({area},">="&{bound})',
    ),
    "between": Function(
        lambda area, first, last: total(_numbers(area[int(number(first)) - 1 : int(number(last))])),
        lambda area, first, last: f"SUM(INDEX({area},{first}):INDEX({area},{last}))",
    ),
    "alike": Function(_alike, lambda area, wanted: f"SUMPRODUCT(({area}={wanted})*1)"),
    "sum_for": Function(_sum_for, lambda area, wanted, values: f"SUMPRODUCT(({area}={wanted})*1,{values})"),
    "positive_for": Function(
        lambda area, wanted, values: Decimal(
            sum(_same(one, wanted) and value > 0 for one, value in zip(area, map(number, values), strict=True))
        ),
        lambda area, wanted, values: f"SUMPRODUCT(({area}={wanted})*({values}>0))",
    ),
}
FUNCTIONS: Mapping[str, Function] = {**SINGLE, **AREAS}
