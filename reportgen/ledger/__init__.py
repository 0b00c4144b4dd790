"""The memory between runs: what each month published and what was mailed of it. This folder is the door to sqlite3.

One row per month in `publication`; its scores, items and figures beside it, as exact text. A later month reads its
growth, its doubling and its course over the year from here, never from files that someone may have changed. The mails
of the month are in `letter` (outbox.py).
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from reportgen.exact import ZERO, total
from reportgen.ledger.outbox import Outbox
from reportgen.ledger.schema import VERSION, bring_up_to_date, version_of
from reportgen.period import Period
from reportgen.records import Component, History, MonthResult, Scorecard

MONTHS_SHOWN = 12


class LedgerDamaged(Exception):
    """The file is no ledger, or of a newer version than this program."""


class Ledger:
    """An open ledger. Writing happens in one transaction that ends with the publication it belongs to."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    def history(self, period: Period) -> History:
        """What the months before `period` published, as far as this month looks at it."""
        months = self._db.execute(
            "SELECT period, results FROM publication WHERE period < ? ORDER BY period DESC", (str(period),)
        ).fetchall()
        locked = self._locked(str(period))
        if not months:
            return History(locked=locked)
        last = str(months[0][0])
        shown = [str(month) for month, _ in months[:MONTHS_SHOWN]]
        return History(
            last=last,
            published=tuple((str(month), str(results)) for month, results in months[:MONTHS_SHOWN]),
            scores=self._scores(last),
            points=self._points(last),
            values=self._decimals("SELECT scheme, person, kpi, value FROM figure WHERE period = ?", last),
            missing=self._missing(period.previous),
            trend=self._trend(shown),
            pays=self._pays(last),
            locked=locked,
        )

    def _locked(self, period: str) -> dict[tuple[str, str], dict[str, str]]:
        found: defaultdict[tuple[str, str], dict[str, str]] = defaultdict(dict)
        rows = self._db.execute(
            "SELECT scheme, form, line, held FROM locked WHERE period = ? ORDER BY scheme, form, line", (period,)
        )
        for scheme, form, line, held in rows:
            found[scheme, form][line] = held
        return dict(found)

    def _decimals(self, query: str, period: str) -> dict[tuple[str, str, str], Decimal]:
        rows = self._db.execute(query, (period,))
        return {(row[0], row[1], row[2]): Decimal(row[3]) for row in rows if row[3] is not None}

    def _points(self, period: str) -> dict[tuple[str, str, str, str], Decimal]:
        rows = self._db.execute("SELECT scheme, role, person, item, points FROM item WHERE period = ?", (period,))
        return {(row[0], row[1], row[2], row[3]): Decimal(row[4]) for row in rows if row[4] is not None}

    def _scores(self, period: str) -> dict[tuple[str, str, str], Decimal]:
        return self._decimals("SELECT scheme, role, person, score FROM score WHERE period = ?", period)

    def _pays(self, period: str) -> dict[str, Decimal]:
        """What a person was paid in all; nothing for one of whose pays one was withheld."""
        found: dict[str, Decimal | None] = {}
        for person, amount in self._db.execute("SELECT person, total FROM pay WHERE period = ?", (period,)):
            before = found.get(person, ZERO)
            found[person] = None if amount is None or before is None else total((before, Decimal(amount)))
        return {person: amount for person, amount in found.items() if amount is not None}

    def _missing(self, period: Period) -> frozenset[tuple[str, str, str]]:
        rows = self._db.execute(
            "SELECT scheme, person, item FROM item WHERE period = ? AND missing = 1", (str(period),)
        )
        return frozenset((row[0], row[1], row[2]) for row in rows)

    def _trend(self, months: list[str]) -> dict[tuple[str, str, str], tuple[tuple[str, Decimal | None], ...]]:
        found: defaultdict[tuple[str, str, str], list[tuple[str, Decimal | None]]] = defaultdict(list)
        for month in sorted(months):
            rows = self._db.execute(
                "SELECT scheme, role, person, score FROM score WHERE period = ? ORDER BY scheme, role, person", (month,)
            )
            for scheme, role, person, score in rows:
                found[scheme, role, person].append((month, None if score is None else Decimal(score)))
        return {key: tuple(points) for key, points in found.items()}

    def published(self, period: str) -> str | None:
        """The sha256 of the month's published results.json."""
        row = self._db.execute("SELECT results FROM publication WHERE period = ?", (period,)).fetchone()
        return None if row is None else str(row[0])

    def score(self, period: str, card: Scorecard) -> tuple[str, str | None] | None:
        """(status, score) of this card as it was published; None when the month had no such card."""
        row = self._db.execute(
            "SELECT status, score FROM score WHERE period = ? AND scheme = ? AND role = ? AND person = ?",
            (period, card.scheme, card.subject.role, card.subject.id),
        ).fetchone()
        return None if row is None else (str(row[0]), row[1])

    def months_of(self, person: str) -> tuple[str, ...]:
        """The published months in which a person (工号) has a card, scored or withheld."""
        rows = self._db.execute("SELECT DISTINCT period FROM score WHERE person = ? ORDER BY period", (person,))
        return tuple(str(row[0]) for row in rows)

    def later(self, period: str) -> tuple[str, ...]:
        """Published months after `period`: they stand on its figures."""
        rows = self._db.execute("SELECT period FROM publication WHERE period > ? ORDER BY period", (period,))
        return tuple(str(row[0]) for row in rows)

    @contextmanager
    def publishing(self, result: MonthResult, results_sha256: str) -> Iterator[None]:
        """Records the month; what happens inside (moving the folder into place) and the record hold together."""
        with self._db:
            self._db.execute("BEGIN IMMEDIATE")
            self._db.execute("DELETE FROM publication WHERE period = ?", (result.period,))
            self._db.execute("INSERT INTO publication VALUES (?, 1, ?)", (result.period, results_sha256))
            for card in result.cards:
                self._record(result.period, card)
            self._db.executemany(
                "INSERT OR IGNORE INTO locked VALUES (?, ?, ?, ?, ?)",
                ((result.period, one.scheme, one.table, one.key, one.values) for one in result.locks),
            )
            yield

    def _record(self, period: str, card: Scorecard) -> None:
        subject = card.subject
        key = (period, card.scheme, subject.role, subject.id)
        score = None if card.score is None else str(card.score)
        self._db.execute("INSERT INTO score VALUES (?, ?, ?, ?, ?, ?, ?)", (*key, card.status, score, card.grade))
        if card.status == "withheld":
            return
        if card.pay is not None:
            self._db.execute("INSERT INTO pay VALUES (?, ?, ?, ?, ?)", (*key, _text(card.pay.total)))
        items: dict[str, Component] = {}
        for one in (part for root in card.components for part in root.walk() if part.spell is None):
            # after a transfer an item may stand in several parts: the last one's points, missing in any of them
            was = items.get(one.id)
            items[one.id] = replace(one, missing=True) if was and was.missing else one
        self._db.executemany(
            "INSERT INTO item VALUES (?, ?, ?, ?, ?, ?, ?)",
            [(*key, id, _text(one.counted), int(one.missing)) for id, one in items.items()],
        )
        self._db.executemany(
            "INSERT INTO figure VALUES (?, ?, ?, ?, ?, ?)",
            [(*key, one.id, str(one.value)) for one in card.measures if one.value is not None],
        )

    @property
    def outbox(self) -> Outbox:
        """The mails; what is written to it inside `publishing` holds together with the publication."""
        return Outbox(self._db)

    def close(self) -> None:
        self._db.close()


def _text(value: Decimal | None) -> str | None:
    return None if value is None else str(value)


def open_ledger(path: Path) -> Ledger:
    """The ledger at `path`, made when there is none; LedgerDamaged when the file is not a ledger of ours."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = FULL")
        version = version_of(connection)
        if version > VERSION:
            raise LedgerDamaged(f"{path.name}: version {version}, this program reads {VERSION}")
        (verdict,) = connection.execute("PRAGMA quick_check(1)").fetchone()
        if verdict != "ok":
            raise LedgerDamaged(f"{path.name}: {verdict}")
        bring_up_to_date(connection)
        if version == 0:
            path.chmod(0o600)
    except LedgerDamaged:
        connection.close()
        raise
    except sqlite3.DatabaseError as error:
        connection.close()
        raise LedgerDamaged(f"{path.name}: {error}") from error
    return Ledger(connection)
