"""A finished document -> what it says about itself: whose it is, which month, which text. The one door to PDFium.

Read from the bytes alone, by a library that did not make them, so that a mix-up on the way here shows.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from html import unescape
from io import BytesIO
from itertools import chain
from unicodedata import normalize

from pypdfium2 import PdfDocument, PdfiumError

# As pages and workbooks print them, in their three languages (tests hold them together).
ID_LABELS = ("工号", "工號", "Staff no.")
PERIOD_LABELS = ("考核期间", "考核期間", "期间", "期間", "Period")

_LARGEST_PART = 64 * 1024 * 1024  # bytes of a workbook's part, inflated
_ID = re.compile(rf"(?:{'|'.join(map(re.escape, ID_LABELS))})[\s:：]*([0-9A-Za-z](?:[0-9A-Za-z_.-]*[0-9A-Za-z])?|\S+)")
_MONTH = r"(20\d\d)\s*(?:年|-)\s*(\d{1,2})(?!\d)"
_PERIOD = re.compile(rf"(?:{'|'.join(PERIOD_LABELS)})[\s:：]*{_MONTH}")
# The running head of a page: its month and, behind it, whose it is.
_HEAD = re.compile(rf"{_MONTH}月?[^\n]*?\s(?:{'|'.join(map(re.escape, ID_LABELS))})")
_ANY_MONTH = re.compile(_MONTH)

_SHARED = re.compile(r"<si>(.*?)</si>", re.S)
_ROWS = re.compile(r"<row\b[^>]*?(?:/>|>(.*?)</row>)", re.S)
_CELLS = re.compile(r"<c\b([^>]*?)(?:/>|>(.*?)</c>)", re.S)
_PROPERTIES = re.compile(r"<(?:dc:title|dc:subject|cp:keywords)>(.*?)</", re.S)


Row = dict[str, str]  # column letters -> text


class Unreadable(Exception):
    """The bytes are no document that can be looked into."""


@dataclass(frozen=True, slots=True)
class Said:
    """`pages` are the 工号 that each page (of a workbook: the first sheet) names; `months` all that are named as the
    document's own, as `2026-10`."""

    pages: tuple[frozenset[str], ...]
    months: frozenset[str]
    text: str


def read(name: str, content: bytes) -> Said:
    """What the document says; raises Unreadable."""
    if name.lower().endswith(".pdf"):
        return _pdf(content)
    if name.lower().endswith(".xlsx"):
        return _workbook(content)
    raise Unreadable(name)


def said(pages: tuple[str, ...], properties: tuple[str, ...] = ()) -> Said:
    """What stands on these pages and in these properties (title, subject, keywords)."""
    pages = tuple(normalize("NFKC", page) for page in pages)
    found = [match for page in pages for pattern in (_PERIOD, _HEAD) for match in pattern.findall(page)]
    found += [match for text in properties for match in _ANY_MONTH.findall(normalize("NFKC", text))]
    months = frozenset(f"{year}-{int(month):02d}" for year, month in found)
    return Said(tuple(frozenset(_ID.findall(page)) for page in pages), months, "\n".join(pages))


def _pdf(content: bytes) -> Said:
    """Every page, and title and keywords. A page is closed before the next: one is in memory at a time."""
    try:
        with closing(PdfDocument(content)) as document:
            pages = tuple(_page(document, number) for number in range(len(document)))
            properties = tuple(document.get_metadata_value(key) for key in ("Title", "Keywords"))
    except (PdfiumError, ValueError) as error:
        raise Unreadable(type(error).__name__) from error
    return said(pages, properties)


def _page(document: PdfDocument, number: int) -> str:
    """A page's text as it is drawn, line by line."""
    with closing(document[number]) as page, closing(page.get_textpage()) as text:
        shown: str = text.get_text_range()
    # PDFium takes a hyphen at the end of a line for a broken word and puts U+FFFE in its place.
    return shown.replace("\r\n", "\n").replace("\ufffe", "-")


def _workbook(content: bytes) -> Said:
    """The first sheet in reading order, and title and subject of the workbook."""
    return of_sheets(*sheets_of(content, 1))


def of_sheets(sheets: Sequence[Sequence[Row]], core: str) -> Said:
    """What the first of these sheets says, and the properties in `core`."""
    rows = sheets[0]
    whole = said(("\n".join(" ".join(row.values()) for row in rows),), tuple(map(unescape, _PROPERTIES.findall(core))))
    return replace(whole, pages=(frozenset(_ids(rows)),))


def sheets_of(content: bytes, most: int) -> tuple[list[list[Row]], str]:
    """The first sheets of a workbook, row by row, at most so many and at least one; and the part of its properties.
    Raises Unreadable."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            strings = [_texts(one) for one in _SHARED.findall(_part(package, "xl/sharedStrings.xml"))]
            parts = (f"xl/worksheets/sheet{number}.xml" for number in range(1, most + 1))
            sheets = [_part(package, part) for at, part in enumerate(parts) if not at or part in package.namelist()]
            core = _part(package, "docProps/core.xml")
    except (
        zipfile.BadZipFile,
        zlib.error,
        KeyError,
        ValueError,
        NotImplementedError,
        EOFError,
        OSError,
        RuntimeError,
    ) as error:
        raise Unreadable(type(error).__name__) from error
    return [[_row(cells or "", strings) for cells in _ROWS.findall(sheet)] for sheet in sheets], core


def _ids(rows: Sequence[Row]) -> Iterator[str]:
    """What stands below a cell that says 工号, or behind it in the same cell."""
    last: Row = {}
    for row, below in zip(rows, chain(rows[1:], [last]), strict=False):
        for column, text in row.items():
            if text.strip() in ID_LABELS:
                yield from [below[column].strip()] if below.get(column, "").strip() else []
            else:
                yield from _ID.findall(normalize("NFKC", text))


def _row(cells: str, strings: list[str]) -> Row:
    """Column letters -> texts of the cells that are not empty."""
    shown = {}
    for attributes, inside in _CELLS.findall(cells):
        place, value = re.search(r'r="([A-Z]+)\d+"', attributes), re.search(r"<v>(.*?)</v>", inside, re.S)
        if place is None:
            continue
        if 't="inlineStr"' in attributes:
            shown[place[1]] = _texts(inside)
        elif value and 't="s"' in attributes:
            shown[place[1]] = strings[int(value[1])] if int(value[1]) < len(strings) else ""
        elif value:
            shown[place[1]] = unescape(value[1])
    return shown


def _texts(markup: str) -> str:
    return unescape("".join(re.findall(r"<t\b[^>]*>(.*?)</t>", markup, re.S)))


def _part(package: zipfile.ZipFile, name: str) -> str:
    if name not in package.namelist():
        return ""
    with package.open(name) as part:
        content = part.read(_LARGEST_PART + 1)
    if len(content) > _LARGEST_PART:
        raise ValueError(name)
    return content.decode("utf-8")
