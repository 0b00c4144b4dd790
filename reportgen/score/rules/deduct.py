"""Start full, take off per kind or per occurrence, floor 0; some faults take all (domain: rule kind "deduct")."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar, Literal

from reportgen.exact import ZERO, plain
from reportgen.formula import Expr, call, minus, most, plus, times, when
from reportgen.records import Phrase, phrase
from reportgen.scheme import Scored
from reportgen.score.desk import Desk
from reportgen.score.look import Look
from reportgen.score.observations import Observation
from reportgen.score.observations.late import Late
from reportgen.score.saying import RATED, beyond

WORDS = {
    "no-fault": {"zh": "无扣分", "en": "nothing to deduct"},
    "fault-kind": {"zh": "{name}（{count} 次）：−{take}", "en": "{name} ({count}×): −{take}"},
    "fault-kind-once": {
        "zh": "{name}（{count} 次，只扣一次）：−{take}",
        "en": "{name} ({count}×, taken off once): −{take}",
    },
    "fault-each": {"zh": "{name} {count} 项，每项 −{each}：−{take}", "en": "{name}: {count} at −{each} each: −{take}"},
    "fault-all": {
        "zh": "{name}（{count} 次）：该项不得分",
        "en": "{name} ({count}×): takes all points of the item",
    },
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

    def taken(self, count: int) -> tuple[Decimal | None, Phrase]:
        """What so many occurrences cost, None for all points of the item, and the words."""
        if self.all_from and count >= self.all_from:
            return None, phrase("fault-all-from", name=self.name, count=count, least=self.all_from)
        if self.take == "all":
            return None, phrase("fault-all", name=self.name, count=count)
        if self.per == "kind":
            words = "fault-kind" if count == 1 else "fault-kind-once"
            return self.take, phrase(words, name=self.name, count=count, take=plain(self.take))
        each, take = plain(self.take), self.take * count
        return take, phrase("fault-each", name=self.name, count=count, each=each, take=plain(take))


@dataclass(frozen=True, slots=True, kw_only=True)
class Deduct:
    kind: ClassVar[str] = "deduct"
    faults: tuple[Fault, ...]

    def score(self, full: Decimal, look: Look) -> Scored:
        because: list[Phrase] = []
        raters: dict[Phrase, None] = {}  # each told once, behind all faults
        lost, missing, doubles, everything = ZERO, False, False, False
        for fault in self.faults:
            seen = [observation.seen(look) for observation in fault.observe]
            count = sum(one.count for one in seen)
            missing = missing or any(one.missing for one in seen)
            doubles = doubles or any(one.doubles for one in seen)
            if not count:
                continue
            take, words = fault.taken(count)
            lost += full if take is None else take
            everything = everything or take is None
            said = [words for one in seen for words in one.because]
            raters |= dict.fromkeys(words for words in said if words.id == RATED)
            because += [words, *(one for one in said if one.id != RATED)]
        because += [*(() if everything else beyond(full, lost)), *raters]
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
