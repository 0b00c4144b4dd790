"""The month's index page in a real browser, opened from the disk: filters, links, widths, paper, scripts off."""

from __future__ import annotations

import json
import re
import subprocess
from dataclasses import replace
from html import unescape
from pathlib import Path
from unicodedata import normalize

import pytest
from pypdf import PdfReader

from reportgen.publish.index_page import CardRow, Why, render
from reportgen.publish.table_view import table_view
from reportgen.records import Figure, Table, TableColumn
from tests.publish.sample_month import cards, findings, index
from tests.publish.test_index import TEMPLATES, Page

pytestmark = pytest.mark.verify

CHROMIUM = (
    "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip


def browse(markup: str, folder: Path, *flags: str) -> str:
    """What the browser says after it has opened the page from the disk, with an empty profile."""
    (folder / "index.html").write_text(markup, encoding="utf-8")
    command = [*CHROMIUM, f"--user-data-dir={folder / 'profile'}", *flags, (folder / "index.html").as_uri()]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=True).stdout


def test_a_browser_shows_the_filters_and_runs_nothing_else(tmp_path: Path) -> None:
    smuggled = render(index(), TEMPLATES).replace("</body>", "<script>document.title = 'smuggled'</script></body>")
    shown = Page(browse(smuggled, tmp_path, "--dump-dom"))
    assert all("hidden" not in has for has in shown.all("form"))
    assert {"显示 24 条，共 24 条", "显示 15 条，共 15 条"} <= set(shown.texts)
    assert "smuggled" not in shown.texts


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
    assert ["hidden" in has for has in shown.all("table", role="table") if "data-group" in has] == [
        False,
        False,
        True,
        False,
    ]
    assert {"显示 1 条，共 15 条", "显示 6 条，共 24 条"} <= set(shown.texts)


def test_a_browser_without_scripts_shows_and_prints_everything(tmp_path: Path) -> None:
    # A policy without scripts: the browser's own switch would silence its command line, too.
    markup = re.sub(r"script-src '[^']*'", "script-src 'none'", render(index(), TEMPLATES))
    shown = Page(browse(markup, tmp_path, "--dump-dom"))
    assert all("hidden" in has for has in shown.all("form"))
    assert not [has for has in shown.all("tr") if "hidden" in has]
    assert len(shown.all("svg")) == 12
    assert len([has for has in shown.all("tr") if has.get("id", "").startswith("withheld-")]) == 6
    browse(markup, tmp_path, "--window-size=1280,3000", f"--screenshot={tmp_path / 'page.png'}")
    assert (tmp_path / "page.png").stat().st_size > 100_000  # an empty page of that size has 20 kB
    browse(markup, tmp_path, "--no-pdf-header-footer", f"--print-to-pdf={tmp_path / 'page.pdf'}")
    pages = [
        "".join(normalize("NFKC", sheet.extract_text()).split()) for sheet in PdfReader(tmp_path / "page.pdf").pages
    ]
    assert all(finding.code in "".join(pages) for finding in findings())
    assert all(card.name in "".join(pages) and card.id in "".join(pages) for card in cards())
    assert re.search(f"第{len(pages)}.共{len(pages)}.", pages[-1])


# ---------------------------------------------------------------- widths, links, names

WIDTHS = (390, 1280)
LONG = "内蒙古自治区呼伦贝尔市联合收割机械与配件销售服务中心"


