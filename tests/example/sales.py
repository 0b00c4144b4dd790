"""The sales departments of the example alone, for tests that run whole months: config.toml, inputs and templates of an
office of four departments and 24 people. The whole example is run by tests/example and by the proof."""

from __future__ import annotations

import atexit
import os
import re
import shutil
import tempfile
from functools import cache
from pathlib import Path

from reportgen.forms.roster import write_roster
from tests.example.build import MONTHS, ROOT, ROSTER, people

DEPARTMENTS = ("销售计划部", "华北销售部", "华东销售部", "售后服务部")
INPUTS = ROOT / "inputs"
ROLES = ("区域经理", "销售员", "现场服务代表")


@cache
def office() -> Path:
    """A folder with config.toml, inputs/ and templates/; gone when the tests end."""
    folder = Path(tempfile.mkdtemp(prefix="sales-office-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    parts = re.split(r"(?m)^(?=\[\[departments\]\])", (ROOT / "config.toml").read_text("utf-8"))
    rest = re.split(r"(?m)^(?=# ── 邮件)", parts[-1])[-1]  # what follows the last department
    own = [part for part in parts[1:] if any(f'name = "{name}"' in part for name in DEPARTMENTS)]
    mail = rest if rest.startswith("# ── 邮件") else ""
    (folder / "config.toml").write_text(parts[0] + "".join(own) + mail, "utf-8")
    shutil.copytree(ROOT / "templates", folder / "templates")
    _inputs(folder / "inputs")
    return folder


def _inputs(inputs: Path) -> None:
    mine = [one for one in people() if one.department in DEPARTMENTS]
    for path in sorted(INPUTS.rglob("*.xlsx")):
        where = path.relative_to(INPUTS)
        if path.name != ROSTER and any(name in str(where) for name in DEPARTMENTS):
            (inputs / where).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(path, inputs / where)
    roster = write_roster(
        mine, MONTHS[0], departments=list(DEPARTMENTS), roles=ROLES, organisation="华岳汽车销售有限公司"
    )
    (inputs / ROSTER).write_bytes(roster.content)
    for file in inputs.rglob("*.xlsx"):
        _aged(file)


def _aged(file: Path) -> None:
    """Not just written: a run passes over files that somebody may still be saving."""
    os.utime(file, (1_790_000_000, 1_790_000_000))
