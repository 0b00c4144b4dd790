"""whatif: past months by a changed scheme, on the screen, as JSON, and as a workbook when asked."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from reportgen.cli.history import signed
from reportgen.cli.verbs import DONE, NOTHING, Task, locked
from reportgen.exact import half_up, money, total
from reportgen.ledger import open_ledger
from reportgen.ledger.store import Store
from reportgen.pipeline.history.rescoring import Rescoring
from reportgen.pipeline.history.supposing import NONE, Moved, SchemeMistakes, Sides, Supposed, changed_scheme, suppose
from reportgen.publish.trial_workbook import TrialRow, trial_workbook
from reportgen.scheme import Scheme

MISTAKES = 7


def whatif(task: Task) -> int:
    """Publishes nothing and leaves the ledger as it is."""
    say = task.terminal.say
    try:
        scheme = changed_scheme(_file(task), task.settings)
    except SchemeMistakes as found:
        task.terminal.complain(task.terminal.word("mistakes", count=len(found.mistakes)))
        told = [one.text(task.terminal.language) for one in found.mistakes]
        for text in told:
            task.terminal.complain("  " + text)
        task.terminal.result({"exit": MISTAKES, "mistakes": told})
        return MISTAKES
    with locked(task):
        months = tuple(_months(task, scheme))
    if not months:
        say("whatif-none", scheme=scheme.id)
        task.terminal.result({"exit": NOTHING, "scheme": scheme.id, "months": []})
        return NOTHING
    for month in months:
        _tell(task, month)
    cost = half_up(total(month.cost for month in months))
    say("whatif-total", amount=signed(cost))
    say("whatif-basis")
    if "out" in task.values:
        out = Path(task.values["out"])
        rows = [row for month in months for row in _rows(month)]
        created = max(month.period for month in months)
        out.write_bytes(trial_workbook(rows, _file(task).name, created, task.terminal.language))
        say("whatif-written", path=out)
    task.terminal.result({"exit": DONE, "scheme": scheme.id, "file": str(_file(task)), "cost": str(cost),
                          "months": [_json(month) for month in months]})  # fmt: skip
    return DONE


def _file(task: Task) -> Path:
    return Path(task.values["scheme"])


def _months(task: Task, scheme: Scheme) -> Iterator[Supposed]:
    """All kept months, or those that were named, as far as the scheme covered them."""
    paths = task.settings.paths
    ledger = open_ledger(paths.ledger)
    again = Rescoring(task.settings, Store(paths.ledger), task.running.workers, paths.outputs / ".snapshots")
    try:
        for period in task.periods or ledger.annals.months():
            edition = ledger.annals.edition(period)
            supposed = suppose(again, edition, scheme) if edition else None
            if supposed is not None:
                yield supposed
            elif task.periods:
                task.terminal.complain(task.terminal.word("whatif-not-covered", period=period, scheme=scheme.id))
    finally:
        ledger.close()


def _tell(task: Task, month: Supposed) -> None:
    say = task.terminal.say
    say("whatif-head", period=month.period, file=_file(task).name, count=len(month.moved))
    for one in month.moved:
        say("whatif-row", person=one.person, name=one.name, department=one.department, score=_side(task, one.score),
            grade=_side(task, one.grade), rank=_side(task, one.rank), pay=_side(task, _amounts(one.pay)))  # fmt: skip
    if month.uncertain:
        say("whatif-unpaid", count=month.uncertain)
    for department, amount in month.costs:
        say("whatif-cost", department=department, amount=signed(amount))
    say("whatif-month", period=month.period, amount=signed(month.cost))


def _side(task: Task, sides: Sides) -> str:
    return task.terminal.word("whatif-move", before=sides.before, after=sides.after) if sides.moved else sides.after


def _amounts(sides: Sides) -> Sides:
    return Sides(*(text if text == NONE else money(Decimal(text)) for text in (sides.before, sides.after)))


def _rows(month: Supposed) -> Iterator[TrialRow]:
    for one in month.moved:
        pairs = tuple((side.before, side.after) for side in (one.score, one.grade, one.rank, one.pay))
        yield TrialRow(month.period, one.department, one.person, one.name, one.role, pairs,
                       "" if one.cost is None else str(one.cost))  # fmt: skip


def _json(month: Supposed) -> dict[str, Any]:
    return {
        "period": month.period,
        "cost": str(month.cost),
        "departments": [{"name": name, "cost": str(amount)} for name, amount in month.costs],
        "uncertain": month.uncertain,
        "cards": [_card(one) for one in month.moved],
    }


def _card(one: Moved) -> dict[str, Any]:
    moved = {"status": one.status, "score": one.score, "grade": one.grade, "rank": one.rank, "pay": one.pay}
    sides = {name: {"before": side.before, "after": side.after} for name, side in moved.items()}
    subject = {"role": one.role, "id": one.person, "name": one.name, "department": one.department}
    return subject | sides | {"cost": None if one.cost is None else str(one.cost)}
