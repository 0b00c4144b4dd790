"""A located table -> rows whose entries know their cells; subtotals are checked, notes and blank lines passed over.

Nothing is loaded from 合计 and 小计 lines: they are compared with our own sums. A person's id and words in a merged
area count for every line the area covers; a number does not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from reportgen.exact import ZERO, plain, total
from reportgen.intake.cells import CellContext, understand
from reportgen.intake.grid import Grid, letters
from reportgen.intake.locate import Located
from reportgen.intake.raw import RawCell
from reportgen.normal import key, suggest
from reportgen.period import Period
from reportgen.records import CellRef, Cells, Entry, Finding, Held, Place, Row, finding
from reportgen.scheme import Column

TOTALS = ("合计", "小计", "总计", "累计", "其中", "平均")
NOTES = ("注", "说明", "备注", "填表人", "审核", "制表", "填报人", "单位负责人", "复核", "制单")
QUIET = ("序号", "序", "no", "no.", "备注")  # columns of every office that ask for nothing
SPREAD = ("id", "name", "text", "choice", "rater")
ADDED_UP = ("number", "count", "money")
LEARNT = 5_000  # different cells of a column that are kept in mind
_UNREAD = Held(None, "blank")


@dataclass(frozen=True, slots=True)
class Reading:
    """One column being read: where it stands on the sheet and in a line, whether words in merged areas count for every
    line, what was understood of its cells so far."""

    column: Column
    at: int
    place: int
    spread: bool
    learnt: dict[object, Held] = field(default_factory=dict)


@dataclass(frozen=True)
class Loading:
    """One table being read: where from, for which month, and for whom."""

    grid: Grid
    located: Located
    period: Period
    department: str
    beside: Mapping[str, Entry] = field(default_factory=dict, compare=False)  # what holds for every line of the sheet
    passed: frozenset[int] = frozenset()  # rows of labels, which are no lines

    @cached_property
    def columns(self) -> tuple[tuple[Column, int], ...]:
        at = self.located.header.columns
        return tuple((column, at[column.id]) for column in self.located.candidate.table.columns if column.id in at)

    @cached_property
    def given(self) -> dict[str, Entry]:
        """Entries that are the same in every row: what stands beside the table; and columns that are not there, or
        there twice, which are bad, and the header says why."""
        header = self.located.header
        absent = {column.id: _place_of(self, column)[0] for column in self.missing}
        doubled = {column: _header_ref(self, at) for column, _, at in header.twice}
        return {column: Entry(None, ref, "bad") for column, ref in (absent | doubled).items()} | dict(self.beside)

    @cached_property
    def place(self) -> Place:
        """Where its lines stand: the columns that are there, given or missed, in the order of the scheme."""
        at = self.located.header.columns
        there = [one.id for one in self.located.candidate.table.columns if one.id in at or one.id in self.given]
        names = tuple("" if id in self.given else letters(at[id]) for id in there)
        return Place(self.grid.file, self.grid.sheet.name, {id: place for place, id in enumerate(there)}, names)

    @cached_property
    def readings(self) -> tuple[Reading, ...]:
        """The columns with the person's first, whom all the others concern."""
        person = self.located.candidate.table.person
        ordered = sorted(self.columns, key=lambda pair: pair[0].id != person)
        return tuple(
            Reading(column, at, self.place.columns[column.id], column.type in SPREAD) for column, at in ordered
        )

    @cached_property
    def unread(self) -> tuple[Held | Entry, ...]:
        """A line of which nothing was read yet."""
        return tuple(self.given.get(id, _UNREAD) for id in self.place.columns)

    @cached_property
    def missing(self) -> tuple[Column, ...]:
        return tuple(column for column in self.located.missing if column.id not in self.beside)

    @cached_property
    def first(self) -> int:
        return min(at for _, at in self.columns)


def load_rows(loading: Loading) -> tuple[tuple[Row, ...], tuple[Finding, ...]]:
    """The table's rows in sheet order, and everything that is wrong with headers, cells and subtotals."""
    findings = list(_header_findings(loading))
    rows: list[Row] = []
    block_start = 0
    for number in range(loading.located.header.last + 1, loading.located.body_last + 1):
        kind = "note" if number in loading.passed else _line_kind(loading, number)
        if kind == "blank" or kind == "note":
            continue
        if kind in TOTALS:
            since = block_start if kind == "小计" else 0
            findings += _check_total(loading, number, kind, rows[since:])
            block_start = len(rows)
            continue
        row, wrong = _row(loading, number)
        rows.append(row)
        findings += wrong
    return tuple(rows), tuple(findings)


def _place_of(loading: Loading, column: Column) -> tuple[CellRef, str]:
    """Where a missing column is to be looked for: at the unknown header that is most like it, with that header's
    text; else at the start of the header row."""
    header = loading.located.header
    for name, at in header.unknown:
        if suggest(name, (column.name, *column.aliases)):
            return _header_ref(loading, at), name
    return loading.grid.ref(header.last, 1), ""


def _header_ref(loading: Loading, at: int) -> CellRef:
    header = loading.located.header
    return loading.grid.ref_of_text(header.first, header.last, at)


