"""Whom a sheet is about that is about one person: by the 工号 beside its label, by the sheet's name, by the name beside
its label, in this order. What two of them say differently, or what fits several people, is told and never guessed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from reportgen.normal import key
from reportgen.records import CellRef, Entry, Finding, Person, Row, Sheet, finding
from reportgen.scheme import Scheme, Table

_LATIN = re.compile(r"[0-9A-Za-z]")


@dataclass(frozen=True, slots=True)
class _Said:
    """Whom a sheet names: people by 工号, where that stands, and why nobody was taken ("" when someone was)."""

    id: str
    where: CellRef
    code: str = ""
    found: str = ""
    others: tuple[str, ...] = ()


def with_people(
    sheets: tuple[Sheet, ...], schemes: Iterable[Scheme], roster: Sequence[Person], present: Sequence[Person]
) -> tuple[tuple[Sheet, ...], tuple[Finding, ...]]:
    """The sheets with the person of each that is about one; those `present` in the month come first.

    Lines of a sheet whose person is unknown are about no one; the finding concerns the people who have no sheet.
    """
    tables = {(scheme.id, table.id): (scheme, table) for scheme in schemes for table in scheme.tables}
    said = {at: _said(one, tables[one.scheme, one.table][1], (roster, present)) for at, one in enumerate(sheets)
            if _asks(one, tables[one.scheme, one.table][1])}  # fmt: skip
    made = tuple(_with(one, tables[one.scheme, one.table][1], said[at]) if at in said else one
                 for at, one in enumerate(sheets))  # fmt: skip
    findings = []
    for at, word in said.items():
        if word.code:
            scheme, table = tables[sheets[at].scheme, sheets[at].table]
            findings.append(_finding(word, sheets[at], table, _without_sheet(made, sheets[at], scheme, table, present)))
    return made, tuple(findings)


def _asks(sheet: Sheet, table: Table) -> bool:
    """Whether the person stands in no column of the lines."""
    return table.each_sheet and bool(sheet.rows) and table.person not in sheet.columns


def _said(sheet: Sheet, table: Table, known: tuple[Sequence[Person], Sequence[Person]]) -> _Said:
    row, whole = sheet.rows[0], sheet.ref
    people, present = known
    here = [one for one in present if one.department == sheet.department]
    named = named_in(sheet.ref.sheet, here) or named_in(sheet.ref.sheet, people)
    entry = row.get(table.person)
    if isinstance(entry.value, str):
        if named and entry.value not in named and any(one.id == entry.value for one in people):
            return _Said("", entry.ref, "SHEET_PERSON_DIFFERS", entry.value, (*named, entry.value))
        return _Said(entry.value, entry.ref)
    name = row.get("name")
    bearers = _bearing(name.value, here) or _bearing(name.value, people)
    if len(named) > 1 and bearers:
        named = tuple(id for id in named if id in bearers) or named
    for ids, where in ((named, whole), (bearers, name.ref)):
        if len(ids) == 1:
            return _Said(ids[0], where)
        if ids:
            return _Said("", where, "SHEET_PERSON_SEVERAL", "、".join(ids), ids)
    return _Said("", whole, "SHEET_PERSON_UNKNOWN", sheet.ref.sheet)


def named_in(text: str, people: Iterable[Person]) -> tuple[str, ...]:
    """The 工号 of those whom a sheet's name names by 工号 (which does not stand inside a longer one), else by name."""
    ids = tuple(dict.fromkeys(one.id for one in people if _holds(text, one.id)))
    if ids:
        return ids
    word = key(text)
    names = {key(one.name) for one in people if key(one.name) and key(one.name) in word}
    longest = {name for name in names if not any(name != other and name in other for other in names)}
    return tuple(dict.fromkeys(one.id for one in people if key(one.name) in longest))


def _holds(text: str, id: str) -> bool:
    plain = key(text)
    wanted = key(id)
    for match in re.finditer(re.escape(wanted), plain) if wanted else ():
        around = (plain[: match.start()][-1:], plain[match.end() :][:1])
        if not any(_LATIN.fullmatch(one) for one in around):
            return True
    return False


def _bearing(name: object, people: Iterable[Person]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.id for one in people if one.name == name))


def _with(sheet: Sheet, table: Table, said: _Said) -> Sheet:
    entry = Entry(said.id or None, said.where, "bad" if said.code else "ok")
    return replace(sheet, rows=tuple(_row(row, table, entry) for row in sheet.rows))


def _row(row: Row, table: Table, entry: Entry) -> Row:
    entries: Mapping[str, Entry] = {**row.entries, table.person: entry}
    declared = {column.id: entries[column.id] for column in table.columns if column.id in entries}
    return replace(row, person=entry.value if isinstance(entry.value, str) else "", entries=declared)


def _finding(said: _Said, sheet: Sheet, table: Table, without: tuple[str, ...]) -> Finding:
    concerns = said.others or without
    return finding(said.code, said.where, concerns=concerns, department=sheet.department, table=table.id,
                   found=said.found, sheet_name=sheet.ref.sheet)  # fmt: skip


def _without_sheet(
    sheets: Iterable[Sheet], of: Sheet, scheme: Scheme, table: Table, people: Iterable[Person]
) -> tuple[str, ...]:
    """The department's people whom the table asks about and who have no sheet of their own."""
    roles = table.roles or scheme.asked_of
    same = (one for one in sheets if (one.scheme, one.table, one.department) == (of.scheme, of.table, of.department))
    have = {row.person for one in same for row in one.rows}
    own = (one.id for one in people if one.department == of.department and one.role in roles)
    return tuple(dict.fromkeys(id for id in own if id not in have))
