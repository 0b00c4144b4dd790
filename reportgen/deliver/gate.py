"""The gate: opens the exact bytes of a mail again and says why they must not leave; nothing said means they may.

It trusts none of the steps that made the mail. A card's recipient is found from the 工号 printed in the PDF (never
from a name) and the roster; that address, the month, the hash and everything else have to agree with the ledger's row.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from email import message_from_bytes
from email.headerregistry import HeaderRegistry
from email.message import EmailMessage
from email.policy import SMTP
from functools import lru_cache
from hashlib import sha256
from unicodedata import normalize

from reportgen.deliver.addresses import Directory
from reportgen.deliver.documents import Said, Unreadable, read
from reportgen.ledger.outbox import LetterRow
from reportgen.records import Document, Phrase, phrase
from reportgen.words import in_language

Reader = Callable[[str, bytes], Said]

# Points and money, in whatever way they are written; a month, a version or a telephone number are none.
_FIGURE = re.compile(
    r"\d[\d,]*\.\d|\d[\d,.]*\s*(?:分(?!钟|鐘|机|機)|元|万|萬|亿|億|%|‰|points?\b|yuan\b|CNY\b)|[¥￥]\s*\d"
)
_ADDRESS = re.compile(r"\S+@\S+")
# The library parses a header anew each time that it is looked at: with this a mail is read in a third of the time.
_POLICY = SMTP.clone(header_factory=lru_cache(maxsize=256)(HeaderRegistry()))
_ELSEWHERE = ("Cc", "Bcc", "Resent-To", "Resent-Cc", "Resent-Bcc", "Apparently-To")


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """What is true outside the mail: the roster, and who gets what by config.toml (all as 工号)."""

    directory: Directory
    names: frozenset[str]
    sender: str
    organisation: str
    heads: Mapping[str, str]  # department -> 工号, of every department that config.toml has
    contacts: Mapping[str, str]
    company: frozenset[str]
    finance: frozenset[str] = frozenset()


def check(row: LetterRow, content: bytes, register: Register, reader: Reader = read) -> tuple[Phrase, ...]:
    """Why these bytes must not go to the row's address; () when they may."""
    if not row.sha256 or sha256(content).hexdigest() != row.sha256:
        return (phrase("bytes-differ"),)
    mail = message_from_bytes(content, policy=_POLICY)
    if any(part.defects for part in mail.walk()):
        return (phrase("unreadable"),)
    to = _only_recipient(mail)
    if to is None:
        return (phrase("not-one-recipient"),)
    attached = tuple(_attached(mail))
    return (
        *_envelope(row, mail, to, register),
        *_documents(row, attached, register, reader),
        *_texts(row, mail, attached, register),
    )


def _only_recipient(mail: EmailMessage) -> str | None:
    headers = mail.get_all("To", [])
    if len(headers) != 1 or any(name in mail for name in _ELSEWHERE):
        return None
    addresses = headers[0].addresses
    return str(addresses[0].addr_spec) if len(addresses) == 1 and not headers[0].defects else None


def _attached(mail: EmailMessage) -> Iterator[Document]:
    for part in mail.iter_attachments():
        content = part.get_payload(decode=True)
        yield Document(part.get_filename() or "", content if isinstance(content, bytes) else b"")


# ---------------------------------------------------------------- who


def _envelope(row: LetterRow, mail: EmailMessage, to: str, register: Register) -> Iterator[Phrase]:
    senders = mail.get_all("From", [])
    if len(senders) != 1 or [one.addr_spec for one in senders[0].addresses] != [register.sender]:
        yield phrase("sender-differs")
    if mail.get_all("Message-ID", []) != [row.message_id]:
        yield phrase("message-id-differs")
    if not _may_receive(row, register):
        yield phrase("recipient-differs", person=row.recipient)
    found = register.directory.find(row.recipient)
    yield from found.held
    if found.address and not to == row.address == found.address:
        yield phrase("address-differs-from-roster", person=row.recipient)


