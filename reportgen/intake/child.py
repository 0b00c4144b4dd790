"""Reads a snapshot in a child process with bounded memory, processor time and wall time; a dead child is a finding."""

from __future__ import annotations

import contextlib
import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache
from multiprocessing import forkserver
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext, ForkServerProcess, SpawnContext, SpawnProcess
from pathlib import Path
from typing import Final, Literal

from reportgen.intake.limits import Limits
from reportgen.intake.raw import RawBook
from reportgen.intake.readers import reader_for
from reportgen.intake.refusal import Refusal, Refused
from reportgen.intake.snapshot import Snapshot
from reportgen.intake.wire import PackedBook, pack, unpack

# What a fork server has imported already, so that each child starts with it. Whoever starts the process's fork
# server first decides; it names this module too.
PRELOAD: Final = ["reportgen.intake.child"]

_OUT_OF_MEMORY: Final = 71  # the child's own exit code
# Starting and joining look at every child of the process: one thread at a time.
_FAMILY: Final = threading.Lock()

Child = ForkServerProcess | SpawnProcess
Died = Literal["time", "cpu", "memory", "crash"]


def read_safely(snapshot_path: Path, name: str, limits: Limits) -> RawBook | Refusal:
    """The book in a snapshot, or why it is not read. `name` is the clerk's file name; its ending picks the reader.

    Never hangs longer than `limits.wall_seconds` and never raises for what lies in the file, even when the reader
    aborts. Raises `OSError` when no process can be started.
    """
    ours, theirs = _context().Pipe(duplex=False)
    child: Child = _context().Process(target=_read_and_send, args=(theirs, str(snapshot_path), name, limits))
    with ours:
        with theirs, _FAMILY:
            child.start()
        late = threading.Event()
        watchdog = threading.Timer(limits.wall_seconds, _end, (child, late))
        watchdog.daemon = True
        watchdog.start()
        try:
            result = _receive(ours)
        finally:
            with _FAMILY:
                child.join()
            watchdog.cancel()
    if result is not None:
        return result
    return Refused("FILE_READER_DIED", how=_how(child.exitcode, late.is_set())).refusal(name)


def read_all(snapshots: Sequence[Snapshot], limits: Limits, workers: int = 1) -> tuple[RawBook | Refusal, ...]:
    """Reads every snapshot, `workers` (from 1) child processes at a time; results in the order of `snapshots`."""
    return tuple(read_each(snapshots, limits, workers))


def read_each(snapshots: Sequence[Snapshot], limits: Limits, workers: int = 1) -> Iterator[RawBook | Refusal]:
    """The same one by one: what was read is held for `workers` workbooks at most, beside the one in hand."""
    _context()
    with ThreadPoolExecutor(max_workers=max(1, workers)) as pool:
        waiting: deque[Future[RawBook | Refusal]] = deque()
        for snapshot in snapshots:
            waiting.append(pool.submit(read_safely, snapshot.path, snapshot.file, limits))
            if len(waiting) > workers:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


@cache
def _context() -> ForkServerContext | SpawnContext:
    """A fork server, whose children start small and in milliseconds; a fresh interpreter where there is none."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(PRELOAD)
    # The server imports from the folder it is started in: without this, a run started elsewhere (by cron) would
    # import the package again in every child.
    with contextlib.chdir(Path(__file__).parents[2]):
        forkserver.ensure_running()
    return context


def _receive(ours: Connection) -> RawBook | Refusal | None:
    """The child's answer; None when it died before it had given all of it."""
    try:
        answer = ours.recv()
    except (EOFError, OSError):
        return None
    return unpack(answer) if isinstance(answer, PackedBook) else answer if isinstance(answer, Refusal) else None


def _end(child: Child, late: threading.Event) -> None:
    late.set()
    child.kill()


def _how(exit_code: int | None, late: bool) -> Died:
    if late:
        return "time"
    if exit_code == _OUT_OF_MEMORY:
        return "memory"
    if sys.platform != "win32":
        if exit_code == -signal.SIGXCPU:
            return "cpu"
        if exit_code == -signal.SIGKILL:  # nobody else ends it: the system ran out of memory
            return "memory"
    return "crash"


def _read_and_send(theirs: Connection, path: str, name: str, limits: Limits) -> None:
    """The child's whole life."""
    _bound(limits)
    _quiet()
    gc.disable()  # one file, then the end
    reader = reader_for(name)
    try:
        if reader is None:
            theirs.send(Refused("FILE_NOT_READ", ending=Path(name).suffix).refusal(name))
        else:
            result = reader.read(Path(path), name, limits)
            theirs.send(pack(result) if isinstance(result, RawBook) else result)
    except MemoryError:
        os._exit(_OUT_OF_MEMORY)


def _quiet() -> None:
    """Silences what a native library says when it dies (the finding says it); a fault of ours is still shown."""
    sys.stderr = os.fdopen(os.dup(2), "w", encoding="utf-8", errors="backslashreplace")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    os.close(nowhere)


def _bound(limits: Limits) -> None:
    """Limits on memory and processor time where the system has them; no core dumps of other people's pay.

    `memory_bytes` is what reading may add to what is mapped already.
    """
    if sys.platform == "win32":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    memory = _address_space() + limits.memory_bytes
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.cpu_seconds, limits.cpu_seconds + 1))


def _address_space() -> int:
    """Bytes mapped before anything is read: the libraries that the fork server has loaded; 0 where it is not told."""
    try:
        pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[0]
    except OSError:
        return 0
    return int(pages) * os.sysconf("SC_PAGE_SIZE")
