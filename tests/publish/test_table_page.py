"""A month table as a page: what stands on it, which way it lies, what is on every page."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from reportgen.publish import table_page
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


def test_a_table_of_very_many_lines_has_the_pages_it_has_when_laid_out_at_once(
    press: PdfPress, monkeypatch: pytest.MonkeyPatch
) -> None:
    """400 lines of 5 columns, in parts of 160 lines, with lines of two heights so that pages end at odd places."""
    long = table(4, 400, note="第一条说明")
    high = {at for at in range(400) if at % 7 == 3}
    rows = tuple(
        replace(row, cells=(replace(row.cells[0], text="很长的渠道名称" * 9), *row.cells[1:])) if at in high else row
        for at, row in enumerate(long.rows)
    )
    view = replace(long, rows=rows)
    _, at_once = printed(press, view)
    monkeypatch.setattr(table_page, "AT_ONCE", 1_000)
    monkeypatch.setattr(table_page, "OF_A_PART", 800)
    content = table_pdf(press, view, organisation="华岳公司", period="2026年10月", language="zh-Hans")
    reader, in_parts = printed(press, view)
    assert len(at_once) > 8
    assert in_parts == at_once
    assert reader.metadata is not None
    assert (reader.metadata.title, reader.metadata.author) == ("销售与回款", "华岳公司")
    assert content == table_pdf(press, view, organisation="华岳公司", period="2026年10月", language="zh-Hans")


def test_parts_that_hold_no_whole_page_grow(press: PdfPress, monkeypatch: pytest.MonkeyPatch) -> None:
    """60 lines fill a page and a half; parts of 5 lines never reach the end of a page."""
    view = table(3, 60)
    _, at_once = printed(press, view)
    monkeypatch.setattr(table_page, "AT_ONCE", 10)
    monkeypatch.setattr(table_page, "OF_A_PART", 20)
    assert printed(press, view)[1] == at_once


def test_an_organisation_s_own_template_without_parts_is_printed_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(TEMPLATES, tmp_path / "templates")
    page = tmp_path / "templates" / "pages" / "table" / "page.html.j2"
    own = re.sub(r"{% if part.first is not none %}.*?{% endif %}", "", page.read_text("utf-8"))
    page.write_text(own, "utf-8")
    monkeypatch.setattr(table_page, "AT_ONCE", 10)
    monkeypatch.setattr(table_page, "OF_A_PART", 240)
    with PdfPress(tmp_path / "templates", tmp_path / "fonts", tmp_path / "scratch") as press:
        _, pages = printed(press, table(3, 120))
    assert f"第{len(pages)}页共{len(pages)}页" in pages[-1]
    assert [page.count("制表人：") for page in pages] == [0] * (len(pages) - 1) + [1]


def test_it_speaks_the_language_of_the_run(press: PdfPress) -> None:
    _, [page] = printed(press, table(1, 1), "en")
    assert "Prepared by 华岳公司" in page
    assert "Page 1 of 1" in page


@pytest.mark.verify
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the system does not tell a process's peak")
def test_the_memory_of_a_table_does_not_grow_with_its_lines(tmp_path: Path) -> None:
    """13,500 cells: laid out at once the process comes to 308 MB, in parts to 177."""
    program = (
        "import sys; from pathlib import Path; from reportgen.publish.pdf import PdfPress;"
        "from reportgen.publish.table_page import table_pdf; from tests.publish.test_table_page import table;"
        f"press = PdfPress(Path({str(TEMPLATES)!r}), Path({str(tmp_path / 'fonts')!r}), Path({str(tmp_path)!r}));"
        "table_pdf(press, table(26, 499), organisation='', period='', language='zh-Hans');"
        "print(next(line.split()[1] for line in open('/proc/self/status') if line.startswith('VmHWM')))"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=TEMPLATES.parent, capture_output=True, check=True)
    assert int(done.stdout) / 1024 < 240


def test_numbers_and_names_beside_a_mark_for_each_day_are_not_broken(press: PdfPress) -> None:
    """工号 and 姓名, 31 days, five sums: 38 columns across one page, each person on one line."""
    heads = (TableColumn("id", "工号"), TableColumn("name", "姓名"), *(TableColumn(f"d{day}", str(day)) for day in range(1, 32)),
             *(TableColumn(word, word, "天") for word in ("应出勤", "出勤", "请假", "出差", "未申报")))  # fmt: skip
    marks, sums = [Figure("√")] * 30 + [Figure("缺")], [Figure(one) for one in ("23", "22", "0", "0", "1")]
    rows = tuple((Figure(f"50{line:02}"), Figure("欧阳国梁"), *marks, *sums) for line in range(15))
    whole = Table("t", "s", "考勤表", "complete", heads, rows)
    _, [page] = printed(press, table_view(whole, status_text=""))
    lines = [f"50{line:02} 欧阳国梁 {'√ ' * 30}缺 23 22 0 0 1" for line in range(15)]
    assert [line for line in lines if line not in page] == []
