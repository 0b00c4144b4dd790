"""A department's workbook and its findings into the workbook it gets back, checked before it is given out.

The door to openpyxl: it opens the original and the marked copy as a second opinion. Whatever it reads otherwise in the
copy - a value, a formula, a format, a merged area, a comment - keeps the copy back.
"""

from __future__ import annotations

import struct
import warnings
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath
from typing import Final

import openpyxl
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.workbook import Workbook
from openpyxl.worksheet.formula import ArrayFormula, DataTableFormula
from openpyxl.worksheet.worksheet import Worksheet

from reportgen.publish.finding_view import FindingView
from reportgen.publish.returning.annotate import Annotated, annotate
from reportgen.publish.returning.refusal import CannotMark
from reportgen.publish.returning.scan import stored
from reportgen.publish.returning.words import LANGUAGES, marker
from reportgen.words import Language

# What openpyxl is known to raise on workbooks that office programs open.
_UNREADABLE: Final = (
    InvalidFileException, zipfile.BadZipFile, OSError, ValueError, KeyError, TypeError, IndexError, AttributeError,
    struct.error, SyntaxError,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Returned:
    """The marked workbook, or None and why it is not marked (then the list of findings goes out alone)."""

    content: bytes | None
    why_not: str


def returned_workbook(
    original: bytes, file: str, rows: Sequence[FindingView], *, language: Language = "zh"
) -> Returned:
    """`original` are the bytes of `file` as handed in; `rows` what the department is to mend.

    Findings whose place is in this file mark their cells; all of them stand in the list, in front of the workbook.
    Nothing else of the workbook changes. The same arguments give the same bytes.
    """
    try:
        if PurePosixPath(file).suffix.lower() != ".xlsx":
            raise CannotMark("kind")
        if not rows:
            raise CannotMark("nothing")
        made = annotate(original, file, rows, language)
        _check(original, made)
    except CannotMark as refused:
        return Returned(None, refused.told(language))
    return Returned(made.content, "")


def _check(original: bytes, made: Annotated) -> None:
    """Passes when the copy reads as the original does, with our list and our notes."""
    before, after = _opened(original), _opened(made.content)
    kept = [name for name in before.sheetnames if name != made.list_name]
    if [name for name in after.sheetnames if name != made.list_name] != kept or made.list_name not in after.sheetnames:
        raise CannotMark("check", what=made.list_name)
    if set(before.defined_names) != set(after.defined_names):
        raise CannotMark("check", what="defined names")
    for sheet in before.worksheets:
        if sheet.title != made.list_name:
            try:
                _check_sheet(sheet, after[sheet.title], made.notes.get(sheet.title, {}))
            except (IndexError, KeyError) as error:  # openpyxl looks styles up only now, and a damaged book lacks them
                raise CannotMark("unread", what=type(error).__name__) from error


def _opened(content: bytes) -> Workbook:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about what openpyxl would lose if it saved: it never does here
            return openpyxl.load_workbook(BytesIO(content), rich_text=False)
    except _UNREADABLE as error:
        raise CannotMark("unread", what=type(error).__name__) from error


def _check_sheet(before: Worksheet, after: Worksheet, notes: Mapping[str, str]) -> None:
    if _facts(before) != _facts(after):
        raise CannotMark("check", what=before.title)
    ours, theirs = after._cells, before._cells  # the cells that are there; iter_rows would make all between them
    for place in theirs.keys() | ours.keys():
        if _content(theirs.get(place)) != _content(ours.get(place)):
            raise CannotMark("check", what=before.title)
    expected = {at: text for at, comment in _comments(before).items() if (text := _without_ours(comment))}
    for at, note in notes.items():
        expected[at] = f"{expected[at]}\n\n{stored(note)}" if at in expected else stored(note)
    if _comments(after) != expected:
        raise CannotMark("check", what=f"{before.title}: comments")


def _facts(sheet: Worksheet) -> tuple[object, ...]:
    """What a sheet is, beside its cells."""
    return (
        sheet.sheet_state,
        sheet.freeze_panes,
        {area.coord for area in sheet.merged_cells.ranges},
        dict(sheet.protection),
        set(sheet.tables),
        len(sheet.data_validations.dataValidation),
        set(sheet.defined_names),
        sheet.auto_filter.ref,
        sheet.print_area,
        sheet.print_title_rows,
    )


def _content(cell: Cell | MergedCell | None) -> tuple[object, ...]:
    """A cell that is not there is as good as an empty one: a note makes one where there was none."""
    if cell is None:
        return (None, "n", "General")
    value: object = cell.value
    if isinstance(value, ArrayFormula | DataTableFormula):
        value = sorted((name, str(part)) for name, part in vars(value).items())
    return (value, cell.data_type, cell.number_format)


def _comments(sheet: Worksheet) -> dict[str, str]:
    return {cell.coordinate: cell.comment.text for cell in sheet._cells.values() if cell.comment is not None}


def _without_ours(text: str) -> str:
    """A department's comment without what an earlier return had added."""
    starts = [at for language in LANGUAGES if (at := text.find(marker(language))) >= 0]
    return text[: min(starts)].rstrip() if starts else text
