"""intake: files under inputs/ -> rows that know their cells.

    snapshot ── guard ── reader (in a child process) ── locate (headers), labels ── recognise (which department and
    month) ── rows ── whose (the person of a sheet, once the roster is known)
Nothing is lost: a file, sheet, column or cell that cannot be used is a finding that says where and how to mend it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from reportgen.intake.grid import Grid
from reportgen.intake.loading import load, without_summaries
from reportgen.intake.locate import Candidate, Located, candidates
from reportgen.intake.raw import RawBook
from reportgen.intake.recognise import Office, identify, stamp_of
from reportgen.intake.whole import Labelled, tables_on
from reportgen.normal import key
from reportgen.period import Period
from reportgen.records import CellRef, Finding, Sheet, Source, finding
from reportgen.scheme import Scheme

Here = list[tuple[Grid, Located | Labelled]]
QUIET_SHEETS = ("填表说明", "填表說明", "Instructions", "说明", "封面", "目录")  # sheets that ask for nothing
RETURNED_SHEETS = ("问题清单", "Findings")  # the list that a returned workbook carries, perhaps with a number


@dataclass(frozen=True, slots=True)
class Submitted:
    """The month's tables as handed in, and the files they came from. `dropped`: tables that do not count, with the
    finding that says why: a later version replaces them, or they came twice."""

    sheets: tuple[Sheet, ...]
    sources: tuple[Source, ...]
    findings: tuple[Finding, ...]
    dropped: tuple[tuple[Sheet, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook that was read: its name under inputs/, its hash and size, its cells."""

    file: str
    sha256: str
    size: int
    raw: RawBook


def take_in(
    books: Iterable[Book], schemes: tuple[Scheme, ...], offices: tuple[Office, ...], period: Period
) -> Submitted:
    """Every table of every workbook, in file order. The same table of a department in two workbooks withholds both."""
    wanted = candidates(schemes)
    sheets: list[Sheet] = []
    sources: list[Source] = []
    findings: list[Finding] = []
    versions: dict[str, int] = {}
    for book in books:
        taken, source, wrong, versions[book.file] = _take_book(book, wanted, offices, period)
        sheets += taken
        sources.append(source)
        findings += wrong
    kept, dropped, twice = _without_twice(sheets, versions)
    return Submitted(kept, tuple(sources), (*findings, *twice), dropped)


def _take_book(
    book: Book, wanted: tuple[Candidate, ...], offices: tuple[Office, ...], period: Period
) -> tuple[list[Sheet], Source, list[Finding], int]:
    """What a workbook gives: its sheets, what it was taken for, what is wrong, and which version it says it is."""
    grids = tuple(Grid(book.file, sheet) for sheet in book.raw.sheets)
    stamp = stamp_of(grids)
    unplaced = Source(book.file, book.sha256, book.size)
    offered, wrong_stamp = _offered(stamp, wanted, book.file)
    if wrong_stamp:
        return [], unplaced, wrong_stamp, 1
    located = _located(grids, offered, bool(stamp))
    if not located:
        seen = "、".join(grid.sheet.name for grid in grids)
        return [], unplaced, [finding("FILE_UNPLACED", CellRef(book.file), found=seen)], 1
    identity, wrong = identify(book.file, stamp, (one for _, one in located), offices, period)
    if identity is None:
        return [], unplaced, list(wrong), 1
    located = without_summaries(_of_department(identity.department, grids, located, offered, offices))
    findings = [*wrong, *_idle_sheets(grids, located, identity.department)]
    sheets, told = load(located, period, identity.department)
    findings += told
    schemes = "、".join(dict.fromkeys(sheet.scheme for sheet in sheets))
    forms = "、".join(dict.fromkeys(sheet.form for sheet in sheets))
    source = Source(book.file, book.sha256, book.size, schemes, forms, identity.department)
    return sheets, source, findings, identity.version


def _located(grids: tuple[Grid, ...], wanted: tuple[Candidate, ...], stamped: bool) -> Here:
    asking = (grid for grid in grids if not asks_nothing(grid.sheet.name))
    return [(grid, one) for grid in asking for one in tables_on(grid, wanted, stamped=stamped)]


