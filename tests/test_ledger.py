"""The memory between runs: what a month published is read back exactly, or the ledger says that it is damaged."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from reportgen.ledger import Ledger, LedgerDamaged, open_ledger
from reportgen.ledger.schema import STEPS
from reportgen.period import Period
from reportgen.records import Component, History, Lock, Measured, MonthResult, Pay, Scorecard, Subject


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    opened = open_ledger(tmp_path / "ledger.sqlite3")
    yield opened
    opened.close()


def item(id: str, points: str, *, missing: bool = False, under: tuple[Component, ...] = ()) -> Component:
    value = Decimal(points)
    return Component(id, id, None, value, Decimal(100), value, value, components=under, missing=missing)


def card(
    score: str | None = "86.60", *, id: str = "0001", missing: tuple[str, ...] = (), amount: str | None = "1000000.00"
) -> Scorecard:
    """A card with daily (advertising, weekly) and attendance, and one figure."""
    children = tuple(item(one, "3.00", missing=one in missing) for one in ("advertising", "weekly"))
    components = (item("daily", "60.20", under=children), item("attendance", "26.40"))
    measures = (Measured("sales-amount", "销售额", None if amount is None else Decimal(amount), "元", 2),)
    value = None if score is None else Decimal(score)
    status = "withheld" if score is None else "scored"
    subject = Subject("person", id, "张三", "一部", "销售员")
    return Scorecard("s", subject, status, value, "良好", 1, 1, None, components, measures, (), None, (), ())  # type: ignore[arg-type]


def publish(ledger: Ledger, period: str, *cards: Scorecard, sha: str = "") -> None:
    with ledger.publishing(MonthResult(period, cards, (), ()), sha or f"sha of {period}"):
        pass


def history(ledger: Ledger, period: str) -> History:
    return ledger.history(Period.parse(period))


def test_nothing_published_is_no_history(ledger: Ledger) -> None:
    assert history(ledger, "2026-10") == History()


def test_what_was_published_is_read_back_to_the_last_digit(ledger: Ledger) -> None:
    publish(ledger, "2026-09", card())
    found = history(ledger, "2026-10")
    assert (found.last, found.published) == ("2026-09", (("2026-09", "sha of 2026-09"),))
    assert {key: str(value) for key, value in found.scores.items()} == {("s", "销售员", "0001"): "86.60"}
    assert {key[3]: str(value) for key, value in found.points.items()} == {
        "daily": "60.20", "advertising": "3.00", "weekly": "3.00", "attendance": "26.40",
    }  # fmt: skip
    assert {key: str(value) for key, value in found.values.items()} == {("s", "0001", "sales-amount"): "1000000.00"}
    assert found.missing == frozenset()
    assert found.trend == {("s", "销售员", "0001"): (("2026-09", Decimal("86.60")),)}


def test_a_month_does_not_look_at_itself_nor_ahead(ledger: Ledger) -> None:
    publish(ledger, "2026-09", card())
    publish(ledger, "2026-11", card("1.00"))
    assert history(ledger, "2026-09") == History()
    assert history(ledger, "2026-10").last == "2026-09"


def test_missing_marks_are_those_of_the_calendar_month_before(ledger: Ledger) -> None:
    publish(ledger, "2026-09", card(missing=("advertising",)))
    assert history(ledger, "2026-10").missing == {("s", "0001", "advertising")}
    assert history(ledger, "2026-11").missing == frozenset()


def test_the_year_turns_for_missing_marks_too(ledger: Ledger) -> None:
    publish(ledger, "2026-12", card(missing=("weekly",)))
    assert history(ledger, "2027-01").missing == {("s", "0001", "weekly")}


def test_growth_stands_on_the_last_published_month_even_if_months_lie_between(ledger: Ledger) -> None:
    publish(ledger, "2026-07", card(amount="700.00"))
    publish(ledger, "2026-08", card(amount="800.00"))
    found = history(ledger, "2026-11")
    assert found.last == "2026-08"
    assert found.values == {("s", "0001", "sales-amount"): Decimal("800.00")}


def test_a_figure_that_a_month_did_not_have_is_no_base(ledger: Ledger) -> None:
    publish(ledger, "2026-09", card(amount=None))
    assert history(ledger, "2026-10").values == {}


def test_a_withheld_card_leaves_a_gap_and_no_figures(ledger: Ledger) -> None:
    publish(ledger, "2026-08", card("80.00"))
    publish(ledger, "2026-09", card(None, missing=("advertising",)))
    found = history(ledger, "2026-10")
    assert (found.scores, found.points, found.values, found.missing) == ({}, {}, {}, frozenset())
    assert found.trend == {("s", "销售员", "0001"): (("2026-08", Decimal("80.00")), ("2026-09", None))}


def test_publishing_a_month_again_replaces_it_whole(ledger: Ledger) -> None:
    publish(ledger, "2026-09", card("70.00", missing=("advertising",)), card("60.00", id="0002"), sha="first")
    publish(ledger, "2026-09", card("75.00"), sha="second")
    found = history(ledger, "2026-10")
    assert ledger.published("2026-09") == "second"
    assert found.scores == {("s", "销售员", "0001"): Decimal("75.00")}
    assert found.missing == frozenset()


def test_a_year_is_looked_back_at(ledger: Ledger) -> None:
    for month in range(1, 13):
        publish(ledger, f"2025-{month:02}", card())
    publish(ledger, "2026-01", card())
    found = history(ledger, "2026-02")
    assert next(month for month, _ in found.published) == "2026-01"
    assert next(month for month, _ in found.trend["s", "销售员", "0001"]) == "2025-02"
    assert len(found.published) == 12


def test_later_months_are_told(ledger: Ledger) -> None:
    for month in ("2026-11", "2026-09", "2026-10"):
        publish(ledger, month, card())
    assert ledger.later("2026-09") == ("2026-10", "2026-11")
    assert ledger.later("2026-11") == ()
    assert ledger.published("2026-08") is None


def paid(id: str, amount: str | None, role: str = "销售员") -> Scorecard:
    one = card(id=id)
    pay = Pay("withheld" if amount is None else "scored", None if amount is None else Decimal(amount), ())
    return replace(one, subject=replace(one.subject, role=role), pay=pay)


def test_pays_of_a_person_are_added_and_none_is_known_while_one_was_withheld(ledger: Ledger) -> None:
    """4,000.10 + 600.05 = 4,600.15."""
    both = (paid("0001", "4000.10"), paid("0001", "600.05", "区域经理"))
    publish(ledger, "2026-09", *both, paid("0002", "9.00"), paid("0002", None, "区域经理"), card(id="0003"))
    assert history(ledger, "2026-10").pays == {"0001": Decimal("4600.15")}


class TheFolderCouldNotBeMoved(Exception):
    pass


def test_an_aborted_publication_leaves_nothing(ledger: Ledger) -> None:
    with pytest.raises(TheFolderCouldNotBeMoved), ledger.publishing(MonthResult("2026-09", (card(),), (), ()), "sha"):
        raise TheFolderCouldNotBeMoved
    assert ledger.published("2026-09") is None
    assert history(ledger, "2026-10") == History()


def test_an_aborted_publication_leaves_what_was_published_before(ledger: Ledger) -> None:
    publish(ledger, "2026-09", card("70.00"), sha="first")
    with pytest.raises(TheFolderCouldNotBeMoved), ledger.publishing(MonthResult("2026-09", (), (), ()), "second"):
        raise TheFolderCouldNotBeMoved
    assert ledger.published("2026-09") == "first"
    assert history(ledger, "2026-10").scores == {("s", "销售员", "0001"): Decimal("70.00")}


def test_a_publication_stays_when_the_ledger_is_opened_again(tmp_path: Path) -> None:
    first = open_ledger(tmp_path / "deep" / "ledger.sqlite3")
    publish(first, "2026-09", card())
    first.close()
    again = open_ledger(tmp_path / "deep" / "ledger.sqlite3")
    assert again.published("2026-09") == "sha of 2026-09"
    again.close()


def test_only_the_owner_may_read_it(tmp_path: Path) -> None:
    open_ledger(tmp_path / "own" / "ledger.sqlite3").close()
    assert (tmp_path / "own" / "ledger.sqlite3").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("content", [b"this is no ledger, whatever its name says\n" * 50, b"PK\x03\x04" + b"\0" * 5000])
def test_a_file_that_is_no_ledger_is_said_to_be_damaged(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "ledger.sqlite3"
    path.write_bytes(content)
    with pytest.raises(LedgerDamaged, match=r"ledger\.sqlite3"):
        open_ledger(path)
    assert path.read_bytes() == content


def test_a_ledger_that_was_cut_short_is_said_to_be_damaged(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite3"
    opened = open_ledger(path)
    for month in range(1, 13):
        publish(opened, f"2026-{month:02}", *(card(id=f"{number:04}") for number in range(20)))
    opened.close()
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with pytest.raises(LedgerDamaged, match=r"ledger\.sqlite3"):
        open_ledger(path)


def test_a_ledger_that_was_spoilt_inside_is_said_to_be_damaged(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite3"
    opened = open_ledger(path)
    for month in range(1, 13):
        publish(opened, f"2026-{month:02}", *(card(id=f"{number:04}") for number in range(20)))
    opened.close()
    spoilt = bytearray(path.read_bytes())
    for page in range(4096, len(spoilt), 4096):
        spoilt[page : page + 64] = b"\xff" * 64
    path.write_bytes(spoilt)
    with pytest.raises(LedgerDamaged, match=r"ledger\.sqlite3"):
        open_ledger(path)


def test_a_ledger_of_an_older_program_keeps_what_it_knows(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite3"
    connection = sqlite3.connect(path)
    connection.executescript(
        f"""{STEPS[0]} PRAGMA user_version = 1;
        INSERT INTO publication VALUES ('2026-09', 1, 'sha');
        INSERT INTO score VALUES ('2026-09', 's', '销售员', '0001', 'scored', '86.60', '良好');"""
    )
    connection.close()
    opened = open_ledger(path)
    assert history(opened, "2026-10").scores == {("s", "销售员", "0001"): Decimal("86.60")}
    opened.close()


def test_a_ledger_of_a_newer_program_is_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite3"
    open_ledger(path).close()
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(LedgerDamaged, match="version 99"):
        open_ledger(path)


def test_an_approved_line_is_kept_as_it_was_first_published(ledger: Ledger) -> None:
    """7.5 was approved; a later publication of the month with 8 changes nothing, and another month knows nothing."""
    for held in ("7.5", "8"):
        lock = Lock("s", "hours", "1 10-08", held)
        with ledger.publishing(MonthResult("2026-10", (), (), (), (lock,)), f"with {held}"):
            pass
    assert history(ledger, "2026-10").locked == {("s", "hours"): {"1 10-08": "7.5"}}
    assert history(ledger, "2026-11").locked == {}
