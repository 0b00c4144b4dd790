"""What a corrected month leaves to be paid: carried into an open month, exactly once.

A closed month was paid as it stood when it was closed. Each correction leaves, per person, the difference between the
pay by the new figures and what was paid and settled for that month before. The next run of a later month that is open
takes up every difference that no other month carries, as a part of the pay of its own; run again, it carries the same.
A pay that is withheld is not a pay of zero: it leaves no difference until it is known. Whoever has no settled pay in
the open month cannot carry: these differences stay open and are listed.

    paid in all months + differences still open = pay by the latest figures of all months
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from reportgen.exact import ZERO, total
from reportgen.formula import Given, Named, plus, rounded
from reportgen.ledger.annals import Annals, Difference
from reportgen.pipeline.history.figures import CARRIED
from reportgen.pipeline.reckoning import Reckoned
from reportgen.records import CellRef, MonthResult, PayPart, Scorecard, phrase
from reportgen.scheme import Scheme

WORDS = {
    "pay-carried": {
        "zh": "{period} 更正（第 {revisions} 版）后的工资差额",
        "en": "difference in pay after the correction of {period} (version {revisions})",
    },
}
Paying = frozenset[tuple[str, str]]  # (scheme, role) of everyone who is paid by a plan
_NAMES = {True: "补发 {period} 更正", False: "扣回 {period} 更正"}


def due(annals: Annals, period: str) -> tuple[Difference, ...]:
    """What the month has to carry: while it is open, every difference of an earlier month that no other month carries;
    afterwards what it carried when it was closed."""
    return due_of(annals.differences(), period, annals.closing(period) is not None)


def due_of(differences: Iterable[Difference], period: str, closed: bool) -> tuple[Difference, ...]:
    free = ("",) if not closed else ()
    return tuple(one for one in differences if one.period < period and one.month in (period, *free))


def settled(reckoned: Reckoned, differences: Sequence[Difference], *, closed: bool) -> Reckoned:
    """The month with what it carries for earlier ones; in a closed one nothing is left to be settled any more."""
    result, left = carry(reckoned.result, differences, paying(reckoned.gathered.schemes))
    borne = tuple(one for one in differences if one not in left)
    return replace(reckoned, result=result, carried=borne, unsettled=() if closed else left)


def paying(schemes: Iterable[Scheme]) -> Paying:
    return frozenset((scheme.id, role) for scheme in schemes for plan in scheme.pays for role in plan.roles)


def carry(
    result: MonthResult, differences: Sequence[Difference], plans: Paying
) -> tuple[MonthResult, tuple[Difference, ...]]:
    """The month with the differences in the pays, and those of people without a settled pay, who carry nothing."""
    own: defaultdict[str, list[Difference]] = defaultdict(list)
    for one in differences:
        own[one.person].append(one)
    bearers = {person: place for person, place in _bearers(result.cards, plans).items() if person in own}
    cards = list(result.cards)
    for person, place in bearers.items():
        cards[place] = _with_parts(cards[place], own[person])
    left = tuple(one for one in differences if one.person not in bearers)
    return replace(result, cards=tuple(cards)), left


def _bearers(cards: Sequence[Scorecard], plans: Paying) -> dict[str, int]:
    """工号 -> the place of the card whose pay takes the difference: the first one with a pay, if no pay of that person
    is withheld, with its card or alone."""
    found: dict[str, int] = {}
    withheld: set[str] = set()
    for place, card in enumerate(cards):
        unpaid = card.status == "withheld" and (card.scheme, card.subject.role) in plans
        if unpaid or (card.pay is not None and card.pay.total is None):
            withheld.add(card.subject.id)
        elif card.pay is not None:
            found.setdefault(card.subject.id, place)
    return {person: place for person, place in found.items() if person not in withheld}


def _with_parts(card: Scorecard, differences: Sequence[Difference]) -> Scorecard:
    """One part for each corrected month; none where its differences cancel out."""
    pay = card.pay
    if pay is None or pay.total is None:
        raise ValueError(f"a pay that is not settled carries nothing: {card.key}")
    periods = dict.fromkeys(one.period for one in differences)
    new = [_part(card, period, [one for one in differences if one.period == period]) for period in periods]
    new = [part for part in new if part.amount != ZERO]
    parts = (*pay.parts, *new)
    settled = total(part.amount for part in parts if part.amount is not None)
    formula = pay.formula
    if isinstance(formula, Named):
        added = (part.formula for part in new if part.formula is not None)
        formula = Named(formula.key, formula.label, rounded(plus(formula.expr, *added), 2))
    return replace(card, pay=replace(pay, total=settled, parts=parts, formula=formula))


def _part(card: Scorecard, period: str, own: Sequence[Difference]) -> PayPart:
    amount = total(one.amount for one in own)
    name = _NAMES[amount > ZERO].format(period=period)
    why = phrase("pay-carried", period=period, revisions="、".join(str(one.revision) for one in own))
    key = f"{card.scheme}/{card.subject.role}/pay/{CARRIED}{period}"
    given = Given(f"{key}/amount", why, amount, CellRef(f"{period}/results.json", own[0].person, "pay/total"), "元")
    formula = Named(key, phrase("f-pay", name=name), given)
    return PayPart(f"{CARRIED}{period}", name, amount, (why,), formula=formula)


# ---------------------------------------------------------------- what a correction leaves


@dataclass(frozen=True, slots=True)
class Paid:
    """A results.json, and who is paid by the rules that it was made by."""

    results: bytes
    plans: Paying


def own_pays(paid: Paid) -> dict[str, Decimal | None]:
    """工号 -> the pay of the month's own work, all cards together: without what it carries for earlier months; None
    while one of the person's pays is withheld, with its card or alone, for then nothing is paid."""
    found: dict[str, Decimal | None] = {}
    for card in json.loads(paid.results)["scorecards"]:
        person, pay = card["subject"]["id"], card.get("pay")
        unpaid = card["status"] == "withheld" and (card["scheme"], card["subject"]["role"]) in paid.plans
        if unpaid or (pay is not None and pay["status"] == "withheld"):
            found[person] = None
        elif pay is not None and found.get(person, ZERO) is not None:
            parts = [Decimal(one["amount"]) for one in pay["parts"] if not one["id"].startswith(CARRIED)]
            found[person] = total((found.get(person) or ZERO, *parts))
    return found


def left_by(
    period: str,
    revision: int,
    closed_as: Paid,
    before: Sequence[Difference],
    now: Paid,
    people: Mapping[str, tuple[str, str]],
) -> tuple[Difference, ...]:
    """What revision `revision` of a month leaves, by 工号. `closed_as` and `now` are the month as it was closed and
    as it is now, `before` the differences that its earlier corrections left, `people` the name and
    department of everyone in either."""
    paid, own = own_pays(closed_as), own_pays(now)
    left: list[Difference] = []
    for person in sorted({*paid, *own}):
        pay = own.get(person, ZERO)
        if pay is None:
            continue
        settled = [one.amount for one in before if (one.period, one.person) == (period, person)]
        amount = pay - total((paid.get(person) or ZERO, *settled))
        if amount != ZERO:
            name, department = people.get(person, ("", ""))
            left.append(Difference(period, revision, person, name, department, amount))
    return tuple(left)
