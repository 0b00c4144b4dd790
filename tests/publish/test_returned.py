"""A department's workbook given back: its problems marked, everything else as it was, part by part."""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.comments import Comment
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from reportgen.intake.facts import Facts
from reportgen.intake.guard import inspect
from reportgen.intake.limits import Limits
from reportgen.publish.finding_view import FindingView
from reportgen.publish.returned import Returned, returned_workbook
from reportgen.publish.returning.plan import NOTES
from reportgen.records import Severity
from tests.forms.office import form

# What openpyxl would lose if it saved such a workbook: here it only reads.
pytestmark = pytest.mark.filterwarnings("ignore:.* extension is not supported and will be removed:UserWarning")

ROOT = Path(__file__).parents[2]
FILE = "销售一部/业绩考核表.xlsx"
SHOWN: dict[Severity, str] = {"error": "错误", "warning": "提醒", "note": "提示"}
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8cfc0000003010100c9fe92ef"
    "0000000049454e44ae426082"
)
# What a marked copy may change at all; sheets, their relations, comments and drawings are looked at one by one.
FRAME = {"[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"}


def found(
    sheet: str = "销售", cell: str = "B3", severity: Severity = "error", message: str = "“数量”里的“约 40”不是一个确定的数",
    fix: str = "只填一个数，如 40", file: str = FILE,
) -> FindingView:  # fmt: skip
    return FindingView("X", severity, SHOWN[severity], "销售一部", file, sheet, cell, message, fix, "")


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def packed(pieces: dict[str, bytes]) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in pieces.items():
            package.writestr(name, content)
    return buffer.getvalue()


def saved(book: Workbook) -> bytes:
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def opened(content: bytes) -> Workbook:
    return openpyxl.load_workbook(BytesIO(content))


def returned(original: bytes, *rows: FindingView, file: str = FILE) -> bytes:
    made = returned_workbook(original, file, rows)
    assert made.why_not == ""
    assert made.content is not None
    return made.content


def notes(sheet: Worksheet) -> dict[str, str]:
    return {cell.coordinate: cell.comment.text for row in sheet.iter_rows() for cell in row if cell.comment}


