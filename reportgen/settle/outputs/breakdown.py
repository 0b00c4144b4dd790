"""Sums up a tree of codes: each line with all that is below it. Hours by work breakdown, cost by account, goals."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from reportgen import normal
from reportgen.records import Figure, Row, Table, TableColumn, phrase
from reportgen.scheme import Output
from reportgen.settle.outputs.adding import Added, Tally, all_known, foot, is_zero, notes, tally, together, total_word
from reportgen.settle.outputs.columns import shown
from reportgen.settle.outputs.month import MonthSheets
from reportgen.settle.outputs.wording import column, figure

INDENT = "　"


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

    code: str
    label: str
    level: int
    rows: tuple[Row, ...]
    below: tuple[Node, ...] = field(default=())


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
        body: list[tuple[Figure, ...]] = []
        tops = [self._lines(node, month, body) for node in self._tops(rows, month)]
        good = sum(top.good for top in tops)
        every = len(rows) + month.unusable.get(self.table, 0)
        if body:
            sums = _sums([top.sums for top in tops if top.all] or [top.sums for top in tops])
            body.append(foot(total_word(good, every), 2, sums, self.sums))
        whole = good == every and not month.blame(self.table) and not month.blame(self.nodes.table)
        status = "complete" if whole else "partial"
        told = notes(month, self.table, good, every)
        return Table(output.id, scheme, output.title, status, self.head, tuple(body), told)  # type: ignore[arg-type]

    def _tops(self, rows: Sequence[Row], month: MonthSheets) -> list[Node]:
        own: dict[str, list[Row]] = {}
        for row in rows:
            entry = row.get(self.column)
            if entry.value is not None and not month.in_doubt(entry):
                own.setdefault(normal.key(shown(entry.value) or ""), []).append(row)
        below: dict[str, list[tuple[str, str]]] = {}
        for row in month.rows(self.nodes.table):
            code, above = row.get(self.nodes.code), row.get(self.nodes.above)
            if code.value is not None and not month.in_doubt(code) and not month.in_doubt(above):
                texts = (shown(code.value) or "", shown(row.get(self.nodes.label).value) or "")
                below.setdefault(normal.key(shown(above.value) or ""), []).append(texts)
        return [_node(texts, 1, below, own) for texts in sorted(below.get("", ()))]

    def _tallies(self, rows: Sequence[Row], month: MonthSheets) -> tuple[Tally, ...]:
        doubt = bool(month.by_table) and any(month.owner_in_doubt(row) for row in rows)
        return tuple(Tally(None, one.cells) if doubt else one for one in (tally(s, rows, month) for s in self.sums))

    def _lines(self, node: Node, month: MonthSheets, body: list[tuple[Figure, ...]]) -> Reached:
        """The node's figures; its line and those below it are added to `body`. What is in doubt below a node is not in
        its figures, and its name says how many lines are."""
        place = len(body)
        own = self._tallies(node.rows, month)
        parts = [self._lines(one, month, body) for one in node.below]
        filled = [part.sums for part in parts if part.all]
        sums = _sums([own, *filled] if node.rows or not filled else filled)
        known = len(node.rows) if all_known([own]) else 0
        reached = Reached(sums, known + sum(part.good for part in parts), len(node.rows) + sum(p.all for p in parts))
        if node.level > self.levels or (not self.all_codes and is_zero(sums)):
            del body[place:]
            return reached
        if node.below and node.rows and node.level < self.levels:
            said = figure(phrase("tree-own"))
            body.insert(place, (Figure(node.code), said, Figure(str(node.level)), *self._figures(own)))
        label = self._label(node, reached)
        body.insert(place, (Figure(node.code), label, Figure(str(node.level)), *self._figures(sums)))
        return reached

    def _label(self, node: Node, reached: Reached) -> Figure:
        name = INDENT * (node.level - 1) + node.label
        if reached.good == reached.all:
            return Figure(name)
        return figure(phrase("tree-part", name=name, good=reached.good, all=reached.all))

    def _figures(self, tallies: Sequence[Tally]) -> Iterator[Figure]:
        return (one.shown(added.digits) for one, added in zip(tallies, self.sums, strict=True))


def _sums(parts: Sequence[Sequence[Tally]]) -> tuple[Tally, ...]:
    """Column by column, what is shown of the parts; of parts without a line there is nothing to add."""
    return tuple(together(one) for one in zip(*parts, strict=True))


def _node(
    texts: tuple[str, str], level: int, below: Mapping[str, Sequence[tuple[str, str]]], own: Mapping[str, list[Row]]
) -> Node:
    code, label = texts
    parts = (_node(one, level + 1, below, own) for one in sorted(below.get(normal.key(code), ())))
    return Node(code, label, level, tuple(own.get(normal.key(code), ())), tuple(parts))
