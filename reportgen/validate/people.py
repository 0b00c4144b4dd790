"""Whom a row is about: known, in post, in this department, in a role the table asks about, named as on the roster."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportgen.records import Finding, Person, Row, Sheet, finding
from reportgen.validate.context import Handed


def check(handed: Handed) -> Iterator[Finding]:
    for sheet in handed.sheets:
        table = handed.scheme.table(sheet.table)
        if not table.person:
            continue
        for row in sheet.rows:
            yield from _row(handed, sheet, row)


def misplaced(handed: Handed, row: Row) -> bool:
    """Whether a row cannot be taken as being about the person it names (it is then about no one)."""
    people = handed.in_post.get(row.person, ())
    return not people or not handed.asks_about(row.table, row.department, row.person) or _other_name(row, people[0])


def _row(handed: Handed, sheet: Sheet, row: Row) -> Iterator[Finding]:
    if row.person and row.person in handed.known and not misplaced(handed, row):
        return
    table = handed.scheme.table(sheet.table)
    where = row.get(table.person).ref
    written = row.get("name").value
    named = written if isinstance(written, str) else ""
    asked = handed.people_for(sheet.table, sheet.department)
    if not row.person and table.each_sheet and table.person not in sheet.columns:
        return  # whom the sheet is about is told once, where it was looked for
    if not row.person:
        # an id that cannot be read: whoever bears the name is in doubt, without a name everyone the table asks about
        owners = tuple(one.id for one in asked if one.name == named) or tuple(one.id for one in asked)
        yield finding("ROW_NOBODY", where, concerns=owners, department=sheet.department, table=table.id,
                      name=named or "—")  # fmt: skip
        return
    on_roster = handed.known.get(row.person, ())
    in_post = handed.in_post.get(row.person, ())
    bearers = tuple(one.id for one in asked if one.name == named)
    common: dict[str, str] = {"department": sheet.department, "found": row.person, "name": named or "—"}
    if not on_roster:
        near = _without_zeros(row.person, handed.everyone)
        code = "PERSON_ZEROS_LOST" if near else "PERSON_UNKNOWN"
        concerns = bearers or ((near,) if near else ())
        # a stranger's row concerns no one; one that bears a colleague's name puts that colleague in doubt
        in_doubt = table.id if concerns else ""
        yield finding(code, where, concerns=concerns, table=in_doubt, expected=near, **common)
    elif not in_post:
        code = "PERSON_ON_LEAVE" if row.person in handed.away else "PERSON_NOT_IN_POST"
        yield finding(code, where, concerns=(row.person,), **common)
    elif not any(one.id == row.person for one in asked):
        yield from _not_asked(handed, sheet, row, in_post, common)
    elif _other_name(row, in_post[0]):
        concerns = tuple(dict.fromkeys((row.person, *bearers)))
        name_ref = row.get("name").ref
        yield finding("NAME_DIFFERS", name_ref, concerns=concerns, table=table.id, expected=in_post[0].name, **common)


def _not_asked(
    handed: Handed, sheet: Sheet, row: Row, in_post: Sequence[Person], common: dict[str, str]
) -> Iterator[Finding]:
    table = handed.scheme.table(sheet.table)
    where = row.get(table.person).ref
    own = [one for one in in_post if one.department == sheet.department]
    if not own:
        expected = "、".join(dict.fromkeys(one.department for one in in_post))
        yield finding(
            "PERSON_OTHER_DEPARTMENT", where, concerns=(row.person,), table=table.id, expected=expected, **common
        )
    else:
        expected = "、".join(table.roles)
        role = "、".join(one.role or "—" for one in own)
        yield finding("PERSON_OTHER_ROLE", where, concerns=(row.person,), expected=expected, role=role, **common)


def _other_name(row: Row, person: Person) -> bool:
    named = row.held("name").value
    return isinstance(named, str) and bool(named) and named != person.name


def _without_zeros(id: str, people: tuple[Person, ...]) -> str:
    """The 工号 that this one would be with the leading zeros a spreadsheet took away; "" when there is none."""
    return next((one.id for one in people if one.id != id and one.id.lstrip("0") == id.lstrip("0") and id), "")
