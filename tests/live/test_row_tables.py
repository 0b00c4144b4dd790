"""Month tables that add up groups of lines: every number of theirs is worked out again from the lines behind it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.formula import Block
from reportgen.period import Period
from reportgen.pipeline import speaker
from reportgen.publish.live.layout import Layout
from reportgen.publish.table_live import live_tables
from reportgen.records import Table
from reportgen.scheme import Output
from reportgen.settle.outputs import person_days, row_groups
from reportgen.settle.outputs.absent import Absent
from reportgen.settle.outputs.adding import Added
from reportgen.settle.outputs.attendance import Attendance
from reportgen.settle.outputs.batches import Batches, Mends, SameFaults
from reportgen.settle.outputs.breakdown import Breakdown, Nodes
from reportgen.settle.outputs.days import Away
from reportgen.settle.outputs.rates import Heading, Rates
from reportgen.settle.outputs.summary import Summary, SummaryColumn
from reportgen.settle.outputs.wording import spoken
from tests.live.test_tables import assert_formulas_give, numbers
from tests.months.month import OCTOBER
from tests.months.whole import reckoned
from tests.months.whole import settings as organisation
from tests.settle.outputs.sheets import sheets, shown, table
from tests.settle.outputs.test_moves import DECEMBER, moved
from tests.settle.outputs.test_sums import TREE, WORK, doubting, with_people

KINDS = {
    "absent": 5,
    "attendance": 40,
    "breakdown": 20,
    "batches": 10,
    "moves": 10,
    "rates": 60,
    "summary": 100,
}  # kind -> so many formulas at least in October


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("period", [Period(2026, 9), OCTOBER], ids=str)
def test_the_example_months(kind: str, period: Period) -> None:
    kinds = {(scheme.id, one.id): one.show.kind for scheme in organisation().schemes for one in scheme.outputs}
    made = [one for one in reckoned(period).result.tables if kinds[one.scheme, one.id] == kind]
    assert sum(map(assert_formulas_give, made)) >= (KINDS[kind] if period == OCTOBER else 0)
    assert [(one.id, figure) for one in made for figure in numbers(one) if figure.formula is None] == []


def of(show: Any, **tables: str) -> Table:
    return table(sheets(Output(id="o", title="表", show=show), **tables))


def held(block: Block) -> list[str]:
    """Lines of a block with the cells that they stand in."""
    return [
        " ".join(str(value) for value in line.values) + " < " + " ".join(str(cell.cell) for cell in line.cells if cell)
        for line in block.lines
    ]


def all_numbers_have_formulas(made: Table) -> None:
    assert [figure for figure in numbers(made) if figure.formula is None] == []


# ---------------------------------------------------------------- rates

PASS = Rates(
    table="t", keys=(Heading(column="maker", name="厂家"),), above=Heading(column="amount", name="合格"),
    below=Heading(column="quantity", name="检测"), rate_name="合格率", target=Decimal("98.5"), part=True,
)  # fmt: skip
MAKERS = "maker | amount | quantity | stock\n甲 | 590 | 600 | 98\n乙 | 984 | 1000 | 1\n甲 | 395 | 400 | 98.505"


def test_rates_of_two_makers() -> None:
    """590 + 395 = 985 of 1,000: 98.50, met at the bound; 984 of 1,000: 98.40; 1,969 of 2,000: 98.45."""
    made = of(PASS, t=MAKERS)
    assert shown(made) == [
        "甲 985 1000 98.50 98.50 达标", "乙 984 1000 98.40 98.50 未达标", "合计 1969 2000 98.45 — —"
    ]  # fmt: skip
    assert held(made.blocks[0]) == ["甲 590 600 1 < A2 B2 C2", "甲 395 400 1 < A4 B4 C4", "乙 984 1000 2 < A3 B3 C3"]
    assert assert_formulas_give(made) == 6 + 6 + 3


@pytest.mark.parametrize(
    ("aim", "target", "verdict"),
    [
        ({"target": None, "by_line": "stock"}, "98.51", "未达标"),  # the strictest of 98 and 98.505
        ({"target": None, "by_line": "stock", "better": "lower"}, "98.00", "未达标"),
        ({"target": None, "by_word": "maker", "targets": {"甲": Decimal("98.504")}}, "98.50", "未达标"),
        ({"lowest": Decimal(99)}, "98.50", "不正常"),
        ({"target": Decimal("98.495")}, "98.50", "达标"),
    ],
)
def test_what_a_rate_is_measured_against(aim: dict[str, Any], target: str, verdict: str) -> None:
    """98.50 against each of them; what is shown of a target is rounded, what is compared is not."""
    show = Rates(
        **{name: getattr(PASS, name) for name in ("table", "keys", "above", "below", "rate_name")}
        | {"target": Decimal("98.5")}
        | aim
    )
    made = of(show, t=MAKERS)
    assert [figure.value for figure in made.rows[0][4:]] == [target, verdict]
    assert all(figure.formula is not None for figure in made.rows[0])
    assert assert_formulas_give(made) >= 6 + 4 + 3


def test_what_is_taken_off_and_a_figure_that_is_no_rate() -> None:
    """(1,000 − 949) ÷ 1,000 = 5.10 %; the sum of 15.6 and 0.004 is 15.60."""
    loss = Rates(
        table="t", keys=PASS.keys, above=Heading(column="quantity", name="供"), below=Heading(column="quantity", name="供"),
        less=Heading(column="amount", name="售"), rate_name="线损", better="lower", target=Decimal(5), places=1,
    )  # fmt: skip
    made = of(loss, t="maker | amount | quantity\n甲 | 949 | 1000")
    assert (shown(made), assert_formulas_give(made)) == (["甲 1000.0 949.0 5.10 5.00 未达标"], 6)
    radius = Rates(table="t", keys=PASS.keys, above=Heading(column="amount", name="半径"), rate_name="半径", unit="km")
    made = of(radius, t="maker | amount\n甲 | 15.6\n甲 | 0.004\n- | 3")
    assert (shown(made), assert_formulas_give(made)) == (["甲 15.60", "— 3.00"], 3)


@pytest.mark.parametrize("line", ["甲 | ? | 10", "甲 | - | 10", "甲 | 11 | 10"])
def test_what_is_not_shown_has_no_formula(line: str) -> None:
    made = of(PASS, t=f"maker | amount | quantity\n{line}\n乙 | 9 | 10")
    assert all(
        (figure.value is None) >= (figure.formula is None) for row in made.rows for figure in row if not figure.said
    )
    assert made.rows[0][3].formula is None
    assert assert_formulas_give(made) >= 6


def test_above_a_number_of_lines_each_file_has_a_subtotal(monkeypatch: pytest.MonkeyPatch) -> None:
    """甲 in lines 2 and 4, 乙 in line 3 of one sheet."""
    monkeypatch.setattr(row_groups, "MANY", 2)
    made = of(PASS, t=MAKERS)
    assert held(made.blocks[0]) == ["甲 985 1000 1 2 < A2:A4 B2:B4 C2:C4", "乙 984 1000 2 1 < A3 B3 C3"]
    assert made.blocks[0].title == "t（共 3 行，超过 2 行：每行是一组在一个文件里的小计，来源是其各行所在的区域）"
    assert assert_formulas_give(made) == 15
    strictest = Rates(table="t", keys=PASS.keys, above=PASS.above, below=PASS.below, rate_name="率", by_line="stock")
    made = of(strictest, t=MAKERS)
    assert made.rows[0][4].value == "98.51"
    assert assert_formulas_give(made) == 15


# ---------------------------------------------------------------- summary

VISITS = """
  who | on         | customer | kind | amount
  赵  | 2026-10-08 | 甲       | 新   | 100
  钱  | 2026-10-12 | 甲       | 老   | 0
  赵  | 2026-10-08 | 乙       | 老   | 50.5
  钱  | 2026-11-01 | 丙       | 老   | 8
