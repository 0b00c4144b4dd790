"""What a month looked at of the months before it, as text: kept with its edition, so that it can be scored again."""

from __future__ import annotations

import json
from collections.abc import Iterable
from decimal import Decimal

from reportgen.records import History


def as_text(history: History) -> bytes:
    """UTF-8 JSON; the same history gives the same bytes."""
    content = {
        "last": history.last,
        "published": history.published,
        "scores": _figures(history.scores.items()),
        "points": _figures(history.points.items()),
        "values": _figures(history.values.items()),
        "missing": sorted(history.missing),
        "trend": [
            [*key, [[month, None if score is None else str(score)] for month, score in points]]
            for key, points in sorted(history.trend.items())
        ],
        "pays": [[person, str(amount)] for person, amount in sorted(history.pays.items())],
    }
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def from_text(text: bytes) -> History:
    content = json.loads(text)
    return History(
        last=content["last"],
        published=tuple((month, results) for month, results in content["published"]),
        scores={(one, two, three): Decimal(value) for one, two, three, value in content["scores"]},
        points={(one, two, three, four): Decimal(value) for one, two, three, four, value in content["points"]},
        values={(one, two, three): Decimal(value) for one, two, three, value in content["values"]},
        missing=frozenset((one, two, three) for one, two, three in content["missing"]),
        trend={
            (one, two, three): tuple((month, None if score is None else Decimal(score)) for month, score in points)
            for one, two, three, points in content["trend"]
        },
        pays={person: Decimal(amount) for person, amount in content["pays"]},
    )


def _figures(values: Iterable[tuple[tuple[str, ...], Decimal]]) -> list[list[str]]:
    return [[*key, str(value)] for key, value in sorted(values)]
