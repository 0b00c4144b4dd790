"""A month's finished papers -> letters: what goes to whom, or why it is held. One letter, one recipient.

    Post (the month's papers, people, offices) ─ Parcel (what goes to whom) ─ Letter (a Message, or the reasons)
Addresses come from the roster alone. What cannot go is a letter too, held with its reasons; nothing is dropped.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from reportgen.deliver.addresses import Directory, Found, directory
from reportgen.deliver.mailing import MEGABYTE, Mail
from reportgen.deliver.texts import texts
from reportgen.deliver.words import ATTACHED, PERIOD
from reportgen.period import Period
from reportgen.records import Document, LetterKind, Message, Person, Phrase, phrase
from reportgen.words import Language, in_language

MONTHLY: tuple[LetterKind, ...] = ("card", "department", "company", "finance", "returned")
REMINDERS: tuple[LetterKind, ...] = ("reminder",)

_NOT_IN_NAMES = re.compile(r"[^\w.-]")
_LONGEST_NAME = 40  # characters of a department in an attachment's name
_BASE64 = 1.37  # a mail is that much larger than what is attached


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A person's paper from one department; `withheld` names the schemes whose card is withheld."""

    person: str
    department: str
    documents: tuple[Document, ...] = ()
    withheld: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """A department: the 工号 of its head and of its contact, its report, the workbooks that go back to it with the
    list of what is wrong, and the names of the forms that it has not handed in."""

    name: str
    head: str = ""
    contact: str = ""
    report: tuple[Document, ...] = ()
    returned: tuple[Document, ...] = ()
    findings: tuple[Document, ...] = ()
    missing: tuple[str, ...] = ()

    @property
    def answers(self) -> str:
        """Who is written to about what was handed in."""
        return self.contact or self.head


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """All that a month could send. `revision` counts the versions of the month (of reminders: the reminders), from 1.
    `company` goes to the leaders, `finance` to finance."""

    period: Period
    organisation: str
    templates: Path
    mail: Mail | None
    people: tuple[Person, ...]
    revision: int = 1
    language: Language = "zh"
    cards: tuple[Card, ...] = ()
    offices: tuple[Office, ...] = ()
    company: tuple[Document, ...] = ()
    finance: tuple[Document, ...] = ()


@dataclass(frozen=True, slots=True)
class Parcel:
    """What goes to one person. `owner` is what it is about, a 工号 or a department; documents have attachment names."""

    kind: LetterKind
    owner: str
    recipient: str
    department: str
    period: str
    documents: tuple[Document, ...]
    missing: tuple[str, ...] = ()
    withheld: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Letter:
    """`message` is None when it cannot be written at all; `corrected` is the same as the second or a later version."""

    parcel: Parcel
    revision: int
    message: Message | None
    corrected: Message | None
    held: tuple[Phrase, ...] = ()

    def version(self, revision: int) -> Message | None:
        return self.message if revision == 1 else self.corrected


def letters_for(post: Post, kinds: tuple[LetterKind, ...] = MONTHLY) -> tuple[Letter, ...]:
    """The letters of these kinds, by kind and owner; () without [mail]. Raises TemplateFault."""
    if post.mail is None:
        return ()
    known = directory(post.people, post.period.last)
    names = {person.id: person.name for person in post.people}
    parcels = sorted(parcels_of(post, kinds), key=lambda one: (kinds.index(one.kind), one.owner))
    return tuple(_letter(post, post.mail, parcel, known, names) for parcel in parcels)


def notes_on(post: Post) -> tuple[Phrase, ...]:
    """What is not written because config.toml does not say to whom."""
    if post.mail is None:
        return (phrase("mail-not-set"),)
    heads = [phrase("no-head", department=one.name) for one in post.offices if one.report and not one.head]
    back = [
        phrase("no-contact", department=one.name)
        for one in post.offices
        if (one.returned or one.findings) and not one.answers
    ]
    return (*heads, *back)


# ---------------------------------------------------------------- parcels


def parcels_of(post: Post, kinds: tuple[LetterKind, ...] = MONTHLY) -> Iterator[Parcel]:
    """What goes to whom, whether it can go or not."""
    makers = {
        "card": _cards,
        "department": _reports,
        "company": _company,
        "finance": _finance,
        "returned": _returned,
        "reminder": _reminders,
    }
    for kind in kinds:
        yield from makers[kind](post)


