"""The months in which a scheme is in force, and whether its versions follow each other without overlap or gap."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from reportgen.period import Period
from reportgen.settings.draft import Draft
from reportgen.settings.mistakes import Slip, slip


def check(draft: Draft) -> Iterator[Slip]:
    scheme = draft.scheme
    since, until = month(scheme.since), month(scheme.until)
    if since is None and draft.whole("since"):
        yield slip(("since",), "NOT_A_MONTH", found=scheme.since)
    if until is None and scheme.until:
        yield slip(("until",), "NOT_A_MONTH", found=scheme.until)
    if since and until and until < since:
        yield slip(("until",), "UNTIL_BEFORE_SINCE", since=since, until=until)


def between(versions: Sequence[Draft]) -> Iterator[tuple[Draft, Slip]]:
    """What is wrong between the versions of one scheme, at the `since` of the later one, which names the other."""
    dated = [(since, draft) for draft in versions if (since := month(draft.scheme.since))]
    dated.sort(key=lambda one: (one[0], one[1].scheme.file))
    for (_, before), (since, after) in pairwise(dated):
        until = month(before.scheme.until)
        if before.scheme.until and until is None:
            continue
        other = before.scheme.file
        if until is None or until >= since:
            ends = until or "—"
            yield after, slip(("since",), "VERSIONS_OVERLAP", since=since, other=other, until=ends, last=since.previous)
        elif until.shifted(1) < since:
            first, last = until.shifted(1), since.previous
            yield after, slip(("since",), "VERSIONS_GAP", other=other, until=until, first=first, last=last)


def month(text: str) -> Period | None:
    try:
        return Period.parse(text)
    except ValueError:
        return None
