"""The formulas of a report over its lines: people counted, scores added, points lost added by item."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportgen.formula import Area, Expr, Field, Here, Lines, call, filled, minus, over, plus, rounded, when
from reportgen.publish.group_figures import NOISE, share_columns
from reportgen.publish.group_inputs import People
from reportgen.records import phrase


def due(own: Sequence[People], units: tuple[str, ...] | None) -> Expr:
    if units is None:
        return call("cells", *(Area(one.block.id, "id") for one in own))
    return plus(*(call("alike", Area(one.block.id, "department"), name) for one in own for name in units))


def scored(own: Sequence[People], units: tuple[str, ...] | None) -> Expr:
    if units is None:
        return call("numbers", *(Area(one.block.id, one.score) for one in own))
    return plus(*_for(own, units, "counts"))


def summed(own: Sequence[People], units: tuple[str, ...] | None) -> Expr:
    if units is None:
        return call("sum", *(Area(one.block.id, one.score) for one in own))
    return plus(*_for(own, units, "score"))


def _for(own: Sequence[People], units: Sequence[str], name: str) -> Iterator[Expr]:
    for one in own:
        column = one.counts if name == "counts" else one.score
        for unit in units:
            yield call("sum_for", Area(one.block.id, "department"), unit, Area(one.block.id, column))


def areas_of(own: Sequence[People], units: tuple[str, ...] | None) -> list[Expr]:
    if units is None:
        return [Area(one.block.id, one.score) for one in own]
    spans = [(one, one.spans[unit]) for one in own for unit in units if unit in one.spans]
    return [Area(one.block.id, one.score, *span) for one, span in spans]


def between(areas: Sequence[Expr]) -> Expr:
    """Beside a grade: how many scores reach its bound and not that of the next better one."""
    reached = plus(*(call("reached", area, Field("least")) for area in areas))
    above = plus(*(call("reached", area, Field("below")) for area in areas))
    return minus(when(filled(Field("least")), reached, call("numbers", *areas)), when(filled(Field("below")), above, 0))


def lost_columns(id: str, from_: str, lost: Lines, counted: Lines) -> dict[str, Lines]:
    """Beside an item: what it cost over all lines of that item."""

    def column(label: str, each: Expr) -> Lines:
        return Lines(id, "", phrase(f"live-lost-{label}"), each)

    def of(function: str, values: Lines) -> Expr:
        return call(function, Area(from_, "item"), Field("item"), Area(from_, values))

    points = column("sum", rounded(of("sum_for", lost), NOISE))
    exact = column("exact", rounded(of("sum_for", counted), NOISE))
    have = column("of", call("alike", Area(from_, "item"), Field("item")))
    return {
        "lost": points,
        "people": column("people", of("positive_for", lost)),
        "of": have,
        "average": column("average", rounded(over(Here(points), Here(have)), 2)),
        "counted": column("rounded", rounded(Here(exact), 2)),
        "rank": column("rank", call("place", Here(exact), Area(id, exact))),
        "share": share_columns(id, "", exact),
    }
