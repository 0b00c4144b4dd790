"""One way to do many independent pieces of work: here, or in warm processes. Results come in the order of work."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import Any, TypeVar

Work = TypeVar("Work")
Done = TypeVar("Done")


def run_all(
    work: Callable[[Work], Done],
    pieces: Sequence[Work],
    workers: int,
    *,
    initializer: Callable[..., None] | None = None,
    initargs: tuple[Any, ...] = (),
) -> Iterator[Done]:
    """The results in the order of `pieces`, as they come. With one worker everything happens in this process.

    A piece that fails raises here.
    """
    if not pieces:
        return
    if workers <= 1 or len(pieces) == 1:
        if initializer is not None:
            initializer(*initargs)
        yield from map(work, pieces)
        return
    methods = multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("forkserver" if "forkserver" in methods else "spawn")
    with ProcessPoolExecutor(
        min(workers, len(pieces)), mp_context=context, initializer=initializer, initargs=initargs
    ) as pool:
        yield from pool.map(work, pieces)
