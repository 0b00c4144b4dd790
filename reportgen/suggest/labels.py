"""Labels on an unknown sheet, outside its tables with lines: what ends with a colon, and words with a value beside
them in every row of a block."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from reportgen.intake.grid import Grid
from reportgen.intake.labels import COLONS, pairs
from reportgen.intake.raw import RawCell
from reportgen.normal import key, split_unit, unit
from reportgen.suggest.judge import Judge, filled, is_note, is_total

WHOSE = ("工号", "员工编号", "人员编号", "职工号", "员工号", "工作证号")
NAMES = ("姓名", "员工姓名", "人员姓名", "被考核人", "人员", "员工")
ELSEWHERE = ("部门", "单位", "编制单位", "填报单位", "所在部门", "月份", "期间", "考核月份", "年月", "填报", "填报时间",
             "填报日期", "填表日期", "制表日期", "编制日期")  # fmt: skip
MOST = 8  # cells of a row of labels and values


@dataclass(frozen=True, slots=True)
class Pair:
    """A label that was found: its text without colon and unit, where it stands, and where its value stands when that
    is not what the reader would take."""

    name: str
    unit: str
    text: str
    place: tuple[int, int]
    below: bool = False


def pairs_of(grid: Grid, judge: Judge, lines: Collection[int]) -> tuple[Pair, ...]:
    """The labels of a sheet, each name once, without signatures and what says the department or the month."""
    found: dict[str, Pair] = {}
    for one in _every(grid, judge, lines):
        if key(one.name) not in {key(word) for word in ELSEWHERE} and not is_note(one.name):
            found.setdefault(key(one.name), one)
    return tuple(sorted(found.values(), key=lambda one: one.place))


def _every(grid: Grid, judge: Judge, lines: Collection[int]) -> Iterator[Pair]:
    for cell in grid.sheet.cells:
        if isinstance(cell.value, str) and cell.row not in lines and not is_note(cell.value):
            yield from _marked(grid, judge, cell, cell.value)
    for row in sorted(grid.rows):
        if row not in lines:
            yield from _unmarked(grid, judge, row)


def _marked(grid: Grid, judge: Judge, cell: RawCell, text: str) -> Iterator[Pair]:
    """With a colon: `工号：` beside its value, or `部门：华东部　姓名：孙浩然` in one cell."""
    place = (cell.row, cell.column)
    bare = text.strip()
    if bare[-1:] in tuple(COLONS):
        if judge.is_word(bare):
            yield _pair(bare.rstrip(COLONS), text.strip(), place, below=_nothing_beside(grid, place))
        return
    whole = list(pairs(bare, judge.is_word))
    if all(judge.is_word(name) and not any(letter.isdecimal() for letter in name) for name, _ in whole):
        for name, value in whole:
            if value:
                yield _pair(name, name, place)


def _unmarked(grid: Grid, judge: Judge, row: int) -> Iterator[Pair]:
    cells = list(filled(grid, row).items())
    texts = [cell.value for _, cell in cells]
    if len(cells) == 1 and judge.constant is not None and isinstance(texts[0], str):
        at = cells[0][0]
        if judge.is_header(texts[0]) and not judge.is_title(texts[0]) and _changes_under(grid, judge, (row, at)):
            yield _pair(texts[0], texts[0], (row, at), below=True)
        return
    if not 2 <= len(cells) <= MOST or not beside_each_other(grid, judge, row, cells):
        return
    for (at, cell), _ in _twos(cells):
        if isinstance(cell.value, str) and cell.value.rstrip()[-1:] not in tuple(COLONS):
            yield _pair(cell.value, cell.value.strip(), (row, at))


def beside_each_other(grid: Grid, judge: Judge, row: int, cells: Sequence[tuple[int, RawCell]]) -> bool:
    """Whether a row goes label, value, label, value; a label at its end may have nothing beside it."""
    surely = False
    for (at, cell), value in _twos(cells):
        text = cell.value
        if not isinstance(text, str) or not judge.is_word(text) or is_total(text):
            return False
        if value is None:
            continue
        if value[0] != grid.area(row, at)[1] + 1 and grid.at(row, grid.area(row, at)[1] + 1) is not None:
            return False
        surely = surely or key(split_unit(text)[0]) in {key(word) for word in (*WHOSE, *NAMES)}
        surely = surely or _is_value(judge, value[1].value)
    return surely


def _is_value(judge: Judge, said: object) -> bool:
    """Whether something is no label: a number, a day, a person, or another text on each sheet of the kind."""
    if not isinstance(said, str) or judge.is_person(said) or judge.is_value(said) or judge.is_office(said):
        return True
    return judge.constant is not None and key(said) not in judge.constant


def _twos(cells: Sequence[tuple[int, RawCell]]) -> Iterator[tuple[tuple[int, RawCell], tuple[int, RawCell] | None]]:
    """Label and value by turns; a unit behind a value belongs to it."""
    at = 0
    while at < len(cells):
        value = cells[at + 1] if at + 1 < len(cells) else None
        yield cells[at], value
        at += 2
        behind = cells[at][1].value if at < len(cells) else None
        if isinstance(behind, str) and unit(behind) is not None:
            at += 1


def _nothing_beside(grid: Grid, place: tuple[int, int]) -> bool:
    """Whether the value stands under the label: nothing to the right, and under it something that stands alone."""
    row, column = place
    bottom, last = grid.area(row, column)
    right, under = grid.at(row, last + 1, spread=True), grid.at(bottom + 1, column, spread=True)
    alone = list(filled(grid, bottom + 1)) == [column]
    marked = under is not None and isinstance(under.value, str) and any(colon in under.value for colon in COLONS)
    return right is None and under is not None and alone and not marked


def _changes_under(grid: Grid, judge: Judge, place: tuple[int, int]) -> bool:
    """Whether what stands alone under a text is another on each sheet of the same kind."""
    under = filled(grid, grid.area(*place)[0] + 1)
    said = under.get(place[1])
    if len(under) != 1 or said is None:
        return False
    text = said.value
    return not isinstance(text, str) or (key(text) not in (judge.constant or ()) and ":" not in key(text))


def _pair(name: str, text: str, place: tuple[int, int], below: bool = False) -> Pair:
    bare, unit = split_unit(name)
    return Pair(" ".join(bare.split()) or name, unit, text, place, below)
