"""The functions of a formula over single values (over areas: areas.py): what each gives, and how each is written; only
what Excel 2016, WPS and LibreOffice 7.4 all have. Arguments of `give` are numbers (dates as days), words or truth
values; a blank is None."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_DOWN, ROUND_FLOOR, Decimal
from functools import reduce
from typing import TypeAlias

from reportgen.exact import ZERO, half_up, plain, product, quotient, total

Known: TypeAlias = Decimal | str | bool | None
DAY_SECONDS = Decimal(86_400)
FIRST_DAY = date(1899, 12, 30)  # of the count of days


@dataclass(frozen=True, slots=True)
class Function:
    give: Callable[..., Known]
    write: Callable[..., str]


def number(value: Known) -> Decimal:
    """What a spreadsheet adds up: a blank is 0, true is 1. A word is no number (ValueError)."""
    if isinstance(value, bool):
        return Decimal(int(value))
    if isinstance(value, Decimal):
        return value
    if value is None:
        return ZERO
    raise ValueError(f"“{value}” is not a number")


def equal(one: Known, other: Known) -> bool:
    """As `=` in a spreadsheet: letters without regard to case, a blank equals "" and 0."""
    if one is None or other is None:
        return (one or "") == (other or "") if isinstance(one or other, str) else number(one) == number(other)
    if isinstance(one, str) and isinstance(other, str):
        return one.casefold() == other.casefold()
    return one == other


def _add(*values: Known) -> Decimal:
    return total(number(value) for value in values)


def _multiply(*values: Known) -> Decimal:
    return product(*(number(value) for value in values))


def _down(value: Known, digits: Known) -> Decimal:
    """Towards zero."""
    return number(value).quantize(Decimal(1).scaleb(-int(number(digits))), rounding=ROUND_DOWN)


def _whole(value: Known) -> Decimal:
    return number(value).to_integral_value(rounding=ROUND_FLOOR)


def _seconds(moment: Known) -> Decimal:
    """Seconds since midnight of a date with a time."""
    return half_up(product(number(moment) - _whole(moment), DAY_SECONDS), 0)


def _monday(day: Known) -> Decimal:
    """The Monday of a date's week; day 2 of the count was a Monday."""
    return _whole(day) - (_whole(day) - 2) % 7


def _workdays(first: Known, last: Known) -> Decimal:
    """Mondays to Fridays after `first` up to and with `last`; day 2 of the count was a Monday."""
    return _weekdays(number(last)) - _weekdays(number(first))


def _weekdays(day: Decimal) -> Decimal:
    """Mondays to Fridays from day 2 up to and with `day`."""
    weeks, rest = divmod(_whole(day) - 1, 7)
    return 5 * weeks + min(rest, Decimal(5))


def _months_on(day: Known, months: Known) -> Decimal:
    """The same day so many months later, or the last day of that month."""
    first = FIRST_DAY + timedelta(int(_whole(day)))
    number_of, month = divmod(first.month - 1 + int(number(months)), 12)
    year = first.year + number_of
    then = date(year, month + 1, min(first.day, monthrange(year, month + 1)[1]))
    return Decimal((then - FIRST_DAY).days)


def _exact(one: Known, other: Known) -> bool:
    """The same text, letters with regard to case; numbers and blanks as the texts that they are."""
    return _joined(one) == _joined(other)


def _joined(*values: Known) -> str:
    return "".join(plain(value) if isinstance(value, Decimal) else str(value or "") for value in values)


def _infix(sign: str) -> Callable[..., str]:
    return lambda *args: "(" + sign.join(args) + ")"


def _called(name: str) -> Callable[..., str]:
    return lambda *args: f"{name}({','.join(args)})"


SINGLE: Mapping[str, Function] = {
    "add": Function(_add, _infix("+")),
    "sub": Function(lambda one, other: number(one) - number(other), _infix("-")),
    "mul": Function(_multiply, _infix("*")),
    "div": Function(lambda one, other: quotient(number(one), number(other)), _infix("/")),
    "max": Function(lambda *values: max(map(number, values)), _called("MAX")),
    "min": Function(lambda *values: min(map(number, values)), _called("MIN")),
    "round": Function(lambda one, digits: half_up(number(one), int(number(digits))), _called("ROUND")),
    "down": Function(_down, _called("ROUNDDOWN")),
    "and": Function(lambda *values: all(values), _called("AND")),
    "or": Function(lambda *values: any(values), _called("OR")),
    "not": Function(lambda value: not value, _called("NOT")),
    "eq": Function(equal, _infix("=")),
    "ne": Function(lambda one, other: not equal(one, other), _infix("<>")),
    "ge": Function(lambda one, other: number(one) >= number(other), _infix(">=")),
    "gt": Function(lambda one, other: number(one) > number(other), _infix(">")),
    "le": Function(lambda one, other: number(one) <= number(other), _infix("<=")),
    "lt": Function(lambda one, other: number(one) < number(other), _infix("<")),
    "filled": Function(lambda value: value not in (None, ""), lambda one: f'({one}<>"")'),
    "day": Function(_whole, _called("INT")),
    "seconds": Function(_seconds, lambda one: f"ROUND(MOD({one},1)*86400,0)"),
    "monday": Function(_monday, lambda one: f"(INT({one})-WEEKDAY({one},2)+1)"),
    "workdays": Function(_workdays, lambda one, other: f"NETWORKDAYS({one}+1,{other})"),
    "months_on": Function(_months_on, _called("EDATE")),
    "exact": Function(_exact, _called("EXACT")),
    "join": Function(_joined, lambda *args: "(" + "&".join(args) + ")"),
}


def chosen(condition: Known) -> bool:
    """Whether an `if` takes its first branch."""
    return bool(condition)


def text_of(parts: tuple[str, ...]) -> str:
    """One text literal as Excel writes it."""
    return reduce(lambda whole, part: whole + part.replace('"', '""'), parts, '"') + '"'