def wide_table() -> object:
    """A month table with more columns than a page is wide, with dates, numbers and long reasons."""
    columns = tuple(TableColumn(f"c{at}", name, unit) for at, (name, unit) in enumerate([
        ("凭证号", ""), ("客户", ""), ("业务员", ""), ("币种", ""), ("应收金额", "元"), ("已收", "元"), ("未收", "元"),
        ("到期日期", ""), ("逾期", "天"), ("状态", ""), ("原因", ""), ("最近催收日期", ""),
    ]))  # fmt: skip
    line = ("XS-2610-011", LONG, "欧阳文静", "人民币", "11,149,189.00", "10,801,476.00", "347,713.00", "2026-10-31",
            "15", "部分收款", "客户同时有三笔同样金额的欠款，付款附言没有写明是哪一笔，请业务员与客户核对后登记", "2026-11-05")  # fmt: skip
    table = Table("dunning", "sales", "催款清单", "complete", columns, (tuple(Figure(text) for text in line),) * 3)
    return table_view(table, status_text="完整", workbook="tables/dunning.xlsx", notes=())


def full_month() -> str:
    """The sample month with a long name, a long place and a wide table."""
    name = "Александра-Мария Константинопольская"
    long = CardRow("0000000199", name, LONG, "现场服务代表", "销售人员考核", "withheld",
                   why=(Why(f"{LONG}/{LONG}_2026-10.xlsx!日常考核（现场服务代表）!H31", "分" * 300, 1),))  # fmt: skip
    found = replace(findings()[0], file=f"{LONG}/业绩考核表_2026-10_final_version_corrected.xlsx")
    tables = (*index().tables, wide_table())
    return render(index(cards=(*cards(), long), findings=(*findings(), found), tables=tables), TEMPLATES)


def measured(markup: str, folder: Path, width: int, script: str) -> object:
    """What the script returns in a window of that width; the page is framed, as windows have a least width."""
    markup = re.sub(r"script-src '[^']*'", "script-src 'unsafe-inline'", markup)
    asked = (
        f"window.onload = async () => parent.postMessage(JSON.stringify(await (async () => {{ {script} }})()), '*');"
    )
    (folder / "page.html").write_text(markup.replace("</body>", f"<script>{asked}</script></body>"), encoding="utf-8")
    frame = (
        "<!DOCTYPE html><body><script>onmessage = event => "
        "{ document.body.innerHTML = ''; document.body.dataset.said = event.data; }</script>"
        f'<iframe src="page.html" style="border:0;width:{width}px;height:900px"></iframe></body>'
    )
    names = "--enable-blink-features=ComputedAccessibilityInfo"
    said = browse(frame, folder, names, "--virtual-time-budget=20000", "--window-size=1400,1000", "--dump-dom")
    return json.loads(unescape(re.findall(r'data-said="([^"]*)"', said)[0]))


@pytest.mark.parametrize("width", WIDTHS)
def test_the_page_does_not_scroll_sideways(tmp_path: Path, width: int) -> None:
    script = "const page = document.documentElement; return [innerWidth, page.scrollWidth - page.clientWidth];"
    assert measured(full_month(), tmp_path, width, script) == [width, 0]


@pytest.mark.parametrize("width", WIDTHS)
def test_numbers_dates_and_names_stay_on_one_line(tmp_path: Path, width: int) -> None:
    script = """
    const broken = [];
    for (const cell of document.querySelectorAll('.figures .n, .figures .short, .drawn tbody .n, .months td, .departments .n')) {
        const range = document.createRange();
        range.selectNodeContents(cell);
        const middles = [...range.getClientRects()].filter(box => box.width > 1).map(box => (box.top + box.bottom) / 2);
        if (Math.max(...middles) - Math.min(...middles) > 8) { broken.push(cell.textContent); }
    }
    return broken;
    """
    assert measured(full_month(), tmp_path, width, script) == []


@pytest.mark.parametrize("width", WIDTHS)
def test_reasons_have_room(tmp_path: Path, width: int) -> None:
    script = """
    const main = document.querySelector('main').clientWidth;
    return Math.min(...[...document.querySelectorAll('.why')].map(cell => cell.clientWidth / main));
    """
    share = measured(full_month(), tmp_path, width, script)
    assert isinstance(share, float | int)
    assert share > 0.65


