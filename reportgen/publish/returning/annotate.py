"""A workbook's bytes and the findings in it into the marked workbook's bytes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from reportgen.publish.finding_view import FindingView
from reportgen.publish.returning.book import (
    WORKBOOK,
    SheetPart,
    add_first_sheet,
    sheets_of,
    show_sheet,
    windows,
)
from reportgen.publish.returning.earlier import clear, own_list
from reportgen.publish.returning.listing import list_sheet
from reportgen.publish.returning.notes import add_notes
from reportgen.publish.returning.plan import Mark, marks_on, without_surplus_notes
from reportgen.publish.returning.refusal import CannotMark
from reportgen.publish.returning.relations import check_kind, forget_relations
from reportgen.publish.returning.scan import scan, spliced
from reportgen.publish.returning.sheet import Worksheet, deselected, marked, read_sheet
from reportgen.publish.returning.styles import Looks, add_looks
from reportgen.publish.returning.words import say
from reportgen.publish.returning.zipped import Parts
from reportgen.words import Language
from reportgen.workbook import clean_sheet_name

SHEET_BYTES: Final = 12 * 1024 * 1024  # of all sheets: what can be checked again in reasonable time
_SELECTED: Final = re.compile(rb"tabSelected\s*=\s*[\"'](?:1|true)")


@dataclass(frozen=True, slots=True)
class Annotated:
    """The marked workbook, the name of the sheet with the list, and the notes by sheet and cell."""

    content: bytes
    list_name: str
    notes: Mapping[str, Mapping[str, str]]


def annotate(original: bytes, file: str, rows: Sequence[FindingView], language: Language) -> Annotated:
    """Raises CannotMark when it cannot be done for certain without changing anything else."""
    parts = Parts(original)
    check_kind(parts)
    every = sheets_of(parts)
    if sum(len(parts[one.part]) for one in every) > SHEET_BYTES:
        raise CannotMark("big", part="xl/worksheets")
    ours = own_list(parts, every)
    sheets = tuple(one for one in every if one is not ours)
    clear(parts, sheets)
    scanned = {
        one.name: read_sheet(parts, one.part) for one in sheets if one.has_cells and one.name in _named(rows, file)
    }
    marks = without_surplus_notes(
        {name: marks_on(_of(rows, file, name), sheet.merged, language) for name, sheet in scanned.items()}
    )
    looks = add_looks(parts, WORKBOOK)
    for sheet in sheets:
        if sheet.name in scanned:
            _mark_sheet(parts, sheet, scanned[sheet.name], marks[sheet.name], looks)
        elif _SELECTED.search(parts[sheet.part]):
            found = scan(sheet.part, parts[sheet.part], ("sheetView",))
            parts[sheet.part] = spliced(found.content, deselected(found))
    name = _put_list(parts, ours, sheets, looks, rows, file, language)
    notes = {sheet: {str(one.place): one.note for one in own if one.note} for sheet, own in marks.items()}
    return Annotated(parts.packed(), name, notes)


def _of(rows: Sequence[FindingView], file: str, sheet: str) -> list[FindingView]:
    return [row for row in rows if row.file == file and row.sheet == sheet and row.cell]


def _named(rows: Sequence[FindingView], file: str) -> set[str]:
    """The sheets on which a finding names a cell."""
    return {row.sheet for row in rows if row.file == file and row.cell}


def _mark_sheet(parts: Parts, sheet: SheetPart, scanned: Worksheet, marks: tuple[Mark, ...], looks: Looks) -> None:
    found = scanned.found
    edits = [*deselected(found), *marked(found, marks, looks.marks), *add_notes(parts, sheet.name, found, marks)]
    parts[sheet.part] = spliced(found.content, edits)


def _put_list(
    parts: Parts, ours: SheetPart | None, sheets: Sequence[SheetPart], looks: Looks, rows: Sequence[FindingView],
    file: str, language: Language,
) -> str:  # fmt: skip
    """The list in a sheet before all others, or in the place of an earlier one; the sheet's name."""
    if ours is None:
        name = clean_sheet_name(say("title", language), [one.name for one in sheets])
        part = add_first_sheet(parts, name)
    else:
        name, part = ours.name, ours.part
        forget_relations(parts, part)
        show_sheet(parts, name)
    parts[part] = list_sheet(rows, file, sheets, looks, windows(parts), language)
    return name
