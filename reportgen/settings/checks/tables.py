"""Tables that know their form, their person and their lines, and whose headers name one column each."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.scheme import Table
from reportgen.settings.draft import Draft
from reportgen.settings.locate import Path
from reportgen.settings.mistakes import Slip, known, slip
from reportgen.settings.references import DAYS, NUMBERS


def check(draft: Draft) -> Iterator[Slip]:
    sheets: set[tuple[str, str]] = set()
    for path, table in draft.tables:
        yield from draft.unknown((*path, "form"), "forms", "UNKNOWN_FORM", table.form)
        yield from _person(table, path)
        yield from columns_exist(table, table.key, (*path, "key"))
        yield from _grid(table, path)
        yield from _own_sheets(table, path)
        yield from _headers(table, path)
        if table.running:
            yield from column_exists(table, table.running, (*path, "running"))
        yield from _brought(draft, table, path)
        if (table.form, table.name) in sheets:
            yield slip((*path, "name"), "NAME_TWICE", found=table.name)
        sheets.add((table.form, table.name))
    for path, merge in draft.merges:
        for side in dict.fromkeys((merge.plan.table, merge.actual.table)):
            if other := draft.table(side):
                yield from columns_exist(other, merge.key, (*path, "key"))
                if other.person and other.person not in merge.key:
                    yield slip((*path, "key"), "PERSON_IN_KEY", table=other.id, person=other.person)


def _brought(draft: Draft, table: Table, path: Path) -> Iterator[Slip]:
    """A column that is brought names one of its own table, and two of the list."""
    for at, one in enumerate(table.brought):
        place = (*path, "brought", at)
        yield from column_exists(table, one.key, (*place, "key"))
        yield from draft.unknown((*place, "table"), "tables", "UNKNOWN_TABLE", one.table)
        if any(column.id == one.id for column in table.columns):
            yield slip((*place, "id"), "NAME_TWICE", found=one.id)
        if other := draft.table(one.table):
            for setting in ("by", "column"):
                yield from column_exists(other, getattr(one, setting), (*place, setting))
            column = other.column(one.column)
            if column is not None and column.type != one.type:
                yield slip((*place, "type"), "COLUMN_TYPE", found=one.id, type=one.type, accepted=column.type)
            if one.pick == "latest" and one.type not in NUMBERS | DAYS:
                yield slip((*place, "pick"), "COLUMN_TYPE", found=one.id, type=one.type, accepted="date、number")


def columns_exist(table: Table, ids: tuple[str, ...], path: Path) -> Iterator[Slip]:
    for at, id in enumerate(ids):
        if table.column(id) is None:
            yield unknown_column(table, id, (*path, at))


def column_exists(table: Table, id: str, path: Path) -> Iterator[Slip]:
    if table.column(id) is None:
        yield unknown_column(table, id, path)


def unknown_column(table: Table, id: str, path: Path) -> Slip:
    return slip(path, "UNKNOWN_COLUMN", table=table.id, **known(id, (column.id for column in table.columns)))


def _person(table: Table, path: Path) -> Iterator[Slip]:
    column = table.column(table.person)
    if table.per != "list" and not table.person:
        yield slip(path, "PERSON_NEEDED", per=table.per)
    if table.per != "list" and not table.roles:
        yield slip(path, "ROLES_NEEDED", per=table.per)
    if table.person and column is None:
        yield unknown_column(table, table.person, (*path, "person"))
    if column is not None and column.type != "id":
        yield slip((*path, "person"), "COLUMN_TYPE", found=column.id, type=column.type, accepted="id")


def _own_sheets(table: Table, path: Path) -> Iterator[Slip]:
    """How a department's own sheet may look: a sheet of one person has a person, labels have one line."""
    if table.each_sheet and not table.person:
        yield slip((*path, "each_sheet"), "EACH_SHEET_NOBODY")
    if table.layout == "labels" and table.per == "grid":
        yield slip((*path, "layout"), "LABELS_OF_GRID")
    if table.layout == "labels" and table.running:
        yield slip((*path, "running"), "LABELS_RUNNING")
    for at, column in enumerate(table.columns):
        if column.value_at != "near" and not table.each_sheet and table.layout != "labels":
            yield slip((*path, "columns", at, "value_at"), "NO_LABELS")


def _grid(table: Table, path: Path) -> Iterator[Slip]:
    if (table.per == "grid") != bool(table.grid):
        yield slip((*path, "grid") if table.grid else path, "GRID_EITHER")
    for at, line in enumerate(table.grid):
        for id, word in line.items():
            place = (*path, "grid", at, id)
            column = table.column(id)
            if column is None:
                yield unknown_column(table, id, place)
            elif column.choices and word not in column.choices:
                yield slip(place, "NOT_AMONG_CHOICES", column=column.name, **known(word, column.choices))


def _headers(table: Table, path: Path) -> Iterator[Slip]:
    """Two columns of one table that answer to the same header cannot be told apart on a sheet."""
    owner: dict[str, str] = {}
    for at, column in enumerate(table.columns):
        for header in dict.fromkeys((column.name, *column.aliases)):
            if owner.setdefault(header, column.id) != column.id:
                yield slip((*path, "columns", at), "HEADER_TWICE", found=header, other=owner[header])
