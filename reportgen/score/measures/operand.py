"""The sum of a column over the subject's rows, each line times another column when told so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from reportgen.exact import product, total
from reportgen.formula import Expr, Field, times
from reportgen.records import phrase
from reportgen.score.desk import Desk
from reportgen.score.look import Look

WORDS = {
    "f-sum": {"zh": "{name}{where}", "en": "{name}{where}"},
    "f-sum-times": {"zh": "{name}×{other}{where}", "en": "{name} × {other}{where}"},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Operand:
    table: str
    column: str
    times: str = ""
    where: Mapping[str, str] = field(default_factory=dict)

    def sum(self, look: Look) -> Decimal | None:
        """None when there is no row, or every cell is blank; a blank among figures is blamed, never taken as zero."""
        rows = look.rows(self.table, self.where)
        if all(row.get(self.column).state == "blank" for row in rows):
            return None
        amounts = []
        for row in rows:
            amount = look.needed(row, self.column)
            amounts.append(product(amount, look.needed(row, self.times)) if self.times else amount)
        return total(amounts)

    def name(self, look: Look) -> str:
        """What is added up, by the names of its columns."""
        names = {column.id: column.name for column in look.month.scheme.table(self.table).columns}
        return f"{names[self.column]}×{names[self.times]}" if self.times else names[self.column]

    def formula(self, desk: Desk) -> Expr:
        table = desk.look.month.scheme.table(self.table)
        names = {column.id: column.name for column in table.every_column}
        where = f"（{'、'.join(self.where.values())}）" if self.where else ""
        if not self.times:
            label = phrase("f-sum", name=names[self.column], where=where)
            return desk.sum(self.table, label, Field(self.column), self.where)
        label = phrase("f-sum-times", name=names[self.column], other=names[self.times], where=where)
        return desk.sum(self.table, label, times(Field(self.column), Field(self.times)), self.where)
