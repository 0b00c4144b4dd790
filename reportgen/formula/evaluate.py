"""Works a formula out exactly, from the cells that were handed in: the second opinion on every published figure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from reportgen.exact import quotient, total
from reportgen.formula import (
    Area,
    At,
    Before,
    Block,
    Call,
    Expr,
    Field,
    First,
    Given,
    Here,
    Lines,
    Named,
    Num,
    Param,
    Ref,
    SoFar,
    Word,
    serial,
)
from reportgen.formula.areas import FUNCTIONS, Cells
from reportgen.formula.functions import DAY_SECONDS, Known, chosen, equal, number
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
    _lines: dict[tuple[str, str, object], tuple[Known, ...]] = field(default_factory=dict)
    _handed: dict[tuple[str, str], tuple[Known, ...]] = field(default_factory=dict)

    def value(self, expr: Expr) -> Known:
        """Raises ValueError where a word stands for a number, ArithmeticError where there is nothing to divide by."""
        return self._value(expr, None, 0)

    def column(self, lines: Lines) -> tuple[Known, ...]:
        """What `lines` gives for each line of its block; truth as 1 or 0."""
        key = (lines.block, lines.scope, lines.label)
        if key not in self._lines:
            block = self.blocks[lines.block]
            self._lines[key] = tuple(_held(self._value(lines.each, block, at)) for at in range(len(block.lines)))
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
                return total(number(one) for one in self.column(expr) if one != "")
            case At(id, column, place):
                return self._cells(self.blocks[id], column, place, place)[0]
            case Call("if", (condition, then, otherwise)):
                return self._value(then if chosen(self._value(condition, block, at)) else otherwise, block, at)
            case Call(name, args):
                return FUNCTIONS[name].give(*(self._argument(one, block, at) for one in args))
        if block is None:
            raise ValueError(f"{type(expr).__name__} stands in no line")
        return self._in_line(expr, block, at)

    def _argument(self, expr: Expr, block: Block | None, at: int) -> Known | Cells:
        match expr:
            case Area(id, column, first, last):
                return self._cells(self.blocks[id], column, first, last)
            case SoFar(Lines() as lines):
                return self.column(lines)[: at + 1]
        return self._value(expr, block, at)

    def _cells(self, block: Block, column: str | Lines | Ref, first: int, last: int | None) -> Cells:
        end = len(block.lines) if last is None else last + 1
        if isinstance(column, Lines):
            return self.column(column)[first:end]
        if isinstance(column, Ref):
            raise ValueError(f"{column.what} {column.key} was laid flat already")
        key = (block.id, column)
        if key not in self._handed:
            place = block.at(column)
            self._handed[key] = tuple(known(line.values[place]) for line in block.lines)
        return self._handed[key][first:end]

    def _in_line(self, expr: Field | First | Before | Here | Area | SoFar | Ref, block: Block, at: int) -> Known:
        match expr:
            case Here(Lines() as lines):
                return self.column(lines)[at]
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
        raise ValueError(f"{type(expr).__name__} is no single value")


def _held(value: Known) -> Known:
    """What a cell beside a line holds."""
    return number(value) if isinstance(value, bool) or value is None else value


def _cell(block: Block, at: int, column: str) -> Known:
    return known(block.lines[at].values[block.at(column)])


def _before(block: Block, at: int, by: str, column: str) -> Known:
    if _cell(block, at, by) is None:
        return ""
    dated = [(number(day), line) for line in range(len(block.lines)) if (day := _cell(block, line, by)) is not None]
    ordered = [line for _, line in sorted(dated)]
    place = ordered.index(at)
    return _cell(block, ordered[place - 1], column) if place else ""
