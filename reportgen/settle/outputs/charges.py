"""Money per case: who, what, how often, how many yuan; what the measure of a figure in yuan lists one by one."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar

from reportgen.exact import half_up, plain, total
from reportgen.formula import Block, Expr, rounded
from reportgen.formula.summing import plus_many
from reportgen.records import Figure, Phrase, Scorecard, Table, TableColumn, phrase
from reportgen.scheme import Kpi, Output
from reportgen.settle.outputs.columns import TOTAL
from reportgen.settle.outputs.month import MonthSheets
from reportgen.settle.outputs.wording import column, figure

Line = tuple[Figure, ...]

WORDS = {
    "charges-unsure": {
        "zh": "另有 {count} 人的登记有读不出的单元格，未列入；合计不予列示",
        "en": "the registers of {count} more people have cells that cannot be read; they and the total are not shown",
    },
    "f-charges": {"zh": "金额小计", "en": "amounts, part"},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Charges:
    """`kpis`: figures of kind "money". A line for each person and each of their charges that occurred; what is taken off
    is below 0. Someone with a cell that cannot be read is counted in a note."""

    kind: ClassVar[str] = "charges"
    kpis: tuple[str, ...]

    @property
    def head(self) -> tuple[TableColumn, ...]:
        return (
            column("person", "person"), column("name", "name"), column("role", "role"), column("what", "item"),
            column("count", "cases"), column("each", "each", "元"), column("amount", "money", "元"),
        )  # fmt: skip

    def tabulate(self, output: Output, month: MonthSheets) -> Table:
        """Nobody with a case is an empty table."""
        kpis = [one for one in month.scheme.kpis if one.id in self.kpis]
        body: list[Line] = []
        amounts: list[Decimal] = []
        terms: list[Expr] = []
        blocks: dict[str, Block] = {}
        unsure = 0
        for card in sorted(month.cards, key=lambda one: one.subject.id):
            scoring = month.scoring(card, blocks)
            look = scoring.look()
            own = [kpi for kpi in kpis if not kpi.roles or card.subject.role in kpi.roles]
            charged = [(kpi, one) for kpi in own for one in kpi.measure.charged(look)]  # type: ignore[attr-defined]
            if look.blame:
                unsure += 1
                continue
            amounts += [one.amount for _, one in charged]
            for kpi, one in charged:
                formulas = one.charge.formulas(scoring.desk(kpi.name))
                terms.append(formulas[-1])
                if one.count:
                    body.append(_line(kpi, card, one, formulas))
        if body:
            of_all = rounded(plus_many(f"{month.scheme.id}/{output.id}/total", phrase("f-charges"), terms), 2)
            said = Figure(None) if unsure else Figure(str(half_up(total(amounts))), formula=of_all)
            body.append((figure(TOTAL), *(Figure(None) for _ in self.head[2:]), said))
        notes: tuple[Phrase, ...] = (phrase("charges-unsure", count=unsure),) if unsure else ()
        status = "partial" if unsure else "complete"
        return Table(
            output.id, month.scheme.id, output.title, status, self.head, tuple(body), notes,  # type: ignore[arg-type]
            blocks=tuple(blocks.values()),
        )  # fmt: skip


def _line(kpi: Kpi, card: Scorecard, one: Any, formulas: tuple[Expr, Expr | None, Expr]) -> Line:
    """One charge of someone: times, yuan for each, signed yuan, with the cells and formulas that they come from."""
    cells = tuple(next((own.evidence for own in card.measures if own.id == kpi.id), ()))
    times, of_each, amount = formulas
    each = one.charge.each
    return (
        Figure(card.subject.id), Figure(card.subject.name), Figure(card.subject.role), Figure(one.charge.name),
        Figure(str(one.count), cells, formula=times),
        Figure(None if each is None else plain(each), formula=of_each),
        Figure(str(half_up(one.amount)), cells, formula=rounded(amount, 2)),
    )  # fmt: skip
