"""The lines of a table as handed in, with rates per line and a 合计 that foots."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from reportgen.records import Phrase, Table, TableColumn, phrase
from reportgen.scheme import Output
from reportgen.settle.outputs.columns import OutputColumn, complete, figures, foot, foots, head_of, line_of
from reportgen.settle.outputs.month import MonthSheets
from reportgen.settle.outputs.worked import behind, foot_with_formulas, with_formulas


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    kind: ClassVar[str] = "lines"
    table: str
    columns: tuple[OutputColumn, ...]

    @property
    def head(self) -> tuple[TableColumn, ...]:
        return head_of(self.columns)

    def tabulate(self, output: Output, month: MonthSheets) -> Table:
        """Without a single line there is no table."""
        rows, blame = month.rows(self.table), month.blame(self.table)
        scheme = month.scheme.id
        if not rows:
            return Table(output.id, scheme, output.title, "withheld", self.head, (), (phrase("table-withheld"),))
        lines = [line_of(self.columns, row, month.period) for row in rows]
        own = behind(output, month.scheme, self.table, self.columns, rows, month.period)
        head = head_of(self.columns, next((one for one in month.scheme.tables if one.id == self.table), None))
        body = with_formulas(own, [figures(self.columns, line) for line in lines])
        good = sum(complete(self.columns, line) for line in lines)
        whole = good == len(lines) and not blame
        notes: tuple[Phrase, ...] = () if whole else (phrase("table-partial", good=good, all=len(lines)),)
        if foots(self.columns):
            body.append(foot_with_formulas(own, foot(self.columns, lines, whole=not blame), own.sum))
        status = "complete" if whole else "partial"
        return Table(
            output.id, scheme, output.title, status, head, tuple(body), notes,  # type: ignore[arg-type]
            blocks=(own.block,),
        )  # fmt: skip
