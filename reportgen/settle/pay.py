"""Month pay: parts each to the fen, total their sum; a rate enters as printed (domain, S2, reading "rounding").

Days in post count where the plan says so, and always after a transfer: each stint is paid by its own days, from its
own gross, with its own department's figures. An amount that stands in a sheet is paid once and in full.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from reportgen.exact import HUNDRED, ZERO, half_up, money, plain, product, quotient, total
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
    Spell,
    Stint,
    finding,
    phrase,
)
from reportgen.scheme import PayPart as Declared
from reportgen.scheme import PayPlan

DATES = ("joined", "left", "leave_from", "leave_to")  # the cells of the roster that days in post come from

WORDS = {
    "pay-share": {"zh": "{gross} × {share} %", "en": "{gross} × {share} %"},
    "pay-rate": {"zh": "{gross} × {share} % × {name} {rate} %", "en": "{gross} × {share} % × {name} {rate} %"},
    "pay-item": {
        "zh": "{gross} × {share} % × {name} {points} ÷ {full}",
        "en": "{gross} × {share} % × {name} {points} / {full}",
    },
    "pay-column": {"zh": "按表中金额", "en": "the amount in the sheet"},
    "pay-column-once": {
        "zh": "表中这笔金额已经计过，不重复计",
        "en": "this amount in the sheet is paid already and not paid again",
    },
    "pay-days": {"zh": "在岗 {days} / {of} 天", "en": "in post {days} of {of} days"},
}


@dataclass(frozen=True, slots=True)
class Share:
    """What a spell is paid from: its plan, its own components and figures, and the days (`of`) that are the whole."""

    plan: PayPlan
    spell: Spell
    components: tuple[Component, ...]
    scores: Scores
    of: int


def settle_pay(shares: Sequence[Share], taken: set[CellRef]) -> Pay:
    """The pay of one person whose card is scored; a part that cannot be had withholds the pay, not the score.
    `taken` are the cells of amounts that he was paid already; those that are paid here are added."""
    parts: list[PayPart] = []
    blame: list[Finding] = []
    alone = sum(len(share.spell.stints) for share in shares) == 1
    for share in shares:
        for declared in share.plan.parts:
            for stint in share.spell.stints[: 1 if declared.table else None]:
                part, wrong = _part(declared, stint, share, taken)
                number = 1 + sum(one.id.startswith(f"{declared.id}/") for one in parts)
                parts.append(part if alone else _named(part, declared, stint, number))
                blame += wrong
    amounts = [part.amount for part in parts if part.amount is not None]
    if blame or len(amounts) < len(parts):
        return Pay("withheld", None, tuple(parts), tuple(dict.fromkeys(blame)))
    return Pay("scored", total(amounts), tuple(parts))


def _named(part: PayPart, declared: Declared, stint: Stint, number: int) -> PayPart:
    when = f"{stint.first:%m-%d}—{stint.last:%m-%d}"
    return replace(part, id=f"{declared.id}/{number}", name=f"{declared.name}（{stint.person.department} {when}）")


def _part(declared: Declared, stint: Stint, share: Share, taken: set[CellRef]) -> tuple[PayPart, tuple[Finding, ...]]:
    person = stint.person
    if declared.table:
        return _from_column(declared, share.scores.bonus[declared.id], person, taken)
    where = person.cells.get("gross", person.ref)
    if person.gross is None:
        wrong = finding("PAY_NO_GROSS", where, concerns=(person.id,), department=person.department, name=person.name)
        return PayPart(declared.id, declared.name, None), (wrong,)
    percent = declared.share or HUNDRED
    base = {"gross": money(person.gross), "share": plain(percent)}
    amount, words = quotient(product(person.gross, percent), HUNDRED), phrase("pay-share", **base)
    evidence: tuple[CellRef, ...] = (where,)
    if declared.times_kpi:
        measured = next(one for one in share.scores.measures if one.id == declared.times_kpi)
        if measured.value is None:
            return PayPart(declared.id, declared.name, None), _no_rate(measured, person)
        words = phrase("pay-rate", **base, name=measured.name, rate=measured.value)
        amount = quotient(product(amount, measured.value), HUNDRED)
        evidence = (where, *measured.evidence)
    if declared.times_item:
        item = next(one for root in share.components for one in root.walk() if one.id == declared.times_item)
        points = item.counted
        if points is None:  # a scored card has points everywhere
            raise AssertionError(f"item {item.id} of a scored card has no points")
        words = phrase("pay-item", **base, name=item.name, points=points, full=plain(item.out_of))
        amount = quotient(product(amount, points), item.out_of)
    return _paid(declared, amount, words, evidence, stint, share.of), ()


def _paid(
    declared: Declared, amount: Decimal, words: Phrase, evidence: tuple[CellRef, ...], stint: Stint, of: int
) -> PayPart:
    if stint.days == of:
        return PayPart(declared.id, declared.name, half_up(amount), (words,), evidence)
    amount = quotient(product(amount, Decimal(stint.days)), Decimal(of))
    dates = tuple(cell for name in DATES if getattr(stint.person, name) and (cell := stint.person.cells.get(name)))
    in_post = phrase("pay-days", days=stint.days, of=of)
    return PayPart(declared.id, declared.name, half_up(amount), (words, in_post), (*evidence, *dates))


def _from_column(
    declared: Declared, measured: Measured, person: Person, taken: set[CellRef]
) -> tuple[PayPart, tuple[Finding, ...]]:
    if measured.value is None:
        return PayPart(declared.id, declared.name, None), measured.blame or _no_rate(measured, person)
    if measured.evidence and taken.issuperset(measured.evidence):
        return PayPart(declared.id, declared.name, half_up(ZERO), (phrase("pay-column-once"),), measured.evidence), ()
    taken.update(measured.evidence)
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
