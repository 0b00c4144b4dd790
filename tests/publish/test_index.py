"""The month's index page: what it says and what it refuses to become."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from reportgen.publish.group_builder import company_view
from reportgen.publish.index_charts import Charts, charts
from reportgen.publish.index_labels import INDEX_WORDS
from reportgen.publish.index_page import CardRow, FileLink, Why, href, render
from reportgen.records import History
from tests.publish.sample_month import cards, findings, index
from tests.publish.small_month import reporting

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
    assert len([has for has in made.all("table", role="table") if "data-group" in has]) == 4  # departments
    links = [unquote(link["href"]) for link in made.all("a")]
    for card in cards():
        assert (card.pdf in links) == (card.workbook in links) == (card.status == "scored")


def test_a_withheld_card_says_why() -> None:
    made = page()
    for card in cards():
        for why in card.why:
            assert {why.place, f" {why.message}" if why.place else why.message} & set(made.texts)
            assert any(why.message in text for text in made.texts)


def test_a_reason_leads_to_its_finding_and_the_card_to_its_reasons() -> None:
    made = page()
    numbers = [why.finding for card in cards() for why in card.why if why.place and why.finding]
    assert [has["href"] for has in made.all("a") if has["href"].startswith("#finding-")] == [
        f"#finding-{number}" for number in numbers
    ]
    assert [has["id"] for has in made.all("tr") if has.get("id", "").startswith("finding-")] == [
        f"finding-{number}" for number in range(1, len(findings()) + 1)
    ]
    whose = [has["aria-label"] for has in made.all("a") if has["href"].startswith("#withheld-")]
    assert whose == [f"{card.name} {card.id} 原因" for card in cards() if card.status == "withheld"]


def test_counts_are_links_to_their_parts() -> None:
    markup = render(index(), TEMPLATES)
    strip = Page(markup[markup.index('<dl class="counts">') : markup.index("</dl>")] + "</dl>")
    assert [has["href"] for has in strip.all("a")] == ["#withheld", "#departments", "#findings", "#findings"]


def test_every_bar_is_named_with_its_figure() -> None:
    made = page()
    names = [has["aria-label"] for has in made.all("svg")]
    assert len(made.all("title")) == len(names) + 1  # the page's own
    assert {has["role"] for has in made.all("svg")} == {"img"}
    # small_month: two departments and their sum, four grades, two months, four items that cost points.
    assert names == [
        *("一部 86.73", "二部 100.00", "合计 90.05"),
        *("优秀 2", "良好 1", "合格 1", "不合格 0"),
        "各月平均得分: 9月 78.53, 10月 90.05",
        *("大客户走访 21.00", "拜访纪实 7.00", "虚报索赔单 7.00", "出勤 4.80"),
    ]


def test_bars_of_one_chart_share_a_scale() -> None:
    # 100.00 is the longest average: 400 units of the picture; 86.73 of it are 346.9.
    drawn = [has.get("d", "") for has in page().all("path")]
    assert drawn[1].startswith("M0 6h346.9")
    assert drawn[3].startswith("M0 6h400")


def test_a_first_month_says_why_there_is_no_line() -> None:
    month = reporting(history=History())
    made = page(charts=charts(month, company_view(month, ())))
    assert any(text.startswith("账本里只有这一个月") for text in made.texts)
    assert made.faults == []


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
    made = page(cards=(), findings=(), tables=(), files=(), departments=(), counts=(), charts=Charts())
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
    card = CardRow(
        text, text, text, text, text, "withheld", text, text, text, (Why(text, text, 1),), f"{text}.pdf", f"{text}.xlsx"
    )
    finding = replace(
        findings()[0], department=text, file=text, sheet=text, cell=text, message=text, fix=text, code=text
    )
    department = replace(index().departments[0], name=text, handed_in=text)
    calm = page()
    figures = index().charts
    scheme = replace(figures.schemes[0], title=text, lost=(replace(figures.schemes[0].lost[0], name=text),))
    drawn = Charts((replace(figures.units[0], name=text),), (scheme,))
    made = page(
        organisation=text,
        charts=drawn,
        cards=(card,),
        findings=(finding,),
        departments=(department,),
        files=(FileLink(text, text),),
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
