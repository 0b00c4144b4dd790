"""status: where the month stands; with --remind the reminders (催报) to those who are late, into the outbox."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from reportgen import pipeline
from reportgen.cli import history
from reportgen.cli.verbs import DONE, WITHHELD, Task, locked, told
from reportgen.deliver.letters import REMINDERS, Office, Post, letters_for
from reportgen.deliver.outbox import FOLDER, fill
from reportgen.ledger import open_ledger
from reportgen.pipeline import NothingHandedIn, Reckoned
from reportgen.pipeline.progressing import DepartmentStanding, MonthStanding, month_standing
from reportgen.publish.folder import put_in_place, stage
from reportgen.records import Document
from reportgen.tenure import in_post


def status(task: Task) -> int:
    """Ends with 3 while something is missing or withheld."""
    with locked(task):
        reckoned = _reckoned(task)
        standing, written = _standing(task, reckoned), 0
        if task.remind:
            written = _remind(task, reckoned, standing)
            standing = _standing(task, reckoned)
    told(task, [found for found in reckoned.result.findings if found.code.startswith("FILE_")])
    _tell(task, standing)
    kept = history.tell_kept(task)
    if task.remind:
        task.terminal.say("reminders", count=written, period=task.period)
    waiting = any(form.state != "complete" for one in standing.departments for form in one.forms)
    code = WITHHELD if waiting or any(one.withheld for one in standing.departments) else DONE
    task.terminal.result(
        {"exit": code, "reminders": written} | kept | {key: _plain(value) for key, value in asdict(standing).items()}
    )
    return code


def _standing(task: Task, reckoned: Reckoned) -> MonthStanding:
    ledger = open_ledger(task.settings.paths.ledger)
    try:
        return month_standing(task.settings, reckoned, ledger, task.running.now.date())
    finally:
        ledger.close()


def _reckoned(task: Task) -> Reckoned:
    """The month as it is; a month without a single file stands at the very beginning, which is an answer too."""
    try:
        return pipeline.reckon_month(task.settings, task.period, task.running)
    except NothingHandedIn:
        return pipeline.empty_month(task.settings, task.period, task.running)


def _remind(task: Task, reckoned: Reckoned, standing: MonthStanding) -> int:
    """Reminders for every form that is late, beside the letters that are already in the outbox."""
    settings, period = task.settings, task.period
    post = Post(
        period=period,
        organisation=settings.organisation.name,
        templates=settings.paths.templates,
        mail=settings.mail,
        people=in_post(reckoned.gathered.people, period),
        language=task.running.language,
        offices=tuple(_office(task, one) for one in standing.departments),
    )
    letters = letters_for(post, REMINDERS)
    folder = settings.paths.outputs / str(period)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    ledger = open_ledger(settings.paths.ledger)
    try:
        filled = fill(ledger, letters, period, folder / FOLDER, REMINDERS)
        within = f"{FOLDER}/"
        documents = [Document(one.path.removeprefix(within), one.content) for one in filled.documents()]
        put_in_place(stage(folder, FOLDER, documents), folder, FOLDER)
        ledger.outbox.write(filled.changes)
    finally:
        ledger.close()
    return len(letters)


def _office(task: Task, standing: DepartmentStanding) -> Office:
    declared = task.settings.department(standing.department)
    late = tuple(form.form for form in standing.forms if form.late)
    return Office(
        name=standing.department,
        head=declared.head if declared else "",
        contact=declared.contact if declared else "",
        missing=late,
    )


def _tell(task: Task, standing: MonthStanding) -> None:
    say, word = task.terminal.say, task.terminal.word
    for one in standing.departments:
        say("department", name=one.department, scored=one.scored, withheld=one.withheld, errors=one.errors,
            warnings=one.warnings)  # fmt: skip
        for form in one.forms:
            state = word(f"form-{form.state}")
            late = word("form-late") if form.late else ""
            lacking = word("form-lacking", names="、".join(form.lacking)) if form.state == "partial" else ""
            say("form", form=form.form, state=state, late=late, due=form.due, lacking=lacking)
    state = "same" if standing.current else "changed" if standing.published else "unpublished"
    say(f"published-{state}", period=standing.period)
    counts = "，".join(f"{word(f'state-{name}')} {count}" for name, count in sorted(standing.letters.items()))
    say("outbox", counts=counts or "0", approved=standing.approved)


def _plain(value: object) -> object:
    """Dates as text, for JSON."""
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_plain(one) for one in value]
    return value if isinstance(value, str | int | bool | None) else str(value)
