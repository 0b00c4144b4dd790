"""explain: whom the call means, by 工号 or name, and then the cards with all their reasons."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen import pipeline
from reportgen.cli.explain import Explanation, as_json, cards_of, cell_values
from reportgen.cli.explain_table import explain_table
from reportgen.cli.verbs import DONE, USAGE, Task, nothing
from reportgen.ledger import open_ledger
from reportgen.normal import key, suggest
from reportgen.pipeline import NothingHandedIn, Reckoned
from reportgen.records import Person, Scorecard


def explain(task: Task) -> int:
    try:
        reckoned = pipeline.reckon_month(task.settings, task.period, task.running)
    except NothingHandedIn:
        return nothing(task)
    if "table" in task.values:
        return explain_table(task, reckoned)
    person = _meant(task, reckoned)
    if not person:
        return USAGE
    cards, item = cards_of(reckoned, person), task.values.get("item", "")
    names = _names(cards)
    if item and item not in {*names, *names.values()}:
        complain, word = task.terminal.complain, task.terminal.word
        complain(word("no-item", item=item, known="、".join(f"{name}（{id}）" for id, name in names.items())))
        if near := suggest(item, (*names.values(), *names)):
            complain(word("did-you-mean", near=near))
        return USAGE
    speaker = pipeline.speaker(task.terminal.language)
    explanation = Explanation(task.terminal, speaker, reckoned, cell_values(reckoned))
    for card in cards:
        for line in explanation.card(card, item):
            task.terminal.show(line)
    state = pipeline.standing(task.settings, str(task.period), cards)
    if state != "same":
        task.terminal.say(f"explain-{state}")
    task.terminal.result(as_json(reckoned, person, speaker))
    return DONE


def _names(cards: Sequence[Scorecard]) -> dict[str, str]:
    """What --item may ask for: items however deep, figures and parts of the pay, by id."""
    names = {part.id: part.name for card in cards for root in card.components for part in root.walk()}
    names |= {one.id: one.name for card in cards for one in card.measures if one.id not in names}
    paid = [part for card in cards if card.pay for part in card.pay.parts]
    return names | {part.id: part.name for part in paid if part.id not in names}


def _meant(task: Task, reckoned: Reckoned) -> str:
    """The 工号 of someone who has a card; "" when nobody or several are meant, which is told."""
    asked = task.values["person"]
    if cards_of(reckoned, asked):
        return asked
    people = {card.subject.id: card for card in reckoned.result.cards}
    namesakes = [id for id, card in people.items() if key(card.subject.name) == key(asked)]
    if len(namesakes) == 1:
        return namesakes[0]
    complain, word = task.terminal.complain, task.terminal.word
    if namesakes:
        complain(word("namesakes", name=asked, count=len(namesakes)))
        for id in namesakes:
            complain(_line(people[id]))
        return ""
    complain(word("no-person", period=task.period, person=asked))
    rows = [one for one in reckoned.gathered.people if one.id == asked or key(one.name) == key(asked)]
    for person in rows:
        complain(word("on-roster", person=person.id, name=person.name, department=person.department,
                      role=person.role or word("no-role")))  # fmt: skip
    if months := _months(task, rows, asked):
        complain(word("other-months", months="、".join(months)))
    if not rows and not months:
        _nearest(task, asked, tuple(people.values()))
    return ""


def _months(task: Task, rows: Sequence[Person], asked: str) -> list[str]:
    """The published months in which the person has a card."""
    ledger = open_ledger(task.settings.paths.ledger)
    try:
        found = {month for id in {asked, *(one.id for one in rows)} for month in ledger.months_of(id)}
    finally:
        ledger.close()
    return sorted(found - {str(task.period)})


def _nearest(task: Task, asked: str, cards: Sequence[Scorecard]) -> None:
    near = suggest(asked, [word for card in cards for word in (card.subject.id, card.subject.name)])
    if near:
        task.terminal.complain(task.terminal.word("perhaps"))
        for card in cards:
            if near in (card.subject.id, card.subject.name):
                task.terminal.complain(_line(card))


def _line(card: Scorecard) -> str:
    subject = card.subject
    return f"  {subject.id} {subject.name}　{subject.department}　{subject.role}"
