"""The batch rule: a batch that passes too seldom, or shows one fault too often, must be mended by a date.

Serves the schemes that test goods by batches; the texts know one such way of working (the quality chain of smart
meters): a full test below its target, or so many meters of the same fault, is a hidden batch defect; mended late, or
below the target again when tested anew, it is a second-class quality problem that is reported upward.

The workbook has the tests batch by batch, and of each batch that must be mended the line that tells of it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import partial
from typing import ClassVar

from reportgen import normal
from reportgen.exact import HUNDRED, ZERO, half_up, plain, product, quotient, total
from reportgen.formula import At, Expr, call
from reportgen.records import CellRef, Entry, Figure, Phrase, Row, Table, TableColumn, phrase
from reportgen.scheme import Output
from reportgen.settle.outputs.columns import day_of, shown
from reportgen.settle.outputs.month import MonthSheets
from reportgen.settle.outputs.row_groups import RowGroups, Wanted, as_shown, of_two, rate_of, row_groups
from reportgen.settle.outputs.wording import column, figure

Line = tuple[Figure, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SameFaults:
    """Faults by batch and kind; `least` of one kind are too many."""

    table: str
    batch: str
    fault: str
    count: str
    least: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Mends:
    """By when a batch must be mended, when it was, and what the test after it gave."""

    table: str
    batch: str
    due: str
    done: str
    passed: str
    tested: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Batches:
    """One line a batch; batches whose names differ in width or script only are one. `target` in percent, inclusive."""

    kind: ClassVar[str] = "batches"
    table: str
    batch: str
    maker: str
    passed: str
    tested: str
    target: Decimal
    faults: SameFaults
    mends: Mends

    @property
    def head(self) -> tuple[TableColumn, ...]:
        return (
            column("batch", "batch"), column("maker", "maker"), column("tested", "tested"),
            column("passed", "passed"), column("rate", "pass-rate", "%"), column("verdict", "verdict"),
            column("why", "why"), column("due", "mend-by"), column("done", "mended"),
            column("again", "pass-again", "%"),
        )  # fmt: skip

    def tabulate(self, output: Output, month: MonthSheets) -> Table:
        scheme = month.scheme.id
        rows = month.rows(self.table)
        if self.table not in month.present or (not rows and month.blame(self.table)):
            return Table(output.id, scheme, output.title, "withheld", self.head, (), (phrase("table-withheld"),))
        groups: dict[str, list[Row]] = {}
        for row in rows:
            groups.setdefault(_key(row, self.batch), []).append(row)
        others = self._untested(groups, month)
        live = self._formulas(output, month, groups | dict.fromkeys(others, ()))
        lines = [*(self._line(key, own, month) for key, own in groups.items()), *others.values()]
        body = [_with_formulas(line, live, at) for at, line in enumerate(lines, 1)]
        blame = [one for id in (self.table, self.faults.table, self.mends.table) for one in month.blame(id)]
        known = sum(line[5].value is not None for line in body)
        whole = known == len(body) and not blame
        notes: tuple[Phrase, ...] = () if whole else (phrase("rates-unread", good=known, all=len(body)),)
        status = "complete" if whole else "partial"
        return Table(
            output.id, scheme, output.title, status, self.head, tuple(body), notes,  # type: ignore[arg-type]
            blocks=(live.tests.block, live.mends.block),
        )  # fmt: skip

    def _formulas(self, output: Output, month: MonthSheets, groups: Mapping[str, Sequence[Row]]) -> _Live:
        mended = [self._mend_of(key, month) for key in groups]
        tests = Wanted(table=self.table, keys=(self.batch, self.maker), added=(self.passed, self.tested))
        of = self.mends
        mends = Wanted(
            table=of.table, keys=(of.batch, of.due, of.done, of.passed, of.tested), part="mends"
        )
        return _Live(
            row_groups(output, month.scheme, tests, list(groups.values())),
            row_groups(output, month.scheme, mends, [[row] if row else [] for row in mended]),
            self,
        )

    def _mend_of(self, batch: str, month: MonthSheets) -> Row | None:
        of = self.mends
        return next((row for row in month.rows(of.table) if _key(row, of.batch) == batch), None)

    def _line(self, batch: str, rows: Sequence[Row], month: MonthSheets) -> Line:
        tested, passed = _sum(rows, self.tested), _sum(rows, self.passed)
        cells = _refs(rows, self.passed) + _refs(rows, self.tested)
        rate = None if any(_beyond(row, self) for row in rows) else _rate(passed, tested)
        same, unread, more = self._same(batch, month)
        why = [phrase("batch-rate", rate=rate, target=plain(self.target))] if rate is not None and rate < self.target else []
        why += [phrase("batch-same", fault=name, count=plain(count)) for name, count in same]
        names = [Figure(shown(rows[0].get(one).value), _refs(rows, one)) for one in (self.batch, self.maker)]
        sums = [Figure(None if value is None else plain(value), cells) for value in (tested, passed)]
        told = [*names, *sums, Figure(None if rate is None else str(rate), cells)]
        blank = (Figure(None), Figure(None), Figure(None))
        if rate is None or unread:
            return (*told, Figure(None), figure(*why, evidence=more), *blank)
        if not why:
            return (*told, figure(phrase("batch-good")), Figure(None), *blank)
        return (*told, *self._mended(batch, why, more, month))

    def _untested(self, tested: Collection[str], month: MonthSheets) -> dict[str, Line]:
        """Batches that only faults or mending are told of: tested in another month, or a number with a slip in it."""
        sides = ((self.faults.table, self.faults.batch), (self.mends.table, self.mends.batch))
        named: dict[str, Entry] = {}
        for table, id in sides:
            for row in month.rows(table):
                key = _key(row, id)
                if key and key not in tested:
                    named.setdefault(key, row.get(id))
        return {key: self._named_alone(key, entry, month) for key, entry in named.items()}

    def _named_alone(self, key: str, name: Entry, month: MonthSheets) -> Line:
        same, _, cells = self._same(key, month)
        why = [phrase("batch-same", fault=fault, count=plain(count)) for fault, count in same]
        blank = Figure(None)
        mends = self._mended(key, why, cells, month)[2:] if self._mend_of(key, month) else (blank,) * 3
        lead = (Figure(shown(name.value), (name.ref,)), blank, blank, blank, blank)
        return (*lead, figure(phrase("batch-untested")), figure(*why, evidence=cells), *mends)

    def _same(self, batch: str, month: MonthSheets) -> tuple[list[tuple[str, Decimal]], bool, tuple[CellRef, ...]]:
        """The faults that are too many, whether a count cannot be read, and the cells."""
        of = self.faults
        rows = [row for row in month.rows(of.table) if _key(row, of.batch) == batch]
        counts: dict[str, list[Row]] = {}
        for row in rows:
            counts.setdefault(shown(row.get(of.fault).value) or "", []).append(row)
        sums = {name: _sum(own, of.count) for name, own in counts.items()}
        many = [(name, count) for name, count in sums.items() if count is not None and count >= of.least]
        return many, None in sums.values(), _refs(rows, of.count)

    def _mended(self, batch: str, why: list[Phrase], cells: tuple[CellRef, ...], month: MonthSheets) -> Line:
        """Verdict, reasons, mend-by date, date mended, rate of the test after it."""
        of = self.mends
        row = self._mend_of(batch, month)
        if row is None:
            told = figure(*why, phrase("batch-no-date"), evidence=cells)
            return figure(phrase("batch-hidden")), told, Figure(None), Figure(None), Figure(None)
        due, done = _day(row, of.due), _day(row, of.done)
        again = _rate(_sum((row,), of.passed), _sum((row,), of.tested)) if row.get(of.tested).value else None
        reasons = list(why)
        if due is not None and (done or month.period.last) > due:
            reasons.append(phrase("batch-late"))
        if again is not None and again < self.target:
            reasons.append(phrase("batch-again", rate=again))
        worse = len(reasons) > len(why)
        verdict = "batch-second" if worse else "batch-mended" if done and again is not None else "batch-hidden"
        return (
            figure(phrase(verdict)), figure(*reasons, evidence=cells),
            Figure(shown(due), (row.get(of.due).ref,)), Figure(shown(done), (row.get(of.done).ref,)),
            Figure(None if again is None else str(again), (row.get(of.passed).ref, row.get(of.tested).ref)),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Live:
    """The formulas of a line: the tests of its batch, the line that tells how it was mended."""

    tests: RowGroups
    mends: RowGroups
    of: Batches

    def formulas(self, at: int) -> Mapping[int, Expr | None]:
        """By the place of the column."""
        found: dict[int, Expr | None] = {}
        if at in self.tests.spans:
            tested, passed = (self.tests.sum(at, id) for id in (self.of.tested, self.of.passed))
            found = {
                0: self.tests.first(at, self.of.batch), 1: self.tests.first(at, self.of.maker), 2: tested, 3: passed,
                4: as_shown(of_two(passed, tested, rate=True), 2),
            }  # fmt: skip
        if at in self.mends.spans:
            mends, there = self.of.mends, partial(At, self.mends.block.id, at=self.mends.spans[at][0])
            found |= {7: call("day", there(mends.due)), 8: call("day", there(mends.done))}
            found[9] = as_shown(rate_of(there(mends.passed), there(mends.tested)), 2)
        return found


def _with_formulas(line: Line, live: _Live, at: int) -> Line:
    """The line, each cell that has a value with its formula."""
    found = live.formulas(at)
    return tuple(
        one if one.value is None or one.said else replace(one, formula=found.get(place)) for place, one in enumerate(line)
    )


def _beyond(row: Row, of: Batches) -> bool:
    """More passed than were tested: a mistake, from which no rate is drawn."""
    passed, tested = row.get(of.passed).value, row.get(of.tested).value
    return isinstance(passed, Decimal) and isinstance(tested, Decimal) and passed > tested


def _key(row: Row, id: str) -> str:
    return normal.key(shown(row.get(id).value) or "")


def _day(row: Row, id: str) -> date | None:
    value = row.get(id).value
    return day_of(value) if isinstance(value, date) else None


def _sum(rows: Sequence[Row], id: str) -> Decimal | None:
    values = [value for row in rows if isinstance(value := row.get(id).value, Decimal)]
    return total(values) if len(values) == len(rows) else None


def _refs(rows: Sequence[Row], id: str) -> tuple[CellRef, ...]:
    return tuple(row.get(id).ref for row in rows)


def _rate(passed: Decimal | None, tested: Decimal | None) -> Decimal | None:
    if passed is None or tested is None or tested == ZERO:
        return None
    return half_up(product(quotient(passed, tested), HUNDRED))
