"""The month's PDF and Excel papers: which there are, which can stay as they were, and who prints the rest.

A paper's key is the hash of all that its bytes depend on: what it says, the template, the program, the fonts. A paper
whose key was published before is taken over byte for byte; run.json says why each one was made again. Whoever has
printed a paper writes it into the staged folder; what comes back from a worker is where it is, and its hash.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Literal

from reportgen.formula.flat import Workings
from reportgen.publish.all_cards import CardSet, Leaf, bind
from reportgen.publish.card_live import CardBook
from reportgen.publish.card_workbook import card_workbook
from reportgen.publish.finance.pay_view import PayView
from reportgen.publish.finance.pay_workbook import pay_workbook
from reportgen.publish.finance.reconciliation_workbook import ReconciliationView, reconciliation_workbook
from reportgen.publish.folder import file_away
from reportgen.publish.fonts import prepare
from reportgen.publish.group_live import GroupBook
from reportgen.publish.group_page import group_pdf
from reportgen.publish.group_view import GroupView
from reportgen.publish.group_workbook import group_workbook, shown_figures
from reportgen.publish.live.sheets import Published
from reportgen.publish.paths import safe, unique
from reportgen.publish.pdf import PdfPress
from reportgen.publish.table_live import NO_FORMULAS, NO_LIVE, Live
from reportgen.publish.table_page import table_pdf
from reportgen.publish.table_view import TableView
from reportgen.publish.table_workbook import table_workbook
from reportgen.publish.view import CardView
from reportgen.records import Disagreement, Document, Expected, Filed
from reportgen.workers import run_all

TRIALS = "whatif"
Check = Callable[[Expected, Document], tuple[Disagreement, ...]]
Why = Literal["new", "content changed", "program, template or fonts changed", "published file was altered", "unchanged"]


@dataclass(frozen=True, slots=True)
class TableSheet:
    """A month table with what stands around it."""

    view: TableView
    organisation: str
    period: str
    language: str
    live: Live = NO_LIVE


@dataclass(frozen=True, slots=True)
class Paper:
    """A document to be: `says` is all it shows, `made_with` the hash of what prints it, `expected` what the record
    says of it, to be read back from the finished bytes."""

    path: str
    says: CardView | CardBook | TableSheet | GroupView | GroupBook | CardSet | PayView | ReconciliationView
    kind: Literal["pdf", "xlsx"]
    created: date
    made_with: str
    expected: Expected | None = None

    @property
    def content_key(self) -> str:
        return sha256(f"{self.kind}\n{self.created}\n{self.says!r}\n{self.expected!r}".encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Printed:
    """A finished paper with its keys and the reason why it was printed (or taken over). One that `differs` from the
    record is not published and has no file; nor is one that was `withdrawn` because it belongs to such a paper."""

    document: Filed
    content_key: str
    made_with: str
    why: Why
    differs: tuple[Disagreement, ...] = ()
    withdrawn: bool = False

    @property
    def published(self) -> bool:
        return not self.differs and not self.withdrawn


@dataclass(frozen=True, slots=True)
class Printer:
    """What a worker process needs to print: where templates, prepared fonts and scratch files are."""

    templates: Path
    font_cache: Path
    scratch: Path
    language: str


def card_papers(books: Iterable[CardBook], created: date, made_with: str) -> Iterator[Paper]:
    """Three papers for each card: scorecards/<department>/<id>_<name>.pdf and .xlsx, and the copy to try changes in
    under whatif/."""
    taken: set[str] = set()
    for book in books:
        view = book.view
        folder = f"scorecards/{safe(view.department)}"
        stem = unique(f"{folder}/{safe(f'{view.person_id}_{view.person_name}')}", taken)
        yield Paper(f"{stem}.pdf", view, "pdf", created, made_with)
        yield Paper(f"{stem}.xlsx", book, "xlsx", created, made_with)
        trial = stem.replace("scorecards/", f"{TRIALS}/", 1)
        yield Paper(f"{trial}.xlsx", replace(book, trial=True), "xlsx", created, made_with)


def table_papers(sheets: Iterable[TableSheet], created: date, made_with: str) -> Iterator[Paper]:
    taken: set[str] = set()
    for sheet in sheets:
        stem = unique(f"tables/{safe(sheet.view.id)}", taken)
        yield Paper(f"{stem}.pdf", sheet, "pdf", created, made_with)
        yield Paper(f"{stem}.xlsx", sheet, "xlsx", created, made_with)


def group_papers(books: Iterable[GroupBook], created: date, made_with: str) -> Iterator[Paper]:
    """departments/<department>.pdf and .xlsx, company.pdf and .xlsx."""
    taken: set[str] = set()
    for book in books:
        view = book.view
        stem = "company" if view.kind == "company" else unique(f"departments/{safe(view.name)}", taken)
        yield Paper(f"{stem}.pdf", view, "pdf", created, made_with)
        yield Paper(f"{stem}.xlsx", book, "xlsx", created, made_with)


def finance_papers(
    pay: PayView | None, reconciliations: Sequence[ReconciliationView], created: date, made_with: str
) -> Iterator[Paper]:
    """finance/pay.xlsx, finance/reconciliation.xlsx (each under its own name where there are several)."""
    if pay is not None:
        yield Paper("finance/pay.xlsx", pay, "xlsx", created, made_with)
    taken: set[str] = set()
    for view in reconciliations:
        own = f"-{safe(view.id)}" if len(reconciliations) > 1 else ""
        yield Paper(f"{unique(f'finance/reconciliation{own}', taken)}.xlsx", view, "xlsx", created, made_with)


def card_set(printed: Sequence[tuple[Paper, Printed]], departments: Sequence[str], title: str) -> Iterator[Paper]:
    """all-cards.pdf: the printed cards in the order of the departments; nothing when no card was scored."""
    order = {name: place for place, name in enumerate(departments)}
    cards = [
        (paper, one.document, paper.says)
        for paper, one in printed
        if paper.kind == "pdf" and isinstance(paper.says, CardView) and one.published
    ]
    cards.sort(key=lambda card: order.get(card[2].department, len(order)))
    for paper, _, view in cards[:1]:
        leaves = (
            Leaf(says.department, f"{says.person_id} {says.person_name}", document.path, document.sha256, document.file)
            for _, document, says in cards
        )
        says = CardSet(title, view.organisation, view.language, tuple(leaves))
        yield Paper("all-cards.pdf", says, "pdf", paper.created, paper.made_with)


def print_papers(
    papers: Sequence[Paper],
    printer: Printer,
    before: Mapping[str, Mapping[str, str]],
    published: Path,
    staged: Path,
    workers: int,
    cluster: str | None = None,
    check: Check | None = None,
    each: int = 0,
) -> Iterator[Printed]:
    """Every paper, in order, as it is ready in `staged`. `before` is the documents part of the last run.json by path,
    `published` its folder; `cluster` and `each` as in run_all; `check` reads a printed paper back where it was printed,
    and one that differs from the record is not put into `staged`. ValueError when two papers have the same path."""
    if len({paper.path.casefold() for paper in papers}) < len(papers):
        raise ValueError("two papers of a month have the same path")
    keys = [paper.content_key for paper in papers]
    kept = [_kept(paper, key, before, published, staged) for paper, key in zip(papers, keys, strict=True)]
    todo = [paper for paper, (document, _) in zip(papers, kept, strict=True) if document is None]
    work = partial(_print, staged, check)
    made = run_all(work, todo, workers, initializer=_warm_up, initargs=(printer,), cluster=cluster, each=each)
    for paper, key, (document, why) in zip(papers, keys, kept, strict=True):
        filed, differs = (document, ()) if document else next(made)
        yield Printed(filed, key, paper.made_with, why, differs)
    if next(made, None) is not None:
        raise ValueError("more papers were printed than were asked for")


def _kept(
    paper: Paper, key: str, before: Mapping[str, Mapping[str, str]], published: Path, staged: Path
) -> tuple[Filed | None, Why]:
    """A published paper that can stay is in the staged folder afterwards: the bytes whose hash was checked."""
    known = before.get(paper.path)
    if known is None:
        return None, "new"
    if known.get("content") != key:
        return None, "content changed"
    if known.get("made_with") != paper.made_with:
        return None, "program, template or fonts changed"
    path = published / paper.path
    document = Document(paper.path, path.read_bytes() if path.is_file() else b"")
    if document.sha256 != known.get("sha256"):
        return None, "published file was altered"
    return file_away(staged, document), "unchanged"


_PRESSES: dict[Printer, PdfPress] = {}
_CURRENT: list[Printer] = []


def _warm_up(printer: Printer) -> None:
    """Once in each process that prints: everything that all cards share."""
    _CURRENT[:] = [printer]
    if printer not in _PRESSES:
        press = PdfPress(printer.templates, printer.font_cache, printer.scratch)
        press.warm_up(printer.language)
        _PRESSES[printer] = press


def _print(staged: Path, check: Check | None, paper: Paper) -> tuple[Filed, tuple[Disagreement, ...]]:
    """In the process that prints: the finished paper as a file of the staged folder, unless it differs."""
    document = Document(paper.path, _content(paper, _CURRENT[0]))
    differs = tuple(_differences(paper, document, check)) if check else ()
    if differs:
        return Filed(paper.path, staged / paper.path, document.sha256, document.size), differs
    return file_away(staged, document), ()


def _differences(paper: Paper, document: Document, check: Check) -> Iterator[Disagreement]:
    """What the bytes say otherwise than the record, and formulas that give something else than is published."""
    if paper.expected is not None:
        yield from check(paper.expected, document)
    if paper.kind == "xlsx":
        published, workings = _figures(paper.says)
        worked = dict(workings.figures)
        for one in published:
            if worked[one.key].value != one.value:
                yield Disagreement("said-formula", f"{one.path} {one.value}", str(worked[one.key].value))


def _figures(says: object) -> tuple[Sequence[Published], Workings]:
    """What a workbook shows as published, and the formulas that must give it."""
    match says:
        case CardBook():
            return says.published, says.workings
        case GroupBook():
            return shown_figures(says), says.workings
        case TableSheet() | ReconciliationView():
            return says.live.published, says.live.workings
    return (), NO_FORMULAS


def _content(paper: Paper, printer: Printer) -> bytes:
    if isinstance(paper.says, TableSheet):
        sheet = paper.says
        if paper.kind == "pdf":
            return table_pdf(
                _PRESSES[printer],
                sheet.view,
                organisation=sheet.organisation,
                period=sheet.period,
                language=sheet.language,
            )
        return table_workbook(
            sheet.view,
            organisation=sheet.organisation,
            period=sheet.period,
            language=sheet.language,
            created=paper.created,
            live=sheet.live,
        )
    if isinstance(paper.says, PayView):
        return pay_workbook(paper.says, paper.created)
    if isinstance(paper.says, ReconciliationView):
        return reconciliation_workbook(paper.says, paper.created)
    if isinstance(paper.says, CardSet):
        return bind(paper.says, [face.path for face in prepare(printer.font_cache, printer.language).faces])
    if isinstance(paper.says, GroupBook):
        return group_workbook(paper.says, paper.created)
    if isinstance(paper.says, GroupView):
        return group_pdf(_PRESSES[printer], paper.says)
    if isinstance(paper.says, CardBook):
        return card_workbook(paper.says, paper.created)
    return _PRESSES[printer].card(paper.says)
