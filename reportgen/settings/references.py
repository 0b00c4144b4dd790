"""What a setting of a rule, measure or observation refers to, told by its name: the one table for every kind.

A new kind that uses these names is checked without another line; tests/settings fail when a text setting of a kind
is not found here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from typing import Any, Literal

from reportgen.scheme import Column
from reportgen.settings.draft import Draft
from reportgen.settings.locate import Path

Meaning = Literal["table", "column", "merge", "drawing", "kpi", "text"]

NUMBERS = frozenset({"number", "count", "percent", "money"})
DAYS = frozenset({"date", "datetime"})
WORDS = frozenset({"choice", "text", "name", "rater", "id"})
FLAGS = frozenset({"flag"})
TIMES = NUMBERS | FLAGS
ANY = NUMBERS | DAYS | WORDS | FLAGS

# A setting, or "Kind.setting" where the kind matters -> what it names, and for a column the types that will do.
SETTINGS: Mapping[str, tuple[Meaning, frozenset[str]]] = {
    "table": ("table", ANY),
    "merge": ("merge", ANY),
    "column": ("column", ANY),
    "Manual.column": ("column", NUMBERS),
    "Bands.column": ("column", NUMBERS | WORDS),
    "Special.column": ("column", WORDS),
    "Operand.column": ("column", NUMBERS),
    "Side.column": ("column", NUMBERS),
    "PayPart.column": ("column", NUMBERS),
    "Operand.times": ("column", NUMBERS),
    "Marked.column": ("column", TIMES),
    "Repeat.column": ("column", WORDS),
    "Case.times": ("column", NUMBERS),
    "Lateness.since": ("column", DAYS),
    "Lateness.done": ("column", DAYS),
    "excused": ("column", WORDS),
    "reason": ("column", WORDS),
    "Missed.what": ("text", ANY),
    "Missed.actual": ("column", NUMBERS),
    "Missed.of": ("column", NUMBERS),
    "Missed.less": ("column", NUMBERS),
    "Missed.target": ("column", NUMBERS),
    "Missed.label": ("column", WORDS),
    "Quota.distinct": ("column", WORDS),
    "Quota.sum": ("column", NUMBERS),
    "Veto.caps": ("text", ANY),  # a grade: checks/grades of vetoes
    "batch": ("column", WORDS),
    "maker": ("column", WORDS),
    "fault": ("column", WORDS),
    "passed": ("column", NUMBERS),
    "tested": ("column", NUMBERS),
    "SameFaults.count": ("column", NUMBERS),
    "Mends.due": ("column", DAYS),
    "Mends.done": ("column", DAYS),
    "sooner": ("column", DAYS),
    "Charges.kpis": ("kpi", ANY),
    "Heading.column": ("column", ANY),
    "rate_name": ("text", ANY),
    "by_word": ("column", WORDS),
    "by_line": ("column", NUMBERS),
    "Decided.column": ("column", NUMBERS),
    "date": ("column", DAYS),
    "handed_in": ("column", DAYS),
    "Due.of": ("column", DAYS),
    "Growth.of": ("kpi", ANY),
    "PayPart.kpi": ("kpi", ANY),
    "severity": ("column", WORDS),
    "Graded.take": ("column", NUMBERS),
    "times": ("column", TIMES),
    "recorded": ("column", WORDS),
    "missing": ("column", FLAGS),
    "waived": ("column", WORDS),
    "unless": ("column", FLAGS),
    "group": ("column", WORDS),
    "rater": ("column", WORDS),
    "sum": ("column", NUMBERS),
    "by": ("column", ANY),
    "person": ("column", WORDS),
    "Window.column": ("column", DAYS),
    "Added.column": ("column", NUMBERS),
    "Key.id": ("text", ANY),
    "Added.id": ("text", ANY),
    "Away.id": ("text", ANY),
    "filled": ("column", ANY),
    "Window.of": ("column", DAYS),
    "Absent.day": ("column", DAYS),
    "Attendance.day": ("column", DAYS),
    "first": ("column", DAYS),
    "last": ("column", DAYS),
    "Register.column": ("column", WORDS),
    "Known.column": ("column", WORDS),
    "code": ("column", WORDS),
    "above": ("column", WORDS),
    "Approved.by": ("column", WORDS),
    "Locked.by": ("column", ANY),
    "keep": ("column", ANY),
    "Approved.on": ("column", DAYS),
    "coming": ("column", DAYS),
    "key": ("column", ANY),
    "label": ("column", WORDS),
    "mark": ("text", ANY),
    "name": ("text", ANY),
    "word": ("text", ANY),
    "flag": ("text", ANY),
    "not_applicable": ("text", ANY),
    "nothing": ("text", ANY),
    "group_name": ("text", ANY),
    "sum_name": ("text", ANY),
    "unit": ("text", ANY),
    "difference": ("column", NUMBERS | DAYS),
    "OutputColumn.late": ("column", DAYS),
    "Listing.late": ("column", DAYS),
    "differs": ("column", ANY),
    "below": ("column", NUMBERS | DAYS),
    "blank": ("column", ANY),
    "not_blank": ("column", ANY),
    "apart": ("column", WORDS),
    "Claims.customer": ("column", WORDS),
    "Claims.amount": ("column", NUMBERS),
    "Claims.number": ("column", WORDS),
    "Claims.due": ("column", DAYS),
    "Claims.currency": ("column", WORDS),
    "Claims.owner": ("column", WORDS),
    "Claims.told": ("column", FLAGS),
    "Receipts.customer": ("column", WORDS),
    "Receipts.amount": ("column", NUMBERS),
    "Receipts.number": ("column", WORDS),
    "Receipts.currency": ("column", WORDS),
    "Reconciled.of": ("text", ANY),  # another output: checks/outputs.py
    "home": ("text", ANY),
    "drawing": ("drawing", ANY),
    "Belongs.column": ("column", WORDS),
    "Signature.by": ("column", WORDS),
    "on": ("column", DAYS),
    "phoned": ("column", WORDS),
    "when": ("column", WORDS),
    "noted": ("column", WORDS),
    "Limit.key": ("column", WORDS),
    "Limit.column": ("column", NUMBERS),
    "Ceiling.by": ("column", WORDS),
    "number": ("column", WORDS),
    "amount": ("column", NUMBERS),
    "before": ("column", NUMBERS),
    "about": ("column", WORDS),
    "Granted.group": ("column", WORDS),
    "work": ("column", WORDS),
    "Draws.owner": ("column", WORDS),
    "Stock.key": ("column", WORDS),
    "Stock.column": ("column", NUMBERS),
    "Stock.unit": ("column", WORDS),
    "Reports.state": ("column", WORDS),
    "Reports.note": ("column", WORDS),
    "done": ("text", ANY),
    "title": ("column", WORDS),
    "due": ("column", DAYS),
    "OutputColumn.id": ("text", ANY),
    "OutputFigure.id": ("text", ANY),
    "Due.hour": ("text", ANY),
    "level": ("column", WORDS),
    "levels": ("text", ANY),
    "SummaryColumn.rate": ("text", ANY),
    "SummaryColumn.difference": ("text", ANY),
    "SummaryColumn.date": ("column", DAYS),
    "Below.sum": ("column", NUMBERS),
    "Frequency.sum": ("column", NUMBERS),
    "Aim.sum": ("column", NUMBERS),
    "away": ("table", ANY),
    "away_date": ("text", ANY),  # a column of `away`: checks/quotas.py
    "Lacking.line": ("column", ANY),
    "Lacking.columns": ("column", ANY),
    "Stale.line": ("column", WORDS),
    "Stale.dates": ("column", DAYS),
    "Stale.since": ("column", DAYS),
    "Outside.column": ("column", NUMBERS | DAYS),
    "Hours.start": ("text", ANY),
    "Hours.end": ("text", ANY),
    "summed": ("column", NUMBERS),
    "distinct": ("column", WORDS),
    "SummaryColumn.id": ("text", ANY),
    "Summary.by": ("text", ANY),  # a column of several tables: checks/quotas.py
    "by_name": ("text", ANY),
}


@dataclass(frozen=True, slots=True)
class Part:
    """A dataclass inside a rule or measure, with its path and the table in whose columns it speaks ("" for none)."""

    value: Any
    path: Path
    table: str

    @property
    def kind(self) -> str:
        return type(self.value).__name__


@dataclass(frozen=True, slots=True)
class Reference:
    """A setting that names something. `default` tells that it is the kind's own word, which a table may lack."""

    path: Path
    means: Meaning
    name: str
    table: str
    types: frozenset[str]
    default: bool


