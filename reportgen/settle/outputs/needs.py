"""What is still to be bought: granted and not yet handed out, less what is in stock."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from reportgen import normal
from reportgen.exact import ZERO, total
from reportgen.formula import At, Block, BlockLine, Expr, Field, Head, Here, Lines, minus, most, rounded
from reportgen.records import Allowance, Figure, Row, Table, TableColumn, phrase
from reportgen.scheme import Output
from reportgen.settle.outputs.columns import shown
from reportgen.settle.outputs.drawn import cells, declared
from reportgen.settle.outputs.grants import with_formulas
from reportgen.settle.outputs.grouping import Side, groups_of, side
from reportgen.settle.outputs.month import MonthSheets
from reportgen.settle.outputs.wording import column
from reportgen.settle.outputs.worked import line_of

WORDS = {
    "needs-unsure": {
        "zh": "{count} 种的数读不出，采购量不予列示",
        "en": "{count} of them have figures that cannot be read; what to buy is not shown",
    },
    "f-rest": {"zh": "批准待领", "en": "still to be issued"},
    "f-asked-lines": {"zh": "项数", "en": "lines"},
    "f-need": {"zh": "批准待领合计", "en": "still to be issued in all"},
    "f-stock": {"zh": "库存合计", "en": "in stock in all"},
    "f-buy": {"zh": "采购量", "en": "to buy"},
}
WORDED = (Head("about", "内容", "text", key=True), Head("unit", "单位", "text", key=True))
LINES = (
    Head("number", "编号", "text"), Head("about", "内容", "text"), Head("amount", "数额", "number"),
    Head("before", "以前已用", "number"),
)  # fmt: skip
STOCK = (Head("about", "内容", "text"), Head("stock", "库存", "number"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Stock:
    """What is in stock: `column` of the line whose `key` is what the granted lines are about; `unit` is the column of
    its unit. What is not listed is not in stock."""

    table: str
    key: str
    column: str
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Needs:
    """To buy = granted − drawn before the month − stock at its beginning, floor 0, for each thing that granted lines
    are about. Only lines whose approval was not void before the month; `drawing` must tell its lines by `about`."""

    kind: ClassVar[str] = "needs"
    drawing: str
    stock: Stock

    @property
    def head(self) -> tuple[TableColumn, ...]:
        texts = (column("about", "about"), column("unit", "unit"), column("lines", "lines", "项"))
        return (*texts, *(column(id, id) for id in ("need", "stock", "buy")))

    def tabulate(self, output: Output, month: MonthSheets) -> Table:
        scheme, drawing = month.scheme.id, declared(month, self.drawing)
        if not any(granted.table in month.present for granted in drawing.granted) or self.stock.table not in month.present:
            return Table(output.id, scheme, output.title, "withheld", self.head, (), (phrase("table-withheld"),))
        groups: dict[str, list[Allowance]] = {}
        for line in month.drawn[self.drawing].allowances:
            if not line.sure or (line.until is not None and line.until >= month.period.first):
                groups.setdefault(normal.key(line.about), []).append(line)
        held: dict[str, list[Row]] = {}
        for row in month.rows(self.stock.table):
            held.setdefault(normal.key(str(row.get(self.stock.key).value or "")), []).append(row)
        pairs = [(own, held.get(key, [])) for key, own in groups.items()]
        live = self._live(f"{scheme}/{output.id}", month, pairs)
        body = [self._line(own, stock, live, at) for at, (own, stock) in enumerate(pairs)]
        unsure = sum(line[-1].value is None for line in body)
        tables = (self.stock.table, *(granted.table for granted in drawing.granted))
        doubt = any(month.blame(table) for table in tables)
        notes = (phrase("needs-unsure", count=unsure),) if unsure else ()
        status = "partial" if notes or doubt else "complete"
        return Table(
            output.id, scheme, output.title, status, self.head, tuple(body), notes,  # type: ignore[arg-type]
            blocks=live.blocks,
        )  # fmt: skip

    def _line(self, lines: Sequence[Allowance], stock: Sequence[Row], live: _Live, at: int) -> tuple[Figure, ...]:
        asked = [line.amount - line.before for line in lines if line.amount is not None and line.sure]
        entries = [row.get(self.stock.column) for row in stock]
        there = [value for entry in entries if isinstance(value := entry.value, Decimal)]
        need = total(asked) if len(asked) == len(lines) else None
        had = total(there) if len(there) == len(entries) else None
        buy = max(ZERO, total((need, -had))) if need is not None and had is not None else None
        wanted = (*cells(lines, "amount"), *cells(lines, "before"))
        stocked = tuple(entry.ref for entry in entries)
        figures = (
            Figure(lines[0].about or None),
            Figure(self._unit(stock) or None),
            Figure(str(len(lines)), cells(lines, "number")),
            Figure(shown(need), wanted),
            Figure(shown(had), stocked),
            Figure(shown(buy), (*wanted, *stocked)),
        )
        return with_formulas(figures, live.line(at))

    def _unit(self, stock: Sequence[Row]) -> str:
        """The first unit that is told."""
        units = (str(row.get(self.stock.unit).value or "") for row in stock) if self.stock.unit else iter(())
        return next(filter(None, units), "")

    def _live(self, key: str, month: MonthSheets, pairs: Sequence[tuple[Sequence[Allowance], Sequence[Row]]]) -> _Live:
        title = next((one.name for one in month.scheme.tables if one.id == self.stock.table), self.stock.table)
        lines = side(f"{key}/lines", declared(month, self.drawing).name, LINES, [list(map(_granted, own)) for own, _ in pairs])
        names = (self.stock.key, self.stock.column)
        held = side(f"{key}/stock", title, STOCK, [[line_of(row, names) for row in own] for _, own in pairs])
        words = [BlockLine((own[0].about, self._unit(stock)), (None, None)) for own, stock in pairs]
        return _Live(groups_of(f"{key}/groups", f"{title}：各种", WORDED, words, lines, held), lines, held)


@dataclass(frozen=True, slots=True)
class _Live:
    """The formulas of the things that are to be bought: what is granted of each, what is in stock."""

    groups: Block
    lines: Side
    stock: Side

    @property
    def blocks(self) -> tuple[Block, ...]:
        return self.groups, self.lines.block, self.stock.block

    def line(self, at: int) -> list[Expr]:
        rest = Lines(self.lines.block.id, "", phrase("f-rest"), minus(Field("amount"), Field("before")))
        need, stock = self._beside("f-need", self.lines.sum(rest)), self._beside("f-stock", self.stock.sum("stock"))
        buy = self._beside("f-buy", most(0, minus(Here(need), Here(stock))))
        numbers = (rounded(At(self.groups.id, one, at), 2) for one in (need, stock, buy))
        count = At(self.groups.id, self._beside("f-asked-lines", self.lines.count()), at)
        return [At(self.groups.id, "about", at), At(self.groups.id, "unit", at), count, *numbers]

    def _beside(self, label: str, each: Expr) -> Lines:
        return Lines(self.groups.id, "", phrase(label), each)


def _granted(line: Allowance) -> BlockLine:
    before = line.before if "before" in line.refs else None
    return BlockLine((line.number, line.about, line.amount, before), tuple(line.refs.get(head.id) for head in LINES))
