"""Every draw with its verdict, or those alone that are not payable: payments, issues from stores."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from reportgen.exact import money, total
from reportgen.records import Draw, Figure, Table, TableColumn, phrase
from reportgen.scheme import Output
from reportgen.settle.outputs.columns import TOTAL, shown
from reportgen.settle.outputs.drawn import declared, lost, status_of, withheld
from reportgen.settle.outputs.month import MonthSheets
from reportgen.settle.outputs.wording import column, figure


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawList:
    """`which` "refused": those that are known not to be payable; "unplanned": those of them that fit no line of the plan;
    "all": those that cannot be judged too."""

    kind: ClassVar[str] = "draws"
    drawing: str
    which: Literal["all", "refused", "unplanned"] = "all"
    unit: str = ""

    @property
    def head(self) -> tuple[TableColumn, ...]:
        return (
            column("line", "line"), column("about", "about"), column("owner", "draw-owner"), column("on", "draw-on"),
            column("amount", "draw-amount", self.unit), column("verdict", "finding"),
        )  # fmt: skip

    def tabulate(self, output: Output, month: MonthSheets) -> Table:
        drawing, worked = declared(month, self.drawing), month.drawn[self.drawing]
        if drawing.draws.table not in month.present:
            return withheld(output, month, self.head)
        kept = [one for one in worked.draws if self._asked(one)]
        body = [_line(one) for one in kept]
        count = lost(worked)
        if body and drawing.adds:
            amounts = [one.amount for one in kept if one.amount is not None]
            sum_of_all = shown(total(amounts)) if len(amounts) == len(kept) else None
            evidence = tuple(one.refs["amount"] for one in kept)
            blank = Figure(None)
            body.append((figure(TOTAL), blank, blank, blank, Figure(sum_of_all, evidence), blank))
        status, notes = status_of(month, drawing, count)
        return Table(output.id, month.scheme.id, output.title, status, self.head, tuple(body), notes)  # type: ignore[arg-type]


    def _asked(self, draw: Draw) -> bool:
        if self.which == "unplanned":
            return draw.state == "no-line"
        return self.which == "all" or draw.state not in ("payable", "unsure")


def _line(draw: Draw) -> tuple[Figure, ...]:
    number, on, amount = (draw.refs[meaning] for meaning in ("number", "on", "amount"))
    return (
        Figure(draw.number or None, (number,)),
        Figure(draw.line.about or None if draw.line else None),
        Figure(draw.owner or None),
        Figure(shown(draw.on), (on,)),
        Figure(shown(draw.amount), (amount,)),
        _verdict(draw),
    )


def _verdict(draw: Draw) -> Figure:
    values = {}
    if draw.state == "expired" and draw.line:
        values["until"] = str(draw.line.until)
    if draw.state == "over" and draw.left is not None:
        values["left"] = money(draw.left)
    return figure(phrase(f"draw-{draw.state}", **values), evidence=tuple(draw.refs.values()))
