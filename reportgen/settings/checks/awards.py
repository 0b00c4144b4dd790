"""Awards of a quarter or a year name grades of the scheme, and a role has one for each span."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.settings.draft import Draft
from reportgen.settings.mistakes import Slip, known, slip


def check(draft: Draft) -> Iterator[Slip]:
    if not draft.whole("grades"):
        return
    grades = [grade.name for grade in draft.scheme.grades]
    taken: set[tuple[str, str]] = set()
    for path, award in draft.each("awards"):
        for field in ("payout", "moves"):
            for name in getattr(award, field):
                if name not in grades:
                    yield slip((*path, field, name), "UNKNOWN_GRADE", **known(name, grades))
        for at, role in enumerate(award.roles):
            if (award.per, role) in taken:
                yield slip((*path, "roles", at), "AWARD_TWICE", found=role)
            taken.add((award.per, role))
