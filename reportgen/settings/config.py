"""config.toml: the organisation, its departments, folders and mails, and how much a file handed in may hold."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from pathlib import PurePosixPath, PureWindowsPath
from typing import Any, Literal
from zoneinfo import ZoneInfo

from reportgen.deliver.addresses import is_address
from reportgen.deliver.mailing import Mail
from reportgen.intake.limits import Limits
from reportgen.period import Period
from reportgen.settings.locate import Path
from reportgen.settings.mistakes import Slip, known, slip
from reportgen.settings.structure import Parts
from reportgen.words import Language

_SECRET = re.compile(
    r"passw|passphrase|\bpwd\b|secret|token|api[-_]?key|private[-_]?key|credential|密码|口令|密钥|令牌|授权码", re.I
)
_STAFF_NUMBER = re.compile(r"(?=.*[0-9A-Za-z])[^\s@,;，；、]+")  # a name alone, an address or two numbers are none
_SCHEDULER = re.compile(r"(tcp|tls|ucx|ws|wss)://[^\s/]+:[0-9]+/?")
_SAYS_WHERE = re.compile(r"[-_](env|variable|file|keyring)$", re.I)  # `password_env` only names a place


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """`time_zone` is an IANA name: what "last month" and "today" mean. `language` is that of all documents."""

    name: str
    time_zone: str = "Asia/Shanghai"
    language: Language = "zh"


@dataclass(frozen=True, slots=True, kw_only=True)
class PathNames:
    """Folders as written, relative to config.toml. `ledger` "" is ledger.sqlite3 in the outputs folder; `roster` is
    the file's path below the inputs folder, with slashes."""

    inputs: str = "inputs"
    outputs: str = "outputs"
    templates: str = "templates"
    ledger: str = ""
    roster: str = "花名册.xlsx"


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """`workers`: processes that read and render side by side, 1 for none; "auto" goes by the machine.

    `executor` is who renders; `dask` is the address of a scheduler, "" for a cluster of this machine's processes.
    `papers_per_worker`: a process that has printed so many papers makes room for a fresh one (a card is three papers),
    since printing leaves 0.05 to 0.1 MB a card behind; 0 for never.
    """

    workers: int | Literal["auto"] = "auto"
    papers_per_worker: int = 600
    executor: Literal["processes", "dask"] = "processes"
    dask: str = ""

    @property
    def cluster(self) -> str | None:
        """The address of the Dask cluster, "" for one of this machine; None when nothing asks for Dask."""
        return self.dask if self.executor == "dask" else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Department:
    """A department, other words for it (in titles, file and folder names), the ids of the schemes it works by.

    `head` and `contact` are 工号: who gets the department's report, and who is written to about what it hands in.
    """

    name: str
    aliases: tuple[str, ...] = ()
    schemes: tuple[str, ...] = ()
    head: str = ""
    contact: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """Which days are worked: Monday to Friday but for the days `free`, and the days `worked`; as `2026-10-01`."""

    free: tuple[str, ...] = ()
    worked: tuple[str, ...] = ()

    def workdays(self, period: Period) -> tuple[date, ...]:
        """The working days of a month; only for days that were checked."""
        free, worked = (frozenset(map(date.fromisoformat, days)) for days in (self.free, self.worked))
        return period.workdays(free, worked)


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    organisation: Organisation
    paths: PathNames = PathNames()
    run: Run = Run()
    calendar: Calendar = Calendar()
    departments: tuple[Department, ...] = ()
    mail: Mail | None = None
    limits: Limits = field(default_factory=Limits)


def check(parts: Parts, schemes: Collection[str], sure: bool) -> Iterator[Slip]:
    """What is wrong in a config that could be read in `parts`. `sure`: all schemes are known, none was unreadable."""
    organisation = parts.values.get("organisation")
    if organisation is not None:
        if not organisation.name.strip():
            yield slip(("organisation", "name"), "EMPTY_TEXT")
        if not _is_zone(organisation.time_zone):
            yield slip(("organisation", "time_zone"), "UNKNOWN_ZONE", found=organisation.time_zone)
    run = parts.values.get("run", Run())
    if isinstance(run.workers, int) and run.workers < 1:
        yield slip(("run", "workers"), "TOO_SMALL", found=run.workers, least=1)
    if run.papers_per_worker < 0:
        yield slip(("run", "papers_per_worker"), "TOO_SMALL", found=run.papers_per_worker, least=0)
    if run.dask and not _SCHEDULER.fullmatch(run.dask):
        yield slip(("run", "dask"), "NOT_A_SCHEDULER", found=run.dask)
    yield from _paths(parts.values.get("paths", PathNames()))
    yield from _calendar(parts.values.get("calendar", Calendar()))
    yield from _limits(parts.values.get("limits", Limits()))
    at = parts.places.get("departments", ())
    departments = tuple(zip(at, parts.values.get("departments", ()), strict=True))
    yield from _departments(departments)
    yield from _mail(parts.values.get("mail"))
    for place, department in departments:
        for number, id in enumerate(department.schemes):
            if sure and id not in schemes:
                yield slip(("departments", place, "schemes", number), "UNKNOWN_SCHEME", **known(id, sorted(schemes)))


