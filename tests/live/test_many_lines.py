"""Many lines: a hundred thousand amounts against an oracle in whole fen, five thousand splits that add up."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.exact import split
from reportgen.formula import Area, Call
from reportgen.formula.evaluate import Desk
from reportgen.period import Period
from reportgen.records import CellRef, Entry, Row, Table, Value
from reportgen.scheme import Form, Output, Scheme
from reportgen.scheme import Table as Declared
from reportgen.settle.outputs import tabulated
from reportgen.settle.outputs.columns import OutputColumn
from reportgen.settle.outputs.lines import Lines
from reportgen.settle.outputs.month import MonthSheets
from reportgen.settle.outputs.ranking import Ranking

MANY = 100_000
SOME = 6_000  # more than a table whose merely shown cells are references
PRODUCTS = [f"产品{number}" for number in range(40)]
COLUMNS = ("product", "billed", "got")
LISTED = Output(
    id="listed",
    title="明细",
    show=Lines(
        table="t",
        columns=(
            OutputColumn(id="product", name="产品", column="product"),
            OutputColumn(id="billed", name="应收", column="billed", foot="sum"),
            OutputColumn(id="got", name="已收", column="got", foot="sum"),
            OutputColumn(id="left", name="未收", difference=("billed", "got"), foot="sum"),
            OutputColumn(id="rate", name="收款率", rate=("got", "billed"), foot="rate"),
        ),
    ),
)
RANKED = Output(
    id="ranked",
    title="排名",
    show=Ranking(table="t", group="product", sum="billed", group_name="产品", sum_name="应收"),
)
Fen = tuple[str, int, int]


@pytest.fixture(scope="module")
def lines() -> list[Fen]:
    """Product, billed and received in fen; also returns (below nothing)."""
    one = Random(20261031)
    return [(one.choice(PRODUCTS), one.randrange(1, 10**9), one.randrange(-(10**6), 10**9)) for _ in range(MANY)]


@pytest.fixture(scope="module")
def tables(lines: list[Fen]) -> dict[str, Table]:
    return tables_of(lines)


def tables_of(lines: list[Fen]) -> dict[str, Table]:
    declared = (Declared(id="t", name="流水", form="form", per="list", columns=()),)
    form = Form(id="form", name="form")
    scheme = Scheme(
        id="s", name="s", since="2026-01", source="", forms=(form,), tables=declared, outputs=(LISTED, RANKED)
    )
    rows = tuple(_row(number, line) for number, line in enumerate(lines, 2))
    month = MonthSheets(scheme, Period(2026, 10), {("t", ""): rows}, {}, frozenset({"t"}), lambda figure: None)  # type: ignore[arg-type,return-value]
    return {one.id: one for one in tabulated(month)}


def _row(number: int, line: Fen) -> Row:
    values: tuple[Value, ...] = (line[0], Decimal(line[1]).scaleb(-2), Decimal(line[2]).scaleb(-2))
    entries = {
        id: Entry(value, CellRef("f", "t", f"{letter}{number}"))
        for id, letter, value in zip(COLUMNS, "ABC", values, strict=True)
    }
    return Row("t", "一部", "", entries, CellRef("f", "t", f"A{number}"))


def yuan(fen: int) -> str:
    """Two decimals, put in by hand."""
    sign, digits = "-" if fen < 0 else "", str(abs(fen)).rjust(3, "0")
    return f"{sign}{digits[:-2]}.{digits[-2:]}"


def percent(part: int, whole: int) -> str:
    """In percent to two decimals, half up and away from zero, in whole numbers."""
    hundredths, rest = divmod(abs(part) * 10_000, whole)
    hundredths += 2 * rest >= whole
    return yuan(-hundredths if part < 0 else hundredths)


def test_a_hundred_thousand_lines_equal_an_oracle_in_whole_fen(lines: list[Fen], tables: dict[str, Table]) -> None:
    made = tables["listed"]
    assert len(made.rows) == MANY + 1
    for (product, billed, got), row in zip(lines, made.rows, strict=False):
        shown = (product, yuan(billed), yuan(got), yuan(billed - got), percent(got, billed))
        assert tuple(figure.value for figure in row) == shown
    billed, got = sum(line[1] for line in lines), sum(line[2] for line in lines)
    assert [figure.value for figure in made.rows[-1]] == [
        "合计", yuan(billed), yuan(got), yuan(billed - got), percent(got, billed)
    ]  # fmt: skip


def test_the_formulas_of_their_totals_go_over_areas_and_give_the_same(lines: list[Fen]) -> None:
    made = tables_of(lines[:SOME])["listed"]
    desk = Desk({block.id: block for block in made.blocks})
    for figure in made.rows[-1][1:]:
        assert figure.formula is not None
        assert desk.value(figure.formula) == Decimal(figure.value or "")
    total = made.rows[-1][1].formula
    assert isinstance(total, Call)
    assert total.args[0] == Call("sum", (Area("s/listed/lines", "billed"),))
    for place in (0, SOME // 2, SOME - 1):
        left, rate = (made.rows[place][column] for column in (3, 4))
        assert left.formula is not None
        assert rate.formula is not None
        assert (desk.value(left.formula), desk.value(rate.formula)) == (
            Decimal(left.value or ""),
            Decimal(rate.value or ""),
        )
        assert made.rows[place][1].formula is None  # merely shown, in so long a table


def test_they_are_ranked_by_product(lines: list[Fen], tables: dict[str, Table]) -> None:
    made = tables["ranked"]
    sums: defaultdict[str, int] = defaultdict(int)
    for product, billed, _ in lines:
        sums[product] += billed
    ordered = sorted(sums.items(), key=lambda pair: (-pair[1], pair[0]))
    shares = largest_remainder(10_000, [fen for _, fen in ordered])
    for (product, fen), share, row in zip(ordered, shares, made.rows, strict=False):
        rank = 1 + sum(other > fen for _, other in ordered)
        assert [figure.value for figure in row] == [product, str(rank), yuan(fen), yuan(share)]
    assert [figure.value for figure in made.rows[-1]] == ["合计", None, yuan(sum(sums.values())), "100.00"]
    made = tables_of(lines[:SOME])["ranked"]
    desk = Desk({block.id: block for block in made.blocks})
    for row in made.rows:
        for figure in row[2:]:
            assert figure.formula is not None
            assert desk.value(figure.formula) == Decimal(figure.value or "")


# ---------------------------------------------------------------- splits


def largest_remainder(units: int, weights: list[int]) -> list[int]:
    """So many units by weights, in fractions: whole units first, then one each by the largest rest, the earlier first."""
    shares = [Fraction(units * weight, sum(weights)) for weight in weights]
    parts = [int(share) for share in shares]
    turns = sorted(range(len(parts)), key=lambda at: (parts[at] - shares[at], at))
    for at in turns[: units - sum(parts)]:
        parts[at] += 1
    return parts


def test_five_thousand_splits_add_up_exactly_and_follow_the_oracle() -> None:
    one = Random(5_000)
    for _ in range(5_000):
        fen = one.randrange(0, 10**11)
        weights = [one.randrange(0, 10 ** one.randrange(1, 8)) for _ in range(one.randrange(1, 25))]
        weights[0] += 1
        parts = split(Decimal(fen).scaleb(-2), [Decimal(weight) for weight in weights])
        assert sum(parts) == Decimal(fen).scaleb(-2)
        assert [int(part.scaleb(2)) for part in parts] == largest_remainder(fen, weights)


@settings(deadline=None)
@given(st.integers(0, 10**13), st.lists(st.integers(0, 10**9), min_size=1, max_size=30).filter(any))
def test_any_split(fen: int, weights: list[int]) -> None:
    parts = split(Decimal(fen).scaleb(-2), [Decimal(weight) for weight in weights])
    assert sum(parts) == Decimal(fen).scaleb(-2)
    assert [int(part.scaleb(2)) for part in parts] == largest_remainder(fen, weights)
