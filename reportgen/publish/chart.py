"""Turns scores into small inline SVG pictures; the words around them are the page's.

Each picture has one path per colour and no text in it: text in SVG is slow, and beside it the page's own styles hold.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from xml.sax.saxutils import escape

from reportgen.publish.view import TrendPoint

ACCENT = "#1f3a5f"
FAINT = "#d5dbe3"
PALE = "#a9b7c8"

_TENTH = Decimal("0.1")
_NOTHING = Decimal(0)
_ROW = 40  # height of one bar's row, in the unit of the picture
_BAR = 14
_LENGTH = 400
_WIDTH = 420
_HEIGHT = 130
_DOT = Decimal(4)
_LEAST_SPAN = Decimal(10)  # points; else a change of half a point would look like a fall


def trend(points: Sequence[TrendPoint], title: str) -> str:
    """The line of the scored months; a month without a score is a gap. Empty below two scored months."""
    scored = [point.score for point in points if point.score is not None]
    if len(scored) < 2:
        return ""
    low, high = min(scored), max(scored)
    slack = max(Decimal(0), _LEAST_SPAN - (high - low)) / 2
    low, high = low - slack, high + slack
    top, bottom = Decimal(18), Decimal(_HEIGHT - 18)
    step, scale = Decimal(_WIDTH) / len(points), (bottom - top) / (high - low)
    places: list[tuple[Decimal, Decimal] | None] = [
        None if point.score is None else (step * number + step / 2, bottom - (point.score - low) * scale)
        for number, point in enumerate(points)
    ]
    drops = "".join(f"M{_n(place[0])} {_n(place[1])}V{_HEIGHT}" for place in places if place)
    dots = "".join(_dot(place, last=place is places[-1]) for place in places if place)
    return _picture(
        title,
        (_WIDTH, _HEIGHT),
        f'<path d="{drops}M0 {_HEIGHT}H{_WIDTH}" fill="none" stroke="{FAINT}" stroke-width="1.5"/>'
        f'<path d="{_line(places)}" fill="none" stroke="{ACCENT}" stroke-width="3.5" stroke-linejoin="round"/>'
        f'<path d="{dots}" fill="{ACCENT}"/>',
    )


def shares(parts: Sequence[Decimal], title: str) -> str:
    """One bar below the other, each filled to its share; a share is cut to 0..1."""
    tracks, fills = [], []
    for number, part in enumerate(parts):
        top = number * _ROW + (_ROW - _BAR) // 2
        length = max(Decimal(0), min(Decimal(1), part)) * _LENGTH
        tracks.append(f"M0 {top}h{_LENGTH}v{_BAR}h-{_LENGTH}z")
        if length:
            fills.append(f"M0 {top}h{_n(length)}v{_BAR}h-{_n(length)}z")
    return _picture(
        title,
        (_LENGTH, _ROW * len(parts)),
        f'<path d="{"".join(tracks)}" fill="{FAINT}"/><path d="{"".join(fills)}" fill="{ACCENT}"/>',
    )


def lengths(parts: Sequence[Decimal], title: str, longest: Decimal | None = None) -> str:
    """One bar below the other; the longest takes the whole length, none is negative.

    `longest` is given where the bars of one chart stand in pictures of their own.
    """
    scale = max(parts, default=_NOTHING) if longest is None else longest
    return _picture(title, (_LENGTH, _ROW * len(parts)), _bars(parts, scale, 8, 24, ACCENT))


def pairs(now: Sequence[Decimal], before: Sequence[Decimal], title: str, longest: Decimal | None = None) -> str:
    """Two bars in each row, this month's over the paler one of the month before, on one scale (see `lengths`)."""
    scale = max((*now, *before), default=_NOTHING) if longest is None else longest
    fills = _bars(before, scale, 22, 8, PALE) + _bars(now, scale, 6, 16, ACCENT)
    return _picture(title, (_LENGTH, _ROW * len(now)), fills)


def _bars(parts: Sequence[Decimal], longest: Decimal, top: int, height: int, colour: str) -> str:
    drawn = [
        f"M0 {number * _ROW + top}h{_n(part / longest * _LENGTH)}v{height}h-{_n(part / longest * _LENGTH)}z"
        for number, part in enumerate(parts)
        if part > _NOTHING
    ]
    return f'<path d="{"".join(drawn)}" fill="{colour}"/>' if drawn else ""


def _picture(title: str, size: tuple[int, int], content: str) -> str:
    # The font family keeps the renderer from looking for, and embedding, a default font for a picture without text.
    words = escape(title, {'"': "&quot;"})
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size[0]} {size[1]}" preserveAspectRatio="none" '
        f'role="img" aria-label="{words}" alt="{words}" font-family="Report Sans">'
        f"<title>{words}</title>{content}</svg>"
    )


def _line(places: Sequence[tuple[Decimal, Decimal] | None]) -> str:
    steps, drawn = [], False
    for place in places:
        if place is not None:
            steps.append(f"{'L' if drawn else 'M'}{_n(place[0])} {_n(place[1])}")
        drawn = place is not None
    return "".join(steps)


def _dot(place: tuple[Decimal, Decimal], last: bool) -> str:
    """A circle of two arcs; this month's is larger."""
    radius = _DOT * 2 if last else _DOT
    return f"M{_n(place[0] - radius)} {_n(place[1])}{_arc(radius, 2 * radius)}{_arc(radius, -2 * radius)}z"


def _arc(radius: Decimal, across: Decimal) -> str:
    return f"a{_n(radius)} {_n(radius)} 0 1 0 {_n(across)} 0"


def _n(value: Decimal) -> str:
    return str(value.quantize(_TENTH, ROUND_HALF_UP).normalize() + 0) if value else "0"
