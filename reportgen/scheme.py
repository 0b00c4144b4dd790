"""A scheme as declared in templates/schemes/: what is asked for, checked, scored, reviewed and printed.

    Scheme ── Form ── Table ── Column                what departments fill in
           ── Merge                                   plan table against actual table
           ── Item (tree by `under`) ── Rule          points
           ── Kpi ── Measure                          figures without points
           ── Review, Grade, Pay, Output, Example
Rules and measures are the files of score/rules/ and score/measures/; here is only what every one of them offers.
A scheme holds no expressions: a rule kind has settings.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, ClassVar, Literal, Protocol

from reportgen.asked import Brought as Brought
from reportgen.asked import Column as Column
from reportgen.asked import ColumnType as ColumnType
from reportgen.example import Example, Typed
from reportgen.formula import Expr
from reportgen.records import Phrase, TableColumn
from reportgen.records import Table as MonthTable


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One table of a form. `per` "person": one line for each person of `roles`; "grid": one line for each person
    and each line of `grid`; "list": any number of lines. `person` names the column that holds the 工号."""

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
    view of the month (score/look.py), `desk` what a formula is built from (score/desk.py).

    A kind whose deduction may count twice also has `doubling(desk)`: how often material was not handed in.
    """

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
class PayPart:
    """A part of the month's pay: `share` percent of the gross, times a KPI's rate or an item's points / full;
    or the amount in a column (`table`, `column`), or a KPI in yuan (`kpi`): a commission."""

    id: str
    name: str
    share: Decimal | None = None
    times_kpi: str = ""
    times_item: str = ""
    table: str = ""
    column: str = ""
    kpi: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PayPlan:
    """`pro_rata` "days": parts of the gross count by days in post of the month's calendar days; "none": whoever has a
    card has the whole. After a transfer each part of the month is paid by its days in either case."""

    roles: tuple[str, ...]
    parts: tuple[PayPart, ...]
    pro_rata: Literal["none", "days"] = "none"
    source: str = ""


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
    items: tuple[Item, ...] = ()
    kpis: tuple[Kpi, ...] = ()
    grades: tuple[Grade, ...] = ()
    reviews: tuple[Review, ...] = ()
    pays: tuple[PayPlan, ...] = ()
    outputs: tuple[Output, ...] = ()
    example_defaults: Mapping[str, Typed] = field(default_factory=dict)  # by role: a month without fault
    examples: tuple[Example, ...] = ()
    digits: int = 2  # places of points and scores
    file: str = ""

    @property
    def roles(self) -> tuple[str, ...]:
        """Every role that has a card, in the order of the file."""
        return tuple(dict.fromkeys(role for item in self.items for role in item.roles))

    def table(self, id: str) -> Table:
        return next(table for table in self.tables if table.id == id)

    def items_of(self, role: str) -> tuple[Item, ...]:
        return tuple(item for item in self.items if not item.roles or role in item.roles)