def _line_kind(loading: Loading, number: int) -> str:
    """One of "blank", "note", the word of a totals line, or "" for a line to load."""
    line = loading.grid.rows.get(number, {})
    first = next((cell for cell in line.values() if cell.kind != "blank"), None)
    if first is None:
        return "blank"
    lead = key(first.value) if isinstance(first.value, str) else ""
    if lead.startswith(TOTALS):
        return next(word for word in TOTALS if lead.startswith(word))
    columns = [at for _, at in loading.columns]
    alone = sum(cell.kind != "blank" for cell in line.values()) == 1
    if columns and alone and loading.grid.is_band(number, min(columns), max(columns)):
        return "note"
    filled = (at for at in columns if _filled(line.get(at)))
    if lead.startswith(NOTES):
        is_id = loading.located.candidate.table.person and columns and first.column == columns[0]
        if is_id or len(list(filled)) <= 1:
            return "note"
    return "" if any(filled) else "blank"


def _row(loading: Loading, number: int) -> tuple[Row, list[Finding]]:
    table = loading.located.candidate.table
    line = loading.grid.rows[number]
    held = list(loading.unread)
    findings: list[Finding] = []
    beside = loading.beside.get(table.person)
    person = beside.value if beside is not None and isinstance(beside.value, str) else ""
    hidden = False
    for reading in loading.readings:
        cell = line.get(reading.at)
        if cell is None and reading.spread:
            cell = loading.grid.at(number, reading.at, spread=True)
        if cell is not None and cell.hidden:
            hidden = True
        column = reading.column
        if column.id in loading.given:
            continue
        known = reading.learnt.get(_written(cell))
        if known is None:
            known, wrong = _understood(loading, reading, cell, number, person)
            findings += wrong
        held[reading.place] = known
        if column.id == table.person and isinstance(known.value, str):
            person = known.value
    ref = loading.grid.ref(number, loading.first)
    if hidden:
        findings.append(finding("HIDDEN_ROW", ref, department=loading.department, table_name=table.name))
    return Row(table.id, loading.department, person, Cells(loading.place, number, tuple(held)), ref), findings


def _written(cell: RawCell | None) -> object:
    """What tells a cell from others of its column; decimals by their digits, so that 1.0 is not 1."""
    if cell is None:
        return None
    value = cell.value
    kind = type(value)
    return cell.kind, cell.format, cell.formula, kind, str(value) if kind is Decimal else value


def _understood(
    loading: Loading, reading: Reading, cell: RawCell | None, number: int, person: str
) -> tuple[Held, tuple[Finding, ...]]:
    """What a cell holds. What stood in the column before, and nothing was wrong with it, is not read anew: names,
    codes and days stand in thousands of lines, and share one value."""
    column, header = reading.column, loading.located.header
    context = CellContext(
        period=loading.period,
        header_unit=header.units.get(column.id, ""),
        line_unit=loading.located.line_unit if column.type == "money" else "",
        concerns=(person,) if person else (),
        department=loading.department,
    )
    entry, wrong = understand(cell, column, loading.grid.ref(number, reading.at), context)
    held = Held(entry.value, entry.state, entry.empty)
    if not wrong and len(reading.learnt) < LEARNT:
        reading.learnt[_written(cell)] = held
    return held, wrong


def _header_findings(loading: Loading) -> Iterator[Finding]:
    header, table = loading.located.header, loading.located.candidate.table
    department = loading.department
    likely = set()
    for column in loading.missing:
        where, near = _place_of(loading, column)
        likely.add(where)
        in_doubt = table.id if column.id == table.person else ""
        yield finding(
            "COLUMN_LIKE" if near else "COLUMN_MISSING",
            where,
            department=department,
            table=in_doubt,
            table_name=table.name,
            column=column.name,
            found=near,
            accepted="、".join((column.name, *column.aliases)),
        )
    for column_id, name, at in header.twice:
        in_doubt = table.id if column_id == table.person else ""
        where = _header_ref(loading, at)
        yield finding("HEADER_TWICE", where, department=department, table=in_doubt, column=name)
    for name, at in header.unknown:
        where = _header_ref(loading, at)
        if where not in likely and key(name.rsplit(" / ", 1)[-1]) not in QUIET and _looks_used(loading, at):
            yield finding("COLUMN_UNKNOWN", where, department=department, column=name)


def _looks_used(loading: Loading, at: int) -> bool:
    body = range(loading.located.header.last + 1, loading.located.body_last + 1)
    return any(_filled(loading.grid.at(row, at)) for row in body)


def _filled(cell: RawCell | None) -> bool:
    return cell is not None and cell.kind != "blank"


def _check_total(loading: Loading, number: int, word: str, rows: list[Row]) -> Iterator[Finding]:
    """A 合计 must be the sum of the lines above it, a 小计 of those since the last one; other lines are passed over."""
    if word not in ("合计", "小计", "总计"):
        return
    for column, at in loading.columns:
        cell = loading.grid.at(number, at)
        if column.type not in ADDED_UP or cell is None or cell.kind == "blank":
            continue
        context = CellContext(
            period=loading.period,
            header_unit=loading.located.header.units.get(column.id, ""),
            line_unit=loading.located.line_unit if column.type == "money" else "",
            department=loading.department,
        )
        unbounded = Column(id=column.id, name=column.name, type="number", unit=column.unit)
        if column.type == "money":
            unbounded = Column(id=column.id, name=column.name, type="money", unit=column.unit)
        entry, _ = understand(cell, unbounded, loading.grid.ref(number, at), context)
        values = [value for row in rows if isinstance(value := row.held(column.id).value, Decimal)]
        complete = all(row.held(column.id).state != "bad" for row in rows)
        ours = total(values) if values else ZERO
        if complete and isinstance(entry.value, Decimal) and entry.value != ours:
            yield finding(
                "TOTAL_DIFFERS",
                entry.ref,
                department=loading.department,
                column=column.name,
                word=word,
                found=plain(entry.value),
                expected=plain(ours),
            )
