"""What a printed card has to be: complete, readable, the same bytes every time, closed to the outside."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import pytest
from fontTools.ttLib import TTFont
from pypdf import PdfReader

from reportgen.publish import chart, harfbuzz
from reportgen.publish.fonts import ReportFonts
from reportgen.publish.labels import SCORECARD_WORDS
from reportgen.publish.pages import PageError, render_page, style_sheet
from reportgen.publish.pdf import PdfPress, RefusedAddress
from reportgen.publish.view import CardView
from tests.publish import cards

ROOT = Path(__file__).parents[2]
TEMPLATES = ROOT / "templates"
CARD = TEMPLATES / "pages" / "scorecard"
ROLES = {"销售员": cards.salesperson, "区域经理": cards.manager, "现场服务代表": cards.service}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("press")


@pytest.fixture(scope="module")
def press(folder: Path) -> Iterator[PdfPress]:
    with PdfPress(TEMPLATES, folder / "fonts", folder / "scratch") as made:
        yield made


def other_press(folder: Path, tmp_path: Path, change: tuple[str, str]) -> PdfPress:
    """A press with one change in the card's template."""
    shutil.copytree(TEMPLATES / "pages", tmp_path / "pages")
    template = tmp_path / "pages" / "scorecard" / "page.html.j2"
    text = template.read_text(encoding="utf-8")
    assert change[0] in text
    template.write_text(text.replace(change[0], change[1], 1), encoding="utf-8")
    return PdfPress(tmp_path, folder / "fonts", tmp_path / "scratch")


def reader(content: bytes) -> PdfReader:
    return PdfReader(BytesIO(content))


def pages(content: bytes, order: str = "-raw") -> list[str]:
    """The pages' text as another program reads it, without blanks; `-raw` cell by cell, `-layout` line by line."""
    command = ["pdftotext", order, "-", "-"]
    text = subprocess.run(command, input=content, capture_output=True, check=True).stdout.decode()
    return [re.sub(r"\s", "", page) for page in text.split("\f")[:-1]]


def embedded(content: bytes) -> Iterator[tuple[str, TTFont, dict[int, str]]]:
    """Name, font program and character map (glyph -> text) of each font in the document."""
    found = {}
    for page in reader(content).pages:
        for reference in page["/Resources"]["/Font"].values():
            found[reference.get_object()["/BaseFont"]] = reference.get_object()
    for name, font in sorted(found.items()):
        program = font["/DescendantFonts"][0]["/FontDescriptor"]["/FontFile3"].get_data()
        pairs = re.findall(rb"^<([0-9a-f]{4})> <([0-9a-f]+)>$", font["/ToUnicode"].get_data(), re.MULTILINE)
        characters = {int(glyph, 16): bytes.fromhex(text.decode()).decode("utf-16-be") for glyph, text in pairs}
        assert characters.pop(0) == "\uffff"  # the empty box, always named, stands for nothing here
        yield name, TTFont(BytesIO(program)), characters


# ---------------------------------------------------------------- what a reader finds


@pytest.mark.parametrize("role", ROLES)
def test_everything_on_the_card_can_be_read_back(press: PdfPress, role: str) -> None:
    view = ROLES[role]()
    printed = pages(press.card(view))
    text = "".join(printed)
    [section] = view.sections
    wanted = [view.title, view.person_name, view.person_id, view.organisation, view.department, view.post]
    wanted += [section.score, section.grade, section.rank, section.previous, section.change, section.formula]
    wanted += [part for item in section.items for part in (item.name, item.points, item.lost, item.previous)]
    wanted += [kpi.name + kpi.value + kpi.unit for kpi in section.kpis]
    wanted += [part.name for part in section.pay] + [section.pay_total, section.pay_note, *section.flags]
    wanted += [review.by for review in section.reviews] + [note[:20] for note in section.notes]
    assert [part for part in wanted if re.sub(r"\s", "", part) not in text] == []
    assert all(f"第{number}页共{len(printed)}页" in page for number, page in enumerate(printed, 1))


