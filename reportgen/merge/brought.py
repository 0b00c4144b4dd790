"""Columns that are brought from another table of the same department: a customer's class from the customer file.

The list stays from month to month; what is handed in monthly names its lines by a word, and the engine joins the two.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from reportgen import normal
from reportgen.records import Entry, Finding, Row, finding
from reportgen.scheme import Brought, Scheme

Found = Mapping[tuple[str, str], tuple[Row, ...]]  # (department, word) -> lines of the list


def with_brought(scheme: Scheme, rows: Iterable[Row]) -> tuple[Row, ...]:
    """The rows with the columns that their tables bring; each knows the cell of the list that it comes from."""
    rows = tuple(rows)
    found = {(one.table, one.by): _by_word(rows, one) for table in scheme.tables for one in table.brought}
    declared = {table.id: table.brought for table in scheme.tables}
    return tuple(_with(row, declared[row.table], found) if declared[row.table] else row for row in rows)


def _by_word(rows: Iterable[Row], one: Brought) -> Found:
    lines: defaultdict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        if row.table == one.table and (word := _word(row.get(one.by))):
            lines[row.department, word].append(row)
    return {key: tuple(own) for key, own in lines.items()}


def _with(row: Row, brought: Iterable[Brought], found: Mapping[tuple[str, str], Found]) -> Row:
    entries = dict(row.entries)
    for one in brought:
        entries[one.id] = _entry(row, one, found[one.table, one.by])
    return replace(row, entries=entries)


def _entry(row: Row, one: Brought, found: Found) -> Entry:
    own = row.get(one.key)
    if own.state == "bad":
        return Entry(None, own.ref, "bad")
    entries = [line.get(one.column) for line in found.get((row.department, _word(own)), ())]
    if not entries:
        return Entry(None, own.ref, "blank")
    unread = next((entry for entry in entries if entry.state == "bad"), None)
    return unread or (max(entries, key=_size) if one.pick == "latest" else entries[0])


def _size(entry: Entry) -> tuple[bool, str, Decimal]:
    """Blank ones are the least; dates by their text, numbers by size."""
    value = entry.value
    if isinstance(value, Decimal):
        return True, "", value
    return isinstance(value, date), value.isoformat() if isinstance(value, date) else "", Decimal(0)


def _word(entry: Entry) -> str:
    return "" if entry.value is None or entry.state == "bad" else normal.key(str(entry.value))


def off_the_list(scheme: Scheme, rows: Iterable[Row]) -> Iterator[Finding]:
    """Words that must stand on a list and do not, each department's list once it is handed in."""
    rows = tuple(rows)
    there = {(row.table, row.department) for row in rows}
    for table in scheme.tables:
        for one in (one for one in table.brought if one.listed is not None):
            words = _by_word(rows, one)
            for row in rows:
                asked = row.table == table.id and all(row.get(c).value == w for c, w in (one.listed or {}).items())
                word = _word(row.get(one.key)) if asked else ""
                if word and (one.table, row.department) in there and (row.department, word) not in words:
                    concerns = (row.person,) if row.person else ()
                    yield finding(
                        "NOT_ON_LIST", row.get(one.key).ref, concerns=concerns, department=row.department,
                        found=str(row.get(one.key).value), list=scheme.table(one.table).name,
                    )  # fmt: skip
