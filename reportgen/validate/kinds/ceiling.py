"""The sum of some lines stays within a figure that another table gives: cash within the plan value, cost in budget."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from reportgen.exact import plain, total
from reportgen.records import Row
from reportgen.scheme import Judged
from reportgen.validate.kinds.seen import Seen, same, text_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """The table that gives the figure: `column` on the line whose `key` has the word."""

    table: str
    key: str
    column: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ceiling:
    """`sum` over all lines with the same word in `by` is at most the limit's figure for that word; at the limit is
    within it. Nothing is left out; the finding stands at the limit's cell. A word without a limit is named at its first
    line; while a number of the sum cannot be read, nothing is said of it."""

    kind: ClassVar[str] = "ceiling"
    table: str
    by: str
    sum: str
    limit: Limit

    def look(self, seen: Seen) -> Iterator[Judged]:
        limits: Mapping[str, Row] = {
            same(row.get(self.limit.key).value): row for row in reversed(seen.rows(self.limit.table))
        }
        groups: defaultdict[str, list[Row]] = defaultdict(list)
        for row in seen.rows(self.table):
            if row.get(self.by).value is not None:
                groups[same(row.get(self.by).value)].append(row)
        for key, rows in groups.items():
            about = text_of(rows[0].get(self.by).value)
            if key not in limits:
                name = seen.handed.scheme.table(self.limit.table).name
                yield seen.judged("CEILING_LACKING", rows[0], self.by, found=about, register=name)
                continue
            amounts = [row.get(self.sum) for row in rows]
            most = limits[key].get(self.limit.column).value
            if isinstance(most, Decimal) and not any(entry.state == "bad" for entry in amounts):
                found = total(value for entry in amounts if isinstance(value := entry.value, Decimal))
                if found > most:
                    yield seen.judged(
                        "ABOVE_CEILING", limits[key], self.limit.column, about=about, found=plain(found),
                        most=plain(most), over=plain(found - most), of=seen.name(self.table, self.sum),
                    )  # fmt: skip
