"""Levels at the end of a quarter: one up, one down, as they are, or open while a month lacks."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from reportgen.period import Period
from reportgen.records import Scorecard, Subject, Table
from reportgen.scheme import Output
from reportgen.settle.outputs.moves import Moves
from tests.settle.outputs.sheets import sheets, shown
from tests.settle.outputs.sheets import table as made_of

SHOW = Moves(
    table="t", level="level", levels=("初级", "中级", "高级"), up_from=Decimal(90), down_below=Decimal(70)
)


def card(score: str | None) -> Scorecard:
    points = None if score is None else Decimal(score)
    return Scorecard(
        scheme="s", subject=Subject("person", "01", "张三", "一部", "经理"), status="scored" if score else "withheld",
        score=points, grade=None, rank=None, of=1, previous=None, components=(), measures=(), reviews=(), pay=None,
        flags=(), blame=(),
    )  # fmt: skip


def moved(level: str, before: dict[str, str | None], score: str | None, period: Period) -> Table:
    month = sheets(Output(id="o", title="升降", show=SHOW), t=f"level\n{level}")
    held = {("t", "01"): tuple(replace(row, person="01") for row in month.by_owner["t", ""])}
    trend = {("s", "经理", "01"): tuple((at, None if one is None else Decimal(one)) for at, one in before.items())}
    return made_of(replace(month, by_owner=held, cards=(card(score),), trend=trend, period=period))


DECEMBER = Period(2026, 12)


@pytest.mark.parametrize(
    ("level", "october", "november", "december", "expected"),
    [
        ("初级", "88", "90", "92", "01 张三 初级 2026-10 88、2026-11 90、2026-12 92 90.00 升一级 中级"),
        ("高级", "99", "99", "99", "01 张三 高级 2026-10 99、2026-11 99、2026-12 99 99.00 不变 高级"),
        ("中级", "70", "70", "70", "01 张三 中级 2026-10 70、2026-11 70、2026-12 70 70.00 不变 中级"),
        ("中级", "69.99", "70", "70", "01 张三 中级 2026-10 69.99、2026-11 70、2026-12 70 70.00 不变 中级"),
        ("中级", "60", "70", "79", "01 张三 中级 2026-10 60、2026-11 70、2026-12 79 69.67 降一级 初级"),
        ("初级", "50", "50", "50", "01 张三 初级 2026-10 50、2026-11 50、2026-12 50 50.00 不变 初级"),
        ("中级", "95", None, "95", "01 张三 中级 2026-10 95、2026-11 —、2026-12 95 95.00 未定 —"),
        ("中级", "95", "95", None, "01 张三 中级 2026-10 95、2026-11 95、2026-12 — 95.00 未定 —"),
    ],
)
def test_at_the_end_of_the_quarter(
    level: str, october: str, november: str | None, december: str | None, expected: str
) -> None:
    made = moved(level, {"2026-09": "10", "2026-10": october, "2026-11": november}, december, DECEMBER)
    assert shown(made) == [expected]
    assert made.notes == ()


def test_before_the_end_it_shows_what_there_is_and_says_until_when() -> None:
    made = moved("中级", {"2026-09": "99"}, "97.2", Period(2026, 10))
    assert shown(made) == ["01 张三 中级 2026-10 97.2 97.20 未定 —"]
    assert dict(made.notes[0].values) == {"first": "2026-10", "last": "2026-12"}
