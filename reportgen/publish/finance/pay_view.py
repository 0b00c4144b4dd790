"""Scorecards -> the pay sheet: one row per person whose pay is settled, sums that foot, and who is not paid, and why.

A person with several cards (two roles) is paid once, all parts together; while one of them is withheld, he is not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from reportgen.exact import ZERO, half_up, money, total
from reportgen.findings import tell
from reportgen.publish.finance.capitals import capitals
from reportgen.records import Finding, History, Pay, Person, Scorecard
from reportgen.scheme import PayPart, Scheme
from reportgen.words import Language, in_language

NONE = "—"


@dataclass(frozen=True, slots=True)
class PaidRow:
    """`parts` stand under the view's `part_names`, "" where a person has no such part."""

    id: str
    name: str
    department: str
    parts: tuple[str, ...]
    total: str
    previous: str
    change: str
    account: str


@dataclass(frozen=True, slots=True)
class UnpaidRow:
    id: str
    name: str
    department: str
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OpenRow:
    """A difference from the correction of `month` that nobody's pay of this month carries: to be settled by hand."""

    id: str
    name: str
    department: str
    month: str
    amount: str


@dataclass(frozen=True, slots=True)
class PayView:
    """All texts final. `previous_month` names the month that `previous` and `change` look at, "" when there is none."""

    language: str
    organisation: str
    period: str
    period_id: str
    previous_month: str
    part_names: tuple[str, ...]
    rows: tuple[PaidRow, ...]
    part_sums: tuple[str, ...]
    total: str
    previous_total: str
    change_total: str
    capitals: str
    unpaid: tuple[UnpaidRow, ...]
    open: tuple[OpenRow, ...] = ()
    revision: int = 1  # from 2 on: a corrected sheet, which pays nothing by itself


@dataclass(frozen=True, slots=True)
class Payroll:
    """What the pay sheet is made of; `language` is that of findings, `page_language` that of the workbook."""

    organisation: str
    period: str
    period_text: str
    previous_text: str
    language: Language
    page_language: str
    schemes: Mapping[str, Scheme]
    people: Mapping[str, Person]
    history: History
    open: tuple[OpenRow, ...] = ()
    revision: int = 1


def pay_view(payroll: Payroll, cards: Sequence[Scorecard]) -> PayView | None:
    """None when no scheme of the month pays anyone."""
    due: dict[str, list[Scorecard]] = {}
    for card in cards:
        if card.pay is not None or (card.status == "withheld" and _plan(payroll, card)):
            due.setdefault(card.subject.id, []).append(card)
    if not due and not payroll.open:
        return None
    names = _part_names(payroll, due)
    paid = [own for own in due.values() if all(_settled(card) for card in own)]
    rows = tuple(_row(payroll, own, names) for own in paid)
    sums = [total(_amount(own, name) for own in paid) for name in names]
    every = total(_total(own) for own in paid)
    before = [payroll.history.pays.get(own[0].subject.id) for own in paid]
    known = [amount for amount in before if amount is not None]
    whole = bool(known) and len(known) == len(before)
    return PayView(
        language=payroll.page_language,
        organisation=payroll.organisation,
        period=payroll.period_text,
        period_id=payroll.period,
        previous_month=payroll.previous_text,
        part_names=names,
        rows=rows,
        part_sums=tuple(money(amount) for amount in sums),
        total=money(every),
        previous_total=money(total(known)) if whole else NONE,
        change_total=_change(every - total(known)) if whole else NONE,
        capitals=in_language({"zh": capitals(every), "en": capitals(every)}, payroll.language),
        unpaid=tuple(_unpaid(payroll, own) for own in due.values() if own not in paid),
        open=payroll.open,
        revision=payroll.revision,
    )


def _plan(payroll: Payroll, card: Scorecard) -> tuple[PayPart, ...]:
    plans = payroll.schemes[card.scheme].pays
    return next((plan.parts for plan in plans if card.subject.role in plan.roles), ())


def _settled(card: Scorecard) -> bool:
    return card.pay is not None and card.pay.total is not None


def _part_names(payroll: Payroll, due: Mapping[str, Sequence[Scorecard]]) -> tuple[str, ...]:
    """The parts of all plans that someone is paid by, as declared, then what is carried from corrected months; parts
    of the same name share a column."""
    every = [card for own in due.values() for card in own]
    named = [part.name for card in every for part in _declared(payroll, card)]
    known = {part.id for card in every for part in _declared(payroll, card)}
    parts = [part for card in every if card.pay for part in card.pay.parts]
    carried = sorted((part.id, part.name) for part in parts if part.id.split("/")[0] not in known)
    return tuple(dict.fromkeys((*named, *(name for _, name in carried))))


def _declared(payroll: Payroll, card: Scorecard) -> Iterator[PayPart]:
    """After a transfer the parts of the other role count too."""
    used = {part.id.split("/")[0] for part in card.pay.parts} if card.pay else set()
    for plan in payroll.schemes[card.scheme].pays:
        yield from (part for part in plan.parts if card.subject.role in plan.roles or part.id in used)


def _row(payroll: Payroll, own: Sequence[Scorecard], names: Sequence[str]) -> PaidRow:
    subject = own[0].subject
    amount, before = _total(own), payroll.history.pays.get(subject.id)
    person = payroll.people.get(subject.id)
    return PaidRow(
        id=subject.id,
        name=subject.name,
        department="、".join(dict.fromkeys(card.subject.department for card in own)),
        parts=tuple(money(_amount(own, name)) if _has(own, name) else "" for name in names),
        total=money(amount),
        previous=NONE if before is None else money(before),
        change=NONE if before is None else _change(amount - before),
        account=person.account if person else "",
    )


def _parts(own: Sequence[Scorecard]) -> Iterator[tuple[str, Decimal]]:
    """Names as declared: a part of some days only says so in brackets."""
    for card in own:
        pay: Pay | None = card.pay
        for part in pay.parts if pay else ():
            name = part.name.rpartition("（")[0] if "/" in part.id else part.name
            yield name, half_up(part.amount or ZERO)


def _has(own: Sequence[Scorecard], name: str) -> bool:
    return any(found == name for found, _ in _parts(own))


def _amount(own: Sequence[Scorecard], name: str) -> Decimal:
    return total(amount for found, amount in _parts(own) if found == name)


def _total(own: Sequence[Scorecard]) -> Decimal:
    return total(card.pay.total for card in own if card.pay and card.pay.total is not None)


def _change(amount: Decimal) -> str:
    return f"+{money(amount)}" if amount > ZERO else money(amount)


def _unpaid(payroll: Payroll, own: Sequence[Scorecard]) -> UnpaidRow:
    subject = own[0].subject
    blame = [found for card in own for found in (*card.blame, *(card.pay.blame if card.pay else ()))]
    return UnpaidRow(subject.id, subject.name, subject.department, tuple(_told(blame, payroll.language)))


def _told(blame: Iterable[Finding], language: Language) -> Iterator[str]:
    yield from dict.fromkeys(f"{found.where}：{tell(found, language).message}" for found in blame)
