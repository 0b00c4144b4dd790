"""publish for one month: papers printed or taken over, the whole set put in place, the ledger told."""

from __future__ import annotations

import shutil
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from hashlib import sha256
from pathlib import Path

from reportgen import __version__
from reportgen.deliver.letters import Letter, Post, letters_for, notes_on
from reportgen.deliver.outbox import fill
from reportgen.deliver.proofreading import disagreements
from reportgen.findings import in_order
from reportgen.ledger import Ledger
from reportgen.ledger.store import Store
from reportgen.pipeline.expecting import expecting
from reportgen.pipeline.financing import finance_views
from reportgen.pipeline.gathering import Progress
from reportgen.pipeline.history import keeping
from reportgen.pipeline.history.versions import Before, Correction, Version, version_of
from reportgen.pipeline.linking import findings_paper, linked, overview_of
from reportgen.pipeline.posting import post_of
from reportgen.pipeline.proofreading import findings_of, proofread, prove_sight, withdraw
from reportgen.pipeline.reckoning import Reckoned
from reportgen.pipeline.reports import report_views
from reportgen.pipeline.returning import Returned, returned
from reportgen.pipeline.tabling import table_sheets
from reportgen.publish import card_view, folder, papers, record
from reportgen.publish.card_live import CardBook, card_book
from reportgen.publish.fonts import ReportFonts, prepare
from reportgen.publish.group_labels import GROUP_WORDS
from reportgen.publish.index_page import FileLink, render
from reportgen.publish.live.links import kept_path
from reportgen.publish.overview import Overview, finding_views, index_view, table_views
from reportgen.publish.results import findings_json, results_json
from reportgen.records import Document, Filed, Finding, MonthResult, Phrase, Scorecard, finding
from reportgen.settings import Settings
from reportgen.words import Speaker

PROGRAM = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True)
class Published:
    """What was put in place: the result as published, and how many papers were printed or taken over; `changed` are
    (工号, before, after) of the scores that differ from what the month had published before, "—" for withheld;
    `notes` say what was not written as a letter, and why. `unchanged`: the month is closed, nothing was touched, and it
    is `blocked` as it was (None: as the result says)."""

    result: MonthResult
    folder: Path
    printed: int
    taken_over: int
    later: tuple[str, ...]
    changed: tuple[tuple[str, str, str], ...]
    notes: tuple[Phrase, ...]
    unchanged: bool = False
    blocked: bool | None = None


def publish(
    settings: Settings,
    reckoned: Reckoned,
    ledger: Ledger,
    speaker: Speaker,
    workers: int,
    progress: Progress,
    correction: Correction | None = None,
) -> Published:
    """The month's documents as one whole. Nothing of an older publication stays, nothing of this one is left out."""
    outputs, period = settings.paths.outputs, str(reckoned.gathered.period)
    version = correction.version if correction else version_of(ledger, period)
    folder.recover(outputs, period)
    page_language = card_view.PAGE_LANGUAGE[speaker.language]
    fonts = prepare(outputs / ".fonts", page_language)
    result = _with_rare_characters(settings, reckoned, fonts)
    whole = replace(reckoned, result=result)
    planned = _planned(settings, reckoned, result, speaker, fonts, version)
    earlier = tuple(_papers(*correction.earlier, speaker, fonts)) if correction else ()
    version, planned = version.marking(planned, earlier, speaker.language)
    before = version.taken_over(planned, earlier, record.documents_before(outputs / period))
    with folder.staging(outputs, period) as staged:
        printed = _print(settings, planned, period, page_language, staged, workers, progress, before)
        put = partial(folder.file_away, staged)
        prove_sight(planned, printed)
        whole, others, post, written = _rest(settings, whole, speaker, planned, printed, version.revision, put)
        result, printed = whole.result, tuple(one for one in printed if one.published)
        letters = fill(ledger, written, reckoned.gathered.period, outputs / period / "outbox")
        for letter in letters.documents():
            put(letter)
        put(Document("run.json", record.run_json(_ran(settings, whole, fonts, printed, others, version.revision))))
        changed = _changed(ledger, result)
        edition = keeping.keep(settings, whole, (staged / "results.json").read_bytes(), Store(settings.paths.ledger))
        with ledger.publishing(result, edition.results, version.revision):
            folder.put_in_place(staged, outputs, period)
            ledger.outbox.write(letters.changes)
            version.record(ledger, edition, reckoned)
    made = sum(one.why != "unchanged" for one in printed)
    later, notes = ledger.later(period), notes_on(post)
    return Published(result, outputs / period, made, len(printed) - made, later, changed, notes)


