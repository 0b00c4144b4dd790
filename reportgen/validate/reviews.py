"""Lines of a review are used: an adjustment reaches the card it means, and no one reviews himself."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.records import Finding, Person, Row, finding
from reportgen.scheme import Review
from reportgen.validate.context import Handed


def check(handed: Handed) -> Iterator[Finding]:
    tables = dict.fromkeys(review.table for review in handed.scheme.reviews)
    for sheet in handed.sheets:
        if sheet.table in tables:
            for row in sheet.rows:
                yield from _row(handed, row)


def _row(handed: Handed, row: Row) -> Iterator[Finding]:
    people = handed.departments.get(row.department, ())
    meant = row.get("person").value
    if meant is None:
        yield from _for_all(handed, row, people)
        return
    named = [one for one in people if one.id == meant]
    if not named:
        # whose card was to change cannot be known: the cards of everyone it may have meant wait
        role = row.get("role").value
        concerns = tuple(one.id for one in people if role in (None, one.role) and _chain(handed, row, one))
        yield _found("REVIEW_NOBODY", row, "person", concerns, found=str(meant))
    for person in named:
        if not _reaches(handed, row, person):
            step = str(row.get("step").value or "—")
            yield _found("REVIEW_UNUSED", row, "step", (person.id,), found=step, role=person.role or "—")
        else:
            yield from _himself(handed, row, person)


def _for_all(handed: Handed, row: Row, people: tuple[Person, ...]) -> Iterator[Finding]:
    """A line for a whole role: used if it is a step of somebody's chain."""
    reached = [one for one in people if _reaches(handed, row, one)]
    if not reached and people and row.get("step").state == "ok":
        step, role = str(row.get("step").value), str(row.get("role").value or "—")
        where = row.get("step").ref
        yield finding("REVIEW_STEP_UNUSED", where, department=row.department, found=step, role=role)
    for person in reached:
        yield from _himself(handed, row, person)


def _chain(handed: Handed, row: Row, person: Person) -> Review | None:
    return next((one for one in handed.scheme.reviews if one.table == row.table and person.role in one.roles), None)


def _reaches(handed: Handed, row: Row, person: Person) -> bool:
    chain = _chain(handed, row, person)
    if chain is None or row.get("role").value not in (None, person.role):
        return False
    return row.get("step").state != "ok" or row.get("step").value in chain.steps


def _himself(handed: Handed, row: Row, person: Person) -> Iterator[Finding]:
    """An adjusting line of one's own is told by settling, where it is applied."""
    chain = _chain(handed, row, person)
    by = row.get("by").value
    if chain is None or by not in (person.id, person.name) or row.get("verdict").value != chain.agree:
        return
    namesakes = [one for one in handed.named[person.name] if one.id != person.id]
    if by == person.name and namesakes:
        declared = handed.scheme.table(row.table).column("by")
        where, column = row.get("by").ref, declared.name if declared else "by"
        yield finding("RATER_NAMESAKE", where, concerns=(person.id,), department=row.department, column=column,
                      found=str(by))  # fmt: skip
    else:
        step = str(row.get("step").value or "—")
        yield _found("REVIEWS_ONESELF", row, "by", (person.id,), step=step)


def _found(code: str, row: Row, column: str, concerns: tuple[str, ...], **values: str) -> Finding:
    where = row.get(column).ref
    return finding(code, where, concerns=concerns, department=row.department, table=row.table, **values)
