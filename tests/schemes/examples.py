"""Runs the examples of a scheme: typed cells -> sheets of one person -> the month as the product reckons it -> results.

Nothing is worked out here: cells go through intake.cells, the sheets through pipeline.reckoning, the results are
looked up by their names (reportgen/example.py tells them).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path

from openpyxl.utils import get_column_letter

from reportgen import findings as catalogue
from reportgen.example import EXAMPLE_PERSON, Example
from reportgen.intake import Submitted
from reportgen.intake.cells import CellContext, understand
from reportgen.intake.raw import RawCell
from reportgen.period import Period
from reportgen.pipeline.gathering import Gathered
from reportgen.pipeline.reckoning import reckon
from reportgen.records import CellRef, Entry, Finding, History, MonthResult, Person, Row, Scorecard, Sheet
from reportgen.scheme import Scheme, Table
from reportgen.settings import Department, Settings, load
from reportgen.settings.checks.examples import in_force

ROOT = Path(__file__).parents[2]
DEPARTMENT = "示例部"
FILE = "示例.xlsx"
NONE = "—"

Cells = Mapping[str, str]


@cache
def settings() -> Settings:
    loaded = load(ROOT / "config.toml")
    assert isinstance(loaded, Settings), [mistake.text() for mistake in loaded]
    return loaded


def results(scheme: Scheme, example: Example) -> dict[str, str]:
    """What the product makes of the example, for every name that the example expects."""
    month, mistyped = reckoned(scheme, example)
    cards = [card for card in month.cards if card.subject.id == EXAMPLE_PERSON[0]]
    stray = [catalogue.tell(found, "zh").message for found in mistyped if found.code != example.expect.get("withheld")]
    assert not stray, f"cells that cannot be read: {stray}"
    return {name: _result(month, cards, name, example.expect[name]) for name in example.expect}


def reckoned(scheme: Scheme, example: Example) -> tuple[MonthResult, tuple[Finding, ...]]:
    """The month of the example, and the errors in its cells."""
    period = Period.parse(example.period)
    sheets, found = [], []
    for table in scheme.tables:
        sheet, wrong = _sheet(scheme, table, period, tuple(rows_of(scheme, table, example)))
        sheets.append(sheet)
        found += wrong
    gross = Decimal(example.gross) if example.gross else None
    person = Person(*EXAMPLE_PERSON, DEPARTMENT, "", example.role, "", "", None, None, gross, CellRef("花名册.xlsx"))
    gathered = Gathered(
        period=period,
        schemes=(scheme,),
        submitted=Submitted(tuple(sheets), (), ()),
        sources=(),
        people=(person,) if example.role else (),
        findings=tuple(found),
    )
    office = Department(name=DEPARTMENT, schemes=(scheme.id,))
    month = reckon(replace(settings(), departments=(office,)), gathered, _history(scheme, example), _quiet)
    return month.result, tuple(one for one in found if catalogue.is_error(one))


def _quiet(stage: str, done: int, of: int) -> None:
    pass


def _history(scheme: Scheme, example: Example) -> History:
    id = EXAMPLE_PERSON[0]
    return History(
        last=str(Period.parse(example.period).previous),
        values={(scheme.id, id, kpi): Decimal(figure) for kpi, figure in example.previous.items()},
        missing=frozenset((scheme.id, id, item) for item in example.missing_before),
    )


# ---------------------------------------------------------------- rows


def rows_of(scheme: Scheme, table: Table, example: Example) -> list[Cells]:
    """The rows of one table: the role's defaults without those taken away, then the example's, which replace cells."""
    defaults = scheme.example_defaults.get(example.role, {}).get(table.id, ())
    away = example.without.get(table.id, ())
    unused = [cells for cells in away if not any(_has(row, cells) for row in defaults)]
    assert not unused, f"{table.id}: no default row has {unused}"
    rows = [dict(row) for row in defaults if not any(_has(row, cells) for cells in away)]
    known = {_key(table, row): row for row in rows} if table.key else {}
    for given in example.rows.get(table.id, ()):
        if (row := known.get(_key(table, given))) is not None:
            row.update(given)
        else:
            rows.append(dict(given))
    return [_with_person(table, row, example) for row in rows]


def _has(row: Cells, cells: Cells) -> bool:
    return all(row.get(column, "") == text for column, text in cells.items())


def _key(table: Table, row: Cells) -> tuple[str, ...]:
    return tuple(row.get(column, "") for column in table.key if column != table.person)


def _with_person(table: Table, row: Cells, example: Example) -> Cells:
    return {table.person: EXAMPLE_PERSON[0], **row} if table.person and example.role else row


def _sheet(scheme: Scheme, table: Table, period: Period, typed: tuple[Cells, ...]) -> tuple[Sheet, list[Finding]]:
    columns = tuple(column.id for column in table.columns)
    rows, found = [], []
    for number, cells in enumerate(typed, 2):
        row, wrong = _row(table, period, number, cells)
        rows.append(row)
        found += wrong
    where = CellRef(FILE, table.name)
    return Sheet(scheme.id, table.form, table.id, DEPARTMENT, where, columns, tuple(rows)), found


def _row(table: Table, period: Period, number: int, cells: Cells) -> tuple[Row, list[Finding]]:
    person = cells.get(table.person, "") if table.person else ""
    entries: dict[str, Entry] = {}
    found: list[Finding] = []
    for at, column in enumerate(table.columns, 1):
        ref = CellRef(FILE, table.name, f"{get_column_letter(at)}{number}")
        raw = RawCell(number, at, cells[column.id], "text") if cells.get(column.id) else None
        context = CellContext(period, concerns=(person,) if person else (), department=DEPARTMENT)
        entries[column.id], wrong = understand(raw, column, ref, context)
        found += wrong
    return Row(table.id, DEPARTMENT, person, entries, CellRef(FILE, table.name, f"A{number}")), found


# ---------------------------------------------------------------- results


def _result(month: MonthResult, cards: list[Scorecard], name: str, expected: str) -> str:
    """The published text of one result; of the codes that withhold a card, the expected one when it is among them."""
    if name.startswith("table."):
        return _cell(month, name)
    if name == "withheld":
        errors = [found for found in month.findings if catalogue.is_error(found)]
        codes = sorted({found.code for found in (cards[0].blame if cards else errors)})
        return expected if expected in codes else "、".join(codes) or NONE
    (card,) = cards
    known: dict[str, object] = {"score": card.score, "grade": card.grade, "flag": "、".join(card.flags) or None}
    known |= {f"kpi.{one.id}": one.value for one in card.measures}
    known |= {"pay": card.pay.total if card.pay else None}
    known |= {f"pay.{one.id}": one.amount for one in (card.pay.parts if card.pay else ())}
    for root in card.components:
        for item in root.walk():
            known[item.id] = item.points if item.weight is None else item.raw
    return NONE if known.get(name) is None else str(known[name])


def _cell(month: MonthResult, name: str) -> str:
    _, output, *words, column = name.split(".")
    table = next(table for table in month.tables if table.id == output)
    at = next(at for at, declared in enumerate(table.columns) if declared.id == column)
    (line,) = [line for line in table.rows if line[0].value == ".".join(words)]
    return line[at].value or NONE


def examples() -> Iterator[tuple[Scheme, Example]]:
    """Every example of every version of every scheme whose month the version is in force in: a copy for later months
    keeps the examples of the version it was copied from, and those are run there."""
    for scheme in settings().schemes:
        for example in scheme.examples:
            if in_force(scheme, Period.parse(example.period)):
                yield scheme, example
