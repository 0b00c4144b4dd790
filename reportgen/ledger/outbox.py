"""The mails of all months: one row per letter, its bytes named by their hash, its state, who approved it.

    queued ─► claimed ─► in_doubt ─► sent          in_doubt: the server may have taken it, nobody can know
      ▲  ▲       │           ├─────► retry ─► claimed
      │  └───────┤           ├─────► failed ─► queued | held       a person tries again, or leaves it
      │          └► retry,   └─────► held
    held ◄──────── failed, held
A letter is claimed only when it is approved, and an approval holds for exactly the bytes that were approved.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TypeAlias

from reportgen.records import LetterKind, LetterState, Phrase

ALLOWED: Mapping[LetterState, frozenset[LetterState]] = {
    "queued": frozenset({"claimed", "held"}),
    "claimed": frozenset({"queued", "in_doubt", "retry", "failed", "held"}),
    "in_doubt": frozenset({"sent", "retry", "failed", "held"}),
    "retry": frozenset({"claimed", "failed", "held"}),
    "failed": frozenset({"queued", "held"}),
    "held": frozenset({"queued", "sent"}),  # both are a person's decision
    "sent": frozenset(),
}
_COLUMNS = (
    "period, kind, owner, revision, recipient, department, address, message_id, file, sha256, state, why, "
    "approved_by, approved_at, approved_sha256"
)


class NotAllowed(Exception):
    """A letter cannot change like this; the text names the letter and the change."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterRow:
    """One letter in the outbox.

    `owner` is what it is about: a 工号 (card, company, finance) or a department; `recipient` the 工号 it goes to.
    `file` is the name of its .eml in the month's outbox folder and `sha256` the hash of exactly those bytes; both are
    "" for a letter that is held and has no bytes. `documents` are the attached names with the hashes of their bytes.
    """

    period: str
    kind: LetterKind
    owner: str
    revision: int
    recipient: str
    department: str
    address: str
    message_id: str = ""
    file: str = ""
    sha256: str = ""
    documents: tuple[tuple[str, str], ...] = ()
    state: LetterState = "queued"
    why: tuple[Phrase, ...] = ()
    approved_by: str = ""
    approved_at: str = ""
    approved_sha256: str = ""

    @property
    def key(self) -> str:
        return letter_key(self.period, self.kind, self.owner, self.revision)

    @property
    def approved(self) -> bool:
        return bool(self.sha256) and self.approved_sha256 == self.sha256

    @property
    def loose(self) -> bool:
        """Whether nobody has relied on it yet, so that a new run may put another in its place."""
        return self.state in ("queued", "held") and not self.approved_by


def letter_key(period: str, kind: str, owner: str, revision: int) -> str:
    return f"{period}/{kind}/{owner}/{revision}"


@dataclass(frozen=True, slots=True)
class Put:
    """A new letter, or another in the place of a loose one with the same key."""

    row: LetterRow


@dataclass(frozen=True, slots=True)
class Drop:
    """A loose letter goes, because another revision stands in its place."""

    key: str


@dataclass(frozen=True, slots=True)
class Hold:
    """A letter stays where it is until a person decides."""

    key: str
    why: tuple[Phrase, ...]


@dataclass(frozen=True, slots=True)
class Release:
    """What a run held for a reason that is gone waits for an approval again, from the beginning."""

    key: str


Change: TypeAlias = Put | Drop | Hold | Release


