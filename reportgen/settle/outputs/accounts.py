"""The formulas of a reconciliation: both sides line by line, what settles what, and everything that is summed from it.

    claims    what was billed         receipts  what came in
    matches   what was found to settle what: a line of claims, a line of receipts, an amount (decided, not worked out)
Settled = the sum of a claim's matches; open = amount − settled; left = received − the sum of a receipt's matches.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from reportgen.formula import (
    NIL,
    Area,
    At,
    Block,
    BlockLine,
    Expr,
    Field,
    Head,
    Lines,
    Param,
    Word,
    both,
    call,
    filled,
    minus,
    most,
    plus,
    rounded,
    same,
    when,
)  # fmt: skip
from reportgen.period import Period
from reportgen.records import CellRef, phrase
from reportgen.settle.reconcile import Claim, Match, Receipt, Reconciled

LOOKS = 1_000_000  # claims times matches: more, and what is settled of a claim is summed over its own matches alone
YES = Word("是")

WORDS = {
    "f-overdue": {"zh": "其中逾期", "en": "of it overdue"},
    "f-unclear": {"zh": "其中待认领", "en": "of it unclaimed"},
    "f-no-ones": {"zh": "其中无对应", "en": "of it without a claim"},
    "f-untold": {"zh": "其中业务员未获知", "en": "of it not known to sales"},
}
_NUMBER, _AMOUNT = Head("no", "序号", "count", key=True), Head("amount", "金额", "money")
_CURRENCY = Head("currency", "币种", "text", key=True)
CLAIMS = (
    _NUMBER, Head("number", "凭证号", "text"), Head("customer", "客户", "text"), Head("owner", "业务员", "text"),
    _CURRENCY, _AMOUNT, Head("due", "到期日", "date"), Head("told", "业务员已知", "flag"),
)  # fmt: skip
RECEIPTS = (
    _NUMBER, Head("customer", "客户", "text"), Head("numbers", "凭证号", "text"), _CURRENCY,
    Head("on", "收款日期", "date"), _AMOUNT, Head("unclear", "待认领", "flag", key=True),
)  # fmt: skip
MATCHES = (
    Head("claim", "应收序号", "count", key=True), Head("receipt", "收款序号", "count", key=True), _CURRENCY,
    Head("amount", "核销金额", "money"), Head("due", "应收到期日", "date"), Head("told", "业务员已知", "flag"),
    Head("unclear", "收款待认领", "flag", key=True),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Accounts:
    """`claim_at` and `receipt_at`: the lines; `of_claim`: a claim's first and last match; `of_receipt`: its matches."""

    claims: Block
    receipts: Block
    matches: Block
    claim_at: Mapping[Claim, int]
    receipt_at: Mapping[Receipt, int]
    of_claim: Mapping[Claim, tuple[int, int]]
    of_receipt: Mapping[Receipt, tuple[int, ...]]
    period: Period

    @property
    def blocks(self) -> tuple[Block, ...]:
        return self.claims, self.receipts, self.matches

    @property
    def month_end(self) -> Param:
        return Param("", phrase("f-month-end"), self.period.last)

    def claim(self, claim: Claim, column: str) -> At:
        return At(self.claims.id, column, self.claim_at[claim])

    def receipt(self, receipt: Receipt, column: str) -> At:
        return At(self.receipts.id, column, self.receipt_at[receipt])

    def match(self, at: int) -> At:
        return At(self.matches.id, "amount", at)

    def settled(self, claim: Claim) -> Expr | None:
        """None: nothing settles it, and there are too many lines to look through for it."""
        if len(self.claims.lines) * len(self.matches.lines) <= LOOKS:
            amounts = Area(self.matches.id, "amount")
            own = call("sum_for", Area(self.matches.id, "claim"), self.claim(claim, "no"), amounts)
            return rounded(own, 2)
        if claim not in self.of_claim:
            return None
        return rounded(call("sum", Area(self.matches.id, "amount", *self.of_claim[claim])), 2)

    def open(self, claim: Claim) -> Expr:
        return rounded(minus(self.claim(claim, "amount"), self.settled(claim) or NIL), 2)

    def last(self, claim: Claim, matches: Sequence[Match]) -> Expr:
        """The day of the last receipt."""
        days = [self.receipt(one.receipt, "on") for one in matches]
        return most(*days) if len(days) > 1 else days[0]

    def days_over(self, claim: Claim) -> Expr:
        return minus(self.month_end, self.claim(claim, "due"))

    def left(self, receipt: Receipt) -> Expr:
        used = [self.match(at) for at in self.of_receipt.get(receipt, ())]
        amount = self.receipt(receipt, "amount")
        return rounded(minus(amount, plus(*used)) if used else amount, 2)

    # -------------------------------------------------------- sums per currency

    def billed(self, currency: str) -> Expr:
        return rounded(self._of(self.claims, currency), 2)

    def received(self, currency: str) -> Expr:
        return rounded(self._of(self.receipts, currency), 2)

    def matched(self, currency: str) -> Expr:
        return rounded(self._of(self.matches, currency), 2)

    def open_in_all(self, currency: str) -> Expr:
        return rounded(minus(self._of(self.claims, currency), self._of(self.matches, currency)), 2)

    def overdue(self, currency: str) -> Expr:
        late = both(filled(Field("due")), call("lt", Field("due"), self.month_end))
        return self._rest(self.claims, currency, "f-overdue", late)

    def unclear(self, currency: str) -> Expr:
        return self._rest(self.receipts, currency, "f-unclear", same(Field("unclear"), YES))

    def no_ones(self, currency: str) -> Expr:
        return self._rest(self.receipts, currency, "f-no-ones", call("ne", Field("unclear"), YES))

    def untold(self, currency: str) -> Expr:
        return rounded(self._of(self.matches, currency, self._part(self.matches, "f-untold", _not_told())), 2)

    def _rest(self, side: Block, currency: str, label: str, condition: Expr) -> Expr:
        """What of one side is not settled, of the lines that fulfil the condition."""
        whole, matched = (self._part(block, label, condition) for block in (side, self.matches))
        return rounded(minus(self._of(side, currency, whole), self._of(self.matches, currency, matched)), 2)

    def _part(self, block: Block, label: str, condition: Expr) -> Lines:
        return Lines(block.id, "", phrase(label), when(condition, Field("amount"), 0))

    def _of(self, block: Block, currency: str, column: str | Lines = "amount") -> Expr:
        return call("sum_for", Area(block.id, "currency"), currency, Area(block.id, column))


