"""Every draw with its verdict, or those alone that are not payable: payments, issues from stores."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from reportgen.exact import half_up, money, total
from reportgen.formula import Area, At, Block, BlockLine, Head, call, rounded
from reportgen.records import Draw, Figure, Table, TableColumn, phrase
from reportgen.scheme import Output
from reportgen.settle.outputs.columns import TOTAL, shown
from reportgen.settle.outputs.drawn import declared, lost, named, status_of, withheld
from reportgen.settle.outputs.grants import with_formulas
from reportgen.settle.outputs.month import MonthSheets
from reportgen.settle.outputs.wording import column, figure
from reportgen.settle.outputs.worked import SHOWN

HEADS = (
    Head("number", "编号", "text"), Head("about", "内容", "text"), Head("owner", "使用单位", "text"),
    Head("on", "日期", "date"), Head("amount", "数额", "number"),
)  # fmt: skip


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
        live = Block(f"{month.scheme.id}/{output.id}/lines", drawing.name, HEADS, tuple(map(_handed, kept)), 0 if kept else 1)
        few = len(kept) <= SHOWN
        body = [_line(one, live.id, at if few else None) for at, one in enumerate(kept)]
        count = lost(worked)
        if body and drawing.adds:
            amounts = [one.amount for one in kept if one.amount is not None]
            evidence = tuple(one.refs["amount"] for one in kept)
            sum_of_all = Figure(None, evidence)
            if len(amounts) == len(kept):
                formula = rounded(call("sum", Area(live.id, "amount")), 2)
                sum_of_all = Figure(shown(total(amounts)), evidence, formula=formula)
            blank = Figure(None)
            body.append((figure(TOTAL), blank, blank, blank, sum_of_all, blank))
        status, notes = status_of(month, drawing, count)
        return Table(
            output.id, month.scheme.id, output.title, status, self.head, tuple(body), notes,  # type: ignore[arg-type]
            blocks=(live,),
        )  # fmt: skip

    def _asked(self, draw: Draw) -> bool:
        if self.which == "unplanned":
            return draw.state == "no-line"
        return self.which == "all" or draw.state not in ("payable", "unsure")


def _handed(draw: Draw) -> BlockLine:
    values = (draw.number, draw.line.about if draw.line else "", draw.owner, draw.on, draw.amount)
    return BlockLine(values, tuple(draw.refs.get(head.id) for head in HEADS))


def _line(draw: Draw, block: str, at: int | None) -> tuple[Figure, ...]:
    """`at`: where the draw stands in the block, None where its cells are merely shown."""
    number, on, amount = (draw.refs[meaning] for meaning in ("number", "on", "amount"))
    about = draw.line.refs if draw.line else {}
    line = (
        Figure(draw.number or None, (number,)),
        Figure(draw.line.about or None if draw.line else None, named(about, "about")),
        Figure(draw.owner or None, named(draw.refs, "owner")),
        Figure(shown(draw.on), (on,)),
        Figure(shown(draw.amount), (amount,)),
    )
    cells = [None if at is None else At(block, head.id, at) for head in HEADS]
    exact = draw.amount is None or half_up(draw.amount) == draw.amount
    formulas = cells if exact or at is None else [*cells[:-1], rounded(At(block, "amount", at), 2)]
    return (*with_formulas(line, formulas), _verdict(draw))


def _verdict(draw: Draw) -> Figure:
    values = {}
    if draw.state == "expired" and draw.line:
        values["until"] = str(draw.line.until)
    if draw.state == "over" and draw.left is not None:
        values["left"] = money(draw.left)
    return figure(phrase(f"draw-{draw.state}", **values), evidence=tuple(draw.refs[one] for one in ("number", "amount", "on")))