def _rest(
    settings: Settings,
    reckoned: Reckoned,
    speaker: Speaker,
    planned: tuple[papers.Paper, ...],
    printed: tuple[papers.Printed, ...],
    revision: int,
    put: Callable[[Document], Filed],
) -> tuple[Reckoned, tuple[Filed, ...], Post, tuple[Letter, ...]]:
    """What is made beside the printed papers, each put away at once; all of it as the post, and its letters. The month
    comes back with the findings on documents that do not agree with it, which are left out."""
    good = tuple(paper for paper, one in zip(planned, printed, strict=False) if one.published)
    stopped = tuple(paper for paper, one in zip(planned, printed, strict=False) if not one.published)
    reckoned = _with(reckoned, findings_of(planned, printed))
    overview = linked(settings, reckoned, speaker, planned, revision, {paper.path for paper in stopped})
    back = tuple(returned(settings, reckoned, overview, finding_views(reckoned.result, overview), put))
    papers_of = (one.document for one in printed if one.published)
    made = {one.path: one for one in (*papers_of, *(one.document for one in back))}
    post = replace(post_of(settings, reckoned, good, made, back, speaker.language), revision=revision)
    letters, found = proofread(letters_for(post), post, stopped)
    reckoned = _with(reckoned, found)
    own = tuple(
        put(one) for one in (*_others(settings, reckoned, speaker, overview, back), *_handed_in(settings, reckoned))
    )
    return reckoned, (*(one.document for one in back), *own), post, letters


def _with(reckoned: Reckoned, found: tuple[Finding, ...]) -> Reckoned:
    """The month with more findings."""
    if not found:
        return reckoned
    return replace(reckoned, result=replace(reckoned.result, findings=in_order((*reckoned.result.findings, *found))))


def _ran(
    settings: Settings,
    reckoned: Reckoned,
    fonts: ReportFonts,
    printed: tuple[papers.Printed, ...],
    others: tuple[Filed, ...],
    revision: int,
) -> record.Ran:
    return record.Ran(
        revision=revision,
        result=reckoned.result,
        sources=reckoned.gathered.sources,
        history=reckoned.history,
        rules=settings.rules,
        fonts={face.path.name: sha256(face.path.read_bytes()).hexdigest() for face in fonts.faces},
        program=__version__,
        printed=printed,
        others=others,
    )


def _changed(ledger: Ledger, result: MonthResult) -> tuple[tuple[str, str, str], ...]:
    """Read before the month is published again; nothing when it has not been published yet."""
    if ledger.published(result.period) is None:
        return ()
    pairs = [(card.subject.id, ledger.score(result.period, card), card.score) for card in result.cards]
    told = [
        (id, "—" if old is None or old[1] is None else old[1], "—" if new is None else str(new))
        for id, old, new in pairs
    ]
    return tuple((id, before, after) for id, before, after in told if before != after)


def _with_rare_characters(settings: Settings, reckoned: Reckoned, fonts: ReportFonts) -> MonthResult:
    """A character of a printed name that no font has is a finding, never an empty box."""
    found = []
    for person in {one.id: one for one in reckoned.gathered.people}.values():
        missing = fonts.missing(person.name + person.department + person.post)
        if missing:
            found.append(finding("CHARACTER_MISSING", person.cells.get("name", person.ref), concerns=(person.id,),
                                 department=person.department, found=missing))  # fmt: skip
    return replace(reckoned.result, findings=(*reckoned.result.findings, *found))


def _planned(
    settings: Settings, reckoned: Reckoned, result: MonthResult, speaker: Speaker, fonts: ReportFonts, version: Version
) -> tuple[papers.Paper, ...]:
    """All papers, with what the record says of them."""
    names = {text for card in result.cards for text in (card.subject.name, card.subject.department)}
    made = _papers(settings, reckoned, result, speaker, fonts, version)
    return expecting(made, result, filter(fonts.missing, names))


