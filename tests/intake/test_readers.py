"""What is read is what was written: by openpyxl, XlsxWriter, LibreOffice and by hand; openpyxl gives the second opinion."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.findings.file_words import WORDS
from reportgen.findings.files import CATALOGUE
from reportgen.intake.facts import Facts
from reportgen.intake.formats import from_serial
from reportgen.intake.limits import Limits
from reportgen.intake.raw import RawBook, RawCell
from reportgen.intake.readers import READERS, csv, reader_for
from reportgen.intake.readers.xlsx import read_values
from reportgen.intake.refusal import Refusal, Refused
from reportgen.records import Finding
from tests.intake.workbooks import STRICT_MAIN, STRICT_REL, parts, row, styled, write

LIMITS = Limits()
Shown = tuple[str, Any, str]


def read(path: Path, name: str = "") -> RawBook:
    reader = reader_for(path.name)
    assert reader is not None
    answer = reader.read(path, name or path.name, LIMITS)
    assert isinstance(answer, RawBook), answer
    return answer


def refused(path: Path) -> Finding:
    reader = reader_for(path.name)
    assert reader is not None
    answer = reader.read(path, path.name, LIMITS)
    assert isinstance(answer, Refusal), answer
    return answer.finding


def cells(book: RawBook, sheet: int = 0) -> dict[tuple[int, int], RawCell]:
    return {(cell.row, cell.column): cell for cell in book.sheets[sheet].cells}


def shown(cell: RawCell) -> Shown:
    return (cell.kind, cell.value, cell.format)


def by_hand(tmp_path: Path, sheet: str, **more: str) -> dict[tuple[int, int], RawCell]:
    return cells(read(write(tmp_path / "x.xlsx", parts(sheet, **more))))


# ---------------------------------------------------------------- the folder of readers


def test_every_reader_module_stands_in_the_tuple() -> None:
    folder = Path(csv.__file__).parent
    assert {path.stem for path in folder.glob("*.py")} - {"__init__"} == {reader.kind for reader in READERS}


def test_a_reader_is_found_by_the_ending_whatever_its_case() -> None:
    kinds = {
        name: getattr(reader_for(name), "kind", None) for name in ("A.XLSX", "旧.xls", "b.Csv", "c.ods", "d.pdf", "e")
    }
    assert kinds == {"A.XLSX": "xlsx", "旧.xls": "xlsx", "b.Csv": "csv", "c.ods": "ods", "d.pdf": None, "e": None}


def test_every_code_has_its_words_in_both_languages() -> None:
    for code, (severity, languages) in CATALOGUE.items():
        assert severity in ("error", "warning", "note"), code
        assert set(languages) == {"zh", "en"}, code
    assert all(set(languages) == {"zh", "en"} for languages in WORDS.values())


# ---------------------------------------------------------------- values


def test_numbers_are_what_excel_shows(tmp_path: Path) -> None:
    texts = ["0.1", "0.30000000000000004", "0.28999999999999998", "1234567890123456789", "-0", "1E-3", "100", "86.60"]
    found = by_hand(tmp_path, row("".join(f"<c><v>{text}</v></c>" for text in texts)))
    values = [str(found[1, column].value) for column in range(1, 9)]
    assert values == ["0.1", "0.3", "0.29", "1.23456789012346E+18", "0", "0.001", "100", "86.6"]


def test_ids_stay_text_and_keep_their_zeros(tmp_path: Path) -> None:
    found = by_hand(
        tmp_path,
        row(
            '<c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><t>0102</t></is></c><c r="C1" t="str"><v>7</v></c>'
        ),
        strings="<si><t>001</t></si>",
    )
    assert [shown(found[1, column]) for column in (1, 2, 3)] == [
        ("text", "001", "general"),
        ("text", "0102", "general"),
        ("text", "7", "general"),
    ]


def test_text_is_kept_as_it_stands(tmp_path: Path) -> None:
    """Spaces, line breaks, control and bidi characters are somebody else's finding: nothing is cleaned here."""
    texts = ["<si><t xml:space='preserve'> 张三 </t></si>", "<si><t>a&#10;b</t></si>", "<si><t>a\u202eb</t></si>"]
    runs = "<si><r><t>合</t></r><r><t>计</t></r><rPh sb='0' eb='1'><t>heji</t></rPh></si>"
    found = by_hand(
        tmp_path,
        row("".join(f'<c t="s"><v>{index}</v></c>' for index in range(4))),
        strings="".join(texts) + runs,
    )
    assert [found[1, column].value for column in range(1, 5)] == [" 张三 ", "a\nb", "a\u202eb", "合计"]


