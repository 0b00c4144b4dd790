"""The findings of a file into what is to be marked: on each sheet the cells, and on each cell one note."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from reportgen.publish.finding_view import SEVERITIES, FindingView
from reportgen.publish.returning.words import marker, say
from reportgen.records import Severity
from reportgen.words import Language
from reportgen.workbook import cut

NOTES: Final = 1_000  # in a workbook; beyond it cells are coloured and listed, without a note
_SENTENCE: Final = 240  # characters of one message or fix in a note
_NOTE: Final = 900  # characters of a note, so that it can be read at a glance
_PLACE: Final = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})", re.ASCII)


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Row and column of a cell, from 0."""

    row: int
    column: int

    def __str__(self) -> str:
        name, column = "", self.column + 1
        while column:
            column, rest = divmod(column - 1, 26)
            name = chr(65 + rest) + name
        return f"{name}{self.row + 1}"


@dataclass(frozen=True, slots=True)
class Area:
    """From one cell to another, both included."""

    first: Place
    last: Place

    def __contains__(self, place: Place) -> bool:
        return self.first.row <= place.row <= self.last.row and self.first.column <= place.column <= self.last.column

    @property
    def cells(self) -> int:
        return (self.last.row - self.first.row + 1) * (self.last.column - self.first.column + 1)


@dataclass(frozen=True, slots=True)
class Mark:
    """A marked cell: how bad, and the note's text ("" for no note)."""

    place: Place
    severity: Severity
    note: str


def place_of(cell: str) -> Place | None:
    """`B7` as a place; None for what no sheet has."""
    match = _PLACE.fullmatch(cell)
    if match is None:
        return None
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    row = int(match[2])
    return Place(row - 1, column - 1) if row <= 1_048_576 and column <= 16_384 else None


def area_of(reference: str) -> Area | None:
    """`A1:B7`, or `A1` alone; None for what is neither."""
    first, _, last = reference.replace("$", "").partition(":")
    start, end = place_of(first), place_of(last or first)
    return None if start is None or end is None else Area(start, end)


def marks_on(rows: Iterable[FindingView], merged: Sequence[Area], language: Language) -> tuple[Mark, ...]:
    """One mark for each cell that one sheet's findings name, by rows; of a merged area the first cell is marked,
    the only one that shows."""
    found: dict[Place, list[FindingView]] = {}
    for row in rows:
        place = place_of(row.cell)
        if place is not None:
            first = next((area.first for area in merged if place in area), place)
            found.setdefault(first, []).append(row)
    return tuple(
        Mark(place, min((one.severity for one in views), key=SEVERITIES.index), _note(views, language))
        for place, views in sorted(found.items())
    )


def without_surplus_notes(marks: Mapping[str, tuple[Mark, ...]]) -> dict[str, tuple[Mark, ...]]:
    """At most NOTES notes, the worst findings first."""
    ranked = sorted(
        ((SEVERITIES.index(mark.severity), at, mark.place) for at, own in enumerate(marks.values()) for mark in own)
    )
    kept = {(at, place) for _, at, place in ranked[:NOTES]}
    return {
        sheet: tuple(mark if (at, mark.place) in kept else Mark(mark.place, mark.severity, "") for mark in own)
        for at, (sheet, own) in enumerate(marks.items())
    }


def _note(views: Sequence[FindingView], language: Language) -> str:
    ordered = sorted(dict.fromkeys(views), key=lambda one: SEVERITIES.index(one.severity))
    lines = [marker(language)]
    for at, one in enumerate(ordered, 1):
        number = f"{at}. " if len(ordered) > 1 else ""
        piece = [
            f"{number}{one.severity_text}：{_short(one.message)}",
            say("fix", language, fix=_short(one.fix)),
        ]
        if sum(map(len, [*lines, *piece])) > _NOTE and at > 1:
            lines.append(say("more", language, count=str(len(ordered) - at + 1)))
            break
        lines += piece
    return "\n".join(lines)


def _short(text: str) -> str:
    """One paragraph of bounded length."""
    return cut(" ".join(text.split()), _SENTENCE)
