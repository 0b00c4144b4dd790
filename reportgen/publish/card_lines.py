"""The lines of a card's sheet that say who reviewed and who signs, and what all its lines share: the columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportgen.publish.grid import FURNITURE, GRID, HEAD_LEFT, Cell, Line, gap
from reportgen.publish.view import SectionView
from reportgen.workbook import BRAND, MUTED, PLAIN, RULE, Style

ITEM, WEIGHT, OUT_OF, POINTS, LOST, PREVIOUS, BECAUSE = range(7)

_PART = PLAIN.but(bold=True, size=11, color=BRAND)
_BESIDE = FURNITURE.but(align="right")
_SIGN = PLAIN.but(size=9, color=MUTED, border=RULE, wrap=True, align="left", valign="top", indent=1)

Words = dict[str, str]


def spread(texts: Sequence[str], spans: Sequence[tuple[int, int]], style: Style) -> tuple[Cell, ...]:
    return tuple(Cell(first, text, style, last=last) for text, (first, last) in zip(texts, spans, strict=True))


def part_head(title: str, beside: str = "") -> tuple[Line, Line]:
    return gap(), Line((Cell(0, title, _PART, last=PREVIOUS), Cell(BECAUSE, beside, _BESIDE)), 20)


def reviews(section: SectionView, label: Words) -> Iterator[Line]:
    spans = ((ITEM, ITEM), (WEIGHT, OUT_OF), (POINTS, LOST), (PREVIOUS, BECAUSE))
    yield from part_head(label["reviews"])
    names = (label["step"], label["reviewed_by"], label["reviewed_on"], label["verdict"])
    yield Line(spread(names, spans, HEAD_LEFT))
    for review in section.reviews:
        yield Line(spread((review.step, review.by, review.on, review.verdict), spans, GRID))


def signatures(label: Words) -> Line:
    """One row, because a row is never torn apart between two pages."""
    spans = ((ITEM, ITEM), (WEIGHT, POINTS), (LOST, PREVIOUS), (BECAUSE, BECAUSE))
    roles = (label["sign_person"], label["sign_assessor"], label["sign_reviewer"])
    texts = [f"{role}\n\n\n{label['sign_date']}" for role in roles]
    return Line(spread((*texts, label["seal"]), spans, _SIGN), 72, key="signatures")
