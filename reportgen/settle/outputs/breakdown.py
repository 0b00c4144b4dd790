"""Sums up a tree of codes: each line with all that is below it. Hours by work breakdown, cost by account, goals.

The workbook has the codes in the order of the tree and the lines code by code (tree_formulas.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import count
from typing import ClassVar, NamedTuple

from reportgen import normal
from reportgen.formula import Expr
from reportgen.records import CellRef, Figure, Row, Table, TableColumn, phrase
from reportgen.scheme import Output
from reportgen.settle.outputs.adding import Added, Tally, all_known, foot, is_zero, notes, tally, together, total_word
from reportgen.settle.outputs.columns import shown
from reportgen.settle.outputs.month import MonthSheets
from reportgen.settle.outputs.tree_formulas import Spot, TreeFormulas, tree_formulas
from reportgen.settle.outputs.wording import column, figure

INDENT = "　"
Line = tuple[Figure, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Nodes:
    """The table that holds the tree: `code` of a line, `above` the code it belongs to (blank: a top one), `label`."""

    table: str
    code: str
    above: str
    label: str


@dataclass(frozen=True, slots=True)
class Node:
    """One code of the tree as written, with the lines that name it; `level` from 1."""

    spot: Spot
    level: int
    below: tuple[Node, ...] = field(default=())

    @property
    def code(self) -> str:
        return self.spot.code

    @property
    def rows(self) -> Sequence[Row]:
        return self.spot.rows

    def walk(self) -> Iterator[Node]:
        """Itself and all below it, in the order of the tree."""
        yield self
        for one in self.below:
            yield from one.walk()


@dataclass(frozen=True, slots=True)
class Reached:
    """The figures of a node with all below it, and how many of its lines are in them."""

    sums: tuple[Tally, ...]
    good: int
    all: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Breakdown:
    """Every code of the tree in its order, with the sums over its own lines in `table` (whose `column` names a code)
    and all below it, at most `levels` deep; what is entered above the lowest level stands on a line of its own.
    `all_codes` false leaves out codes without anything."""

    kind: ClassVar[str] = "breakdown"
    table: str
    column: str
    nodes: Nodes
    sums: tuple[Added, ...]
    levels: int
    all_codes: bool = True

    @property
    def head(self) -> tuple[TableColumn, ...]:
        sums = (added.head for added in self.sums)
        return column("code", "code"), column("label", "label"), column("level", "level"), *sums

    def tabulate(self, output: Output, month: MonthSheets) -> Table:
        scheme = month.scheme.id
        if not {self.table, self.nodes.table} <= month.present:
            return Table(output.id, scheme, output.title, "withheld", self.head, (), (phrase("table-withheld"),))
        rows = month.rows(self.table)
        body: list[Line] = []
        nodes = self._tops(rows, month)
        own = {node.spot.place: self._tallies(node.rows, month) for top in nodes for node in top.walk()}
        live = self._formulas(output, month, nodes, own)
        tops = [self._lines(node, own, body, live) for node in nodes]
        good = sum(top.good for top in tops)
        every = len(rows) + month.unusable.get(self.table, 0)
        if body:
            sums = _sums([top.sums for top in tops if top.all] or [top.sums for top in tops])
            feet = foot(total_word(good, every), 2, sums, self.sums)
            body.append((*feet[:3], *map(_with, feet[3:], map(live.all, self.sums))))
        whole = good == every and not month.blame(self.table) and not month.blame(self.nodes.table)
        status = "complete" if whole else "partial"
        told = notes(month, self.table, good, every)
        return Table(
            output.id, scheme, output.title, status, self.head, tuple(body), told,  # type: ignore[arg-type]
            blocks=live.blocks,
        )  # fmt: skip

    def _formulas(
        self, output: Output, month: MonthSheets, nodes: Sequence[Node], own: Mapping[int, Sequence[Tally]]
    ) -> TreeFormulas:
        spots = [node.spot for top in nodes for node in top.walk()]

        def known(spot: Spot) -> list[bool]:
            return [one.amount is not None for one in own[spot.place]]

        return tree_formulas(output, month.scheme, self.table, self.column, self.sums, spots, known)

    def _tops(self, rows: Sequence[Row], month: MonthSheets) -> list[Node]:
        own: dict[str, list[Row]] = {}
        for row in rows:
            entry = row.get(self.column)
            if entry.value is not None and not month.in_doubt(entry):
                own.setdefault(normal.key(shown(entry.value) or ""), []).append(row)
        below: dict[str, list[Texts]] = {}
        for row in month.rows(self.nodes.table):
            code, above = row.get(self.nodes.code), row.get(self.nodes.above)
            if code.value is not None and not month.in_doubt(code) and not month.in_doubt(above):
                entries = (code, row.get(self.nodes.label), above)
                name, label, over = (shown(entry.value) or "" for entry in entries)
                texts = Texts(name, label, over, tuple(one.ref for one in entries))
                below.setdefault(normal.key(texts.above), []).append(texts)
        places = count()
        return [_node(texts, 1, None, places, below, own) for texts in sorted(below.get("", ()), key=_order)]

    def _tallies(self, rows: Sequence[Row], month: MonthSheets) -> tuple[Tally, ...]:
        doubt = bool(month.by_table) and any(month.owner_in_doubt(row) for row in rows)
        return tuple(Tally(None, one.cells) if doubt else one for one in (tally(s, rows, month) for s in self.sums))

    def _lines(
        self, node: Node, tallies: Mapping[int, Sequence[Tally]], body: list[Line], live: TreeFormulas
    ) -> Reached:
        """The node's figures; its line and those below it are added to `body`. What is in doubt below a node is not in
        its figures, and its name says how many lines are."""
        place, spot = len(body), node.spot
        own = tallies[spot.place]
        parts = [self._lines(one, tallies, body, live) for one in node.below]
        filled = [part.sums for part in parts if part.all]
        sums = _sums([own, *filled] if node.rows or not filled else filled)
        known = len(node.rows) if all_known([own]) else 0
        reached = Reached(sums, known + sum(part.good for part in parts), len(node.rows) + sum(p.all for p in parts))
        if node.level > self.levels or (not self.all_codes and is_zero(sums)):
            del body[place:]
            return reached
        code = Figure(node.code, formula=live.code(spot.place))
        level = Figure(str(node.level), formula=live.levels[spot.place])
        if node.below and node.rows and node.level < self.levels:
            here = (live.own(spot.place, added) for added in self.sums)
            body.insert(place, (code, figure(phrase("tree-own")), level, *self._figures(own, here)))
        whole = (live.within(spot.place, spot.last, added) for added in self.sums)
        body.insert(place, (code, self._label(node, reached, live), level, *self._figures(sums, whole)))
        return reached

    def _label(self, node: Node, reached: Reached, live: TreeFormulas) -> Figure:
        indent = INDENT * (node.level - 1)
        if reached.good == reached.all:
            return Figure(indent + node.spot.label, formula=live.label(node.spot.place, indent))
        name = indent + node.spot.label
        return figure(phrase("tree-part", name=name, good=reached.good, all=reached.all))

    def _figures(self, tallies: Sequence[Tally], formulas: Iterable[Expr]) -> Iterator[Figure]:
        return map(_with, (one.shown(added.digits) for one, added in zip(tallies, self.sums, strict=True)), formulas)


def _with(one: Figure, formula: Expr) -> Figure:
    """A figure with its formula; what has no value has none."""
    return one if one.value is None else replace(one, formula=formula)


def _sums(parts: Sequence[Sequence[Tally]]) -> tuple[Tally, ...]:
    """Column by column, what is shown of the parts; of parts without a line there is nothing to add."""
    return tuple(together(one) for one in zip(*parts, strict=True))


class Texts(NamedTuple):
    """A line of the table of codes, and the cells of the three."""

    code: str
    label: str
    above: str
    cells: tuple[CellRef, ...]


def _order(texts: Texts) -> tuple[str, str]:
    return texts.code, texts.label


def _node(
    texts: Texts, level: int, parent: int | None, places: Iterator[int], below: Mapping[str, Sequence[Texts]],
    own: Mapping[str, list[Row]],
) -> Node:  # fmt: skip
    key, place = normal.key(texts.code), next(places)
    parts = tuple(
        _node(one, level + 1, place, places, below, own) for one in sorted(below.get(key, ()), key=_order)
    )
    last = parts[-1].spot.last if parts else place
    above = texts.above if parent is not None else ""
    spot = Spot(place, last, parent, above, texts.code, texts.label, texts.cells, tuple(own.get(key, ())))
    return Node(spot, level, parts)
