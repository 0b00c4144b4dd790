"""Every record that crosses a stage; all frozen, all knowing where they come from.

    inputs/2026-10/a.xlsx
        │ intake      Entry (value + CellRef) ─ Row (a table's line) ─ Sheet (one table of one department) ─ Intake
        │ validate    Finding (what a person can mend, with its place)
        │ merge       Line = Matched | PlanOnly | ActualOnly
        │ score       Outcome (points, words, cells) per item; Measured (a KPI's figure)
        │ settle      Component (tree) ─ Scorecard ─ Table ─ MonthResult
        │ publish     Document (bytes under a path) ─ Filed (the same as a file)
        │ deliver     Message (one mail to one person) ─ Receipt (what became of it)
    outputs/2026-10/

A derived record inherits the cells of what it was derived from.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from string import digits
from typing import Literal, TypeAlias

from reportgen.formula import Block, Expr
from reportgen.marks import CellRef as CellRef
from reportgen.marks import Phrase as Phrase
from reportgen.marks import Value as Value
from reportgen.marks import phrase as phrase

Severity = Literal["error", "warning", "note"]
Status = Literal["scored", "withheld"]


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong at a place and can be mended by a person; its words are in the catalogue under `code`.

    `values` fill the catalogue's sentences. `concerns` names the people (工号) or the table that depend on the
    cell, so that a card can list what withheld it. With `tables` the finding puts those tables as a whole in doubt
    for those it concerns (for all of the department when it concerns no one by name), not just one cell.
    """

    code: str
    where: CellRef
    values: tuple[tuple[str, str], ...] = ()
    concerns: tuple[str, ...] = ()
    department: str = ""
    tables: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        return f"{self.code} {self.where}".strip()


def finding(
    code: str,
    where: CellRef,
    *,
    concerns: tuple[str, ...] = (),
    department: str = "",
    table: str = "",
    **values: object,
) -> Finding:
    """A finding from keyword values; everything is kept as the text that will be shown."""
    shown = tuple((name, str(value)) for name, value in values.items())
    tables = (table,) if table else ()
    return Finding(code, where, shown, concerns, department, tables)


EntryState = Literal["ok", "blank", "bad"]


@dataclass(frozen=True, slots=True)
class Entry:
    """A cell as its column understands it. "bad": a finding says why there is no value; what needs it is withheld.
    `empty`: nothing stands in the cell, and `value` is what the scheme says that this means (0, 否)."""

    value: Value
    ref: CellRef
    state: EntryState = "ok"
    empty: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True)
class Held:
    """What a cell holds, without where it stands: shared by all cells of a column that hold the same."""

    value: Value
    state: EntryState = "ok"
    empty: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True)
class Place:
    """Where the lines of a table stand: a column id -> its place in a line, and that column's letters on the sheet."""

    file: str
    sheet: str
    columns: Mapping[str, int]
    letters: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Cells(Mapping[str, Entry]):
    """The entries of a row as it was read: a month of a hundred thousand lines has more than a million, so that an
    entry is made when it is asked for. `held` goes by place; an `Entry` there stands elsewhere, at a header."""

    place: Place
    number: int  # of the row on the sheet, from 1
    held: tuple[Held | Entry, ...]

    def __getitem__(self, column: str) -> Entry:
        place = self.place
        at = place.columns[column]
        held = self.held[at]
        if isinstance(held, Entry):
            return held
        ref = CellRef(place.file, place.sheet, f"{place.letters[at]}{self.number}")
        return Entry(held.value, ref, held.state, held.empty)

    def __iter__(self) -> Iterator[str]:
        return iter(self.place.columns)

    def __len__(self) -> int:
        return len(self.place.columns)


Spot: TypeAlias = tuple[str, str, str, int]  # file, sheet, a column's letters, row; row 0 where it is no single cell


def spot_of(ref: CellRef) -> Spot:
    letters = ref.cell.rstrip(digits)
    return ref.file, ref.sheet, letters, int(ref.cell[len(letters) :] or 0)


