"""What every cell parser gives back: a value, "there is nothing", or remarks; and the words that mean nothing."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal

from reportgen.exact import plain
from reportgen.intake.raw import RawCell, RawValue
from reportgen.period import Period
from reportgen.records import Value
from reportgen.scheme import Column

FOUND_LENGTH = 60


@dataclass(frozen=True, slots=True)
class CellContext:
    """What stands around a cell: the month, the unit in its header, the unit line above the table (money only), who
    depends on the cell, and whose sheet it is."""

    period: Period
    header_unit: str = ""
    line_unit: str = ""
    concerns: tuple[str, ...] = ()
    department: str = ""


@dataclass(frozen=True, slots=True)
class Remark:
    """A finding without its place: its code and the values that fill its sentences."""

    code: str
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reading:
    """A cell as a parser reads it. No value and no remark: the cell says that there is nothing."""

    value: Value = None
    remarks: tuple[Remark, ...] = ()


NOTHING = Reading()


def remark(code: str, **values: str) -> Reading:
    """A reading that gives no value and says why."""
    return Reading(None, (Remark(code, values),))


# ---------------------------------------------------------------- text


def narrowed(text: str) -> str:
    """Full-width digits, letters, signs and spaces in their usual width, trimmed; nothing else changes.

    Not NFKC, which would make a 1 of `①` and 1⁄2 of `½`.
    """
    return "".join(_narrow(c) if c > "\x7f" else c for c in text).strip()


def _narrow(character: str) -> str:
    wide = unicodedata.decomposition(character).startswith(("<wide>", "<small>"))
    return unicodedata.normalize("NFKC", character) if wide else character


_NOTHING = frozenset(("", "/", "\\", "无", "不适用", "暂无", "n/a"))
_DASHES = re.compile("[-–—―─－−]+")


def says_nothing(text: str) -> bool:
    """Whether a text means that there is no value: blank, dashes, `/`, `无`, `不适用`, `暂无`, `N/A`."""
    word = narrowed(text).replace("無", "无").replace("不適用", "不适用").replace("暫", "暂").lower()
    return word in _NOTHING or _DASHES.fullmatch(word) is not None


def odd_character(text: str, *, lines: bool = False) -> str:
    """The first control, bidi or otherwise invisible character as `U+202E`, "" when there is none.

    With `lines`, line breaks and tabs are allowed.
    """
    for character in text:
        if unicodedata.category(character) in ("Cc", "Cf", "Cs") and not (lines and character in "\n\r\t"):
            return f"U+{ord(character):04X}"
    return ""


# ---------------------------------------------------------------- showing


def shown(cell: RawCell) -> str:
    """What is there, as a person sees it in the cell: one line, at most 60 characters, invisible characters named."""
    text = value_text(cell.value, percent=cell.format == "percent")
    line = "".join(" " if c.isspace() else f"<{odd}>" if (odd := odd_character(c)) else c for c in text[:FOUND_LENGTH])
    line = line.strip()
    return line if len(line) <= FOUND_LENGTH and len(text) <= FOUND_LENGTH else line[: FOUND_LENGTH - 1] + "…"


def value_text(value: RawValue, *, percent: bool = False) -> str:
    """A cell's value as text: numbers without exponent, days as 2026-10-08, TRUE and FALSE."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, Decimal):
        if not value.is_finite() or abs(value.adjusted()) > FOUND_LENGTH:
            return str(value)
        return f"{plain(value.scaleb(2))}%" if percent else plain(value)
    if isinstance(value, datetime):
        return value.isoformat(" ", "seconds").removesuffix(" 00:00:00")
    return value.isoformat() if isinstance(value, date | time) else value or ""


_SAMPLES = {
    "id": "0012",
    "name": "姓名",
    "rater": "考核人的姓名或工号",
    "number": "12.5",
    "count": "0, 1, 2 …",
    "percent": "85%",
    "money": "1234.50",
    "date": "2026-10-08",
    "datetime": "2026-10-08 15:30",
    "flag": "是 / 否",
}


def accepted(column: Column) -> str:
    """What a column takes, shortly and in no particular language: its choices, its range, or an example."""
    if column.type == "choice":
        return " / ".join(column.choices)
    bounds = limits(column)
    sample = _SAMPLES.get(column.type, "…")
    unit = "" if column.unit in ("", "%") else f" {column.unit}"
    return f"{bounds}{unit}" if bounds else f"{sample}{unit}"


def limits(column: Column) -> str:
    """The range of a number column: `0 – 20`, `≥ 0`, `≤ 20`, or "" when it has none."""
    low, high = column.minimum, column.maximum
    if column.type == "count":
        low = max(low or Decimal(0), Decimal(0))
    if low is not None and high is not None:
        return f"{plain(low)} – {plain(high)}"
    return f"≥ {plain(low)}" if low is not None else f"≤ {plain(high)}" if high is not None else ""
