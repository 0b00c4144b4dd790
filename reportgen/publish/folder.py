"""A month's documents into outputs/PERIOD/ as one whole: temporary folder, fsync, exchange.

Each document goes into the temporary folder as soon as it is finished, also from the processes that print, so that
nobody holds a month of them in memory.

On Linux the new folder and the old one change places in one step; elsewhere the old one steps aside for a moment, and
a run that was cut off there is put right by the next one (`recover`).
"""

from __future__ import annotations

import ctypes
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from reportgen.records import Document, Filed

_AT_FDCWD = -100
_EXCHANGE = 2
_UNFINISHED = ".unfinished"  # in the temporary folder: what is being written


@contextmanager
def staging(outputs: Path, period: str) -> Iterator[Path]:
    """An empty temporary folder beside the final one, for `file_away` and `put_in_place`; in the end it is gone."""
    folder = outputs / f".{period}.new"
    shutil.rmtree(folder, ignore_errors=True)
    (folder / _UNFINISHED).mkdir(parents=True, mode=0o700)
    folder.chmod(0o700)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def file_away(staged: Path, document: Document) -> Filed:
    """The document as a file of the temporary folder, and on the disk. One that has its path already is replaced."""
    path = staged / document.path
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    # A worker that dies leaves half a file, and a cluster gives its work to another: no half has the final name.
    descriptor, beside = tempfile.mkstemp(dir=staged / _UNFINISHED)
    with os.fdopen(descriptor, "wb") as file:
        file.write(document.content)
        file.flush()
        os.fsync(file.fileno())
    Path(beside).replace(path)
    return Filed(document.path, path, sha256(document.content).hexdigest(), len(document.content))


def publish(outputs: Path, period: str, documents: Iterable[Document]) -> None:
    """A few documents as a folder, in one step."""
    with staging(outputs, period) as staged:
        for document in documents:
            file_away(staged, document)
        put_in_place(staged, outputs, period)


def put_in_place(staged: Path, outputs: Path, period: str) -> None:
    """The staged folder becomes outputs/PERIOD/; what was there before is removed afterwards."""
    final, aside = outputs / period, outputs / f".{period}.old"
    shutil.rmtree(staged / _UNFINISHED)
    for folder, _, _ in os.walk(staged):
        _sync(Path(folder))
    shutil.rmtree(aside, ignore_errors=True)
    if not final.exists():
        staged.rename(final)
    elif _exchanged(staged, final):
        staged.rename(aside)
    else:
        final.rename(aside)
        staged.rename(final)
    _sync(outputs)
    shutil.rmtree(aside, ignore_errors=True)


def recover(outputs: Path, period: str) -> None:
    """Puts the old folder back when a run was cut off between the two renames, and removes what was only begun."""
    final, aside = outputs / period, outputs / f".{period}.old"
    if not final.exists() and aside.exists():
        aside.rename(final)
    for left in (aside, outputs / f".{period}.new"):
        shutil.rmtree(left, ignore_errors=True)


def _exchanged(one: Path, other: Path) -> bool:
    """Linux's renameat2 with RENAME_EXCHANGE; False where the system or the file system has none."""
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError, TypeError):
        return False
    done: int = rename(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _EXCHANGE)
    return done == 0


def _sync(folder: Path) -> None:
    if os.name == "nt":  # folders cannot be opened there
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