def parts(value: Any, path: Path, table: str = "") -> Iterator[Part]:
    """A dataclass and every dataclass in it, each with the nearest table that it or one above it names."""
    inside = getattr(value, "table", table)
    table = inside if isinstance(inside, str) else table
    yield Part(value, path, table)
    for one in fields(value):
        setting = getattr(value, one.name)
        if is_dataclass(setting):
            yield from parts(setting, (*path, one.name), table)
        elif isinstance(setting, tuple):
            for at, element in enumerate(setting):
                if is_dataclass(element):
                    yield from parts(element, (*path, one.name, at), table)


LISTS = (
    "forms",
    "tables",
    "merges",
    "checks",
    "drawings",
    "items",
    "kpis",
    "grades",
    "reviews",
    "pays",
    "outputs",
    "examples",
)


def within(draft: Draft, *lists: str) -> Iterator[Part]:
    """Every dataclass in these lists of a scheme. A column of `[shared]` stands under `tables` where it is used."""
    for name in lists:
        for path, element in draft.each(name):
            yield from parts(element, path)


def everything(draft: Draft) -> Iterator[Part]:
    """Every dataclass of a scheme, each once: a column of `[shared]` at its own place."""
    for id, column in draft.shared.items():
        yield Part(column, ("shared", id), "")
    for part in within(draft, *LISTS):
        if not (isinstance(part.value, Column) and draft.shared.get(part.value.id) is part.value):
            yield part


def meaning(kind: str, setting: str) -> tuple[Meaning, frozenset[str]] | None:
    return SETTINGS.get(f"{kind}.{setting}") or SETTINGS.get(setting)


def references(part: Part) -> Iterator[Reference]:
    """The settings of one part that name tables, columns, merges or KPIs; what is left empty names nothing."""
    for one in fields(part.value):
        named = getattr(part.value, one.name)
        found = meaning(part.kind, one.name)
        if not found or found[0] == "text" or one.type not in ("str", str, "tuple[str, ...]"):
            continue
        means, types = found
        default = one.default is not MISSING and named == one.default
        path = (*part.path, one.name)
        for place, name in enumerate(named) if isinstance(named, tuple) else ((None, named),):
            if name:
                yield Reference(path if place is None else (*path, place), means, name, part.table, types, default)