def test_an_empty_text_is_nothing_but_an_empty_result_is_a_formula(tmp_path: Path) -> None:
    found = by_hand(
        tmp_path,
        row(
            '<c r="A1" t="s"><v>0</v></c><c r="B1" t="str"><f>""</f><v></v></c><c r="C1" t="inlineStr"><is><t/></is></c>'
        ),
        strings="<si><t/></si>",
    )
    assert found == {(1, 2): RawCell(1, 2, None, "blank", "general", formula=True)}


@pytest.mark.parametrize(
    ("serial", "date1904", "value"),
    [
        ("46296", False, date(2026, 10, 1)),
        ("46296.354166666664", False, datetime(2026, 10, 1, 8, 30)),
        ("44834", True, date(2026, 10, 1)),
        ("0.5", False, time(12)),
        ("1", False, date(1900, 1, 1)),
        ("59", False, date(1900, 2, 28)),
        ("60", False, Decimal(60)),  # the 29th of February 1900 that never was
        ("61", False, date(1900, 3, 1)),
        ("-1", False, Decimal(-1)),
        ("2958465", False, date(9999, 12, 31)),
        ("2958466", False, Decimal(2958466)),
        ("1", True, date(1904, 1, 2)),
    ],
)
@pytest.mark.parametrize("format", [14, 31, 58, 'yyyy"年"m"月"d"日"'])
def test_a_number_with_a_date_format_is_a_date(
    serial: str, date1904: bool, value: object, format: int | str, tmp_path: Path
) -> None:
    workbook = '<workbookPr date1904="1"/>' if date1904 else ""
    sheet = row(f'<c r="A1" s="1"><v>{serial}</v></c>')
    cell = by_hand(tmp_path, sheet, styles=styled(0, format), workbook=workbook)[1, 1]
    assert shown(cell) == ("number" if isinstance(value, Decimal) else "date", value, "date")


def test_elapsed_time_is_a_number_of_days(tmp_path: Path) -> None:
    sheet = row('<c s="1"><v>1.5</v></c><c s="2"><v>1.5</v></c>')
    found = by_hand(tmp_path, sheet, styles=styled(0, 46, "[h]:mm"))
    assert [shown(found[1, column]) for column in (1, 2)] == [("number", Decimal("1.5"), "number")] * 2


@given(st.integers(61, 2_958_465), st.integers(0, 86_399))
def test_serials_are_openpyxls_dates(days: int, seconds: int) -> None:
    serial = Decimal(days) + Decimal(seconds) / 86_400
    expected = openpyxl.utils.datetime.from_excel(days + seconds / 86_400)
    found = from_serial(serial, False)
    assert found == (expected.date() if not seconds else datetime.combine(expected.date(), expected.time()))


def test_a_formula_is_read_with_its_facts(tmp_path: Path) -> None:
    found = by_hand(
        tmp_path,
        row(
            '<c r="A1"><f t="shared" ref="A1:B1" si="0">C1*2</f><v>5</v></c><c r="B1"><f t="shared" si="0"/><v>6</v></c>'
            '<c r="C1"><f>A1</f></c><c r="D1" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="E1" t="e"><v>#N/A</v></c>'
            '<c r="F1" t="b"><v>1</v></c>'
        ),
    )
    assert [(*shown(cell)[:2], cell.formula) for cell in found.values()] == [
        ("number", Decimal(5), True),
        ("number", Decimal(6), True),
        ("no-result", None, True),
        ("error", "#DIV/0!", True),
        ("error", "#N/A", False),
        ("bool", True, False),
    ]


