"""Starts a program and watches it and its descendants from outside: when it says where it is, what it costs.

Processor time is read as the kernel keeps it: that of the living, and in each of them that of the children it has
waited for, so that the short lives of reading children count too.
"""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import psutil

EVERY = 0.05  # seconds between two looks
MB = 1024 * 1024


@dataclass(slots=True)
class Mark:
    """What the program said, when, and the processor seconds that it and its descendants had taken by then."""

    stage: str
    done: int
    of: int
    at: float
    cpu: float


@dataclass(slots=True)
class Life:
    """One process: the peak of its resident memory in MB, and that memory each time progress was told."""

    parent: bool
    peak: float = 0.0
    seen: list[tuple[str, int, float]] = field(default_factory=list)  # stage, done, MB


@dataclass(slots=True)
class Watched:
    marks: list[Mark]
    lives: list[Life]

    @property
    def parent(self) -> Life:
        return next(one for one in self.lives if one.parent)

    def workers(self, stage: str) -> list[Life]:
        """The processes that worked in a stage, beside the parent."""
        return [one for one in self.lives if not one.parent and any(where == stage for where, _, _ in one.seen)]


def watch(module: str, arguments: Sequence[str], folder: Path) -> Watched:
    """Runs `python -m module arguments...` in `folder`; its own texts pass through. Raises when it fails."""
    command = [sys.executable, "-m", module, *arguments]
    child = subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, text=True)
    watcher = _Watcher(psutil.Process(child.pid))
    over = threading.Event()
    looking = threading.Thread(target=watcher.keep_looking, args=(over,))
    looking.start()
    try:
        assert child.stdout is not None
        with child.stdout as said:
            for line in said:
                watcher.told(*json.loads(line))
        code = child.wait()
    finally:
        over.set()
        looking.join()
    if code:
        raise RuntimeError(f"{module} {' '.join(arguments)} ended with {code}")
    return Watched(watcher.marks, list(watcher.lives.values()))


class _Watcher:
    def __init__(self, root: psutil.Process) -> None:
        self.root = root
        self.marks: list[Mark] = []
        self.lives: dict[tuple[int, float], Life] = {}
        self.cpu = 0.0
        self.lock = threading.Lock()

    def told(self, stage: str, done: int, of: int, at: float) -> None:
        edge = not self.marks or self.marks[-1].stage != stage or done in (0, of)
        if edge:
            self.look()
        with self.lock:
            self.marks.append(Mark(stage, done, of, at, self.cpu))

    def keep_looking(self, over: threading.Event) -> None:
        while not over.wait(EVERY):
            self.look()

    def look(self) -> None:
        with self.lock, contextlib.suppress(psutil.NoSuchProcess):
            total = 0.0
            for process in (self.root, *self.root.children(recursive=True)):
                with contextlib.suppress(psutil.NoSuchProcess, psutil.ZombieProcess):
                    total += sum(process.cpu_times()[:4])
                    self._remember(process)
            self.cpu = max(self.cpu, total)

    def _remember(self, process: psutil.Process) -> None:
        key = (process.pid, process.create_time())
        if key not in self.lives:
            self.lives[key] = Life(process.pid == self.root.pid)
        life = self.lives[key]
        now = process.memory_info().rss / MB
        life.peak = max(life.peak, now, _high_water(process.pid))
        if self.marks and _works(process, self.root.pid):
            life.seen.append((self.marks[-1].stage, self.marks[-1].done, now))


def _works(process: psutil.Process, root: int) -> bool:
    """Not the fork server itself (its children work), nor programs that are called, such as fontconfig's."""
    words = " ".join(process.cmdline())
    return "spawn_main" in words or ("multiprocessing.forkserver" in words and process.ppid() != root)


def _high_water(pid: int) -> float:
    """The kernel's own peak, where it tells one: nothing between two looks is missed."""
    try:
        status = Path(f"/proc/{pid}/status").read_text("ascii", "replace")
    except OSError:
        return 0.0
    lines = (line.split() for line in status.splitlines() if line.startswith("VmHWM:"))
    return next((int(words[1]) / 1024 for words in lines), 0.0)
