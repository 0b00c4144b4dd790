"""Cases of a register: how many households, meters or people a line is about, and whether it was late at all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import ClassVar, Literal

from reportgen.formula import ONE, Expr, Field, both, call, either, filled, minus, plus, term, when
from reportgen.records import Phrase, Row, phrase
from reportgen.score.desk import Desk
from reportgen.score.look import Look
from reportgen.score.observations.excuse import excused, unless_excused
from reportgen.score.observations.seen import Seen

WORDS = {
    "case-late-calendar": {
        "zh": "{since} 起 {days} 天，限 {allowed} 天（日历天）",
        "en": "{days} days from {since}, {allowed} allowed",
    },
    "case-late-working": {
        "zh": "{since} 起 {days} 天，限 {allowed} 天（工作日）",
        "en": "{days} working days from {since}, {allowed} allowed",
    },
    "f-case": {"zh": "{what}：件数", "en": "{what}: cases"},
    "f-case-days": {"zh": "{what}：允许天数", "en": "{what}: days allowed"},
    "f-case-end": {"zh": "未办结的算到", "en": "what is not done counts until"},
}
Day = date


@dataclass(frozen=True, slots=True, kw_only=True)
class Lateness:
    """More than `days` after the date in `since`, until the date in `done` (the end of the month where it is blank).

    `working`: Monday to Friday but for the scheme's `holidays`, and its `workdays`; the first day does not count.
    """

    since: str
    done: str
    days: int = 0
    count: Literal["calendar", "working"] = "calendar"

    def used(self, look: Look, row: Row) -> int | None:
        """Days from the first date to the last; None when they cannot be told (blamed)."""
        start = look.day(row, self.since)
        end = look.day(row, self.done)
        if start is None and row.get(self.since).state == "blank":
            look.fault("VALUE_MISSING", row, self.since)
        if start is None or row.get(self.done).state == "bad":
            return None
        end = end or look.period.last
        if self.count == "calendar":
            return max(0, (end - start).days)
        scheme = look.month.scheme
        return working_days(start, end, scheme.holidays, scheme.workdays)

    def formula(self, desk: Desk, what: str) -> Expr:
        start = call("day", Field(self.since))
        last = desk.param(phrase("f-case-end"), desk.look.period.last)
        end = when(filled(Field(self.done)), call("day", Field(self.done)), last)
        used: Expr = minus(end, start)
        if self.count == "working":
            scheme = desk.look.month.scheme
            used = call("workdays", start, end)
            used = minus(used, plus(*(_inside(day, start, end) for day in scheme.holidays if day.weekday() < 5)))
            used = plus(used, *(_inside(day, start, end) for day in scheme.workdays if day.weekday() >= 5))
        late = call("gt", used, desk.param(phrase("f-case-days", what=what), Decimal(self.days)))
        return both(filled(Field(self.since)), call("gt", end, start), late)


def _inside(day: Day, start: Expr, end: Expr) -> Expr:
    return when(both(call("lt", start, term(day)), call("ge", end, term(day))), 1, 0)


def working_days(start: date, end: date, holidays: tuple[date, ...], workdays: tuple[date, ...]) -> int:
    """Working days after `start` up to and with `end`."""
    days = (start + timedelta(n) for n in range(1, (end - start).days + 1))
    return sum(day in workdays or (day.weekday() < 5 and day not in holidays) for day in days)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """The lines of a register with these words; `times`: the column that says of how many each line is. Lines that are
    in time, or that `excused` says are not counted (with its `reason`), do not count."""

    see: ClassVar[str] = "case"
    table: str
    where: Mapping[str, str] = field(default_factory=dict)
    times: str = ""
    late: Lateness | None = None
    excused: str = ""
    reason: str = ""

    @property
    def _what(self) -> str:
        return "、".join(self.where.values())

    def seen(self, look: Look) -> Seen:
        count = 0
        because: list[Phrase] = []
        for row in look.rows(self.table, self.where):
            spared = excused(look, row, self.excused, self.reason)
            if spared:
                because.append(spared)
                continue
            if self.late is not None:
                used = self.late.used(look, row)
                if used is None or used <= self.late.days:
                    continue
                since = look.day(row, self.late.since)
                said = {"calendar": "case-late-calendar", "working": "case-late-working"}[self.late.count]
                because.append(phrase(said, since=since, days=used, allowed=self.late.days))
            count += int(look.needed(row, self.times)) if self.times else 1
            look.witnesses((row,))
        return Seen(count, tuple(because))

    def formula(self, desk: Desk) -> Expr:
        each: Expr = Field(self.times) if self.times else ONE
        if not self.times and not self.where:  # an empty line is no case
            heads = desk.block(self.table).heads
            each = when(either(*(filled(Field(head.id)) for head in heads)), ONE, 0)
        if self.late is not None:
            each = when(self.late.formula(desk, self._what), each, 0)
        each = unless_excused(self.excused, each)
        return desk.sum(self.table, phrase("f-case", what=self._what), each, self.where)
