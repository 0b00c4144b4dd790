"""Where a month stands: who has handed in what by when, what is scored and withheld, what is published and posted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from reportgen.findings import severity
from reportgen.ledger import Ledger
from reportgen.pipeline.reckoning import Reckoned, handed_of
from reportgen.settings import Settings

FormState = Literal["complete", "partial", "missing"]


@dataclass(frozen=True, slots=True)
class FormStanding:
    """A form of a department. `lacking` are the tables that are not there; `late`: not complete after the due day."""

    scheme: str
    form: str
    state: FormState
    due: date
    late: bool
    files: tuple[str, ...]
    lacking: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DepartmentStanding:
    department: str
    forms: tuple[FormStanding, ...]
    scored: int
    withheld: int
    errors: int
    warnings: int


@dataclass(frozen=True, slots=True)
class MonthStanding:
    """`published`: whether the ledger knows a publication; `current`: whether its scores are what the inputs give now.
    `letters` counts the outbox by state."""

    period: str
    departments: tuple[DepartmentStanding, ...]
    published: bool
    current: bool
    approved: int
    letters: Mapping[str, int]


def month_standing(settings: Settings, reckoned: Reckoned, ledger: Ledger, today: date) -> MonthStanding:
    """`today` is the day in the organisation's time zone, against which due days are held."""
    period = reckoned.result.period
    cards = reckoned.result.cards
    published = ledger.published(period) is not None
    now = [(card.status, None if card.score is None else str(card.score)) for card in cards]
    rows = ledger.outbox.letters(period)
    return MonthStanding(
        period=period,
        departments=tuple(_department(settings, reckoned, one.name, today) for one in settings.departments),
        published=published,
        current=published and now == [ledger.score(period, card) for card in cards],
        approved=sum(row.approved for row in rows),
        letters=dict(Counter(row.state for row in rows)),
    )


def _department(settings: Settings, reckoned: Reckoned, name: str, today: date) -> DepartmentStanding:
    cards = [card.status for card in reckoned.result.cards if card.subject.department == name]
    levels = Counter(severity(found) for found in reckoned.result.findings if found.department == name)
    return DepartmentStanding(
        department=name,
        forms=tuple(_forms(settings, reckoned, name, today)),
        scored=cards.count("scored"),
        withheld=cards.count("withheld"),
        errors=levels["error"],
        warnings=levels["warning"],
    )


def _forms(settings: Settings, reckoned: Reckoned, name: str, today: date) -> Iterator[FormStanding]:
    gathered = reckoned.gathered
    for scheme in settings.schemes_of(name, gathered.period):
        handed = handed_of(settings, gathered, scheme)
        for form in scheme.forms:
            asked = handed.asked(form.id, name)
            if not asked:
                continue
            here = [sheet for sheet in handed.sheets if (sheet.form, sheet.department) == (form.id, name)]
            lacking = [table.name for table in asked if table.id not in {sheet.table for sheet in here}]
            due = gathered.period.shifted(form.due_month).day(form.due_day)
            yield FormStanding(
                scheme=scheme.name,
                form=form.name,
                state="complete" if not lacking else "partial" if here else "missing",
                due=due,
                late=bool(lacking) and today > due,
                files=tuple(dict.fromkeys(sheet.ref.file for sheet in here)),
                lacking=tuple(lacking),
            )
