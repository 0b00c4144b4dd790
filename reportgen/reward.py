"""What a scheme pays: parts of the month's pay, and what a quarter or a year brings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class PayPart:
    """A part of the month's pay: `share` percent of the gross, times a KPI's rate or an item's points / full;
    or the amount in a column (`table`, `column`); or a KPI in yuan (`kpi`), below 0 when it is taken off."""

    id: str
    name: str
    share: Decimal | None = None
    times_kpi: str = ""
    times_item: str = ""
    kpi: str = ""
    table: str = ""
    column: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PayPlan:
    """`pro_rata` "days": parts of the gross count by days in post of the month's calendar days; "none": whoever has a
    card has the whole. After a transfer each part of the month is paid by its days in either case."""

    roles: tuple[str, ...]
    parts: tuple[PayPart, ...]
    pro_rata: Literal["none", "days"] = "none"
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Award:
    """What a quarter or a year brings: `payout`, percent of the gross by grade; `moves`, what a grade leads to."""

    per: Literal["quarter", "year"]
    roles: tuple[str, ...]
    payout: Mapping[str, Decimal] = field(default_factory=dict)
    moves: Mapping[str, str] = field(default_factory=dict)
    source: str = ""
