"""The command line: verbs and options -> a task -> an exit code (contract: "Command line", "Exit codes")."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, TextIO
from zoneinfo import ZoneInfo

from reportgen.cli import history, sending, standing, supposing, verbs
from reportgen.cli.terminal import Terminal
from reportgen.cli.words import WORDS
from reportgen.ledger import LedgerDamaged
from reportgen.period import Period
from reportgen.pipeline import Running
from reportgen.pipeline.history.keeping import RulesChanged
from reportgen.pipeline.history.rescoring import KeptRulesUnreadable
from reportgen.publish.fonts import FontsMissing
from reportgen.publish.harfbuzz import SubsetterMissing
from reportgen.publish.pages import PageError
from reportgen.publish.pdf import RefusedAddress
from reportgen.settings import Settings, load
from reportgen.words import Language, in_language
from reportgen.workers import WorkersMissing

VERBS: dict[str, Callable[[verbs.Task], int]] = {
    "run": history.run,
    "check": verbs.check,
    "forms": verbs.forms,
    "status": standing.status,
    "explain": verbs.explain,
    "send": sending.send,
    "diff": history.diff,
    "close": history.close,
    "restate": history.restate,
    "whatif": supposing.whatif,
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
LANGUAGES: tuple[Language, ...] = ("zh", "zh-Hant", "en")
MOST_WORKERS = 8


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
    asked = _parser(_language_of(arguments)).parse_args(_with_verb(arguments))
    language: Language = asked.lang or "zh"
    terminal = Terminal(world.out, world.err, language, asked.quiet, asked.json)
    loaded = load(Path(asked.config), inputs=asked.inputs, outputs=asked.outputs)
    if not isinstance(loaded, Settings):
        terminal.complain(terminal.word("mistakes", count=len(loaded)))
        for mistake in loaded:
            terminal.complain("  " + mistake.text(language))
        return 7
    terminal.language = asked.lang or loaded.organisation.language
    now = world.now.astimezone(ZoneInfo(loaded.organisation.time_zone))
    named = getattr(asked, "periods", None) or [getattr(asked, "period", "last")]
    try:
        period, *_ = months = [_period(one, now) for one in named]
    except ValueError:
        terminal.complain(terminal.word("not-a-month", found="、".join(named)))
        return 2
    periods = tuple(map(str, months)) if getattr(asked, "periods", None) else ()
    workers = loaded.run.workers if asked.workers is None else asked.workers
    count = min(world.processors, MOST_WORKERS) if workers == "auto" else int(workers)
    running = Running(now, count, terminal.language, terminal.progress)
    started = f"pid {world.process}, {now:%Y-%m-%d %H:%M:%S}"
    task = verbs.Task(loaded, period, running, terminal, started, **_options(asked), periods=periods)
    try:
        return VERBS[asked.verb](task)
    except verbs.AnotherRun as held:
        terminal.complain(terminal.word("busy", holder=held))
        return verbs.BUSY
    except ENVIRONMENT as error:
        terminal.complain(terminal.word("environment", what=error))
        return 7


def _options(asked: argparse.Namespace) -> dict[str, Any]:
    """What only some verbs are given; the task knows what it is without."""
    names = ("person", "item", "remind", "by", "reason", "scheme", "out")
    return {name: getattr(asked, name) for name in names if hasattr(asked, name)}


def _period(written: str, now: datetime) -> Period:
    return Period.of(now.date()).previous if written == "last" else Period.parse(written)


def _with_verb(arguments: Sequence[str]) -> list[str]:
    """Without a verb: run. The first word that is no option decides."""
    given = list(arguments)
    words = [one for one in given if not one.startswith("-")]
    asks_help = any(one in ("-h", "--help") for one in given)
    if any(one in VERBS for one in words) or asks_help:
        return given
    return ["run", *given]


def _language_of(arguments: Sequence[str]) -> Language:
    """The language of the help, before anything is parsed."""
    for option, value in zip(arguments, [*arguments[1:], ""], strict=False):
        for language in LANGUAGES:
            if option == f"--lang={language}" or (option == "--lang" and value == language):
                return language
    return "zh"


def _named(text: str) -> str:
    """A name or a reason that says something, on one line."""
    if not text.strip():
        raise argparse.ArgumentTypeError("NAME, TEXT")
    return " ".join(text.split())


def _workers(text: str) -> int | str:
    if text != "auto" and not (text.isdecimal() and int(text) >= 1):
        raise argparse.ArgumentTypeError("auto, 1, 2, ...")
    return text if text == "auto" else int(text)


def _parser(language: Language) -> argparse.ArgumentParser:
    def word(id: str) -> str:
        return in_language(WORDS[id], language).replace("%", "%%")

    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--config", default="config.toml", metavar="FILE", help=word("help-config"))
    common.add_argument("--inputs", type=Path, metavar="DIR", help=word("help-inputs"))
    common.add_argument("--outputs", type=Path, metavar="DIR", help=word("help-outputs"))
    common.add_argument("--workers", type=_workers, metavar="N|auto", help=word("help-workers"))
    common.add_argument("--json", action="store_true", help=word("help-json"))
    common.add_argument("--quiet", action="store_true", help=word("help-quiet"))
    common.add_argument("--lang", choices=LANGUAGES, help=word("help-lang"))
    parser = argparse.ArgumentParser(prog="run_month.py", description=word("help"))
    chosen = parser.add_subparsers(dest="verb", metavar="VERB", required=True)
    for verb in VERBS:
        one = chosen.add_parser(verb, parents=[common], help=word(f"help-{verb}"), description=word(f"help-{verb}"))
        if verb != "whatif":
            one.add_argument("period", nargs="?", default="last", metavar="PERIOD", help=word("help-period"))
        if verb == "status":
            one.add_argument("--remind", action="store_true", help=word("help-remind"))
        if verb == "explain":
            one.add_argument("--person", required=True, metavar="ID", help=word("help-person"))
            one.add_argument("--item", default="", metavar="ITEM", help=word("help-item"))
        if verb in ("close", "restate"):
            one.add_argument("--by", required=True, type=_named, metavar="NAME", help=word("help-by"))
        if verb == "restate":
            one.add_argument("--reason", required=True, type=_named, metavar="TEXT", help=word("help-reason"))
        if verb == "whatif":
            one.add_argument("periods", nargs="*", metavar="PERIOD", help=word("help-periods"))
            one.add_argument("--scheme", required=True, type=Path, metavar="FILE", help=word("help-scheme"))
            one.add_argument("--out", type=Path, metavar="FILE", help=word("help-out"))
    return parser
