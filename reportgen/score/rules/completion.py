"""points = full x clamp(done / planned), between a floor and a cap (domain: rule kind "completion").

`better` "lower": planned / done, for figures such as expenses.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar, Literal

from reportgen.exact import HUNDRED, ZERO, clamp, half_up, percent_of, plain, product, quotient
from reportgen.formula import Expr, over, percent, rounded, same, times, when, within
from reportgen.records import Phrase, phrase
from reportgen.scheme import Scored
from reportgen.score.desk import Desk
from reportgen.score.look import Look
from reportgen.score.observations.short import sums

WORDS = {
    "completed": {
        "zh": "计划 {planned}，完成 {done}：{above} ÷ {below} = {rate} %",
        "en": "planned {planned}, done {done}: {above} / {below} = {rate} %",
    },
    "nothing-spent": {
        "zh": "计划 {planned}，实际 0，按上限 {cap} % 计",
        "en": "planned {planned}, 0 in fact: counts {cap} %, the most that counts",
    },
    "counts": {"zh": "满分 {full} × {counted} % = {points}", "en": "full {full} × {counted} % = {points}"},
    "counts-full": {
        "zh": "满分 {full} × {counted} % = {points}，以满分 {full} 分为限",
        "en": "full {full} × {counted} % = {points}, no more than the full {full}",
    },
    "capped": {
        "zh": "上限 {cap} %，不设上限为 {points} 分",
        "en": "no more than {cap} % counts; without that {points} points",
    },
    "raised": {
        "zh": "下限 {floor} %，不设下限为 {points} 分",
        "en": "no less than {floor} % counts; without that {points} points",
    },
    "no-plan": {"zh": "没有计划，按满分计", "en": "nothing was planned; counts as full"},
    "f-rate": {"zh": "完成率 %", "en": "completion in %"},
    "f-floor": {"zh": "完成率下限 %", "en": "lowest completion that counts, %"},
    "f-cap": {"zh": "完成率上限 %", "en": "highest completion that counts, %"},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Completion:
    """`floor` and `cap` are percent of full; the rate enters as printed, half up to 2 places."""

    kind: ClassVar[str] = "completion"
    merge: str
    better: Literal["higher", "lower"] = "higher"
    floor: Decimal = ZERO
    cap: Decimal = HUNDRED

    def score(self, full: Decimal, look: Look) -> Scored:
        planned, done = sums(look, self.merge)
        above, below = (done, planned) if self.better == "higher" else (planned, done)
        if planned == ZERO:
            return Scored(full, (phrase("no-plan"),))
        # nothing spent of what was planned is as good as it gets
        rate = half_up(self.cap if below == ZERO else product(quotient(above, below), HUNDRED))
        counted = half_up(clamp(rate, self.floor, self.cap))
        if below == ZERO:
            because = [phrase("nothing-spent", planned=plain(planned), cap=plain(self.cap))]
        else:
            shown = {"planned": plain(planned), "done": plain(done), "above": plain(above), "below": plain(below)}
            because = [phrase("completed", **shown, rate=rate)]
        points = percent_of(full, counted)
        known = {"full": plain(full), "counted": str(counted), "points": plain(points)}
        because.append(phrase("counts-full", **known) if points > full else phrase("counts", **known))
        return Scored(points, (*because, *self._bound(full, rate)))

    def _bound(self, full: Decimal, rate: Decimal) -> tuple[Phrase, ...]:
        """Which bound changed the rate, and what the points would have been without."""
        points = plain(percent_of(full, rate))
        if rate > self.cap:
            return (phrase("capped", cap=plain(self.cap), points=points),)
        return (phrase("raised", floor=plain(self.floor), points=points),) if rate < self.floor else ()

    def formula(self, full: Expr, desk: Desk) -> Expr:
        planned, done = desk.sums(self.merge)
        above, below = (done, planned) if self.better == "higher" else (planned, done)
        floor, cap = desk.param(phrase("f-floor"), self.floor, "%"), desk.param(phrase("f-cap"), self.cap, "%")
        rate = desk.step(phrase("f-rate"), rounded(when(same(below, 0), cap, times(over(above, below), HUNDRED)), 2))
        return when(same(planned, 0), full, percent(full, rounded(within(rate, floor, cap), 2)))
