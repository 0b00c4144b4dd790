"""The formulas of one workbook laid flat: every number of the scheme, every given cell, every column over lines and
every figure once, with its text and its value; what a formula pointed to is a `Ref` to it.

    figures (trees that share parts) ── flat ── Workings ── a sheet of inputs, a sheet of parameters, the figures
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from reportgen.formula import (
    Area,
    At,
    Before,
    Block,
    Call,
    Expr,
    Given,
    Here,
    Lines,
    Named,
    Num,
    Param,
    Ref,
    SoFar,
)  # fmt: skip
from reportgen.formula.evaluate import Desk
from reportgen.formula.functions import Known
from reportgen.marks import Phrase, Value

Say = Callable[[Phrase], str]


@dataclass(frozen=True, slots=True)
class Parameter:
    scope: str
    label: str
    value: Value
    unit: str


@dataclass(frozen=True, slots=True)
class GivenCell:
    label: str
    value: Value
    unit: str
    source: str
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column that is worked out beside the lines of a block: its title, and its value in each line."""

    title: str
    expr: Expr
    values: tuple[Known, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A block with its worked columns; `orders` are the date columns whose lines are counted in order."""

    block: Block
    columns: tuple[Column, ...] = ()
    orders: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Worked:
    """A figure: what it is called, its formula, its value."""

    label: str
    expr: Expr
    value: Known


@dataclass(frozen=True, slots=True)
class Workings:
    """All that the formulas of one workbook need, in a stated order; keys are those of `Ref`."""

    parameters: tuple[Parameter, ...]
    givens: tuple[tuple[str, GivenCell], ...]
    tables: tuple[Table, ...]
    figures: tuple[tuple[str, Worked], ...]


class Twice(ValueError):
    """Two different things under one key: a mistake of whoever built the formula."""


def flat(figures: Iterable[Named], blocks: Iterable[Block], say: Say) -> Workings:
    """Raises Twice when two different columns or figures have one key."""
    own = {block.id: block for block in blocks}
    flattening = _Flattening(own, Desk(own), say)
    for figure in figures:
        flattening.expr(figure)
    return flattening.workings()


@dataclass(slots=True)
class _Flattening:
    blocks: Mapping[str, Block]
    desk: Desk
    say: Say
    parameters: dict[tuple[str, Phrase, Value], tuple[int, Parameter]] = field(default_factory=dict)
    givens: dict[str, GivenCell] = field(default_factory=dict)
    tables: dict[str, Table] = field(default_factory=dict)
    columns: dict[tuple[str, str, Phrase], tuple[int, Lines]] = field(default_factory=dict)
    figures: dict[str, Worked] = field(default_factory=dict)
    _seen: dict[str, Named] = field(default_factory=dict)

    def expr(self, expr: Expr) -> Expr:
        match expr:
            case Param():
                return self._param(expr)
            case Given():
                text = str(expr.source)
                self.givens.setdefault(
                    expr.key, GivenCell(self.say(expr.label), expr.value, expr.unit, text, expr.options)
                )
                return Ref("given", expr.key)
            case Lines():
                return self._lines(expr)
            case At(block, column, _) | Area(block, column, _, _):
                self.tables.setdefault(block, Table(self.blocks[block]))
                return replace(expr, column=self._lines(column)) if isinstance(column, Lines) else expr
            case Here(Lines() as lines) | SoFar(Lines() as lines):
                return type(expr)(self._lines(lines))
            case Named():
                return self._named(expr)
            case Call(name, args):
                return Call(name, tuple(self.expr(one) for one in args))
            case _:
                return expr

    def _param(self, expr: Param) -> Ref:
        key = (expr.scope, expr.label, expr.value)
        if key not in self.parameters:
            one = Parameter(expr.scope, self.say(expr.label), expr.value, expr.unit)
            self.parameters[key] = (len(self.parameters), one)
        return Ref("param", "", self.parameters[key][0])

    def _lines(self, expr: Lines) -> Ref:
        key = (expr.block, expr.scope, expr.label)
        if key in self.columns:
            place, before = self.columns[key]
            if before is not expr and before != expr:
                raise Twice(f"two columns {expr.scope} {expr.label.id} over {expr.block}")
            return Ref("lines", expr.block, place)
        table = self.tables.setdefault(expr.block, Table(self.blocks[expr.block]))
        place = len(table.columns)
        self.columns[key] = (place, expr)
        title = " ".join(part for part in (expr.scope, self.say(expr.label)) if part)
        values = self.desk.column(expr)
        self.tables[expr.block] = replace(table, columns=(*table.columns, Column(title, Num(Decimal(0)), values)))
        each = self.expr(expr.each)
        table = self.tables[expr.block]
        columns = [*table.columns]
        columns[place] = Column(title, each, values)
        orders = dict.fromkeys((*table.orders, *_orders(each)))
        self.tables[expr.block] = replace(table, columns=tuple(columns), orders=tuple(orders))
        return Ref("lines", expr.block, place)

    def _named(self, expr: Named) -> Ref:
        if expr.key not in self._seen:
            self._seen[expr.key] = expr
            value = self.desk.value(expr)
            inner = self.expr(expr.expr)
            self.figures[expr.key] = Worked(self.say(expr.label), inner, value)
        elif self._seen[expr.key] is not expr and self._seen[expr.key] != expr:
            raise Twice(f"two figures {expr.key}")
        return Ref("figure", expr.key)

    def workings(self) -> Workings:
        return Workings(
            tuple(one for _, one in self.parameters.values()),
            tuple(self.givens.items()),
            tuple(self.tables.values()),
            tuple(self.figures.items()),
        )


def _orders(expr: Expr) -> tuple[str, ...]:
    match expr:
        case Before(by, _):
            return (by,)
        case Call(_, args):
            return tuple(by for one in args for by in _orders(one))
        case _:
            return ()
