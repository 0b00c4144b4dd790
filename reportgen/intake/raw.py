"""What a reader hands over: the cells of one workbook, each with its value and the facts beside it.

RawBook ── RawSheet ── RawCell        value: what the cell holds (numbers as exact decimals)
                                      facts: formula without a result, error, percent or date format, hidden
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Literal, NamedTuple, TypeAlias

RawValue: TypeAlias = str | Decimal | bool | date | datetime | time | None
CellKind = Literal["blank", "text", "number", "date", "bool", "error", "no-result"]
CellFormat = Literal["general", "number", "percent", "date", "text"]


class RawCell(NamedTuple):
    """One cell that holds something; a tuple, since a month has millions of them.

    `kind` "error" is an Excel error (`#REF!`, in `value` as text); "no-result" is a formula that was never
    calculated (value None). `formula` tells that the value is a formula's cached result. Numbers are decimals
    with at most 15 significant digits, as Excel shows them. `hidden`: its row or column is hidden.
    """

    row: int  # from 1
    column: int  # from 1
    value: RawValue
    kind: CellKind
    format: CellFormat = "general"
    formula: bool = False
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class RawSheet:
    """One sheet: its cells in row-major order, merged areas as (first row, first column, last row, last column)."""

    name: str
    hidden: bool
    cells: tuple[RawCell, ...]
    merges: tuple[tuple[int, int, int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class RawBook:
    """One workbook as read; a CSV file is a book of one sheet named like the file's stem."""

    sheets: tuple[RawSheet, ...]
    encoding: str = ""  # of a CSV file, for the finding that shows how its header was decoded
