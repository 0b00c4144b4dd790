"""The month's index page: what it says, what it refuses to become, and how a real browser takes it."""

from __future__ import annotations

import re
import subprocess
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from unicodedata import normalize
from urllib.parse import unquote, urlsplit

import pytest
from pypdf import PdfReader

from reportgen.publish.index_labels import INDEX_WORDS
from reportgen.publish.index_page import CardRow, FileLink, href, render
from tests.publish.sample_month import cards, findings, index

TEMPLATES = Path(__file__).parents[2] / "templates"
VOID = {"meta", "input", "br", "link", "img", "hr", "col"}
HOSTILE = ("<script>alert(1)</script>", "\"><img src=x onerror='alert(1)'>", "{{ 7*7 }}", "</script><b>", "O\"Neil & '欧'", "=cmd()", "长" * 5000)  # fmt: skip


class Page(HTMLParser):
    """Every element with its attributes, every text, and whether each end tag closes what is open."""

    def __init__(self, markup: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.faults: list[str] = []
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.texts: list[str] = []
        self.feed(markup)
        self.close()
        self.faults += [f"<{tag}> is not closed" for tag in self.open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> at {self.getpos()}")

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def all(self, tag: str, **wanted: str) -> list[dict[str, str]]:
        return [has for name, has in self.elements if name == tag and wanted.items() <= has.items()]


def page(**changes: object) -> Page:
    return Page(render(index(**changes), TEMPLATES))


# ---------------------------------------------------------------- form


@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant", "en"])
def test_the_page_is_well_formed_in_every_language(language: str) -> None:
    made = page(language=language)
    assert made.faults == []
    assert made.all("html") == [{"lang": language}]
    identifiers = Counter(has["id"] for _, has in made.elements if "id" in has)
    assert set(identifiers.values()) == {1}


def test_links_inside_the_page_lead_somewhere() -> None:
    made = page()
    identifiers = {has["id"] for _, has in made.elements if "id" in has}
    assert {has["href"][1:] for has in made.all("a") if has["href"].startswith("#")} <= identifiers
    for _, has in made.elements:
        assert set(has.get("aria-labelledby", "").split()) <= identifiers
        assert not has.get("data-filters") or has["data-filters"] in identifiers


def test_nothing_is_loaded_from_anywhere() -> None:
    made = page()
    assert not [has for tag, has in made.elements if tag in ("link", "img", "iframe", "object") or "src" in has]
    assert "url(" not in render(index(), TEMPLATES)
    (policy,) = (has["content"] for has in made.all("meta", **{"http-equiv": "Content-Security-Policy"}))
    assert "default-src 'none'" in policy
    assert "script-src 'sha256-" in policy
    for link in made.all("a"):
        parts = urlsplit(link["href"])
        assert not parts.scheme and not parts.netloc and not parts.query  # noqa: PT018


def test_tables_have_captions_and_titles_with_a_scope() -> None:
    made = page()
    tables = made.all("table")
    assert len(made.all("caption")) + sum("aria-labelledby" in table for table in tables) == len(tables)
    assert all("scope" in has for has in made.all("th"))
    assert [tag for tag, _ in made.elements if tag in ("header", "nav", "main", "footer")] == [
        "header",
        "nav",
        "main",
        "footer",
    ]
    assert len(made.all("h1")) == 1


def test_without_scripts_no_control_is_shown() -> None:
    made = page()
    assert all("hidden" in has for tag, has in made.elements if tag in ("form", "button"))
    assert not [has for has in made.all("tr") if "hidden" in has]


def test_same_month_same_page() -> None:
    assert render(index(), TEMPLATES) == render(index(), TEMPLATES)


# ---------------------------------------------------------------- content


def test_every_card_stands_under_its_department() -> None:
    made = page()
    assert [has["data-status"] for has in made.all("tr") if "data-status" in has] == [card.status for card in cards()]
    assert len(made.all("table", role="table")) == 5  # four departments and the findings
    links = [unquote(link["href"]) for link in made.all("a")]
    for card in cards():
        assert (card.pdf in links) == (card.workbook in links) == (card.status == "scored")


def test_a_withheld_card_says_why() -> None:
    made = page()
    for card in cards():
        assert set(card.why) <= set(made.texts)


def test_a_link_says_whose_file_it_opens() -> None:
    assert page().all("a", **{"aria-label": "李丽 0102 PDF"})


def test_findings_carry_what_the_filters_look_at() -> None:
    made = page()
    rows = [has for has in made.all("tr") if "data-severity" in has]
    assert [(has["data-severity"], has["data-department"]) for has in rows] == [
        (finding.severity, finding.department) for finding in findings()
    ]
    options = {has["value"] for has in made.all("option")}
    assert {finding.department for finding in findings()} <= options


def test_the_columns_of_the_departments_foot_with_the_month() -> None:
    markup = render(index(), TEMPLATES)
    foot = markup[markup.index("<tfoot>") : markup.index("</tfoot>")]
    assert [text.strip() for text in Page(foot).texts if text.strip()] == ["合计", "18", "6", "6", "6"]


def test_an_empty_month_says_so() -> None:
    made = page(cards=(), findings=(), tables=(), files=(), departments=(), counts=())
    assert made.faults == []
    assert {"本月没有考核单。", "没有发现问题。"} <= set(made.texts)


def test_a_revision_is_marked() -> None:
    assert "更正 第2版" in page(revision="更正 第2版").texts


def test_every_word_of_the_page_is_in_every_language() -> None:
    for key, label in INDEX_WORDS.items():
        assert set(label) == {"zh-Hans", "zh-Hant", "en"}, key
        assert all(label.values()), key


# ---------------------------------------------------------------- hostile


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text(text: str) -> None:
    card = CardRow(text, text, text, text, text, "withheld", text, text, text, (text,), f"{text}.pdf", f"{text}.xlsx")
    finding = replace(
        findings()[0], department=text, file=text, sheet=text, cell=text, message=text, fix=text, code=text
    )
    department = replace(index().departments[0], name=text, handed_in=text)
    calm = page()
    made = page(
        organisation=text, cards=(card,), findings=(finding,), departments=(department,), files=(FileLink(text, text),)
    )
    assert made.faults == []
    assert {tag for tag, _ in made.elements} <= {tag for tag, _ in calm.elements}
    assert len(made.all("script")) == 1
    assert not [has for _, has in made.elements if any(name.startswith("on") for name in has)]
    assert text in made.texts


@pytest.mark.parametrize(
    ("path", "link"),
    [
        ("tables/表.xlsx", "tables/%E8%A1%A8.xlsx"),
        ("a b#c?d%e.pdf", "a%20b%23c%3Fd%25e.pdf"),
        ("javascript:alert(1)", "javascript%3Aalert%281%29"),
        ("//example.com/x", "example.com/x"),
    ],
)
def test_a_path_becomes_a_relative_link(path: str, link: str) -> None:
    assert href(path) == link


# ---------------------------------------------------------------- a real browser

CHROMIUM = (
    "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip


def browse(markup: str, folder: Path, *flags: str) -> str:
    """What the browser says after it has opened the page from the disk, with an empty profile."""
    (folder / "index.html").write_text(markup, encoding="utf-8")
    command = [*CHROMIUM, f"--user-data-dir={folder / 'profile'}", *flags, (folder / "index.html").as_uri()]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=True).stdout


@pytest.mark.verify
def test_a_browser_shows_the_filters_and_runs_nothing_else(tmp_path: Path) -> None:
    smuggled = render(index(), TEMPLATES).replace("</body>", "<script>document.title = 'smuggled'</script></body>")
    shown = Page(browse(smuggled, tmp_path, "--dump-dom"))
    assert all("hidden" not in has for has in shown.all("form"))
    assert {"显示 24 条，共 24 条", "显示 15 条，共 15 条"} <= set(shown.texts)
    assert "smuggled" not in shown.texts


@pytest.mark.verify
def test_a_browser_filters_the_findings(tmp_path: Path) -> None:
    act = """
    const form = document.querySelector('form[data-filters=findings]');
    form.querySelector('[value=note]').checked = false;
    form.elements.department.value = '销售一部';
    form.elements.text.value = 'ｄ9';
    form.dispatchEvent(new Event('input'));
    const people = document.querySelector('form[data-filters=cards]');
    people.elements.status.value = 'withheld';
    people.dispatchEvent(new Event('change'));
    """
    markup = render(index(), TEMPLATES).replace("script-src 'sha256-", "script-src 'unsafe-inline' 'none-")
    shown = Page(browse(markup.replace("</body>", f"<script>{act}</script></body>"), tmp_path, "--dump-dom"))
    assert [has["data-severity"] for has in shown.all("tr") if "data-severity" in has and "hidden" not in has] == [
        "error"
    ]
    assert {has["data-status"] for has in shown.all("tr") if "data-status" in has and "hidden" not in has} == {
        "withheld"
    }
    assert ["hidden" in has for has in shown.all("table", role="table")][:4] == [False, False, True, False]
    assert {"显示 1 条，共 15 条", "显示 6 条，共 24 条"} <= set(shown.texts)


@pytest.mark.verify
def test_a_browser_without_scripts_shows_and_prints_everything(tmp_path: Path) -> None:
    # A policy without scripts: the browser's own switch would silence its command line, too.
    markup = re.sub(r"script-src '[^']*'", "script-src 'none'", render(index(), TEMPLATES))
    shown = Page(browse(markup, tmp_path, "--dump-dom"))
    assert all("hidden" in has for has in shown.all("form"))
    assert not [has for has in shown.all("tr") if "hidden" in has]
    browse(markup, tmp_path, "--window-size=1280,3000", f"--screenshot={tmp_path / 'page.png'}")
    assert (tmp_path / "page.png").stat().st_size > 100_000  # an empty page of that size has 20 kB
    browse(markup, tmp_path, "--no-pdf-header-footer", f"--print-to-pdf={tmp_path / 'page.pdf'}")
    pages = [
        "".join(normalize("NFKC", sheet.extract_text()).split()) for sheet in PdfReader(tmp_path / "page.pdf").pages
    ]
    assert all(finding.code in "".join(pages) for finding in findings())
    assert all(card.name in "".join(pages) and card.id in "".join(pages) for card in cards())
    assert re.search(f"第{len(pages)}.共{len(pages)}.", pages[-1])
