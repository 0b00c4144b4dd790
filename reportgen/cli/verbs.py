"""The verbs: each asks the pipeline for one thing, says what came out, and gives the exit code that fits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from reportgen import pipeline
from reportgen.cli.explain import Explanation, as_json, cards_of, cell_values
from reportgen.cli.terminal import Terminal
from reportgen.findings import severity, tell
from reportgen.forms import forms_for
from reportgen.period import Period
from reportgen.pipeline import NothingHandedIn, Published, Running, gathering
from reportgen.pipeline.publishing import findings_paper
from reportgen.publish.folder import put_in_place, stage
from reportgen.publish.results import findings_json
from reportgen.records import Document, Finding, MonthResult, Severity
from reportgen.settings import Settings
from reportgen.tenure import at_work

SHOWN = 10  # of the scores that a run changed, how many are named on the screen
DONE, USAGE, WITHHELD, NOTHING, BUSY = 0, 2, 3, 5, 6


@dataclass(frozen=True, slots=True)
class Task:
    """What a verb works with."""

    settings: Settings
    period: Period
    running: Running
    terminal: Terminal
    started: str  # for the one who finds the lock held
    person: str = ""
    item: str = ""
    remind: bool = False
    by: str = ""
    reason: str = ""
    scheme: Path = Path()
    periods: tuple[str, ...] = ()
    out: Path | None = None


class AnotherRun(Exception):
    """The lock is held; the text says by whom."""


def locked(task: Task) -> FileLock:
    """The lock over the results folder, held; who holds it can be read beside it."""
    outputs = task.settings.paths.outputs
    outputs.mkdir(parents=True, exist_ok=True, mode=0o700)
    lock, holder = FileLock(outputs / ".lock"), outputs / ".lock.holder"
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise AnotherRun(holder.read_text("utf-8").strip() if holder.exists() else "") from error
    holder.write_text(task.started, "utf-8")
    return lock


def run(task: Task) -> int:
    with locked(task):
        try:
            published = pipeline.run_month(task.settings, task.period, task.running)
        except NothingHandedIn:
            return nothing(task)
    if published.unchanged:
        task.terminal.say("hist-unchanged", period=task.period)
    _summary(task, published)
    return WITHHELD if pipeline.ended_blocked(published) else DONE


def check(task: Task) -> int:
    """Findings to outputs/check/PERIOD/; what is published is left alone."""
    with locked(task):
        try:
            reckoned = pipeline.reckon_month(task.settings, task.period, task.running)
        except NothingHandedIn:
            return nothing(task)
        speaker = pipeline.speaker(task.running.language)
        folder = task.settings.paths.outputs / "check"
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        documents = [Document("findings.json", findings_json(reckoned.result, speaker))]
        documents.append(findings_paper(task.settings, reckoned, speaker))
        put_in_place(stage(folder, str(task.period), documents), folder, str(task.period))
    counts = _severities(reckoned.result)
    told(task, reckoned.result.findings)
    task.terminal.say("checked", period=task.period, errors=counts["error"], warnings=counts["warning"],
                      notes=counts["note"])  # fmt: skip
    code = WITHHELD if pipeline.blocked(reckoned.result) else DONE
    task.terminal.result({"period": str(task.period), "exit": code, "findings": dict(counts),
                          "folder": str(folder / str(task.period))})  # fmt: skip
    return code


def forms(task: Task) -> int:
    """Blank forms to outputs/forms/PERIOD/, for every department of every scheme in force."""
    with locked(task):
        people, wrong = gathering.roster(task.settings, task.period, task.running.now, task.running.workers)
        told(task, wrong)
        documents: list[Document] = []
        for scheme in task.settings.schemes_for(task.period):
            departments = {
                office.name: tuple(one for one in at_work(people, task.period) if one.department == office.name)
                for office in task.settings.departments
                if scheme.id in office.schemes
            }
            documents += forms_for(scheme, departments, task.period, lang=task.running.language)
        folder = task.settings.paths.outputs / "forms"
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        put_in_place(stage(folder, str(task.period), documents), folder, str(task.period))
    where = folder / str(task.period)
    task.terminal.say("forms", period=task.period, count=len(documents), folder=_shown(where))
    task.terminal.say("forms-next", folder=_shown(task.settings.paths.inputs / str(task.period)))
    task.terminal.result({"period": str(task.period), "exit": DONE, "folder": str(where),
                          "forms": [one.path for one in documents]})  # fmt: skip
    return DONE


def explain(task: Task) -> int:
    try:
        reckoned = pipeline.reckon_month(task.settings, task.period, task.running)
    except NothingHandedIn:
        return nothing(task)
    speaker = pipeline.speaker(task.running.language)
    cards = cards_of(reckoned, task.person)
    if not cards:
        task.terminal.complain(task.terminal.word("no-person", period=task.period, person=task.person))
        return USAGE
    known = {
        name for card in cards for root in card.components for part in root.walk() for name in (part.id, part.name)
    }
    if task.item and task.item not in known:
        task.terminal.complain(task.terminal.word("no-item", item=task.item, known="、".join(sorted(known))))
        return USAGE
    explanation = Explanation(task.terminal, speaker, reckoned, cell_values(reckoned))
    for card in cards:
        for line in explanation.card(card, task.item):
            task.terminal.show(line)
    state = pipeline.standing(task.settings, str(task.period), cards)
    if state != "same":
        task.terminal.say(f"explain-{state}")
    task.terminal.result(as_json(reckoned, task.person, speaker))
    return DONE


def told(task: Task, findings: Iterable[Finding]) -> None:
    for found in findings:
        words = tell(found, task.running.language)
        level = task.terminal.word(words.severity)
        task.terminal.say("finding", severity=level, place=found.where, message=words.message, fix=words.fix)


def nothing(task: Task) -> int:
    folder = task.settings.paths.inputs / str(task.period)
    task.terminal.say("nothing", period=task.period, folder=_shown(folder))
    task.terminal.result({"period": str(task.period), "exit": NOTHING})
    return NOTHING


def _severities(result: MonthResult) -> Counter[str]:
    return Counter({"error": 0, "warning": 0, "note": 0}) + Counter(severity(found) for found in result.findings)


def _summary(task: Task, published: Published) -> None:
    result, say = published.result, task.terminal.say
    scored = sum(card.status == "scored" for card in result.cards)
    counts = Counter(severity(found) for found in result.findings)
    say("done", period=result.period, scored=scored, withheld=len(result.cards) - scored)
    names = [one.name for one in task.settings.departments]
    for name in [*names, ""]:
        cards = [card.status for card in result.cards if card.subject.department == name]
        found = Counter(severity(one) for one in result.findings if one.department == name)
        if name or found:
            say("department", name=name or task.terminal.word("elsewhere"), scored=cards.count("scored"),
                withheld=cards.count("withheld"), errors=found["error"], warnings=found["warning"])  # fmt: skip
    say("papers", printed=published.printed, kept=published.taken_over)
    say("look", path=_shown(published.folder / "index.html"))
    for note in published.notes:
        task.terminal.show(note)
    if published.changed:
        moved = "；".join(f"{id} {before} → {after}" for id, before, after in published.changed[:SHOWN])
        more = "" if len(published.changed) <= SHOWN else " …"
        say("changed", count=len(published.changed), moved=moved + more)
    if published.later:
        say("later", months="、".join(published.later), period=result.period)
    if counts["error"]:
        say("next-mend", errors=counts["error"])
    else:
        say("next-good")
    task.terminal.result(_figures(published, scored, counts))


def _figures(published: Published, scored: int, counts: Counter[Severity]) -> dict[str, object]:
    """What a run came to, for scripts."""
    result = published.result
    return {
        "period": result.period,
        "exit": WITHHELD if pipeline.ended_blocked(published) else DONE,
        "scored": scored,
        "withheld": len(result.cards) - scored,
        "findings": {level: counts[level] for level in ("error", "warning", "note")},
        "printed": published.printed,
        "taken_over": published.taken_over,
        "notes": list(published.notes),
        "changed": [{"id": id, "before": before, "after": after} for id, before, after in published.changed],
        "folder": str(published.folder),
    }


def _shown(path: Path) -> str:
    """Relative to where one stands, if that is shorter to read."""
    try:
        return str(path.relative_to(Path.cwd()))
    except ValueError:
        return str(path)
