"""What would go to whom now, and why not: every letter of the outbox past the gate. Opens no socket."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from reportgen.deliver.gate import Register, check
from reportgen.ledger.outbox import LetterRow
from reportgen.records import Receipt, phrase
from reportgen.workers import run_all

_WITH: list[tuple[Path, Register]] = []


def rehearse(rows: Sequence[LetterRow], folder: Path, register: Register, workers: int = 1) -> Iterator[Receipt]:
    """A receipt for each row, in their order: "queued" without a reason may go at once, "held" must not go."""
    yield from run_all(_receipt, rows, workers, initializer=_ready, initargs=(folder, register))


def receipt(row: LetterRow, folder: Path, register: Register) -> Receipt:
    if row.state in ("sent", "held", "failed"):
        return Receipt(row.key, row.state, row.why)
    if row.state in ("claimed", "in_doubt"):
        return Receipt(row.key, row.state, (phrase("in-doubt" if row.state == "in_doubt" else "under-way"),))
    path = folder / row.file
    if not row.file or not path.is_file():
        return Receipt(row.key, "held", (phrase("file-missing", file=row.file or row.key),))
    why = check(row, path.read_bytes(), register)
    if why:
        return Receipt(row.key, "held", why)
    return Receipt(row.key, row.state, () if row.approved else (phrase("not-approved"),))


def _ready(folder: Path, register: Register) -> None:
    """Once in each process: the roster is large and the same for all letters."""
    _WITH[:] = [(folder, register)]


def _receipt(row: LetterRow) -> Receipt:
    return receipt(row, *_WITH[0])
