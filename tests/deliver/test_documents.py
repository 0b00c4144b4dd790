"""What finished documents say about themselves, read from the bytes that the product prints."""

from __future__ import annotations

import random
from contextlib import suppress
from datetime import date

import pytest

from reportgen.deliver.documents import ID_LABELS, PERIOD_LABELS, Said, Unreadable, read
from reportgen.publish.card_live import without_formulas
from reportgen.publish.card_workbook import card_workbook
from reportgen.publish.labels import SCORECARD_WORDS
from reportgen.workbook import open_workbook
from tests.publish import cards


def test_the_labels_are_those_of_the_pages() -> None:
    assert set(SCORECARD_WORDS["id"].values()) == set(ID_LABELS)
    assert set(SCORECARD_WORDS["period"].values()) <= set(PERIOD_LABELS)


def test_a_cards_workbook_names_its_person_and_month() -> None:
    found = read("a.xlsx", card_workbook(without_formulas(cards.salesperson()), date(2026, 10, 1)))
    assert found.pages == (frozenset({"01001"}),)
    assert found.months == {"2026-10"}
    assert "销售一部" in found.text


@pytest.mark.parametrize("content", [b"", b"PK", b"PK\x03\x04" + bytes(40), b"%PDF"])
@pytest.mark.parametrize("name", ["a.xlsx", "a.pdf", "a.docx"])
def test_what_cannot_be_read_is_said(name: str, content: bytes) -> None:
    with pytest.raises(Unreadable):
        read(name, content)


def test_an_empty_workbook_says_nothing() -> None:
    with open_workbook(date(2026, 10, 1), title="空") as book:
        book.sheet("空")
    assert read("a.xlsx", book.content) == Said((frozenset(),), frozenset(), "")


def test_damaged_bytes_are_unreadable_and_no_fault() -> None:
    chance = random.Random(3)
    whole = card_workbook(without_formulas(cards.salesperson()), date(2026, 10, 1))
    for _ in range(500):
        place = chance.randrange(len(whole) - 200)
        damaged = whole[:place] + chance.randbytes(chance.choice([1, 20, 200])) + whole[place + 200 :]
        with suppress(Unreadable):
            read("a.xlsx", damaged[: chance.randrange(len(damaged))] if chance.random() < 0.2 else damaged)
