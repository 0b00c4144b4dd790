"""Tables as text -> the month's sheets as outputs look at them.

    sheets(t=\"\"\"
      customer | amount | due
      甲       | 100    | 2026-10-08
      乙       | ?      | -          `?` cannot be read, `-` is blank
    \"\"\")
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from reportgen.period import Period
from reportgen.records import CellRef, Entry, Finding, Row, Table, Value
from reportgen.scheme import Form, Output, Scheme
from reportgen.scheme import Table as Declared
from reportgen.settle.outputs import tabulated
from reportgen.settle.outputs.month import MonthSheets

OCTOBER = Period(2026, 10)


def rows(table: str, text: str) -> tuple[Row, ...]:
    header, *lines = [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]
    return tuple(_row(table, number, dict(zip(header, line, strict=True))) for number, line in enumerate(lines, 2))


def _row(table: str, number: int, cells: dict[str, str]) -> Row:
    def ref(at: int) -> CellRef:
        return CellRef("f", table, f"{chr(65 + at)}{number}")

    entries = {
        column: Entry(_value(column, word), ref(at), "bad" if word == "?" else "blank" if word == "-" else "ok")
        for at, (column, word) in enumerate(cells.items())
    }
    return Row(table, "一部", "", entries, ref(0))


def _value(column: str, word: str) -> Value:
    if word in ("?", "-"):
        return None
    if word in ("是", "否"):
        return word == "是"
    if column in ("amount", "stock", "least", "quantity"):
        return Decimal(word)
    return date.fromisoformat(word) if word.startswith("20") and word.count("-") == 2 else word


def sheets(
    *outputs: Output, blame: tuple[tuple[str, Finding], ...] = (), optional: bool = False, without: str = "", **tables: str
) -> MonthSheets:
    declared = tuple(Declared(id=id, name=id, form="form", per="list", columns=()) for id in (*tables, without) if id)
    form = Form(id="form", name="form", optional=optional)
    scheme = Scheme(id="s", name="s", since="2026-01", source="", forms=(form,), tables=declared, outputs=outputs)
    held = {(id, ""): rows(id, text) for id, text in tables.items()}
    doubts = {(table, "一部"): (found,) for table, found in blame}
    return MonthSheets(scheme, OCTOBER, held, doubts, frozenset(tables), lambda figure: None)  # type: ignore[arg-type,return-value]


def table(month: MonthSheets, id: str = "o") -> Table:
    return next(one for one in tabulated(month) if one.id == id)


def shown(made: Table) -> list[str]:
    return [" ".join(figure.value or "—" for figure in line) for line in made.rows]
