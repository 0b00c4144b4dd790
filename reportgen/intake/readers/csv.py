"""A CSV file into a RawBook of one sheet of texts: UTF-8 or GB18030, comma, semicolon or tab."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from reportgen.intake.facts import cell_name
from reportgen.intake.limits import Limits
from reportgen.intake.package import too_big
from reportgen.intake.raw import RawBook, RawCell, RawSheet
from reportgen.intake.refusal import Refusal, Refused, damaged, over_limit

_BINARY = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF")


@dataclass(frozen=True, slots=True)
class Csv:
    """Every value is text; a leading zero stays. A cell's row is its line as Excel would show it."""

    kind: str = "csv"
    endings: tuple[str, ...] = (".csv", ".tsv")

    def read(self, path: Path, name: str, limits: Limits) -> RawBook | Refusal:
        """The book at `path`; its only sheet is named like the stem of `name`. Never raises for what is in it."""
        try:
            text, encoding = _decode(path, limits)
            cells = _cells(text, limits)
        except Refused as refused:
            return refused.refusal(name)
        return RawBook((RawSheet(PurePosixPath(name).stem, False, tuple(cells)),), encoding)


def _decode(path: Path, limits: Limits) -> tuple[str, str]:
    """UTF-8 with or without a byte order mark, then GB18030, both strictly."""
    size = path.stat().st_size
    if size > limits.file_bytes:
        raise too_big(size, limits)
    content = path.read_bytes()
    if not content.strip():
        raise Refused("FILE_NOT_WORKBOOK", reason="empty")
    if content.startswith(_BINARY):
        raise Refused("FILE_NOT_WORKBOOK", reason="content")
    if b"\0" in content:
        raise Refused("CSV_UNDECODABLE")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding), "gb18030" if encoding == "gb18030" else "utf-8"
        except UnicodeDecodeError:
            continue
    raise Refused("CSV_UNDECODABLE")


def _delimiter(text: str) -> str:
    """The most frequent of comma, semicolon and tab in the first line that has one of them outside quotes."""
    for line in io.StringIO(text, newline=""):
        outside = "".join(line.split('"')[::2])
        counts = {mark: outside.count(mark) for mark in (",", ";", "\t")}
        best = max(counts, key=lambda mark: counts[mark])
        if counts[best]:
            return best
    return ","


def _cells(text: str, limits: Limits) -> list[RawCell]:
    cells: list[RawCell] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    number = 0
    try:
        for number, line in enumerate(reader, start=1):
            filled = [(column, value) for column, value in enumerate(line, start=1) if value]
            if filled and number > limits.rows:
                raise over_limit("rows", number, limits.rows)
            if filled and filled[-1][0] > limits.columns:
                last = filled[-1][0]
                raise over_limit("columns", last, limits.columns, cell=cell_name(number, last))
            cells.extend(RawCell(number, column, value, "text", "text") for column, value in filled)
            if len(cells) > limits.cells:
                raise over_limit("cells", len(cells), limits.cells)
    except csv.Error as error:
        raise damaged("csv", str(error), cell=f"A{number + 1}") from error
    return cells
