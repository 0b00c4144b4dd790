"""Sheets that a known scheme's table fits, and the aliases with which it would know all of their headers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from reportgen.intake.cells import CellContext, understand
from reportgen.intake.grid import Grid
from reportgen.intake.locate import Located, candidates
from reportgen.intake.rows import QUIET
from reportgen.intake.whole import Labelled, tables_on
from reportgen.normal import key, split_unit, suggest
from reportgen.records import CellRef
from reportgen.scheme import Column, Scheme
from reportgen.suggest.judge import Known
from reportgen.suggest.proposal import Alias, Fit

MOST = Fraction(1, 2)  # of a sheet's own headers that a table must know for the sheet to be taken as its own


def fits_of(grids: Sequence[Grid], known: Known, schemes: Sequence[Scheme], *, stamped: bool) -> tuple[Fit, ...]:
    wanted = candidates(schemes)
    return tuple(
        _fit(grid, one, known) for grid in grids for one in tables_on(grid, wanted, stamped=stamped) if _is_own(one)
    )


def _is_own(located: Located | Labelled) -> bool:
    if isinstance(located, Labelled):
        return True
    strange = [name for name, _ in located.header.unknown if not _quiet(name)]
    have = len(located.header.columns)
    return (have >= 3 or not located.missing) and Fraction(have, have + len(strange)) > MOST


def _fit(grid: Grid, located: Located | Labelled, known: Known) -> Fit:
    candidate = located.candidate
    headers = list(_headers(grid, located))
    lacking = [column for column in candidate.table.columns if column.id not in _found(located)]
    aliases: list[Alias] = []
    for name, where, at in headers:
        column, sure = _column_for(
            name, at, grid, located, [one for one in lacking if one.id not in {a.column.id for a in aliases}], known
        )
        if column is not None:
            aliases.append(Alias(column, name, where, sure))
    taken = {alias.where for alias in aliases}
    own = {alias.column.id for alias in aliases}
    return Fit(
        scheme=candidate.scheme.name,
        file=candidate.scheme.file,
        form=candidate.form,
        table=candidate.table,
        sheet=grid.sheet.name,
        known=len(_found(located)),
        of=len(_found(located)) + len(headers),
        aliases=tuple(aliases),
        unread=tuple((name, where) for name, where, _ in headers if where not in taken),
        lacking=tuple(column.name for column in located.missing if column.id not in own),
    )


def _found(located: Located | Labelled) -> frozenset[str]:
    return frozenset(located.found if isinstance(located, Labelled) else located.header.columns)


def _headers(grid: Grid, located: Located | Labelled) -> Iterator[tuple[str, CellRef, int]]:
    """The headers of no known column: their lowest text without the unit, where they stand."""
    if isinstance(located, Labelled):
        return
    header = located.header
    for name, at in header.unknown:
        lowest = split_unit(name.rsplit(" / ", 1)[-1])[0]
        if not _quiet(name):
            yield lowest, grid.ref_of_text(header.first, header.last, at), at


def _quiet(name: str) -> bool:
    return key(name.rsplit(" / ", 1)[-1]) in {key(word) for word in QUIET}


def _column_for(
    name: str, at: int, grid: Grid, located: Located | Labelled, lacking: Sequence[Column], known: Known
) -> tuple[Column | None, bool]:
    """The column that a header may be: one whose name is near, else the only one that must be there and takes what
    stands under it (and is no free text, which takes everything)."""
    words = {word: column for column in lacking for word in (column.name, *column.aliases)}
    near = suggest(name, words)
    if near:
        return words[near], True
    must = {column.id for column in located.missing}
    taking = [one for one in lacking if one.id in must and one.type != "text" and _takes(one, at, grid, located, known)]
    return (taking[0], False) if len(taking) == 1 else (None, False)


def _takes(column: Column, at: int, grid: Grid, located: Located | Labelled, known: Known) -> bool:
    if isinstance(located, Labelled):
        return False
    rows = range(located.header.last + 1, located.body_last + 1)
    cells = [cell for row in rows if (cell := grid.at(row, at)) is not None and cell.kind != "blank"]
    context = CellContext(known.period)
    read = [understand(cell, column, CellRef(""), context)[0] for cell in cells]
    return bool(read) and all(entry.state == "ok" for entry in read)
