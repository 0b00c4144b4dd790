"""An .xlsx package into its facts, or the refusal that says why it is not safe or not sound; zipfile and expat."""

from __future__ import annotations

from pathlib import Path

from reportgen.intake.facts import Budget, Facts, SheetFacts, SheetTally
from reportgen.intake.formats import NumberFormat
from reportgen.intake.limits import Limits
from reportgen.intake.package import Package, sniff, too_big
from reportgen.intake.parts import ContentTypes, Relations, SharedStrings, SheetEntry, Styles, Workbook
from reportgen.intake.refusal import Refusal, Refused, damaged, over_limit
from reportgen.intake.sheetwalk import SheetWalk

_TYPES = "[Content_Types].xml"
_WORKBOOK = "xl/workbook.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"
_STYLES = "xl/styles.xml"
_STRINGS = "xl/sharedStrings.xml"
_NO_CELLS = frozenset({"chartsheet", "dialogsheet"})
_MACRO_SHEETS = frozenset({"xlMacrosheet", "xlIntlMacrosheet"})


def inspect(path: Path, limits: Limits, file: str = "") -> Facts | Refusal:
    """The facts of a workbook that is safe to hand to a value reader, or why it is not.

    `file` is the name a refusal is placed in; the path's own name when it is not given. Never raises for what
    lies in the file; an unreadable disk raises `OSError`.
    """
    try:
        return walk_workbook(path, limits)
    except Refused as refused:
        return refused.refusal(file or path.name)


def walk_workbook(path: Path, limits: Limits) -> Facts:
    """Like `inspect`, but raises `Refused`."""
    size = path.stat().st_size
    if size > limits.file_bytes:
        raise too_big(size, limits)
    sniff(path)
    with Package(path, limits) as package:
        _check_kind(package, limits)
        workbook = Workbook(_WORKBOOK, limits.xml_depth)
        package.walk(_WORKBOOK, workbook)
        if len(workbook.sheets) > limits.sheets:
            raise over_limit("sheets", len(workbook.sheets), limits.sheets)
        sheets = _walk_sheets(package, workbook.sheets, limits)
        package.walk_rest()
    return Facts(sheets, workbook.date1904, workbook.strict)


def _check_kind(package: Package, limits: Limits) -> None:
    """Passes only a workbook of the xlsx kind without macros."""
    if any(name.rpartition("/")[2].startswith("vbaproject") for name in package.entries):
        raise Refused("FILE_MACRO")
    if _TYPES not in package:
        raise Refused("FILE_NOT_WORKBOOK", reason="content")
    types = ContentTypes(_TYPES, limits.xml_depth)
    package.walk(_TYPES, types)
    if types.macros:
        raise Refused("FILE_MACRO")
    if types.binary or "xl/workbook.bin" in package:
        raise Refused("FILE_XLS")
    if _WORKBOOK not in package:
        raise Refused("FILE_NOT_WORKBOOK", reason="content")


def _walk_sheets(package: Package, entries: list[SheetEntry], limits: Limits) -> tuple[SheetFacts, ...]:
    relations = Relations(_RELATIONS, limits.xml_depth)
    package.walk(_RELATIONS, relations)
    formats = _formats(package, limits)
    strings = SharedStrings(_STRINGS, limits.xml_depth)
    if _STRINGS in package:
        package.walk(_STRINGS, strings)
    budget, sheets, names = Budget(limits), [], set[str]()
    for index, entry in enumerate(entries):
        part = _part_of(entry, relations, names)
        if part is None:
            continue
        if part not in package:
            raise damaged("part_missing", part, sheet=entry.name)
        tally = SheetTally(entry.name, budget)
        package.walk(part, SheetWalk(part, limits.xml_depth, tally, formats, strings))
        sheets.append(tally.facts(index, entry.hidden))
    return tuple(sheets)


def _part_of(entry: SheetEntry, relations: Relations, names: set[str]) -> str | None:
    """The sheet's part in the package; None for a sheet that has no cells, such as a chart sheet."""
    if entry.name.casefold() in names or not entry.name:
        raise damaged("sheet_name", _WORKBOOK, sheet=entry.name)
    names.add(entry.name.casefold())
    relation = relations.by_id.get(entry.relation)
    if relation is None or relation.external:
        raise damaged("part_missing", _RELATIONS, sheet=entry.name)
    if relation.kind in _MACRO_SHEETS:
        raise Refused("FILE_MACRO")
    return None if relation.kind in _NO_CELLS else relation.part("xl")


def _formats(package: Package, limits: Limits) -> dict[str, NumberFormat]:
    styles = Styles(_STYLES, limits.xml_depth)
    if _STYLES in package:
        package.walk(_STYLES, styles)
    return styles.formats()
