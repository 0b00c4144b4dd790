"""The formulas at the head of a card: score, grade, rank, days in post."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from reportgen.formula import (
    NIL,
    ONE,
    Block,
    BlockLine,
    Expr,
    Field,
    Given,
    Head,
    Lines,
    Named,
    Param,
    Word,
    both,
    call,
    filled,
    least,
    minus,
    most,
    over,
    plus,
    rounded,
    times,
    when,
)  # fmt: skip
from reportgen.formula.evaluate import Desk
from reportgen.period import Period
from reportgen.records import CardFormulas, Component, Person, Scorecard, Stint, phrase
from reportgen.scheme import Scheme

NEAR = 200  # different scores of others that are listed one by one; more are listed by whole points

WORDS = {
    "f-score": {"zh": "{role}：得分", "en": "{role}: score"},
    "f-grade": {"zh": "{role}：等级", "en": "{role}: grade"},
    "f-rank": {"zh": "{role}：名次", "en": "{role}: rank"},
    "f-of": {"zh": "{role}：出分人数", "en": "{role}: people with a score"},
    "f-grade-least": {"zh": "“{name}”的下限", "en": "lowest score for “{name}”"},
    "f-people-above": {"zh": "高于本人的人数", "en": "people above"},
    "f-others": {"zh": "其他出分人数", "en": "other people with a score"},
    "f-days": {"zh": "{department} 在岗天数", "en": "days in post in {department}"},
    "f-first": {"zh": "本月第一天", "en": "first day of the month"},
    "f-last-day": {"zh": "本月最后一天", "en": "last day of the month"},
    "f-date-joined": {"zh": "入职（到岗）日期", "en": "joined on"},
    "f-date-left": {"zh": "离职（离岗）日期", "en": "left on"},
    "f-date-leave_from": {"zh": "长假起", "en": "long leave from"},
    "f-date-leave_to": {"zh": "长假止", "en": "long leave to"},
}


def score_formula(
    components: Sequence[Component], key: str, role: str, digits: int, days: Sequence[Expr]
) -> Named | None:
    """The sum of the components; after a transfer the parts weighted by their days in post."""
    worked = [one.formulas for one in components if one.formulas is not None]
    if len(worked) < len(components) or not worked:
        return None
    whole: Expr = plus(*(one.points for one in worked))
    if days:
        shares = [times(one.raw, share) for one, share in zip(worked, days, strict=True)]
        whole = over(plus(*shares), plus(*days))
    return Named(f"{key}/score", phrase("f-score", role=role), rounded(whole, digits))


def capped(scheme: Scheme, components: Sequence[Component]) -> list[tuple[Component, Decimal]]:
    """The parts that cap the grade once they lose points (a rule with `caps`), each with the bound of the best left."""
    grades = {grade.name: grade.least for grade in scheme.grades}
    named = {item.id: getattr(item.rule, "caps", "") for item in scheme.items}
    parts = (part for root in components for part in root.walk())
    return [(part, grades[named[part.id]]) for part in parts if named.get(part.id)]


def grade_formula(
    scheme: Scheme, score: Expr, key: str, role: str, components: Sequence[Component] = ()
) -> Named | None:
    """The best grade whose lower bound the score reaches, and that no veto forbids; nothing for a scheme without
    grades."""
    if not scheme.grades:
        return None
    caps = [(part, bound) for part, bound in capped(scheme, components) if part.formulas is not None]
    found: Expr = Word("—")
    for grade in sorted(scheme.grades, key=lambda one: one.least):
        bound = Param(scheme.name, phrase("f-grade-least", name=grade.name), grade.least)
        reached: Expr = call("ge", score, bound)
        for part, best in caps:
            if part.formulas is not None and grade.least > best:
                full = Param(part.name, phrase("f-full"), part.out_of)
                reached = both(reached, call("ge", part.formulas.raw, full))
        found = when(reached, Word(grade.name), found)
    return Named(f"{key}/grade", phrase("f-grade", role=role), found)


def with_rank(card: Scorecard, others: Mapping[Decimal, int]) -> Scorecard:
    """The card with the formula of its rank over the unnamed scores of the others in the same scheme and role."""
    if card.formulas is None:
        return card
    role, key = card.subject.role, f"{card.scheme}/{card.subject.role}"
    block = _peers(f"{key}/peers", others)
    above = when(call("gt", Field("score"), card.formulas.score), Field("people"), NIL)
    rank = plus(ONE, Lines(block.id, role, phrase("f-people-above"), above))
    of = plus(ONE, Lines(block.id, role, phrase("f-others"), Field("people")))
    formulas = replace(
        card.formulas,
        rank=Named(f"{key}/rank", phrase("f-rank", role=role), rank),
        of=Named(f"{key}/of", phrase("f-of", role=role), of),
        blocks=(*card.formulas.blocks, block),
    )
    return replace(card, formulas=formulas)


def _peers(id: str, counts: Mapping[Decimal, int]) -> Block:
    if len(counts) > NEAR:
        by_point: Counter[Decimal] = Counter()
        for score, people in counts.items():
            by_point[score.to_integral_value(rounding="ROUND_FLOOR")] += people
        counts = by_point
    heads = (Head("score", "得分", "number"), Head("people", "人数", "count"))
    lines = tuple(
        BlockLine((score, Decimal(people)), (None, None)) for score, people in sorted(counts.items(), reverse=True)
    )
    return Block(id, "同岗位其他人员得分（不具名）", heads, lines, 0 if lines else 1)


def days_formula(stint: Stint) -> Named:
    """Days in post from the dates in the roster; the number itself where another row of the person counts too."""
    person, period = stint.person, Period.of(stint.first)
    label = phrase("f-days", department=f"{person.department} {stint.first:%m-%d}—{stint.last:%m-%d}")
    key = f"days/{person.department}/{person.role}/{stint.first}"
    first = Param("", phrase("f-first"), period.first)
    last = Param("", phrase("f-last-day"), period.last)
    start, end = most(first, _date(person, "joined", key)), least(last, _open(_date(person, "left", key), last))
    days = plus(minus(end, start), ONE)
    if person.leave_from is not None:
        until = _open(_date(person, "leave_to", key), last)
        away = plus(minus(least(end, until), most(start, _date(person, "leave_from", key))), ONE)
        days = minus(days, most(0, away))
    if Desk({}).value(days) != stint.days:
        return Named(key, label, plus(Given(f"{key}/given", label, Decimal(stint.days), person.ref), NIL))
    return Named(key, label, days)


def _date(person: Person, name: str, key: str) -> Given:
    return Given(f"{key}/{name}", phrase(f"f-date-{name}"), getattr(person, name), person.cells.get(name, person.ref))


def _open(day: Expr, otherwise: Expr) -> Expr:
    return when(filled(day), day, otherwise)


def card_formulas(card: Scorecard, scheme: Scheme, blocks: tuple[Block, ...]) -> CardFormulas | None:
    """Score and grade; the rank is known when all cards are (with_rank)."""
    key, role = f"{card.scheme}/{card.subject.role}", card.subject.role
    spells = [root.spell for root in card.components if root.spell is not None]
    days = [plus(*(days_formula(one) for one in spell.stints)) for spell in spells]
    score = score_formula(card.components, key, role, scheme.digits, days)
    if card.score is None or score is None:
        return None
    return CardFormulas(score, grade_formula(scheme, score, key, role, card.components), None, None, blocks)