_NOTHING: Held = Held(None, "blank")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a declared table: entries by column id. `person` is the 工号 it is about, "" when about no one."""

    table: str
    department: str
    person: str
    entries: Mapping[str, Entry]
    ref: CellRef

    def get(self, column: str) -> Entry:
        try:
            return self.entries[column]
        except KeyError:
            return Entry(None, self.ref, "blank")

    def held(self, column: str) -> Held | Entry:
        """The same without the cell where it stands, where nobody asks for it: costs a fifth."""
        entries = self.entries
        if type(entries) is Cells:
            at = entries.place.columns.get(column)
            return _NOTHING if at is None else entries.held[at]
        return self.get(column)

    def spot(self, column: str) -> Spot:
        """Where the cell stands, for what sums up many cells and tells their areas."""
        entries = self.entries
        if type(entries) is Cells:
            place = entries.place
            at = place.columns.get(column)
            if at is not None and place.letters[at]:
                return place.file, place.sheet, place.letters[at], entries.number
        return spot_of(self.get(column).ref)

    @property
    def bad(self) -> bool:
        entries = self.entries
        cells = entries.held if isinstance(entries, Cells) else entries.values()
        return any(cell.state == "bad" for cell in cells)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One declared table as one department handed it in for the month. `columns` are those of its lines: whom a sheet
    of one person is about is not among them."""

    scheme: str
    form: str
    table: str
    department: str
    ref: CellRef
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """A file that was read: where it lay under inputs/, its bytes' hash, and what it was recognised as."""

    file: str
    sha256: str
    size: int
    scheme: str = ""
    form: str = ""
    department: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """One row of the roster: who, where, in which role of which period."""

    id: str
    name: str
    department: str
    post: str
    role: str
    email: str
    superior: str
    joined: date | None
    left: date | None
    gross: Decimal | None
    ref: CellRef
    cells: Mapping[str, CellRef] = field(default_factory=dict)
    leave_from: date | None = None
    leave_to: date | None = None  # None with `leave_from`: still on leave
    account: str = ""  # at the bank, where the roster has it


@dataclass(frozen=True, slots=True)
class Stint:
    """A roster row in one month: its first and last day there, and how many of these are in post (not on leave)."""

    person: Person
    first: date
    last: date
    days: int


@dataclass(frozen=True, slots=True)
class Spell:
    """What someone was in one department and role during the month: one stint, or several when only the row changed."""

    department: str
    role: str
    stints: tuple[Stint, ...]

    @property
    def first(self) -> date:
        return min(one.first for one in self.stints)

    @property
    def last(self) -> date:
        return max(one.last for one in self.stints)

    @property
    def days(self) -> int:
        return sum(one.days for one in self.stints)

    @property
    def person(self) -> Person:
        """The roster row in force at its end."""
        return self.stints[-1].person


@dataclass(frozen=True, slots=True)
class Posting:
    """Why someone has a card in a scheme: `spells` by date, one unless there was a transfer; `of` the days in post of
    the month in all rows that follow each other; `blame` what makes its dates doubtful, which withholds."""

    spells: tuple[Spell, ...]
    of: int
    blame: tuple[Finding, ...] = ()

    @property
    def person(self) -> Person:
        return self.spells[-1].person

    @property
    def days(self) -> int:
        return sum(one.days for one in self.spells)


@dataclass(frozen=True, slots=True)
class Matched:
    """Planned and done."""

    key: tuple[str, ...]
    plan: tuple[Row, ...]
    actual: tuple[Row, ...]

    @property
    def rows(self) -> tuple[Row, ...]:
        return (*self.plan, *self.actual)


@dataclass(frozen=True, slots=True)
class PlanOnly:
    """Planned, nothing handed in as done."""

    key: tuple[str, ...]
    plan: tuple[Row, ...]

    @property
    def rows(self) -> tuple[Row, ...]:
        return self.plan


