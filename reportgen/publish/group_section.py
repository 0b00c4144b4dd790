"""One scheme and role of a report: ranking, grades, where points were lost, figures, the course over the months."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from reportgen.exact import ZERO, half_up, quotient, total
from reportgen.publish.group_facts import facts, unit_row
from reportgen.publish.group_figures import (
    NONE,
    LostSum,
    average,
    grade,
    grouped,
    lost_by_item,
    median,
    ranks,
    shares,
    shown,
    signed,
)
from reportgen.publish.group_past import Past, Reporting, Scope, course, past
from reportgen.publish.group_view import MOST_LOST, GradeRow, KpiLine, LostRow, RankRow, RoleSection, UnitRow
from reportgen.records import Scorecard
from reportgen.scheme import Kpi, Scheme

SUMMED = ("元", "万元", "亿元")  # units whose sum over people means something


def role_section(reporting: Reporting, scope: Scope, names: Sequence[str]) -> RoleSection:
    """`names` are the departments to set side by side, none in a department's own report."""
    scheme = reporting.paper.schemes[scope.scheme]
    cards = scope.cards(reporting.result)
    scored = tuple(card for card in cards if card.score is not None)
    before = past(reporting, scope)
    sums = lost_by_item(scheme, scored)
    lost = lost_rows(reporting, sums, scope.key)
    return RoleSection(
        scheme=scheme.id,
        title=scheme.name,
        role=scope.role,
        facts=facts(reporting, cards, before, scope.key),
        units=_units(reporting, scope, names),
        ranking=_ranking(scored, scope.key),
        grades=grade_rows(scheme, scored, before, scope.key),
        lost=lost,
        lost_rest=rest_row(reporting, sums, lost),
        kpis=tuple(
            _kpi(reporting, kpi, cards, before, scope.key)
            for kpi in scheme.kpis
            if scope.role in (kpi.roles or (scope.role,))
        ),
        months=course(reporting, before, cards, scope.key),
    )


def _units(reporting: Reporting, scope: Scope, names: Sequence[str]) -> tuple[UnitRow, ...]:
    """The departments that have this role, and their sum; nothing when it is only one."""
    rows = []
    for name in names:
        own = Scope(name, scope.scheme, scope.role)
        cards = own.cards(reporting.result)
        if cards:
            live = f"{scope.key}/unit/{name}"
            rows.append(unit_row(reporting, name, cards, past(reporting, own), 0, over=(name,), live=live))
    if len(rows) < 2:
        return ()
    whole = scope.cards(reporting.result)
    live = f"{scope.key}/units"
    before = past(reporting, scope)
    return (*rows, unit_row(reporting, reporting.word("total"), whole, before, 0, is_total=True, live=live))


def _ranking(scored: Sequence[Scorecard], live: str) -> tuple[RankRow, ...]:
    """From the highest score; equal scores in the order of the cards."""
    pairs = [(card, card.score) for card in scored if card.score is not None]
    places = ranks([score for _, score in pairs])
    rows = sorted(zip(places, pairs, strict=True), key=lambda row: row[0])
    return tuple(_rank(card, score, place, f"{live}/person/{card.subject.id}") for place, (card, score) in rows)


def _rank(card: Scorecard, score: Decimal, place: int, live: str) -> RankRow:
    before = card.previous[1] if card.previous else None
    return RankRow(
        rank=str(place),
        overall=f"{card.rank} / {card.of}",
        id=card.subject.id,
        name=card.subject.name,
        department=card.subject.department,
        score=shown(score),
        grade=card.grade or NONE,
        previous=shown(before),
        change=signed(score, before),
        live=live,
    )


def grade_rows(scheme: Scheme, scored: Sequence[Scorecard], before: Past, live: str = "") -> tuple[GradeRow, ...]:
    """Every grade of the scheme, the best first. Earlier scores are graded by the bounds that hold now."""
    if not scheme.grades or not scored:
        return ()
    names = [one.name for one in sorted(scheme.grades, key=lambda one: -one.least)]
    now = [card.grade or NONE for card in scored]
    then = [grade(scheme, score) for score in before.scores(before.last)]
    names += [NONE] if NONE in (*now, *then) else []
    parts = shares([Decimal(now.count(name)) for name in names])
    return tuple(
        GradeRow(
            name=name,
            count=now.count(name),
            share=shown(part),
            part=part,
            count_before=str(then.count(name)) if then else "",
            part_before=half_up(quotient(Decimal(100 * then.count(name)), Decimal(len(then)))) if then else ZERO,
            live=f"{live}/grade/{name}",
        )
        for name, part in zip(names, parts, strict=True)
    )


# ---------------------------------------------------------------- points lost


def lost_rows(reporting: Reporting, sums: Sequence[LostSum], live: str = "") -> tuple[LostRow, ...]:
    """All items that cost points, in the order of `sums`; their shares add up to 100.00."""
    parts = shares([one.counted for one in sums])
    return tuple(
        LostRow(
            name=one.name,
            lost=shown(one.points),
            average=shown(half_up(quotient(one.points, Decimal(one.of)))),
            people=reporting.people(one.people, one.of),
            counted=shown(half_up(one.counted)),
            share=shown(part),
            part=part,
            rank=str(1 + sum(other.counted > one.counted for other in sums)),
            live=f"{live}/lost/{one.id}",
        )
        for one, part in zip(sums, parts, strict=True)
    )


def rest_row(reporting: Reporting, sums: Sequence[LostSum], rows: Sequence[LostRow]) -> LostRow | None:
    """What stands behind the first, so that the shares on the page still add up to 100.00."""
    behind, part = sums[MOST_LOST:], total(row.part for row in rows[MOST_LOST:])
    if not behind:
        return None
    return LostRow(
        name=reporting.word("lost_rest", n=len(behind)),
        lost=shown(total(one.points for one in behind)),
        average="",
        people="",
        counted=shown(half_up(total(one.counted for one in behind))),
        share=shown(part),
        part=part,
    )


# ---------------------------------------------------------------- figures without points


def _kpi(reporting: Reporting, kpi: Kpi, cards: Sequence[Scorecard], before: Past, live: str) -> KpiLine:
    """Over the scored cards that have the figure, each as it is printed on its card."""
    values = [half_up(value, kpi.digits) for value in _values(kpi.id, cards)]
    then = [half_up(value, kpi.digits) for value in before.figures(reporting, kpi.id)]
    return KpiLine(
        name=kpi.name,
        unit=kpi.unit,
        counted=reporting.people(len(values), len(cards)),
        total=grouped(total(values) if values else None, kpi.digits) if kpi.unit in SUMMED else "",
        average=grouped(average(values, kpi.digits), kpi.digits),
        median=grouped(median(values, kpi.digits), kpi.digits),
        previous=grouped(average(then, kpi.digits), kpi.digits),
        id=kpi.id,
        live=f"{live}/kpi/{kpi.id}",
    )


def _values(kpi: str, cards: Sequence[Scorecard]) -> Iterator[Decimal]:
    for card in cards:
        if card.status == "scored":
            yield from (one.value for one in card.measures if one.id == kpi and one.value is not None)
