"""A Message -> the bytes of its .eml: the same message and key always give the same bytes.

Boundary and Message-ID come from the key. There is no Date: it is added when the mail is sent. Names of attachments
stand in both encodings, because Outlook, QQ and 163 each read one of them: RFC 2231 in Content-Disposition and
RFC 2047 in Content-Type.
"""

from __future__ import annotations

import base64
import re
import unicodedata
from collections.abc import Iterator
from email import policy
from email.generator import BytesGenerator
from email.message import Message as Part
from hashlib import sha256
from io import BytesIO
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote

from reportgen.records import Finished, Message

_TYPES = {
    ".pdf": "application/pdf",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
    ".csv": "text/csv",
    ".html": "text/html",
    ".zip": "application/zip",
}
# Headers are written here, folded and encoded; the library would encode both kinds of names as one.
_AS_WRITTEN = policy.SMTP.clone(refold_source="none")
_WORD = 42  # bytes in one encoded word: with its frame and `Subject: ` or ` name="` a line of at most 78 characters


def eml(message: Message, key: str) -> bytes:
    """The mail as it will leave, but for its Date."""
    whole = _part()
    whole["Message-ID"] = message_id(message, key)
    whole["From"] = _mailbox(message.sender_name, message.sender)
    whole["Reply-To"] = message.reply_to
    whole["To"] = message.to
    whole["Subject"] = encoded(message.subject)
    whole["MIME-Version"] = "1.0"
    whole["Auto-Submitted"] = "auto-generated"
    text = _text(message.body)
    if message.attachments:
        whole["Content-Type"] = f'multipart/mixed;\n boundary="=_{_digest(key, "boundary")}"'
        whole.attach(text)
        for document in message.attachments:
            whole.attach(_attachment(document))
    else:
        for name, value in text.items():
            whole[name] = value
        whole.set_payload(text.get_payload())
    buffer = BytesIO()
    writer: BytesGenerator[Any] = BytesGenerator(buffer, mangle_from_=False, policy=_AS_WRITTEN)
    writer.flatten(whole)
    return buffer.getvalue()


def message_id(message: Message, key: str) -> str:
    """The same for the same letter at the same organisation, so that a mail that arrives twice can be recognised."""
    return f"<{_digest(key, 'message')}@{message.sender.rpartition('@')[2]}>"


def file_name(kind: str, owner: str, revision: int) -> str:
    """`card_0012_1.eml`; different for different letters on any file system, whatever stands in the owner's name."""
    plain = re.sub(r"[^\w-]", "_", unicodedata.normalize("NFC", owner))[:40]
    mark = "" if plain == owner == owner.casefold() else f"_{_digest(owner, 'file')[:8]}"
    return f"{kind}_{plain}{mark}_{revision}.eml"


def encoded(text: str) -> str:
    """A header's text: as it is when it is short ASCII, else in encoded words (RFC 2047), never torn in a character."""
    text = " ".join("".join(one if one.isprintable() else " " for one in text).split())
    if text.isascii() and len(text) <= _WORD and "=?" not in text:
        return text
    return "\n ".join(f"=?utf-8?B?{base64.b64encode(piece).decode()}?=" for piece in _pieces(text))


def _pieces(text: str) -> Iterator[bytes]:
    piece = b""
    for character in text:
        more = character.encode()
        if len(piece) + len(more) > _WORD:
            yield piece
            piece = b""
        piece += more
    yield piece


def _part() -> Part:
    return Part(policy=policy.compat32)  # keeps headers as they are written


def _mailbox(name: str, address: str) -> str:
    shown = encoded(name)
    if not shown:
        return address
    if shown == name:  # plain ASCII: quoted, so that commas and brackets in it mean nothing
        shown = '"' + re.sub(r'(["\\])', r"\\\1", name) + '"'
    return f"{shown}\n <{address}>"


def _text(body: str) -> Part:
    part = _part()
    part["Content-Type"] = "text/plain; charset=utf-8"
    part["Content-Transfer-Encoding"] = "base64"
    part.set_payload(_base64(body.replace("\r\n", "\n").replace("\n", "\r\n").encode()))
    return part


def _attachment(document: Finished) -> Part:
    part = _part()
    kind = _TYPES.get(PurePosixPath(document.path).suffix.lower(), "application/octet-stream")
    part["Content-Type"] = f'{kind};\n name="{encoded(document.path)}"'
    part["Content-Transfer-Encoding"] = "base64"
    part["Content-Disposition"] = f"attachment;\n filename*=utf-8''{quote(document.path, safe='')}"
    part.set_payload(_base64(document.content))
    return part


def _base64(content: bytes) -> str:
    return base64.encodebytes(content).decode("ascii")


def _digest(key: str, use: str) -> str:
    return sha256(f"{use}\n{key}".encode()).hexdigest()[:40]
