"""One TOML file to its parsed document, the lines of its keys and its hash; or why it cannot be read."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path as FilePath
from typing import Any

from reportgen.settings.locate import Path, lines_of, nearest_line
from reportgen.settings.mistakes import Mistake, Slip

_PLACE = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")
_TWICE = ("Cannot overwrite", "Cannot declare", "Cannot redefine", "Cannot mutate", "Duplicate inline table key")
_FULL_WIDTH = re.compile("[“”‘’＝，［］｛｝＃．。：＂＇\N{IDEOGRAPHIC SPACE}]")
_PLAIN_KEY = re.compile(r"[\w-]+")
_NAMES = ("id", "name", "word")  # what tells one element of a list from the others


@dataclass(frozen=True, slots=True)
class RulesFile:
    """`name` is the path as people see it; numbers in `document` are int or Decimal, never float."""

    name: str
    sha256: str
    document: Mapping[str, Any]
    lines: Mapping[Path, int]

    def mistakes(self, slips: Iterable[Slip]) -> tuple[Mistake, ...]:
        return tuple(
            Mistake(self.name, nearest_line(self.lines, one.path), self.written(one.path), one.code, one.values)
            for one in slips
        )

    def written(self, path: Path) -> str:
        """`items[weekly].rule.faults[2].take`: list elements by their id or name, else counted from 1."""
        text, value = "", self.document
        for step in path:
            value = _under(value, step)
            if isinstance(step, int):
                text += f"[{_label(value) or step + 1}]"
            else:
                key = step if _PLAIN_KEY.fullmatch(step) else f'"{step}"'
                text += f".{key}" if text else key
        return text


def read(path: FilePath, name: str) -> tuple[RulesFile | None, tuple[Mistake, ...]]:
    """The file, and what stands in the way of reading it. A byte order mark (Notepad writes one) is no mistake."""
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        return None, (Mistake(name, 0, "", "NO_FILE"),)
    except OSError as error:
        return None, (Mistake(name, 0, "", "NOT_READABLE", (("reason", error.strerror or ""),)),)
    return parse(raw, name)


def parse(raw: bytes, name: str) -> tuple[RulesFile | None, tuple[Mistake, ...]]:
    """The same for bytes that were read already."""
    try:
        text = raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        return None, (Mistake(name, raw.count(b"\n", 0, error.start) + 1, "", "NOT_UTF8"),)
    try:
        document = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        return None, (_syntax(name, text, str(error)),)
    return RulesFile(name, hashlib.sha256(raw).hexdigest(), document, lines_of(text)), ()


def _syntax(name: str, text: str, reason: str) -> Mistake:
    """tomllib's words with the line taken out of them; a full-width mark on that line is named instead."""
    lines = text.split("\n")
    found = _PLACE.search(reason)
    line = int(found[1]) if found and found[1] else max(1, len(text.rstrip().split("\n")))
    words = reason[: found.start()] if found else reason
    marks = "".join(dict.fromkeys(_FULL_WIDTH.findall(lines[line - 1])))
    if words.startswith(_TWICE):
        return Mistake(name, line, "", "KEY_TWICE")
    if marks:
        return Mistake(name, line, "", "FULL_WIDTH_MARK", (("marks", marks), ("reason", words)))
    return Mistake(name, line, "", "NOT_TOML", (("reason", words),))


def _under(value: Any, step: str | int) -> Any:
    if isinstance(value, dict) and isinstance(step, str):
        return value.get(step)
    if isinstance(value, list) and isinstance(step, int) and step < len(value):
        return value[step]
    return None


def _label(value: Any) -> str:
    if isinstance(value, str):
        return value
    if not isinstance(value, dict):
        return ""
    return next((found for name in _NAMES if isinstance(found := value.get(name), str) and found), "")
