"""Own-made workbooks (own/*.txt) and the text that is proposed for each (own/*.toml), which reads every cell.

`python -m tests.suggest.test_own` writes the proposed texts anew; read the difference before keeping it.
"""

from __future__ import annotations

import tempfile
import tomllib
from pathlib import Path

import pytest

from reportgen.findings import is_error
from reportgen.intake.raw import RawBook
from reportgen.suggest import Known, suggest
from reportgen.suggest.toml import quoted, text_of
from reportgen.suggest.words import WORDS
from tests.intake.own_made import book_of
from tests.suggest.pasted import KNOWN, MINIMAL, OCTOBER, Pasted, filled_in, loaded, pasted

HERE = Path(__file__).parent / "own"
CASES = sorted(HERE.glob("*.txt"))


def made(path: Path, folder: Path) -> Pasted:
    return pasted(book_of(path.read_text("utf-8"), folder), folder, file=path.stem + ".xlsx")


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_the_text_is_as_it_was_read_by_people(path: Path, tmp_path: Path) -> None:
    assert made(path, tmp_path).text == path.with_suffix(".toml").read_text("utf-8")


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_what_cannot_be_read_was_told_beside_its_column(path: Path, tmp_path: Path) -> None:
    one = made(path, tmp_path)
    for found in one.findings:
        if is_error(found):
            assert f"{found.where.sheet}!{found.where.cell}“" in one.text


# Cells that are no data: titles, headers, labels, numbers of lines, totals, notes, signatures; by case and sheet.
NO_DATA = {
    "业绩卡": {"周敏": "A1 A2 C2 A3 C3 E3 A4", "吴昊": "A1 A2 C2 A3 C3 E3 A4"},
    "走访": {
        "孙浩然": "A1 A2 C2 A3 B3 C3 D3 A7 C7 A9 A10 A11",
        "周敏": "A1 A2 C2 A3 B3 C3 D3 A5 C5 A7 A8",
        "说明": "A1",
    },
    "费用和客户": {
        "Sheet1": "A1 A2 A3 B3 C3 E3 F3 G3 C4 D4 A5 A6 A7 A8 A9 C9 D9 A10 A12 A13 B13 C13 D13 E13 E7",
    },
}  # fmt: skip


@pytest.mark.parametrize("case", NO_DATA)
def test_every_cell_is_taken_as_it_is(case: str, tmp_path: Path) -> None:
    """All that stands in the workbook is data that was read, or one of the cells listed here."""
    path = HERE / f"{case}.txt"
    one = made(path, tmp_path)
    book = book_of(path.read_text("utf-8"), tmp_path)
    listed = {f"{sheet}!{cell}" for sheet, cells in NO_DATA[case].items() for cell in cells.split()}
    read = {place for place, entry in one.entries.items() if not entry.empty and entry.state == "ok"}
    blank = {place for place, entry in one.entries.items() if entry.state == "blank"}
    assert set(filled_in(book)) - listed - blank == read & set(filled_in(book))


def test_it_is_pasted_under_what_a_scheme_has_already(tmp_path: Path) -> None:
    text = made(HERE / "走访.txt", tmp_path).text
    before = '[[forms]]\nid = "old"\nname = "旧表"\n\n[[tables]]\nid = "old"\nname = "旧表"\nform = "old"\nper = "list"\n' \
             'columns = [{ id = "a", name = "甲", type = "text" }]\n\n'  # fmt: skip
    (scheme,) = loaded(before + text, tmp_path / "again").schemes
    assert [form.id for form in scheme.forms] == ["old", "走访"]
    assert tomllib.loads(MINIMAL + before + text)


def test_without_a_roster_a_sheet_is_still_of_a_person_when_it_says_whom(tmp_path: Path) -> None:
    book = book_of((HERE / "走访.txt").read_text("utf-8"), tmp_path)
    text = text_of(suggest("走访.xlsx", book, Known(OCTOBER), ()), "zh")
    assert text.count("each_sheet = true") == 2


@pytest.mark.parametrize("text", ['a"b', "a\\b", "a\nb", "a\tb", "\x00\x1f\x7f", "\u2028", "'''", '"""', "中文，。"])
def test_any_text_is_written_as_toml(text: str) -> None:
    assert tomllib.loads(f"a = {quoted(text)}") == {"a": text}


def test_the_scheme_text_in_the_clerks_guide_can_be_pasted(tmp_path: Path) -> None:
    guide = (Path(__file__).parents[2] / "docs" / "clerk.zh-CN.md").read_text("utf-8")
    shown = next(part for part in guide.split("```") if "[[tables]]\n" in part)
    shown = shown.replace('roles = ["销售员"]', 'roles = ["员工"]')
    (scheme,) = loaded(f'[[forms]]\nid = "own"\nname = "自评表"\n{shown}', tmp_path).schemes
    assert (scheme.tables[0].layout, scheme.tables[0].each_sheet) == ("labels", True)


def test_headers_with_quotes_and_lines_are_pasted_safely(tmp_path: Path) -> None:
    one = pasted(
        book_of('== 表"1"\n| 客户"名"\\称 | 金额\\n（元） | 数#量 |\n| 甲 | 1 | 2 |\n| 乙 | 3 | 4 |\n', tmp_path),
        tmp_path,
    )
    assert [str(entry.value) for entry in one.rows[1].entries.values()] == ["乙", "3", "4"]


def test_nothing_is_proposed_for_prose(tmp_path: Path) -> None:
    book = book_of("== 说明文字\n| 本表由综合部负责解释。 |\n| 请于月底前上报 |\n", tmp_path)
    proposal = suggest("a.xlsx", book, KNOWN, ())
    assert (proposal.tables, proposal.fits, proposal.idle) == ((), (), ("说明文字",))
    assert suggest("a.xlsx", RawBook(()), KNOWN, ()).idle == ()


def test_every_comment_is_worded_in_both_languages_and_said() -> None:
    source = "".join(
        path.read_text("utf-8") for path in (Path(__file__).parents[2] / "reportgen" / "suggest").glob("*.py")
    )
    for id, words in WORDS.items():
        assert set(words) == {"zh", "en"}
        assert source.count(f'"{id}"') + source.count(f"'{id}'") > 1, f"{id} is said nowhere"


def test_comments_are_in_the_language_and_names_are_not(tmp_path: Path) -> None:
    book = book_of((HERE / "费用和客户.txt").read_text("utf-8"), tmp_path)
    text = pasted(book, tmp_path, lang="en").text
    assert "A form proposed from the tables" in text
    assert 'name = "客户名称"' in text
    assert "#请" not in text


if __name__ == "__main__":
    for each in CASES:
        with tempfile.TemporaryDirectory() as held:
            each.with_suffix(".toml").write_text(made(each, Path(held)).text, "utf-8")
