"""At least n per day, week or month (domain: rule kind "frequency").

A frequency is there to notice what was not done: a present sheet without rows for the person is a count of 0.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import ClassVar, Literal

from reportgen.exact import ZERO, plain
from reportgen.formula import Expr, call, minus, most, times, when
from reportgen.records import phrase
from reportgen.scheme import Scored
from reportgen.score.desk import Desk
from reportgen.score.look import Look
from reportgen.score.observations.below import Below, Days
from reportgen.score.saying import beyond

WORDS = {
    "f-lacking": {"zh": "缺少次数", "en": "times that lack"},
    "f-each-lacking": {"zh": "每少一次扣分", "en": "points off for each that lacks"},
    "often-enough": {"zh": "达到规定次数（{least} 次）", "en": "as often as required ({least})"},
    "too-seldom-all": {
        "zh": "少 {count} 次，未达到规定次数：该项不得分",
        "en": "{count} too few, not as often as required: the item scores nothing",
    },
    "too-seldom": {"zh": "少 {count} 次，每次 −{each}：−{take}", "en": "{count} too few, −{each} each: −{take}"},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Frequency:
    """`take` points for each that lacks, or "all"; `recorded`: only rows with something in that column count;
    `sum`: a column that is added up instead of rows. Days are those of `days`, else Monday to Friday."""

    kind: ClassVar[str] = "frequency"
    table: str
    date: str
    per: Literal["day", "week", "month"]
    at_least: int
    recorded: str = ""
    sum: str = ""
    where: Mapping[str, str] = field(default_factory=dict)
    days: Days | None = None
    take: Decimal | Literal["all"] = "all"

    @property
    def _below(self) -> Below:
        return Below(
            table=self.table,
            date=self.date,
            per=self.per,
            at_least=self.at_least,
            recorded=self.recorded,
            sum=self.sum,
            where=self.where,
            days=self.days,
        )

    def score(self, full: Decimal, look: Look) -> Scored:
        seen = self._below.seen(look)
        if not seen.count:
            return Scored(full, (phrase("often-enough", least=self.at_least),))
        if self.take == "all":
            return Scored(ZERO, (phrase("too-seldom-all", count=seen.count), *seen.because))
        lost = self.take * seen.count
        words = phrase("too-seldom", count=seen.count, each=plain(self.take), take=plain(lost))
        return Scored(max(ZERO, full - lost), (words, *seen.because, *beyond(full, lost)))

    def formula(self, full: Expr, desk: Desk) -> Expr:
        lacking = desk.step(phrase("f-lacking"), self._below.formula(desk))
        if self.take == "all":
            return when(call("gt", lacking, 0), 0, full)
        return most(0, minus(full, times(desk.param(phrase("f-each-lacking"), self.take), lacking)))
