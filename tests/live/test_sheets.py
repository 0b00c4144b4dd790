"""How blocks lie on the sheet of inputs, and where their sources lead."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest

from reportgen.formula import Block, BlockLine, Field, Head, Lines, Named, plus
from reportgen.formula.flat import flat
from reportgen.publish.labels import words
from reportgen.publish.live.labels import LIVE_WORDS
from reportgen.publish.live.layout import Layout
from reportgen.publish.live.links import NO_LINKS, Links, kept_path
from reportgen.publish.live.sheets import input_sheet
from reportgen.records import CellRef, Phrase, phrase
from reportgen.workbook import open_workbook


def laid(columns: int, lines: int, *, spare: int = 0, trial: bool = False) -> Layout:
    """A block of so many columns and lines, with the sum of the first two columns beside each line."""
    heads = tuple(Head(f"c{at}", f"c{at}", "number") for at in range(columns))
    line = BlockLine(tuple(Decimal(at) for at in range(columns)), (None,) * columns)
    block = Block("b", "b", heads, (line,) * lines, spare)
    both = Lines("b", "", phrase("sum"), plus(Field("c0"), Field("c1")))
    named = Named("all", phrase("all"), plus(both, 0))
    return Layout(flat([named], [block], say), "i", "p", {}, NO_LINKS, trial)


def say(one: Phrase) -> str:
    return one.id


def written(layout: Layout) -> tuple[str, str]:
    """The formula beside the last line, and the figure's."""
    [(_, figure)] = layout.workings.figures
    return layout.in_line("b", 0, layout.blocks["b"].lines - 1), layout.formula(figure)


def test_a_block_of_many_lines_lies_flat() -> None:
    """Title in row 3, titles of columns in row 4, lines from row 5; ten columns from B, the sum in L."""
    assert written(laid(10, 3)) == ("=B7+C7", "=SUM('i'!$L$5:$L$7)+0")


def test_a_wide_block_of_two_lines_stands_upright() -> None:
    """Ten values in rows 5 to 14, the sum in row 15; the lines in columns B and C."""
    assert written(laid(10, 2)) == ("=C5+C6", "=SUM('i'!$B$15:$C$15)+0")


def test_empty_lines_stand_only_where_lines_may_be_added() -> None:
    assert written(laid(2, 1, spare=2)) == ("=B5+C5", "=SUM('i'!$D$5)+0")
    assert written(laid(2, 1, spare=2, trial=True)) == ("=B7+C7", "=SUM('i'!$D$5:$D$7)+0")


@pytest.mark.parametrize(
    ("cell", "link"),
    [
        (CellRef("results.json"), ("../results.json", "")),
        (CellRef("2026-09/results.json"), ("../../2026-09/results.json", "")),
        (CellRef("一部/考核表.xlsx", "10月'考核", "C7"), ("../sources/一部/考核表.xlsx", "'10月''考核'!C7")),
        (CellRef("考核表.xlsx", "考核"), ("../sources/考核表.xlsx", "'考核'!A1")),
    ],
)
def test_a_source_leads_to_its_cell_in_the_copy_that_is_kept(cell: CellRef, link: tuple[str, str]) -> None:
    assert Links("../").link_of(cell) == link
    assert NO_LINKS.link_of(cell) is None


def test_names_that_windows_does_not_bear_are_altered_and_stay_apart() -> None:
    one, other = kept_path("一部/是否?.xlsx"), kept_path("一部/是否*.xlsx")
    assert one.startswith("sources/一部/是否__")
    assert one.endswith(".xlsx")
    assert one != other


def test_a_line_of_many_sources_is_as_high_as_they_need() -> None:
    """Two files of long names, 2 × 40 Chinese letters, in a column of 58: three lines of small print; one cell: one line."""
    cells = (CellRef("甲" * 40, "s", "A1"), CellRef("乙" * 40, "s", "B2"))
    heads = (Head("a", "a", "number"), Head("b", "b", "number"))
    values = (Decimal(1), Decimal(2))
    lines = (BlockLine(values, cells), *(BlockLine(values, (CellRef("f", "s", "A1"), None)) for _ in range(2)))
    block = Block("b", "b", heads, lines)
    named = Named("all", phrase("all"), plus(Lines("b", "", phrase("sum"), Field("a")), 0))
    layout = Layout(flat([named], [block], say), "i", "p", {})
    with open_workbook(date(2026, 10, 1), title="t") as book:
        input_sheet(book, layout, words(LIVE_WORDS, "zh-Hans"))
    sheet = openpyxl.load_workbook(BytesIO(book.content)).worksheets[0]
    heights = [sheet.row_dimensions[row].height or 15 for row in (5, 6, 7)]
    assert heights[0] > 2.5 * heights[1]
    assert heights[1] == heights[2]
