"""Without a number: customer and amount inside the window of days, and only where a single reading is possible.

First one receipt for one claim of the same amount, then one for several claims and several for one claim. A row that
has a part in two possible readings has a part in none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from itertools import combinations
from typing import TypeVar

from reportgen import normal
from reportgen.exact import ZERO, money, total
from reportgen.records import Phrase, phrase
from reportgen.settle.reconcile.ledger import Claim, How, Receipt, State

MOST = 12  # more open lines of one customer than these are not tried in all combinations
T = TypeVar("T", Claim, Receipt)


@dataclass(frozen=True, slots=True)
class Reading:
    """Receipts that may settle claims: one of the two sides is a single line, the sums agree."""

    receipts: tuple[Receipt, ...]
    claims: tuple[Claim, ...]
    how: How

    @property
    def rows(self) -> tuple[Claim | Receipt, ...]:
        return (*self.receipts, *self.claims)


def by_amount(state: State, days: int) -> None:
    touched = {one.receipt for one in state.doubts} | {one.receipt for one in state.matches}
    unnamed = [one for one in state.receipts if one not in touched and one.amount > ZERO]
    groups: defaultdict[tuple[str, str], list[Receipt]] = defaultdict(list)
    for receipt in unnamed:
        groups[receipt.currency, normal.key(receipt.customer)].append(receipt)
    for (currency, customer), receipts in groups.items():
        claims = [
            claim
            for claim in state.claims
            if claim.currency == currency and normal.key(claim.customer) == customer and state.open(claim) > ZERO
        ]
        _customer(state, receipts, claims, days)


def fits(receipt: Receipt, claim: Claim, days: int) -> bool:
    """Not both with numbers (they differ, or they would be settled); from `days` before the claim's date until
    `days` after its due date. A claim without a date has no window."""
    if (receipt.numbers and claim.number) or claim.on is None:
        return False
    return claim.on - timedelta(days) <= receipt.on <= max(claim.due or claim.on, claim.on) + timedelta(days)


def _customer(state: State, receipts: Sequence[Receipt], claims: Sequence[Claim], days: int) -> None:
    near = {receipt: [claim for claim in claims if fits(receipt, claim, days)] for receipt in receipts}
    pairs = [
        Reading((receipt,), (claim,), "amount")
        for receipt in receipts
        for claim in near[receipt]
        if state.open(claim) == receipt.amount
    ]
    contested = _settle_unique(state, pairs, phrase("same-amount"))
    rest = [one for one in receipts if state.left(one) > ZERO and one not in contested]
    waiting = [one for one in claims if state.open(one) > ZERO and one not in contested]
    readings = list(_several(state, rest, waiting, near))
    contested |= _settle_unique(state, readings, phrase("several-readings"))
    for receipt in receipts:
        if state.left(receipt) > ZERO and receipt not in contested:
            _left_over(state, receipt, near[receipt], claims, days)


def _settle_unique(state: State, readings: Sequence[Reading], why: Phrase) -> set[Claim | Receipt]:
    """Settles the readings that share no row with another one; the rows of the others."""
    count: defaultdict[Claim | Receipt, int] = defaultdict(int)
    for reading in readings:
        for row in reading.rows:
            count[row] += 1
    contested: set[Claim | Receipt] = set()
    possible: defaultdict[Receipt, dict[Claim, None]] = defaultdict(dict)
    for reading in readings:
        if all(count[row] == 1 for row in reading.rows):
            for receipt in reading.receipts:
                for claim in reading.claims:
                    state.settle(claim, receipt, reading.how)
            continue
        contested.update(reading.rows)
        for receipt in reading.receipts:
            possible[receipt].update(dict.fromkeys(reading.claims))
    for receipt, claims in possible.items():
        state.doubt(receipt, why, sorted(claims, key=lambda one: one.order))
    return contested


def _several(
    state: State, receipts: Sequence[Receipt], claims: Sequence[Claim], near: dict[Receipt, list[Claim]]
) -> Iterator[Reading]:
    """One receipt for several claims, several receipts for one claim."""
    for receipt in receipts:
        wanted = [claim for claim in near[receipt] if claim in claims]
        for some in _adding_up([(claim, state.open(claim)) for claim in wanted], receipt.amount):
            yield Reading((receipt,), some, "combined")
    for claim in claims:
        given = [receipt for receipt in receipts if claim in near[receipt]]
        for parts in _adding_up([(receipt, receipt.amount) for receipt in given], state.open(claim)):
            yield Reading(parts, (claim,), "parts")


def _adding_up(lines: Sequence[tuple[T, Decimal]], wanted: Decimal) -> Iterator[tuple[T, ...]]:
    """Every choice of two lines or more whose amounts add up to what is wanted."""
    if len(lines) > MOST:
        return
    for size in range(2, len(lines) + 1):
        for some in combinations(lines, size):
            if total(amount for _, amount in some) == wanted:
                yield tuple(line for line, _ in some)


def _left_over(state: State, receipt: Receipt, near: Sequence[Claim], claims: Sequence[Claim], days: int) -> None:
    waiting = [claim for claim in near if state.open(claim) > ZERO]
    if waiting:
        asked = money(total(state.open(claim) for claim in waiting))
        few = len(waiting) <= MOST
        why = phrase("no-equal", asked=asked) if few else phrase("no-equal-many", asked=asked, count=len(waiting))
        state.doubt(receipt, why, waiting)
    elif receipt.numbers:
        state.reasons[receipt] = phrase("unknown-number")
    elif claims:
        state.reasons[receipt] = phrase("all-settled", days=days)
    else:
        state.reasons[receipt] = phrase("nothing-open")
