"""config.toml and templates/schemes/*.toml to frozen settings, or every mistake in them at once.

config.toml ─┐ rulesfile     bytes -> document, lines of its keys, hash       (syntax)
*.toml ──────┘ structure     document -> dataclasses, strictly                (shape)
               draft         the scheme as far as it could be read
               checks/       one check per file                               (sense)
             ─ Settings | Mistake, Mistake, ...                               file:line key: what, and what to do
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from reportgen.deliver.mailing import Mail
from reportgen.intake.limits import Limits
from reportgen.period import Period
from reportgen.scheme import Scheme
from reportgen.settings import checks, config, rulesfile
from reportgen.settings.checks import months
from reportgen.settings.checks.examples import in_force
from reportgen.settings.config import Calendar, Config, Department, Organisation, PathNames, Run
from reportgen.settings.draft import Draft, draft
from reportgen.settings.mistakes import Mistake
from reportgen.settings.rulesfile import RulesFile
from reportgen.settings.structure import Parts, parts_of

__all__ = ["Department", "Mistake", "Organisation", "Paths", "Run", "Settings", "load"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Paths:
    """Absolute paths, but for `roster`, which is the path below `inputs` with slashes."""

    inputs: Path
    outputs: Path
    templates: Path
    ledger: Path
    roster: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """All that config.toml and the schemes say. `schemes` holds every version, by id and then by month; `rules` are
    the files that were read with their sha256, by name. `root` is the folder of config.toml. Without `mail` no mails
    are written."""

    organisation: Organisation
    paths: Paths
    run: Run
    departments: tuple[Department, ...]
    mail: Mail | None
    limits: Limits
    schemes: tuple[Scheme, ...]
    root: Path
    rules: tuple[tuple[str, str], ...]
    calendar: Calendar

    def schemes_for(self, period: Period) -> tuple[Scheme, ...]:
        """The schemes in force in a month, one version of each, by id."""
        return tuple(scheme for scheme in self.schemes if in_force(scheme, period))

    def department(self, name: str) -> Department | None:
        """The department with this name or alias."""
        return next((one for one in self.departments if name == one.name or name in one.aliases), None)

    def schemes_of(self, department: str, period: Period) -> tuple[Scheme, ...]:
        """The schemes in force that a department works by, in the order of its config; () when it is unknown."""
        own = self.department(department)
        version = {scheme.id: scheme for scheme in self.schemes_for(period)}
        return tuple(version[id] for id in (own.schemes if own else ()) if id in version)


@dataclass(frozen=True, slots=True)
class _Read:
    """Everything that could be read of one settings tree, with its mistakes so far."""

    file: RulesFile | None
    parts: Parts
    drafts: tuple[tuple[RulesFile, Draft], ...]
    mistakes: tuple[Mistake, ...]
    sure: bool


def load(file: Path, *, inputs: Path | None = None, outputs: Path | None = None) -> Settings | tuple[Mistake, ...]:
    """The settings of a config.toml, or all mistakes in it and its schemes, by file and line.

    Relative paths in the file are relative to its folder. `inputs` and `outputs` replace those of the file (relative
    to the working folder); an unnamed ledger follows `outputs`. Raises nothing for what a person can mend.
    """
    root = file.absolute().parent
    read = _read(file.absolute(), root)
    return _settings(read, root, lambda names: _resolved(names, root, inputs, outputs))


def restored(
    config_file: tuple[str, bytes], schemes: Sequence[tuple[str, bytes]], now: Settings
) -> Settings | tuple[Mistake, ...]:
    """The settings that these files said (each with its name), with the folders of `now`: the rules of an older day."""
    name, raw = config_file
    read = _understood(*rulesfile.parse(raw, name), [rulesfile.parse(raw, name) for name, raw in schemes], ())
    return _settings(read, now.root, lambda names: replace(now.paths, roster=names.roster))


def scheme_from(file: Path, now: Settings) -> Scheme | tuple[Mistake, ...]:
    """One scheme by itself, or all mistakes in it: one that is not in force, but tried out."""
    scheme_file, mistakes = rulesfile.read(file, _named(file.absolute(), now.root))
    if scheme_file is None:
        return mistakes
    made, slips = draft(scheme_file.document, scheme_file.name)
    mistakes += scheme_file.mistakes((*slips, *checks.slips_of(made)))
    return tuple(sorted(set(mistakes))) or made.scheme


def _settings(read: _Read, root: Path, paths: Callable[[PathNames], Paths]) -> Settings | tuple[Mistake, ...]:
    mistakes = (*read.mistakes, *_sense(read))
    if mistakes:
        return tuple(sorted(set(mistakes)))
    given = Config(**read.parts.values)
    files = [one for one, _ in read.drafts] + ([read.file] if read.file else [])
    schemes = (one.scheme for _, one in read.drafts)
    return Settings(
        organisation=given.organisation,
        paths=paths(given.paths),
        run=given.run,
        departments=given.departments,
        mail=given.mail,
        limits=given.limits,
        schemes=tuple(sorted(schemes, key=lambda scheme: (scheme.id, scheme.since))),
        root=root,
        rules=tuple(sorted((one.name, one.sha256) for one in files)),
        calendar=given.calendar,
    )


def _read(file: Path, root: Path) -> _Read:
    config_file, mistakes = rulesfile.read(file, file.name)
    parts = _parts(config_file)
    folder = root / parts.values.get("paths", PathNames()).templates / "schemes"
    found = sorted(folder.glob("*.toml"), key=lambda path: path.name)
    none: tuple[Mistake, ...] = ()
    if not found and ("paths", "") not in parts.broken:
        none = (Mistake(_named(folder, root), 0, "", "NO_SCHEMES", (("folder", _named(folder, root)),)),)
    return _understood(config_file, mistakes, [rulesfile.read(path, _named(path, root)) for path in found], none)


def _parts(config_file: RulesFile | None) -> Parts:
    return parts_of(Config, config_file.document) if config_file else Parts({}, {}, frozenset(), ())


def _understood(
    config_file: RulesFile | None,
    mistakes: tuple[Mistake, ...],
    found: Sequence[tuple[RulesFile | None, tuple[Mistake, ...]]],
    others: tuple[Mistake, ...],
) -> _Read:
    parts = _parts(config_file)
    mistakes += others
    if config_file:
        mistakes += _without_secrets(config_file, parts)
    drafts: list[tuple[RulesFile, Draft]] = []
    sure = bool(found)
    for scheme_file, wrong in found:
        mistakes += wrong
        if scheme_file is None:
            sure = False
            continue
        made, slips = draft(scheme_file.document, scheme_file.name)
        mistakes += scheme_file.mistakes(slips)
        sure = sure and made.whole("id")
        drafts.append((scheme_file, made))
    return _Read(config_file, parts, tuple(drafts), mistakes, sure)


def _without_secrets(file: RulesFile, parts: Parts) -> tuple[Mistake, ...]:
    """The mistakes of shape; a key that holds a secret is only reported as such."""
    secret = tuple(config.secrets(file.document))
    places = {one.path for one in secret}
    return file.mistakes((*secret, *(one for one in parts.slips if one.path not in places)))


def _sense(read: _Read) -> Iterable[Mistake]:
    """What can only be seen once everything is read."""
    if read.file:
        ids = {one.scheme.id for _, one in read.drafts}
        yield from read.file.mistakes(config.check(read.parts, ids, read.sure))
    versions: defaultdict[str, list[Draft]] = defaultdict(list)
    by_name: Mapping[str, RulesFile] = {file.name: file for file, _ in read.drafts}
    for file, one in read.drafts:
        yield from file.mistakes(checks.slips_of(one))
        if one.scheme.id:
            versions[one.scheme.id].append(one)
    for group in versions.values():
        for later, found in months.between(group):
            yield from by_name[later.scheme.file].mistakes((found,))


def _named(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()


def _resolved(names: PathNames, root: Path, inputs: Path | None, outputs: Path | None) -> Paths:
    written: dict[str, Any] = {"inputs": inputs, "outputs": outputs}
    folders = {name: (path.absolute() if path else root / getattr(names, name)) for name, path in written.items()}
    ledger = root / names.ledger if names.ledger else folders["outputs"] / "ledger.sqlite3"
    return Paths(**folders, templates=root / names.templates, ledger=ledger, roster=names.roster)
