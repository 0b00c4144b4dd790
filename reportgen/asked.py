"""A column of a table: one that is asked for, and one that is brought from another table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

ColumnType = Literal["id", "name", "text", "rater", "number", "count", "percent", "money", "date", "datetime",
                     "flag", "choice"]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column that is asked for. `blank` says what an empty cell or a dash means: nothing is ever read as zero
    unless the scheme says so ("missing": there is no value; "zero": none, 否 for a flag; "error": must be filled).
    `value_at` counts where the name stands as a label on a sheet: "near" is to the right of it, or under it where
    labels stand side by side."""

    id: str
    name: str
    type: ColumnType
    aliases: tuple[str, ...] = ()
    blank: Literal["missing", "zero", "error"] = "missing"
    unit: str = ""
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    step: Decimal | None = None
    choices: tuple[str, ...] = ()
    words: Mapping[str, str] = field(default_factory=dict)  # other words for a choice -> the choice
    prompt: str = ""
    within: bool = False  # a date that must lie in the month (or in one of its weeks)
    optional: bool = False  # the column itself may be absent from a sheet
    value_at: Literal["near", "right", "below"] = "near"  # of a label, where its value stands


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """A column that nobody fills in: what the same department's `table` says in `column` on the line whose `by` is the
    word in `key` here (a customer's class, from the customer file). `pick` "only": the list has each word once;
    "latest": the greatest date or number of all such lines. `listed`: a word that is not on the list
    is a warning, on lines with these words."""

    id: str
    name: str
    type: ColumnType
    key: str
    table: str
    by: str
    column: str
    pick: Literal["only", "latest"] = "only"
    listed: Mapping[str, str] | None = None

    @property
    def as_column(self) -> Column:
        return Column(id=self.id, name=self.name, type=self.type, optional=True)
