"""validate, merge, score, settle for one month: scheme by scheme, each from its own rows alone."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial

from reportgen import findings as catalogue
from reportgen.formula import Block
from reportgen.ledger.annals import Difference
from reportgen.merge import merge_rows, one_sided
from reportgen.merge.brought import off_the_list, with_brought
from reportgen.merge.drawings import drawn, not_payable
from reportgen.pipeline.gathering import Gathered, Progress, offices_of
from reportgen.pipeline.people import due_cards, leave_notes, paid_twice
from reportgen.pipeline.unread import in_doubt, standing_in
from reportgen.records import (
    CellRef,
    Drawn,
    Finding,
    History,
    Lock,
    Measured,
    MonthResult,
    Row,
    Scorecard,
    Table,
    finding,
)  # fmt: skip
from reportgen.scheme import OutputFigure, Scheme
from reportgen.score import Scoring, measured
from reportgen.score.look import Month, grouped
from reportgen.settings import Settings
from reportgen.settle import Settling, settle
from reportgen.settle.outputs import tabulated
from reportgen.settle.outputs.month import MonthSheets
from reportgen.tenure import at_work, on_leave
from reportgen.validate import usable, validate
from reportgen.validate.context import Handed
from reportgen.validate.kinds import examine, locks


@dataclass(frozen=True, slots=True)
class Reckoned:
    """The month scored, before anything is published. `months` keep what was looked at, for explaining. `carried` are
    the differences of corrected months that are in its pays, `unsettled` those of people who have no pay this month."""

    gathered: Gathered
    result: MonthResult
    history: History
    months: Mapping[str, Month]
    carried: tuple[Difference, ...] = ()
    unsettled: tuple[Difference, ...] = ()


def reckon(settings: Settings, gathered: Gathered, history: History, progress: Progress) -> Reckoned:
    """validate, merge, score, settle: scheme by scheme, each from its own rows alone."""
    everything = [handed_of(settings, gathered, scheme) for scheme in gathered.schemes]
    found = [*gathered.findings, *standing_in(gathered.unread, offices_of(settings), everything)]
    doubtful = in_doubt(found)
    cards: list[Scorecard] = []
    month_tables: list[Table] = []
    months: dict[str, Month] = {}
    locked: list[Lock] = []
    if any(scheme.items for scheme in gathered.schemes) and history.last != str(gathered.period.previous):
        previous = str(gathered.period.previous)
        found.append(finding("HISTORY_MISSING", CellRef(previous), expected=previous))
    for number, one in enumerate(everything):
        progress("score", number, len(gathered.schemes))
        scheme = one.scheme
        known = {table: lines for (id, table), lines in history.locked.items() if id == scheme.id}
        handed = replace(one, in_doubt=doubtful, locked=known)
        found += [*leave_notes(handed), *validate(handed)]
        rows, refused, wrong = _rows(handed)
        found += wrong
        month = _month(handed, rows, found, history)
        locked += locks(scheme, rows, month.by_cell.keys())
        found += one_sided(scheme, month.lines, month.by_table)
        found += off_the_list(scheme, (row for rows in month.rows.values() for row in rows))
        months[scheme.id] = month
        scheme_cards, wrong = _cards(handed, month, history)
        cards += scheme_cards
        found += wrong
        worked = drawn(scheme, rows, {table for _, table in doubtful})
        found += not_payable(scheme, worked)
        made, table_findings = _tables(handed, month, scheme_cards, refused, worked, history)
        month_tables += made
        found += table_findings
    found += paid_twice(cards, gathered.schemes)
    progress("score", len(gathered.schemes), len(gathered.schemes))
    result = MonthResult(
        str(gathered.period), tuple(cards), tuple(month_tables), catalogue.in_order(found), tuple(locked)
    )
    return Reckoned(gathered, result, history, months)


def handed_of(settings: Settings, gathered: Gathered, scheme: Scheme) -> Handed:
    everyone = at_work(gathered.people, gathered.period)
    departments = {
        office.name: tuple(one for one in everyone if one.department == office.name and one.role in scheme.asked_of)
        for office in settings.departments
        if scheme.id in office.schemes
    }
    sheets = tuple(sheet for sheet in gathered.submitted.sheets if sheet.scheme == scheme.id)
    away = frozenset(one.id for one in on_leave(gathered.people, gathered.period))
    workdays = settings.calendar.workdays(gathered.period)
    return Handed(scheme, gathered.period, sheets, departments, everyone, gathered.people, away, workdays=workdays)


def _rows(handed: Handed) -> tuple[tuple[Row, ...], Counter[str], tuple[Finding, ...]]:
    """The rows that count, how many of each table the scheme's own checks left out, and what these found."""
    rows = with_brought(handed.scheme, usable(handed))
    examined = examine(handed, rows)
    if not examined.refused:
        return rows, Counter(), examined.findings
    refused = Counter(row.table for row in rows if row.ref in examined.refused)
    return tuple(row for row in rows if row.ref not in examined.refused), refused, examined.findings


