"""Done less than planned."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from reportgen.exact import ZERO, plain, total
from reportgen.formula import Expr, call, when
from reportgen.records import ActualOnly, PlanOnly, phrase
from reportgen.score.desk import Desk
from reportgen.score.look import Look
from reportgen.score.observations.seen import Seen

WORDS = {
    "short": {
        "zh": "计划 {planned}，实际 {done}，少 {lacking}",
        "en": "planned {planned}, done {done}: {lacking} short",
    },
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Short:
    """Done less than planned: occurred once when the sum of what was done is below the sum of the plan."""

    see: ClassVar[str] = "short"
    merge: str

    def seen(self, look: Look) -> Seen:
        planned, done = sums(look, self.merge)
        if done >= planned:
            return Seen(0)
        lacking = plain(planned - done)
        return Seen(1, (phrase("short", planned=plain(planned), done=plain(done), lacking=lacking),))

    def formula(self, desk: Desk) -> Expr:
        planned, done = desk.sums(self.merge)
        return when(call("lt", done, planned), 1, 0)


def sums(look: Look, merge: str) -> tuple[Decimal, Decimal]:
    """(planned, done) over the subject's lines, by the merge's declared meaning of absence."""
    declared = look.merge(merge)
    planned, done = [ZERO], [ZERO]
    for line in look.lines(merge):
        plan = () if isinstance(line, ActualOnly) else line.plan
        actual = () if isinstance(line, PlanOnly) else line.actual
        planned += [look.needed(row, declared.plan.column) for row in plan]
        if isinstance(line, PlanOnly) and declared.plan_only == "withheld":
            look.fault("NO_ACTUAL", line.plan[0], declared.plan.column, key=" · ".join(line.key))
        if isinstance(line, ActualOnly) and declared.actual_only == "not-counted":
            look.witnesses(actual)
            continue
        done += [look.needed(row, declared.actual.column) for row in actual]
    return total(planned), total(done)
