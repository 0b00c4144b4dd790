"""Days of people: the working days on which someone was in post, and the days that other tables cover."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from reportgen.period import Period
from reportgen.records import CellRef, Entry, Person
from reportgen.settle.outputs.columns import day_of
from reportgen.settle.outputs.month import MonthSheets

Days = dict[date, tuple[CellRef, ...]]
Covered = dict[date, tuple[tuple[Entry, Entry], ...]]  # a day -> first and last day of what covers it


@dataclass(frozen=True, slots=True, kw_only=True)
class Away:
    """A table whose lines cover days of their person, from `first` to `last` (both belong to it; without `last` one
    day): leave, trips. `mark` stands for such a day in a grid, `name` is what it is called."""

    id: str
    name: str
    mark: str
    table: str
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Member:
    """Someone in one department in the month; `days`: the days of the month in post there."""

    person: Person
    days: frozenset[date]


def members(month: MonthSheets, roles: Sequence[str]) -> list[Member]:
    """Those of the roles (all, when none are named), by department and 工号."""
    own: defaultdict[tuple[str, str], list[Person]] = defaultdict(list)
    for person in month.people:
        if not roles or person.role in roles:
            own[person.department, person.id].append(person)
    return [
        Member(rows[-1], frozenset(day for row in rows for day in _in_post(row, rows, month.period)))
        for _, rows in sorted(own.items())
    ]


def _in_post(row: Person, rows: Iterable[Person], period: Period) -> Iterator[date]:
    """A long leave is a person's, in whichever of his rows it stands."""
    leaves = [(one.leave_from, one.leave_to or date.max) for one in rows if one.leave_from is not None]
    for day in days_of(period):
        after, before = row.joined is None or day >= row.joined, row.left is None or day <= row.left
        if after and before and not any(first <= day <= last for first, last in leaves):
            yield day


def days_of(period: Period) -> list[date]:
    return [period.first + timedelta(number) for number in range(period.last.day)]


def covered(month: MonthSheets, away: Away) -> dict[str, Covered]:
    """工号 -> the days of the month that the table's lines about the person cover, with the cells that say so."""
    found: defaultdict[str, Covered] = defaultdict(dict)
    for row in month.rows(away.table):
        first, last = row.get(away.first), row.get(away.last)
        start = day_of(first.value) if isinstance(first.value, date) else None
        if start is None or month.in_doubt(first) or month.in_doubt(last):
            continue
        end = day_of(last.value) if isinstance(last.value, date) else start
        for day in days_of(month.period):
            if start <= day <= end:
                found[row.person][day] = (*found[row.person].get(day, ()), (first, last))
    return found


def reported(month: MonthSheets, table: str, column: str) -> dict[str, Days]:
    """工号 -> the days for which a table has lines about the person."""
    found: defaultdict[str, dict[date, list[CellRef]]] = defaultdict(dict)
    for row in month.rows(table):
        entry = row.get(column)
        if isinstance(entry.value, date):
            found[row.person].setdefault(day_of(entry.value), []).append(entry.ref)
    return {person: {day: tuple(refs) for day, refs in days.items()} for person, days in found.items()}
