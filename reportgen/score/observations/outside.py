"""A number or a time of day outside what is allowed: two copies of a slip instead of three, an entry at noon."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time
from decimal import Decimal
from typing import ClassVar

from reportgen.exact import plain
from reportgen.formula import Expr, Field, both, call, either, filled
from reportgen.records import Phrase, Row, phrase
from reportgen.score.desk import Desk
from reportgen.score.look import Look
from reportgen.score.observations.seen import Seen

WORDS = {
    "outside-hours": {"zh": "{at} 不在规定时间 {hours} 之内", "en": "{at} is outside the hours {hours}"},
    "outside-least": {"zh": "{found}，规定至少 {least}", "en": "{found}, at least {least} is required"},
    "outside-most": {"zh": "{found}，规定至多 {most}", "en": "{found}, at most {most} is allowed"},
    "f-outside": {"zh": "{name}超出规定{bounds}", "en": "{name} outside what is allowed{bounds}"},
    "f-outside-least": {"zh": "{name}至少", "en": "{name} at least"},
    "f-outside-most": {"zh": "{name}至多", "en": "{name} at most"},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """From `start` to `end`, both inclusive, as `09:00`."""

    start: str
    end: str

    def __str__(self) -> str:
        return f"{self.start}–{self.end}"

    @property
    def seconds(self) -> tuple[int, int]:
        first, last = time.fromisoformat(self.start), time.fromisoformat(self.end)
        return ((first.hour * 60 + first.minute) * 60, (last.hour * 60 + last.minute) * 60)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outside:
    """Lines whose `column` is below `least`, above `most`, or a time in none of `hours`. A blank cell is blamed."""

    see: ClassVar[str] = "outside"
    table: str
    column: str
    least: Decimal | None = None
    most: Decimal | None = None
    hours: tuple[Hours, ...] = ()
    where: Mapping[str, str] = field(default_factory=dict)

    def seen(self, look: Look) -> Seen:
        rows = look.rows(self.table, self.where)
        because = [words for row in rows if (words := self._wrong(look, row))]
        return Seen(len(because), tuple(because))

    def _wrong(self, look: Look, row: Row) -> Phrase | None:
        if self.hours:
            return self._hour(look, row)
        value = look.needed(row, self.column)
        if self.least is not None and value < self.least:
            return phrase("outside-least", found=plain(value), least=plain(self.least))
        if self.most is not None and value > self.most:
            return phrase("outside-most", found=plain(value), most=plain(self.most))
        return None

    def _hour(self, look: Look, row: Row) -> Phrase | None:
        moment = look.moment(row, self.column)
        allowed = "、".join(map(str, self.hours))
        if not isinstance(moment, datetime):
            if row.get(self.column).state == "blank":
                look.fault("VALUE_MISSING", row, self.column)
            elif moment is not None:
                look.fault("HOUR_MISSING", row, self.column, due=allowed)
            return None
        at = moment.hour * 3600 + moment.minute * 60 + moment.second
        if any(first <= at <= last for first, last in (one.seconds for one in self.hours)):
            return None
        return phrase("outside-hours", at=moment.isoformat(" ", "minutes"), hours=allowed)

    def formula(self, desk: Desk) -> Expr:
        declared = desk.look.month.scheme.table(self.table).column(self.column)
        name = declared.name if declared else self.column
        value = Field(self.column)
        wrong: list[Expr] = []
        if self.least is not None:
            wrong.append(call("lt", value, desk.param(phrase("f-outside-least", name=name), self.least)))
        if self.most is not None:
            wrong.append(call("gt", value, desk.param(phrase("f-outside-most", name=name), self.most)))
        if self.hours:
            at = call("seconds", value)
            inside = (
                both(call("ge", at, first), call("le", at, last)) for first, last in (one.seconds for one in self.hours)
            )
            wrong.append(call("not", either(*inside)))
        bounds = "、".join((*self.where.values(), *map(str, self.hours)))
        label = phrase("f-outside", name=name, bounds=f"（{bounds}）" if bounds else "")
        return desk.count(self.table, label, both(filled(value), either(*wrong)), self.where)