def plain(*names: str) -> bytes:
    """A small workbook as openpyxl saves it."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name in names or ("销售",):
        sheet = book.create_sheet(name)
        for row in (["姓名", "数量"], ["王建国", 40], ["李秀英", "约 40"], ["合计", "=SUM(B2:B3)"]):
            sheet.append(row)
    return saved(book)


def rich() -> bytes:
    """What departments make of a workbook: notes, pictures, charts, rules, names, tables, hidden and locked sheets."""
    buffer = BytesIO()
    book = xlsxwriter.Workbook(buffer)
    sheet = book.add_worksheet("销售")
    for row, texts in enumerate((["姓名", "数量"], ["王建国", 40], ["李秀英", "约 40"], ["张伟", 12])):
        sheet.write_row(row, 0, texts)
    sheet.write_formula("B5", "=SUM(B2:B4)", None, 52)
    sheet.merge_range("A7:C8", "合并")
    sheet.write_comment("B3", "部门自己的批注", {"author": "王建国"})
    sheet.write_comment("A2", "另一条批注")
    sheet.insert_image("F2", "a.png", {"image_data": BytesIO(PIXEL)})
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "=销售!$B$2:$B$4"})
    sheet.insert_chart("F8", chart)
    yellow = book.add_format({"bg_color": "#00FF00"})
    sheet.conditional_format("B2:B9", {"type": "formula", "criteria": "=TRUE", "format": yellow})
    sheet.conditional_format("C2:C9", {"type": "data_bar", "data_bar_2010": True})
    sheet.data_validation("B2:B4", {"validate": "list", "source": ["1", "2"]})
    sheet.autofilter("A1:B4")
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    sheet.add_sparkline("D2", {"range": "销售!B2:B4"})
    sheet.set_header("&C&G", {"image_center": "h.png", "image_data_center": BytesIO(PIXEL)})
    sheet.write_url("E1", "https://example.com/a")
    sheet.set_column("B:B", 4)
    locked = book.add_worksheet("锁定's & 表")
    locked.write("A1", "锁定")
    locked.protect("secret")
    locked.add_table("C3:D5")
    locked.insert_button("F2", {"caption": "按钮", "macro": "x"})
    stamp = book.add_worksheet("_reportgen")
    stamp.write("A1", "format")
    stamp.hide()
    line = book.add_chart({"type": "line"})
    line.add_series({"values": "=销售!$B$2:$B$4"})
    book.add_chartsheet("图").set_chart(line)
    book.define_name("总数", "=销售!$B$5")
    book.define_name("锁定's & 表!本表", "='锁定''s & 表'!$A$1")
    locked.activate()
    book.set_properties({"title": "月报", "author": "王建国"})
    book.close()
    return buffer.getvalue()


WORKBOOKS: dict[str, Callable[[], bytes]] = {"plain": plain, "rich": rich, "form": lambda: form().content}


def some_rows(content: bytes) -> list[FindingView]:
    """Findings on every sheet with cells, several on a cell, without a cell, without a sheet, and of another file."""
    rows: list[FindingView] = []
    for sheet in opened(content).worksheets:
        rows += [
            found(sheet.title, "B3"),
            found(sheet.title, "A2", "warning"),
            found(sheet.title, "B3", "note", "另一句"),
        ]
        rows += [found(sheet.title, "", "note"), found(sheet.title, "H40", "note")]
    return [*rows, found("", "", "warning"), found("不在", "A1"), found("销售", "C9", file="计划表.xlsx")]


# ---------------------------------------------------------------- the marks


def test_a_problem_cell_is_marked_noted_and_listed() -> None:
    book = opened(returned(plain(), found()))
    assert book.sheetnames == ["问题清单", "销售"]
    assert book.active is book["问题清单"]
    assert notes(book["销售"]) == {
        "B3": "【问题清单】\n错误：“数量”里的“约 40”不是一个确定的数\n处理办法：只填一个数，如 40"
    }
    (area,) = book["销售"].conditional_formatting
    assert str(area.sqref) == "B3"
    assert area.rules[0].dxf.fill.bgColor.rgb == "FFFFC7CE"
    listed = book["问题清单"]
    assert [[cell.value for cell in row] for row in listed.iter_rows(min_row=3)] == [
        ["级别", "工作表", "单元格", "问题", "处理办法"],
        ["错误", "销售", "B3", "“数量”里的“约 40”不是一个确定的数", "只填一个数，如 40"],
    ]
    assert listed["C4"].hyperlink.location == "'销售'!B3"


def test_several_findings_on_a_cell_share_a_note_the_worst_first() -> None:
    rows = found(severity="note", message="二", fix="丁"), found(severity="error", message="一", fix="甲")
    book = opened(returned(plain(), *rows))
    assert notes(book["销售"])["B3"] == "【问题清单】\n1. 错误：一\n处理办法：甲\n2. 提示：二\n处理办法：丁"
    (area,) = book["销售"].conditional_formatting
    assert area.rules[0].dxf.fill.bgColor.rgb == "FFFFC7CE"
    assert [row[0].value for row in book["问题清单"].iter_rows(min_row=4)] == ["错误", "提示"]


def test_the_list_leads_to_cells_and_tells_places_that_it_cannot_lead_to() -> None:
    rows = [
        found("锁定's & 表", "A1"), found("销售", ""), found("", ""), found("_reportgen", "A1"), found("不在", "A1"),
        found("销售", "C9", file="计划表.xlsx"), found("图", ""),
    ]  # fmt: skip
    listed = opened(returned(rich(), *rows))["问题清单"]
    lines = list(listed.iter_rows(min_row=4))
    assert [(line[1].value, line[2].value) for line in lines] == [
        ("锁定's & 表", "A1"), ("销售", "整张表"), (None, "整个文件"), ("_reportgen（隐藏）", "A1"), ("不在", "A1"),
        ("计划表.xlsx!销售（其他文件）", "C9"), ("图", "整张表"),
    ]  # fmt: skip
    links = [line[2].hyperlink.location if line[2].hyperlink else "" for line in lines]
    assert links == ["'锁定''s & 表'!A1", "'销售'!A1", "", "", "", "", "'图'!A1"]


def test_a_merged_area_is_marked_at_its_first_cell() -> None:
    sheet = opened(returned(rich(), found("销售", "C8")))["销售"]
    assert "A7" in notes(sheet)
    assert any(str(area.sqref) == "A7" for area in sheet.conditional_formatting)


def test_comments_of_the_department_stay_and_ours_follow() -> None:
    own = notes(opened(returned(rich(), found("销售", "B3"), found("销售", "C4")))["销售"])
    assert own["B3"].startswith("部门自己的批注\n\n【问题清单】\n错误：")
    assert own["A2"] == "另一条批注"
    assert own["C4"].startswith("【问题清单】")


def test_a_note_that_became_longer_gets_room() -> None:
    before, after = parts(rich()), parts(returned(rich(), found("销售", "B3")))
    old, new = (re.findall(rb"<x:Anchor>([^<]*)", one["xl/drawings/vmlDrawing1.vml"]) for one in (before, after))
    assert len(old) == len(new) == 2
    assert old[0] == new[0]
    assert int(new[1].split(b",")[6]) > int(old[1].split(b",")[6])


def test_a_plain_comment_without_runs_is_continued_too() -> None:
    book = opened(plain())
    book["销售"]["B3"].comment = Comment("看 <这里> & 那里", "王")
    content = returned(saved(book), found(), found(cell="C9"))
    own = notes(opened(content)["销售"])
    ElementTree.fromstring(parts(content)["xl/drawings/commentsDrawing1.vml"])  # with prefixes of its own
    assert own["C9"].startswith("【问题清单】")
    assert own["B3"].startswith("看 <这里> & 那里\n\n【问题清单】")


def test_the_languages() -> None:
    made = returned_workbook(plain(), FILE, [found()], language="en")
    assert made.content is not None
    assert opened(made.content).sheetnames[0] == "Findings"
    made = returned_workbook(plain(), FILE, [found()], language="zh-Hant")
    assert made.content is not None
    book = opened(made.content)
    assert book.sheetnames[0] == "問題清單"
    assert notes(book["销售"])["B3"].startswith("【問題清單】")
    assert returned_workbook(b"", FILE, [found()], language="en").why_not.startswith("it has a password")


def test_a_sheet_of_the_departments_own_with_that_name_stays() -> None:
    assert opened(returned(plain("问题清单", "销售"), found())).sheetnames == ["问题清单（2）", "问题清单", "销售"]


def test_there_is_a_limit_to_notes_but_not_to_marks() -> None:
    rows = [found(cell=f"C{row}", severity="note") for row in range(1, NOTES + 20)]
    sheet = opened(returned(plain(), *rows, found(cell="A900")))["销售"]
    assert len(notes(sheet)) == NOTES
    assert "A900" in notes(sheet)
    assert sum(len(str(area.sqref).split()) for area in sheet.conditional_formatting) == NOTES + 20


def test_a_note_can_be_read_at_a_glance() -> None:
    rows = [found(message="长" * 5_000, fix="很" * 5_000), *(found(message=str(n)) for n in range(200))]
    note = notes(opened(returned(plain(), *rows))["销售"])["B3"]
    assert len(note) < 1_000
    assert re.search("还有 [0-9]+ 处，见“问题清单”表$", note)


# ---------------------------------------------------------------- nothing else changes


def without_ours(part: bytes) -> bytes:
    """A sheet's part with what a marked copy adds taken out, as far as text can do it."""
    part = re.sub(rb"<conditionalFormatting [^>]*><cfRule [^>]*><formula>LEN\(\"reportgen:finding\"\)&gt;0</formula></cfRule></conditionalFormatting>", b"", part)  # fmt: skip
    part = re.sub(rb'<legacyDrawing (xmlns:r="[^"]*" )?r:id="rId[0-9]+"\s*/>', b"", part)
    return re.sub(rb' (tabSelected|priority)="[0-9]+"', b"", part)


