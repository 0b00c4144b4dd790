"""The chain of reviews: every step must have said 同意 or adjusted an item with a reason; the later step prevails."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from reportgen.exact import ZERO, plain
from reportgen.records import CellRef, Finding, Phrase, ReviewStep, Row, Subject, finding, phrase
from reportgen.scheme import Item, Review, Scheme

WORDS = {
    "adjusted": {
        "zh": "{step}（{by}）调整：{before} → {after}，理由：{reason}",
        "en": "{step} ({by}) changed {before} to {after}: {reason}",
    },
}


@dataclass(frozen=True, slots=True)
class Adjustment:
    item: str
    points: Decimal
    step: str
    by: str
    reason: str
    evidence: tuple[CellRef, ...]

    def words(self, before: Decimal) -> Phrase:
        after = plain(self.points)
        return phrase("adjusted", step=self.step, by=self.by, before=plain(before), after=after, reason=self.reason)


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What the chain said about one subject. `blame` withholds the card."""

    steps: tuple[ReviewStep, ...] = ()
    adjustments: tuple[Adjustment, ...] = ()
    blame: tuple[Finding, ...] = ()


def reviewed(
    scheme: Scheme,
    subject: Subject,
    rows: Iterable[Row],
    by_cell: Mapping[CellRef, tuple[Finding, ...]],
    by_table: Mapping[tuple[str, str], tuple[Finding, ...]],
) -> Reviewed:
    """The reviews of the subject's role, from its department's review lines, in the order of the chain."""
    steps: list[ReviewStep] = []
    adjustments: list[Adjustment] = []
    blame: list[Finding] = []
    for review in (one for one in scheme.reviews if subject.role in one.roles):
        in_doubt = by_table.get((review.table, subject.department), ())
        blame += [*in_doubt, *by_table.get((review.table, subject.id), ())]
        own = [row for row in rows if row.table == review.table and _is_about(row, subject)]
        for step in review.steps:
            lines = [row for row in own if row.get("step").value == step]
            if not lines and not in_doubt:
                blame.append(_no_step(scheme, review, step, subject, own))
            for row in lines:
                wrong = [found for entry in row.entries.values() for found in by_cell.get(entry.ref, ())]
                blame += wrong
                if not wrong:
                    steps.append(_step(row, step))
                    adjusted, missing = _adjustment(scheme, review, row, step, subject)
                    adjustments += adjusted
                    blame += missing
    return Reviewed(tuple(steps), tuple(adjustments), tuple(dict.fromkeys(blame)))


def _is_about(row: Row, subject: Subject) -> bool:
    person, role = row.get("person").value, row.get("role").value
    return row.department == subject.department and person in (None, subject.id) and role in (None, subject.role)


def _no_step(scheme: Scheme, review: Review, step: str, subject: Subject, own: list[Row]) -> Finding:
    table = scheme.table(review.table)
    where = CellRef(own[0].ref.file, own[0].ref.sheet) if own else CellRef(subject.department, table.name)
    return finding(
        "REVIEW_MISSING",
        where,
        concerns=(subject.id,),
        department=subject.department,
        step=step,
        role=subject.role,
        sheet=table.name,
    )


def _text(row: Row, column: str) -> str:
    value = row.get(column).value
    return value if isinstance(value, str) else ""


def _step(row: Row, step: str) -> ReviewStep:
    on = row.get("on").value
    return ReviewStep(step, _text(row, "by"), on if isinstance(on, date) else None, _text(row, "verdict"), row.ref)


def _adjustment(
    scheme: Scheme, review: Review, row: Row, step: str, subject: Subject
) -> tuple[list[Adjustment], list[Finding]]:
    """An adjusting line names the person, an item of the card, points within 0..full, and a reason."""
    if row.get("verdict").value == review.agree:
        return [], []
    points = row.get("points").value
    item = _item(scheme, subject, _text(row, "item"))
    reason = _text(row, "reason")
    if row.get("person").value != subject.id or item is None or not isinstance(points, Decimal) or not reason:
        code, accepted = "REVIEW_INCOMPLETE", "、".join(one.name for one in _adjustable(scheme, subject))
    elif not ZERO <= points <= item.full:
        code, accepted = "REVIEW_OUT_OF_RANGE", f"0–{plain(item.full)}"
    elif _text(row, "by") in (subject.name, subject.id):
        code, accepted = "REVIEWS_ONESELF", ""
    else:
        evidence = (row.get("points").ref, row.get("reason").ref)
        return [Adjustment(item.id, points, step, _text(row, "by"), reason, evidence)], []
    wrong = finding(
        code,
        row.ref,
        concerns=(subject.id,),
        department=subject.department,
        step=step,
        found=_text(row, "item") or "—",
        accepted=accepted,
    )
    return [], [wrong]


def _adjustable(scheme: Scheme, subject: Subject) -> list[Item]:
    return [item for item in scheme.items_of(subject.role) if item.rule is not None and not item.special]


def _item(scheme: Scheme, subject: Subject, written: str) -> Item | None:
    return next((item for item in _adjustable(scheme, subject) if written in (item.id, item.name)), None)
