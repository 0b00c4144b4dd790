"""Lines that must be there, and lines that must not be there twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from reportgen import normal
from reportgen.records import Finding, Row, Sheet, Value, finding
from reportgen.validate.context import Handed


def check(handed: Handed) -> Iterator[Finding]:
    yield from _missing(handed)
    yield from _twice(handed)


def _missing(handed: Handed) -> Iterator[Finding]:
    """A line for each person (and each entry of the grid); without it the person is not rated, which is not zero."""
    for department in handed.departments:
        for table in handed.scheme.tables:
            sheets = [one for one in handed.sheets if (one.table, one.department) == (table.id, department)]
            if table.per == "list" or not sheets:
                continue
            rows: defaultdict[str, list[Row]] = defaultdict(list)
            for row in (row for sheet in sheets for row in sheet.rows):
                rows[row.person].append(row)
            for person in handed.people_for(table.id, department):
                own = rows.get(person.id)
                if not own:
                    yield finding("PERSON_ROW_MISSING", sheets[0].ref, concerns=(person.id,), department=department,
                                  table=table.id, person=person.id, name=person.name, sheet=table.name)  # fmt: skip
                    continue
                for wanted in table.grid:
                    if not any(all(row.held(c).value == word for c, word in wanted.items()) for row in own):
                        yield finding("GRID_ROW_MISSING", own[0].ref, concerns=(person.id,), department=department,
                                      table=table.id, person=person.id, name=person.name,
                                      about="、".join(wanted.values()))  # fmt: skip


def _twice(handed: Handed) -> Iterator[Finding]:
    """Two lines with the same key: which one holds cannot be known, so neither is taken (never last wins)."""
    groups: defaultdict[tuple[str, ...], list[tuple[Sheet, Row]]] = defaultdict(list)
    for sheet in handed.sheets:
        table = handed.scheme.table(sheet.table)
        for row in sheet.rows:
            entries = [row.held(column) for column in table.key]
            if not table.key or any(entry.state == "bad" for entry in entries):
                continue
            groups[(sheet.table, sheet.department, *(_same(entry.value) for entry in entries))].append((sheet, row))
    for (table_id, department, *key), found in groups.items():
        for _, row in found[1:]:
            concerns = (row.person,) if row.person else ()
            yield finding("ROW_TWICE", row.ref, concerns=concerns, department=department, table=table_id,
                          found=" · ".join(key), other=found[0][1].ref)  # fmt: skip


def _same(value: Value) -> str:
    """How cells of a key are compared: words without regard to width, script and spaces."""
    return normal.key(value) if isinstance(value, str) else str(value)
