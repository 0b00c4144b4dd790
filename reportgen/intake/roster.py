"""花名册.xlsx -> people: who, where, in which role, from when to when. 工号 decides identity; namesakes exist.

A person may have several rows: for a transfer (with dates) or for two roles (tenure.py tells them apart).
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
from reportgen.tenure import contradictions

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
    Column(
        id="leave_from", name="长假开始", type="date", optional=True, aliases=("长假开始日期", "长假起始", "休假开始")
    ),
    Column(id="account", name="银行账号", type="id", optional=True, aliases=("工资卡号", "银行卡号", "工资账号")),
    Column(
        id="leave_to", name="长假结束", type="date", optional=True, aliases=("长假结束日期", "长假截止", "休假结束")
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
            found.code in ("ROSTER_NAME_DIFFERS", "ROSTER_DEPARTMENT") for found in wrong_here
        ):
            continue
        people.append(person)
    if not rows:
        findings.append(finding("ROSTER_EMPTY", CellRef(file or "花名册.xlsx")))
    findings += _superior_findings(people)
    findings += _contradiction_findings(people, period)
    return tuple(people), tuple(findings)


def _person(row: Row) -> Person:
    def text(column: str) -> str:
        value = row.get(column).value
        return value if isinstance(value, str) else ""

    def day(column: str) -> date | None:
        value = row.get(column).value
        return value if isinstance(value, date) else None

    gross = row.get("gross").value
    leave = (day("leave_from"), day("leave_to"))
    if row.get("leave_to").state == "bad" or _turned(*leave):
        leave = (None, None)  # how long is not known: a finding says so
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
        leave_from=leave[0],
        leave_to=leave[1],
        account=text("account"),
    )


def _turned(start: date | None, end: date | None) -> bool:
    """Whether a leave ends before it begins, or without beginning."""
    return end is not None and (start is None or end < start)


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
    start, end = row.get("leave_from").value, row.get("leave_to")
    if isinstance(end.value, date) and _turned(start if isinstance(start, date) else None, end.value):
        yield finding("ROSTER_LEAVE", end.ref, concerns=concerns, start=start or "—", end=end.value)
    named = next((other for other in earlier if person.id and other.id == person.id), None)
    if named and named.name != person.name:
        where = row.get("name").ref
        yield finding("ROSTER_NAME_DIFFERS", where, concerns=concerns, found=person.name, expected=named.name)


def _contradiction_findings(people: list[Person], period: Period) -> Iterable[Finding]:
    """Two rows for one role on the same days: which one holds cannot be known (never last wins)."""
    for one, other in contradictions(people, period):
        code = "ROSTER_TWICE" if one.department == other.department else "ROSTER_OVERLAP"
        departments = "、".join(dict.fromkeys((one.department, other.department)))
        yield finding(code, other.ref, concerns=(other.id,), department=other.department, found=other.id,
                      other=one.ref, departments=departments)  # fmt: skip


def _superior_findings(people: list[Person]) -> Iterable[Finding]:
    known = {person.id for person in people}
    for person in people:
        if person.superior and person.superior not in known:
            where = person.cells.get("superior", person.ref)
            yield finding("ROSTER_SUPERIOR", where, concerns=(person.id,), found=person.superior)
        elif person.superior and person.superior == person.id:
            where = person.cells.get("superior", person.ref)
            yield finding("ROSTER_SUPERIOR_SELF", where, concerns=(person.id,), found=person.superior)
