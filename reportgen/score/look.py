"""A subject's view of the month, which remembers every cell that was looked at and every finding in the way.

Rules ask a Look for rows, numbers, words and dates. Whatever they read becomes the evidence of the score; whatever
could not be read becomes the blame that withholds it. So a rule holds its value and its words and nothing else.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from reportgen.exact import ZERO
from reportgen.period import Period
from reportgen.records import CellRef, Entry, Finding, Line, Row, Sheet, finding
from reportgen.scheme import Merge, Scheme

Where = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Month:
    """All that scoring may look at: rows and lines by subject, findings by cell and by table, last month's base."""

    period: Period
    scheme: Scheme
    rows: Mapping[tuple[str, str], tuple[Row, ...]]  # (table, 工号) -> rows; (table, "") -> rows about no one
    lines: Mapping[tuple[str, str], tuple[Line, ...]]  # (merge, 工号)
    sheets: Mapping[tuple[str, str], tuple[Sheet, ...]]  # (table, department)
    by_cell: Mapping[CellRef, tuple[Finding, ...]]
    by_table: Mapping[tuple[str, str], tuple[Finding, ...]]  # (table, 工号 or department) -> what puts it in doubt
    previous_values: Mapping[tuple[str, str], Decimal]  # (工号, KPI) -> last published figure
    has_previous: bool

    def looking(self, subject: str, department: str, also: tuple[str, ...] = ()) -> Look:
        return Look(self, subject, department, also)


@dataclass(slots=True)
class Look:
    """One look for one item: `subject` is a 工号, or "" for a department's or the company's table. A person is seen in
    his `department` alone (after a transfer each part of the month in its own), and in those of `also`."""

    month: Month
    subject: str
    department: str
    also: tuple[str, ...] = ()
    evidence: dict[CellRef, None] = field(default_factory=dict)
    blame: dict[Finding, None] = field(default_factory=dict)

    @property
    def period(self) -> Period:
        return self.month.period

    def rows(self, table: str, where: Where | None = None) -> tuple[Row, ...]:
        """The subject's rows of a table whose words equal `where`; a table in doubt withholds. Of a table that is about
        no one a person sees his department's."""
        self._doubt(table)
        chosen = []
        about = self.subject if self.month.scheme.table(table).person else ""
        for row in self.month.rows.get((table, about), ()):
            if self._here(row) and all(self._word_is(row, column, word) for column, word in (where or {}).items()):
                chosen.append(row)
        return tuple(chosen)

    def _doubt(self, table: str) -> None:
        for owner in (self.subject, self.department, *self.also):
            for found in self.month.by_table.get((table, owner), ()):
                self.blame[found] = None

    def _here(self, row: Row) -> bool:
        return not self.subject or row.department in (self.department, *self.also)

    def _word_is(self, row: Row, column: str, word: str) -> bool:
        self._brought(row, column)
        entry = row.get(column)
        if entry.state == "bad":
            self._note(row, column, entry)
        return entry.value == word

    def lines(self, merge: str) -> tuple[Line, ...]:
        """The subject's planned and done lines; both tables must be there and undoubted."""
        declared = self.merge(merge)
        for side in (declared.plan, declared.actual):
            self.rows(side.table)
        about = self.subject if self.month.scheme.table(declared.plan.table).person else ""
        return tuple(line for line in self.month.lines.get((merge, about), ()) if self._here(line.rows[0]))

    def merge(self, id: str) -> Merge:
        return next(merge for merge in self.month.scheme.merges if merge.id == id)

    def _brought(self, row: Row, column: str) -> None:
        """What puts the list in doubt that a column is brought from puts the column in doubt."""
        if (bringing := self.month.scheme.table(row.table).brings(column)) is not None:
            self._doubt(bringing.table)

    def _note(self, row: Row, column: str, entry: Entry) -> None:
        """Blame what was found at the cell; at a header, only what was found about this column."""
        table = self.month.scheme.table(row.table)
        declared = table.column(column)
        name = declared.name if declared else column
        for found in self.month.by_cell.get(entry.ref, ()):
            if table.brings(column) or dict(found.values).get("column", name) == name:
                self.blame[found] = None

    def _read(self, row: Row, column: str) -> Entry:
        self._brought(row, column)
        entry = row.get(column)
        if entry.state == "bad":
            self._note(row, column, entry)
        if entry.state == "ok":
            self.evidence[entry.ref] = None
        return entry

    def number(self, row: Row, column: str) -> Decimal | None:
        """The number in a cell; None when it is blank or unreadable (the latter is blamed)."""
        value = self._read(row, column).value
        return value if isinstance(value, Decimal) else None

    def needed(self, row: Row, column: str) -> Decimal:
        """The number in a cell that a figure cannot do without: blank is blamed, and counts as 0 meanwhile."""
        value = self.number(row, column)
        if value is None and row.get(column).state == "blank":
            self.fault("VALUE_MISSING", row, column)
        return ZERO if value is None else value

    def word(self, row: Row, column: str) -> str:
        value = self._read(row, column).value
        return value if isinstance(value, str) else ""

    def flag(self, row: Row, column: str) -> bool:
        return self._read(row, column).value is True

    def times(self, row: Row, column: str) -> int:
        """How often: a flag counts 1, a number itself; blank 0."""
        value = self._read(row, column).value
        if isinstance(value, bool):
            return int(value)
        return int(value) if isinstance(value, Decimal) else 0

    def moment(self, row: Row, column: str) -> date | datetime | None:
        value = self._read(row, column).value
        return value if isinstance(value, date) else None

    def day(self, row: Row, column: str) -> date | None:
        value = self.moment(row, column)
        return value.date() if isinstance(value, datetime) else value

    def fault(self, code: str, row: Row, column: str, **values: str) -> None:
        """A mistake that only the rule can see (points outside a band, an hour that is missing)."""
        table = self.month.scheme.table(row.table)
        declared = table.column(column)
        entry = row.get(column)
        found = finding(
            code,
            entry.ref,
            concerns=(self.subject,) if self.subject else (),
            department=row.department,
            column=declared.name if declared else column,
            **values,
        )
        self.blame[found] = None

    def required(self, table: str, rows: tuple[Row, ...], wanted: Where | None = None) -> tuple[Row, ...]:
        """The same rows; none at all, where nothing else already explains it, is blamed: not rated is not zero."""
        if not rows and not self.blame:
            sheets = self.month.sheets.get((table, self.department), ())
            where = sheets[0].ref if sheets else CellRef(self.department)
            name = self.month.scheme.table(table).name
            about = "、".join((wanted or {}).values())
            found = finding(
                "NOT_RATED", where, concerns=(self.subject,), department=self.department, sheet=name, about=about
            )
            self.blame[found] = None
        return rows

    def witnesses(self, rows: Iterable[Row]) -> None:
        """Rows that count as such (an absence, a visit) are evidence even if no single figure was read."""
        for row in rows:
            self.evidence[row.ref] = None


def grouped(rows: Iterable[Row]) -> dict[tuple[str, str], tuple[Row, ...]]:
    found: defaultdict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        found[row.table, row.person].append(row)
    return {key: tuple(rows) for key, rows in found.items()}
