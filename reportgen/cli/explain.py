"""explain: a card as a tree of reasons, each with the cells it stands on and what is in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from typing import Any

from reportgen.cli.terminal import Terminal
from reportgen.exact import money, plain
from reportgen.findings import tell
from reportgen.formula import Expr, Named
from reportgen.formula.evaluate import Desk
from reportgen.formula.telling import Telling
from reportgen.pipeline import Reckoned
from reportgen.publish.results import card_json
from reportgen.records import CellRef, Component, Finding, Measured, PayPart, Phrase, Scorecard
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
        if item:
            yield from self._only(card, item)
            return
        if card.score is not None:
            yield from self._head(card)
        for root in card.components:
            yield from self._part(card, root, 1)
        yield from self._measures(card)
        yield from self._pay(card)

    def _only(self, card: Scorecard, item: str) -> Iterator[str]:
        """The items, figures and parts of the pay that are called so, with their formulas in words."""
        for root in card.components:
            for part in (one for one in root.walk() if item in (one.id, one.name)):
                yield from self._part(card, part, 1, worked=True)
        for one in card.measures:
            if item in (one.id, one.name):
                yield from self._measure(one)
                yield from self._formula(card, one.formula, 1)
        for paid in card.pay.parts if card.pay else ():
            if item in (paid.id, paid.name, paid.id.partition("/")[0]):
                yield from self._paid(paid)
                yield from self._formula(card, paid.formula, 1)

    def _head(self, card: Scorecard) -> Iterator[str]:
        yield self.terminal.word("explain-score", score=card.score, grade=card.grade or "—",
                                 rank=f"{card.rank} / {card.of}")  # fmt: skip
        peers = (one for one in self.reckoned.result.cards if one.key[:2] == card.key[:2] and one is not card)
        same = sum(one.score == card.score for one in peers)
        known = {"role": card.subject.role, "of": card.of, "above": (card.rank or 1) - 1}
        yield self.terminal.word("explain-rank-same" if same else "explain-rank", **known, same=same)
        for said in self.speaker.all(card.outlook.because) if card.outlook else ():
            yield f"{INDENT}{said}"

    def _formula(self, card: Scorecard, formula: Expr | None, level: int, own: str = "") -> Iterator[str]:
        """In words with its numbers; nothing on a withheld card, whose figures are not all there. The items' own
        formulas are not told again within others, but for the one of `own`."""
        if formula is None or card.formulas is None:
            return
        items = [part.formulas for root in card.components for part in root.walk() if part.formulas]
        keys = {one.key for worked in items for one in (worked.raw, worked.counted) if isinstance(one, Named)}
        telling = Telling(Desk({block.id: block for block in card.formulas.blocks}), self.speaker.say)
        yield from self.formula(telling.lines(formula, keys - {own}), INDENT * level)

    def formula(self, lines: Iterable[str], indent: str) -> Iterator[str]:
        """A formula's lines, marked as one."""
        for number, text in enumerate(lines):
            yield f"{indent}    {text}" if number else self.terminal.word("explain-formula", indent=indent, text=text)

    def _part(self, card: Scorecard, part: Component, level: int, *, worked: bool = False) -> Iterator[str]:
        indent = INDENT * level
        points = "—" if part.points is None else str(part.points)
        of = f" / {plain(part.out_of)}" if part.weight is None and part.out_of else ""
        yield self.terminal.word("explain-line", indent=indent, name=part.name, points=points, of=of)
        scheme = next(one for one in self.reckoned.gathered.schemes if one.id == card.scheme)
        source = next((item.source for item in scheme.items if item.id == part.id and item.source), "")
        if source:
            yield self.terminal.word("explain-source", indent=indent, source=source)
        yield from self._reasons(part.because, part.evidence, level)
        if worked and part.formulas:
            own = part.formulas.raw.key if isinstance(part.formulas.raw, Named) else ""
            yield from self._formula(card, part.formulas.counted, level, own)
            if part.formulas.points != part.formulas.counted:
                yield from self._formula(card, part.formulas.points, level)
        yield from self._blame(part.blame, level + 1)
        for child in part.components:
            yield from self._part(card, child, level + 1, worked=worked)

    def _reasons(self, because: Sequence[Phrase], evidence: Sequence[CellRef], level: int) -> Iterator[str]:
        indent = INDENT * level
        for said in self.speaker.all(tuple(because)):
            yield f"{indent}  {said}"
        yield from self.cells(evidence, indent)

    def cells(self, evidence: Sequence[CellRef], indent: str) -> Iterator[str]:
        """Cells with what is in them, those of one sheet behind its name."""
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
            yield from self._measure(one)

    def _measure(self, one: Measured) -> Iterator[str]:
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
            yield from self._paid(part)

    def _paid(self, part: PayPart) -> Iterator[str]:
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
    used |= {ref for card in cards if card.pay for one in card.pay.parts for ref in one.evidence}
    return {
        "period": reckoned.result.period,
        "scorecards": [card_json(card, speaker) for card in cards],
        "cells": {str(ref): values.get(ref, "") for ref in sorted(used)},
    }
