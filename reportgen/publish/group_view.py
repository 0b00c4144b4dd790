"""What a report above the single card says: of a department or of the whole company, decided once.

    GroupView ── Fact, UnitRow (a department in the comparison)
              ── RoleSection (one per scheme and role) ── UnitRow, RankRow, GradeRow, LostRow, KpiLine, MonthPoint
              ── WithheldRow ── Reason          TableView (the company's month tables)
Every text is final in the report's language; a Decimal stands only where a chart needs a length. `live` is what the
formulas of a row are called in the workbook (group_live.py). A withheld card is
counted as withheld and nowhere else.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from reportgen.publish.table_view import TableView
from reportgen.publish.ties import Tie
from reportgen.publish.view import TrendPoint

MOST_LOST = 10  # items of the page's list; the workbook has them all


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure of a strip with a few words under it; `number`: it stands as a number in the workbook."""

    label: str
    value: str
    note: str = ""
    live: str = ""


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A department in a comparison, or their sum; `counted` says over how many the average is ("6 / 7 人").

    `mean` and `mean_before` are the averages again, for the chart; 0 where there is none.
    """

    name: str
    due: int
    scored: int
    withheld: int
    average: str
    counted: str
    previous: str
    change: str
    best: str
    lowest: str
    errors: int = 0
    total: bool = False
    mean: Decimal = Decimal(0)
    mean_before: Decimal = Decimal(0)
    over: tuple[str, ...] = ()  # the departments that it is about, () for all
    live: str = ""


@dataclass(frozen=True, slots=True)
class RankRow:
    """`rank` within the report's own people, `overall` within scheme and role as on the card ("3 / 12")."""

    rank: str
    overall: str
    id: str
    name: str
    department: str
    score: str
    grade: str
    previous: str
    change: str
    live: str = ""


@dataclass(frozen=True, slots=True)
class GradeRow:
    """How many reached a grade; shares add up to 100.00. The month before is "" when nothing was published."""

    name: str
    count: int
    share: str
    part: Decimal
    count_before: str
    part_before: Decimal
    live: str = ""


@dataclass(frozen=True, slots=True)
class LostRow:
    """Points that an item cost: `lost` as on the cards, `counted` as they count in the score (after the weight).

    `people` is how many lost points there of those who have the item ("3 / 8 人"), `average` over all of these;
    `share` is the share of all points lost, `part` the same for the chart.
    """

    name: str
    lost: str
    average: str
    people: str
    counted: str
    share: str
    part: Decimal
    rank: str = ""
    live: str = ""


@dataclass(frozen=True, slots=True)
class KpiLine:
    """A figure without points over several people: `total` only for money, else ""."""

    name: str
    unit: str
    counted: str
    total: str
    average: str
    median: str
    previous: str
    id: str = ""
    live: str = ""


@dataclass(frozen=True, slots=True)
class MonthPoint:
    """The average of one month with how many it is over."""

    point: TrendPoint
    counted: str
    period: str = ""
    live: str = ""


@dataclass(frozen=True, slots=True)
class RoleSection:
    """All cards of one scheme and role. `units` only when more than one department has them."""

    scheme: str
    title: str
    role: str
    facts: tuple[Fact, ...]
    units: tuple[UnitRow, ...]
    ranking: tuple[RankRow, ...]
    grades: tuple[GradeRow, ...]
    lost: tuple[LostRow, ...]
    lost_rest: LostRow | None  # what stands behind the first MOST_LOST, in one row
    kpis: tuple[KpiLine, ...]
    months: tuple[MonthPoint, ...]

    @property
    def trend(self) -> tuple[TrendPoint, ...]:
        return tuple(month.point for month in self.months)


@dataclass(frozen=True, slots=True)
class Reason:
    place: str
    message: str
    fix: str


@dataclass(frozen=True, slots=True)
class WithheldRow:
    id: str
    name: str
    department: str
    role: str
    scheme: str
    why: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class GroupView:
    """One report; `name` is the department's, or the organisation's for the company."""

    kind: Literal["department", "company"]
    language: str  # zh-Hans, zh-Hant, en
    organisation: str
    title: str  # "2026年10月 华北销售部 考核汇总"
    name: str
    period: str  # "2026年10月"
    period_id: str  # "2026-10"
    last_period: str  # "2026年9月", "" when no month was published before
    revision: str  # "" or "更正 第2版"
    facts: tuple[Fact, ...]
    units: tuple[UnitRow, ...]
    sections: tuple[RoleSection, ...]
    withheld: tuple[WithheldRow, ...]
    tables: tuple[TableView, ...]
    ties: tuple[Tie, ...] = ()  # what has to agree, on the company's last page
