"""A month table as a page: what stands on it, which way it lies, what is on every page."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from reportgen.publish.pdf import PdfPress
from reportgen.publish.table_page import table_pdf
from reportgen.publish.table_view import TableView, table_view
from reportgen.records import Figure, Table, TableColumn

TEMPLATES = Path(__file__).parents[2] / "templates"


@pytest.fixture(scope="module")
def press(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PdfPress]:
    folder = tmp_path_factory.mktemp("tables")
    with PdfPress(TEMPLATES, folder / "fonts", folder / "scratch") as made:
        yield made


def table(columns: int, lines: int, *, status: str = "complete", note: str = "") -> TableView:
    """`columns` columns of money after the names of the lines; 100.00 in each cell, a 合计 below."""
    heads = (TableColumn("name", "渠道"), *(TableColumn(f"c{at}", f"第{at}栏", "元") for at in range(columns)))
    rows = [(Figure(f"第{line}行"), *(Figure("100.00") for _ in range(columns))) for line in range(lines)]
    rows.append((Figure("合计"), *(Figure(f"{lines * 100}.00") for _ in range(columns))))
    whole = Table("t", "s", "销售与回款", status, heads, tuple(rows))  # type: ignore[arg-type]
    return table_view(whole, status_text="部分缺数", notes=(note,) if note else ())


def printed(press: PdfPress, view: TableView, language: str = "zh-Hans") -> tuple[PdfReader, list[str]]:
    content = table_pdf(press, view, organisation="华岳公司", period="2026年10月", language=language)
    text = subprocess.run(["pdftotext", "-layout", "-", "-"], input=content, capture_output=True, check=True)
    return PdfReader(BytesIO(content)), [re.sub(r"\s+", " ", page) for page in text.stdout.decode().split("\f")[:-1]]


def test_furniture_lines_total_note_and_signatures_stand_on_it(press: PdfPress) -> None:
    _, [page] = printed(press, table(2, 3, status="partial", note="缺一行"))
    wanted = ("销售与回款 编制单位：华岳公司 期间：2026年10月 单位：元 状态：部分缺数 渠道 第0栏 第1栏 第0行 100.00 100.00 "
              "第1行 100.00 100.00 第2行 100.00 100.00 合计 300.00 300.00 注：缺一行 制表人： 审核： 负责人： 日期： 第1页共1页")  # fmt: skip
    assert page.strip() == wanted


@pytest.mark.parametrize(("columns", "across"), [(2, False), (5, False), (12, True)])
def test_many_columns_lie_across(press: PdfPress, columns: int, across: bool) -> None:
    reader, _ = printed(press, table(columns, 2))
    box = reader.pages[0].mediabox
    assert (box.width > box.height) is across


def test_a_long_table_has_its_titles_on_every_page_and_signs_once(press: PdfPress) -> None:
    _, pages = printed(press, table(3, 120))
    assert len(pages) > 2
    assert all("渠道 第0栏 第1栏 第2栏" in page for page in pages)
    assert [page.count("制表人：") for page in pages] == [0] * (len(pages) - 1) + [1]
    assert "合计 12,000.00" in pages[-1]
    assert f"第{len(pages)}页共{len(pages)}页" in pages[-1]


def test_it_speaks_the_language_of_the_run(press: PdfPress) -> None:
    _, [page] = printed(press, table(1, 1), "en")
    assert "Prepared by 华岳公司" in page
    assert "Page 1 of 1" in page
