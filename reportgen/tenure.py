"""Days in post: roster rows in a month, long leave, and which rows of one person follow each other.

    花名册 rows ── stint (days of the month) ── chain (a transfer: one after the other) ── Spell, Posting
                └─ two roles on the same days: two chains, two cards

Calendar days count, the first and the last included. A day of long leave is not a day in post.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from reportgen.period import Period
from reportgen.records import Person, Posting, Spell, Stint

Leaves = Mapping[str, tuple[tuple[date, date], ...]]  # 工号 -> from, to


def in_post(people: Iterable[Person], period: Period) -> tuple[Person, ...]:
    """The roster rows in force on some day of the month."""
    return tuple(person for person in people if _span(person, period) is not None)


def at_work(people: Sequence[Person], period: Period) -> tuple[Person, ...]:
    """The roster rows in force on some day of the month that is not of a long leave."""
    leaves = _leaves(people)
    return tuple(one for one in people if (own := _stint(one, period, leaves)) and own.days)


def on_leave(people: Sequence[Person], period: Period) -> tuple[Person, ...]:
    """The roster rows in force of those who are on long leave all the month."""
    working = {person.id for person in at_work(people, period)}
    return tuple(one for one in in_post(people, period) if one.id not in working)


def postings(people: Sequence[Person], period: Period) -> tuple[Posting, ...]:
    """What everyone was in the month, by 工号: rows that follow each other are one posting, rows for different roles
    on the same days are two. Rows without a day in post are left out."""
    leaves = _leaves(people)
    own: defaultdict[str, list[Stint]] = defaultdict(list)
    for person in people:
        stint = _stint(person, period, leaves)
        if stint is not None and stint.days:
            own[person.id].append(stint)
    found = (chain for id in sorted(own) for chain in _chains(own[id]))
    return tuple(Posting(_spells(chain), sum(one.days for one in chain)) for chain in found)


def contradictions(people: Sequence[Person], period: Period) -> Iterator[tuple[Person, Person]]:
    """Pairs of rows of one person for one role on the same days of the month: which one holds cannot be known."""
    leaves = _leaves(people)
    earlier: defaultdict[tuple[str, str], list[Stint]] = defaultdict(list)
    for person in people:
        stint = _stint(person, period, leaves)
        if stint is None or not person.id:
            continue
        for other in earlier[person.id, person.role]:
            if _overlap(other, stint):
                yield other.person, person
                break
        earlier[person.id, person.role].append(stint)


def overlapping(one: Posting, other: Posting) -> bool:
    """Whether two postings share a day."""
    return any(_overlap(a, b) for x in one.spells for y in other.spells for a in x.stints for b in y.stints)


def whole_month(posting: Posting) -> bool:
    """Whether it is every day of the month in one department and role."""
    (first, *more) = posting.spells
    return not more and first.days == Period.of(first.first).last.day


def _span(person: Person, period: Period) -> tuple[date, date] | None:
    first = max(person.joined or period.first, period.first)
    last = min(person.left or period.last, period.last)
    turned = person.joined is not None and person.left is not None and person.left < person.joined
    if turned:  # a finding says so; until it is mended both days count as the outer ones
        first, last = period.first, period.last
    return (first, last) if first <= last else None


def _leaves(people: Iterable[Person]) -> Leaves:
    """A long leave is a person's, in whichever of his rows it stands."""
    found: defaultdict[str, list[tuple[date, date]]] = defaultdict(list)
    for person in people:
        if person.leave_from is not None:
            found[person.id].append((person.leave_from, person.leave_to or date.max))
    return {id: tuple(spans) for id, spans in found.items()}


def _stint(person: Person, period: Period, leaves: Leaves) -> Stint | None:
    span = _span(person, period)
    if span is None:
        return None
    first, last = span
    count, away = (last - first).days + 1, leaves.get(person.id, ())
    if away:
        days = (first + timedelta(number) for number in range(count))
        count = sum(not any(a <= day <= b for a, b in away) for day in days)
    return Stint(person, first, last, count)


def _overlap(one: Stint, other: Stint) -> bool:
    return max(one.first, other.first) <= min(one.last, other.last)


def _chains(stints: Iterable[Stint]) -> list[list[Stint]]:
    """Each row goes to the chain of its own role, else to the first one that it follows, else begins one. Rows that
    contradict each other stay in one chain."""
    chains: list[list[Stint]] = []
    for stint in sorted(stints, key=lambda one: (one.first, one.last)):
        own = [chain for chain in chains if any(one.person.role == stint.person.role for one in chain)]
        free = [chain for chain in chains if not any(_overlap(one, stint) for one in chain)]
        against = [chain for chain in own if any(_contradict(one, stint) for one in chain)]
        continued = [chain for chain in own if any(chain is one for one in free)]
        best = next(iter((*against, *reversed(continued), *free)), None)
        if best is None:
            chains.append([stint])
        else:
            best.append(stint)
    return chains


def _contradict(one: Stint, other: Stint) -> bool:
    return one.person.role == other.person.role and _overlap(one, other)


def _spells(chain: Sequence[Stint]) -> tuple[Spell, ...]:
    """By department and role, in the order in which they end: the last one is what the person is now."""
    groups: defaultdict[tuple[str, str], list[Stint]] = defaultdict(list)
    for stint in chain:
        groups[stint.person.department, stint.person.role].append(stint)
    spells = [Spell(department, role, tuple(stints)) for (department, role), stints in groups.items()]
    return tuple(sorted(spells, key=lambda one: (one.last, one.first)))
