"""send: what would go to whom, and why each letter may or may not go. Opens no socket and changes nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal

from reportgen.cli.verbs import DONE, NOTHING, WITHHELD, Task, locked
from reportgen.deliver.addresses import directory
from reportgen.deliver.gate import Register
from reportgen.deliver.outbox import FOLDER
from reportgen.deliver.rehearsal import rehearse
from reportgen.deliver.words import WORDS
from reportgen.ledger import open_ledger
from reportgen.ledger.outbox import LetterRow
from reportgen.pipeline import gathering
from reportgen.records import Person, Receipt
from reportgen.settings import Settings
from reportgen.words import Speaker

FAILED, ENVIRONMENT, DECIDE = 4, 7, 8
Verdict = Literal["ready", "waiting", "sent", "failed", "withheld", "held"]
VERDICTS: tuple[Verdict, ...] = ("ready", "waiting", "sent", "failed", "withheld", "held")


@dataclass(frozen=True, slots=True)
class Looked:
    """A letter with what the gate says about it now."""

    row: LetterRow
    receipt: Receipt

    @property
    def verdict(self) -> Verdict:
        state, why = self.receipt.state, [one.id for one in self.receipt.why]
        if state in ("sent", "failed"):
            return "sent" if state == "sent" else "failed"
        if state == "held" and why and set(why) == {"card-withheld"}:
            return "withheld"
        if state in ("queued", "retry"):
            return "waiting" if why else "ready"
        return "held"


def send(task: Task) -> int:
    """The dry run, which is all that there is without --live."""
    with locked(task):
        fault = _ledger_fault(task)
        if fault:
            task.terminal.complain(task.terminal.word(fault, period=task.period))
            task.terminal.result({"period": str(task.period), "exit": ENVIRONMENT, "reason": fault})
            return ENVIRONMENT
        rows = _letters(task)
        if not rows:
            return _nothing(task)
        settings, running = task.settings, task.running
        people, _ = gathering.roster(settings, task.period, running.now, running.workers)
        register = register_of(settings, people, running.now.date())
        folder = settings.paths.outputs / str(task.period) / FOLDER
        looked: list[Looked] = []
        for row, receipt in zip(rows, rehearse(rows, folder, register, running.workers), strict=True):
            looked.append(Looked(row, receipt))
            running.progress("gate", len(looked), len(rows))
    return _tell(task, looked)


def register_of(settings: Settings, people: Sequence[Person], day: date) -> Register:
    """What the gate holds letters against: the roster as it is on `day`, and who gets what by config.toml."""
    mail = settings.mail
    return Register(
        directory=directory(people, day),
        names=frozenset(one.name for one in people if one.name),
        sender=mail.from_address if mail else "",
        organisation=settings.organisation.name,
        heads={one.name: one.head for one in settings.departments},
        contacts={one.name: one.contact or one.head for one in settings.departments},
        company=frozenset(mail.leaders if mail else ()),
        finance=frozenset(mail.finance if mail else ()),
    )


def _ledger_fault(task: Task) -> str:
    """Why the ledger cannot be relied on: without it nobody knows what was sent before."""
    paths = task.settings.paths
    results: Path = paths.outputs / str(task.period) / "results.json"
    if not paths.ledger.is_file():
        return "ledger-missing" if results.is_file() else ""
    ledger = open_ledger(paths.ledger)
    try:
        published = ledger.published(str(task.period))
    finally:
        ledger.close()
    if results.is_file() and published != sha256(results.read_bytes()).hexdigest():
        return "ledger-older"
    return ""


def _letters(task: Task) -> tuple[LetterRow, ...]:
    if not task.settings.paths.ledger.is_file():
        return ()
    ledger = open_ledger(task.settings.paths.ledger)
    try:
        return ledger.outbox.letters(str(task.period))
    finally:
        ledger.close()


def _nothing(task: Task) -> int:
    if task.settings.mail is None:
        task.terminal.say("mail-not-set")
    task.terminal.say("send-nothing", period=task.period)
    task.terminal.result({"period": str(task.period), "exit": NOTHING, "letters": []})
    return NOTHING


def _tell(task: Task, looked: Sequence[Looked]) -> int:
    speaker = Speaker(task.terminal.language, WORDS)
    counts: Counter[Verdict] = Counter(one.verdict for one in looked)
    code = DECIDE if counts["held"] else FAILED if counts["failed"] else WITHHELD if counts["withheld"] else DONE
    say, word = task.terminal.say, task.terminal.word
    for one in looked:
        say(
            "send-letter",
            kind=word(f"letter-{one.row.kind}"),
            owner=one.row.owner,
            revision=f" r{one.row.revision}" if one.row.revision > 1 else "",
            recipient=one.row.recipient,
            address=one.row.address or word("no-address"),
            verdict=word(f"send-{one.verdict}"),
        )
        if one.verdict not in ("ready", "waiting", "sent"):
            for why in speaker.all(one.receipt.why):
                say("send-why", why=why)
    say("send-counts", period=task.period, count=len(looked), **{verdict: counts[verdict] for verdict in VERDICTS})
    say("send-dry")
    result: dict[str, Any] = {"period": str(task.period), "exit": code, "dry_run": True}
    result["counts"] = {verdict: counts[verdict] for verdict in VERDICTS}
    result["letters"] = [_json(one, speaker) for one in looked]
    task.terminal.result(result)
    return code


def _json(one: Looked, speaker: Speaker) -> dict[str, Any]:
    row = one.row
    return {
        "key": row.key,
        "kind": row.kind,
        "owner": row.owner,
        "revision": row.revision,
        "recipient": row.recipient,
        "address": row.address,
        "department": row.department,
        "file": f"{FOLDER}/{row.file}" if row.file else "",
        "sha256": row.sha256,
        "documents": [{"name": name, "sha256": digest} for name, digest in row.documents],
        "state": row.state,
        "approved": row.approved,
        "verdict": one.verdict,
        "why": [
            {"code": why.id, "message": said}
            for why, said in zip(one.receipt.why, speaker.all(one.receipt.why), strict=True)
        ],
    }
