"""What is still to be bought: granted and not yet handed out, less what is in stock."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from reportgen import normal
from reportgen.exact import ZERO, total
from reportgen.records import Allowance, Figure, Row, Table, TableColumn, phrase
from reportgen.scheme import Output
from reportgen.settle.outputs.columns import shown
from reportgen.settle.outputs.drawn import cells, declared
from reportgen.settle.outputs.month import MonthSheets
from reportgen.settle.outputs.wording import column

WORDS = {
    "needs-unsure": {
        "zh": "{count} 种的数读不出，采购量不予列示",
        "en": "{count} of them have figures that cannot be read; what to buy is not shown",
    },
}


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
        body = [self._line(own, held.get(key, ())) for key, own in groups.items()]
        unsure = sum(line[-1].value is None for line in body)
        tables = (self.stock.table, *(granted.table for granted in drawing.granted))
        doubt = any(month.blame(table) for table in tables)
        notes = (phrase("needs-unsure", count=unsure),) if unsure else ()
        status = "partial" if notes or doubt else "complete"
        return Table(output.id, scheme, output.title, status, self.head, tuple(body), notes)  # type: ignore[arg-type]

    def _line(self, lines: Sequence[Allowance], stock: Sequence[Row]) -> tuple[Figure, ...]:
        asked = [line.amount - line.before for line in lines if line.amount is not None and line.sure]
        entries = [row.get(self.stock.column) for row in stock]
        there = [value for entry in entries if isinstance(value := entry.value, Decimal)]
        need = total(asked) if len(asked) == len(lines) else None
        had = total(there) if len(there) == len(entries) else None
        buy = max(ZERO, total((need, -had))) if need is not None and had is not None else None
        units = [str(row.get(self.stock.unit).value or "") for row in stock] if self.stock.unit else []
        wanted = (*cells(lines, "amount"), *cells(lines, "before"))
        stocked = tuple(entry.ref for entry in entries)
        return (
            Figure(lines[0].about or None),
            Figure(next(filter(None, units), None)),
            Figure(str(len(lines)), cells(lines, "number")),
            _number(need, wanted),
            _number(had, stocked),
            _number(buy, (*wanted, *stocked)),
        )


def _number(value: Decimal | None, evidence: tuple[object, ...]) -> Figure:
    return Figure(shown(value), evidence)  # type: ignore[arg-type]
