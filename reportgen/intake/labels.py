"""Labels on a sheet and the cells beside them: `工号：| 1001`, a label over its value, or both in one cell.

    工号： | 1001 | 姓名： | 孙浩然     to the right of the label
    完成台数 | 销售额（万元）           labels side by side:
    12       | 85.5                     each value stands under its label
    部门：销售部　姓名：孙浩然          in the label's own cell
Which texts are labels is what the scheme declares: the names and aliases of columns, never a position.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from reportgen.intake.grid import Grid
from reportgen.intake.raw import RawCell
from reportgen.normal import key, split_unit, unit
from reportgen.scheme import Column

COLONS = ":："
_COLON = re.compile(f"[{COLONS}]")
_WORD_AT_END = re.compile(r"(?:^|.*\s)(\S+)\s*", re.DOTALL)

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Label:
    """A label and what is beside it. `place` and `at` are row and column of the label and of its value, the same when
    both stand in one cell; `cell` is the value, None when nothing is there. `unit` is that of the label, or the one
    that stands behind the value."""

    column: Column
    text: str
    place: Place
    at: Place
    cell: RawCell | None
    unit: str = ""

    @property
    def rows(self) -> frozenset[int]:
        return frozenset((self.place[0], self.at[0]))


@dataclass(frozen=True)
class Wording:
    """What a table's labels are called: by key, the column; and the units that its columns declare."""

    columns: Mapping[str, Column]
    units: frozenset[str]

    @classmethod
    def of(cls, columns: Iterable[Column]) -> Wording:
        words: dict[str, Column] = {}
        units = set()
        for column in columns:
            for name in (column.name, *column.aliases):
                words.setdefault(key(name), column)
            units |= {column.unit} - {""}
        return cls(words, frozenset(units))

    def match(self, text: str) -> tuple[Column, str] | None:
        """The column that a text is the label of, and the unit in it."""
        bare = text.strip().rstrip(COLONS)
        if found := self.columns.get(key(bare)):
            return found, ""
        name, said = split_unit(bare, self.units)
        found = self.columns.get(key(name))
        return (found, said) if found else None


def find_labels(grid: Grid, columns: Iterable[Column], lines: Collection[int] = ()) -> dict[str, tuple[Label, ...]]:
    """Every label of the columns by column id, in the order of the sheet. In `lines`, the rows of a table, a text is
    a label only when a colon says so."""
    words = Wording.of(columns)
    found: dict[str, list[Label]] = {}
    for cell in grid.sheet.cells:
        if cell.kind == "text" and isinstance(cell.value, str) and cell.value.strip():
            marked = bool(_COLON.search(cell.value))
            if marked or cell.row not in lines:
                for label in _labels(grid, cell, cell.value, words):
                    found.setdefault(label.column.id, []).append(label)
    return {id: tuple(labels) for id, labels in found.items()}


def _labels(grid: Grid, cell: RawCell, text: str, words: Wording) -> Iterator[Label]:
    if whole := words.match(text):
        column, said = whole
        yield _beside(grid, words, Label(column, text.strip(), (cell.row, cell.column), (0, 0), None, said))
        return
    for name, value in pairs(text, lambda one: words.match(one) is not None):
        matched = words.match(name)
        if matched:
            here = (cell.row, cell.column)
            label = Label(matched[0], name, here, here, cell._replace(value=value) if value else None, matched[1])
            yield label if value else _beside(grid, words, label)


def pairs(text: str, known: Callable[[str], bool]) -> Iterator[tuple[str, str]]:
    """`部门：销售部　姓名：孙浩然` as its labels and values. A word before a colon begins a new pair only when it is
    `known`: `时间：15:30` is one pair."""
    first, *rest = _COLON.split(text)
    name, value = first.strip(), ""
    for at, part in enumerate(rest):
        last = at == len(rest) - 1
        word = _WORD_AT_END.fullmatch(part)
        if not last and word and known(word[1]):
            yield name, (value + part[: word.start(1)]).strip()
            name, value = word[1], ""
        else:
            value += part + ("" if last else ":")
    if rest:
        yield name, value.strip()


# ---------------------------------------------------------------- where the value stands


def _beside(grid: Grid, words: Wording, label: Label) -> Label:
    """The label with what stands to the right of it or under it."""
    row, column = label.place
    bottom, last = grid.area(row, column)
    right, below = (row, last + 1), (bottom + 1, column)
    at = below if _is_over(grid, words, label, right) else right
    unit_behind = "" if label.unit else _unit_behind(grid, at)
    return replace(label, at=at, cell=grid.at(*at, spread=True), unit=label.unit or unit_behind)


def _is_over(grid: Grid, words: Wording, label: Label, right: Place) -> bool:
    if label.column.value_at != "near":
        return label.column.value_at == "below"
    if _is_label(grid, words, right):
        return True
    left = (label.place[0], label.place[1] - 1)
    nothing = (beside := grid.at(*right, spread=True)) is None or beside.kind == "blank"
    return nothing and label.place[1] > 1 and _is_label(grid, words, left) and not _is_value(grid, words, left)


def _is_label(grid: Grid, words: Wording, place: Place) -> bool:
    cell = grid.at(*place, spread=True)
    return cell is not None and isinstance(cell.value, str) and _is_word(cell.value, words)


def _is_word(text: str, words: Wording) -> bool:
    return bool(text.strip()) and (text.rstrip()[-1] in COLONS or words.match(text) is not None)


def _is_value(grid: Grid, words: Wording, place: Place) -> bool:
    """Whether a text that could be a label is the value of one to its left that ends with a colon."""
    row, column = place
    before = grid.at(row, column - 1, spread=True) if column > 1 else None
    return before is not None and isinstance(before.value, str) and before.value.rstrip()[-1:] in tuple(COLONS)


def _unit_behind(grid: Grid, at: Place) -> str:
    """`销售额：| 12 | 万元`: the unit in the cell behind the value."""
    _, last = grid.area(*at)
    behind = grid.at(at[0], last + 1)
    known = unit(behind.value) if behind is not None and isinstance(behind.value, str) else None
    return str(known) if known else ""
