"""The formulas of what is added up by groups: the lines group by group, and a line for each group with its sums.

    Side ── block       lines of one kind, group by group, each with the number of its group
         ── sum, count  beside a group: what its lines come to, how many there are
    groups_of           the block of the groups: number, words; of many lines also where those of each begin and end
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from reportgen.formula import NIL, Area, Block, BlockLine, Expr, Field, Head, Lines, call, filled, minus, plus, when

LOOKS = 200_000  # groups times lines: more, and each group looks at its own lines alone
NO, IN = "/no", "/in"  # no column of a sheet is called so
NUMBER, OF_GROUP = Head(NO, "序号", "count", key=True), Head(IN, "归入", "count", key=True)
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Side:
    """`spans`: where the lines of each group begin and end in the block, from 0; None where a group has none."""

    block: Block
    spans: tuple[Span | None, ...]

    @property
    def many(self) -> bool:
        return len(self.spans) * len(self.block.lines) > LOOKS

    @property
    def ends(self) -> tuple[str, str]:
        """The columns of the groups that hold the first and the last line."""
        return f"{self.block.id}/first", f"{self.block.id}/last"

    def sum(self, column: str | Lines) -> Expr:
        """Beside a group: the sum of a column over its lines."""
        area = Area(self.block.id, column)
        if not self.many:
            return call("sum_for", Area(self.block.id, IN), Field(NO), area)
        return self._own(call("between", area, *map(Field, self.ends)))

    def count(self) -> Expr:
        """Beside a group: how many lines it has."""
        if not self.many:
            return call("alike", Area(self.block.id, IN), Field(NO))
        first, last = map(Field, self.ends)
        return self._own(plus(minus(last, first), 1))

    def _own(self, of_lines: Expr) -> Expr:
        return when(filled(Field(self.ends[0])), of_lines, NIL)


def side(id: str, title: str, heads: tuple[Head, ...], groups: Sequence[Sequence[BlockLine]]) -> Side:
    """The lines of each group, in the order of the groups."""
    lines: list[BlockLine] = []
    for number, own in enumerate(groups, 1):
        lines += [BlockLine((Decimal(number), *line.values), (None, *line.cells)) for line in own]
    block = Block(id, title, (OF_GROUP, *heads), tuple(lines), 0 if lines else 1)
    return Side(block, spans_of([len(own) for own in groups]))


def spans_of(counts: Sequence[int]) -> tuple[Span | None, ...]:
    """Where groups of so many lines begin and end, one after the other."""
    spans: list[Span | None] = []
    first = 0
    for count in counts:
        spans.append((first, first + count - 1) if count else None)
        first += count
    return tuple(spans)


def groups_of(id: str, title: str, heads: tuple[Head, ...], words: Sequence[BlockLine], *sides: Side) -> Block:
    """A line for each group with what it is called by."""
    far = [one for one in sides if one.many]
    ends = tuple(
        Head(end, f"{one.block.title}：{name}", "count", key=True)
        for one in far
        for end, name in zip(one.ends, ("起始行", "末行"), strict=True)
    )
    lines = tuple(_group(at, line, far) for at, line in enumerate(words))
    return Block(id, title, (NUMBER, *heads, *ends), lines, 0 if lines else 1)


def _group(at: int, words: BlockLine, sides: Sequence[Side]) -> BlockLine:
    ends = [None if one.spans[at] is None else Decimal(end + 1) for one in sides for end in one.spans[at] or (0, 0)]
    return BlockLine((Decimal(at + 1), *words.values, *ends), (None, *words.cells, *(None for _ in ends)))
