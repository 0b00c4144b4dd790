"""A month table as it is printed: which columns are figures, which rows are totals, the words of its state.

records.Table ── table_view ── TableView ── table_workbook, index page
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from reportgen.exact import HUNDRED, split
from reportgen.formula import Named
from reportgen.publish.printed import printed
from reportgen.records import Figure, Table
from reportgen.workbook import width_of

NO_VALUE = "—"
# Letters that a column has room for on a page, and those between columns; a Chinese character is two.
SHORTEST, LONGEST, GAP = 7, 24, 3
ACROSS, TIGHT = 150, 2  # letters across a page on its side; what more columns than that have room for at least
TOTAL_WORDS = ("合计", "合計", "总计", "總計", "小计", "小計", "Total", "Subtotal")


@dataclass(frozen=True, slots=True)
class ColumnView:
    """`number`: the column's figures are right-aligned and real numbers in the workbook."""

    name: str
    unit: str
    number: bool


@dataclass(frozen=True, slots=True)
class CellView:
    """`live` names the formula of a cell that has one."""

    text: str
    evidence: tuple[str, ...] = ()
    live: str = ""


@dataclass(frozen=True, slots=True)
class RowView:
    cells: tuple[CellView, ...]
    total: bool = False


@dataclass(frozen=True, slots=True)
class TableView:
    """`status_text` is the state in words; `workbook` the table's own file below outputs/PERIOD/, or ""."""

    id: str
    title: str
    status: Literal["complete", "partial", "withheld"]
    status_text: str
    columns: tuple[ColumnView, ...]
    rows: tuple[RowView, ...]
    notes: tuple[str, ...] = ()
    workbook: str = ""

    @property
    def unit(self) -> str:
        """The one unit of the figures that are not rates, "" when they differ: then each stands at its column."""
        units = {column.unit for column in self.columns if column.number} - {"%"}
        return units.pop() if len(units) == 1 else ""

    @property
    def shares(self) -> tuple[Decimal, ...]:
        """How wide the columns are on a page: percents that add up to 100.00, by the longest text of each. Headings are
        printed smaller than what stands below them."""
        return split(HUNDRED, [Decimal(width) for width in self._widths])

    @property
    def letters(self) -> int:
        """Letters that a line of the table has room for, so that it can be told how wide a page it wants."""
        return sum(self._widths)

    @property
    def _widths(self) -> list[int]:
        """A table that has no room even across a page leaves its narrow columns (a mark for each day) what they need
        and no more, so that numbers and names beside them are not broken."""
        longest = [
            max([width_of(self.heading(column)) * 7 // 8, *(width_of(row.cells[at].text) for row in self.rows)])
            for at, column in enumerate(self.columns)
        ]
        usual = [min(LONGEST, max(SHORTEST, int(width))) + GAP for width in longest]
        return usual if sum(usual) <= ACROSS else [min(LONGEST, max(TIGHT, int(width))) + TIGHT for width in longest]

    def heading(self, column: ColumnView) -> str:
        return f"{column.name}（{column.unit}）" if column.unit not in ("", self.unit) else column.name


def table_view(table: Table, *, status_text: str, notes: Sequence[str] = (), workbook: str = "") -> TableView:
    """A column holds figures when it says so, when it has a unit, or when all it holds is printed with decimal places:
    a 工号, a WBS code or a year must stay the text it is."""
    texts = [[figure.value or NO_VALUE for figure in row] for row in table.rows]
    columns = tuple(
        ColumnView(
            column.name, column.unit, column.number or bool(column.unit) or _all_decimal([row[at] for row in texts])
        )
        for at, column in enumerate(table.columns)
    )
    rows = tuple(_row(row, columns, _live(table, at)) for at, row in enumerate(table.rows))
    return TableView(table.id, table.title, table.status, status_text, columns, rows, tuple(notes), workbook)


def _live(table: Table, at: int) -> tuple[str, ...]:
    """What the formulas of a row are called."""
    pairs = zip(table.columns, table.rows[at], strict=True)
    return tuple(live_key(f"{table.scheme}/tables/{table.id}/{at}/{column.id}", figure) for column, figure in pairs)


def live_key(path: str, figure: Figure) -> str:
    """What the formula of a cell is called: its own name, or where the cell stands in results.json."""
    if figure.formula is None:
        return ""
    return figure.formula.key if isinstance(figure.formula, Named) else path


def _row(row: Sequence[Figure], columns: Sequence[ColumnView], live: Sequence[str]) -> RowView:
    total = bool(row) and re.split("[（(]", row[0].value or "")[0].strip() in TOTAL_WORDS  # 合计（美元） too
    return RowView(tuple(_cell(*one, total=total) for one in zip(row, columns, live, strict=True)), total)


def _cell(figure: Figure, column: ColumnView, live: str, *, total: bool) -> CellView:
    """In a totals line a column that is not added up stays empty, as in every ledger; a sum that lacks a figure knows
    its cells and says that it is not there."""
    if figure.value is None and total and not figure.evidence:
        return CellView("")
    return CellView(_grouped(figure.value) if column.number else figure.value or NO_VALUE, _cells(figure), live)


def _grouped(value: str | None) -> str:
    """A figure for people: `1,149,189.00`; anything else as it is."""
    if value is None:
        return NO_VALUE
    number = printed(value)
    return value if number is None else format(number.value, f",.{number.places}f").replace("-", "−")


def _cells(figure: Figure) -> tuple[str, ...]:
    return tuple(str(ref) for ref in figure.evidence)


def _all_decimal(texts: Sequence[str]) -> bool:
    numbers = [printed(text) for text in texts if text != NO_VALUE]
    return bool(numbers) and all(number is not None and number.places for number in numbers)