def test_a_formula_saved_by_openpyxl_was_never_calculated(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append([1, 2, "=A1+B1", '=""'])
    book.save(tmp_path / "x.xlsx")
    found = cells(read(tmp_path / "x.xlsx"))
    assert [found[1, column].kind for column in (1, 2, 3, 4)] == ["number", "number", "no-result", "no-result"]


def test_a_strict_workbook_is_read(tmp_path: Path) -> None:
    package = parts(
        row('<c r="A1" t="s"><v>0</v></c><c r="B1" s="1" t="d"><v>2026-10-01</v></c><c r="C1" s="1"><v>46296</v></c>'),
        strings="<si><t>甲</t></si>",
        styles=styled(0, 14),
        main=STRICT_MAIN,
        rel=STRICT_REL,
    )
    found = cells(read(write(tmp_path / "x.xlsx", package)))
    assert [cell.value for cell in found.values()] == ["甲", date(2026, 10, 1), date(2026, 10, 1)]


def test_a_value_that_only_one_side_sees_is_never_silent(tmp_path: Path) -> None:
    """The guard's facts of one file with the values of another, as if the value reader had lost or invented a cell."""
    from reportgen.intake.guard import inspect

    two = write(tmp_path / "two.xlsx", parts(row('<c r="A1"><v>1</v></c><c r="B1"><v>2</v></c>')))
    one = write(tmp_path / "one.xlsx", parts(row('<c r="A1"><v>1</v></c>')))
    text = write(tmp_path / "text.xlsx", parts(row('<c r="A1" t="str"><v>1</v></c>')))
    for seen, given_ in ((two, one), (one, two), (text, one)):
        facts = inspect(seen, LIMITS)
        assert isinstance(facts, Facts)
        with pytest.raises(Refused) as caught:
            read_values(given_, facts)
        assert (caught.value.code, caught.value.sheet) == ("SHEET_READ_SHORT", "S")


# ---------------------------------------------------------------- other programs as the second opinion

text_values = st.text(st.characters(exclude_categories=["Cs", "Cc", "Co", "Cn"]), min_size=1, max_size=12).filter(
    lambda text: text.strip() == text and "_x" not in text.lower()
)
number_values = st.one_of(
    st.integers(-(10**14), 10**14),
    st.decimals(-(10**9), 10**9, places=2).map(float),
    st.floats(-1e15, 1e15, allow_nan=False, allow_infinity=False),
)
grids = st.lists(
    st.lists(st.one_of(st.none(), st.booleans(), text_values, number_values), min_size=1, max_size=6),
    min_size=1,
    max_size=8,
)


@settings(max_examples=60, deadline=None)
@given(grids)
def test_any_grid_is_read_back_as_it_was_written(grid: list[list[Any]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.xlsx"
        with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False}) as book:
            sheet = book.add_worksheet()
            for number, line in enumerate(grid):
                for column, value in enumerate(line):
                    if isinstance(value, str):
                        sheet.write_string(number, column, value)
                    elif value is not None:
                        sheet.write(number, column, value)
        found = {place: cell.value for place, cell in cells(read(path)).items()}
    expected = {
        (number, column): _expected(value)
        for number, line in enumerate(grid, 1)
        for column, value in enumerate(line, 1)
        if value is not None
    }
    assert found == expected


def _expected(value: object) -> object:
    if isinstance(value, (bool, str)):
        return value
    written = f"{float(str(value)):.16G}"  # XlsxWriter writes 16 digits, Excel shows 15 of them
    return Decimal(format(float(written), ".15g"))


def mixed_workbook(path: Path) -> None:
    """A form as offices fill it in: ids, percentages, Chinese dates, merges, hidden rows, formulas, a second sheet."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "日常考核"
    sheet.append(["2026年10月考核表"])
    sheet.merge_cells("A1:E1")
    sheet.append(["工号", "姓名", "完成率", "日期", "得分"])
    sheet.append(["001", "张三", 0.92, date(2026, 10, 1), "=C3*100"])
    sheet.append(["002", "李四", 0.85, datetime(2026, 10, 8, 8, 30), "=1/0"])
    sheet.append([None, "备注\n两行", True, 86.6, '=""'])
    for line in (3, 4):
        sheet.cell(line, 3).number_format = "0.00%"
        sheet.cell(line, 4).number_format = 'yyyy"年"m"月"d"日"'
    sheet.row_dimensions[4].hidden = True
    book.create_sheet("隐藏").sheet_state = "hidden"
    book["隐藏"]["B2"] = 3
    book.save(path)


def test_the_mixed_workbook_is_what_openpyxl_sees(tmp_path: Path) -> None:
    mixed_workbook(tmp_path / "x.xlsx")
    book = read(tmp_path / "x.xlsx")
    assert [(sheet.name, sheet.hidden, sheet.merges) for sheet in book.sheets] == [
        ("日常考核", False, ((1, 1, 1, 5),)),
        ("隐藏", True, ()),
    ]
    for index, opinion in enumerate(openpyxl.load_workbook(tmp_path / "x.xlsx", data_only=True)):
        found = {place: cell.value for place, cell in cells(book, index).items() if cell.value is not None}
        assert found == {
            (cell.row, cell.column): _as_read(cell.value)
            for line in opinion.iter_rows()
            for cell in line
            if cell.value is not None
        }


def _as_read(value: object) -> object:
    if isinstance(value, datetime) and value.time() == time():
        return value.date()
    return value if isinstance(value, (bool, str, datetime)) else Decimal(str(value))


@pytest.mark.verify
@pytest.mark.parametrize("ending", ["xlsx", "ods"])
def test_a_workbook_saved_by_libreoffice_is_read_with_all_its_facts(ending: str, tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    mixed_workbook(tmp_path / "form.xlsx")
    saved = tmp_path / "saved"
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [
        office,
        "--headless",
        profile,
        "--convert-to",
        ending,
        "--outdir",
        str(saved),
        str(tmp_path / "form.xlsx"),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    book = read(saved / f"form.{ending}")
    found = cells(book)
    plain = "general" if ending == "ods" else found[5, 4].format
    assert [(sheet.name, sheet.hidden, sheet.merges) for sheet in book.sheets] == [
        ("日常考核", False, ((1, 1, 1, 5),)),
        ("隐藏", True, ()),
    ]
    assert shown(found[3, 1]) == ("text", "001", "general")
    assert shown(found[3, 3]) == ("number", Decimal("0.92"), "percent")
    assert shown(found[3, 4]) == ("date", date(2026, 10, 1), "date")
    assert shown(found[4, 4]) == ("date", datetime(2026, 10, 8, 8, 30), "date")
    assert shown(found[5, 4]) == ("number", Decimal("86.6"), plain)
    assert found[5, 2].value == "备注\n两行"
    assert (found[3, 5].value, found[3, 5].formula) == (Decimal(92), True)
    assert (found[4, 5].kind, found[4, 5].value, found[4, 5].hidden) == ("error", "#DIV/0!", True)
    assert (found[5, 5].kind, found[5, 5].formula) == ("blank", True)
    assert [cell.hidden for cell in found.values() if cell.row == 4] == [True] * 5


# ---------------------------------------------------------------- OpenDocument

ODS_HEAD = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
    '<table:table table:name="S">'
)
ODS_TAIL = "</table:table></office:spreadsheet></office:body></office:document-content>"
FIVE = '<table:table-cell {0} office:value-type="float" office:value="5"><text:p>5</text:p></table:table-cell>'


def ods(path: Path, rows: str, **more: str) -> Path:
    mime = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    return write(
        path,
        {"mimetype": mime, "META-INF/manifest.xml": manifest, "content.xml": ODS_HEAD + rows + ODS_TAIL} | dict(more),
    )


def test_repeated_cells_of_an_ods_file_stand_where_they_are_shown(tmp_path: Path) -> None:
    cell = FIVE.format('table:number-columns-repeated="2"')
    rows = (
        '<table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="3"/>'
        f'{cell}</table:table-row><table:table-row table:number-rows-repeated="1048574"><table:table-cell '
        'table:number-columns-repeated="16384"/></table:table-row>'
    )
    found = cells(read(ods(tmp_path / "x.ods", rows)))
    assert {place: cell.value for place, cell in found.items()} == dict.fromkeys(
        [(1, 4), (1, 5), (2, 4), (2, 5)], Decimal(5)
    )


def test_an_ods_file_that_repeats_a_value_without_end_is_refused(tmp_path: Path) -> None:
    cell = FIVE.format('table:number-columns-repeated="16384"')
    rows = f'<table:table-row table:number-rows-repeated="1048576">{cell}</table:table-row>'
    found = refused(ods(tmp_path / "x.ods", rows))
    assert (found.code, dict(found.values)["what"]) == ("FILE_LIMIT", "columns")


def test_an_encrypted_ods_file_is_told_to_drop_its_password(tmp_path: Path) -> None:
    manifest = '<manifest><file-entry full-path="content.xml"><encryption-data/></file-entry></manifest>'
    path = ods(tmp_path / "x.ods", "", **{"META-INF/manifest.xml": manifest})
    assert refused(path).code == "FILE_ENCRYPTED"


def test_a_workbook_inside_an_ods_file_is_no_way_around_the_guard(tmp_path: Path) -> None:
    assert refused(ods(tmp_path / "x.ods", "", **{"xl/workbook.xml": "<workbook/>"})).code == "FILE_NOT_WORKBOOK"


# ---------------------------------------------------------------- CSV


@pytest.mark.parametrize(
    ("encoding", "kept"), [("utf-8", "utf-8"), ("utf-8-sig", "utf-8"), ("gb18030", "gb18030"), ("gbk", "gb18030")]
)
def test_csv_is_text_in_either_encoding(encoding: str, kept: str, tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes("工号,姓名,得分\r\n001,张三,86.60\r\n".encode(encoding))
    book = read(path, "销售部/日常.csv")
    assert (book.encoding, [sheet.name for sheet in book.sheets]) == (kept, ["日常"])
    assert [cell.value for cell in book.sheets[0].cells] == ["工号", "姓名", "得分", "001", "张三", "86.60"]
    assert {(cell.kind, cell.format) for cell in book.sheets[0].cells} == {("text", "text")}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a;b\n1,5;2\n", {(1, 1): "a", (1, 2): "b", (2, 1): "1,5", (2, 2): "2"}),
        ("a\tb\n1\t2\n", {(1, 1): "a", (1, 2): "b", (2, 1): "1", (2, 2): "2"}),
        ("考核表\n\na,b\n", {(1, 1): "考核表", (3, 1): "a", (3, 2): "b"}),
        ('"a,b";c\n', {(1, 1): "a,b", (1, 2): "c"}),
        ('a,"两\n行"\nc,\n', {(1, 1): "a", (1, 2): "两\n行", (2, 1): "c"}),
        ("只有一列\n1\n", {(1, 1): "只有一列", (2, 1): "1"}),
    ],
)
def test_csv_finds_its_separator_and_rows(text: str, expected: dict[tuple[int, int], str], tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text(text, encoding="utf-8", newline="")
    assert {place: cell.value for place, cell in cells(read(tmp_path / "x.csv")).items()} == expected


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"a,b\n\x00,1\n", "CSV_UNDECODABLE"),
        ("工号,姓名\n".encode("utf-16"), "CSV_UNDECODABLE"),
        (b"a,\xff\xff\n", "CSV_UNDECODABLE"),
        (b" \r\n", "FILE_NOT_WORKBOOK"),
        (b"PK\x03\x04....", "FILE_NOT_WORKBOOK"),
        (b'a,"b"c\n', "FILE_DAMAGED"),
        (b'a,"b\n', "FILE_DAMAGED"),
        (b"," * 300 + b"x\n", "FILE_LIMIT"),
        (b"\n" * 100_000 + b"x\n", "FILE_LIMIT"),
    ],
)
def test_csv_that_cannot_be_read_for_certain_is_refused(content: bytes, code: str, tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_bytes(content)
    assert refused(tmp_path / "x.csv").code == code
