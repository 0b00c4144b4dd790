"""Month pay: parts each to the fen, total their sum; a rate enters as printed (domain, S2, reading "rounding")."""

from __future__ import annotations

from decimal import Decimal

from reportgen.exact import HUNDRED, half_up, money, plain, product, quotient, total
from reportgen.records import (
    CellRef,
    Component,
    Finding,
    Measured,
    Pay,
    PayPart,
    Person,
    Phrase,
    Scores,
    finding,
    phrase,
)
from reportgen.scheme import PayPart as Declared
from reportgen.scheme import PayPlan

WORDS = {
    "pay-share": {"zh": "{gross} × {share} %", "en": "{gross} × {share} %"},
    "pay-rate": {"zh": "{gross} × {share} % × {name} {rate} %", "en": "{gross} × {share} % × {name} {rate} %"},
    "pay-item": {
        "zh": "{gross} × {share} % × {name} {points} ÷ {full}",
        "en": "{gross} × {share} % × {name} {points} / {full}",
    },
    "pay-column": {"zh": "按表中金额", "en": "the amount in the sheet"},
}


def settle_pay(plan: PayPlan, person: Person, components: tuple[Component, ...], scores: Scores) -> Pay:
    """The pay of one person whose card is scored; a part that cannot be had withholds the pay, not the score."""
    parts: list[PayPart] = []
    blame: list[Finding] = []
    for declared in plan.parts:
        part, wrong = _part(declared, person, components, scores)
        parts.append(part)
        blame += wrong
    amounts = [part.amount for part in parts if part.amount is not None]
    if blame or len(amounts) < len(parts):
        return Pay("withheld", None, tuple(parts), tuple(dict.fromkeys(blame)))
    return Pay("scored", total(amounts), tuple(parts))


def _part(
    declared: Declared, person: Person, components: tuple[Component, ...], scores: Scores
) -> tuple[PayPart, tuple[Finding, ...]]:
    if declared.table:
        return _from_column(declared, scores.bonus[declared.id], person)
    where = person.cells.get("gross", person.ref)
    if person.gross is None:
        wrong = finding("PAY_NO_GROSS", where, concerns=(person.id,), department=person.department, name=person.name)
        return PayPart(declared.id, declared.name, None), (wrong,)
    share = declared.share or HUNDRED
    base = {"gross": money(person.gross), "share": plain(share)}
    amount = quotient(product(person.gross, share), HUNDRED)
    if declared.times_kpi:
        measured = next(one for one in scores.measures if one.id == declared.times_kpi)
        if measured.value is None:
            return PayPart(declared.id, declared.name, None), _no_rate(measured, person)
        words = phrase("pay-rate", **base, name=measured.name, rate=measured.value)
        amount = quotient(product(amount, measured.value), HUNDRED)
        return _paid(declared, amount, words, (where, *measured.evidence))
    if declared.times_item:
        item = next(one for root in components for one in root.walk() if one.id == declared.times_item)
        points = item.counted
        if points is None:  # a scored card has points everywhere
            raise AssertionError(f"item {item.id} of a scored card has no points")
        words = phrase("pay-item", **base, name=item.name, points=points, full=plain(item.out_of))
        return _paid(declared, quotient(product(amount, points), item.out_of), words, (where,))
    return _paid(declared, amount, phrase("pay-share", **base), (where,))


def _paid(
    declared: Declared, amount: Decimal, words: Phrase, evidence: tuple[CellRef, ...]
) -> tuple[PayPart, tuple[Finding, ...]]:
    return PayPart(declared.id, declared.name, half_up(amount), (words,), evidence), ()


def _from_column(declared: Declared, measured: Measured, person: Person) -> tuple[PayPart, tuple[Finding, ...]]:
    if measured.value is None:
        return PayPart(declared.id, declared.name, None), measured.blame or _no_rate(measured, person)
    words = (phrase("pay-column"),)
    return PayPart(declared.id, declared.name, half_up(measured.value), words, measured.evidence), ()


def _no_rate(measured: Measured, person: Person) -> tuple[Finding, ...]:
    if measured.blame:
        return measured.blame
    return (
        finding(
            "PAY_NO_RATE",
            person.ref,
            concerns=(person.id,),
            department=person.department,
            name=person.name,
            rate=measured.name,
        ),
    )
