"""What a workbook can hold as text: lengths, names of sheets, and how wide and high a text is."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from unicodedata import east_asian_width, normalize

SHEET_NAME = 31  # longest sheet name, in UTF-16 units
TEXT = 32_767  # longest text of a cell
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # XML has no way to write these


def units(text: str) -> int:
    """UTF-16 units: what Excel counts in its limits."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def cut(text: str, limit: int) -> str:
    """`text` in at most `limit` UTF-16 units, with `…` where something was left out."""
    if units(text) <= limit:
        return text
    text = text[: limit - 1]
    while units(text) > limit - 1:
        text = text[:-1]
    return text + "…"


def writable(text: str) -> str:
    """`text` with � for what no workbook can hold: control characters, halves of characters."""
    return UNWRITABLE.sub("\ufffd", text)


def width_of(text: str) -> int:
    """Columns of the longest line; a Chinese character takes two."""
    return max(map(_width, text.split("\n")))


@lru_cache(maxsize=4_096)
def _width(line: str) -> int:
    """Kept for a while: titles, titles of columns and names come again on every card."""
    return len(line) if line.isascii() else sum(2 if east_asian_width(one) in "WFA" else 1 for one in line)


def lines_of(text: str, width: float) -> int:
    """Lines that `text` takes when it is wrapped in a column of `width`."""
    return sum(max(1, -(-width_of(line) // max(1, int(width) - 1))) for line in text.split("\n"))


def clean_sheet_name(text: str, taken: Iterable[str] = ()) -> str:
    """A sheet name that Excel, WPS and LibreOffice take, different from those `taken` without regard to case.

    Forbidden characters become their full-width twins, which readers fold back (NFKC).
    """
    name = "".join(character for character in normalize("NFC", text) if character.isprintable())
    name = re.sub(r"[\[\]:*?/\\]", lambda match: chr(ord(match[0]) + 0xFEE0), name).strip(" '") or "Sheet"
    used = {other.casefold() for other in taken} | {"history"}
    count, candidate = 1, cut(name, SHEET_NAME).rstrip(" '")
    while candidate.casefold() in used:
        count += 1
        candidate = cut(name, SHEET_NAME - len(f"（{count}）")).rstrip(" '") + f"（{count}）"
    return candidate
