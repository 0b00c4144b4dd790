"""The formulas of rates against targets: sums over the lines of a group, the rate of the sums, the target, the verdict."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from reportgen.exact import half_up
from reportgen.formula import Area, At, Expr, Named, Param, Word, call, minus, rounded, same, when
from reportgen.records import Value, phrase
from reportgen.settle.outputs.row_groups import RowGroups, rate_of
from reportgen.settle.outputs.worked import NOTHING
from reportgen.settle.outputs.wording import figure

WORDS = {
    "f-rate-line": {"zh": "{title}　{line}　{name}", "en": "{title}, {line}, {name}"},
    "f-rate-all": {"zh": "{title}　合计　{name}", "en": "{title}, total, {name}"},
    "f-rate-target": {"zh": "目标", "en": "target"},
    "f-rate-target-of": {"zh": "目标（{word}）", "en": "target ({word})"},
    "f-rate-lowest": {"zh": "低于此数为不正常", "en": "not normal below"},
}
MET, MISSED, ABNORMAL = (
    Word(str(figure(phrase(id)).value)) for id in ("table-met", "table-missed", "table-abnormal")
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Target:
    """What a group is measured against: a column of its lines (`by_line`), the number for the `word` that stands in the
    column `by_word`, or one number."""

    value: Decimal | None
    unit: str
    by_line: str
    by_word: str
    word: str | Decimal
    better: Literal["higher", "lower"]
    lowest: Decimal | None


@dataclass(frozen=True, slots=True)
class RateFormulas:
    """`name`: of the rate; `lines`: of the groups. `parts`: the columns above, taken off above, and below, "" where there is none. Group 0 is all lines. `key` is
    what the names of the rates begin with."""

    groups: RowGroups
    key: str
    title: str
    name: str
    lines: tuple[str, ...]
    parts: tuple[str, ...]
    digits: int

    def sum(self, at: int, column: str) -> Expr:
        return call("sum", Area(self.groups.block.id, column, *(self.groups.spans[at] if at else ())))

    def rate(self, at: int) -> Named:
        above, less, below = self.parts
        exact = self.sum(at, above)
        if below:
            exact = minus(exact, self.sum(at, less)) if less else exact
            exact = rate_of(exact, self.sum(at, below))
        label = phrase("f-rate-all", title=self.title, name=self.name)
        if at:
            label = phrase("f-rate-line", title=self.title, line=self.lines[at - 1], name=self.name)
        return Named(f"{self.key}/rate/{at}", label, rounded(exact, self.digits))

    def target(self, at: int, of: Target) -> Expr:
        """As it is shown."""
        exact = self._target(at, of)
        return exact if isinstance(exact, Param) and self._shown(of.value) else rounded(exact, self.digits)

    def verdict(self, at: int, of: Target) -> Expr:
        rate = self.rate(at)
        reached = call("ge" if of.better == "higher" else "le", rate, self._target(at, of))
        met = when(reached, MET, MISSED)
        if of.lowest is None:
            return met
        return when(call("lt", rate, Param(self.title, phrase("f-rate-lowest"), of.lowest, of.unit)), ABNORMAL, met)

    def _target(self, at: int, of: Target) -> Expr:
        if of.by_line:
            look = self.groups.greatest if of.better == "higher" else self.groups.smallest
            return look(at, of.by_line)
        if of.by_word and of.word != "":
            own = Param(self.title, phrase("f-rate-target-of", word=of.word), of.value, of.unit)
            return when(same(At(self.groups.block.id, of.by_word, self.groups.spans[at][0]), of.word), own, NOTHING)
        return Param(self.title, phrase("f-rate-target"), of.value, of.unit)

    def _shown(self, value: Value) -> bool:
        """Whether a number has no more digits than are shown."""
        return isinstance(value, Decimal) and value == half_up(value, self.digits)