def _of_department(
    department: str,
    grids: tuple[Grid, ...],
    located: Here,
    offered: tuple[Candidate, ...],
    offices: tuple[Office, ...],
) -> Here:
    """The same tables, those of the department's own schemes first: two schemes may ask for tables that look alike."""
    own = {id for office in offices if office.name == department for id in office.schemes}
    if not own or all(one.candidate.scheme.id in own for _, one in located):
        return located
    mine = tuple(one for one in offered if one.scheme.id in own)
    return _located(grids, mine, bool(stamp_of(grids))) or located


def _offered(
    stamp: Mapping[str, str], wanted: tuple[Candidate, ...], file: str
) -> tuple[tuple[Candidate, ...], list[Finding]]:
    """A stamped form offers only its own tables; a stamp that no scheme in force knows is an error."""
    if not stamp:
        return wanted, []
    said = (stamp.get("scheme", ""), stamp.get("form", ""))
    offered = tuple(one for one in wanted if (one.scheme.id, one.form.id) == said)
    if offered:
        return offered, []
    return (), [finding("STAMP_UNKNOWN", CellRef(file), found=" / ".join(said))]


def _idle_sheets(grids: tuple[Grid, ...], located: Here, department: str) -> Iterable[Finding]:
    """Sheets with content on which no table was found: named, so that nothing is passed over in silence."""
    used = {grid.sheet.name for grid, _ in located}
    for grid in grids:
        name = grid.sheet.name
        quiet = asks_nothing(name)
        if name not in used and not quiet and grid.sheet.cells:
            yield finding("SHEET_NOT_USED", grid.whole, department=department, found=_headline(grid))


def asks_nothing(name: str) -> bool:
    """Sheets of ours and cover sheets: instructions, stamps, the list of findings of a returned workbook."""
    plain = key(name)
    ours = any(plain.startswith(key(returned)) for returned in RETURNED_SHEETS)
    return name.startswith("_") or ours or plain in {key(quiet) for quiet in QUIET_SHEETS}


def _headline(grid: Grid) -> str:
    first = next(iter(sorted(grid.texts)), None)
    return " | ".join(list(grid.texts[first].values())[:8])[:60] if first is not None else ""


def _without_twice(
    sheets: list[Sheet], versions: Mapping[str, int]
) -> tuple[tuple[Sheet, ...], tuple[tuple[Sheet, str], ...], tuple[Finding, ...]]:
    """A table that a department handed in with two workbooks: the one that says it is the later version prevails for
    all that it holds; where none says so, neither counts, whichever came last."""
    files: defaultdict[tuple[str, str, str], dict[str, None]] = defaultdict(dict)
    for sheet in sheets:
        files[sheet.scheme, sheet.table, sheet.department][sheet.ref.file] = None
    superseded: dict[tuple[tuple[str, str, str], str], str] = {}
    clashing: dict[str, tuple[str, ...]] = {}
    for owner, found in files.items():
        newest = [file for file in found if versions[file] == max(versions[one] for one in found)]
        for file in found:
            if len(newest) > 1:
                clashing[file] = tuple(found)
            elif file != newest[0]:
                superseded[owner, file] = newest[0]
    replaced = {(owner, file) for owner, file in superseded if file not in clashing}
    dropped = [(sheet, "SUBMITTED_TWICE") for sheet in sheets if sheet.ref.file in clashing]
    dropped += [(sheet, "SUPERSEDED") for sheet in sheets if (_owner(sheet), sheet.ref.file) in replaced]
    out = {(_owner(sheet), sheet.ref.file) for sheet, _ in dropped}
    kept = [sheet for sheet in sheets if (_owner(sheet), sheet.ref.file) not in out]
    newer = dict.fromkeys((file, by, department) for ((_, _, department), file), by in superseded.items())
    notes = [finding("SUPERSEDED", CellRef(file), department=department, found=by) for file, by, department in newer]
    return tuple(kept), tuple(dropped), (*notes, *_clashes(files, clashing))


def _owner(sheet: Sheet) -> tuple[str, str, str]:
    return (sheet.scheme, sheet.table, sheet.department)


def _clashes(
    files: Mapping[tuple[str, str, str], Mapping[str, None]], clashing: Mapping[str, tuple[str, ...]]
) -> Iterable[Finding]:
    """All tables of the files that clash are in doubt, also those that only one of them holds."""
    for (scheme, table, department), found in files.items():
        for file in (one for one in found if one in clashing):
            code = "SUBMITTED_TWICE" if len(found) > 1 else "WITHHELD_WITH_FILE"
            others = "、".join(clashing[file])
            where = CellRef(file)
            yield finding(code, where, department=department, table=table, found=others, scheme=scheme)
