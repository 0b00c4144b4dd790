"""Counts and sums by day, week or month, or by the words of a column (persons, classes, products), from one table or
several side by side: a plan beside what was done, visits beside customers.

The workbook has the lines that were counted, line by line of the table, and adds them up (summary_formulas.py).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import ClassVar, Literal

from reportgen import normal
from reportgen.exact import HUNDRED, ZERO, half_up, product, quotient, total
from reportgen.formula import Expr
from reportgen.period import Period, monday_of
from reportgen.records import CellRef, Figure, Phrase, Row, Table, TableColumn, phrase
from reportgen.scheme import Output
from reportgen.settle.outputs.columns import TOTAL, day_of
from reportgen.settle.outputs.month import MonthSheets
from reportgen.settle.outputs.row_groups import as_shown, of_two
from reportgen.settle.outputs.summary_formulas import Asked, SummaryFormulas, summary_formulas
from reportgen.settle.outputs.wording import column, figure

WORDS = {
    "summary-unsure": {
        "zh": "有 {count} 行读不出；缺数的格和合计不予列示",
        "en": "{count} lines cannot be read; figures and totals that lack them are not shown",
    },
}
Key = tuple[str, str]  # group, start of the span; "" where there is none
Value = Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryColumn:
    """A figure of each line, from exactly one source:

    table       how many lines; with `summed` the sum of that column; with `distinct` how many different words stand
                in it. `date`: only lines of the span, of the month where the output has no spans
    rate        numerator, denominator: columns of this output; in percent
    difference  a − b: columns of this output
    """

    id: str
    name: str
    unit: str = ""
    table: str = ""
    date: str = ""
    summed: str = ""
    distinct: str = ""
    where: Mapping[str, str] = field(default_factory=dict)
    rate: tuple[str, ...] = ()
    difference: tuple[str, ...] = ()
    digits: int | None = None

    @property
    def places(self) -> int:
        """Counts have none, sums and rates two, unless `digits` says so."""
        return self.digits if self.digits is not None else 2 if self.summed or self.rate or self.difference else 0


@dataclass(frozen=True, slots=True)
class Counted:
    """One line of a table as a column sees it; no amount where a cell of it cannot be read."""

    key: Key
    amount: Decimal | None
    word: str
    ref: CellRef
    row: Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """`by`: a column that every table of `columns` has, `by_name` its heading; `names`: the names of people beside
    their 工号. `per`: the spans; weeks are those whose Thursday lies in the month."""

    kind: ClassVar[str] = "summary"
    columns: tuple[SummaryColumn, ...]
    by: str = ""
    by_name: str = ""
    names: bool = False
    per: Literal["day", "week", "month", ""] = ""
    total: bool = True

    @property
    def head(self) -> tuple[TableColumn, ...]:
        lead = [TableColumn("group", self.by_name)] if self.by else []
        lead += [column("name", "person-name")] if self.names else []
        lead += [column("span", f"span-{self.per}")] if self.per else []
        return (*lead, *(TableColumn(one.id, one.name, one.unit, number=True) for one in self.columns))

    def tabulate(self, output: Output, month: MonthSheets) -> Table:
        scheme, tables = month.scheme.id, [one.table for one in self.columns if one.table]
        if not set(tables) & month.present:
            return Table(output.id, scheme, output.title, "withheld", self.head, (), (phrase("table-withheld"),))
        unsure: dict[CellRef, None] = {}
        lost = {one.id for one in self.columns if one.table and one.table not in month.present}
        counted = {one.id: self._counted(one, month, unsure, lost) for one in self.columns if one.table}
        keys = self._keys(counted, month)
        names = self._names(month) if self.names else {}
        by_key = {id: _by_key(lines) for id, lines in counted.items()}
        live = self._formulas(output, month, keys, by_key)
        body = []
        for at, key in enumerate(keys, 1):
            own = {id: found.get(key, ()) for id, found in by_key.items()}
            body.append((*self._lead(key, names, live.group(at)), *self._figures(own, lost, live, at)))
        if body and self.total:
            lead = [figure(TOTAL), *(Figure(None) for _ in self._lead(keys[0], names)[1:])]
            body.append((*lead, *self._figures(counted, lost, live, 0)))
        notes: tuple[Phrase, ...] = (phrase("summary-unsure", count=len(unsure)),) if unsure else ()
        blame = any(month.blame(table) for table in tables)
        status: Literal["complete", "partial"] = "partial" if unsure or blame or lost else "complete"
        return Table(
            output.id, scheme, output.title, status, self.head, tuple(body), notes,
            blocks=tuple(one.block for one in live.blocks),
        )  # fmt: skip

    def _formulas(
        self, output: Output, month: MonthSheets, keys: Sequence[Key], by_key: Mapping[str, Mapping[Key, Sequence[Counted]]]
    ) -> SummaryFormulas:
        asked = []
        for one in self.columns:
            if one.table:
                found = by_key[one.id]
                rows = [[(line.row, line.word) for line in found.get(key, ())] for key in keys]
                where = tuple(one.where.items())
                asked.append(Asked(one.id, one.table, one.date, one.summed, one.distinct, where, rows))
        return summary_formulas(output, month.scheme, self.by, asked)

    def _counted(
        self, one: SummaryColumn, month: MonthSheets, unsure: dict[CellRef, None], lost: set[str]
    ) -> list[Counted]:
        """The lines that count. One whose place is not known (a date that cannot be read) makes the column `lost`."""
        found = []
        for row in month.rows(one.table):
            if any(row.get(name).value != word and row.get(name).state != "bad" for name, word in one.where.items()):
                continue
            if any(row.get(name).state == "bad" for name in (self.by, one.date, *one.where) if name):
                unsure[row.ref] = None
                lost.add(one.id)
            elif (span := self._span(row, one, month.period)) is not None:
                line = self._line(row, one, span)
                found.append(line)
                if line.amount is None:
                    unsure[row.ref] = None
        return found

    def _line(self, row: Row, one: SummaryColumn, span: str) -> Counted:
        group = str(row.get(self.by).value or "") if self.by else ""
        if one.summed:
            entry = row.get(one.summed)
            return Counted((group, span), entry.value if isinstance(entry.value, Decimal) else None, "", entry.ref, row)
        if not one.distinct:
            return Counted((group, span), Decimal(1), "", row.ref, row)
        told = row.get(one.distinct)
        word = normal.key(str(told.value or ""))
        return Counted((group, span), None if told.state == "bad" else Decimal(1), word, row.ref, row)

    def _span(self, row: Row, one: SummaryColumn, period: Period) -> str | None:
        """The start of the line's span; None when its date is outside the month."""
        value = row.get(one.date).value if one.date else None
        if not one.date:
            return ""
        if not isinstance(value, date):
            return None
        day = day_of(value)
        if self.per == "week":
            return monday_of(day).isoformat() if monday_of(day) in period.weeks() else None
        if not period.holds(day):
            return None
        return day.isoformat() if self.per == "day" else str(period) if self.per == "month" else ""

    def _keys(self, counted: Mapping[str, Sequence[Counted]], month: MonthSheets) -> list[Key]:
        """Groups in the order of the choices that they are, else of their words; those without a word last."""
        found = dict.fromkeys(line.key for lines in counted.values() for line in lines)
        if self.per == "week" and not self.by:
            found |= dict.fromkeys(("", day.isoformat()) for day in month.period.weeks())
        choices = [*self._choices(month)]

        def order(key: Key) -> tuple[bool, int, str, str]:
            place = choices.index(key[0]) if key[0] in choices else len(choices)
            return not key[0], place, key[0], key[1]

        return sorted(found, key=order)

    def _choices(self, month: MonthSheets) -> Iterator[str]:
        for one in self.columns:
            declared = month.scheme.table(one.table).column(self.by) if one.table and self.by else None
            yield from declared.choices if declared else ()

    def _names(self, month: MonthSheets) -> dict[str, str]:
        rows = [row for one in self.columns if one.table for row in month.rows(one.table)]
        return {str(row.get(self.by).value): str(row.get("name").value) for row in rows if row.get("name").value}

    def _lead(self, key: Key, names: Mapping[str, str], about: Expr | None = None) -> tuple[Figure, ...]:
        group, span = key
        about = None if group in (str(True), str(False)) else about  # a workbook has 是 and 否 for them
        lead = [Figure(group, formula=about) if group else figure(phrase("table-none"))] if self.by else []
        lead += [Figure(names.get(group))] if self.names else []
        if self.per == "week" and span:
            start = date.fromisoformat(span)
            span = f"{start:%m-%d}—{start + timedelta(6):%m-%d}"
        return (*lead, Figure(span or None)) if self.per else tuple(lead)

    def _figures(
        self, counted: Mapping[str, Sequence[Counted]], lost: set[str], live: SummaryFormulas, at: int
    ) -> tuple[Figure, ...]:
        values: dict[str, Value] = {}
        cells: dict[str, tuple[CellRef, ...]] = {}
        exact: dict[str, Expr | None] = {}
        for one in self.columns:
            if one.table:
                values[one.id] = None if one.id in lost else _amount(one, counted[one.id])
                cells[one.id] = tuple(line.ref for line in counted[one.id])
                exact[one.id] = live.exact(one.id, at)
        for one in self.columns:
            if pair := one.rate or one.difference:
                above, below = pair
                values[one.id] = _of_two(one, values[above], values[below])
                cells[one.id] = tuple(dict.fromkeys((*cells[above], *cells[below])))
                exact[one.id] = of_two(exact[above], exact[below], rate=bool(one.rate))
        return tuple(_figure(values[one.id], one.places, cells[one.id], exact[one.id]) for one in self.columns)


def _by_key(lines: Sequence[Counted]) -> dict[Key, list[Counted]]:
    found: dict[Key, list[Counted]] = {}
    for line in lines:
        found.setdefault(line.key, []).append(line)
    return found


def _amount(one: SummaryColumn, lines: Sequence[Counted]) -> Value:
    """None when one of the lines lacks its figure: what lacks is never counted as nothing."""
    amounts = [line.amount for line in lines if line.amount is not None]
    if len(amounts) < len(lines):
        return None
    return Decimal(len({line.word for line in lines if line.word})) if one.distinct else total(amounts)


def _of_two(one: SummaryColumn, above: Value, below: Value) -> Value:
    if above is None or below is None or (one.rate and below == ZERO):
        return None
    return product(quotient(above, below), HUNDRED) if one.rate else total((above, -below))


def _figure(value: Value, places: int, cells: tuple[CellRef, ...], exact: Expr | None) -> Figure:
    if value is None:
        return Figure(None, cells)
    return Figure(str(half_up(value, places)), cells, formula=as_shown(exact, places))
