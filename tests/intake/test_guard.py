"""What the guard refuses, with the file that shows it, and the honest files that it must let pass."""

from __future__ import annotations

import time
import tracemalloc
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from openpyxl.styles import Font

from reportgen.findings.file_words import WORDS
from reportgen.findings.files import CATALOGUE
from reportgen.intake.facts import ERROR, FORMATS, FORMULA, HIDDEN, KIND_SHIFT, NO_RESULT, Facts, key_of
from reportgen.intake.guard import inspect
from reportgen.intake.limits import Limits
from reportgen.intake.refusal import Refusal
from tests.intake.workbooks import SHEET, TYPES, parts, row, styled, write

LIMITS = Limits()
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504
Package = dict[str, str | bytes]


def refused(path: Path, limits: Limits = LIMITS) -> dict[str, str]:
    """The refusal's code, place and values."""
    answer = inspect(path, limits)
    assert isinstance(answer, Refusal), answer
    found = answer.finding
    _, languages = CATALOGUE[found.code]
    for message, fix in languages.values():
        assert message.format(**dict(found.values)), fix.format(**dict(found.values))
    assert all(value in WORDS for name, value in found.values if name in ("reason", "what"))
    return {"code": found.code, "sheet": found.where.sheet, "cell": found.where.cell} | dict(found.values)


def facts(path: Path, limits: Limits = LIMITS) -> Facts:
    answer = inspect(path, limits)
    assert isinstance(answer, Facts), answer
    return answer


def changed(**more: str | bytes) -> Package:
    names = {"workbook": "xl/workbook.xml", "sheet": SHEET, "types": "[Content_Types].xml", "drawing": "xl/d.xml"}
    return parts(row('<c r="A1"><v>1</v></c>')) | {names.get(name, name): content for name, content in more.items()}


def nested(depth: int) -> str:
    return "<a>" * depth + "</a>" * depth


