"""check, and check --suggest: what an unknown workbook may be, as text to paste into a scheme."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from reportgen.cli import verbs
from reportgen.cli.verbs import DONE, NOTHING, USAGE, WITHHELD, Task, locked, told
from reportgen.intake.child import read_safely
from reportgen.intake.raw import RawBook
from reportgen.intake.snapshot import take_one
from reportgen.pipeline import gathering
from reportgen.records import Finding
from reportgen.suggest import Known, Proposal, suggest
from reportgen.suggest.toml import text_of


def check(task: Task) -> int:
    """The month, or with --suggest one workbook that may lie anywhere."""
    return _suggest(task) if "suggest" in task.values else verbs.check(task)


def _suggest(task: Task) -> int:
    """Writes nothing but the text on the screen. 2 without such a file, 3 when it cannot be read, 5 when nothing was
    found in it."""
    file = Path(task.values["suggest"])
    if not file.is_file():
        task.terminal.complain(task.terminal.word("suggest-no-file", path=file))
        return USAGE
    with locked(task):
        read = _read(task, file)
        people, _ = gathering.roster(task.settings, task.period, task.running.now, task.running.workers)
    if isinstance(read, Finding):
        told(task, (read,))
        task.terminal.result(_figures(task, file, WITHHELD))
        return WITHHELD
    offices = gathering.offices_of(task.settings)
    known = Known(task.period, people, tuple(name for one in offices for name in one.names))
    proposal = suggest(file.name, read, known, task.settings.schemes_for(task.period), offices)
    if not (proposal.tables or proposal.fits):
        task.terminal.say("suggest-nothing", file=file.name)
        task.terminal.result(_figures(task, file, NOTHING))
        return NOTHING
    text = text_of(proposal, task.terminal.language)
    task.terminal.show(text.rstrip("\n"))
    task.terminal.result(_figures(task, file, DONE) | _found(proposal, text))
    return DONE


def _read(task: Task, file: Path) -> RawBook | Finding:
    limits = task.settings.limits
    taken = take_one(file.absolute(), task.settings.paths.outputs / ".snapshots", limits, task.running.now)
    if isinstance(taken, Finding):
        return taken
    read = read_safely(taken.path, taken.file, limits)
    return read if isinstance(read, RawBook) else read.finding


def _figures(task: Task, file: Path, code: int) -> dict[str, Any]:
    return {"period": str(task.period), "exit": code, "file": str(file)}


def _found(proposal: Proposal, text: str) -> dict[str, Any]:
    """What was found, for scripts: `toml` is the text that the screen shows."""
    tables = [
        {"id": one.table.id, "name": one.table.name, "sheets": list(one.sheets), "layout": one.table.layout,
         "each_sheet": one.table.each_sheet, "columns": [asked.column.id for asked in one.columns],
         "doubts": len(one.doubts) + sum(len(asked.doubts) for asked in one.columns)}
        for one in proposal.tables
    ]  # fmt: skip
    fits = [
        {"scheme": one.scheme, "form": one.form.id, "table": one.table.id, "sheet": one.sheet, "known": one.known,
         "of": one.of, "aliases": {alias.column.id: alias.header for alias in one.aliases},
         "unread": [name for name, _ in one.unread], "lacking": list(one.lacking)}
        for one in proposal.fits
    ]  # fmt: skip
    return {"toml": text, "form": proposal.form.id, "tables": tables, "fits": fits, "idle": list(proposal.idle)}