def names_of(content: bytes, kind: str) -> set[str]:
    return {name for name in parts(content) if re.search(kind, name)}


@pytest.mark.parametrize("kind", WORKBOOKS)
def test_every_other_part_is_the_same(kind: str) -> None:
    original = WORKBOOKS[kind]()
    before, after = parts(original), parts(returned(original, *some_rows(original)))
    assert list(after)[: len(before)] == list(before)
    loose = names_of(original, r"^xl/(worksheets|chartsheets)/|^xl/comments|vmlDrawing")
    assert {name for name in before if before[name] != after[name]} <= FRAME | loose
    for name in names_of(original, r"^xl/(worksheets|chartsheets)/[^/]+$"):
        assert without_ours(before[name]) == without_ours(after[name])
    added = [name for name in after if name not in before]
    assert all(re.fullmatch(r"xl/(worksheets/(_rels/)?sheet|comments|drawings/vmlDrawing)\d+\.\w+(\.rels)?", n) for n in added)  # fmt: skip


@pytest.mark.parametrize("kind", WORKBOOKS)
def test_what_was_there_stays_in_its_order_in_the_parts_that_grow(kind: str) -> None:
    original = WORKBOOKS[kind]()
    before, after = parts(original), parts(returned(original, *some_rows(original)))
    for name in before:
        if before[name] != after[name] and not re.match("xl/(worksheets|chartsheets)/[^/]+$", name):
            old = [piece for piece in re.findall(rb"<[^>]+>|[^<]+", before[name]) if not volatile(piece)]
            new = iter(re.findall(rb"<[^>]+>|[^<]+", after[name]))
            assert all(piece in new for piece in old), name


