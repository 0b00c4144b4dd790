"""Tables with lines on an unknown sheet: where a header begins, how many rows it has, where the lines end.

A header is a row of words, two or more, none of them a value, a person or a department; merged cells over or beside
them bring in up to two rows more. A second table begins where a row of words follows an empty row or a title.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from reportgen.intake.grid import Grid
from reportgen.intake.labels import COLONS
from reportgen.intake.locate import HEADER_ROWS
from reportgen.normal import key, split_unit, unit, unit_line
from reportgen.suggest.judge import Judge, filled, is_note, is_total
from reportgen.suggest.labels import beside_each_other

SHORT = 2  # characters of a header that says little without the one over it


@dataclass(frozen=True, slots=True)
class Head:
    """A column's header: where it stands, its texts from top to bottom, its name without the unit."""

    at: int
    levels: tuple[str, ...]
    name: str
    unit: str


@dataclass(frozen=True)
class Block:
    """A table with lines as it stands on a sheet; rows count from 1, all of them included."""

    grid: Grid
    first: int
    last: int
    heads: tuple[Head, ...]
    body_last: int
    title: str
    line_unit: str

    @property
    def width(self) -> int:
        return len(self.heads)

    @property
    def gaps(self) -> bool:
        """Whether an empty column parts the headers, as two tables side by side would."""
        over = self.grid.texts.get(self.first, {})
        at = [head.at for head in self.heads]
        return len(at) > 3 and any(
            not any(column in over for column in range(earlier + 1, later))
            for earlier, later in pairwise(at)
            if later - earlier > 1
        )


def blocks_of(grid: Grid, judge: Judge) -> tuple[Block, ...]:
    """The tables of a sheet from top to bottom."""
    starts: list[tuple[int, int]] = []
    row = 1
    while row <= grid.last_row:
        last = _header_end(grid, judge, row)
        if last and (not starts or _apart(grid, row)) and _has_lines(grid, row, last):
            starts.append((row, last))
            row = last
        row += 1
    ends = [*(first - 1 for first, _ in starts[1:]), grid.last_row][: len(starts)]
    found = []
    above = 1
    for (first, last), end in zip(starts, ends, strict=True):
        body_last = _body_end(grid, last, _until_heading(grid, judge, first, last, end))
        texts = [text for at in range(above, first) for text in dict.fromkeys(grid.texts.get(at, {}).values())]
        units = [said for text in texts if (said := unit_line(text))]
        found.append(Block(grid, first, last, _heads(grid, first, last), body_last, _title(grid, above, first),
                           units[-1] if units else ""))  # fmt: skip
        above = body_last + 1
    return tuple(found)


def _header_end(grid: Grid, judge: Judge, row: int) -> int:
    """The last row of the header that begins here, 0 when none does."""
    if not _is_header(grid, judge, row):
        return 0
    last = row
    while last - row + 1 < HEADER_ROWS and _goes_on(grid, judge, row, last):
        last += 1
    return last


def _is_header(grid: Grid, judge: Judge, row: int) -> bool:
    cells = filled(grid, row)
    texts = [cell.value for cell in cells.values()]
    words = [text for text in texts if isinstance(text, str) and judge.is_header(text)]
    distinct = {key(word) for word in words}
    return len(words) == len(texts) and len(distinct) >= 2 and not is_total(words[0])


def _goes_on(grid: Grid, judge: Judge, first: int, last: int) -> bool:
    """Whether the row under a header belongs to it: merged cells reach into it, or it parts a merged one."""
    below = last + 1
    tall = any(grid.area(at, column)[0] > last for at in range(first, below) for column in filled(grid, at))
    wide = any(grid.area(last, column)[1] > column for column in filled(grid, last))
    if tall and below in grid.texts:
        texts = [cell.value for cell in filled(grid, below).values()]
        return all(isinstance(text, str) and (judge.is_header(text) or unit(text) is not None) for text in texts)
    here, under = filled(grid, last), filled(grid, below)
    finer = len(under) > len(here) and any(cell.kind != "text" for cell in filled(grid, below + 1).values())
    return (wide or finer) and _is_header(grid, judge, below)


