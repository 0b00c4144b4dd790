"""What a rule builds its formula from: sums over the lines that its subject handed in, and numbers of the scheme.

    desk.count("attendance", phrase("f-absent"), both(filled(Field("date")), First(("date",))))

A Desk looks at the same rows as the Look beside it, and gathers the blocks of lines that the formulas go through.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from reportgen.formula import (
    Block,
    BlockLine,
    Expr,
    Field,
    Given,
    Head,
    Lines,
    Named,
    Param,
    Word,
    both,
    same,
    when,
)  # fmt: skip
from reportgen.marks import CellRef, Phrase, Value
from reportgen.records import Matched, Row, phrase
from reportgen.scheme import Column, Merge, Table
from reportgen.score.look import Look, Where

SPARE = 2  # empty lines after those of a list

WORDS = {
    "f-full": {"zh": "满分", "en": "full points"},
    "f-figure": {"zh": "{name}", "en": "{name}"},
    "f-doubles": {"zh": "未交且未免加倍的次数", "en": "times not handed in, doubling not waived"},
    "f-planned": {"zh": "计划数", "en": "planned"},
    "f-done": {"zh": "完成数", "en": "done"},
    "f-planned-sum": {"zh": "计划合计", "en": "planned in all"},
    "f-done-sum": {"zh": "完成合计", "en": "done in all"},
    "f-last": {"zh": "上月{name}（已公布）", "en": "{name} of last month (published)"},
}


@dataclass(slots=True)
class Desk:
    """`owner` is the scheme and role that the formula belongs to, `scope` the name of its item or figure; `blocks` are
    shared by all of a subject."""

    look: Look
    owner: str
    scope: str
    blocks: dict[str, Block]

    def count(self, table: str, label: Phrase, condition: Expr, where: Where | None = None) -> Expr:
        """How many lines of the subject fulfil `condition`."""
        return self.sum(table, label, when(condition, 1, 0), where)

    def sum(self, table: str, label: Phrase, each: Expr, where: Where | None = None) -> Expr:
        """The sum of `each` over the subject's lines whose words equal `where`."""
        block = self.block(table)
        conditions = [same(Field(column), Word(word)) for column, word in (where or {}).items()]
        return Lines(block.id, self.scope, label, when(both(*conditions), each, 0) if conditions else each)

    def has(self, table: str, column: str) -> bool:
        return self.block(table).has(column)

    def flag(self, column: str) -> Expr:
        """Whether a flag's cell says 是."""
        return same(Field(column), Word("是"))

    def times(self, table: str, column: str) -> Expr:
        """How often, as Look.times reads it: a flag counts 1."""
        declared = self.look.month.scheme.table(table).column(column)
        if declared is not None and declared.type == "flag":
            return when(self.flag(column), 1, 0)
        return Field(column)

    def param(self, label: Phrase, value: Value, unit: str = "") -> Param:
        return Param(self.scope, label, value, unit)

    def step(self, label: Phrase, expr: Expr) -> Named:
        """A figure on the way, with a place of its own."""
        place = (self.owner, self._where, self.scope, label.id, *(value for _, value in label.values))
        return Named("/".join(part for part in place if part), label, expr)

    def placed(self, place: str, label: Phrase, expr: Expr) -> Named:
        """A figure that is published under `place`."""
        return Named("/".join(part for part in (self.owner, self._where, place) if part), label, expr)

    @property
    def _where(self) -> str:
        return "+".join((self.look.department, *self.look.also)) if self.look.subject else ""

    def last(self, kpi: str, name: str) -> Given:
        """Last month's published figure of a KPI."""
        value = self.look.month.previous_values.get((self.look.subject, kpi))
        label = phrase("f-last", name=name)
        return Given(f"{self.owner}/last/{kpi}", label, value, CellRef("results.json", self.look.subject, kpi))

    def sums(self, merge: str) -> tuple[Expr, Expr]:
        """Planned and done, by the merge's declared meaning of absence (score/observations/short.sums)."""
        declared = self.look.merge(merge)
        plan, actual = declared.plan, declared.actual
        self.block(plan.table)
        planned = self.sum(plan.table, phrase("f-planned"), Field(plan.column))
        each: Expr = Field(actual.column)
        if declared.actual_only == "not-counted":
            self._mark_planned(declared)
            each = when(self.flag(f"planned/{merge}"), each, 0)
        done = self.sum(actual.table, phrase("f-done"), each)
        return self.step(phrase("f-planned-sum"), planned), self.step(phrase("f-done-sum"), done)

    def _mark_planned(self, declared: Merge) -> None:
        """Adds the column that tells which done lines the merge found in the plan."""
        own, name = self.block(declared.actual.table), f"planned/{declared.id}"
        if own.has(name):
            return
        matched = [row for line in self.look.lines(declared.id) if isinstance(line, Matched) for row in line.actual]
        rows = self.look.rows(declared.actual.table)
        lines = tuple(
            BlockLine((*line.values, any(row is one for one in matched)), (*line.cells, None))
            for line, row in zip(own.lines, rows, strict=True)
        )
        head = Head(name, "计划内", "flag", key=True)
        self.blocks[own.id] = replace(own, heads=(*own.heads, head), lines=lines)

    def block(self, table: str) -> Block:
        """The subject's lines of a table, from the departments that he is looked at in."""
        look = self.look
        id = "/".join(part for part in (self.owner, self._where, table) if part)
        if id not in self.blocks:
            declared = look.month.scheme.table(table)
            self.blocks[id] = block_of(declared, id, look.rows(table), about=bool(look.subject and declared.person))
        return self.blocks[id]


def block_of(table: Table, id: str, rows: tuple[Row, ...], *, about: bool) -> Block:
    """A table's lines as a block. `about` a person: the columns that name him are left out."""
    used = {name for row in rows for name in row.entries}
    named = (table.person,) if about else ()
    columns = [
        column
        for column in table.every_column
        if (column.id in used or not column.optional)
        and column.id not in named
        and not (about and column.type == "name")
    ]
    fixed = {name for line in table.grid for name in line}
    heads = tuple(_head(column, column.id in fixed or column.type in ("id", "name")) for column in columns)
    lines = tuple(_line(row, columns) for row in rows)
    return Block(id, table.name, heads, lines, SPARE if table.per == "list" or not lines else 0)


def _head(column: Column, key: bool) -> Head:
    return Head(
        id=column.id, name=column.name, type=column.type, unit=column.unit, choices=column.choices,
        minimum=column.minimum, maximum=column.maximum, step=column.step, key=key,
    )  # fmt: skip


def _line(row: Row, columns: list[Column]) -> BlockLine:
    entries = [row.get(column.id) for column in columns]
    return BlockLine(
        tuple(None if entry.empty or entry.state != "ok" else entry.value for entry in entries),
        tuple(entry.ref if column.id in row.entries else None for entry, column in zip(entries, columns, strict=True)),
    )