def secrets(value: Any, path: Path = ()) -> Iterator[Slip]:
    """Keys that look as if a password stood behind them. What stands there is never shown."""
    if isinstance(value, Mapping):
        for key, under in value.items():
            if _SECRET.search(key) and not _SAYS_WHERE.search(key) and not isinstance(under, Mapping | bool):
                yield slip((*path, key), "SECRET")
            else:
                yield from secrets(under, (*path, key))
    elif isinstance(value, list):
        for at, under in enumerate(value):
            yield from secrets(under, (*path, at))


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return False
    return True


def _paths(paths: PathNames) -> Iterator[Slip]:
    for name in ("inputs", "outputs", "templates", "roster"):
        if not getattr(paths, name).strip():
            yield slip(("paths", name), "EMPTY_TEXT")
    inputs, outputs = PurePosixPath(paths.inputs), PurePosixPath(paths.outputs)
    if paths.inputs.strip() and outputs.is_relative_to(inputs):
        yield slip(("paths", "outputs"), "OUTPUTS_IN_INPUTS")
    if not _stays_below(paths.roster):
        yield slip(("paths", "roster"), "NOT_BELOW", found=paths.roster, folder="inputs/")


def _calendar(calendar: Calendar) -> Iterator[Slip]:
    for key, days in (("free", calendar.free), ("worked", calendar.worked)):
        for at, written in enumerate(days):
            if not _is_day(written):
                yield slip(("calendar", key, at), "NOT_A_DAY", found=written)
            elif written in days[:at] or (key == "worked" and written in calendar.free):
                yield slip(("calendar", key, at), "NAME_TWICE", found=written)


def _is_day(written: str) -> bool:
    try:
        return date.fromisoformat(written).isoformat() == written
    except ValueError:
        return False


def _limits(limits: Limits) -> Iterator[Slip]:
    for one in fields(Limits):
        value, least = getattr(limits, one.name), 0 if one.name == "quiet_seconds" else 1
        if value < least:
            yield slip(("limits", one.name), "TOO_SMALL", found=value, least=least)


def _departments(departments: tuple[tuple[int, Department], ...]) -> Iterator[Slip]:
    owner: dict[str, str] = {}
    for at, department in departments:
        path = ("departments", at)
        if not department.name.strip():
            yield slip((*path, "name"), "EMPTY_TEXT")
        elif department.name in owner:
            yield slip((*path, "name"), "NAME_TWICE", found=department.name)
        owner.setdefault(department.name, department.name)
    for at, department in departments:
        for number, alias in enumerate(department.aliases):
            if alias in owner:
                yield slip(("departments", at, "aliases", number), "ALIAS_TAKEN", found=alias, other=owner[alias])
            owner.setdefault(alias, department.name)
        for number, id in enumerate(department.schemes):
            if id in department.schemes[:number]:
                yield slip(("departments", at, "schemes", number), "NAME_TWICE", found=id)
        for key in ("head", "contact"):
            if written := getattr(department, key):
                yield from _staff_number(("departments", at, key), written)


def _mail(mail: Mail | None) -> Iterator[Slip]:
    if mail is None:
        return
    for key in ("from_address", "reply_to"):
        address = getattr(mail, key)
        if not is_address(address) and (address or key == "from_address"):
            yield slip(("mail", key), "NOT_AN_ADDRESS", found=address)
    if not all(character.isprintable() for character in mail.from_name):
        yield slip(("mail", "from_name"), "NOT_ONE_LINE")
    if mail.largest_mb < 1:
        yield slip(("mail", "largest_mb"), "TOO_SMALL", found=mail.largest_mb, least=1)
    for key in ("leaders", "finance"):
        written = getattr(mail, key)
        for number, id in enumerate(written):
            if id in written[:number]:
                yield slip(("mail", key, number), "NAME_TWICE", found=id)
            else:
                yield from _staff_number(("mail", key, number), id)


def _staff_number(path: Path, written: str) -> Iterator[Slip]:
    """The roster is not read here, so only what can be no 工号 at all is a mistake."""
    if not _STAFF_NUMBER.fullmatch(written):
        yield slip(path, "NOT_A_STAFF_NUMBER", found=written)


def _stays_below(text: str) -> bool:
    parts = PureWindowsPath(text)  # understands both kinds of slash
    return not parts.anchor and ".." not in parts.parts
