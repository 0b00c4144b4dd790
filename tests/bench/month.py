"""python -m tests.bench.month CONFIG PERIOD WORKERS [reckon]: one month as `run_month.py run` does it, telling how far it
is; with `reckon` nothing is published.

Each line on stdout is a JSON list: stage, done, of, seconds of the machine's monotonic clock. The bench that started
it measures from outside.
"""

from __future__ import annotations

import json
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

if __name__ == "__main__":
    # Here and not above: worker processes import this script too, and need none of it.
    from reportgen.period import Period
    from reportgen.pipeline import Running, reckon_month, run_month
    from reportgen.settings import Settings, load

    def tell(stage: str, done: int, of: int) -> None:
        print(json.dumps([stage, done, of, time.monotonic()]), flush=True)

    config, period, workers, *how = sys.argv[1:]
    tell("start", 0, 0)
    settings = load(Path(config))
    assert isinstance(settings, Settings), settings
    work = reckon_month if how == ["reckon"] else run_month
    work(settings, Period.parse(period), Running(datetime.now(UTC), int(workers), "zh", tell))
    tell("end", 0, 0)
