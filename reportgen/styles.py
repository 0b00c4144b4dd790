"""How cells of a workbook look: colours, and the styles that all workbooks share."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import Any

INK, MUTED, BRAND = "#1F2933", "#6B7785", "#1F4E79"
PALE, ASKED, GIVEN, RULE = "#DCE8F3", "#FFFBE6", "#F3F5F8", "#C9D2DC"


@dataclass(frozen=True, slots=True)
class Style:
    """How a cell looks. Colours are `#RRGGBB`; `border` and `top` are colours of thin lines, "" for none;
    `number` is an Excel number format (`@` keeps what is typed as text); `unlocked` may be typed into when the
    sheet is protected."""

    bold: bool = False
    size: int = 10
    color: str = INK
    fill: str = ""
    border: str = ""
    top: str = ""
    align: str = ""  # left, center, right; "" as Excel does
    valign: str = "vcenter"
    indent: int = 0
    wrap: bool = False
    number: str = ""
    unlocked: bool = False
    underline: bool = False

    def but(self, **changes: Any) -> Style:
        """The same style again for the same changes: workbooks ask for a few of them many thousand times."""
        return _changed(self, tuple(changes.items()))


@cache
def _changed(style: Style, changes: tuple[tuple[str, Any], ...]) -> Style:
    return replace(style, **dict(changes))


PLAIN = Style()
TITLE = Style(bold=True, size=16, color=BRAND)
SMALL = Style(size=9, color=MUTED)
HEADER = Style(bold=True, color="#FFFFFF", fill=BRAND, border=RULE, align="center", wrap=True)
CELL = Style(border=RULE)
LINK = Style(color="#0B5CAD", underline=True)
TOTAL = Style(bold=True, fill=PALE, border=RULE)
