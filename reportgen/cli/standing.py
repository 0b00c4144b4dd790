"""status: where the month stands; with --remind the reminders (催报) to those who are late, into the outbox."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace

from reportgen import pipeline
from reportgen.cli import history
from reportgen.cli.terminal import Terminal
from reportgen.cli.verbs import DONE, WITHHELD, Task, locked, told
from reportgen.deliver.letters import REMINDERS, Office, Post, letters_for
from reportgen.deliver.outbox import FOLDER, fill
from reportgen.ledger import open_ledger
from reportgen.pipeline import NothingHandedIn, Reckoned, gathering
from reportgen.pipeline.progressing import DepartmentStanding, FormStanding, MonthStanding, month_standing
from reportgen.publish.folder import publish
from reportgen.records import Source
from reportgen.tenure import in_post


def status(task: Task) -> int:
    """Ends with 3 while something is missing or withheld."""
    with locked(task):
        reckoned = _reckoned(task)
        running = task.running
        back = gathering.withdrawn(task.settings, task.period, running.now, running.workers)
        standing, written = _standing(task, reckoned, back), 0
        if "remind" in task.switches:
            written = _remind(task, reckoned, standing)
            standing = _standing(task, reckoned, back)
    told(task, [found for found in reckoned.result.findings if found.code.startswith("FILE_")])
    _tell(task, standing)
    kept = history.tell_kept(task)
    if "remind" in task.switches:
        task.terminal.say("reminders", count=written, period=task.period)
    code = WITHHELD if any(_blocked(one) for one in standing.departments) else DONE
    task.terminal.result(
        {"exit": code, "reminders": written} | kept | {key: _plain(value) for key, value in asdict(standing).items()}
    )
    return code


def _blocked(department: DepartmentStanding) -> bool:
    """What is not due yet blocks nothing; a department that waits for it may have cards that wait with it."""
    bad = any(form.late or form.state == "unusable" for form in department.forms)
    return bad or (bool(department.withheld) and not department.waiting)


def _standing(task: Task, reckoned: Reckoned, withdrawn: Sequence[Source]) -> MonthStanding:
    ledger = open_ledger(task.settings.paths.ledger)
    try:
        return month_standing(task.settings, reckoned, ledger, task.running.now.date(), withdrawn)
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
        documents = (replace(one, path=one.path.removeprefix(within)) for one in filled.documents())
        publish(folder, FOLDER, documents)
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
    if standing.phase != "over":
        today = task.running.now.date()
        say(f"status-{standing.phase}", period=standing.period, today=today, last=task.period.last)
    for one in standing.departments:
        quiet = one.waiting and not (one.scored or one.errors or any(form.files or form.late for form in one.forms))
        line = "department-quiet" if quiet else "department-waiting" if one.waiting else "department"
        say(line, name=one.department, scored=one.scored, withheld=one.withheld, errors=one.errors,
            warnings=one.warnings)  # fmt: skip
        for form in one.forms:
            for line in _form_lines(task.terminal, form):
                task.terminal.show(line)
        for file in one.withdrawn:
            task.terminal.show(word("form-withdrawn", file=file))
    for file in standing.withdrawn:
        say("withdrawn", file=file)
    state = "same" if standing.current else "changed" if standing.published else "unpublished"
    say(f"published-{state}", period=standing.period)
    counts = "，".join(f"{word(f'state-{name}')} {count}" for name, count in sorted(standing.letters.items()))
    say("outbox", counts=counts or "0", approved=standing.approved)


def _form_lines(terminal: Terminal, form: FormStanding) -> Iterator[str]:
    """The form's state, then every file of it: what counts, what was replaced, what cannot be used, what was taken
    back."""
    word = terminal.word
    state = word(f"form-{form.state}")
    if form.late:
        state += word("form-late" if form.days_late != 1 else "form-late-1", days=form.days_late)
    elif form.waits:
        state += word("form-waits")
    may = word("form-may") if form.optional and form.state != "optional" else ""
    lacking = word("form-lacking", names="、".join(form.lacking)) if form.state == "partial" else ""
    yield word("form", form=form.form, may=may, state=state, due=form.due, lacking=lacking)
    for one in form.handed:
        yield word("form-file", file=one.file, sheets="、".join(one.sheets))
    for old, new in form.superseded:
        yield word("form-superseded", old=old, new=new)
    for file in form.unusable:
        yield word("form-file-unusable", file=file)
    for file in form.withdrawn:
        yield word("form-withdrawn", file=file)


def _plain(value: object) -> object:
    """Dates as text, for JSON."""
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_plain(one) for one in value]
    return value if isinstance(value, str | int | bool | None) else str(value)