def _cards(post: Post) -> Iterator[Parcel]:
    own: defaultdict[str, list[Card]] = defaultdict(list)
    for card in post.cards:
        own[card.person].append(card)
    for person, cards in own.items():
        papers = [document for card in cards for document in card.documents]
        withheld = tuple(dict.fromkeys(scheme for card in cards for scheme in card.withheld))
        departments = "、".join(dict.fromkeys(card.department for card in cards))
        yield Parcel("card", person, person, departments, str(post.period),
                     _named(post, "card", person, papers), withheld=withheld)  # fmt: skip


def _reports(post: Post) -> Iterator[Parcel]:
    for office in post.offices:
        if office.head and office.report:
            documents = _named(post, "department", office.name, office.report)
            yield Parcel(
                "department", office.name, office.head, office.name, str(post.period), documents, office.missing
            )


def _company(post: Post) -> Iterator[Parcel]:
    """One letter for each leader."""
    leaders = post.mail.leaders if post.mail else ()
    yield from _to_each(post, "company", leaders, _named(post, "company", "", post.company))


def _finance(post: Post) -> Iterator[Parcel]:
    """One letter for each of finance, with the workbooks under what they are; a leader gets it when he is one."""
    keepers = post.mail.finance if post.mail else ()
    pays = [one for one in post.finance if PurePosixPath(one.path).stem == "pay"]
    others = [one for one in post.finance if one not in pays]
    documents = (*_named(post, "pay", "", pays), *_named(post, "reconciliation", "", others))
    yield from _to_each(post, "finance", keepers, documents)


def _to_each(
    post: Post, kind: LetterKind, people: tuple[str, ...], documents: tuple[Document, ...]
) -> Iterator[Parcel]:
    for person in dict.fromkeys(people if documents else ()):
        yield Parcel(kind, person, person, "", str(post.period), documents)


def _returned(post: Post) -> Iterator[Parcel]:
    for office in post.offices:
        documents = (
            *_named(post, "returned", office.name, office.returned),
            *_named(post, "findings", office.name, office.findings),
        )
        if documents and office.answers:
            yield Parcel("returned", office.name, office.answers, office.name, str(post.period), documents)


def _reminders(post: Post) -> Iterator[Parcel]:
    for office in post.offices:
        if office.missing and office.answers:
            yield Parcel("reminder", office.name, office.answers, office.name, str(post.period), (), office.missing)


def _named(post: Post, what: str, owner: str, documents: tuple[Document, ...] | list[Document]) -> tuple[Document, ...]:
    """The documents under names that hold month and owner and never a person's name, whatever the files were called."""
    label = in_language(ATTACHED[what], post.language)
    stem = "_".join(part for part in (label, str(post.period), _plain(owner)) if part)
    named: list[Document] = []
    for document in documents:
        suffix = PurePosixPath(document.path).suffix.lower()
        number = 1 + sum(one.path.endswith(suffix) for one in named)
        named.append(Document(f"{stem}{f'_{number}' if number > 1 else ''}{suffix}", document.content))
    return tuple(named)


def _plain(owner: str) -> str:
    return _NOT_IN_NAMES.sub("_", unicodedata.normalize("NFC", owner))[:_LONGEST_NAME]


# ---------------------------------------------------------------- letters


def _letter(post: Post, mail: Mail, parcel: Parcel, known: Directory, names: dict[str, str]) -> Letter:
    found = known.find(parcel.recipient)
    held = [*found.held]
    if parcel.withheld or (parcel.kind == "card" and not parcel.documents):
        held.append(phrase("card-withheld", schemes="、".join(parcel.withheld)))
        return Letter(parcel, post.revision, None, None, tuple(held))
    if not found.address:
        return Letter(parcel, post.revision, None, None, tuple(held))
    size = sum(len(document.content) for document in parcel.documents) * _BASE64 / MEGABYTE
    if size > mail.largest_mb:
        held.append(phrase("too-large", size=f"{size:.1f}", most=mail.largest_mb))
    name = names.get(parcel.recipient, "")
    first, again = (_message(post, mail, parcel, found, name, correction) for correction in (False, True))
    return Letter(parcel, post.revision, first, again, tuple(held))


def _message(post: Post, mail: Mail, parcel: Parcel, found: Found, name: str, correction: bool) -> Message:
    context = {
        "organisation": post.organisation,
        "period": in_language(PERIOD, post.language).format(year=post.period.year, month=post.period.month),
        "department": parcel.department,
        "name": name,
        "sender": mail.from_name or post.organisation,
        "reply_to": mail.answers_to,
        "documents": [document.path for document in parcel.documents],
        "missing": parcel.missing,
        "correction": correction,
    }
    said = texts(parcel.kind, post.templates, post.language, context)
    sender_name = mail.from_name or post.organisation
    return Message(mail.from_address, sender_name, mail.answers_to, found.address, said.subject, said.body,
                   parcel.documents)  # fmt: skip
