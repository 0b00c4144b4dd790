"""One way to do many independent pieces of work: here, in warm processes, or on a Dask cluster; the door to Dask.

Results come in the order of work, whoever did it.
"""

from __future__ import annotations

import logging
import multiprocessing
import tempfile
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack
from itertools import islice
from typing import Any, TypeVar

Work = TypeVar("Work")
Done = TypeVar("Done")

LOCAL = ""  # the address of a cluster of this machine's own processes, for the time of the work
_AHEAD = 4  # pieces that wait for each thread of a cluster: enough to keep it busy, few enough to hold in memory
_PATIENCE = 30  # seconds for a cluster to answer


class WorkersMissing(Exception):
    """The work cannot be done where it was to be done: no cluster, or a worker that died. The message says what."""


def run_all(
    work: Callable[[Work], Done],
    pieces: Sequence[Work],
    workers: int,
    *,
    initializer: Callable[..., None] | None = None,
    initargs: tuple[Any, ...] = (),
    cluster: str | None = None,
    each: int = 0,
) -> Iterator[Done]:
    """The results in the order of `pieces`, as they come. With one worker everything happens in this process.

    `cluster` is the address of a Dask scheduler, LOCAL for a cluster of this machine; None is without Dask. Its
    workers have to see the same folders and hold the same program. A piece that fails raises here; WorkersMissing
    when there is no cluster, or a worker died over its piece. After `each` pieces for every process (0: never) all are
    fresh ones, because a native library may keep some memory of each piece. It is done in rounds with a pool of their
    own: the executor's own limit on the pieces of a process can wait for ever in Python 3.11.
    """
    if not pieces:
        return
    if cluster is not None:
        yield from _on_cluster(work, pieces, workers, initializer, initargs, cluster)
        return
    if workers <= 1 or len(pieces) == 1:
        if initializer is not None:
            initializer(*initargs)
        yield from map(work, pieces)
        return
    methods = multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("forkserver" if "forkserver" in methods else "spawn")
    round = workers * each or len(pieces)
    for first in range(0, len(pieces), round):
        own = pieces[first : first + round]
        with ProcessPoolExecutor(
            min(workers, len(own)), mp_context=context, initializer=initializer, initargs=initargs
        ) as pool:
            try:
                yield from pool.map(work, own)
            except BrokenProcessPool as error:
                raise WorkersMissing(
                    "a worker process died, perhaps for want of memory; try again with fewer workers (--workers 1)"
                ) from error


def _on_cluster(
    work: Callable[[Work], Done],
    pieces: Sequence[Work],
    workers: int,
    initializer: Callable[..., None] | None,
    initargs: tuple[Any, ...],
    address: str,
) -> Iterator[Done]:
    try:
        from distributed.scheduler import KilledWorker
    except ImportError as error:
        raise WorkersMissing(
            'config.toml says [run] executor = "dask", but Dask is not installed '
            "(.venv/bin/python -m pip install distributed)"
        ) from error
    with ExitStack() as held:
        client = held.enter_context(_client(address, min(workers, len(pieces)), held))
        threads = sum(client.nthreads().values())
        if not threads:
            raise WorkersMissing(f"the Dask cluster {address} has no workers")
        rest = iter(pieces)
        waiting = deque(_sent(client, work, piece, initializer, initargs) for piece in islice(rest, threads * _AHEAD))
        try:
            while waiting:
                yield waiting.popleft().result()
                waiting.extend(_sent(client, work, piece, initializer, initargs) for piece in islice(rest, 1))
        except KilledWorker as error:
            raise WorkersMissing(f"workers of the Dask cluster died over one piece of work: {error}") from error


def _client(address: str, workers: int, held: ExitStack) -> Any:
    """A client of the cluster at `address`; a cluster made for it ends with `held`."""
    import distributed

    if address != LOCAL:
        try:
            return distributed.Client(address, timeout=_PATIENCE, set_as_default=False)
        except OSError as error:  # its time-outs are OSErrors too
            raise WorkersMissing(f"the Dask cluster {address} does not answer: {error}") from error
    scratch = held.enter_context(tempfile.TemporaryDirectory())
    cluster = held.enter_context(
        distributed.LocalCluster(
            n_workers=max(1, workers),
            threads_per_worker=1,
            processes=True,
            dashboard_address=None,
            memory_limit=0,
            local_directory=scratch,
            silence_logs=logging.ERROR,
        )
    )
    return distributed.Client(cluster, set_as_default=False)


def _sent(
    client: Any,
    work: Callable[[Work], Done],
    piece: Work,
    initializer: Callable[..., None] | None,
    initargs: tuple[Any, ...],
) -> Any:
    return client.submit(_piece, work, piece, initializer, initargs, pure=False)


_READY: set[tuple[Any, ...]] = set()
_ONE_AT_A_TIME = threading.Lock()  # a worker of a cluster may have many threads; a press prints one page at a time


def _piece(
    work: Callable[[Work], Done], piece: Work, initializer: Callable[..., None] | None, initargs: tuple[Any, ...]
) -> Done:
    """One piece in a worker of a cluster, which is made ready before its first."""
    with _ONE_AT_A_TIME:
        ready = (initializer, *initargs)
        if initializer is not None and ready not in _READY:
            initializer(*initargs)
            _READY.clear()
            _READY.add(ready)
        return work(piece)
