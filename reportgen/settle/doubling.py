"""Material missing in consecutive months: the item's deduction counts twice (domain, reading "doubling")."""

from __future__ import annotations

from dataclasses import replace

from reportgen.exact import plain
from reportgen.records import History, Outcome, Subject, phrase
from reportgen.scheme import Item

WORDS = {
    "doubled": {
        "zh": "上月此项材料也未交，扣分加倍：−{single} 变为 −{double}",
        "en": "the material was missing last month too, the deduction doubles: −{single} becomes −{double}",
    },
}


def doubled(item: Item, outcome: Outcome, subject: Subject, scheme: str, history: History) -> Outcome:
    """Twice the deduction, once, not below 0: for the same item and person marked missing (not late) a month before."""
    before = (scheme, subject.id, item.id) in history.missing
    if not (item.double and outcome.doubles and before) or outcome.points is None:
        return outcome
    single = outcome.out_of - outcome.points
    points = outcome.points - min(single, outcome.points)
    words = phrase("doubled", single=plain(single), double=plain(outcome.out_of - points))
    return replace(outcome, points=points, because=(*outcome.because, words))
