"""A printed text back into the number it shows, exactly, so that a workbook holds figures and not their pictures.

What is not plainly a number - a dash, `3 / 12`, `≥95%`, a 工号 - stays text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

_NUMBER = re.compile(r"([+−-]?)(0|[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d*)(?:\.(\d+))?( ?%)?")
_DIGITS = 15  # more than these a workbook cannot hold


@dataclass(frozen=True, slots=True)
class Printed:
    """A number as printed: how many places it shows, whether with thousands separators, a plus and a percent sign."""

    value: Decimal
    places: int
    grouped: bool = False
    signed: bool = False
    percent: bool = False

    @property
    def format(self) -> str:
        """The number format that shows the same text again; negative numbers with a hyphen, as workbooks have them."""
        digits = "#,##0" if self.grouped else "0"
        shown = f"{digits}.{'0' * self.places}" if self.places else digits
        shown += "%" if self.percent else ""
        return f"+{shown};-{shown};{shown}" if self.signed else shown


def printed(text: str) -> Printed | None:
    """None when `text` is not exactly one number (no unit, no leading zeros, at most 15 digits)."""
    match = _NUMBER.fullmatch(text)
    if match is None:
        return None
    sign, whole, places = match[1], match[2].replace(",", ""), match[3] or ""
    if len(whole) + len(places) > _DIGITS:
        return None
    value = Decimal(f"{'-' if sign in ('-', '−') else ''}{whole}.{places or '0'}")
    percent = match[4] is not None
    return Printed(value.scaleb(-2) if percent else value, len(places), "," in match[2], sign == "+", percent)
