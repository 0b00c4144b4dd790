"""python -m tests.bench [N [WORKERS]]: what a month of N people costs, stage by stage, as a table on stdout.

Everything is made in a temporary folder, which is gone afterwards.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from reportgen.publish.record import versions
from tests.bench.organisation import Organisation, build
from tests.bench.run import STEPS, Step, plain_loop, runs
from tests.bench.table import lines

SAMPLE = 20  # cards for the plain loop at most


def bench(organisation: Organisation, workers: int, sample: int = SAMPLE, steps: Sequence[Step] = STEPS) -> list[str]:
    with tempfile.TemporaryDirectory(prefix="bench-") as held:
        root = Path(held)
        begun = time.monotonic()
        build(organisation, root, workers, tuple(dict.fromkeys(step.period for step in steps)))
        built = time.monotonic() - begun
        print(f"built in {built:.0f} s", file=sys.stderr)
        found = []
        for run in runs(organisation, root, workers, steps):
            print(f"{run.name}: {sum(stage.seconds for stage in run.stages):.0f} s", file=sys.stderr)
            found.append(run)
        loop = plain_loop(root, steps[-1].period, min(sample, SAMPLE))
    machine = f"{os.cpu_count()} processors, Python {platform.python_version()}, WeasyPrint {versions()['weasyprint']}"
    title = (
        f"{organisation.size} people in {len(organisation.departments)} departments, {workers} workers ({machine}); "
        f"load of the machine {os.getloadavg()[0]:.1f}"
    )
    return [title, "", *lines(found, loop)]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("people", nargs="?", type=int, default=200)
    parser.add_argument("workers", nargs="?", type=int, default=2)
    asked = parser.parse_args()
    print("\n".join(bench(Organisation(asked.people), asked.workers)))
