"""The kinds of month tables, one file each; whatever a scheme names is worked out from its own tables alone.

What stands only on optional forms that nobody handed in is left out: it is no table without figures, it is no table.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from reportgen.records import Table
from reportgen.scheme import Output
from reportgen.settle.outputs import columns, listing, moves, ranking, reconciliation, summary, wording
from reportgen.settle.outputs.figures import Figures
from reportgen.settle.outputs.lines import Lines
from reportgen.settle.outputs.listing import Listing
from reportgen.settle.outputs.month import MonthSheets
from reportgen.settle.outputs.moves import Moves
from reportgen.settle.outputs.ranking import Ranking
from reportgen.settle.outputs.reconciled import Reconciled
from reportgen.settle.outputs.reconciliation import Reconciliation
from reportgen.settle.outputs.summary import Summary

KINDS = (Figures, Lines, Listing, Moves, Ranking, Reconciled, Reconciliation, Summary)
WORDS = columns.WORDS | listing.WORDS | moves.WORDS | ranking.WORDS | reconciliation.WORDS | summary.WORDS | wording.ALL_WORDS


def tabulated(month: MonthSheets) -> tuple[Table, ...]:
    """The scheme's month tables in its order."""
    return tuple(
        output.show.tabulate(output, month) for output in month.scheme.outputs if not _left_out(output, month)
    )


def _left_out(output: Output, month: MonthSheets) -> bool:
    """Whether it needs a table of an optional form of which nobody handed in anything, or one that is asked of no
    department: none has people of its roles."""
    optional = {form.id for form in month.scheme.forms if form.optional}
    forms = {table.id: table.form for table in month.scheme.tables}
    here = {forms[table] for table in month.present}
    shows = [one.show for one in month.scheme.outputs if one.id == getattr(output.show, "of", output.id)]
    needed = {table for show in shows for table in named(show)}
    unasked = set() if month.asked is None else needed - month.asked - month.present
    return bool(unasked) or any(forms[table] in optional - here for table in needed)


def named(value: Any) -> Iterator[str]:
    """The tables that a dataclass and those in it name in a setting `table`."""
    for one in fields(value):
        setting = getattr(value, one.name)
        if one.name == "table" and isinstance(setting, str) and setting:
            yield setting
        for part in setting if isinstance(setting, tuple) else (setting,):
            if is_dataclass(part) and not isinstance(part, type):
                yield from named(part)
