"""The sum of a column over the lines with the same key is at most so much: hours a day, cost of a project."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from reportgen.exact import ZERO, plain, total
from reportgen.records import Row
from reportgen.scheme import Judged
from reportgen.validate.kinds.seen import Seen, cells_of, same, text_of


@dataclass(frozen=True, slots=True, kw_only=True)
class SumLimit:
    """Lines of `table` with the same words in `by` and the same person: the sum of `sum` is at most `most`, in the
    unit of the column. Which line is wrong cannot be known, so each of them has the finding. A line without a key or a
    number is left to the checks of its cells."""

    kind: ClassVar[str] = "sum-limit"
    table: str
    sum: str
    by: tuple[str, ...]
    most: Decimal

    def look(self, seen: Seen) -> Iterator[Judged]:
        groups: defaultdict[tuple[str, ...], list[Row]] = defaultdict(list)
        for row in seen.rows(self.table):
            entries = [row.held(column) for column in self.by]
            value = row.held(self.sum).value
            if isinstance(value, Decimal) and value != ZERO and all(entry.value is not None for entry in entries):
                groups[row.department, row.person, *(same(entry.value) for entry in entries)].append(row)
        for rows in groups.values():
            amounts = [value for row in rows if isinstance(value := row.held(self.sum).value, Decimal)]
            if sum(amounts) > self.most:
                yield from self._above(seen, rows, total(amounts))

    def _above(self, seen: Seen, rows: list[Row], amount: Decimal) -> Iterator[Judged]:
        refs = [row.get(self.sum).ref for row in rows]
        for row in rows:
            key = " ".join(text_of(row.get(column).value) for column in self.by)
            yield seen.judged("SUM_ABOVE", row, self.sum, found=plain(amount), most=plain(self.most), about=key,
                              cells=cells_of(refs, refs[0]))  # fmt: skip