def test_charts_are_seen_and_have_names(tmp_path: Path) -> None:
    script = """
    return [...document.querySelectorAll('#charts svg')].map(
        one => [one.computedRole, one.computedName, one.getBoundingClientRect().width > 50]);
    """
    found = measured(full_month(), tmp_path, 1280, script)
    assert isinstance(found, list)
    assert {(role, wide) for role, _, wide in found} <= {("image", True), ("img", True), ("graphics-document", True)}
    assert [name for _, name, _ in found][:4] == ["一部 86.73", "二部 100.00", "合计 90.05", "优秀 2"]
    assert "各月平均得分: 9月 78.53, 10月 90.05" in [name for _, name, _ in found]


def test_months_stand_below_their_points(tmp_path: Path) -> None:
    script = """
    const line = document.querySelector('.line-chart svg').getBoundingClientRect();
    return [...document.querySelectorAll('.months thead th')].map(cell => {
        const box = cell.getBoundingClientRect();
        return Math.round(100 * ((box.left + box.right) / 2 - line.left) / line.width);
    });
    """
    # Two months on a line of 420 units: their points stand at 105 and 315.
    assert measured(full_month(), tmp_path, 1280, script) == [25, 75]


@pytest.mark.parametrize("width", WIDTHS)
def test_the_counts_lead_to_their_parts(tmp_path: Path, width: int) -> None:
    script = """
    const seen = [];
    for (const link of document.querySelectorAll('.counts a')) {
        document.scrollingElement.scrollTop = 0;
        const tile = link.closest('div').getBoundingClientRect();
        document.elementFromPoint(tile.right - 8, tile.bottom - 8).click();
        await new Promise(done => setTimeout(done, 50));
        const top = document.querySelector(location.hash).getBoundingClientRect().top;
        seen.push([location.hash, top >= 0 && top < 120]);
    }
    return seen;
    """
    assert measured(full_month(), tmp_path, width, script) == [
        ["#withheld", True],
        ["#departments", True],
        ["#findings", True],
        ["#findings", True],
    ]


def test_a_link_shows_a_finding_that_the_filter_hid(tmp_path: Path) -> None:
    script = """
    const form = document.querySelector('form[data-filters=findings]');
    form.elements.text.value = 'nothing has this';
    form.dispatchEvent(new Event('input'));
    const row = document.getElementById('finding-2');
    const before = row.hidden;
    document.querySelector('a[href="#finding-2"]').click();
    await new Promise(done => setTimeout(done, 50));
    const box = row.getBoundingClientRect();
    return [before, row.hidden, form.elements.text.value, box.top >= 0 && box.bottom < innerHeight];
    """
    assert measured(full_month(), tmp_path, 1280, script) == [True, False, "", True]


def test_every_control_can_be_reached_with_the_keyboard(tmp_path: Path) -> None:
    script = """
    const boxes = [...document.querySelectorAll('.scroll')].filter(box => box.scrollWidth > box.clientWidth);
    const controls = [...document.querySelectorAll('a, button, input, select'), ...boxes].filter(one => one.offsetParent);
    const lost = controls.filter(one => { one.focus(); return document.activeElement !== one; });
    return [boxes.length > 0, lost.length, controls.filter(one => !one.computedName).length];
    """
    assert measured(full_month(), tmp_path, 390, script) == [True, 0, 0]


def test_charts_and_reasons_are_printed(tmp_path: Path) -> None:
    browse(full_month(), tmp_path, "--no-pdf-header-footer", f"--print-to-pdf={tmp_path / 'page.pdf'}")
    text = "".join(
        "".join(normalize("NFKC", sheet.extract_text()).split()) for sheet in PdfReader(tmp_path / "page.pdf").pages
    )
    for wanted in (
        "虚报索赔单",
        "21.00",
        "2/4人",
        "暂缓的考核单",
        "催款清单",
        "11,149,189.00",
        "347,713.00",
        "2026-10-31",
    ):
        assert wanted in text, wanted
