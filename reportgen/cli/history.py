"""diff, close, restate: a published month against now, locked, corrected; and what a run of a closed month says."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from reportgen import pipeline
from reportgen.cli import verbs
from reportgen.cli.verbs import DONE, NOTHING, USAGE, WITHHELD, Task, locked, nothing
from reportgen.exact import money
from reportgen.ledger import open_ledger
from reportgen.ledger.annals import Closing, Difference
from reportgen.pipeline import NothingHandedIn
from reportgen.pipeline.history.comparing import ORDER, Change
from reportgen.pipeline.history.correcting import Damaged, MonthOpen, Who, WouldChange
from reportgen.pipeline.history.correcting import close as close_month
from reportgen.pipeline.history.marking import causes_text, figure_name, figure_text, shown, word
from reportgen.pipeline.history.standing import Comparison, FileChange, NotKept

DECIDE = 8


def diff(task: Task) -> int:
    """Ends with 8 when a closed month would change: a person must decide."""
    with locked(task):
        try:
            comparison = pipeline.compare_month(task.settings, task.period, task.running)
        except NothingHandedIn:
            return nothing(task)
        except NotKept:
            return _not_kept(task)
    code = DECIDE if comparison.changes and comparison.closing else DONE
    tell(task, comparison)
    tell_unsettled(task)
    task.terminal.result(as_json(task, comparison, code) | {"unsettled": unsettled_json(task)})
    return code


def run(task: Task) -> int:
    """The run, which leaves a closed month alone when it would come out otherwise."""
    try:
        return verbs.run(task)
    except WouldChange as found:
        return refused(task, found.comparison)


def close(task: Task) -> int:
    """Locks what is published; a second call says who locked it."""
    with locked(task):
        ledger = open_ledger(task.settings.paths.ledger)
        try:
            done = close_month(ledger, task.settings.paths.outputs, str(task.period), _who(task))
        except NotKept:
            return _not_kept(task)
        except Damaged:
            folder = task.settings.paths.outputs / str(task.period)
            task.terminal.complain(task.terminal.word("hist-damaged", folder=folder))
            task.terminal.result({"period": str(task.period), "exit": DECIDE, "reason": "not-as-published"})
            return DECIDE
        finally:
            ledger.close()
    said = "hist-locked-before" if done.before else "hist-locked"
    task.terminal.say(said, period=task.period, revision=done.edition.revision, by=done.closing.by, at=done.closing.at)
    closed = {"by": done.closing.by, "at": done.closing.at, "before": done.before}
    task.terminal.result({"period": str(task.period), "exit": DONE, "revision": done.edition.revision,
                          "results": done.edition.results, "closed": closed})  # fmt: skip
    return DONE


def restate(task: Task) -> int:
    with locked(task):
        try:
            comparison, published = pipeline.restate_month(task.settings, task.period, task.running, _who(task))
        except NothingHandedIn:
            return nothing(task)
        except NotKept:
            return _not_kept(task)
        except MonthOpen:
            task.terminal.complain(task.terminal.word("hist-is-open", period=task.period))
            return USAGE
    tell(task, comparison)
    code = DONE
    if published is not None:
        code = WITHHELD if pipeline.ended_blocked(published) else DONE
        revision = comparison.edition.revision + 1
        task.terminal.say("hist-restated", period=task.period, revision=revision, count=len(comparison.persons))
    made = {"made": published is not None, "by": _said(task, "by"), "reason": _said(task, "reason")}
    task.terminal.result(as_json(task, comparison, code) | made)
    return code


def refused(task: Task, comparison: Comparison) -> int:
    """A run of a closed month that would change it."""
    tell(task, comparison)
    task.terminal.say("hist-refused", period=task.period)
    task.terminal.result(as_json(task, comparison, DECIDE))
    return DECIDE


def _who(task: Task) -> Who:
    return Who(_said(task, "by"), f"{task.running.now:%Y-%m-%d %H:%M}", _said(task, "reason"))


def _said(task: Task, option: str) -> str:
    """On one line, whatever was pasted."""
    return " ".join(task.values.get(option, "").split())


def _not_kept(task: Task) -> int:
    task.terminal.complain(task.terminal.word("hist-not-kept", period=task.period))
    task.terminal.result({"period": str(task.period), "exit": NOTHING, "reason": "not-kept"})
    return NOTHING


# ---------------------------------------------------------------- in words


def tell(task: Task, comparison: Comparison) -> None:
    """The whole comparison: files, figures by person and table, pay, later months."""
    say = task.terminal.say
    say("hist-head", period=task.period, revision=comparison.edition.revision, state=_state(task, comparison.closing))
    for file in comparison.files:
        say("hist-file", cause=word(file.cause, task.terminal.language), file=_file(task, file), how=_how(task, file))
    if not comparison.changes:
        say("hist-same")
        return
    say("hist-order")
    owner = ""
    for one in shown(comparison.changes):
        head = _head(task, comparison, one)
        if head != owner:
            task.terminal.show(head)
        owner = head
        _tell_change(task, comparison, one)
    if comparison.left:
        say("hist-left")
        for left in comparison.left:
            say("hist-left-row", person=left.person, name=left.name, amount=signed(left.amount))
    for later in comparison.later:
        say("hist-later", period=later.period, cards=later.cards)


def _state(task: Task, closing: Closing | None) -> str:
    if closing is None:
        return task.terminal.word("hist-open")
    if not closing.by:
        return task.terminal.word("hist-sent")
    return task.terminal.word("hist-closed", by=closing.by, at=closing.at)


def _file(task: Task, file: FileChange) -> str:
    if file.kind == "earlier":
        return task.terminal.word("hist-earlier", month=file.file)
    return task.terminal.word("hist-program") if file.kind == "program" else file.file


def _how(task: Task, file: FileChange) -> str:
    return task.terminal.word("hist-new" if not file.before else "hist-gone" if not file.after else "hist-changed")


def _head(task: Task, comparison: Comparison, one: Change) -> str:
    if one.owner.table:
        title = comparison.titles.get(one.owner.table, one.owner.table)
        return task.terminal.word("hist-table", title=title)
    name, department = comparison.people.get(one.owner.person, ("", ""))
    return task.terminal.word("hist-person", person=one.owner.person, name=name, department=department)


def _tell_change(task: Task, comparison: Comparison, one: Change) -> None:
    language = task.terminal.language
    figure = figure_name(one.figure, one.name, language)
    roles = {(other.owner.scheme, other.owner.role) for other in comparison.changes
             if one.owner.person and other.owner.person == one.owner.person}  # fmt: skip
    if len(roles) > 1:
        scheme = next((found.name for found in task.settings.schemes if found.id == one.owner.scheme), one.owner.scheme)
        figure = task.terminal.word("hist-in-role", scheme=scheme, role=one.owner.role, figure=figure)
    before, after = (figure_text(one.figure, value, language) for value in (one.before, one.after))
    difference = one.difference
    if difference is None:
        why = causes_text(one.causes, one.of_others, language)
        task.terminal.say("hist-text", figure=figure, before=before, after=after, why=why)
        return
    split = {cause: signed(amount) for cause, amount in one.split}
    task.terminal.say("hist-number", figure=figure, before=before, after=after, difference=signed(difference), **split)


def signed(amount: Decimal) -> str:
    """With the sign that a difference has, and the places that it has."""
    places = max(2, -int(amount.as_tuple().exponent))
    text = money(amount, places)
    return f"+{text}" if amount > 0 else text.replace("-", "−")


def tell_unsettled(task: Task) -> None:
    """Every difference that is not settled for good, wherever it is carried."""
    rows = unsettled(task)
    if rows:
        task.terminal.say("hist-unsettled")
    for one in rows:
        where = task.terminal.word("hist-carried", month=one.month) if one.month else task.terminal.word("hist-free")
        task.terminal.say("hist-unsettled-row", period=one.period, revision=one.revision, person=one.person,
                          name=one.name, amount=signed(one.amount), where=where)  # fmt: skip


def tell_kept(task: Task) -> dict[str, Any]:
    """The month's version, who closed it, and what is not settled, for status; the same for scripts."""
    ledger = open_ledger(task.settings.paths.ledger)
    try:
        edition = ledger.annals.edition(str(task.period))
        closing = ledger.annals.closing(str(task.period))
    finally:
        ledger.close()
    if edition is not None:
        state = _state(task, closing)
        task.terminal.say("hist-standing", period=task.period, revision=edition.revision, state=state)
    tell_unsettled(task)
    return {
        "revision": edition.revision if edition else None,
        "closed": None if closing is None else {"by": closing.by, "at": closing.at},
        "unsettled": unsettled_json(task),
    }


