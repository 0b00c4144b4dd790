"""Whatever is published, closed, corrected and run again in whatever order: what was paid and what is still open is the
pay by the latest figures, to the fen; and the three causes of a figure add up to its difference."""

from __future__ import annotations

import json
from collections import defaultdict
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings, strategies

from reportgen.exact import ZERO, total
from reportgen.ledger import Ledger, open_ledger
from reportgen.ledger.annals import Edition
from reportgen.pipeline import speaker
from reportgen.pipeline.history import carrying
from reportgen.pipeline.history.comparing import ORDER, Stages, changes
from reportgen.pipeline.history.figures import Owner, Shown
from reportgen.publish.results import results_json
from reportgen.records import MonthResult, Pay, PayPart, Scorecard, Subject

MONTHS = ("2026-10", "2026-11", "2026-12")
PEOPLE = ("1001", "1002", "1003")
PLANS = frozenset({("s", "销售员")})
SCALE = 100

# what a month says of the three people: nobody, withheld, or a pay in fen
PAYS = strategies.tuples(
    *(
        strategies.one_of(strategies.sampled_from(["gone", "withheld"]), strategies.integers(0, 9_999_999))
        for _ in PEOPLE
    )
)
STEPS = strategies.lists(
    strategies.tuples(
        strategies.sampled_from(["run", "run", "close", "restate", "restate", "restate"]),
        strategies.sampled_from(MONTHS),
        PAYS,
    ),
    min_size=10,
    max_size=30,
)


def card(person: str, fen: str | int) -> Scorecard:
    subject = Subject("person", person, f"名{person}", "甲部", "销售员")
    if fen == "withheld":
        return Scorecard("s", subject, "withheld", None, None, None, 1, None, (), (), (), None, (), ())
    amount = Decimal(fen) / SCALE
    pay = Pay("scored", amount, (PayPart("base", "基础", amount),))
    return Scorecard("s", subject, "scored", Decimal("90.00"), "良好", 1, 1, None, (), (), (), pay, (), ())


class Books:
    """The ledger as the program keeps it, and beside it what was really paid out."""

    def __init__(self, folder: Path) -> None:
        self.ledger: Ledger = open_ledger(folder / "ledger.sqlite3")
        self.ledger._db.execute("PRAGMA synchronous = OFF")  # hundreds of sequences; nothing is cut off here
        self.texts: dict[str, bytes] = {}  # results.json by hash, as the store has them
        self.paid: dict[str, dict[str, Decimal]] = {}  # by month, as of its first version
        self.latest: defaultdict[tuple[str, str], Decimal] = defaultdict(Decimal)  # what is known of each pay

    def publish(self, month: str, pays: tuple[str | int, ...], *, correct: bool) -> None:
        annals = self.ledger.annals
        standing = annals.edition(month)
        closed = annals.closing(month) is not None
        if closed != correct or (correct and standing is None):
            return
        cards = tuple(card(person, fen) for person, fen in zip(PEOPLE, pays, strict=True) if fen != "gone")
        owed = carrying.due(annals, month)
        result, left = carrying.carry(MonthResult(month, cards, (), ()), owed, PLANS)
        content = results_json(result, speaker("zh"))
        digest = sha256(content).hexdigest()
        self.texts[digest] = content
        revision = standing.revision + 1 if correct and standing else 1
        differences = ()
        if correct:
            first = annals.edition(month, 1)
            assert first is not None
            before, now = (carrying.Paid(one, PLANS) for one in (self.texts[first.results], content))
            people = {person: (f"名{person}", "甲部") for person in PEOPLE}
            differences = carrying.left_by(month, revision, before, annals.differences(), now, people)
        with self.ledger.publishing(result, digest, revision):
            annals.keep(Edition(month, revision, digest, "program", ()))
            annals.owe(differences)
            if not closed:
                annals.carry(month, [one for one in owed if one not in left])
        standing_there = [one for one in annals.differences() if one.month == month]
        for one in result.cards:  # what a card shows of earlier months is what the ledger says that the month carries
            parts = [part.amount for part in one.pay.parts if part.id.startswith("carried-")] if one.pay else []
            own = [left.amount for left in standing_there if left.person == one.subject.id]
            assert one.pay is None or total(amount for amount in parts if amount is not None) == total(own)
        if not correct:
            self.paid[month] = {
                one.subject.id: one.pay.total for one in result.cards if one.pay and one.pay.total is not None
            }
        for person, fen in zip(PEOPLE, pays, strict=True):
            if fen == "gone":
                self.latest[month, person] = ZERO
            elif fen != "withheld":
                self.latest[month, person] = Decimal(fen) / SCALE
            elif not correct:
                self.latest[month, person] = ZERO  # nothing was paid, and nothing is known that should have been

    def close(self, month: str) -> None:
        if self.ledger.annals.edition(month) is not None:
            self.ledger.annals.close(month, "赵会计", "2026-12-08", "")

    def open(self, person: str) -> Decimal:
        return total(one.amount for one in self.ledger.annals.differences() if one.person == person and not one.month)


