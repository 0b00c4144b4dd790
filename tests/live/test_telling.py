"""A formula in words with its numbers: what counted is told, what did not is left out."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from reportgen.formula import (
    Area,
    At,
    Block,
    BlockLine,
    Expr,
    Field,
    Head,
    Lines,
    Named,
    Param,
    call,
    least,
    minus,
    most,
    over,
    percent,
    plus,
    rounded,
    times,
    when,
    within,
)
from reportgen.formula.evaluate import Desk
from reportgen.formula.telling import WORDS, Telling
from reportgen.marks import Phrase, phrase
from reportgen.words import Speaker

LABELS = {name: {"zh": zh, "en": en} for name, zh, en in [
    ("full", "满分", "full"), ("each", "每次", "each"), ("count", "次数", "times"), ("cap", "上限", "cap"),
    ("weight", "权重", "weight"), ("step", "得分", "points"),
]}  # fmt: skip


def param(name: str, value: str, unit: str = "") -> Param:
    return Param("x", Phrase(name), Decimal(value), unit)


def block(*counts: int) -> Block:
    return Block("b", "表", (Head("n", "次", "count"),), tuple(BlockLine((Decimal(n),), (None,)) for n in counts))


COUNT = Lines("b", "x", phrase("count"), Field("n"))
FULL, EACH = param("full", "10"), param("each", "4")
STEP = Named("step", phrase("step"), rounded(most(0, minus(FULL, times(EACH, COUNT))), 2))

CASES: dict[str, tuple[Expr, tuple[int, ...], str]] = {
    "a bound that changed nothing is left out": (STEP, (1, 1), "满分 10 − 每次 4 × 次数 2 = 2"),
    "a bound that did is told": (STEP, (1, 2), "（满分 10 − 每次 4 × 次数 3），不低于 0 = 0"),
    "an upper bound": (
        within(times(EACH, COUNT), 0, param("cap", "5")), (2,), "（每次 4 × 次数 2），不高于 上限 5 = 5",
    ),
    "the branch that was taken, with why": (
        when(call("gt", COUNT, 0), EACH, 0), (3,), "每次 4（因 次数 3 > 0） = 4",
    ),
    "terms of nothing are left out": (
        minus(FULL, plus(when(call("gt", COUNT, 5), FULL, 0), when(call("gt", COUNT, 0), EACH, 0))), (1,),
        "满分 10 − 每次 4（因 次数 1 > 0） = 6",
    ),
    "a percentage": (percent(COUNT, param("weight", "70", "%")), (86,), "次数 86 × 权重 70 % = 60.2"),
    "brackets where they are needed": (
        over(minus(FULL, COUNT), minus(FULL, EACH)), (1,), "（满分 10 − 次数 1） ÷ （满分 10 − 每次 4） = 1.5",
    ),
    "the whole less what was left of it is what was lost": (
        minus(FULL, rounded(most(0, minus(FULL, times(EACH, COUNT))), 2)), (2,), "每次 4 × 次数 2 = 8",
    ),
    "a long quotient is cut": (over(COUNT, 3), (2,), "次数 2 ÷ 3 = 0.666667"),
    "nothing to work out": (FULL, (), "满分 10"),
    "the smaller of two figures": (least(STEP, times(EACH, COUNT)), (1,), "每次 4 × 次数 1 = 4"),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_a_formula_is_told(name: str) -> None:
    expr, counts, expected = CASES[name]
    telling = Telling(Desk({"b": block(*counts)}), Speaker("zh", LABELS | WORDS).say)
    assert next(iter(telling.lines(expr))) == expected


COLUMN = Lines("b", "", phrase("count"), times(Field("n"), 2))


@pytest.mark.parametrize(
    ("expr", "expected"),
    [
        (At("b", "n", 1), "次 3"),
        (minus(At("b", COLUMN, 1), At("b", "n", 0)), "次数 6 − 次 2 = 4"),
        (call("sum", Area("b", COLUMN)), "次数 10"),
        (At("b", "on", 0), "日期 2026-09-30"),
        (call("months_on", At("b", "on", 0), 1), "2026-10-30"),
        (when(call("ge", Named("until", phrase("step"), call("months_on", At("b", "on", 0), 1)), 46326), EACH, 0),
         "0（因 得分 2026-10-30 < 46326） = 0"),
    ],
)  # fmt: skip
def test_cells_and_columns_are_called_by_their_names_and_days_are_dates(expr: Expr, expected: str) -> None:
    heads = (Head("n", "次", "count"), Head("on", "日期", "date"))
    lines = tuple(BlockLine((Decimal(n), date(2026, 9, 30)), (None, None)) for n in (2, 3))
    telling = Telling(Desk({"b": Block("b", "表", heads, lines)}), Speaker("zh", LABELS | WORDS).say)
    assert next(iter(telling.lines(expr))) == expected


def test_a_figure_on_the_way_has_its_own_line_unless_it_is_told_elsewhere() -> None:
    expr = percent(STEP, param("weight", "70", "%"))
    zh = Telling(Desk({"b": block(2)}), Speaker("zh", LABELS | WORDS).say)
    assert list(zh.lines(expr)) == ["得分 2 × 权重 70 % = 1.4", "其中 得分：满分 10 − 每次 4 × 次数 2 = 2"]
    assert list(zh.lines(expr, {"step"})) == ["得分 2 × 权重 70 % = 1.4"]
    en = Telling(Desk({"b": block(2)}), Speaker("en", LABELS | WORDS).say)
    assert list(en.lines(expr)) == ["points 2 × weight 70 % = 1.4", "where points: full 10 − each 4 × times 2 = 2"]