def _papers(
    settings: Settings,
    reckoned: Reckoned,
    result: MonthResult,
    speaker: Speaker,
    fonts: ReportFonts,
    version: Version = Version(),  # noqa: B008 - frozen
) -> Iterator[papers.Paper]:
    code = record.tree_hash([PROGRAM], (".py",))
    pages = record.tree_hash([settings.paths.templates / "pages"], (".j2", ".css", ".js"))
    made_with = sha256(
        f"{code}{pages}{record.versions()}{[face.path.name for face in fonts.faces]}".encode()
    ).hexdigest()
    created = reckoned.gathered.period.first
    yield from papers.card_papers(_views(settings, reckoned, result, speaker, version), created, made_with)
    overview = overview_of(settings, reckoned, speaker)
    tables = table_views(result, overview)
    yield from papers.table_papers(table_sheets(settings, result, overview, tables), created, made_with)
    pay, reconciliations, ties = finance_views(settings, reckoned, result, overview, tables, version.revision)
    yield from papers.finance_papers(pay, reconciliations, created, made_with)
    reports = report_views(settings, reckoned, result, speaker, tables, ties)
    yield from papers.group_papers(reports, created, made_with)


def _views(
    settings: Settings,
    reckoned: Reckoned,
    result: MonthResult,
    speaker: Speaker,
    version: Version = Version(),  # noqa: B008 - frozen
) -> Iterator[CardBook]:
    paper = card_view.Paper(
        organisation=settings.organisation.name,
        period=result.period,
        speaker=speaker,
        schemes={scheme.id: scheme for scheme in reckoned.gathered.schemes},
        history=reckoned.history,
    )
    people = {(one.id, one.department): one for one in reckoned.gathered.people}
    own: defaultdict[str, list[Scorecard]] = defaultdict(list)
    for card in result.cards:
        if card.status == "scored":
            own[card.subject.id].append(card)
    for id, cards in own.items():
        person = cards[0].posting.person if cards[0].posting else people[id, cards[0].subject.department]
        yield card_book(paper, version.card(card_view.card_view(paper, person, cards), speaker.language), cards)


def _print(
    settings: Settings,
    planned: tuple[papers.Paper, ...],
    period: str,
    language: str,
    staged: Path,
    workers: int,
    progress: Progress,
    before: Before,
) -> tuple[papers.Printed, ...]:
    outputs = settings.paths.outputs
    scratch = outputs / ".scratch"
    printer = papers.Printer(settings.paths.templates, outputs / ".fonts", scratch, language)
    printed = []
    progress("publish", 0, len(planned))
    run = settings.run
    for one in papers.print_papers(
        planned, printer, before, outputs / period, staged, workers, run.cluster, disagreements, run.papers_per_worker
    ):
        printed.append(one)
        progress("publish", len(printed), len(planned))
    printed = withdraw(planned, printed)
    year, month = period.split("-")
    title = GROUP_WORDS["title_cards"][language].format(year=year, month=int(month))
    departments = [one.name for one in settings.departments]
    bound = papers.card_set(list(zip(planned, printed, strict=True)), departments, title)
    printed += papers.print_papers(tuple(bound), printer, before, outputs / period, staged, 1)
    shutil.rmtree(scratch, ignore_errors=True)
    return tuple(printed)


def _handed_in(settings: Settings, reckoned: Reckoned) -> Iterator[Document]:
    """Copies of the workbooks that the month was made from: the source cells in our workbooks lead there."""
    for one in reckoned.gathered.sources:
        yield Document(kept_path(one.file), (settings.paths.outputs / ".snapshots" / one.sha256).read_bytes())


def _others(
    settings: Settings, reckoned: Reckoned, speaker: Speaker, overview: Overview, back: tuple[Returned, ...]
) -> Iterator[Document]:
    """What is made anew each time: figures, findings, the page that leads to everything."""
    result = reckoned.result
    yield Document("results.json", results_json(result, speaker))
    yield Document("findings.json", findings_json(result, speaker))
    yield findings_paper(settings, reckoned, speaker)
    links = []
    for one in back:
        word = "returned" if one.file and not one.why_not else "returned-list"
        links.append(FileLink(overview.word(word, department=one.department), one.document.path, one.why_not))
    view = index_view(result, replace(overview, returned=tuple(links)), table_views(result, overview))
    yield Document("index.html", render(view, settings.paths.templates).encode())
