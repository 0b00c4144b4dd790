"""Reads a finished document back and compares it with the month's record; what differs must not be published.

    PDF ── text of its pages           ┐
    workbook ── rows of its sheets     ├─ ids, names, departments, months, scores, grades, ranks, pay ── Disagreement
    mail ── subject, text, attachments ┘

Figures are compared as numbers, so that an organisation may change how its pages look, and where things stand. Only
what belongs together has to stand together: a score is followed by its grade, a sum by nothing but its label before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from email import message_from_bytes
from email.policy import SMTP
from hashlib import sha256
from itertools import pairwise
from unicodedata import normalize

from reportgen.deliver.documents import Row, Said, Unreadable, of_sheets, read, sheets_of
from reportgen.deliver.said_lines import lines_apart, numbers_apart
from reportgen.records import Disagreement, Document, Expected, SaidResult

# As pages and workbooks print them, in their three languages (tests hold them together).
SCORE_LABELS = ("月度得分", "Score")
GRADE_LABELS = ("等级", "等級", "Grade")
RANK_LABELS = ("名次", "Rank")
TOTAL_LABELS = ("合计", "合計", "Total")

NONE = "—"
_NUMBER = r"(?<![\d.,])([−-]?\d[\d,]*(?:\.\d+)?)(?![\d.,]*\d)"
_POINTS = re.compile(r"(?<![\d.,])([−-]?\d[\d,]*\.\d+)")
_TOTAL = re.compile(rf"(?:{'|'.join(TOTAL_LABELS)})[^\d−-]{{0,40}}{_NUMBER}")
_APART = 60  # characters between a score and its grade
_NEAR = 200  # characters of a person's line in a report
_MONTH = re.compile(r"(20\d\d)\s*(?:年|-)\s*(\d{1,2})(?!\d)")
_SHEETS = 3  # of a report's workbook: overview, ranking, items
_FRONTS = 8  # of a workbook of finance: its lists
_SHOWN = 12  # findings of one kind that a difference quotes


def disagreements(expected: Expected, document: Document) -> tuple[Disagreement, ...]:
    """() when the document says what the record says."""
    try:
        if document.path.lower().endswith(".pdf"):
            return tuple(of_pdf(expected, read(document.path, document.content)))
        sheets, core = sheets_of(document.content, _SHEETS if expected.people else _FRONTS if expected.lines else 1)
        return tuple(_of_workbook(expected, of_sheets(sheets, core), sheets))
    except Unreadable as error:
        return (Disagreement("said-document", document.path, str(error)),)


# ---------------------------------------------------------------- PDF


def of_pdf(expected: Expected, said: Said) -> Iterator[Disagreement]:
    """What the text of the pages says otherwise."""
    yield from _whose(expected, said)
    text = said.text
    for one in expected.results:
        yield from _result(one, text)
    for id, score in expected.people:
        places = re.finditer(rf"(?<![\w.-]){re.escape(id)}(?![\w.-])", text)
        found = [it[1] for place in places if (it := _POINTS.search(text, place.end(), place.end() + _NEAR))]
        if score not in map(number, found):
            yield Disagreement("said-score", f"{id} {score}", _some(found))
    if expected.lines:
        yield from _figures(numbers_apart(expected.lines, map(number, re.findall(_NUMBER, text))))


def _figures(apart: Sequence[tuple[str, str]]) -> Iterator[Disagreement]:
    for due, found in apart[:_SHOWN]:
        yield Disagreement("said-figures", due, found)


def _result(one: SaidResult, text: str) -> Iterator[Disagreement]:
    if one.grade:
        beside = re.findall(rf"{_NUMBER}[^\d−-]{{0,{_APART}}}?{re.escape(_plain(one.grade))}", text)
    else:
        beside = re.findall(_NUMBER, text)
    if one.score not in map(number, beside):
        yield Disagreement("said-score", f"{one.score} {one.grade or NONE}", _some(beside))
    ranks = re.findall(r"(?<!\d)(\d+)\s*/\s*(\d+)(?!\d)", text)
    if (str(one.rank), str(one.of)) not in ranks:
        yield Disagreement("said-rank", f"{one.rank} / {one.of}", _some([" / ".join(pair) for pair in ranks]))
    if one.pay is not None:
        sums = _TOTAL.findall(text)
        if one.pay not in map(number, sums):
            yield Disagreement("said-pay", str(one.pay), _some(sums))


def _whose(expected: Expected, said: Said) -> Iterator[Disagreement]:
    """Person, month and department: the same on every page, and nobody else's."""
    named = frozenset().union(*said.pages)
    if expected.id and (named != {expected.id} or not all(said.pages)):
        yield Disagreement("said-id", expected.id, "、".join(sorted(named)))
    if said.months != {expected.period}:
        yield Disagreement("said-month", expected.period, "、".join(sorted(said.months)))
    text = _close(said.text)
    for what, name in (("said-name", expected.name), ("said-department", expected.department)):
        if _close(name) not in text:
            yield Disagreement(what, name, "")


