"""Months as the assessment counts them: days that clamp, weeks that belong to the month of their Thursday."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

THURSDAY, SATURDAY = 3, 5


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """One calendar month, written `2026-10`."""

    year: int
    month: int

    @classmethod
    def parse(cls, text: str) -> Period:
        """From `2026-10`; ValueError for anything else, and for years outside 2000-2100."""
        match = re.fullmatch(r"(20\d\d|2100)-(0[1-9]|1[0-2])", text)
        if not match:
            raise ValueError(f"not a month: {text!r}")
        return cls(int(match[1]), int(match[2]))

    @classmethod
    def of(cls, day: date) -> Period:
        return cls(day.year, day.month)

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.month:02d}"

    @property
    def first(self) -> date:
        return date(self.year, self.month, 1)

    @property
    def last(self) -> date:
        return date(self.year, self.month, monthrange(self.year, self.month)[1])

    def shifted(self, months: int) -> Period:
        index = self.year * 12 + self.month - 1 + months
        return Period(index // 12, index % 12 + 1)

    @property
    def previous(self) -> Period:
        return self.shifted(-1)

    def day(self, number: int) -> date:
        """The `number`-th of the month; the 30th of February is its last day."""
        return date(self.year, self.month, min(number, self.last.day))

    def holds(self, day: date) -> bool:
        return self.first <= day <= self.last

    def weeks(self) -> tuple[date, ...]:
        """The Mondays of the month's weeks: those whose Thursday lies in the month (4 or 5)."""
        thursday = self.first + timedelta((THURSDAY - self.first.weekday()) % 7)
        weeks = []
        while self.holds(thursday):
            weeks.append(thursday - timedelta(THURSDAY))
            thursday += timedelta(7)
        return tuple(weeks)

    def workdays(self, free: Collection[date] = (), worked: Collection[date] = ()) -> tuple[date, ...]:
        """Monday to Friday but for the days in `free`, and the days in `worked` whatever weekday they are."""
        days = (self.first + timedelta(number) for number in range(self.last.day))
        return tuple(day for day in days if day in worked or (day.weekday() < SATURDAY and day not in free))


@dataclass(frozen=True, slots=True)
class Span:
    """A year, written `2026`, or a quarter, written `2026-Q3`."""

    year: int
    quarter: int = 0  # 0: the whole year

    @classmethod
    def parse(cls, text: str) -> Span:
        """ValueError for anything else, and for years outside 2000-2100."""
        match = re.fullmatch(r"(20\d\d|2100)(?:-?[Qq]([1-4]))?", text)
        if not match:
            raise ValueError(f"neither a year nor a quarter: {text!r}")
        return cls(int(match[1]), int(match[2] or 0))

    def __str__(self) -> str:
        return f"{self.year:04d}-Q{self.quarter}" if self.quarter else f"{self.year:04d}"

    @property
    def per(self) -> Literal["quarter", "year"]:
        return "quarter" if self.quarter else "year"

    @property
    def months(self) -> tuple[Period, ...]:
        first = 3 * self.quarter - 2 if self.quarter else 1
        return tuple(Period(self.year, month) for month in range(first, first + (3 if self.quarter else 12)))


def monday_of(day: date) -> date:
    return day - timedelta(day.weekday())
