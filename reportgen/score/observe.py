"""What can be seen in the rows: how often something occurred. Rules of faults are built from these.

An observation answers with a count, the words for it, and whether material was marked as not handed in at all
(未交), which is what doubling looks at. Each kind serves every scheme that has such rows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import ClassVar, Literal, TypeAlias

from reportgen.exact import ZERO, plain, total
from reportgen.formula import Before, Expr, Field, both, call, either, filled, minus, most, plus, same, when
from reportgen.period import Period, monday_of
from reportgen.records import ActualOnly, Phrase, PlanOnly, Row, phrase
from reportgen.score.desk import Desk
from reportgen.score.look import Look

WORDS = {
    "f-marked": {"zh": "{name}", "en": "{name}"},
    "f-late-line": {"zh": "{what}迟交或未交", "en": "{what} late or not handed in"},
    "f-missing-line": {"zh": "{what}未交且未免加倍", "en": "{what} not handed in, doubling not waived"},
    "f-due": {"zh": "{what}上交期限", "en": "{what}: due on"},
    "f-due-days": {"zh": "{what}期限天数", "en": "{what}: days to hand in"},
    "f-due-hour": {"zh": "{what}期限时刻（自零点起的秒数）", "en": "{what}: due at (seconds since midnight)"},
    "f-in-span": {"zh": "{start} 至 {end} 的次数", "en": "times from {start} to {end}"},
    "f-at-least": {"zh": "规定次数", "en": "times required"},
    "f-again": {"zh": "重复走访而无纪实", "en": "the same again without a record"},
    "late": {"zh": "最迟 {due}，{handed} 才交", "en": "due by {due}, handed in {handed}"},
    "missing-material": {"zh": "应交而未交", "en": "not handed in at all"},
    "missing-waived": {"zh": "应交而未交，不加倍：{reason}", "en": "not handed in; doubling waived: {reason}"},
    "short": {"zh": "计划 {planned}，实际 {done}", "en": "planned {planned}, done {done}"},
    "below-week": {
        "zh": "{start} 至 {end} 这一周 {counted} 次，规定至少 {least} 次",
        "en": "{counted} in the week {start} to {end}, at least {least} are required",
    },
    "below-month": {
        "zh": "本月 {counted} 次，规定至少 {least} 次",
        "en": "{counted} this month, at least {least} are required",
    },
    "repeat": {"zh": "{day} 再次走访“{what}”", "en": "{day}: “{what}” again"},
}


Day: TypeAlias = date


@dataclass(frozen=True, slots=True)
class Seen:
    """`count` occurrences; `missing`: one of them is material not handed in; `doubles`: and no one waived that it
    counts twice when it was missing the month before too."""

    count: int
    because: tuple[Phrase, ...] = ()
    missing: bool = False
    doubles: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """When something must be there: by `day` of the month, or `days` after the date in column `of` (after the
    Sunday of its week with `week_end`); to the clock with `hour` (16:00), else until the end of that day."""

    day: int | None = None
    of: str = ""
    days: int = 0
    week_end: bool = False
    hour: str = ""

    def on(self, period: Period, anchor: date | None) -> date | None:
        if self.day is not None:
            return period.day(self.day)
        if anchor is None:
            return None
        start = monday_of(anchor) + timedelta(6) if self.week_end else anchor
        return start + timedelta(self.days)

    @property
    def clock(self) -> time | None:
        return time.fromisoformat(self.hour) if self.hour else None


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
        return Seen(sum(look.times(row, self.column) for row in rows))

    def formula(self, desk: Desk) -> Expr:
        declared = desk.look.month.scheme.table(self.table).column(self.column)
        label = phrase("f-marked", name=declared.name if declared else self.column)
        return desk.sum(self.table, label, desk.times(self.table, self.column), self.where)


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
        missing = doubles = False
        for row in look.rows(self.table, self.where):
            if self.missing and look.flag(row, self.missing):
                reason = look.word(row, self.waived) if self.waived else ""
                missing, doubles = True, doubles or not reason
                because.append(phrase("missing-waived", reason=reason) if reason else phrase("missing-material"))
                continue
            words = self._late(look, row)
            if words:
                because.append(words)
        return Seen(len(because), tuple(because), missing, doubles)

    def _late(self, look: Look, row: Row) -> Phrase | None:
        due = self.due.on(look.period, look.day(row, self.due.of) if self.due.of else None)
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
        return phrase("late", handed=shown, due=limit) if late else None

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Short:
    """Done less than planned: occurred once when the sum of what was done is below the sum of the plan."""

    see: ClassVar[str] = "short"
    merge: str

    def seen(self, look: Look) -> Seen:
        planned, done = sums(look, self.merge)
        if done >= planned:
            return Seen(0)
        return Seen(1, (phrase("short", planned=plain(planned), done=plain(done)),))

    def formula(self, desk: Desk) -> Expr:
        planned, done = desk.sums(self.merge)
        return when(call("lt", done, planned), 1, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Below:
    """Fewer than `at_least` rows in a week or in the month; every row that lacks counts once.

    Weeks are those whose Thursday lies in the month. `recorded`: only rows with something in that column count.
    """

    see: ClassVar[str] = "below"
    table: str
    date: str
    per: Literal["week", "month"]
    at_least: int
    recorded: str = ""
    where: Mapping[str, str] = field(default_factory=dict)

    def seen(self, look: Look) -> Seen:
        counts: Counter[date] = Counter()
        for row in look.rows(self.table, self.where):
            day = look.day(row, self.date)
            if day is not None and (not self.recorded or look.word(row, self.recorded)):
                counts[monday_of(day) if self.per == "week" else day.replace(day=1)] += 1
        spans = look.period.weeks() if self.per == "week" else (look.period.first,)
        because = []
        lacking = 0
        for start in spans:
            short = max(0, self.at_least - counts[start])
            lacking += short
            if short and self.per == "week":
                end = start + timedelta(6)
                because.append(phrase("below-week", start=start, end=end, counted=counts[start], least=self.at_least))
            elif short:
                because.append(phrase("below-month", counted=counts[start], least=self.at_least))
        return Seen(lacking, tuple(because))

    def formula(self, desk: Desk) -> Expr:
        period = desk.look.period
        spans = [(start, start + timedelta(6)) for start in period.weeks()]
        if self.per == "month":
            spans = [(period.first, period.last)]
        required = desk.param(phrase("f-at-least"), Decimal(self.at_least))
        return plus(*(most(0, minus(required, self._counted(desk, start, end))) for start, end in spans))

    def _counted(self, desk: Desk, start: Day, end: Day) -> Expr:
        on = call("day", Field(self.date))
        inside = both(filled(Field(self.date)), call("ge", on, start), call("le", on, end))
        if self.recorded:
            inside = both(inside, filled(Field(self.recorded)))
        return desk.count(self.table, phrase("f-in-span", start=start, end=end), inside, self.where)


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


Observation: TypeAlias = Marked | Late | Short | Below | Repeat
OBSERVATIONS: tuple[type[Observation], ...] = (Marked, Late, Short, Below, Repeat)


def sums(look: Look, merge: str) -> tuple[Decimal, Decimal]:
    """(planned, done) over the subject's lines, by the merge's declared meaning of absence."""
    declared = look.merge(merge)
    planned, done = [ZERO], [ZERO]
    for line in look.lines(merge):
        plan = () if isinstance(line, ActualOnly) else line.plan
        actual = () if isinstance(line, PlanOnly) else line.actual
        planned += [look.needed(row, declared.plan.column) for row in plan]
        if isinstance(line, PlanOnly) and declared.plan_only == "withheld":
            look.fault("NO_ACTUAL", line.plan[0], declared.plan.column, key=" · ".join(line.key))
        if isinstance(line, ActualOnly) and declared.actual_only == "not-counted":
            look.witnesses(actual)
            continue
        done += [look.needed(row, declared.actual.column) for row in actual]
    return total(planned), total(done)
