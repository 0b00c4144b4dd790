"""Month pay: parts each to the fen, total their sum; a rate enters as printed (domain, S2, reading "rounding").

Days in post count where the plan says so, and always after a transfer: each stint is paid by its own days, from its
own gross, with its own department's figures. An amount that stands in a sheet is paid once and in full.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from reportgen.exact import HUNDRED, ZERO, half_up, money, plain, product, quotient, total
from reportgen.formula import Expr, Given, Named, Param, over, plus, rounded, times
from reportgen.formula import percent as percent_formula
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
from reportgen.settle.live import days_formula

DATES = ("joined", "left", "leave_from", "leave_to")  # the cells of the roster that days in post come from

WORDS = {
    "pay-share": {"zh": "{gross} × {share} %", "en": "{gross} × {share} %"},
    "pay-rate": {"zh": "{gross} × {share} % × {name} {rate} %", "en": "{gross} × {share} % × {name} {rate} %"},
    "pay-item": {
        "zh": "{gross} × {share} % × {name} {points} ÷ {full}",
        "en": "{gross} × {share} % × {name} {points} / {full}",
    },
    "pay-column": {"zh": "按表中金额", "en": "the amount in the sheet"},
    "pay-kpi": {"zh": "{name}，逐项见业务指标", "en": "{name}; each case stands with the figures"},
    "pay-column-once": {
        "zh": "表中这笔金额已经计过，不重复计",
        "en": "this amount in the sheet is paid already and not paid again",
    },
    "f-gross": {"zh": "工资总额", "en": "gross"},
    "f-share": {"zh": "占工资总额", "en": "share of the gross"},
    "f-days-of": {"zh": "计薪天数", "en": "days that pay counts"},
    "f-paid-again": {"zh": "表中金额已计过，不重复计", "en": "the amount is paid already"},
    "f-pay": {"zh": "{name}", "en": "{name}"},
    "f-pay-total": {"zh": "应发合计", "en": "pay in all"},
    "pay-days": {"zh": "按在岗 {days} ÷ {of} 天计", "en": "by days in post: {days} / {of}"},
}


@dataclass(frozen=True, slots=True)
class Share:
    """What a spell is paid from: its plan, its own components and figures, and the days (`of`) that are the whole."""

    plan: PayPlan
    spell: Spell
    components: tuple[Component, ...]
    scores: Scores
    of: int
    key: str = ""


def settle_pay(shares: Sequence[Share], taken: set[CellRef]) -> Pay:
    """The pay of one person whose card is scored; a part that cannot be had withholds the pay, not the score.
    `taken` are the cells of amounts that he was paid already; those that are paid here are added."""
    parts: list[PayPart] = []
    blame: list[Finding] = []
    alone = sum(len(share.spell.stints) for share in shares) == 1
    for share in shares:
        for declared in share.plan.parts:
            for stint in share.spell.stints[: 1 if declared.share is None else None]:
                part, wrong = _part(declared, stint, share, taken)
                if part.formula is not None:
                    key = f"{share.key}/pay/{declared.id}/{stint.person.department}/{stint.first}"
                    part = replace(part, formula=Named(key, phrase("f-pay", name=part.name), part.formula))
                number = 1 + sum(one.id.startswith(f"{declared.id}/") for one in parts)
                parts.append(part if alone else _named(part, declared, stint, number))
                blame += wrong
    amounts = [part.amount for part in parts if part.amount is not None]
    if blame or len(amounts) < len(parts):
        return Pay("withheld", None, tuple(parts), tuple(dict.fromkeys(blame)))
    formulas = [part.formula for part in parts if part.formula is not None]
    if len(formulas) < len(parts):
        return Pay("scored", total(amounts), tuple(parts))
    whole = Named(f"{shares[0].key}/pay-total", phrase("f-pay-total"), rounded(plus(*formulas), 2))
    return Pay("scored", total(amounts), tuple(parts), formula=whole)


def _named(part: PayPart, declared: Declared, stint: Stint, number: int) -> PayPart:
    when = f"{stint.first:%m-%d}—{stint.last:%m-%d}"
    return replace(part, id=f"{declared.id}/{number}", name=f"{declared.name}（{stint.person.department} {when}）")


def _part(declared: Declared, stint: Stint, share: Share, taken: set[CellRef]) -> tuple[PayPart, tuple[Finding, ...]]:
    person = stint.person
    if declared.table:
        return _from_column(declared, share.scores.bonus[declared.id], person, taken)
    if declared.kpi:
        measured = next(one for one in share.scores.measures if one.id == declared.kpi)
        return _from_column(declared, measured, person, taken, (phrase("pay-kpi", name=measured.name),))
    where = person.cells.get("gross", person.ref)
    if person.gross is None:
        wrong = finding("PAY_NO_GROSS", where, concerns=(person.id,), department=person.department, name=person.name)
        return PayPart(declared.id, declared.name, None), (wrong,)
    percent = declared.share or HUNDRED
    base = {"gross": money(person.gross), "share": plain(percent)}
    amount, words = quotient(product(person.gross, percent), HUNDRED), phrase("pay-share", **base)
    gross = Given(f"{share.key}/gross/{where}", phrase("f-gross"), person.gross, where, "元")
    formula: Expr = percent_formula(gross, Param(declared.name, phrase("f-share"), percent, "%"))
    evidence: tuple[CellRef, ...] = (where,)
    if declared.times_kpi:
        measured = next(one for one in share.scores.measures if one.id == declared.times_kpi)
        if measured.value is None:
            return PayPart(declared.id, declared.name, None), _no_rate(measured, person)
        words = phrase("pay-rate", **base, name=measured.name, rate=measured.value)
        amount = quotient(product(amount, measured.value), HUNDRED)
        evidence = (where, *measured.evidence)
        formula = percent_formula(formula, measured.formula) if measured.formula is not None else formula
    if declared.times_item:
        item = next(one for root in share.components for one in root.walk() if one.id == declared.times_item)
        points = item.counted
        if points is None:  # a scored card has points everywhere
            raise AssertionError(f"item {item.id} of a scored card has no points")
        words = phrase("pay-item", **base, name=item.name, points=points, full=plain(item.out_of))
        amount = quotient(product(amount, points), item.out_of)
        if item.formulas is not None:
            full = Param(item.name, phrase("f-full"), item.out_of)
            formula = over(times(formula, item.formulas.counted), full)
    return _paid(declared, amount, words, evidence, stint, share.of, formula), ()


def _paid(
    declared: Declared, amount: Decimal, words: Phrase, evidence: tuple[CellRef, ...], stint: Stint, of: int,
    formula: Expr,
) -> PayPart:  # fmt: skip
    if stint.days == of:
        return PayPart(declared.id, declared.name, half_up(amount), (words,), evidence, rounded(formula, 2))
    amount = quotient(product(amount, Decimal(stint.days)), Decimal(of))
    dates = tuple(cell for name in DATES if getattr(stint.person, name) and (cell := stint.person.cells.get(name)))
    in_post = phrase("pay-days", days=stint.days, of=of)
    days = rounded(over(times(formula, days_formula(stint)), Param("", phrase("f-days-of"), Decimal(of))), 2)
    return PayPart(declared.id, declared.name, half_up(amount), (words, in_post), (*evidence, *dates), days)


def _from_column(
    declared: Declared, measured: Measured, person: Person, taken: set[CellRef], said: tuple[Phrase, ...] = ()
) -> tuple[PayPart, tuple[Finding, ...]]:
    if measured.value is None:
        return PayPart(declared.id, declared.name, None), measured.blame or _no_rate(measured, person)
    if measured.evidence and taken.issuperset(measured.evidence):
        again = Param(declared.name, phrase("f-paid-again"), ZERO)
        nothing = times(measured.formula, again) if measured.formula is not None else None
        once = (phrase("pay-column-once"),)
        return PayPart(declared.id, declared.name, half_up(ZERO), once, measured.evidence, nothing), ()
    taken.update(measured.evidence)
    words = said or (phrase("pay-column"),)
    return PayPart(declared.id, declared.name, half_up(measured.value), words, measured.evidence, measured.formula), ()


def _from_kpi(declared: Declared, scores: Scores, person: Person) -> tuple[PayPart, tuple[Finding, ...]]:
    """A figure in yuan as printed, such as a commission."""
    measured = next(one for one in scores.measures if one.id == declared.kpi)
    if measured.value is None:
        return PayPart(declared.id, declared.name, None), _no_rate(measured, person)
    amount = half_up(measured.value)
    return PayPart(declared.id, declared.name, amount, measured.because, measured.evidence, measured.formula), ()


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
