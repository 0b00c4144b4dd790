"""A date lies within so many days of another one: filled in within a week, applied for beforehand, planned ahead."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from reportgen.records import Row
from reportgen.scheme import Judged
from reportgen.validate.kinds.seen import Seen, day_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Spans:
    """Lines of another table that say from when to when a person was in a state; both days belong to it. Without a
    last day it is one day."""

    table: str
    first: str
    last: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """`column` lies from `earliest` to `latest` days after `of` (below 0: before it), calendar days; None is no limit.
    `after`: where `of` lies in a span of that table about the same person, the days count from the span's last day.
    `refuse`: a line outside is left out of the month; else it counts and is only named."""

    kind: ClassVar[str] = "window"
    table: str
    column: str
    of: str
    earliest: int | None = None
    latest: int | None = None
    after: Spans | None = None
    refuse: bool = False

    def look(self, seen: Seen) -> Iterator[Judged]:
        spans = _spans(seen, self.after) if self.after else {}
        for row in seen.rows(self.table):
            done, start = day_of(row.held(self.column).value), day_of(row.held(self.of).value)
            if done is None or start is None:
                continue
            ends = [last for first, last in spans.get(row.person, ()) if first <= start <= last]
            end = max(ends, default=start)
            if self.latest is not None and (done - end).days > self.latest:
                yield self._outside(seen, row, "TOO_LATE" if self.latest >= 0 else "NOT_AHEAD", self.latest, done, end)
            elif self.earliest is not None and (done - start).days < self.earliest:
                code = "TOO_EARLY" if self.earliest >= 0 else "TOO_FAR_AHEAD"
                yield self._outside(seen, row, code, self.earliest, done, start)

    def _outside(self, seen: Seen, row: Row, code: str, limit: int, done: date, since: date) -> Judged:
        """Days before the other date are told as such, above 0."""
        ahead = code in ("NOT_AHEAD", "TOO_FAR_AHEAD")
        days = (since - done).days if ahead else (done - since).days
        told = {"of": seen.name(self.table, self.of), "since": str(since), "found": str(done), "days": str(days)}
        how = "line_left_out" if self.refuse else "line_counts"
        return seen.judged(code, row, self.column, refuse=self.refuse, how=how, limit=str(abs(limit)), **told)


def _spans(seen: Seen, spans: Spans) -> Mapping[str, list[tuple[date, date]]]:
    found: defaultdict[str, list[tuple[date, date]]] = defaultdict(list)
    for row in seen.rows(spans.table):
        first = day_of(row.held(spans.first).value)
        if first is not None:
            found[row.person].append((first, day_of(row.held(spans.last).value) or first))
    return found