def volatile(piece: bytes) -> bool:
    """Tags whose counts or places have to change with what is added."""
    return bool(
        re.match(rb"\d+, |<(fonts|fills|borders|cellXfs|dxfs|definedName|workbookView|authors|Relationships)\b", piece)
    )


def test_a_sheet_without_findings_is_not_touched_at_all() -> None:
    original = plain("一", "销售", "三")
    before, after = parts(original), parts(returned(original, found()))
    assert before["xl/worksheets/sheet3.xml"] == after["xl/worksheets/sheet3.xml"]
    assert re.sub(b'tabSelected="[01]"', b"", before["xl/worksheets/sheet1.xml"]) == re.sub(
        b'tabSelected="[01]"', b"", after["xl/worksheets/sheet1.xml"]
    )


def test_names_of_sheets_move_on_by_one() -> None:
    original = rich()
    before, after = opened(original), opened(returned(original, *some_rows(original)))
    assert before.defined_names["总数"].attr_text == after.defined_names["总数"].attr_text
    for sheet in before.worksheets:
        twin = after[sheet.title]
        assert twin.print_title_rows == sheet.print_title_rows
        assert {name: one.attr_text for name, one in sheet.defined_names.items()} == {
            name: one.attr_text for name, one in twin.defined_names.items()
        }
        assert (twin.sheet_state, twin.auto_filter.ref) == (sheet.sheet_state, sheet.auto_filter.ref)
        assert dict(twin.protection) == dict(sheet.protection)
    assert b'name="_xlnm.Print_Titles" localSheetId="1"' in parts(returned(original, found()))["xl/workbook.xml"]


def test_only_the_list_is_selected() -> None:
    after = parts(returned(rich(), found()))
    selected = [name for name, part in after.items() if re.search(rb'tabSelected="(1|true)"', part)]
    assert selected == [name for name in after if name not in parts(rich()) and "worksheets/sheet" in name]


def test_a_calculation_chain_and_properties_are_left_alone() -> None:
    pieces = parts(plain())
    pieces["xl/calcChain.xml"] = b'<calcChain xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><c r="B4" i="1"/></calcChain>'  # fmt: skip
    after = parts(returned(packed(pieces), found()))
    for name in ("xl/calcChain.xml", "docProps/core.xml", "docProps/app.xml"):
        assert after[name] == pieces[name]
    numbers = re.findall(rb'sheetId="(\d+)"', after["xl/workbook.xml"])
    assert numbers == [b"2", b"1"]  # the chain names sheets by these numbers: a new sheet takes a new one


