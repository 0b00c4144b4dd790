"""A month's sheet of days: a line for each person, a mark for each day, and how many of each."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from reportgen.formula import Expr
from reportgen.records import CellRef, Figure, Table, TableColumn, phrase
from reportgen.scheme import Output
from reportgen.settle.outputs.days import Away, Covered, covered, days_of, members, reported
from reportgen.settle.outputs.month import MonthSheets
from reportgen.settle.outputs.person_days import LACKING, OUT, PRESENT, REST, Known, PersonDays, person_days
from reportgen.settle.outputs.wording import column

WORDS = {
    "marks": {
        "zh": "√ 出勤；{marks}；缺 工作日无记录；空白 休息；/ 不在岗",
        "en": "√ present; {marks}; 缺 a working day without a line; blank: day off; / not in post",
    },
}
UNIT = "天"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendance:
    """Those of `roles`, day by day: present when `table` has a line dated by `day`, else the mark of the first of
    `away` that covers the day, else lacking on a working day. Days are counted by their marks; a day with a line that
    is no working day counts as present too. A day is one, however long. The workbook has every day of everyone, works
    out its mark, and counts the marks."""

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
        live, known = self._formulas(output, month, days)
        workdays = frozenset(month.workdays)
        body = [self._line(one, live, at, days, workdays) for at, one in enumerate(known)]
        marks = "；".join(f"{one.mark} {one.name}" for one in self.away)
        status = "partial" if month.blame(self.table) else "complete"
        return Table(
            output.id, scheme, output.title, status, head, tuple(body), (phrase("marks", marks=marks),),  # type: ignore[arg-type]
            blocks=live.blocks,
        )  # fmt: skip

    def _formulas(self, output: Output, month: MonthSheets, days: list[date]) -> tuple[PersonDays, list[Known]]:
        done = reported(month, self.table, self.day)
        away = {one.mark: (one, covered(month, one)) for one in self.away}
        known = []
        for member in members(month, self.roles):
            id = member.person.id
            known.append(Known(member, done.get(id, {}), tuple(found.get(id, {}) for _, found in away.values())))
        asked = tuple(one for one, _ in away.values())
        key = f"{month.scheme.id}/{output.id}"
        return person_days(key, output.title, asked, known, days, frozenset(month.workdays)), known

    def _line(
        self, known: Known, live: PersonDays, at: int, days: list[date], workdays: frozenset[date]
    ) -> tuple[Figure, ...]:
        person = known.member.person
        marks = [_mark(day, known, live, day in workdays) for day in days]
        count = Counter(mark for mark, _ in marks)
        due = sum(day in workdays and day in known.member.days for day in days)
        counts: list[tuple[int, Expr]] = [(due, live.due(at)), (count[PRESENT], live.present(at))]
        counts += [(count[one.mark], live.on(at, one.mark)) for one in self.away]
        counts.append((count[LACKING], live.missing(at)))
        cells = (Figure(mark, found, formula=live.mark(at, day)) for day, (mark, found) in enumerate(marks))
        return (
            Figure(person.id, formula=live.who(at, "person")), Figure(person.name, formula=live.who(at, "name")),
            *cells, *(Figure(str(one), formula=formula) for one, formula in counts),
        )  # fmt: skip


def _mark(day: date, known: Known, live: PersonDays, working: bool) -> tuple[str, tuple[CellRef, ...]]:
    if day not in known.member.days:
        return OUT, ()
    if day in known.done:
        return PRESENT, known.done[day]
    for away, found in zip(live.away, known.away, strict=True):
        if day in found and working:
            return away.mark, tuple(first.ref for first, _ in found[day])
    return (LACKING if working else REST), ()
