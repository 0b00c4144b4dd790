"""Settings that speak of several tables or of each other: who is away, tiers that rise, columns of a summary."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from reportgen.score.measures.commission import Commission
from reportgen.score.observations.below import Days
from reportgen.score.observations.outside import Hours
from reportgen.settings.checks.tables import column_exists
from reportgen.settings.draft import Draft
from reportgen.settings.locate import Path
from reportgen.settings.mistakes import Slip, known, slip
from reportgen.settings.references import Part, within
from reportgen.settle.outputs.moves import Moves
from reportgen.settle.outputs.summary import Summary, SummaryColumn

_CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


def check(draft: Draft) -> Iterator[Slip]:
    for part in within(draft, "items", "kpis", "outputs"):
        yield from _part(draft, part)


def _part(draft: Draft, part: Part) -> Iterator[Slip]:
    value = part.value
    if isinstance(value, Days) and value.away and (table := draft.table(value.away)):
        yield from column_exists(table, value.away_date, (*part.path, "away_date"))
    elif isinstance(value, Hours):
        for setting in ("start", "end"):
            if not _CLOCK.fullmatch(getattr(value, setting)):
                yield slip((*part.path, setting), "NOT_AN_HOUR", found=getattr(value, setting))
    elif isinstance(value, Commission):
        for at, (one, following) in enumerate(pairwise(value.tiers), 1):
            if following.above <= one.above:
                yield slip((*part.path, "tiers", at, "above"), "TIERS_RISE", found=following.above, before=one.above)
    elif isinstance(value, Moves):
        table = draft.table(value.table)
        column = table.column(value.level) if table else None
        for at, level in enumerate(value.levels if column and column.choices else ()):
            if column and level not in column.choices:
                names = known(level, column.choices)
                yield slip((*part.path, "levels", at), "NOT_AMONG_CHOICES", column=column.name, **names)
    elif isinstance(value, Summary):
        yield from _summary(draft, value, part.path)


def _summary(draft: Draft, show: Summary, path: Path) -> Iterator[Slip]:
    counted = [column.id for column in show.columns if column.table]
    for at, column in enumerate(show.columns):
        place = (*path, "columns", at)
        yield from _column(draft, show, column, place)
        for setting in ("rate", "difference"):
            pair = getattr(column, setting)
            if pair and len(pair) != 2:
                yield slip((*place, setting), "COLUMNS_COUNT", wanted="2", found=len(pair))
            for number, id in enumerate(pair):
                if id not in counted:
                    yield slip((*place, setting, number), "UNKNOWN_OUTPUT_COLUMN", **known(id, counted))


def _column(draft: Draft, show: Summary, column: SummaryColumn, place: Path) -> Iterator[Slip]:
    if sum(map(bool, (column.table, column.rate, column.difference))) != 1 or (column.summed and column.distinct):
        yield slip(place, "ONE_COLUMN_SOURCE")
    if column.table and show.per and not column.date:
        yield slip(place, "MISSING_KEY", key="date")
    if show.by and (table := draft.table(column.table)):
        yield from column_exists(table, show.by, (*place, "table"))
