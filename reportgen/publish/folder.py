"""A month's documents into outputs/PERIOD/ as one whole: temporary folder, fsync, exchange.

On Linux the new folder and the old one change places in one step; elsewhere the old one steps aside for a moment, and
a run that was cut off there is put right by the next one (`recover`).
"""

from __future__ import annotations

import ctypes
import os
import shutil
from collections.abc import Iterable
from pathlib import Path

from reportgen.records import Document

_AT_FDCWD = -100
_EXCHANGE = 2


def stage(outputs: Path, period: str, documents: Iterable[Document]) -> Path:
    """Writes all documents below a temporary folder beside the final one, and makes sure they are on the disk."""
    folder = outputs / f".{period}.new"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True, mode=0o700)
    folders = {folder}
    for document in documents:
        path = folder / document.path
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        folders |= {parent for parent in path.parents if folder in parent.parents}
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(document.content)
            file.flush()
            os.fsync(file.fileno())
    for one in folders:
        _sync(one)
    return folder


def put_in_place(staged: Path, outputs: Path, period: str) -> None:
    """The staged folder becomes outputs/PERIOD/; what was there before is removed afterwards."""
    final, aside = outputs / period, outputs / f".{period}.old"
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
