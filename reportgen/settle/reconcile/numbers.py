"""By voucher number: a receipt settles what it names, in parts when it is less; several at once only in full."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from reportgen.exact import ZERO, money, total
from reportgen.records import phrase
from reportgen.settle.reconcile.ledger import Claim, Receipt, State


def by_number(state: State) -> None:
    """Receipts that name one voucher come first: they leave no doubt whom they are for."""
    groups: defaultdict[str, list[Claim]] = defaultdict(list)
    for claim in state.claims:
        if claim.number_key:
            groups[claim.number_key].append(claim)
    named = [(receipt, [key for key in receipt.number_keys if key in groups]) for receipt in state.receipts]
    for receipt, keys in sorted(named, key=lambda pair: len(pair[1])):
        if keys and receipt.amount > ZERO:
            _settle(state, receipt, [claim for key in keys for claim in groups[key]], several=len(keys) > 1)


def _settle(state: State, receipt: Receipt, claims: Sequence[Claim], *, several: bool) -> None:
    own = sorted((claim for claim in claims if claim.currency == receipt.currency), key=lambda one: one.order)
    if not own:
        currencies = "、".join(sorted({claim.currency for claim in claims}))
        state.doubt(receipt, phrase("other-currency", currencies=currencies), claims)
        return
    waiting = [claim for claim in own if state.open(claim) > ZERO]
    asked = total(state.open(claim) for claim in waiting)
    if several and len(waiting) > 1 and receipt.amount < asked:
        why = phrase("too-little", amount=money(receipt.amount), asked=money(asked))
        state.doubt(receipt, why, waiting)
        return
    for claim in waiting:
        state.settle(claim, receipt, "number")
    if state.left(receipt) > ZERO:
        state.reasons[receipt] = phrase("too-much")
