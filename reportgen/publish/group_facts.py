"""The figures at the head of a report and of its parts: how many, the average, the best and the lowest score."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from reportgen.exact import ZERO
from reportgen.publish.group_figures import average, shown, signed
from reportgen.publish.group_past import Past, Reporting
from reportgen.publish.group_view import Fact, UnitRow
from reportgen.records import Scorecard


def facts(reporting: Reporting, cards: Sequence[Scorecard], before: Past, live: str = "") -> tuple[Fact, ...]:
    """The strip on top: average, cards, last month, best and lowest. `live`: what their formulas are called."""
    scores = [card.score for card in cards if card.score is not None]
    mean = average(scores)
    counts = (len(cards), len(scores), len(cards) - len(scores))
    return (
        Fact(reporting.word("average"), shown(mean), reporting.people(len(scores), len(cards)), f"{live}/average"),
        *(
            Fact(reporting.word(id), str(count), live=f"{live}/{id}")
            for id, count in zip(("due", "scored", "withheld"), counts, strict=True)
        ),
        Fact(reporting.word("previous"), shown(before.average), _counted_before(reporting, before), f"{live}/previous"),
        Fact(reporting.word("change"), signed(mean, before.average), live=f"{live}/change"),
        *extremes(reporting, cards, live),
    )


def _counted_before(reporting: Reporting, before: Past) -> str:
    due = before.months.get(before.last, {})
    return reporting.people(len(before.scores(before.last)), len(due)) if due else ""


def extremes(reporting: Reporting, cards: Sequence[Scorecard], live: str = "") -> tuple[Fact, Fact]:
    """The highest and the lowest score, with who has them."""
    scores = [card.score for card in cards if card.score is not None]
    high, low = max(scores, default=None), min(scores, default=None)
    return (
        Fact(reporting.word("best"), shown(high), _who(reporting, cards, high), f"{live}/best"),
        Fact(reporting.word("lowest"), shown(low), _who(reporting, cards, low), f"{live}/lowest"),
    )


def _who(reporting: Reporting, cards: Sequence[Scorecard], score: Decimal | None) -> str:
    names = [card.subject.name for card in cards if score is not None and card.score == score]
    if len(names) <= 1:
        return "".join(names)
    return reporting.word("same_score", name=names[0], n=len(names))


def unit_row(
    reporting: Reporting, name: str, cards: Sequence[Scorecard], before: Past, errors: int, is_total: bool = False,
    over: tuple[str, ...] = (), live: str = "",
) -> UnitRow:  # fmt: skip
    """`over`: the departments whose cards they are, () for all; `live`: what its formulas are called."""
    scores = [card.score for card in cards if card.score is not None]
    mean = average(scores)
    return UnitRow(
        name=name,
        due=len(cards),
        scored=len(scores),
        withheld=len(cards) - len(scores),
        average=shown(mean),
        counted=reporting.people(len(scores), len(cards)),
        previous=shown(before.average),
        change=signed(mean, before.average),
        best=shown(max(scores, default=None)),
        lowest=shown(min(scores, default=None)),
        errors=errors,
        total=is_total,
        mean=mean or ZERO,
        mean_before=before.average or ZERO,
        over=over,
        live=live,
    )
