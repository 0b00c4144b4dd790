"""Mistakes as text: an edit of the tiny settings tree, and what must be reported for it, nothing more and no less.

    SUM_DIFFERS                     the mistake shown (or a sentence, for what is about several)
    - full = 60                     text that stands once in tiny/ ...
    + full = 50                     ... and what it becomes; more pairs may follow
    = tiny.toml:77 items[daily].full: 小项满分之和
`python -m tests.settings.cases` writes the lines with `=` anew; read the difference before keeping it.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from reportgen.settings import Mistake, Settings, load

HERE = Path(__file__).parent
FILES = sorted((HERE / "cases").glob("*.txt"))


@dataclass(frozen=True)
class Case:
    """`edits`: text -> its replacement; `expected`: the starts of the reports, in order."""

    name: str
    edits: tuple[tuple[str, str], ...]
    expected: tuple[str, ...]


def read_cases(file: Path) -> list[Case]:
    return [_case(block.split("\n")) for block in re.split(r"\n\n+", file.read_text(encoding="utf-8").strip("\n"))]


def _case(lines: list[str]) -> Case:
    edits: list[tuple[list[str], list[str]]] = []
    before = ""
    for line in lines[1:]:
        if line[0] == "-" and before != "-":
            edits.append(([], []))
        if line[0] in "-+":
            edits[-1]["-+".index(line[0])].append(line[2:])
        before = line[0]
    expected = tuple(line[2:] for line in lines[1:] if line[0] == "=")
    return Case(lines[0], tuple(("\n".join(old), "\n".join(new)) for old, new in edits), expected)


def edited(case: Case, folder: Path) -> tuple[Mistake, ...]:
    """The mistakes of the tiny tree, copied to `folder`, with the case's edits."""
    shutil.copytree(HERE / "tiny", folder, dirs_exist_ok=True)
    files = sorted(folder.rglob("*.toml"))
    for old, new in case.edits:
        places = [file for file in files for _ in range(file.read_text(encoding="utf-8").count(old))]
        assert len(places) == 1, f"{case.name}: {old!r} stands {len(places)} times"
        places[0].write_text(places[0].read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    loaded = load(folder / "config.toml")
    return () if isinstance(loaded, Settings) else loaded


def reported(mistake: Mistake) -> str:
    """As a person sees it, with the file's name without folders."""
    return mistake.text("zh").removeprefix("templates/schemes/")


def _rewrite(file: Path) -> None:
    blocks = []
    for case in read_cases(file):
        with tempfile.TemporaryDirectory() as folder:
            found = edited(case, Path(folder))
        lines = [case.name]
        for old, new in case.edits:
            lines += [f"- {line}" for line in old.split("\n")] + [f"+ {line}" for line in new.split("\n")]
        blocks.append("\n".join([*lines, *(f"= {reported(mistake)}" for mistake in found)]))
    file.write_text("\n\n".join(blocks) + "\n", encoding="utf-8")


if __name__ == "__main__":
    for each in FILES:
        _rewrite(each)
