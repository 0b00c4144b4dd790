"""A workbook read from its XML alone: each cell with its formula, its value and whether it may be typed into."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Context, Decimal
from pathlib import Path
from xml.etree import ElementTree

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
DIGITS = Context(prec=15)  # as many as a workbook keeps

Value = Decimal | str | None
Spot = tuple[str, int, int]  # sheet, row, column, both from 1


@dataclass(frozen=True, slots=True)
class Cell:
    """`formula` is "" for a cell that was written as it is; an error stands in `value` as its text."""

    formula: str
    value: Value
    open: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    name: str
    part: str  # of the package
    cells: Mapping[tuple[int, int], Cell]


def read(path: Path) -> dict[str, Sheet]:
    with zipfile.ZipFile(path) as package:
        strings = [_text(one) for one in _xml(package, "xl/sharedStrings.xml")]
        unlocked = _unlocked(package)
        sheets = [Sheet(name, part, dict(_cells(_xml(package, part), strings, unlocked))) for name, part in parts(package)]  # fmt: skip
    return {sheet.name: sheet for sheet in sheets}


def parts(package: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """The name of every sheet, and the part that it stands in."""
    targets = {one.get("Id"): str(one.get("Target")) for one in _xml(package, "xl/_rels/workbook.xml.rels")}
    for sheet in _xml(package, "xl/workbook.xml").iter(f"{MAIN}sheet"):
        yield str(sheet.get("name")), "xl/" + targets[sheet.get(RELATION)].removeprefix("/xl/")


def _xml(package: zipfile.ZipFile, part: str) -> ElementTree.Element:
    if part not in package.namelist():
        return ElementTree.Element("none")
    return ElementTree.fromstring(package.read(part))


def _unlocked(package: zipfile.ZipFile) -> set[str]:
    formats = _xml(package, "xl/styles.xml").find(f"{MAIN}cellXfs")
    assert formats is not None
    protections = [one.find(f"{MAIN}protection") for one in formats]
    return {str(at) for at, one in enumerate(protections) if one is not None and one.get("locked") in ("0", "false")}


def _text(holder: ElementTree.Element) -> str:
    return "".join(one.text or "" for one in holder.iter(f"{MAIN}t"))


def _cells(
    sheet: ElementTree.Element, strings: list[str], unlocked: set[str]
) -> Iterator[tuple[tuple[int, int], Cell]]:
    for cell in sheet.iter(f"{MAIN}c"):
        formula, held = cell.find(f"{MAIN}f"), cell.findtext(f"{MAIN}v")
        match cell.get("t", "n"):
            case "n":
                value: Value = Decimal(held) if held else None
            case "s":
                value = strings[int(held or 0)]
            case "inlineStr":
                value = _text(cell)
            case _:
                value = held
        text = "" if formula is None else f"={formula.text or ''}"
        yield place(str(cell.get("r"))), Cell(text, value, cell.get("s", "0") in unlocked)


def place(address: str) -> tuple[int, int]:
    """Row and column of `B7` or `$B$7`, from 1."""
    letters, row = re.fullmatch(r"\$?([A-Z]+)\$?(\d+)", address).groups()  # type: ignore[union-attr]
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return int(row), column


def address(row: int, column: int) -> str:
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row}"


def same(one: Value, other: Value) -> bool:
    """To the last digit that a workbook keeps; an empty text is an empty cell."""
    if isinstance(one, Decimal) and isinstance(other, Decimal):
        return DIGITS.plus(one) == DIGITS.plus(other)
    return (one or "") == (other or "") if not isinstance(one, Decimal) and not isinstance(other, Decimal) else False