class Outbox:
    """The letters in an open ledger. Every call is one transaction, or part of the one that is running."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    def letters(self, period: str) -> tuple[LetterRow, ...]:
        """The month's letters by kind, owner and revision."""
        found = self._db.execute(
            f"SELECT {_COLUMNS} FROM letter WHERE period = ? ORDER BY kind, owner, revision", (period,)
        ).fetchall()
        documents: dict[str, list[tuple[str, str]]] = {}
        for key, name, sha256 in self._db.execute(
            "SELECT key, name, sha256 FROM letter_document WHERE key IN (SELECT key FROM letter WHERE period = ?) "
            "ORDER BY key, place",
            (period,),
        ):
            documents.setdefault(key, []).append((name, sha256))
        return tuple(_row(one, documents) for one in found)

    def letter(self, key: str) -> LetterRow | None:
        period = key.partition("/")[0]
        return next((one for one in self.letters(period) if one.key == key), None)

    def write(self, changes: Iterable[Change]) -> None:
        """What a run changes; raises NotAllowed, and then changes nothing, when a letter is not what it was."""
        with self._transaction():
            for change in changes:
                match change:
                    case Put(row):
                        self._drop(row.key, missing_ok=True)
                        self._insert(row)
                    case Drop(key):
                        self._drop(key)
                    case Hold(key, why):
                        self._hold(key, why)
                    case Release(key):
                        self._release(key)

    def move(self, key: str, before: LetterState, after: LetterState, why: tuple[Phrase, ...] = ()) -> None:
        """From one state to the next; NotAllowed when that is no step, when the letter is in another state by now,
        or when one that is not approved would be claimed."""
        if after not in ALLOWED[before]:
            raise NotAllowed(f"{key}: {before} -> {after}")
        approved = " AND sha256 != '' AND approved_sha256 = sha256" if after == "claimed" else ""
        with self._transaction():
            done = self._db.execute(
                f"UPDATE letter SET state = ?, why = ? WHERE key = ? AND state = ?{approved}",
                (after, _json(why), key, before),
            )
            if done.rowcount != 1:
                raise NotAllowed(f"{key}: {before} -> {after}, but it is not {before}, or not approved")

    def approve(self, key: str, sha256: str, by: str, at: str) -> None:
        """A named person releases exactly these bytes; NotAllowed when the letter is held or its bytes are others."""
        with self._transaction():
            done = self._db.execute(
                "UPDATE letter SET approved_by = ?, approved_at = ?, approved_sha256 = sha256 "
                "WHERE key = ? AND state = 'queued' AND sha256 = ? AND sha256 != ''",
                (by, at, key, sha256),
            )
            if done.rowcount != 1 or not by:
                raise NotAllowed(f"{key}: not approved, because it is not queued with these bytes")

    def _hold(self, key: str, why: tuple[Phrase, ...]) -> None:
        sources = [state for state, after in ALLOWED.items() if "held" in after or state == "held"]
        marks = ", ".join("?" * len(sources))
        done = self._db.execute(
            f"UPDATE letter SET state = 'held', why = ? WHERE key = ? AND state IN ({marks})",
            (_json(why), key, *sources),
        )
        if done.rowcount != 1:
            raise NotAllowed(f"{key}: cannot be held")

    def _release(self, key: str) -> None:
        done = self._db.execute(
            "UPDATE letter SET state = 'queued', why = '[]', approved_by = '', approved_at = '', approved_sha256 = '' "
            "WHERE key = ? AND state = 'held'",
            (key,),
        )
        if done.rowcount != 1:
            raise NotAllowed(f"{key}: is not held")

    def _drop(self, key: str, missing_ok: bool = False) -> None:
        done = self._db.execute(
            "DELETE FROM letter WHERE key = ? AND state IN ('queued', 'held') AND approved_by = ''", (key,)
        )
        kept = self._db.execute("SELECT 1 FROM letter WHERE key = ?", (key,)).fetchone()
        if kept or (done.rowcount != 1 and not missing_ok):
            raise NotAllowed(f"{key}: is approved, under way or sent, and stays")

    def _insert(self, row: LetterRow) -> None:
        values = (
            *(row.period, row.kind, row.owner, row.revision, row.recipient, row.department, row.address),
            *(row.message_id, row.file, row.sha256, row.state, _json(row.why)),
            *(row.approved_by, row.approved_at, row.approved_sha256),
        )
        marks = ", ".join("?" * (len(values) + 1))
        self._db.execute(f"INSERT INTO letter (key, {_COLUMNS}) VALUES ({marks})", (row.key, *values))
        self._db.executemany(
            "INSERT INTO letter_document VALUES (?, ?, ?, ?)",
            [(row.key, place, name, sha256) for place, (name, sha256) in enumerate(row.documents)],
        )

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        if self._db.in_transaction:
            yield
            return
        with self._db:
            self._db.execute("BEGIN IMMEDIATE")
            yield


def _row(found: tuple[object, ...], documents: Mapping[str, list[tuple[str, str]]]) -> LetterRow:
    values = dict(zip(_COLUMNS.split(", "), found, strict=True))
    values["why"] = tuple(
        Phrase(id, tuple((name, text) for name, text in said)) for id, said in json.loads(str(values["why"]))
    )
    row = LetterRow(**values)  # type: ignore[arg-type]
    return replace(row, documents=tuple(documents.get(row.key, ())))


def _json(why: tuple[Phrase, ...]) -> str:
    return json.dumps([[one.id, one.values] for one in why], ensure_ascii=False)
