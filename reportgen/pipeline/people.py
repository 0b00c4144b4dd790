"""Who has a card in a scheme, as what and from when to when; who is on long leave; whose pay may stand twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from reportgen.exact import money
from reportgen.findings import is_error
from reportgen.records import CellRef, Finding, Person, Posting, Scorecard, Subject, finding
from reportgen.scheme import Scheme
from reportgen.score import measures_of, score_subject
from reportgen.score.look import Month
from reportgen.settle import Due
from reportgen.tenure import on_leave, overlapping, postings
from reportgen.validate.context import Handed

_DATES = ("joined", "left", "leave_from", "leave_to")
_ROWS = ("ROSTER_TWICE", "ROSTER_OVERLAP")


def due_cards(handed: Handed, month: Month) -> list[Due]:
    """The cards of a scheme in the order of its roles, then by 工号: a transfer within it is one card, two roles on the
    same days are two."""
    roles = handed.scheme.roles
    own: dict[tuple[str, str], Posting] = {}
    for posting in postings(handed.roster, handed.period):
        spells = tuple(one for one in posting.spells if one.role in roles and one.department in handed.departments)
        if not spells:
            continue
        key = (spells[-1].role, spells[-1].person.id)
        before = own.get(key)
        blame = tuple(dict.fromkeys((*(before.blame if before else ()), *_doubts(posting, month.by_cell))))
        of = posting.of if before is None else posting.of + before.of
        own[key] = Posting((*(before.spells if before else ()), *spells), of, blame)
    order = sorted(own, key=lambda key: (roles.index(key[0]), key[1]))
    return [_due(own[key], month) for key in order]


def _due(posting: Posting, month: Month) -> Due:
    person, spells = posting.person, posting.spells
    scores = tuple(
        score_subject(month, Subject("person", person.id, person.name, one.department, one.role)) for one in spells
    )
    if len(spells) == 1:
        return Due(posting, scores, scores[0].measures, scores[0].blocks)
    by_role = tuple(dict.fromkeys(one.role for one in reversed(spells)))
    by_department = tuple(dict.fromkeys(one.department for one in reversed(spells)))
    measures, blocks = measures_of(month, person.id, by_role, by_department)
    return Due(posting, scores, measures, (*(block for one in scores for block in one.blocks), *blocks))


def _doubts(posting: Posting, by_cell: Mapping[CellRef, tuple[Finding, ...]]) -> Iterator[Finding]:
    """What is wrong with the dates that the posting stands on; it withholds the card."""
    for stint in (one for spell in posting.spells for one in spell.stints):
        yield from (one for one in by_cell.get(stint.person.ref, ()) if one.code in _ROWS)
        for name in _DATES:
            cell = stint.person.cells.get(name)
            if cell is not None:
                yield from (one for one in by_cell.get(cell, ()) if is_error(one))


def leave_notes(handed: Handed) -> Iterator[Finding]:
    """Those who would have a card but are on long leave all month."""
    for person in on_leave(handed.roster, handed.period):
        if person.role in handed.scheme.roles and person.department in handed.departments:
            own = [one for one in handed.roster if one.id == person.id and one.leave_from is not None]
            start = min(one.leave_from for one in own if one.leave_from is not None)
            where = own[0].cells.get("leave_from", own[0].ref)
            yield finding("LONG_LEAVE", where, concerns=(person.id,), department=person.department,
                          person=person.id, name=person.name, start=start)  # fmt: skip


def paid_twice(cards: Iterable[Scorecard], schemes: Sequence[Scheme]) -> Iterator[Finding]:
    """Two cards of one person for the same days, both with a pay plan, both from the same gross."""
    plans = {(scheme.id, role) for scheme in schemes for plan in scheme.pays for role in plan.roles}
    own: defaultdict[str, list[tuple[Scorecard, Posting]]] = defaultdict(list)
    for card in cards:
        if card.posting is not None and (card.scheme, card.subject.role) in plans:
            own[card.subject.id].append((card, card.posting))
    for pairs in own.values():
        for (one, first), (other, second) in combinations(pairs, 2):
            gross = second.person.gross
            if gross and gross == first.person.gross and overlapping(first, second):
                yield _twice(second.person, (one.subject.role, other.subject.role), money(gross))


def _twice(person: Person, roles: tuple[str, str], gross: str) -> Finding:
    where = person.cells.get("gross", person.ref)
    return finding("GROSS_TWICE", where, concerns=(person.id,), department=person.department, name=person.name,
                   roles="、".join(dict.fromkeys(roles)), gross=gross)  # fmt: skip
