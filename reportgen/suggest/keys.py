"""Which columns tell the lines of a table apart, as far as its lines show."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from reportgen.normal import key
from reportgen.records import Phrase, Row, Sheet, phrase
from reportgen.scheme import Table
from reportgen.suggest.reading import Read

ENOUGH = 3  # lines that show anything
TELLING = ("id", "text", "name", "choice", "date", "datetime")
NOT_TELLING = ("备注", "说明", "附注")


def key_of(table: Table, read: Read) -> tuple[tuple[str, ...], tuple[Phrase, ...]]:
    """The fewest columns of which no two lines have the same words, whose line it is first; () when none are seen."""
    if table.layout == "labels":
        return ((table.person,), ()) if table.person else ((), ())
    lines = [_with_sheet(table, sheet, row) for sheet, _ in read.of(table.id) for row in sheet.rows]
    if len(lines) < ENOUGH:
        return (), (phrase("doubt-few-lines", count=len(lines)),)
    for columns in _offered(table, lines):
        seen = {tuple(line[id] for id in columns) for line in lines}
        if len(seen) == len(lines):
            return columns, (phrase("doubt-key", columns="、".join(_name(table, id) for id in columns)),)
    return (), (phrase("doubt-no-key"),)


def _offered(table: Table, lines: Sequence[dict[str, str]]) -> Iterator[tuple[str, ...]]:
    own = [
        column.id
        for column in table.columns
        if column.type in TELLING
        and column.id != "name"
        and not (column.optional or column.name in NOT_TELLING)
        and all(line[column.id] for line in lines)
    ]
    person = [table.person] if table.person else []
    others = [id for id in own if id not in person]
    if person and table.person in own and not table.each_sheet:
        yield tuple(person)
    if not person:
        yield from ((id,) for id in others)
    for size in (1, 2) if person else (2,):
        yield from ((*person, *chosen) for chosen in combinations(others, size))


def _with_sheet(table: Table, sheet: Sheet, row: Row) -> dict[str, str]:
    """A line's words by column; of a sheet of one person its name stands for the 工号."""
    words = {column.id: _word(row, column.id) for column in table.columns}
    if table.person and not words.get(table.person):
        words[table.person] = sheet.ref.sheet if table.each_sheet else ""
    return words


def _word(row: Row, column: str) -> str:
    value = row.get(column).value
    return "" if value is None else key(value) if isinstance(value, str) else str(value)


def _name(table: Table, id: str) -> str:
    return next(column.name for column in table.columns if column.id == id)
