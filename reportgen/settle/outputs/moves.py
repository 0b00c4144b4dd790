"""Levels moved up or down at the end of a quarter (or of other `months`), by the average of its published scores.

At most one level at a time. Before the end of the quarter the table shows what the months so far give and decides
nothing; a month without a published score leaves the decision open and says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar, Literal

from reportgen.exact import half_up, quotient, total
from reportgen.records import CellRef, Figure, Phrase, Row, Scorecard, Table, TableColumn, phrase
from reportgen.scheme import Output
from reportgen.settle.outputs.month import MonthSheets
from reportgen.settle.outputs.wording import column, figure

WORDS = {
    "moves-open": {
        "zh": "{first} 至 {last} 期满后再定级别；本表只列到本月",
        "en": "levels are settled at the end of {first} to {last}; this table goes up to this month",
    },
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Moves:
    """`level`: the column of the person's level, a choice whose `levels` rise; `up_from`, `down_below`: averages."""

    kind: ClassVar[str] = "moves"
    table: str
    level: str
    levels: tuple[str, ...]
    up_from: Decimal
    down_below: Decimal
    months: int = 3

    @property
    def head(self) -> tuple[TableColumn, ...]:
        return (
            column("person", "person"), column("name", "person-name"), column("level", "level-now"),
            column("scores", "scores"), column("average", "average"), column("move", "move"),
            column("next", "next-level"),
        )  # fmt: skip

    def tabulate(self, output: Output, month: MonthSheets) -> Table:
        scheme = month.scheme.id
        if self.table not in month.present:
            return Table(output.id, scheme, output.title, "withheld", self.head, (), (phrase("table-withheld"),))
        of = {card.subject.id: card for card in month.cards}
        periods = self._periods(month)
        lines = [self._line(row, of[row.person], periods, month) for row in month.rows(self.table) if row.person in of]
        notes: tuple[Phrase, ...] = ()
        if len(periods) < self.months:
            last = month.period.shifted(self.months - len(periods))
            notes = (phrase("moves-open", first=periods[0], last=last),)
        status: Literal["complete", "partial"] = "partial" if month.blame(self.table) else "complete"
        return Table(output.id, scheme, output.title, status, self.head, tuple(lines), notes)

    def _periods(self, month: MonthSheets) -> list[str]:
        """The months of the quarter up to this one."""
        so_far = (month.period.month - 1) % self.months + 1
        return [str(month.period.shifted(-back)) for back in reversed(range(so_far))]

    def _line(self, row: Row, card: Scorecard, periods: list[str], month: MonthSheets) -> tuple[Figure, ...]:
        before = dict(month.trend.get((card.scheme, card.subject.role, card.subject.id), ()))
        scores = {period: before.get(period) for period in periods[:-1]} | {periods[-1]: card.score}
        known = [score for score in scores.values() if score is not None]
        average = half_up(quotient(total(known), Decimal(len(known)))) if known else None
        entry = row.get(self.level)
        level = entry.value if isinstance(entry.value, str) else ""
        move, following = self._move(level, average, len(known) == self.months)
        cells: tuple[CellRef, ...] = (entry.ref,)
        said = "、".join(f"{period} {'—' if score is None else score}" for period, score in scores.items())
        return (
            Figure(card.subject.id, cells), Figure(card.subject.name), Figure(level or None, cells), Figure(said),
            Figure(None if average is None else str(average), cells), figure(phrase(move)),
            Figure(following or None, cells),
        )  # fmt: skip

    def _move(self, level: str, average: Decimal | None, whole: bool) -> tuple[str, str]:
        if average is None or level not in self.levels or not whole:
            return "move-open", ""
        at = self.levels.index(level)
        if average >= self.up_from and at + 1 < len(self.levels):
            return "move-up", self.levels[at + 1]
        if average < self.down_below and at > 0:
            return "move-down", self.levels[at - 1]
        return "move-stay", level