@dataclass(frozen=True, slots=True)
class ActualOnly:
    """Done without a plan."""

    key: tuple[str, ...]
    actual: tuple[Row, ...]

    @property
    def rows(self) -> tuple[Row, ...]:
        return self.actual


Line: TypeAlias = Matched | PlanOnly | ActualOnly


DrawState = Literal[
    "payable", "no-line", "ambiguous", "not-approved", "too-early", "expired", "not-followed", "over", "unsure"
]


@dataclass(frozen=True, slots=True)
class Allowance:
    """One granted line: `amount` from `on` to `until`, both days included; `before` was drawn in earlier months.
    `on` None: not approved. `sure` False: a cell that tells this cannot be read. `refs`: by meaning."""

    number: str
    department: str
    about: str
    group: str
    work: str
    amount: Decimal | None
    before: Decimal
    on: date | None
    until: date | None
    sure: bool
    refs: Mapping[str, CellRef]


@dataclass(frozen=True, slots=True)
class Draw:
    """One payment or issue. Only a `payable` one counts against its line; `left` is what the line had before it."""

    number: str
    owner: str
    amount: Decimal | None
    on: date | None
    state: DrawState
    line: Allowance | None
    left: Decimal | None
    department: str
    refs: Mapping[str, CellRef]


@dataclass(frozen=True, slots=True)
class Drawn:
    """A drawing worked out for the month: its lines and draws in the order of the sheets."""

    allowances: tuple[Allowance, ...]
    draws: tuple[Draw, ...]

    def by_line(self) -> Callable[[Allowance], Sequence[Draw]]:
        """What was drawn on a line, in the order of the sheets."""
        found: dict[int, list[Draw]] = {}
        for draw in self.draws:
            found.setdefault(id(draw.line), []).append(draw)
        return lambda line: found.get(id(line), ())


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a rule says about one item of one subject.

    `points` in 0..`out_of` (a special deduction: <= 0), None when withheld. `missing` tells that material was
    marked as not handed in (what doubling looks at next month), `doubles` that no one waived its doubling this month.
    `blame` are the findings that withhold.
    """

    item: str
    points: Decimal | None
    out_of: Decimal
    because: tuple[Phrase, ...] = ()
    evidence: tuple[CellRef, ...] = ()
    missing: bool = False
    doubles: bool = False
    flags: tuple[str, ...] = ()
    blame: tuple[Finding, ...] = ()
    formula: Expr | None = None
    doubles_formula: Expr | None = None  # how many occurrences double the deduction


@dataclass(frozen=True, slots=True)
class Worked:
    """How a component's three figures are worked out."""

    raw: Expr
    counted: Expr
    points: Expr


@dataclass(frozen=True, slots=True)
class Component:
    """An item on a card, with what it is made of. `raw` before gate, review and weight; `counted` after gate and
    review, what it is worth out of `out_of`; `points` after the weight, what the card adds up. The formulas of all
    three are there when they have a value."""

    id: str
    name: str
    weight: Decimal | None
    raw: Decimal | None
    out_of: Decimal
    points: Decimal | None
    counted: Decimal | None = None
    because: tuple[Phrase, ...] = ()
    evidence: tuple[CellRef, ...] = ()
    components: tuple[Component, ...] = ()
    missing: bool = False
    flags: tuple[str, ...] = ()
    blame: tuple[Finding, ...] = ()
    spell: Spell | None = None  # a part of the month, when someone was transferred
    formulas: Worked | None = None

    def walk(self) -> Iterator[Component]:
        yield self
        for child in self.components:
            yield from child.walk()


@dataclass(frozen=True, slots=True)
class Measured:
    """A figure without points: `value` exact, None when there is none (then `because` says why)."""

    id: str
    name: str
    value: Decimal | None
    unit: str
    digits: int
    because: tuple[Phrase, ...] = ()
    evidence: tuple[CellRef, ...] = ()
    blame: tuple[Finding, ...] = ()
    formula: Expr | None = None