"""
PLAN = "who | amount\n赵 | 200\n孙 | 40"
COUNT = SummaryColumn(id="n", name="次数", table="v", date="on")
SUM = SummaryColumn(id="sum", name="金额", table="v", date="on", summed="amount")
NEW = SummaryColumn(id="new", name="新", table="v", date="on", where={"kind": "新"})
UNITS = SummaryColumn(id="units", name="户数", table="v", date="on", distinct="customer")
PLANNED = SummaryColumn(id="plan", name="计划", table="p", summed="amount")
RATE = SummaryColumn(id="rate", name="完成率", rate=("sum", "plan"))
LEFT = SummaryColumn(id="left", name="未完成", difference=("plan", "sum"))


def test_plan_beside_what_was_done() -> None:
    """150.5 ÷ 200 = 75.25 %, 150.5 ÷ 240 = 62.71 %; 孙 visited nobody, 钱 has no plan: nothing in no line is 0."""
    made = of(Summary(by="who", by_name="谁", columns=(COUNT, SUM, NEW, UNITS, PLANNED, RATE, LEFT)), v=VISITS, p=PLAN)
    assert shown(made) == [
        "孙 0 0.00 0 0 40.00 0.00 40.00", "赵 2 150.50 1 2 200.00 75.25 49.50", "钱 1 0.00 0 1 0.00 — 0.00",
        "合计 3 150.50 1 2 240.00 62.71 89.50",
    ]  # fmt: skip
    assert assert_formulas_give(made) == 8 + 8 + 7 + 7
    assert {block.title: held(block) for block in made.blocks} == {
        "v": ["赵 2026-10-08 100 2 1 < A2 B2 E2", "赵 2026-10-08 50.5 2 1 < A4 B4 E4", "钱 2026-10-12 0 3 1 < A3 B3 E3"],
        "v（新）": ["赵 2026-10-08 新 2 1 < A2 B2 D2"],
        "p": ["孙 40 1 < A3 B3", "赵 200 2 < A2 B2"],
        "v：各行不同的": ["赵 2026-10-08 甲 2 1 < A2 B2 C2", "赵 2026-10-08 乙 2 1 < A4 B4 C4", "钱 2026-10-12 甲 3 1 < A3 B3 C3"],
        "v：合计中不同的": ["赵 2026-10-08 甲 1 1 < A2 B2 C2", "赵 2026-10-08 乙 1 1 < A4 B4 C4"],
    }  # fmt: skip


@pytest.mark.parametrize(("per", "first", "count"), [("day", "2026-10-08 2 150.50 2", 9), ("week", "09-28—10-04 0 0.00 0", 18), ("month", "2026-10 3 150.50 2", 6)])  # fmt: skip
def test_by_day_week_and_month(per: Any, first: str, count: int) -> None:
    """The week to the 1st of November is October's: five weeks and the total; the day of November is no day of October."""
    made = of(Summary(per=per, columns=(COUNT, SUM, UNITS)), v=VISITS)
    assert shown(made)[0] == first
    assert assert_formulas_give(made) == count


