"""An unknown workbook -> a form with tables to paste into a scheme, or the aliases that a known form lacks.

    sheets ── kinds (alike) ── headers, labels (where) ── shapes (tables) ── types, keys (guessed from the cells)
           ── reading (by what is proposed, as the month would) ── doubts, told beside each line ── toml
What is proposed is read with the month's own reader before it is said; what that does not take is told with its cell.
"""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.intake import asks_nothing
from reportgen.intake.grid import Grid
from reportgen.intake.raw import RawBook
from reportgen.intake.recognise import Office, offices_in, stamp_of
from reportgen.normal import key
from reportgen.scheme import Form, Scheme
from reportgen.suggest.build import tables_for
from reportgen.suggest.fitting import fits_of
from reportgen.suggest.ids import id_for
from reportgen.suggest.judge import Known
from reportgen.suggest.proposal import Proposal
from reportgen.suggest.shapes import cleaned, shapes_of

BLANKS = ("模板", "样表", "空表", "空白表", "范本", "template")  # sheets that are there to be copied
TITLES = 4  # rows in which a title may stand
__all__ = ["Known", "Proposal", "suggest"]


def suggest(
    file: str, book: RawBook, known: Known, schemes: Sequence[Scheme], offices: tuple[Office, ...] = ()
) -> Proposal:
    """What a workbook called `file` may be: sheets that a known scheme's tables fit are told as such, for the others
    tables are proposed. The schemes of the department that it names come first, as they do when it is handed in."""
    every = tuple(Grid(file, sheet) for sheet in book.sheets)
    grids = tuple(grid for grid in every if grid.sheet.cells and not asks_nothing(grid.sheet.name))
    stamped = bool(stamp_of(every))
    fits = fits_of(grids, known, _own(file, grids, schemes, offices), stamped=stamped)
    fits = fits or fits_of(grids, known, schemes, stamped=stamped)
    fitting = {fit.sheet for fit in fits}
    rest = tuple(grid for grid in grids if grid.sheet.name not in fitting)
    form = _form(file, known)
    filled_in = tuple(grid for grid in rest if key(grid.sheet.name) not in BLANKS)
    tables = tuple(one for one in tables_for(form, shapes_of(filled_in, known), filled_in, known) if one.sheets)
    used = {*fitting, *(sheet for table in tables for sheet in table.sheets)}
    return Proposal(file, form, tables, fits, tuple(grid.sheet.name for grid in grids if grid.sheet.name not in used))


def _own(
    file: str, grids: Sequence[Grid], schemes: Sequence[Scheme], offices: tuple[Office, ...]
) -> tuple[Scheme, ...]:
    """The schemes of the one department that the file's name or a title names."""
    titles = [text for grid in grids for row in sorted(grid.texts)[:TITLES] for text in grid.texts[row].values()]
    named = offices_in((file, *titles), offices)
    return tuple(one for one in schemes if len(named) == 1 and one.id in named[0].schemes)


def _form(file: str, known: Known) -> Form:
    stem = file.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    name = cleaned(stem, known) or stem
    return Form(id=id_for(name, ()), name=name)
