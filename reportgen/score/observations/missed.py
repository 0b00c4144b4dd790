"""Lines of indicators that missed their target."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import ClassVar, Literal

from reportgen.exact import HUNDRED, ZERO, half_up, plain, product, quotient
from reportgen.formula import PERCENT, Expr, Field, call, either, filled, minus, most, over, rounded, same, times, when
from reportgen.records import Phrase, Row, phrase
from reportgen.score.desk import Desk
from reportgen.score.look import Look
from reportgen.score.observations.excuse import excused, unless_excused
from reportgen.score.observations.seen import Seen

WORDS = {
    "missed": {"zh": "{what}：{value}，目标 {target}", "en": "{what}: {value}, target {target}"},
    "missed-low": {"zh": "{what}：{value}，低于 {lowest}，不正常", "en": "{what}: {value} is below {lowest}"},
    "f-missed": {"zh": "{what}未达标", "en": "{what}: target missed"},
    "f-gap": {"zh": "{what}差额", "en": "{what}: short by"},
    "f-target": {"zh": "{what}目标", "en": "{what}: target"},
    "f-lowest": {"zh": "{what}正常值下限", "en": "{what}: lowest normal value"},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Missed:
    """Lines whose figure is worse than its target: a column of the line (`target`), or one number for all (`limit`).

    The figure is the column `actual`; with `of` it is a rate: (actual − less) / of in percent, as printed (2 places).
    `lowest`: a figure below it is no good either (a loss below zero). `gap`: counts by how much, not how many lines.
    A line whose `of` is 0 has no figure and does not count.
    """

    see: ClassVar[str] = "missed"
    table: str
    what: str
    actual: str
    of: str = ""
    less: str = ""
    target: str = ""
    limit: Decimal = ZERO
    better: Literal["higher", "lower"] = "higher"
    lowest: Decimal | None = None
    gap: bool = False
    where: Mapping[str, str] = field(default_factory=dict)
    excused: str = ""
    reason: str = ""
    label: str = ""

    def seen(self, look: Look) -> Seen:
        count = 0
        because: list[Phrase] = []
        for row in look.rows(self.table, self.where):
            spared = excused(look, row, self.excused, self.reason)
            short, words = self._short(look, row)
            if short and spared:
                because.append(spared)
            elif short:
                count += int(short) if self.gap else 1
                because += [words] if words else []
        return Seen(count, tuple(because))

    def _short(self, look: Look, row: Row) -> tuple[Decimal, Phrase | None]:
        """By how much the line is worse than its target, 0 when it is not, and the words for it."""
        value, target = self._value(look, row), look.needed(row, self.target) if self.target else self.limit
        if value is None:
            return ZERO, None
        name = look.word(row, self.label) if self.label else ""
        what = f"{self.what} {name}".strip()
        if self.lowest is not None and value < self.lowest:
            return self.lowest - value, phrase("missed-low", what=what, value=plain(value), lowest=plain(self.lowest))
        short = target - value if self.better == "higher" else value - target
        return max(ZERO, short), phrase("missed", what=what, value=plain(value), target=plain(target))

    def _value(self, look: Look, row: Row) -> Decimal | None:
        actual = look.needed(row, self.actual)
        if not self.of:
            return actual
        part = actual - look.needed(row, self.less) if self.less else actual
        whole = look.needed(row, self.of)
        return None if whole == ZERO else half_up(product(quotient(part, whole), HUNDRED))

    def formula(self, desk: Desk) -> Expr:
        value: Expr = Field(self.actual)
        if self.of:
            part = minus(value, Field(self.less)) if self.less else value
            value = rounded(over(times(part, PERCENT), Field(self.of)), 2)
        label = phrase("f-target", what=self.what)
        target = Field(self.target) if self.target else desk.param(label, self.limit)
        short = minus(target, value) if self.better == "higher" else minus(value, target)
        each = call("down", most(0, short), 0) if self.gap else when(self._worse(short, value, desk), 1, 0)
        each = when(filled(Field(self.of or self.actual)), each, 0)  # an empty line misses nothing
        if self.of:
            each = when(same(Field(self.of), 0), 0, each)
        label = phrase("f-gap" if self.gap else "f-missed", what=self.what)
        return desk.sum(self.table, label, unless_excused(self.excused, each), self.where)

    def _worse(self, short: Expr, value: Expr, desk: Desk) -> Expr:
        worse: Expr = call("gt", short, 0)
        if self.lowest is None:
            return worse
        return either(worse, call("lt", value, desk.param(phrase("f-lowest", what=self.what), self.lowest)))
