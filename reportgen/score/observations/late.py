"""Material handed in after its due time, or marked as not handed in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import ClassVar

from reportgen.formula import Expr, Field, both, call, either, filled, plus, same
from reportgen.records import Phrase, Row, phrase
from reportgen.score.desk import Desk
from reportgen.score.look import Look
from reportgen.score.observations.seen import Due, Seen

WORDS = {
    "late": {"zh": "最迟 {due}，{handed} 才交", "en": "due by {due}, handed in {handed}"},
    "late-of": {
        "zh": "{paper}：最迟 {due}，{handed} 才交",
        "en": "{paper}: due by {due}, handed in {handed}",
    },
    "missing-material": {"zh": "应交而未交", "en": "not handed in at all"},
    "missing-due": {"zh": "最迟 {due}，应交而未交", "en": "due by {due}, not handed in at all"},
    "missing-of": {
        "zh": "{paper}：最迟 {due}，应交而未交",
        "en": "{paper}: due by {due}, not handed in at all",
    },
    "missing-waived": {"zh": "免加倍，理由：{reason}", "en": "its doubling is waived: {reason}"},
    "f-late-line": {"zh": "{what}迟交或未交", "en": "{what} late or not handed in"},
    "f-missing-line": {"zh": "{what}未交且未免加倍", "en": "{what} not handed in, doubling not waived"},
    "f-due": {"zh": "{what}上交期限", "en": "{what}: due on"},
    "f-due-days": {"zh": "{what}期限天数", "en": "{what}: days to hand in"},
    "f-due-hour": {"zh": "{what}期限时刻（自零点起的秒数）", "en": "{what}: due at (seconds since midnight)"},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Late:
    """Material handed in after its due time, or marked as not handed in (`missing`)."""

    see: ClassVar[str] = "late"
    table: str
    handed_in: str
    due: Due
    where: Mapping[str, str] = field(default_factory=dict)
    missing: str = ""
    waived: str = ""

    def seen(self, look: Look) -> Seen:
        because: list[Phrase] = []
        count, missing, doubles = 0, False, False
        for row in look.rows(self.table, self.where):
            if self.missing and look.flag(row, self.missing):
                reason = look.word(row, self.waived) if self.waived else ""
                count, missing, doubles = count + 1, True, doubles or not reason
                because.append(self._missing(look, row))
                because += (phrase("missing-waived", reason=reason),) if reason else ()
                continue
            words = self._late(look, row)
            if words:
                count += 1
                because.append(words)
        return Seen(count, tuple(because), missing, doubles)

    def _missing(self, look: Look, row: Row) -> Phrase:
        """With its due time, where the date that it counts from is there."""
        known = bool(self.due.of) and row.get(self.due.of).state == "ok"
        anchor = look.day(row, self.due.of) if known else None
        due = self.due.on(look.period, anchor)
        if due is None:
            return phrase("missing-material")
        limit = f"{due.isoformat()} {self.due.hour}".strip()
        if anchor is None:
            return phrase("missing-due", due=limit)
        return phrase("missing-of", paper=f"{self._what} {anchor}".strip(), due=limit)

    def _late(self, look: Look, row: Row) -> Phrase | None:
        anchor = look.day(row, self.due.of) if self.due.of else None
        due = self.due.on(look.period, anchor)
        handed = look.moment(row, self.handed_in)
        if due is None:
            if row.get(self.due.of).state == "blank":
                look.fault("VALUE_MISSING", row, self.due.of)
            return None
        if handed is None:
            if row.get(self.handed_in).state == "blank":
                look.fault("HAND_IN_MISSING", row, self.handed_in)
            return None
        day = handed.date() if isinstance(handed, datetime) else handed
        late = day > due
        clock = self.due.clock
        if day == due and clock is not None:
            if not isinstance(handed, datetime):
                look.fault("HOUR_MISSING", row, self.handed_in, due=self.due.hour)
                return None
            late = handed.time() > clock
        limit = f"{due.isoformat()} {self.due.hour}".strip()
        shown = handed.isoformat(" ", "minutes") if isinstance(handed, datetime) else handed.isoformat()
        if not late:
            return None
        known = {"handed": shown, "due": limit}
        if anchor is None:
            return phrase("late", **known)
        return phrase("late-of", paper=f"{self._what} {anchor}".strip(), **known)

    @property
    def _what(self) -> str:
        return "、".join(self.where.values())

    def formula(self, desk: Desk) -> Expr:
        handed = Field(self.handed_in)
        due = self._due(desk)
        late: Expr = call("gt", call("day", handed), due)
        if (clock := self.due.clock) is not None:
            seconds = Decimal((clock.hour * 60 + clock.minute) * 60)
            limit = desk.param(phrase("f-due-hour", what=self._what), seconds)
            late = either(late, both(same(call("day", handed), due), call("gt", call("seconds", handed), limit)))
        late = both(filled(handed), late)
        if self.missing:
            late = either(desk.flag(self.missing), late)
        return desk.count(self.table, phrase("f-late-line", what=self._what), late, self.where)

    def _due(self, desk: Desk) -> Expr:
        if self.due.day is not None:
            return desk.param(phrase("f-due", what=self._what), desk.look.period.day(self.due.day))
        anchor: Expr = call("day", Field(self.due.of))
        if self.due.week_end:
            anchor = plus(call("monday", Field(self.due.of)), 6)
        if not self.due.days:
            return anchor
        return plus(anchor, desk.param(phrase("f-due-days", what=self._what), Decimal(self.due.days)))

    def doubling(self, desk: Desk) -> Expr:
        """How many lines are material not handed in whose doubling no one waived."""
        if not self.missing:
            return plus()
        missing: Expr = desk.flag(self.missing)
        if self.waived and desk.has(self.table, self.waived):
            missing = both(missing, call("not", filled(Field(self.waived))))
        return desk.count(self.table, phrase("f-missing-line", what=self._what), missing, self.where)
