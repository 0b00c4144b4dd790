"""The files handed in for a month, copied into a store where each is named by its SHA-256 and stays as it was."""

from __future__ import annotations

import hashlib
import os
import stat
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath

from reportgen.intake.limits import Limits
from reportgen.intake.readers import reader_for
from reportgen.records import CellRef, Finding, finding

WITHDRAWN = "withdrawn"
_CHUNK = 1024 * 1024
# Not through a link, and without waiting for the other end of a pipe that took the file's place.
_OPEN_FLAGS = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_SILENT_NAMES = frozenset({"thumbs.db", "desktop.ini", "__macosx"})
_SILENT_STARTS = ("~$", ".")
_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A file as it was when copied. `file` is how a clerk knows it, `path` lies in the store, `size` in bytes."""

    file: str
    sha256: str
    size: int
    path: Path


@dataclass(frozen=True, slots=True)
class _Found:
    """A directory entry before anything was opened."""

    file: str
    path: Path
    is_regular: bool
    odd: str  # why its name is refused, "" when it is not


def collect(
    inputs: Path, period: str, store: Path, limits: Limits, now: datetime
) -> tuple[tuple[Snapshot, ...], tuple[Finding, ...]]:
    """Copies what lies directly in `inputs` and at any depth below `inputs/period` into `store`.

    `now` (with a time zone) is what a file's age is measured against. Never another period's folder, and not
    `inputs/period/withdrawn`; with `period` "" no month's folder at all. The order does not depend on the folders'
    own. Same bytes twice: read once, under the name that sorts first. Raises `OSError` when the store cannot be
    written.
    """
    snapshots: list[Snapshot] = []
    findings: list[Finding] = []
    first_with: dict[str, str] = {}
    store.mkdir(parents=True, exist_ok=True, mode=0o700)
    for found in _found(inputs, period):
        taken = _refused(found) or _take(found, store, limits, now)
        if isinstance(taken, Finding):
            findings.append(taken)
        elif taken.sha256 in first_with:
            findings.append(finding("FILE_TWICE", CellRef(taken.file), other=first_with[taken.sha256]))
        else:
            first_with[taken.sha256] = taken.file
            snapshots.append(taken)
    return tuple(snapshots), tuple(findings)


def take_one(file: Path, store: Path, limits: Limits, now: datetime) -> Snapshot | Finding:
    """One file, wherever it lies, copied into `store` under the same conditions; or why it is not."""
    store.mkdir(parents=True, exist_ok=True, mode=0o700)
    found = _describe(file, file.name, Counter((_display(file.name),)))
    return _refused(found) or _take(found, store, limits, now)


def _found(inputs: Path, period: str) -> list[_Found]:
    """Every entry that is somebody's file, by its display name, twins marked."""
    month = inputs / period
    places = [(path, path.name) for path in _entries(inputs) if not path.is_dir()]
    taken = {_display(name) for _, name in places}
    if not period:
        pass  # only what lies directly in `inputs`
    elif _is_folder(month):
        for path in _below(month):
            name = path.relative_to(month).as_posix()
            places.append((path, f"{period}/{name}" if _display(name) in taken else name))
    elif month.is_symlink():
        places.append((month, period))
    count = Counter(_display(name) for _, name in places)
    found = [_describe(path, name, count) for path, name in places]
    return sorted(found, key=lambda one: (one.file, os.fsencode(one.path)))


def _describe(path: Path, name: str, count: Counter[str]) -> _Found:
    shown = _display(name)
    if not _is_utf8(name):
        odd = "encoding"
    elif any(unicodedata.category(letter) == "Cc" or letter in _BIDI for letter in name):
        odd = "control"
        shown = "".join(letter if letter.isprintable() else "\ufffd" for letter in shown)
    else:
        odd = "twin" if count[shown] > 1 else ""
    try:
        is_regular = stat.S_ISREG(path.lstat().st_mode)
    except FileNotFoundError:
        is_regular = True  # gone since it was listed; taking it will tell
    return _Found(shown, path, is_regular, odd)


