"""One worksheet part into its facts, cell by cell, without keeping the values."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
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
    Merge,
    SheetTally,
    cell_name,
    column_number,
    hide,
)
from reportgen.intake.formats import GENERAL, NumberFormat
from reportgen.intake.package import Walk
from reportgen.intake.parts import TRUE, SharedStrings
from reportgen.intake.refusal import Refused, damaged

_REFERENCE: Final = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})", re.ASCII)
NUMBER_TEXT: Final = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?", re.ASCII)
_WHOLE: Final = re.compile(r"[0-9]{1,7}", re.ASCII)
_BOOLS: Final = frozenset({"0", "1", "true", "false"})
# The errors calamine knows; on any other it gives the whole workbook up.
_ERRORS: Final = frozenset({"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"})
_WRONG: Final = {"n": "number", "s": "string_index", "b": "bool", "e": "error"}
_FORMAT_BITS: Final = {kind: index for index, kind in enumerate(FORMATS)}


def place(reference: str) -> tuple[int, int] | None:
    """Row and column of `B7`, from 1; None for what no sheet has."""
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        return None
    row, column = int(match[2]), column_number(match[1])
    return (row, column) if row <= MAX_ROW and column <= MAX_COLUMN else None


class SheetWalk(Walk):
    """Fills a `SheetTally`. Raises `Refused`, naming the cell, at the first thing that cannot be read for certain."""

    def __init__(
        self,
        part: str,
        depth_limit: int,
        tally: SheetTally,
        formats: Mapping[str, NumberFormat],
        strings: SharedStrings,
    ) -> None:
        super().__init__(part, depth_limit)
        self._tally, self._formats, self._strings = tally, formats, strings
        self._inside = self._finished = False
        self._hidden_columns = bytearray(MAX_COLUMN + 1)
        self._row = self._column = 0
        self._row_hidden = self._phonetic = False
        self._type = self._style = ""
        self._formula = self._inline = False
        self._value: str | None = None
        self._cell_open = False
        self._strings_seen: dict[str, str] = {}

    def open(self, name: str, attributes: dict[str, str]) -> None:
        if self._inside:
            if name == "c":
                self._open_cell(attributes)
            elif name == "v":
                self._open_value()
            elif name == "f":
                self._formula = True
            elif name == "row":
                self._open_row(attributes)
            elif name == "t" and self._inline and not self._phonetic:
                self.chars = []
            elif name == "is":
                self._inline, self._value = True, self._value or ""
            elif name == "rPh":
                self._phonetic = True
        elif name == "sheetData":
            if self._finished:
                raise self._damaged("sheet_data_twice")
            self._inside = True
        elif name == "col":
            self._open_column(attributes)
        elif name == "mergeCell":
            self._tally.merge(self._area(attributes.get("ref", "")))

    def close(self, name: str) -> None:
        if not self._inside:
            return
        if name == "v" or (name == "t" and self.chars is not None):
            self._value = (self._value or "") + "".join(self.chars or ())
            self.chars = None
        elif name == "c":
            self._close_cell()
        elif name == "rPh":
            self._phonetic = False
        elif name == "sheetData":
            self._inside, self._finished = False, True

    def _open_row(self, attributes: dict[str, str]) -> None:
        number = attributes.get("r")
        if number is None:
            self._row += 1
        elif _WHOLE.fullmatch(number) and 1 <= int(number) <= MAX_ROW:
            self._row = int(number)
        else:
            raise self._damaged("reference", number)
        self._column = 0
        self._row_hidden = attributes.get("hidden", "") in TRUE

    def _open_column(self, attributes: dict[str, str]) -> None:
        if attributes.get("hidden", "") not in TRUE:
            return
        first, last = attributes.get("min", ""), attributes.get("max", "")
        if not (_WHOLE.fullmatch(first) and _WHOLE.fullmatch(last)):
            raise self._damaged("reference", f"{first}:{last}")
        hide(self._hidden_columns, int(first), int(last))

    def _open_cell(self, attributes: dict[str, str]) -> None:
        if self._cell_open:
            raise self._damaged("cell_nested")
        reference = attributes.get("r")
        if reference is None:
            self._column += 1
            if self._column > MAX_COLUMN:
                raise self._damaged("reference")
        else:
            found = place(reference)
            if found is None or found[0] != self._row:
                raise self._damaged("reference", reference)
            self._column = found[1]
        self._cell_open = True
        self._type, self._style = attributes.get("t", "n"), attributes.get("s", "")
        self._formula = self._inline = False
        self._value = None

    def _open_value(self) -> None:
        if self._value is not None or not self._cell_open:
            raise self._damaged("value_twice")
        self.chars, self._value = [], ""

    def _close_cell(self) -> None:
        self._cell_open = False
        if self._value is None and not self._formula:
            return  # styled but empty
        kind = self._kind(self._value)
        if kind is None:
            return
        format = self._formats.get(self._style, GENERAL)
        code = _FORMAT_BITS[format.kind] | kind << KIND_SHIFT
        if self._formula:
            code |= FORMULA
        if self._row_hidden or self._hidden_columns[self._column]:
            code |= HIDDEN
        key = self._tally.add(self._row, self._column, code)
        if kind == NUMBER and format.exact:
            self._tally.numbers[key] = self._value or ""
        elif kind == ERROR:
            text = self._value or ""
            self._tally.errors[key] = self._strings_seen.setdefault(text, text)

    def _kind(self, value: str | None) -> int | None:
        """What the cell holds; None when it holds nothing. A formula without any result is NO_RESULT.

        An empty result is only a result where the cell says that it is text (`t="str"` with a `<v>`): that is
        how Excel and LibreOffice write `=""`, while openpyxl writes an empty `<v>` for every formula.
        """
        if self._inline != (self._type == "inlineStr") and (self._inline or value is not None):
            raise self._damaged("cell_type")
        if self._type in ("str", "inlineStr") and value is not None:
            return TEXT if value.strip() else EMPTY_TEXT
        if not value:
            return NO_RESULT if self._formula else None
        match self._type:
            case "n" if NUMBER_TEXT.fullmatch(value) and math.isfinite(float(value)):
                return NUMBER
            case "s" if _WHOLE.fullmatch(value) and int(value) < self._strings.count:
                return EMPTY_TEXT if int(value) in self._strings.empty else TEXT
            case "b" if value in _BOOLS:
                return BOOL
            case "e" if value in _ERRORS:
                return ERROR
            case "d":
                return ISO_DATE
        raise self._damaged(_WRONG.get(self._type, "cell_type"))

    def _area(self, reference: str) -> Merge:
        first, _, last = reference.partition(":")
        start, end = place(first), place(last or first)
        if start is None or end is None:
            raise self._damaged("reference", reference)
        return (*start, *end)

    def _damaged(self, reason: str, cell: str = "") -> Refused:
        shown = cell or (cell_name(self._row, self._column) if self._column else "")
        return damaged(reason, self.part, sheet=self._tally.name, cell=shown[:40])
