"""How often an aim was reached, in percent of the days or weeks: it is shown and takes no points (供参考)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import ClassVar, Literal

from reportgen.exact import HUNDRED, plain, product, quotient, total
from reportgen.formula import PERCENT, Expr, over, times
from reportgen.records import Phrase, phrase
from reportgen.score.desk import Desk
from reportgen.score.look import Look
from reportgen.score.observations.below import Below, Days

WORDS = {
    "aim-day": {
        "zh": "目标每日 {least}（供参考，不扣分）：共 {done}，{spans} 天中 {reached} 天达到",
        "en": "aim {least} a day (no deduction): {done} in all, reached on {reached} of {spans} days",
    },
    "aim-week": {
        "zh": "目标每周 {least}（供参考，不扣分）：共 {done}，{spans} 周中 {reached} 周达到",
        "en": "aim {least} a week (no deduction): {done} in all, reached in {reached} of {spans} weeks",
    },
    "aim-month": {
        "zh": "目标每月 {least}（供参考，不扣分）：共 {done}",
        "en": "aim {least} a month (no deduction): {done} in all",
    },
    "f-aim-reached": {"zh": "达到的次数", "en": "times reached"},
    "f-aim-done": {"zh": "完成", "en": "done"},
    "f-aim-spans": {"zh": "应计的天数或周数", "en": "days or weeks that count"},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """Per day or week: the share of them in which `at_least` was reached. Per month: done as a share of `at_least`."""

    kind: ClassVar[str] = "aim"
    table: str
    date: str
    per: Literal["day", "week", "month"]
    at_least: int
    sum: str = ""
    where: Mapping[str, str] = field(default_factory=dict)
    days: Days | None = None

    @property
    def _below(self) -> Below:
        return Below(
            table=self.table, date=self.date, per=self.per, at_least=self.at_least, sum=self.sum, where=self.where,
            days=self.days,
        )  # fmt: skip

    def measure(self, look: Look) -> tuple[Decimal | None, tuple[Phrase, ...]]:
        spans = self._below.counted(look)
        if not spans or not self.at_least:
            return None, (phrase("no-base"),)
        done = total(counted for _, counted in spans)
        reached = Decimal(sum(counted >= self.at_least for _, counted in spans))
        if self.per == "month":
            words = phrase("aim-month", least=self.at_least, done=plain(done))
            return product(quotient(done, Decimal(self.at_least)), HUNDRED), (words,)
        said = {"least": self.at_least, "done": plain(done), "spans": len(spans), "reached": plain(reached)}
        words = phrase("aim-day", **said) if self.per == "day" else phrase("aim-week", **said)
        return product(quotient(reached, Decimal(len(spans))), HUNDRED), (words,)

    def formula(self, desk: Desk) -> Expr:
        if self.per == "month":
            (done,) = self._below.done(desk)
            required = desk.param(phrase("f-at-least"), Decimal(self.at_least))
            return over(times(desk.step(phrase("f-aim-done"), done), PERCENT), required)
        spans = desk.param(phrase("f-aim-spans"), Decimal(len(self._below.spans(desk.look))))
        reached = desk.step(phrase("f-aim-reached"), self._below.reached(desk))
        return over(times(reached, PERCENT), spans)
