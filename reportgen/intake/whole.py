"""The declared tables of a sheet: those with a header and lines, and those of labels with one value each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from reportgen.intake.grid import Grid
from reportgen.intake.labels import Label, find_labels
from reportgen.intake.locate import ENOUGH, TITLE_BONUS, Candidate, Located, locate
from reportgen.normal import key, unit_line
from reportgen.scheme import Column, Table

Found = dict[str, tuple[Label, ...]]


@dataclass(frozen=True, slots=True)
class Labelled:
    """A table whose columns stand on the sheet as labels. `found` holds each label once, `twice` those that stand
    more than once, with all their places; `titles` are the texts down to the first label."""

    candidate: Candidate
    found: Mapping[str, Label]
    twice: Mapping[str, tuple[Label, ...]]
    titles: tuple[str, ...]
    line_unit: str

    @property
    def unfilled(self) -> bool:
        """Whether nothing stands beside any label: a sheet that is there to be copied."""
        return not self.twice and all(label.cell is None for label in self.found.values())

    @property
    def missing(self) -> tuple[Column, ...]:
        lacking = self.candidate.needed - self.found.keys() - self.twice.keys()
        return tuple(column for column in self.candidate.table.columns if column.id in lacking)

    @property
    def rows(self) -> frozenset[int]:
        labels = (*self.found.values(), *(one for each in self.twice.values() for one in each))
        return frozenset(row for label in labels for row in label.rows)


def tables_on(grid: Grid, wanted: tuple[Candidate, ...], *, stamped: bool) -> tuple[Located | Labelled, ...]:
    """The tables on a sheet: those with lines from top to bottom, then those of labels. A blank form of ours
    (`stamped`) has a header with lines also where the department's own sheets have labels."""
    lined = tuple(one for one in wanted if stamped or one.table.layout == "rows")
    located = locate(grid, lined)
    if stamped:
        return located
    return (*located, *_labelled(grid, wanted, located))


def lines_of(grid: Grid, located: Iterable[Located]) -> frozenset[int]:
    """The rows that belong to tables with lines: from the header to the first empty row or heading under it."""
    rows: set[int] = set()
    for one in located:
        first, last = min(one.header.columns.values()), max(one.header.columns.values())
        row = one.header.first
        while row <= one.body_last and (row <= one.header.last or row in grid.rows):
            if row > one.header.last and grid.is_band(row, first, last):
                break
            rows.add(row)
            row += 1
    return frozenset(rows)


def _labelled(grid: Grid, wanted: tuple[Candidate, ...], located: Sequence[Located]) -> Iterable[Labelled]:
    """Best first; a label belongs to one table only, but whom the sheet is about belongs to all."""
    offered = [one for one in wanted if one.table.layout == "labels"]
    if not offered:
        return
    lines = lines_of(grid, located)
    ranked = [(part, one, found) for one in offered for part, found in _fitting(grid, one, lines)]
    taken: set[tuple[int, int]] = set()
    for _, candidate, found in sorted(ranked, key=lambda each: -each[0]):
        own = {label.place for id, labels in found.items() if id not in candidate.table.of_sheet for label in labels}
        if not own & taken:
            taken |= own
            yield _made(grid, candidate, found)


def _fitting(grid: Grid, candidate: Candidate, lines: frozenset[int]) -> Iterable[tuple[Fraction, Found]]:
    found = find_labels(grid, candidate.table.columns, lines)
    part = Fraction(len(candidate.needed & found.keys()), max(1, len(candidate.needed)))
    own = [column for column in candidate.table.columns if column.id not in candidate.table.of_sheet]
    if part < ENOUGH or len(found) < min(2, len(own)):
        return
    texts = {key(text) for text in (*_texts(grid), grid.sheet.name)}
    named = any(title in text for title in candidate.titles for text in texts)
    yield part + (TITLE_BONUS if named else 0), found


def _made(grid: Grid, candidate: Candidate, found: Found) -> Labelled:
    units = [unit for text in _texts(grid) if (unit := unit_line(text))]
    first = min(label.place[0] for labels in found.values() for label in labels)
    once, twice = apart(found, candidate.table)
    return Labelled(candidate, once, twice, _texts(grid, first), units[-1] if units else "")


def apart(found: Found, table: Table) -> tuple[dict[str, Label], Found]:
    """The labels that stand once, and those that stand more than once. Whom a sheet is about may be repeated on it, as
    long as it says the same."""
    once = {id: labels[0] for id, labels in found.items() if len(labels) == 1 or _repeated(id, labels, table)}
    return once, {id: labels for id, labels in found.items() if id not in once}


def _repeated(id: str, labels: tuple[Label, ...], table: Table) -> bool:
    said = {"" if one.cell is None else key(str(one.cell.value)) for one in labels}
    return id in table.of_sheet and len(said) == 1


def _texts(grid: Grid, last: int = 0) -> tuple[str, ...]:
    """The texts of a sheet, or of its rows down to `last`."""
    rows = [row for row in sorted(grid.texts) if not last or row <= last]
    return tuple(dict.fromkeys(text for row in rows for _, text in sorted(grid.texts[row].items())))
