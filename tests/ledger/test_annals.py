"""What the ledger keeps for good: editions, closed months, corrections, differences in pay."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from reportgen.ledger import Ledger, LedgerDamaged, open_ledger
from reportgen.ledger.annals import Difference, Edition, KeptFile
from reportgen.ledger.earlier import as_text, from_text
from reportgen.ledger.schema import STEPS
from reportgen.ledger.store import Store
from reportgen.records import History

ROSTER = KeptFile("roster", "花名册.xlsx", "aa", 10)
OWED = Difference("2026-10", 2, "1001", "张三", "甲部", Decimal("200.00"))


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    opened = open_ledger(tmp_path / "ledger.sqlite3")
    yield opened
    opened.close()


def test_the_last_edition_stands_and_each_revision_can_be_had(ledger: Ledger) -> None:
    first = Edition("2026-10", 1, "r1", "p", (ROSTER,))
    second = Edition("2026-10", 1, "r2", "p", (ROSTER,))
    third = Edition("2026-10", 2, "r3", "p", (ROSTER,), "钱经理", "2026-12-01 09:00", "登记有误")
    for one in (first, second, third):
        ledger.annals.keep(one)
    assert ledger.annals.edition("2026-10") == third
    assert ledger.annals.edition("2026-10", 1) == second
    assert ledger.annals.edition("2026-09") is None
    assert ledger.annals.months() == ("2026-10",)


def test_the_same_edition_is_kept_once(ledger: Ledger, tmp_path: Path) -> None:
    for _ in range(3):
        ledger.annals.keep(Edition("2026-10", 1, "r1", "p", (ROSTER,)))
    assert count(tmp_path, "edition") == 1


@pytest.mark.parametrize("table", ["closing", "edition", "edition_file", "correction", "pay_difference"])
@pytest.mark.parametrize("statement", ["DELETE FROM {}", "UPDATE {} SET rowid = rowid + 1"])
def test_what_was_published_cannot_be_taken_back(ledger: Ledger, tmp_path: Path, table: str, statement: str) -> None:
    ledger.annals.keep(Edition("2026-10", 1, "r1", "p", (ROSTER,)))
    ledger.annals.close("2026-10", "赵会计", "2026-11-10", "r1")
    ledger.annals.correct("2026-10", 2, [("1001", "{}")])
    ledger.annals.owe([OWED])
    connection = sqlite3.connect(tmp_path / "ledger.sqlite3")
    with pytest.raises(sqlite3.IntegrityError, match="what was published stays"):
        connection.execute(statement.format(table))
    connection.close()


def test_a_difference_is_carried_by_one_month_and_stays_there_once_it_is_closed(ledger: Ledger) -> None:
    annals = ledger.annals
    annals.owe([OWED])
    annals.carry("2026-11", [OWED])
    with pytest.raises(sqlite3.IntegrityError):
        annals.carry("2026-12", [OWED])
    annals.carry("2026-11", [])
    annals.carry("2026-12", [OWED])
    assert [one.month for one in annals.differences()] == ["2026-12"]
    annals.close("2026-12", "赵会计", "2027-01-10", "r")
    with pytest.raises(sqlite3.IntegrityError, match="the month is closed"):
        annals.carry("2026-12", [])


def test_no_month_carries_a_difference_of_its_own_or_of_a_later_one(ledger: Ledger) -> None:
    ledger.annals.owe([OWED])
    for month in ("2026-10", "2026-09"):
        with pytest.raises(sqlite3.IntegrityError):
            ledger.annals.carry(month, [OWED])


def test_nobody_closes_a_month_without_a_name(ledger: Ledger) -> None:
    ledger.annals.close("2026-10", "", "2026-11-10", "r1")
    assert ledger.annals.closing("2026-10") is None


def test_a_ledger_of_the_program_before_keeps_what_it_knows(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / "ledger.sqlite3")
    connection.executescript(
        f"""{STEPS[0]} {STEPS[1]} {STEPS[2]} PRAGMA user_version = 3;
        INSERT INTO publication VALUES ('2026-09', 1, 'sha');"""
    )
    connection.close()
    opened = open_ledger(tmp_path / "ledger.sqlite3")
    assert opened.published("2026-09") == "sha"
    assert opened.annals.edition("2026-09") is None
    assert opened.annals.closing("2026-09") is None
    opened.close()


def test_what_a_month_looked_at_of_earlier_ones_is_read_back_as_it_was() -> None:
    key = ("s", "销售员", "0001")
    history = History(
        last="2026-09",
        published=(("2026-09", "sha"), ("2026-08", "other")),
        scores={key: Decimal("86.60")},
        points={("s", "销售员", "0001", "daily"): Decimal("60.20")},
        values={("s", "0001", "sales"): Decimal("1000000.00")},
        missing=frozenset({("s", "0001", "weekly")}),
        trend={key: (("2026-08", None), ("2026-09", Decimal("86.60")))},
        pays={"0001": Decimal("7608.00")},
    )
    assert from_text(as_text(history)) == history
    assert from_text(as_text(History())) == History()


def test_the_store_says_when_a_file_is_gone_or_altered(tmp_path: Path) -> None:
    store = Store(tmp_path / "ledger.sqlite3")
    digest = store.put(b"rows")
    assert store.put(b"rows") == digest
    assert [path.name for path in (tmp_path / "store").iterdir()] == [digest]
    assert store.get(digest) == b"rows"
    store.path(digest).write_bytes(b"r0ws")
    with pytest.raises(LedgerDamaged, match="altered"):
        store.get(digest)
    assert store.put(b"rows") == digest  # handed in again, it is whole again
    assert store.get(digest) == b"rows"
    store.path(digest).unlink()
    with pytest.raises(LedgerDamaged, match="gone"):
        store.get(digest)


def count(folder: Path, table: str) -> int:
    connection = sqlite3.connect(folder / "ledger.sqlite3")
    try:
        (found,) = connection.execute(f"SELECT count(*) FROM {table}").fetchone()
        return int(found)
    finally:
        connection.close()
