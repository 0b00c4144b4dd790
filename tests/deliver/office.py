"""A small company whose month is ready to be mailed: three people who were assessed, a head, a leader, finance."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from reportgen.deliver.addresses import directory
from reportgen.deliver.documents import Said, said
from reportgen.deliver.gate import Register
from reportgen.deliver.letters import Card, Letter, Office, Post
from reportgen.deliver.mailing import Mail
from reportgen.period import Period
from reportgen.records import CellRef, Document, Person

TEMPLATES = Path(__file__).parents[2] / "templates"
OCTOBER = Period(2026, 10)
DEPARTMENT = "华北销售部"
MAIL = Mail(from_address="kaohe@example.com", from_name="人力资源部", leaders=("0001",), finance=("0012",))


def person(id: str, name: str, email: str | None = None, **changes: object) -> Person:
    whole = Person(
        id=id, name=name, department=DEPARTMENT, post="", role="", email=f"p{id}@example.com" if email is None else email,
        superior="", joined=date(2020, 1, 1), left=None, gross=None, ref=CellRef("花名册.xlsx"),
    )  # fmt: skip
    return replace(whole, **changes)  # type: ignore[arg-type]


PEOPLE = (
    person("0001", "郑国强", department="公司"),
    person("0012", "许文静", department="公司"),
    person("0021", "韩立新"),
    person("1001", "王建国"),
    person("1002", "李秀英"),
    person("1003", "张伟"),
)


def pdf(person: str, month: str = "2026-10", extra: str = "") -> bytes:
    """Stands for a PDF where only its text matters; `reader` reads it."""
    year, number = month.split("-")
    return f"%PDF 姓名 某某 工号 {person} 考核期间 {year}年{int(number)}月 {extra}".encode()


def report(text: str, month: str = "2026-10") -> bytes:
    return f"%PDF {text}考核报告 期间：{month}".encode()


def reader(name: str, content: bytes) -> Said:
    """Reads what `pdf` and `report` made."""
    return said((content.decode(errors="replace"),))


def cards(*ids: str, month: str = "2026-10") -> tuple[Card, ...]:
    return tuple(
        Card(person=id, department=DEPARTMENT, documents=(Document(f"scorecards/x/{id}_某人.pdf", pdf(id, month)),))
        for id in ids
    )


def office(**changes: object) -> Office:
    whole = Office(
        name=DEPARTMENT, head="0021", contact="1003", report=(Document("departments/x.pdf", report(DEPARTMENT)),)
    )
    return replace(whole, **changes)  # type: ignore[arg-type]


def post(**changes: object) -> Post:
    whole = Post(
        period=OCTOBER, organisation="华岳汽车销售有限公司", templates=TEMPLATES, mail=MAIL, people=PEOPLE,
        cards=cards("1001", "1002", "1003"),
    )  # fmt: skip
    return replace(whole, **changes)  # type: ignore[arg-type]


def register(people: tuple[Person, ...] = PEOPLE, day: date = date(2026, 11, 8), **changes: object) -> Register:
    whole = Register(
        directory=directory(people, day),
        names=frozenset(one.name for one in people),
        sender=MAIL.from_address,
        organisation="华岳汽车销售有限公司",
        heads={DEPARTMENT: "0021", "华东销售部": ""},
        contacts={DEPARTMENT: "1003", "华东销售部": ""},
        company=frozenset({"0001"}),
        finance=frozenset({"0012"}),
    )
    return replace(whole, **changes)  # type: ignore[arg-type]


def by_owner(letters: tuple[Letter, ...]) -> Mapping[str, Letter]:
    return {letter.parcel.owner: letter for letter in letters}


def reasons(letter: Letter) -> list[str]:
    return [one.id for one in letter.held]
