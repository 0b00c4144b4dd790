"""The ledger's tables, version by version: a file of an older program is brought up to date when it is opened."""

from __future__ import annotations

import sqlite3

VERSION = 5

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

# What was published stays known. An edition is one publication: which files it was made from, by which rules, after
# which earlier months; the files themselves lie in the store (store.py). A month's revision grows when a closed month
# is corrected. A difference in pay is carried by one month, which may be done anew until that month is closed.
_HISTORY = """
CREATE TABLE closing (period TEXT PRIMARY KEY, closed_by TEXT NOT NULL CHECK (closed_by != ''), closed_at TEXT NOT NULL,
    results TEXT NOT NULL);
CREATE TABLE edition (id INTEGER PRIMARY KEY, period TEXT NOT NULL, revision INTEGER NOT NULL CHECK (revision >= 1),
    results TEXT NOT NULL, program TEXT NOT NULL, made_by TEXT NOT NULL, made_at TEXT NOT NULL, reason TEXT NOT NULL);
CREATE TABLE edition_file (edition INTEGER NOT NULL REFERENCES edition, part TEXT NOT NULL
    CHECK (part IN ('roster', 'data', 'earlier', 'config', 'scheme')), file TEXT NOT NULL, sha256 TEXT NOT NULL,
    size INTEGER NOT NULL, PRIMARY KEY (edition, part, file));
CREATE TABLE correction (period TEXT NOT NULL, person TEXT NOT NULL, revision INTEGER NOT NULL CHECK (revision >= 2),
    content TEXT NOT NULL, PRIMARY KEY (period, person, revision));
CREATE TABLE pay_difference (period TEXT NOT NULL, revision INTEGER NOT NULL CHECK (revision >= 2),
    person TEXT NOT NULL, name TEXT NOT NULL, department TEXT NOT NULL, amount TEXT NOT NULL,
    PRIMARY KEY (period, revision, person));
CREATE TABLE carried (period TEXT NOT NULL, revision INTEGER NOT NULL, person TEXT NOT NULL,
    month TEXT NOT NULL CHECK (month > period), PRIMARY KEY (period, revision, person),
    FOREIGN KEY (period, revision, person) REFERENCES pay_difference);
""" + "".join(
    f"CREATE TRIGGER {table}_{event.lower()} BEFORE {event} ON {table} "
    f"BEGIN SELECT RAISE(ABORT, '{table}: what was published stays'); END;\n"
    for table in ("closing", "edition", "edition_file", "correction", "pay_difference")
    for event in ("UPDATE", "DELETE")
) + "".join(
    f"CREATE TRIGGER carried_{event.lower()} BEFORE {event} ON carried "
    f"WHEN EXISTS (SELECT 1 FROM closing WHERE period IN ({months})) "
    f"BEGIN SELECT RAISE(ABORT, 'carried: the month is closed'); END;\n"
    for event, months in (("INSERT", "NEW.month"), ("UPDATE", "OLD.month, NEW.month"), ("DELETE", "OLD.month"))
)  # fmt: skip

# A line that was approved stays as it was when the month is published again.
_LOCKED = """
CREATE TABLE locked (period TEXT NOT NULL, scheme TEXT NOT NULL, form TEXT NOT NULL, line TEXT NOT NULL,
    held TEXT NOT NULL, PRIMARY KEY (period, scheme, form, line)) WITHOUT ROWID;
"""

STEPS = (_PUBLICATIONS, _OUTBOX, _PAY, _HISTORY, _LOCKED)  # the step at place n leads from version n to version n + 1


def version_of(connection: sqlite3.Connection) -> int:
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return int(version)


def bring_up_to_date(connection: sqlite3.Connection) -> None:
    """Takes the missing steps, each with its version number in one transaction."""
    for version in range(version_of(connection), VERSION):
        connection.executescript(f"BEGIN IMMEDIATE; {STEPS[version]} PRAGMA user_version = {version + 1}; COMMIT;")
