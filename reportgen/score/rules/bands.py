"""Words or thresholds to points (domain: rule kind "bands"). A threshold's lower bound is inclusive."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import ClassVar

from reportgen.exact import ZERO, plain
from reportgen.formula import NIL, Expr, Field, Word, call, same, when
from reportgen.records import phrase
from reportgen.scheme import Scored
from reportgen.score.desk import Desk
from reportgen.score.look import Look
from reportgen.score.saying import rated_by

WORDS = {
    "band-word": {"zh": "“{word}”得 {points} 分（满分 {full}）", "en": "“{word}” gives {points} of {full}"},
    "band-number": {
        "zh": "{value} 达到 {least}，得 {points} 分（满分 {full}）",
        "en": "{value} reaches {least} and gives {points} of {full}",
    },
    "band-none": {
        "zh": "{value} 未达到最低一档（{least}），得 0 分",
        "en": "{value} is below the lowest band ({least}) and gives 0",
    },
    "f-band": {"zh": "按档得分", "en": "points of its band"},
    "f-band-word": {"zh": "“{word}”的得分", "en": "points for “{word}”"},
    "f-band-least": {"zh": "第 {number} 档下限", "en": "lower bound of band {number}"},
    "f-band-points": {"zh": "第 {number} 档得分", "en": "points of band {number}"},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Threshold:
    least: Decimal
    points: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Bands:
    """Either `words` (word -> points) or `bands` (from `least` on -> points) over one cell of the person."""

    kind: ClassVar[str] = "bands"
    table: str
    column: str
    where: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, Decimal] = field(default_factory=dict)
    bands: tuple[Threshold, ...] = ()
    not_applicable: str = ""

    def score(self, full: Decimal, look: Look) -> Scored:
        points, because = ZERO, []
        for row in look.required(self.table, look.rows(self.table, self.where), self.where):
            if self.bands:
                value = look.needed(row, self.column)
                reached = [band for band in self.bands if value >= band.least]
                best = max(reached, key=lambda band: band.least, default=None)
                points = best.points if best else ZERO
                shown = plain(value)
                because.append(
                    phrase("band-number", value=shown, least=plain(best.least), points=plain(points), full=plain(full))
                    if best
                    else phrase("band-none", value=shown, least=plain(min(band.least for band in self.bands)))
                )
                because += rated_by(look, row)
                continue
            word = look.word(row, self.column)
            if word and word == self.not_applicable:
                return Scored(full, (phrase("not-applicable"),))
            if row.get(self.column).state == "blank":
                look.fault("VALUE_MISSING", row, self.column)
            elif word and word not in self.words:
                look.fault("WORD_NOT_FOR_ITEM", row, self.column, found=word, accepted="、".join(self.words))
            points = self.words.get(word, ZERO)
            because.append(phrase("band-word", word=word, points=plain(points), full=plain(full)))
            because += rated_by(look, row)
        return Scored(points, tuple(because))

    def formula(self, full: Expr, desk: Desk) -> Expr:
        each: Expr = NIL
        for number, band in enumerate(sorted(self.bands, key=lambda one: one.least), 1):
            least = desk.param(phrase("f-band-least", number=number), band.least)
            points = desk.param(phrase("f-band-points", number=number), band.points)
            each = when(call("ge", Field(self.column), least), points, each)
        for word, given in self.words.items():
            each = when(same(Field(self.column), Word(word)), desk.param(phrase("f-band-word", word=word), given), each)
        if self.not_applicable:
            each = when(same(Field(self.column), Word(self.not_applicable)), full, each)
        return desk.sum(self.table, phrase("f-band"), each, self.where)
