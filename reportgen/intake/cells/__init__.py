"""One cell as read -> one entry as its declared column understands it, and what a person must mend or know.

RawCell + Column --facts (error, formula)--> --parser of the column's type--> --blank--> Entry, findings
"""

from __future__ import annotations

from reportgen.exact import ZERO
from reportgen.findings import is_error
from reportgen.intake.cells import dates, numbers, words
from reportgen.intake.cells.reading import NOTHING, CellContext, Reading, Remark, accepted, remark, shown
from reportgen.intake.raw import RawCell
from reportgen.records import CellRef, Entry, Finding, Value, finding
from reportgen.scheme import Column

__all__ = ["CellContext", "understand"]

NUMBERS = ("number", "count", "percent", "money")


def understand(
    cell: RawCell | None, column: Column, ref: CellRef, context: CellContext
) -> tuple[Entry, tuple[Finding, ...]]:
    """The entry of a cell (None: nothing there) in a column, and its findings; never raises.

    `state` is "bad" exactly when one of the findings is an error, "blank" when the cell says that there is nothing
    and the column allows that. With `blank` "zero" an empty cell is 0 in a number column and False in a flag column;
    other columns have no zero and stay blank. Numbers come in the column's unit (money: 元 unless declared), rates as
    85 for 85 %.
    """
    reading = _facts(cell)
    if reading is None and cell is not None:
        reading = _parsed(cell, column, context)
        if cell.formula and reading != NOTHING:
            reading = Reading(reading.value, (*reading.remarks, Remark("FORMULA_IN_INPUT")))
    reading = reading or NOTHING
    empty = reading == NOTHING
    if empty:
        reading = _nothing(column)
    findings = tuple(_finding(said, cell, column, ref, context) for said in reading.remarks)
    if any(is_error(found) for found in findings):
        return Entry(None, ref, "bad"), findings
    return Entry(reading.value, ref, "blank" if reading.value is None else "ok", empty), findings


def _facts(cell: RawCell | None) -> Reading | None:
    """What stands in the way before a value can be read; None when nothing does."""
    if cell is None or cell.kind == "blank":
        return NOTHING
    if cell.kind == "error":
        return remark("CELL_ERROR")
    if cell.kind == "no-result":
        return remark("FORMULA_NO_VALUE")
    return NOTHING if cell.value is None else None


def _parsed(cell: RawCell, column: Column, context: CellContext) -> Reading:
    match column.type:
        case "number" | "count" | "percent" | "money":
            return numbers.number(cell, column, context)
        case "date" | "datetime":
            return dates.day(cell, column, context)
        case "flag":
            return words.flag(cell, column)
        case "choice":
            return words.choice(cell, column)
        case "id":
            return words.identity(cell, column)
        case "name":
            return words.name(cell, column)
        case "rater":
            return words.rater(cell, column)
        case "text":
            return words.text(cell, column)


def _nothing(column: Column) -> Reading:
    if column.blank == "error":
        return remark("REQUIRED_BLANK")
    value: Value = None
    if column.blank == "zero":
        value = ZERO if column.type in NUMBERS else False if column.type == "flag" else None
    return Reading(value)


def _finding(said: Remark, cell: RawCell | None, column: Column, ref: CellRef, context: CellContext) -> Finding:
    values = {
        "column": column.name,
        "found": shown(cell) if cell is not None else "",
        "accepted": accepted(column),
    } | dict(said.values)
    return finding(said.code, ref, concerns=context.concerns, department=context.department, **values)
