"""One part of a reconciliation, line by line: what settled what, what is open, what nobody was told, what is unclear."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar, Literal

from reportgen.exact import ZERO, money, total
from reportgen.records import CellRef, Figure, Phrase, Table, TableColumn, phrase
from reportgen.scheme import Output
from reportgen.settle.outputs.columns import shown
from reportgen.settle.outputs.month import MonthSheets
from reportgen.settle.outputs.reconciliation import Reconciliation, Settlement, withheld
from reportgen.settle.outputs.wording import column, figure
from reportgen.settle.reconcile import Claim, Receipt
from reportgen.settle.reconcile.ledger import How

Part = Literal["settled", "open", "untold", "unmatched", "ambiguous"]
Line = tuple[Figure, ...]

_NUMBER, _CUSTOMER = column("number", "number"), column("customer", "customer")
_OWNER, _CURRENCY = column("owner", "owner"), column("currency", "currency")
_ON, _WHY = column("on", "on"), column("why", "why")
HEADS: Mapping[Part, tuple[TableColumn, ...]] = {
    "settled": (
        _NUMBER, _CUSTOMER, _OWNER, _CURRENCY, column("amount", "amount"), _ON,
        column("settled", "settled"), column("how", "how"), column("state", "state"),
    ),
    "open": (
        _NUMBER, _CUSTOMER, _OWNER, _CURRENCY, column("amount", "amount"), column("settled", "paid"),
        column("open", "open"), column("due", "due"), column("days", "overdue-days", "天"),
        column("state", "state"), column("note", "note"),
    ),
    "untold": (
        _NUMBER, _CUSTOMER, _OWNER, _CURRENCY, _ON, column("settled", "paid-finance"), column("days", "until-end", "天"),
    ),
    "unmatched": (
        _CUSTOMER, _NUMBER, _CURRENCY, _ON, column("amount", "received"), column("left", "without"), _WHY,
    ),
    "ambiguous": (
        _CUSTOMER, _NUMBER, _CURRENCY, _ON, column("left", "unclaimed"), _WHY, column("claims", "claims"),
    ),
}  # fmt: skip
SUMS: Mapping[Part, tuple[str, ...]] = {
    "settled": ("settled",),
    "open": ("open",),
    "untold": ("settled",),
    "unmatched": ("left",),
    "ambiguous": ("left",),
}
HOW: Mapping[How, Phrase] = {
    "number": phrase("how-number"),
    "amount": phrase("how-amount"),
    "combined": phrase("how-combined"),
    "parts": phrase("how-parts"),
}
SETTLED, PARTLY, UNPAID = phrase("state-settled"), phrase("state-partly"), phrase("state-unpaid")
CLAIMED_TOLD, MAYBE = phrase("claimed-told"), phrase("claimed-maybe")


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
            cells[0] = figure(phrase("table-total-of", of=currency))
            cells[at["currency"]] = Figure(currency)
            for id in SUMS[self.part]:
                parts = [line[at[id]] for line in own]
                evidence = tuple(dict.fromkeys(ref for part in parts for ref in part.evidence))
                cells[at[id]] = Figure(shown(total(Decimal(one.value) for one in parts if one.value)), evidence)
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
                figure(HOW[one.how]),
                figure(state),
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
            figure(PARTLY if matches else UNPAID),
            figure(*notes, evidence=(claim.told_ref,) if claim.told else ()),
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
                figure(*(one for one in (result.reasons.get(receipt),) if one)),
            )


def _ambiguous(done: Settlement) -> Iterator[Line]:
    result = done.result
    for receipt in result.receipts:
        doubt = result.doubts.get(receipt)
        if doubt:
            listed = "、".join(f"{claim.number or '—'}（{money(result.open(claim))}）" for claim in doubt.claims)
            yield (
                *_of_receipt(receipt),
                Figure(shown(result.left(receipt)), (receipt.amount_ref,)),
                figure(doubt.why),
                Figure(listed, tuple(claim.amount_ref for claim in doubt.claims)),
            )


PARTS: Mapping[Part, Callable[[Settlement], Iterator[Line]]] = {
    "settled": _settled,
    "open": _open,
    "untold": _untold,
    "unmatched": _unmatched,
    "ambiguous": _ambiguous,
}
