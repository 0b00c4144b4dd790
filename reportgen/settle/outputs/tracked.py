"""Work as planned, with the last report on each item: what is done, what is late, and the completion by department."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar, Literal

from reportgen import normal
from reportgen.exact import HUNDRED, half_up, product, quotient
from reportgen.records import Figure, Row, Table, TableColumn, phrase
from reportgen.scheme import Output
from reportgen.settle.outputs.columns import TOTAL, day_of, shown
from reportgen.settle.outputs.month import MonthSheets
from reportgen.settle.outputs.wording import column, figure

WORDS = {
    "tracked-unsure": {
        "zh": "{count} 项的编号、完成情况或日期读不出，有关的数显示“—”",
        "en": "{count} lines have a number, progress or day that cannot be read; the figures concerned are “—”",
    },
}


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
        body = self._departments(rows, last, sure=not unread) if self.by else [self._item(row, last) for row in rows]
        doubt = month.blame(self.table) or month.blame(self.reports.table)
        notes = (phrase("tracked-unsure", count=unread),) if unread else ()
        status = "partial" if notes or doubt else "complete"
        return Table(output.id, scheme, output.title, status, self.head, tuple(body), notes)  # type: ignore[arg-type]

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

    def _item(self, row: Row, last: Mapping[str, Row]) -> tuple[Figure, ...]:
        report = last.get(self._key(row, self.number))
        told = (self.reports.on, self.reports.state, self.reports.note)
        latest = [_as_is(report, name) for name in told] if report else [Figure(None), figure(phrase("report-lacking")), Figure(None)]
        own = [_as_is(row, name) for name in (self.number, self.title, self.due)]
        return own[0], Figure(row.department), *own[1:], *latest

    def _departments(self, rows: Sequence[Row], last: Mapping[str, Row], *, sure: bool) -> list[tuple[Figure, ...]]:
        groups: dict[str, list[Row]] = {}
        for row in rows:
            groups.setdefault(row.department, []).append(row)
        body = [(Figure(name), *self._rate(own, last, sure=sure)) for name, own in groups.items()]
        return [*body, (figure(TOTAL), *self._rate(rows, last, sure=sure))] if body else []

    def _rate(self, rows: Sequence[Row], last: Mapping[str, Row], *, sure: bool) -> tuple[Figure, ...]:
        done = [row for row in rows if self._done(row, last)]
        rate = half_up(product(quotient(Decimal(len(done)), Decimal(len(rows))), HUNDRED), 2)
        planned = tuple(row.get(self.number).ref for row in rows)
        reports = (last.get(self._key(row, self.number)) for row in rows)
        told = tuple(report.get(self.reports.state).ref for report in reports if report is not None)
        gap = max(Decimal(0), self.target - rate)
        return (
            Figure(str(len(rows)), planned),
            Figure(str(len(done)) if sure else None, told),
            Figure(str(rate) if sure else None, (*planned, *told)),
            Figure(str(half_up(self.target, 2))),
            Figure(str(half_up(gap, 2)) if sure else None, (*planned, *told)),
        )


def _as_is(row: Row, name: str) -> Figure:
    entry = row.get(name) if name else None
    return Figure(shown(entry.value), (entry.ref,)) if entry else Figure(None)
