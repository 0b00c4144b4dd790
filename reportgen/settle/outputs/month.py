"""What an output may look at: the month's rows by table, what puts a table in doubt, and figures over them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from reportgen.formula import Block
from reportgen.period import Period
from reportgen.records import Finding, Measured, Row, Scorecard
from reportgen.scheme import OutputFigure, Scheme


@dataclass(frozen=True, slots=True)
class MonthSheets:
    """One scheme's month over all departments. `present` are the tables that someone handed in, readable or not.
    `cards` are the scheme's of this month, `trend` the published scores of the months before by (scheme, role, 工号)."""

    scheme: Scheme
    period: Period
    by_owner: Mapping[tuple[str, str], tuple[Row, ...]]  # (table, 工号 or "") -> rows
    by_table: Mapping[tuple[str, str], tuple[Finding, ...]]  # (table, 工号, department or "") -> what is in doubt
    present: frozenset[str]
    measured: Callable[[OutputFigure], Measured]
    blocks: dict[str, Block] = field(default_factory=dict)
    asked: frozenset[str] | None = None  # the tables that some department has to hand in; None: all
    cards: tuple[Scorecard, ...] = ()
    trend: Mapping[tuple[str, str, str], tuple[tuple[str, Decimal | None], ...]] = field(default_factory=dict)
    made: dict[str, Any] = field(default_factory=dict)

    def rows(self, table: str) -> tuple[Row, ...]:
        """All rows of a table, whoever they are about."""
        return tuple(row for (id, _), rows in self.by_owner.items() if id == table for row in rows)

    def blame(self, table: str) -> tuple[Finding, ...]:
        """What puts the table as a whole in doubt."""
        found = (one for (id, _), doubts in self.by_table.items() if id == table for one in doubts)
        return tuple(dict.fromkeys(found))

    def once(self, key: str, make: Callable[[], Any]) -> Any:
        """What several outputs show parts of is worked out once."""
        if key not in self.made:
            self.made[key] = make()
        return self.made[key]
