"""The formulas of sums up a tree: the codes in the order of the tree, and the lines behind them, code by code.

    nodes   a line for each code, each with all that is below it right after it; from where to where its lines go
    lines   what was entered, code by code; one block for each set of conditions that the sums have
A code's own sum goes over its lines; what stands above is the sum of own sums from its line to the last one below it.
So no formula is longer for a larger tree, and each line is added once. A code whose lines are in doubt has no lines here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from reportgen.formula import (
    Area,
    At,
    Block,
    BlockLine,
    Expr,
    Field,
    Head,
    Lines,
    Named,
    Word,
    call,
    filled,
    plus,
    rounded,
    when,
)
from reportgen.marks import Value
from reportgen.records import CellRef, Row, phrase
from reportgen.scheme import Output, Scheme
from reportgen.settle.outputs.adding import Added, met
from reportgen.settle.outputs.row_groups import COUNT, RowGroups, Wanted, row_groups

WORDS = {
    "f-tree-own": {"zh": "直接计入", "en": "entered here"},
    "f-tree-level": {"zh": "{title}　{line}　层级", "en": "{title}, {line}, level"},
}
Conditions = tuple[tuple[tuple[str, str], ...], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Spot:
    """A code in the order of the tree: its place, that of the last one below it, that of the one above (None: a top
    one), the texts of the table of codes, the cells of code, name and code above, and the lines that name it."""

    place: int
    last: int
    parent: int | None
    above: str
    code: str
    label: str
    cells: tuple[CellRef, ...]
    rows: Sequence[Row]


@dataclass(frozen=True, slots=True)
class TreeFormulas:
    nodes: Block
    lines: Mapping[Conditions, RowGroups]
    levels: tuple[Named, ...]
    sums: tuple[Added, ...]

    @property
    def blocks(self) -> tuple[Block, ...]:
        return (self.nodes, *(one.block for one in self.lines.values()))

    def code(self, place: int) -> Expr:
        return At(self.nodes.id, "code", place)

    def label(self, place: int, indent: str) -> Expr | None:
        if not self.nodes.lines[place].values[self.nodes.at("label")]:
            return None
        own = At(self.nodes.id, "label", place)
        return call("join", Word(indent), own) if indent else own

    def own(self, place: int, added: Added) -> Expr:
        """Of the lines that name the code itself."""
        return rounded(At(self.nodes.id, self._own(added), place), added.digits)

    def within(self, place: int, last: int, added: Added) -> Expr:
        """Of a code with all below it."""
        return rounded(call("sum", Area(self.nodes.id, self._own(added), place, last)), added.digits)

    def all(self, added: Added) -> Expr:
        return rounded(call("sum", Area(self.nodes.id, self._own(added))), added.digits)

    def _own(self, added: Added) -> Lines:
        column = Area(self.lines[conditions(added)].block.id, added.column or COUNT.id)
        first, last = (Field(head.id) for head in _reach(added))
        each = when(filled(first), call("between", column, first, last), 0)
        names = [one.name for one in self.sums]
        scope = added.name if names.count(added.name) == 1 else f"{added.name} {added.id}"
        return Lines(self.nodes.id, scope, phrase("f-tree-own"), each)


def conditions(added: Added) -> Conditions:
    return tuple(added.where.items()), added.filled


def _reach(added: Added) -> tuple[Head, Head]:
    """Where the lines of a sum begin and end; columns that name lines of another block, not inputs."""
    return (
        Head(f"{added.id}-first", f"{added.name}起始行", "count", key=True),
        Head(f"{added.id}-last", f"{added.name}末行", "count", key=True),
    )


def tree_formulas(
    output: Output, scheme: Scheme, table: str, column: str, sums: tuple[Added, ...], spots: Sequence[Spot],
    known: Callable[[Spot], Sequence[bool]],
) -> TreeFormulas:  # fmt: skip
    """`table`, `column`: where codes are named; `known`: whether each sum of a code's own lines is."""
    lines: dict[Conditions, RowGroups] = {}
    for added in sums:
        if conditions(added) not in lines:
            own = [one for one in sums if conditions(one) == conditions(added)]
            groups = [[row for row in spot.rows if met(added, row)] for spot in spots]
            lines[conditions(added)] = row_groups(output, scheme, _wanted(scheme, table, column, own), groups)
    heads = (
        Head("code", "编码", "text", key=True), Head("above", "上级编码", "text", key=True),
        Head("label", "名称", "text", key=True), *(head for one in sums for head in _reach(one)),
    )  # fmt: skip
    held = tuple(_line(spot, sums, lines, known(spot)) for spot in spots)
    block = Block(f"{scheme.id}/{output.id}/nodes", f"{output.title}：编码", heads, held, 0 if held else 1)
    return TreeFormulas(block, lines, _levels(block, output.title, spots), sums)


def _wanted(scheme: Scheme, table: str, column: str, own: Sequence[Added]) -> Wanted:
    first = own[0]
    declared = next((one for one in scheme.tables if one.id == table), None)
    heads = [(id, declared.column(id) if declared else None) for id in first.filled]
    words = "、".join((*first.where.values(), *(f"{head.name if head else id}已填" for id, head in heads)))
    return Wanted(
        table=table,
        keys=(column,),
        added=tuple(dict.fromkeys(one.column for one in own if one.column)),
        told=(*first.where, *first.filled),
        counted=any(not one.column for one in own),
        title=f"（{words}）" if words else "",
        part=f"lines/{first.id}",
    )


def _line(
    spot: Spot, sums: Sequence[Added], lines: Mapping[Conditions, RowGroups], known: Sequence[bool]
) -> BlockLine:
    places: list[Value] = []
    for added, sure in zip(sums, known, strict=True):
        own = lines[conditions(added)].spans.get(spot.place + 1) if sure else None
        places += [Decimal(own[0] + 1), Decimal(own[1] + 1)] if own else [None, None]
    code, label, above = spot.cells
    cells = (code, above if spot.above else None, label, *(None for _ in places))
    return BlockLine((spot.code, spot.above or None, spot.label, *places), cells)


def _levels(block: Block, title: str, spots: Sequence[Spot]) -> tuple[Named, ...]:
    """1 where no code stands above, else one more than that of the code above."""
    found: list[Named] = []
    for spot in spots:
        below = plus(found[spot.parent], 1) if spot.parent is not None else 0
        level = when(filled(At(block.id, "above", spot.place)), below, 1)
        label = phrase("f-tree-level", title=title, line=spot.code)
        found.append(Named(f"{block.id}/level/{spot.place}", label, level))
    return tuple(found)
