"""The live side of a card's workbook: which figures it shows, their formulas, and where each stands in results.json."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from reportgen.formula import Block, Expr, Given, Named, Param, call, minus, plus
from reportgen.formula.flat import Workings, flat
from reportgen.formula.functions import Known
from reportgen.publish.card_view import Paper, points_before
from reportgen.publish.live.sheets import Published
from reportgen.publish.view import CardView
from reportgen.records import CellRef, Component, Measured, Phrase, Scorecard, phrase

MOST_DIGITS = 6  # binary fractions are cut off after so many places

WORDS = {
    "live-previous": {"zh": "{name}：{period} 已公布", "en": "{name}: published for {period}"},
    "live-lost": {"zh": "{name}：失分", "en": "{name}: points lost"},
    "live-change": {"zh": "{name}：比上月", "en": "{name}: change"},
    "live-rank": {"zh": "{name}：名次 / 人数", "en": "{name}: rank / people"},
}


@dataclass(frozen=True, slots=True)
class CardBook:
    """What a card's workbook holds. `trial`: the copy whose inputs are open."""

    view: CardView
    workings: Workings
    published: tuple[Published, ...]
    trial: bool = False


def without_formulas(view: CardView) -> CardBook:
    """A card's workbook of figures alone."""
    return CardBook(view, Workings((), (), (), ()), ())


@dataclass(frozen=True, slots=True)
class _Shown:
    """A figure of the card: its formula; where it stands in results.json and with what value ("" for nowhere)."""

    formula: Named
    path: str = ""
    value: Known = None


def card_book(paper: Paper, view: CardView, cards: Sequence[Scorecard], *, trial: bool = False) -> CardBook:
    shown = [one for card in cards for one in _figures(paper, card)]
    blocks: dict[str, Block] = {}
    for card in cards:
        blocks |= {block.id: block for block in card.formulas.blocks} if card.formulas else {}
    workings = flat((one.formula for one in shown), blocks.values(), paper.speaker.say)
    published = tuple(
        Published(paper.speaker.say(one.formula.label), one.formula.key, one.path, one.value)
        for one in shown
        if one.path
    )
    return CardBook(view, workings, published, trial)


def _figures(paper: Paper, card: Scorecard) -> Iterator[_Shown]:
    formulas, own = card.formulas, "/".join(card.key)
    if formulas is None or not isinstance(formulas.score, Named):
        return
    yield from _head(card, formulas.score, own)
    for root in card.components:
        yield from _component(paper, card, root, f"{own}/components/{root.id}")
    for measured in card.measures:
        yield from _measure(paper, card, measured, own)
    if card.pay is not None and isinstance(card.pay.formula, Named):
        for part in card.pay.parts:
            if isinstance(part.formula, Named):
                yield _Shown(part.formula, f"{own}/pay/parts/{part.id}/amount", part.amount)
        yield _Shown(card.pay.formula, f"{own}/pay/total", card.pay.total)


def _head(card: Scorecard, score: Named, own: str) -> Iterator[_Shown]:
    formulas, role, base = card.formulas, card.subject.role, base_of(card)
    yield _Shown(score, f"{own}/score", card.score)
    yield _Shown(Named(f"{base}/score-again", score.label, score))
    if formulas is not None and isinstance(formulas.grade, Named):
        yield _Shown(formulas.grade, f"{own}/grade", card.grade)
    if formulas is not None and isinstance(formulas.rank, Named) and isinstance(formulas.of, Named):
        yield _Shown(formulas.rank, f"{own}/rank", Decimal(card.rank or 0))
        yield _Shown(formulas.of, f"{own}/of", Decimal(card.of))
        text = call("join", formulas.rank, " / ", formulas.of)
        yield _Shown(Named(f"{base}/rank-of", phrase("live-rank", name=role), text))
    if card.previous is not None:
        period, value = card.previous
        before = _before(card, "score", role, period, value)
        yield _Shown(Named(f"{base}/previous", before.label, before))
        yield _Shown(Named(f"{base}/previous-again", before.label, before))
        change = call("round", minus(score, before), MOST_DIGITS)
        yield _Shown(Named(f"{base}/change", phrase("live-change", name=role), change))


def _component(
    paper: Paper, card: Scorecard, part: Component, path: str, spell: Component | None = None
) -> Iterator[_Shown]:
    worked = part.formulas
    if worked is None or not isinstance(worked.counted, Named):
        return
    key, seen = worked.counted.key, set()
    for name, formula, value in (("counted", worked.counted, part.counted), ("raw", worked.raw, part.raw),
                                 ("points", worked.points, part.points)):  # fmt: skip
        if isinstance(formula, Named) and formula.key not in seen:
            seen.add(formula.key)
            yield _Shown(formula, f"{path}/{name}", value)
    special = part.spell is None and any(one.id == part.id and one.special for one in paper.schemes[card.scheme].items)
    full = Param(part.name, phrase("f-full"), part.out_of)
    lost: Expr = plus(worked.counted) if special else minus(worked.counted, full)
    yield _Shown(Named(f"{key}/lost", phrase("live-lost", name=part.name), call("round", lost, MOST_DIGITS)))
    before = points_before(paper, card, part, spell)
    if before is not None:
        given = _before(card, path.partition("/components/")[2], part.name, paper.history.last, before)
        yield _Shown(Named(f"{key}/previous", given.label, given))
    for child in part.components:
        yield from _component(paper, card, child, f"{path}/{child.id}", part if part.spell else spell)


def _measure(paper: Paper, card: Scorecard, measured: Measured, own: str) -> Iterator[_Shown]:
    if isinstance(measured.formula, Named):
        yield _Shown(measured.formula, f"{own}/kpis/{measured.id}/value", measured.value)
    before = paper.history.values.get((card.scheme, card.subject.id, measured.id))
    if before is not None:
        given = _before(card, f"kpis/{measured.id}", measured.name, paper.history.last, before)
        yield _Shown(Named(f"{base_of(card)}/kpis/{measured.id}/previous", given.label, given))


def _before(card: Scorecard, what: str, name: str, period: str, value: Decimal) -> Given:
    label: Phrase = phrase("live-previous", name=name, period=period)
    source = CellRef(f"{period}/results.json", "/".join(card.key), what)
    return Given(f"{card.scheme}/{card.subject.role}/last/{what}", label, value, source)


def base_of(card: Scorecard) -> str:
    """What the names of the figures at a card's head begin with."""
    return f"{card.scheme}/{card.subject.role}"
