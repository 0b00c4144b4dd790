"""A cell, a column and what became of it, in one line each."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from reportgen.intake.cells import CellContext, understand
from reportgen.intake.raw import CellFormat, CellKind, RawCell, RawValue
from reportgen.period import Period
from reportgen.records import CellRef, Entry, Finding, Value
from reportgen.scheme import Column

REF = CellRef("inputs/2026-10/销售一部.xlsx", "完成情况", "C5")
OCTOBER = Period(2026, 10)


def column(type: Any, **more: Any) -> Column:
    for bound in ("minimum", "maximum", "step"):
        if bound in more:
            more[bound] = Decimal(more[bound])
    return Column(id="c", name="本列", type=type, **more)


def cell(value: RawValue, *, format: CellFormat = "general", formula: bool = False) -> RawCell:
    """A cell as a reader would give it; its kind follows from the value."""
    kind: CellKind = "text"
    if value is None:
        kind = "blank"
    elif isinstance(value, bool):
        kind = "bool"
    elif isinstance(value, Decimal):
        kind = "number"
    elif isinstance(value, date | datetime | time):
        kind = "date"
    return RawCell(5, 3, value, kind, format, formula)


def ask(
    raw: RawCell | RawValue, wanted: Column, *, period: Period = OCTOBER, header: str = "", line: str = ""
) -> tuple[Entry, tuple[Finding, ...]]:
    there = raw if isinstance(raw, RawCell) else cell(raw)
    context = CellContext(period, header_unit=header, line_unit=line, concerns=("0012",), department="销售一部")
    return understand(there, wanted, REF, context)


def value_of(raw: RawCell | RawValue, wanted: Column, **around: Any) -> Value:
    """The value of a cell that reads in silence; blank is None."""
    entry, findings = ask(raw, wanted, **around)
    assert findings == ()
    assert entry.state == ("blank" if entry.value is None else "ok")
    return entry.value


def codes(raw: RawCell | RawValue, wanted: Column, **around: Any) -> tuple[str, ...]:
    return tuple(found.code for found in ask(raw, wanted, **around)[1])


def refused(raw: RawCell | RawValue, wanted: Column, **around: Any) -> str:
    """The code of the one error that leaves a cell without a value."""
    entry, findings = ask(raw, wanted, **around)
    assert entry == Entry(None, REF, "bad")
    (found,) = findings
    return found.code


def values(raw: RawCell | RawValue, wanted: Column, **around: Any) -> dict[str, str]:
    return dict(ask(raw, wanted, **around)[1][0].values)
