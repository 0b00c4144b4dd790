"""Lines on which something that must be written is not: a visit slip without a contact, a plan item without a date."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from reportgen.formula import Expr, Field, call, either, filled
from reportgen.records import phrase
from reportgen.score.desk import Desk
from reportgen.score.look import Look
from reportgen.score.observations.seen import Seen

WORDS = {
    "lacking": {"zh": "{line}：没有填 {names}", "en": "{line}: {names} not filled in"},
    "f-lacking-line": {"zh": "{what}{names}没有填全", "en": "{what}{names} not all filled in"},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Lacking:
    """Lines that lack one of `columns` or more; each line counts once. `line` names the line in words. Two rules of
    the customer managers use it: elsewhere a cell that must be filled in is refused by its column (`blank = "error"`),
    and only there does the text take points for it."""

    see: ClassVar[str] = "lacking"
    table: str
    line: str
    columns: tuple[str, ...]
    where: Mapping[str, str] = field(default_factory=dict)

    def seen(self, look: Look) -> Seen:
        because = []
        for row in look.rows(self.table, self.where):
            entries = [(column, row.get(column)) for column in self.columns]
            look.witnesses([row])
            missing = [column for column, entry in entries if entry.state == "blank" or entry.empty]
            for column, entry in entries:
                if entry.state == "bad":
                    look.word(row, column)  # blamed
            if missing:
                day = look.day(row, self.line)
                name = day.isoformat() if day else look.word(row, self.line)
                because.append(phrase("lacking", line=name, names="、".join(self._names(look, missing))))
        return Seen(len(because), tuple(because))

    def _names(self, look: Look, columns: list[str]) -> list[str]:
        table = look.month.scheme.table(self.table)
        return [declared.name for column in columns if (declared := table.column(column))]

    def formula(self, desk: Desk) -> Expr:
        names = "、".join(self._names(desk.look, list(self.columns)))
        there = filled(Field(self.line))
        lacks = either(*(call("not", filled(Field(column))) for column in self.columns))
        label = phrase("f-lacking-line", what="、".join(self.where.values()), names=names)
        return desk.count(self.table, label, call("and", there, lacks), self.where)
