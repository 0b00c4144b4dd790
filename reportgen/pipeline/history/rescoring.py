"""An edition scored again from the store, as it was or with something of another day in its place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from reportgen.findings import is_error
from reportgen.intake import Book
from reportgen.intake.child import read_all
from reportgen.intake.raw import RawBook
from reportgen.intake.snapshot import Snapshot
from reportgen.ledger.annals import Edition, KeptFile
from reportgen.ledger.earlier import from_text
from reportgen.ledger.store import Store
from reportgen.period import Period
from reportgen.pipeline.gathering import assemble
from reportgen.pipeline.reckoning import Reckoned, reckon
from reportgen.records import Finding, History
from reportgen.settings import Mistake, Settings, restored


class KeptRulesUnreadable(Exception):
    """The rules of a month that was published are not understood by this program; `mistakes` say why."""

    def __init__(self, period: str, mistakes: tuple[Mistake, ...]) -> None:
        super().__init__(period)
        self.mistakes = mistakes

    def __str__(self) -> str:
        return "；".join([str(self.args[0]), *(one.text() for one in self.mistakes)])


@dataclass(slots=True)
class Rescoring:
    """Scores editions again; every workbook is read once. `snapshots` is where files of today lie, by their hash."""

    settings: Settings
    store: Store
    workers: int
    snapshots: Path
    _read: dict[tuple[str, str], Book | Finding] = field(default_factory=dict)

    def rules(self, edition: Edition) -> Settings:
        """The settings by which it was published, with today's folders; raises KeptRulesUnreadable."""
        files = [(one.part, one.file, self.store.get(one.sha256)) for one in edition.files]
        config = next((name, content) for part, name, content in files if part == "config")
        schemes = [(name, content) for part, name, content in files if part == "scheme"]
        made = restored(config, schemes, self.settings)
        if not isinstance(made, Settings):
            raise KeptRulesUnreadable(edition.period, made)
        return made

    def earlier(self, edition: Edition) -> History:
        """The figures of the months before, as it looked at them."""
        kept = next(one for one in edition.files if one.part == "earlier")
        return from_text(self.store.get(kept.sha256))

    def reckoned(self, settings: Settings, period: Period, files: Iterable[KeptFile], history: History) -> Reckoned:
        """The month scored from these files by these rules, after these earlier months."""
        handed_in = [one for one in files if one.part in ("roster", "data")]
        self._take_in([one for one in handed_in if (one.file, one.sha256) not in self._read])
        read = [self._read[one.file, one.sha256] for one in handed_in]
        gathered = assemble(settings, period, [one for one in read if isinstance(one, Book)])
        unread = tuple(one for one in read if isinstance(one, Finding) and is_error(one))
        return reckon(settings, replace(gathered, unread=unread), history, _quietly)

    def again(self, edition: Edition, history: History | None = None) -> Reckoned:
        """The edition as it was; with `history` after other earlier months."""
        before = self.earlier(edition) if history is None else history
        return self.reckoned(self.rules(edition), Period.parse(edition.period), edition.files, before)

    def _take_in(self, files: Sequence[KeptFile]) -> None:
        snapshots = [Snapshot(one.file, one.sha256, one.size, self._where(one)) for one in files]
        for one, raw in zip(files, read_all(snapshots, self.settings.limits, self.workers), strict=True):
            book = Book(one.file, one.sha256, one.size, raw) if isinstance(raw, RawBook) else raw.finding
            self._read[one.file, one.sha256] = book

    def _where(self, file: KeptFile) -> Path:
        """In the store, checked; else among today's files, which may not have been kept yet."""
        kept = self.store.path(file.sha256)
        if kept.is_file():
            self.store.get(file.sha256)
            return kept
        today = self.snapshots / file.sha256
        if not today.is_file():
            self.store.get(file.sha256)
        return today


def _quietly(stage: str, done: int, of: int) -> None:
    """No progress is shown for what is only scored again."""
