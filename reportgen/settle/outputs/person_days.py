"""The days of people behind a table of attendance, and the formulas that count them.

    people   a line for each person, from the roster
    days     a line for each of them and each day of the month: whether it is a working day and one in post, the date of
             the line that was handed in for it, from when to when a leave or a trip that covers it goes
    mark     beside a day: in the order of the table's own rule; the counts go over a person's lines
Above MANY lines nobody looks at single days: then `days` has one line for each person, with the days counted by what
they are and the areas that their lines lie in, and the formulas start from there. The title of the block says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from reportgen.formula import (
    Area,
    At,
    Block,
    BlockLine,
    Expr,
    Field,
    Head,
    Here,
    Lines,
    Word,
    both,
    call,
    either,
    filled,
    minus,
    plus,
    same,
    when,
)
from reportgen.records import CellRef, Entry, Value, phrase, spot_of
from reportgen.settle.outputs.columns import day_of
from reportgen.settle.outputs.days import Away, Covered, Days, Member
from reportgen.settle.outputs.adding import areas, around
from reportgen.settle.outputs.worked import YES_WORD

MANY = 10_000  # days of people

WORDS = {
    "f-mark": {"zh": "标记", "en": "mark"},
    "f-day-due": {"zh": "应出勤", "en": "due"},
    "f-day-missing": {"zh": "无记录", "en": "without a line"},
}
PRESENT, LACKING, OUT, REST = "√", "缺", "/", "\u3000"
PEOPLE = (
    Head("person", "工号", "id", key=True), Head("name", "姓名", "name", key=True),
    Head("department", "部门", "text", key=True),
)  # fmt: skip
DAY = (
    Head("person", "工号", "id", key=True), Head("day", "日期", "date", key=True),
    Head("working", "工作日", "flag"), Head("here", "在岗", "flag"), Head("done", "有记录的日期", "date"),
)  # fmt: skip
SUM = (
    Head("person", "工号", "id", key=True), Head("due", "在岗工作日", "count"), Head("done", "其中有记录", "count"),
    Head("off", "休息日有记录", "count"),
)  # fmt: skip
_DAYS, _SUMS = "{title}：各人各日", "{title}：各人天数（共 {count} 人日，超过 {many}：每行是一人的小计，来源是其各行所在的区域）"


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of one person in the month: the days on which lines were handed in, and those that each table of
    leaves or trips covers."""

    member: Member
    done: Days
    away: tuple[Covered, ...]


@dataclass(frozen=True, slots=True)
class PersonDays:
    """`each`: whether there is a line for each day; persons count from 0, days too."""

    people: Block
    days: Block
    away: tuple[Away, ...]
    length: int
    each: bool

    @property
    def blocks(self) -> tuple[Block, ...]:
        return self.people, self.days

    def who(self, at: int, column: str) -> Expr:
        return At(self.people.id, column, at)

    def mark(self, at: int, day: int) -> Expr | None:
        return At(self.days.id, self._marks, at * self.length + day) if self.each else None

    def due(self, at: int) -> Expr:
        return self._sum(at, self._due) if self.each else self._of(at, "due")

    def present(self, at: int) -> Expr:
        if self.each:
            return self._marked(at, PRESENT)
        return plus(self._of(at, "done"), self._of(at, "off"))

    def on(self, at: int, mark: str) -> Expr:
        """Days with the mark of a leave or a trip."""
        if self.each:
            return self._marked(at, mark)
        return plus(*(self._of(at, one.id) for one in self.away if one.mark == mark))

    def missing(self, at: int) -> Expr:
        if self.each:
            return self._sum(at, self._missing)
        apart = plus(self._of(at, "done"), *(self._of(at, one.id) for one in self.away))
        return minus(self._of(at, "due"), apart)

    @property
    def due_of_all(self) -> Expr:
        return call("sum", Area(self.days.id, self._due if self.each else "due"))

    @property
    def missing_of_all(self) -> Expr:
        if self.each:
            return call("sum", Area(self.days.id, self._missing))
        apart = [call("sum", Area(self.days.id, column)) for column in ("done", *(one.id for one in self.away))]
        return minus(self.due_of_all, plus(*apart))

    # -------------------------------------------------------- one line for each person

    def _of(self, at: int, column: str) -> Expr:
        return At(self.days.id, column, at)

    # -------------------------------------------------------- one line for each day

    def _area(self, at: int, column: Lines) -> Area:
        return Area(self.days.id, column, at * self.length, (at + 1) * self.length - 1)

    def _sum(self, at: int, column: Lines) -> Expr:
        return call("sum", self._area(at, column))

    def _marked(self, at: int, mark: str) -> Expr:
        return call("alike", self._area(at, self._marks), mark)

    @property
    def _due(self) -> Lines:
        return Lines(self.days.id, "", phrase("f-day-due"), when(both(_yes("working"), _yes("here")), 1, 0))

    @property
    def _missing(self) -> Lines:
        lacks = both(call("eq", Here(self._due), 1), same(Field("done"), ""))
        found = when(either(*map(_covers, self.away)), 0, when(lacks, 1, 0)) if self.away else when(lacks, 1, 0)
        return Lines(self.days.id, "", phrase("f-day-missing"), found)

    @property
    def _marks(self) -> Lines:
        """Not in post, present, away, lacking, off: the first that fits."""
        found: Expr = Word(LACKING)
        for one in reversed(self.away):
            found = when(_covers(one), one.mark, found)
        found = when(filled(Field("done")), PRESENT, when(_yes("working"), found, REST))
        return Lines(self.days.id, "", phrase("f-mark"), when(_yes("here"), found, OUT))


