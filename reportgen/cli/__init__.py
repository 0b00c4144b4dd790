"""The command line: verbs and options -> a task -> an exit code (contract: "Command line", "Exit codes")."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TextIO
from zoneinfo import ZoneInfo

from reportgen.cli import explaining, history, sending, standing, suggesting, supposing, verbs, year
from reportgen.cli.asking import LANGUAGES, LAST, Asked, Misunderstood, near_month, understand
from reportgen.cli.helping import help_text
from reportgen.cli.terminal import Terminal
from reportgen.ledger import LedgerDamaged
from reportgen.period import Period, Span
from reportgen.pipeline import NoRoster, Running
from reportgen.pipeline.history.keeping import RulesChanged
from reportgen.pipeline.history.rescoring import KeptRulesUnreadable
from reportgen.publish.fonts import FontsMissing
from reportgen.publish.harfbuzz import SubsetterMissing
from reportgen.publish.pages import PageError
from reportgen.publish.pdf import RefusedAddress
from reportgen.settings import Settings, load
from reportgen.words import Language
from reportgen.workers import WorkersMissing

VERBS: dict[str, Callable[[verbs.Task], int]] = {
    "run": history.run,
    "check": suggesting.check,
    "forms": verbs.forms,
    "status": standing.status,
    "explain": explaining.explain,
    "send": sending.send,
    "diff": history.diff,
    "close": history.close,
    "restate": history.restate,
    "whatif": supposing.whatif,
    "year": year.year,
}
ENVIRONMENT = (
    FontsMissing,
    KeptRulesUnreadable,
    LedgerDamaged,
    PageError,
    RefusedAddress,
    RulesChanged,
    SubsetterMissing,
    WorkersMissing,
)
MOST_WORKERS = 8
SPANS = ("year",)  # verbs about a year or a quarter


@dataclass(frozen=True, slots=True)
class World:
    """What a run takes from outside: the moment it starts (with a time zone), processors, process number, streams."""

    now: datetime
    processors: int
    process: int
    out: TextIO = sys.stdout
    err: TextIO = sys.stderr


def main(arguments: Sequence[str], world: World) -> int:
    """The exit code of a call; raises only for faults of our own."""
    language = _language_of(arguments)
    terminal = Terminal(world.out, world.err, language or "zh")
    try:
        asked = understand(arguments, tuple(VERBS))
    except Misunderstood as why:
        return _misunderstood(terminal, why)
    if asked.help:
        print(help_text(asked.verb, tuple(VERBS), terminal.language), file=world.out)
        return verbs.DONE
    terminal.quiet, terminal.as_json = "quiet" in asked.switches, "json" in asked.switches
    loaded = load(Path(asked.text("config") or "config.toml"), inputs=_path(asked, "inputs"),
                  outputs=_path(asked, "outputs"))  # fmt: skip
    if not isinstance(loaded, Settings):
        terminal.complain(terminal.word("mistakes" if len(loaded) != 1 else "mistake", count=len(loaded)))
        for mistake in loaded:
            terminal.complain("  " + mistake.text(terminal.language))
        return 7
    terminal.language = language or loaded.organisation.language
    now = world.now.astimezone(ZoneInfo(loaded.organisation.time_zone))
    try:
        if asked.verb in SPANS:
            asked = _with_span(asked, now)
        months = [_month(written, asked.verb, now) for written in asked.periods or (asked.period,)]
    except Misunderstood as why:
        return _misunderstood(terminal, why)
    return _done(_task(asked, loaded, months, now, world, terminal), asked.verb)


def _month(written: str, verb: str, now: datetime) -> Period:
    try:
        return Period.of(now.date()).previous if written == LAST else Period.parse(written)
    except ValueError:
        near = near_month(written, Period.of(now.date()))
        raise Misunderstood("not-a-month", verb, near, found=written) from None


def _with_span(asked: Asked, now: datetime) -> Asked:
    """A year or a quarter in place of the month; without one the year of last month."""
    try:
        written = str(Period.of(now.date()).previous.year) if asked.period == LAST else asked.period
        span = Span.parse(written)
    except ValueError:
        raise Misunderstood("not-a-span", asked.verb, found=asked.period) from None
    return replace(asked, period=LAST, periods=(), values=dict(asked.values) | {"span": str(span)})


def _task(
    asked: Asked, settings: Settings, months: Sequence[Period], now: datetime, world: World, terminal: Terminal
) -> verbs.Task:
    """The papers are in the language of config.toml, whatever language the screen speaks."""
    workers = asked.text("workers") or str(settings.run.workers)
    count = min(world.processors, MOST_WORKERS) if workers == "auto" else int(workers)
    running = Running(now, count, settings.organisation.language, terminal.progress)
    started = f"pid {world.process}, {now:%Y-%m-%d %H:%M:%S}"
    named = tuple(str(one) for one in months) if asked.periods else ()
    return verbs.Task(settings, months[0], running, terminal, started, asked.values, asked.switches, named)


def _done(task: verbs.Task, verb: str) -> int:
    try:
        return VERBS[verb](task)
    except verbs.AnotherRun as held:
        task.terminal.complain(task.terminal.word("busy", holder=held))
        return verbs.BUSY
    except NoRoster as nobody:
        verbs.told(task, nobody.findings)
        task.terminal.complain(task.terminal.word("no-roster", period=task.period))
        return 7
    except ENVIRONMENT as error:
        task.terminal.complain(task.terminal.word("environment", what=error))
        return 7


def _misunderstood(terminal: Terminal, why: Misunderstood) -> int:
    terminal.complain(terminal.word(why.id, **why.values))
    if why.near:
        terminal.complain(terminal.word("did-you-mean", near=why.near))
    terminal.complain(terminal.word("see-help", verb=f" {why.verb}" if why.verb else ""))
    return verbs.USAGE


def _path(asked: Asked, id: str) -> Path | None:
    return Path(asked.text(id)) if asked.text(id) else None


def _language_of(arguments: Sequence[str]) -> Language | None:
    """The language of the screen, before anything else is understood; None when --lang does not say."""
    for option, value in zip(arguments, [*arguments[1:], ""], strict=False):
        for language in LANGUAGES:
            if option == f"--lang={language}" or (option == "--lang" and value == language):
                return language
    return None
