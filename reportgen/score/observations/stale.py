"""Lines of a list that were not seen to within their months: customers not visited, instruments not checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from reportgen.formula import Expr, Field, both, call, either, filled
from reportgen.records import phrase
from reportgen.score.desk import Desk
from reportgen.score.look import Look
from reportgen.score.observations.seen import Seen

WORDS = {
    "stale": {
        "zh": "{name}：自 {since} 起应有一次，最近一次 {last}",
        "en": "{name}: one was due since {since}, the last one {last}",
    },
    "stale-never": {
        "zh": "{name}：自 {since} 起应有一次，没有",
        "en": "{name}: one was due since {since}, there is none",
    },
    "f-stale": {"zh": "{what}到期未做", "en": "{what} due and not done"},
    "f-since": {"zh": "{what}自此日起应有一次", "en": "{what}: one is due since"},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Stale:
    """Lines of which none of the dates in the columns `dates` lies in the `months` months that end with this one.
    `line` names the line in words. A line whose date in `since` lies in those months is too new to be due."""

    see: ClassVar[str] = "stale"
    table: str
    line: str
    dates: tuple[str, ...]
    months: int = 1
    since: str = ""
    where: Mapping[str, str] = field(default_factory=dict)

    def seen(self, look: Look) -> Seen:
        because = []
        first = self._first(look)
        for row in look.rows(self.table, self.where):
            days = [day for column in self.dates if (day := look.day(row, column)) and day <= look.period.last]
            new = look.day(row, self.since) if self.since else None
            name = look.word(row, self.line)
            if any(day >= first for day in days) or (new is not None and new >= first):
                continue
            if days:
                because.append(phrase("stale", name=name, since=first, last=max(days)))
            else:
                because.append(phrase("stale-never", name=name, since=first))
        return Seen(len(because), tuple(because))

    def _first(self, look: Look) -> date:
        return look.period.shifted(1 - self.months).first

    def formula(self, desk: Desk) -> Expr:
        what = "、".join(self.where.values())
        first = desk.param(phrase("f-since", what=what), self._first(desk.look))
        last = desk.look.period.last
        inside: list[Expr] = [
            both(
                filled(Field(one)),
                call("ge", call("day", Field(one)), first),
                call("le", call("day", Field(one)), last),
            )
            for one in self.dates
        ]
        if self.since:
            inside.append(both(filled(Field(self.since)), call("ge", call("day", Field(self.since)), first)))
        due = both(filled(Field(self.line)), call("not", either(*inside)))
        return desk.count(self.table, phrase("f-stale", what=what), due, self.where)