def test_a_table_without_a_line_still_counts_nothing_by_formula() -> None:
    made = of(Summary(by="who", by_name="谁", columns=(COUNT, PLANNED)), v=VISITS.replace("2026-10", "2026-09"), p=PLAN)
    assert shown(made) == ["孙 0 40.00", "赵 0 200.00", "合计 0 240.00"]
    assert assert_formulas_give(made) == 3 + 3 + 2


def test_what_lacks_in_a_summary_has_no_formula() -> None:
    made = of(
        Summary(by="who", by_name="谁", columns=(COUNT, SUM)),
        v="who | on | amount\n赵 | 2026-10-08 | ?\n钱 | 2026-10-09 | 5",
    )
    assert shown(made) == ["赵 1 —", "钱 1 5.00", "合计 2 —"]
    assert assert_formulas_give(made) == 2 + 3 + 1
    all_numbers_have_formulas(made)


def test_what_is_not_there_is_not_looked_for_in_too_many_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two lines without something (孙 of v, 钱 of p): three lines of v and two of p times one."""
    monkeypatch.setattr(row_groups, "LOOKS", 2)
    made = of(Summary(by="who", by_name="谁", columns=(COUNT, PLANNED)), v=VISITS, p=PLAN)
    assert shown(made)[0] == "孙 0 40.00"
    assert [figure.formula is None for figure in made.rows[0]] == [False, True, False]
    assert assert_formulas_give(made) == 2 + 3 + 3 + 2


# ---------------------------------------------------------------- batches

BATCHES = Batches(
    table="full", batch="batch", maker="maker", passed="amount", tested="quantity", target=Decimal("98.5"),
    faults=SameFaults(table="faults", batch="batch", fault="fault", count="amount", least=3),
    mends=Mends(table="mends", batch="batch", due="due", done="done", tested="quantity", passed="amount"),
)  # fmt: skip


def batches(full: str, mends: str) -> Table:
    return of(
        BATCHES,
        full=f"batch | maker | quantity | amount\n{full}",
        faults="batch | fault | amount\nB | 时钟 | 3",
        mends=f"batch | due | done | quantity | amount\n{mends}",
    )


def test_batches_that_passed_and_that_were_mended() -> None:
    """590 + 395 of 600 + 400: 98.50 %; 984 of 1,000: 98.40 %, again 197 of 200: 98.50 %; C was never mended."""
    made = batches(
        "A | 甲 | 600 | 590\nC | 乙 | 10 | 9\nB | 甲 | 1000 | 984\nＡ | 甲 | 400 | 395",
        "B | 2026-10-20 | 2026-10-19 | 200 | 197",
    )
    assert [" ".join(figure.value or "—" for at, figure in enumerate(row) if at not in (5, 6)) for row in made.rows] == [
        "A 甲 1000 985 98.50 — — —", "C 乙 10 9 90.00 — — —", "B 甲 1000 984 98.40 2026-10-20 2026-10-19 98.50"
    ]  # fmt: skip
    assert assert_formulas_give(made) == 5 + 5 + 8
    all_numbers_have_formulas(made)
    assert [len(block.lines) for block in made.blocks] == [4, 1]


@pytest.mark.parametrize(
    "line", ["B | 2026-11-05 | - | - | -", "B | 2026-10-20 | 2026-10-19 | 0 | 0", "B | - | - | 5 | ?"]
)
def test_a_batch_without_all_of_that_has_fewer_formulas(line: str) -> None:
    made = batches("B | 甲 | 1000 | 984", line)
    assert assert_formulas_give(made) == 5 + sum(figure.value is not None for figure in made.rows[0][7:])


# ---------------------------------------------------------------- moves


@pytest.mark.parametrize(
    ("level", "scores", "words", "formulas"),
    [
        ("初级", ("88", "90", "92.01"), ["90.00", "升一级", "中级"], 5),  # 270.01 ÷ 3 = 90.003…
        ("中级", ("69.99", "70", "69.99"), ["69.99", "降一级", "初级"], 5),
        ("高级", ("99", "99", "99"), ["99.00", "不变", "高级"], 5),
        ("初级", ("0", "0", "0"), ["0.00", "不变", "初级"], 5),
        ("中级", ("95", None, "96"), ["95.50", "未定", None], 4),
        ("中级", (None, None, None), [None, "未定", None], 3),
        ("总监", ("95", "95", "95"), ["95.00", "未定", None], 3),  # no level of the scheme
    ],
)
def test_levels_move_by_formula(
    level: str, scores: tuple[str | None, ...], words: list[str | None], formulas: int
) -> None:
    made = moved(level, {"2026-10": scores[0], "2026-11": scores[1]}, scores[2], DECEMBER)
    assert [figure.value for figure in made.rows[0][4:]] == words
    assert assert_formulas_give(made) == formulas
    assert [str(cell) for cell in made.blocks[0].lines[0].cells[3:]] == [
        "2026-10/results.json!s/经理/01!score", "2026-11/results.json!s/经理/01!score", "results.json!s/经理/01!score"
    ]  # fmt: skip
    (english,) = spoken([made], speaker("en"))
    assert assert_formulas_give(english) == formulas


# ---------------------------------------------------------------- days of people

LEAVES = Away(id="leave", name="请假", mark="假", table="leave", first="first", last="last")
TRIPS = Away(id="trips", name="出差", mark="差", table="trips", first="first", last="last")
DECLARED = "person | day\n1 | 2026-10-08\n1 | 2026-10-08\n1 | 2026-10-11\n2 | 2026-10-10"
LEAVE = "person | first | last\n1 | 2026-10-09 | -\n2 | 2026-10-01 | 2026-10-08"
TRIP = "person | first | last\n1 | 2026-10-09 | 2026-10-10"


def days(show: Any, declared: str = DECLARED, leave: str = LEAVE, trips: str = TRIP) -> Table:
    """The 8th to the 10th are working days; 2 came on the 9th."""
    output = Output(id="o", title="考勤表", show=show)
    return table(with_people(sheets(output, t=declared, leave=leave, trips=trips)))


@pytest.mark.parametrize("most", [62, 61])
def test_marks_and_counts_of_a_sheet_of_days(most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """1: present on the 8th and on a Sunday, on leave on the 9th, away on the 10th; 2: nothing on the 9th. Two people of
    31 days are 62; where so many are too many, the workbook has the counts of each."""
    monkeypatch.setattr(person_days, "MANY", most)
    made = days(Attendance(table="t", day="day", roles=("员工",), away=(LEAVES, TRIPS)))
    assert ["".join(cell.value or "" for cell in line[9:13]) for line in made.rows] == ["√假差√", "/缺√　"]
    assert [[cell.value for cell in line[-5:]] for line in made.rows] == [
        ["3", "2", "1", "1", "0"],
        ["2", "1", "0", "0", "1"],
    ]
    assert assert_formulas_give(made) == 2 * (2 + (31 if most == 62 else 0) + 5)
    all_numbers_have_formulas(made)
    people, block = made.blocks
    assert len(people.lines) == 2
    if most == 62:
        assert held(block)[7:9] == [
            "1 2026-10-08 True True 2026-10-08 None None None None < B2", "1 2026-10-09 True True None 2026-10-09 2026-10-09 2026-10-09 2026-10-10 < B2 C2 B2 C2"
        ]  # fmt: skip
    else:
        assert held(block) == ["1 3 1 1 1 1 < B2:B3 B4 B2 B2", "2 2 1 0 0 0 < B5"]
        assert block.title == "考勤表：各人天数（共 62 人日，超过 61：每行是一人的小计，来源是其各行所在的区域）"


@pytest.mark.parametrize("most", [62, 61])
def test_days_that_lack(most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """1 lacks the 10th, 2 the 9th."""
    monkeypatch.setattr(person_days, "MANY", most)
    made = days(Absent(table="t", day="day", roles=("员工",), excused=(LEAVES,)))
    assert shown(made) == ["1 张三 一部 3 1 10-10", "2 李四 一部 2 1 10-9", "合计 — — 5 2 —"]
    assert assert_formulas_give(made) == 5 + 5 + 2
    all_numbers_have_formulas(made)


def test_without_anything_that_excuses() -> None:
    made = days(Absent(table="t", day="day", roles=("员工",)))
    assert [row[4].value for row in made.rows] == ["2", "1", "3"]
    assert assert_formulas_give(made) == 12


# ---------------------------------------------------------------- trees

NODES = Nodes(table="wbs", code="code", above="above", label="label")
AMOUNT_OF = Added(id="amount", name="工时", column="amount", digits=1)
LINES_OF = Added(id="n", name="行数", digits=0)
CHECKED = Added(id="checked", name="已审", column="amount", digits=1, filled=("by",))
FIRST_TASK = Added(id="first", name="首项", digits=0, where={"task": "1.1"})


def breakdown(**more: Any) -> Breakdown:
    settings = {"levels": 3, "sums": (AMOUNT_OF, LINES_OF, CHECKED, FIRST_TASK)} | more
    return Breakdown(table="t", column="task", nodes=NODES, **settings)


def test_sums_up_a_tree() -> None:
    """1.1: 4 + 1.5 in two lines; 1: its own 3 and those; in all 5.5 + 3 + 2."""
    made = of(breakdown(), t=WORK, wbs=TREE)
    assert shown(made) == [
        "1 合同 1 8.5 3 5.5 2", "1 直接计入本级 1 3.0 1 0.0 0", "1.1 　支付 2 5.5 2 5.5 2", "2 综合 1 2.0 1 0.0 0",
        "合计 — — 10.5 4 5.5 2",
    ]  # fmt: skip
    assert assert_formulas_give(made) == 7 + 6 + 7 + 7 + 4
    all_numbers_have_formulas(made)
    nodes, *lines = made.blocks
    assert held(nodes) == [
        "1 None 合同 1 1 1 1 None None None None < A2 C2", "1.1 1 支付 2 3 2 3 1 2 1 2 < A3 B3 C3",
        "2 None 综合 4 4 4 4 None None None None < A4 C4",
    ]  # fmt: skip
    assert [(block.title, len(block.lines)) for block in lines] == [("t", 4), ("t（by已填）", 2), ("t（1.1）", 2)]
    assert held(lines[0])[1:3] == ["1.1 4 2 1 < B2 C2", "1.1 1.5 2 1 < B4 C4"]


@pytest.mark.parametrize(("cell", "total"), [("C4", "5.0"), ("C5", "7.5"), ("", "10.5")])
def test_doubt_below_a_code_is_in_no_sum(cell: str, total: str) -> None:
    """In doubt: a line of 1.1 (5.5 in all), the line of 1 itself (3)."""
    month = sheets(Output(id="o", title="表", show=breakdown(levels=2, sums=(AMOUNT_OF,))), t=WORK, wbs=TREE)
    made = table(doubting(month, cell))
    assert made.rows[-1][3].value == total
    assert assert_formulas_give(made) >= 11
    all_numbers_have_formulas(made)


def test_a_tree_over_many_lines_stands_on_subtotals_of_each_code(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(row_groups, "MANY", 3)
    made = of(breakdown(sums=(AMOUNT_OF, LINES_OF)), t=WORK, wbs=TREE)
    assert [row[3].value for row in made.rows] == ["8.5", "3.0", "5.5", "2.0", "10.5"]
    assert held(made.blocks[1]) == ["1 3 1 1 < B5 C5", "1.1 5.5 2 2 < B2:B4 C2:C4", "2 2 3 1 < B3 C3"]
    assert assert_formulas_give(made) == 5 + 4 + 5 + 5 + 2


# ---------------------------------------------------------------- whatever is handed in

AMOUNT = st.integers(0, 10**6).map(lambda fen: str(Decimal(fen).scaleb(-2)))


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["甲", "乙", "a", "A", "ａ", "-"]), AMOUNT, AMOUNT, AMOUNT), min_size=1, max_size=9),
       st.sampled_from(["higher", "lower"]), st.booleans())  # fmt: skip
def test_any_rates(lines: list[tuple[str, str, str, str]], better: Any, by_line: bool) -> None:
    show = Rates(
        table="t", keys=PASS.keys, above=PASS.above, below=PASS.below, rate_name="率", better=better, lowest=Decimal(50),
        target=Decimal(100), by_line="stock" if by_line else "", less=None if by_line else Heading(column="stock", name="减"),
    )  # fmt: skip
    made = of(show, t="maker | amount | quantity | stock\n" + "\n".join(map(" | ".join, lines)))
    assert_formulas_give(made)
    all_numbers_have_formulas(made)


WORD = st.sampled_from(["甲", "乙", "a", "A", "ａ", "-"])
DAY = st.sampled_from(
    ["2026-10-01", "2026-10-04", "2026-10-05", "2026-10-31", "2026-11-01", "2026-11-02", "2026-09-28", "-"]
)


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.tuples(WORD, DAY, WORD, WORD, AMOUNT), min_size=1, max_size=9),
    st.lists(st.tuples(WORD, AMOUNT), min_size=1, max_size=4),
    st.sampled_from(["day", "week", "month", ""]), st.booleans(),
)  # fmt: skip
def test_any_summary(visits: list[tuple[str, ...]], plans: list[tuple[str, str]], per: Any, grouped: bool) -> None:
    new = SummaryColumn(id="new", name="新", table="v", date="on", distinct="customer", where={"kind": "a"})
    columns = (COUNT, SUM, new, UNITS, PLANNED, RATE, LEFT)
    span = per or ("" if grouped else "month")
    show = Summary(by="who" if grouped else "", by_name="谁", per=span, columns=columns)
    made = of(show, v="who | on | customer | kind | amount\n" + "\n".join(map(" | ".join, visits)),
              p="who | amount\n" + "\n".join(map(" | ".join, plans)))  # fmt: skip
    assert_formulas_give(made)
    all_numbers_have_formulas(made)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(WORD, WORD, AMOUNT, AMOUNT), min_size=1, max_size=7),
    st.lists(st.tuples(WORD, DAY, DAY, AMOUNT, AMOUNT), min_size=1, max_size=4),
)
def test_any_batches(full: list[tuple[str, ...]], mends: list[tuple[str, ...]]) -> None:
    made = batches("\n".join(map(" | ".join, full)), "\n".join(map(" | ".join, mends)))
    assert_formulas_give(made)
    all_numbers_have_formulas(made)


SCORE = st.one_of(st.none(), st.integers(0, 10_000).map(lambda points: str(Decimal(points).scaleb(-2))))


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(["初级", "中级", "高级", "总监"]), SCORE, SCORE, SCORE, st.sampled_from([10, 11, 12]))
def test_any_moves(level: str, first: str | None, second: str | None, third: str | None, month: int) -> None:
    made = moved(level, {"2026-10": first, "2026-11": second}, third, Period(2026, month))
    assert_formulas_give(made)
    all_numbers_have_formulas(made)


SPELL = st.tuples(st.sampled_from(["1", "2"]), DAY, DAY).map(" | ".join)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(["1", "2"]), DAY).map(" | ".join), min_size=1, max_size=6),
    st.lists(SPELL, min_size=1, max_size=3), st.lists(SPELL, min_size=1, max_size=3), st.booleans(),
)  # fmt: skip
def test_any_days(lines: list[str], leave: list[str], trips: list[str], each: bool) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(person_days, "MANY", 1_000 if each else 0)
        texts = ["person | day\n" + "\n".join(lines)]
        texts += ["person | first | last\n" + "\n".join(some) for some in (leave, trips)]
        for show in (
            Attendance(table="t", day="day", away=(LEAVES, TRIPS)),
            Absent(table="t", day="day", excused=(TRIPS, LEAVES)),
        ):
            made = days(show, *texts)
            assert_formulas_give(made)
            all_numbers_have_formulas(made)


CODE = st.sampled_from(["1", "1.1", "1.2", "1.1.1", "2", "a", "A", "9"])
ABOVE = {"1.1": "1", "1.2": "1", "1.1.1": "1.1", "9": "8"}


@settings(max_examples=60, deadline=None)
@given(
    st.lists(CODE, min_size=1, max_size=8), st.lists(st.tuples(CODE, AMOUNT, WORD), min_size=1, max_size=9),
    st.integers(1, 3), st.booleans(), st.sets(st.sampled_from(["B2", "B3", "B4", "C3"])), st.booleans(),
)  # fmt: skip
def test_any_tree(
    codes: list[str], lines: list[tuple[str, ...]], levels: int, everything: bool, doubts: set[str], few: bool
) -> None:
    show = breakdown(levels=levels, all_codes=everything)
    nodes = "code | above | label\n" + "\n".join(f"{code} | {ABOVE.get(code, '-')} | {code}" for code in codes)
    text = "task | amount | by\n" + "\n".join(map(" | ".join, lines))
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(row_groups, "MANY", 1_000 if few else 0)
        made = table(doubting(sheets(Output(id="o", title="表", show=show), t=text, wbs=nodes), *doubts))
    assert_formulas_give(made)
    all_numbers_have_formulas(made)


# ---------------------------------------------------------------- many lines


def test_no_formula_is_longer_for_a_larger_tree() -> None:
    """A thousand codes below one, a line for each: 1 + 2 + … + 1,000 = 500,500."""
    codes = [f"1.{number}" for number in range(1, 1_001)]
    show = breakdown(sums=(AMOUNT_OF, LINES_OF))
    made = of(
        show,
        t="task | amount\n" + "\n".join(f"{code} | {number}" for number, code in enumerate(codes, 1)),
        wbs="code | above | label\n1 | - | 总\n" + "\n".join(f"{code} | 1 | 项" for code in codes),
    )
    assert [figure.value for figure in made.rows[0]] == ["1", "总", "1", "500500.0", "1000"]
    assert assert_formulas_give(made) == 1_001 * 5 + 2
    live = live_tables([made], speaker("zh").say)
    layout = Layout(live.workings, "依据", "参数", {})
    written = [layout.formula(figure) for _, figure in live.workings.figures]
    written += [
        layout.in_line(id, column, 0)
        for id, placed in layout.blocks.items()
        for column in range(len(placed.table.columns))
    ]
    assert max(map(len, written)) < 120
