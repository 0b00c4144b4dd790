"""What finished documents say about themselves, read from the bytes that the product prints."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from io import BytesIO
from pathlib import Path
from unicodedata import normalize

import pytest
from pypdf import PdfReader, PdfWriter

from reportgen.deliver.documents import ID_LABELS, PERIOD_LABELS, Said, Unreadable, read
from reportgen.publish.card_live import without_formulas
from reportgen.publish.card_workbook import card_workbook
from reportgen.publish.labels import SCORECARD_WORDS, words
from reportgen.publish.pdf import PdfPress
from reportgen.workbook import open_workbook
from tests.publish import cards

TEMPLATES = Path(__file__).parents[2] / "templates"


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


# ---------------------------------------------------------------- PDFs


@pytest.fixture(scope="module")
def press(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PdfPress]:
    folder = tmp_path_factory.mktemp("press")
    with PdfPress(TEMPLATES, folder / "fonts", folder / "scratch") as made:
        yield made


def characters(text: str) -> Counter[str]:
    return Counter("".join(normalize("NFKC", text).split()))


# Namesakes, characters beyond the first plane, forms that only traditional pages have, ids with signs in them.
@pytest.mark.parametrize(
    ("language", "name", "id", "department"),
    [
        ("zh-Hans", "王建国", "01001", "销售一部"),
        ("zh-Hans", "王建国", "01002", "销售二部"),
        ("zh-Hans", "欧阳㛃龘𠮷", "A-01.b_2", "大客户部-北京"),
        ("zh-Hant", "歐陽鑫𡈽", "00-1", "銷售一部"),
        ("en", "Ōyang-Smith 䶮", "x7", "Sales & Service"),
    ],
)
def test_a_card_says_all_that_stands_on_it(press: PdfPress, language: str, name: str, id: str, department: str) -> None:
    """A second reader, which shares nothing with the first, finds the same characters on every page."""
    content = press.card(
        cards.salesperson(language=language, words=words(SCORECARD_WORDS, language), person_name=name, person_id=id,
                          department=department)
    )  # fmt: skip
    found = read("a.pdf", content)
    other = [page.extract_text() for page in PdfReader(BytesIO(content)).pages]
    assert set(found.pages) == {frozenset({id})}
    assert len(found.pages) == len(other) > 1
    assert found.months == {"2026-10"}
    assert "".join(name.split()) in "".join(found.text.split())
    assert "".join(department.split()) in "".join(found.text.split())
    assert characters(found.text) == characters("".join(other))


def test_an_id_that_is_broken_after_its_hyphen_is_read_whole() -> None:
    """PDFium takes the hyphen for the sign of a broken word; a 工号 must not lose it."""
    lines = ("Staff no. A-", "01 Period 2026-10")
    show = "".join(f"({line}) Tj 0 -14 Td " for line in lines)
    found = read("a.pdf", plain_pdf(f"BT /F 12 Tf 50 700 Td {show}ET"))
    assert found.pages == (frozenset({"A-01"}),)
    assert found.months == {"2026-10"}


def test_every_page_is_looked_at_by_itself(press: PdfPress) -> None:
    whole = PdfWriter()
    for id in ("01001", "01002"):
        whole.append(BytesIO(press.card(cards.manager(person_id=id))))
    whole.add_blank_page()
    buffer = BytesIO()
    whole.write(buffer)
    found = read("a.pdf", buffer.getvalue())
    each = (len(found.pages) - 1) // 2
    assert found.pages == (frozenset({"01001"}),) * each + (frozenset({"01002"}),) * each + (frozenset(),)


def test_a_locked_pdf_is_unreadable() -> None:
    locked = PdfWriter()
    locked.append(BytesIO(plain_pdf("BT /F 12 Tf 50 700 Td (Staff no. 1) Tj ET")))
    locked.encrypt("secret", algorithm="RC4-128")
    buffer = BytesIO()
    locked.write(buffer)
    with pytest.raises(Unreadable):
        read("a.pdf", buffer.getvalue())


def test_damaged_pdfs_are_unreadable_and_no_fault(press: PdfPress) -> None:
    chance = random.Random(5)
    whole = press.card(cards.salesperson())
    for _ in range(200):
        place = chance.randrange(len(whole) - 200)
        damaged = whole[:place] + chance.randbytes(chance.choice([1, 20, 200])) + whole[place + 200 :]
        with suppress(Unreadable):
            read("a.pdf", damaged[: chance.randrange(len(damaged))] if chance.random() < 0.2 else damaged)


def plain_pdf(drawn: str) -> bytes:
    """A page with this content, in Helvetica as /F."""
    font = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
    parts = (
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F {font} >> >> >>",
        f"<< /Length {len(drawn)} >>\nstream\n{drawn}\nendstream",
    )
    content, places = b"%PDF-1.7\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(content))
        content += f"{number} 0 obj\n{part}\nendobj\n".encode()
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    end = (
        f"xref\n0 5\n0000000000 65535 f \n{table}trailer\n<< /Size 5 /Root 1 0 R >>\nstartxref\n{len(content)}\n%%EOF\n"
    )
    return content + end.encode()
