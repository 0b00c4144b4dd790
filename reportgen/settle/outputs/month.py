"""What an output may look at: the month's rows by table, what puts a table in doubt, and figures over them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from reportgen.formula import Block
from reportgen.period import Period
from reportgen.records import CellRef, Drawn, Entry, Finding, Held, Measured, Person, Row, Scorecard
from reportgen.scheme import OutputFigure, Scheme


@dataclass(frozen=True, slots=True)
class MonthSheets:
    """One scheme's month over all departments. `present` are the tables that someone handed in, readable or not.
    `cards` are the scheme's; `scoring` gives what a measure needs to look at the subject of one. `by_cell` are the errors
    at cells. `refused`: how many lines of a table a check left out; `unusable`: how many are about someone they cannot be
    about. `people` are those in post whom the scheme asks about, and `workdays` the days of the month on which people
    work. `drawn`: what was drawn on what was granted, by the id of the drawing. `trend`: the published scores of the
    months before by (scheme, role, 工号).
    """

    scheme: Scheme
    period: Period
    by_owner: Mapping[tuple[str, str], tuple[Row, ...]]  # (table, 工号 or "") -> rows
    by_table: Mapping[tuple[str, str], tuple[Finding, ...]]  # (table, 工号, department or "") -> what is in doubt
    present: frozenset[str]
    measured: Callable[[OutputFigure], Measured]
    cards: tuple[Scorecard, ...] = ()
    scoring: Callable[[Scorecard, dict[str, Block]], Any] = lambda card, blocks: None
    blocks: dict[str, Block] = field(default_factory=dict)
    asked: frozenset[str] | None = None  # the tables that some department has to hand in; None: all
    trend: Mapping[tuple[str, str, str], tuple[tuple[str, Decimal | None], ...]] = field(default_factory=dict)
    made: dict[str, Any] = field(default_factory=dict)
    by_cell: Mapping[CellRef, Sequence[Finding]] = field(default_factory=dict)
    refused: Mapping[str, int] = field(default_factory=dict)
    unusable: Mapping[str, int] = field(default_factory=dict)
    people: tuple[Person, ...] = ()
    workdays: tuple[date, ...] = ()
    drawn: Mapping[str, Drawn] = field(default_factory=dict)

    def rows(self, table: str) -> tuple[Row, ...]:
        """All rows of a table, whoever they are about."""
        found: tuple[Row, ...] = self.once(
            f"rows/{table}",
            lambda: tuple(row for (id, _), rows in self.by_owner.items() if id == table for row in rows),
        )
        return found

    def blame(self, table: str) -> tuple[Finding, ...]:
        """What puts the table as a whole in doubt."""
        found = (one for (id, _), doubts in self.by_table.items() if id == table for one in doubts)
        return tuple(dict.fromkeys(found))

    def in_doubt(self, entry: Entry) -> bool:
        """Whether a cell cannot be read, or a check found an error in it."""
        return entry.state == "bad" or (bool(self.by_cell) and entry.ref in self.by_cell)

    def cell_in_doubt(self, row: Row, column: str, held: Held | Entry) -> bool:
        """The same of what a cell holds: in most months no check found an error, and no cell is asked for."""
        return held.state == "bad" or (bool(self.by_cell) and row.get(column).ref in self.by_cell)

    def owner_in_doubt(self, row: Row) -> bool:
        """Whether the table as a whole is in doubt for the person or the department of a row."""
        return (row.table, row.person) in self.by_table or (row.table, row.department) in self.by_table

    def once(self, key: str, make: Callable[[], Any]) -> Any:
        """What several outputs show parts of is worked out once."""
        if key not in self.made:
            self.made[key] = make()
        return self.made[key]
