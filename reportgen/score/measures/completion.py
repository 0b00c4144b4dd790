"""Done over planned in percent, uncapped, not below 0 (domain, reading "completion")."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from reportgen.exact import HUNDRED, ZERO, product, quotient
from reportgen.formula import PERCENT, Expr, most, over, times
from reportgen.records import ActualOnly, Phrase, phrase
from reportgen.score.desk import Desk
from reportgen.score.look import Look
from reportgen.score.measures.ratio import short
from reportgen.score.observations.short import sums

WORDS = {
    "done-of-plan": {
        "zh": "计划 {planned}，完成 {done}：{done} ÷ {planned}",
        "en": "planned {planned}, done {done}: {done} / {planned}",
    },
    "done-unplanned": {
        "zh": "计划 {planned}，完成 {done}（含计划外 {count} 项）：{done} ÷ {planned}",
        "en": "planned {planned}, done {done} (of it {count} lines unplanned): {done} / {planned}",
    },
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanCompletion:
    kind: ClassVar[str] = "completion"
    merge: str

    def measure(self, look: Look) -> tuple[Decimal | None, tuple[Phrase, ...]]:
        planned, done = sums(look, self.merge)
        if planned == ZERO:
            return None, (phrase("no-base"),)
        unplanned = sum(isinstance(line, ActualOnly) for line in look.lines(self.merge))
        shown = {"planned": short(planned), "done": short(done)}
        words = phrase("done-unplanned", **shown, count=unplanned) if unplanned else phrase("done-of-plan", **shown)
        return max(ZERO, product(quotient(done, planned), HUNDRED)), (words,)

    def formula(self, desk: Desk) -> Expr:
        planned, done = desk.sums(self.merge)
        return most(0, over(times(done, PERCENT), planned))
