"""A line was approved step by step: each step with a name and a day, in order; by telephone only with a note."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import ClassVar

from reportgen.records import Row
from reportgen.scheme import Judged
from reportgen.validate.kinds.seen import Seen, day_of, same, text_of

_BETWEEN = re.compile(r"[、，,；;/\s]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """One step of the chain: the columns of its name and its day."""

    name: str
    by: str
    on: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """The `steps` in their order. `phoned` names the steps done by telephone, `noted` is the column of the note that
    has to tell of it. A line whose chain is not whole or not in order is left out: it is not approved."""

    kind: ClassVar[str] = "chain"
    table: str
    steps: tuple[Signature, ...]
    phoned: str = ""
    noted: str = ""

    def look(self, seen: Seen) -> Iterator[Judged]:
        for row in seen.rows(self.table):
            yield from self._lacking(seen, row)
            yield from self._disordered(seen, row)
            if self.phoned:
                yield from self._phoned(seen, row)

    def _lacking(self, seen: Seen, row: Row) -> Iterator[Judged]:
        for step in self.steps:
            blank = [column for column in (step.by, step.on) if row.get(column).state == "blank"]
            if blank:
                yield seen.judged("STEP_LACKING", row, blank[0], refuse=True, step=step.name)

    def _disordered(self, seen: Seen, row: Row) -> Iterator[Judged]:
        days: Sequence[tuple[Signature, date]] = [
            (step, day) for step in self.steps if (day := day_of(row.get(step.on).value)) is not None
        ]
        for (before, first), (step, then) in pairwise(days):
            if then < first:
                yield seen.judged("STEP_TOO_EARLY", row, step.on, refuse=True, step=step.name, found=str(then),
                                  before=before.name, since=str(first))  # fmt: skip

    def _phoned(self, seen: Seen, row: Row) -> Iterator[Judged]:
        value = row.get(self.phoned).value
        if value is None:
            return
        known = {same(step.name) for step in self.steps}
        for word in filter(None, _BETWEEN.split(text_of(value))):
            if same(word) not in known:
                accepted = "、".join(step.name for step in self.steps)
                yield seen.judged("STEP_UNKNOWN", row, self.phoned, found=word, accepted=accepted)
        if row.get(self.noted).state == "blank":
            yield seen.judged("PHONE_WITHOUT_NOTE", row, self.noted, refuse=True, step=text_of(value))
