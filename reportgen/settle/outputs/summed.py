"""The formulas of sums by keys: the lines of each group, what of them counts for each figure, and the sums of the groups.

That a line belongs to a group was decided before, and so was what is in doubt: the sum of such a group stays empty, and
no total has it in it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reportgen.formula import ONE, Area, At, Block, BlockLine, Expr, Field, Head, Lines
from reportgen.formula import both, call, filled, rounded, same, when
from reportgen.records import CellRef, Row, Value, phrase
from reportgen.scheme import Output, Scheme
from reportgen.settle.outputs.adding import Added, Tally
from reportgen.settle.outputs.grouping import Side, groups_of, side
from reportgen.settle.outputs.worked import NOTHING, YES_WORD, head_of, line_of

WORDS = {
    "f-sum-part": {"zh": "{name}：计入", "en": "{name}: counted"},
}


@dataclass(frozen=True, slots=True)
class Member:
    """A group: its words and the cells they stand in, its lines and what they come to."""

    words: tuple[str, ...]
    cells: tuple[CellRef, ...]
    rows: Sequence[Row]
    tallies: tuple[Tally, ...]


@dataclass(frozen=True, slots=True)
class Summed:
    """`sums`: the column of each figure beside the groups."""

    groups: Block
    lines: Block
    asked: tuple[Added, ...]
    sums: tuple[Lines, ...]

    @property
    def blocks(self) -> tuple[Block, ...]:
        return self.groups, self.lines

    def word(self, at: int, key: str) -> Expr:
        """What a group is called."""
        return At(self.groups.id, f"key/{key}", at)

    def of(self, at: int) -> list[Expr]:
        """The figures of a group."""
        return [rounded(At(self.groups.id, one, at), added.digits) for added, one in self._both]

    def over(self, first: int = 0, last: int | None = None) -> list[Expr]:
        """The figures of groups that follow each other, together."""
        areas = [(added, Area(self.groups.id, one, first, last)) for added, one in self._both]
        return [rounded(call("sum", area), added.digits) for added, area in areas]

    @property
    def _both(self) -> list[tuple[Added, Lines]]:
        return list(zip(self.asked, self.sums, strict=True))


def summed(
    output: Output, scheme: Scheme, table: str, keys: Mapping[str, tuple[str, str]], asked: tuple[Added, ...],
    members: Sequence[Member],
) -> Summed:  # fmt: skip
    """`keys`: name and column of each key by its id; `asked`: the figures; `members`: the groups as they are shown."""
    declared = next((one for one in scheme.tables if one.id == table), None)
    wanted = [column for _, column in keys.values()]
    wanted += [id for one in asked for id in (one.column, *one.where, *one.filled) if id]
    names = tuple(dict.fromkeys(wanted))
    lines = [[line_of(row, names) for row in one.rows] for one in members]
    every = [line for own in lines for line in own]
    heads = tuple(
        head_of(declared.column(name) if declared else None, name, (line.values[at] for line in every))
        for at, name in enumerate(names)
    )
    title, key = declared.name if declared else table, f"{scheme.id}/{output.id}"
    own = side(f"{key}/lines", title, heads, lines)
    doubts = [one.id for at, one in enumerate(asked) if any(member.tallies[at].amount is None for member in members)]
    known = {one.id: one.name for one in asked}
    words = (
        *(Head(f"key/{id}", name, "text", key=True) for id, (name, _) in keys.items()),
        *(Head(f"doubt/{id}", f"{known[id]}：有疑", "flag", key=True) for id in doubts),
    )
    groups = groups_of(f"{key}/groups", f"{title}：各组", words, [_words(one, asked, doubts) for one in members], own)
    names_of = [one.name for one in asked]
    sums = tuple(_sum(one, own, groups, doubtful=one.id in doubts, twice=names_of.count(one.name) > 1) for one in asked)
    return Summed(groups, own.block, asked, sums)


def _words(member: Member, asked: Sequence[Added], doubts: Sequence[str]) -> BlockLine:
    unknown = {one.id: tally.amount is None for one, tally in zip(asked, member.tallies, strict=True)}
    flags: list[Value] = [unknown[id] for id in doubts]
    return BlockLine((*member.words, *flags), (*member.cells, *(None for _ in flags)))


def _sum(added: Added, own: Side, groups: Block, *, doubtful: bool, twice: bool) -> Lines:
    """The column of a figure beside the groups; empty where it is in doubt."""
    conditions = [call("exact", Field(column), word) for column, word in added.where.items()]
    conditions += [filled(Field(column)) for column in added.filled]
    scope = added.id if twice else ""
    if conditions:
        each = when(both(*conditions), Field(added.column) if added.column else ONE, 0)
        found = own.sum(Lines(own.block.id, scope, phrase("f-sum-part", name=added.name), each))
    else:
        found = own.sum(added.column) if added.column else own.count()
    value = when(same(Field(f"doubt/{added.id}"), YES_WORD), NOTHING, found) if doubtful else found
    return Lines(groups.id, scope, phrase("f-column", name=added.name), value)