KILLERS: dict[str, tuple[Package, dict[str, str]]] = {
    "a value at XFD1048576": (
        parts(row('<c r="XFD1048576"><v>1</v></c>', 1048576)),
        {"code": "FILE_LIMIT", "what": "rows", "found": "1048576", "limit": "100000", "cell": "XFD1048576"},
    ),
    "a value in column IW": (
        parts(row('<c r="IW1"><v>1</v></c>')),
        {"code": "FILE_LIMIT", "what": "columns", "found": "257", "cell": "IW1"},
    ),
    "an empty text at XFD1048576": (
        parts(row('<c r="XFD1048576" t="str"><v></v></c>', 1048576)),
        {"code": "FILE_LIMIT", "what": "rows"},
    ),
    "two values that span a box of 25 million": (
        parts(
            '<sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="99999"><c r="IV99999"><v>1</v></c></row></sheetData>'
        ),
        {"code": "FILE_LIMIT", "what": "box", "sheet": "S"},
    ),
    "a DOCTYPE": (
        changed(workbook='<!DOCTYPE w [<!ENTITY a "b">]><workbook/>'),
        {"code": "FILE_UNSAFE", "reason": "doctype", "part": "xl/workbook.xml"},
    ),
    "a DOCTYPE in a part nobody reads": (
        changed(drawing="<!DOCTYPE w><w/>"),
        {"code": "FILE_UNSAFE", "reason": "doctype", "part": "xl/d.xml"},
    ),
    "a sheet in UTF-16": (
        changed(sheet=f'<?xml version="1.0" encoding="UTF-16"?>{parts(row(""))[SHEET]!s}'.encode("utf-16")),
        {"code": "FILE_UNSAFE", "reason": "encoding"},
    ),
    "a sheet that says it is GBK": (
        changed(sheet='<?xml version="1.0" encoding="GBK"?><worksheet/>'),
        {"code": "FILE_UNSAFE", "reason": "encoding"},
    ),
    "too deep": (changed(sheet=nested(33)), {"code": "FILE_UNSAFE", "reason": "depth"}),
    "column ZZZ": (
        parts(row('<c r="ZZZ1"><v>1</v></c>')),
        {"code": "FILE_DAMAGED", "reason": "reference", "cell": "ZZZ1"},
    ),
    "row 1048577": (
        parts(row('<c r="A1048577"><v>1</v></c>', 1048576)),
        {"code": "FILE_DAMAGED", "reason": "reference"},
    ),
    "row 0": (parts(row("", 0)), {"code": "FILE_DAMAGED", "reason": "reference"}),
    "a lower-case reference": (parts(row('<c r="a1"><v>1</v></c>')), {"code": "FILE_DAMAGED", "cell": "a1"}),
    "a cell that says it is in another row": (
        parts(row('<c r="A1"><v>1</v></c>', 3)),
        {"code": "FILE_DAMAGED", "reason": "reference"},
    ),
    "the same cell twice": (
        parts(row('<c r="B1"><v>1</v></c><c r="B1"><v>2</v></c>')),
        {"code": "FILE_DAMAGED", "reason": "cell_twice", "cell": "B1"},
    ),
    "two values in a cell": (
        parts(row('<c r="A1"><v>1</v><v>2</v></c>')),
        {"code": "FILE_DAMAGED", "reason": "value_twice"},
    ),
    "two tables in a sheet": (parts(row("") + row("")), {"code": "FILE_DAMAGED", "reason": "sheet_data_twice"}),
    "NaN": (parts(row('<c r="A1"><v>NaN</v></c>')), {"code": "FILE_DAMAGED", "reason": "number", "cell": "A1"}),
    "infinity": (parts(row('<c r="A1"><v>1e999</v></c>')), {"code": "FILE_DAMAGED", "reason": "number", "cell": "A1"}),
    "a comment inside a number": (
        parts(row('<c r="A1"><v>6<!-- 0 -->7</v></c>')),
        {"code": "FILE_UNSAFE", "reason": "cdata"},
    ),
    "CDATA as a number": (parts(row('<c r="A1"><v><![CDATA[5]]></v></c>')), {"code": "FILE_UNSAFE", "reason": "cdata"}),
    "a string that is not there": (
        parts(row('<c r="C4" t="s"><v>1</v></c>', 4), strings="<si><t>a</t></si>"),
        {"code": "FILE_DAMAGED", "reason": "string_index", "cell": "C4"},
    ),
    "an error nobody knows": (
        parts(row('<c r="A1" t="e"><v>#OOPS!</v></c>')),
        {"code": "FILE_DAMAGED", "reason": "error", "cell": "A1"},
    ),
    "10,001 merges": (
        parts(
            "<mergeCells>"
            + "".join(f'<mergeCell ref="A{2 * n}:B{2 * n}"/>' for n in range(1, 10_002))
            + "</mergeCells>"
        ),
        {"code": "FILE_LIMIT", "what": "merges", "found": "10001", "limit": "10000"},
    ),
    "a merge outside": (parts('<mergeCell ref="A1:XFE1"/>'), {"code": "FILE_DAMAGED", "reason": "reference"}),
    "a name that climbs out": (changed(**{"../evil.xml": "<a/>"}), {"code": "FILE_UNSAFE", "reason": "entry_name"}),
    "an absolute name": (changed(**{"/etc/passwd": "x"}), {"code": "FILE_UNSAFE", "reason": "entry_name"}),
    "a name with a backslash": (changed(**{"xl\\sheet.xml": "<a/>"}), {"code": "FILE_UNSAFE", "reason": "entry_name"}),
    "a name with a control character": (
        changed(**{"xl/\x07.xml": "<a/>"}),
        {"code": "FILE_UNSAFE", "reason": "entry_name"},
    ),
    "names that differ in case only": (
        changed(**{"XL/Workbook.xml": "<a/>"}),
        {"code": "FILE_UNSAFE", "reason": "entry_twice"},
    ),
    "2,001 entries": (
        changed(**{f"x/{number}": "" for number in range(2_001)}),
        {"code": "FILE_LIMIT", "what": "entries", "limit": "2000"},
    ),
    "a macro part": (changed(**{"xl/vbaProject.bin": b"x"}), {"code": "FILE_MACRO"}),
    "a macro content type": (
        changed(
            types=TYPES.replace(
                "openxmlformats-officedocument.spreadsheetml.sheet.main", "ms-excel.sheet.macroEnabled.main"
            )
        ),
        {"code": "FILE_MACRO"},
    ),
    "a binary workbook": (changed(**{"xl/workbook.bin": b"x"}), {"code": "FILE_XLS"}),
    "malformed XML": (changed(sheet="<worksheet><sheetData>"), {"code": "FILE_DAMAGED", "reason": "xml"}),
    "a sheet part that is missing": (
        {name: content for name, content in changed().items() if name != SHEET},
        {"code": "FILE_DAMAGED", "reason": "part_missing", "sheet": "S"},
    ),
    "a Word file": ({"[Content_Types].xml": "<Types/>", "word/document.xml": "<w/>"}, {"code": "FILE_NOT_WORKBOOK"}),
}


