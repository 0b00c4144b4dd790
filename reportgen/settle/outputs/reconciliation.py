"""Two tables of one business reconciled: what was billed against what was received, summed up per currency.

The lines behind the sums are shown by outputs of kind "reconciled" (reconciled.py), each one part of this one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar

from reportgen.exact import ZERO, total
from reportgen.formula import Expr
from reportgen.period import Period
from reportgen.records import CellRef, Figure, Phrase, Row, Table, TableColumn, phrase
from reportgen.scheme import Output
from reportgen.settle.outputs.accounts import Accounts, accounts
from reportgen.settle.outputs.columns import day_of, shown
from reportgen.settle.outputs.month import MonthSheets
from reportgen.settle.outputs.wording import column
from reportgen.settle.reconcile import Claim, Receipt, Reconciled, reconcile

WORDS = {
    "reconciled-part": {
        "zh": "对账只含读得出的 {good} / {all} 行，其余见问题清单",
        "en": "{good} of {all} lines could be read and are reconciled; see the findings for the others",
    },
}
_BETWEEN = re.compile(r"[、，,；;\s]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Claims:
    """The table of what was billed. `told`: a flag, the salesperson knows that the money came."""

    table: str
    customer: str
    amount: str
    date: str
    number: str = ""
    due: str = ""
    currency: str = ""
    owner: str = ""
    told: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipts:
    """The table of what came in. A cell of `number` may name several vouchers, with 、 or commas between."""

    table: str
    customer: str
    amount: str
    date: str
    number: str = ""
    currency: str = ""


@dataclass(frozen=True, slots=True)
class Settlement:
    """What the parts show: the reconciliation, and how many lines of all could be read."""

    result: Reconciled
    live: Accounts
    period: Period
    good: int
    all: int
    doubtful: bool

    @property
    def status(self) -> str:
        return "partial" if self.notes or self.doubtful else "complete"

    @property
    def notes(self) -> tuple[Phrase, ...]:
        return (phrase("reconciled-part", good=self.good, all=self.all),) if self.good < self.all else ()

    def days_over(self, claim: Claim) -> int | None:
        """Days after the due date at the end of the month; None when it is not yet due, or no date is given."""
        return (self.period.last - claim.due).days if claim.due and claim.due < self.period.last else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reconciliation:
    """`days`: the window for receipts without a voucher number. `home`: the currency where none is written."""

    kind: ClassVar[str] = "reconciliation"
    claims: Claims
    receipts: Receipts
    days: int
    home: str

    @property
    def head(self) -> tuple[TableColumn, ...]:
        return (
            column("currency", "currency"),
            column("billed", "amount"),
            column("settled", "all-settled"),
            column("open", "open"),
            column("overdue", "overdue"),
            column("received", "received"),
            column("matched", "matched"),
            column("ambiguous", "ambiguous"),
            column("unmatched", "unmatched"),
        )

    def tabulate(self, output: Output, month: MonthSheets) -> Table:
        done = self.settlement(output, month)
        if done is None:
            return withheld(output, month, self.head, output.id, "summary")
        currencies = {claim.currency for claim in done.result.claims}
        currencies |= {receipt.currency for receipt in done.result.receipts}
        ordered = sorted(currencies, key=lambda currency: (currency != self.home, currency))
        rows = tuple(_summary(done, currency) for currency in ordered)
        return Table(
            output.id, month.scheme.id, output.title, done.status, self.head, rows, done.notes,  # type: ignore[arg-type]
            of=output.id, part="summary", blocks=done.live.blocks,
        )  # fmt: skip

    def settlement(self, output: Output, month: MonthSheets) -> Settlement | None:
        """Worked out once a month; None while one of the two sides was not handed in."""
        if not {self.claims.table, self.receipts.table} <= month.present:
            return None
        found: Settlement = month.once(output.id, lambda: self._settled(output, month))
        return found

    def _settled(self, output: Output, month: MonthSheets) -> Settlement:
        billed, received = month.rows(self.claims.table), month.rows(self.receipts.table)
        claims = [claim for row in billed if (claim := self._claim(row))]
        receipts = [receipt for row in received if (receipt := self._receipt(row))]
        doubtful = bool(month.blame(self.claims.table) or month.blame(self.receipts.table))
        result = reconcile(claims, receipts, self.days)
        names = {table.id: table.name for table in month.scheme.tables}
        titles = (names[self.claims.table], names[self.receipts.table])
        live = accounts(f"{month.scheme.id}/{output.id}", titles, result, month.period)
        return Settlement(result, live, month.period, len(claims) + len(receipts), len(billed) + len(received), doubtful)

    def _claim(self, row: Row) -> Claim | None:
        """None when a cell that is needed cannot be read, or customer or amount is blank."""
        names = self.claims
        amount = row.get(names.amount).value
        wanted = (names.customer, names.amount, names.date, names.number, names.due, names.currency, names.told)
        if _unreadable(row, wanted) or not isinstance(amount, Decimal) or not _word(row, names.customer):
            return None
        return Claim(
            number=_word(row, names.number),
            customer=_word(row, names.customer),
            currency=_word(row, names.currency) or self.home,
            amount=amount,
            on=_day(row, names.date),
            due=_day(row, names.due),
            owner=_word(row, names.owner),
            told=row.get(names.told).value is True,
            ref=row.get(names.customer).ref,
            amount_ref=row.get(names.amount).ref,
            told_ref=row.get(names.told).ref,
            refs=_word_cells(row, number=names.number, currency=names.currency, due=names.due, owner=names.owner),
        )

    def _receipt(self, row: Row) -> Receipt | None:
        names = self.receipts
        amount, on = row.get(names.amount).value, _day(row, names.date)
        wanted = (names.customer, names.amount, names.date, names.number, names.currency)
        if _unreadable(row, wanted) or not isinstance(amount, Decimal) or on is None or not _word(row, names.customer):
            return None
        return Receipt(
            numbers=tuple(number for number in _BETWEEN.split(_word(row, names.number)) if number),
            customer=_word(row, names.customer),
            currency=_word(row, names.currency) or self.home,
            amount=amount,
            on=on,
            ref=row.get(names.customer).ref,
            amount_ref=row.get(names.amount).ref,
            refs=_word_cells(row, numbers=names.number, currency=names.currency, on=names.date),
        )


def _word_cells(row: Row, **columns: str) -> dict[str, CellRef]:
    return {name: row.get(column).ref for name, column in columns.items() if column}


def _unreadable(row: Row, columns: Iterable[str]) -> bool:
    return any(row.get(column).state == "bad" for column in columns if column)


def _word(row: Row, column: str) -> str:
    value = row.get(column).value if column else None
    return value.strip() if isinstance(value, str) else ""


def _day(row: Row, column: str) -> date | None:
    value = row.get(column).value if column else None
    return day_of(value) if isinstance(value, date) else None


def withheld(output: Output, month: MonthSheets, head: tuple[TableColumn, ...], of: str, part: str) -> Table:
    notes = (phrase("table-withheld"),)
    return Table(output.id, month.scheme.id, output.title, "withheld", head, (), notes, of=of, part=part)


def _summary(done: Settlement, currency: str) -> tuple[Figure, ...]:
    """billed = settled + open; received = matched + ambiguous + unmatched."""
    result, live = done.result, done.live
    claims = [claim for claim in result.claims if claim.currency == currency]
    receipts = [receipt for receipt in result.receipts if receipt.currency == currency]
    over = [claim for claim in claims if done.days_over(claim) is not None]
    unclear = [receipt for receipt in receipts if receipt in result.doubts]
    no_ones = [receipt for receipt in receipts if receipt not in result.doubts]
    matched = [one for receipt in receipts for one in result.of_receipt.get(receipt, ())]
    both = tuple(ref for one in matched for ref in (one.claim.amount_ref, one.receipt.amount_ref))
    settled = Figure(shown(total(one.amount for one in matched)), both, formula=live.matched(currency))
    return (
        Figure(currency),
        _sum((claim.amount for claim in claims), (claim.amount_ref for claim in claims), live.billed(currency)),
        settled,
        _sum(map(result.open, claims), _refs(claims, result.open), live.open_in_all(currency)),
        _sum(map(result.open, over), _refs(over, result.open), live.overdue(currency)),
        _sum((one.amount for one in receipts), (one.amount_ref for one in receipts), live.received(currency)),
        settled,
        _sum(map(result.left, unclear), (one.amount_ref for one in unclear), live.unclear(currency)),
        _sum(
            map(result.left, no_ones),
            (one.amount_ref for one in no_ones if result.left(one) != ZERO),
            live.no_ones(currency),
        ),
    )


def _refs(claims: Iterable[Claim], amount: Callable[[Claim], Decimal]) -> Iterable[CellRef]:
    return (claim.amount_ref for claim in claims if amount(claim) != ZERO)


def _sum(amounts: Iterable[Decimal], refs: Iterable[CellRef], formula: Expr) -> Figure:
    return Figure(shown(total(amounts)), tuple(dict.fromkeys(refs)), formula=formula)