# ---------------------------------------------------------------- workbooks


def _of_workbook(expected: Expected, said: Said, sheets: Sequence[Sequence[Row]]) -> Iterator[Disagreement]:
    yield from _whose(expected, said)
    if expected.results:
        yield from _results(expected, sheets[0])
    for id, score in expected.people:
        found = [_first_number(row, id) for sheet in sheets for row in sheet if id in row.values()]
        if score not in found:
            yield Disagreement("said-score", f"{id} {score}", _some([str(one) for one in found]))
    if expected.lines:
        rows = [(list(row.values()), list(map(_number_or_none, row.values()))) for sheet in sheets for row in sheet]
        yield from _figures(lines_apart(expected.lines, rows))


def _results(expected: Expected, sheet: Sequence[Row]) -> Iterator[Disagreement]:
    """Score, grade and rank stand below their titles, in the order of the sections; sums behind their label."""
    due = [(one.score, one.grade or NONE, f"{one.rank} / {one.of}") for one in expected.results]
    heads = [pair for pair in pairwise(sheet) if _column(pair[0], SCORE_LABELS) and _column(pair[0], GRADE_LABELS)]
    found = [
        (_number_or_none(_below(*pair, SCORE_LABELS)), _below(*pair, GRADE_LABELS), _below(*pair, RANK_LABELS))
        for pair in heads
    ]
    if found != due:
        yield Disagreement("said-score", _some([str(one) for one in due]), _some([str(one) for one in found]))
    pays = [one.pay for one in expected.results if one.pay is not None]
    sums = [_first_number(row, label) for row in sheet for label in TOTAL_LABELS if label in row.values()]
    if any(pay not in sums for pay in pays):
        yield Disagreement("said-pay", _some([str(one) for one in pays]), _some([str(one) for one in sums]))


def _column(row: Row, labels: Sequence[str]) -> str:
    return next((column for column, text in row.items() if text.strip() in labels), "")


def _below(row: Row, below: Row, labels: Sequence[str]) -> str:
    return below.get(_column(row, labels), "")


def _first_number(row: Row, behind: str) -> Decimal | None:
    """The first number in a row behind the cell with this text."""
    texts = list(row.values())
    rest = texts[texts.index(behind) + 1 :]
    return next((found for found in map(_number_or_none, rest) if found is not None), None)


# ---------------------------------------------------------------- mails


def mail_disagreements(
    content: bytes, period: str, recipient: str, names: frozenset[str], documents: Mapping[str, str]
) -> tuple[Disagreement, ...]:
    """`recipient` is the name of whom the mail goes to, `names` all on the roster, `documents` the attachments' names
    with their sha256 as published."""
    mail = message_from_bytes(content, policy=SMTP)
    body = mail.get_body(("plain",))
    text = normalize("NFKC", f"{mail.get('Subject', '')}\n{body.get_content() if body else ''}")
    return (*_mail_text(text, period, recipient, names), *_attached(mail, documents))


def _mail_text(text: str, period: str, recipient: str, names: frozenset[str]) -> Iterator[Disagreement]:
    months = {f"{year}-{int(month):02d}" for year, month in _MONTH.findall(text)}
    if months != {period}:
        yield Disagreement("said-month", period, "、".join(sorted(months)))
    greeting = next((line for line in text.split("\n")[1:] if line.strip()), "")
    greeted = {name for name in names if name and _plain(name) in greeting}
    if greeted and _plain(recipient) not in greeting:
        yield Disagreement("said-name", recipient, "、".join(sorted(greeted)))


def _attached(mail: object, documents: Mapping[str, str]) -> Iterator[Disagreement]:
    found = {}
    for part in mail.iter_attachments():  # type: ignore[attr-defined]
        content = part.get_payload(decode=True)
        found[part.get_filename() or ""] = sha256(content if isinstance(content, bytes) else b"").hexdigest()
    if found != documents:
        yield Disagreement("said-attachments", "、".join(documents), "、".join(found))


# ---------------------------------------------------------------- texts


def number(text: str) -> Decimal:
    return Decimal(text.replace(",", "").replace("−", "-"))


def _number_or_none(text: str) -> Decimal | None:
    found = re.fullmatch(_NUMBER, text.strip())
    return number(found[1]) if found else None


def _plain(text: str) -> str:
    return normalize("NFKC", text)


def _close(text: str) -> str:
    return re.sub(r"\s", "", _plain(text))


def _some(found: Sequence[str]) -> str:
    return "、".join(found[:_SHOWN])
