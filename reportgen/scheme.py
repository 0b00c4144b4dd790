"""A scheme as declared in templates/schemes/: what is asked for, checked, scored, reviewed and printed.

    Scheme ── Form ── Table ── Column                what departments fill in
           ── Merge                                   plan table against actual table
           ── Item (tree by `under`) ── Rule          points
           ── Kpi ── Measure                          figures without points
           ── Check                                    what must hold over several lines or tables
           ── Drawing                                  what was granted, and what is drawn on it
           ── Review, Grade, Pay, Output, Example
Rules and measures are the files of score/rules/ and score/measures/; here is only what every one of them offers.
A scheme holds no expressions: a rule kind has settings.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar, Literal, Protocol

from reportgen.asked import Brought as Brought
from reportgen.asked import Column as Column
from reportgen.asked import ColumnType as ColumnType
from reportgen.example import Example, Typed
from reportgen.formula import Expr
from reportgen.records import Finding, Phrase, Row, TableColumn
from reportgen.records import Table as MonthTable
from reportgen.reward import Award as Award
from reportgen.reward import PayPart as PayPart
from reportgen.reward import PayPlan as PayPlan


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One table of a form. `per` "person": one line for each person of `roles`; "grid": one line for each person
    and each line of `grid`; "list": any number of lines. `person` names the column that holds the 工号.

    How a department's own sheet may look: `layout` "rows" has a header with lines under it, "labels" has each column's
    name beside (or over) its one value. With `each_sheet` every sheet is about one person, whose 工号 or name stands
    beside its label or in the sheet's name; any other column may stand beside its label too, and holds for all lines.
    Blank forms are headers with lines in any case."""

    id: str
    name: str
    form: str
    per: Literal["person", "grid", "list"]
    columns: tuple[Column, ...]
    roles: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    person: str = ""
    key: tuple[str, ...] = ()  # two lines with the same values here are a mistake
    grid: tuple[Mapping[str, str], ...] = ()
    lines: int = 30  # empty lines on the form of a list
    note: str = ""  # printed above the table on the form
    running: str = ""  # a column of running numbers: none may lack between the first and the last, none stand twice
    brought: tuple[Brought, ...] = ()
    layout: Literal["rows", "labels"] = "rows"
    each_sheet: bool = False

    @property
    def of_sheet(self) -> frozenset[str]:
        """The columns that say whom a sheet is about: its headers and labels need not have them."""
        return frozenset((self.person, "name")) if self.each_sheet else frozenset()

    def brings(self, id: str) -> Brought | None:
        return next((one for one in self.brought if one.id == id), None)

    @property
    def every_column(self) -> tuple[Column, ...]:
        """Those that are filled in, then those that are brought from other tables."""
        return (*self.columns, *(one.as_column for one in self.brought))

    def column(self, id: str) -> Column | None:
        return next((column for column in self.every_column if column.id == id), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One workbook that a department hands in. `due_day` of the month `due_month` months after the period.
    An `optional` one may stay out: that is no mistake, and what stands on it alone is left out."""

    id: str
    name: str
    titles: tuple[str, ...] = ()
    due_day: int = 8
    due_month: int = 1
    note: str = ""
    optional: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    table: str
    column: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge:
    """Planned against done, by `key`. `plan_only` "zero": nothing was done; "withheld": what was done is unknown.
    `actual_only` "counted": unplanned work counts as done; "not-counted": it is shown and does not count."""

    id: str
    name: str
    key: tuple[str, ...]
    plan: Side
    actual: Side
    plan_only: Literal["zero", "withheld"] = "zero"
    actual_only: Literal["counted", "not-counted"] = "counted"


@dataclass(frozen=True, slots=True)
class Scored:
    """A rule's verdict: `points` exact, before rounding; the words; whether material was marked as not handed in
    (`missing`), and whether that may count twice (`doubles`: no one waived it)."""

    points: Decimal
    because: tuple[Phrase, ...]
    missing: bool = False
    doubles: bool = False
    flags: tuple[str, ...] = ()


class Rule(Protocol):
    """What every file of score/rules/ offers: value and words, and the formula of the points. `look` is the subject's
    view of the month (score/look.py), `desk` what a formula is built from (score/desk.py). A kind whose deduction may
    count twice also has `doubling(desk)`: how often material was not handed in."""

    kind: ClassVar[str]

    def score(self, full: Decimal, look: Any) -> Scored: ...

    def formula(self, full: Expr, desk: Any) -> Expr: ...


class Measure(Protocol):
    """What every file of score/measures/ offers: an exact figure, or None with words that say why there is none."""

    kind: ClassVar[str]

    def measure(self, look: Any) -> tuple[Decimal | None, tuple[Phrase, ...]]: ...

    def formula(self, desk: Any) -> Expr:
        """The formula of the figure before it is rounded; only asked for where `measure` gives one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """Takes all points of a group when a fault of `rule` occurred (`一票否决`): the rule scores 0 or full."""

    name: str
    rule: Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A line of the card. Without `rule` it is a group: its points are the sum of its children, floor 0.

    `weight` (percent) stands on the children of the card itself. `special`: a deduction off the group it stands in,
    which may exceed it. `double`: the deduction counts twice when the material was missing the month before too.
    """

    id: str
    name: str
    full: Decimal
    under: str = ""
    weight: Decimal | None = None
    roles: tuple[str, ...] = ()
    rule: Rule | None = None
    special: bool = False
    double: bool = False
    gate: Gate | None = None
    staff_deductions: bool = False
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kpi:
    id: str
    name: str
    measure: Measure
    unit: str = "%"
    digits: int = 2
    roles: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grade:
    name: str
    least: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """The chain of reviews of some roles: every step must have a line in `table`; the later step prevails.

    The table has the columns step, role, by, on, verdict, person, item, points, reason.
    """

    roles: tuple[str, ...]
    table: str
    steps: tuple[str, ...]
    agree: str = "同意"


@dataclass(frozen=True, slots=True, kw_only=True)
class OutputFigure:
    id: str
    name: str
    measure: Measure
    unit: str = ""
    digits: int = 2


class Showing(Protocol):
    """What every file of settle/outputs/ offers: the columns of a month table, and the table out of what was handed
    in. `month` is what an output may look at (settle/outputs/month.py)."""

    kind: ClassVar[str]

    @property
    def head(self) -> tuple[TableColumn, ...]: ...

    def tabulate(self, output: Output, month: Any) -> MonthTable: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """A month table: what `show` makes of the tables that were handed in."""

    id: str
    title: str
    show: Showing


@dataclass(frozen=True, slots=True)
class Judged:
    """What a check says: a finding, and the row that is left out because of it (None: all rows stay)."""

    finding: Finding
    refused: Row | None = None


class Check(Protocol):
    """What every file of validate/kinds/ offers: what is wrong with the rows of a month. `seen` is what a check may
    look at (validate/kinds/seen.py). An error is met by whatever needs the cell that it names."""

    kind: ClassVar[str]

    def look(self, seen: Any) -> Iterator[Judged]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Granted:
    """Lines of which something was granted: `number` names a line, `amount` is what was granted, `on` the day of the
    approval (blank: not approved yet), `before` what was drawn on it in earlier months. `about` says what for, `group`
    is its class, `work` the number of the work it belongs to. Only lines that hold the words in `where`."""

    table: str
    number: str
    amount: str
    on: str
    about: str
    group: str = ""
    work: str = ""
    before: str = ""
    where: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draws:
    """What was paid or handed out: `number` names the granted line, `owner` who had it."""

    table: str
    number: str
    amount: str
    on: str
    owner: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """Reports on the progress of work: `work` is its number. Nothing is drawn before the first of them."""

    table: str
    work: str
    on: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """What was granted, against what is drawn on it. An approval lives `months` months from its day, both days
    included; a month's end is clamped (from 31 January to 28 February). `adds`: the amounts of lines can be added up
    (money); without it there are no totals (pieces and metres)."""

    id: str
    name: str
    granted: tuple[Granted, ...]
    draws: Draws
    months: int
    followed: Followed | None = None
    adds: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheme:
    """One scheme in force from month `since` to month `until` (inclusive, "" for open)."""

    id: str
    name: str
    since: str
    source: str
    until: str = ""
    forms: tuple[Form, ...]
    tables: tuple[Table, ...]
    merges: tuple[Merge, ...] = ()
    checks: tuple[Check, ...] = ()
    drawings: tuple[Drawing, ...] = ()
    items: tuple[Item, ...] = ()
    kpis: tuple[Kpi, ...] = ()
    grades: tuple[Grade, ...] = ()
    reviews: tuple[Review, ...] = ()
    pays: tuple[PayPlan, ...] = ()
    awards: tuple[Award, ...] = ()
    outputs: tuple[Output, ...] = ()
    example_defaults: Mapping[str, Typed] = field(default_factory=dict)  # by role: a month without fault
    examples: tuple[Example, ...] = ()
    holidays: tuple[date, ...] = ()  # no working days
    workdays: tuple[date, ...] = ()  # Saturdays and Sundays that are worked
    digits: int = 2  # places of points and scores
    file: str = ""

    @property
    def roles(self) -> tuple[str, ...]:
        """Every role that has a card, in the order of the file."""
        return tuple(dict.fromkeys(role for item in self.items for role in item.roles))

    @property
    def asked_of(self) -> tuple[str, ...]:
        """Every role that it asks about: those with a card; where it has no cards, those of its tables."""
        return self.roles or tuple(dict.fromkeys(role for table in self.tables for role in table.roles))

    def table(self, id: str) -> Table:
        return next(table for table in self.tables if table.id == id)

    def items_of(self, role: str) -> tuple[Item, ...]:
        return tuple(item for item in self.items if not item.roles or role in item.roles)
