"""Levels moved up or down at the end of a quarter (or of other `months`), by the average of its published scores.

At most one level at a time. Before the end of the quarter the table shows what the months so far give and decides
nothing; a month without a published score leaves the decision open and says so.

The workbook has a line for each person: the level, and the score of each month as published. The average, the move and
the next level follow from them and from the two bounds, which are numbers of the scheme.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import ClassVar, Literal

from reportgen.exact import half_up, quotient, total
from reportgen.formula import (
    At,
    Block,
    BlockLine,
    Expr,
    Field,
    Head,
    Here,
    Lines,
    Named,
    Param,
    Word,
    both,
    call,
    filled,
    over,
    plus,
    rounded,
    when,
)  # fmt: skip
from reportgen.records import CellRef, Figure, Phrase, Row, Scorecard, Table, TableColumn, phrase
from reportgen.scheme import Output
from reportgen.settle.outputs.month import MonthSheets
from reportgen.settle.outputs.worked import NOTHING
from reportgen.settle.outputs.wording import column, figure

WORDS = {
    "moves-open": {
        "zh": "{first} 至 {last} 期满后再定级别；本表只列到本月",
        "en": "levels are settled at the end of {first} to {last}; this table goes up to this month",
    },
    "f-move-average": {"zh": "平均", "en": "average"},
    "f-move-up-from": {"zh": "平均达到此数升一级", "en": "one up from an average of"},
    "f-move-down-below": {"zh": "平均低于此数降一级", "en": "one down below an average of"},
    "f-move-months": {"zh": "需有得分的月数", "en": "months that need a score"},
    "f-move-average-of": {"zh": "{title}　{line}　平均", "en": "{title}, {line}, average"},
    "f-move-known": {"zh": "有得分的月数", "en": "months with a score"},
}


HEADS = (Head("person", "工号", "id", key=True), Head("name", "姓名", "name", key=True), Head("level", "级别", "text"))
UP, DOWN, STAY, OPEN = (
    Word(str(figure(phrase(id)).value)) for id in ("move-up", "move-down", "move-stay", "move-open")
)  # fmt: skip
Line = tuple[Figure, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Moves:
    """`level`: the column of the person's level, a choice whose `levels` rise; `up_from`, `down_below`: averages.
    Only the customer managers have levels that the quarter moves; other texts move the pay or the post, by a person."""

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
        pairs = [(row, of[row.person]) for row in month.rows(self.table) if row.person in of]
        block = self._block(output, month, periods, pairs)
        live = _Live(block, self, output.title)
        lines = [
            _with_formulas(self._line(row, card, periods, month), live, at) for at, (row, card) in enumerate(pairs)
        ]
        notes: tuple[Phrase, ...] = ()
        if len(periods) < self.months:
            last = month.period.shifted(self.months - len(periods))
            notes = (phrase("moves-open", first=periods[0], last=last),)
        status: Literal["complete", "partial"] = "partial" if month.blame(self.table) else "complete"
        return Table(output.id, scheme, output.title, status, self.head, tuple(lines), notes, blocks=(block,))

    def _periods(self, month: MonthSheets) -> list[str]:
        """The months of the quarter up to this one."""
        so_far = (month.period.month - 1) % self.months + 1
        return [str(month.period.shifted(-back)) for back in reversed(range(so_far))]

    def _block(
        self, output: Output, month: MonthSheets, periods: Sequence[str], pairs: Sequence[tuple[Row, Scorecard]]
    ) -> Block:
        lines = []
        for row, card in pairs:
            entry = row.get(self.level)
            own = (card.subject.id, card.subject.name, entry.value if isinstance(entry.value, str) else None)
            scores = self._scores(card, periods, month)
            where = ["results.json" if one == periods[-1] else f"{one}/results.json" for one in periods]
            cells = tuple(CellRef(file, "/".join(card.key), "score") for file in where)
            lines.append(BlockLine((*own, *scores.values()), (_place_of(row, card.subject.id), None, entry.ref, *cells)))
        heads = (*HEADS, *(Head(period, f"{period} 得分", "number", "分") for period in periods))
        return Block(f"{month.scheme.id}/{output.id}/lines", output.title, heads, tuple(lines), 0 if lines else 1)

    def _scores(self, card: Scorecard, periods: Sequence[str], month: MonthSheets) -> dict[str, Decimal | None]:
        before = dict(month.trend.get((card.scheme, card.subject.role, card.subject.id), ()))
        return {period: before.get(period) for period in periods[:-1]} | {periods[-1]: card.score}

    def _line(self, row: Row, card: Scorecard, periods: list[str], month: MonthSheets) -> tuple[Figure, ...]:
        scores = self._scores(card, periods, month)
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


@dataclass(frozen=True, slots=True)
class _Live:
    """The formulas of a line of the block, which is a line of the table."""

    block: Block
    of: Moves
    title: str

    def formulas(self, at: int) -> Mapping[str, Expr]:
        """By column, as far as it has one."""
        average, level = self._average(at), At(self.block.id, "level", at)
        found: dict[str, Expr] = {"person": At(self.block.id, "person", at), "level": level, "average": average}
        value = self.block.lines[at].values[self.block.at("level")]
        if value not in self.of.levels:
            return found
        here, last = self.of.levels.index(str(value)), len(self.of.levels) - 1
        up = call("ge", average, Param(self.title, phrase("f-move-up-from"), self.of.up_from))
        down = call("lt", average, Param(self.title, phrase("f-move-down-below"), self.of.down_below))
        lacks = call("lt", At(self.block.id, self._known, at), self._months)
        rises = both(up, call("ne", level, self.of.levels[-1]))
        falls = both(down, call("ne", level, self.of.levels[0]))
        found["move"] = when(lacks, OPEN, when(rises, UP, when(falls, DOWN, STAY)))
        above, below = (self.of.levels[place] for place in (min(here + 1, last), max(here - 1, 0)))
        found["next"] = when(rises, above, when(falls, below, level))
        return found

    @property
    def _months(self) -> Param:
        return Param(self.title, phrase("f-move-months"), Decimal(self.of.months))

    @property
    def _scores(self) -> list[Field]:
        return [Field(head.id) for head in self.block.heads[len(HEADS) :]]

    @property
    def _known(self) -> Lines:
        """How many months have a score; never a truth alone, which a workbook does not compare with numbers."""
        return Lines(self.block.id, "", phrase("f-move-known"), plus(0, *map(filled, self._scores)))

    def _average(self, at: int) -> Named:
        mean = rounded(over(plus(*self._scores), Here(self._known)), 2)
        found = Lines(self.block.id, "", phrase("f-move-average"), when(call("gt", Here(self._known), 0), mean, NOTHING))
        line = self.block.lines[at].values[0]
        label = phrase("f-move-average-of", title=self.title, line=line)
        return Named(f"{self.block.id}/average/{at}", label, At(self.block.id, found, at))


def _with_formulas(line: Line, live: _Live, at: int) -> Line:
    found = live.formulas(at)
    return tuple(
        replace(one, formula=found.get(column.id)) if one.value is not None else one
        for one, column in zip(line, live.of.head, strict=True)
    )


def _place_of(row: Row, id: str) -> CellRef:
    """The cell that names the person, or where the line begins."""
    return next((entry.ref for entry in row.entries.values() if entry.value == id), row.ref)
