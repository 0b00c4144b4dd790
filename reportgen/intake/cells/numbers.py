"""A cell -> an exact number in its column's unit, read strictly: what is not surely one number is refused.

1,234.50   ￥1,234.50元   12万元 (-> 120000 in a 元 column)   85%   ８５   number cells, percent cells
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Context, Decimal

from reportgen.exact import ZERO, plain
from reportgen.intake.cells.reading import (
    NOTHING,
    CellContext,
    Reading,
    Remark,
    limits,
    narrowed,
    remark,
    says_nothing,
)
from reportgen.intake.raw import RawCell
from reportgen.normal import PERCENT, YUAN, Unit, key, unit
from reportgen.scheme import Column

DIGITS = 15  # what Excel keeps of a number
LARGEST = Decimal(10) ** DIGITS
SMALLEST = -60  # powers of ten; formulas leave residues like 2.8E-17
_TEXT_LENGTH = 60
_EXACT = Context(prec=100, rounding=ROUND_HALF_UP)

_NUMBER = re.compile(
    r"(?P<sign>[+-]?)"
    r"(?P<mark>¥|人民币|RMB|CNY|US\$|HK\$|\$|€|£|USD|EUR|HKD|JPY|GBP)? ?"
    r"(?P<inner>[+-]?)"
    r"(?P<whole>[1-9][0-9]{0,2}(?:,[0-9]{3})+|[0-9]+)(?P<fraction>\.[0-9]+)?"
    r" ?(?P<unit>[^0-9.,+\-\s]*)",
    re.IGNORECASE,
)


def number(cell: RawCell, column: Column, context: CellContext) -> Reading:
    """The number in a cell of a number, count, percent or money column, in the column's unit (money: 元 by default).

    A percent column gives 85 for 85 %. Units come from the cell, the header and (money) the unit line; they are
    converted exactly and must not contradict each other. At most 15 significant digits; `minimum`, `maximum` and
    `step` hold for the result. Remarks: NUMBER_*, COUNT_NOT_WHOLE, UNIT_*, FOREIGN_CURRENCY, PERCENT_DOUBT,
    OUT_OF_RANGE, STEP.
    """
    if isinstance(cell.value, str) and says_nothing(cell.value):
        return NOTHING
    written = _written(cell, column)
    if isinstance(written, Reading):
        return written
    value, own = written
    powers = _powers(own, column, context)
    if isinstance(powers, Reading):
        return powers
    value = _tidy(_EXACT.scaleb(value, powers))
    return _checked(value, column) or Reading(value, _doubts(value, own, column))


# ---------------------------------------------------------------- what the cell says


def _written(cell: RawCell, column: Column) -> tuple[Decimal, Unit | None] | Reading:
    """The number as written and the unit beside it."""
    if cell.kind == "bool" or isinstance(cell.value, bool):
        return remark("NUMBER_IS_BOOL")
    if cell.kind == "date":
        return remark("NUMBER_IS_DATE")
    if isinstance(cell.value, Decimal):
        return _typed(cell.value, percent=cell.format == "percent")
    return _texted(cell.value, column) if isinstance(cell.value, str) else remark("NUMBER_UNREADABLE")


def _typed(value: Decimal, *, percent: bool) -> tuple[Decimal, Unit | None] | Reading:
    if not value.is_finite():
        return remark("NUMBER_UNREADABLE")
    significant = "".join(str(digit) for digit in value.as_tuple().digits).strip("0")
    if abs(value) >= LARGEST or (value and value.adjusted() < SMALLEST) or len(significant) > DIGITS:
        return remark("NUMBER_DIGITS", accepted=str(DIGITS))
    return (_EXACT.scaleb(value, 2), Unit(PERCENT)) if percent else (value, None)


def _texted(text: str, column: Column) -> tuple[Decimal, Unit | None] | Reading:
    if len(text) > _TEXT_LENGTH:
        return remark("NUMBER_UNREADABLE")
    match = _NUMBER.fullmatch(narrowed(text).replace("−", "-"))
    if match is None or (match["sign"] and match["inner"]):
        return remark("NUMBER_UNREADABLE")
    own = _own_unit(match["mark"] or "", match["unit"], column)
    if isinstance(own, Reading):
        return own
    whole, fraction = match["whole"].replace(",", "").lstrip("0"), (match["fraction"] or ".")[1:]
    significant = whole + fraction.rstrip("0")
    if len(significant if whole else significant.lstrip("0")) > DIGITS or len(fraction) > 2 * DIGITS:
        return remark("NUMBER_DIGITS", accepted=str(DIGITS))
    sign = match["sign"] or match["inner"]
    return Decimal(f"{sign}{whole or '0'}.{fraction or '0'}"), own


def _own_unit(mark: str, tail: str, column: Column) -> Unit | Reading | None:
    """The unit written in the cell: a currency sign before the number, a unit behind it, or both."""
    sign = unit(mark) if mark else None
    if not tail:
        return sign
    suffix = _declared(tail, column)
    if suffix is None:
        return remark("NUMBER_UNREADABLE")
    if sign is None or suffix.base == sign.base:
        return suffix
    if suffix.base == "":
        return Unit(sign.base, suffix.exponent)
    if suffix.is_currency:
        return remark("FOREIGN_CURRENCY", unit=mark if sign.base != YUAN else tail, accepted=str(_target(column)))
    return remark("NUMBER_UNREADABLE")


# ---------------------------------------------------------------- units


def _declared(text: str, column: Column) -> Unit | None:
    """A unit by its text; the column's own unit counts even when it is no usual one."""
    return unit(text) or (Unit(key(text)) if column.unit and key(text) == key(column.unit) else None)


