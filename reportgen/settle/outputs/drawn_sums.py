"""What was granted against what was drawn on it, summed up by class, by department or by work."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from reportgen import normal
from reportgen.records import Allowance, Draw, Drawn, Figure, Table, TableColumn
from reportgen.scheme import Output
from reportgen.settle.outputs.columns import TOTAL
from reportgen.settle.outputs.drawn import declared, lost, money_figures, money_head, status_of, withheld
from reportgen.settle.outputs.month import MonthSheets
from reportgen.settle.outputs.wording import column, figure


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
        body = [
            (Figure(self._word(own[0]) or None), *_figures(own, worked, whole=True)) for own in groups.values()
        ]  # fmt: skip
        count = lost(worked)
        if body:
            body.append((figure(TOTAL), *_figures(worked.allowances, worked, whole=not count)))
        status, notes = status_of(month, drawing, count)
        return Table(output.id, month.scheme.id, output.title, status, self.head, tuple(body), notes)  # type: ignore[arg-type]

    def _word(self, line: Allowance) -> str:
        return {"group": line.group, "department": line.department, "work": line.work}[self.by]


def _figures(lines: list[Allowance] | tuple[Allowance, ...], worked: Drawn, *, whole: bool) -> tuple[Figure, ...]:
    members = {id(line) for line in lines}
    draws: list[Draw] = [draw for draw in worked.draws if draw.line is not None and id(draw.line) in members]
    figures = money_figures(lines, draws) if whole else (Figure(None),) * 6
    return Figure(str(len(lines))), *figures
