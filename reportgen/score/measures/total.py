"""The sum of a column over the subject's rows."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from reportgen.formula import Expr
from reportgen.records import Phrase, phrase
from reportgen.score.desk import Desk
from reportgen.score.look import Look
from reportgen.score.measures.operand import Operand

WORDS = {"total-of": {"zh": "{name} {count} 笔合计", "en": "{name}: the sum of {count} lines"}}


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    kind: ClassVar[str] = "total"
    sum: Operand

    def measure(self, look: Look) -> tuple[Decimal | None, tuple[Phrase, ...]]:
        found = self.sum.sum(look)
        if found is None:
            return None, (phrase("no-figure"),)
        count = len(look.rows(self.sum.table, self.sum.where))
        return found, (phrase("total-of", name=self.sum.name(look), count=count),) if count > 1 else ()

    def formula(self, desk: Desk) -> Expr:
        return self.sum.formula(desk)
