"""The bytes of a mail: the same every time, and attachment names that every client can read."""

from __future__ import annotations

import base64
import email
import re
from dataclasses import replace
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.policy import SMTP
from urllib.parse import unquote_to_bytes

import pytest

from reportgen.deliver.eml import eml, file_name
from reportgen.records import Document, Message

KEY = "2026-10/card/0012/1"
NAME = "考核单_2026-10_0012.pdf"
LONG = "退回_2026-10_" + "市场开拓与客户关系维护综合管理办公室" * 2 + "_12.xlsx"
MESSAGE = Message(
    sender="kaohe@example.com",
    sender_name="人力资源部（绩效）, 一组",
    reply_to="dafu@example.com",
    to="wang@example.com",
    subject="2026年10月绩效考核单",
    body="您好：\n\n请见附件。\n.\nFrom 这里\n",
    attachments=(Document(NAME, bytes(range(256)) * 20),),
)


def parsed(content: bytes) -> EmailMessage:
    return email.message_from_bytes(content, policy=SMTP)  # type: ignore[return-value]


# Three ways in which mail programs look for a name, each written anew, without the library that wrote it.


def headers(content: bytes) -> dict[str, str]:
    """The attachment's headers, unfolded."""
    head = content.split(b"\r\n--=_")[2].split(b"\r\n\r\n")[0].decode("ascii")
    lines = re.sub(r"\r\n[ \t]+", " ", head).split("\r\n")[1:]
    return dict(line.split(": ", 1) for line in lines)


def by_2047(content: bytes) -> str:
    """Knows encoded words only: `name` in Content-Type."""
    written = re.search(r'name="([^"]*)"', headers(content)["Content-Type"])
    assert written
    words = re.findall(r"=\?utf-8\?B\?([A-Za-z0-9+/=]*)\?=", written[1])
    if not words:
        return written[1]
    assert re.fullmatch(r"(=\?utf-8\?B\?[A-Za-z0-9+/=]*\?= ?)+", written[1])
    return "".join(base64.b64decode(word).decode() for word in words)  # each word is whole characters


def by_2231(content: bytes) -> str:
    """Knows `filename*` in Content-Disposition only."""
    written = re.search(r"filename\*=utf-8''([^;\s]*)", headers(content)["Content-Disposition"])
    assert written
    return unquote_to_bytes(written[1]).decode()


def by_first(content: bytes) -> str:
    """Takes whichever of the two stands first in the mail."""
    for header, value in headers(content).items():
        if "name" in value:
            return by_2047(content) if header == "Content-Type" else by_2231(content)
    raise AssertionError


def by_library(content: bytes) -> str:
    [part] = parsed(content).iter_attachments()
    return part.get_filename() or ""


def by_old_library(content: bytes) -> str:
    """Python's own parser of the years before RFC 2231 was common: the raw `name`, then decode_header."""
    part = email.message_from_bytes(content).get_payload()[1]  # type: ignore[index]
    name = str(part.get_param("name"))  # type: ignore[union-attr]
    return "".join(
        text.decode(charset or "ascii") if isinstance(text, bytes) else text for text, charset in decode_header(name)
    )


@pytest.mark.parametrize("client", [by_2047, by_2231, by_first, by_library, by_old_library])
@pytest.mark.parametrize(
    "name", [NAME, LONG, "scorecard_2026-10_0012.pdf", "部门报告_2026-10_𠮷㛃部.pdf", "a'b%20 c&(1).pdf"]
)
def test_every_client_shows_the_attachment_under_its_name(client: object, name: str) -> None:
    content = eml(replace(MESSAGE, attachments=(Document(name, b"x"),)), KEY)
    assert client(content) == name  # type: ignore[operator]


