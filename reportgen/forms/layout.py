"""Scheme, roster and month into what a form holds: its sheets, their fields and the lines that are filled in already.

Plan (a workbook) ── SheetPlan (a table) ── Field (a column) and lines
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from reportgen.period import Period
from reportgen.records import Person, Value
from reportgen.scheme import Column, Form, Scheme, Table
from reportgen.tenure import at_work
from reportgen.words import Language

FLAGS = ("是", "否")
AROUND = 3  # months before and after the period that a date may lie in when the scheme does not bind it to the month
Carried = Mapping[str, Sequence[Mapping[str, Value]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A column on a form. `options` fill its drop-down list; when `free`, others may be typed after a question.
    `given`: filled in already and locked. `earliest` and `latest` bound a date."""

    column: Column
    options: tuple[str, ...] = ()
    free: bool = False
    given: bool = False
    earliest: date
    latest: date

    @property
    def header(self) -> str:
        """What the reader looks for: the column's name, with its unit in brackets."""
        unit = self.column.unit or ("%" if self.column.type == "percent" else "")
        return f"{self.column.name}（{unit}）" if unit else self.column.name

    @property
    def must(self) -> bool:
        return self.column.blank == "error" and not self.column.optional


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetPlan:
    """One table on its sheet. `lines` hold what is filled in already, by column id; `room` more are empty;
    `open`: a list that may grow. `groups` counts the lines that belong together (a person's of a grid)."""

    table: Table
    fields: tuple[Field, ...]
    lines: tuple[Mapping[str, Value], ...]
    room: int
    groups: int
    people: tuple[Person, ...]

    @property
    def open(self) -> bool:
        return self.table.per == "list"

    @property
    def height(self) -> int:
        return len(self.lines) + self.room


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """`dated`: belongs to its period and is due; a roster is not."""

    scheme: str
    scheme_name: str
    since: str
    form: Form
    department: str
    period: Period
    sheets: tuple[SheetPlan, ...]
    people: tuple[Person, ...]
    lang: Language
    dated: bool = True

    @property
    def due(self) -> date:
        return self.period.shifted(self.form.due_month).day(self.form.due_day)


def people_of(table: Table, people: Sequence[Person]) -> tuple[Person, ...]:
    """The people a table is about, each 工号 once."""
    found: dict[str, Person] = {}
    for person in people:
        if not table.roles or person.role in table.roles:
            found.setdefault(person.id, person)
    return tuple(found.values())


def tables_of(scheme: Scheme, form: Form, people: Sequence[Person]) -> tuple[Table, ...]:
    """The form's tables that concern the department; none when its people have no role of the form."""
    tables = [table for table in scheme.tables if table.form == form.id]
    asked = [table for table in tables if not table.roles or people_of(table, people)]
    if any(table.roles for table in tables) and not any(table.roles for table in asked):
        return ()
    return tuple(table for table in asked if table.per == "list" or people_of(table, people))


def plan_form(
    scheme: Scheme,
    form: Form,
    department: str,
    people: Sequence[Person],
    period: Period,
    lang: Language,
    carried: Carried,
) -> Plan:
    present = at_work(people, period)
    sheets = tuple(
        _sheet(table, people_of(table, present), period, carried.get(table.id, ()))
        for table in tables_of(scheme, form, present)
    )
    return Plan(
        scheme=scheme.id,
        scheme_name=scheme.name,
        since=scheme.since,
        form=form,
        department=department,
        period=period,
        sheets=sheets,
        people=_listed(sheets),
        lang=lang,
    )


def _listed(sheets: Sequence[SheetPlan]) -> tuple[Person, ...]:
    found = {person.id: person for sheet in sheets if sheet.table.person for person in sheet.people}
    return tuple(found.values())


def _sheet(
    table: Table, people: tuple[Person, ...], period: Period, carried: Sequence[Mapping[str, Value]]
) -> SheetPlan:
    lines = tuple(carried) if table.per == "list" else _given_lines(table, people)
    given = {id for line in lines for id in line} if table.per != "list" else set()
    room = max(table.lines - len(lines), 5) if table.per == "list" else 0
    return SheetPlan(
        table=table,
        fields=tuple(_field(table, column, people, period, column.id in given) for column in table.columns),
        lines=lines,
        room=room,
        groups=len(table.grid) or 1,
        people=people,
    )


def _given_lines(table: Table, people: Sequence[Person]) -> tuple[Mapping[str, Value], ...]:
    named = next((column.id for column in table.columns if column.type == "name"), "")
    entries = table.grid if table.per == "grid" else ({},)
    lines: list[Mapping[str, Value]] = []
    for person in people:
        known = {id: value for id, value in ((table.person, person.id), (named, person.name)) if id}
        lines += [known | dict(entry) for entry in entries]
    return tuple(lines)


def _field(table: Table, column: Column, people: Sequence[Person], period: Period, given: bool) -> Field:
    about = column.type == "id" and column.id == (table.person or "person")
    options = tuple(person.id for person in people) if about else column.choices
    earliest, latest = _span(column, period)
    return Field(
        column=column,
        options=FLAGS if column.type == "flag" else options,
        free=about,
        given=given,
        earliest=earliest,
        latest=latest,
    )


def _span(column: Column, period: Period) -> tuple[date, date]:
    """The month with its weeks for a date bound to it, else some months around."""
    if not column.within:
        return period.shifted(-AROUND).first, period.shifted(AROUND).last
    weeks = period.weeks()
    return min(period.first, weeks[0]), max(period.last, weeks[-1] + timedelta(6))
