"""The tables found in a workbook -> the sheets of a department: lines under headers and values beside labels."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.intake.grid import Grid
from reportgen.intake.labelled import Sheetful, beside, load_labels
from reportgen.intake.locate import Located
from reportgen.intake.rows import Loading, load_rows
from reportgen.intake.whole import Labelled
from reportgen.period import Period
from reportgen.records import Finding, Row, Sheet

Here = Sequence[tuple[Grid, Located | Labelled]]


def load(located: Here, period: Period, department: str) -> tuple[list[Sheet], list[Finding]]:
    sheets: list[Sheet] = []
    findings: list[Finding] = []
    for grid, one in located:
        on_it = [other for held, other in located if held is grid]
        rows, wrong, columns = _load(grid, one, on_it, period, department)
        candidate = one.candidate
        sheets.append(
            Sheet(candidate.scheme.id, candidate.form.id, candidate.table.id, department, grid.whole, columns, rows)
        )
        findings += wrong
    return sheets, findings


def _load(
    grid: Grid, one: Located | Labelled, on_it: Sequence[Located | Labelled], period: Period, department: str
) -> tuple[tuple[Row, ...], tuple[Finding, ...], tuple[str, ...]]:
    read = Sheetful(grid, one.candidate.table, period, department, one.line_unit)
    if isinstance(one, Labelled):
        rows, findings = ((), ()) if one.unfilled else load_labels(read, one)
        return rows, findings, tuple(id for id in one.found if id not in read.table.of_sheet)
    held = beside(read, one, [other for other in on_it if isinstance(other, Located)])
    labels = frozenset(row for other in on_it if isinstance(other, Labelled) for row in other.rows)
    loading = Loading(grid, one, period, department, held.entries, held.rows | labels)
    rows, findings = load_rows(loading)
    told = (*held.findings, *findings) if rows else findings  # a sheet without lines may be there to be copied
    return rows, told, (*one.header.columns, *(held.entries.keys() - read.table.of_sheet))


def without_summaries(located: Here) -> list[tuple[Grid, Located | Labelled]]:
    """A workbook with a sheet for each person often has one more that gathers them all, with a column for the 工号:
    what stands on both is not taken twice, the persons' own sheets are."""
    own = {one.candidate.table.id for _, one in located if not _names_people(one)}
    return [(grid, one) for grid, one in located if not (one.candidate.table.id in own and _names_people(one))]


def _names_people(one: Located | Labelled) -> bool:
    """Whether a table that could be of one person has the 工号 in a column of its own."""
    table = one.candidate.table
    return not table.each_sheet or (isinstance(one, Located) and table.person in one.header.columns)
