"""A list of figures: name, value, unit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from reportgen.records import Figure, Table, TableColumn, phrase
from reportgen.scheme import Output, OutputFigure
from reportgen.settle.outputs.month import MonthSheets
from reportgen.settle.outputs.wording import column


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    kind: ClassVar[str] = "figures"
    figures: tuple[OutputFigure, ...]

    @property
    def head(self) -> tuple[TableColumn, ...]:
        return column("name", "item"), column("value", "value"), column("unit", "unit")

    def tabulate(self, output: Output, month: MonthSheets) -> Table:
        measured = [month.measured(figure) for figure in self.figures]
        rows = tuple(
            (
                Figure(one.name),
                Figure(None if one.value is None else str(one.value), one.evidence, formula=one.formula),
                Figure(one.unit),
            )
            for one in measured
        )
        known = sum(one.value is not None for one in measured)
        status = "complete" if known == len(measured) else ("partial" if known else "withheld")
        notes = () if status == "complete" else (phrase("table-partial", good=known, all=len(measured)),)
        return Table(
            output.id, month.scheme.id, output.title, status, self.head, rows, notes,  # type: ignore[arg-type]
            blocks=tuple(month.blocks.values()),
        )  # fmt: skip
