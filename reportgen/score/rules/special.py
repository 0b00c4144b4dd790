"""Taken off the whole it stands in, may exceed its own item, with a consequence (domain: "special deduction")."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import ClassVar

from reportgen.exact import ZERO, plain
from reportgen.formula import NIL, ONE, Expr, Field, Word, call, minus, most, same, when
from reportgen.records import Phrase, phrase
from reportgen.scheme import Scored
from reportgen.score.desk import Desk
from reportgen.score.look import Look
from reportgen.score.saying import rated_by

WORDS = {
    "f-special": {"zh": "发生次数", "en": "times that it occurred"},
    "f-step-count": {"zh": "第 {number} 级：发生次数", "en": "step {number}: from so many times on"},
    "f-step-take": {"zh": "第 {number} 级：共扣分", "en": "step {number}: points off in all"},
    "special-none": {"zh": "未发生", "en": "did not occur"},
    "special": {
        "zh": "发生 {count} 次（{least} 次起共扣 {take} 分）",
        "en": "occurred {count}×: −{take} in all from {least} on",
    },
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """From `count` occurrences on: `take` points in all, and a consequence."""

    count: int
    take: Decimal
    flag: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Special:
    """Counts `times` (at least 1) of the rows whose `column` says `word`. `nothing` are the words that say that it did
    not occur; any other word is a mistake."""

    kind: ClassVar[str] = "special"
    table: str
    column: str
    word: str
    steps: tuple[Step, ...]
    where: Mapping[str, str] = field(default_factory=dict)
    times: str = ""
    nothing: tuple[str, ...] = ()

    def score(self, full: Decimal, look: Look) -> Scored:
        count = 0
        raters: dict[Phrase, None] = {}
        for row in look.rows(self.table, self.where):
            said = look.word(row, self.column)
            if said == self.word:
                count += max(1, look.times(row, self.times)) if self.times else 1
                raters |= dict.fromkeys(rated_by(look, row))
            elif said and self.nothing and said not in self.nothing:
                accepted = "、".join((self.word, *self.nothing))
                look.fault("WORD_NOT_FOR_ITEM", row, self.column, found=said, accepted=accepted)
        reached = [step for step in self.steps if count >= step.count]
        if not reached:
            return Scored(ZERO, (phrase("special-none"),))
        step = max(reached, key=lambda step: step.count)
        flags = tuple(step.flag for step in reached if step.flag)
        words = phrase("special", count=count, least=step.count, take=plain(step.take))
        return Scored(-step.take, (words, *raters), flags=flags)

    def formula(self, full: Expr, desk: Desk) -> Expr:
        often = most(1, desk.times(self.table, self.times)) if self.times else ONE
        each = when(same(Field(self.column), Word(self.word)), often, 0)
        count = desk.step(phrase("f-special"), desk.sum(self.table, phrase("f-special"), each, self.where))
        taken: Expr = NIL
        for number, step in enumerate(sorted(self.steps, key=lambda one: one.count), 1):
            least = desk.param(phrase("f-step-count", number=number), Decimal(step.count))
            taken = when(call("ge", count, least), desk.param(phrase("f-step-take", number=number), step.take), taken)
        return minus(0, taken)
