"""One worksheet part: a conditional format over the marked cells, the way to their notes, nothing else.

A conditional format shows over a cell's own look without touching it, can be taken away again, and survives Excel, WPS
and LibreOffice. Ours has a condition that is always true and says whose it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from reportgen.publish.returning.plan import Area, Mark, area_of
from reportgen.publish.returning.refusal import CannotMark, unusual
from reportgen.publish.returning.scan import (
    MAIN,
    OFFICE,
    STRICT,
    Edit,
    Element,
    Scan,
    scan,
    with_attribute,
    xml_text,
)
from reportgen.publish.returning.zipped import Parts
from reportgen.records import Severity

SIGNED: Final = "reportgen:finding"
MERGED_CELLS: Final = 1_000_000  # of all merged areas and linked areas of a sheet
_DEEP: Final = ("sheetView", "col", "row", "mergeCell", "cfRule", "hyperlink")
_RARE: Final = {"row": ("ht", "hidden"), "hyperlink": ("ref",)}
_CHUNK: Final = 200  # areas that one conditional format names
# The order that ECMA-376 prescribes for a worksheet's children.
_ORDER: Final = tuple(
    """
    sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection protectedRanges scenarios
    autoFilter sortState dataConsolidate customSheetViews mergeCells phoneticPr conditionalFormatting dataValidations
    hyperlinks printOptions pageMargins pageSetup headerFooter rowBreaks colBreaks customProperties cellWatches
    ignoredErrors smartTags drawing legacyDrawing legacyDrawingHF drawingHF picture oleObjects controls
    webPublishItems tableParts extLst
    """.split()  # noqa: SIM905
)


@dataclass(frozen=True, slots=True)
class Worksheet:
    """A worksheet part as scanned, once its structure is known to be the ordinary one."""

    found: Scan
    merged: tuple[Area, ...]


def read_sheet(parts: Parts, part: str) -> Worksheet:
    found = scan(part, parts[part], _DEEP, rare=_RARE)
    if found.root.space.startswith(STRICT):
        raise CannotMark("strict")
    if (found.root.space, found.root.name) != (MAIN, "worksheet"):
        raise unusual(part)
    ranks = []
    for one in found.top():
        if one.space == MAIN:
            if one.name not in _ORDER:
                raise unusual(part)
            ranks.append(_ORDER.index(one.name))
    if ranks != sorted(ranks) or found.one("sheetData") is None:
        raise unusual(part)
    merged = [area_of(one.attributes.get("ref", "")) for one in found.named("mergeCell")]
    linked = [area_of(one.attributes["ref"]) for one in found.named("hyperlink") if one.space == MAIN]
    spread = [area for area in (*merged, *linked) if area is not None]
    if None in merged or None in linked:
        raise unusual(part)
    if sum(area.cells for area in spread) > MERGED_CELLS:
        raise CannotMark("big", part=part)
    return Worksheet(found, tuple(area for area in merged if area is not None))


def behind(found: Scan, name: str) -> int:
    """Where a child of this name may stand: behind the last of those that come before it."""
    rank = _ORDER.index(name)
    return max(one.end for one in found.top() if one.space == MAIN and _ORDER.index(one.name) < rank)


def marked(found: Scan, marks: Sequence[Mark], looks: Mapping[Severity, int]) -> list[Edit]:
    """The edits that mark the cells, before any other conditional format of the sheet."""
    rules = [one for one in found.named("cfRule") if "priority" in one.attributes]
    groups = [
        (severity, [str(mark.place) for mark in marks if mark.severity == severity][at : at + _CHUNK])
        for severity in looks
        for at in range(0, sum(mark.severity == severity for mark in marks), _CHUNK)
    ]
    first, edits = _made_room(found, rules, len(groups))
    place = behind(found, "conditionalFormatting")
    for priority, (severity, cells) in enumerate(groups, first):
        new = _format(found.root, " ".join(cells), looks[severity], priority, SIGNED)
        edits.append((place, place, new.encode()))
    return edits


def _made_room(found: Scan, rules: list[Element], count: int) -> tuple[int, list[Edit]]:
    """The first of `count` ranks before all other rules. Those move back together, so that their order stays; only
    where a pivot table names a rule by its rank they stay, and ours come last."""
    ranks = [one.attributes["priority"] for one in rules]
    if not all(rank.isascii() and rank.isdigit() and len(rank) < 10 for rank in ranks):
        raise unusual(found.part)
    if any(one.attributes.get("pivot") in ("1", "true") for one in rules):
        return max(map(int, ranks)) + 1, []
    return 1, [with_attribute(found, one, "priority", str(int(one.attributes["priority"]) + count)) for one in rules]


def _format(root: Element, cells: str, look: int, priority: int, signed: str) -> str:
    outer, rule, formula = root.tag("conditionalFormatting"), root.tag("cfRule"), root.tag("formula")
    return (
        f'<{outer} sqref="{cells}"><{rule} type="expression" dxfId="{look}" priority="{priority}">'
        f"<{formula}>{condition(signed)}</{formula}></{rule}></{outer}>"
    )


def condition(signed: str) -> str:
    """Always true, and signed."""
    return xml_text(f'LEN("{signed}")>0')


def deselected(found: Scan) -> list[Edit]:
    """No second sheet may be selected beside the one that is shown: what is typed would go into both."""
    return [
        with_attribute(found, one, "tabSelected", "0")
        for one in found.named("sheetView")
        if one.attributes.get("tabSelected") in ("1", "true")
    ]


def legacy_drawing(found: Scan, id: str) -> Edit:
    """The edit that lets the sheet point to the drawing of its notes."""
    place, prefix = behind(found, "legacyDrawing"), found.prefixes.get(OFFICE, "")
    declared = "" if prefix else f' xmlns:r="{OFFICE}"'
    new = f'<{found.root.tag("legacyDrawing")}{declared} {prefix or "r"}:id="{id}"/>'
    return (place, place, new.encode())
