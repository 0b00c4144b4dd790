"""One workbook against its own recalculation: every formula, every figure on its check sheet, every front figure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from tests.proof.reports import differing
from tests.proof.results import Unknown, value_at
from tests.proof.sheets import Cell, Sheet, Value, address, read, same
from tests.proof.tracing import Tracing

INPUTS, PARAMETERS, CHECKS, SOURCES = "依据", "参数", ("核对", "试算"), "来源"
LISTED = "暂缓发放"  # people whose pay waits: the control sheet counts its lines
CONTROL = "控制表"  # its lower part holds what was counted in the month's files: cells, that its sums stand on
NAME, PATH, PUBLISHED, NOW, AGREES = range(1, 6)  # columns of a check sheet

# (sheet, column title) -> why the numbers under it are no results. Everything else on a front sheet is a formula.
SHOWN_AS_THEY_ARE = {
    ("考核单", "权重"): "a number of the scheme, listed among the parameters",
    ("考核单", "满分"): "a number of the scheme, listed among the parameters",
    ("概览", "错误"): "findings, counted: findings.xlsx lists them",
    (CONTROL, "数值"): "rows of the files, counted: the details under the ties",
}


@dataclass(slots=True)
class Proof:
    """What was found in one workbook; `wrong` and `bare` name the places that are not as they should be. `compared`:
    figures of a report or the pay sheet that were worked out from results.json once more."""

    formulas: int = 0
    figures: int = 0
    backed: int = 0
    fronts: int = 0
    compared: int = 0
    wrong: list[str] = field(default_factory=list)
    bare: list[str] = field(default_factory=list)


def proof(published: Path, recalculated: Path, results: Mapping[str, Any]) -> Proof:
    ours, theirs = read(published), read(recalculated)
    found = Proof()
    for sheet in ours.values():
        for spot, cell in sheet.cells.items():
            if cell.formula:
                found.formulas += 1
                other = theirs[sheet.name].cells.get(spot, Cell("", None, False))
                if not same(cell.value, other.value):
                    found.wrong.append(_said(published, sheet.name, spot, cell.formula, cell.value, other.value))
    tracing = Tracing(ours, (INPUTS, CONTROL, LISTED))
    for name in CHECKS:
        if name in ours:
            _check_sheet(found, published, ours[name], theirs[name], results, tracing)
    if any(name in ours for name in CHECKS):
        _fronts(found, published, ours, tracing)
    department = published.stem if published.parent.name == "departments" else ""
    found.compared, differ = differing(theirs, department, results.get("scorecards", ()))
    found.wrong += [f"{published.name} {line}" for line in differ]
    return found


def _said(path: Path, sheet: str, spot: tuple[int, int], *what: object) -> str:
    return f"{path.name} {sheet}!{address(*spot)} " + " | ".join(str(one)[:150] for one in what)


def check_rows(sheet: Sheet) -> Iterator[tuple[int, str]]:
    """Row and path of every figure on a check sheet, below its titles."""
    for (row, column), cell in sheet.cells.items():
        if column == PATH and row > 3 and cell.value:
            yield row, str(cell.value)


def _check_sheet(
    found: Proof, path: Path, ours: Sheet, theirs: Sheet, results: Mapping[str, Any], tracing: Tracing
) -> None:
    """What LibreOffice works out against results.json, and whether the workbook says itself that they agree."""
    for row, figure in check_rows(ours):
        found.figures += 1
        now, agrees = theirs.cells[row, NOW].value, theirs.cells[row, AGREES].value
        try:
            # a report's figure has its place on the page for a name: reports.py works these out from the cards
            expected = ours.cells[row, PUBLISHED].value if "!" in figure else value_at(results, figure)
        except Unknown:
            found.wrong.append(_said(path, ours.name, (row, NOW), figure, "not in results.json", now))
            continue
        if not same(expected, now) or agrees != "✓":
            found.wrong.append(_said(path, ours.name, (row, NOW), figure, expected, now, agrees))
        if tracing.backed((ours.name, row, NOW)):
            found.backed += 1
        elif tracing.shows((ours.name, row, NOW), PARAMETERS):
            found.figures -= 1  # a number of the scheme, such as a target: shown, not worked out
        else:
            found.bare.append(_said(path, ours.name, (row, NOW), figure, "reaches no input"))


def _fronts(found: Proof, path: Path, ours: Mapping[str, Sheet], tracing: Tracing) -> None:
    """Numbers of the front sheets: formulas that reach an input, or declared to be no results."""
    behind = (INPUTS, PARAMETERS, SOURCES, *CHECKS)
    for sheet in ours.values():
        if sheet.name in behind:
            continue
        for spot, cell in sheet.cells.items():
            if cell.formula:
                found.fronts += 1
                here = (sheet.name, *spot)
                if not tracing.backed(here) and not tracing.shows(here, PARAMETERS):
                    found.bare.append(_said(path, sheet.name, spot, cell.formula, "reaches no input"))
            elif isinstance(cell.value, Decimal):
                title = _title(sheet, spot)
                if (sheet.name, title) not in SHOWN_AS_THEY_ARE and not _spelt(sheet, spot):
                    found.bare.append(_said(path, sheet.name, spot, title, cell.value, "is no formula"))


def _spelt(sheet: Sheet, spot: tuple[int, int]) -> bool:
    """Whether it is the amount that the words on its left spell: it is held against the sum by a formula beside it."""
    left = sheet.cells.get((spot[0], 1))
    return left is not None and isinstance(left.value, str) and "大写" in left.value


def _title(sheet: Sheet, spot: tuple[int, int]) -> Value:
    """The nearest words above a cell."""
    row, column = spot
    above = (sheet.cells.get((at, column)) for at in range(row - 1, 0, -1))
    return next((one.value for one in above if one and not one.formula and isinstance(one.value, str) and one.value not in ("—", "")), None)  # fmt: skip
