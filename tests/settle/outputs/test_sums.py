"""Sums by keys and up a tree, days without lines, a month's sheet of days: figures worked by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from reportgen.records import CellRef, Finding, Person, spot_of
from reportgen.scheme import Output
from reportgen.settle.outputs.absent import Absent
from reportgen.settle.outputs.adding import Added, Area, areas
from reportgen.settle.outputs.attendance import Attendance
from reportgen.settle.outputs.breakdown import Breakdown, Nodes
from reportgen.settle.outputs.columns import OutputColumn
from reportgen.settle.outputs.days import Away
from reportgen.settle.outputs.listing import Listing
from reportgen.settle.outputs.month import MonthSheets
from reportgen.settle.outputs.sums import Key, Sums, Via
from tests.settle.outputs.sheets import sheets, shown, table

AMOUNT = Added(id="amount", name="数", column="amount", digits=1)
SALES = """
    region | product | amount
    北     | 甲      | 10
    北     | 乙      | 5.5
    南     | 甲      | 4
    南     | 甲      | 1
    """
STAFF = "person | section\n1 | 一处\n2 | 一处\n3 | 二处"
WORK = """
    person | task | amount | by
    1      | 1.1  | 4      | 甲
    1      | 2    | 2      | -
    2      | 1.1  | 1.5    | 甲
    3      | 1    | 3      | -
    """
TREE = "code | above | label\n1 | - | 合同\n1.1 | 1 | 支付\n2 | - | 综合"


def output(show: object) -> Output:
    return Output(id="o", title="o", show=show)  # type: ignore[arg-type]


def by(*keys: str, subtotals: bool = False, sums: tuple[Added, ...] = (AMOUNT,)) -> Output:
    group_by = tuple(Key(id=one, name=one, column=one) for one in keys)
    return output(Sums(table="t", group_by=group_by, sums=sums, subtotals=subtotals))


def doubting(month: MonthSheets, *cells: str) -> MonthSheets:
    """With an error at these cells of table t."""
    found = {CellRef("f", "t", cell): (Finding("SUM_ABOVE", CellRef("f", "t", cell)),) for cell in cells}
    return replace(month, by_cell=found, made={})


def test_sums_by_two_keys_foot() -> None:
    """15.5 = 10 + 5.5, 5 = 4 + 1, 20.5 = 15.5 + 5."""
    month = sheets(by("region", "product", subtotals=True), t=SALES)
    assert shown(table(month)) == [
        "北 乙 5.5", "北 甲 10.0", "小计（北） — 15.5", "南 甲 5.0", "小计（南） — 5.0", "合计 — 20.5",
    ]  # fmt: skip
    assert table(month).status == "complete"


def test_lines_are_counted_and_chosen_by_words_and_by_what_is_filled_in() -> None:
    count, done = Added(id="n", name="行", digits=0), Added(id="d", name="数", column="amount", digits=1, filled=("by",))
    alone = Added(id="a", name="数", column="amount", digits=1, where={"task": "1.1"})
    month = sheets(by("person", sums=(count, done, alone)), t=WORK)
    assert shown(table(month)) == ["1 2 4.0 4.0", "2 1 1.5 1.5", "3 1 0.0 0.0", "合计 4 5.5 5.5"]


def test_a_key_may_stand_in_another_table_and_one_that_does_not_is_in_no_group() -> None:
    via = Via(table="staff", key="person", column="section")
    show = Sums(table="t", group_by=(Key(id="s", name="s", column="person", via=via),), sums=(AMOUNT,))
    month = sheets(output(show), t=WORK + "9 | 2 | 8 | -", staff=STAFF)
    assert shown(table(month)) == ["一处 7.5", "二处 3.0", "合计（4/5 行） 10.5"]
    assert table(month).status == "partial"


def test_a_cell_in_doubt_takes_its_group_and_the_total_says_how_many_lines_are_in_it() -> None:
    """甲 of the south cannot be known; the total is that of the north, 2 of 4 lines."""
    month = doubting(sheets(by("region", subtotals=False), t=SALES), "C4")
    assert shown(table(month)) == ["北 15.5", "南 —", "合计（2/4 行） 15.5"]
    unread = sheets(by("region"), t=SALES.replace("5.5", "?"))
    assert shown(table(unread)) == ["北 —", "南 5.0", "合计（2/4 行） 5.0"]


def test_lines_that_were_refused_are_told_and_the_table_is_whole() -> None:
    made = table(replace(sheets(by("region"), t=SALES), refused={"t": 3}))
    assert (made.status, [dict(note.values) for note in made.notes]) == ("complete", [{"count": "3"}])


def tree(**more: object) -> Output:
    nodes = Nodes(table="wbs", code="code", above="above", label="label")
    return output(Breakdown(table="t", column="task", nodes=nodes, sums=(AMOUNT,), **{"levels": 3, **more}))  # type: ignore[arg-type]


def test_a_tree_sums_up_and_names_what_stands_above_the_lowest_level() -> None:
    """1.1: 4 + 1.5; 1: 5.5 and its own 3."""
    month = sheets(tree(), t=WORK, wbs=TREE)
    assert shown(table(month)) == [
        "1 合同 1 8.5", "1 直接计入本级 1 3.0", "1.1 　支付 2 5.5", "2 综合 1 2.0", "合计 — — 10.5",
    ]  # fmt: skip


def test_levels_below_are_summed_and_not_shown() -> None:
    assert shown(table(sheets(tree(levels=1), t=WORK, wbs=TREE))) == ["1 合同 1 8.5", "2 综合 1 2.0", "合计 — — 10.5"]


def test_doubt_stays_with_its_code_and_the_codes_above_say_how_many_lines_they_hold() -> None:
    month = doubting(sheets(tree(), t=WORK, wbs=TREE), "C4")
    assert shown(table(month)) == [
        "1 合同（1/3 行） 1 3.0", "1 直接计入本级 1 3.0", "1.1 　支付（0/2 行） 2 —", "2 综合 1 2.0", "合计（2/4 行） — — 5.0",
    ]  # fmt: skip


def test_a_line_without_a_known_code_is_in_no_sum() -> None:
    assert shown(table(sheets(tree(), t=WORK.replace("| 2  ", "| 9  "), wbs=TREE)))[-1] == "合计（3/4 行） — — 8.5"


def test_cells_are_told_as_areas() -> None:
    cells = [CellRef("f", "t", cell) for cell in ("C2", "C3", "C4", "C7", "D4", "AB9", "AB10")]
    assert [area.ref.cell for area in areas(map(spot_of, cells))] == ["AB9:AB10", "C2:C4", "C7", "D4"]
    assert areas([spot_of(CellRef("f", "t", ""))]) == (Area("f", "t", "", 0, 0),)


# ---------------------------------------------------------------- days

DAYS = (date(2026, 10, 8), date(2026, 10, 9), date(2026, 10, 10))
AWAY = Away(id="leave", name="请假", mark="假", table="leave", first="first", last="last")


def with_people(month: MonthSheets) -> MonthSheets:
    """1 all month, 2 from the 9th on; lines and leaves belong to whom their first column names."""
    people = (
        Person("1", "张三", "一部", "", "员工", "", "", None, None, None, CellRef("r")),
        Person("2", "李四", "一部", "", "员工", "", "", date(2026, 10, 9), None, None, CellRef("r")),
        Person("3", "王五", "一部", "", "其他", "", "", None, None, None, CellRef("r")),
    )
    owned = {
        key: tuple(replace(row, person=str(row.get("person").value)) for row in rows)
        for key, rows in month.by_owner.items()
    }
    return replace(month, by_owner=owned, people=people, workdays=DAYS, made={})


LINES = "person | day\n1 | 2026-10-08\n1 | 2026-10-11\n2 | 2026-10-10"
LEAVE = "person | first | last\n1 | 2026-10-09 | 2026-10-09"


def test_who_has_no_line_for_which_working_day() -> None:
    """1: the 8th is there, the 9th is leave, the 10th lacks. 2: in post from the 9th on, which lacks. 3 is not asked."""
    show = Absent(table="t", day="day", roles=("员工",), excused=(AWAY,))
    month = with_people(sheets(output(show), t=LINES, leave=LEAVE))
    assert shown(table(month)) == ["1 张三 一部 3 1 10-10", "2 李四 一部 2 1 10-9", "合计 — — 5 2 —"]


def test_a_sheet_of_days_marks_each_day_once() -> None:
    """The 11th is a Sunday with a line: present. 2 was not in post on the 8th."""
    show = Attendance(table="t", day="day", roles=("员工",), away=(AWAY,))
    made = table(with_people(sheets(output(show), t=LINES, leave=LEAVE)))
    marks = {line[0].value: "".join(cell.value or "" for cell in line[9:13]) for line in made.rows}
    assert marks == {"1": "√假缺√", "2": "/缺√　"}
    assert [[cell.value for cell in line[-4:]] for line in made.rows] == [["3", "2", "1", "1"], ["2", "1", "0", "1"]]
    assert len(made.columns) == 2 + 31 + 4


def test_a_list_of_the_coming_days_begins_after_the_month() -> None:
    what = OutputColumn(id="what", name="what", column="what")
    show = Listing(table="t", coming="on", coming_days=7, columns=(what,))
    month = sheets(output(show), t="""
        what | on
        甲   | 2026-10-31
        乙   | 2026-11-01
        丙   | 2026-11-07
        丁   | 2026-11-08
        """)  # fmt: skip
    assert shown(table(month)) == ["乙", "丙"]
