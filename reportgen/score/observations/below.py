"""Fewer rows than required in a week or in the month."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import ClassVar, Literal, TypeAlias

from reportgen.formula import Expr, Field, both, call, filled, minus, most, plus
from reportgen.period import monday_of
from reportgen.records import phrase
from reportgen.score.desk import Desk
from reportgen.score.look import Look
from reportgen.score.observations.seen import Seen

WORDS = {
    "below-week": {
        "zh": "{start} 至 {end} 这一周 {counted} 次，规定至少 {least} 次",
        "en": "{counted} in the week {start} to {end}, at least {least} are required",
    },
    "below-month": {
        "zh": "本月 {counted} 次，规定至少 {least} 次",
        "en": "{counted} this month, at least {least} are required",
    },
    "f-in-span": {"zh": "{start} 至 {end} 的次数", "en": "times from {start} to {end}"},
    "f-at-least": {"zh": "规定次数", "en": "times required"},
}


Day: TypeAlias = date


@dataclass(frozen=True, slots=True, kw_only=True)
class Below:
    """Fewer than `at_least` rows in a week or in the month; every row that lacks counts once.

    Weeks are those whose Thursday lies in the month. `recorded`: only rows with something in that column count.
    """

    see: ClassVar[str] = "below"
    table: str
    date: str
    per: Literal["week", "month"]
    at_least: int
    recorded: str = ""
    where: Mapping[str, str] = field(default_factory=dict)

    def seen(self, look: Look) -> Seen:
        counts: Counter[date] = Counter()
        for row in look.rows(self.table, self.where):
            day = look.day(row, self.date)
            if day is not None and (not self.recorded or look.word(row, self.recorded)):
                counts[monday_of(day) if self.per == "week" else day.replace(day=1)] += 1
        spans = look.period.weeks() if self.per == "week" else (look.period.first,)
        because = []
        lacking = 0
        for start in spans:
            short = max(0, self.at_least - counts[start])
            lacking += short
            if short and self.per == "week":
                end = start + timedelta(6)
                because.append(phrase("below-week", start=start, end=end, counted=counts[start], least=self.at_least))
            elif short:
                because.append(phrase("below-month", counted=counts[start], least=self.at_least))
        return Seen(lacking, tuple(because))

    def formula(self, desk: Desk) -> Expr:
        period = desk.look.period
        spans = [(start, start + timedelta(6)) for start in period.weeks()]
        if self.per == "month":
            spans = [(period.first, period.last)]
        required = desk.param(phrase("f-at-least"), Decimal(self.at_least))
        return plus(*(most(0, minus(required, self._counted(desk, start, end))) for start, end in spans))

    def _counted(self, desk: Desk, start: Day, end: Day) -> Expr:
        on = call("day", Field(self.date))
        inside = both(filled(Field(self.date)), call("ge", on, start), call("le", on, end))
        if self.recorded:
            inside = both(inside, filled(Field(self.recorded)))
        return desk.count(self.table, phrase("f-in-span", start=start, end=end), inside, self.where)
