"""The month on one screen: the stages in order, and the only policy of stop and go.

    files ─ intake ─ rows ─ validate ─ findings
                      │
                    merge ─ lines ─ score ─ outcomes ─ settle ─ cards, tables ─ publish ─ outputs/PERIOD/
A bad department never stops the others: what cannot be trusted is withheld, with the finding that says why.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from reportgen import settle
from reportgen.findings import is_error
from reportgen.formula import telling
from reportgen.intake import Submitted
from reportgen.ledger import Ledger, open_ledger
from reportgen.period import Period
from reportgen.pipeline.gathering import Gathered, NoRoster, NothingHandedIn, Progress, gather, roster
from reportgen.pipeline.history import carrying
from reportgen.pipeline.history.correcting import Who, restate, run_closed
from reportgen.pipeline.history.standing import Comparing, Comparison
from reportgen.pipeline.pausing import collector_paused
from reportgen.pipeline.publishing import Published, publish
from reportgen.pipeline.reckoning import Reckoned, reckon
from reportgen.publish import card_live, group_phrases, table_live
from reportgen.records import MonthResult, Scorecard
from reportgen.score import desk, measures, rules
from reportgen.settings import Settings
from reportgen.settle.outputs.wording import spoken
from reportgen.words import Language, Speaker

WORDS = (
    rules.WORDS
    | measures.WORDS
    | desk.WORDS
    | settle.WORDS
    | card_live.WORDS
    | group_phrases.WORDS
    | table_live.WORDS
    | carrying.WORDS
    | telling.WORDS
)

__all__ = [
    "Gathered",
    "NoRoster",
    "NothingHandedIn",
    "Published",
    "Reckoned",
    "Running",
    "blocked",
    "compare_month",
    "empty_month",
    "ended_blocked",
    "reckon_month",
    "restate_month",
    "run_month",
    "speaker",
    "standing",
]


STRANGERS = ("PERSON_UNKNOWN", "REVIEW_NOBODY")  # said of lines that name somebody who is not on the roster


def speaker(language: Language) -> Speaker:
    """Says every phrase that rules, measures and settling know."""
    return Speaker(language, WORDS)


@dataclass(frozen=True, slots=True)
class Running:
    """How this run works: `now` with a time zone, `workers` from 1 up, `language` that of the papers."""

    now: datetime
    workers: int
    language: Language
    progress: Progress


def run_month(settings: Settings, period: Period, running: Running) -> Published:
    """The whole month up to published files. Raises NothingHandedIn when there is no input for it, NoRoster when nobody
    is known (what was published stays), and WouldChange when the month is closed and would come out otherwise than it
    was published."""
    ledger = open_ledger(settings.paths.ledger)
    try:
        reckoned = _of_people(settings, _reckoned(settings, period, running, ledger))
        if ledger.annals.closing(str(period)) is not None and ledger.annals.edition(str(period)) is not None:
            comparing = Comparing(settings, ledger, speaker(running.language), running.workers)
            return run_closed(comparing, reckoned, running.progress)
        return publish(settings, reckoned, ledger, speaker(running.language), running.workers, running.progress)
    finally:
        ledger.close()


def reckon_month(settings: Settings, period: Period, running: Running) -> Reckoned:
    """The month scored and nothing published: what `check` and `explain` look at."""
    ledger = open_ledger(settings.paths.ledger)
    try:
        return _reckoned(settings, period, running, ledger)
    finally:
        ledger.close()


def empty_month(settings: Settings, period: Period, running: Running) -> Reckoned:
    """A month of which nothing was handed in yet, with its roster: everything is missing."""
    people, findings = roster(settings, period, running.now, running.workers)
    schemes = settings.schemes_for(period)
    gathered = Gathered(period, schemes, Submitted((), (), ()), (), people, findings)
    ledger = open_ledger(settings.paths.ledger)
    try:
        return reckon(settings, gathered, ledger.history(period), running.progress)
    finally:
        ledger.close()


def _reckoned(settings: Settings, period: Period, running: Running, ledger: Ledger) -> Reckoned:
    with collector_paused():
        gathered = gather(settings, period, running.now, running.workers, running.progress)
        reckoned = reckon(settings, gathered, ledger.history(period), running.progress)
    tables = spoken(reckoned.result.tables, speaker(running.language))
    reckoned = _without_strangers(replace(reckoned, result=replace(reckoned.result, tables=tables)))
    closed = ledger.annals.closing(str(period)) is not None
    return carrying.settled(reckoned, carrying.due(ledger.annals, str(period)), closed=closed)


def _of_people(settings: Settings, reckoned: Reckoned) -> Reckoned:
    """The month as it is, when somebody is known in it. Raises NoRoster."""
    if reckoned.gathered.people:
        return reckoned
    file = settings.paths.roster
    raise NoRoster(tuple(one for one in reckoned.result.findings if one.where.file == file and is_error(one)))


def _without_strangers(reckoned: Reckoned) -> Reckoned:
    """Where nobody is known, that says it all: not each line that names somebody."""
    if reckoned.gathered.people:
        return reckoned
    left = tuple(one for one in reckoned.result.findings if one.code not in STRANGERS)
    return replace(reckoned, result=replace(reckoned.result, findings=left))


def compare_month(settings: Settings, period: Period, running: Running) -> Comparison:
    """What the month would change against what was published. Raises NothingHandedIn, NoRoster, NotKept."""
    ledger = open_ledger(settings.paths.ledger)
    try:
        reckoned = _of_people(settings, _reckoned(settings, period, running, ledger))
        return Comparing(settings, ledger, speaker(running.language), running.workers).compare(reckoned)
    finally:
        ledger.close()


def restate_month(
    settings: Settings, period: Period, running: Running, who: Who
) -> tuple[Comparison, Published | None]:
    """The next version of a closed month; None when nothing would change. Raises NothingHandedIn, NoRoster, NotKept
    and MonthOpen."""
    ledger = open_ledger(settings.paths.ledger)
    try:
        reckoned = _of_people(settings, _reckoned(settings, period, running, ledger))
        comparing = Comparing(settings, ledger, speaker(running.language), running.workers)
        return restate(comparing, reckoned, who, running.progress)
    finally:
        ledger.close()


def standing(settings: Settings, period: str, cards: Sequence[Scorecard]) -> str:
    """One of "same", "changed" or "unpublished": these cards against what the ledger says was published of them."""
    ledger = open_ledger(settings.paths.ledger)
    try:
        if ledger.published(period) is None:
            return "unpublished"
        now = [(card.status, None if card.score is None else str(card.score)) for card in cards]
        return "same" if now == [ledger.score(period, card) for card in cards] else "changed"
    finally:
        ledger.close()


def ended_blocked(published: Published) -> bool:
    """The same of a month that was run, or was closed and left as it is."""
    return blocked(published.result) if published.blocked is None else published.blocked


def blocked(result: MonthResult) -> bool:
    """Whether something is withheld or missing: exit code 3."""
    return any(is_error(found) for found in result.findings) or any(card.status == "withheld" for card in result.cards)
