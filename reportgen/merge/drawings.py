"""What was granted against what is drawn on it: payments on cost lines, issues on material lines, leave on a claim.

A draw counts only on one line that was approved, that still lives on its day, whose work was followed up, and that has
enough left. Draws of a line are taken by their day; on one day in the order of the sheets.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from reportgen import normal
from reportgen.exact import ZERO, plain, total
from reportgen.period import Period
from reportgen.records import Allowance, CellRef, Draw, Drawn, DrawState, Entry, Finding, Row, finding
from reportgen.scheme import Drawing, Granted, Scheme

Rows = Mapping[str, Sequence[Row]]


def drawn(scheme: Scheme, rows: Iterable[Row], doubtful: Collection[str] = ()) -> Mapping[str, Drawn]:
    """Every drawing of the scheme, by id. `doubtful`: tables of which something was handed in that cannot be read; a
    line or a report that is not found may stand there, so nothing is said of a draw that would need it."""
    by_table: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_table[row.table].append(row)
    return {one.id: _Drawing(one, by_table, frozenset(doubtful)).drawn() for one in scheme.drawings}


@dataclass(frozen=True, slots=True)
class _Drawing:
    declared: Drawing
    rows: Rows
    doubtful: frozenset[str]

    def drawn(self) -> Drawn:
        lines = tuple(line for granted in self.declared.granted for line in self._lines(granted))
        by_number: defaultdict[str, list[Allowance]] = defaultdict(list)
        for line in lines:
            by_number[normal.key(line.number)].append(line)
        followed = self._followed()
        draws = [self._judged(row, by_number, followed) for row in self.rows.get(self.declared.draws.table, ())]
        order = sorted(range(len(draws)), key=lambda at: (draws[at].on or date.max, at))
        left = {id(line): line.amount - line.before for line in lines if line.amount is not None}
        for at in order:
            draws[at] = _taken(draws[at], left)
        return Drawn(lines, tuple(draws))

    def _lines(self, granted: Granted) -> Iterator[Allowance]:
        for row in self.rows.get(granted.table, ()):
            words = [row.get(column) for column in granted.where]
            if any(entry.value != word for entry, word in zip(words, granted.where.values(), strict=True)):
                continue
            on, amount, before = row.get(granted.on), row.get(granted.amount), _entry(row, granted.before)
            day = day_of(on)
            yield Allowance(
                number=_text(row, granted.number),
                department=row.department,
                about=_text(row, granted.about),
                group=_text(row, granted.group),
                work=_text(row, granted.work),
                amount=amount.value if isinstance(amount.value, Decimal) else None,
                before=before.value if before and isinstance(before.value, Decimal) else ZERO,
                on=day,
                until=until(day, self.declared.months) if day else None,
                sure=isinstance(amount.value, Decimal) and on.state != "bad" and (not before or before.state != "bad"),
                refs=_refs(
                    row,
                    number=granted.number,
                    amount=granted.amount,
                    on=granted.on,
                    before=granted.before,
                    about=granted.about,
                    group=granted.group,
                    work=granted.work,
                ),
            )

    def _followed(self) -> Mapping[str, date] | None:
        """The number of a work -> the day of the first report on it; None when the reports cannot be relied on."""
        told = self.declared.followed
        if told is None or told.table in self.doubtful:
            return None
        first: dict[str, date] = {}
        for row in self.rows.get(told.table, ()):
            day, key = day_of(row.get(told.on)), normal.key(_text(row, told.work))
            if day and key:
                first[key] = min(day, first.get(key, day))
        return first

    def _judged(
        self, row: Row, by_number: Mapping[str, Sequence[Allowance]], followed: Mapping[str, date] | None
    ) -> Draw:
        names = self.declared.draws
        number, amount, on = row.get(names.number), row.get(names.amount).value, day_of(row.get(names.on))
        found = by_number.get(normal.key(_text(row, names.number)), ()) if number.value is not None else ()
        line = found[0] if len(found) == 1 else None
        sure = number.state != "bad" and isinstance(amount, Decimal) and on is not None
        state: DrawState = "unsure"
        if sure and on is not None:
            state = self._state(on, len(found), line, followed, written=number.value is not None)
        return Draw(
            number=_text(row, names.number),
            owner=_text(row, names.owner),
            amount=amount if isinstance(amount, Decimal) else None,
            on=on,
            state=state,
            line=line,
            left=None,
            department=row.department,
            refs=_refs(row, number=names.number, amount=names.amount, on=names.on, owner=names.owner),
        )

    def _state(
        self, on: date, found: int, line: Allowance | None, followed: Mapping[str, date] | None, *, written: bool
    ) -> DrawState:
        if line is None:
            elsewhere = written and any(one.table in self.doubtful for one in self.declared.granted)
            return "ambiguous" if found else "unsure" if elsewhere else "no-line"
        if not line.sure:
            return "unsure"
        if line.on is None or line.until is None:
            return "not-approved"
        if on < line.on:
            return "too-early"
        if on > line.until:
            return "expired"
        if self.declared.followed is None:
            return "payable"
        if followed is None:
            return "unsure"
        first = followed.get(normal.key(line.work))
        return "payable" if first is not None and first <= on else "not-followed"


def _taken(draw: Draw, left: dict[int, Decimal]) -> Draw:
    """The draw with what its line had left; a payable one is taken off, or is above what is left."""
    if draw.line is None or id(draw.line) not in left:
        return draw
    had = left[id(draw.line)]
    if draw.state != "payable" or draw.amount is None:
        return replace(draw, left=had)
    if draw.amount > had:
        return replace(draw, state="over", left=had)
    left[id(draw.line)] = total((had, -draw.amount))
    return replace(draw, left=had)


def until(day: date, months: int) -> date:
    """The same day so many months later, or the last day of that month; it still belongs to the life."""
    return Period.of(day).shifted(months).day(day.day)


def not_payable(scheme: Scheme, worked: Mapping[str, Drawn]) -> Iterator[Finding]:
    """A finding for each draw that does not count. One that cannot be judged has a finding at its own cell."""
    for drawing in scheme.drawings:
        asked = scheme.table(drawing.draws.table).column(drawing.draws.number)
        for draw in worked[drawing.id].draws:
            yield from _said(drawing, draw, asked.name if asked else drawing.draws.number)


def _said(drawing: Drawing, draw: Draw, column: str) -> Iterator[Finding]:
    told: dict[str, Any] = {"department": draw.department, "drawing": drawing.name, "found": draw.number or "—"}
    number, on, amount = (draw.refs[meaning] for meaning in ("number", "on", "amount"))
    day = str(draw.on)
    match draw.state, draw.line:
        case "no-line", _ if not draw.number:
            told.pop("found")
            yield finding("DRAW_NO_NUMBER", number, column=column, **told)
        case "no-line", _:
            yield finding("DRAW_NO_LINE", number, **told)
        case "ambiguous", _:
            yield finding("DRAW_AMBIGUOUS", number, **told)
        case "not-approved", _:
            yield finding("DRAW_NOT_APPROVED", number, **told)
        case "too-early", line if line:
            yield finding("DRAW_TOO_EARLY", on, day=day, since=str(line.on), **told)
        case "expired", line if line:
            yield finding("DRAW_EXPIRED", on, day=day, since=str(line.on), until=str(line.until), **told)
        case "not-followed", line if line:
            yield finding("DRAW_NOT_FOLLOWED", number, day=day, work=line.work or "—", **told)
        case "over", _ if draw.amount is not None and draw.left is not None:
            yield finding("DRAW_OVER", amount, amount=plain(draw.amount), left=plain(draw.left), **told)


def day_of(entry: Entry) -> date | None:
    value = entry.value
    return value.date() if isinstance(value, datetime) else value if isinstance(value, date) else None


def _entry(row: Row, column: str) -> Entry | None:
    return row.get(column) if column else None


def _text(row: Row, column: str) -> str:
    value = row.get(column).value if column else None
    return "" if value is None else plain(value) if isinstance(value, Decimal) else str(value).strip()


def _refs(row: Row, **columns: str) -> Mapping[str, CellRef]:
    return {meaning: row.get(column).ref for meaning, column in columns.items() if column}
