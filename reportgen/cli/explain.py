"""explain: a card as a tree of reasons, each with the cells it stands on and what is in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from typing import Any

from reportgen.cli.terminal import Terminal
from reportgen.exact import money, plain
from reportgen.findings import tell
from reportgen.pipeline import Reckoned
from reportgen.publish.results import card_json
from reportgen.records import CellRef, Component, Finding, Phrase, Scorecard
from reportgen.words import Speaker

INDENT = "  "
CELLS = 6  # in one line, behind the sheet they are in


@dataclass(frozen=True, slots=True)
class Explanation:
    """Says cards; `values` is what stands in the cells of the tables and the roster. A finding is told in full where it
    is met first, and by its number after that; `told` are the numbers."""

    terminal: Terminal
    speaker: Speaker
    reckoned: Reckoned
    values: dict[CellRef, str]
    told: dict[Finding, int] = field(default_factory=dict)

    def card(self, card: Scorecard, item: str = "") -> Iterator[str]:
        """The lines about one card, or only about the item with this id or name."""
        subject = card.subject
        scheme = next(one for one in self.reckoned.gathered.schemes if one.id == card.scheme)
        yield self.terminal.word("explain-head", person=subject.id, name=subject.name, department=subject.department,
                                 role=subject.role, scheme=scheme.name, period=self.reckoned.result.period)  # fmt: skip
        if card.score is None:
            yield self.terminal.word("explain-withheld")
            yield from self._blame(card.blame, 1)
        elif not item:
            rank = f"{card.rank} / {card.of}"
            yield self.terminal.word("explain-score", score=card.score, grade=card.grade or "—", rank=rank)
        for root in card.components:
            parts = [part for part in root.walk() if item in (part.id, part.name)] if item else [root]
            for part in parts:
                yield from self._part(part, 1)
        if not item:
            yield from self._measures(card)
            yield from self._pay(card)

    def _part(self, part: Component, level: int) -> Iterator[str]:
        indent = INDENT * level
        points = "—" if part.points is None else str(part.points)
        of = f" / {plain(part.out_of)}" if part.weight is None and part.out_of else ""
        yield self.terminal.word("explain-line", indent=indent, name=part.name, points=points, of=of)
        yield from self._reasons(part.because, part.evidence, level)
        yield from self._blame(part.blame, level + 1)
        for child in part.components:
            yield from self._part(child, level + 1)

    def _reasons(self, because: Sequence[Phrase], evidence: Sequence[CellRef], level: int) -> Iterator[str]:
        indent = INDENT * level
        for said in self.speaker.all(tuple(because)):
            yield f"{indent}  {said}"
        for sheet, cells in groupby(evidence, lambda ref: CellRef(ref.file, ref.sheet)):
            own = list(cells)
            told = [f"{ref.cell} {self.values[ref]}".strip() for ref in own if self.values.get(ref)]
            blank = [ref.cell for ref in own if not self.values.get(ref)]
            if blank:
                told.append(f"{self.terminal.word('blank')} {' '.join(blank)}".strip())
            yield self.terminal.word("explain-cells", indent=indent, sheet=sheet, cells="，".join(told[:CELLS]))
            for first in range(CELLS, len(told), CELLS):
                yield f"{indent}      {'，'.join(told[first : first + CELLS])}"

    def _blame(self, blame: Sequence[Finding], level: int) -> Iterator[str]:
        indent = INDENT * level
        known = [self.told[found] for found in blame if found in self.told]
        for found in (one for one in blame if one not in self.told):
            self.told[found] = len(self.told) + 1
            told = tell(found, self.speaker.language)
            yield f"{indent}! [{self.told[found]}] {found.where}：{told.message} → {told.fix}"
        if known:
            numbers = " ".join(f"[{number}]" for number in sorted(set(known)))
            yield f"{indent}! {self.terminal.word('explain-see', numbers=numbers)}"

    def _measures(self, card: Scorecard) -> Iterator[str]:
        if card.measures:
            yield self.terminal.word("explain-kpis")
        for one in card.measures:
            value = "—" if one.value is None else f"{money(one.value, one.digits)} {one.unit}"
            yield self.terminal.word("explain-line", indent=INDENT, name=one.name, points=value, of="")
            yield from self._reasons(one.because, one.evidence, 1)
            yield from self._blame(one.blame, 2)

    def _pay(self, card: Scorecard) -> Iterator[str]:
        if card.pay is None:
            return
        if card.pay.total is None:
            yield self.terminal.word("explain-pay-withheld")
            yield from self._blame(card.pay.blame, 1)
            return
        yield f"{self.terminal.word('explain-pay')} {money(card.pay.total)}"
        for part in card.pay.parts:
            amount = "—" if part.amount is None else money(part.amount)
            yield self.terminal.word("explain-line", indent=INDENT, name=part.name, points=amount, of="")
            yield from self._reasons(part.because, part.evidence, 1)


def cell_values(reckoned: Reckoned) -> dict[CellRef, str]:
    """What every read cell holds, as text; of a row as a whole, all its cells."""
    values: dict[CellRef, str] = {}
    for sheet in reckoned.gathered.submitted.sheets:
        for row in sheet.rows:
            for entry in row.entries.values():
                values[entry.ref] = "" if entry.value is None or entry.empty else _shown(entry.value)
    for person in reckoned.gathered.people:
        if "gross" in person.cells and person.gross is not None:
            values[person.cells["gross"]] = money(person.gross)
        for name in ("joined", "left", "leave_from", "leave_to"):
            if name in person.cells and (day := getattr(person, name)) is not None:
                values[person.cells[name]] = str(day)
    return values


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime):
        return value.isoformat(" ", "minutes")
    return str(value)


def cards_of(reckoned: Reckoned, person: str) -> list[Scorecard]:
    return [card for card in reckoned.result.cards if card.subject.id == person]


def as_json(reckoned: Reckoned, person: str, speaker: Speaker) -> dict[str, Any]:
    """The person's cards as in results.json, with the values of their cells."""
    cards = cards_of(reckoned, person)
    values = cell_values(reckoned)
    used = {ref for card in cards for root in card.components for part in root.walk() for ref in part.evidence}
    used |= {ref for card in cards for one in card.measures for ref in one.evidence}
    return {
        "period": reckoned.result.period,
        "scorecards": [card_json(card, speaker) for card in cards],
        "cells": {str(ref): values.get(ref, "") for ref in sorted(used)},
    }