def test_following_pages_say_whose_card_they_belong_to(press: PdfPress) -> None:
    printed = pages(press.card(cards.salesperson(revision="更正 第2版")))
    assert len(printed) == 2
    assert "华东农业机械有限公司" in printed[1]
    assert "2026年10月绩效考核单工号01001" in printed[1]
    assert all("更正第2版" in page for page in printed)


def test_two_schemes_stand_on_one_card_with_one_signature_block(press: PdfPress) -> None:
    parts = cards.salesperson().sections + cards.manager().sections
    text = "".join(pages(press.card(cards.card(*parts))))
    assert text.count("月度得分") == 4  # at the head and at the foot of each
    assert text.count("单位盖章") == 1


def test_a_card_with_nothing_but_items(press: PdfPress) -> None:
    rows = cards.items((1, "档案归档", "60", "60.00", "—", ""), (1, "论文", "40", "30.00", "—", ""))
    text = "".join(pages(press.card(cards.card(cards.section(rows, "", reviews=(), trend=())))))
    assert "档案归档" in text
    assert not any(word in text for word in ("业务指标", "绩效工资", "审核记录", "近月得分", "备注"))


@pytest.mark.parametrize(("language", "words"), [("en", "Page1of2"), ("zh-Hant", "第1頁共2頁")])
def test_the_words_are_in_the_language_of_the_card(press: PdfPress, language: str, words: str) -> None:
    content = press.card(cards.salesperson(language=language))
    assert words in pages(content)[0]
    assert reader(content).trailer["/Root"]["/Lang"] == language


def test_title_author_and_keys_are_told_but_no_name_and_no_time(press: PdfPress) -> None:
    document = reader(press.card(cards.salesperson()))
    assert dict(document.metadata or {}) == {
        "/Title": "2026年10月绩效考核单 01001",
        "/Author": "华东农业机械有限公司",
        "/Keywords": "2026-10, 01001",
        "/Producer": "WeasyPrint 70.0",
    }
    assert document.trailer["/Root"]["/Lang"] == "zh-Hans"
    assert document.trailer["/Root"]["/MarkInfo"]["/Marked"].value is True


def test_text_from_a_workbook_is_never_markup(press: PdfPress) -> None:
    name = "<script>&amp;</td>{{ 7*7 }}"
    assert re.sub(r"\s", "", name) in pages(press.card(cards.salesperson(person_name=name)))[0]


def test_an_overlong_text_is_cut_with_a_hint(press: PdfPress) -> None:
    rows = cards.items((1, "客户走访", "100", "90.00", "—", "字" * 5000))
    text = "".join(pages(press.card(cards.card(cards.section(rows, "销售员")))))
    assert text.count("字" * 10) <= 100
    assert "全文见随附工作簿" in text


# ---------------------------------------------------------------- breaking over pages


def long_card(count: int) -> CardView:
    lines: list[cards.Line] = [(0, "日常工作", "100", "90.00", "—", "")]
    for number in range(count):
        group = number % 4 == 0
        reason = "" if group else "第 40 周的拜访记录与经销商电话核实的情况不一致，" * (number % 3)
        lines.append((1 if group else 2, f"{'组' if group else '项'}{number:02d}", "5", "4.00", "5.00", reason))
    lines.append((0, "出勤", "100", "100.00", "100.00", "无缺勤"))
    return cards.card(cards.section(cards.items(*lines), "销售员"))


@pytest.mark.parametrize("count", [15, 19, 22, 26, 38])
def test_a_long_card_breaks_where_a_reader_would(press: PdfPress, count: int) -> None:
    printed = pages(press.card(long_card(count)), "-layout")
    closing = [page for page in printed if "审核记录" in page]
    assert len(closing) == 1
    assert all(
        word in closing[0] for word in ("被考核人（签字）", "考核人（签字）", "复核（签字）", "单位盖章", "复审")
    )
    rows = [re.findall(r"组\d\d|项\d\d", page.partition("考核明细")[2] or page) for page in printed]
    assert [number for number, page in enumerate(rows) if page and page[-1].startswith("组")] == []
    assert all("满分" in page for page, found in zip(printed, rows, strict=True) if found)


