"""The kinds of month tables, one file each; whatever a scheme names is worked out from its own tables alone.

What stands only on optional forms that nobody handed in is left out: it is no table without figures, it is no table.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any

from reportgen.records import Table, phrase
from reportgen.scheme import Output
from reportgen.settle.outputs import (
    absent,
    accounts,
    attendance,
    charges,
    columns,
    drawn,
    drawn_sums,
    grants,
    listing,
    moves,
    needs,
    person_days,
    ranked,
    ranking,
    rate_formulas,
    rates,
    reconciliation,
    summary,
    summed,
    sums,
    tracked,
    tree_formulas,
    wording,
    worked,
)
from reportgen.settle.outputs.absent import Absent
from reportgen.settle.outputs.attendance import Attendance
from reportgen.settle.outputs.batches import Batches
from reportgen.settle.outputs.breakdown import Breakdown
from reportgen.settle.outputs.charges import Charges
from reportgen.settle.outputs.drawn import DrawnLines
from reportgen.settle.outputs.drawn_sums import DrawnSums
from reportgen.settle.outputs.draws import DrawList
from reportgen.settle.outputs.figures import Figures
from reportgen.settle.outputs.lines import Lines
from reportgen.settle.outputs.listing import Listing
from reportgen.settle.outputs.month import MonthSheets
from reportgen.settle.outputs.moves import Moves
from reportgen.settle.outputs.needs import Needs
from reportgen.settle.outputs.ranking import Ranking
from reportgen.settle.outputs.rates import Rates
from reportgen.settle.outputs.reconciled import Reconciled
from reportgen.settle.outputs.reconciliation import Reconciliation
from reportgen.settle.outputs.summary import Summary
from reportgen.settle.outputs.sums import Sums
from reportgen.settle.outputs.tracked import Tracked

KINDS = (
    Batches, Charges, Figures, Lines, Listing, Moves, Ranking, Rates, Summary, Sums, Breakdown, Absent, Attendance,
    DrawnLines, DrawnSums, DrawList, Needs, Tracked, Reconciled, Reconciliation,
)  # fmt: skip
_OWN = (absent, accounts, attendance, charges, columns, drawn, drawn_sums, grants, listing, moves, needs, person_days,
        ranked, ranking, rate_formulas, rates, reconciliation, summary, summed, sums, tracked, tree_formulas, worked)  # fmt: skip
WORDS = {id: words for file in _OWN for id, words in file.WORDS.items()} | wording.ALL_WORDS


def tabulated(month: MonthSheets) -> tuple[Table, ...]:
    """The scheme's month tables in its order."""
    return tuple(
        _noted(output.show.tabulate(output, month), output, month)
        for output in month.scheme.outputs
        if not _left_out(output, month)
    )


def _noted(table: Table, output: Output, month: MonthSheets) -> Table:
    """The table with a note of the lines that a check left out of what it stands on, unless it says so itself."""
    tables = dict.fromkeys((*named(output.show), *_granted(output, month)))
    count = sum(month.refused.get(one, 0) for one in tables)
    if not count or any(note.id == "sums-refused" for note in table.notes):
        return table
    return replace(table, notes=(*table.notes, phrase("sums-refused", count=count)))


def _granted(output: Output, month: MonthSheets) -> tuple[str, ...]:
    """The tables of what was granted, of an output about a drawing."""
    own = [one for one in month.scheme.drawings if one.id == getattr(output.show, "drawing", "")]
    return tuple(granted.table for one in own for granted in one.granted)


def _left_out(output: Output, month: MonthSheets) -> bool:
    """Whether it needs a table of an optional form of which nobody handed in anything, or one that is asked of no
    department: none has people of its roles."""
    optional = {form.id for form in month.scheme.forms if form.optional}
    forms = {table.id: table.form for table in month.scheme.tables}
    here = {forms[table] for table in month.present}
    shows = [one.show for one in month.scheme.outputs if one.id == getattr(output.show, "of", output.id)]
    needed = {table for show in shows for table in named(show)}
    needed |= {one.draws.table for one in month.scheme.drawings if one.id == getattr(output.show, "drawing", "")}
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
