"""What a scheme must hold beyond the shape of its settings: one check per file, each a draft in and slips out.

A check never stops at the first, and says nothing about what could not be read: that is reported already.
"""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.settings.checks import (
    amounts,
    awards,
    bands,
    card,
    columns,
    due,
    examples,
    links,
    months,
    names,
    outputs,
    pay,
    quotas,
    reviews,
    roles,
    tables,
    words,
)
from reportgen.settings.draft import Draft
from reportgen.settings.mistakes import Slip

CHECKS = (
    months.check,
    names.check,
    amounts.check,
    awards.check,
    columns.check,
    tables.check,
    links.check,
    words.check,
    bands.check,
    due.check,
    card.check,
    roles.check,
    reviews.check,
    pay.check,
    outputs.check,
    quotas.check,
    examples.check,
)


def slips_of(draft: Draft) -> Iterator[Slip]:
    for check in CHECKS:
        yield from check(draft)
