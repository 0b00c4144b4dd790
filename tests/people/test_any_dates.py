"""Whatever the dates: days add up, weights add to 100.00, parts of the pay come to no more than the whole."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from hypothesis import given, settings, strategies

from reportgen.period import Period
from reportgen.records import CellRef, Component, Person, Posting, Scores, Spell, Subject
from reportgen.scheme import PayPart, PayPlan
from reportgen.settle.parts import joined
from reportgen.settle.pay import Share, settle_pay
from reportgen.tenure import at_work, contradictions, on_leave, postings

QUICK = settings(max_examples=150, deadline=None, derandomize=True)
MONTHS = strategies.builds(Period, strategies.integers(2024, 2028), strategies.integers(1, 12))
CENTS = strategies.integers(0, 3_000_000).map(lambda fen: Decimal(fen).scaleb(-2))
PLAN = PayPlan(roles=("r",), parts=(PayPart(id="all", name="全部", share=Decimal(100)),), pro_rata="days")


def row(department: str, first: date | None, last: date | None, gross: Decimal = Decimal(100), role: str = "r",
        leave: tuple[date | None, date | None] = (None, None)) -> Person:  # fmt: skip
    return Person("1001", "张三", department, "", role, "", "", first, last, gross, CellRef("f"), {}, *leave)


@strategies.composite
def transfers(draw: strategies.DrawFn) -> tuple[Period, list[Person]]:
    """Rows that follow each other, in one to four departments, perhaps joining late or leaving early."""
    period = draw(MONTHS)
    length = period.last.day
    cuts = sorted(draw(strategies.sets(strategies.integers(1, length), min_size=2, max_size=5)))
    days = [period.day(cut) for cut in cuts]
    people = []
    for number, (first, after) in enumerate(pairwise(days)):
        last = after - timedelta(1) if number < len(days) - 2 else after
        people.append(row(f"部{number}", first, last, draw(CENTS)))
    return period, people


def spent(spell: Spell, component: Component, of: int) -> Share:
    scores = Scores(Subject("person", "1001", "张三", spell.department, spell.role), {}, {}, (), {})
    return Share(PLAN, spell, (component,), scores, of)


def worth(points: Decimal) -> Component:
    return Component("work", "工作", None, points, Decimal(100), points, points)


@QUICK
@given(month=transfers(), data=strategies.data())
def test_parts_add_up_to_the_days_the_weights_and_the_score(
    month: tuple[Period, list[Person]], data: strategies.DataObject
) -> None:
    period, people = month
    (posting,) = postings(people, period)
    assert sum(spell.days for spell in posting.spells) == posting.of == posting.days
    assert posting.days == (people[-1].left - people[0].joined).days + 1  # type: ignore[operator]
    trees = [(worth(data.draw(strategies.decimals(0, 100, places=2))),) for _ in posting.spells]
    parts, score = joined(posting.spells, trees, 2)
    assert sum(part.weight or 0 for part in parts) == Decimal("100.00")
    assert sum(part.points or 0 for part in parts) == score
    raws = [part.raw or Decimal(0) for part in parts]
    assert score is not None
    assert min(raws) <= score <= max(raws)


@QUICK
@given(month=transfers())
def test_the_pay_of_the_parts_is_that_of_the_month_within_a_fen_a_part(month: tuple[Period, list[Person]]) -> None:
    period, people = month
    people = [row(one.department, one.joined, one.left, people[0].gross or Decimal(0)) for one in people]
    (posting,) = postings(people, period)
    of = period.last.day
    pay = settle_pay([spent(spell, worth(Decimal(100)), of) for spell in posting.spells], set())
    exact = (people[0].gross or Decimal(0)) * posting.days / of
    assert abs((pay.total or Decimal(0)) - exact) <= Decimal("0.01") * len(pay.parts)
    assert all(part.amount is not None and part.amount.as_tuple().exponent == -2 for part in pay.parts)


@QUICK
@given(period=MONTHS, data=strategies.data())
def test_days_of_leave_and_days_in_post_make_the_month(period: Period, data: strategies.DataObject) -> None:
    length = period.last.day
    start, end = sorted(data.draw(strategies.tuples(strategies.integers(1, length), strategies.integers(1, length))))
    person = row("甲", None, None, leave=(period.day(start), period.day(end)))
    away = end - start + 1
    if away == length:
        assert (at_work([person], period), on_leave([person], period)) == ((), (person,))
        assert postings([person], period) == ()
    else:
        assert postings([person], period)[0].days == length - away
        assert on_leave([person], period) == ()


@QUICK
@given(period=MONTHS, rows=strategies.lists(strategies.tuples(
    strategies.integers(1, 28), strategies.integers(0, 27), strategies.sampled_from("甲乙"), strategies.sampled_from("rs"),
), max_size=5))  # fmt: skip
def test_every_row_stands_in_one_posting_and_overlaps_only_where_a_finding_says_so(
    period: Period, rows: list[tuple[int, int, str, str]]
) -> None:
    people = [
        row(place, period.day(first), period.day(min(first + more, 28)), Decimal(number), role)
        for number, (first, more, place, role) in enumerate(rows)
    ]
    found = postings(people, period)
    stints = [stint for posting in found for spell in posting.spells for stint in spell.stints]
    assert sorted(stint.person.gross or 0 for stint in stints) == list(range(len(people)))
    if not list(contradictions(people, period)):
        for posting in found:
            assert posting.of <= period.last.day
            assert _days(posting) == posting.of


def _days(posting: Posting) -> int:
    own = (stint for spell in posting.spells for stint in spell.stints)
    return len({stint.first + timedelta(number) for stint in own for number in range(stint.days)})
