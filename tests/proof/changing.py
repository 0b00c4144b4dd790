"""One input of a card changed twice: typed into the copy for trials, and handed in to the engine.

card ── inputs (open cells with the cell they were read from) ── another value by the column's declaration
     ── engine: the same cell of the department's workbook ── the figures that it would have published
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from reportgen.exact import plain
from reportgen.formula import Head
from reportgen.formula.evaluate import known
from reportgen.intake import Book
from reportgen.intake.child import read_all
from reportgen.intake.raw import CellKind, RawBook, RawCell, RawSheet
from reportgen.intake.snapshot import collect
from reportgen.ledger import open_ledger
from reportgen.marks import CellRef, Value
from reportgen.period import Period
from reportgen.pipeline import speaker
from reportgen.pipeline.gathering import assemble
from reportgen.pipeline.publishing import _views
from reportgen.pipeline.reckoning import Reckoned, reckon
from reportgen.publish.card_live import CardBook
from reportgen.publish.live.layout import VALUE, Layout
from reportgen.records import History
from reportgen.settings import Settings, load
from tests.months.month import LATER
from tests.proof.months import Month
from tests.proof.proving import INPUTS, PARAMETERS
from tests.proof.sheets import address, place

DECLARED = ("number", "count", "percent", "money", "date", "datetime", "flag", "choice")  # free words move nothing
TRIES = 40


@dataclass(frozen=True, slots=True)
class Input:
    """An open cell at `address` of the sheet of inputs; `ref` is the cell it was read from."""

    address: str
    head: Head
    value: Value
    ref: CellRef


@dataclass(frozen=True, slots=True)
class Change:
    """`expected` are the engine's figures by path; `others_moved`: somebody else's score is another one too, so that
    ranks cannot be compared in one workbook."""

    person: str
    input: Input
    value: Value
    expected: Mapping[str, object]
    moved: bool
    others_moved: bool


@dataclass(frozen=True, slots=True)
class Engine:
    """A published month read again, to be reckoned with one cell changed."""

    settings: Settings
    books: tuple[Book, ...]
    history: History
    period: Period

    def reckoned(self, ref: CellRef | None = None, cell: RawCell | None = None) -> Reckoned:
        books = [_with(book, ref, cell) if ref and cell and book.file == ref.file else book for book in self.books]
        return reckon(self.settings, assemble(self.settings, self.period, books), self.history, lambda *_: None)

    def card(self, month: Reckoned, person: str) -> CardBook | None:
        """None when nothing of the person is published, or not everything."""
        own = tuple(card for card in month.result.cards if card.subject.id == person)
        if any(card.status == "withheld" for card in own):
            return None
        return next(iter(_views(self.settings, month, replace(month.result, cards=own), speaker("zh"))), None)


def engine(month: Month) -> Engine:
    settings = load(month.config, inputs=month.inputs, outputs=month.outputs)
    assert isinstance(settings, Settings), settings
    with TemporaryDirectory() as store:
        now = LATER + timedelta(days=1)
        snapshots, _ = collect(month.inputs, str(month.period), Path(store), settings.limits, now)
        raws = read_all(snapshots, settings.limits, 2)
    books = tuple(
        Book(one.file, one.sha256, one.size, raw)
        for one, raw in zip(snapshots, raws, strict=True)
        if isinstance(raw, RawBook)
    )
    ledger = open_ledger(settings.paths.ledger)
    try:
        return Engine(settings, books, ledger.history(month.period), month.period)
    finally:
        ledger.close()


# ---------------------------------------------------------------- the inputs of a card


def inputs(card: CardBook) -> Iterator[Input]:
    """What stands open in the copy for trials and was read from a workbook of the month or the roster."""
    layout = Layout(card.workings, INPUTS, PARAMETERS, {}, trial=True)
    for placed in layout.blocks.values():
        block = placed.table.block
        for at, line in enumerate(block.lines):
            for column, (head, value, ref) in enumerate(zip(block.heads, line.values, line.cells, strict=True)):
                if ref is not None and not head.key:
                    row, across = placed.spot(column, at)
                    yield Input(address(row + 1, across + 1), head, value, ref)
    for key, given in card.workings.givens:
        kind = "date" if isinstance(given.value, date) else "number" if isinstance(given.value, Decimal) else "text"
        head = Head(key, given.label, "choice" if given.options else kind, choices=given.options)
        yield Input(address(layout.givens[key] + 1, VALUE + 1), head, given.value, given.source)


def another(one: Input, period: Period, chance: Random) -> Value:
    """Another value that the column accepts."""
    head, old = one.head, one.value
    if head.choices:
        return chance.choice(head.choices)
    match head.type:
        case "flag":
            return not old
        case "date" | "datetime":
            day = period.first + timedelta(chance.randrange(period.last.day))
            return datetime.combine(day, old.time()) if isinstance(old, datetime) else day
        case _:
            low = Decimal(0) if head.minimum is None else head.minimum
            usual = max(Decimal(20), 2 * abs(old)) if isinstance(old, Decimal) else Decimal(20)
            high = low + usual if head.maximum is None else head.maximum
            step = head.step or (Decimal(1) if head.type == "count" else Decimal("0.01"))
            return low + step * chance.randint(0, int((high - low) / step))


# ---------------------------------------------------------------- the same change in both


def change(engine: Engine, base: Reckoned, card: CardBook, chance: Random) -> tuple[Change | None, int]:
    """A change that the engine accepts, and how many it did not: a finding, and the card is withheld."""
    person, refused = card.view.person_id, 0
    files = {book.file for book in engine.books}
    before = {one.path: one.value for one in card.published}
    choices = [one for one in inputs(card) if one.ref.file in files and one.ref.cell and one.head.type in DECLARED]
    for _ in range(TRIES):
        one = chance.choice(choices)
        value = another(one, engine.period, chance)
        if value == one.value:
            continue
        month = engine.reckoned(one.ref, handed_in(engine, one, value))
        made = engine.card(month, person)
        if made is None or _paid(month, person) != _paid(base, person) or not _taken(made, one, value):
            refused += 1
            continue
        expected = {figure.path: figure.value for figure in made.published}
        others = _others(month, person) != _others(base, person)
        return Change(person, one, value, expected, expected != before, others), refused
    return None, refused


def _paid(month: Reckoned, person: str) -> list[str]:
    """Whether the person's pays are withheld; a change that withholds one was refused."""
    return [card.pay.status for card in month.result.cards if card.subject.id == person and card.pay]


