"""The reports on departments and on the company, and all cards in one: as PDF and workbook, read back."""

from __future__ import annotations

import re
import subprocess
import time
import tracemalloc
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.etree import ElementTree

import openpyxl
import pytest
from pypdf import PdfReader

from reportgen.publish import chart
from reportgen.publish.all_cards import CardSet, Leaf, bind
from reportgen.publish.group_builder import company_view, department_views
from reportgen.publish.group_labels import GROUP_WORDS
from reportgen.publish.group_live import GroupBook, group_book
from reportgen.publish.group_page import group_pdf
from reportgen.publish.group_view import GroupView
from reportgen.publish.group_workbook import group_workbook
from reportgen.publish.labels import words
from reportgen.publish.pages import render_page
from reportgen.publish.papers import Paper, Printed, card_set, group_papers
from reportgen.publish.pdf import PdfPress
from reportgen.records import Filed
from tests.publish import cards
from tests.publish.sample_month import CREATED, money_table
from tests.publish.small_month import many, reporting

TEMPLATES = Path(__file__).parents[2] / "templates"
DEPARTMENTS = tuple(f"销售{number}部" for number in range(1, 5))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("press")


@pytest.fixture(scope="module")
def press(folder: Path) -> Iterator[PdfPress]:
    with PdfPress(TEMPLATES, folder / "fonts", folder / "scratch") as made:
        yield made


def department() -> GroupView:
    return next(iter(department_views(reporting())))


def company() -> GroupView:
    return company_view(reporting(), (money_table(),))


def live(view: GroupView) -> GroupBook:
    return group_book(reporting(), view)


def pages(content: bytes) -> list[str]:
    """The pages' text as another program reads it, without blanks."""
    command = ["pdftotext", "-raw", "-", "-"]
    text = subprocess.run(command, input=content, capture_output=True, check=True).stdout.decode()
    return [re.sub(r"\s", "", page) for page in text.split("\f")[:-1]]


def sheet(content: bytes, name: str) -> list[list[object]]:
    return [
        [cell.value for cell in row]
        for row in openpyxl.load_workbook(BytesIO(content), data_only=True)[name].iter_rows()
    ]


# ---------------------------------------------------------------- PDF


def test_a_departments_pdf_says_counts_ranking_and_what_is_withheld(press: PdfPress) -> None:
    printed = pages(group_pdf(press, department()))
    text = "".join(printed)
    assert "一部2026年10月考核汇总" in text
    assert "86.73" in text
    assert "3/4人" in text
    assert "23/41001王建国89.40良好84.10+5.30" in text  # rank, in the company, 工号, name, score, grade, before, change
    assert "大客户走访" in text
    assert "52.76" in text
    assert "1004刘洋销售员一部/业绩考核表.xlsx!日常考核!F9：" in text
    for number, page in enumerate(printed, 1):
        assert f"第{number}页共{len(printed)}页" in page
    assert "负责人（签字）" in printed[-1]


def test_the_companys_pdf_sets_departments_side_by_side_and_has_the_month_tables(press: PdfPress) -> None:
    text = "".join(pages(group_pdf(press, company())))
    assert "2026年10月公司考核汇总" in text
    assert "一部43186.733/4人84.10+2.631" in text
    assert "合计54190.054/5人78.53+11.521" in text
    assert "销售与回款（按渠道）" in text
    assert "1,545,014.00" in text


@pytest.mark.parametrize("language", ["zh", "zh-Hant", "en"])
def test_pages_are_well_formed_in_every_language(language: str) -> None:
    made = reporting(language=language)  # type: ignore[arg-type]
    for view in (*department_views(made), company_view(made, (money_table(),))):
        context = {
            "language": view.language,
            "words": words(GROUP_WORDS, view.language),
            "group": view,
            "most_lost": 10,
        }
        markup = render_page(view.kind, TEMPLATES, pairs=chart.pairs, lengths=chart.lengths, **context)
        ElementTree.fromstring(markup)


def test_the_same_report_is_the_same_bytes(press: PdfPress) -> None:
    assert group_pdf(press, company()) == group_pdf(press, company())
    assert group_workbook(live(company()), CREATED) == group_workbook(live(company()), CREATED)


def test_two_hundred_people_are_printed_in_time_under_repeated_heads(press: PdfPress) -> None:
    view = company_view(reporting(many(200), departments=DEPARTMENTS), ())
    started = time.perf_counter()
    printed = pages(group_pdf(press, view))
    assert time.perf_counter() - started < 20
    ranked = [page for page in printed if re.search(r"张\d明\d+销售\d部\d", page)]
    assert len(ranked) > 3
    assert all("名次工号姓名部门得分等级" in page for page in ranked)
    text = "".join(printed)
    assert all(f"{row.id}{row.name}{row.department}{row.score}" in text for row in view.sections[0].ranking)


