"""What a card says, decided once: labels, order, totals, units and rounding. PDF and Excel only render it.

    CardView ── SectionView (one per scheme) ── ItemRow, KpiRow, PayRow, ReviewRow, TrendPoint
Every string is final text in the card's language; a Decimal stands only where a chart needs a length.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One line of the items table. `level` 0 is a weighted component, 1 an item, deeper ones its parts. After a
    transfer level 0 is a part of the month (kind "part"), and all below it name its days in `part` ("9-16—9-30").

    `lost` is the deduction as text ("−5.00", "" when nothing was lost), `cost` the same as a positive number, by which
    the chart is ordered; `share` = points / out_of in 0..1, None for a special deduction. `because` and `evidence` may
    be empty or long (evidence only goes to the workbook).
    """

    id: str
    level: int
    kind: Literal["part", "component", "group", "item", "special"]
    name: str
    weight: str
    out_of: str
    points: str
    lost: str
    previous: str
    share: Decimal | None
    because: tuple[str, ...]
    evidence: tuple[str, ...]
    live: str = ""  # the key of its formula in the workbook
    cost: Decimal = Decimal(0)
    part: str = ""


@dataclass(frozen=True, slots=True)
class KpiRow:
    id: str
    name: str
    value: str
    unit: str
    previous: str
    because: str
    evidence: tuple[str, ...]
    live: str = ""


@dataclass(frozen=True, slots=True)
class PayRow:
    name: str
    amount: str
    because: str
    evidence: tuple[str, ...]
    live: str = ""


@dataclass(frozen=True, slots=True)
class ReviewRow:
    step: str
    by: str
    on: str
    verdict: str


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """A month's score for the small chart; `score` None where the month has no published score."""

    label: str
    score: Decimal | None
    text: str


@dataclass(frozen=True, slots=True)
class SectionView:
    scheme: str
    title: str
    role: str
    score: str
    grade: str
    rank: str  # "3 / 12"
    previous: str  # last month's score or "—"
    change: str  # "+2.50" or "—"
    formula: str  # how the score comes about, in words
    items: tuple[ItemRow, ...]
    kpis: tuple[KpiRow, ...]
    pay: tuple[PayRow, ...]
    pay_total: str
    pay_note: str  # why pay is withheld, or ""
    reviews: tuple[ReviewRow, ...]
    trend: tuple[TrendPoint, ...]
    flags: tuple[str, ...]
    notes: tuple[str, ...]
    live: str = ""
    outlook: tuple[str, ...] = ()  # how far it is to the next grade, and what alone would have done


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One figure of a corrected card: what it was, what it is, and what made the difference."""

    name: str
    before: str
    after: str
    why: str


@dataclass(frozen=True, slots=True)
class CardView:
    """One document for one person."""

    language: str  # zh-Hans, zh-Hant, en
    words: dict[str, str]  # the fixed labels of the page in that language
    organisation: str
    title: str  # "2026年10月绩效考核单"
    period: str  # "2026年10月"
    period_id: str  # "2026-10"
    department: str
    person_id: str
    person_name: str
    post: str
    revision: str  # "" or "更正 第2版"
    sections: tuple[SectionView, ...]
    changes: tuple[ChangeRow, ...] = ()  # on a corrected card
    correction: str = ""  # why it was corrected, in one sentence
