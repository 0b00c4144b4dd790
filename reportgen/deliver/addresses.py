"""Where a person's mail goes: the one address on the roster, or the reasons why there is none to rely on.

Nothing is guessed: two addresses in a cell, two rows that differ, an address that two people share are all held.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from reportgen.records import Person, Phrase, phrase

_ADDRESS = re.compile(
    r"[A-Za-z0-9_%+-]+(?:\.[A-Za-z0-9_%+-]+)*@(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z0-9-]+"
)
_LONGEST, _LONGEST_LOCAL = 254, 64  # RFC 5321


def is_address(text: str) -> bool:
    """Whether this is exactly one address, plain ASCII, without a name or brackets around it."""
    local = text.partition("@")[0]
    return bool(_ADDRESS.fullmatch(text)) and len(text) <= _LONGEST and len(local) <= _LONGEST_LOCAL


@dataclass(frozen=True, slots=True)
class Found:
    """`address` is "" when there is none that could be written on a mail; `held` says why it must not go."""

    address: str
    held: tuple[Phrase, ...] = ()


@dataclass(frozen=True, slots=True)
class Directory:
    """The roster as addresses; `day` decides who has left by then."""

    rows: Mapping[str, tuple[Person, ...]]
    holders: Mapping[str, frozenset[str]]  # address without regard to case -> the 工号 that have it
    day: date

    def find(self, id: str) -> Found:
        rows = self.rows.get(id, ())
        if not rows:
            return Found("", (phrase("recipient-unknown", person=id),))
        here = [one for one in rows if one.left is None or one.left > self.day]
        if not here:
            left = max(one.left for one in rows if one.left)
            return Found("", (phrase("recipient-left", person=id, left=left),))
        written = {one.email.strip() for one in here} - {""}
        if not written:
            return Found("", (phrase("address-missing", person=id),))
        faults = tuple(_fault(id, one) for one in sorted(written) if not is_address(one))
        if faults:
            return Found("", faults)
        if len({one.casefold() for one in written}) > 1:
            return Found("", (phrase("address-differs", person=id),))
        address = min(written)
        others = self.holders.get(address.casefold(), frozenset()) - {id}
        if others:
            return Found(address, (phrase("address-shared", person=id, others="、".join(sorted(others))),))
        return Found(address)


def directory(people: Iterable[Person], day: date) -> Directory:
    rows: defaultdict[str, list[Person]] = defaultdict(list)
    holders: defaultdict[str, set[str]] = defaultdict(set)
    for person in people:
        rows[person.id].append(person)
        if person.left is None or person.left > day:
            holders[person.email.strip().casefold()].add(person.id)
    return Directory(
        {id: tuple(own) for id, own in rows.items()}, {one: frozenset(ids) for one, ids in holders.items()}, day
    )


def _fault(id: str, written: str) -> Phrase:
    several = written.count("@") > 1 or re.search(r"[;,；，、/\s]", written)
    return phrase("address-several" if several else "address-invalid", person=id)