def test_names_cannot_break_the_page(press: PdfPress) -> None:
    own = tuple(many(3))
    hostile = reporting(own, departments=('<b>&"部',))
    assert "<b>" not in render_page(
        "company", TEMPLATES, language="zh-Hans", words=words(GROUP_WORDS, "zh-Hans"), most_lost=10,
        group=company_view(hostile, ()), pairs=chart.pairs, lengths=chart.lengths,
    )  # fmt: skip


# ---------------------------------------------------------------- charts


def test_bars_are_drawn_on_one_scale_with_one_path_for_each_colour() -> None:
    picture = chart.pairs([Decimal(50), Decimal(25)], [Decimal(100), Decimal(0)], "等级 <分布>")
    paths = ElementTree.fromstring(picture).findall("{http://www.w3.org/2000/svg}path")
    assert [path.get("d") for path in paths] == ["M0 22h400v8h-400z", "M0 6h200v16h-200zM0 46h100v16h-100z"]
    assert ElementTree.fromstring(chart.lengths([], "无")) is not None
    assert ElementTree.fromstring(chart.lengths([Decimal(0)], "无")) is not None


# ---------------------------------------------------------------- workbook


def test_the_workbook_holds_numbers_and_the_five_sheets() -> None:
    content = group_workbook(live(company()), CREATED)
    book = openpyxl.load_workbook(BytesIO(content))
    assert book.sheetnames == ["概览", "排名", "失分", "指标", "暂缓", "依据", "参数", "核对"]
    ranking = sheet(content, "排名")
    assert ranking[2][2:8] == ["名次", "全公司名次", "工号", "姓名", "部门", "得分"]
    assert ranking[5][2:] == [3, "3 / 4", "1001", "王建国", "一部", 89.4, "良好", 84.1, 5.3]
    assert book["排名"].cell(6, 8).number_format == "0.00"
    lost = sheet(content, "失分")
    assert sum(row[7] for row in lost[3:]) == pytest.approx(39.8)  # type: ignore[misc]
    assert sum(row[8] for row in lost[3:]) == pytest.approx(100)  # type: ignore[misc]
    assert sheet(content, "指标")[3][2:] == ["销售额", "元", "3 / 5 人", 450, 150, 100, 45]
    assert sheet(content, "暂缓")[3][2:5] == ["1004", "刘洋", "一部"]
    assert next(row[:5] for row in sheet(content, "概览") if row[0] == "合计") == ["合计", 5, 4, 1, 90.05]


def test_every_sheet_prints_on_a4_with_repeated_heads() -> None:
    book = openpyxl.load_workbook(BytesIO(group_workbook(live(company()), CREATED)))
    for page in book.worksheets[:5]:
        assert (page.page_setup.paperSize, page.page_setup.fitToWidth or 1, page.page_setup.fitToHeight) == (9, 1, 0)
        assert page.print_title_rows
        assert page.oddFooter.center.text == "第 &P 页 共 &N 页"
    assert book.properties.title == "2026年10月公司考核汇总"


# ---------------------------------------------------------------- papers


def test_reports_have_their_paths() -> None:
    views = (*department_views(reporting()), company())
    assert [paper.path for paper in group_papers(map(live, views), CREATED, "x")] == [
        "departments/一部.pdf", "departments/一部.xlsx", "departments/二部.pdf", "departments/二部.xlsx",
        "company.pdf", "company.xlsx",
    ]  # fmt: skip


def test_all_cards_change_when_one_card_does() -> None:
    def key(content: bytes) -> str:
        view = cards.card(cards.section(cards.SALESPERSON_ITEMS, "销售员"))
        paper = Paper("scorecards/x.pdf", view, "pdf", CREATED, "x")
        printed = Filed(paper.path, Path("x.pdf"), sha256(content).hexdigest(), len(content))
        [bound] = card_set([(paper, Printed(printed, "", "", "new"))], (), "t")
        assert bound.path == "all-cards.pdf"
        return bound.content_key

    assert key(b"1") == key(b"1") != key(b"2")


def test_no_scored_card_no_bound_paper() -> None:
    assert list(card_set([], ("一部",), "t")) == []


# ---------------------------------------------------------------- all cards in one