def test_a_row_of_many_lines_does_not_leave_the_page_before_it_empty(press: PdfPress) -> None:
    rows = cards.items((0, "日常工作", "100", "90.00", "—", ""), (1, "客户走访", "100", "90.00", "—", "字" * 1000))
    assert pages(press.card(cards.card(cards.section(rows, "销售员"))))[0].count("字" * 10) > 20


# ---------------------------------------------------------------- fonts


@pytest.mark.parametrize("role", ROLES)
def test_all_fonts_are_embedded_and_every_character_has_a_shape(press: PdfPress, role: str) -> None:
    fonts = list(embedded(press.card(ROLES[role]())))
    assert {"Report-Sans", "Report-Sans-Bold"} <= {name.partition("+")[2] for name, _, _ in fonts}
    for _, font, characters in fonts:
        assert [text for glyph, text in characters.items() if not glyph or glyph >= font["maxp"].numGlyphs] == []


def test_a_character_without_a_shape_would_be_noticed(press: PdfPress) -> None:
    fonts = list(embedded(press.card(cards.manager(post="\ue000"))))
    assert any(max(characters) >= font["maxp"].numGlyphs for _, font, characters in fonts)


def test_a_character_id_is_the_number_of_its_glyph(press: PdfPress) -> None:
    for _, font, characters in embedded(press.card(cards.service())):
        assert [font.getGlyphName(glyph) for glyph in characters] == [f"cid{glyph:05d}" for glyph in characters]


def test_rare_characters_of_names_are_printed_and_unknown_ones_told(press: PdfPress) -> None:
    fonts = press.fonts("zh-Hans")
    assert fonts.missing("欧阳㛃、𠮷野家、龘\t\n") == ""
    assert fonts.missing("王\ue000国\x01，\ue000") == "\ue000\x01"
    drawn = {
        text for _, _, found in embedded(press.card(cards.salesperson(person_name="㛃𠮷龘"))) for text in found.values()
    }
    assert {"㛃", "𠮷", "龘"} <= drawn


def test_a_control_character_does_not_stop_a_card(press: PdfPress) -> None:
    assert "王�国" in pages(press.card(cards.salesperson(person_name="王\x0b国")))[0]


@pytest.mark.skipif(shutil.which("mutool") is None, reason="needs mupdf-tools")
def test_two_independent_viewers_draw_the_same(press: PdfPress, tmp_path: Path) -> None:
    card = tmp_path / "card.pdf"
    card.write_bytes(press.card(cards.service()))
    subprocess.run(
        ["pdftoppm", "-gray", "-r", "50", "-f", "1", "-l", "1", "-singlefile", card, tmp_path / "a"], check=True
    )
    command = ["mutool", "draw", "-q", "-r", "50", "-F", "pgm", "-o", tmp_path / "b.pgm", card, "1"]
    subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
    first, second = ink(tmp_path / "a.pgm"), ink(tmp_path / "b.pgm")
    differing = [tile for tile in first.keys() | second.keys() if abs(first.get(tile, 0) - second.get(tile, 0)) > 40]
    assert len(differing) < len(first) / 50


def ink(picture: Path) -> dict[tuple[int, int], float]:
    """The mean darkness of each tile of eight by eight points, 0..255."""
    _, width, height, _, pixels = re.split(rb"\s(?:#.*\n)?", picture.read_bytes(), maxsplit=4)
    tiles: dict[tuple[int, int], float] = {}
    for place, value in enumerate(pixels[: int(width) * int(height)]):
        tile = place // int(width) // 8, place % int(width) // 8
        tiles[tile] = tiles.get(tile, 0) + (255 - value) / 64
    return tiles