@settings(max_examples=40, deadline=None, derandomize=True)
@given(steps=STEPS)
def test_what_was_paid_and_what_is_open_is_the_pay_by_the_latest_figures(
    steps: list[tuple[str, str, tuple[str | int, ...]]],
) -> None:
    with TemporaryDirectory() as folder:
        books = Books(Path(folder))
        for what, month, pays in steps:
            if what == "close":
                books.close(month)
            else:
                books.publish(month, pays, correct=what == "restate")
            for person in PEOPLE:
                paid = total(own.get(person, ZERO) for own in books.paid.values())
                latest = total(amount for (_, who), amount in books.latest.items() if who == person)
                assert paid + books.open(person) == latest
        carriers = [(one.period, one.revision, one.person) for one in books.ledger.annals.differences() if one.month]
        assert len(carriers) == len(set(carriers))
        books.ledger.close()


def test_the_sequence_that_a_clerk_would_check_by_hand() -> None:
    """October 9,600.00, closed; corrected to 9,800.00; November 9,000.00 + 200.00; October again, to 9,400.00:
    paid 18,800.00, open − 400.00, latest 9,400.00 + 9,000.00 = 18,400.00."""
    with TemporaryDirectory() as folder:
        books = Books(Path(folder))
        books.publish("2026-10", (960000, "gone", "gone"), correct=False)
        books.close("2026-10")
        books.publish("2026-10", (980000, "gone", "gone"), correct=True)
        books.publish("2026-11", (900000, "gone", "gone"), correct=False)
        books.publish("2026-10", (940000, "gone", "gone"), correct=True)
        assert books.paid == {"2026-10": {"1001": Decimal("9600.00")}, "2026-11": {"1001": Decimal("9200.00")}}
        assert books.open("1001") == Decimal("-400.00")
        books.ledger.close()


# ---------------------------------------------------------------- causes

OWNER = Owner("s", "销售员", "1001")
VALUES = strategies.one_of(strategies.none(), strategies.decimals(-(10**9), 10**9, places=2).map(str))


def stages(values: list[str | None]) -> Stages:
    return Stages(*({OWNER: {"pay": Shown("", value)}} for value in values))


@settings(max_examples=400, deadline=None, derandomize=True)
@given(values=strategies.lists(VALUES, min_size=5, max_size=5))
def test_the_differences_by_cause_add_up_to_the_whole_difference(values: list[str | None]) -> None:
    found = changes(stages(values))
    first, last = values[0], values[-1]
    if first == last:
        assert found == ()
        return
    (one,) = found
    assert one.causes
    if first is None or last is None:
        assert one.difference is None
        return
    assert [cause for cause, _ in one.split] == list(ORDER)
    assert one.difference == total(amount for _, amount in one.split) == Decimal(last) - Decimal(first)
    assert {cause for cause, amount in one.split if amount} <= set(one.causes)


def test_a_step_without_a_value_leaves_the_change_to_the_next_one() -> None:
    """The new colleague's roster came first and his data later: 80 -> (withheld) -> 85 is the data's doing."""
    (one,) = changes(stages(["80.00", "80.00", None, "85.00", "85.00"]))
    assert {cause: str(amount) for cause, amount in one.split} == {"roster": "0.00", "data": "5.00", "rule": "0.00"}
    assert one.causes == ("data",)


def test_what_the_program_scores_otherwise_is_charged_to_the_rules() -> None:
    """Published 80.00; this program makes 81.00 of the same files; new data bring it to 84.50."""
    (one,) = changes(stages(["80.00", "81.00", "81.00", "84.50", "84.50"]))
    assert {cause: str(amount) for cause, amount in one.split} == {"roster": "0.00", "data": "3.50", "rule": "1.00"}


def test_amounts_of_earlier_months_are_no_pay_of_this_one() -> None:
    owed = carrying.Difference("2026-10", 2, "1001", "张三", "甲部", Decimal("200.00"))
    result, left = carrying.carry(MonthResult("2026-11", (card("1001", 960000),), (), ()), [owed], PLANS)
    content = results_json(result, speaker("zh"))
    assert left == ()
    assert json.loads(content)["scorecards"][0]["pay"]["total"] == "9800.00"
    assert carrying.own_pays(carrying.Paid(content, PLANS)) == {"1001": Decimal("9600.00")}
