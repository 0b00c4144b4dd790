"""The same again without a record."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import ClassVar

from reportgen.formula import Before, Expr, Field, both, call, filled, same
from reportgen.records import phrase
from reportgen.score.desk import Desk
from reportgen.score.look import Look
from reportgen.score.observations.seen import Seen

WORDS = {
    "repeat": {"zh": "{day} 再次走访“{what}”", "en": "{day}: “{what}” again"},
    "f-again": {"zh": "重复走访而无纪实", "en": "the same again without a record"},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeat:
    """The same word in `column` twice in a row by date (the same customer again) without the flag `unless`."""

    see: ClassVar[str] = "repeat"
    table: str
    date: str
    column: str
    unless: str

    def seen(self, look: Look) -> Seen:
        dated = [(day, row) for row in look.rows(self.table) if (day := look.day(row, self.date)) is not None]
        ordered = [row for _, row in sorted(dated, key=lambda pair: pair[0])]
        because = []
        for before, after in pairwise(ordered):
            again = look.word(after, self.column)
            if again and again == look.word(before, self.column) and not look.flag(after, self.unless):
                because.append(phrase("repeat", day=look.day(after, self.date), what=again))
        return Seen(len(because), tuple(because))

    def formula(self, desk: Desk) -> Expr:
        own = Field(self.column)
        again = both(filled(Field(self.date)), filled(own), same(own, Before(self.date, self.column)))
        return desk.count(self.table, phrase("f-again"), both(again, call("not", desk.flag(self.unless))))
