"""validate: rows -> findings. One check per file, all run, all findings collected in one pass.

Cells are checked where they are read (intake/cells); here is what needs more than one cell: people, lines, forms.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from reportgen.records import Finding, Row
from reportgen.validate import handed_in, lines, people, raters, reviews, running
from reportgen.validate.context import Handed

CHECKS: tuple[Callable[[Handed], Iterator[Finding]], ...] = (
    handed_in.check,
    people.check,
    lines.check,
    raters.check,
    reviews.check,
    running.check,
)


def validate(handed: Handed) -> tuple[Finding, ...]:
    return tuple(dict.fromkeys(found for check in CHECKS for found in check(handed)))


def usable(handed: Handed) -> tuple[Row, ...]:
    """The rows that scoring may look at: about no one, or about someone the table asks about, under his own name.

    A row that is left out always has a finding of its own (people.check).
    """
    return tuple(
        row
        for sheet in handed.sheets
        for row in sheet.rows
        if not handed.scheme.table(sheet.table).person or (row.person and not people.misplaced(handed, row))
    )
