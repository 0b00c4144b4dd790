"""A sheet's grid -> the declared tables that stand on it, by their header rows; never by cell position.

A header block is one to three rows in which most of a table's headers are found. A sheet may hold several tables,
one under the other; each ends where the next one's title or header begins.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from reportgen.intake.grid import Grid
from reportgen.normal import key, split_unit, unit_line
from reportgen.scheme import Column, Form, Scheme, Table

HEADER_ROWS = 3
ENOUGH = Fraction(6, 10)  # the part of a table's required headers that makes rows its header
TITLE_BONUS = Fraction(1, 2)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A table that may be found: with the scheme and form it belongs to, its headers and titles as keys, its units."""

    scheme: Scheme
    form: Form
    table: Table
    headers: Mapping[str, str]  # header key -> column id
    titles: frozenset[str]
    units: frozenset[str]

    @property
    def needed(self) -> frozenset[str]:
        """The columns that have to be there: not those that may be absent, nor whom a sheet of one person is about."""
        return frozenset(one.id for one in self.table.columns if not one.optional) - self.table.of_sheet


@dataclass(frozen=True, slots=True)
class Header:
    """A header block: which column of the sheet holds which column of the table, with its unit; the headers that
    stand twice; and those that are of no declared column, by their column on the sheet."""

    first: int
    last: int
    columns: Mapping[str, int]
    units: Mapping[str, str]
    twice: tuple[tuple[str, str, int], ...]  # column id, text, column of the sheet
    unknown: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Located:
    """A table with a header and lines. `body_last` is the last row that may be a line."""

    candidate: Candidate
    header: Header
    body_last: int
    titles: tuple[str, ...]  # the texts above the header
    line_unit: str

    @property
    def missing(self) -> tuple[Column, ...]:
        lacking = self.candidate.needed - self.header.columns.keys()
        return tuple(column for column in self.candidate.table.columns if column.id in lacking)


def candidates(schemes: Iterable[Scheme]) -> tuple[Candidate, ...]:
    """Every table of every form of the schemes in force."""
    return tuple(
        candidate_of(scheme, form, table)
        for scheme in schemes
        for form in scheme.forms
        for table in scheme.tables
        if table.form == form.id
    )


def candidate_of(scheme: Scheme, form: Form, table: Table) -> Candidate:
    headers: dict[str, str] = {}
    for column in table.columns:
        for name in (column.name, *column.aliases):
            headers.setdefault(key(name), column.id)
    titles = frozenset(key(name) for name in (table.name, *table.titles))
    units = frozenset(column.unit for column in table.columns if column.unit)
    return Candidate(scheme, form, table, headers, titles, units)


def locate(grid: Grid, wanted: tuple[Candidate, ...]) -> tuple[Located, ...]:
    """The tables on a sheet, from top to bottom."""
    headers = list(_headers(grid, wanted))
    found = []
    free_from = 1
    for index, (candidate, header) in enumerate(headers):
        above = _texts(grid, free_from, header.first - 1)
        next_first = headers[index + 1][1].first if index + 1 < len(headers) else grid.last_row + 1
        body_last = _without_titles(grid, header.last + 1, next_first - 1, wanted)
        units = [unit for text in above if (unit := unit_line(text))]
        found.append(Located(candidate, header, body_last, above, units[-1] if units else ""))
        free_from = body_last + 1
    return tuple(found)


def _headers(grid: Grid, wanted: tuple[Candidate, ...]) -> Iterable[tuple[Candidate, Header]]:
    known = {name for candidate in wanted for name in candidate.headers}
    units = {unit for candidate in wanted for unit in candidate.units}
    every = {text for texts in grid.texts.values() for text in texts.values()}
    likely = {text for text in every if key(split_unit(text, units)[0]) in known or key(text) in known}
    hits = {row: sum(text in likely for text in texts.values()) for row, texts in grid.texts.items()}
    row = 1
    while row <= grid.last_row:
        if hits.get(row, 0) + hits.get(row + 1, 0) + hits.get(row + 2, 0) < 2 or not grid.texts.get(row):
            row += 1
            continue
        best = _best(grid, row, wanted)
        if best is None:
            row += 1
            continue
        for later in range(row + 1, row + HEADER_ROWS):
            other = _best(grid, later, wanted)
            if other and other[0] is best[0] and len(other[1].columns) > len(best[1].columns):
                best = other  # lines over the header were taken for a part of it
        yield best
        row = best[1].last + 1


