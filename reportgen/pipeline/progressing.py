"""Where a month stands: who has handed in what by when, what is scored and withheld, what is published and posted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from reportgen.findings import is_error, severity
from reportgen.intake.recognise import offices_in
from reportgen.ledger import Ledger
from reportgen.pipeline.gathering import offices_of
from reportgen.pipeline.reckoning import Reckoned, handed_of
from reportgen.records import Finding, Sheet, Source
from reportgen.scheme import Form, Scheme, Table
from reportgen.settings import Settings

# "unusable": handed in, but no file of it can be used; "optional": may stay out, and does.
FormState = Literal["complete", "partial", "missing", "unusable", "optional"]
WAITED_FOR = ("missing", "partial")
ASKED_FOR = ("FORM_MISSING", "TABLE_MISSING")


@dataclass(frozen=True, slots=True)
class HandedFile:
    """A file that counts, and the sheets of the form in it."""

    file: str
    sheets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FormStanding:
    """A form of a department. `lacking` are the tables that are not there; `late`: something lacks after the due day,
    for `days_late` days. `unusable` files were handed in and cannot be used; of `superseded` each pair is an earlier
    file and the one that says in its sheet that it is the later version; `withdrawn` files were taken back."""

    scheme: str
    form: str
    optional: bool
    state: FormState
    due: date
    late: bool
    days_late: int
    files: tuple[str, ...]
    handed: tuple[HandedFile, ...]
    lacking: tuple[str, ...]
    unusable: tuple[str, ...]
    superseded: tuple[tuple[str, str], ...]
    withdrawn: tuple[str, ...]

    @property
    def waits(self) -> bool:
        """Whether something may still come in time."""
        return self.state in WAITED_FOR and not self.late


@dataclass(frozen=True, slots=True)
class DepartmentStanding:
    """`waiting`: a form of it has not been handed in and is not due yet. `errors` are without those that only say so.
    `withdrawn` are files that were taken back and belong to no form that one could tell."""

    department: str
    forms: tuple[FormStanding, ...]
    waiting: bool
    scored: int
    withheld: int
    errors: int
    warnings: int
    withdrawn: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MonthStanding:
    """`phase` is where today stands in the month. `published`: whether the ledger knows a publication; `current`:
    whether its scores are what the inputs give now. `letters` counts the outbox by state; `withdrawn` are files taken
    back of which nobody can tell the department."""

    period: str
    phase: Literal["not-begun", "not-over", "over"]
    departments: tuple[DepartmentStanding, ...]
    withdrawn: tuple[str, ...]
    published: bool
    current: bool
    approved: int
    letters: Mapping[str, int]


def month_standing(
    settings: Settings, reckoned: Reckoned, ledger: Ledger, today: date, withdrawn: Sequence[Source] = ()
) -> MonthStanding:
    """`today` is the day in the organisation's time zone, against which due days are held."""
    month, period = reckoned.gathered.period, reckoned.result.period
    cards = reckoned.result.cards
    published = ledger.published(period) is not None
    now = [(card.status, None if card.score is None else str(card.score)) for card in cards]
    rows = ledger.outbox.letters(period)
    back = [(_owner(settings, one), one) for one in withdrawn]
    return MonthStanding(
        period=period,
        phase="over" if month.last < today else "not-over" if month.first <= today else "not-begun",
        departments=tuple(
            _department(settings, reckoned, one.name, today, [source for owner, source in back if owner == one.name])
            for one in settings.departments
        ),
        withdrawn=tuple(source.file for owner, source in back if not owner),
        published=published,
        current=published and now == [ledger.score(period, card) for card in cards],
        approved=sum(row.approved for row in rows),
        letters=dict(Counter(row.state for row in rows)),
    )


def _owner(settings: Settings, source: Source) -> str:
    """The department that a withdrawn file says it is from, inside or in its name."""
    named = offices_in((source.file,), offices_of(settings))
    return source.department or (named[0].name if len(named) == 1 else "")


