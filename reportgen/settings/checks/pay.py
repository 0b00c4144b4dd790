"""Parts of the pay that come from exactly one source, which every role of the plan has."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.scheme import Item, Kpi, PayPart, PayPlan
from reportgen.settings.draft import Draft
from reportgen.settings.locate import Path
from reportgen.settings.mistakes import Slip, slip


def check(draft: Draft) -> Iterator[Slip]:
    for path, plan in draft.each("pays"):
        if plan.pro_rata == "days" and not any(part.share is not None for part in plan.parts):
            yield slip((*path, "pro_rata"), "PRO_RATA_OF_NOTHING")
        for at, part in enumerate(plan.parts):
            place = (*path, "parts", at)
            yield from _source(part, place)
            yield from _times(draft, plan, part, place)


def _source(part: PayPart, path: Path) -> Iterator[Slip]:
    from_column = bool(part.table or part.column)
    if from_column + (part.share is not None) + bool(part.kpi) != 1:
        yield slip(path, "ONE_SOURCE")
    elif from_column and not (part.table and part.column):
        yield slip(path, "TABLE_AND_COLUMN")
    if (part.times_kpi and part.times_item) or (part.share is None and (part.times_kpi or part.times_item)):
        yield slip((*path, "times_item" if part.times_item else "times_kpi"), "TIMES_ONE")


def _times(draft: Draft, plan: PayPlan, part: PayPart, path: Path) -> Iterator[Slip]:
    if part.kpi:
        for kpi in draft.scheme.kpis:
            if kpi.id == part.kpi:
                yield from _roles(kpi, plan, (*path, "kpi"))
                if kpi.unit != "元":
                    yield slip((*path, "kpi"), "KPI_NOT_MONEY", found=kpi.id, unit=kpi.unit)
    if part.times_kpi:
        yield from draft.unknown((*path, "times_kpi"), "kpis", "UNKNOWN_KPI", part.times_kpi)
        for kpi in draft.scheme.kpis:
            if kpi.id == part.times_kpi:
                yield from _roles(kpi, plan, (*path, "times_kpi"))
                if kpi.unit != "%":
                    yield slip((*path, "times_kpi"), "KPI_NOT_A_RATE", found=kpi.id, unit=kpi.unit)
    if part.times_item:
        yield from draft.unknown((*path, "times_item"), "items", "UNKNOWN_ITEM", part.times_item)
        for item in draft.scheme.items:
            if item.id == part.times_item:
                yield from _roles(item, plan, (*path, "times_item"))


def _roles(owner: Item | Kpi, plan: PayPlan, path: Path) -> Iterator[Slip]:
    lacking = [role for role in plan.roles if owner.roles and role not in owner.roles]
    if lacking:
        yield slip(path, "NOT_FOR_ROLES", found=owner.id, roles="、".join(lacking))