def test_our_rule_stands_before_those_that_are_there_and_these_keep_their_order() -> None:
    sheet = ElementTree.fromstring(parts(returned(rich(), found()))["xl/worksheets/sheet1.xml"])
    ranks = [(rule.get("type"), int(rule.get("priority", "0"))) for rule in sheet.iter(f"{MAIN}cfRule")]
    assert ranks == [("expression", 1), ("expression", 2), ("dataBar", 3)]


def test_the_order_of_a_sheets_children_is_the_prescribed_one() -> None:
    order = ["sheetData", "sheetProtection", "autoFilter", "mergeCells", "conditionalFormatting", "dataValidations",
             "hyperlinks", "printOptions", "pageMargins", "pageSetup", "headerFooter", "drawing", "legacyDrawing",
             "legacyDrawingHF", "tableParts", "extLst"]  # fmt: skip
    for kind, make in WORKBOOKS.items():
        original = make()
        content = returned(original, *some_rows(original))
        for name in names_of(content, r"^xl/worksheets/[^/]+$"):
            tags = [child.tag.removeprefix(MAIN) for child in ElementTree.fromstring(parts(content)[name])]
            ranks = [order.index(tag) for tag in tags if tag in order]
            assert ranks == sorted(ranks), (kind, name)


def test_every_part_that_was_added_is_declared_and_pointed_to() -> None:
    for make in WORKBOOKS.values():
        original = make()
        after = parts(returned(original, *some_rows(original)))
        types = after["[Content_Types].xml"].decode()
        for name in after:
            if name not in parts(original) and not name.endswith((".rels", ".vml")):
                assert f'PartName="/{name}"' in types
        assert types.count('Extension="vml"') == 1
        for name, content in after.items():
            if name.endswith((".xml", ".rels", ".vml")):
                ElementTree.fromstring(content)
                for id in re.findall(r'\br:id="([^"]+)"', content.decode()):
                    folder, _, own = name.rpartition("/")
                    assert f'Id="{id}"' in after[f"{folder}/_rels/{own}.rels"].decode()


def test_ids_of_shapes_are_unique_in_their_drawing() -> None:
    original = rich()
    for name, content in parts(returned(original, *some_rows(original))).items():
        if name.endswith(".vml"):
            ids = re.findall(rb'<v:shape id="([^"]+)"', content)
            assert len(ids) == len(set(ids)), name


def test_prefixes_of_the_department_are_spoken() -> None:
    pieces = parts(plain())
    for name in ("xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/workbook.xml"):
        text = re.sub(rb"<(/?)([A-Za-z])", rb"<\1x:\2", pieces[name].replace(b'xmlns="http', b'xmlns:x="http'))
        pieces[name] = text.replace(b"<x:?xml", b"<?xml")
    book = opened(returned(packed(pieces), found()))
    assert "B3" in notes(book["销售"])
    assert book["销售"].conditional_formatting


def test_the_same_arguments_give_the_same_bytes() -> None:
    original = rich()
    rows = some_rows(original)
    assert returned(original, *rows) == returned(original, *rows)


# ---------------------------------------------------------------- our texts are harmless


NASTY = [
    "=1+1",
    "@SUM(A1)",
    "+cmd|'/c calc'!A1",
    "<b>&]]>",
    '"a"',
    "_x0041_",
    "a\x01b\ud800",
    "长" * 40_000,
    "\u202egnp",
]


@pytest.mark.parametrize("text", NASTY)
def test_texts_stay_texts(text: str) -> None:
    content = returned(plain(), found(message=text, fix=text), found("", "", message=text))
    listed = opened(content)["问题清单"]
    assert all(cell.data_type in "sn" for row in listed.iter_rows() for cell in row)
    assert b"<f>" not in next(part for name, part in parts(content).items() if name.endswith("sheet2.xml"))
    assert listed["D4"].quotePrefix if hasattr(listed["D4"], "quotePrefix") else True


