"""A worked example of a scheme: what stands in `[example_defaults]` and `[[examples]]`; tests/schemes runs them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

Typed: TypeAlias = Mapping[str, tuple[Mapping[str, str], ...]]  # table -> rows; a row is column id -> text as typed
EXAMPLE_PERSON = ("0001", "张三")  # 工号 and name of the one person of every example


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A case worked by hand from the source, run as a test: cells as they are typed in, expected results out.

    The person of an example is 工号 0001, 张三, in `role`, alone in his department; without `role` the example is
    about month tables. His 工号 need not be typed. He starts from the scheme's `example_defaults` for the role:
      rows      a row that agrees with a default row in the table's key (the 工号 apart; an absent cell is "") only
                replaces the cells it gives; any other row is added. So the one row of a rating needs no key, a line
                of a grid needs the words of the grid, and in a table without key every row is added.
      without   default rows that have these cells are taken away; `{}` takes all of the table.
    Every table that then has no rows was handed in and is empty. Every mistake in the cells must be the one that
    `expect` names as `withheld`.

    `missing_before`: items whose material was missing the month before. `previous`: KPI -> its last published figure.
    `expect`, by the name of the result, as it is published; "—" for none (or withheld):
      <item id>                    its points as they count; of an item with a weight: before the weight
      score  grade  pay  pay.<part id>  kpi.<KPI id>
      flag                         consequences, "、" between them
      withheld                     the code of a finding that withholds the card (without role: of any error)
      table.<output id>.<words in the line's first column>.<column id>; of a list of figures the column is `value`
    What is not named may be anything, also withheld.
    """

    name: str
    arithmetic: str
    role: str = ""
    period: str = "2026-10"
    gross: str = ""
    missing_before: tuple[str, ...] = ()
    previous: Mapping[str, str] = field(default_factory=dict)
    rows: Typed = field(default_factory=dict)
    without: Typed = field(default_factory=dict)
    expect: Mapping[str, str] = field(default_factory=dict)
