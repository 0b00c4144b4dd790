"""One sum over another, in percent; no figure when there is nothing to divide by."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from reportgen.exact import HUNDRED, ZERO, money, product, quotient
from reportgen.formula import PERCENT, Expr, over, times
from reportgen.records import Phrase, phrase
from reportgen.score.desk import Desk
from reportgen.score.look import Look
from reportgen.score.measures.operand import Operand

WORDS = {
    "f-above": {"zh": "分子", "en": "numerator"},
    "f-below": {"zh": "分母", "en": "denominator"},
    "ratio": {"zh": "{over} {above} ÷ {under} {below}", "en": "{over} {above} / {under} {below}"},
    "no-figure": {"zh": "没有数据", "en": "no figures"},
    "no-base": {"zh": "没有基数", "en": "nothing to compare with"},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Ratio:
    kind: ClassVar[str] = "ratio"
    numerator: Operand
    denominator: Operand

    def measure(self, look: Look) -> tuple[Decimal | None, tuple[Phrase, ...]]:
        above, below = self.numerator.sum(look), self.denominator.sum(look)
        if above is None or below is None:
            return None, (phrase("no-figure"),)
        if below == ZERO:
            return None, (phrase("no-base"),)
        named, under = self.numerator.name(look), self.denominator.name(look)
        words = phrase("ratio", above=short(above), below=short(below), over=named, under=under)
        return product(quotient(above, below), HUNDRED), (words,)

    def formula(self, desk: Desk) -> Expr:
        above = desk.step(phrase("f-above"), self.numerator.formula(desk))
        below = desk.step(phrase("f-below"), self.denominator.formula(desk))
        return over(times(above, PERCENT), below)


def short(value: Decimal) -> str:
    """Grouped, without needless places: `1,545,014`, `12.5`."""
    return money(value, max(0, -int(value.normalize().as_tuple().exponent)))
