"""Roles are those of the card (of the tables, where there is no card), so that a misspelt one is found."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.scheme import Scheme
from reportgen.settings.draft import Draft
from reportgen.settings.mistakes import Slip, known, slip


def check(draft: Draft) -> Iterator[Slip]:
    accepted = roles(draft.scheme)
    if not accepted or not draft.whole("items"):
        return
    for field in ("tables", "kpis", "reviews", "pays", "awards"):
        for path, element in draft.each(field):
            for at, role in enumerate(element.roles):
                if role not in accepted:
                    yield slip((*path, "roles", at), "UNKNOWN_ROLE", **known(role, accepted))
    for path, output in draft.outputs:
        for at, role in enumerate(getattr(output.show, "roles", ())):
            if role not in accepted:
                yield slip((*path, "show", "roles", at), "UNKNOWN_ROLE", **known(role, accepted))
    for field in ("reviews", "pays"):
        seen: set[str] = set()
        for path, element in draft.each(field):
            for at, role in enumerate(element.roles):
                if role in seen:
                    yield slip((*path, "roles", at), "ROLE_TWICE", found=role)
            seen.update(element.roles)


def roles(scheme: Scheme) -> tuple[str, ...]:
    return scheme.asked_of