@dataclass(frozen=True, slots=True)
class ReviewStep:
    """`part`: the department or role that the step is about, where a card has several parts; "" for all of the card."""

    step: str
    by: str
    on: date | None
    verdict: str
    ref: CellRef
    part: str = ""


@dataclass(frozen=True, slots=True)
class PayPart:
    id: str
    name: str
    amount: Decimal | None
    because: tuple[Phrase, ...] = ()
    evidence: tuple[CellRef, ...] = ()
    formula: Expr | None = None


@dataclass(frozen=True, slots=True)
class Pay:
    """Month pay: `total` is the sum of the parts, each to the fen; withheld when one part is."""

    status: Status
    total: Decimal | None
    parts: tuple[PayPart, ...]
    blame: tuple[Finding, ...] = ()
    formula: Expr | None = None


@dataclass(frozen=True, slots=True)
class Subject:
    kind: Literal["person", "department", "company"]
    id: str
    name: str
    department: str
    role: str


@dataclass(frozen=True, slots=True)
class CardFormulas:
    """How the figures at the head of a card are worked out, and the lines that all its formulas go through."""

    score: Expr
    grade: Expr | None
    rank: Expr | None
    of: Expr | None
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Alone:
    """What would have been enough alone for the next grade: an `item` with full points, a special deduction or the
    gate of a group that did not occur. `gain`: how many points more the score would have had."""

    item: str
    name: str
    kind: Literal["item", "special", "gate"]
    gain: Decimal


@dataclass(frozen=True, slots=True)
class Outlook:
    """A score between grades: `above` its own grade's lower bound (None below all grades), `lacking` to the `next`
    one ("" for the best)."""

    grade: str | None
    above: Decimal | None
    next: str
    lacking: Decimal | None
    alone: tuple[Alone, ...]
    because: tuple[Phrase, ...]


@dataclass(frozen=True, slots=True)
class Scorecard:
    """One subject under one scheme. Withheld: no score, grade, rank, pay or paper, only why. `posting` tells a
    person's days in post; after a transfer the components are its parts by date."""

    scheme: str
    subject: Subject
    status: Status
    score: Decimal | None
    grade: str | None
    rank: int | None
    of: int
    previous: tuple[str, Decimal] | None  # period, score
    components: tuple[Component, ...]
    measures: tuple[Measured, ...]
    reviews: tuple[ReviewStep, ...]
    pay: Pay | None
    flags: tuple[str, ...]
    blame: tuple[Finding, ...]
    posting: Posting | None = None
    formulas: CardFormulas | None = None
    outlook: Outlook | None = None

    @property
    def key(self) -> tuple[str, str, str]:
        return (self.scheme, self.subject.role, self.subject.id)