def _department(
    settings: Settings, reckoned: Reckoned, name: str, today: date, withdrawn: Sequence[Source]
) -> DepartmentStanding:
    cards = [card.status for card in reckoned.result.cards if card.subject.department == name]
    forms = tuple(_forms(settings, reckoned, name, today, withdrawn))
    awaited = {(one.scheme, one.form) for one in forms if one.waits}
    levels = Counter(
        severity(found)
        for found in reckoned.result.findings
        if found.department == name and not _only_awaited(found, awaited)
    )
    placed = {file for one in forms for file in one.withdrawn}
    return DepartmentStanding(
        department=name,
        forms=forms,
        waiting=bool(awaited),
        scored=cards.count("scored"),
        withheld=cards.count("withheld"),
        errors=levels["error"],
        warnings=levels["warning"],
        withdrawn=tuple(one.file for one in withdrawn if one.file not in placed),
    )


def _only_awaited(found: Finding, awaited: Iterable[tuple[str, str]]) -> bool:
    values = dict(found.values)
    return found.code in ASKED_FOR and (values["scheme"], values["form"]) in awaited


def _forms(
    settings: Settings, reckoned: Reckoned, name: str, today: date, withdrawn: Sequence[Source]
) -> Iterator[FormStanding]:
    gathered = reckoned.gathered
    for scheme in settings.schemes_of(name, gathered.period):
        handed = handed_of(settings, gathered, scheme)
        for form in scheme.forms:
            asked = handed.asked(form.id, name)
            if asked:
                sheets = [one for one in handed.sheets if (one.form, one.department) == (form.id, name)]
                back = tuple(one.file for one in withdrawn if _is_of(one, scheme, form))
                yield _form(reckoned, scheme, form, name, asked, sheets, back, today)


def _form(
    reckoned: Reckoned, scheme: Scheme, form: Form, name: str, asked: Sequence[Table], sheets: Sequence[Sheet],
    withdrawn: tuple[str, ...], today: date,
) -> FormStanding:  # fmt: skip
    gathered = reckoned.gathered
    lacking = [table for table in asked if table.id not in {sheet.table for sheet in sheets}]
    unusable = _unusable(reckoned, name, {table.id for table in lacking})
    due = gathered.period.shifted(form.due_month).day(form.due_day)
    state = _state(form, lacking, unusable, sheets)
    late = state in WAITED_FOR and today > due
    own = {one.file for one in gathered.sources if one.department == name and _is_of(one, scheme, form)}
    files = dict.fromkeys(sheet.ref.file for sheet in sheets)
    return FormStanding(
        scheme=scheme.name,
        form=form.name,
        optional=form.optional,
        state=state,
        due=due,
        late=late,
        days_late=(today - due).days if late else 0,
        files=tuple(files),
        handed=tuple(
            HandedFile(file, tuple(dict.fromkeys(one.ref.sheet for one in sheets if one.ref.file == file)))
            for file in files
        ),
        lacking=tuple(table.name for table in lacking),
        unusable=unusable,
        superseded=tuple(
            (one.where.file, dict(one.values)["found"])
            for one in reckoned.result.findings
            if one.code == "SUPERSEDED" and one.where.file in own
        ),
        withdrawn=withdrawn,
    )


def _state(form: Form, lacking: Sequence[Table], unusable: Sequence[str], sheets: Sequence[Sheet]) -> FormState:
    if not lacking:
        return "complete"
    if unusable:
        return "unusable"
    if sheets:
        return "partial"
    return "optional" if form.optional else "missing"


def _unusable(reckoned: Reckoned, name: str, lacking: Iterable[str]) -> tuple[str, ...]:
    """The files that are said to hold these tables, and cannot be used."""
    wanted = set(lacking)
    return tuple(
        dict.fromkeys(
            one.where.file
            for one in reckoned.result.findings
            if is_error(one) and one.department == name and one.code not in ASKED_FOR and wanted & set(one.tables)
        )
    )


def _is_of(source: Source, scheme: Scheme, form: Form) -> bool:
    return scheme.id in source.scheme.split("、") and form.id in source.form.split("、")
