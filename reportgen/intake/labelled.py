"""Labels -> entries that know their cells: a table of labels gives one line, and what stands beside a label over a
table with lines holds for all of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from reportgen.intake.cells import CellContext, understand
from reportgen.intake.grid import Grid, letters
from reportgen.intake.labels import COLONS, Label, find_labels
from reportgen.intake.locate import Located
from reportgen.intake.whole import Labelled, apart, lines_of
from reportgen.normal import suggest
from reportgen.period import Period
from reportgen.records import CellRef, Entry, Finding, Row, finding
from reportgen.scheme import Column, Table


@dataclass(frozen=True)
class Sheetful:
    """A sheet being read for a table: which one, for which month, of whom, and the unit that a line on it sets."""

    grid: Grid
    table: Table
    period: Period
    department: str
    line_unit: str = ""

    def ref(self, label: Label) -> CellRef:
        return self.grid.ref(*self.grid.owner(*label.at))


def load_labels(read: Sheetful, located: Labelled) -> tuple[tuple[Row, ...], tuple[Finding, ...]]:
    """The one line of a table of labels, and what is wrong with labels and values."""
    entries, findings = _entries(read, located.found, located.twice)
    for column in located.missing:
        findings.append(_missing(read, located, column))
        entries[column.id] = Entry(None, findings[-1].where, "bad")
    person = entries.get(read.table.person)
    if read.table.each_sheet and read.table.person not in entries:
        entries[read.table.person] = person = Entry(None, read.grid.whole, "bad")
    declared = {column.id: entries[column.id] for column in read.table.columns if column.id in entries}
    whom = person.value if person is not None and isinstance(person.value, str) else ""
    first = min((label for label in located.found.values()), key=lambda one: one.place, default=None)
    ref = read.grid.ref(*first.place) if first else read.grid.whole
    return (Row(read.table.id, read.department, whom, declared, ref),), tuple(findings)


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside labels on the sheet of a table with lines: entries by column, the rows of these labels."""

    entries: Mapping[str, Entry]
    rows: frozenset[int]
    findings: tuple[Finding, ...]


def beside(read: Sheetful, located: Located, every: Iterable[Located]) -> Beside:
    """The columns that are not among a table's headers and stand beside labels; `every` table of the sheet has lines
    in which a label needs a colon. Only for a table whose sheets are about one person each."""
    if not read.table.each_sheet:
        return Beside({}, frozenset(), ())
    wanted = [column for column in read.table.columns if column.id not in located.header.columns]
    found = find_labels(read.grid, wanted, lines_of(read.grid, every))
    once, twice = apart(found, read.table)
    entries, findings = _entries(read, once, twice)
    if read.table.person in {column.id for column in wanted}:
        entries.setdefault(read.table.person, Entry(None, read.grid.whole, "bad"))
    rows = frozenset(row for labels in found.values() for label in labels for row in label.rows)
    return Beside(entries, rows, tuple(findings))


def _entries(
    read: Sheetful, once: Mapping[str, Label], twice: Mapping[str, tuple[Label, ...]]
) -> tuple[dict[str, Entry], list[Finding]]:
    entries: dict[str, Entry] = {}
    findings: list[Finding] = []
    person = once.get(read.table.person)
    order = sorted(once.values(), key=lambda label: label is not person)
    for label in order:
        about = entries.get(read.table.person)
        whom = about.value if about is not None and isinstance(about.value, str) else ""
        entries[label.column.id], wrong = _understood(read, label, (whom,) if whom else ())
        findings += wrong
    for id, labels in twice.items():
        where = read.grid.ref(*labels[1].place)
        entries[id] = Entry(None, where, "bad")
        findings.append(_twice(read, labels, where))
    return entries, findings


def _understood(read: Sheetful, label: Label, concerns: tuple[str, ...]) -> tuple[Entry, Iterator[Finding]]:
    context = CellContext(
        period=read.period,
        header_unit=label.unit,
        line_unit=read.line_unit if label.column.type == "money" and not label.unit else "",
        concerns=concerns,
        department=read.department,
    )
    entry, wrong = understand(label.cell, label.column, read.ref(label), context)
    return entry, (_told(read, label, one) for one in wrong)


def _told(read: Sheetful, label: Label, found: Finding) -> Finding:
    """An empty place beside a label is told with the label, which is what a person looks for."""
    if found.code != "REQUIRED_BLANK":
        return found
    accepted = dict(found.values)["accepted"]
    made = finding("LABEL_NO_VALUE", found.where, concerns=found.concerns, department=read.department,
                   column=label.column.name, label=_cell(label.place), accepted=accepted)  # fmt: skip
    return replace(made, tables=_in_doubt(read, label.column))


def _twice(read: Sheetful, labels: tuple[Label, ...], where: CellRef) -> Finding:
    made = finding("LABEL_TWICE", where, department=read.department, column=labels[0].column.name,
                   cells="、".join(_cell(one.place) for one in labels))  # fmt: skip
    return replace(made, tables=_in_doubt(read, labels[0].column))


def _missing(read: Sheetful, located: Labelled, column: Column) -> Finding:
    """At the text that is most like the label, else of the whole sheet."""
    known = {label.text for label in located.found.values()}
    others = {cell.value.strip().rstrip(COLONS): cell for cell in read.grid.sheet.cells
              if isinstance(cell.value, str) and cell.value.strip() not in known}  # fmt: skip
    near = suggest(column.name, others)
    where = read.grid.ref(others[near].row, others[near].column) if near else read.grid.whole
    names = "、".join((column.name, *column.aliases))
    doubt = "".join(_in_doubt(read, column))
    return finding("LABEL_LIKE" if near else "LABEL_MISSING", where, department=read.department, table=doubt,
                   table_name=read.table.name, column=column.name, found=near, accepted=names)  # fmt: skip


def _in_doubt(read: Sheetful, column: Column) -> tuple[str, ...]:
    """Who a line is about puts the table in doubt, as a wrong header of that column does."""
    return (read.table.id,) if column.id == read.table.person and not read.table.each_sheet else ()


def _cell(place: tuple[int, int]) -> str:
    return f"{letters(place[1])}{place[0]}"
