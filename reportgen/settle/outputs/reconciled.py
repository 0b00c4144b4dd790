"""One part of a reconciliation, line by line: what settled what, what is open, what nobody was told, what is unclear."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar, Literal

from reportgen.exact import ZERO, money, total
from reportgen.records import CellRef, Figure, Table, TableColumn
from reportgen.scheme import Output
from reportgen.settle.outputs.columns import TOTAL, shown
from reportgen.settle.outputs.month import MonthSheets
from reportgen.settle.outputs.reconciliation import Reconciliation, Settlement, withheld
from reportgen.settle.reconcile import Claim, Receipt

Part = Literal["settled", "open", "untold", "unmatched", "ambiguous"]
Line = tuple[Figure, ...]

_NUMBER, _CUSTOMER = TableColumn("number", "凭证号"), TableColumn("customer", "客户")
_OWNER, _CURRENCY = TableColumn("owner", "业务员"), TableColumn("currency", "币种")
_ON, _WHY = TableColumn("on", "收款日期"), TableColumn("why", "原因")
HEADS: Mapping[Part, tuple[TableColumn, ...]] = {
    "settled": (
        _NUMBER, _CUSTOMER, _OWNER, _CURRENCY, TableColumn("amount", "应收金额"), _ON,
        TableColumn("settled", "核销金额"), TableColumn("how", "依据"), TableColumn("state", "状态"),
    ),
    "open": (
        _NUMBER, _CUSTOMER, _OWNER, _CURRENCY, TableColumn("amount", "应收金额"), TableColumn("settled", "已收"),
        TableColumn("open", "未收"), TableColumn("due", "到期日"), TableColumn("days", "逾期", "天"),
        TableColumn("state", "状态"), TableColumn("note", "说明"),
    ),
    "untold": (
        _NUMBER, _CUSTOMER, _OWNER, _CURRENCY, _ON, TableColumn("settled", "财务已收"), TableColumn("days", "至月底", "天"),
    ),
    "unmatched": (
        _CUSTOMER, _NUMBER, _CURRENCY, _ON, TableColumn("amount", "收款金额"), TableColumn("left", "无对应金额"), _WHY,
    ),
    "ambiguous": (
        _CUSTOMER, _NUMBER, _CURRENCY, _ON, TableColumn("left", "待认领金额"), _WHY, TableColumn("claims", "可能的应收"),
    ),
}  # fmt: skip
SUMS: Mapping[Part, tuple[str, ...]] = {
    "settled": ("settled",),
    "open": ("open",),
    "untold": ("settled",),
    "unmatched": ("left",),
    "ambiguous": ("left",),
}
HOW = {"number": "凭证号", "amount": "客户和金额", "combined": "一笔收款付几笔", "parts": "几笔收款付一笔"}
SETTLED, PARTLY, UNPAID = "已结清", "部分收款", "未收"
CLAIMED_TOLD = "业务员记已回款，财务没有对应的收款"
MAYBE = "有待认领的收款，催款前先核对"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reconciled:
    """`of`: the output of kind "reconciliation" that this is a part of."""

    kind: ClassVar[str] = "reconciled"
    of: str
    part: Part

    @property
    def head(self) -> tuple[TableColumn, ...]:
        return HEADS[self.part]

    def tabulate(self, output: Output, month: MonthSheets) -> Table:
        whole = next(one for one in month.scheme.outputs if one.id == self.of)
        done = whole.show.settlement(whole, month) if isinstance(whole.show, Reconciliation) else None
        if done is None:
            return withheld(output, month, self.head, self.of, self.part)
        lines = tuple(PARTS[self.part](done))
        rows = (*lines, *self._totals(lines))
        return Table(
            output.id, month.scheme.id, output.title, done.status, self.head, rows, done.notes,  # type: ignore[arg-type]
            of=self.of, part=self.part,
        )  # fmt: skip

    def _totals(self, lines: tuple[Line, ...]) -> Iterator[Line]:
        """A totals line for each currency: they are never added together."""
        at = {column.id: place for place, column in enumerate(self.head)}
        for currency in sorted({str(line[at["currency"]].value) for line in lines}):
            own = [line for line in lines if line[at["currency"]].value == currency]
            cells = [Figure(None) for _ in self.head]
            cells[0] = Figure(f"{TOTAL}（{currency}）")
            cells[at["currency"]] = Figure(currency)
            for id in SUMS[self.part]:
                figures = [line[at[id]] for line in own]
                evidence = tuple(dict.fromkeys(ref for figure in figures for ref in figure.evidence))
                cells[at[id]] = Figure(shown(total(Decimal(one.value) for one in figures if one.value)), evidence)
            yield tuple(cells)


def _of_claim(claim: Claim) -> tuple[Figure, Figure, Figure, Figure]:
    cells = (claim.ref,)
    return Figure(claim.number or None, cells), Figure(claim.customer, cells), Figure(claim.owner or None), Figure(
        claim.currency
    )


def _of_receipt(receipt: Receipt) -> tuple[Figure, Figure, Figure, Figure]:
    number = Figure("、".join(receipt.numbers) or None)
    return Figure(receipt.customer, (receipt.ref,)), number, Figure(receipt.currency), Figure(shown(receipt.on))


def _settled(done: Settlement) -> Iterator[Line]:
    for claim in done.result.claims:
        state = SETTLED if done.result.open(claim) == ZERO else PARTLY
        for one in done.result.of_claim.get(claim, ()):
            cells = (claim.amount_ref, one.receipt.amount_ref)
            yield (
                *_of_claim(claim),
                Figure(shown(claim.amount), (claim.amount_ref,)),
                Figure(shown(one.receipt.on), (one.receipt.ref,)),
                Figure(shown(one.amount), cells),
                Figure(HOW[one.how]),
                Figure(state),
            )


def _open(done: Settlement) -> Iterator[Line]:
    """The longest overdue first."""
    result = done.result
    maybe = {claim for doubt in result.doubts.values() for claim in doubt.claims}
    waiting = [claim for claim in result.claims if result.open(claim) != ZERO]
    for claim in sorted(waiting, key=lambda one: (-(done.days_over(one) or -1), one.order)):
        matches = result.of_claim.get(claim, ())
        days = done.days_over(claim)
        notes = [CLAIMED_TOLD] if claim.told and not matches else []
        notes += [MAYBE] if claim in maybe else []
        cells: tuple[CellRef, ...] = (claim.amount_ref, *(one.receipt.amount_ref for one in matches))
        yield (
            *_of_claim(claim),
            Figure(shown(claim.amount), (claim.amount_ref,)),
            Figure(shown(result.settled(claim)), cells[1:]),
            Figure(shown(result.open(claim)), cells),
            Figure(shown(claim.due)),
            Figure(None if days is None else str(days)),
            Figure(PARTLY if matches else UNPAID),
            Figure("；".join(notes) or None, (claim.told_ref,) if claim.told else ()),
        )


def _untold(done: Settlement) -> Iterator[Line]:
    """Money that finance has and the salesperson does not know of: he goes on asking the customer for it."""
    for claim in done.result.claims:
        matches = done.result.of_claim.get(claim, ())
        if not matches or claim.told:
            continue
        last = max(one.receipt.on for one in matches)
        yield (
            *_of_claim(claim),
            Figure(shown(last), tuple(one.receipt.ref for one in matches)),
            Figure(shown(done.result.settled(claim)), tuple(one.receipt.amount_ref for one in matches)),
            Figure(str(max(0, (done.period.last - last).days)), (claim.told_ref,)),
        )


def _unmatched(done: Settlement) -> Iterator[Line]:
    result = done.result
    for receipt in result.receipts:
        left = result.left(receipt)
        if left != ZERO and receipt not in result.doubts:
            yield (
                *_of_receipt(receipt),
                Figure(shown(receipt.amount), (receipt.amount_ref,)),
                Figure(shown(left), (receipt.amount_ref,)),
                Figure(result.reasons.get(receipt)),
            )


def _ambiguous(done: Settlement) -> Iterator[Line]:
    result = done.result
    for receipt in result.receipts:
        doubt = result.doubts.get(receipt)
        if doubt:
            listed = "、".join(f"{claim.number or '无号'}（{money(result.open(claim))}）" for claim in doubt.claims)
            yield (
                *_of_receipt(receipt),
                Figure(shown(result.left(receipt)), (receipt.amount_ref,)),
                Figure(doubt.why),
                Figure(listed, tuple(claim.amount_ref for claim in doubt.claims)),
            )


PARTS: Mapping[Part, Callable[[Settlement], Iterator[Line]]] = {
    "settled": _settled,
    "open": _open,
    "untold": _untold,
    "unmatched": _unmatched,
    "ambiguous": _ambiguous,
}
