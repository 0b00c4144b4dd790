"""What a correction changed, on the sheet of the card: the mark, the reason, each figure before and after."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.publish.grid import FURNITURE, GRID, HEAD_LEFT, Cell, Line, gap
from reportgen.publish.view import CardView
from reportgen.workbook import BRAND, PLAIN

_SPANS = ((0, 0), (1, 3), (4, 5), (6, 6))  # item, was, is, changed by: columns of the card
_LAST = 6


def correction_lines(view: CardView) -> Iterator[Line]:
    """Nothing on a card that was not corrected."""
    if not view.revision:
        return
    label = view.words
    yield gap(10)
    title = f"{label['changes']}　{view.revision}"
    yield Line((Cell(0, title, PLAIN.but(bold=True, size=11, color=BRAND), last=_LAST),), 20)
    yield Line((Cell(0, view.correction, FURNITURE.but(wrap=True, valign="top"), last=_LAST),))
    if view.changes:
        yield _line((label["item"], label["changed_from"], label["changed_to"], label["changed_by"]), head=True)
    for change in view.changes:
        yield _line((change.name, change.before, change.after, change.why))


def _line(texts: tuple[str, ...], *, head: bool = False) -> Line:
    style = HEAD_LEFT if head else GRID
    pairs = zip(texts, _SPANS, strict=True)
    return Line(tuple(Cell(first, text, style, last=last) for text, (first, last) in pairs))
