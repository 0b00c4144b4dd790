"""The verbs: each asks the pipeline for one thing, says what came out, and gives the exit code that fits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from filelock import FileLock, Timeout

from reportgen import pipeline
from reportgen.cli.terminal import Terminal
from reportgen.deliver.words import WORDS as DELIVER_WORDS
from reportgen.findings import severity, tell
from reportgen.forms import forms_for
from reportgen.normal import key, suggest
from reportgen.period import Period
from reportgen.pipeline import NothingHandedIn, Published, Running, gathering
from reportgen.pipeline.linking import findings_paper
from reportgen.publish.folder import publish
from reportgen.publish.paths import safe
from reportgen.publish.results import findings_json
from reportgen.records import Document, Finding, MonthResult, Severity
from reportgen.settings import Settings
from reportgen.tenure import at_work
from reportgen.words import Speaker

SHOWN = 10  # of the scores that a run changed, how many are named on the screen
DONE, USAGE, WITHHELD, NOTHING, BUSY = 0, 2, 3, 5, 6


@dataclass(frozen=True, slots=True)
class Task:
    """What a verb works with. The screen speaks `terminal.language`; papers are written in `running.language`."""

    settings: Settings
    period: Period
    running: Running
    terminal: Terminal
    started: str  # for the one who finds the lock held
    values: Mapping[str, str] = field(default_factory=dict)  # of the options that were given
    switches: frozenset[str] = frozenset()
    periods: tuple[str, ...] = ()  # all that were named


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
    if not _over(task):
        begun = task.period.first <= task.running.now.date()
        task.terminal.complain(task.terminal.word("not-over" if begun else "not-begun", period=task.period,
                                                  today=task.running.now.date(), last=task.period.last))  # fmt: skip
    with locked(task):
        try:
            published = pipeline.run_month(task.settings, task.period, task.running)
        except NothingHandedIn:
            return nothing(task)
    if published.unchanged:
        task.terminal.say("hist-unchanged", period=task.period)
    _summary(task, published)
    return WITHHELD if pipeline.ended_blocked(published) else DONE


def _over(task: Task) -> bool:
    """Whether the month has ended in the organisation's time zone. Said on the screen alone: papers know no clock."""
    return task.period.last < task.running.now.date()


def check(task: Task) -> int:
    """Findings to outputs/check/PERIOD/; what is published is left alone. With --department those of one department
    are shown, and stand in a workbook of their own beside the whole list."""
    asked = task.values.get("department", "")
    department = _department(task, asked) if asked else ""
    if department is None:
        return USAGE
    with locked(task):
        try:
            reckoned = pipeline.reckon_month(task.settings, task.period, task.running)
        except NothingHandedIn:
            return nothing(task)
        whole, part = reckoned.result, _of(reckoned.result, department)
        speaker = pipeline.speaker(task.running.language)
        folder = task.settings.paths.outputs / "check"
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        papers = [Document("findings.json", findings_json(whole, speaker))]
        papers.append(findings_paper(task.settings, reckoned, speaker))
        if department:
            own = findings_paper(task.settings, replace(reckoned, result=part), speaker)
            papers.append(Document(f"findings_{safe(department)}.xlsx", own.content))
        publish(folder, str(task.period), papers)
    told(task, part.findings)
    return _checked(task, part, folder / str(task.period) / papers[-1].path, _unshown(whole, department))


def _checked(task: Task, part: MonthResult, listed: Path, elsewhere: int) -> int:
    counts, say = _severities(part), task.terminal.say
    department = task.values.get("department", "")
    say("checked", period=task.period, errors=counts["error"], warnings=counts["warning"], notes=counts["note"])
    if elsewhere:
        say("check-elsewhere", count=elsewhere)
    say("check-list", path=shown(listed))
    code = WITHHELD if pipeline.blocked(part) else DONE
    task.terminal.result({"period": str(task.period), "exit": code, "findings": dict(counts), "department": department,
                          "folder": str(listed.parent), "list": str(listed)})  # fmt: skip
    return code


def _department(task: Task, asked: str) -> str | None:
    """The department that is meant, in either script, by its name or another one of it; None when there is none."""
    names = {key(name): one.name for one in task.settings.departments for name in (*one.aliases, one.name)}
    if key(asked) in names:
        return names[key(asked)]
    known = "、".join(one.name for one in task.settings.departments)
    task.terminal.complain(task.terminal.word("no-department", found=asked, known=known))
    holding = {name for word, name in names.items() if key(asked) in word}
    near = holding.pop() if len(holding) == 1 else names.get(suggest(asked, names), "")
    if near:
        task.terminal.complain(task.terminal.word("did-you-mean", near=near))
    return None


def _of(result: MonthResult, department: str) -> MonthResult:
    """What concerns one department; everything with ""."""
    if not department:
        return result
    return replace(
        result,
        cards=tuple(card for card in result.cards if card.subject.department == department),
        findings=tuple(one for one in result.findings if one.department == department),
    )


def _unshown(result: MonthResult, department: str) -> int:
    """How many findings belong to no department at all, and so to none that one may ask for."""
    return sum(not one.department for one in result.findings) if department else 0


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
        publish(folder, str(task.period), documents)
    where = folder / str(task.period)
    task.terminal.say("forms", period=task.period, count=len(documents), folder=shown(where))
    task.terminal.say("forms-next", folder=shown(task.settings.paths.inputs / str(task.period)))
    task.terminal.result({"period": str(task.period), "exit": DONE, "folder": str(where),
                          "forms": [one.path for one in documents]})  # fmt: skip
    return DONE


def told(task: Task, findings: Iterable[Finding]) -> None:
    for found in findings:
        words = tell(found, task.terminal.language)
        level = task.terminal.word(words.severity)
        task.terminal.say("finding", severity=level, place=found.where, message=words.message, fix=words.fix)


def nothing(task: Task) -> int:
    folder = task.settings.paths.inputs / str(task.period)
    task.terminal.say("nothing", period=task.period, folder=shown(folder))
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
    say("look", path=shown(published.folder / "index.html"))
    notes = Speaker(task.terminal.language, DELIVER_WORDS).all(published.notes)
    for note in notes:
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
    task.terminal.result(_figures(published, scored, counts, notes) | {"month_over": _over(task)})


def _figures(published: Published, scored: int, counts: Counter[Severity], notes: tuple[str, ...]) -> dict[str, object]:
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
        "notes": list(notes),
        "changed": [{"id": id, "before": before, "after": after} for id, before, after in published.changed],
        "folder": str(published.folder),
    }


def shown(path: Path) -> str:
    """Relative to where one stands, if that is shorter to read."""
    try:
        return str(path.relative_to(Path.cwd()))
    except ValueError:
        return str(path)
