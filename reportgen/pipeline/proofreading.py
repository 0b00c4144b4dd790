"""Before a month is put in place: its documents are read back and must say what the record says.

    record ── expecting.py ── papers with what they have to say ── printed, read back (deliver/proofreading.py)
                                                             ├─ agrees: published
                                                             └─ does not: left out, a finding, its mail held
A check that finds nothing may be blind: with every run it is given records that were altered on purpose, and while it
overlooks one of these, nothing is published.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from reportgen.deliver.eml import eml
from reportgen.deliver.letters import Letter, Parcel, Post
from reportgen.deliver.proofreading import disagreements, mail_disagreements
from reportgen.ledger.outbox import letter_key
from reportgen.pipeline.expecting import said_by
from reportgen.publish.finance.pay_view import PayView
from reportgen.publish.finance.reconciliation_workbook import ReconciliationView
from reportgen.publish.group_view import GroupView
from reportgen.publish.papers import Paper, Printed, TableSheet
from reportgen.publish.view import CardView
from reportgen.records import CellRef, Disagreement, Document, Expected, Finding, finding, phrase

HIDDEN = "***"  # amounts of pay do not stand in a finding
_CENT = Decimal("0.01")
_ODD = Decimal("0.000017")  # makes a number that no table has


class CheckBlind(Exception):
    """The check overlooked what was altered on purpose: nothing it passed may be trusted."""


# ---------------------------------------------------------------- papers


def prove_sight(planned: Sequence[Paper], printed: Sequence[Printed]) -> None:
    """Reads one paper of each sort again, with one thing after the other altered in what the record says of it.
    Raises CheckBlind."""
    sorts: dict[tuple[object, str], tuple[Paper, Printed]] = {}
    for paper, one in zip(planned, printed, strict=False):
        if paper.expected is not None and one.published:
            sorts.setdefault((type(paper.says), paper.kind), (paper, one))
    for paper, one in sorts.values():
        document = Document(paper.path, one.document.content)
        for altered in _altered(paper.expected) if paper.expected else ():
            if not disagreements(altered, document):
                raise CheckBlind(f"the check of {paper.kind} papers overlooks a wrong record")


def _altered(true: Expected) -> Iterator[Expected]:
    year, month = true.period.split("-")
    yield replace(true, period=f"{year}-{int(month) % 12 + 1:02d}")
    yield replace(true, department=f"{true.department}〇")
    if true.id:
        yield replace(true, id=f"{true.id}0")
        yield replace(true, name=f"{true.name}〇")
    for at, one in enumerate(true.results[:1]):
        wrong = [
            replace(one, score=one.score + _CENT),
            replace(one, grade=f"{one.grade}〇"),
            replace(one, of=one.of + 1),
        ]
        wrong += [replace(one, pay=one.pay + _CENT)] if one.pay is not None else []
        yield from (replace(true, results=(*true.results[:at], other, *true.results[at + 1 :])) for other in wrong)
    for id, score in true.people[:1]:
        yield replace(true, people=((id, score + _CENT), *true.people[1:]))
    for words, numbers in true.lines[:1]:
        yield replace(true, lines=((words, (*numbers[:-1], numbers[-1] + _ODD)), *true.lines[1:]))


def withdraw(planned: Sequence[Paper], printed: Sequence[Printed]) -> list[Printed]:
    """With a paper that differs go all papers of the same person, department or company: their files are removed."""
    owners = {_owner(paper) for paper, one in zip(planned, printed, strict=True) if one.differs}
    whole = []
    for paper, one in zip(planned, printed, strict=True):
        along = one.published and _owner(paper) is not None and _owner(paper) in owners
        if along:
            one.document.file.unlink()
        whole.append(replace(one, withdrawn=along))
    return whole


def findings_of(planned: Sequence[Paper], printed: Sequence[Printed]) -> tuple[Finding, ...]:
    """What the papers that are not published say otherwise than the record."""
    return tuple(
        _finding(paper.path, _department(paper), one)
        for paper, done in zip(planned, printed, strict=False)
        for one in done.differs
    )


def _department(paper: Paper) -> str:
    return paper.expected.department if paper.expected else ""


def _finding(file: str, department: str, one: Disagreement) -> Finding:
    hidden = one.what in ("said-pay", "said-formula") or file.startswith("finance/")
    expected, found = (HIDDEN, HIDDEN) if hidden else (one.expected, one.found or "—")
    return finding("DOCUMENT_DIFFERS", CellRef(file), department=department, what=one.what,
                   expected=expected, found=found)  # fmt: skip


# ---------------------------------------------------------------- mails


def proofread(
    letters: Iterable[Letter], post: Post, stopped: Sequence[Paper]
) -> tuple[tuple[Letter, ...], tuple[Finding, ...]]:
    """The letters, held where their text does not say what the record says or one of their papers was `stopped`; and
    what was found in their texts. Raises CheckBlind."""
    names = {person.id: person.name for person in post.people}
    owners = {owner for paper in stopped if (owner := _owner(paper))}
    read: list[Letter] = []
    found: list[Finding] = []
    for letter in letters:
        wrong = tuple(_mail(letter, post, names))
        if _hangs_on(letter.parcel, owners):
            held = (*(one for one in letter.held if one.id != "card-withheld" or letter.parcel.withheld),
                    phrase("papers-differ"))  # fmt: skip
            read.append(replace(letter, held=held))
        elif wrong:
            told = "；".join(f"{one.expected} ≠ {one.found or '—'}" for one in wrong)
            read.append(replace(letter, held=(*letter.held, phrase("mail-differs", found=told))))
        else:
            read.append(letter)
        found += [_finding(f"outbox/{letter.parcel.kind}", letter.parcel.department, one) for one in wrong]
    return tuple(read), tuple(found)


def _hangs_on(parcel: Parcel, owners: Collection[tuple[str, str]]) -> bool:
    """Whether one of the papers that a letter would bring was stopped."""
    if parcel.kind == "finance":
        return any(kind == "finance" for kind, _ in owners)
    return (parcel.kind, "" if parcel.kind == "company" else parcel.owner) in owners


def _owner(paper: Paper) -> tuple[str, str] | None:
    """What goes together: the papers of a person, a department, the company; the sheet and the page of a table."""
    match says := said_by(paper):
        case CardView():
            return "card", says.person_id
        case GroupView():
            return says.kind, "" if says.kind == "company" else says.name
        case TableSheet():
            return "table", says.view.id
        case PayView() | ReconciliationView():
            return "finance", paper.path
    return None


def _mail(letter: Letter, post: Post, names: Mapping[str, str]) -> Iterator[Disagreement]:
    """Read from the bytes; of the month after, the same bytes must not pass."""
    message, parcel = letter.version(post.revision), letter.parcel
    if message is None:
        return
    content = eml(message, letter_key(parcel.period, parcel.kind, parcel.owner, post.revision))
    documents = {one.path: one.sha256 for one in parcel.documents}
    recipient, others = names.get(parcel.recipient, ""), frozenset(names.values())
    other_month = str(post.period.previous)
    if not mail_disagreements(content, other_month, recipient, others, documents):
        raise CheckBlind("the check of mails overlooks a wrong record")
    yield from mail_disagreements(content, str(post.period), recipient, others, documents)
