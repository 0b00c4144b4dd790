"""Runs the month: the only place with a clock, an environment and an exit code.

Any Python 3 can read this file, so that one which is too old or lacks the packages says so in words.
"""

import os
import sys
import traceback

NEEDED = (3, 11)
ENVIRONMENT = 7
HOW = (
    "请运行 make run，或改用 .venv/bin/python run_month.py（Windows：.venv\\Scripts\\python run_month.py）："
    "{zh}。\n"
    "Run make run, or use .venv/bin/python run_month.py (Windows: .venv\\Scripts\\python run_month.py): {en}.\n"
)


def unable(zh: str, en: str) -> None:
    """Says why this Python cannot run the month, and ends."""
    sys.stderr.write(HOW.format(zh=zh, en=en))
    sys.exit(ENVIRONMENT)


if __name__ == "__main__":
    # Here and not above: processes that read one file import this script too, and need none of it.
    if tuple(sys.version_info) < NEEDED:
        unable(
            "需要 Python 3.11 或更高，这个是 " + sys.version.split()[0],
            "Python 3.11 or newer is needed, this is " + sys.version.split()[0],
        )
    from datetime import datetime, timezone

    try:
        from reportgen.cli import World, main
    except ModuleNotFoundError as error:
        if error.name is None or error.name.split(".")[0] == "reportgen":
            raise
        unable("这个 Python 没有装 " + error.name, "this Python lacks " + error.name)

    world = World(now=datetime.now(timezone.utc), processors=os.cpu_count() or 1, process=os.getpid())  # noqa: UP017
    try:
        sys.exit(main(sys.argv[1:], world))
    except BrokenPipeError:  # whoever read our output has seen enough
        sys.stderr.close()
        sys.exit(0)
    except Exception:  # a fault of ours: told in full, and never taken for a result
        traceback.print_exc()
        sys.exit(1)
