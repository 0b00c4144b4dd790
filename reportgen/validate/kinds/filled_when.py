"""A column is filled where another one holds one of some words: the reason of a delay, the note of a rejection."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from reportgen.scheme import Judged
from reportgen.validate.kinds.seen import Seen, text_of


@dataclass(frozen=True, slots=True, kw_only=True)
class FilledWhen:
    """`column` is not blank on lines that hold one of `words` in `when`. The line counts all the same: a warning."""

    kind: ClassVar[str] = "filled-when"
    table: str
    column: str
    when: str
    words: tuple[str, ...]

    def look(self, seen: Seen) -> Iterator[Judged]:
        for row in seen.rows(self.table):
            value = row.held(self.when).value
            if value in self.words and row.held(self.column).state == "blank":
                yield seen.judged(
                    "REASON_LACKING", row, self.column, found=text_of(value), when=seen.name(self.table, self.when)
                )
