"""Start full, take off per kind or per occurrence, floor 0; some faults take all (domain: rule kind "deduct")."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar, Literal

from reportgen.exact import ZERO, plain
from reportgen.formula import Expr, call, minus, most, plus, times, when
from reportgen.records import phrase
from reportgen.scheme import Scored
from reportgen.score.desk import Desk
from reportgen.score.look import Look
from reportgen.score.observations import Observation
from reportgen.score.observations.late import Late

WORDS = {
    "no-fault": {"zh": "无扣分", "en": "nothing to deduct"},
    "fault-kind": {"zh": "{name}（{count} 次）：−{take}", "en": "{name} ({count} times): −{take}"},
    "fault-each": {"zh": "{name} {count} 项，每项 −{each}：−{take}", "en": "{name}: {count} at −{each} each: −{take}"},
    "fault-all": {"zh": "{name}：该项不得分", "en": "{name}: takes all points of the item"},
    "fault-all-from": {
        "zh": "{name} {count} 项，达到 {least} 项：该项不得分",
        "en": "{name}: {count}, and from {least} on the item scores nothing",
    },
    "f-occurred": {"zh": "{name}：次数", "en": "{name}: times"},
    "f-take": {"zh": "{name}：扣分", "en": "{name}: points off"},
    "f-all-from": {"zh": "{name}：全扣的次数", "en": "{name}: from so many times on, all"},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """`take` points (or "all") once per kind or for each occurrence; from `all_from` occurrences on, all points."""

    name: str
    take: Decimal | Literal["all"]
    per: Literal["kind", "occurrence"]
    observe: tuple[Observation, ...]
    all_from: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Deduct:
    kind: ClassVar[str] = "deduct"
    faults: tuple[Fault, ...]

    def score(self, full: Decimal, look: Look) -> Scored:
        lost, because, missing, doubles = ZERO, [], False, False
        for fault in self.faults:
            seen = [observation.seen(look) for observation in fault.observe]
            count = sum(one.count for one in seen)
            missing = missing or any(one.missing for one in seen)
            doubles = doubles or any(one.doubles for one in seen)
            if not count:
                continue
            if fault.all_from and count >= fault.all_from:
                lost += full
                because.append(phrase("fault-all-from", name=fault.name, count=count, least=fault.all_from))
            elif fault.take == "all":
                lost += full
                because.append(phrase("fault-all", name=fault.name))
            elif fault.per == "kind":
                lost += fault.take
                because.append(phrase("fault-kind", name=fault.name, count=count, take=plain(fault.take)))
            else:
                lost += fault.take * count
                each, take = plain(fault.take), plain(fault.take * count)
                because.append(phrase("fault-each", name=fault.name, count=count, each=each, take=take))
            because += [words for one in seen for words in one.because]
        return Scored(max(ZERO, full - lost), tuple(because) or (phrase("no-fault"),), missing, doubles)

    def formula(self, full: Expr, desk: Desk) -> Expr:
        return most(0, minus(full, plus(*(self._lost(fault, full, desk) for fault in self.faults))))

    def _lost(self, fault: Fault, full: Expr, desk: Desk) -> Expr:
        seen = plus(*(observation.formula(desk) for observation in fault.observe))
        count = desk.step(phrase("f-occurred", name=fault.name), seen)
        if fault.take == "all":
            return when(call("gt", count, 0), full, 0)
        take = desk.param(phrase("f-take", name=fault.name), fault.take)
        lost = when(call("gt", count, 0), take, 0) if fault.per == "kind" else times(take, count)
        if not fault.all_from:
            return lost
        return when(
            call("ge", count, desk.param(phrase("f-all-from", name=fault.name), Decimal(fault.all_from))), full, lost
        )

    def doubling(self, desk: Desk) -> Expr:
        """How many occurrences are material not handed in whose doubling no one waived."""
        return plus(*(one.doubling(desk) for fault in self.faults for one in fault.observe if isinstance(one, Late)))
