"""Scorecards -> what a person's paper says: labels, order, signs and rounding, decided here once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from reportgen.exact import ZERO, half_up, money, plain, quotient
from reportgen.findings import tell
from reportgen.formula import Expr, Named
from reportgen.period import Period
from reportgen.publish.labels import SCORECARD_WORDS, words
from reportgen.publish.view import CardView, ItemRow, KpiRow, PayRow, ReviewRow, SectionView, TrendPoint
from reportgen.records import Component, History, Measured, PayPart, Person, Scorecard, Spell
from reportgen.scheme import Item, Scheme
from reportgen.tenure import whole_month
from reportgen.words import Speaker, in_language

NONE = "—"
PAGE_LANGUAGE = {"zh": "zh-Hans", "zh-Hant": "zh-Hant", "en": "en"}

WORDS = {
    "card-title": {"zh": "{period}考核单", "en": "Scorecard {period}"},
    "period": {"zh": "{year}年{month}月", "en": "{year}-{month:0>2}"},
    "month": {"zh": "{month}月", "en": "{month}"},
    "score-formula": {"zh": "{parts} = {score}", "en": "{parts} = {score}"},
    "score-part": {"zh": "{name} {raw} × {weight} %", "en": "{name} {raw} × {weight} %"},
    "pay-withheld": {"zh": "工资暂缓：{why}", "en": "pay withheld: {why}"},
    "parts-formula": {
        "zh": "（{parts}）÷ {days} 天 = {score}",
        "en": "({parts}) / {days} days = {score}",
    },
    "parts-part": {"zh": "{raw} × {days} 天", "en": "{raw} × {days} days"},
    "in-post": {
        "zh": "{first} 至 {last} 在岗，{days} / {of} 天",
        "en": "in post from {first} to {last}, {days} of {of} days",
    },
    "in-post-there": {
        "zh": "{first} 至 {last} 在{department}任{role}，在岗 {days} / {of} 天",
        "en": "{role} in {department} from {first} to {last}, in post {days} of {of} days",
    },
    "on-leave": {"zh": "（另有长假 {days} 天）", "en": " (and {days} days of long leave)"},
}


@dataclass(frozen=True, slots=True)
class Paper:
    """What all cards of a run share."""

    organisation: str
    period: str
    speaker: Speaker
    schemes: Mapping[str, Scheme]
    history: History

    def text(self, id: str, **values: object) -> str:
        return in_language(WORDS[id], self.speaker.language).format(**values)

    def month(self, period: str) -> str:
        year, month = period.split("-")
        return self.text("period", year=year, month=int(month))


def card_view(paper: Paper, person: Person, cards: Sequence[Scorecard]) -> CardView:
    """One person's paper: a section per scheme and role, scored cards only."""
    page = PAGE_LANGUAGE[paper.speaker.language]
    period = paper.month(paper.period)
    return CardView(
        language=page,
        words=words(SCORECARD_WORDS, page),
        organisation=paper.organisation,
        title=paper.text("card-title", period=period),
        period=period,
        period_id=paper.period,
        department=person.department,
        person_id=person.id,
        person_name=person.name,
        post="、".join(dict.fromkeys(post for post in _posts(person, cards) if post)),
        revision="",
        sections=tuple(_section(paper, card) for card in cards),
    )


def _posts(person: Person, cards: Sequence[Scorecard]) -> tuple[str, ...]:
    """The post of each card's row of the roster: who has two roles has two."""
    return tuple(card.posting.person.post if card.posting else person.post for card in cards)


def _section(paper: Paper, card: Scorecard) -> SectionView:
    scheme = paper.schemes[card.scheme]
    if card.score is None:
        raise ValueError(f"a withheld card has no paper: {card.key}")
    before = card.previous[1] if card.previous else None
    pay = card.pay if card.pay and card.pay.status == "scored" else None
    declared = {item.id: item for item in scheme.items}
    return SectionView(
        scheme=scheme.id,
        title=scheme.name,
        role=card.subject.role,
        score=_points(card.score),
        grade=card.grade or NONE,
        rank=f"{card.rank} / {card.of}",
        previous=NONE if before is None else _points(before),
        change=NONE if before is None else _signed(card.score - before),
        formula=_formula(paper, card),
        items=tuple(row for root in card.components for row in _rows(paper, card, root, declared)),
        kpis=tuple(_kpi(paper, card, measured) for measured in card.measures),
        pay=tuple(_pay_row(paper, part) for part in (pay.parts if pay else ())),
        pay_total=money(pay.total) if pay and pay.total is not None else "",
        pay_note=_pay_note(paper, card),
        reviews=tuple(
            ReviewRow(
                f"{step.step}（{step.part}）" if step.part else step.step,
                step.by,
                step.on.isoformat() if step.on else NONE,
                step.verdict,
            )
            for step in card.reviews
        ),
        trend=_trend(paper, card),
        flags=card.flags,
        notes=tuple(_in_post(paper, card)),
        live=f"{card.scheme}/{card.subject.role}",
        outlook=paper.speaker.all(card.outlook.because) if card.outlook else (),
    )


def _pay_row(paper: Paper, part: PayPart) -> PayRow:
    because = "；".join(paper.speaker.all(part.because))
    return PayRow(part.name, money(part.amount or ZERO), because, _cells(part), live=key_of(part.formula))


