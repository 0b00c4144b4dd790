"""The worked examples of every scheme: what a card's formulas give is what the engine published."""

from __future__ import annotations

import pytest

from reportgen.example import Example
from reportgen.formula.evaluate import Desk
from reportgen.records import Scorecard
from reportgen.scheme import Scheme
from tests.schemes.examples import examples, reckoned

CASES = [
    pytest.param(scheme, example, id=f"{scheme.id} {scheme.since} {example.name}")
    for scheme, example in examples()
    if example.role
]


@pytest.mark.parametrize(("scheme", "example"), CASES)
def test_the_formulas_of_an_example_give_its_figures(scheme: Scheme, example: Example) -> None:
    month, _ = reckoned(scheme, example)
    assert {name: pair for card in month.cards for name, pair in figures(card).items() if pair[0] != pair[1]} == {}


def figures(card: Scorecard) -> dict[str, tuple[object, object]]:
    """Published figures with what their formulas give, by what they are."""
    if card.formulas is None:
        return {}
    desk = Desk({block.id: block for block in card.formulas.blocks})
    found: dict[str, tuple[object, object]] = {"score": (card.score, desk.value(card.formulas.score))}
    for part in (one for root in card.components for one in root.walk()):
        if part.formulas is not None:
            found[part.id] = (part.counted, desk.value(part.formulas.counted))
    for measure in card.measures:
        if measure.formula is not None:
            found[measure.id] = (measure.value, desk.value(measure.formula))
    for pay in card.pay.parts if card.pay else ():
        if pay.formula is not None:
            found[f"pay {pay.id}"] = (pay.amount, desk.value(pay.formula))
    return found
