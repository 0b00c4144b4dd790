"""The lines of a table that meet conditions, in a declared order, with a total: what is lent, late, short, unpaid.

All conditions must hold. A line with a cell that cannot be read is never left out in silence: it is counted in a note.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import ClassVar

from reportgen import normal
from reportgen.exact import ZERO
from reportgen.period import Period
from reportgen.records import Entry, Figure, Phrase, Row, Table, TableColumn, Value, phrase
from reportgen.scheme import Output
from reportgen.settle.outputs.columns import (
    TOTAL,
    Line,
    OutputColumn,
    day_of,
    days_late,
    figures,
    foot,
    foots,
    head_of,
    line_of,
    shown,
)
from reportgen.settle.outputs.month import MonthSheets
from reportgen.settle.outputs.worked import Behind, behind, foot_with_formulas, with_formulas

WORDS = {
    "list-unsure": {
        "zh": "另有 {count} 行的单元格读不出，无法判断，未列入；合计不予列示",
        "en": "{count} more lines have cells that cannot be read and are not listed; totals are not shown",
    },
}
Kept = list[tuple[Row, Line]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """Conditions, each on columns of the sheet:

    where      these columns hold these words
    blank      nothing stands in them;  not_blank: something does
    below      the first is less (or earlier) than the second
    differs    the two do not hold the same word
    late       as the column `late`: some days late
    sooner     the second date comes fewer than `days` days after the first (a notice that came too late)
    coming     the date lies within `coming_days` days after the end of the month
    `sort`: columns of this output, `-` in front for the largest first. `apart`: a column of the sheet whose values are
    never added together (currencies): a total for each.
    """

    kind: ClassVar[str] = "list"
    table: str
    columns: tuple[OutputColumn, ...]
    where: Mapping[str, str] = field(default_factory=dict)
    blank: tuple[str, ...] = ()
    not_blank: tuple[str, ...] = ()
    below: tuple[str, ...] = ()
    differs: tuple[str, ...] = ()
    late: tuple[str, ...] = ()
    sooner: tuple[str, ...] = ()
    days: int = 0
    coming: str = ""
    coming_days: int = 0
    sort: tuple[str, ...] = ()
    apart: str = ""

    @property
    def head(self) -> tuple[TableColumn, ...]:
        return head_of(self.columns)

    def tabulate(self, output: Output, month: MonthSheets) -> Table:
        """No line that meets the conditions is an empty table, not a missing one."""
        scheme = month.scheme.id
        if self.table not in month.present:
            return Table(output.id, scheme, output.title, "withheld", self.head, (), (phrase("table-withheld"),))
        kept: Kept = []
        unsure = 0
        for row in month.rows(self.table):
            met = self._met(row, month.period)
            unsure += met is None
            if met:
                kept.append((row, line_of(self.columns, row, month.period)))
        for name in reversed(self.sort):
            kept = _sorted(kept, name)
        unread = sum(self._unread(row) for row, _ in kept)
        notes: list[Phrase] = [phrase("table-partial", good=len(kept) - unread, all=len(kept))] if unread else []
        notes += [phrase("list-unsure", count=unsure)] if unsure else []
        blame = month.blame(self.table)
        rows = (row for row, _ in kept)
        own = behind(output, month.scheme, self.table, self.columns, rows, month.period, apart=self.apart)
        head = head_of(self.columns, next((one for one in month.scheme.tables if one.id == self.table), None))
        body = with_formulas(own, [figures(self.columns, line) for _, line in kept])
        body += self._feet(kept, own, whole=not blame and not unsure)
        status = "partial" if notes or blame else "complete"
        return Table(
            output.id, scheme, output.title, status, head, tuple(body), tuple(notes),  # type: ignore[arg-type]
            blocks=(own.block,),
        )  # fmt: skip

    def _met(self, row: Row, period: Period) -> bool | None:
        """Whether all conditions hold; None when one of them cannot be told and no other one fails."""
        verdicts = list(self._verdicts(row, period))
        return False if False in verdicts else None if None in verdicts else True

    def _verdicts(self, row: Row, period: Period) -> Iterator[bool | None]:
        for column, word in self.where.items():
            yield _of(row.get(column), row.get(column).value == word)
        for column in self.blank:
            yield _of(row.get(column), _is_empty(row.get(column)))
        for column in self.not_blank:
            yield _of(row.get(column), not _is_empty(row.get(column)))
        if self.below:
            first, second = (row.get(column) for column in self.below)
            yield None if "bad" in (first.state, second.state) else _less(first.value, second.value)
        if self.coming:
            entry = row.get(self.coming)
            ahead = (day_of(entry.value) - period.last).days if isinstance(entry.value, date) else 0
            yield _of(entry, 0 < ahead <= self.coming_days)
        if self.differs:
            first, second = (row.get(column) for column in self.differs)
            yield None if "bad" in (first.state, second.state) else _word(first) != _word(second)
        if self.late:
            days = days_late(row, self.late, period)
            bad = any(row.get(column).state == "bad" for column in self.late)
            yield None if bad else days is not None and days > ZERO

        if self.sooner:
            first, second = (row.get(column) for column in self.sooner)
            yield None if "bad" in (first.state, second.state) else _sooner(first.value, second.value, self.days)

    def _unread(self, row: Row) -> bool:
        """Whether a cell that is shown cannot be read, or one that is summed is blank."""
        for column in self.columns:
            entries = [row.get(id) for id in (column.column, *column.difference, *column.late) if id]
            if any(entry.state == "bad" for entry in entries):
                return True
            if column.foot == "sum" and any(entry.value is None for entry in entries):
                return True
        return False

    def _feet(self, kept: Kept, own: Behind, *, whole: bool) -> Iterator[tuple[Figure, ...]]:
        if not foots(self.columns) or not kept:
            return
        if not self.apart:
            yield foot_with_formulas(own, foot(self.columns, [line for _, line in kept], whole=whole), own.sum)
            return
        groups: dict[str, list[Line]] = {}
        for row, line in kept:
            groups.setdefault(shown(row.get(self.apart).value) or "", []).append(line)
        for value, lines in sorted(groups.items()):
            word = phrase("table-total-of", of=value) if value else TOTAL
            totals = foot(self.columns, lines, whole=whole, word=word)
            yield foot_with_formulas(own, totals, own.sum_of(self.apart, value))


def _of(entry: Entry, verdict: bool) -> bool | None:
    return None if entry.state == "bad" else verdict


def _is_empty(entry: Entry) -> bool:
    return entry.state == "blank" or entry.empty


def _word(entry: Entry) -> str:
    return normal.key(str(shown(entry.value) or ""))


def _less(first: Value, second: Value) -> bool:
    """A limit that is not there is not passed."""
    if isinstance(first, Decimal) and isinstance(second, Decimal):
        return first < second
    if isinstance(first, date) and isinstance(second, date):
        return day_of(first) < day_of(second)
    return False


def _sooner(first: Value, second: Value, days: int) -> bool:
    """Whether fewer than so many days lie between two dates; a first date that is not there came too late."""
    if not isinstance(second, date):
        return False
    return not isinstance(first, date) or (day_of(second) - day_of(first)).days < days


def _sorted(kept: Sequence[tuple[Row, Line]], name: str) -> Kept:
    """By one column of the output; lines without a value there come last."""
    id = name.removeprefix("-")
    known = [pair for pair in kept if pair[1][id][0] is not None]
    rest = [pair for pair in kept if pair[1][id][0] is None]
    known.sort(key=lambda pair: _order(pair[1][id][0]), reverse=name.startswith("-"))
    return known + rest


def _order(value: Value) -> tuple[Decimal, str]:
    """Numbers by size, words and days by their text."""
    return (value, "") if isinstance(value, Decimal) else (ZERO, shown(value) or "")
