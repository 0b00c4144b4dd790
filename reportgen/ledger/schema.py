"""The ledger's tables, version by version: a file of an older program is brought up to date when it is opened."""

from __future__ import annotations

import sqlite3

VERSION = 4

_PUBLICATIONS = """
CREATE TABLE publication (period TEXT PRIMARY KEY, revision INTEGER NOT NULL, results TEXT NOT NULL);
CREATE TABLE score (period TEXT NOT NULL REFERENCES publication ON DELETE CASCADE, scheme TEXT NOT NULL,
    role TEXT NOT NULL, person TEXT NOT NULL, status TEXT NOT NULL, score TEXT, grade TEXT,
    PRIMARY KEY (period, scheme, role, person));
CREATE TABLE item (period TEXT NOT NULL REFERENCES publication ON DELETE CASCADE, scheme TEXT NOT NULL,
    role TEXT NOT NULL, person TEXT NOT NULL, item TEXT NOT NULL, points TEXT, missing INTEGER NOT NULL,
    PRIMARY KEY (period, scheme, role, person, item));
CREATE TABLE figure (period TEXT NOT NULL REFERENCES publication ON DELETE CASCADE, scheme TEXT NOT NULL,
    role TEXT NOT NULL, person TEXT NOT NULL, kpi TEXT NOT NULL, value TEXT NOT NULL,
    PRIMARY KEY (period, scheme, role, person, kpi));
"""

# A letter outlives the publication it came with: what was sent stays known when the month is published again.
_OUTBOX = """
CREATE TABLE letter (key TEXT PRIMARY KEY, period TEXT NOT NULL, kind TEXT NOT NULL, owner TEXT NOT NULL,
    revision INTEGER NOT NULL CHECK (revision >= 1), recipient TEXT NOT NULL, department TEXT NOT NULL,
    address TEXT NOT NULL, message_id TEXT NOT NULL, file TEXT NOT NULL, sha256 TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('queued', 'claimed', 'in_doubt', 'sent', 'retry', 'failed', 'held')),
    why TEXT NOT NULL, approved_by TEXT NOT NULL DEFAULT '', approved_at TEXT NOT NULL DEFAULT '',
    approved_sha256 TEXT NOT NULL DEFAULT '', UNIQUE (period, kind, owner, revision));
CREATE TABLE letter_document (key TEXT NOT NULL REFERENCES letter ON DELETE CASCADE, place INTEGER NOT NULL,
    name TEXT NOT NULL, sha256 TEXT NOT NULL, PRIMARY KEY (key, place));
"""

# A pay without total was withheld: next month has nothing to compare with.
_PAY = """
CREATE TABLE pay (period TEXT NOT NULL REFERENCES publication ON DELETE CASCADE, scheme TEXT NOT NULL,
    role TEXT NOT NULL, person TEXT NOT NULL, total TEXT, PRIMARY KEY (period, scheme, role, person));
"""

# A line that was approved stays as it was when the month is published again.
_LOCKED = """
CREATE TABLE locked (period TEXT NOT NULL, scheme TEXT NOT NULL, form TEXT NOT NULL, line TEXT NOT NULL,
    held TEXT NOT NULL, PRIMARY KEY (period, scheme, form, line)) WITHOUT ROWID;
"""

STEPS = (_PUBLICATIONS, _OUTBOX, _PAY, _LOCKED)  # the step at place n leads from version n to version n + 1


def version_of(connection: sqlite3.Connection) -> int:
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return int(version)


def bring_up_to_date(connection: sqlite3.Connection) -> None:
    """Takes the missing steps, each with its version number in one transaction."""
    for version in range(version_of(connection), VERSION):
        connection.executescript(f"BEGIN IMMEDIATE; {STEPS[version]} PRAGMA user_version = {version + 1}; COMMIT;")
