"""A rater picks the deduction inside a band that depends on severity (domain: rule kind "graded fault").

Several groups may rate one item; what they take off adds up, floor 0.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import ClassVar

from reportgen.exact import ZERO, plain
from reportgen.formula import NIL, Expr, Field, Word, filled, minus, most, same, times, when
from reportgen.records import Phrase, Row, phrase
from reportgen.scheme import Scored
from reportgen.score.desk import Desk
from reportgen.score.look import Look
from reportgen.score.saying import beyond

WORDS = {
    "f-graded": {"zh": "本行扣分", "en": "points off in this line"},
    "f-grade-fixed": {"zh": "“{word}”的扣分", "en": "points off for “{word}”"},
    "graded-none": {"zh": "各考核组均无扣分", "en": "no group took anything off"},
    "graded": {"zh": "{who}“{word}”：−{take}", "en": "{who} “{word}”: −{take}"},
    "graded-range": {
        "zh": "{who}“{word}”（可扣 {least}—{most}）：−{take}",
        "en": "{who} “{word}” (may cost {least} to {most}): −{take}",
    },
    "graded-each-range": {
        "zh": "{who}“{word}”{count} 次，每次 −{each}（可扣 {least}—{most}）：−{take}",
        "en": "{who} “{word}”: {count} at −{each} each (may cost {least} to {most}): −{take}",
    },
    "graded-each": {
        "zh": "{who}“{word}”{count} 次，每次 −{each}：−{take}",
        "en": "{who} “{word}”: {count} at −{each} each: −{take}",
    },
    "not-applicable": {"zh": "本月不适用，按满分计", "en": "not applicable this month, counts as full"},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SeverityBand:
    """A severity and what it may cost, `least` to `most` points, for `each` occurrence or once; a consequence."""

    word: str
    least: Decimal = ZERO
    most: Decimal = ZERO
    each: bool = False
    flag: str = ""


def _who(look: Look, row: Row, group: str) -> str:
    """The group with its rater, or who there is of them."""
    office, rater = look.word(row, group), look.word(row, "rater")
    return f"{office}（{rater}）" if office and rater else office or rater


def _words(band: SeverityBand, who: str, each: Decimal, count: int) -> Phrase:
    """With what the severity may cost, where the rater had a choice."""
    known = {"who": who, "word": band.word, "take": plain(each * count)}
    bounds = {"least": plain(band.least), "most": plain(band.most)}
    if not band.each:
        return phrase("graded", **known) if band.least == band.most else phrase("graded-range", **known, **bounds)
    known |= {"count": str(count), "each": plain(each)}
    if band.least == band.most:
        return phrase("graded-each", **known)
    return phrase("graded-each-range", **known, **bounds)


@dataclass(frozen=True, slots=True, kw_only=True)
class Graded:
    kind: ClassVar[str] = "graded"
    table: str
    severity: str
    take: str
    grades: tuple[SeverityBand, ...]
    where: Mapping[str, str] = field(default_factory=dict)
    times: str = ""
    group: str = "group"
    not_applicable: str = ""

    def score(self, full: Decimal, look: Look) -> Scored:
        lost, because, flags, applied = ZERO, [], [], False
        rows = look.required(self.table, look.rows(self.table, self.where), self.where)
        for row in rows:
            word = look.word(row, self.severity)
            if word and word == self.not_applicable:
                continue
            applied = True
            band = next((band for band in self.grades if band.word == word), None)
            if band is None:
                self._not_a_grade(look, row, word)
                continue
            take, words_for_it = self._taken(look, row, band)
            lost += take
            if take:
                because.append(words_for_it)
            if band.flag:
                flags.append(band.flag)
        if rows and not applied:
            return Scored(full, (phrase("not-applicable"),))
        because += beyond(full, lost)
        return Scored(max(ZERO, full - lost), tuple(because) or (phrase("graded-none"),), flags=tuple(flags))

    def _not_a_grade(self, look: Look, row: Row, word: str) -> None:
        if word:
            words = "、".join(band.word for band in self.grades)
            look.fault("WORD_NOT_FOR_ITEM", row, self.severity, found=word, accepted=words)
        elif row.get(self.severity).state == "blank":
            look.fault("VALUE_MISSING", row, self.severity)

    def _taken(self, look: Look, row: Row, band: SeverityBand) -> tuple[Decimal, Phrase]:
        given = look.number(row, self.take)
        if given is None and band.least != band.most:
            look.fault("VALUE_MISSING", row, self.take)
            given = band.least
        each = band.most if given is None else given
        if not band.least <= each <= band.most:
            accepted = f"{plain(band.least)}–{plain(band.most)}（{band.word}）"
            look.fault("OUT_OF_RANGE", row, self.take, found=plain(each), value=plain(each), accepted=accepted)
        who = _who(look, row, self.group)
        count = max(1, look.times(row, self.times)) if self.times and band.each else 1
        return each * count, _words(band, who, each, count)

    def formula(self, full: Expr, desk: Desk) -> Expr:
        each: Expr = NIL
        for band in self.grades:
            take: Expr = Field(self.take)
            if band.least == band.most:  # a cell may then stay blank
                take = when(filled(take), take, desk.param(phrase("f-grade-fixed", word=band.word), band.most))
            if band.each and self.times:
                take = times(take, most(1, desk.times(self.table, self.times)))
            each = when(same(Field(self.severity), Word(band.word)), take, each)
        return most(0, minus(full, desk.sum(self.table, phrase("f-graded"), each, self.where)))