def _yes(column: str) -> Expr:
    return same(Field(column), YES_WORD)


def _covers(away: Away) -> Expr:
    first, last = Field(f"{away.id}-first"), Field(f"{away.id}-last")
    return both(filled(first), call("le", first, Field("day")), call("ge", last, Field("day")))


def person_days(
    key: str, title: str, away: tuple[Away, ...], known: Sequence[Known], days: Sequence[date], workdays: frozenset[date]
) -> PersonDays:  # fmt: skip
    """`key`: what the blocks' names begin with; `days`: of the month."""
    count = len(known) * len(days)
    each = count <= MANY
    make = _days if each else _sums
    heads = (*DAY, *(head for one in away for head in _spell(one))) if each else (*SUM, *map(_counted, away))
    lines = tuple(line for one in known for line in make(one, days, workdays))
    said = _DAYS.format(title=title) if each else _SUMS.format(title=title, count=count, many=MANY)
    spare = 0 if known else 1
    people = Block(f"{key}/people", f"{title}：人员", PEOPLE, tuple(_person(one.member) for one in known), spare)
    return PersonDays(people, Block(f"{key}/days", said, heads, lines, spare), away, len(days), each)


def _spell(one: Away) -> tuple[Head, Head]:
    return Head(f"{one.id}-first", f"{one.name}起", "date"), Head(f"{one.id}-last", f"{one.name}止", "date")


def _counted(one: Away) -> Head:
    return Head(one.id, f"其中{one.name}", "count")


def _person(member: Member) -> BlockLine:
    person = member.person
    found = [person.cells.get(column, person.ref) for column in ("person", "name", "department")]
    cells = tuple(None if one == CellRef("") else one for one in found)
    return BlockLine((person.id, person.name, person.department), cells)


def _days(known: Known, days: Sequence[date], workdays: frozenset[date]) -> Iterator[BlockLine]:
    for day in days:
        done = known.done.get(day, ())
        own = (day in workdays, day in known.member.days, day if done else None)
        values: list[Value] = [known.member.person.id, day, *own]
        cells: list[CellRef | None] = [None, None, None, None, done[0] if done else None]
        for covered in known.away:
            first, last = covered[day][0] if day in covered else (None, None)
            begun = first.value if first else None
            values += [day_of(begun) if isinstance(begun, date) else None, _end(first, last)]
            cells += [first.ref if first else None, last.ref if last else None]
        yield BlockLine(tuple(values), tuple(cells))


def _end(first: Entry | None, last: Entry | None) -> Value:
    """The last day; a leave without one is a day long."""
    for one in (last, first):
        if one is not None and isinstance(one.value, date):
            return day_of(one.value)
    return None


def _sums(known: Known, days: Sequence[date], workdays: frozenset[date]) -> Iterator[BlockLine]:
    own = known.member.days
    due = [day for day in days if day in workdays and day in own]
    done = [day for day in due if day in known.done]
    off = [day for day in days if day in own and day not in workdays and day in known.done]
    rest = [day for day in due if day not in known.done]
    values: list[Value] = [known.member.person.id, Decimal(len(due)), Decimal(len(done)), Decimal(len(off))]
    cells = [None, None, *(around(areas(spot_of(ref) for day in some for ref in known.done[day])) for some in (done, off))]
    for covered in known.away:
        away = [day for day in rest if day in covered]
        rest = [day for day in rest if day not in covered]
        values.append(Decimal(len(away)))
        cells.append(around(areas(spot_of(first.ref) for day in away for first, _ in covered[day])))
    yield BlockLine(tuple(values), tuple(cells))
