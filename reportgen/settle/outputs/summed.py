"""The formulas of sums by keys: the lines of each group, what of them counts for each figure, and the sums of the groups.

That a line belongs to a group was decided before, and so was what is in doubt: the sum of such a group stays empty, and
no total has it in it. A block of more than MANY lines would be a sheet that nobody reads: then each line is what a group
has in one sheet of one file, with the area that it stands in.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from reportgen.formula import ONE, Area, At, Block, BlockLine, Expr, Field, Head, Lines
from reportgen.formula import both, call, filled, rounded, same, when
from reportgen.records import CellRef, Row, Value, phrase
from reportgen.scheme import Output, Scheme, Table
from reportgen.settle.outputs.adding import Added, Tally, around
from reportgen.settle.outputs.grouping import Side, groups_of, side
from reportgen.settle.outputs.worked import NOTHING, YES_WORD, head_of, line_of

WORDS = {
    "f-sum-part": {"zh": "{name}：计入", "en": "{name}: counted"},
}


MANY = 10_000  # lines of a block
PARTS = "{title}（共 {count} 行，超过 {many} 行：每行是一组在一个文件里的小计，来源是其各行所在的区域）"
ROWS = Head("/rows", "行数", "count", key=True)


@dataclass(frozen=True, slots=True)
class Member:
    """A group: its words and the cells they stand in, its lines and what they come to, in all and part by part."""

    words: tuple[str, ...]
    cells: tuple[CellRef, ...]
    parts: Sequence[Part]
    tallies: tuple[Tally, ...]

    @property
    def count(self) -> int:
        return sum(len(one.rows) for one in self.parts)


@dataclass(frozen=True, slots=True)
class Part:
    """Some lines of a group, and what they come to."""

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
    members: Sequence[Member], *, apart: bool,
) -> Summed:  # fmt: skip
    """`keys`: name and column of each key by its id; `asked`: the figures; `members`: the groups as they are shown;
    `apart`: their parts are those in one sheet each, and each a line of the block."""
    declared = next((one for one in scheme.tables if one.id == table), None)
    title, key = declared.name if declared else table, f"{scheme.id}/{output.id}"
    if apart:
        own = _by_sheets(f"{key}/lines", title, asked, members)
    else:
        own = _by_lines(f"{key}/lines", title, declared, [column for _, column in keys.values()], asked, members)
    doubts = [one.id for at, one in enumerate(asked) if any(member.tallies[at].amount is None for member in members)]
    known = {one.id: one.name for one in asked}
    words = (
        *(Head(f"key/{id}", name, "text", key=True) for id, (name, _) in keys.items()),
        *(Head(f"doubt/{id}", f"{known[id]}：有疑", "flag", key=True) for id in doubts),
    )
    groups = groups_of(f"{key}/groups", f"{title}：各组", words, [_words(one, asked, doubts) for one in members], own)
    sums = tuple(_sum(one, own, groups, asked, doubtful=one.id in doubts, apart=apart) for one in asked)
    return Summed(groups, own.block, asked, sums)


def _by_lines(
    id: str, title: str, declared: Table | None, keys: Sequence[str], asked: Sequence[Added], members: Sequence[Member]
) -> Side:
    columns = [column for one in asked for column in (one.column, *one.where, *one.filled) if column]
    names = tuple(dict.fromkeys((*keys, *columns)))
    lines = [[line_of(row, names) for part in one.parts for row in part.rows] for one in members]
    heads = tuple(
        head_of(declared.column(name) if declared else None, name, (line.values[at] for own in lines for line in own))
        for at, name in enumerate(names)
    )
    return side(id, title, heads, lines)


def _by_sheets(id: str, title: str, asked: Sequence[Added], members: Sequence[Member]) -> Side:
    count = sum(one.count for one in members)
    heads = (ROWS, *(Head(one.id, one.name, "number", one.unit) for one in asked))
    told = PARTS.format(title=title, count=count, many=MANY)
    return side(id, told, heads, [[_part(part) for part in one.parts] for one in members])


def _part(part: Part) -> BlockLine:
    amounts, cells = (tally.amount for tally in part.tallies), (around(tally.cells) for tally in part.tallies)
    return BlockLine((Decimal(len(part.rows)), *amounts), (None, *cells))


def _words(member: Member, asked: Sequence[Added], doubts: Sequence[str]) -> BlockLine:
    unknown = {one.id: tally.amount is None for one, tally in zip(asked, member.tallies, strict=True)}
    flags: list[Value] = [unknown[id] for id in doubts]
    return BlockLine((*member.words, *flags), (*member.cells, *(None for _ in flags)))


def _sum(
    added: Added, own: Side, groups: Block, asked: Sequence[Added], *, doubtful: bool, apart: bool
) -> Lines:  # fmt: skip
    """The column of a figure beside the groups; empty where it is in doubt."""
    twice = sum(one.name == added.name for one in asked) > 1
    scope = added.id if twice else ""
    conditions = [call("exact", Field(column), word) for column, word in added.where.items()]
    conditions += [filled(Field(column)) for column in added.filled]
    if apart:
        found = own.sum(added.id)
    elif conditions:
        each = when(both(*conditions), Field(added.column) if added.column else ONE, 0)
        found = own.sum(Lines(own.block.id, scope, phrase("f-sum-part", name=added.name), each))
    else:
        found = own.sum(added.column) if added.column else own.count()
    value = when(same(Field(f"doubt/{added.id}"), YES_WORD), NOTHING, found) if doubtful else found
    return Lines(groups.id, scope, phrase("f-column", name=added.name), value)