@given(st.text(min_size=1, max_size=60), st.text(max_size=60))
@settings(max_examples=60, deadline=None)
def test_any_text_gives_a_workbook_that_opens(message: str, fix: str) -> None:
    book = opened(returned(plain(), found(message=message, fix=fix), found("A" + fix, message)))
    assert book["销售"]["B3"].comment is not None


# ---------------------------------------------------------------- handed in again


def test_a_marked_copy_passes_the_guard_and_reads_as_before(tmp_path: Path) -> None:
    original = form().content
    (tmp_path / "a.xlsx").write_bytes(original)
    (tmp_path / "b.xlsx").write_bytes(returned(original, *some_rows(original)))
    before, after = (inspect(tmp_path / name, Limits()) for name in ("a.xlsx", "b.xlsx"))
    assert isinstance(before, Facts)
    assert isinstance(after, Facts)
    assert [sheet.cells for sheet in after.sheets[1:]] == [sheet.cells for sheet in before.sheets]
    assert [sheet.name for sheet in after.sheets] == ["问题清单", *(sheet.name for sheet in before.sheets)]


def test_a_mended_copy_that_comes_again_loses_the_marks_of_what_was_mended() -> None:
    original = rich()
    first = returned(original, found("销售", "B3"), found("销售", "C4"), found("锁定's & 表", "A1"))
    second = opened(returned(first, found("销售", "B4", message="新的")))
    assert second.sheetnames == ["问题清单", *opened(original).sheetnames]
    assert notes(second["销售"]) == notes(opened(original)["销售"]) | {
        "B4": "【问题清单】\n错误：新的\n处理办法：只填一个数，如 40"
    }
    assert notes(second["锁定's & 表"]) == {}
    marked = [
        str(area.sqref) for area in second["销售"].conditional_formatting if "reportgen" in str(area.rules[0].formula)
    ]
    assert marked == ["B4"]
    assert [row[2].value for row in second["问题清单"].iter_rows(min_row=4)] == ["B4"]


def test_marking_twice_is_marking_once() -> None:
    original = rich()
    rows = some_rows(original)
    once = returned(original, *rows)
    twice = returned(once, *rows)
    one, two = opened(once), opened(twice)
    assert one.sheetnames == two.sheetnames
    for sheet in one.worksheets:
        assert notes(sheet) == notes(two[sheet.title])
        assert len(sheet.conditional_formatting) == len(two[sheet.title].conditional_formatting)


# ---------------------------------------------------------------- what is not marked


def changed(name: str, old: bytes, new: bytes, make: Callable[[], bytes] = plain) -> bytes:
    pieces = parts(make())
    assert old in pieces[name]
    return packed(pieces | {name: pieces[name].replace(old, new)})


def with_part(name: str, content: bytes = b"x") -> bytes:
    return packed(parts(plain()) | {name: content})


def threaded() -> bytes:
    pieces = parts(rich())
    rels = "xl/worksheets/_rels/sheet1.xml.rels"
    link = b'<Relationship Id="rId99" Type="http://schemas.microsoft.com/office/2017/10/relationships/threadedComment" Target="../threadedComments/threadedComment1.xml"/></Relationships>'  # fmt: skip
    pieces[rels] = pieces[rels].replace(b"</Relationships>", link)
    pieces["xl/threadedComments/threadedComment1.xml"] = b'<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"><threadedComment ref="B3" id="{1}"><text>?</text></threadedComment></ThreadedComments>'  # fmt: skip
    return packed(pieces)


