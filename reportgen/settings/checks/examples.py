"""Worked examples that speak of roles, tables, columns and results which the scheme has."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.example import Example, Typed
from reportgen.period import Period
from reportgen.scheme import Scheme
from reportgen.settings.checks.months import month
from reportgen.settings.checks.roles import roles
from reportgen.settings.checks.tables import unknown_column
from reportgen.settings.draft import Draft
from reportgen.settings.locate import Path
from reportgen.settings.mistakes import Slip, known, slip
from reportgen.settle.outputs.figures import Figures

RESULTS = ("score", "grade", "pay", "flag", "withheld")  # besides items, and kpi.…, pay.…, table.…
_AMOUNT = re.compile(r"\d+(\.\d+)?")


def check(draft: Draft) -> Iterator[Slip]:
    accepted = roles(draft.scheme) or ("",)
    for role, rows in draft.scheme.example_defaults.items():
        if role not in accepted and draft.whole("items"):
            yield slip(("example_defaults", role), "UNKNOWN_ROLE", **known(role, accepted))
        yield from _rows(draft, rows, ("example_defaults", role))
    for path, example in draft.each("examples"):
        yield from _head(draft, example, path)
        yield from _rows(draft, example.rows, (*path, "rows"))
        yield from _rows(draft, example.without, (*path, "without"))
        if draft.whole("items", "kpis", "pays", "outputs"):
            yield from _expected(draft.scheme, example, path)


def _head(draft: Draft, example: Example, path: Path) -> Iterator[Slip]:
    accepted = roles(draft.scheme)
    if example.role and example.role not in accepted and draft.whole("items"):
        yield slip((*path, "role"), "UNKNOWN_ROLE", **known(example.role, accepted))
    if month(example.period) is None:
        yield slip((*path, "period"), "NOT_A_MONTH", found=example.period)
    if example.gross and not _AMOUNT.fullmatch(example.gross):
        yield slip((*path, "gross"), "NOT_AN_AMOUNT", found=example.gross)
    for at, id in enumerate(example.missing_before):
        yield from draft.unknown((*path, "missing_before", at), "items", "UNKNOWN_ITEM", id)
    for id, figure in example.previous.items():
        yield from draft.unknown((*path, "previous", id), "kpis", "UNKNOWN_KPI", id)
        if not _AMOUNT.fullmatch(figure):
            yield slip((*path, "previous", id), "NOT_AN_AMOUNT", found=figure)


def _rows(draft: Draft, typed: Typed, path: Path) -> Iterator[Slip]:
    for id, rows in typed.items():
        yield from draft.unknown((*path, id), "tables", "UNKNOWN_TABLE", id)
        table = draft.table(id)
        for at, row in enumerate(rows if table else ()):
            for column in row:
                if table and table.column(column) is None:
                    yield unknown_column(table, column, (*path, id, at, column))


def _expected(scheme: Scheme, example: Example, path: Path) -> Iterator[Slip]:
    ids = [*RESULTS, *(item.id for item in scheme.items), *(f"kpi.{kpi.id}" for kpi in scheme.kpis)]
    ids += [f"pay.{part.id}" for plan in scheme.pays for part in plan.parts]
    for output in scheme.outputs:
        if isinstance(output.show, Figures):
            ids += [f"table.{output.id}.{figure.name}.value" for figure in output.show.figures]
        else:
            ids += [f"table.{output.id}.*.{column.id}" for column in output.show.head]
    for id in example.expect:
        if id not in ids and _any_line(id) not in ids:
            yield slip((*path, "expect", id), "UNKNOWN_RESULT", **known(id, ids))


def _any_line(id: str) -> str:
    """A cell of a month table without the words of its line, which stand in the rows."""
    parts = id.split(".")
    return ".".join((*parts[:2], "*", parts[-1])) if parts[0] == "table" and len(parts) > 3 else id


def in_force(scheme: Scheme, period: Period) -> bool:
    """Whether a scheme whose months are valid counts in this month; unreadable months count as open."""
    since, until = month(scheme.since), month(scheme.until)
    return (since is None or since <= period) and (until is None or period <= until)
