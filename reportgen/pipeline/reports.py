"""What the reports on departments and on the company are made of: the month's result and who was where before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from reportgen.period import Period
from reportgen.pipeline.reckoning import Reckoned
from reportgen.publish import card_view
from reportgen.publish.group_builder import company_view, department_views
from reportgen.publish.group_live import GroupBook, group_book
from reportgen.publish.group_past import Reporting
from reportgen.publish.table_view import TableView
from reportgen.publish.ties import Tie
from reportgen.records import MonthResult
from reportgen.settings import Settings
from reportgen.tenure import in_post
from reportgen.words import Speaker


def report_views(
    settings: Settings, reckoned: Reckoned, result: MonthResult, speaker: Speaker, tables: Sequence[TableView],
    ties: tuple[Tie, ...],
) -> Iterator[GroupBook]:  # fmt: skip
    """The departments' reports, then the company's with the month tables and what has to agree."""
    reporting = reporting_of(settings, reckoned, result, speaker)
    for view in (*department_views(reporting), replace(company_view(reporting, tables), ties=ties)):
        yield group_book(reporting, view)


def reporting_of(settings: Settings, reckoned: Reckoned, result: MonthResult, speaker: Speaker) -> Reporting:
    """What the month's reports and the index page's charts are made of."""
    return Reporting(
        paper=card_view.Paper(
            organisation=settings.organisation.name,
            period=result.period,
            speaker=speaker,
            schemes={scheme.id: scheme for scheme in reckoned.gathered.schemes},
            history=reckoned.history,
        ),
        language=card_view.PAGE_LANGUAGE[speaker.language],
        result=result,
        departments=tuple(one.name for one in settings.departments),
        was_in=_was_in(reckoned),
    )


def _was_in(reckoned: Reckoned) -> dict[tuple[str, str, str], str]:
    """(month, role, 工号) -> department at the end, for the months that were published before."""
    people = sorted(reckoned.gathered.people, key=lambda one: one.joined or date.min)
    return {
        (month, one.role, one.id): one.department
        for month, _ in reckoned.history.published
        for one in in_post(people, Period.parse(month))
    }