@dataclass(frozen=True, slots=True)
class Figure:
    """One cell of a published table: its text as printed, or None, and where it comes from. `said`: the same as
    phrases, where the words are the program's and not the department's."""

    value: str | None
    evidence: tuple[CellRef, ...] = ()
    said: tuple[Phrase, ...] = ()
    formula: Expr | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class TableColumn:
    """`said`: the name as a phrase, where it is the program's and not the scheme's. `number`: what stands in it are
    figures, also where they are whole and have no unit: a 工号, a code or a year is none."""

    id: str
    name: str
    unit: str = ""
    said: Phrase | None = None
    number: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """`of`, `part`: which part of which reconciliation it shows, "" when it shows none."""

    id: str
    scheme: str
    title: str
    status: Literal["complete", "partial", "withheld"]
    columns: tuple[TableColumn, ...]
    rows: tuple[tuple[Figure, ...], ...]
    notes: tuple[Phrase, ...] = ()
    of: str = ""
    part: str = ""
    blocks: tuple[Block, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Scores:
    """One subject's outcomes before history, review and composition; `gates` by the group they guard."""

    subject: Subject
    outcomes: Mapping[str, Outcome]
    gates: Mapping[str, Outcome]
    measures: tuple[Measured, ...]
    bonus: Mapping[str, Measured]  # pay parts that stand in a column, by part id
    findings: tuple[Finding, ...] = ()
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class Lock:
    """A line of a table that was approved: its key and what it holds, as text that only the check reads."""

    scheme: str
    table: str
    key: str
    values: str


@dataclass(frozen=True, slots=True)
class History:
    """What earlier months published, as far as this month looks at it; empty when nothing was published before.

    Scores go by (scheme, role, 工号) and points by (scheme, role, 工号, item): who has two roles, or another one than
    last month, is compared with what he was in that role. Figures and what was missing go by (scheme, 工号, KPI or
    item): they are the person's in whatever role. `published` names the months with the
    sha256 of their results.json.
    """

    last: str = ""  # the latest published month before this one
    published: tuple[tuple[str, str], ...] = ()
    scores: Mapping[tuple[str, str, str], Decimal] = field(default_factory=dict)
    points: Mapping[tuple[str, str, str, str], Decimal] = field(default_factory=dict)
    values: Mapping[tuple[str, str, str], Decimal] = field(default_factory=dict)
    missing: frozenset[tuple[str, str, str]] = frozenset()  # only of the calendar month before
    trend: Mapping[tuple[str, str, str], tuple[tuple[str, Decimal | None], ...]] = field(default_factory=dict)
    pays: Mapping[str, Decimal] = field(default_factory=dict)  # by 工号, all of a person's pays together
    # (scheme, table) -> key -> values: the lines of this month that were approved when it was published before
    locked: Mapping[tuple[str, str], Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class MonthResult:
    """Everything that is published of a month."""

    period: str
    cards: tuple[Scorecard, ...]
    tables: tuple[Table, ...]
    findings: tuple[Finding, ...]
    locks: tuple[Lock, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A finished file: its path below outputs/PERIOD/ and its bytes."""

    path: str
    content: bytes

    @property
    def sha256(self) -> str:
        return sha256(self.content).hexdigest()

    @property
    def size(self) -> int:
        return len(self.content)


@dataclass(frozen=True, slots=True)
class Filed:
    """A document whose bytes are in `file` and not in memory: a month of a thousand people has some hundred MB of them.

    `size` is in bytes. `content` reads the file each time; OSError when it is gone.
    """

    path: str
    file: Path
    sha256: str
    size: int

    @property
    def content(self) -> bytes:
        return self.file.read_bytes()


Finished: TypeAlias = Document | Filed


@dataclass(frozen=True, slots=True)
class SaidResult:
    """What a card has to say of one scheme and role; `pay` None when none is paid by it."""

    score: Decimal
    grade: str
    rank: int
    of: int
    pay: Decimal | None


@dataclass(frozen=True, slots=True)
class Expected:
    """What a finished document has to say by the month's record, to be read back from its bytes. A card names its
    person and its results in order, a report its department ("" for the company) and the scores of those it ranks,
    as (工号, score); a table or a sheet of finance its lines, as (the words of its first cell, its numbers in order),
    "" where the words depend on the page's language."""

    period: str
    id: str
    name: str
    department: str
    results: tuple[SaidResult, ...] = ()
    people: tuple[tuple[str, Decimal], ...] = ()
    lines: tuple[tuple[str, tuple[Decimal, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class Disagreement:
    """What a document says otherwise than the record; `what` is a key of findings/file_words.py."""

    what: str
    expected: str
    found: str


LetterKind = Literal["card", "department", "company", "finance", "returned", "reminder"]
LetterState = Literal["queued", "claimed", "in_doubt", "sent", "retry", "failed", "held"]


@dataclass(frozen=True, slots=True)
class Message:
    """One mail to one person, before it is bytes: plain text, and documents by the names they are attached under."""

    sender: str
    sender_name: str
    reply_to: str
    to: str
    subject: str
    body: str
    attachments: tuple[Finished, ...] = ()


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of a letter, or would become of it now: its key in the outbox, its state, and why."""

    key: str
    state: LetterState
    why: tuple[Phrase, ...] = ()
