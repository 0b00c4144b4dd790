"""Sheets as they are written in the text tables -> cells, and cells into a workbook of a department's own.

== 走访记录                     a sheet
| 华东销售部10月走访 | < | < |   a row; `<` is merged with the cell to its left, `^` with the one above
~| 3 | '0201 | @2026-10-08 |    a hidden row; text; a date cell (`@@`: with Excel's Chinese built-in format)
| =SUM(C3:C5) -> 12 | =D3 -> |  a formula with the result kept in the file, and one without
// a remark                     an empty line is an empty row
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import xlsxwriter

LEFT, ABOVE = "<", "^"
NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
MERGED_TITLE = {"bold": True, "font_size": 14, "align": "center", "valign": "vcenter"}
HEADER = {"bold": True, "align": "center", "valign": "vcenter", "text_wrap": True, "border": 1, "bg_color": "#DDEBF7"}
BODY = {"border": 1, "valign": "vcenter"}
DATE_FORMATS = {"@": 'yyyy"年"m"月"d"日"', "@@": 31}


@dataclass
class Line:
    cells: list[str]
    hidden: bool = False


@dataclass
class Written:
    """One sheet of a text table."""

    name: str
    lines: list[Line] = field(default_factory=list)

    @property
    def records(self) -> Iterator[dict[str, str]]:
        """The rows as what stands under each header; the first row is the header."""
        header, *rest = [line.cells for line in self.lines if line.cells]
        for cells in rest:
            assert len(cells) == len(header), f"{self.name}: {cells}"
            yield dict(zip(header, cells, strict=True))


def parse(path: Path) -> list[Written]:
    sheets: list[Written] = []
    for text in path.read_text("utf-8").splitlines():
        if text.startswith("== "):
            sheets.append(Written(text.removeprefix("== ").strip()))
        elif text.startswith(("|", "~|")):
            cells = [cell.strip().replace("\\n", "\n") for cell in text.strip().lstrip("~").strip("|").split("|")]
            sheets[-1].lines.append(Line(cells, text.startswith("~")))
        elif not text.strip() and sheets:
            sheets[-1].lines.append(Line([]))
        else:
            assert text.startswith("//"), f"{path.name}: {text}"
    for sheet in sheets:
        while sheet.lines and not sheet.lines[-1].cells:
            sheet.lines.pop()
    return sheets


def workbook_of(sheets: list[Written], created: date) -> bytes:
    """A workbook that looks as the text does."""
    held = BytesIO()
    with xlsxwriter.Workbook(held, {"in_memory": True}) as book:
        book.set_properties({"created": datetime(created.year, created.month, created.day)})
        for written in sheets:
            _Sheet(book, written).write()
    return held.getvalue()


class _Sheet:
    def __init__(self, book: xlsxwriter.Workbook, written: Written) -> None:
        self.book, self.written = book, written
        self.sheet = book.add_worksheet(written.name)
        self.merged = {corner: size for corner, size in self._merges() if size != (1, 1)}

    def write(self) -> None:
        self.sheet.set_landscape()
        self.sheet.fit_to_pages(1, 0)
        for row, line in enumerate(self.written.lines):
            if line.hidden:
                self.sheet.set_row(row, None, None, {"hidden": True})
            for column, text in enumerate(line.cells):
                if text not in (LEFT, ABOVE):
                    self._put(row, column, text)
        for column, width in enumerate(self._widths()):
            self.sheet.set_column(column, column, width)

    def _merges(self) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
        rows = [line.cells for line in self.written.lines]

        def at(row: int, column: int) -> str:
            return rows[row][column] if row < len(rows) and column < len(rows[row]) else ""

        for row, cells in enumerate(rows):
            for column, text in enumerate(cells):
                if text not in ("", LEFT, ABOVE):
                    wide = high = 1
                    while at(row, column + wide) == LEFT:
                        wide += 1
                    while at(row + high, column) == ABOVE:
                        high += 1
                    yield (row, column), (high, wide)

    def _look(self, row: int) -> dict[str, object]:
        filled = [cell for cell in self.written.lines[row].cells if cell not in ("", LEFT, ABOVE)]
        if len(filled) == 1 and LEFT in self.written.lines[row].cells:
            return dict(MERGED_TITLE)
        words = sum(not re.search(r"[0-9０-９@=]", cell) for cell in filled)
        header = len(filled) > 2 and words == len(filled) and not filled[0].startswith(("初", "复", "汇", "合", "小"))
        return dict(HEADER if header else BODY if len(filled) > 1 else {})

    def _put(self, row: int, column: int, text: str) -> None:
        look = self._look(row)
        if not text:
            if look.get("border"):
                self.sheet.write_blank(row, column, None, self.book.add_format(look))
            return
        mark = "@@" if text.startswith("@@") else "@" if text.startswith("@") else ""
        if mark:
            look["num_format"] = DATE_FORMATS[mark]
        elif text.startswith("'"):
            look["num_format"] = "@"
        style = self.book.add_format(look)
        if (row, column) in self.merged:
            high, wide = self.merged[row, column]
            self.sheet.merge_range(row, column, row + high - 1, column + wide - 1, "", style)
        if mark:
            self.sheet.write_datetime(row, column, datetime.fromisoformat(text.removeprefix(mark)), style)
        elif text.startswith("="):
            formula, _, result = text.partition("->")
            value = result.strip()
            self.sheet.write_formula(
                row, column, formula.strip(), style, float(value) if NUMBER.fullmatch(value) else value
            )
        elif NUMBER.fullmatch(text):
            self.sheet.write_number(row, column, float(text), style)
        else:
            self.sheet.write_string(row, column, text.removeprefix("'"), style)

    def _widths(self) -> Iterator[float]:
        lines = [line.cells for line in self.written.lines]
        merged = {place for place, (_, wide) in self.merged.items() if wide > 1}
        for column in range(max(len(cells) for cells in lines)):
            texts = [
                max(cells[column].split("->")[0].split("\n"), key=len)
                for row, cells in enumerate(lines)
                if column < len(cells) and (row, column) not in merged and len([cell for cell in cells if cell]) > 1
            ]
            yield min(40, max((sum(2 if c > "\x7f" else 1 for c in text) for text in texts), default=8) + 2)
