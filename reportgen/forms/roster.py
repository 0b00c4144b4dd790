"""The roster form: 花名册 with the columns that every organisation's roster has, empty or with its people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from reportgen.forms.book import form_bytes
from reportgen.forms.layout import Field, Plan, SheetPlan
from reportgen.forms.words import word
from reportgen.period import Period
from reportgen.records import Document, Person, Value
from reportgen.scheme import Column, Form, Table
from reportgen.words import Language

EARLIEST, LATEST = date(1950, 1, 1), date(2100, 12, 31)
ROOM = 30


def columns_of(lang: Language, departments: Sequence[str], roles: Sequence[str]) -> tuple[Column, ...]:
    """The roster's columns; departments and roles become drop-down lists where they are known."""
    return (
        Column(id="person", name="工号", type="id", blank="error"),
        Column(id="name", name="姓名", type="name", blank="error"),
        Column(
            id="department",
            name="部门",
            type="choice" if departments else "text",
            blank="error",
            choices=tuple(departments),
        ),
        Column(id="post", name="岗位", type="text"),
        Column(id="role", name="角色", type="choice" if roles else "text", choices=tuple(roles)),
        Column(id="email", name="邮箱", type="text", prompt=word(lang, "one-address")),
        Column(id="superior", name="上级工号", type="id"),
        Column(id="joined", name="入职日期", type="date"),
        Column(id="left", name="离职日期", type="date", prompt=word(lang, "still-here")),
        Column(id="gross", name="工资总额", type="money", unit="元", minimum=Decimal(0)),
        Column(id="leave_from", name="长假开始", type="date", prompt=word(lang, "long-leave")),
        Column(id="leave_to", name="长假结束", type="date", prompt=word(lang, "still-away")),
    )


def write_roster(
    people: Sequence[Person],
    period: Period,
    *,
    departments: Sequence[str] = (),
    roles: Sequence[str] = (),
    more: Sequence[Column] = (),
    organisation: str = "",
    lang: Language = "zh",
) -> Document:
    """`花名册.xlsx` with a line for each of `people` and empty ones below; `more` are columns that schemes add.
    `period` dates the file and nothing else: a roster holds for every month."""
    columns = columns_of(lang, departments, roles) + tuple(more)
    table = Table(
        id="roster", name="花名册", form="roster", per="list", columns=columns, note=word(lang, "roster-note")
    )  # fmt: skip
    sheet = SheetPlan(
        table=table,
        fields=tuple(_field(column) for column in columns),
        lines=tuple(_line(person) for person in people),
        room=ROOM,
        groups=1,
        people=(),
    )
    plan = Plan(
        scheme="",
        scheme_name="",
        since="",
        form=Form(id="roster", name="花名册"),
        department=organisation,
        period=period,
        sheets=(sheet,),
        people=(),
        lang=lang,
        dated=False,
    )
    return Document("花名册.xlsx", form_bytes(plan))


def _field(column: Column) -> Field:
    return Field(column=column, options=column.choices, free=False, earliest=EARLIEST, latest=LATEST)


def _line(person: Person) -> Mapping[str, Value]:
    return {
        "person": person.id,
        "name": person.name,
        "department": person.department,
        "post": person.post,
        "role": person.role,
        "email": person.email,
        "superior": person.superior,
        "joined": person.joined,
        "left": person.left,
        "gross": person.gross,
        "leave_from": person.leave_from,
        "leave_to": person.leave_to,
    }
