"""Work as planned, with the last report on each item: what is done, what is late, and the completion by department."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import ClassVar, Literal

from reportgen import normal
from reportgen.exact import HUNDRED, half_up, product, quotient
from reportgen.formula import PERCENT, Area, At, Block, BlockLine, Expr, Field, Head, Lines, Param
from reportgen.formula import call, minus, most, over, rounded, times, when
from reportgen.records import Figure, Row, Table, TableColumn, phrase
from reportgen.scheme import Output
from reportgen.settle.outputs.columns import TOTAL, day_of, shown
from reportgen.settle.outputs.grants import Pick, with_formulas
from reportgen.settle.outputs.grouping import Side, groups_of, side
from reportgen.settle.outputs.month import MonthSheets
from reportgen.settle.outputs.wording import column, figure
from reportgen.settle.outputs.worked import SHOWN, head_of, line_of

WORDS = {
    "tracked-unsure": {
        "zh": "{count} 项的编号、完成情况或日期读不出，有关的数显示“—”",
        "en": "{count} lines have a number, progress or day that cannot be read; the figures concerned are “—”",
    },
    "f-item-done": {"zh": "完成", "en": "done"},
    "f-items": {"zh": "计划项数", "en": "planned"},
    "f-items-done": {"zh": "完成项数", "en": "done"},
    "f-tracked-target": {"zh": "完成率目标", "en": "completion to reach"},
}
ITEM = ("number", "title", "due", "on", "state", "note")  # of an item, and of the latest report on it


@dataclass(frozen=True, slots=True, kw_only=True)
class Reports:
    """Reports on the items: `number` of the item, the day `on`, the `state` of the work in one word, a `note`."""

    table: str
    number: str
    on: str
    state: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tracked:
    """The items of `table`: `number`, `title`, the day `due`. The latest report counts, of one day the lower one;
    `done` is the word that tells completion. `by` "department": a line for each department, with items planned, done
    and the rate against `target` percent; without it a line for each item. An item without a report is not done."""

    kind: ClassVar[str] = "tracked"
    table: str
    number: str
    title: str
    due: str
    reports: Reports
    done: str
    by: Literal["", "department"] = ""
    target: Decimal = HUNDRED

    @property
    def head(self) -> tuple[TableColumn, ...]:
        name = column("department", "department")
        if self.by:
            return (
                name, column("planned", "planned", "项"), column("done", "done", "项"), column("rate", "completion", "%"),
                column("target", "target", "%"), column("gap", "gap", "%"),
            )  # fmt: skip
        return (
            column("line", "line"), name, column("work", "work"), column("due", "due-on"),
            column("on", "reported-on"), column("state", "progress"), column("note", "note"),
        )  # fmt: skip

    def tabulate(self, output: Output, month: MonthSheets) -> Table:
        scheme = month.scheme.id
        if not {self.table, self.reports.table} <= month.present:
            return Table(output.id, scheme, output.title, "withheld", self.head, (), (phrase("table-withheld"),))
        rows, last = month.rows(self.table), self._last(month)
        unread = sum(self._unread(row, last) for row in rows) + sum(self._lost(row) for row in month.rows(self.reports.table))
        groups: dict[str, list[Row]] = {}
        for row in rows:
            groups.setdefault(row.department if self.by else "", []).append(row)
        live = self._live(f"{scheme}/{output.id}", month, groups, last)
        if self.by:
            body = self._departments(groups, last, live, sure=not unread)
        else:
            body = [self._item(row, last, live if len(rows) <= SHOWN else None, at) for at, row in enumerate(rows)]
        doubt = month.blame(self.table) or month.blame(self.reports.table)
        notes = (phrase("tracked-unsure", count=unread),) if unread else ()
        status = "partial" if notes or doubt else "complete"
        return Table(
            output.id, scheme, output.title, status, self.head, tuple(body), notes,  # type: ignore[arg-type]
            blocks=live.blocks,
        )  # fmt: skip

    def _live(self, key: str, month: MonthSheets, groups: Mapping[str, list[Row]], last: Mapping[str, Row]) -> _Live:
        """The items with the latest report on each, department by department."""
        names, told = (self.number, self.title, self.due), self._told
        items = [[self._behind(row, last, names, told) for row in own] for own in groups.values()]
        tables = {one.id: one for one in month.scheme.tables}
        sources = [*((self.table, name) for name in names), *((self.reports.table, name) for name in told)]
        heads = tuple(
            replace(head_of(tables[table].column(name), name, (line.values[at] for own in items for line in own)), id=id)
            for at, (id, (table, name)) in enumerate(zip(ITEM, sources, strict=False))
        )
        title = tables[self.table].name
        own = side(f"{key}/items", title, heads, items)
        words = [BlockLine((name,), (None,)) for name in groups]
        department = (Head("department", "部门", "text", key=True),)
        return _Live(self, groups_of(f"{key}/groups", f"{title}：各部门", department, words, own), own)

    @property
    def _told(self) -> tuple[str, ...]:
        """The columns of a report that are shown."""
        return tuple(name for name in (self.reports.on, self.reports.state, self.reports.note) if name)

    def _behind(self, row: Row, last: Mapping[str, Row], names: Sequence[str], told: Sequence[str]) -> BlockLine:
        report = last.get(self._key(row, self.number))
        nothing = BlockLine((None,) * len(told), (None,) * len(told))
        own, other = line_of(row, names), line_of(report, told) if report else nothing
        return BlockLine((*own.values, *other.values), (*own.cells, *other.cells))

    def _last(self, month: MonthSheets) -> Mapping[str, Row]:
        """The latest report on each item by its number."""
        found: dict[str, tuple[date, Row]] = {}
        for row in month.rows(self.reports.table):
            day, key = row.get(self.reports.on).value, self._key(row, self.reports.number)
            if isinstance(day, date) and key and (key not in found or found[key][0] <= day_of(day)):
                found[key] = (day_of(day), row)
        return {key: row for key, (_, row) in found.items()}

    def _key(self, row: Row, name: str) -> str:
        value = row.get(name).value
        return normal.key(str(value)) if value is not None else ""

    def _lost(self, row: Row) -> bool:
        """Whether a report may be about any item, or of any day."""
        return any(row.get(name).state == "bad" for name in (self.reports.number, self.reports.on))

    def _unread(self, row: Row, last: Mapping[str, Row]) -> bool:
        report = last.get(self._key(row, self.number))
        return row.get(self.number).state == "bad" or (
            report is not None and report.get(self.reports.state).state == "bad"
        )

    def _done(self, row: Row, last: Mapping[str, Row]) -> bool:
        report = last.get(self._key(row, self.number))
        return report is not None and report.get(self.reports.state).value == self.done

    def _item(self, row: Row, last: Mapping[str, Row], live: _Live | None, at: int) -> tuple[Figure, ...]:
        report = last.get(self._key(row, self.number))
        told = (self.reports.on, self.reports.state, self.reports.note)
        latest = [_as_is(report, name) for name in told] if report else [Figure(None), figure(phrase("report-lacking")), Figure(None)]
        own = [_as_is(row, name) for name in (self.number, self.title, self.due)]
        if live:
            handed = [live.cell(at, column) for column in ITEM]
            own = [*with_formulas(tuple(own), handed[: len(own)])]
            latest = [*with_formulas(tuple(latest), handed[len(own) :])] if report else latest
        return own[0], Figure(row.department), *own[1:], *latest

    def _departments(
        self, groups: Mapping[str, list[Row]], last: Mapping[str, Row], live: _Live, *, sure: bool
    ) -> list[tuple[Figure, ...]]:
        body: list[tuple[Figure, ...]] = []
        for at, (name, own) in enumerate(groups.items()):
            formulas = live.rate(live.of(at))
            body.append((Figure(name, formula=live.word(at)), *self._rate(own, last, formulas, sure=sure)))
        if not body:
            return []
        every = [row for own in groups.values() for row in own]
        formulas = live.rate(lambda column: call("sum", Area(live.groups.id, column)))
        return [*body, (figure(TOTAL), *self._rate(every, last, formulas, sure=sure))]

    def _rate(
        self, rows: Sequence[Row], last: Mapping[str, Row], formulas: Sequence[Expr], *, sure: bool
    ) -> tuple[Figure, ...]:
        done = [row for row in rows if self._done(row, last)]
        rate = half_up(product(quotient(Decimal(len(done)), Decimal(len(rows))), HUNDRED), 2)
        planned = tuple(row.get(self.number).ref for row in rows)
        reports = (last.get(self._key(row, self.number)) for row in rows)
        told = tuple(report.get(self.reports.state).ref for report in reports if report is not None)
        gap = max(Decimal(0), self.target - rate)
        figures = (
            Figure(str(len(rows)), planned),
            Figure(str(len(done)) if sure else None, told),
            Figure(str(rate) if sure else None, (*planned, *told)),
            Figure(str(half_up(self.target, 2))),
            Figure(str(half_up(gap, 2)) if sure else None, (*planned, *told)),
        )
        return with_formulas(figures, formulas)


@dataclass(frozen=True, slots=True)
class _Live:
    """The formulas over the items: how many there are, how many are done."""

    show: Tracked
    groups: Block
    items: Side

    @property
    def blocks(self) -> tuple[Block, ...]:
        return (self.groups, self.items.block) if self.show.by else (self.items.block,)

    def cell(self, at: int, column: str) -> Expr | None:
        """A cell as it was handed in; None where the scheme has no such column."""
        return At(self.items.block.id, column, at) if self.items.block.has(column) else None

    def word(self, at: int) -> Expr:
        return At(self.groups.id, "department", at)

    def of(self, at: int) -> Pick:
        """A department's own."""
        return lambda column: At(self.groups.id, column, at)

    def rate(self, pick: Pick) -> tuple[Expr, ...]:
        """Planned, done, rate, target and what is lacking; `pick`: of which departments."""
        done = Lines(self.items.block.id, "", phrase("f-item-done"), when(call("exact", Field("state"), self.show.done), 1, 0))
        planned = pick(Lines(self.groups.id, "", phrase("f-items"), self.items.count()))
        finished = pick(Lines(self.groups.id, "", phrase("f-items-done"), self.items.sum(done)))
        rate = rounded(over(times(finished, PERCENT), planned), 2)
        target = Param("", phrase("f-tracked-target"), self.show.target, "%")
        return planned, finished, rate, rounded(target, 2), rounded(most(0, minus(target, rate)), 2)


def _as_is(row: Row, name: str) -> Figure:
    entry = row.get(name) if name else None
    return Figure(shown(entry.value), (entry.ref,)) if entry else Figure(None)
