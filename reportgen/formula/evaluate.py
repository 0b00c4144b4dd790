"""Works a formula out exactly, from the cells that were handed in: the second opinion on every published figure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from reportgen.exact import quotient, total
from reportgen.formula import (
    Before,
    Block,
    Call,
    Expr,
    Field,
    First,
    Given,
    Lines,
    Named,
    Num,
    Param,
    Ref,
    Word,
    serial,
)
from reportgen.formula.functions import DAY_SECONDS, FUNCTIONS, Known, chosen, equal, number
from reportgen.marks import Value

YES, NO = "是", "否"


def known(value: Value) -> Known:
    """A value as a workbook holds it: truth as 是 or 否, a date as days, a time as a part of a day."""
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, datetime):
        seconds = Decimal((value.hour * 60 + value.minute) * 60 + value.second)
        return serial(value.date()) + quotient(seconds, DAY_SECONDS)
    return serial(value) if isinstance(value, date) else value


@dataclass(slots=True)
class Desk:
    """Everything formulas may point to while they are worked out; each figure and column is worked out once."""

    blocks: Mapping[str, Block]
    _named: dict[str, Known] = field(default_factory=dict)
    _lines: dict[tuple[str, str, object], tuple[Decimal, ...]] = field(default_factory=dict)

    def value(self, expr: Expr) -> Known:
        """Raises ValueError where a word stands for a number, ArithmeticError where there is nothing to divide by."""
        return self._value(expr, None, 0)

    def column(self, lines: Lines) -> tuple[Decimal, ...]:
        """What `lines` gives for each line of its block."""
        key = (lines.block, lines.scope, lines.label)
        if key not in self._lines:
            block = self.blocks[lines.block]
            self._lines[key] = tuple(number(self._value(lines.each, block, at)) for at in range(len(block.lines)))
        return self._lines[key]

    def _value(self, expr: Expr, block: Block | None, at: int) -> Known:
        match expr:
            case Num(value):
                return value
            case Word(text):
                return text
            case Param() | Given():
                return known(expr.value)
            case Named(key, _, inner):
                if key not in self._named:
                    self._named[key] = self._value(inner, None, 0)
                return self._named[key]
            case Lines():
                return total(self.column(expr))
            case Call("if", (condition, then, otherwise)):
                return self._value(then if chosen(self._value(condition, block, at)) else otherwise, block, at)
            case Call(name, args):
                return FUNCTIONS[name].give(*(self._value(one, block, at) for one in args))
        if block is None:
            raise ValueError(f"{type(expr).__name__} stands in no line")
        return self._in_line(expr, block, at)

    def _in_line(self, expr: Field | First | Before | Ref, block: Block, at: int) -> Known:
        match expr:
            case Field(column):
                return _cell(block, at, column)
            case First(columns):
                return not any(
                    all(equal(_cell(block, before, column), _cell(block, at, column)) for column in columns)
                    for before in range(at)
                )
            case Before(by, column):
                return _before(block, at, by, column)
            case Ref(what, key):
                raise ValueError(f"{what} {key} was laid flat already")


def _cell(block: Block, at: int, column: str) -> Known:
    return known(block.lines[at].values[block.at(column)])


def _before(block: Block, at: int, by: str, column: str) -> Known:
    if _cell(block, at, by) is None:
        return ""
    dated = [(number(day), line) for line in range(len(block.lines)) if (day := _cell(block, line, by)) is not None]
    ordered = [line for _, line in sorted(dated)]
    place = ordered.index(at)
    return _cell(block, ordered[place - 1], column) if place else ""
