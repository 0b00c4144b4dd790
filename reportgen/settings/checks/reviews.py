"""A chain of reviews whose table can hold it."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.settings.draft import Draft
from reportgen.settings.mistakes import Slip, known, slip

COLUMNS = ("step", "role", "by", "on", "verdict", "person", "item", "points", "reason")


def check(draft: Draft) -> Iterator[Slip]:
    for path, review in draft.each("reviews"):
        table = draft.table(review.table)
        if table is None:
            continue
        lacking = [id for id in COLUMNS if table.column(id) is None]
        if lacking:
            yield slip((*path, "table"), "REVIEW_COLUMNS", table=table.id, columns="、".join(lacking))
        words = [("step", (*path, "steps", at), step) for at, step in enumerate(review.steps)]
        for id, place, word in (*words, ("verdict", (*path, "agree"), review.agree)):
            column = table.column(id)
            if column is not None and column.choices and word not in column.choices:
                yield slip(place, "NOT_AMONG_CHOICES", column=column.name, **known(word, column.choices))
