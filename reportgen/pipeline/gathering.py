"""intake for one month: every file read safely and recognised, the roster, the tables as handed in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from reportgen.findings import is_error
from reportgen.intake import Book, Submitted, take_in
from reportgen.intake.child import read_each
from reportgen.intake.grid import Grid
from reportgen.intake.raw import RawBook
from reportgen.intake.recognise import Office
from reportgen.intake.roster import read_roster
from reportgen.intake.snapshot import WITHDRAWN, Snapshot, collect
from reportgen.intake.whose import with_people
from reportgen.period import Period
from reportgen.records import CellRef, Finding, Person, Source, finding
from reportgen.scheme import Scheme
from reportgen.settings import Settings
from reportgen.tenure import at_work, in_post

Progress = Callable[[str, int, int], None]  # stage, done, of


@dataclass(frozen=True, slots=True)
class Gathered:
    """The month as handed in: every file that was read or refused, people, tables, what is wrong with them so far.
    `unread` says of each file that could not be read why."""

    period: Period
    schemes: tuple[Scheme, ...]
    submitted: Submitted
    sources: tuple[Source, ...]
    people: tuple[Person, ...]
    findings: tuple[Finding, ...]
    unread: tuple[Finding, ...] = ()


class NothingHandedIn(Exception):
    """There is no input for the month."""


class NoRoster(Exception):
    """Nobody is known: the roster is missing, open somewhere, or empty. `findings` say which."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__("no roster")
        self.findings = findings


def gather(settings: Settings, period: Period, now: datetime, workers: int, progress: Progress) -> Gathered:
    """intake: every file read safely and recognised, the roster, the month's tables."""
    inputs = settings.paths.inputs
    store = settings.paths.outputs / ".snapshots"
    snapshots, findings = collect(inputs, str(period), store, settings.limits, now)
    if not any(_of_month(inputs, period, snapshot) for snapshot in snapshots) and not findings:
        raise NothingHandedIn(str(period))
    progress("intake", 0, len(snapshots))
    refused: list[Finding] = []
    gathered = assemble(settings, period, _read(settings, snapshots, workers, refused))
    progress("intake", len(snapshots), len(snapshots))
    known = {source.file: source for source in gathered.sources}
    sources = tuple(known.get(one.file) or Source(one.file, one.sha256, one.size) for one in snapshots)
    unread = tuple(one for one in (*findings, *refused) if is_error(one))
    others = tuple(one for one in (*findings, *refused) if not is_error(one))
    known_to_be_there = {one.where.file for one in unread}
    found = (
        one for one in gathered.findings if one.code != "ROSTER_MISSING" or one.where.file not in known_to_be_there
    )
    return replace(gathered, sources=sources, findings=(*others, *found), unread=unread)


def _read(settings: Settings, snapshots: Sequence[Snapshot], workers: int, refused: list[Finding]) -> Iterator[Book]:
    """The workbooks one by one, so that what was taken in of one need not be kept; why the others could not be read
    is added to `refused`."""
    for snapshot, read in zip(snapshots, read_each(snapshots, settings.limits, workers), strict=True):
        if isinstance(read, RawBook):
            yield Book(snapshot.file, snapshot.sha256, snapshot.size, read)
        else:
            refused.append(read.finding)


def assemble(settings: Settings, period: Period, books: Iterable[Book]) -> Gathered:
    """The month from workbooks as they are read: recognised, their rows and people understood."""
    schemes = settings.schemes_for(period)
    own: list[Book] = []
    submitted = take_in(_others(settings, books, own), schemes, offices_of(settings), period)
    people, roster_findings = _roster(settings, own, period)
    sheets, nobodys = with_people(submitted.sheets, schemes, people, at_work(people, period))
    submitted = replace(submitted, sheets=sheets)
    strange = _strange_roles(settings, people, period)
    everything = (*roster_findings, *strange, *submitted.findings, *nobodys)
    rosters = [Source(one.file, one.sha256, one.size, "roster", "roster") for one in own]
    return Gathered(period, schemes, submitted, (*rosters, *submitted.sources), people, everything)


def _others(settings: Settings, books: Iterable[Book], rosters: list[Book]) -> Iterator[Book]:
    """All but the roster, which is put aside."""
    for book in books:
        if book.file == settings.paths.roster:
            rosters.append(book)
        else:
            yield book


def offices_of(settings: Settings) -> tuple[Office, ...]:
    return tuple(Office(one.name, (one.name, *one.aliases), one.schemes) for one in settings.departments)


def withdrawn(settings: Settings, period: Period, now: datetime, workers: int) -> tuple[Source, ...]:
    """What was taken back: the files in the month's folder `withdrawn`, as far as one can tell what they were. They
    count for nothing; their names are only shown."""
    folder = f"{period}/{WITHDRAWN}"
    store = settings.paths.outputs / ".snapshots"
    snapshots, findings = collect(settings.paths.inputs, folder, store, settings.limits, now)
    own = [one for one in snapshots if (settings.paths.inputs / folder / one.file).exists()]
    taken = take_in(_read(settings, own, workers, []), settings.schemes_for(period), offices_of(settings), period)
    known = {one.file: one for one in taken.sources}
    unread = [one.where.file for one in findings if (settings.paths.inputs / folder / one.where.file).exists()]
    return tuple(known.get(file) or Source(file, "", 0) for file in sorted({*(one.file for one in own), *unread}))


def _of_month(inputs: Path, period: Period, snapshot: Snapshot) -> bool:
    """Whether a file lies in the month's own folder (those directly in inputs/ are there every month)."""
    return (inputs / str(period) / snapshot.file).exists()


def _strange_roles(settings: Settings, people: tuple[Person, ...], period: Period) -> Iterable[Finding]:
    for person in in_post(people, period):
        roles = [role for scheme in settings.schemes_of(person.department, period) for role in scheme.asked_of]
        if person.role and roles and person.role not in roles:
            where = person.cells.get("role", person.ref)
            accepted = "、".join(dict.fromkeys(roles))
            yield finding("ROSTER_ROLE", where, concerns=(person.id,), department=person.department,
                          found=person.role, accepted=accepted)  # fmt: skip


def _roster(
    settings: Settings, books: Iterable[Book], period: Period
) -> tuple[tuple[Person, ...], tuple[Finding, ...]]:
    own = [book for book in books if book.file == settings.paths.roster]
    if not own:
        where = CellRef(settings.paths.roster)
        return (), (finding("ROSTER_MISSING", where, found=settings.paths.roster),)
    grids = [Grid(book.file, sheet) for book in own for sheet in book.raw.sheets]
    return read_roster(grids, period, [office.name for office in settings.departments])


def roster(
    settings: Settings, period: Period, now: datetime, workers: int
) -> tuple[tuple[Person, ...], tuple[Finding, ...]]:
    """The roster alone, for what is made before the month: nothing else under inputs/ is read."""
    store = settings.paths.outputs / ".snapshots"
    snapshots, findings = collect(settings.paths.inputs, "", store, settings.limits, now)
    own = [one for one in snapshots if one.file == settings.paths.roster]
    busy = [one for one in findings if one.where.file == settings.paths.roster]
    refused: list[Finding] = []
    books = list(_read(settings, own, workers, refused))
    people, wrong = _roster(settings, books, period)
    return people, (*busy, *refused, *wrong)
