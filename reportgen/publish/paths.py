"""Names of published files from roster values: safe on every system, unique without regard to case."""

from __future__ import annotations

import re
import unicodedata

_UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\u200b-\u200f\u202a-\u202e\u2066-\u2069]')
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?")
LONGEST = 60  # characters of one part; 180 bytes in UTF-8 at most


def safe(name: str) -> str:
    """One part of a path: no separators, control or reserved characters, no leading or trailing dot, never empty."""
    part = _UNSAFE.sub("_", unicodedata.normalize("NFC", name)).strip(" .")[:LONGEST].strip(" .")
    return f"_{part}" if not part or _RESERVED.fullmatch(part) else part


def unique(stem: str, taken: set[str]) -> str:
    """`stem`, or with a number behind it when it was taken before; remembers it in `taken`."""
    name, number = stem, 1
    while name.casefold() in taken:
        number += 1
        name = f"{stem}_{number}"
    taken.add(name.casefold())
    return name
