"""A wrong digit on its way into a document stops that document, with a finding; a check that sees nothing stops all."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from reportgen.ledger import open_ledger
from reportgen.period import Period
from reportgen.pipeline import Running, blocked, proofreading, publishing, run_month
from reportgen.pipeline.publishing import Published
from reportgen.publish import card_view, papers
from reportgen.publish.card_live import CardBook
from reportgen.publish.group_live import GroupBook
from reportgen.publish.pdf import PdfPress
from reportgen.publish.table_view import TableView
from reportgen.publish.view import CardView
from reportgen.records import Disagreement
from reportgen.settings import Settings, load
from tests.bench.organisation import Organisation, build
from tests.example import sales

SEPTEMBER = Period(2026, 9)
THREE = Organisation(3, each=3)  # 10001 is the head, 10002 and 10003 are assessed with her
WRONG, OTHER = "10002", "10003"
Office = tuple[Settings, Path]


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return build(THREE, tmp_path, months=[SEPTEMBER]), tmp_path


def run(office: Office) -> Published:
    settings, root = office
    settings = replace(
        settings, paths=replace(settings.paths, outputs=root / "outputs", ledger=root / "ledger.sqlite3")
    )
    now = datetime(2026, 10, 8, tzinfo=UTC)
    return run_month(settings, SEPTEMBER, Running(now, 1, "zh", lambda *_: None))


def paths(office: Office) -> set[str]:
    folder = office[1] / "outputs" / str(SEPTEMBER)
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def held(office: Office) -> dict[str, list[str]]:
    """owner -> why its letter is held."""
    ledger = open_ledger(office[1] / "ledger.sqlite3")
    try:
        return {row.owner: [one.id for one in row.why] for row in ledger.outbox.letters(str(SEPTEMBER)) if row.why}
    finally:
        ledger.close()


def told(published: Published) -> list[tuple[str, str]]:
    found = [one for one in published.result.findings if one.code == "DOCUMENT_DIFFERS"]
    return [(one.where.file, dict(one.values)["what"]) for one in found]


def test_documents_that_agree_are_all_published(office: Office) -> None:
    published = run(office)
    assert told(published) == []
    assert not blocked(published.result)
    assert sum(path.startswith("scorecards/") for path in paths(office)) == 6
    assert held(office) == {}


def one_wrong(change: Callable[[CardView], CardView]) -> Callable[..., CardView]:
    true = card_view.card_view

    def made(*arguments: object) -> CardView:
        view = true(*arguments)  # type: ignore[arg-type]
        return change(view) if view.person_id == WRONG else view

    return made


def wrong_score(view: CardView) -> CardView:
    section = view.sections[0]
    digit = "1" if section.score[-1] != "1" else "2"
    return replace(view, sections=(replace(section, score=section.score[:-1] + digit), *view.sections[1:]))


def only_that_person(office: Office) -> None:
    """Nothing of hers is there, everything of the others is, in the folder, on the page and in the mail."""
    there = paths(office)
    assert not [path for path in there if WRONG in path]
    assert len([path for path in there if f"/{OTHER}_" in path]) == 3
    assert held(office) == {WRONG: ["papers-differ"]}
    folder = office[1] / "outputs" / str(SEPTEMBER)
    index = (folder / "index.html").read_text("utf-8")
    linked = "".join(re.findall(r'href="([^"]*)"', index))
    assert OTHER in linked
    assert WRONG not in linked
    assert "读回来与结果记录不一致" in index
    documents = {one["path"] for one in json.loads((folder / "run.json").read_text("utf-8"))["documents"]}
    assert documents <= there | {"run.json"}


def test_a_wrong_digit_on_the_page(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publishing.card_view, "card_view", one_wrong(wrong_score))
    published = run(office)
    assert {(file.rpartition(".")[2], what) for file, what in told(published)} == {("pdf", "said-score")}
    assert blocked(published.result)  # exit code 3
    only_that_person(office)


def test_a_wrong_name_on_the_page(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publishing.card_view, "card_view", one_wrong(lambda view: replace(view, person_name="某人")))
    assert {what for _, what in told(run(office))} == {"said-name"}
    assert not [path for path in paths(office) if WRONG in path]


def test_a_wrong_digit_in_the_workbook(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """The result that the file carries beside the formula of the score."""
    true = papers.card_workbook

    def altered(card: CardBook, created: object) -> bytes:
        content = true(card, created)  # type: ignore[arg-type]
        if card.view.person_id != WRONG or card.trial:
            return content
        score = card.view.sections[0].score
        target = BytesIO()
        with ZipFile(BytesIO(content)) as package, ZipFile(target, "w") as copy:
            for item in package.infolist():
                part = package.read(item)
                if item.filename == "xl/worksheets/sheet1.xml":
                    part = part.replace(f"<v>{score}</v>".encode(), b"<v>1.23</v>")
                copy.writestr(item, part)
        return target.getvalue()

    monkeypatch.setattr(papers, "card_workbook", altered)
    published = run(office)
    assert {(file.rpartition(".")[2], what) for file, what in told(published)} == {("xlsx", "said-score")}
    only_that_person(office)


def test_a_formula_that_gives_something_else(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    true = publishing.card_book

    def altered(paper: object, view: CardView, cards: object) -> CardBook:
        book = true(paper, view, cards)  # type: ignore[arg-type]
        if view.person_id != WRONG:
            return book
        first = replace(book.published[0], value=book.published[0].value + 1)  # type: ignore[operator]
        return replace(book, published=(first, *book.published[1:]))

    monkeypatch.setattr(publishing, "card_book", altered)
    published = run(office)
    assert {what for _, what in told(published)} == {"said-formula"}
    only_that_person(office)
    assert "***" in (office[1] / "outputs" / str(SEPTEMBER) / "findings.json").read_text("utf-8")


def test_a_wrong_digit_in_a_report(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    true = publishing.report_views

    def altered(*arguments: object) -> list[GroupBook]:
        books = list(true(*arguments))  # type: ignore[arg-type]
        view = books[-1].view
        at = next(at for at, one in enumerate(view.sections) if one.ranking)
        row = replace(view.sections[at].ranking[0], score="1.23")
        section = replace(view.sections[at], ranking=(row, *view.sections[at].ranking[1:]))
        sections = (*view.sections[:at], section, *view.sections[at + 1 :])
        return [*books[:-1], replace(books[-1], view=replace(view, sections=sections))]

    monkeypatch.setattr(publishing, "report_views", altered)
    assert set(told(run(office))) == {("company.pdf", "said-score"), ("company.xlsx", "said-formula")}
    assert not {"company.pdf", "company.xlsx"} & paths(office)
    assert [path for path in paths(office) if path.startswith("departments/")]


def test_a_wrong_month_in_the_mail(office: Office, tmp_path: Path) -> None:
    """Somebody wrote last year's month into the text of the mail."""
    settings, root = office
    templates = tmp_path / "templates"
    shutil.copytree(settings.paths.templates, templates)
    body = templates / "mail" / "card.body.j2"
    body.write_text(body.read_text("utf-8").replace("{{ period }}", "2025年9月"), "utf-8")
    published = run((replace(settings, paths=replace(settings.paths, templates=templates)), root))
    assert set(told(published)) == {("outbox/card", "said-month")}
    assert held(office) == {id: ["mail-differs"] for id in ("10001", WRONG, OTHER)}
    assert blocked(published.result)


