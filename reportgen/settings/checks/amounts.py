"""Numbers inside the range that their setting can mean."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields
from decimal import Decimal

from reportgen.settings.draft import Draft
from reportgen.settings.locate import Path
from reportgen.settings.mistakes import Slip, slip
from reportgen.settings.references import everything

# A setting, or "Kind.setting" where the kind matters -> least and most, None for open.
RANGES: Mapping[str, tuple[int, int | None]] = {
    "digits": (0, 6),
    "due_day": (1, 31),
    "due_month": (-12, 12),
    "lines": (1, 5_000),
    "full": (0, None),
    "weight": (0, 100),
    "share": (0, 100),
    "take": (0, None),
    "per_date": (0, None),
    "points": (0, None),
    "floor": (0, None),
    "cap": (0, None),
    "all_from": (0, None),
    "yuan": (0, None),
    "target": (0, None),
    "Quota.least": (0, None),
    "Quota.at_least": (0, None),
    "Decided.least": (0, None),
    "at_least": (1, None),
    "count": (1, None),
    "day": (1, 31),
    "days": (0, 366),
    "months": (1, 120),
    "Tier.above": (0, None),
    "Tier.rate": (0, 100),
    "SeverityBand.least": (0, None),
    "Grade.least": (0, None),
}


def check(draft: Draft) -> Iterator[Slip]:
    yield from _within(("digits",), "Scheme", "digits", draft.scheme.digits)
    for part in everything(draft):
        for one in fields(part.value):
            yield from _within((*part.path, one.name), part.kind, one.name, getattr(part.value, one.name))


def _within(path: Path, kind: str, setting: str, value: object) -> Iterator[Slip]:
    least, most = RANGES.get(f"{kind}.{setting}") or RANGES.get(setting) or (None, None)
    if least is None or isinstance(value, bool) or not isinstance(value, int | Decimal):
        return
    if value < least and most is None:
        yield slip(path, "TOO_SMALL", found=value, least=least)
    elif most is not None and not least <= value <= most:
        yield slip(path, "OUT_OF_RANGE", found=value, least=least, most=most)
