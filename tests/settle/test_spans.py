"""Quarters and years by hand: who has how many months, the mean, rank, grade and payout; formulas give the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from reportgen.formula.evaluate import Desk
from reportgen.period import Span
from reportgen.records import CellRef, Person, Table
from reportgen.scheme import Award, Grade, Item, Scheme
from reportgen.settle.span_table import span_tables
from reportgen.settle.spans import SpanResult, settle_span

GRADES = tuple(
    Grade(name=name, least=Decimal(least)) for name, least in (("优秀", 90), ("良好", 80), ("合格", 60), ("不合格", 0))
)
AWARD = Award(
    per="quarter", roles=("员", "长"), payout={"优秀": Decimal(50), "良好": Decimal("12.5")}, moves={"不合格": "降一级"}
)
SCHEME = Scheme(
    id="s", name="考核", since="2026-01", source="例", forms=(), tables=(), grades=GRADES, awards=(AWARD,),
    items=(Item(id="i", name="项", full=Decimal(100), roles=("员", "长")),),
)  # fmt: skip


def person(
    id: str,
    *,
    joined: str = "",
    left: str = "",
    role: str = "员",
    gross: str | None = "8000",
    away: tuple[str, str] = ("", ""),
) -> Person:
    day = [date.fromisoformat(text) if text else None for text in (joined, left, *away)]
    return Person(id, f"姓名{id}", "甲部", "岗", role, "", "", day[0], day[1], None if gross is None else Decimal(gross),
                  CellRef("花名册.xlsx", "人员", f"A{id}"), leave_from=day[2], leave_to=day[3])  # fmt: skip


def quarter(scores: str, people: list[Person], span: str = "2026-Q3") -> SpanResult:
    """`scores`: a line for each month, `2026-07: 1 90.00, 2 -`; "-" is withheld. A role after a slash: `1/长 90.00`."""
    published: dict[str, dict[tuple[str, str, str], Decimal | None]] = {}
    for line in scores.strip().splitlines():
        month, _, rest = line.strip().partition(": ")
        own = published.setdefault(month, {})
        for one in filter(None, rest.split(", ")):
            who, score = one.split()
            id, _, role = who.partition("/")
            own["s", role or "员", id] = None if score == "-" else Decimal(score)
    return settle_span(SCHEME, Span.parse(span), published, people, frozenset({"甲部"}))


def told(result: SpanResult) -> list[str]:
    return [
        f"{one.person.id} {one.role} {one.score} {one.grade} {one.rank} {one.share} {one.payout} {one.move}".strip()
        + "".join(f" {dict(why.values).get('months', why.id)}" for why in one.why)
        for one in result.scores
    ]


WHOLE = """
2026-07: 1 90.00, 2 91.25, 3 50.00
2026-08: 1 85.00, 2 91.25, 3 60.01
2026-09: 1 95.01, 2 87.50, 3 55.00
"""


def test_the_mean_of_three_months_ranks_and_pays() -> None:
    # 1: (90.00 + 85.00 + 95.01) / 3 = 270.01 / 3 = 90.00333 -> 90.00, 优秀: 8,000 x 50 % = 4,000.00
    # 2: (91.25 + 91.25 + 87.50) / 3 = 270.00 / 3 = 90.00, the same rank
    # 3: (50.00 + 60.01 + 55.00) / 3 = 165.01 / 3 = 55.00333 -> 55.00, 不合格: nothing, one grade down
    result = quarter(WHOLE, [person("1"), person("2"), person("3")])
    assert told(result) == [
        "1 员 90.00 优秀 1 50 4000.00",
        "2 员 90.00 优秀 1 50 4000.00",
        "3 员 55.00 不合格 3 None None 降一级",
    ]


def test_the_divisor_is_the_months_in_post() -> None:
    # 1 joined on 31 August: (85.00 + 95.01) / 2 = 90.005 -> 90.01; 2 left on 1 July: 91.25 / 1; 3 was away in July
    people = [
        person("1", joined="2026-08-31"),
        person("2", left="2026-07-01"),
        person("3", away=("2026-06-15", "2026-07-31")),
    ]
    result = quarter(WHOLE, people)
    assert told(result)[:2] == ["2 员 91.25 优秀 1 50 4000.00", "1 员 90.01 优秀 2 50 4000.00"]
    assert told(result)[2].startswith("3 员 57.51 不合格 3")  # (60.01 + 55.00) / 2 = 57.505 -> 57.51


def test_a_month_in_post_without_a_score_withholds_and_never_counts_as_zero() -> None:
    scores = WHOLE.replace("1 85.00", "1 -").replace("2 91.25, 3 60.01", "3 60.01")
    result = quarter(scores, [person("1"), person("2"), person("3")])
    assert told(result) == [
        "3 员 55.00 不合格 1 None None 降一级",
        "1 员 None None None None None 2026-08",
        "2 员 None None None None None 2026-08",
    ]


def test_a_month_that_nobody_published_withholds_all_who_were_in_post() -> None:
    result = quarter("2026-07: 1 90.00\n2026-09: 1 90.00, 2 80.00", [person("1"), person("2", joined="2026-09-01")])
    assert told(result) == ["2 员 80.00 良好 1 12.5 1000.00", "1 员 None None None None None 2026-08"]


def test_while_it_goes_on_it_counts_to_the_last_published_month_and_pays_nothing() -> None:
    result = quarter("2026-07: 1 90.00", [person("1")])
    assert not result.over
    assert told(result) == ["1 员 90.00 优秀 1 None None"]


def test_who_was_promoted_counts_with_both_and_stands_where_he_is_last() -> None:
    people = [person("1", left="2026-07-31"), person("1", joined="2026-08-01", role="长", gross="10000.01")]
    result = quarter("2026-07: 1 80.00\n2026-08: 1/长 90.00\n2026-09: 1/长 85.00", people)
    # (80 + 90 + 85) / 3 = 85.00, 良好: 10,000.01 x 12.5 % = 1,250.00125 -> 1,250.00
    assert told(result) == ["1 长 85.00 良好 1 12.5 1250.00"]


def test_without_a_gross_nothing_can_be_paid_and_it_says_so() -> None:
    assert told(quarter(WHOLE, [person("1", gross=None)])) == ["1 员 90.00 优秀 1 50 None span-no-gross"]


@pytest.mark.parametrize("gross", ["8000", "8123.45", "0.01"])
def test_every_figure_of_the_table_comes_from_its_formula(gross: str) -> None:
    people = [
        person("1", gross=gross),
        person("2", gross=gross),
        person("3"),
        replace(person("4"), joined=date(2026, 9, 1)),
    ]
    (table,) = span_tables(quarter(WHOLE, people))
    desk = Desk({block.id: block for block in table.blocks})
    assert worked(table, desk) == figures(table)
    assert len(figures(table)) > 25


def figures(table: Table) -> list[str]:
    return [str(one.value) for row in table.rows for one in row if one.formula is not None]


def worked(table: Table, desk: Desk) -> list[str]:
    found = []
    for row in table.rows:
        for one, column in zip(row, table.columns, strict=True):
            if one.formula is None:
                continue
            value = desk.value(one.formula)
            digits = {"count": 0, "rank": 0}.get(column.id, 2)
            found.append(f"{value:.{digits}f}" if isinstance(value, Decimal) else str(value))
    return found


@pytest.mark.parametrize("text", ["2026-13", "2026-Q5", "26", "2026-Q0", "x", "1999"])
def test_what_is_no_span(text: str) -> None:
    with pytest.raises(ValueError, match="neither a year nor a quarter"):
        Span.parse(text)


def test_spans_and_their_months() -> None:
    assert [str(month) for month in Span.parse("2026-q4").months] == ["2026-10", "2026-11", "2026-12"]
    assert len(Span.parse("2026").months) == 12
    assert str(Span.parse("2026Q1")) == "2026-Q1"
