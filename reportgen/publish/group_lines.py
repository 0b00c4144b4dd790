"""The other lines of a report's workbook.

items    one line per item and scored card: full, reached, weight; beside it points lost
before   one line per card of an earlier month: score as published
kpi      one line per scored card: the figure; beside it as shown
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from reportgen.formula import Block, BlockLine, Field, Head, Lines, filled, rounded, when
from reportgen.marks import Value
from reportgen.publish.group_figures import Piece, lost_formula, pieces
from reportgen.publish.group_inputs import RESULTS, Span, spans_of, where_of
from reportgen.publish.group_past import Before, Reporting, Scope, published
from reportgen.records import CellRef, Scorecard, phrase
from reportgen.scheme import Item, Kpi


@dataclass(frozen=True, slots=True)
class Figures:
    """Lines of one block with the column that is worked out beside them."""

    block: Block
    shown: Lines


@dataclass(frozen=True, slots=True)
class Items:
    block: Block
    lost: Lines
    counted: Lines


@dataclass(frozen=True, slots=True)
class Earlier:
    """`spans`: (scheme, role, month, department) -> its lines."""

    block: Block
    spans: Mapping[tuple[str, str, str, str], Span]


# ---------------------------------------------------------------- items


def items(reporting: Reporting, scope: Scope) -> Items:
    """One line per item and scored card; after a transfer an item may have several parts beside each other."""
    scheme = reporting.paper.schemes[scope.scheme]
    declared: dict[str, Item] = {item.id: item for item in scheme.items}
    found: dict[str, list[tuple[Scorecard, list[Piece]]]] = {}
    for card in scope.cards(reporting.result):
        own: dict[str, list[Piece]] = {}
        for one in pieces(card, declared) if card.score is not None else ():
            own.setdefault(one.id, []).append(one)
        for id, parts in own.items():
            found.setdefault(id, []).append((card, parts))
    slots = max((len(parts) for lines in found.values() for _, parts in lines), default=1)
    shared = any(piece.share is not None for lines in found.values() for _, parts in lines for piece in parts)
    heads = [Head(name, reporting.word(word), "text", key=True)
             for name, word in (("item", "item_id"), ("title", "item"), ("id", "id"), ("name", "name"))]  # fmt: skip
    for slot in range(slots):
        number = f" {slot + 1}" if slots > 1 else ""
        heads += [Head(f"full{slot}", reporting.word("full") + number, "number"),
                  Head(f"reached{slot}", reporting.word("reached") + number, "number"),
                  Head(f"weight{slot}", reporting.word("weight") + number, "percent", "%")]  # fmt: skip
        heads.append(Head(f"share{slot}", reporting.word("month_share") + number, "percent", "%"))
    kept = [at for at, head in enumerate(heads) if shared or not head.id.startswith("share")]
    lines = [_item_line(card, parts, slots, kept) for own in found.values() for card, parts in own]
    id = f"items/{scope.scheme}/{scope.role}"
    title = f"{scheme.name}　{scope.role}　{reporting.word('items_block')}"
    block = Block(id, title, tuple(heads[at] for at in kept), tuple(lines))
    lost = Lines(id, "", phrase("live-lost-points"), lost_formula(slots, counted=False, shared=shared))
    counted = Lines(id, "", phrase("live-lost-counted"), lost_formula(slots, counted=True, shared=shared))
    return Items(block, lost, counted)


def _item_line(card: Scorecard, parts: Sequence[Piece], slots: int, kept: Sequence[int]) -> BlockLine:
    first = parts[0]
    values: list[Value] = [first.id, first.name, card.subject.id, card.subject.name]
    cells: list[CellRef | None] = [None] * 4
    for part in (*parts, *[None] * (slots - len(parts))):
        values += [part.full, part.reached, part.weight, part.share] if part else [None] * 4
        cells += [None, where_of(card, part.path) if part else None, None, None]
    return BlockLine(tuple(values[at] for at in kept), tuple(cells[at] for at in kept))


# ---------------------------------------------------------------- earlier months and figures


def earlier(reporting: Reporting, department: str) -> Earlier:
    """All published cards of the report's scope, those of one role, month and department together."""
    cards = sorted(
        (one for one in published(reporting) if department in ("", one.department)),
        key=lambda one: (one.key[:2], one.month, one.department, one.key[2]),
    )
    words = (("month", "month"), ("scheme", "scheme"), ("role", "role"), ("department", "department"), ("id", "id"))
    heads = (*(Head(id, reporting.word(word), "text", key=True) for id, word in words),
             Head("score", reporting.word("score"), "number"))  # fmt: skip
    keys = [(*one.key[:2], one.month, one.department) for one in cards]
    lines = tuple(_earlier_line(reporting, one) for one in cards)
    spans = {key: span for key, span in spans_of(keys).items() if isinstance(key, tuple)}
    return Earlier(Block("before", reporting.word("before_block"), heads, lines), spans)


def _earlier_line(reporting: Reporting, one: Before) -> BlockLine:
    scheme, role, id = one.key
    declared = reporting.paper.schemes.get(scheme)
    values = (one.month, declared.name if declared else scheme, role, one.department, id, one.score)
    where = CellRef(f"{one.month}/{RESULTS}", "/".join(one.key), "score")
    return BlockLine(values, (*[None] * 5, where))


def figures(reporting: Reporting, scope: Scope, kpi: Kpi) -> Figures:
    """A figure without points of each scored card."""
    cards = [card for card in scope.cards(reporting.result) if card.score is not None]
    lines = []
    for card in cards:
        value = next((one.value for one in card.measures if one.id == kpi.id), None)
        where = where_of(card, f"kpis/{kpi.id}") if value is not None else None
        lines.append(BlockLine((card.subject.id, card.subject.name, value), (None, None, where)))
    return _figures(reporting, scope, kpi, "kpi", ("id", "name"), lines)


def figures_before(reporting: Reporting, scope: Scope, kpi: Kpi, keys: Iterable[tuple[str, str, str]]) -> Figures:
    """The same of last month, over those who had a card then."""
    values, last = reporting.paper.history.values, reporting.paper.history.last
    lines = []
    for scheme, role, id in keys:
        value = values.get((scheme, id, kpi.id))
        if value is not None:
            where = CellRef(f"{last}/{RESULTS}", f"{scheme}/{role}/{id}", f"kpis/{kpi.id}")
            lines.append(BlockLine((id, value), (None, where)))
    return _figures(reporting, scope, kpi, "kpi-before", ("id",), lines)


def _figures(
    reporting: Reporting, scope: Scope, kpi: Kpi, what: str, keys: Sequence[str], lines: Sequence[BlockLine]
) -> Figures:
    id = f"{what}/{scope.scheme}/{scope.role}/{kpi.id}"
    heads = (*(Head(key, reporting.word(key), "text", key=True) for key in keys),
             Head("value", kpi.name, "number", kpi.unit))  # fmt: skip
    period = reporting.paper.history.last if what == "kpi-before" else reporting.result.period
    month = reporting.paper.month(period) if period else ""
    title = f"{reporting.paper.schemes[scope.scheme].name}　{scope.role}　{kpi.name}　{month}"
    block = Block(id, title, heads, tuple(lines))
    shown = when(filled(Field("value")), rounded(Field("value"), kpi.digits), "")
    return Figures(block, Lines(id, "", phrase("live-shown"), shown))
