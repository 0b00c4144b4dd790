"""score: a subject's rows and lines -> points that explain themselves, item by item.

A rule sees only what its Look shows it. What it read is the evidence; what it could not read withholds the item, and
nothing else. Points are exact inside a rule and rounded once, here, to the scheme's digits.
"""

from __future__ import annotations

from dataclasses import dataclass

from reportgen.exact import ZERO, clamp, half_up
from reportgen.formula import Block, Expr, rounded, within
from reportgen.records import Finding, Measured, Outcome, Scores, Subject, phrase
from reportgen.scheme import Item, Kpi, Measure, OutputFigure, PayPart, Rule
from reportgen.score.desk import Desk
from reportgen.score.look import Look, Month
from reportgen.score.measures.operand import Operand
from reportgen.score.measures.total import Total


def score_subject(month: Month, subject: Subject) -> Scores:
    """All items, gates, KPIs and column-borne pay parts of one subject in one role."""
    scheme = month.scheme
    blocks: dict[str, Block] = {}
    scoring = Scoring(month, subject.id, (subject.role,), (subject.department,), blocks)
    outcomes: dict[str, Outcome] = {}
    gates: dict[str, Outcome] = {}
    for item in scheme.items_of(subject.role):
        if item.rule is not None:
            outcomes[item.id] = _outcome(item, item.name, item.rule, scoring, item.special)
        if item.gate is not None:
            gates[item.id] = _outcome(item, item.gate.name, item.gate.rule, scoring, special=False)
    measures, _ = measures_of(month, subject.id, (subject.role,), (subject.department,), blocks)
    parts = [part for plan in scheme.pays if subject.role in plan.roles for part in plan.parts if part.table]
    bonus = {part.id: _column(part, scoring) for part in parts}
    found = _all_blame(outcomes, gates, measures, bonus)
    return Scores(subject, outcomes, gates, measures, bonus, found, tuple(blocks.values()))


@dataclass(frozen=True, slots=True)
class Scoring:
    """Whose rows are looked at, and the blocks of lines that his formulas go through, gathered on the way."""

    month: Month
    subject: str
    roles: tuple[str, ...]
    departments: tuple[str, ...]
    blocks: dict[str, Block]

    def look(self) -> Look:
        return self.month.looking(self.subject, self.departments[0], self.departments[1:])

    def desk(self, scope: str) -> Desk:
        return Desk(self.look(), "/".join((self.month.scheme.id, *self.roles)), scope, self.blocks)


def measures_of(
    month: Month, id: str, roles: tuple[str, ...], departments: tuple[str, ...], blocks: dict[str, Block] | None = None
) -> tuple[tuple[Measured, ...], tuple[Block, ...]]:
    """The KPIs of someone in any of these roles, over what these departments handed in about him, and their lines."""
    scoring = Scoring(month, id, roles, departments, {} if blocks is None else blocks)
    kpis = (kpi for kpi in month.scheme.kpis if not kpi.roles or any(role in kpi.roles for role in roles))
    return tuple(measured(kpi, scoring) for kpi in kpis), tuple(scoring.blocks.values())


def _outcome(item: Item, name: str, rule: Rule, scoring: Scoring, special: bool) -> Outcome:
    look, digits = scoring.look(), scoring.month.scheme.digits
    scored = rule.score(item.full, look)
    blame = tuple(look.blame)
    within_full = scored.points if special else clamp(scored.points, ZERO, item.full)
    formula, doubles = (None, None) if blame else _formulas(item, rule, scoring.desk(name), digits, special)
    return Outcome(
        item=item.id,
        points=None if blame else half_up(within_full, digits),
        out_of=item.full,
        because=() if blame else scored.because,
        evidence=tuple(look.evidence),
        missing=scored.missing and not blame,
        doubles=scored.doubles and not blame,
        flags=() if blame else scored.flags,
        blame=blame,
        formula=formula,
        doubles_formula=doubles,
    )


def _formulas(item: Item, rule: Rule, desk: Desk, digits: int, special: bool) -> tuple[Expr, Expr | None]:
    full = desk.param(phrase("f-full"), item.full)
    points = rule.formula(full, desk)
    doubling = getattr(rule, "doubling", None) if item.double else None
    doubles: Expr | None = desk.step(phrase("f-doubles"), doubling(desk)) if doubling else None
    return rounded(points if special else within(points, 0, full), digits), doubles


def measured(declared: Kpi | OutputFigure, scoring: Scoring) -> Measured:
    """A figure, rounded half up to its declared digits; it enters every formula as printed."""
    return _measured(declared.id, declared.name, declared.unit, declared.digits, declared.measure, scoring)


def _column(part: PayPart, scoring: Scoring) -> Measured:
    total = Total(sum=Operand(table=part.table, column=part.column))
    return _measured(part.id, part.name, "元", 2, total, scoring)


def _measured(id: str, name: str, unit: str, digits: int, measure: Measure, scoring: Scoring) -> Measured:
    look = scoring.look()
    value, because = measure.measure(look)
    blame = tuple(look.blame)
    known = not blame and value is not None
    return Measured(
        id=id,
        name=name,
        value=half_up(value, digits) if known and value is not None else None,
        unit=unit,
        digits=digits,
        because=() if blame else because,
        evidence=tuple(look.evidence),
        blame=blame,
        formula=_figure(id, name, measure, scoring.desk(name), digits) if known else None,
    )


def _figure(id: str, name: str, measure: Measure, desk: Desk, digits: int) -> Expr:
    return desk.placed(f"kpi/{id}", phrase("f-figure", name=name), rounded(measure.formula(desk), digits))


def _all_blame(
    outcomes: dict[str, Outcome],
    gates: dict[str, Outcome],
    measures: tuple[Measured, ...],
    bonus: dict[str, Measured],
) -> tuple[Finding, ...]:
    blames = [one.blame for one in (*outcomes.values(), *gates.values())]
    blames += [one.blame for one in (*measures, *bonus.values())]
    return tuple(dict.fromkeys(found for blame in blames for found in blame))
