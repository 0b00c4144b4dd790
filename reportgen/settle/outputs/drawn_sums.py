"""What was granted against what was drawn on it, summed up by class, by department or by work."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal

from reportgen import normal
from reportgen.formula import Area, At, Block, BlockLine, Expr, Head, Lines, call
from reportgen.records import Allowance, Draw, Drawn, Figure, Table, TableColumn, phrase
from reportgen.scheme import Drawing, Output
from reportgen.settle.outputs.columns import TOTAL
from reportgen.settle.outputs.drawn import declared, lost, money_figures, money_head, status_of, withheld
from reportgen.settle.outputs.grants import Grants, Pick, grants
from reportgen.settle.outputs.grouping import groups_of
from reportgen.settle.outputs.month import MonthSheets
from reportgen.settle.outputs.wording import column, figure

WORDS = {
    "f-group-lines": {"zh": "项数", "en": "lines"},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnSums:
    """A line for each word in `by`, in the order of the sheets, and a total. Draws that fit no line are in the list of
    draws alone. `unit`: of the amounts, which must be of one kind."""

    kind: ClassVar[str] = "drawn-sums"
    drawing: str
    by: Literal["group", "department", "work"]
    unit: str = ""

    @property
    def head(self) -> tuple[TableColumn, ...]:
        return column("name", self.by), column("lines", "lines", "项"), *money_head(self.unit)

    def tabulate(self, output: Output, month: MonthSheets) -> Table:
        drawing, worked = declared(month, self.drawing), month.drawn[self.drawing]
        if drawing.draws.table not in month.present:
            return withheld(output, month, self.head)
        groups: dict[str, list[Allowance]] = {}
        for line in worked.allowances:
            groups.setdefault(normal.key(self._word(line)), []).append(line)
        live = self._live(f"{month.scheme.id}/{output.id}", drawing, worked, list(groups.values()))
        drawn_on: dict[str, list[Draw]] = {}
        for draw in worked.draws:
            if draw.line is not None:
                drawn_on.setdefault(normal.key(self._word(draw.line)), []).append(draw)
        body = []
        for at, (key, own) in enumerate(groups.items()):
            draws = drawn_on.get(key, [])
            name = Figure(self._word(own[0]), formula=live.word(at)) if self._word(own[0]) else Figure(None)
            body.append((name, *_figures(own, draws, live.of(at), whole=True)))
        count = lost(worked)
        if body:
            every = [draw for draw in worked.draws if draw.line is not None]
            body.append((figure(TOTAL), *_figures(worked.allowances, every, live.total, whole=not count)))
        status, notes = status_of(month, drawing, count)
        return Table(
            output.id, month.scheme.id, output.title, status, self.head, tuple(body), notes,  # type: ignore[arg-type]
            blocks=live.blocks,
        )  # fmt: skip

    def _live(self, key: str, drawing: Drawing, worked: Drawn, groups: Sequence[Sequence[Allowance]]) -> _Live:
        own = grants(key, drawing, worked, groups)
        words = [BlockLine((self._word(lines[0]),), (None,)) for lines in groups]
        title = f"{drawing.name}：各组"
        return _Live(own, groups_of(f"{key}/groups", title, (Head("name", self.head[0].name, "text", key=True),), words, own.lines))

    def _word(self, line: Allowance) -> str:
        return {"group": line.group, "department": line.department, "work": line.work}[self.by]


@dataclass(frozen=True, slots=True)
class _Live:
    """The formulas of the groups over the lines of each."""

    grants: Grants
    groups: Block

    @property
    def blocks(self) -> tuple[Block, ...]:
        return self.groups, *self.grants.blocks

    @property
    def total(self) -> tuple[Expr, ...]:
        """How many lines there are, and the money of all."""
        return self._over(lambda column: call("sum", Area(self.groups.id, column)))

    def word(self, at: int) -> Expr:
        return At(self.groups.id, "name", at)

    def of(self, at: int) -> tuple[Expr, ...]:
        """How many lines a group has, and its money."""
        return self._over(lambda column: At(self.groups.id, column, at))

    def _over(self, pick: Pick) -> tuple[Expr, ...]:
        lines = self.grants.lines
        count = Lines(self.groups.id, "", phrase("f-group-lines"), lines.count())
        return pick(count), *self.grants.money(lambda one: pick(Lines(self.groups.id, "", one.label, lines.sum(one))))


def _figures(
    lines: Sequence[Allowance], draws: Sequence[Draw], live: Sequence[Expr], *, whole: bool
) -> tuple[Figure, ...]:
    count, *money = live
    figures = money_figures(lines, draws, money) if whole else (Figure(None),) * 6
    return Figure(str(len(lines)), formula=count), *figures
