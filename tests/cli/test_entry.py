"""run_month.py under a Python that cannot run the month."""

from __future__ import annotations

import ast
import subprocess
import sys

from tests.months.month import ROOT

SCRIPT = ROOT / "run_month.py"


def called(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, *command], cwd=ROOT, capture_output=True, encoding="utf-8", check=False)


def test_a_python_without_the_packages_says_how_to_run_it() -> None:
    call = called("-S", str(SCRIPT), "run", "2026-10")  # -S: the packages of .venv are not seen
    assert call.returncode == 7
    assert call.stdout == ""
    assert "make run" in call.stderr
    assert ".venv/bin/python" in call.stderr
    assert "这个 Python 没有装" in call.stderr
    assert "this Python lacks" in call.stderr
    assert "Traceback" not in call.stderr


def test_an_old_python_can_read_the_file_and_says_so() -> None:
    ast.parse(SCRIPT.read_text("utf-8"), feature_version=(3, 4))
    old = "import runpy, sys; sys.version_info = (3, 9, 1); sys.version = '3.9.1 (old)'; "
    call = called("-c", old + "runpy.run_path('run_month.py', run_name='__main__')")
    assert call.returncode == 7
    assert "Python 3.11 or newer is needed, this is 3.9.1" in call.stderr
    assert "Traceback" not in call.stderr


def test_it_starts_with_the_packages() -> None:
    call = called(str(SCRIPT), "--help")
    assert (call.returncode, call.stderr) == (0, "")
