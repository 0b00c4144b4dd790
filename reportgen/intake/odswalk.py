"""An .ods package into its facts: content.xml walked with every repeat counted before a value reader expands it."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from typing import Final

from reportgen.intake.facts import (
    BOOL,
    EMPTY_TEXT,
    ERROR,
    FORMATS,
    FORMULA,
    HIDDEN,
    ISO_DATE,
    KIND_SHIFT,
    MAX_COLUMN,
    MAX_ROW,
    NO_RESULT,
    NUMBER,
    TEXT,
    Budget,
    Facts,
    SheetFacts,
    SheetTally,
    cell_name,
    hide,
)
from reportgen.intake.limits import Limits
from reportgen.intake.package import Package, Walk, sniff, too_big
from reportgen.intake.raw import CellFormat
from reportgen.intake.refusal import Refused, damaged, over_limit
from reportgen.intake.sheetwalk import NUMBER_TEXT

_MIME: Final = b"application/vnd.oasis.opendocument.spreadsheet"
_CONTENT: Final = "content.xml"
_MANIFEST: Final = "META-INF/manifest.xml"
_DURATION: Final = re.compile(r"(-?)PT?(?:(\d{1,7})H)?(?:(\d{1,9})M)?(?:(\d{1,9}(?:[.,]\d{1,9})?)S)?", re.ASCII)
_TYPE_FORMAT: Final[dict[str, CellFormat]] = {"percentage": "percent", "date": "date", "currency": "number"}
_HIDING: Final = frozenset({"collapse", "filter"})


def walk_ods(path: Path, limits: Limits) -> Facts:
    """The facts of an .ods file that is safe to hand to a value reader. Raises `Refused`."""
    size = path.stat().st_size
    if size > limits.file_bytes:
        raise too_big(size, limits)
    sniff(path)
    with Package(path, limits) as package:
        _check_kind(package, limits)
        content = OdsWalk(_CONTENT, limits)
        package.walk(_CONTENT, content)
        package.walk_rest()
    return Facts(tuple(content.sheets))


def _check_kind(package: Package, limits: Limits) -> None:
    if "mimetype" not in package or _CONTENT not in package or "xl/workbook.xml" in package:
        raise Refused("FILE_NOT_WORKBOOK", reason="content")
    if b"".join(package.chunks("mimetype")).strip() != _MIME:
        raise Refused("FILE_NOT_WORKBOOK", reason="content")
    if _MANIFEST in package:
        manifest = _Manifest(_MANIFEST, limits.xml_depth)
        package.walk(_MANIFEST, manifest)
        if manifest.encrypted:
            raise Refused("FILE_ENCRYPTED")


def _plain(attributes: dict[str, str]) -> dict[str, str]:
    """Attributes without prefix; LibreOffice repeats `value-type` as an extension, which alone tells an error."""
    kept = {key.rpartition(":")[2]: value for key, value in attributes.items() if not key.startswith("calcext:")}
    if "calcext:value-type" in attributes:
        kept["calcext:value-type"] = attributes["calcext:value-type"]
    return kept


class _Manifest(Walk):
    encrypted = False

    def open(self, name: str, attributes: dict[str, str]) -> None:
        if name == "encryption-data":
            self.encrypted = True


class OdsWalk(Walk):
    """Fills one tally per table. What is repeated is counted as often as it is repeated, if it holds something."""

    def __init__(self, part: str, limits: Limits) -> None:
        super().__init__(part, limits.xml_depth)
        self.sheets: list[SheetFacts] = []
        self._limits, self._budget = limits, Budget(limits)
        self._hidden_styles: set[str] = set()
        self._style = ""
        self._tally: SheetTally | None = None
        self._table_hidden = self._row_hidden = False
        self._row = self._rows = self._column = self._declared = 0
        self._hidden_columns = bytearray(MAX_COLUMN + 1)
        self._cell: dict[str, str] | None = None
        self._paragraphs: list[str] = []
        self._inner = 0  # elements open inside the cell

    def open(self, name: str, attributes: dict[str, str]) -> None:
        if self._cell is not None:
            self._inner += 1
            if name in ("table", "table-row", "table-cell"):
                raise damaged("cell_nested", self.part)
            if name == "p" and self._inner == 1:
                self.chars = []
            return
        plain = _plain(attributes)
        if name in ("table-cell", "covered-table-cell") and self._tally is not None:
            self._cell, self._paragraphs, self._inner = plain, [], 0
        elif name == "table-row":
            self._row += self._rows
            self._rows = self._times(plain, "number-rows-repeated", MAX_ROW)
            self._column, self._row_hidden = 1, plain.get("visibility") in _HIDING
        elif name == "table-column":
            self._open_column(plain)
        elif name == "table":
            self._open_table(plain)
        elif name == "style":
            self._style = plain.get("name", "") if plain.get("family") == "table" else ""
        elif name == "table-properties" and plain.get("display") == "false":
            self._hidden_styles.add(self._style)

    def close(self, name: str) -> None:
        if self._cell is not None:
            if self._inner == 0:
                self._close_cell(self._cell)
                self._cell = None
                return
            if name == "p" and self._inner == 1 and self.chars is not None:
                self._paragraphs.append("".join(self.chars))
                self.chars = None
            self._inner -= 1
        elif name == "table" and self._tally is not None:
            self.sheets.append(self._tally.facts(len(self.sheets), self._table_hidden))
            self._tally = None

    def _open_table(self, plain: dict[str, str]) -> None:
        if self._tally is not None:
            raise damaged("cell_nested", self.part, sheet=self._tally.name)
        if len(self.sheets) >= self._limits.sheets:
            raise over_limit("sheets", len(self.sheets) + 1, self._limits.sheets)
        name = plain.get("name", "")
        if not name or any(sheet.name == name for sheet in self.sheets):
            raise damaged("sheet_name", self.part, sheet=name)
        self._tally = SheetTally(name, self._budget)
        self._table_hidden = plain.get("style-name") in self._hidden_styles
        self._row, self._rows, self._declared = 1, 0, 1
        self._hidden_columns = bytearray(MAX_COLUMN + 1)

    def _open_column(self, plain: dict[str, str]) -> None:
        times = self._times(plain, "number-columns-repeated", MAX_COLUMN)
        if plain.get("visibility") in _HIDING:
            hide(self._hidden_columns, self._declared, self._declared + times - 1)
        self._declared += times

    def _times(self, plain: dict[str, str], attribute: str, limit: int) -> int:
        text = plain.get(attribute, "1")
        if not (text.isascii() and text.isdigit() and len(text) < 10 and 1 <= int(text) <= limit):
            raise damaged("repeat", self.part, sheet=self._tally.name if self._tally else "")
        return int(text)

    def _close_cell(self, plain: dict[str, str]) -> None:
        tally = self._tally
        assert tally is not None  # a cell is only opened inside a table
        times = self._times(plain, "number-columns-repeated", MAX_COLUMN)
        first, self._column = self._column, self._column + times
        self._note_merge(tally, plain, first)
        kind = self._kind(plain)
        if kind is None:
            return
        format = _TYPE_FORMAT.get(plain.get("value-type", ""), "general")
        number = self._number_of_days(plain) if plain.get("value-type") == "time" else None
        if number is not None:
            kind, format = NUMBER, "date" if 0 <= number < 1 else "number"
        code = FORMATS.index(format) | kind << KIND_SHIFT | (FORMULA if "formula" in plain else 0)
        for row in range(self._row, self._row + self._rows):
            for column in range(first, first + times):
                key = tally.add(row, column, code | self._hiding(column))
                if number is not None:
                    tally.numbers[key] = str(number)
                elif kind == ERROR:
                    tally.errors[key] = "".join(self._paragraphs) or "#VALUE!"

    def _hiding(self, column: int) -> int:
        return HIDDEN if self._row_hidden or self._hidden_columns[column] else 0

    def _note_merge(self, tally: SheetTally, plain: dict[str, str], column: int) -> None:
        if "number-columns-spanned" not in plain and "number-rows-spanned" not in plain:
            return
        right = column + self._times(plain, "number-columns-spanned", MAX_COLUMN) - 1
        below = self._row + self._times(plain, "number-rows-spanned", MAX_ROW) - 1
        if (below, right) != (self._row, column):
            tally.merge((self._row, column, below, right))

    def _kind(self, plain: dict[str, str]) -> int | None:
        """What the cell holds; None when it holds nothing."""
        kind, text = plain.get("value-type"), "".join(self._paragraphs)
        if plain.get("calcext:value-type") == "error":
            return ERROR
        match kind:
            case None | "void":
                if "formula" in plain:
                    return EMPTY_TEXT if self._paragraphs else NO_RESULT
                return EMPTY_TEXT if text.strip() else None
            case "string":
                return TEXT if (plain.get("string-value") or text).strip() else EMPTY_TEXT
            case "float" | "percentage" | "currency":
                if NUMBER_TEXT.fullmatch(plain.get("value", "")):
                    return NUMBER
            case "boolean":
                return BOOL
            case "date" | "time":
                return ISO_DATE
        raise damaged("number", self.part, sheet=self._tally.name if self._tally else "", cell=self._here())

    def _number_of_days(self, plain: dict[str, str]) -> Decimal | None:
        match = _DURATION.fullmatch(plain.get("time-value", ""))
        if match is None:
            raise damaged("number", self.part, sheet=self._tally.name if self._tally else "", cell=self._here())
        hours, minutes, seconds = (Decimal((match[group] or "0").replace(",", ".")) for group in (2, 3, 4))
        days = (hours * 3600 + minutes * 60 + seconds) / 86_400
        return -days if match[1] else days

    def _here(self) -> str:
        return cell_name(self._row, max(1, self._column - 1))