def test_it_is_read_back_as_it_was_written() -> None:
    mail = parsed(eml(MESSAGE, KEY))
    assert [str(mail[name]) for name in ("To", "Reply-To", "Subject")] == [
        MESSAGE.to,
        MESSAGE.reply_to,
        MESSAGE.subject,
    ]
    [sender] = mail["From"].addresses
    assert (sender.display_name, sender.addr_spec) == (MESSAGE.sender_name, MESSAGE.sender)
    body = mail.get_body(("plain",))
    assert body is not None
    assert body.get_content().replace("\r\n", "\n") == MESSAGE.body
    [attached] = mail.iter_attachments()
    assert attached.get_content_type() == "application/pdf"
    assert attached.get_payload(decode=True) == MESSAGE.attachments[0].content
    assert "Date" not in mail
    assert mail["Auto-Submitted"] == "auto-generated"
    assert not any(part.defects for part in mail.walk())


def test_the_same_message_gives_the_same_bytes_and_another_key_another_identity() -> None:
    first, again, other = eml(MESSAGE, KEY), eml(MESSAGE, KEY), eml(MESSAGE, "2026-10/card/0012/2")
    assert first == again
    ids = [str(parsed(one)["Message-ID"]) for one in (first, other)]
    assert ids[0] != ids[1]
    assert all(re.fullmatch(r"<[0-9a-f]{40}@example\.com>", one) for one in ids)
    assert parsed(first).get_boundary() != parsed(other).get_boundary()


def test_nothing_but_ascii_lines_that_every_server_takes() -> None:
    content = eml(replace(MESSAGE, subject="很长的主题" * 30, attachments=(Document(LONG, b"x" * 5000),)), KEY)
    assert content.isascii()
    lines = content.split(b"\r\n")
    assert b"\n" not in b"".join(lines)
    assert max(map(len, lines)) < 998
    assert [line for line in lines if len(line) > 78 and not re.search(rb"filename[*]|openxml", line)] == []
    assert str(parsed(content)["Subject"]) == "很长的主题" * 30


@pytest.mark.parametrize(
    "name",
    ["HR, Payroll (1)", 'the "office"', "a\\b", "", "=?utf-8?B?eA==?="],
)
def test_a_sender_with_odd_signs_stays_one_sender(name: str) -> None:
    mail = parsed(eml(replace(MESSAGE, sender_name=name), KEY))
    [sender] = mail["From"].addresses
    assert (sender.display_name, sender.addr_spec) == (name, MESSAGE.sender)


@pytest.mark.parametrize("name", ["人事" * 40, "a" * 70])
def test_a_long_sender_is_encoded_in_several_words(name: str) -> None:
    written = str(email.message_from_bytes(eml(replace(MESSAGE, sender_name=name), KEY))["From"])
    # Python's reader of addresses keeps the blank between two words; its older one, like mail programs, does not.
    assert str(make_header(decode_header(written))) == f"{name} <{MESSAGE.sender}>"
    assert len(parsed(eml(replace(MESSAGE, sender_name=name), KEY))["From"].addresses) == 1


def test_a_line_break_in_a_text_makes_no_new_header() -> None:
    mail = parsed(eml(replace(MESSAGE, subject="a\r\nBcc: b@example.com", sender_name="x\nBcc: c@example.com"), KEY))
    assert "Bcc" not in mail
    assert mail["Subject"] == "a Bcc: b@example.com"


def test_a_mail_without_attachment_is_plain_text() -> None:
    mail = parsed(eml(replace(MESSAGE, attachments=()), KEY))
    assert mail.get_content_type() == "text/plain"
    assert mail.get_content().replace("\r\n", "\n") == MESSAGE.body


def test_files_are_named_apart_on_any_file_system() -> None:
    assert file_name("card", "0012", 1) == "card_0012_1.eml"
    assert file_name("department", "华北销售部", 2) == "department_华北销售部_2.eml"
    names = [file_name("card", owner, 1) for owner in ("a1", "A1", "a/1", "a\\1", "a_1", "../x", "x" * 90, "x" * 91)]
    assert len({name.casefold() for name in names}) == len(names)
    assert all(re.fullmatch(r"card_[\w-]+_1\.eml", name) for name in names)