def test_fonts_are_cut_once_and_the_same_way(press: PdfPress, tmp_path: Path) -> None:
    def files(fonts: ReportFonts) -> dict[str, bytes]:
        return {face.path.name: face.path.read_bytes() for face in fonts.faces}

    with PdfPress(TEMPLATES, tmp_path / "fonts", tmp_path / "scratch") as fresh:
        assert files(fresh.fonts("zh-Hans")) == files(press.fonts("zh-Hans"))
    assert len(list((tmp_path / "fonts").iterdir())) == 2


def test_a_machine_without_the_subsetting_library_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    harfbuzz.libraries.cache_clear()
    monkeypatch.setattr(harfbuzz, "_SUBSETTER", ("libnowhere.so.0",))
    with pytest.raises(harfbuzz.SubsetterMissing, match="apt-get install libharfbuzz-subset0"):
        PdfPress(TEMPLATES, tmp_path / "fonts", tmp_path / "scratch")


# ---------------------------------------------------------------- the same bytes


def test_a_card_does_not_depend_on_the_cards_before_it(press: PdfPress, folder: Path, tmp_path: Path) -> None:
    first = press.card(cards.salesperson())
    press.card(cards.service())
    assert press.card(cards.salesperson()) == first
    with PdfPress(TEMPLATES, folder / "fonts", tmp_path) as fresh:
        assert fresh.card(cards.salesperson()) == first


def test_a_card_does_not_depend_on_process_hash_seed_or_time_zone(
    press: PdfPress, folder: Path, tmp_path: Path
) -> None:
    script = (
        "import sys; from pathlib import Path; from reportgen.publish.pdf import PdfPress; from tests.publish import cards\n"
        "with PdfPress(Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3])) as press:\n"
        "    sys.stdout.buffer.write(press.card(cards.salesperson()))"
    )
    here = press.card(cards.salesperson())
    for seed, zone in (("1", "Asia/Shanghai"), ("4711", "America/Los_Angeles")):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": str(ROOT)}
        command = [sys.executable, "-c", script, TEMPLATES, folder / "fonts", tmp_path / seed]
        assert subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, check=True).stdout == here


def test_nothing_is_left_in_the_temporary_folder(folder: Path, tmp_path: Path) -> None:
    with PdfPress(TEMPLATES, folder / "fonts", tmp_path) as made:
        made.warm_up("zh-Hans")
        made.card(cards.manager())
        assert list(tmp_path.iterdir()) != []
    assert list(tmp_path.iterdir()) == []


# ---------------------------------------------------------------- templates that an organisation edits


@pytest.mark.parametrize(
    ("address", "named"),
    [
        ('<img src="https://example.org/logo.png"/>', "https://example.org/logo.png"),
        ('<img src="logo.png"/>', "logo.png"),
        ('<img src="file:///etc/hostname"/>', "file:///etc/hostname"),
        ('<div style="background: url(https://example.org/a.svg)"></div>', "https://example.org/a.svg"),
        ('<link rel="stylesheet" href="https://example.org/a.css"/>', "https://example.org/a.css"),
    ],
)
def test_a_template_cannot_fetch_anything(folder: Path, tmp_path: Path, address: str, named: str) -> None:
    with other_press(folder, tmp_path, ("<h1>", address + "<h1>")) as made, pytest.raises(RefusedAddress, match=named):
        made.card(cards.manager())


def test_a_template_is_told_its_mistakes(tmp_path: Path, folder: Path) -> None:
    with other_press(folder, tmp_path, ("{{ card.title }}", "{{ card.titel }}")) as made:
        with pytest.raises(PageError, match=r"scorecard: .*titel"):
            made.card(cards.manager())
        template = tmp_path / "pages" / "scorecard" / "page.html.j2"
        template.write_text("<html>\n{% for %}</html>", encoding="utf-8")
        with pytest.raises(PageError, match="line 2"):
            made.card(cards.manager())


