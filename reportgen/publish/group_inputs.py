"""What the figures of a report on a department or the company are worked out from, as lines of its workbook.

people   one line per card due: points of its components, last month's score; beside it score, grade, rank, change
(items, earlier months and figures without points: group_lines.py)
A withheld card stands among the people without points, and counts only as due.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from reportgen.formula import (
    Block,
    BlockLine,
    Expr,
    Field,
    Head,
    Here,
    Lines,
    Param,
    both,
    filled,
    least,
    minus,
    over,
    percent,
    plus,
    rounded,
    same,
    times,
    when,
)
from reportgen.marks import Value
from reportgen.publish.group_figures import NOISE, grade_formula, rank_formula
from reportgen.publish.group_past import Reporting, Scope
from reportgen.records import CellRef, Component, Scorecard, phrase
from reportgen.scheme import Scheme

RESULTS = "results.json"
Span = tuple[int, int]  # first and last line


@dataclass(frozen=True, slots=True)
class People:
    """The cards due of one scheme and role. `at`: 工号 -> line; `spans`: department -> its lines."""

    block: Block
    score: Lines
    counts: Lines
    grade: Lines
    rank: Lines
    change: Lines
    at: Mapping[str, int]
    spans: Mapping[str, Span]


def where_of(card: Scorecard, path: str, month: str = "") -> CellRef:
    return CellRef(f"{month}/{RESULTS}" if month else RESULTS, "/".join(card.key), path)


def spans_of(keys: Sequence[object]) -> dict[object, Span]:
    """The first and last place of each key; equal ones stand together."""
    found: dict[object, Span] = {}
    for key, run in groupby(enumerate(keys), key=lambda one: one[1]):
        places = [at for at, _ in run]
        found[key] = (places[0], places[-1])
    return found


# ---------------------------------------------------------------- people


def people(reporting: Reporting, scope: Scope, names: Sequence[str]) -> People:
    """`names`: the order of departments, whose people stand together."""
    scheme = reporting.paper.schemes[scope.scheme]
    order = {name: place for place, name in enumerate(names)}
    cards = sorted(
        scope.cards(reporting.result),
        key=lambda one: (order.get(one.subject.department, len(order)), one.subject.department),
    )
    id = f"people/{scope.scheme}/{scope.role}"
    roots = _roots(cards)
    slots = max((len(card.components) for card in cards if _moved(card)), default=0)
    heads = (
        Head("id", reporting.word("id"), "id", key=True),
        Head("name", reporting.word("name"), "name", key=True),
        Head("department", reporting.word("department"), "text", key=True),
        Head("status", reporting.word("status"), "text", key=True),
        *(Head(f"p-{root.id}", root.name, "number") for root in roots),
        *_slot_heads(reporting, slots),
        *((Head("cap", reporting.word("grade_cap"), "number"),) if _caps(scheme) else ()),
        Head("previous", reporting.word("last_month"), "number"),
        *((Head("overall", reporting.word("overall"), "count"), Head("of", reporting.word("overall_of"), "count"))
          if scope.department else ()),
    )  # fmt: skip
    lines = tuple(_person(reporting, card, roots, slots, bool(scope.department), scheme) for card in cards)
    block = Block(id, f"{scheme.name}　{scope.role}　{reporting.word('people_block')}", heads, lines)
    spans = spans_of([card.subject.department for card in cards])
    return _beside(reporting, scheme, block, roots, slots, cards, {str(key): span for key, span in spans.items()})


def _moved(card: Scorecard) -> bool:
    return any(root.spell for root in card.components)


def _roots(cards: Iterable[Scorecard]) -> tuple[Component, ...]:
    """The components at the top of the cards, each once, without parts of the month."""
    scored = (card for card in cards if card.score is not None and not _moved(card))
    return tuple({root.id: root for card in scored for root in card.components}.values())


def _slot_heads(reporting: Reporting, slots: int) -> Iterable[Head]:
    for slot in range(1, slots + 1):
        yield Head(f"raw{slot}", reporting.word("part_points", number=slot), "number")
        yield Head(f"days{slot}", reporting.word("part_days", number=slot), "count")


def _person(
    reporting: Reporting, card: Scorecard, roots: Sequence[Component], slots: int, overall: bool, scheme: Scheme
) -> BlockLine:
    scored = card.score is not None
    own = {root.id: root for root in card.components} if scored else {}
    status = reporting.word("scored" if scored else "withheld")
    values: list[Value] = [card.subject.id, card.subject.name, card.subject.department, status]
    cells: list[CellRef | None] = [None] * 4
    for root in roots:
        there = own.get(root.id)
        values.append(there.counted if there and there.counted is not None else _raw(there))
        cells.append(where_of(card, f"components/{root.id}") if there else None)
    parts = [root for root in own.values() if root.spell] if scored else []
    for part in (*parts, *[None] * (slots - len(parts))):
        values += [part.raw, Decimal(part.spell.days)] if part and part.spell else [None, None]
        cells += [where_of(card, f"components/{part.id}") if part else None, None]
    if _caps(scheme):
        cap, place = _cap(scheme, card) if scored else None, where_of(card, "grade")
        values.append(cap)
        cells.append(place if cap is not None else None)
    previous = card.previous if scored else None
    values.append(previous[1] if previous else None)
    cells.append(where_of(card, "score", previous[0]) if previous else None)
    if overall:
        values += [Decimal(card.rank or 0), Decimal(card.of)] if scored else [None, None]
        cells += [where_of(card, "rank") if scored else None, None]
    return BlockLine(tuple(values), tuple(cells))


def _caps(scheme: Scheme) -> dict[str, Decimal]:
    """Items whose loss caps the grade (a rule with `caps`), with the lower bound of the best grade that is left."""
    bounds = {grade.name: grade.least for grade in scheme.grades}
    named = ((item.id, getattr(item.rule, "caps", "")) for item in scheme.items)
    return {id: bounds[name] for id, name in named if name}


def _cap(scheme: Scheme, card: Scorecard) -> Decimal | None:
    caps, parts = _caps(scheme), [part for root in card.components for part in root.walk()]
    lost = [caps[part.id] for part in parts if part.id in caps and part.raw is not None and part.raw < part.out_of]
    return min(lost, default=None)


def _raw(part: Component | None) -> Decimal | None:
    """The points before the weight, where they are not told apart."""
    return None if part is None else part.raw if part.weight is not None else part.points


def _beside(
    reporting: Reporting, scheme: Scheme, block: Block, roots: Sequence[Component], slots: int,
    cards: Sequence[Scorecard], spans: Mapping[str, Span],
) -> People:  # fmt: skip
    def column(label: str, each: Expr, **values: str) -> Lines:
        return Lines(block.id, "", phrase(f"live-{label}", **values), each)

    scored = same(Field("status"), reporting.word("scored"))
    points: list[Expr] = []
    for root in roots:
        there: Expr = Field(f"p-{root.id}")
        if root.weight is not None:
            weighted = percent(there, Param(root.name, phrase("live-weight"), root.weight, "%"))
            worked = column("weighted", when(scored, rounded(weighted, scheme.digits), ""), name=root.name)
            there = when(filled(Here(worked)), Here(worked), 0)
        points.append(there)
    whole: Expr = plus(*points)
    if slots:
        days = [Field(f"days{slot}") for slot in range(1, slots + 1)]
        raws = [times(Field(f"raw{slot}"), day) for slot, day in enumerate(days, 1)]
        whole = when(filled(days[0]), over(plus(*raws), plus(*days)), whole)
    score = column("score", when(scored, rounded(whole, scheme.digits), ""))
    seen = filled(Here(score))
    graded: Expr = Here(score)
    if _caps(scheme):
        graded = when(filled(Field("cap")), least(graded, Field("cap")), graded)
    previous = Field("previous")
    changed = rounded(minus(Here(score), previous), NOISE)
    return People(
        block=block,
        score=score,
        counts=column("counts", when(seen, 1, 0)),
        grade=column("grade", when(seen, grade_formula(scheme, graded), "")),
        rank=column("rank-here", rank_formula(score)),
        change=column("change-here", when(both(seen, filled(previous)), changed, "")),
        at={card.subject.id: at for at, card in enumerate(cards)},
        spans=spans,
    )
