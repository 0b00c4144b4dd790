"""What an observation answers with, and when something is due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta

from reportgen.period import Period, monday_of
from reportgen.records import Phrase


@dataclass(frozen=True, slots=True)
class Seen:
    """`count` occurrences; `missing`: one of them is material not handed in; `doubles`: and no one waived that it
    counts twice when it was missing the month before too."""

    count: int
    because: tuple[Phrase, ...] = ()
    missing: bool = False
    doubles: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """When something must be there: by `day` of the month, or `days` after the date in column `of` (after the
    Sunday of its week with `week_end`); to the clock with `hour` (16:00), else until the end of that day."""

    day: int | None = None
    of: str = ""
    days: int = 0
    week_end: bool = False
    hour: str = ""

    def on(self, period: Period, anchor: date | None) -> date | None:
        if self.day is not None:
            return period.day(self.day)
        if anchor is None:
            return None
        start = monday_of(anchor) + timedelta(6) if self.week_end else anchor
        return start + timedelta(self.days)

    @property
    def clock(self) -> time | None:
        return time.fromisoformat(self.hour) if self.hour else None
