"""Sheets of one kind -> the tables on them, before anything is said about types: names, headers or labels, and whether
each sheet is about one person."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from unicodedata import normalize

from reportgen.intake.grid import Grid
from reportgen.intake.recognise import MONTH
from reportgen.intake.rows import QUIET
from reportgen.normal import key
from reportgen.records import Phrase, phrase
from reportgen.suggest.headers import Block, blocks_of
from reportgen.suggest.ids import is_name, is_whose
from reportgen.suggest.judge import Judge, Known
from reportgen.suggest.kinds import kinds_of
from reportgen.suggest.labels import Pair, pairs_of

FEWEST = 2  # labels that are more than a remark
_PLAIN_NAME = re.compile(r"(sheet|工作表|表)\s*\d*", re.IGNORECASE)
_DATED = re.compile(r"20\d\d\s*年|20\d\d[-./]\d{1,2}|[(（]?第\s*[\d一二三四五六七八九]+\s*版[)）]?|份$|^份")


@dataclass(frozen=True, slots=True)
class Named:
    """A header or a label: how it is called, its unit, and for a label whether its value stands under it. `every`:
    it stands on all sheets of the kind."""

    name: str
    unit: str = ""
    below: bool = False
    every: bool = True


@dataclass(frozen=True, slots=True)
class Shape:
    """A table as it stands on some sheets. `beside`: labels that hold for all lines (whom a sheet is about)."""

    grids: tuple[Grid, ...]
    title: str
    heads: tuple[Named, ...]
    labels: bool = False
    each: bool = False
    beside: tuple[Named, ...] = ()
    line_unit: str = ""
    doubts: tuple[Phrase, ...] = ()


def shapes_of(grids: Sequence[Grid], known: Known) -> tuple[Shape, ...]:
    """Every table of the workbook, in the order of its sheets."""
    return tuple(_joined(shape for kind, judge in kinds_of(grids, known) for shape in _of_kind(kind, judge, known)))


def _of_kind(kind: tuple[Grid, ...], judge: Judge, known: Known) -> Iterator[Shape]:
    blocks = {id(grid): blocks_of(grid, judge) for grid in kind}
    pairs = {id(grid): pairs_of(grid, judge, _lines(blocks[id(grid)])) for grid in kind}
    labels = _labels(kind, pairs)
    whose = tuple(one for one in labels if is_whose(one.name) or is_name(one.name))
    others = tuple(one for one in labels if one not in whose)
    each = bool(whose) or (len(kind) > 1 and _of_people(kind, known))
    doubts = _whom(kind, whose, known) if each else ()
    most = max(blocks.values(), key=len)
    for at in range(len(most)):
        own = [blocks[id(grid)][at] for grid in kind if len(blocks[id(grid)]) > at]
        alone = each and not any(is_whose(head.name) for head in own[0].heads)
        shape = _lined(own, known)
        yield replace(
            shape, each=alone, beside=whose if alone else (), doubts=(*shape.doubts, *(doubts if alone else ()))
        )
    if others and len(others) + len(whose) >= FEWEST:
        title = next((found for grid in kind if (found := cleaned(_first_text(grid), known))), "")
        yield Shape(kind, title, others, labels=True, each=each, beside=whose, doubts=doubts)


def _lines(blocks: Iterable[Block]) -> frozenset[int]:
    return frozenset(row for block in blocks for row in range(block.first, block.body_last + 1))


def _labels(kind: Sequence[Grid], pairs: dict[int, tuple[Pair, ...]]) -> tuple[Named, ...]:
    count = Counter(key(one.name) for grid in kind for one in pairs[id(grid)])
    first = {key(one.name): one for grid in kind for one in reversed(pairs[id(grid)])}
    kept = [name for name in dict.fromkeys(key(one.name) for grid in kind for one in pairs[id(grid)])
            if 2 * count[name] >= len(kind)]  # fmt: skip
    return tuple(
        Named(first[name].name, first[name].unit, first[name].below, count[name] == len(kind)) for name in kept
    )


def _lined(blocks: Sequence[Block], known: Known) -> Shape:
    count = Counter(key(head.name) for block in blocks for head in block.heads)
    heads = {key(head.name): head for block in reversed(blocks) for head in block.heads}
    order = dict.fromkeys(key(head.name) for block in blocks for head in block.heads)
    named = tuple(Named(heads[name].name, heads[name].unit, every=count[name] >= len(blocks)) for name in order
                  if name not in {key(word) for word in QUIET[:4]})  # fmt: skip
    twice = [phrase("doubt-header-twice", name=heads[name].name) for name in order
             if any(sum(key(head.name) == name for head in block.heads) > 1 for block in blocks)]  # fmt: skip
    beside = [phrase("doubt-side-by-side", row=block.first) for block in blocks[:1] if block.gaps]
    pair = [phrase("doubt-two-columns", first=blocks[0].first)] if blocks[0].width == 2 else []
    title = next((found for block in blocks if (found := cleaned(block.title, known))), "")
    return Shape(tuple(block.grid for block in blocks), title, named, line_unit=blocks[0].line_unit,
                 doubts=(*twice, *beside, *pair))  # fmt: skip


def _of_people(kind: Sequence[Grid], known: Known) -> bool:
    """Whether most of the sheets are called after a person of the roster."""
    return 2 * sum(bool(known.person_of(grid.sheet.name)) for grid in kind) > len(kind)


def _whom(kind: Sequence[Grid], whose: Sequence[Named], known: Known) -> tuple[Phrase, ...]:
    """The sheets of which nobody can say whom they are about."""
    if any(is_whose(one.name) for one in whose):
        return ()
    unknown = [grid.sheet.name for grid in kind if not known.person_of(grid.sheet.name)]
    if not unknown or (whose and known.people):
        return ()
    return (phrase("doubt-whose", sheets="、".join(unknown[:5])),)


def _joined(shapes: Iterable[Shape]) -> Iterator[Shape]:
    """Tables with the same headers on several sheets are one."""
    kept: dict[object, Shape] = {}
    for at, shape in enumerate(shapes):
        same = frozenset(key(head.name) for head in shape.heads)
        own: object = (same, shape.each, shape.labels) if len(same) > 1 else at
        before = kept.get(own)
        if before is None:
            kept[own] = shape
        else:
            grids = (*before.grids, *(grid for grid in shape.grids if grid not in before.grids))
            kept[own] = replace(before, grids=grids)
    yield from kept.values()


# ---------------------------------------------------------------- titles


def _first_text(grid: Grid) -> str:
    return next((text for row in sorted(grid.texts) if len(set(grid.texts[row].values())) == 1
                 for text in grid.texts[row].values()), "")  # fmt: skip


def cleaned(title: str, known: Known) -> str:
    """A title without department, month, person and version, which change: `华东部2026年10月走访记录` -> `走访记录`."""
    title = normalize("NFKC", title).replace("月份", "月")
    if ":" in title:
        return ""
    words = sorted(
        (*known.departments, *(one.name for one in known.people if len(one.name) > 1)), key=len, reverse=True
    )
    for word in words:
        title = title.replace(word, " ")
    title = _DATED.sub(" ", MONTH.sub(" ", title))
    title = "".join(title.split()).strip("的（）()-_—:：")
    return title if 2 <= len(title) <= 30 else ""


def plain_name(sheet: str, known: Known) -> str:
    """A sheet's name as the name of a table; "" for `Sheet1` and for a person's."""
    return "" if _PLAIN_NAME.fullmatch(sheet.strip()) or known.person_of(sheet) else cleaned(sheet, known)
