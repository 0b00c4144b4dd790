"""Due times that can be worked out: a day of the month or days after a date, and an hour only where hours are kept."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import time

from reportgen.score.observations.late import Late
from reportgen.score.observations.seen import Due
from reportgen.settings.draft import Draft
from reportgen.settings.locate import Path
from reportgen.settings.mistakes import Slip, slip
from reportgen.settings.references import within


def check(draft: Draft) -> Iterator[Slip]:
    for part in within(draft, "items"):
        if isinstance(part.value, Due):
            yield from _due(part.value, part.path)
        elif isinstance(part.value, Late) and part.value.due.hour:
            table = draft.table(part.table)
            column = table.column(part.value.handed_in) if table else None
            if column is not None and column.type == "date":
                yield slip((*part.path, "due", "hour"), "HOUR_NOT_KEPT", column=column.id)


def _due(due: Due, path: Path) -> Iterator[Slip]:
    if (due.day is None) == (not due.of):
        yield slip(path, "DAY_OR_OF")
    elif due.day is not None and (due.days or due.week_end):
        yield slip((*path, "days" if due.days else "week_end"), "ONLY_WITH_OF")
    if due.hour and not _is_hour(due.hour):
        yield slip((*path, "hour"), "NOT_AN_HOUR", found=due.hour)


def _is_hour(text: str) -> bool:
    try:
        return time.fromisoformat(text).tzinfo is None and len(text) == len("16:00")
    except ValueError:
        return False