def _may_receive(row: LetterRow, register: Register) -> bool:
    if row.kind == "card":
        return row.recipient == row.owner
    if row.kind == "company":
        return row.recipient == row.owner and row.owner in register.company
    if row.kind == "finance":
        return row.recipient == row.owner and row.owner in register.finance
    assigned = register.heads if row.kind == "department" else register.contacts
    return row.owner == row.department and assigned.get(row.department) == row.recipient != ""


# ---------------------------------------------------------------- what


def _documents(row: LetterRow, attached: Iterable[Document], register: Register, reader: Reader) -> Iterator[Phrase]:
    attached = tuple(attached)
    hashes = tuple((one.path, sha256(one.content).hexdigest()) for one in attached)
    if hashes != row.documents:
        yield phrase("documents-differ")
    if not attached and row.kind != "reminder":
        yield phrase("no-document")
    for document in attached:
        try:
            said = reader(document.path, document.content)
        except Unreadable:
            if row.kind != "returned":  # a department's own file may be anything; its hash was compared above
                yield phrase("document-unreadable", name=document.path)
            continue
        if row.kind == "card":
            yield from _of_person(row, document.path, said, register)
        if row.kind in ("department", "returned"):
            yield from _of_department(row, document.path, said, register)
        if row.kind != "returned":
            yield from _of_month(row, document.path, said)


def _of_person(row: LetterRow, name: str, said: Said, register: Register) -> Iterator[Phrase]:
    """Every page names exactly one 工号, that of the person whose address on the roster the mail goes to."""
    nobody = next((number for number, page in enumerate(said.pages, 1) if not page), 0)
    if nobody or not said.pages:
        yield phrase("page-without-id", name=name, page=nobody or 1)
    named = frozenset().union(*said.pages)
    if named and named != {row.owner}:
        yield phrase("other-person", name=name, found="、".join(sorted(named)), person=row.owner)
    for person in named:
        if register.directory.find(person).address != row.address:
            yield phrase("address-differs-from-roster", person=person)


def _of_department(row: LetterRow, name: str, said: Said, register: Register) -> Iterator[Phrase]:
    """As far as it says so: its department is named, or none is (in a workbook of the department's own)."""
    text = re.sub(r"\s", "", said.text)
    named = [one for one in register.heads if re.sub(r"\s", "", normalize("NFKC", one)) in text]
    if named and row.department not in named:
        yield phrase("other-department", name=name, found="、".join(named), expected=row.department)
    if not named and row.kind == "department":
        yield phrase("department-not-found", name=name)


def _of_month(row: LetterRow, name: str, said: Said) -> Iterator[Phrase]:
    if not said.months:
        yield phrase("month-not-found", name=name)
    elif said.months != {row.period}:
        yield phrase("other-month", name=name, found="、".join(sorted(said.months)), expected=row.period)


# ---------------------------------------------------------------- words


def _texts(row: LetterRow, mail: EmailMessage, attached: Iterable[Document], register: Register) -> Iterator[Phrase]:
    subject = normalize("NFKC", str(mail.get("Subject", "")))
    if not subject.strip():
        yield phrase("subject-empty")
    bare = _without(subject, row, register)
    if any(name in bare for name in register.names):
        yield phrase("name-in-subject")
    if any(one.isdigit() or one in "%‰" for one in bare):
        yield phrase("figure-in-subject")
    body = mail.get_body(("plain",))
    text = normalize("NFKC", str(body.get_content())) if body else ""
    if _FIGURE.search(_ADDRESS.sub("", _without(text, row, register))):
        yield phrase("figure-in-body")
    for document in attached:
        if any(name in _without(normalize("NFKC", document.path), row, register) for name in register.names):
            yield phrase("name-in-attachment")


def _without(text: str, row: LetterRow, register: Register) -> str:
    """Without what may stand in a subject: the month, the department, the organisation."""
    year, month = row.period.split("-")
    known = [f"{year}年{int(month)}月", row.period]
    for name in (*row.department.split("、"), register.organisation):
        plain = normalize("NFKC", name)
        known += [plain, in_language({"zh": plain}, "zh-Hant")] if plain else []
    for one in sorted(known, key=len, reverse=True):
        text = text.replace(one, " ")
    return text
