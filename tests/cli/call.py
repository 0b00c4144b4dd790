"""A call of the program in this process, on a day long after the example months unless told otherwise."""

from __future__ import annotations

import json
import os
import shutil
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from typing import Any

from reportgen.cli import World, main
from tests.example.sales import office

LATER = datetime(2027, 3, 20, 12, 0, tzinfo=UTC)


class Call:
    def __init__(self, outputs: Path, *words: str, inputs: Path | None = None, now: datetime = LATER) -> None:
        """By the sales departments of the example, unless other inputs are given."""
        self.out, self.err = StringIO(), StringIO()
        own = inputs or office() / "inputs"
        options = ["--config", str(office() / "config.toml"), "--inputs", str(own), "--outputs", str(outputs)]
        world = World(now=now, processors=2, process=4711, out=self.out, err=self.err)
        self.code = main([*words, *options], world)

    @property
    def said(self) -> str:
        return self.out.getvalue()

    @property
    def complained(self) -> str:
        return self.err.getvalue()

    @property
    def json(self) -> dict[str, Any]:
        return json.loads(self.said)  # type: ignore[no-any-return]


def asked(*words: str) -> tuple[int, str, str]:
    """A call that is answered before any file is read: exit code, stdout, stderr."""
    out, err = StringIO(), StringIO()
    code = main([*words], World(LATER, 1, 1, out, err))
    return code, out.getvalue(), err.getvalue()


def inputs_of(folder: Path) -> Path:
    """The example inputs to change at will."""
    shutil.copytree(office() / "inputs", folder / "inputs")
    return folder / "inputs"


def being_saved(file: Path, now: datetime) -> None:
    """Just written, as far as a run at `now` can see: somebody has it open."""
    os.utime(file, (now.timestamp(), now.timestamp()))
