"""Bands, grades and steps in order, without overlap or gap, and inside the full points of their item."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from reportgen.exact import ZERO
from reportgen.scheme import Item
from reportgen.score.rules.bands import Bands
from reportgen.score.rules.completion import Completion
from reportgen.score.rules.graded import SeverityBand
from reportgen.score.rules.special import Special
from reportgen.score.rules.veto import Veto
from reportgen.settings.draft import Draft
from reportgen.settings.locate import Path
from reportgen.settings.mistakes import Slip, known, slip
from reportgen.settings.references import Part, parts


def check(draft: Draft) -> Iterator[Slip]:
    grades = [((*path, "least"), grade.least) for path, grade in draft.each("grades")]
    yield from _ordered(grades)
    if grades and draft.whole("grades") and all(least != ZERO for _, least in grades):
        yield slip(("grades",), "GRADES_GAP", least=min(least for _, least in grades))
    for path, item in draft.items:
        yield from _caps(draft, item, path)
        for part in parts(item, path):
            yield from _part(part, item)


def _caps(draft: Draft, item: Item, path: Path) -> Iterator[Slip]:
    """A veto caps the grade by the name of a grade, and only as an item's own rule."""
    if isinstance(item.rule, Veto) and item.rule.caps and draft.whole("grades"):
        names = [grade.name for grade in draft.scheme.grades]
        if item.rule.caps not in names:
            yield slip((*path, "rule", "caps"), "UNKNOWN_GRADE", **known(item.rule.caps, names))
    if item.gate is not None and isinstance(item.gate.rule, Veto) and item.gate.rule.caps:
        yield slip((*path, "gate", "rule", "caps"), "CAP_IN_GATE")


def _part(part: Part, item: Item) -> Iterator[Slip]:
    value = part.value
    if isinstance(value, SeverityBand):
        if value.least > value.most:
            yield slip((*part.path, "most"), "MAXIMUM_BELOW_MINIMUM", least=value.least, most=value.most)
        yield from _inside((*part.path, "most"), value.most, item)
    elif isinstance(value, Bands):
        if bool(value.words) == bool(value.bands):
            yield slip(part.path, "WORDS_OR_BANDS")
        yield from _ordered([((*part.path, "bands", at, "least"), band.least) for at, band in enumerate(value.bands)])
        for at, band in enumerate(value.bands):
            yield from _inside((*part.path, "bands", at, "points"), band.points, item)
        for word, points in value.words.items():
            yield from _points((*part.path, "words", word), points, item)
    elif isinstance(value, Completion) and value.floor > value.cap:
        yield slip((*part.path, "cap"), "MAXIMUM_BELOW_MINIMUM", least=value.floor, most=value.cap)
    elif isinstance(value, Special):
        yield from _steps(value, part.path)


def _ordered(thresholds: Sequence[tuple[Path, Decimal]]) -> Iterator[Slip]:
    """From the best down or from the lowest up; the same threshold twice overlaps."""
    seen: set[Decimal] = set()
    for path, least in thresholds:
        if least in seen:
            yield slip(path, "BANDS_OVERLAP", found=least)
        seen.add(least)
    values = [least for _, least in thresholds]
    if values not in (sorted(values), sorted(values, reverse=True)):
        rising = values[0] < values[-1]
        odd = next(at for at, (a, b) in enumerate(pairwise(values), 1) if (a > b if rising else a < b))
        yield slip(thresholds[odd][0], "BANDS_UNORDERED", found=values[odd], before=values[odd - 1])


def _points(path: Path, points: Decimal, item: Item) -> Iterator[Slip]:
    if points < ZERO:
        yield slip(path, "TOO_SMALL", found=points, least=0)
    yield from _inside(path, points, item)


def _inside(path: Path, points: Decimal, item: Item) -> Iterator[Slip]:
    if points > item.full and not item.special:
        yield slip(path, "ABOVE_FULL", found=points, full=item.full, item=item.id)


def _steps(rule: Special, path: Path) -> Iterator[Slip]:
    for at, (before, after) in enumerate(pairwise(rule.steps), 1):
        if after.count <= before.count:
            yield slip((*path, "steps", at, "count"), "STEPS_UNORDERED", found=after.count, before=before.count)
        elif after.take < before.take:
            yield slip((*path, "steps", at, "take"), "STEPS_UNORDERED", found=after.take, before=before.take)
