"""A month's sheet of days: a line for each person, a mark for each day, and how many of each."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from reportgen.records import CellRef, Figure, Table, TableColumn, phrase
from reportgen.scheme import Output
from reportgen.settle.outputs.days import Away, Days, Member, covered, days_of, members, reported
from reportgen.settle.outputs.month import MonthSheets
from reportgen.settle.outputs.wording import column

WORDS = {
    "marks": {
        "zh": "√ 出勤；{marks}；缺 工作日无记录；空白 休息；/ 不在岗",
        "en": "√ present; {marks}; 缺 a working day without a line; blank: day off; / not in post",
    },
}
PRESENT, LACKING, OUT, REST = "√", "缺", "/", "\u3000"
UNIT = "天"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendance:
    """Those of `roles`, day by day: present when `table` has a line dated by `day`, else the mark of the first of
    `away` that covers the day, else lacking on a working day. Days are counted by their marks; a day with a line that
    is no working day counts as present too. A day is one, however long."""

    kind: ClassVar[str] = "attendance"
    table: str
    day: str
    roles: tuple[str, ...] = ()
    away: tuple[Away, ...] = ()

    @property
    def head(self) -> tuple[TableColumn, ...]:
        days = (TableColumn(f"d{number}", str(number)) for number in range(1, 32))
        return (column("person", "person"), column("name", "full-name"), *days, *self._counts)

    @property
    def _counts(self) -> tuple[TableColumn, ...]:
        away = (TableColumn(one.id, one.name, UNIT) for one in self.away)
        return (
            column("due", "days-due", UNIT), column("present", "days-present", UNIT), *away,
            column("missing", "days-missing", UNIT),
        )  # fmt: skip

    def tabulate(self, output: Output, month: MonthSheets) -> Table:
        scheme = month.scheme.id
        if self.table not in month.present:
            return Table(output.id, scheme, output.title, "withheld", self.head, (), (phrase("table-withheld"),))
        days = days_of(month.period)
        head = tuple(one for one in self.head if not one.id[1:].isdigit() or int(one.id[1:]) <= len(days))
        done, away = reported(month, self.table, self.day), [(one, covered(month, one)) for one in self.away]
        body = []
        for member in members(month, self.roles):
            id = member.person.id
            states = {one.mark: found.get(id, {}) for one, found in away}
            body.append(self._line(member, days, done.get(id, {}), states, month))
        marks = "；".join(f"{one.mark} {one.name}" for one in self.away)
        status = "partial" if month.blame(self.table) else "complete"
        return Table(output.id, scheme, output.title, status, head, tuple(body), (phrase("marks", marks=marks),))  # type: ignore[arg-type]

    def _line(
        self, member: Member, days: list[date], done: Days, states: dict[str, Days], month: MonthSheets
    ) -> tuple[Figure, ...]:
        workdays = frozenset(month.workdays)
        marks = [_mark(day, member, done, states, day in workdays) for day in days]
        count = Counter(mark for mark, _ in marks)
        due = sum(day in workdays and day in member.days for day in days)
        counts = (due, count[PRESENT], *(count[one.mark] for one in self.away), count[LACKING])
        cells = (Figure(mark, evidence) for mark, evidence in marks)
        return Figure(member.person.id), Figure(member.person.name), *cells, *(Figure(str(one)) for one in counts)


def _mark(
    day: date, member: Member, done: Days, states: dict[str, Days], working: bool
) -> tuple[str, tuple[CellRef, ...]]:
    if day not in member.days:
        return OUT, ()
    if day in done:
        return PRESENT, done[day]
    for mark, covered_days in states.items():
        if day in covered_days and working:
            return mark, covered_days[day]
    return (LACKING if working else REST), ()