def test_a_template_cannot_reach_into_the_program(tmp_path: Path, folder: Path) -> None:
    change = ("{{ card.title }}", "{{ card.__class__.__mro__ }}")
    with other_press(folder, tmp_path, change) as made, pytest.raises(PageError, match="unsafe"):
        made.card(cards.manager())


def test_a_template_in_html_prints_like_one_in_xml(press: PdfPress, folder: Path, tmp_path: Path) -> None:
    with other_press(folder, tmp_path, ('<meta charset="utf-8"/>', '<meta charset="utf-8">')) as made:
        as_html = reader(made.card(cards.service()))
    as_xml = reader(press.card(cards.service()))
    drawn = [[page.get_contents().get_data() for page in document.pages] for document in (as_xml, as_html)]  # type: ignore[union-attr]
    assert drawn[0] == drawn[1]


def test_the_card_is_well_formed_and_styled_by_classes_alone() -> None:
    view = cards.service()
    markup = render_page("scorecard", TEMPLATES, language=view.language, words=view.words, card=view)
    ElementTree.fromstring(markup)
    assert " style=" not in markup
    assert " id=" not in markup


def test_all_labels_are_used_and_known_in_every_language() -> None:
    template = (CARD / "page.html.j2").read_text(encoding="utf-8")
    used = set(re.findall(r"words(?:\.|\[')(\w+)", template)) | {"rest_in_workbook"}
    assert used == set(SCORECARD_WORDS)
    assert {frozenset(label) for label in SCORECARD_WORDS.values()} == {frozenset({"zh-Hans", "zh-Hant", "en"})}
    assert all(all(label.values()) for label in SCORECARD_WORDS.values())


# ---------------------------------------------------------------- charts


def test_a_month_without_a_score_is_a_gap_in_the_line() -> None:
    picture = ElementTree.fromstring(chart.trend(cards.trend("80.00", "", "90.00", "85.00"), "近月得分 <&>"))
    title, drops, line, dots = picture
    assert title.text == picture.get("aria-label") == "近月得分 <&>"
    assert len(re.findall("M", line.get("d", ""))) == 2
    assert len(re.findall("M", dots.get("d", ""))) == 3
    assert drops.get("fill") == "none"


def test_one_month_is_no_line() -> None:
    assert chart.trend(cards.trend("80.00", ""), "近月得分") == ""
    assert chart.trend((), "近月得分") == ""


def test_bars_are_as_long_as_their_shares() -> None:
    rows = [item.share for item in cards.SALESPERSON_ITEMS[:2] if item.share is not None]
    picture = ElementTree.fromstring(chart.shares(rows, "得分率"))
    assert picture[2].get("d") == "M0 13h344v14h-344zM0 53h333.3v14h-333.3z"


def chart_of_losses(view: CardView) -> list[tuple[str, str]]:
    """The names and points beside the bars."""
    markup = render_page("scorecard", TEMPLATES, language=view.language, words=view.words, card=view)
    rows = [list(row) for row in ElementTree.fromstring(markup).iter("tr") if row.find("td[@class='of']") is not None]
    return [(row[0].text or "", row[-1].text or "") for row in rows]


def test_the_items_that_cost_most_are_shown_the_dearest_first() -> None:
    # Lost: special 20, 服务站管理 7, 用户投诉 and 经销商意见 5, 联络畅通 and 出勤 4, 服务活动 and 信息反馈 3; then 业务能力
    # and 走访报告 2, behind the first eight. Not the training, where nothing was lost, nor parts of an item.
    assert chart_of_losses(cards.service()) == [
        ("专项：虚假索赔单", "−20.00"),
        ("服务站管理", "13.00 / 20"),
        ("用户投诉", "5.00 / 10"),
        ("经销商意见", "5.00 / 10"),
        ("联络畅通", "6.00 / 10"),
        ("出勤", "96.00 / 100"),
        ("服务活动", "7.00 / 10"),
        ("信息反馈", "7.00 / 10"),
    ]


