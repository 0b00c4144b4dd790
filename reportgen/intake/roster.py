"""花名册.xlsx -> people: who, where, in which role, from when to when. 工号 decides identity; namesakes exist.

A person may have several rows: for a transfer (with dates) or for two roles.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from reportgen.intake.grid import Grid
from reportgen.intake.locate import Candidate, candidate_of, locate
from reportgen.intake.rows import Loading, load_rows
from reportgen.period import Period
from reportgen.records import CellRef, Finding, Person, Row, finding
from reportgen.scheme import Column, Form, Scheme, Table

_ADDRESS = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")

COLUMNS = (
    Column(id="person", name="工号", type="id", blank="error", aliases=("员工编号", "人员编号", "职工号")),
    Column(id="name", name="姓名", type="name", blank="error", aliases=("员工姓名",)),
    Column(id="department", name="部门", type="text", blank="error", aliases=("所在部门", "单位", "科室")),
    Column(id="post", name="岗位", type="text", aliases=("职务", "职位")),
    Column(id="role", name="角色", type="text", aliases=("考核角色",)),
    Column(id="email", name="邮箱", type="text", aliases=("电子邮箱", "电子邮件", "Email", "E-mail")),
    Column(id="superior", name="上级工号", type="id", aliases=("直接上级", "上级编号")),
    Column(id="joined", name="入职日期", type="date", aliases=("入职时间", "到岗日期")),
    Column(id="left", name="离职日期", type="date", aliases=("离职时间", "离岗日期")),
    Column(
        id="gross", name="工资总额", type="money", unit="元", minimum=Decimal(0), aliases=("月工资总额", "工资标准")
    ),
)
TABLE = Table(
    id="roster",
    name="花名册",
    form="roster",
    per="list",
    columns=COLUMNS,
    person="person",
    titles=("员工花名册", "人员名册"),
)
FORM = Form(id="roster", name="花名册")
SCHEME = Scheme(id="roster", name="花名册", since="2000-01", source="", forms=(FORM,), tables=(TABLE,))


def roster_candidate() -> Candidate:
    return candidate_of(SCHEME, FORM, TABLE)


def read_roster(
    grids: Iterable[Grid], period: Period, departments: Iterable[str]
) -> tuple[tuple[Person, ...], tuple[Finding, ...]]:
    """Everyone on the roster, in its order, and what is wrong with it. A row that cannot be trusted is left out."""
    rows: list[Row] = []
    findings: list[Finding] = []
    known = frozenset(departments)
    file = ""
    for grid in grids:
        file = grid.file
        for located in locate(grid, (roster_candidate(),)):
            loaded, wrong = load_rows(Loading(grid, located, period, ""))
            rows += loaded
            findings += wrong
    people: list[Person] = []
    for row in rows:
        person = _person(row)
        wrong_here = tuple(_row_findings(row, person, people, known))
        findings += wrong_here
        identity = (row.get("person"), row.get("name"), row.get("department"), row.get("joined"), row.get("left"))
        if any(entry.state == "bad" for entry in identity) or any(
            found.code in ("ROSTER_NAME_DIFFERS", "ROSTER_TWICE", "ROSTER_DEPARTMENT") for found in wrong_here
        ):
            continue
        people.append(person)
    if not rows:
        findings.append(finding("ROSTER_EMPTY", CellRef(file or "花名册.xlsx")))
    findings += _superior_findings(people)
    return tuple(people), tuple(findings)


def in_post(people: Iterable[Person], period: Period) -> tuple[Person, ...]:
    """The roster rows in force on some day of the month."""
    return tuple(
        person
        for person in people
        if (person.joined or period.first) <= period.last and (person.left or period.last) >= period.first
    )


def _person(row: Row) -> Person:
    def text(column: str) -> str:
        value = row.get(column).value
        return value if isinstance(value, str) else ""

    def day(column: str) -> date | None:
        value = row.get(column).value
        return value if isinstance(value, date) else None

    gross = row.get("gross").value
    return Person(
        id=text("person"),
        name=text("name"),
        department=text("department"),
        post=text("post"),
        role=text("role"),
        email=text("email"),
        superior=text("superior"),
        joined=day("joined"),
        left=day("left"),
        gross=gross if isinstance(gross, Decimal) else None,
        ref=row.ref,
        cells={column: entry.ref for column, entry in row.entries.items()},
    )


def _row_findings(row: Row, person: Person, earlier: list[Person], departments: frozenset[str]) -> Iterable[Finding]:
    concerns = (person.id,) if person.id else ()
    if person.department and person.department not in departments:
        accepted = "、".join(sorted(departments))
        where = row.get("department").ref
        yield finding("ROSTER_DEPARTMENT", where, concerns=concerns, found=person.department, accepted=accepted)
    if person.email and not _ADDRESS.fullmatch(person.email):
        yield finding("ROSTER_EMAIL", row.get("email").ref, concerns=concerns, found=person.email)
    if person.joined and person.left and person.left < person.joined:
        yield finding("ROSTER_DATES", row.get("left").ref, concerns=concerns, joined=person.joined, left=person.left)
    for other in earlier:
        if other.id != person.id or not person.id:
            continue
        if other.name != person.name:
            where = row.get("name").ref
            yield finding("ROSTER_NAME_DIFFERS", where, concerns=concerns, found=person.name, expected=other.name)
        elif other.role == person.role and _overlap(other, person):
            yield finding("ROSTER_TWICE", row.ref, concerns=concerns, found=person.id, other=str(other.ref))


def _overlap(one: Person, other: Person) -> bool:
    start = max(one.joined or date.min, other.joined or date.min)
    return start <= min(one.left or date.max, other.left or date.max)


def _superior_findings(people: list[Person]) -> Iterable[Finding]:
    known = {person.id for person in people}
    for person in people:
        if person.superior and person.superior not in known:
            where = person.cells.get("superior", person.ref)
            yield finding("ROSTER_SUPERIOR", where, concerns=(person.id,), found=person.superior)
        elif person.superior and person.superior == person.id:
            where = person.cells.get("superior", person.ref)
            yield finding("ROSTER_SUPERIOR_SELF", where, concerns=(person.id,), found=person.superior)
