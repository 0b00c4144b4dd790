"""PDF, workbook, mail and results.json say the same of every person: read back from the files themselves."""

from __future__ import annotations

import json
from email import message_from_bytes, policy
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from pypdf import PdfReader

from tests.months.month import run


@pytest.fixture(scope="module")
def october(tmp_path_factory: pytest.TempPathFactory) -> Path:
    outputs = tmp_path_factory.mktemp("agree")
    assert run(outputs, "run", "2026-09").returncode == 0
    assert run(outputs, "run", "2026-10").returncode == 3
    return outputs / "2026-10"


def cards(october: Path) -> list[dict[str, object]]:
    content = json.loads((october / "results.json").read_text("utf-8"))
    return [card for card in content["scorecards"] if card["status"] == "scored"]


def grouped(amount: str) -> str:
    whole, _, fen = amount.partition(".")
    return f"{int(whole):,}.{fen}"


def test_every_scored_person_reads_the_same_everywhere(october: Path) -> None:
    scored = cards(october)
    assert len(scored) >= 18
    for card in scored:
        subject = card["subject"]
        stem = f"{subject['id']}_{subject['name']}"  # type: ignore[index]
        folder = october / "scorecards" / subject["department"]  # type: ignore[index]
        pdf = (folder / f"{stem}.pdf").read_bytes()
        text = "".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).replace(" ", "")
        sheet = openpyxl.load_workbook(folder / f"{stem}.xlsx", data_only=True).worksheets[0]
        cells = [cell for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None]
        words = "".join(str(cell) for cell in cells).replace(" ", "")
        figures = {f"{cell:.2f}" for cell in cells if isinstance(cell, int | float)}
        expected = [subject["id"], subject["name"], card["grade"], f"{card['rank']}/{card['of']}", "2026年10月"]  # type: ignore[index]
        expected += [component["name"] for component in card["components"]]  # type: ignore[attr-defined]
        for said in expected:
            assert str(said) in text, (stem, said, "PDF")
            assert str(said) in words, (stem, said, "workbook")
        raws = [component["raw"] for component in card["components"]]  # type: ignore[attr-defined]
        for figure in [card["score"], *raws]:
            assert str(figure) in text, (stem, figure, "PDF")
            assert str(figure) in figures, (stem, figure, "workbook")
        pay = card.get("pay")
        if pay is not None and pay["status"] == "scored":  # type: ignore[index]
            assert grouped(pay["total"]) in text, (stem, "pay", "PDF")  # type: ignore[index]
            assert pay["total"] in figures, (stem, "pay", "workbook")  # type: ignore[index]
        letter = message_from_bytes(
            (october / "outbox" / f"card_{subject['id']}_1.eml").read_bytes(), policy=policy.default
        )  # type: ignore[index]
        attached = [part.get_payload(decode=True) for part in letter.iter_attachments()]  # type: ignore[attr-defined]
        assert attached == [pdf], (stem, "mail")
        body = letter.get_body().get_content()  # type: ignore[attr-defined]
        assert str(card["score"]) not in body + str(letter["Subject"])
        assert str(subject["name"]) not in str(letter["Subject"])  # type: ignore[index]


def test_who_is_withheld_has_no_paper_anywhere(october: Path) -> None:
    content = json.loads((october / "results.json").read_text("utf-8"))
    withheld = [card["subject"]["id"] for card in content["scorecards"] if card["status"] == "withheld"]
    assert len(withheld) >= 4
    for id in withheld:
        assert not list(october.rglob(f"{id}_*"))
        assert not list(october.rglob(f"card_{id}_*"))
