"""What has to agree in the month, counted from what was handed in and from what is published."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

from reportgen.pipeline.reckoning import Reckoned, handed_of
from reportgen.publish.labels import words
from reportgen.publish.ties import TIE_WORDS, Cards, Lines, Tie, card_ties, line_ties
from reportgen.records import CellRef, MonthResult, Row, Sheet
from reportgen.settings import Settings
from reportgen.validate import usable

# What the check of people (validate/people.py) says of a line that is about no one.
REJECTING = frozenset(
    (
        "ROW_NOBODY", "PERSON_ZEROS_LOST", "PERSON_UNKNOWN", "PERSON_ON_LEAVE", "PERSON_NOT_IN_POST",
        "PERSON_OTHER_DEPARTMENT", "PERSON_OTHER_ROLE", "NAME_DIFFERS",
    )
)  # fmt: skip


def month_ties(settings: Settings, reckoned: Reckoned, result: MonthResult, page_language: str) -> tuple[Tie, ...]:
    """Lines and cards: departments and the company."""
    said = words(TIE_WORDS, page_language)
    names = [one.name for one in settings.departments]
    lines = sorted(lines_of(settings, reckoned, result), key=lambda one: _place(names, one.department))
    cards = list(_cards(names, result, said["outside"]))
    return (*line_ties(lines, said), *card_ties(cards, len(result.cards), said))


def _place(names: list[str], department: str) -> int:
    return names.index(department) if department in names else len(names)


def lines_of(settings: Settings, reckoned: Reckoned, result: MonthResult) -> Iterator[Lines]:
    """Table by table of each department: every line that was read, and what became of it."""
    codes = {found.where: found.code for found in result.findings if found.code in REJECTING}
    for scheme in reckoned.gathered.schemes:
        handed = handed_of(settings, reckoned.gathered, scheme)
        used = {row.ref for row in usable(handed)}
        names = {table.id: table.name for table in scheme.tables}
        held: defaultdict[tuple[str, str], list[Sheet]] = defaultdict(list)
        for sheet in handed.sheets:
            held[sheet.department, sheet.table].append(sheet)
        dropped: Counter[tuple[str, str, str]] = Counter()
        for sheet, code in reckoned.gathered.submitted.dropped:
            if sheet.scheme == scheme.id:
                dropped[sheet.department, sheet.table, code] += len(sheet.rows)
        for department, table in dict.fromkeys([*held, *((one, other) for one, other, _ in dropped)]):
            rows = [row for sheet in held[department, table] for row in sheet.rows]
            replaced, twice = (dropped[department, table, code] for code in ("SUPERSEDED", "SUBMITTED_TWICE"))
            yield Lines(
                department=department,
                table=names[table],
                handed_in=len(rows) + replaced + twice,
                used=sum(row.ref in used for row in rows),
                rejected=_rejected([row for row in rows if row.ref not in used], codes, scheme.table(table).person),
                superseded=replaced,
                twice=twice,
            )


def _rejected(rows: list[Row], codes: Mapping[CellRef, str], person: str) -> tuple[tuple[str, int], ...]:
    """The findings that say why lines are not used; a line without one is in no count, and the tie does not hold."""
    found = [codes.get(row.get(person).ref) or codes.get(row.get("name").ref) for row in rows]
    return tuple(sorted(Counter(code for code in found if code).items()))


def _cards(names: list[str], result: MonthResult, outside: str) -> Iterator[Cards]:
    """Of each department; what belongs to none stands at the end."""
    own: defaultdict[str, list[str]] = defaultdict(list)
    for card in result.cards:
        own[card.subject.department if card.subject.department in names else outside].append(card.status)
    for name in (*names, outside):
        states = own[name]
        yield Cards(name, len(states), states.count("scored"), states.count("withheld"))
