"""The formulas of a month table that shows lines: the lines behind it as a block, and what is worked out beside them.

    Behind ── block        the lines that the table shows, in its order, with the cells they were handed in in
           ── cell         what stands in the table: the cell of a line, or of a column that is worked out beside it
           ── sum, sum_of  a total over such a column, of all lines or of those with a word
Only the lines that are shown are in the block: that a line meets the conditions of a list was decided before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from reportgen.exact import half_up
from reportgen.formula import (
    PERCENT,
    Area,
    At,
    Block,
    BlockLine,
    Expr,
    Field,
    Head,
    Here,
    Lines,
    Param,
    Word,
    both,
    call,
    filled,
    minus,
    most,
    over,
    rounded,
    same,
    times,
    when,
)  # fmt: skip
from reportgen.period import Period
from reportgen.records import Figure, Row, Value, phrase
from reportgen.scheme import Column, Output, Scheme
from reportgen.settle.outputs.columns import NO, YES, OutputColumn
from reportgen.settle.outputs.wording import figure

SHOWN = 5_000  # in a table of more lines the cells that it merely shows are values, not references
NOTHING = Word("")

WORDS = {
    "f-column": {"zh": "{name}", "en": "{name}"},
    "f-month-end": {"zh": "本月最后一天", "en": "last day of the month"},
}
YES_WORD, NO_WORD = (Word(str(figure(one).value)) for one in (YES, NO))
Sums = Callable[[OutputColumn], Expr]
FootLine = tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Behind:
    """The lines behind a table that shows these columns."""

    block: Block
    columns: tuple[OutputColumn, ...]
    period: Period

    def cell(self, at: int, column: OutputColumn, beside: Lines | None) -> Expr:
        """What stands in the table in the line `at` of the block; `beside`: the column that is worked out for it."""
        if beside is not None:
            found = At(self.block.id, beside, at)
            return rounded(found, column.places) if column.difference else found
        value = self.block.lines[at].values[self.block.at(column.column)]
        handed = At(self.block.id, column.column, at)
        if isinstance(value, bool):
            return when(same(handed, YES_WORD), YES_WORD, NO_WORD)
        exact = not isinstance(value, Decimal) or half_up(value, column.places) == value
        return handed if exact else rounded(handed, column.places)

    def worked(self, column: OutputColumn) -> Lines:
        """The column that is worked out beside the lines."""
        names = [one.name for one in self.columns]
        scope = column.id if names.count(column.name) > 1 else ""
        return Lines(self.block.id, scope, phrase("f-column", name=column.name), self._each(column))

    def area(self, column: OutputColumn) -> Area:
        return Area(self.block.id, column.column or self.worked(column))

    def sum(self, column: OutputColumn) -> Expr:
        return call("sum", self.area(column))

    def sum_of(self, apart: str, word: str) -> Sums:
        """Sums over the lines that hold `word` in the column `apart`."""
        return lambda column: call("sum_for", Area(self.block.id, apart), word, self.area(column))

    def _each(self, column: OutputColumn) -> Expr:
        if column.difference:
            return self._difference(column.difference)
        if column.late:
            return self._late(column.late)
        above, below = (self._part(part) for part in column.rate)
        known = both(filled(above), filled(below), call("ne", below, 0))
        return when(known, rounded(over(times(above, PERCENT), below), column.digits), NOTHING)

    def _part(self, id: str) -> Expr:
        column = next(one for one in self.columns if one.id == id)
        return Field(column.column) if column.column else Here(self.worked(column))

    def _difference(self, columns: Sequence[str]) -> Expr:
        above, below = (Field(column) for column in columns)
        place = self.block.at(columns[0])
        first = next((line.values[place] for line in self.block.lines if line.values[place] is not None), None)
        days = isinstance(first, date)
        apart = minus(call("day", above), call("day", below)) if days else minus(above, below)
        return when(both(filled(above), filled(below)), apart, NOTHING)

    def _late(self, columns: Sequence[str]) -> Expr:
        due = Field(columns[0])
        until: Expr = Param("", phrase("f-month-end"), self.period.last)
        if len(columns) > 1:
            until = when(filled(Field(columns[1])), call("day", Field(columns[1])), until)
        return when(filled(due), most(0, minus(until, call("day", due))), NOTHING)


def behind(
    output: Output, scheme: Scheme, table: str, columns: tuple[OutputColumn, ...], rows: Iterable[Row], period: Period,
    *, apart: str = "",
) -> Behind:  # fmt: skip
    """The rows that a table shows, in its order. `apart`: a column that its totals look at."""
    wanted = [id for one in columns for id in (one.column, *one.difference, *one.late) if id]
    names = tuple(dict.fromkeys([*wanted, *([apart] if apart else [])]))
    declared = next((one for one in scheme.tables if one.id == table), None)
    lines = tuple(line_of(row, names) for row in rows)
    heads = tuple(
        head_of(declared.column(name) if declared else None, name, [line.values[at] for line in lines])
        for at, name in enumerate(names)
    )
    title = declared.name if declared else table
    block = Block(f"{scheme.id}/{output.id}/lines", title, heads, lines, 0 if lines else 1)
    return Behind(block, columns, period)


def head_of(column: Column | None, id: str, values: Iterable[Value]) -> Head:
    """A column's head; without a declaration its type is that of the first value."""
    if column is not None:
        return Head(id, column.name, column.type, column.unit)
    first = next((value for value in values if value is not None), None)
    kinds = ((datetime, "datetime"), (date, "date"), (bool, "flag"), (Decimal, "number"))
    return Head(id, id, next((name for kind, name in kinds if isinstance(first, kind)), "text"))


def line_of(row: Row, columns: Iterable[str]) -> BlockLine:
    """What was understood of a row's cells; a cell that means nothing counts as what the scheme says it means."""
    entries = [row.get(column) for column in columns]
    return BlockLine(
        tuple(None if entry.state == "bad" else entry.value for entry in entries),
        tuple(entry.ref for entry in entries),
    )


def with_formulas(made: Behind, body: Sequence[tuple[Figure, ...]]) -> list[tuple[Figure, ...]]:
    """The table's lines, each cell with its formula; what has no value has none."""
    few = len(body) <= SHOWN
    asked = [(column, None if column.column else made.worked(column)) for column in made.columns]
    return [
        tuple(
            replace(one, formula=made.cell(at, column, beside)) if one.value is not None and (few or beside) else one
            for one, (column, beside) in zip(row, asked, strict=True)
        )
        for at, row in enumerate(body)
    ]


def foot_with_formulas(made: Behind, line: FootLine, sums: Sums) -> FootLine:
    """A totals line, each total with its formula."""
    columns = {column.id: column for column in made.columns}

    def live(one: Figure, column: OutputColumn) -> Figure:
        if one.value is None or column.foot == "none" or one.said:
            return one
        if column.foot == "sum":
            return replace(one, formula=rounded(sums(column), column.places))
        above, below = (sums(columns[part]) for part in column.rate)
        return replace(one, formula=rounded(over(times(above, PERCENT), below), column.digits))

    return tuple(live(one, column) for one, column in zip(line, made.columns, strict=True))
