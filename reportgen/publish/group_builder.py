"""A month's cards -> what the reports on its departments and on the company say.

Averages, rankings, points lost and figures are over scored cards only and say over how many of those due.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from reportgen.findings import severity, tell
from reportgen.publish.group_facts import facts, unit_row
from reportgen.publish.group_past import Past, Reporting, Scope, past
from reportgen.publish.group_section import role_section
from reportgen.publish.group_view import GroupView, Reason, UnitRow, WithheldRow
from reportgen.publish.table_view import TableView
from reportgen.records import Scorecard


def department_views(reporting: Reporting) -> Iterator[GroupView]:
    """One report for each department that has cards due, in the order of the settings."""
    for name in _departments(reporting):
        if Scope(name).cards(reporting.result):
            yield _view(reporting, name, ())


def company_view(reporting: Reporting, tables: Sequence[TableView]) -> GroupView:
    """The company's report, with the month tables."""
    return _view(reporting, "", tables)


def _departments(reporting: Reporting) -> tuple[str, ...]:
    """As the settings list them, then those that only cards know."""
    known = dict.fromkeys([*reporting.departments, *(card.subject.department for card in reporting.result.cards)])
    return tuple(name for name in known if name)


def _view(reporting: Reporting, department: str, tables: Sequence[TableView]) -> GroupView:
    paper, scope = reporting.paper, Scope(department)
    cards = scope.cards(reporting.result)
    last = paper.history.last
    period = paper.month(reporting.result.period)
    kinds = dict.fromkeys((card.scheme, card.subject.role) for card in cards)
    names = () if department else _departments(reporting)
    return GroupView(
        kind="department" if department else "company",
        language=reporting.language,
        organisation=paper.organisation,
        title=reporting.word("title_department" if department else "title_company", period=period, name=department),
        name=department or paper.organisation,
        period=period,
        period_id=reporting.result.period,
        last_period=paper.month(last) if last else "",
        revision="",
        facts=facts(reporting, cards, past(reporting, scope), Scope().key),
        units=_units(reporting, names) if len(names) > 1 else (),
        sections=tuple(
            role_section(reporting, Scope(department, scheme, role), names)
            for scheme, role in _in_order(reporting, kinds)
        ),
        withheld=tuple(_withheld(reporting, card) for card in _by_department(reporting, cards) if card.score is None),
        tables=tuple(tables),
    )


def _in_order(reporting: Reporting, kinds: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Schemes as they come, roles in the order of the scheme."""
    schemes = list(reporting.paper.schemes)
    return sorted(
        kinds, key=lambda kind: (schemes.index(kind[0]), reporting.paper.schemes[kind[0]].roles.index(kind[1]))
    )


def _by_department(reporting: Reporting, cards: Sequence[Scorecard]) -> list[Scorecard]:
    order = {name: place for place, name in enumerate(_departments(reporting))}
    return sorted(cards, key=lambda card: order.get(card.subject.department, len(order)))


# ---------------------------------------------------------------- departments side by side


def _units(reporting: Reporting, names: Sequence[str]) -> tuple[UnitRow, ...]:
    """All departments and their sum; what belongs to none has a row of its own, so that the columns foot."""
    base = f"{Scope().key}/unit"
    found = [one.department for one in reporting.result.findings if severity(one) == "error"]
    rows = [
        unit_row(reporting, name, Scope(name).cards(reporting.result), past(reporting, Scope(name)), found.count(name),
                 over=(name,), live=f"{base}/{name}")
        for name in names
    ]  # fmt: skip
    cards = reporting.result.cards
    outside = tuple(card for card in cards if card.subject.department not in names)
    homeless = sum(name not in names for name in found)
    if outside or homeless:
        nothing = Past("", {})
        over = tuple(dict.fromkeys(card.subject.department for card in outside))
        live = f"{base}-outside" if over else ""
        rows.append(unit_row(reporting, reporting.word("outside"), outside, nothing, homeless, over=over, live=live))
    whole = past(reporting, Scope())
    rows.append(unit_row(reporting, reporting.word("total"), cards, whole, len(found), is_total=True, live=f"{base}s"))
    return tuple(rows)


def _withheld(reporting: Reporting, card: Scorecard) -> WithheldRow:
    told = [(found, tell(found, reporting.paper.speaker.language)) for found in card.blame]
    why = dict.fromkeys(Reason(str(found.where), words.message, words.fix) for found, words in told)
    subject = card.subject
    scheme = reporting.paper.schemes[card.scheme].name
    return WithheldRow(subject.id, subject.name, subject.department, subject.role, scheme, tuple(why))
