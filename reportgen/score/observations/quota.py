"""A quota of the month that was not reached: so many different places, so many in all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import ClassVar

from reportgen.exact import plain, total
from reportgen.formula import Expr, Field, First, both, call, either, filled, when
from reportgen.records import phrase
from reportgen.score.desk import Desk
from reportgen.score.look import Look
from reportgen.score.observations.seen import Seen

WORDS = {
    "quota-short": {
        "zh": "{places} 个、共 {amount}，规定至少 {least} 个、共 {at_least}",
        "en": "{places} different, {amount} in all; {least} and {at_least} are required",
    },
    "f-quota-places": {"zh": "不同的个数", "en": "how many different ones"},
    "f-quota-sum": {"zh": "合计数", "en": "in all"},
    "f-quota-least": {"zh": "至少几个", "en": "different ones required"},
    "f-quota-at-least": {"zh": "合计至少", "en": "required in all"},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Quota:
    """Occurred once when there are fewer than `least` different words in `distinct`, or the column `sum` adds up to
    less than `at_least`. No rows on a present sheet are a quota that was not reached."""

    see: ClassVar[str] = "quota"
    table: str
    distinct: str
    sum: str
    least: int = 0
    at_least: int = 0
    where: Mapping[str, str] = field(default_factory=dict)

    def seen(self, look: Look) -> Seen:
        rows = look.rows(self.table, self.where)
        places = {word.casefold() for row in rows if (word := look.word(row, self.distinct))}
        amount = total(look.needed(row, self.sum) for row in rows)
        if len(places) >= self.least and amount >= self.at_least:
            return Seen(0)
        shown = {"least": self.least, "at_least": self.at_least}
        return Seen(1, (phrase("quota-short", places=len(places), amount=plain(amount), **shown),))

    def formula(self, desk: Desk) -> Expr:
        once = both(filled(Field(self.distinct)), First((self.distinct, *self.where)))
        places = desk.count(self.table, phrase("f-quota-places"), once, self.where)
        amount = desk.sum(self.table, phrase("f-quota-sum"), Field(self.sum), self.where)
        few = call("lt", places, desk.param(phrase("f-quota-least"), Decimal(self.least)))
        little = call("lt", amount, desk.param(phrase("f-quota-at-least"), Decimal(self.at_least)))
        return when(either(few, little), 1, 0)
