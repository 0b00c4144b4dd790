"""Every figure of a month table is worked out again from the lines behind it, and is the same to the last digit."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.exact import split
from reportgen.formula import Area, At, Call, Expr, Given, Here, Lines, Named, Num, Param, SoFar, serial
from reportgen.formula.evaluate import Desk
from reportgen.period import Period
from reportgen.pipeline import speaker
from reportgen.publish.table_live import live_tables
from reportgen.publish.table_view import table_view
from reportgen.records import Figure, Table, phrase
from reportgen.scheme import Output
from reportgen.settle.outputs import tabulated, worked
from reportgen.settle.outputs.columns import OutputColumn
from reportgen.settle.outputs.listing import Listing
from reportgen.settle.outputs.ranking import Ranking
from reportgen.settle.outputs.wording import spoken
from tests.months.month import OCTOBER
from tests.months.whole import reckoned
from tests.settle.outputs.sheets import sheets, shown, table
from tests.settle.outputs.test_reconciliation import CLAIM, RECEIPT, month, of_lines


def given_value(figure: Figure, worked: object) -> object:
    """The published text as a workbook holds it."""
    text = figure.value or ""
    if not isinstance(worked, Decimal):
        return text
    return serial(date.fromisoformat(text[:10])) if text[4:5] == "-" else Decimal(text)


def reaches_cells(expr: Expr) -> bool:
    """Whether a formula looks at something that was handed in, at whatever depth."""
    match expr:
        case Given() | At(_, str(), _) | Area(_, str(), _, _):
            return True
        case (
            At(_, Lines() as lines, _)
            | Area(_, Lines() as lines, _, _)
            | Here(Lines() as lines)
            | SoFar(Lines() as lines)
        ):
            return reaches_cells(lines)
        case Lines():
            return True
        case Named(_, _, inner):
            return reaches_cells(inner)
        case Call(_, args):
            return any(map(reaches_cells, args))
    return False


def of_the_scheme(expr: Expr) -> bool:
    """Whether the whole figure is a number of the scheme, a target: it has its cell on the sheet of parameters."""
    match expr:
        case Param() | Call("round", (Param(), _)) | Call("sub", (Num(), Param())):
            return True
    return False


def assert_formulas_give(made: Table) -> int:
    desk = Desk({block.id: block for block in made.blocks})
    differ, count = [], 0
    for at, row in enumerate(made.rows):
        for column, figure in zip(made.columns, row, strict=True):
            if figure.formula is not None:
                count += 1
                value = desk.value(figure.formula)
                sourced = reaches_cells(figure.formula) or of_the_scheme(figure.formula)
                if value != given_value(figure, value) or not sourced:
                    differ.append((made.id, at, column.id, figure.value, value))
    assert differ == []
    return count


def numbers(made: Table) -> Iterator[Figure]:
    """A 工号 is no number."""
    staff = phrase("table-person")
    for row in made.rows:
        for figure in (one for one, column in zip(row, made.columns, strict=True) if column.said != staff):
            try:
                Decimal(figure.value or "—")
            except ArithmeticError:
                continue
            yield figure


@pytest.mark.parametrize(("period", "least"), [(Period(2026, 9), 15), (OCTOBER, 300)], ids=str)
def test_the_example_months(period: Period, least: int) -> None:
    made = reckoned(period).result.tables
    assert sum(map(assert_formulas_give, made)) > least
    assert [(one.scheme, one.id, figure) for one in made for figure in numbers(one) if figure.formula is None] == []


@pytest.mark.parametrize("period", [Period(2026, 9), OCTOBER], ids=str)
def test_what_formulas_give_as_numbers_stands_in_columns_of_numbers(period: Period) -> None:
    """And so it stands on the right, whole numbers too."""
    found = []
    for made in reckoned(period).result.tables:
        desk = Desk({block.id: block for block in made.blocks})
        for at, column in enumerate(table_view(made, status_text="").columns):
            cells = [row[at] for row in made.rows if row[at].formula is not None and (row[at].value or "")[4:5] != "-"]
            values = [desk.value(one.formula) for one in cells if one.formula is not None]
            if column.number != any(isinstance(one, Decimal) for one in values) and values:
                found.append((made.scheme, made.id, column.name, values[:2]))
    assert found == []


def test_what_is_compared_is_every_number_of_the_table_under_its_place_in_results() -> None:
    (made,) = tabulated(sheets(RANKED, t="who | amount\n甲 | 70\n乙 | 10\n甲 | 20"))
    live = live_tables([made], speaker("zh").say)
    assert [(one.path, str(one.value)) for one in live.published] == [
        ("s/tables/o/0/rank", "1"), ("s/tables/o/0/sum", "90.00"), ("s/tables/o/0/share", "90.00"),
        ("s/tables/o/1/rank", "2"), ("s/tables/o/1/sum", "10.00"), ("s/tables/o/1/share", "10.00"),
        ("s/tables/o/2/sum", "100.00"), ("s/tables/o/2/share", "100.00"),
    ]  # fmt: skip
    worked_out = dict(live.workings.figures)
    assert all(worked_out[one.key].value == one.value for one in live.published)


# ---------------------------------------------------------------- small tables

RANKED = Output(
    id="o", title="排名", show=Ranking(table="t", group="who", sum="amount", group_name="谁", sum_name="金额")
)
DEBTS = Output(
    id="o",
    title="单",
    show=Listing(
        table="t",
        apart="money",
        below=("stock", "amount"),
        sort=("-left",),
        columns=(
            OutputColumn(id="who", name="谁", column="who"),
            OutputColumn(id="amount", name="欠", column="amount", foot="sum"),
            OutputColumn(id="stock", name="还", column="stock", foot="sum"),
            OutputColumn(id="left", name="尚欠", difference=("amount", "stock"), foot="sum"),
            OutputColumn(id="rate", name="还了", rate=("stock", "amount"), foot="rate"),
            OutputColumn(id="part", name="尚欠比", rate=("left", "amount")),
            OutputColumn(id="days", name="逾期", late=("due", "back"), foot="sum"),
            OutputColumn(id="lost", name="遗失", column="lost"),
        ),
    ),
)
TEXT = """
  who | amount | stock | due        | back       | money  | lost
  甲  | 100    | 30    | 2026-10-08 | -          | 人民币 | 是
  乙  | 50.005 | 0     | 2026-10-31 | -          | 美元   | 否
  丙  | 3      | 1     | 2026-09-30 | 2026-10-02 | 人民币 | -
  丁  | 5      | 9     | 2026-09-30 | -          | 人民币 | 是
