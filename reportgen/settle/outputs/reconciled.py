"""One part of a reconciliation, line by line: what settled what, what is open, what nobody was told, what is unclear."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import ClassVar, Literal

from reportgen.exact import ZERO, money, total
from reportgen.formula import NIL, Expr, Word, call, minus, most, rounded, same, when
from reportgen.records import CellRef, Figure, Phrase, Table, TableColumn, phrase
from reportgen.scheme import Output
from reportgen.settle.outputs.accounts import Accounts
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
        rows = (*lines, *self._totals(lines, done))
        return Table(
            output.id, month.scheme.id, output.title, done.status, self.head, rows, done.notes,  # type: ignore[arg-type]
            of=self.of, part=self.part, blocks=done.live.blocks,
        )  # fmt: skip

    def _totals(self, lines: tuple[Line, ...], done: Settlement) -> Iterator[Line]:
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
                amount = shown(total(Decimal(one.value) for one in parts if one.value))
                cells[at[id]] = Figure(amount, evidence, formula=TOTALS[self.part](done.live, currency))
            yield tuple(cells)


def _of_claim(claim: Claim, live: Accounts) -> tuple[Figure, Figure, Figure, Figure]:
    return (
        _text(claim.number, live.claim(claim, "number"), _cell(claim, "number")),
        _text(claim.customer, live.claim(claim, "customer"), (claim.ref,)),
        _text(claim.owner, live.claim(claim, "owner"), _cell(claim, "owner")),
        _text(claim.currency, live.claim(claim, "currency"), _cell(claim, "currency")),
    )


def _of_receipt(receipt: Receipt, live: Accounts) -> tuple[Figure, Figure, Figure, Figure]:
    return (
        _text(receipt.customer, live.receipt(receipt, "customer"), (receipt.ref,)),
        _text("、".join(receipt.numbers), live.receipt(receipt, "numbers"), _cell(receipt, "numbers")),
        _text(receipt.currency, live.receipt(receipt, "currency"), _cell(receipt, "currency")),
        _text(shown(receipt.on), live.receipt(receipt, "on"), _cell(receipt, "on")),
    )


def _cell(line: Claim | Receipt, name: str) -> tuple[CellRef, ...]:
    """Where a word of the line was read; nothing when the table has no such column."""
    return (line.refs[name],) if name in line.refs else ()


def _text(text: str | None, formula: Expr, evidence: tuple[CellRef, ...]) -> Figure:
    return Figure(text or None, evidence, formula=formula if text else None)


def _either(condition: Expr, holds: bool, then: Phrase, otherwise: Phrase) -> Figure:
    """One of two words, as the formula finds it."""
    words = [Word(str(figure(one).value)) for one in (then, otherwise)]
    return replace(figure(then if holds else otherwise), formula=when(condition, *words))


def _settled(done: Settlement) -> Iterator[Line]:
    live = done.live
    for claim in done.result.claims:
        nothing_open = done.result.open(claim) == ZERO
        for at, one in enumerate(done.result.of_claim.get(claim, ()), live.of_claim.get(claim, (0, 0))[0]):
            cells = (claim.amount_ref, one.receipt.amount_ref)
            yield (
                *_of_claim(claim, live),
                _amount(claim, live),
                _text(shown(one.receipt.on), live.receipt(one.receipt, "on"), _cell(one.receipt, "on")),
                Figure(shown(one.amount), cells, formula=rounded(live.match(at), 2)),
                figure(HOW[one.how]),
                _either(same(live.open(claim), 0), nothing_open, SETTLED, PARTLY),
            )


def _amount(claim: Claim, live: Accounts) -> Figure:
    return Figure(shown(claim.amount), (claim.amount_ref,), formula=rounded(live.claim(claim, "amount"), 2))


def _open(done: Settlement) -> Iterator[Line]:
    """The longest overdue first."""
    result, live = done.result, done.live
    maybe = {claim for doubt in result.doubts.values() for claim in doubt.claims}
    waiting = [claim for claim in result.claims if result.open(claim) != ZERO]
    for claim in sorted(waiting, key=lambda one: (-(done.days_over(one) or -1), one.order)):
        matches = result.of_claim.get(claim, ())
        days = done.days_over(claim)
        notes = [CLAIMED_TOLD] if claim.told and not matches else []
        notes += [MAYBE] if claim in maybe else []
        cells: tuple[CellRef, ...] = (claim.amount_ref, *(one.receipt.amount_ref for one in matches))
        settled = live.settled(claim)
        state = _either(call("gt", settled or NIL, 0), bool(matches), PARTLY, UNPAID)
        yield (
            *_of_claim(claim, live),
            _amount(claim, live),
            Figure(shown(result.settled(claim)), cells[1:], formula=settled),
            Figure(shown(result.open(claim)), cells, formula=live.open(claim)),
            _text(shown(claim.due), live.claim(claim, "due"), _cell(claim, "due")),
            Figure(None if days is None else str(days), formula=None if days is None else live.days_over(claim)),
            state if settled else replace(state, formula=None),
            figure(*notes, evidence=(claim.told_ref,) if claim.told else ()),
        )


def _untold(done: Settlement) -> Iterator[Line]:
    """Money that finance has and the salesperson does not know of: he goes on asking the customer for it."""
    live = done.live
    for claim in done.result.claims:
        matches = done.result.of_claim.get(claim, ())
        if not matches or claim.told:
            continue
        last, day = max(one.receipt.on for one in matches), live.last(claim, matches)
        days = str(max(0, (done.period.last - last).days))
        yield (
            *_of_claim(claim, live),
            _text(shown(last), day, tuple(one.receipt.ref for one in matches)),
            Figure(
                shown(done.result.settled(claim)),
                tuple(one.receipt.amount_ref for one in matches),
                formula=live.settled(claim),
            ),
            Figure(days, (claim.told_ref,), formula=most(0, minus(live.month_end, day))),
        )


def _left(receipt: Receipt, done: Settlement) -> Figure:
    return Figure(shown(done.result.left(receipt)), (receipt.amount_ref,), formula=done.live.left(receipt))


def _unmatched(done: Settlement) -> Iterator[Line]:
    result, live = done.result, done.live
    for receipt in result.receipts:
        if result.left(receipt) != ZERO and receipt not in result.doubts:
            amount = rounded(live.receipt(receipt, "amount"), 2)
            yield (
                *_of_receipt(receipt, live),
                Figure(shown(receipt.amount), (receipt.amount_ref,), formula=amount),
                _left(receipt, done),
                figure(*(one for one in (result.reasons.get(receipt),) if one)),
            )


def _ambiguous(done: Settlement) -> Iterator[Line]:
    result = done.result
    for receipt in result.receipts:
        doubt = result.doubts.get(receipt)
        if doubt:
            listed = "、".join(f"{claim.number or '—'}（{money(result.open(claim))}）" for claim in doubt.claims)
            yield (
                *_of_receipt(receipt, done.live),
                _left(receipt, done),
                figure(doubt.why),
                Figure(listed, tuple(claim.amount_ref for claim in doubt.claims)),
            )


TOTALS: Mapping[Part, Callable[[Accounts, str], Expr]] = {
    "settled": Accounts.matched,
    "open": Accounts.open_in_all,
    "untold": Accounts.untold,
    "unmatched": Accounts.no_ones,
    "ambiguous": Accounts.unclear,
}
PARTS: Mapping[Part, Callable[[Settlement], Iterator[Line]]] = {
    "settled": _settled,
    "open": _open,
    "untold": _untold,
    "unmatched": _unmatched,
    "ambiguous": _ambiguous,
}
