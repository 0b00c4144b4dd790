"""The figures that the index page draws: departments side by side, and per scheme grades, months and points lost.

    Charts ── UnitRow (a department), SchemeFigures (one per scheme with cards) ── Fact, GradeRow, MonthPoint, LostRow
                                                                              ── RoleSection (its key figures)
They come from the same functions as the company's report and say over how many people they stand.
"""

from __future__ import annotations

from dataclasses import dataclass

from reportgen.publish.group_facts import facts
from reportgen.publish.group_figures import lost_by_item
from reportgen.publish.group_past import Reporting, Scope, course, past
from reportgen.publish.group_section import grade_rows, lost_rows, rest_row
from reportgen.publish.group_view import Fact, GradeRow, GroupView, LostRow, MonthPoint, RoleSection, UnitRow
from reportgen.publish.view import TrendPoint


@dataclass(frozen=True, slots=True)
class SchemeFigures:
    """All cards of one scheme, whatever the role. `counted` says how many of those due are scored ("18 / 22 人")."""

    title: str
    counted: str
    facts: tuple[Fact, ...]
    grades: tuple[GradeRow, ...]
    months: tuple[MonthPoint, ...]
    lost: tuple[LostRow, ...]
    lost_rest: LostRow | None  # what stands behind the first MOST_LOST, in one row
    roles: tuple[RoleSection, ...]

    @property
    def trend(self) -> tuple[TrendPoint, ...]:
        return tuple(month.point for month in self.months)


@dataclass(frozen=True, slots=True)
class Charts:
    """`units` only when there are several departments, their sum last."""

    units: tuple[UnitRow, ...] = ()
    schemes: tuple[SchemeFigures, ...] = ()


def charts(reporting: Reporting, company: GroupView) -> Charts:
    """`company` is the company's report of the same month."""
    kinds = dict.fromkeys(section.scheme for section in company.sections)
    return Charts(company.units, tuple(_scheme(reporting, company, id) for id in kinds))


def _scheme(reporting: Reporting, company: GroupView, id: str) -> SchemeFigures:
    scheme, scope = reporting.paper.schemes[id], Scope(scheme=id)
    cards = scope.cards(reporting.result)
    scored = tuple(card for card in cards if card.score is not None)
    before = past(reporting, scope)
    sums = lost_by_item(scheme, scored)
    lost = lost_rows(reporting, sums)
    return SchemeFigures(
        title=scheme.name,
        counted=reporting.people(len(scored), len(cards)),
        facts=facts(reporting, cards, before),
        grades=grade_rows(scheme, scored, before),
        months=course(reporting, before, cards),
        lost=lost,
        lost_rest=rest_row(reporting, sums, lost),
        roles=tuple(section for section in company.sections if section.scheme == id),
    )
