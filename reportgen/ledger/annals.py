"""The months as they were published: editions with the files they were made from, closed months, corrections, and the
differences in pay that corrections leave.

    open month   edition, edition, ...   revision 1; the last one is what stands
    close        the last edition is what was paid
    restate      an edition with revision 2, 3, ...; per person a correction, and a difference in pay
    carried      each difference by exactly one later month: by an open one until that month is closed, then for good
Rows are only ever added, but for `carried` of a month that is open; triggers in the schema see to it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Part = Literal["roster", "data", "earlier", "config", "scheme"]
_GONE_OUT = ("sent", "in_doubt")  # a letter that has left, or may have
_MONTHLY = ("card", "department", "company", "returned")


@dataclass(frozen=True, slots=True, order=True)
class KeptFile:
    """A file that an edition was made from; its bytes are in the store. `earlier` are the figures of the months before
    as this edition looked at them."""

    part: Part
    file: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Edition:
    """One publication of a month. `results` is the sha256 of its results.json, which is in the store too; `made_by`
    and `reason` are those of a correction, "" otherwise."""

    period: str
    revision: int
    results: str
    program: str
    files: tuple[KeptFile, ...]
    made_by: str = ""
    made_at: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Closing:
    """Who closed a month. A month of which a message was sent counts as closed by that, and `by` is ""."""

    by: str
    at: str


@dataclass(frozen=True, slots=True, order=True)
class Difference:
    """What a person is still to get (or, negative, to give back) for a corrected month, to the fen; `month` is the
    later month that carries it, "" while none does."""

    period: str
    revision: int
    person: str
    name: str
    department: str
    amount: Decimal
    month: str = ""


class Annals:
    """The editions in an open ledger. Writing is part of the transaction that is running, or one of its own."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    # ---------------------------------------------------------------- editions

    def edition(self, period: str, revision: int | None = None) -> Edition | None:
        """The month as it stands, or as it stood as that revision; None for one that was never kept."""
        found = self._db.execute(
            "SELECT id, period, revision, results, program, made_by, made_at, reason FROM edition "
            "WHERE period = ? AND revision = coalesce(?, revision) ORDER BY id DESC LIMIT 1",
            (period, revision),
        ).fetchone()
        if found is None:
            return None
        rows = self._db.execute(
            "SELECT part, file, sha256, size FROM edition_file WHERE edition = ? ORDER BY part, file", (found[0],)
        )
        period, number, results, program, by, at, reason = found[1:]
        return Edition(period, number, results, program, tuple(KeptFile(*row) for row in rows), by, at, reason)

    def months(self) -> tuple[str, ...]:
        """The months of which an edition was kept, in order."""
        return tuple(str(row[0]) for row in self._db.execute("SELECT DISTINCT period FROM edition ORDER BY period"))

    def keep(self, edition: Edition) -> None:
        """A new edition; nothing when the last one of the month is the same."""
        last = self.edition(edition.period)
        if last is not None and _content(last) == _content(edition):
            return
        done = self._db.execute(
            "INSERT INTO edition (period, revision, results, program, made_by, made_at, reason) "
            "VALUES (?, ?, ?, ?, ?, ?, ?)",
            (edition.period, edition.revision, edition.results, edition.program, edition.made_by, edition.made_at,
             edition.reason),
        )  # fmt: skip
        self._db.executemany(
            "INSERT INTO edition_file VALUES (?, ?, ?, ?, ?)",
            [(done.lastrowid, one.part, one.file, one.sha256, one.size) for one in edition.files],
        )

    # ---------------------------------------------------------------- closed months

    def closing(self, period: str) -> Closing | None:
        """None while the month is open."""
        found = self._db.execute("SELECT closed_by, closed_at FROM closing WHERE period = ?", (period,)).fetchone()
        if found is not None:
            return Closing(*found)
        gone = self._db.execute(
            f"SELECT 1 FROM letter WHERE period = ? "
            f"AND state IN ({_marks(_GONE_OUT)}) AND kind IN ({_marks(_MONTHLY)})",
            (period, *_GONE_OUT, *_MONTHLY),
        ).fetchone()
        return Closing("", "") if gone else None

    def close(self, period: str, by: str, at: str, results: str) -> None:
        """Locks the month as `results` were published; it stays with who closed it first."""
        self._db.execute("INSERT OR IGNORE INTO closing VALUES (?, ?, ?, ?)", (period, by, at, results))

    # ---------------------------------------------------------------- corrections

    def corrections(self, period: str) -> dict[str, tuple[int, str]]:
        """工号 -> the latest revision in which that person's card changed, and what changed (as it was written)."""
        rows = self._db.execute(
            "SELECT person, revision, content FROM correction WHERE period = ? ORDER BY person, revision", (period,)
        )
        return {str(person): (int(revision), str(content)) for person, revision, content in rows}

    def correct(self, period: str, revision: int, contents: Iterable[tuple[str, str]]) -> None:
        self._db.executemany(
            "INSERT INTO correction VALUES (?, ?, ?, ?)",
            [(period, person, revision, content) for person, content in contents],
        )

    # ---------------------------------------------------------------- differences in pay

    def differences(self) -> tuple[Difference, ...]:
        """All that there ever were, by month, revision and 工号."""
        rows = self._db.execute(
            "SELECT period, revision, person, name, department, amount, coalesce(month, '') FROM pay_difference "
            "LEFT JOIN carried USING (period, revision, person) ORDER BY period, revision, person"
        )
        return tuple(
            Difference(period, revision, person, name, department, Decimal(amount), month)
            for period, revision, person, name, department, amount, month in rows
        )

    def owe(self, differences: Iterable[Difference]) -> None:
        self._db.executemany(
            "INSERT INTO pay_difference VALUES (?, ?, ?, ?, ?, ?)",
            [(one.period, one.revision, one.person, one.name, one.department, str(one.amount)) for one in differences],
        )

    def carry(self, month: str, differences: Sequence[Difference]) -> None:
        """The open `month` carries exactly these."""
        self._db.execute("DELETE FROM carried WHERE month = ?", (month,))
        self._db.executemany(
            "INSERT INTO carried VALUES (?, ?, ?, ?)",
            [(one.period, one.revision, one.person, month) for one in differences],
        )


def _content(edition: Edition) -> tuple[object, ...]:
    return (edition.revision, edition.results, edition.program, tuple(sorted(edition.files)))


def _marks(values: Sequence[str]) -> str:
    return ", ".join("?" * len(values))
