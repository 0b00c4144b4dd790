"""Workbooks of a department's own as text (tests/example/sheets.py says how it is written) -> raw books and cases.

A case file: remarks (`//`), sheets, then what is expected:
    = CODE place                 a finding, in the order of the sheet
    > table 工号: id=value@C3 …   a line that was read, with the cells of its values
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from reportgen.intake.raw import CellKind, RawBook, RawCell, RawSheet
from tests.example.sheets import ABOVE, LEFT, NUMBER, Written, parse


@dataclass(frozen=True)
class Case:
    book: RawBook
    findings: tuple[str, ...]
    lines: tuple[str, ...]


def case_of(path: Path, folder: Path) -> Case:
    """The case in a file; `folder` is for a copy without the expectations, which the sheets' own reader does not know."""
    text = path.read_text("utf-8").splitlines()
    told = tuple(line[2:] for line in text if line.startswith("= "))
    lines = tuple(line[2:] for line in text if line.startswith("> "))
    return Case(book_of("\n".join(line for line in text if not line.startswith(("= ", "> "))), folder), told, lines)


def book_of(text: str, folder: Path) -> RawBook:
    held = folder / "sheets.txt"
    held.write_text(text, "utf-8")
    return RawBook(tuple(raw_sheet(one) for one in parse(held)))


def raw_sheet(written: Written) -> RawSheet:
    rows = [line.cells for line in written.lines]

    def at(row: int, column: int) -> str:
        return rows[row][column] if row < len(rows) and column < len(rows[row]) else ""

    merges = []
    for row, cells in enumerate(rows):
        for column, text in enumerate(cells):
            wide = high = 1
            while text not in ("", LEFT, ABOVE) and at(row, column + wide) == LEFT:
                wide += 1
            while text not in ("", LEFT, ABOVE) and at(row + high, column) == ABOVE:
                high += 1
            if (wide, high) != (1, 1):
                merges.append((row + 1, column + 1, row + high, column + wide))
    return RawSheet(written.name, False, tuple(_cells(rows)), tuple(merges))


def _cells(rows: list[list[str]]) -> Iterator[RawCell]:
    for row, cells in enumerate(rows, 1):
        for column, text in enumerate(cells, 1):
            if text not in ("", LEFT, ABOVE):
                yield _cell(row, column, text)


def _cell(row: int, column: int, text: str) -> RawCell:
    if text.startswith("@"):
        when = datetime.fromisoformat(text.lstrip("@"))
        on: date = when if (when.hour, when.minute) != (0, 0) else when.date()
        return RawCell(row, column, on, "date", "date")
    if text.startswith("="):
        result = text.partition("->")[2].strip()
        if result.startswith("#"):
            return RawCell(row, column, result, "error", formula=True)
        value = Decimal(result) if NUMBER.fullmatch(result) else result or None
        kind: CellKind = "no-result" if value is None else "text" if isinstance(value, str) else "number"
        return RawCell(row, column, value, kind, formula=True)
    if NUMBER.fullmatch(text):
        return RawCell(row, column, Decimal(text), "number")
    if text.endswith("%%"):  # a percent cell
        return RawCell(row, column, Decimal(text[:-2]).scaleb(-2), "number", "percent")
    return RawCell(row, column, text.removeprefix("'"), "text")
