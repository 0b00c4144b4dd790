"""Sums by keys are worked out again from the lines behind them: in doubt, chosen by words, over very many lines."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.pipeline import speaker
from reportgen.publish.live.layout import Layout
from reportgen.publish.table_live import live_tables
from reportgen.records import Row, Table
from reportgen.scheme import Output
from reportgen.settle.outputs import grouping, sums
from reportgen.settle.outputs.adding import Added
from reportgen.settle.outputs.month import MonthSheets
from reportgen.settle.outputs.sums import Key, Sums, Via
from tests.live.test_tables import assert_formulas_give, numbers
from tests.settle.outputs.sheets import sheets, shown, table
from tests.settle.outputs.test_sums import SALES, STAFF, WORK, doubting

AMOUNT = Added(id="amount", name="数", column="amount", digits=1)
LINES = Added(id="lines", name="行", digits=0)
SALES_SUMS = Output(
    id="o",
    title="表",
    show=Sums(
        table="t",
        group_by=(Key(id="region", name="区", column="region"), Key(id="product", name="品", column="product")),
        sums=(LINES, AMOUNT),
        subtotals=True,
    ),
)
SECTION = Key(id="section", name="处", column="person", via=Via(table="staff", key="person", column="section"))
CHOSEN = (
    replace(AMOUNT, id="done", name="有人办", filled=("by",)),
    replace(AMOUNT, id="own", where={"task": "1.1"}),
    replace(LINES, id="both", where={"task": "1.1"}, filled=("by",)),
)
WORK_SUMS = Output(id="o", title="表", show=Sums(table="t", group_by=(SECTION,), sums=(LINES, AMOUNT, *CHOSEN)))


def formulas(made: Table) -> list[str]:
    """All formulas of the table's workbook: those of figures, and those beside the lines."""
    workings = live_tables([made], speaker("zh").say).workings
    layout = Layout(workings, "依据", "参数", {})
    beside = [
        layout.in_line(one.block.id, place, at)
        for one in workings.tables
        for place in range(len(one.columns))
        for at in range(len(one.block.lines))
    ]
    return [*(layout.formula(one) for _, one in workings.figures), *beside]


def assert_all_live(made: Table) -> int:
    assert [one for one in numbers(made) if one.formula is None] == []
    return assert_formulas_give(made)


