"""Money per case, in yuan, beside the points (domain: rule kind "money per case"); what is taken off is negative.

20 yuan for each of 3 households: −60.00; 200 yuan of reward for one case found: 200.00
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import ClassVar, Literal

from reportgen.exact import ZERO, money, plain, product, total
from reportgen.formula import Expr, Field, call, filled, minus, plus, times, when
from reportgen.records import Phrase, phrase
from reportgen.score.desk import Desk
from reportgen.score.look import Look
from reportgen.score.observations import Observation
from reportgen.score.observations.excuse import excused, unless_excused

WORDS = {
    "no-charge": {"zh": "没有按件考核的事项", "en": "no case that costs money"},
    "charge-each": {"zh": "{name} {count} × {each} 元：{amount}", "en": "{name}: {count} at {each} yuan: {amount}"},
    "charge-none": {"zh": "{name}：没有要计的", "en": "{name}: nothing that counts"},
    "charge-once": {"zh": "{name}：{amount}", "en": "{name}: {amount}"},
    "f-charge-times": {"zh": "{name}：件数", "en": "{name}: cases"},
    "f-charge-each": {"zh": "{name}：每件金额", "en": "{name}: yuan for each"},
    "f-charge": {"zh": "{name}：金额", "en": "{name}: yuan"},
    "f-charge-given": {"zh": "{name}：核定金额", "en": "{name}: amount decided"},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """An amount that a person decides for each line, `least` to `most` yuan."""

    table: str
    column: str
    least: Decimal
    most: Decimal
    where: Mapping[str, str] = field(default_factory=dict)
    excused: str = ""
    reason: str = ""

    def amounts(self, look: Look) -> tuple[list[Decimal], list[Phrase]]:
        found: list[Decimal] = []
        because: list[Phrase] = []
        for row in look.rows(self.table, self.where):
            spared = excused(look, row, self.excused, self.reason)
            if spared:
                because.append(spared)
                continue
            amount = look.needed(row, self.column)
            if not self.least <= amount <= self.most:
                accepted = f"{plain(self.least)}–{plain(self.most)}"
                look.fault(
                    "OUT_OF_RANGE", row, self.column, found=plain(amount), value=plain(amount), accepted=accepted
                )
            found.append(amount)
        return found, because

    def formula(self, desk: Desk, name: str) -> Expr:
        each = unless_excused(self.excused, Field(self.column))
        return desk.sum(self.table, phrase("f-charge-given", name=name), each, self.where)

    def times_formula(self, desk: Desk, name: str) -> Expr:
        """How many lines an amount is decided for."""
        each = unless_excused(self.excused, when(filled(Field(self.column)), 1, 0))
        return desk.sum(self.table, phrase("f-charge-times", name=name), each, self.where)


@dataclass(frozen=True, slots=True, kw_only=True)
class Charge:
    """`yuan` for each occurrence, or once per kind; or amounts that are `decided`. `reward`: paid, not taken."""

    name: str
    yuan: Decimal = ZERO
    per: Literal["kind", "occurrence"] = "occurrence"
    observe: tuple[Observation, ...] = ()
    decided: Decided | None = None
    reward: bool = False

    @property
    def each(self) -> Decimal | None:
        """Signed yuan for each case; None where every case has its own."""
        if self.decided is not None or self.per == "kind":
            return None
        return self.yuan if self.reward else -self.yuan

    def formulas(self, desk: Desk) -> tuple[Expr, Expr | None, Expr]:
        """How many cases there were, signed yuan for each (where all have the same), and the signed amount."""
        times = times_formula(self, desk) if self.decided is None else self.decided.times_formula(desk, self.name)
        each = None if self.each is None else self.each_formula(desk)
        return times, each if each is None or self.reward else minus(0, each), charge_formula(self, desk)

    def each_formula(self, desk: Desk) -> Expr:
        """Yuan for each case, without a sign."""
        return desk.param(phrase("f-charge-each", name=self.name), self.yuan, "元")


@dataclass(frozen=True, slots=True)
class Charged:
    """What one charge came to: signed yuan, the cases, and why."""

    charge: Charge
    count: int
    amount: Decimal
    because: tuple[Phrase, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Money:
    kind: ClassVar[str] = "money"
    charges: tuple[Charge, ...]

    def charged(self, look: Look) -> tuple[Charged, ...]:
        """Every charge that occurred or was excused, in the order of the scheme."""
        found = (_charged(charge, look) for charge in self.charges)
        return tuple(one for one in found if one.count or one.because)

    def measure(self, look: Look) -> tuple[Decimal | None, tuple[Phrase, ...]]:
        because: list[Phrase] = []
        amounts = []
        for one in self.charged(look):
            amounts.append(one.amount)
            shown = {"name": one.charge.name, "amount": money(one.amount)}
            if not one.count:
                because.append(phrase("charge-none", name=one.charge.name))
            elif one.charge.decided is None and one.charge.per == "occurrence":
                because.append(phrase("charge-each", count=one.count, each=plain(one.charge.yuan), **shown))
            else:
                because.append(phrase("charge-once", **shown))
            because += one.because
        return total(amounts), tuple(because) or (phrase("no-charge"),)

    def formula(self, desk: Desk) -> Expr:
        return plus(*(charge_formula(charge, desk) for charge in self.charges))


def _charged(charge: Charge, look: Look) -> Charged:
    if charge.decided is not None:
        amounts, because = charge.decided.amounts(look)
        count, amount = len(amounts), total(amounts)
    else:
        seen = [one.seen(look) for one in charge.observe]
        count, because = sum(one.count for one in seen), [words for one in seen for words in one.because]
        often = min(1, count) if charge.per == "kind" else count
        amount = product(charge.yuan, Decimal(often))
    return Charged(charge, count, amount if charge.reward else ZERO - amount, tuple(because))


def charge_formula(charge: Charge, desk: Desk) -> Expr:
    """The signed amount of one charge."""
    if charge.decided is not None:
        amount = charge.decided.formula(desk, charge.name)
    else:
        count = times_formula(charge, desk)
        often = when(call("gt", count, 0), 1, 0) if charge.per == "kind" else count
        amount = times(charge.each_formula(desk), often)
    return desk.step(phrase("f-charge", name=charge.name), amount if charge.reward else minus(0, amount))


def times_formula(charge: Charge, desk: Desk) -> Expr:
    """How many cases there were."""
    seen = plus(*(one.formula(desk) for one in charge.observe))
    return desk.step(phrase("f-charge-times", name=charge.name), seen)