def _entries(folder: Path) -> list[Path]:
    """What lies in a folder, without what programs and systems leave behind."""
    if not folder.is_dir():
        return []
    return [
        path
        for path in folder.iterdir()
        if not path.name.startswith(_SILENT_STARTS) and path.name.lower() not in _SILENT_NAMES
    ]


def _below(month: Path) -> Iterator[Path]:
    waiting = [month]
    while waiting:
        for path in _entries(waiting.pop()):
            if not _is_folder(path):
                yield path
            elif path != month / WITHDRAWN:
                waiting.append(path)


def _is_folder(path: Path) -> bool:
    """A real folder; a link to one is not."""
    return path.is_dir() and not path.is_symlink()


def _is_utf8(name: str) -> bool:
    return not any("\udc80" <= letter <= "\udcff" for letter in name)


def _display(name: str) -> str:
    """A name as it is shown: composed letters; bytes that are not UTF-8 as the GB18030 they most often are."""
    if not _is_utf8(name):
        name = os.fsencode(name).decode("gb18030", "replace")
    return unicodedata.normalize("NFC", name)


def _refused(found: _Found) -> Finding | None:
    """Why an entry is not even opened."""
    place = CellRef(found.file)
    if found.odd:
        return finding("FILE_NAME_ODD", place, reason=found.odd)
    if not found.is_regular:
        return finding("FILE_LINK", place)
    if reader_for(found.file) is None:
        ending = PurePosixPath(found.file).suffix
        return finding("FILE_NOT_READ", place, ending=ending or "-")
    return None


def _take(found: _Found, store: Path, limits: Limits, now: datetime) -> Snapshot | Finding:
    """Copies one file, unless it is too big or somebody is still writing it."""
    place = CellRef(found.file)
    try:
        before = found.path.lstat()
        if before.st_size > limits.file_bytes:
            mib = 1024 * 1024
            size, limit = f"{before.st_size / mib:.1f} MiB", f"{limits.file_bytes / mib:g} MiB"
            return finding("FILE_TOO_BIG", place, size=size, limit=limit)
        if limits.quiet_seconds and abs(now.timestamp() - before.st_mtime) < limits.quiet_seconds:
            return finding("FILE_BUSY", place)
        source = os.open(found.path, _OPEN_FLAGS)
    except OSError:  # gone, locked by the program that has it open, or without permission
        return finding("FILE_BUSY", place)
    try:
        return _copy(source, before, found, store) or finding("FILE_BUSY", place)
    finally:
        os.close(source)


def _copy(source: int, before: os.stat_result, found: _Found, store: Path) -> Snapshot | None:
    """Copies an open file into the store; None when it was not the same from beginning to end."""
    if _state(os.fstat(source)) != _state(before):
        return None
    hash, size = hashlib.sha256(), 0
    target, name = tempfile.mkstemp(dir=store, prefix=".copying-")  # 0600
    temporary = Path(name)
    try:
        with os.fdopen(target, "wb") as stream:
            while size <= before.st_size and (chunk := _read(source)):
                hash.update(chunk)
                size += len(chunk)
                stream.write(chunk)
        if size != before.st_size or _state(os.fstat(source)) != _state(before):
            return None
        kept = store / hash.hexdigest()
        temporary.replace(kept)
        return Snapshot(found.file, hash.hexdigest(), size, kept)
    finally:
        temporary.unlink(missing_ok=True)


def _read(source: int) -> bytes:
    """The next bytes; none when another program has locked the rest."""
    try:
        return os.read(source, _CHUNK)
    except OSError:
        return b""


def _state(status: os.stat_result) -> tuple[int, int, int, int, int]:
    return (status.st_dev, status.st_ino, status.st_mode, status.st_size, status.st_mtime_ns)