@pytest.mark.parametrize("name", KILLERS)
def test_a_file_that_lies_is_refused(name: str, tmp_path: Path) -> None:
    package, expected = KILLERS[name]
    assert expected.items() <= refused(write(tmp_path / "x.xlsx", package)).items()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (OLE + "EncryptedPackage".encode("utf-16-le"), "FILE_ENCRYPTED"),
        (OLE + "Workbook".encode("utf-16-le"), "FILE_XLS"),
        (OLE + "WordDocument".encode("utf-16-le"), "FILE_NOT_WORKBOOK"),
        (b"", "FILE_NOT_WORKBOOK"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "FILE_NOT_WORKBOOK"),
        (b"PK\x03\x04" + b"\0" * 100, "FILE_DAMAGED"),
    ],
)
def test_what_is_no_package_is_told_by_its_first_bytes(content: bytes, code: str, tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(content)
    assert refused(path)["code"] == code


def test_a_workbook_cut_short_is_damaged(tmp_path: Path) -> None:
    path = write(tmp_path / "x.xlsx", changed())
    path.write_bytes(path.read_bytes()[:-200])
    assert refused(path)["code"] == "FILE_DAMAGED"


def test_bytes_flipped_inside_a_part_are_damaged(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as target:
        for name, content in changed().items():
            target.writestr(name, content)
    path.write_bytes(path.read_bytes().replace(b"<v>1</v>", b"<v>7</v>"))
    assert refused(path)["code"] == "FILE_DAMAGED"


def test_the_same_entry_name_twice_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "x.xlsx", changed())
    with zipfile.ZipFile(path, "a") as target, pytest.warns(UserWarning, match="Duplicate"):
        target.writestr(SHEET, "<worksheet/>")
    assert refused(path)["reason"] == "entry_twice"


def test_a_zip_bomb_is_stopped_while_it_inflates(tmp_path: Path) -> None:
    """300 MB of one byte in a package of 0.3 MB, whose directory could say anything."""
    path = write(tmp_path / "bomb.xlsx", changed(**{"xl/media/a.png": b"0" * 300_000_000}))
    started = time.perf_counter()
    tracemalloc.start()
    answer = refused(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (answer["code"], answer["what"]) == ("FILE_LIMIT", "entry_bytes")
    assert time.perf_counter() - started < 5
    assert peak < 20_000_000


def test_many_parts_together_are_counted(tmp_path: Path) -> None:
    small = replace(LIMITS, inflated_bytes=100_000)
    path = write(tmp_path / "x.xlsx", changed(**{f"xl/media/{n}.png": b"0" * 20_000 for n in range(6)}))
    assert refused(path, small)["what"] == "inflated_bytes"


def test_a_large_file_is_not_opened(tmp_path: Path) -> None:
    path = write(tmp_path / "x.xlsx", changed())
    assert refused(path, replace(LIMITS, file_bytes=100)) | {"size": ""} == {
        "code": "FILE_TOO_BIG", "sheet": "", "cell": "", "size": "", "limit": "9.53674e-05 MiB",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("what", "limits"), [("cells", replace(LIMITS, cells=5)), ("sheets", replace(LIMITS, sheets=1))]
)
def test_counts_run_over_the_whole_workbook(what: str, limits: Limits, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for sheet in (book.active, book.create_sheet("2")):
        assert sheet is not None
        sheet.append([1, 2, 3])
    book.save(tmp_path / "x.xlsx")
    assert refused(tmp_path / "x.xlsx", limits)["what"] == what


def openpyxl_styled_corner(path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet["A1"] = 1
    sheet["XFD1048576"].font = Font(bold=True)
    sheet.column_dimensions["C"].font = Font(bold=True)
    book.save(path)


def xlsxwriter_whole_columns(path: Path) -> None:
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        sheet.set_column(0, 16383, 12, book.add_format({"num_format": "0.00%"}))
        sheet.write_number(0, 0, 1)
        sheet.write_blank(1048575, 16383, None, book.add_format({"bold": True}))


@pytest.mark.parametrize("make", [openpyxl_styled_corner, xlsxwriter_whole_columns])
def test_styled_but_empty_cells_are_honest(make: Callable[[Path], None], tmp_path: Path) -> None:
    make(tmp_path / "x.xlsx")
    assert list(facts(tmp_path / "x.xlsx").sheets[0].cells) == [key_of(1, 1)]


def test_a_drawing_that_is_malformed_does_not_withhold_the_figures(tmp_path: Path) -> None:
    assert facts(write(tmp_path / "x.xlsx", changed(drawing="<a><b></a>"))).sheets[0].cells


def test_cells_without_a_reference_follow_each_other(tmp_path: Path) -> None:
    cells = '<sheetData><row><c><v>1</v></c><c r="E1"><v>2</v></c><c><v>3</v></c></row><row><c><v>4</v></c></row></sheetData>'
    found = facts(write(tmp_path / "x.xlsx", parts(cells))).sheets[0].cells
    assert sorted(found) == [key_of(1, 1), key_of(1, 5), key_of(1, 6), key_of(2, 1)]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ('<c r="A1"><f>1+1</f></c>', "no result"),
        ('<c r="A1"><f>1+1</f><v></v></c>', "no result"),
        ('<c r="A1"><f>1+1</f><v/></c>', "no result"),
        ('<c r="A1" t="str"><f>""</f></c>', "no result"),
        ('<c r="A1" t="str"><f>""</f><v></v></c>', "formula"),
        ('<c r="A1"><f>1+1</f><v>2</v></c>', "formula"),
        ('<c r="A1"><f t="shared" si="0"/><v>2</v></c>', "formula"),
        ('<c r="A1" t="e"><f>1/0</f><v>#DIV/0!</v></c>', "error"),
        ('<c r="A1"><v></v></c>', "nothing"),
        ('<c r="A1" t="s"><v/></c>', "nothing"),
    ],
)
def test_formulas_are_told_from_values_and_from_nothing(cell: str, expected: str, tmp_path: Path) -> None:
    sheet = facts(write(tmp_path / "x.xlsx", parts(row(cell)))).sheets[0]
    code = sheet.cells.get(key_of(1, 1))
    if code is None:
        assert expected == "nothing"
        return
    kind = {NO_RESULT: "no result", ERROR: "error"}.get(code >> KIND_SHIFT & 7, "formula")
    assert (kind, bool(code & FORMULA)) == (expected, True)


FORMAT_KINDS = [
    (0, "general"), (1, "number"), (4, "number"), (9, "percent"), (10, "percent"), (14, "date"), (20, "date"),
    (22, "date"), (27, "date"), (31, "date"), (36, "date"), (37, "number"), (45, "date"), (46, "number"), (49, "text"),
    (50, "date"), (57, "date"), (58, "date"), (59, "number"), ("General", "general"), ("G/通用格式", "general"),
    ("0.00%", "percent"), ('0.00"%"', "number"), ("@", "text"), ("yyyy-mm-dd", "date"), ('yyyy"年"m"月"', "date"),
    ("yyyy年m月d日", "date"), ("[$-804]yyyy年m月d日;@", "date"), ("[h]:mm", "number"), ("[Red]0.00", "number"),
    ('0"年"', "number"), ("0年", "number"), ('#,##0.00"元"', "number"), ("[$￥-804]#,##0.00", "number"),
    (r"0.0\d", "number"), ("0.00;yyyy", "number"), ("aaaa", "date"), ("#,##0_ ;[红色]-#,##0 ", "number"),
]  # fmt: skip


@pytest.mark.parametrize(("format", "kind"), FORMAT_KINDS)
def test_number_formats_say_what_a_number_means(format: int | str, kind: str, tmp_path: Path) -> None:
    package = parts(row('<c r="A1" s="1"><v>46000.5</v></c>'), styles=styled(0, format))
    code = facts(write(tmp_path / "x.xlsx", package)).sheets[0].cells[key_of(1, 1)]
    assert FORMATS[code & 7] == kind


def test_hidden_rows_columns_sheets_and_merges_are_seen(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for values in ([1, 2, 3], [4, 5, 6]):
        sheet.append(values)
    sheet.row_dimensions[2].hidden = True
    sheet.column_dimensions["B"].hidden = True
    sheet.merge_cells("D1:E2")
    book.create_sheet("b").sheet_state = "hidden"
    book.create_sheet("c").sheet_state = "veryHidden"
    book.save(tmp_path / "x.xlsx")
    found = facts(tmp_path / "x.xlsx")
    hidden = sorted(key for key, code in found.sheets[0].cells.items() if code & HIDDEN)
    assert hidden == [key_of(1, 2), key_of(2, 1), key_of(2, 2), key_of(2, 3)]
    assert found.sheets[0].merges == ((1, 4, 2, 5),)
    assert [sheet.hidden for sheet in found.sheets] == [False, True, True]


def test_chart_sheets_are_passed_by(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(str(tmp_path / "x.xlsx")) as book:
        book.add_worksheet("A").write(0, 0, 1)
        chart = book.add_chart({"type": "line"})
        chart.add_series({"values": "=A!$A$1"})
        book.add_chartsheet("C").set_chart(chart)
        book.add_worksheet("B")
    assert [(sheet.name, sheet.index) for sheet in facts(tmp_path / "x.xlsx").sheets] == [("A", 0), ("B", 2)]