def _others(month: Reckoned, person: str) -> list[object]:
    return [(card.key, card.score) for card in month.result.cards if card.subject.id != person]


def _taken(made: CardBook, one: Input, value: Value) -> bool:
    """Whether the engine understood the cell as it was meant; what it no longer looks at is as good as taken."""
    return all(again.value == value for again in inputs(made) if again.ref == one.ref and again.head.id == one.head.id)


def handed_in(engine: Engine, one: Input, value: Value) -> RawCell:
    """The department's cell with the value, written as the department writes it (85 or 85 %, 元 or 万元)."""
    [book] = (book for book in engine.books if book.file == one.ref.file)
    [sheet] = (sheet for sheet in book.raw.sheets if sheet.name == one.ref.sheet)
    row, column = place(one.ref.cell)
    old = next((cell for cell in sheet.cells if (cell.row, cell.column) == (row, column)), None)
    kind: CellKind = "text"
    if isinstance(value, Decimal):
        kind = "number"
        if old and isinstance(old.value, Decimal) and isinstance(one.value, Decimal) and one.value:
            value *= old.value / one.value
    elif isinstance(value, bool):
        value = "是" if value else "否"
    elif isinstance(value, date):
        kind = "date"
    shape = "date" if kind == "date" else old.format if old else "general"
    return RawCell(row, column, value, kind, shape)


def _with(book: Book, ref: CellRef, cell: RawCell) -> Book:
    def changed(sheet: RawSheet) -> RawSheet:
        if sheet.name != ref.sheet:
            return sheet
        others = [one for one in sheet.cells if (one.row, one.column) != (cell.row, cell.column)]
        return replace(sheet, cells=tuple(sorted((*others, cell), key=lambda one: (one.row, one.column))))

    return replace(book, raw=RawBook(tuple(map(changed, book.raw.sheets)), book.raw.encoding))


def typed(value: Value) -> str:
    """The inside of a cell of the trial that holds the value."""
    shown = known(value)
    return f"<v>{plain(shown)}</v>" if isinstance(shown, Decimal) else f"<is><t>{shown or ''}</t></is>"
