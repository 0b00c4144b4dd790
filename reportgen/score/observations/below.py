"""Fewer than required on a day, in a week or in the month: rows, or what a column of them says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import ClassVar, Literal, TypeAlias

from reportgen.exact import ZERO, plain, total
from reportgen.formula import Expr, Field, both, call, filled, minus, most, plus, when
from reportgen.period import monday_of
from reportgen.records import Phrase, phrase
from reportgen.score.desk import Desk
from reportgen.score.look import Look
from reportgen.score.observations.seen import Seen

WORDS = {
    "below-day": {
        "zh": "{start} {counted} 次，规定至少 {least} 次",
        "en": "{counted} on {start}, at least {least} are required",
    },
    "below-week": {
        "zh": "{start} 至 {end} 这一周 {counted} 次，规定至少 {least} 次",
        "en": "{counted} in the week {start} to {end}, at least {least} are required",
    },
    "below-month": {
        "zh": "本月 {counted} 次，规定至少 {least} 次",
        "en": "{counted} this month, at least {least} are required",
    },
    "f-in-span": {"zh": "{what}{start} 至 {end} 的次数", "en": "{what} times from {start} to {end}"},
    "f-on-day": {"zh": "{what}{start} 的次数", "en": "{what} times on {start}"},
    "f-at-least": {"zh": "规定次数", "en": "times required"},
}


Day: TypeAlias = date
Span: TypeAlias = tuple[date, date]


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """The days that count: those of `table` in the month, but for the days on which the person has a line in `away`."""

    table: str
    date: str
    away: str = ""
    away_date: str = ""

    def of(self, look: Look) -> tuple[Day, ...]:
        listed = _days(look, self.table, self.date)
        away = _days(look, self.away, self.away_date) if self.away else frozenset()
        return tuple(sorted(listed - away))


def _days(look: Look, table: str, column: str) -> frozenset[Day]:
    found = (look.day(row, column) for row in look.rows(table))
    return frozenset(day for day in found if day is not None and look.period.holds(day))


@dataclass(frozen=True, slots=True, kw_only=True)
class Below:
    """Fewer than `at_least` in a span of `per`; every one that lacks counts once.

    Weeks are those whose Thursday lies in the month. Days are those of `days`, else Monday to Friday. `recorded`: only
    rows with something in that column count. `sum`: a column of numbers that is added up, else rows are counted.
    """

    see: ClassVar[str] = "below"
    table: str
    date: str
    per: Literal["day", "week", "month"]
    at_least: int
    recorded: str = ""
    sum: str = ""
    where: Mapping[str, str] = field(default_factory=dict)
    days: Days | None = None

    def seen(self, look: Look) -> Seen:
        because: list[Phrase] = []
        lacking = 0
        for span, counted in self.counted(look):
            short = max(0, self.at_least - int(counted))
            lacking += short
            if short:
                because.append(self._words(span, counted))
        return Seen(lacking, tuple(because))

    def counted(self, look: Look) -> tuple[tuple[Span, Decimal], ...]:
        """Every span of the month with what was done in it."""
        done: defaultdict[Day, list[Decimal]] = defaultdict(list)
        for row in look.rows(self.table, self.where):
            day = look.day(row, self.date)
            if day is not None and (not self.recorded or look.word(row, self.recorded)):
                done[self._start(day)].append(look.needed(row, self.sum) if self.sum else Decimal(1))
        return tuple((span, total(done.get(span[0], [ZERO]))) for span in self.spans(look))

    def _start(self, day: Day) -> Day:
        return monday_of(day) if self.per == "week" else day.replace(day=1) if self.per == "month" else day

    def spans(self, look: Look) -> tuple[Span, ...]:
        period = look.period
        if self.per == "week":
            return tuple((start, start + timedelta(6)) for start in period.weeks())
        if self.per == "month":
            return ((period.first, period.last),)
        if self.days is not None:
            return tuple((day, day) for day in self.days.of(look))
        every = (period.first + timedelta(number) for number in range(period.last.day))
        return tuple((day, day) for day in every if day.weekday() < 5)

    def _words(self, span: Span, counted: Decimal) -> Phrase:
        start, end = span
        if self.per == "day":
            return phrase("below-day", start=start, counted=plain(counted), least=self.at_least)
        if self.per == "week":
            return phrase("below-week", start=start, end=end, counted=plain(counted), least=self.at_least)
        return phrase("below-month", counted=plain(counted), least=self.at_least)

    def formula(self, desk: Desk) -> Expr:
        required = desk.param(phrase("f-at-least"), Decimal(self.at_least))
        return plus(*(most(0, minus(required, done)) for done in self.done(desk)))

    def reached(self, desk: Desk) -> Expr:
        """In how many spans it was enough."""
        required = desk.param(phrase("f-at-least"), Decimal(self.at_least))
        return plus(*(when(call("ge", done, required), 1, 0) for done in self.done(desk)))

    def done(self, desk: Desk) -> tuple[Expr, ...]:
        """What was done in each span."""
        return tuple(self._counted(desk, start, end) for start, end in self.spans(desk.look))

    def _counted(self, desk: Desk, start: Day, end: Day) -> Expr:
        on = call("day", Field(self.date))
        inside = both(filled(Field(self.date)), call("ge", on, start), call("le", on, end))
        if self.recorded:
            inside = both(inside, filled(Field(self.recorded)))
        what = "、".join(self.where.values())
        label = phrase("f-in-span", what=what, start=start, end=end)
        if start == end:
            label = phrase("f-on-day", what=what, start=start)
        return desk.sum(self.table, label, when(inside, Field(self.sum) if self.sum else 1, 0), self.where)