def unsettled(task: Task) -> tuple[Difference, ...]:
    """Carried by no month, or by one that is still open."""
    ledger = open_ledger(task.settings.paths.ledger)
    try:
        annals = ledger.annals
        return tuple(one for one in annals.differences() if not one.month or annals.closing(one.month) is None)
    finally:
        ledger.close()


# ---------------------------------------------------------------- for scripts


def as_json(task: Task, comparison: Comparison, code: int) -> dict[str, Any]:
    closing = comparison.closing
    return {
        "period": str(task.period),
        "exit": code,
        "revision": comparison.edition.revision,
        "published": comparison.edition.results,
        "closed": None if closing is None else {"by": closing.by, "at": closing.at},
        "order": list(ORDER),
        "files": [
            {"cause": one.cause, "kind": one.kind, "file": one.file, "before": one.before, "after": one.after}
            for one in comparison.files
        ],
        "changes": [_change(comparison, one) for one in comparison.changes],
        "pay": [_difference(one) for one in comparison.left],
        "later": [{"period": one.period, "cards": one.cards} for one in comparison.later],
    }


def _change(comparison: Comparison, one: Change) -> dict[str, Any]:
    owner = one.owner
    name, department = comparison.people.get(owner.person, ("", ""))
    card = {"role": owner.role, "id": owner.person, "name": name, "department": department}
    return {
        "scheme": owner.scheme,
        **({"table": owner.table} if owner.table else card),
        "figure": one.figure,
        "title": one.name,
        "before": one.before,
        "after": one.after,
        "difference": None if one.difference is None else str(one.difference),
        "causes": list(one.causes),
        "split": {cause: str(amount) for cause, amount in one.split},
        "of_others": one.of_others,
    }


def unsettled_json(task: Task) -> Sequence[dict[str, Any]]:
    return [_difference(one) for one in unsettled(task)]


def _difference(one: Difference) -> dict[str, Any]:
    return {
        "period": one.period,
        "revision": one.revision,
        "id": one.person,
        "name": one.name,
        "department": one.department,
        "amount": str(one.amount),
        "carried_by": one.month or None,
    }