def _not_told() -> Expr:
    return call("ne", Field("told"), YES)


def accounts(key: str, titles: tuple[str, str], result: Reconciled, period: Period) -> Accounts:
    """`key`: what the blocks' names begin with; `titles`: of the two tables."""
    claim_at = {claim: at for at, claim in enumerate(result.claims)}
    receipt_at = {receipt: at for at, receipt in enumerate(result.receipts)}
    of_claim: dict[Claim, tuple[int, int]] = {}
    of_receipt: defaultdict[Receipt, list[int]] = defaultdict(list)
    lines: list[BlockLine] = []
    for claim in result.claims:
        own = result.of_claim.get(claim, ())
        if own:
            of_claim[claim] = (len(lines), len(lines) + len(own) - 1)
        for one in own:
            of_receipt[one.receipt].append(len(lines))
            numbers = Decimal(claim_at[claim] + 1), Decimal(receipt_at[one.receipt] + 1)
            values = (*numbers, claim.currency, one.amount, claim.due, claim.told, one.receipt in result.doubts)
            lines.append(_line(values, {0: claim.amount_ref, 1: one.receipt.amount_ref}))
    return Accounts(
        _block(f"{key}/claims", titles[0], CLAIMS, [_claim(at, one) for one, at in claim_at.items()]),
        _block(f"{key}/receipts", titles[1], RECEIPTS, [_receipt(at, one, result) for one, at in receipt_at.items()]),
        _block(f"{key}/matches", "核销配对（由对账得出）", MATCHES, lines),
        claim_at,
        receipt_at,
        of_claim,
        {receipt: tuple(places) for receipt, places in of_receipt.items()},
        period,
    )


def _block(id: str, title: str, heads: tuple[Head, ...], lines: Sequence[BlockLine]) -> Block:
    return Block(id, title, heads, tuple(lines), 0 if lines else 1)


def _claim(at: int, one: Claim) -> BlockLine:
    values = (Decimal(at + 1), one.number, one.customer, one.owner, one.currency, one.amount, one.due, one.told)
    return _line(values, {2: one.ref, 5: one.amount_ref, 7: one.told_ref})


def _receipt(at: int, one: Receipt, result: Reconciled) -> BlockLine:
    values = (Decimal(at + 1), one.customer, "、".join(one.numbers), one.currency, one.on, one.amount)
    return _line((*values, one in result.doubts), {1: one.ref, 5: one.amount_ref})


def _line(values: tuple[object, ...], cells: Mapping[int, CellRef]) -> BlockLine:
    return BlockLine(values, tuple(cells.get(at) for at in range(len(values))))  # type: ignore[arg-type]
