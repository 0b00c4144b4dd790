"""A flag or a count in a column."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from reportgen.formula import Expr
from reportgen.records import Phrase, phrase
from reportgen.score.desk import Desk
from reportgen.score.look import Look
from reportgen.score.observations.seen import Seen
from reportgen.score.saying import rated_by

WORDS = {
    "f-marked": {"zh": "{name}{where}", "en": "{name}{where}"},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """A flag or a count in a column."""

    see: ClassVar[str] = "marked"
    table: str
    column: str
    where: Mapping[str, str] = field(default_factory=dict)

    def seen(self, look: Look) -> Seen:
        rows = look.rows(self.table, self.where)
        for row in rows:
            if self.column in row.entries and row.get(self.column).state == "blank":
                look.fault("VALUE_MISSING", row, self.column)
        count, raters = 0, dict[Phrase, None]()
        for row in rows:
            times = look.times(row, self.column)
            count += times
            raters |= dict.fromkeys(rated_by(look, row) if times else ())
        return Seen(count, tuple(raters))

    def formula(self, desk: Desk) -> Expr:
        declared = desk.look.month.scheme.table(self.table).column(self.column)
        where = f"（{'、'.join(self.where.values())}）" if self.where else ""
        label = phrase("f-marked", name=declared.name if declared else self.column, where=where)
        return desk.sum(self.table, label, desk.times(self.table, self.column), self.where)
