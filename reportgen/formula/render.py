"""Writes a formula as a workbook holds it, once everything it points to has a place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from reportgen.exact import plain
from reportgen.formula import Before, Call, Expr, Field, First, Given, Lines, Named, Num, Param, Word
from reportgen.formula.functions import FUNCTIONS, text_of

LONGEST = 8_192  # characters of a formula


class Places(Protocol):
    """Where everything stands in one workbook, as addresses that are valid on the sheet that is written."""

    def param(self, one: Param) -> str: ...

    def given(self, one: Given) -> str: ...

    def named(self, one: Named) -> str: ...

    def lines(self, one: Lines) -> str:
        """The column of a `Lines`, as an area."""

    def area(self, block: str, column: str) -> str:
        """A column of a block, as an area over all its lines."""

    def order(self, block: str, by: str) -> str:
        """The column that counts the lines of a block by a date, as an area."""


@dataclass(frozen=True, slots=True)
class InLine:
    """The line of a block that a formula stands in: addresses of its cells, and of a column from its first line on."""

    block: str
    places: LinePlaces
    at: int

    def cell(self, column: str) -> str:
        return self.places.cell(self.block, column, self.at)


class LinePlaces(Places, Protocol):
    def cell(self, block: str, column: str, at: int) -> str: ...

    def so_far(self, block: str, column: str, at: int) -> str:
        """A column from the first line of the block to this one."""

    def order_cell(self, block: str, by: str, at: int) -> str: ...


def rendered(expr: Expr, places: LinePlaces, line: InLine | None = None) -> str:
    """The formula with its `=`; ValueError when it is longer than a cell may hold."""
    text = "=" + _bare(_text(expr, places, line))
    if len(text) > LONGEST:
        raise ValueError(f"a formula of {len(text)} characters")
    return text


def _text(expr: Expr, places: LinePlaces, line: InLine | None) -> str:
    match expr:
        case Num(value):
            return plain(value)
        case Word(text):
            return text_of((text,))
        case Param():
            return places.param(expr)
        case Given():
            return places.given(expr)
        case Named():
            return places.named(expr)
        case Lines():
            return f"SUM({places.lines(expr)})"
        case Call("if", args):
            return f"IF({','.join(_bare(_text(one, places, line)) for one in args)})"
        case Call(name, args):
            write = FUNCTIONS[name].write
            return write(*(_text(one, places, line) for one in args))
    if line is None:
        raise ValueError(f"{type(expr).__name__} stands in no line")
    return _in_line(expr, places, line)


def _in_line(expr: Field | First | Before, places: LinePlaces, line: InLine) -> str:
    match expr:
        case Field(column):
            return line.cell(column)
        case First(columns):
            same = "*".join(
                f"EXACT({places.so_far(line.block, column, line.at)},{line.cell(column)})" for column in columns
            )
            return f"(SUMPRODUCT({same}*1)=1)"
        case Before(by, column):
            found = f"MATCH({places.order_cell(line.block, by, line.at)}-1,{places.order(line.block, by)},0)"
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
