"""The outbox's rules: which steps a letter can take, and that what was relied on stays."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import get_args

import pytest

from reportgen.ledger import Ledger, LedgerDamaged, open_ledger
from reportgen.ledger.outbox import ALLOWED, Drop, Hold, LetterRow, NotAllowed, Outbox, Put
from reportgen.ledger.schema import STEPS, VERSION
from reportgen.records import LetterState, MonthResult, phrase

ROW = LetterRow(
    period="2026-10", kind="card", owner="1001", revision=1, recipient="1001", department="华北销售部",
    address="a@example.com", message_id="<1@example.com>", file="card_1001_1.eml", sha256="aa",
    documents=(("考核单_2026-10_1001.pdf", "bb"), ("b.pdf", "cc")),
)  # fmt: skip
STATES: tuple[LetterState, ...] = get_args(LetterState)
HOW: dict[LetterState, tuple[LetterState, ...]] = {
    "queued": (),
    "held": ("held",),
    "claimed": ("claimed",),
    "in_doubt": ("claimed", "in_doubt"),
    "sent": ("claimed", "in_doubt", "sent"),
    "retry": ("claimed", "retry"),
    "failed": ("claimed", "failed"),
}


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    opened = open_ledger(tmp_path / "ledger.sqlite3")
    yield opened
    opened.close()


@pytest.fixture
def outbox(ledger: Ledger) -> Outbox:
    return ledger.outbox


def brought_to(outbox: Outbox, state: LetterState) -> LetterRow:
    """The letter, approved where it has to be, in this state."""
    outbox.write([Put(ROW)])
    if state not in ("queued", "held"):
        outbox.approve(ROW.key, ROW.sha256, "许文静", "2026-11-08T09:00:00+08:00")
    before: LetterState = "queued"
    for after in HOW[state]:
        outbox.move(ROW.key, before, after)
        before = after
    row = outbox.letter(ROW.key)
    assert row is not None
    assert row.state == state
    return row


def test_a_letter_is_read_back_as_it_was_written(outbox: Outbox) -> None:
    held = replace(ROW, owner="1002", state="held", why=(phrase("address-missing", person="1002"),), documents=())
    outbox.write([Put(ROW), Put(held)])
    assert outbox.letters("2026-10") == (ROW, held)
    assert outbox.letters("2026-09") == ()
    assert outbox.letter("2026-10/card/1003/1") is None
    assert ROW.key == "2026-10/card/1001/1"


@pytest.mark.parametrize(("before", "after"), list(product(STATES, STATES)))
def test_only_the_steps_of_the_table_are_possible(outbox: Outbox, before: LetterState, after: LetterState) -> None:
    row = brought_to(outbox, before)
    may = after in ALLOWED[before]
    if after == "claimed" and not row.approved:
        may = False
    if may:
        outbox.move(row.key, before, after, (phrase("gone"),))
        changed = outbox.letter(row.key)
        assert changed is not None
        assert (changed.state, changed.why) == (after, (phrase("gone"),))
    else:
        with pytest.raises(NotAllowed):
            outbox.move(row.key, before, after)
        assert outbox.letter(row.key) == row


def test_sent_is_the_end_and_the_table_has_all_states() -> None:
    assert set(ALLOWED) == set(STATES)
    assert ALLOWED["sent"] == frozenset()
    assert [state for state in STATES if "sent" in ALLOWED[state]] == ["in_doubt", "held"]


def test_a_step_from_a_state_that_it_has_left_is_refused(outbox: Outbox) -> None:
    brought_to(outbox, "in_doubt")
    with pytest.raises(NotAllowed):
        outbox.move(ROW.key, "claimed", "queued")


def test_a_letter_that_is_not_approved_cannot_be_claimed(outbox: Outbox) -> None:
    outbox.write([Put(ROW)])
    with pytest.raises(NotAllowed):
        outbox.move(ROW.key, "queued", "claimed")


@pytest.mark.parametrize(("sha256", "by"), [("ab", "许文静"), ("", "许文静"), ("aa", "")])
def test_an_approval_is_of_a_person_for_exactly_these_bytes(outbox: Outbox, sha256: str, by: str) -> None:
    outbox.write([Put(ROW)])
    with pytest.raises(NotAllowed):
        outbox.approve(ROW.key, sha256, by, "2026-11-08")
    assert outbox.letters("2026-10") == (ROW,)


def test_what_is_held_is_not_approved(outbox: Outbox) -> None:
    outbox.write([Put(replace(ROW, state="held"))])
    with pytest.raises(NotAllowed):
        outbox.approve(ROW.key, "aa", "许文静", "2026-11-08")


@pytest.mark.parametrize("state", STATES)
def test_only_what_nobody_relied_on_is_replaced_or_dropped(outbox: Outbox, state: LetterState) -> None:
    row = brought_to(outbox, state)
    for change in (Put(replace(ROW, sha256="other")), Drop(ROW.key)):
        if row.loose:
            outbox.write([change])
            outbox.write([Put(ROW)])
        else:
            with pytest.raises(NotAllowed):
                outbox.write([change])
            assert outbox.letter(ROW.key) == row


def test_an_approved_letter_is_not_replaced_but_can_be_held(outbox: Outbox) -> None:
    outbox.write([Put(ROW)])
    outbox.approve(ROW.key, "aa", "许文静", "2026-11-08")
    with pytest.raises(NotAllowed):
        outbox.write([Put(replace(ROW, sha256="other"))])
    outbox.write([Hold(ROW.key, (phrase("superseded"),))])
    row = outbox.letter(ROW.key)
    assert row is not None
    assert (row.state, row.approved, row.sha256) == ("held", True, "aa")


def test_changes_that_cannot_all_be_made_are_not_made_at_all(outbox: Outbox) -> None:
    brought_to(outbox, "sent")
    with pytest.raises(NotAllowed):
        outbox.write([Put(replace(ROW, owner="1002")), Drop(ROW.key)])
    assert [row.owner for row in outbox.letters("2026-10")] == ["1001"]


def test_letters_hold_together_with_the_publication_and_outlive_it(ledger: Ledger) -> None:
    result = MonthResult("2026-10", (), (), ())

    def broken() -> None:
        with ledger.publishing(result, "r1"):
            ledger.outbox.write([Put(ROW)])
            raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        broken()
    assert (ledger.published("2026-10"), ledger.outbox.letters("2026-10")) == (None, ())
    with ledger.publishing(result, "r1"):
        ledger.outbox.write([Put(ROW)])
    with ledger.publishing(result, "r2"):
        pass
    assert (ledger.published("2026-10"), ledger.outbox.letters("2026-10")) == ("r2", (ROW,))


# ---------------------------------------------------------------- versions of the file


def test_a_ledger_of_version_1_is_brought_up_to_date_with_all_it_knows(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite3"
    old = sqlite3.connect(path)
    old.executescript(f"{STEPS[0]} PRAGMA user_version = 1;")
    old.execute("INSERT INTO publication VALUES ('2026-09', 1, 'hash')")
    old.execute("INSERT INTO score VALUES ('2026-09', 's', '销售员', '1001', 'scored', '86.60', '良好')")
    old.commit()
    old.close()
    for _ in range(2):  # the second time there is nothing left to do
        ledger = open_ledger(path)
        assert ledger.published("2026-09") == "hash"
        assert ledger.outbox.letters("2026-09") == ()
        ledger.close()
    check = sqlite3.connect(path)
    assert check.execute("PRAGMA user_version").fetchone() == (VERSION,)
    assert check.execute("SELECT score FROM score").fetchall() == [("86.60",)]
    check.close()


def test_a_new_ledger_and_one_brought_up_to_date_have_the_same_tables(tmp_path: Path) -> None:
    def tables(path: Path) -> list[tuple[str]]:
        open_ledger(path).close()
        connection = sqlite3.connect(path)
        found = connection.execute("SELECT sql FROM sqlite_master ORDER BY sql").fetchall()
        connection.close()
        return found

    old = sqlite3.connect(tmp_path / "old.sqlite3")
    old.executescript(f"{STEPS[0]} PRAGMA user_version = 1;")
    old.close()
    assert tables(tmp_path / "old.sqlite3") == tables(tmp_path / "new.sqlite3")


def test_a_step_that_fails_leaves_the_file_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "ledger.sqlite3"
    old = sqlite3.connect(path)
    old.executescript(f"{STEPS[0]} PRAGMA user_version = 1;")
    old.close()
    monkeypatch.setattr("reportgen.ledger.schema.STEPS", (STEPS[0], "CREATE TABLE letter (key TEXT); CREATE BROKEN;"))
    with pytest.raises(LedgerDamaged):
        open_ledger(path)
    check = sqlite3.connect(path)
    assert check.execute("PRAGMA user_version").fetchone() == (1,)
    assert check.execute("SELECT name FROM sqlite_master WHERE name = 'letter'").fetchall() == []
    check.close()


def test_a_ledger_of_a_newer_program_is_refused(tmp_path: Path) -> None:
    newer = sqlite3.connect(tmp_path / "ledger.sqlite3")
    newer.execute(f"PRAGMA user_version = {VERSION + 1}")
    newer.close()
    with pytest.raises(LedgerDamaged, match=f"version {VERSION + 1}"):
        open_ledger(tmp_path / "ledger.sqlite3")


def test_a_file_that_is_no_ledger_is_refused(tmp_path: Path) -> None:
    (tmp_path / "ledger.sqlite3").write_bytes(b"not a database, but long enough to be looked at" * 30)
    with pytest.raises(LedgerDamaged):
        open_ledger(tmp_path / "ledger.sqlite3")
