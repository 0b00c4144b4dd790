"""Handed in by its due day and hour, else the points are lost (domain: rule kind "timeliness")."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar, Literal

from reportgen.exact import ZERO, plain
from reportgen.formula import Expr, call, minus, most, times, when
from reportgen.records import phrase
from reportgen.scheme import Scored
from reportgen.score.desk import Desk
from reportgen.score.look import Look
from reportgen.score.observations.late import Late
from reportgen.score.saying import beyond

WORDS = {
    "f-late": {"zh": "迟交或未交次数", "en": "times late or not handed in"},
    "f-each-late": {"zh": "每次迟交扣分", "en": "points off for each time late"},
    "on-time": {"zh": "按时上交", "en": "handed in on time"},
    "late-all": {"zh": "未按时上交：该项不得分", "en": "not handed in on time: the item scores nothing"},
    "late-each": {
        "zh": "未按时上交 {count} 次，每次 −{each}：−{take}",
        "en": "{count} times late, −{each} each: −{take}",
    },
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeliness:
    """`take` points for each late or missing paper, or "all"."""

    kind: ClassVar[str] = "timeliness"
    late: Late
    take: Decimal | Literal["all"] = "all"

    def score(self, full: Decimal, look: Look) -> Scored:
        seen = self.late.seen(look)
        if not seen.count:
            return Scored(full, (phrase("on-time"),))
        if self.take == "all":
            return Scored(ZERO, (phrase("late-all"), *seen.because), seen.missing, seen.doubles)
        lost = self.take * seen.count
        words = phrase("late-each", count=seen.count, each=plain(self.take), take=plain(lost))
        because = (words, *seen.because, *beyond(full, lost))
        return Scored(max(ZERO, full - lost), because, seen.missing, seen.doubles)

    def formula(self, full: Expr, desk: Desk) -> Expr:
        count = desk.step(phrase("f-late"), self.late.formula(desk))
        if self.take == "all":
            return when(call("gt", count, 0), 0, full)
        return most(0, minus(full, times(desk.param(phrase("f-each-late"), self.take), count)))

    def doubling(self, desk: Desk) -> Expr:
        """How many occurrences are material not handed in whose doubling no one waived."""
        return self.late.doubling(desk)