"""


def test_a_list_of_debts() -> None:
    """100 − 30 = 70, 30 ÷ 100 = 30 %; 50.005 is shown as 50.01; 丁 owes nothing. To the 31st: 23 days, 0 days, 2 days."""
    made = table(sheets(DEBTS, t=TEXT))
    assert shown(made) == [
        "甲 100.00 30.00 70.00 30.00 70.00 23 是",
        "乙 50.01 0.00 50.01 0.00 100.00 0 否",
        "丙 3.00 1.00 2.00 33.33 66.67 2 —",
        "合计（人民币） 103.00 31.00 72.00 30.10 — 25 —",
        "合计（美元） 50.01 0.00 50.01 0.00 — 0 —",
    ]
    assert assert_formulas_give(made) == 8 + 8 + 7 + 5 + 5


def test_words_of_the_program_are_formulas_in_the_language_of_the_run() -> None:
    (made,) = spoken(tabulated(sheets(DEBTS, t=TEXT)), speaker("en"))
    assert [row[7].value for row in made.rows] == ["yes", "no", None, None, None]
    assert assert_formulas_give(made) == 33
    (state,) = spoken(
        [table(month("X1 | 甲 | - | 2026-10-02 | - | - | 5000 | 否", "- | 乙 | 2026-10-06 | - | 3000"), "open")],
        speaker("en"),
    )
    assert state.rows[0][9].value == "open"
    assert assert_formulas_give(state) > 6


def test_above_a_number_of_lines_what_is_merely_shown_is_no_reference(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worked, "SHOWN", 2)
    made = table(sheets(DEBTS, t=TEXT))
    assert [figure.formula is not None for figure in made.rows[0]] == [False] * 3 + [True] * 4 + [False]
    assert assert_formulas_give(made) == 4 + 4 + 4 + 5 + 5


def test_a_reconciliation_in_two_currencies() -> None:
    """Customers stand in the order 丁 乙 甲. X2: 8,000 − 4,500 = 3,500 open since the 20th, 11 days; dollars: 900 of 900; 700 of nobody."""
    made = month(
        "X1 | 甲 | 李 | 2026-10-02 | 2026-11-01 | - | 5000 | 否\nX2 | 乙 | 王 | 2026-09-20 | 2026-10-20 | - | 8000 | 是\nW1 | 丙 | 王 | 2026-10-02 | - | 美元 | 900 | 是",
        "X1 | 甲 | 2026-10-08 | - | 5000\nX2 | 乙 | 2026-10-09 | - | 4500\n- | 丁 | 2026-10-09 | - | 700\nW1 | 丙 | 2026-10-09 | 美元 | 900",
    )
    assert shown(table(made, "whole")) == [
        "人民币 13000.00 9500.00 3500.00 3500.00 10200.00 9500.00 0.00 700.00",
        "美元 900.00 900.00 0.00 0.00 900.00 900.00 0.00 0.00",
    ]
    assert shown(table(made, "open"))[0] == "X2 乙 王 人民币 8000.00 4500.00 3500.00 2026-10-20 11 部分收款 —"
    assert all(assert_formulas_give(one) for one in tabulated(made) if one.rows)
    matches = table(made, "whole").blocks[2]
    assert [tuple(map(str, line.values[:4])) for line in matches.lines] == [
        ("1", "2", "人民币", "4500"), ("2", "3", "人民币", "5000"), ("3", "4", "美元", "900")
    ]  # fmt: skip


# ---------------------------------------------------------------- whatever is handed in


@settings(max_examples=60, deadline=None)
@given(st.lists(CLAIM, max_size=7), st.lists(RECEIPT, max_size=7))
def test_any_reconciliation(claims: list[tuple[object, ...]], receipts: list[tuple[object, ...]]) -> None:
    if claims and receipts:
        for made in tabulated(of_lines(claims, receipts)):
            assert_formulas_give(made)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.sampled_from("甲乙丙丁戊己庚"), st.integers(0, 10**9)), min_size=1, max_size=12))
def test_any_ranking(lines: list[tuple[str, int]]) -> None:
    text = "who | amount\n" + "\n".join(f"{who} | {Decimal(fen).scaleb(-2)}" for who, fen in lines)
    made = table(sheets(RANKED, t=text))
    assert_formulas_give(made)
    shares = [row[3].value for row in made.rows[:-1]]
    if any(fen for _, fen in lines):
        amounts = [Decimal(row[2].value or "") for row in made.rows[:-1]]
        assert shares == [str(share) for share in split(Decimal(100), amounts)]
