"""Lines of a table or a sheet of finance against what a document says of them."""

from __future__ import annotations

from decimal import Decimal

from reportgen.deliver.said_lines import SheetRow, lines_apart, numbers_apart


def line(words: str, *numbers: str) -> tuple[str, tuple[Decimal, ...]]:
    return words, tuple(map(Decimal, numbers))


def row(*cells: str) -> SheetRow:
    return cells, [Decimal(cell) if cell[:1].isdigit() else None for cell in cells]


RECORD = [line("华北", "12", "236500.00"), line("华东", "9", "1000"), line("", "21", "237500.00")]
SHEET = [
    row("部门", "笔数", "金额"),
    row("华北", "12", "优秀", "236500"),
    row("华东", "9", "1000.00"),
    row("合计", "21", "237500"),
]


def test_numbers_are_the_same_however_they_are_written() -> None:
    assert lines_apart(RECORD, SHEET) == ()


def test_a_wrong_digit_names_its_line_and_what_stands_there() -> None:
    wrong = [*SHEET[:2], row("华东", "9", "1001"), SHEET[3]]
    assert lines_apart(RECORD, wrong) == (("华东　9、1000", "9、1001"),)


def test_figures_of_another_line_do_not_count() -> None:
    swapped = [SHEET[0], row("华东", "12", "236500"), row("华北", "9", "1000"), SHEET[3]]
    assert [due for due, _ in lines_apart(RECORD, swapped)] == ["华北　12、236500.00", "华东　9、1000"]


def test_numbers_stand_in_the_order_of_the_columns() -> None:
    assert lines_apart([line("甲", "1", "2")], [row("甲", "2", "1")]) == (("甲　1、2", "2、1"),)


def test_two_lines_alike_need_two_rows() -> None:
    twice = [line("甲", "5"), line("甲", "5")]
    assert lines_apart(twice, [row("甲", "5"), row("甲", "5")]) == ()
    assert lines_apart(twice, [row("甲", "5")]) == (("甲　5", "—"),)


def test_rows_may_stand_in_any_order() -> None:
    assert lines_apart([line("甲", "5"), line("甲", "6")], [row("甲", "6"), row("甲", "5")]) == ()


def test_a_page_has_each_number_as_often_as_the_record() -> None:
    assert numbers_apart(RECORD, map(Decimal, ("2026", "12", "236500", "9", "1000", "21", "237500"))) == ()
    assert numbers_apart([line("甲", "5"), line("乙", "5")], [Decimal(5)]) == (("乙　5", "—"),)