REFUSED: dict[str, tuple[Callable[[], bytes], str, str]] = {
    "ods": (plain, "a.ods", "只有 .xlsx"),
    "csv": (lambda: b"a,b", "a.csv", "只有 .xlsx"),
    "ole": (lambda: bytes.fromhex("d0cf11e0a1b11ae1") + b"EncryptedPackage", FILE, "密码"),
    "cut off": (lambda: plain()[:-200], FILE, "损坏"),
    "macro": (lambda: with_part("xl/vbaProject.bin"), FILE, "宏"),
    "signed": (lambda: with_part("_xmlsignatures/sig1.xml"), FILE, "签名"),
    "shared": (lambda: with_part("xl/revisions/revisionHeaders.xml"), FILE, "共享"),
    "no types": (lambda: packed({name: part for name, part in parts(plain()).items() if "Types" not in name}), FILE, "损坏"),
    "strict": (lambda: changed("xl/workbook.xml", b"http://schemas.openxmlformats.org/spreadsheetml/2006/main", b"http://purl.oclc.org/ooxml/spreadsheetml/main"), FILE, "Strict"),
    "doctype": (lambda: changed("xl/worksheets/sheet1.xml", b"<worksheet", b"<!DOCTYPE a []><worksheet"), FILE, "不应有"),
    "utf-16": (lambda: with_part("xl/worksheets/sheet1.xml", "<a/>".encode("utf-16")), FILE, "不应有"),
    "broken xml": (lambda: changed("xl/worksheets/sheet1.xml", b"</worksheet>", b""), FILE, "不常见"),
    "odd order": (lambda: changed("xl/worksheets/sheet1.xml", b"<sheetData>", b"<pageMargins/><sheetData>"), FILE, "不常见"),
    "unknown child": (lambda: changed("xl/worksheets/sheet1.xml", b"<sheetData>", b"<sheetNew/><sheetData>"), FILE, "不常见"),
    "huge merge": (lambda: changed("xl/worksheets/sheet1.xml", b"</sheetData>", b'</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'), FILE, "太大"),
    "threads": (threaded, FILE, "新式批注"),
    "no drawing": (lambda: changed("xl/worksheets/sheet1.xml", b"<legacyDrawing r:id=", b"<picture r:id=", rich), FILE, "不常见"),
    "odd drawing": (lambda: changed("xl/drawings/vmlDrawing1.vml", b"</xml>", b"<br></xml>", rich), FILE, "不常见"),
    "no styles": (lambda: changed("xl/_rels/workbook.xml.rels", b"relationships/styles", b"relationships/other"), FILE, "不常见"),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_marked_for_certain_is_refused_with_a_reason(case: str) -> None:
    make, file, reason = REFUSED[case]
    made = returned_workbook(make(), file, [found(file=file), found(cell="C9", file=file)])
    assert made.content is None
    assert reason in made.why_not


def test_without_findings_there_is_nothing_to_give_back() -> None:
    assert returned_workbook(plain(), FILE, []) == Returned(None, "没有要标注的问题")


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_a_damaged_workbook_is_refused_or_marked_but_never_an_accident(data: st.DataObject) -> None:
    """One XML part of the workbook has a piece cut out or doubled."""
    pieces = parts(data.draw(st.sampled_from([plain(), form().content])))
    name = data.draw(st.sampled_from(sorted(name for name in pieces if name.startswith(("xl", "_rels", "[")))))
    part = pieces[name]
    start = data.draw(st.integers(0, len(part)))
    end = data.draw(st.integers(start, min(len(part), start + 80)))
    again = data.draw(st.sampled_from([0, 2]))
    original = packed(pieces | {name: part[:start] + part[start:end] * again + part[end:]})
    made = returned_workbook(original, FILE, [found(), found("指标数据", "C6")])
    assert (made.content is None) == bool(made.why_not)


# ---------------------------------------------------------------- real workbooks


def handed_in() -> list[Path]:
    return sorted((ROOT / "inputs").rglob("*.xlsx"))


@pytest.mark.parametrize("path", handed_in(), ids=lambda path: path.name)
def test_the_workbooks_of_the_example_months_can_be_marked(path: Path) -> None:
    original = path.read_bytes()
    rows = [
        found(sheet.title, cell, file=path.name)
        for sheet in opened(original).worksheets
        for cell in ("A1", "B6", "Z40")
    ]
    made = returned_workbook(original, path.name, rows)
    assert made.why_not == ""
    assert made.content is not None
    before, after = parts(original), parts(made.content)
    loose = names_of(original, r"^xl/worksheets/|^xl/comments|vmlDrawing")
    assert {name for name in before if before[name] != after[name]} <= FRAME | loose


# ---------------------------------------------------------------- LibreOffice


@pytest.fixture
def office(tmp_path: Path) -> Callable[[bytes, str], bytes]:
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice is not installed")

    def convert(content: bytes, kind: str) -> bytes:
        (tmp_path / "a.xlsx").write_bytes(content)
        command = [program, "--headless", f"-env:UserInstallation=file://{tmp_path}/profile", "--convert-to", kind]
        command += ["--outdir", str(tmp_path / "out"), str(tmp_path / "a.xlsx")]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        return (tmp_path / "out" / f"a.{kind}").read_bytes()

    return convert


@pytest.mark.verify
@pytest.mark.parametrize("kind", WORKBOOKS)
def test_libreoffice_keeps_marks_and_notes(kind: str, office: Callable[[bytes, str], bytes]) -> None:
    original = WORKBOOKS[kind]()
    content = returned(original, *some_rows(original))
    ours, theirs = opened(content), opened(office(content, "xlsx"))
    assert theirs.sheetnames == ours.sheetnames
    assert theirs.active.title == "问题清单"
    for sheet in ours.worksheets:
        twin = theirs[sheet.title]
        assert notes(twin) == notes(sheet)
        assert twin.sheet_state == sheet.sheet_state
        assert twin.protection.sheet == sheet.protection.sheet
        for row in sheet.iter_rows():
            for cell in row:
                assert (twin[cell.coordinate].value or None) == (cell.value or None)


@pytest.mark.verify
@pytest.mark.parametrize("kind", WORKBOOKS)
def test_what_libreoffice_saved_can_be_marked_and_marked_again(
    kind: str, office: Callable[[bytes, str], bytes]
) -> None:
    saved_once = office(WORKBOOKS[kind](), "xlsx")
    own = {sheet.title: notes(sheet) for sheet in opened(saved_once).worksheets}
    rows = some_rows(saved_once)
    again = office(returned(saved_once, *rows), "xlsx")
    name = opened(saved_once).sheetnames[0]
    book = opened(returned(again, found(name, "C9", message="新的")))
    assert book.sheetnames == ["问题清单", *own]
    for title, theirs in own.items():
        expected = theirs | ({"C9": "【问题清单】\n错误：新的\n处理办法：只填一个数，如 40"} if title == name else {})
        assert notes(book[title]) == expected
    ours = {
        title: [str(area.sqref) for area in book[title].conditional_formatting if "reportgen:f" in str(area.rules[0].formula)]
        for title in own
    }  # fmt: skip
    assert ours == {title: ["C9"] if title == name else [] for title in own}


def colours(pdf: bytes, page: int, folder: Path) -> set[bytes]:
    (folder / "a.pdf").write_bytes(pdf)
    command = ["pdftoppm", "-r", "50", "-aa", "no", "-aaVector", "no", "-f", str(page), "-l", str(page)]
    picture = subprocess.run([*command, str(folder / "a.pdf")], check=True, capture_output=True, timeout=60).stdout
    pixels = picture.split(b"\n", 3)[3]
    return {pixels[at : at + 3] for at in range(0, len(pixels), 3)}


@pytest.mark.verify
def test_marks_are_seen_over_the_departments_own_colours(office: Callable[[bytes, str], bytes], tmp_path: Path) -> None:
    pdf = office(returned(rich(), *(found("销售", f"B{row}") for row in range(2, 10))), "pdf")
    listed, sheet = colours(pdf, 1, tmp_path), colours(pdf, 2, tmp_path)
    assert bytes.fromhex("FFC7CE") in listed & sheet
    assert bytes.fromhex("00FF00") in colours(office(rich(), "pdf"), 1, tmp_path)
    assert bytes.fromhex("00FF00") not in sheet


def test_the_workbooks_above_hold_what_they_are_there_for() -> None:
    names = " ".join(sorted(parts(rich())))
    for wanted in ("comments1", "vmlDrawing1", "media/image1", "charts/chart1", "tables/table1", "chartsheets/sheet1"):
        assert wanted in names
