"""A cell -> yes or no, one of the declared words, an id, a name, or free text."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, time
from decimal import Decimal

from reportgen.exact import plain
from reportgen.intake.cells.reading import (
    NOTHING,
    Reading,
    Remark,
    accepted,
    narrowed,
    odd_character,
    remark,
    says_nothing,
    value_text,
)
from reportgen.intake.raw import RawCell
from reportgen.normal import key, suggest
from reportgen.scheme import Column

YES = frozenset(("是", "有", "√", "✓", "✔", "☑", "y", "yes", "1", "true", "对"))
NO = frozenset(("否", "无", "没有", "×", "✗", "✘", "✕", "n", "no", "0", "false", "错"))
ID_LENGTH = 40
LARGEST_ID = Decimal(10) ** 15  # a longer number has already lost its last digits in Excel
WORD_LENGTH = 100
CHOICES_SHOWN = 30
_ID = re.compile(r"\w[\w\-./#]*")
_SPACES = re.compile(r"\s+")
_BETWEEN_LATIN = re.compile(r"(?<=[A-Za-z0-9.À-ɏ]) (?=[A-Za-z0-9À-ɏ])")


def flag(cell: RawCell, column: Column) -> Reading:
    """True for 是 有 √ Y 1 TRUE 对, False for 否 无 × N 0 FALSE 错; dashes and `/` say nothing.

    The column's own `words` come first. A Latin x or v is refused: some tick with it, some cross out. Remark:
    WORD_UNKNOWN.
    """
    if isinstance(cell.value, bool):
        return Reading(cell.value)
    word = key(_text(cell)[:WORD_LENGTH])
    word = {key(other): key(meant) for other, meant in column.words.items()}.get(word, word)
    if word in YES or word in NO:
        return Reading(word in YES)
    if says_nothing(_text(cell)):
        return NOTHING
    return remark("WORD_UNKNOWN", accepted=accepted(column), suggestion="—")


def choice(cell: RawCell, column: Column) -> Reading:
    """The declared choice that the cell means, by key, also through the column's `words`. Remark: WORD_UNKNOWN.

    A declared word wins over its usual meaning: `无` or `不适用` says nothing only where it is no choice.
    """
    text = _text(cell)
    known = {key(other): meant for other, meant in column.words.items()} | {key(word): word for word in column.choices}
    word = key(text) if len(text) <= WORD_LENGTH else ""
    if word in known:
        return Reading(known[word])
    if says_nothing(text):
        return NOTHING
    listed = " / ".join(column.choices[:CHOICES_SHOWN]) + (" …" if len(column.choices) > CHOICES_SHOWN else "")
    near = suggest(text, (*column.choices, *column.words))
    return remark("WORD_UNKNOWN", accepted=listed, suggestion=column.words.get(near, near) or "—")


def identity(cell: RawCell, column: Column) -> Reading:
    """A 工号 as text: usual width, no spaces, leading zeros and case kept; a whole number gives its digits.

    Letters, digits, Chinese characters and `- . / # _`, at most 40. Refused (ID_ODD): other signs, fractions,
    negative numbers and numbers over 15 digits, which Excel has already rounded; TEXT_ODD for invisible characters.
    """
    if isinstance(cell.value, Decimal):
        value = cell.value
        whole = value.is_finite() and 0 <= value < LARGEST_ID and value == value.to_integral_value()
        return Reading(plain(value.quantize(Decimal(1)))) if whole and cell.format != "percent" else _odd_id()
    if not isinstance(cell.value, str):
        return _odd_id()
    if says_nothing(cell.value):
        return NOTHING
    if odd := odd_character(cell.value, lines=True):
        return remark("TEXT_ODD", found=odd)
    text = _SPACES.sub("", narrowed(cell.value))
    return Reading(text) if len(text) <= ID_LENGTH and _ID.fullmatch(text) else _odd_id()


def _odd_id() -> Reading:
    return remark("ID_ODD", accepted="0012 / A-0012")


def name(cell: RawCell, column: Column) -> Reading:
    """A person's name in usual width, without the spaces that spread it (`张 三`); between Latin words one stays.

    Remarks: NAME_ODD for what is no text or holds no letter, TEXT_ODD for invisible characters.
    """
    if not isinstance(cell.value, str):
        return remark("NAME_ODD", accepted=accepted(column))
    if says_nothing(cell.value):
        return NOTHING
    if odd := odd_character(cell.value, lines=True):
        return remark("TEXT_ODD", found=odd)
    spaced = _SPACES.sub(" ", unicodedata.normalize("NFKC", cell.value)).strip()
    kept = _BETWEEN_LATIN.sub("\0", spaced).replace(" ", "").replace("\0", " ")
    return Reading(kept) if any(c.isalpha() for c in kept) else remark("NAME_ODD", accepted=accepted(column))


def rater(cell: RawCell, column: Column) -> Reading:
    """Who rated or approved: a name, or a 工号, which tells namesakes apart. Remarks as those of either."""
    digits = isinstance(cell.value, str) and not any(c.isalpha() for c in cell.value) and re.search(r"\d", cell.value)
    return identity(cell, column) if digits or isinstance(cell.value, Decimal) else name(cell, column)


def text(cell: RawCell, column: Column) -> Reading:
    """Free text, trimmed and otherwise as written; a number as its digits, a percent cell with its sign.

    A date or time cell gives the day as 2026-10-08 and a warning (TEXT_FROM_DATE): Excel makes dates of texts like
    `3-2`. TEXT_ODD for control, bidi and other invisible characters; line breaks and tabs are none.
    """
    if odd := odd_character(_text(cell), lines=True):
        return remark("TEXT_ODD", found=odd)
    written = _text(cell).strip()
    if says_nothing(written):
        return NOTHING
    if isinstance(cell.value, date | time):
        return Reading(written, (Remark("TEXT_FROM_DATE", {"read": written}),))
    return Reading(written)


def _text(cell: RawCell) -> str:
    return value_text(cell.value, percent=cell.format == "percent")