@pytest.mark.parametrize("blind", ["disagreements", "mail_disagreements"])
def test_nothing_is_published_while_the_check_is_blind(
    office: Office, monkeypatch: pytest.MonkeyPatch, blind: str
) -> None:
    def sees_nothing(*_: object) -> tuple[Disagreement, ...]:
        return ()

    monkeypatch.setattr(proofreading, blind, sees_nothing)
    with pytest.raises(proofreading.CheckBlind):
        run(office)
    assert paths(office) == set()
    assert held(office) == {}


def test_a_wrong_digit_on_a_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On the page alone: the workbook goes with it, everything else is published."""
    true = papers.table_pdf

    def altered(press: PdfPress, view: TableView, **others: str) -> bytes:
        if view.id != "collection-by-channel":
            return true(press, view, **others)
        at, row = next((at, row) for at, row in enumerate(view.rows) if row.total)
        cells = tuple(replace(cell, text="1.23") if cell.text[:1].isdigit() else cell for cell in row.cells)
        rows = (*view.rows[:at], replace(row, cells=cells), *view.rows[at + 1 :])
        return true(press, replace(view, rows=rows), **others)

    monkeypatch.setattr(papers, "table_pdf", altered)
    loaded = load(sales.office() / "config.toml")
    assert isinstance(loaded, Settings)
    wrong = told(run((loaded, tmp_path)))
    assert set(wrong) == {("tables/collection-by-channel.pdf", "said-figures")}
    there = paths((loaded, tmp_path))
    assert "tables/collection-total.xlsx" in there
    assert "tables/collection-total.pdf" in there
    assert not {"tables/collection-by-channel.pdf", "tables/collection-by-channel.xlsx"} & there
    index = (tmp_path / "outputs" / str(SEPTEMBER) / "index.html").read_text("utf-8")
    assert "tables/collection-total.xlsx" in index
    assert 'href="tables/collection-by-channel' not in index


def test_a_wrong_sum_on_the_pay_sheet(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of it is told in findings, and finance gets no letter without its sheet."""
    true = publishing.finance_views

    def altered(*arguments: object) -> object:
        pay, *others = true(*arguments)  # type: ignore[arg-type]
        assert pay is not None
        row = replace(pay.rows[0], total="1.23")
        return (replace(pay, rows=(row, *pay.rows[1:])), *others)

    monkeypatch.setattr(publishing, "finance_views", altered)
    published = run(office)
    assert set(told(published)) == {("finance/pay.xlsx", "said-figures")}
    assert "finance/pay.xlsx" not in paths(office)
    assert (
        dict(next(one for one in published.result.findings if one.code == "DOCUMENT_DIFFERS").values)["found"] == "***"
    )
