"""Full less `per_date` for each absent date; any part of a date counts as one (domain: rule kind "attendance").

Reading "half days": distinct dates, so that morning and afternoon of one date are one absence. A date that lies in a
week of the month but in the month beside it belongs to that month's sheet, and is blamed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar

from reportgen.exact import ZERO, plain
from reportgen.formula import Expr, Field, First, both, filled, minus, most, times
from reportgen.records import phrase
from reportgen.scheme import Scored
from reportgen.score.desk import Desk
from reportgen.score.look import Look
from reportgen.score.saying import beyond

WORDS = {
    "all-present": {"zh": "满勤", "en": "present throughout"},
    "absent": {
        "zh": "缺勤 {count} 天（{dates}），每天 −{each}：−{take}",
        "en": "absent on {count} dates ({dates}), −{each} each: −{take}",
    },
    "f-absent": {"zh": "缺勤日（同日只计一次）", "en": "absent date, each date once"},
    "f-per-date": {"zh": "每缺勤一天扣分", "en": "taken off for each absent date"},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendance:
    kind: ClassVar[str] = "attendance"
    table: str
    date: str
    per_date: Decimal

    def score(self, full: Decimal, look: Look) -> Scored:
        month = look.period
        absent: set[date] = set()
        for row in look.rows(self.table):
            day = look.day(row, self.date)
            if day is not None and not month.holds(day):
                look.fault("DATE_OUTSIDE", row, self.date, found=str(day), accepted=f"{month.first} – {month.last}")
            elif day is not None:
                absent.add(day)
        dates = sorted(absent)
        if not dates:
            return Scored(full, (phrase("all-present"),))
        listed = "、".join(f"{day.month}-{day.day}" for day in dates)
        lost = self.per_date * len(dates)
        words = phrase("absent", count=len(dates), dates=listed, each=plain(self.per_date), take=plain(lost))
        return Scored(max(ZERO, full - lost), (words, *beyond(full, lost)))

    def formula(self, full: Expr, desk: Desk) -> Expr:
        dates = desk.count(self.table, phrase("f-absent"), both(filled(Field(self.date)), First((self.date,))))
        return most(0, minus(full, times(desk.param(phrase("f-per-date"), self.per_date), dates)))
