"""An .xlsx workbook into a RawBook: the guard's facts and python-calamine's values; a door to calamine."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook

from reportgen.intake.combine import combine
from reportgen.intake.facts import Facts
from reportgen.intake.guard import walk_workbook
from reportgen.intake.limits import Limits
from reportgen.intake.raw import RawBook, RawSheet
from reportgen.intake.refusal import Refusal, Refused, damaged


@dataclass(frozen=True, slots=True)
class Xlsx:
    """Takes every ending of the Excel family, so that an old or macro workbook is told how to be saved again."""

    kind: str = "xlsx"
    endings: tuple[str, ...] = (".xlsx", ".xls", ".xlsm", ".xlsb", ".xltx", ".xltm", ".xlt", ".et", ".ett")

    def read(self, path: Path, name: str, limits: Limits) -> RawBook | Refusal:
        """The book at `path`; `name` is the clerk's file name, for the refusal. Never raises for what is in it."""
        try:
            facts = walk_workbook(path, limits)
            return _read_strict(path, facts) if facts.strict else read_values(path, facts)
        except Refused as refused:
            return refused.refusal(name)


def _read_strict(path: Path, facts: Facts) -> RawBook:
    try:
        return read_values(path, facts)
    except Refused as refused:
        raise Refused("FILE_STRICT") from refused


def read_values(path: Path, facts: Facts) -> RawBook:
    """The values of a guarded file beside its facts. Raises `Refused` when calamine cannot read it."""
    try:
        with path.open("rb") as stream, CalamineWorkbook.from_filelike(stream) as workbook:
            return RawBook(tuple(_sheets(workbook, facts)))
    except CalamineError as error:
        raise damaged("reader", str(error)[:200]) from error


def _sheets(workbook: CalamineWorkbook, facts: Facts) -> list[RawSheet]:
    sheets = []
    for sheet in facts.sheets:
        if sheet.index >= len(workbook.sheet_names) or workbook.sheet_names[sheet.index] != sheet.name:
            raise Refused("SHEET_READ_SHORT", sheet=sheet.name, found="-")
        values = workbook.get_sheet_by_index(sheet.index)
        grid = values.to_python(skip_empty_area=True)
        sheets.append(combine(sheet, grid, values.start or (0, 0), facts.date1904))
    return sheets
