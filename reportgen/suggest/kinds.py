"""Which sheets of a workbook are of one kind: the same headers, or the same labels with other values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from reportgen.intake.grid import Grid
from reportgen.intake.labels import COLONS
from reportgen.intake.rows import QUIET
from reportgen.normal import key
from reportgen.suggest.headers import Block, blocks_of
from reportgen.suggest.judge import Judge, Known

ALIKE = Fraction(
    1, 2
)  # the part of their texts, down to the last that they share, that sheets of labels have in common
COMMON = 3
WIDE = 3  # headers that make a table, and not a label with its value


def kinds_of(grids: Sequence[Grid], known: Known) -> tuple[tuple[tuple[Grid, ...], Judge], ...]:
    """The sheets by kind, each with what judges its texts: what differs between sheets of one kind is a value."""
    judge = Judge(known)
    kinds: list[list[tuple[Grid, tuple[Block, ...]]]] = []
    for grid in grids:
        blocks = blocks_of(grid, judge)
        own = next((kind for kind in kinds if _same(kind[0], (grid, blocks))), None)
        if own is None:
            kinds.append([(grid, blocks)])
        else:
            own.append((grid, blocks))
    made = [tuple(grid for grid, _ in kind) for kind in kinds]
    return tuple((kind, replace(judge, constant=constant_texts(kind))) for kind in made)


def _same(one: tuple[Grid, tuple[Block, ...]], other: tuple[Grid, tuple[Block, ...]]) -> bool:
    if one[1] and _headers(one[1]) == _headers(other[1]):
        return True
    tables = [[block for block in blocks if block.width >= WIDE] for _, blocks in (one, other)]
    if all(tables) and not _by_turns(tables[0][0], tables[1][0]):
        return False
    return _alike(one[0], other[0])


def _headers(blocks: Sequence[Block]) -> tuple[frozenset[str], ...]:
    quiet = {key(word) for word in QUIET}
    return tuple(frozenset(key(head.name) for head in block.heads) - quiet for block in blocks)


def _by_turns(one: Block, other: Block) -> bool:
    """Whether two rows taken for headers are labels and values: every other text is the same, one between is not."""
    texts = [[key(head.name) for head in block.heads] for block in (one, other)]
    return texts[0][::2] == texts[1][::2] and texts[0][1::2] != texts[1][1::2]


def _alike(one: Grid, other: Grid) -> bool:
    """Whether most texts stand at the same places."""
    texts = [{(cell.row, cell.column, _bare(cell.value)) for cell in grid.sheet.cells if isinstance(cell.value, str)}
             for grid in (one, other)]  # fmt: skip
    common = texts[0] & texts[1]
    if len(common) < COMMON:
        return False
    last = max(row for row, _, _ in common)
    fewest = min(len({place for place in each if place[0] <= last}) for each in texts)
    return Fraction(len(common), fewest) >= ALIKE


def constant_texts(grids: Sequence[Grid]) -> frozenset[str] | None:
    """The keys of the texts that stand on all of the sheets; None for one sheet."""
    if len(grids) < 2:
        return None
    every = [{_bare(cell.value) for cell in grid.sheet.cells if isinstance(cell.value, str)} for grid in grids]
    return frozenset(set.intersection(*every))


def _bare(text: str) -> str:
    """A label by itself, without a colon and what follows it."""
    for colon in COLONS:
        text = text.partition(colon)[0]
    return key(text)
