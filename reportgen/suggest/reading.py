"""A workbook read by proposed tables, as the month would read it: which cells belong to which column."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reportgen.intake.grid import Grid
from reportgen.intake.labels import find_labels
from reportgen.intake.loading import load, without_summaries
from reportgen.intake.locate import Located, candidates
from reportgen.intake.raw import RawCell
from reportgen.intake.whole import Labelled, tables_on
from reportgen.period import Period
from reportgen.records import CellRef, Finding, Row, Sheet
from reportgen.scheme import Form, Scheme, Table


@dataclass(frozen=True)
class Read:
    """The sheets of a workbook as tables; what is wrong with them; the headers and labels that were found."""

    sheets: tuple[Sheet, ...]
    findings: tuple[Finding, ...]
    located: tuple[tuple[Grid, Located | Labelled], ...]

    def of(self, table: str) -> Iterator[tuple[Sheet, Located | Labelled]]:
        for sheet, (_, located) in zip(self.sheets, self.located, strict=True):
            if sheet.table == table:
                yield sheet, located

    def rows(self, table: str) -> Iterator[Row]:
        for sheet, _ in self.of(table):
            yield from sheet.rows


def read_by(form: Form, tables: Sequence[Table], grids: Sequence[Grid], period: Period) -> Read:
    scheme = Scheme(id="new", name="new", since=str(period), source="", forms=(form,), tables=tuple(tables))
    wanted = candidates((scheme,))
    located = without_summaries([(grid, one) for grid in grids for one in tables_on(grid, wanted, stamped=False)])
    sheets, findings = load(located, period, "")
    return Read(tuple(sheets), tuple(findings), tuple(located))


def cells_of(read: Read, table: str, column: str, grids: Sequence[Grid]) -> tuple[RawCell, ...]:
    """What is filled in under a header or beside a label; a merged cell once."""
    by_name = {grid.sheet.name: grid for grid in grids}
    refs = dict.fromkeys(row.entries[column].ref for row in read.rows(table) if column in row.entries)
    found = (_cell(by_name[ref.sheet], ref) for ref in refs if ref.cell)
    inline = _inline(read, table, column)
    return tuple(
        inline.get((cell.row, cell.column, ref.sheet), cell)
        for ref, cell in zip((ref for ref in refs if ref.cell), found, strict=True)
        if cell is not None and cell.kind not in ("blank", "error", "no-result")
    )


def _cell(grid: Grid, ref: CellRef) -> RawCell | None:
    letters = ref.cell.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return grid.at(int(ref.cell[len(letters) :]), column)


def _inline(read: Read, table: str, column: str) -> dict[tuple[int, int, str], RawCell]:
    """Values that stand in their label's own cell."""
    return {
        (*label.at, grid.sheet.name): label.cell
        for grid, located in read.located
        if located.candidate.table.id == table
        for label in find_labels(grid, located.candidate.table.columns).get(column, ())
        if label.cell is not None and label.place == label.at
    }
