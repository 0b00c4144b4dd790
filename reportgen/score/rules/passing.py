"""Passed over tested against a target, in percent (domain: rule kind "pass rate")."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import ClassVar, Literal

from reportgen.exact import HUNDRED, ZERO, half_up, plain, product, quotient, total
from reportgen.formula import PERCENT, Expr, Field, call, minus, most, over, rounded, same, times, when
from reportgen.records import phrase
from reportgen.scheme import Scored
from reportgen.score.desk import Desk
from reportgen.score.look import Look

WORDS = {
    "nothing-tested": {"zh": "本月没有检测，按满分计", "en": "nothing was tested this month; counts as full"},
    "pass-rate": {
        "zh": "合格 {passed} ÷ 检测 {tested} = {rate} %，目标 {target} %",
        "en": "{passed} passed of {tested}: {rate} %, target {target} %",
    },
    "pass-short": {"zh": "差 {short} 个百分点，每点 −{take}", "en": "{short} points short, −{take} for each"},
    "pass-all": {"zh": "未达目标：该项不得分", "en": "below the target: the item scores nothing"},
    "f-passed": {"zh": "合格数", "en": "passed"},
    "f-tested": {"zh": "检测数", "en": "tested"},
    "f-pass-rate": {"zh": "合格率 %", "en": "pass rate in %"},
    "f-pass-target": {"zh": "目标合格率 %", "en": "target in %"},
    "f-pass-take": {"zh": "每差一个百分点扣分", "en": "points off for each point short"},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Passing:
    """Full from `target` percent on (inclusive, on the rate as printed). Below: `take` points for each percentage
    point that lacks, parts of a point in proportion, floor 0; or "all"."""

    kind: ClassVar[str] = "pass-rate"
    table: str
    passed: str
    tested: str
    target: Decimal
    take: Decimal | Literal["all"] = "all"
    where: Mapping[str, str] = field(default_factory=dict)

    def score(self, full: Decimal, look: Look) -> Scored:
        rows = look.rows(self.table, self.where)
        for row in rows:
            if look.needed(row, self.passed) > look.needed(row, self.tested):
                found, most_of = (plain(look.needed(row, one)) for one in (self.passed, self.tested))
                look.fault("OUT_OF_RANGE", row, self.passed, found=found, value=found, accepted=f"0–{most_of}")
        passed, tested = (total(look.needed(row, one) for row in rows) for one in (self.passed, self.tested))
        if tested == ZERO:
            return Scored(full, (phrase("nothing-tested"),))
        rate = half_up(product(quotient(passed, tested), HUNDRED))
        shown = {"passed": plain(passed), "tested": plain(tested), "rate": rate, "target": plain(self.target)}
        words = phrase("pass-rate", **shown)
        if rate >= self.target:
            return Scored(full, (words,))
        if self.take == "all":
            return Scored(ZERO, (words, phrase("pass-all")))
        short = self.target - rate
        told = phrase("pass-short", short=plain(short), take=plain(self.take))
        return Scored(max(ZERO, full - product(short, self.take)), (words, told))

    def formula(self, full: Expr, desk: Desk) -> Expr:
        passed = desk.step(phrase("f-passed"), desk.sum(self.table, phrase("f-passed"), Field(self.passed), self.where))
        tested = desk.step(phrase("f-tested"), desk.sum(self.table, phrase("f-tested"), Field(self.tested), self.where))
        rate = desk.step(
            phrase("f-pass-rate"), when(same(tested, 0), 0, rounded(over(times(passed, PERCENT), tested), 2))
        )
        target = desk.param(phrase("f-pass-target"), self.target, "%")
        lost: Expr = full
        if self.take != "all":
            lost = times(minus(target, rate), desk.param(phrase("f-pass-take"), self.take))
        short = call("lt", rate, target)
        return when(same(tested, 0), full, when(short, most(0, minus(full, lost)), full))
