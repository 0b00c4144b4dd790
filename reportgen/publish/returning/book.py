"""xl/workbook.xml: which sheets there are and where, and a sheet of ours before them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from reportgen.publish.returning.refusal import CannotMark, unusual
from reportgen.publish.returning.relations import declare, relate, relations
from reportgen.publish.returning.scan import (
    MAIN,
    OFFICE,
    STRICT,
    Edit,
    Element,
    Scan,
    scan,
    spliced,
    with_attribute,
    xml_attribute,
)
from reportgen.publish.returning.zipped import Parts

WORKBOOK: Final = "xl/workbook.xml"
SHEETS: Final = 64
_SHEET_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_DEEP: Final = ("sheet", "workbookView", "definedName")


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A sheet of the workbook: its name and part, whether it is shown, whether it has cells (a chart has none)."""

    name: str
    part: str
    shown: bool
    has_cells: bool


def sheets_of(parts: Parts) -> tuple[SheetPart, ...]:
    """The sheets in their order; every check that concerns the workbook as a whole."""
    main = [one.part for one in relations(parts, "").values() if one.kind == "officeDocument"]
    if main != [WORKBOOK]:
        raise unusual("_rels/.rels")
    found = _scanned(parts)
    targets = relations(parts, WORKBOOK)
    sheets: list[SheetPart] = []
    for one in _entries(found):
        target = targets.get(one.relation)
        name = one.attributes.get("name", "")
        if target is None or target.external or not name:
            raise unusual(WORKBOOK)
        if "macro" in target.kind.lower():
            raise CannotMark("macro")
        shown = one.attributes.get("state", "visible") == "visible"
        sheets.append(SheetPart(name, target.part, shown, target.kind == "worksheet"))
    if len({one.part for one in sheets}) < len(sheets) or len({one.name.casefold() for one in sheets}) < len(sheets):
        raise unusual(WORKBOOK)
    if not 0 < len(sheets) < SHEETS:
        raise CannotMark("big", part=WORKBOOK)
    return tuple(sheets)


def _scanned(parts: Parts) -> Scan:
    found = scan(WORKBOOK, parts[WORKBOOK], _DEEP)
    if found.root.space.startswith(STRICT):
        raise CannotMark("strict")
    if found.root.space != MAIN or found.root.name != "workbook":
        raise unusual(WORKBOOK)
    return found


def _entries(found: Scan) -> list[Element]:
    sheets = found.one("sheets")
    return [one for one in found.named("sheet") if one.parent is sheets and one.space == MAIN]


def add_first_sheet(parts: Parts, name: str) -> str:
    """Makes room for a sheet before all others and lets the workbook open on it; the part that is to hold it.

    Names that belong to a sheet say which by its place: they all move on by one.
    """
    part = parts.free("xl/worksheets/sheet{}.xml")
    id = relate(parts, WORKBOOK, "worksheet", part)
    declare(parts, part, _SHEET_TYPE)
    found = _scanned(parts)
    entries = _entries(found)
    used = {one.attributes.get("sheetId", "") for one in entries}
    number = _beyond(used)
    prefix = found.prefixes.get(OFFICE, "")
    declared = "" if prefix else f' xmlns:r="{OFFICE}"'
    named = f"{entries[0].tag('sheet')}{declared} name={xml_attribute(name)}"
    new = f'<{named} sheetId="{number}" {prefix or "r"}:id="{id}"/>'
    edits: list[Edit] = [(entries[0].start, entries[0].start, new.encode())]
    for one in found.named("definedName"):
        place = one.attributes.get("localSheetId")
        if place is not None:
            if not place.isdigit():
                raise unusual(WORKBOOK)
            edits.append(with_attribute(found, one, "localSheetId", str(int(place) + 1)))
    parts[WORKBOOK] = spliced(found.content, [*edits, *_opening(found, 0)])
    return part


def _beyond(used: set[str]) -> int:
    """A number behind all that are in use: calculation chains and caches name sheets by it, not by their place."""
    if not all(one.isascii() and one.isdigit() and int(one) < 65_534 for one in used):
        raise unusual(WORKBOOK)
    return max(map(int, used)) + 1


def show_sheet(parts: Parts, name: str) -> None:
    """Lets the workbook open on a sheet that it has."""
    found = _scanned(parts)
    for place, one in enumerate(_entries(found)):
        if one.attributes.get("name") == name:
            edits = _opening(found, place)
            if one.attributes.get("state", "visible") != "visible":
                edits.append(with_attribute(found, one, "state", "visible"))
            parts[WORKBOOK] = spliced(found.content, edits)


def _opening(found: Scan, place: int) -> list[Edit]:
    """All windows begin at the sheet in this place."""
    edits = []
    for view in found.named("workbookView"):
        for name, wanted in (("activeTab", str(place)), ("firstSheet", "0")):
            if view.attributes.get(name, "0") != wanted:
                edits.append(with_attribute(found, view, name, wanted))
    return edits


def windows(parts: Parts) -> int:
    """How many windows the workbook opens in; each sheet says for each how it is shown."""
    return max(1, len(_scanned(parts).named("workbookView")))
