"""Files that could not be read (open in another program, damaged, encrypted) stand for what they may hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from reportgen.intake.recognise import Office, offices_in
from reportgen.normal import key
from reportgen.records import Finding
from reportgen.validate.context import Handed


def standing_in(unread: Iterable[Finding], offices: tuple[Office, ...], handed: Sequence[Handed]) -> Iterator[Finding]:
    """Each finding about an unread file, with the department that its name or folder tells and every table that the
    department has not handed in otherwise: these are in doubt, not missing. A name that tells a form narrows it to that
    form; one that tells no department stands for nothing, so what is missing is still called missing."""
    for one in unread:
        named = offices_in((one.where.file,), offices)
        if len(named) != 1:
            yield one
            continue
        department = named[0].name
        tables = tuple(table for form in _forms(one.where.file, named[0], handed) for table in form)
        yield replace(one, department=department, tables=tuple(dict.fromkeys(tables)))


def _forms(file: str, office: Office, handed: Sequence[Handed]) -> Iterator[tuple[str, ...]]:
    """The tables, form by form, that the file may hold and no other file does."""
    said = key(file)
    for name in office.names:  # 销售计划部 says nothing about a 计划表
        said = said.replace(key(name), " ")
    own = [(form, one) for one in handed if office.name in one.departments for form in one.scheme.forms]
    told = [(form, one) for form, one in own if key(form.name).removesuffix("表") in said]
    for form, one in told or own:
        here = {sheet.table for sheet in one.sheets if sheet.department == office.name}
        yield tuple(table.id for table in one.asked(form.id, office.name) if table.id not in here)


def in_doubt(findings: Iterable[Finding]) -> frozenset[tuple[str, str]]:
    """(department, table) of what was handed in and cannot be used as a whole."""
    return frozenset((one.department, table) for one in findings for table in one.tables)