def _best(grid: Grid, row: int, wanted: tuple[Candidate, ...]) -> tuple[Candidate, Header] | None:
    """The table whose headers these rows are most likely to be; ties go to the earlier declared one."""
    above = _texts(grid, max(1, row - 4), row - 1)
    alone = [
        texts.pop() for at in range(row, row + HEADER_ROWS) if len(texts := set(grid.texts.get(at, {}).values())) == 1
    ]
    title = {key(text) for text in (*above, *alone, grid.sheet.name)}
    best: tuple[Fraction, int, Candidate, Header] | None = None
    for candidate in wanted:
        for height in range(1, HEADER_ROWS + 1):
            header = _read_header(grid, row, height, candidate)
            part = Fraction(len(candidate.needed & header.columns.keys()), max(1, len(candidate.needed)))
            if len(header.columns) < 2 or part < ENOUGH:
                continue
            named = any(name in text for name in candidate.titles for text in title)
            rank = part + (TITLE_BONUS if named else 0) - Fraction(len(header.unknown), 100)
            extra = len(header.columns)
            if best is None or (rank, extra) > (best[0], best[1]):
                best = (rank, extra, candidate, header)
    return (best[2], _trimmed(grid, best[2], best[3])) if best else None


def _trimmed(grid: Grid, candidate: Candidate, header: Header) -> Header:
    """The block without rows on top that add nothing: a title, a line with the unit."""
    while header.first < header.last and not _is_level(grid, header.first):
        shorter = _read_header(grid, header.first + 1, header.last - header.first, candidate)
        if len(shorter.columns) < len(header.columns) or len(shorter.twice) > len(header.twice):
            break
        header = shorter
    return header


def _is_level(grid: Grid, row: int) -> bool:
    """Whether a row is a level of the header though it adds no column: a merged header reaches down from it, or it
    parts the columns into groups."""
    line = grid.rows.get(row, {})
    areas = [grid.area(row, column) for column in line]
    wide = any(last > column for (_, last), column in zip(areas, line, strict=True))
    return any(bottom > row for bottom, _ in areas) or (wide and len(set(grid.texts.get(row, {}).values())) > 1)


def _read_header(grid: Grid, row: int, height: int, candidate: Candidate) -> Header:
    """The block's headers: per column the lowest text, with the texts above it as its parents."""
    columns: dict[str, int] = {}
    units: dict[str, str] = {}
    twice: list[tuple[str, str, int]] = []
    unknown: list[tuple[str, int]] = []
    block = [grid.texts.get(at, {}) for at in range(row, row + height)]
    own = {at: _leaf_place(grid, block, row, at) for at in sorted({at for texts in block for at in texts})}
    wide = {at for at, place in own.items() if place[1] != at and own.get(place[1]) == place}
    leaves = Counter(_leaf([texts.get(at, "") for texts in block]) for at in own.keys() - wide)
    for at in own:
        levels = list(dict.fromkeys(text for texts in block if (text := texts.get(at, ""))))
        if at in wide:
            unknown.append((" / ".join(levels), at))
            continue
        column, unit = _match(levels, candidate, alone=leaves[levels[-1]] == 1)
        if column is None:
            unknown.append((" / ".join(levels), at))
        elif column in columns:
            twice.append((column, levels[-1], at))
        else:
            columns[column] = at
            units[column] = unit
    return Header(row, row + height - 1, columns, units, tuple(twice), tuple(unknown))


def _leaf_place(grid: Grid, block: list[dict[int, str]], row: int, at: int) -> tuple[int, int]:
    """Where the lowest text of a column begins: one header may be merged over several columns, and heads the first."""
    lowest = max(index for index, texts in enumerate(block) if at in texts)
    return grid.owner(row + lowest, at)


def _leaf(levels: list[str]) -> str:
    return next((text for text in reversed(levels) if text), "")


def _match(levels: list[str], candidate: Candidate, *, alone: bool) -> tuple[str | None, str]:
    """By the joined path first (`经销商管理商务政策`), then by the leaf; a leaf that stands twice needs its parent."""
    name, unit = split_unit(levels[-1], candidate.units)
    tries = ["".join((*levels[:-1], name)), "".join((*levels[-2:-1], name))]
    if alone or len(levels) == 1:
        tries += [levels[-1], name]
    for text in tries:
        column = candidate.headers.get(key(text))
        if column is not None:
            return column, "" if key(text) == key(levels[-1]) and text != name else unit
    return None, unit


def _texts(grid: Grid, first: int, last: int) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(text for row in range(first, last + 1) for _, text in sorted(grid.texts.get(row, {}).items()))
    )


def _without_titles(grid: Grid, first: int, last: int, wanted: tuple[Candidate, ...]) -> int:
    """The last row of a body, less the titles, units and remarks (`填报：十月`) that belong to the table below it."""
    if last >= grid.last_row:
        return last
    titles = {title for candidate in wanted for title in candidate.titles}
    while last >= first:
        texts = set(grid.texts.get(last, {}).values())
        filled = len({cell.value for cell in grid.rows.get(last, {}).values()})
        is_title = len(texts) == 1 and filled == 1 and any(title in key(text) for title in titles for text in texts)
        is_unit = bool(texts) and all(unit_line(text) for text in texts)
        is_remark = len(texts) == 1 and filled == 1 and any(":" in key(text) for text in texts)
        if not (filled == 0 or is_title or is_unit or is_remark):
            return last
        last -= 1
    return last