def _in_post(paper: Paper, card: Scorecard) -> Iterator[str]:
    """From when to when, unless it was the whole month in one place."""
    if card.posting is None or whole_month(card.posting):
        return
    of, spells = Period.parse(paper.period).last.day, card.posting.spells
    for spell in spells:
        leave = sum((one.last - one.first).days + 1 for one in spell.stints) - spell.days
        known = {"first": spell.first, "last": spell.last, "days": spell.days, "of": of}
        place = {"department": spell.department, "role": spell.role}
        said = paper.text("in-post-there", **known, **place) if len(spells) > 1 else paper.text("in-post", **known)
        yield said + (paper.text("on-leave", days=leave) if leave else "")


def _rows(
    paper: Paper, card: Scorecard, part: Component, declared: Mapping[str, Item], level: int = 0,
    spell: Component | None = None,
) -> Iterator[ItemRow]:  # fmt: skip
    """A component and what it is made of, however deep; `spell` is the part of the month, after a transfer."""
    special = part.spell is None and declared[part.id].special
    counted = ZERO if part.counted is None else part.counted
    lost = part.out_of - counted if not special else -counted
    before = points_before(paper, card, part, spell)
    yield ItemRow(
        id=f"{spell.id}/{part.id}" if spell else part.id,
        level=level,
        kind="special" if special else _kind(part, level, spell),
        name=f"{part.spell.department}·{part.spell.role}" if part.spell else part.name,
        weight=f"{plain(part.weight)} %" if part.weight is not None else "",
        out_of="" if special else plain(part.out_of),
        points=_points(counted),
        lost="" if lost == ZERO else _points(-lost),
        previous=NONE if before is None else _points(before),
        share=None if special or part.out_of == ZERO else quotient(max(ZERO, counted), part.out_of),
        because=paper.speaker.all(part.because),
        evidence=_cells(part),
        live=key_of(part.formulas.counted) if part.formulas else "",
        cost=max(ZERO, lost),
        part=_days(spell.spell) if spell and spell.spell else "",
    )
    for child in part.components:
        yield from _rows(paper, card, child, declared, level + 1, part if part.spell else spell)


def _kind(part: Component, level: int, spell: Component | None) -> Literal["part", "component", "group", "item"]:
    """Below a part of the month stands what else would stand at the top."""
    if part.spell:
        return "part"
    if level == (1 if spell else 0):
        return "component"
    return "group" if part.components else "item"


def _days(spell: Spell) -> str:
    return f"{spell.first.month}-{spell.first.day}—{spell.last.month}-{spell.last.day}"


def points_before(paper: Paper, card: Scorecard, part: Component, spell: Component | None) -> Decimal | None:
    """Last month's points in the same role: of a part of the month the score, else those of the item."""
    role = next((one.spell.role for one in (part, spell) if one and one.spell), card.subject.role)
    if part.spell:
        return paper.history.scores.get((card.scheme, role, card.subject.id))
    return paper.history.points.get((card.scheme, role, card.subject.id, part.id))


def _kpi(paper: Paper, card: Scorecard, measured: Measured) -> KpiRow:
    before = paper.history.values.get((card.scheme, card.subject.id, measured.id))
    return KpiRow(
        id=measured.id,
        name=measured.name,
        value=_figure(measured.value, measured),
        unit=measured.unit if measured.value is not None else "",
        previous=_figure(before, measured),
        because="；".join(paper.speaker.all(measured.because)),
        evidence=_cells(measured),
        live=key_of(measured.formula),
    )


def _figure(value: Decimal | None, measured: Measured) -> str:
    if value is None:
        return NONE
    shown = money(value, measured.digits)
    return shown.replace("-", "−")


def _formula(paper: Paper, card: Scorecard) -> str:
    score = _points(card.score or ZERO)
    spells = [(root, root.spell) for root in card.components if root.spell is not None]
    if spells:
        by_days = (paper.text("parts-part", raw=_points(root.raw or ZERO), days=spell.days) for root, spell in spells)
        days = sum(spell.days for _, spell in spells)
        return paper.text("parts-formula", parts=" + ".join(by_days), days=days, score=score)
    parts = " + ".join(
        paper.text("score-part", name=root.name, raw=_points(root.raw or ZERO), weight=plain(root.weight))
        if root.weight is not None
        else f"{root.name} {_points(root.points or ZERO)}"
        for root in card.components
    )
    return paper.text("score-formula", parts=parts, score=score)


def _pay_note(paper: Paper, card: Scorecard) -> str:
    if card.pay is None or card.pay.status == "scored":
        return ""
    told = (f"{tell(found, paper.speaker.language).message}（{found.where}）" for found in card.pay.blame)
    return paper.text("pay-withheld", why="；".join(dict.fromkeys(told)))


def _trend(paper: Paper, card: Scorecard) -> tuple[TrendPoint, ...]:
    key = (card.scheme, card.subject.role, card.subject.id)
    months = (*paper.history.trend.get(key, ()), (paper.period, card.score))
    return tuple(
        TrendPoint(
            paper.text("month", month=int(period.split("-")[1])), score, NONE if score is None else _points(score)
        )
        for period, score in months[-12:]
    )


def key_of(formula: Expr | None) -> str:
    """The name under which a figure has its place in the workbook."""
    return formula.key if isinstance(formula, Named) else ""


def _points(value: Decimal) -> str:
    return str(half_up(value, max(2, -int(value.as_tuple().exponent)))).replace("-", "−")


def _signed(value: Decimal) -> str:
    shown = _points(value)
    return shown if value <= ZERO else f"+{shown}"


def _cells(part: Component | Measured | object) -> tuple[str, ...]:
    return tuple(str(ref) for ref in getattr(part, "evidence", ()))
