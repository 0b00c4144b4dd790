"""Cases of rules, observations and measures as text: rows in, settings, what must come out.

A file of cases/ is TOML. `kind` says what is tried ("rule", "observation" or "measure"); `columns` declares the columns
of each table by type or by all their settings; `merges` as in a scheme; `settings` are those of every case, which a
case may replace. A case:

    rows = '''                          tables of text: the first word is the table, then its columns; `who` is the 工号
    t | day        | part             of another person than 0001; cells are named A2, B2, ... below the header
      | 2026-10-12 | 上午
    '''
    points, count, value              what comes out, exact (before rounding); "—": no figure
    words, en                         the sentences, zh in full, en where given
    evidence                          cells, in order of looking; `missing`, `doubles`, `flags` as in the scheme
    blame                             "CODE cell": what withholds; then the points are not looked at
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from reportgen.findings import is_error
from reportgen.intake.cells import CellContext, understand
from reportgen.intake.raw import RawCell
from reportgen.merge import merge_rows
from reportgen.period import Period
from reportgen.records import CellRef, Finding, Row, Sheet, finding
from reportgen.scheme import Column, Measure, Merge, Rule, Scheme, Table
from reportgen.score.look import Look, Month, grouped
from reportgen.score.observations import Observation
from reportgen.settings.structure import read_as

FILES = sorted((Path(__file__).parent / "cases").glob("*.toml"))
UNIONS: Mapping[str, Any] = {"rule": Rule, "observation": Observation, "measure": Measure}
PERSON, DEPARTMENT = "0001", "一部"


@dataclass(frozen=True)
class Case:
    name: str
    union: str
    tried: Any  # a rule, an observation or a measure
    scheme: Scheme
    text: Mapping[str, Any]

    @property
    def full(self) -> Decimal:
        return Decimal(self.text.get("full", 10))


def read_cases(file: Path) -> list[Case]:
    document = tomllib.loads(file.read_text(encoding="utf-8"), parse_float=Decimal)
    scheme = Scheme(
        id="s",
        name="s",
        since="2026-01",
        source="",
        forms=(),
        tables=tuple(_table(id, columns) for id, columns in document["columns"].items()),
        merges=_read(tuple[Merge, ...], document.get("merges", [])),
    )
    union = document["kind"]
    return [
        Case(text["name"], union, _read(UNIONS[union], document["settings"] | text.get("settings", {})), scheme, text)
        for text in document["cases"]
    ]


def _read(cls: Any, raw: object) -> Any:
    value, slips = read_as(cls, raw, ())
    assert not slips, slips
    return value


def _table(id: str, columns: Mapping[str, Any]) -> Table:
    declared = tuple(
        _read(Column, {"id": name, "name": name, **({"type": kind} if isinstance(kind, str) else kind)})
        for name, kind in columns.items()
    )
    return Table(id=id, name=f"表{id}", form="f", per="list", columns=declared, person="who")


def look_of(case: Case) -> Look:
    """The person's look at the month that the case's rows make."""
    period = Period.parse(case.text.get("period", "2026-10"))
    rows, found = _rows(case, period)
    by_cell: defaultdict[CellRef, list[Finding]] = defaultdict(list)
    for one in found:
        if is_error(one):
            by_cell[one.where].append(one)
    doubt = {
        (table, PERSON): (finding("ROW_TWICE", CellRef("f", table), table=table, found="x", other="A2"),)
        for table in case.text.get("doubt", [])
    }
    sheets = {
        (table.id, DEPARTMENT): (Sheet("s", "f", table.id, DEPARTMENT, CellRef("f", table.id), (), ()),)
        for table in case.scheme.tables
    }
    previous = {(PERSON, kpi): Decimal(figure) for kpi, figure in case.text.get("previous", {}).items()}
    month = Month(
        period=period,
        scheme=case.scheme,
        rows=grouped(rows),
        lines=merge_rows(case.scheme, rows),
        sheets=sheets,
        by_cell={ref: tuple(held) for ref, held in by_cell.items()},
        by_table=doubt,
        previous_values=previous,
        has_previous=bool(previous),
    )
    return month.looking(PERSON, DEPARTMENT)


def _rows(case: Case, period: Period) -> tuple[list[Row], list[Finding]]:
    rows: list[Row] = []
    found: list[Finding] = []
    table, columns, number = case.scheme.tables[0], (), 0
    for line in filter(str.strip, case.text.get("rows", "").split("\n")):
        first, *cells = (cell.strip() for cell in line.split("|"))
        if first:
            table, columns, number = case.scheme.table(first), tuple(cells), 1
            continue
        number += 1
        typed = dict(zip(columns, cells, strict=True))
        row, wrong = _row(table, columns, number, typed, period)
        rows.append(row)
        found += wrong
    return rows, found


def _row(
    table: Table, columns: tuple[str, ...], number: int, typed: Mapping[str, str], period: Period
) -> tuple[Row, list[Finding]]:
    entries, found = {}, []
    for column in table.columns:
        if column.id not in columns:
            continue
        at = columns.index(column.id)
        ref = CellRef("f", table.id, f"{chr(ord('A') + at)}{number}")
        raw = RawCell(number, at + 1, typed[column.id], "text") if typed[column.id] else None
        entries[column.id], wrong = understand(raw, column, ref, CellContext(period))
        found += wrong
    return Row(table.id, DEPARTMENT, typed.get("who") or PERSON, entries, CellRef("f", table.id, f"A{number}")), found
