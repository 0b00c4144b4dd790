"""(this - last published month) / last, in percent; `—` without a base (domain, reading "growth")."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from reportgen.exact import HUNDRED, ZERO, product, quotient
from reportgen.formula import PERCENT, Expr, minus, over, times
from reportgen.records import Phrase, phrase
from reportgen.score.desk import Desk
from reportgen.score.look import Look
from reportgen.score.measures.operand import Operand
from reportgen.score.measures.ratio import short

WORDS = {
    "growth": {
        "zh": "本月 {now}，上月 {before}：（{now} − {before}）÷ {before}",
        "en": "this month {now}, last month {before}: ({now} − {before}) / {before}",
    },
    "no-history": {"zh": "没有上月已公布的数据", "en": "no published figure of last month"},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Growth:
    """`of` is the KPI whose last published figure is the base; `sum` is this month's figure."""

    kind: ClassVar[str] = "growth"
    of: str
    sum: Operand

    def measure(self, look: Look) -> tuple[Decimal | None, tuple[Phrase, ...]]:
        now = self.sum.sum(look)
        before = look.month.previous_values.get((look.subject, self.of))
        if now is None:
            return None, (phrase("no-figure"),)
        if before is None:
            return None, (phrase("no-history"),)
        if before == ZERO:
            return None, (phrase("no-base"),)
        words = phrase("growth", now=short(now), before=short(before))
        return product(quotient(now - before, before), HUNDRED), (words,)

    def formula(self, desk: Desk) -> Expr:
        declared = next(kpi for kpi in desk.look.month.scheme.kpis if kpi.id == self.of)
        before = desk.last(self.of, declared.name)
        return over(times(minus(self.sum.formula(desk), before), PERCENT), before)
