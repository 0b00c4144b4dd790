"""Runs the month: the only place with a clock, an environment and an exit code."""

from __future__ import annotations

import os
import sys
import traceback
from datetime import UTC, datetime

if __name__ == "__main__":
    # Here and not above: processes that read one file import this script too, and need none of it.
    from reportgen.cli import World, main

    world = World(now=datetime.now(UTC), processors=os.cpu_count() or 1, process=os.getpid())
    try:
        sys.exit(main(sys.argv[1:], world))
    except BrokenPipeError:  # whoever read our output has seen enough
        sys.stderr.close()
        sys.exit(0)
    except Exception:  # a fault of ours: told in full, and never taken for a result
        traceback.print_exc()
        sys.exit(1)
