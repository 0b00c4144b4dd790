"""Any occurrence takes all points, and may cap the grade (domain: rule kind "veto"; zero figures such as accidents)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from reportgen.exact import ZERO
from reportgen.formula import Expr, call, plus, when
from reportgen.records import phrase
from reportgen.scheme import Scored
from reportgen.score.desk import Desk
from reportgen.score.look import Look
from reportgen.score.observations import Observation

WORDS = {
    "veto-none": {"zh": "未发生", "en": "did not occur"},
    "veto": {
        "zh": "发生 {count} 次，一票否决：该项不得分",
        "en": "occurred {count} times: a veto, the item scores nothing",
    },
    "veto-caps": {"zh": "等级最高为“{grade}”", "en": "the grade is “{grade}” at best"},
    "f-veto": {"zh": "否决事项发生次数", "en": "times that a veto occurred"},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Veto:
    """`caps`: the best grade that the card may have once it occurred; "" for no cap. `flag`: a consequence."""

    kind: ClassVar[str] = "veto"
    observe: tuple[Observation, ...]
    caps: str = ""
    flag: str = ""

    def score(self, full: Decimal, look: Look) -> Scored:
        seen = [one.seen(look) for one in self.observe]
        count = sum(one.count for one in seen)
        because = tuple(words for one in seen for words in one.because)
        if not count:
            return Scored(full, (phrase("veto-none"), *because))
        caps = (phrase("veto-caps", grade=self.caps),) if self.caps else ()
        flags = (self.flag,) if self.flag else ()
        return Scored(ZERO, (phrase("veto", count=count), *because, *caps), flags=flags)

    def formula(self, full: Expr, desk: Desk) -> Expr:
        count = desk.step(phrase("f-veto"), plus(*(one.formula(desk) for one in self.observe)))
        return when(call("gt", count, 0), 0, full)
