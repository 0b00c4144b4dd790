"""Letters against what the ledger knows of them -> what changes in the outbox, and the month's .eml files.

The same bytes again change nothing. Other bytes take the place of a letter that nobody has relied on yet (queued or
held, not approved). What is sent stays sent: another content becomes a new revision, held until a person decides.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from reportgen.deliver.eml import eml, file_name, message_id
from reportgen.deliver.letters import MONTHLY, Letter
from reportgen.deliver.words import COMPOSING, FILLING
from reportgen.ledger import Ledger
from reportgen.ledger.outbox import Change, Drop, Hold, LetterRow, Put, Release, letter_key
from reportgen.period import Period
from reportgen.records import Document, LetterKind, LetterState, Phrase, phrase

FOLDER = "outbox"
_GIVES_WAY: tuple[LetterState, ...] = ("sent", "failed", "queued", "retry", "held")
_AFTER: dict[LetterState, str] = {
    "queued": "approval",
    "retry": "approval",
    "held": "approval",
    "claimed": "doubt",
    "in_doubt": "doubt",
    "sent": "sent",
    "failed": "failure",
}


@dataclass(frozen=True, slots=True)
class Filled:
    """What a run makes of the outbox; `written` are its letters with the revision they stand in."""

    changes: tuple[Change, ...]
    written: tuple[tuple[Letter, int], ...]
    kept: tuple[Path, ...]  # the .eml of letters that this run did not write

    def documents(self) -> Iterator[Document]:
        """The whole outbox folder, one file after the other; read it before the published folder is exchanged."""
        for letter, revision in self.written:
            content = _bytes(letter, revision)
            if content:
                owner = letter.parcel.owner
                yield Document(f"{FOLDER}/{file_name(letter.parcel.kind, owner, revision)}", content)
        for path in self.kept:
            yield Document(f"{FOLDER}/{path.name}", path.read_bytes())


@dataclass(frozen=True, slots=True)
class _Decision:
    """`revision` is the one that the letter of this run stands in."""

    revision: int
    changes: tuple[Change, ...]
    others: tuple[LetterRow, ...]  # rows of the same letter that stay beside it


def fill(
    ledger: Ledger,
    letters: Iterable[Letter],
    period: Period,
    folder: Path,
    kinds: tuple[LetterKind, ...] = MONTHLY,
) -> Filled:
    """Decides, and writes nothing: `changes` go to `ledger.outbox.write` together with the publication.

    `letters` are all of the month's letters of these kinds. `folder` is the published outbox folder, from which the
    files of letters are taken over that are sent, approved or of another kind.
    """
    rows: defaultdict[tuple[str, str], list[LetterRow]] = defaultdict(list)
    for row in ledger.outbox.letters(str(period)):
        rows[row.kind, row.owner].append(row)
    changes: list[Change] = []
    written: list[tuple[Letter, int]] = []
    others: list[LetterRow] = []
    for letter in letters:
        decision = _decide(letter, rows.pop((letter.parcel.kind, letter.parcel.owner), []))
        changes += decision.changes
        written.append((letter, decision.revision))
        others += decision.others
    for row in (one for group in rows.values() for one in group):
        others.append(row)
        if row.kind in kinds and row.state in ("queued", "retry"):
            changes.append(Hold(row.key, (phrase("gone"),)))
    kept, lost = _kept(others, folder)
    held = {one.key for one in changes if isinstance(one, Hold)}
    changes += [Hold(one.key, (phrase("file-missing", file=one.file),)) for one in lost if one.key not in held]
    keys = [letter_key(one.parcel.period, one.parcel.kind, one.parcel.owner, number) for one, number in written]
    if len(set(keys)) < len(keys):
        raise ValueError("two letters of a month have the same key")
    return Filled(tuple(changes), tuple(written), tuple(kept))


def _decide(letter: Letter, rows: list[LetterRow]) -> _Decision:
    """The letter of this run against its rows, which are in the order of their revisions."""
    fixed = [row for row in rows if not row.loose]
    loose = [row for row in rows if row.loose]
    if not fixed:
        same = [row.revision for row in loose if _says_the_same(letter, row)]
        return _placed(letter, same[-1] if same else letter.revision, loose, [], ())
    last = fixed[-1]
    if _says_the_same(letter, last):
        back = [Release(last.key)] if last.sha256 and _held_by_a_run(last) else []
        return _Decision(last.revision, (*back, *(Drop(row.key) for row in loose)), tuple(fixed[:-1]))
    stops: list[Change] = []
    if last.state in ("queued", "retry"):
        stops.append(Hold(last.key, (phrase("superseded"),)))
    # Publishing a corrected month is a decision already, and approving its letters is the next one.
    decided = letter.revision > last.revision and last.state in _GIVES_WAY
    why = () if decided else (phrase(f"changed-after-{_AFTER[last.state]}", revision=last.revision),)
    placed = _placed(letter, max(letter.revision, last.revision + 1), loose, fixed, why)
    return _Decision(placed.revision, (*stops, *placed.changes), placed.others)


def _says_the_same(letter: Letter, row: LetterRow) -> bool:
    """A letter of a corrected month that says what it said keeps the revision that it has."""
    return _hash(letter, row.revision) == row.sha256 and (bool(row.sha256) or row.why == letter.held)


def _placed(
    letter: Letter, revision: int, loose: list[LetterRow], fixed: list[LetterRow], why: tuple[Phrase, ...]
) -> _Decision:
    """The letter as this revision, in the place of all loose ones."""
    row = _row(letter, revision, why)
    before = next((one for one in loose if one.key == row.key), None)
    changes: list[Change] = [Drop(one.key) for one in loose if one is not before]
    if before is None or not _unchanged(before, row):
        changes.append(Put(row))
    return _Decision(revision, tuple(changes), tuple(fixed))


def _unchanged(before: LetterRow, row: LetterRow) -> bool:
    """The same bytes to the same person; and held for the same reasons, unless someone else held it."""
    same = (before.sha256, before.recipient, before.address) == (row.sha256, row.recipient, row.address)
    by_others = before.state == "held" and not _held_by_a_run(before)
    return same and (before.why == row.why or by_others)


def _held_by_a_run(row: LetterRow) -> bool:
    return row.state == "held" and all(one.id in COMPOSING or one.id in FILLING for one in row.why)


def _row(letter: Letter, revision: int, why: tuple[Phrase, ...]) -> LetterRow:
    parcel, message = letter.parcel, letter.version(revision)
    held = (*letter.held, *why)
    key = letter_key(parcel.period, parcel.kind, parcel.owner, revision)
    return LetterRow(
        period=parcel.period,
        kind=parcel.kind,
        owner=parcel.owner,
        revision=revision,
        recipient=parcel.recipient,
        department=parcel.department,
        address=message.to if message else "",
        message_id=message_id(message, key) if message else "",
        file=file_name(parcel.kind, parcel.owner, revision) if message else "",
        sha256=_hash(letter, revision),
        documents=tuple((one.path, one.sha256) for one in parcel.documents if message),
        state="held" if held else "queued",
        why=held,
    )


def _bytes(letter: Letter, revision: int) -> bytes:
    message, parcel = letter.version(revision), letter.parcel
    return eml(message, letter_key(parcel.period, parcel.kind, parcel.owner, revision)) if message else b""


def _hash(letter: Letter, revision: int) -> str:
    content = _bytes(letter, revision)
    return sha256(content).hexdigest() if content else ""


def _kept(rows: Iterable[LetterRow], folder: Path) -> tuple[list[Path], list[LetterRow]]:
    """The files that are taken over, and the unsent letters whose file is not there or was altered."""
    kept, lost = [], []
    for row in rows:
        path = folder / row.file
        if not row.file:
            continue
        if path.is_file() and sha256(path.read_bytes()).hexdigest() == row.sha256:
            kept.append(path)
        elif row.state in ("queued", "retry"):
            lost.append(row)
    return kept, lost
