"""Writes a formula that was laid flat as a workbook holds it, once everything it points to has a place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from reportgen.exact import plain
from reportgen.formula import Area, At, Before, Call, Expr, Field, First, Here, Lines, Num, Ref, SoFar, Word
from reportgen.formula.areas import FUNCTIONS
from reportgen.formula.functions import text_of

LONGEST = 8_192  # characters of a formula


class Places(Protocol):
    """Where everything stands in one workbook, as addresses that are valid on every sheet of it."""

    def ref(self, one: Ref) -> str:
        """A cell; for "lines" the area of the column."""

    def cell(self, block: str, column: str, at: int) -> str:
        """The cell of a column in a line of a block."""

    def so_far(self, block: str, column: str, at: int) -> str:
        """A column from the first line of the block to this one, as an area."""

    def area(self, block: str, column: str) -> str:
        """A column over all lines of its block."""

    def part(self, block: str, column: str | int, first: int, last: int | None) -> str:
        """Some lines of a column, as an area; of a column that is worked out when it is a number. One cell when
        `first` is `last`."""

    def here(self, block: str, column: int) -> str:
        """The cell of a worked column in the line that the formula stands in."""

    def order(self, block: str, by: str, at: int | None) -> str:
        """The column that counts lines by a date: the cell of a line, or the area."""


@dataclass(frozen=True, slots=True)
class Line:
    """The line of a block that a formula stands in."""

    block: str
    at: int


def rendered(expr: Expr, places: Places, line: Line | None = None) -> str:
    """The formula with its `=`; ValueError when it is longer than a cell may hold."""
    text = "=" + _bare(_text(expr, places, line))
    if len(text) > LONGEST:
        raise ValueError(f"a formula of {len(text)} characters")
    return text


def _text(expr: Expr, places: Places, line: Line | None) -> str:
    match expr:
        case Num(value):
            return plain(value)
        case Word(text):
            return text_of((text,))
        case Ref("lines", _, _):
            return f"SUM({places.ref(expr)})"
        case Ref():
            return places.ref(expr)
        case At(block, column, at):
            return places.part(block, _column(column), at, at)
        case Area(block, column, first, last):
            return places.part(block, _column(column), first, last)
        case Call("if", args):
            return f"IF({','.join(_bare(_text(one, places, line)) for one in args)})"
        case Call(name, args):
            return FUNCTIONS[name].write(*(_text(one, places, line) for one in args))
        case Field() | First() | Before() | Here() | SoFar() if line is not None:
            return _in_line(expr, places, line)
    raise ValueError(f"{type(expr).__name__} cannot stand here")


def _column(column: str | Lines | Ref) -> str | int:
    if isinstance(column, Lines):
        raise ValueError("a column that was not laid flat")
    return column if isinstance(column, str) else column.place


def _in_line(expr: Field | First | Before | Here | SoFar, places: Places, line: Line) -> str:
    match expr:
        case Here(Ref(_, _, place)):
            return places.here(line.block, place)
        case SoFar(Ref(_, _, place)):
            return f"{places.part(line.block, place, 0, 0)}:{places.here(line.block, place)}"
        case Here() | SoFar():
            raise ValueError("a column that was not laid flat")
        case Field(column):
            return places.cell(line.block, column, line.at)
        case First(columns):
            same = "*".join(
                f"({places.so_far(line.block, column, line.at)}={places.cell(line.block, column, line.at)})"
                for column in columns
            )
            return f"(SUMPRODUCT({same}*1)=1)"
        case Before(by, column):
            found = f"MATCH({places.order(line.block, by, line.at)}-1,{places.order(line.block, by, None)},0)"
            return f'IFERROR(INDEX({places.area(line.block, column)},{found})&"","")'


def _bare(text: str) -> str:
    """Without brackets around the whole."""
    if not text.startswith("("):
        return text
    depth, quoted = 0, False
    for at, character in enumerate(text):
        if character == '"':
            quoted = not quoted
        depth += 0 if quoted else (character == "(") - (character == ")")
        if depth == 0:
            return text[1:-1] if at == len(text) - 1 else text
    return text
