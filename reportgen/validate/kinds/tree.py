"""Codes with the code above them form a tree of at most so many levels: work breakdown, goals, cost lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

from reportgen.records import Row
from reportgen.scheme import Judged
from reportgen.validate.kinds.seen import Seen, same, text_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    """`code` names a line, `above` the line it belongs to (blank: a top one). `levels` counts the top as 1."""

    kind: ClassVar[str] = "tree"
    table: str
    code: str
    above: str
    levels: int

    def look(self, seen: Seen) -> Iterator[Judged]:
        rows = seen.rows(self.table)
        lines = {same(row.get(self.code).value): row for row in rows if row.get(self.code).value is not None}
        for row in rows:
            above = row.get(self.above).value
            if above is not None:
                yield from self._line(seen, row, lines, same(above))

    def _line(self, seen: Seen, row: Row, lines: Mapping[str, Row], above: str) -> Iterator[Judged]:
        written = text_of(row.get(self.above).value)
        if above not in lines:
            yield seen.judged("TREE_WITHOUT_TOP", row, self.above, found=written)
            return
        chain = [same(row.get(self.code).value)]
        while above in lines:
            if above in chain:
                yield seen.judged("TREE_LOOP", row, self.above, found=written)
                return
            chain.append(above)
            value = lines[above].get(self.above).value
            above = "" if value is None else same(value)
        if len(chain) > self.levels:
            yield seen.judged("TREE_TOO_DEEP", row, self.code, found=text_of(row.get(self.code).value),
                              depth=str(len(chain)), levels=str(self.levels))  # fmt: skip
