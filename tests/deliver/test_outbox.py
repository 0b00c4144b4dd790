"""Filling the outbox: a second run changes nothing, what was relied on stays, and what is sent stays sent."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

import pytest

from reportgen.deliver.letters import REMINDERS, Card, Post, letters_for
from reportgen.deliver.outbox import Filled, fill
from reportgen.ledger import Ledger, open_ledger
from reportgen.ledger.outbox import LetterRow, Put
from reportgen.records import Document, LetterState, phrase
from tests.deliver.office import DEPARTMENT, MAIL, OCTOBER, PEOPLE, cards, office, pdf, post


class Month:
    """An outputs folder with its ledger; each run fills the outbox as a publication does."""

    def __init__(self, root: Path) -> None:
        self.ledger: Ledger = open_ledger(root / "ledger.sqlite3")
        self.folder = root / "2026-10" / "outbox"

    def run(self, post: Post) -> Filled:
        filled = fill(self.ledger, letters_for(post), OCTOBER, self.folder)
        documents = list(filled.documents())
        self.folder.mkdir(parents=True, exist_ok=True)
        for old in self.folder.iterdir():
            old.unlink()
        for document in documents:
            (self.folder.parent / document.path).write_bytes(document.content)
        self.ledger.outbox.write(filled.changes)
        self.check()
        return filled

    def check(self) -> None:
        """Every letter with bytes has its file, with exactly those bytes, and there is no other file."""
        rows = [row for row in self.rows() if row.file]
        assert {path.name for path in self.folder.iterdir()} == {row.file for row in rows}
        assert all(sha256((self.folder / row.file).read_bytes()).hexdigest() == row.sha256 for row in rows)

    def rows(self) -> tuple[LetterRow, ...]:
        return self.ledger.outbox.letters("2026-10")

    def states(self) -> list[tuple[str, int, str, list[str]]]:
        return [(row.owner, row.revision, row.state, [one.id for one in row.why]) for row in self.rows()]

    def approve(self) -> None:
        for row in self.rows():
            if row.state == "queued":
                self.ledger.outbox.approve(row.key, row.sha256, "许文静", "2026-11-08")

    def move(self, key: str, *states: LetterState) -> None:
        for before, after in pairwise(states):
            self.ledger.outbox.move(key, before, after)


@pytest.fixture
def month(tmp_path: Path) -> Iterator[Month]:
    made = Month(tmp_path)
    yield made
    made.ledger.close()


ONE = post(cards=cards("1001"))
OTHER = post(cards=(replace(cards("1001")[0], documents=(Document("a.pdf", pdf("1001", extra="改正")),)),))
KEY = "2026-10/card/1001/1"


def test_a_first_run_queues_every_letter_and_names_its_bytes_and_documents(month: Month) -> None:
    month.run(post())
    assert month.states() == [("1001", 1, "queued", []), ("1002", 1, "queued", []), ("1003", 1, "queued", [])]
    row = month.rows()[0]
    assert row.documents == (("考核单_2026-10_1001.pdf", sha256(pdf("1001")).hexdigest()),)
    assert (row.file, row.address, row.recipient) == ("card_1001_1.eml", "p1001@example.com", "1001")
    assert not row.approved


def test_a_second_run_changes_nothing(month: Month) -> None:
    month.run(post())
    before = month.rows()
    assert month.run(post()).changes == ()
    month.approve()
    approved = month.rows()
    assert month.run(post()).changes == ()
    assert month.rows() == approved != before


def test_other_bytes_take_the_place_of_what_nobody_relied_on(month: Month) -> None:
    month.run(ONE)
    before = month.rows()[0].sha256
    month.run(OTHER)
    assert month.states() == [("1001", 1, "queued", [])]
    assert month.rows()[0].sha256 != before


def test_a_held_letter_is_queued_when_its_reason_is_mended_and_held_again_when_it_returns(month: Month) -> None:
    without = replace(ONE, people=tuple(replace(one, email="") if one.id == "1001" else one for one in PEOPLE))
    month.run(without)
    assert month.states() == [("1001", 1, "held", ["address-missing"])]
    assert month.run(without).changes == ()
    month.run(ONE)
    assert month.states() == [("1001", 1, "queued", [])]
    month.run(without)
    assert month.states() == [("1001", 1, "held", ["address-missing"])]


def test_a_letter_that_is_held_by_a_person_stays_held(month: Month) -> None:
    month.run(ONE)
    month.ledger.outbox.move(KEY, "queued", "held", (phrase("other-person", name="a", found="1", person="2"),))
    assert month.run(ONE).changes == ()


def test_sent_stays_sent_and_another_content_waits_for_a_decision(month: Month) -> None:
    month.run(ONE)
    month.approve()
    month.move(KEY, "queued", "claimed", "in_doubt", "sent")
    sent = month.rows()[0]
    month.run(OTHER)
    assert month.states() == [("1001", 1, "sent", []), ("1001", 2, "held", ["changed-after-sent"])]
    assert month.rows()[0] == sent
    assert "（更正）".encode() not in (month.folder / "card_1001_1.eml").read_bytes()
    assert month.run(OTHER).changes == ()
    month.run(ONE)  # as it was sent: there is nothing to decide any more
    assert month.rows() == (sent,)


def test_a_card_that_is_withheld_after_it_was_sent_waits_for_a_decision(month: Month) -> None:
    month.run(ONE)
    month.approve()
    month.move(KEY, "queued", "claimed", "in_doubt", "sent")
    month.run(post(cards=(Card(person="1001", department=DEPARTMENT, withheld=("销售人员考核",)),)))
    assert month.states()[1] == ("1001", 2, "held", ["card-withheld", "changed-after-sent"])


def test_a_month_published_anew_queues_the_corrected_letter_after_the_one_that_was_sent(month: Month) -> None:
    month.run(ONE)
    month.approve()
    month.move(KEY, "queued", "claimed", "in_doubt", "sent")
    month.run(replace(OTHER, revision=2))
    assert month.states() == [("1001", 1, "sent", []), ("1001", 2, "queued", [])]
    month.run(replace(ONE, revision=2))  # nothing changed for this person: no second mail
    assert month.states() == [("1001", 1, "sent", [])]


def test_a_month_published_anew_replaces_what_was_never_sent(month: Month) -> None:
    month.run(ONE)
    month.run(replace(OTHER, revision=2))
    assert month.states() == [("1001", 2, "queued", [])]


def test_what_was_approved_and_then_changed_is_held_and_so_is_the_new_content(month: Month) -> None:
    month.run(ONE)
    month.approve()
    month.run(OTHER)
    assert month.states() == [("1001", 1, "held", ["superseded"]), ("1001", 2, "held", ["changed-after-approval"])]
    assert month.run(OTHER).changes == ()
    month.run(ONE)  # as it was approved; it is to be approved again all the same
    assert month.states() == [("1001", 1, "queued", [])]
    assert not month.rows()[0].approved


@pytest.mark.parametrize(
    ("path", "first", "second"),
    [
        (("claimed",), "claimed", "changed-after-doubt"),
        (("claimed", "in_doubt"), "in_doubt", "changed-after-doubt"),
        (("claimed", "retry"), "held", "changed-after-approval"),
        (("claimed", "failed"), "failed", "changed-after-failure"),
    ],
)
def test_what_is_under_way_stays_and_the_new_content_is_held(
    month: Month, path: tuple[LetterState, ...], first: str, second: str
) -> None:
    month.run(ONE)
    month.approve()
    month.move(KEY, "queued", *path)
    month.run(OTHER)
    assert [(state, why) for _, _, state, why in month.states()][1] == ("held", [second])
    assert month.states()[0][2] == first


def test_a_letter_that_is_no_longer_written_is_held_not_dropped(month: Month) -> None:
    month.run(post(cards=cards("1001", "1002")))
    month.run(ONE)
    assert month.states() == [("1001", 1, "queued", []), ("1002", 1, "held", ["gone"])]
    assert month.run(ONE).changes == ()
    month.run(post(cards=cards("1001", "1002")))
    assert month.states() == [("1001", 1, "queued", []), ("1002", 1, "queued", [])]


def test_without_a_mail_section_what_was_queued_is_held(month: Month) -> None:
    month.run(ONE)
    month.run(replace(ONE, mail=None))
    assert month.states() == [("1001", 1, "held", ["gone"])]


def test_reminders_and_the_month_do_not_disturb_each_other(month: Month) -> None:
    month.run(ONE)
    late = post(offices=(office(missing=("计划表",)),))
    filled = fill(month.ledger, letters_for(late, REMINDERS), OCTOBER, month.folder, REMINDERS)
    for document in filled.documents():
        (month.folder.parent / document.path).write_bytes(document.content)
    month.ledger.outbox.write(filled.changes)
    month.check()
    assert month.run(ONE).changes == ()
    assert [(row.kind, row.state) for row in month.rows()] == [("card", "queued"), ("reminder", "queued")]


def test_a_file_that_vanished_or_was_altered_holds_what_this_run_does_not_write(month: Month) -> None:
    month.run(post(offices=(office(missing=("计划表",)),)))
    late = letters_for(post(offices=(office(missing=("计划表",)),)), REMINDERS)
    filled = fill(month.ledger, late, OCTOBER, month.folder, REMINDERS)
    month.ledger.outbox.write(filled.changes)  # and its file is lost
    again = fill(month.ledger, letters_for(ONE), OCTOBER, month.folder)
    assert [one for one in again.changes if not isinstance(one, Put)][-1].why[0].id == "file-missing"  # type: ignore[union-attr]


def test_a_lost_file_of_this_run_is_written_again(month: Month) -> None:
    month.run(ONE)
    (month.folder / "card_1001_1.eml").unlink()
    assert month.run(ONE).changes == ()


def test_another_sender_makes_other_letters(month: Month) -> None:
    month.run(ONE)
    before = month.rows()[0]
    month.run(replace(ONE, mail=replace(MAIL, from_address="kaohe@example.org")))
    after = month.rows()[0]
    assert after.sha256 != before.sha256
    assert after.message_id.endswith("@example.org>")


def test_two_letters_with_one_key_are_a_fault_of_ours(month: Month) -> None:
    [letter] = letters_for(ONE)
    with pytest.raises(ValueError, match="same key"):
        fill(month.ledger, (letter, letter), OCTOBER, month.folder)
