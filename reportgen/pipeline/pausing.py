"""The collector of cyclic rubbish pauses while a month is read and reckoned: records hold no cycles, so it finds none,
and going through millions of them again and again takes as long as the work itself.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_paused() -> Iterator[None]:
    """Without the collector inside, as it was afterwards."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()