def _apart(grid: Grid, row: int) -> bool:
    """Whether a row begins something new: nothing, a title or a line with the unit stands over it."""
    above = filled(grid, row - 1)
    return len(above) <= 1 and not any(isinstance(c.value, str) and is_total(c.value) for c in above.values())


def _has_lines(grid: Grid, first: int, last: int) -> bool:
    return len(filled(grid, last)) >= 3 or any(filled(grid, at) for at in (last + 1, last + 2))


def _heads(grid: Grid, first: int, last: int) -> tuple[Head, ...]:
    rows = [grid.texts.get(at, {}) for at in range(first, last + 1)]
    heads: list[Head] = []
    seen: set[tuple[int, int]] = set()
    for at in sorted({at for texts in rows for at in texts}):
        lowest = max(row for row in range(first, last + 1) if at in grid.texts.get(row, {}))
        owner = grid.owner(lowest, at)
        if owner in seen:
            continue  # a header merged over several columns stands in its first one
        seen.add(owner)
        levels = tuple(dict.fromkeys(text for texts in rows if (text := texts.get(at, ""))))
        name, said = split_unit(levels[-1])
        said = said or next((over for text in levels[-2::-1] if (over := split_unit(text)[1])), "")
        under = unit(levels[-1]) if len(levels) > 1 else None  # the unit in a row of its own under the header
        heads.append(Head(at, levels, " ".join(name.split()) or levels[-1], said or (str(under) if under else "")))
    return _told_apart(heads)


def _told_apart(heads: list[Head]) -> tuple[Head, ...]:
    """Headers that stand twice, or say little (`本月`), get their parents' texts, as the reader looks for them."""
    names = [key(head.name) for head in heads]
    short = [len(key(head.name)) <= SHORT for head in heads]
    return tuple(
        Head(
            head.at, head.levels, "".join((*(" ".join(one.split()) for one in head.levels[:-1]), head.name)), head.unit
        )
        if (names.count(key(head.name)) > 1 or is_short) and len(head.levels) > 1
        else head
        for head, is_short in zip(heads, short, strict=True)
    )


def _body_end(grid: Grid, last: int, end: int) -> int:
    """The last row of the lines: without empty rows, titles and remarks at the end."""
    row = end
    while row > last:
        cells = filled(grid, row)
        only = [cell.value for cell in cells.values()]
        alone = len(only) == 1 and isinstance(only[0], str) and not is_total(only[0])
        label = bool(only) and isinstance(only[0], str) and only[0].rstrip()[-1:] in tuple(COLONS)
        if cells and not alone and not label:
            break
        row -= 1
    return row


def _until_heading(grid: Grid, judge: Judge, first: int, last: int, end: int) -> int:
    """The row before a heading over the table's whole width after which no more lines follow."""
    columns = [at for row in range(first, last + 1) for at in grid.texts.get(row, {})]
    stop = 0
    for row in range(last + 1, end + 1):
        cells = filled(grid, row)
        if grid.is_band(row, min(columns), max(columns)) and not any(is_note(str(c.value)) for c in cells.values()):
            stop = stop or row
        elif 5 * len(cells) >= 3 * len(set(columns)) and not beside_each_other(grid, judge, row, list(cells.items())):
            stop = 0
    return stop - 1 if stop else end


def _title(grid: Grid, first: int, last: int) -> str:
    """The lowest text that stands alone in a row over the header."""
    for row in range(last - 1, first - 1, -1):
        texts = set(grid.texts.get(row, {}).values())
        if len(texts) == 1 and not is_note(text := texts.pop()) and "：" not in text:
            return " ".join(text.split())
    return ""
