"""Material missing in consecutive months: the item's deduction counts twice (domain, reading "doubling")."""

from __future__ import annotations

from dataclasses import replace

from reportgen.exact import plain
from reportgen.formula import Given, Named, Param, Word, both, call, least, minus, same, when
from reportgen.marks import CellRef
from reportgen.records import History, Outcome, Subject, phrase
from reportgen.scheme import Item

WORDS = {
    "doubled": {
        "zh": "上月此项材料也未交，扣分加倍：−{single} 变为 −{double}",
        "en": "the material was missing last month too, the deduction doubles: −{single} becomes −{double}",
    },
    "doubled-all": {
        "zh": "上月此项材料也未交，扣分加倍：−{single} 变为 −{double}，以满分 {full} 分扣完为止",
        "en": "the material was missing last month too, the deduction doubles: −{single} becomes −{double}, "
        "no more than the full {full}",
    },
    "f-single": {"zh": "{name}：加倍前扣分", "en": "{name}: points off before doubling"},
    "f-missing-before": {"zh": "{name}：上月材料未交", "en": "{name}: material missing last month"},
}
YES, NO = "是", "否"


def doubled(item: Item, outcome: Outcome, subject: Subject, scheme: str, history: History) -> Outcome:
    """Twice the deduction, once, not below 0: for the same item and person marked missing (not late) a month before."""
    before = (scheme, subject.id, item.id) in history.missing
    outcome = _with_formula(item, outcome, subject, history.last, scheme, missing=before)
    if not (item.double and outcome.doubles and before) or outcome.points is None:
        return outcome
    single = outcome.out_of - outcome.points
    points = outcome.points - min(single, outcome.points)
    words = phrase("doubled", single=plain(single), double=plain(2 * single))
    if 2 * single > outcome.out_of:
        words = phrase("doubled-all", single=plain(single), double=plain(2 * single), full=plain(outcome.out_of))
    return replace(outcome, points=points, because=(*outcome.because, words))


def _with_formula(item: Item, outcome: Outcome, subject: Subject, last: str, scheme: str, *, missing: bool) -> Outcome:
    if not item.double or outcome.formula is None or outcome.doubles_formula is None:
        return outcome
    before = Given(
        f"{scheme}/{subject.role}/missing/{item.id}",
        phrase("f-missing-before", name=item.name),
        YES if missing else NO,
        CellRef(f"{last}/results.json" if last else "results.json", subject.id, item.id),
        options=(YES, NO),
    )
    full, points = Param(item.name, phrase("f-full"), item.full), outcome.formula
    single = Named("/".join((scheme, subject.role, subject.department, "single", item.id)),
                   phrase("f-single", name=item.name), minus(full, points))  # fmt: skip
    twice = both(same(before, Word(YES)), call("gt", outcome.doubles_formula, 0))
    return replace(outcome, formula=minus(points, when(twice, least(single, points), 0)))
