"""How a figure is worked out, as a formula that can be checked here and printed into a workbook.

A rule says three things in one place: its value, its words, and its formula. The formula is a tree of the nodes below
over the cells that were handed in. `evaluate` (evaluate.py) works it out exactly, and a month is only published where
it gives the engine's value; `rendered` (render.py) writes it for Excel, WPS and LibreOffice.

    Named ── Call ── Lines (a sum over the lines of a Block) ── Call ── Field (a column of the line)
                  └─ Given (one cell), Param (a number of the scheme), Num, Word

Blank cells count as 0 in sums and as "" in comparisons, as in a spreadsheet. Dates are days since 1899-12-30.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from reportgen.marks import CellRef, Phrase, Value


@dataclass(frozen=True, slots=True)
class Num:
    """A number that belongs to the formula itself (100 of a percent), not to the scheme."""

    value: Decimal


@dataclass(frozen=True, slots=True)
class Word:
    """A word that a cell is compared with, or that stands in a text."""

    text: str


@dataclass(frozen=True, slots=True)
class Param:
    """A number, date or word of the scheme: weights, bands, caps. `scope` is the item's name; scope and label and
    value together name it, so that one parameter stands once."""

    scope: str
    label: Phrase
    value: Value
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Given:
    """One cell that stands in no table: last month's published figure, the gross of the roster, a review's points.
    `options`: the words that it may hold; () for numbers."""

    key: str
    label: Phrase
    value: Value
    source: CellRef
    unit: str = ""
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Field:
    """The cell of a column in the line that a `Lines` goes through."""

    column: str


@dataclass(frozen=True, slots=True)
class First:
    """Whether no earlier line has the same values in these columns."""

    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Before:
    """The cell of `column` in the line that comes before this one by the date in `by`, "" for the first one; lines
    of one date in their order."""

    by: str
    column: str


@dataclass(frozen=True, slots=True)
class Lines:
    """The sum of `each` over the lines of a block; it gets a column of its own beside them. `scope` and `label` name
    that column: two different ones in a block have different names."""

    block: str
    scope: str
    label: Phrase
    each: Expr


@dataclass(frozen=True, slots=True)
class At:
    """One cell of a block: of the line `at` (from 0), in a column of its own or one that is worked out beside it."""

    block: str
    column: str | Lines | Ref
    at: int


@dataclass(frozen=True, slots=True)
class Area:
    """A column of a block from the line `first` to the line `last`, as the argument of a function over an area
    (formula/areas.py); `last` None: to the end of the block."""

    block: str
    column: str | Lines | Ref
    first: int = 0
    last: int | None = None


@dataclass(frozen=True, slots=True)
class Here:
    """Beside a line: what another worked column of the block gives for the same line."""

    lines: Lines | Ref


@dataclass(frozen=True, slots=True)
class SoFar:
    """Beside a line: a worked column from the first line to this one, as an area."""

    lines: Lines | Ref


@dataclass(frozen=True, slots=True)
class Named:
    """A figure with a place of its own in the workbook; others point to that place. `label` is what it is called
    where it has no place on the front sheet."""

    key: str
    label: Phrase
    expr: Expr


@dataclass(frozen=True, slots=True)
class Call:
    """A function of formula/functions.py."""

    name: str
    args: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class Ref:
    """What takes the place of a part that stands elsewhere in the workbook (flat.py): `what` is "param", "given",
    "lines" or "figure", `key` its name, `place` its number among its kind."""

    what: str
    key: str
    place: int = 0


Expr: TypeAlias = (
    Ref | Num | Word | Param | Given | Field | First | Before | Lines | At | Area | Here | SoFar | Named | Call
)


@dataclass(frozen=True, slots=True)
class Head:
    """A column of a block: what may stand in it, for the copy whose inputs are open. `type` is the scheme's."""

    id: str
    name: str
    type: str
    unit: str = ""
    choices: tuple[str, ...] = ()
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    step: Decimal | None = None
    key: bool = False  # names the line; not an input that someone may change


@dataclass(frozen=True, slots=True)
class BlockLine:
    """One line that was handed in: values by the block's columns, and the cells they stand in (None: no cell)."""

    values: tuple[Value, ...]
    cells: tuple[CellRef | None, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """The lines of one table that a figure is worked out from; `spare` empty lines follow where lines may be added."""

    id: str
    title: str
    heads: tuple[Head, ...]
    lines: tuple[BlockLine, ...]
    spare: int = 0

    def at(self, column: str) -> int:
        """The place of a column; KeyError when the block has none."""
        for place, head in enumerate(self.heads):
            if head.id == column:
                return place
        raise KeyError(f"block {self.id} has no column {column}")

    def has(self, column: str) -> bool:
        return any(head.id == column for head in self.heads)


# ---------------------------------------------------------------- short ways to write a tree

NIL, ONE, PERCENT = Num(Decimal(0)), Num(Decimal(1)), Num(Decimal(100))
Term: TypeAlias = Expr | Decimal | int | str | date


def term(value: Term) -> Expr:
    """A number or a word as a node; a date as its number of days."""
    if isinstance(value, Decimal):
        return Num(value)
    if isinstance(value, int):
        return Num(Decimal(value))
    if isinstance(value, str):
        return Word(value)
    if isinstance(value, date):
        return Num(serial(value))
    return value


def serial(day: date) -> Decimal:
    """A date as spreadsheets count: days since 1899-12-30, without the time."""
    return Decimal(day.toordinal() - date(1899, 12, 30).toordinal())


def call(name: str, *args: Term) -> Call:
    return Call(name, tuple(term(one) for one in args))


def plus(*terms: Term) -> Expr:
    return call("add", *terms) if len(terms) > 1 else term(terms[0]) if terms else NIL


def minus(one: Term, other: Term) -> Call:
    return call("sub", one, other)


def times(*terms: Term) -> Call:
    return call("mul", *terms)


def over(one: Term, other: Term) -> Call:
    return call("div", one, other)


def most(*terms: Term) -> Call:
    return call("max", *terms)


def least(*terms: Term) -> Call:
    return call("min", *terms)


def rounded(one: Term, digits: int) -> Call:
    """Half up, away from zero at a tie: what ROUND does and exact.half_up does."""
    return call("round", one, digits)


def when(condition: Expr, then: Term, otherwise: Term) -> Call:
    return call("if", condition, then, otherwise)


def both(*conditions: Expr) -> Expr:
    return call("and", *conditions) if len(conditions) > 1 else conditions[0]


def either(*conditions: Expr) -> Expr:
    return call("or", *conditions) if len(conditions) > 1 else conditions[0]


def same(one: Term, other: Term) -> Call:
    return call("eq", one, other)


def filled(one: Expr) -> Call:
    return call("filled", one)


def percent(value: Term, share: Term) -> Call:
    """`share` % of `value`."""
    return over(times(value, share), PERCENT)


def within(value: Term, low: Term, high: Term) -> Call:
    return most(low, least(high, value))