@pytest.fixture(params=[False, True], ids=["few", "many"])
def far(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Once as in a small month, once as where every group looks at its own lines alone."""
    if request.param:
        monkeypatch.setattr(grouping, "LOOKS", 0)
    return bool(request.param)


@pytest.mark.usefixtures("far")
def test_groups_subtotals_and_the_total() -> None:
    """15.5 = 10 + 5.5, 5 = 4 + 1, 20.5 in all. Figures: 2 a line; words: 2 in each of three lines."""
    made = table(sheets(SALES_SUMS, t=SALES))
    assert shown(made) == [
        "北 乙 1 5.5", "北 甲 1 10.0", "小计（北） — 2 15.5", "南 甲 2 5.0", "小计（南） — 2 5.0", "合计 — 4 20.5",
    ]  # fmt: skip
    assert assert_all_live(made) == 6 * 2 + 3 * 2


@pytest.mark.usefixtures("far")
def test_what_is_in_doubt_stays_empty_and_is_in_no_total() -> None:
    """The 4 of the south cannot be known: 甲 there has no amount, the total is that of the north; 4 lines in all."""
    made = table(doubting(sheets(SALES_SUMS, t=SALES), "C4"))
    assert shown(made)[3:] == ["南 甲 2 —", "小计（南，0/2 行） — 2 —", "合计（2/4 行） — 4 15.5"]
    assert assert_all_live(made) == 6 * 2 + 3 * 2 - 2


@pytest.mark.usefixtures("far")
def test_lines_are_chosen_by_words_and_by_what_is_filled_in_and_grouped_by_another_table() -> None:
    """一处: 4 + 2 + 1.5 in three lines, 5.5 with a name in `by`, 5.5 of task 1.1, two lines of both."""
    work = WORK.replace("| 3      | 1    | 3      | -", "") + "3 | 1.1 | 9 | -"
    made = table(sheets(WORK_SUMS, t=work, staff=STAFF))
    assert shown(made) == ["一处 3 7.5 5.5 5.5 2", "二处 2 12.0 0.0 9.0 0", "合计 5 19.5 5.5 14.5 2"]
    assert assert_all_live(made) == 3 * 5 + 2
    (group, *_), *_ = (block.lines for block in made.blocks)
    assert [str(cell) for cell in group.cells if cell] == ["f!staff!B2"]


def test_a_word_counts_as_it_is_written() -> None:
    show = Sums(table="t", group_by=(SECTION,), sums=(replace(AMOUNT, where={"by": "Ab"}),))
    work = "person | amount | by\n1 | 4 | Ab\n1 | 2 | AB"
    made = table(sheets(Output(id="o", title="表", show=show), t=work, staff=STAFF))
    assert shown(made)[0] == "一处 4.0"
    assert assert_all_live(made) == 3


def test_over_many_lines_each_group_has_its_own_alone_and_no_formula_grows() -> None:
    """600 groups of 10 lines: 6 million looks. The formulas of the last group are as long as those of the first."""
    text = "region | product | amount\n" + "\n".join(f"区{at // 10} | 甲 | {at}" for at in range(6_000))
    made = table(sheets(SALES_SUMS, t=text))
    assert made.rows[-1][3].value == str(Decimal(5_999 * 3_000)) + ".0"
    assert assert_all_live(made) == 1_201 * 2 + 600 * 2
    every = formulas(made)
    assert max(map(len, every)) < 120
    assert not any("SUMPRODUCT" in one for one in every)


def in_two_files(month: MonthSheets) -> MonthSheets:
    """Every other line stands in the file g."""

    def moved(row: Row, at: int) -> Row:
        file = "fg"[at % 2]
        entries = {name: replace(one, ref=replace(one.ref, file=file)) for name, one in row.entries.items()}
        return replace(row, entries=entries, ref=replace(row.ref, file=file))

    owned = {key: tuple(moved(row, at) for at, row in enumerate(rows)) for key, rows in month.by_owner.items()}
    return replace(month, by_owner=owned, made={})


@pytest.mark.usefixtures("far")
def test_of_very_many_lines_the_workbook_has_what_each_file_comes_to(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lines 2 and 4 stand in f, 3 and 5 in g: 甲 of the south is 4 of f and 1 of g."""
    monkeypatch.setattr(sums, "MANY", 3)
    made = table(in_two_files(sheets(SALES_SUMS, t=SALES)))
    assert shown(made)[3:] == ["南 甲 2 5.0", "小计（南） — 2 5.0", "合计 — 4 20.5"]
    assert assert_all_live(made) == 6 * 2 + 3 * 2
    lines = made.blocks[1].lines
    assert [[str(value) for value in line.values] for line in lines[2:]] == [["3", "1", "1", "4"], ["3", "1", "1", "1"]]
    assert [str(cell) for line in lines[2:] for cell in line.cells if cell] == ["f!t!A4", "f!t!C4", "g!t!A5", "g!t!C5"]


LINE = st.tuples(
    st.sampled_from(["北", "南", "Ｎ", "N"]),
    st.sampled_from(["甲", "乙", "-", "?"]),
    st.sampled_from(["?", "-", "0", "-3.05", "7.25", "1000000.01"]),
)


@settings(max_examples=80, deadline=None)
@given(st.lists(LINE, min_size=1, max_size=9), st.sets(st.integers(2, 10)), st.booleans(), st.booleans())
def test_any_lines(lines: list[tuple[str, str, str]], doubts: set[int], many: bool, apart: bool) -> None:
    text = "region | product | amount\n" + "\n".join(" | ".join(line) for line in lines)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(grouping, "LOOKS", 0 if many else 200_000)
        patch.setattr(sums, "MANY", 0 if apart else 10_000)
        assert_all_live(table(doubting(in_two_files(sheets(SALES_SUMS, t=text)), *(f"C{at}" for at in doubts))))
