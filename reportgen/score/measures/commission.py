"""An amount by rates that rise with a sum: a commission on income, a bonus on what was collected, in yuan."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar, Literal

from reportgen.exact import HUNDRED, ZERO, plain, product, quotient, total
from reportgen.formula import NIL, Expr, call, least, minus, most, percent, plus, when
from reportgen.records import Phrase, phrase
from reportgen.score.desk import Desk
from reportgen.score.look import Look
from reportgen.score.measures.operand import Operand
from reportgen.score.measures.ratio import short

WORDS = {
    "commission-slice": {"zh": "{amount} × {rate} %", "en": "{amount} × {rate} %"},
    "commission-none": {"zh": "{amount} 未达到起提点 {least}", "en": "{amount} is below {least}, where it begins"},
    "f-tier-from": {"zh": "第 {number} 档起点", "en": "tier {number} from"},
    "f-tier-rate": {"zh": "第 {number} 档比例", "en": "rate of tier {number}"},
    "f-commission-base": {"zh": "提成基数", "en": "commission base"},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Tier:
    """From `above` (yuan, inclusive) on, `rate` percent."""

    above: Decimal
    rate: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Commission:
    """`tiers` from the lowest up. `how` "slices": each part of the sum at the rate of its tier; "whole": all of it at
    the rate of the tier that it reaches. A sum below 0 earns nothing. Only the customer managers are paid so: the other
    texts tie pay to scores and rates (`percent` and `amount` parts of a pay plan)."""

    kind: ClassVar[str] = "commission"
    sum: Operand
    tiers: tuple[Tier, ...]
    how: Literal["slices", "whole"] = "slices"

    def measure(self, look: Look) -> tuple[Decimal | None, tuple[Phrase, ...]]:
        base = self.sum.sum(look)
        if base is None:
            return None, (phrase("no-figure"),)
        parts = list(self._parts(max(ZERO, base)))
        if not parts:
            return ZERO, (phrase("commission-none", amount=short(base), least=short(self.tiers[0].above)),)
        words = tuple(phrase("commission-slice", amount=short(part), rate=plain(rate)) for part, rate in parts)
        return total(quotient(product(part, rate), HUNDRED) for part, rate in parts), words

    def _parts(self, base: Decimal) -> Iterator[tuple[Decimal, Decimal]]:
        """(amount, rate) of every tier that is reached."""
        reached = [tier for tier in self.tiers if base >= tier.above and base > ZERO]
        if self.how == "whole":
            yield from ((base, tier.rate) for tier in reached[-1:])
            return
        ends = [*(tier.above for tier in reached[1:]), base][: len(reached)]
        for tier, end in zip(reached, ends, strict=True):
            if end > tier.above:
                yield end - tier.above, tier.rate

    def formula(self, desk: Desk) -> Expr:
        base = desk.step(phrase("f-commission-base"), most(0, self.sum.formula(desk)))
        numbered = list(enumerate(self.tiers, 1))
        above = [desk.param(phrase("f-tier-from", number=number), tier.above, "元") for number, tier in numbered]
        rates = [desk.param(phrase("f-tier-rate", number=number), tier.rate, "%") for number, tier in numbered]
        if self.how == "whole":
            given: Expr = NIL
            for start, rate in zip(above, rates, strict=True):
                given = when(call("ge", base, start), percent(base, rate), given)
            return given
        ends: list[Expr] = [*(least(base, start) for start in above[1:]), base]
        parts = (most(0, minus(end, start)) for end, start in zip(ends, above, strict=True))
        return plus(*(percent(part, rate) for part, rate in zip(parts, rates, strict=True)))
