"""Two sides of one business: what was billed (claims) against what was received, to the last fen, per currency.

    claims ───┐ numbers.py   the voucher number, where both have one: in full, in parts, several at once
              ├ amounts.py   else customer and amount inside the window of days: one to one, then several to one
    receipts ─┘                 and whatever fits in more than one way, or not quite, is left open and said to be

Nothing is guessed: a pairing counts only when nothing else fits. Only the set of lines matters, never their order.
Per currency: claims = settled + open, receipts = settled + ambiguous + unmatched.
"""

from __future__ import annotations

from collections.abc import Iterable

from reportgen.settle.reconcile.amounts import by_amount
from reportgen.settle.reconcile.ledger import Claim, Doubt, Match, Receipt, Reconciled, State
from reportgen.settle.reconcile.numbers import by_number

__all__ = ["Claim", "Doubt", "Match", "Receipt", "Reconciled", "reconcile"]


def reconcile(claims: Iterable[Claim], receipts: Iterable[Receipt], days: int) -> Reconciled:
    """`days`: how far a receipt without a number may lie before the claim's date or after its due date."""
    state = State(sorted(claims, key=lambda one: one.order), sorted(receipts, key=lambda one: one.order))
    by_number(state)
    by_amount(state, days)
    return state.result()
