"""Points that a named rater gives, 0 to full (domain: rule kind "manual")."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import ClassVar

from reportgen.exact import ZERO, plain
from reportgen.formula import Expr, Field
from reportgen.records import Row, phrase
from reportgen.scheme import Scored
from reportgen.score.desk import Desk
from reportgen.score.look import Look

WORDS = {
    "f-manual": {"zh": "评分", "en": "points given"},
    "manual": {"zh": "考核人评 {points} 分（满分 {full}）", "en": "the rater gave {points} of {full}"},
    "manual-by": {"zh": "{rater} 评 {points} 分（满分 {full}）", "en": "{rater} gave {points} of {full}"},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Manual:
    """One line holds the points of one person. A second one withholds: which of two raters counts cannot be known."""

    kind: ClassVar[str] = "manual"
    table: str
    column: str
    where: Mapping[str, str] = field(default_factory=dict)
    rater: str = "rater"

    def score(self, full: Decimal, look: Look) -> Scored:
        points, because, before = ZERO, [], None
        for row in look.required(self.table, look.rows(self.table, self.where), self.where):
            if before is not None and _apart(look.month.scheme.table(self.table).key, before, row):
                look.fault("ROW_TWICE", row, self.column, found=before.person, other=str(before.get(self.column).ref))
            before = row
            given = look.needed(row, self.column)
            if given > full or given < ZERO:
                look.fault(
                    "OUT_OF_RANGE",
                    row,
                    self.column,
                    found=plain(given),
                    value=plain(given),
                    accepted=f"0–{plain(full)}",
                )
            points = given
            rater = look.word(row, self.rater)
            words = phrase("manual-by", rater=rater, points=plain(given), full=plain(full))
            because.append(words if rater else phrase("manual", points=plain(given), full=plain(full)))
        return Scored(points, tuple(because))

    def formula(self, full: Expr, desk: Desk) -> Expr:
        return desk.sum(self.table, phrase("f-manual"), Field(self.column), self.where)


def _apart(key: Sequence[str], one: Row, other: Row) -> bool:
    """Whether the table takes both for lines of their own; two with one key were refused when they were read."""
    return not key or any(one.get(column).value != other.get(column).value for column in key)
