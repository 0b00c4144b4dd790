"""The lines behind a table that adds up groups of lines: a block in which the lines of a group follow each other.

    groups of rows ── row_groups ── RowGroups ── sum, count, greatest, smallest   over a group's lines, or over all
                                              ── first                           what stands in a group's first line
Which line counts in which group was decided before; each line of the block says in which line of the table it counts.
A block of more than MANY lines would be a sheet that nobody reads: then it has one line for what a group has in one
sheet of one file, with the subtotal there, how many lines it stands for and the area that they lie in. The title says
so. A clerk who doubts a figure finds the department's file first, and filters that sheet.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import TypeAlias

from reportgen.exact import half_up, total
from reportgen.formula import Area, At, Block, BlockLine, Expr, Head, Num, call, minus, over, rounded, times
from reportgen.records import CellRef, Row, Value
from reportgen.scheme import Output, Scheme
from reportgen.settle.outputs.adding import areas, around
from reportgen.settle.outputs.worked import head_of, line_of

MANY = 10_000  # lines of a block
LOOKS = 2_000_000  # lines times groups without a line: more, and the zero of such a group is a value

LINE = Head("line", "计入第几行", "count", key=True)
COUNT = Head("n", "行数", "count", key=True)
_SUBTOTALS = "{title}（共 {count} 行，超过 {many} 行：每行是一组在一个文件里的小计，来源是其各行所在的区域）"
Span: TypeAlias = tuple[int, int]  # first and last line


@dataclass(frozen=True, slots=True)
class RowGroups:
    """`spans`: the lines of a group that has some; groups count from 1, as the lines of the table do. `empty`: how
    many have none."""

    block: Block
    spans: Mapping[int, Span]
    empty: int = 0

    def sum(self, group: int, column: str) -> Expr | None:
        """None: the group has no lines, and there are too many to look through for it."""
        own = self.spans.get(group)
        if own is not None:
            return call("sum", Area(self.block.id, column, *own))
        if self.empty * len(self.block.lines) > LOOKS:
            return None
        return call("sum_for", Area(self.block.id, LINE.id), Num(Decimal(group)), Area(self.block.id, column))

    def sum_all(self, column: str) -> Expr:
        return call("sum", Area(self.block.id, column))

    def count(self, group: int) -> Expr | None:
        return self.sum(group, COUNT.id)

    def count_all(self) -> Expr:
        return self.sum_all(COUNT.id)

    def greatest(self, group: int, column: str) -> Expr:
        return call("greatest", Area(self.block.id, column, *self.spans[group]))

    def smallest(self, group: int, column: str) -> Expr:
        return call("smallest", Area(self.block.id, column, *self.spans[group]))

    def first(self, group: int, column: str, digits: int = 2) -> Expr | None:
        """The cell of the group's first line, to as many digits as it is shown with; None where it is blank."""
        if group not in self.spans:
            return None
        at = self.spans[group][0]
        value = self.block.lines[at].values[self.block.at(column)]
        if value is None or isinstance(value, datetime):  # a time is printed otherwise than a workbook shows it
            return None
        found = At(self.block.id, column, at)
        exact = not isinstance(value, Decimal) or half_up(value, digits) == value
        return found if exact else rounded(found, digits)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a block shows: `keys` as in a group's first line, `added` what is summed, `most` and `least` of which the
    greatest or smallest counts, `told` what merely explains a line. `counted`: how many lines there are is a figure.
    `title`: what is added to the table's name."""

    table: str
    keys: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    most: tuple[str, ...] = ()
    least: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    counted: bool = False
    title: str = ""
    part: str = field(default="lines")

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*self.keys, *self.told, *self.most, *self.least, *self.added)))


def row_groups(output: Output, scheme: Scheme, wanted: Wanted, groups: Sequence[Sequence[Row]]) -> RowGroups:
    """The block of the groups' rows, group by group; `wanted.part` names it among the blocks of the output."""
    count = sum(map(len, groups))
    few = count <= MANY
    lines: list[BlockLine] = []
    spans: dict[int, Span] = {}
    for number, rows in enumerate(groups, 1):
        own = list(_lines(rows, wanted, number) if few else _subtotals(rows, wanted, number))
        if own:
            spans[number] = (len(lines), len(lines) + len(own) - 1)
        lines += own
    declared = next((one for one in scheme.tables if one.id == wanted.table), None)
    heads = [
        head_of(declared.column(id) if declared else None, id, (line.values[at] for line in lines))
        for at, id in enumerate(wanted.columns)
    ]
    extra = (LINE, COUNT) if wanted.counted or not few else (LINE,)
    title = (declared.name if declared else wanted.table) + wanted.title
    said = title if few else _SUBTOTALS.format(title=title, count=count, many=MANY)
    id = f"{scheme.id}/{output.id}/{wanted.part}"
    block = Block(id, said, (*heads, *extra), tuple(lines), 0 if lines else 1)
    return RowGroups(block, spans, len(groups) - len(spans))


def _lines(rows: Iterable[Row], wanted: Wanted, number: int) -> Iterator[BlockLine]:
    own: tuple[Value, ...] = (Decimal(number), Decimal(1)) if wanted.counted else (Decimal(number),)
    none = (None,) * len(own)
    for row in rows:
        line = line_of(row, wanted.columns)
        yield BlockLine((*line.values, *own), (*line.cells, *none))


def _subtotals(rows: Iterable[Row], wanted: Wanted, number: int) -> Iterator[BlockLine]:
    """One line for each sheet of a file that the rows stand in."""
    by_sheet: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        by_sheet.setdefault((row.ref.file, row.ref.sheet), []).append(row)
    for own in by_sheet.values():
        values = tuple(_together(own, column, wanted) for column in wanted.columns)
        cells = tuple(around(areas(row.spot(column) for row in own)) for column in wanted.columns)
        yield BlockLine((*values, Decimal(number), Decimal(len(own))), (*cells, None, None))


def _together(rows: Sequence[Row], column: str, wanted: Wanted) -> Value:
    if column in wanted.keys:
        return line_of(rows[0], (column,)).values[0]
    found = [value for row in rows if isinstance(value := row.get(column).value, Decimal)]
    if column in wanted.added:
        return total(found)
    if column in wanted.most:
        return max(found, default=None)
    return min(found, default=None) if column in wanted.least else None


def rate_of(above: Expr, below: Expr) -> Expr:
    """In percent, not rounded."""
    return over(times(above, 100), below)


def of_two(above: Expr | None, below: Expr | None, *, rate: bool) -> Expr | None:
    if above is None or below is None:
        return None
    return rate_of(above, below) if rate else minus(above, below)


def as_shown(exact: Expr | None, digits: int) -> Expr | None:
    return None if exact is None else rounded(exact, digits)