def test_a_card_without_a_loss_says_so_and_keeps_its_months() -> None:
    full = cards.items((0, "日常工作", "100", "100.00", "98.00", ""), (1, "周报", "100", "100.00", "98.00", ""))
    view = cards.card(cards.section(full, "销售员", trend=cards.trend("98.00", "100.00")))
    markup = render_page("scorecard", TEMPLATES, language=view.language, words=view.words, card=view)
    assert chart_of_losses(view) == []
    assert "无失分。" in markup
    assert "近月得分" in markup


def markup_of(view: CardView) -> ElementTree.Element:
    return ElementTree.fromstring(
        render_page("scorecard", TEMPLATES, language=view.language, words=view.words, card=view)
    )


def test_after_a_transfer_the_lost_points_say_when_and_the_parts_are_no_items() -> None:
    lines = cards.items(
        (0, "甲部·销售员", "100", "90.00", "—", ""), (1, "日常工作", "100", "90.00", "—", ""), (2, "周报", "10", "0.00", "—", ""),
        (0, "乙部·销售员", "100", "80.00", "—", ""), (1, "出勤", "100", "80.00", "—", ""),
    )  # fmt: skip
    kinds = ("part", "component", "item", "part", "component")
    when = ("", "10-1—10-14", "10-1—10-14", "", "10-15—10-31")
    rows = tuple(replace(row, kind=kind, part=part) for row, kind, part in zip(lines, kinds, when, strict=True))  # type: ignore[arg-type]
    found = markup_of(cards.card(cards.section(rows, "销售员")))
    shown = [cell.text for cell in found.iter("td") if cell.get("class") == "of"]
    assert shown == ["出勤（10-15—10-31）", "周报（10-1—10-14）"]  # 20 lost, 10 lost


def test_however_deep_an_item_lies_it_is_printed_and_set_in(press: PdfPress) -> None:
    deep = cards.items(*((level, f"第{level}层", "100", "90.00", "—", "") for level in range(20)))
    view = cards.card(cards.section(deep, "销售员"))
    text = "".join(pages(press.card(view)))
    assert all(f"第{level}层" in text for level in range(20))
    classes = [str(row.get("class")) for row in markup_of(view).iter("tr") if "level" in str(row.get("class"))]
    assert [int(re.findall(r"level(\d+)", one)[0]) for one in classes] == [*range(13), *[12] * 7]
    padding = re.findall(r"level(\d+) th \{ padding-left: ([\d.]+)mm", style_sheet("scorecard", TEMPLATES))
    assert [int(level) for level, _ in padding] == list(range(1, 13))
    steps = [float(width) for _, width in padding]
    assert steps == sorted(set(steps))
    assert steps[-1] < 30  # of the 46 mm that a name has


# ---------------------------------------------------------------- style sheets


def test_what_all_papers_share_stands_in_one_sheet() -> None:
    shared = (TEMPLATES / "pages" / "paper.css").read_text(encoding="utf-8")
    for page in ("scorecard", "department", "company"):
        assert shared in style_sheet(page, TEMPLATES)
        assert "@import" not in style_sheet(page, TEMPLATES)
        own = (TEMPLATES / "pages" / page / "page.css").read_text(encoding="utf-8")
        rules = {line for line in own.splitlines() if line.strip() and "{" in line}
        assert not rules & set(shared.splitlines())


@pytest.mark.parametrize("taken", ["../nowhere.css", "../../schemes/x.css", "page.css"])
def test_a_sheet_that_cannot_be_taken_is_told(tmp_path: Path, taken: str) -> None:
    (tmp_path / "pages" / "scorecard").mkdir(parents=True)
    (tmp_path / "schemes").mkdir()
    (tmp_path / "schemes" / "x.css").write_text("p { margin: 0 }", encoding="utf-8")
    (tmp_path / "pages" / "scorecard" / "page.css").write_text(f'@import "{taken}";\n', encoding="utf-8")
    with pytest.raises(PageError, match=Path(taken).name):
        style_sheet("scorecard", tmp_path)
