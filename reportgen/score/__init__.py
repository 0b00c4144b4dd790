"""score: a subject's rows and lines -> points that explain themselves, item by item.

A rule sees only what its Look shows it. What it read is the evidence; what it could not read withholds the item, and
nothing else. Points are exact inside a rule and rounded once, here, to the scheme's digits.
"""

from __future__ import annotations

from decimal import Decimal

from reportgen.exact import ZERO, clamp, half_up
from reportgen.records import Finding, Measured, Outcome, Scores, Subject
from reportgen.scheme import Kpi, Measure, OutputFigure, PayPart, Rule
from reportgen.score.look import Look, Month
from reportgen.score.measures.operand import Operand
from reportgen.score.measures.total import Total


def score_subject(month: Month, subject: Subject) -> Scores:
    """All items, gates, KPIs and column-borne pay parts of one subject in one role."""
    scheme = month.scheme
    outcomes: dict[str, Outcome] = {}
    gates: dict[str, Outcome] = {}
    for item in scheme.items_of(subject.role):
        if item.rule is not None:
            outcomes[item.id] = _outcome(item.id, item.full, item.rule, month, subject, item.special)
        if item.gate is not None:
            gates[item.id] = _outcome(item.id, item.full, item.gate.rule, month, subject, special=False)
    measures = measures_of(month, subject.id, (subject.role,), (subject.department,))
    parts = [part for plan in scheme.pays if subject.role in plan.roles for part in plan.parts if part.table]
    bonus = {part.id: _column(part, month.looking(subject.id, subject.department)) for part in parts}
    return Scores(subject, outcomes, gates, measures, bonus, _all_blame(outcomes, gates, measures, bonus))


def measures_of(month: Month, id: str, roles: tuple[str, ...], departments: tuple[str, ...]) -> tuple[Measured, ...]:
    """The KPIs of someone in any of these roles, over what these departments handed in about him."""
    return tuple(
        measured(kpi, month.looking(id, departments[0], departments[1:]))
        for kpi in month.scheme.kpis
        if not kpi.roles or any(role in kpi.roles for role in roles)
    )


def _outcome(id: str, full: Decimal, rule: Rule, month: Month, subject: Subject, special: bool) -> Outcome:
    look = month.looking(subject.id, subject.department)
    scored = rule.score(full, look)
    blame = tuple(look.blame)
    within = scored.points if special else clamp(scored.points, ZERO, full)
    return Outcome(
        item=id,
        points=None if blame else half_up(within, month.scheme.digits),
        out_of=full,
        because=() if blame else scored.because,
        evidence=tuple(look.evidence),
        missing=scored.missing and not blame,
        doubles=scored.doubles and not blame,
        flags=() if blame else scored.flags,
        blame=blame,
    )


def measured(declared: Kpi | OutputFigure, look: Look) -> Measured:
    """A figure, rounded half up to its declared digits; it enters every formula as printed."""
    return _measured(declared.id, declared.name, declared.unit, declared.digits, declared.measure, look)


def _column(part: PayPart, look: Look) -> Measured:
    total = Total(sum=Operand(table=part.table, column=part.column))
    return _measured(part.id, part.name, "元", 2, total, look)


def _measured(id: str, name: str, unit: str, digits: int, measure: Measure, look: Look) -> Measured:
    value, because = measure.measure(look)
    blame = tuple(look.blame)
    return Measured(
        id=id,
        name=name,
        value=None if blame or value is None else half_up(value, digits),
        unit=unit,
        digits=digits,
        because=() if blame else because,
        evidence=tuple(look.evidence),
        blame=blame,
    )


def _all_blame(
    outcomes: dict[str, Outcome],
    gates: dict[str, Outcome],
    measures: tuple[Measured, ...],
    bonus: dict[str, Measured],
) -> tuple[Finding, ...]:
    blames = [one.blame for one in (*outcomes.values(), *gates.values())]
    blames += [one.blame for one in (*measures, *bonus.values())]
    return tuple(dict.fromkeys(found for blame in blames for found in blame))
