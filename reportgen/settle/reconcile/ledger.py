"""The records of a reconciliation: claims, receipts, what settles what, and what stays open on either side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

from reportgen import normal
from reportgen.exact import ZERO, total
from reportgen.records import CellRef, Phrase

How = Literal["number", "amount", "combined", "parts"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A line that waits for money. `told`: its salesperson has marked that the money came. Amounts in `currency`.
    `refs`: the cells of its words and days, by the names here."""

    number: str
    customer: str
    currency: str
    amount: Decimal
    on: date | None
    due: date | None
    owner: str
    told: bool
    ref: CellRef
    amount_ref: CellRef
    told_ref: CellRef
    refs: Mapping[str, CellRef] = field(default_factory=dict, compare=False)

    @property
    def number_key(self) -> str:
        return normal.key(self.number)

    @property
    def order(self) -> tuple[str, str, date, Decimal, str, str, CellRef]:
        day = self.due or self.on or date.max
        return (self.currency, normal.key(self.customer), day, self.amount, self.number, self.owner, self.ref)


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """Money that came. `numbers` are the vouchers that it is said to be for; `refs` as of a claim."""

    numbers: tuple[str, ...]
    customer: str
    currency: str
    amount: Decimal
    on: date
    ref: CellRef
    amount_ref: CellRef
    refs: Mapping[str, CellRef] = field(default_factory=dict, compare=False)

    @property
    def number_keys(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(map(normal.key, self.numbers)))

    @property
    def order(self) -> tuple[str, str, date, Decimal, tuple[str, ...], CellRef]:
        return (self.currency, normal.key(self.customer), self.on, self.amount, self.numbers, self.ref)


@dataclass(frozen=True, slots=True)
class Match:
    """`amount` of a receipt that settles a claim, in whole or in part, and what showed it."""

    claim: Claim
    receipt: Receipt
    amount: Decimal
    how: How


@dataclass(frozen=True, slots=True)
class Doubt:
    """A receipt that may be for these claims: a person must say. `why` as a phrase of reasons.py."""

    receipt: Receipt
    why: Phrase
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Reconciled:
    """Claims and receipts in a stated order; matches by claim and by receipt; `doubts` by receipt; `reasons`: why
    money that is no one's is no one's."""

    claims: tuple[Claim, ...]
    receipts: tuple[Receipt, ...]
    of_claim: Mapping[Claim, tuple[Match, ...]]
    of_receipt: Mapping[Receipt, tuple[Match, ...]]
    doubts: Mapping[Receipt, Doubt]
    reasons: Mapping[Receipt, Phrase]

    def settled(self, claim: Claim) -> Decimal:
        return total(one.amount for one in self.of_claim.get(claim, ()))

    def open(self, claim: Claim) -> Decimal:
        return claim.amount - self.settled(claim)

    def left(self, receipt: Receipt) -> Decimal:
        return receipt.amount - total(one.amount for one in self.of_receipt.get(receipt, ()))


@dataclass(slots=True)
class State:
    """What is open while matching goes on. Claims and receipts of zero or less never match."""

    claims: Sequence[Claim]
    receipts: Sequence[Receipt]
    matches: list[Match] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    reasons: dict[Receipt, Phrase] = field(default_factory=dict)
    _settled: defaultdict[Claim, Decimal] = field(default_factory=lambda: defaultdict(lambda: ZERO))
    _used: defaultdict[Receipt, Decimal] = field(default_factory=lambda: defaultdict(lambda: ZERO))

    def open(self, claim: Claim) -> Decimal:
        return max(ZERO, claim.amount - self._settled[claim])

    def left(self, receipt: Receipt) -> Decimal:
        return max(ZERO, receipt.amount - self._used[receipt])

    def result(self) -> Reconciled:
        of_claim: defaultdict[Claim, list[Match]] = defaultdict(list)
        of_receipt: defaultdict[Receipt, list[Match]] = defaultdict(list)
        for one in sorted(self.matches, key=lambda match: (match.claim.order, match.receipt.order)):
            of_claim[one.claim].append(one)
            of_receipt[one.receipt].append(one)
        return Reconciled(
            tuple(self.claims),
            tuple(self.receipts),
            {claim: tuple(found) for claim, found in of_claim.items()},
            {receipt: tuple(found) for receipt, found in of_receipt.items()},
            {one.receipt: one for one in self.doubts},
            dict(self.reasons),
        )

    def settle(self, claim: Claim, receipt: Receipt, how: How) -> None:
        """As much as both sides allow."""
        amount = min(self.open(claim), self.left(receipt))
        if amount > ZERO:
            self._settled[claim] += amount
            self._used[receipt] += amount
            self.matches.append(Match(claim, receipt, amount, how))

    def doubt(self, receipt: Receipt, why: Phrase, claims: Sequence[Claim]) -> None:
        self.doubts.append(Doubt(receipt, why, tuple(claims)))