def _month(handed: Handed, rows: tuple[Row, ...], found: Iterable[Finding], history: History) -> Month:
    errors = [one for one in dict.fromkeys(found) if catalogue.is_error(one)]
    by_cell: defaultdict[CellRef, list[Finding]] = defaultdict(list)
    by_table: defaultdict[tuple[str, str], list[Finding]] = defaultdict(list)
    for one in errors:
        by_cell[one.where].append(one)
        for table in one.tables:
            for owner in one.concerns or (one.department, ""):
                by_table[table, owner].append(one)
    sheets = defaultdict(list)
    for sheet in handed.sheets:
        sheets[sheet.table, sheet.department].append(sheet)
    values = {
        (person, kpi): value for (scheme, person, kpi), value in history.values.items() if scheme == handed.scheme.id
    }
    return Month(
        period=handed.period,
        scheme=handed.scheme,
        rows=grouped(rows),
        lines=merge_rows(handed.scheme, rows),
        sheets={key: tuple(held) for key, held in sheets.items()},
        by_cell={key: tuple(held) for key, held in by_cell.items()},
        by_table={key: tuple(held) for key, held in by_table.items()},
        previous_values=values,
        has_previous=bool(history.last),
    )


def _cards(handed: Handed, month: Month, history: History) -> tuple[tuple[Scorecard, ...], tuple[Finding, ...]]:
    due = due_cards(handed, month)
    reviews = {one.table for one in handed.scheme.reviews}
    settling = Settling(
        scheme=handed.scheme,
        period=handed.period,
        rows=tuple(row for (table, _), rows in month.rows.items() if table in reviews for row in rows),
        by_cell=month.by_cell,
        by_table=month.by_table,
        history=history,
    )
    cards, wrong = settle(settling, due)
    scored = (found for one in due for scores in one.scores for found in scores.findings)
    whole = (found for one in due for measure in one.measures for found in measure.blame)
    return cards, (*scored, *whole, *wrong)


def _asked(handed: Handed) -> frozenset[str]:
    """The tables that some department has to hand in: it has people whom they are about."""
    forms = (form.id for form in handed.scheme.forms)
    asked = (handed.asked(form, department) for form in forms for department in handed.departments)
    return frozenset(table.id for tables in asked for table in tables)


def _tables(
    handed: Handed,
    month: Month,
    cards: tuple[Scorecard, ...],
    refused: Counter[str],
    worked: Mapping[str, Drawn],
    history: History,
) -> tuple[tuple[Table, ...], list[Finding]]:
    """The scheme's month tables over all departments that work by it."""
    found: list[Finding] = []
    blocks: dict[str, Block] = {}
    own = {table.id for table in handed.scheme.tables}
    doubtful = [table for department, table in handed.in_doubt if table in own and department in handed.departments]

    def figure(declared: OutputFigure) -> Measured:
        one = measured(declared, Scoring(month, "", (), ("",), blocks))
        found.extend(one.blame)
        return one

    sheets = MonthSheets(
        scheme=handed.scheme,
        period=handed.period,
        by_owner=month.rows,
        by_table=month.by_table,
        present=frozenset((*(sheet.table for sheet in handed.sheets), *doubtful)),
        measured=figure,
        cards=cards,
        scoring=partial(_scoring, month),
        blocks=blocks,
        by_cell=month.by_cell,
        refused=refused,
        unusable=_unusable(handed, month, refused),
        people=tuple(one for people in handed.departments.values() for one in people),
        workdays=handed.workdays,
        drawn=worked,
        asked=_asked(handed),
        trend=history.trend,
    )
    return tabulated(sheets), found


def _scoring(month: Month, card: Scorecard, held: dict[str, Block]) -> Scoring:
    """What a measure needs to look at the subject of a card."""
    spells = card.posting.spells if card.posting else ()
    offices = tuple(dict.fromkeys((card.subject.department, *(one.department for one in spells))))
    return Scoring(month, card.subject.id, (card.subject.role, card.subject.id), offices, held)


def _unusable(handed: Handed, month: Month, refused: Counter[str]) -> Counter[str]:
    """How many lines of each table are about someone they cannot be about."""
    lines = Counter(row.table for sheet in handed.sheets for row in sheet.rows)
    for (table, _), rows in month.rows.items():
        lines[table] -= len(rows)
    return lines - refused