@pytest.fixture(scope="module")
def leaves(press: PdfPress, folder: Path) -> tuple[Leaf, ...]:
    found = []
    for number, (place, name) in enumerate((("一部", "王建国"), ("一部", "李㛃"), ("二部", "欧阳文静"))):
        section = cards.section(cards.SALESPERSON_ITEMS, "销售员")
        view = cards.card(section, department=place, person_id=f"100{number}", person_name=name)
        content, path = press.card(view), folder / f"{number}.pdf"
        path.write_bytes(content)
        found.append(Leaf(place, f"100{number} {name}", path.name, sha256(content).hexdigest(), path))
    return tuple(found)


def bound(press: PdfPress, leaves: tuple[Leaf, ...]) -> bytes:
    faces = [face.path for face in press.fonts("zh-Hans").faces]
    return bind(CardSet("2026年10月考核单", "华东农业机械有限公司", "zh-Hans", leaves), faces)


def test_all_cards_have_bookmarks_by_department_and_person(press: PdfPress, leaves: tuple[Leaf, ...]) -> None:
    reader = PdfReader(BytesIO(bound(press, leaves)))
    tree = [
        [(one.title, reader.get_destination_page_number(one)) for one in level]
        if isinstance(level, list)
        else (level.title, reader.get_destination_page_number(level))
        for level in reader.outline
    ]
    each = len(PdfReader(BytesIO(leaves[0].file.read_bytes())).pages)
    assert tree == [
        ("一部", 0), [("1000 王建国", 0), ("1001 李㛃", each)], ("二部", 2 * each), [("1002 欧阳文静", 2 * each)],
    ]  # fmt: skip


def test_bound_pages_look_and_read_as_the_single_ones(press: PdfPress, leaves: tuple[Leaf, ...]) -> None:
    content = bound(press, leaves)
    assert pages(content) == [page for leaf in leaves for page in pages(leaf.file.read_bytes())]
    assert pictures(content) == [page for leaf in leaves for page in pictures(leaf.file.read_bytes())]


def pictures(content: bytes) -> list[bytes]:
    """Every page as poppler draws it."""
    with TemporaryDirectory() as folder:
        subprocess.run(["pdftoppm", "-r", "40", "-", f"{folder}/page"], input=content, check=True)
        drawn = [path.read_bytes() for path in sorted(Path(folder).iterdir())]
    assert drawn
    return drawn


def test_the_cards_share_their_fonts(press: PdfPress, leaves: tuple[Leaf, ...]) -> None:
    content = bound(press, leaves)
    assert len(content) < sum(len(leaf.file.read_bytes()) for leaf in leaves) * 2 / 3
    fonts = {
        reference.idnum: str(reference.get_object()["/BaseFont"])
        for page in PdfReader(BytesIO(content)).pages
        for reference in page["/Resources"]["/Font"].values()  # type: ignore[index]
    }
    prepared = [name for name in fonts.values() if "Report-Sans" in name]
    assert len(prepared) == len(set(prepared)) == 2


def test_the_same_cards_are_bound_to_the_same_bytes(press: PdfPress, leaves: tuple[Leaf, ...]) -> None:
    assert bound(press, leaves) == bound(press, leaves)


def test_the_bound_file_is_sound(press: PdfPress, leaves: tuple[Leaf, ...], tmp_path: Path) -> None:
    content = bound(press, leaves)
    reader = PdfReader(BytesIO(content), strict=True)
    assert reader.metadata is not None
    assert (reader.metadata.title, reader.metadata.author) == ("2026年10月考核单", "华东农业机械有限公司")
    assert "王建国" not in str(reader.metadata)


def test_a_department_that_handed_in_nothing_lists_its_people_and_has_nothing_to_sign(press: PdfPress) -> None:
    view = department()
    section = replace(view.sections[0], ranking=())
    nothing = replace(view, sections=(section,))
    assert GROUP_WORDS["signatures"]["zh-Hans"] in "".join(pages(group_pdf(press, view)))
    text = "".join(pages(group_pdf(press, nothing)))
    assert GROUP_WORDS["signatures"]["zh-Hans"] not in text
    assert all(row.id in text and row.name in text for row in nothing.withheld)
    assert nothing.withheld


def test_more_cards_take_little_more_memory(press: PdfPress, leaves: tuple[Leaf, ...]) -> None:
    """A card read into objects takes some hundred kB; what stays of it is its place in the file."""

    def most(times: int) -> int:
        tracemalloc.start()
        try:
            bound(press, leaves * times)
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    most(1)
    assert (most(9) - most(3)) / (6 * len(leaves)) < 10_000  # bytes a card