def _target(column: Column) -> Unit | None:
    if column.type == "percent":
        return Unit(PERCENT)
    if not column.unit:
        return Unit(YUAN) if column.type == "money" else None
    return unit(column.unit) or Unit(key(column.unit))


def _powers(own: Unit | None, column: Column, context: CellContext) -> int | Reading:
    """The power of ten from the unit in which the number is written to the column's unit."""
    places = {"cell": own, "header": _declared(context.header_unit, column) if context.header_unit else None}
    if context.header_unit and places["header"] is None:
        return remark("UNIT_OTHER", unit=context.header_unit, accepted=column.unit or "—")
    target = _target(column)
    if target is None:
        if places["header"] is None:
            return 0 if own is None else remark("UNIT_OTHER", unit=str(own), accepted="—")
        target = Unit(places["header"].base)
    if target.is_currency and context.line_unit:
        places["line"] = unit(context.line_unit)
    stated = {place: Unit(said.base or target.base, said.exponent) for place, said in places.items() if said}
    for said in stated.values():
        if said.base != target.base:
            foreign = said.is_currency and target.is_currency
            return remark("FOREIGN_CURRENCY" if foreign else "UNIT_OTHER", unit=str(said), accepted=str(target))
    if len({said.exponent for said in stated.values()}) > 1:
        names = {place: str(stated[place]) if place in stated else "—" for place in ("cell", "header", "line")}
        return remark("UNIT_CONFLICT", accepted=str(target), **names)
    return next((said.exponent for said in stated.values()), target.exponent) - target.exponent


# ---------------------------------------------------------------- what the column asks


def _checked(value: Decimal, column: Column) -> Reading | None:
    """Why the column does not take the value, None when it does."""
    if column.type == "count" and value != value.to_integral_value(context=_EXACT):
        return remark("COUNT_NOT_WHOLE")
    low = max(column.minimum or ZERO, ZERO) if column.type == "count" else column.minimum
    if (low is not None and value < low) or (column.maximum is not None and value > column.maximum):
        return remark("OUT_OF_RANGE", value=plain(value), accepted=limits(column))
    if column.step and not _EXACT.remainder(value, column.step).is_zero():
        return remark("STEP", value=plain(value), accepted=plain(column.step))
    return None


def _tidy(value: Decimal) -> Decimal:
    """The same number without exponent (120000, not 1.2E+5), and one zero."""
    if value == value.to_integral_value(context=_EXACT):
        return value.quantize(Decimal(1), context=_EXACT) + ZERO if value else ZERO
    return value


def _doubts(value: Decimal, own: Unit | None, column: Column) -> tuple[Remark, ...]:
    """A rate of 0.85 without a percent sign may mean 85 %; it is taken as written, and said."""
    if _target(column) != Unit(PERCENT) or own is not None or not 0 < abs(value) <= 1:
        return ()
    return (Remark("PERCENT_DOUBT", {"read": f"{plain(value)}%", "other": f"{plain(value.scaleb(2))}%"}),)
