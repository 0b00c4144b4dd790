"""The live side of the pay sheet: each part of a pay as a formula over gross, share, rate, points and days.

One block for each part of the sheet, one line for each person (and stint) that has it; beside the line its amount:

    工资总额 × 占比 × 率 × 得分 × 在岗天数
    ──────────────────────────────────────   rounded to the fen; a factor that a line does not have stands for its whole
      100    × 100 × 100 × 满分 × 计薪天数
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import groupby

from reportgen.exact import half_up
from reportgen.formula import (
    PERCENT,
    Area,
    At,
    Block,
    BlockLine,
    Call,
    Expr,
    Field,
    Given,
    Head,
    Lines,
    Named,
    Param,
    call,
    filled,
    over,
    rounded,
    times,
    when,
)
from reportgen.formula.evaluate import Desk
from reportgen.formula.flat import Workings, flat
from reportgen.records import CellRef, History, PayPart, Scorecard, phrase
from reportgen.words import Language, Speaker

RESULTS = "results.json"
WORDS = {
    "pay-live": {"zh": "{who}：{what}", "en": "{who}: {what}"},
    "pay-amount": {"zh": "金额", "en": "amount"},
    "pay-share-of": {"zh": "占工资总额", "en": "share of the gross"},
    "pay-full": {"zh": "满分", "en": "full points"},
    "pay-previous": {"zh": "上次应发", "en": "paid last"},
}
# What may stand in a line: its title, its unit, and what stands in its place where a line does not have it.
FACTORS = {
    "amount": ({"zh": "表中金额", "en": "amount in the sheet"}, "元"),
    "gross": ({"zh": "工资总额", "en": "gross"}, "元"),
    "share": ({"zh": "占比", "en": "share"}, "%"),
    "rate": ({"zh": "率", "en": "rate"}, "%"),
    "points": ({"zh": "得分", "en": "points"}, ""),
    "full": ({"zh": "满分", "en": "full points"}, ""),
    "days": ({"zh": "在岗天数", "en": "days in post"}, ""),
    "of": ({"zh": "计薪天数", "en": "days that pay counts"}, ""),
}
KEYS = {"id": {"zh": "工号", "en": "staff no."}, "name": {"zh": "姓名", "en": "name"}}
BEFORE = {"zh": "以前月份已发放的工资", "en": "Paid in earlier months"}
Values = dict[str, tuple[Decimal, CellRef | None]]


@dataclass(slots=True)
class _Found:
    """The factors of one part, gathered from its formula."""

    card: Scorecard
    part: PayPart
    desk: Desk
    values: Values = field(default_factory=dict)

    def gather(self, expr: Expr) -> None:
        match expr:
            case Given(_, label, Decimal() as value, source) if label.id == "f-gross":
                self.values["gross"] = (value, source)
            case Param(_, label, Decimal() as value) if label.id in _PARAMS:
                self.values[_PARAMS[label.id]] = (value, None)
            case Named(key):
                worked = self.desk.value(expr)
                name = "days" if key.startswith("days/") else "factor"
                if isinstance(worked, Decimal):
                    self.values[name] = (worked, CellRef(RESULTS, "/".join(self.card.key), self.place(name)))
            case Call(_, args):
                for one in args:
                    self.gather(one)

    def place(self, name: str) -> str:
        return "in_post" if name == "days" else f"pay/parts/{self.part.id}"


_PARAMS = {"f-share": "share", "f-full": "full", "f-days-of": "of", "f-paid-again": "again"}


def factors(card: Scorecard, part: PayPart) -> Values:
    """What a part is worked out from; an amount of a sheet, or one without a formula, as it is."""
    blocks = {block.id: block for block in card.formulas.blocks} if card.formulas else {}
    found = _Found(card, part, Desk(blocks))
    if isinstance(part.formula, Named):
        found.gather(part.formula.expr)
    values = found.values
    if "gross" not in values:
        where = part.evidence[0] if part.evidence else CellRef(RESULTS, "/".join(card.key), found.place("amount"))
        return {"amount": (half_up(part.amount or Decimal(0)), where)}
    if "factor" in values:
        values["points" if "full" in values else "rate"] = values.pop("factor")
    return values


# ---------------------------------------------------------------- the lines


@dataclass(frozen=True, slots=True)
class PaidPart:
    """A part of someone's pay, under the name of its column."""

    name: str
    card: Scorecard
    part: PayPart


def pay_workings(
    people: Sequence[Sequence[PaidPart]], names: Sequence[str], history: History, language: Language
) -> Workings:
    """`people`: the parts of each person who is paid, in the order of the sheet. Figures are called
    pay/<工号>/<part> and pay/<工号>/previous."""
    figures: list[Named] = []
    blocks: list[Block] = []
    for name in names:
        lines = [one for own in people for one in own if one.name == name]
        if lines:
            block, made = _part_block(name, lines, language)
            blocks.append(block)
            figures += made
    block, made = _before([own[0].card for own in people if own], history, language)
    return flat((*figures, *made), (*blocks, block), Speaker(language, WORDS).say)


def _part_block(name: str, lines: Sequence[PaidPart], language: Language) -> tuple[Block, list[Named]]:
    found = [factors(one.card, one.part) for one in lines]
    same = _same(name, found)
    used = [factor for factor in FACTORS if factor not in same and any(factor in values for values in found)]
    heads = (*_keys(language),
             *(Head(one, _in(FACTORS[one][0], language), "number", FACTORS[one][1]) for one in used))  # fmt: skip
    block = Block(f"pay/{name}", name, heads, tuple(_line(one, values, used) for one, values in
                                                    zip(lines, found, strict=True)))  # fmt: skip
    amount = Lines(block.id, "", phrase("pay-amount"), amount_formula(used, same))
    return block, list(_figures(block, amount, name, lines))


def _same(name: str, found: Sequence[Values]) -> dict[str, Expr]:
    """Numbers of the scheme that are the same in all lines."""
    labels = {"share": ("pay-share-of", "%"), "full": ("pay-full", "")}
    same: dict[str, Expr] = {}
    for factor, (label, unit) in labels.items():
        values = {values[factor][0] for values in found if factor in values}
        if len(values) == 1 and all("amount" not in one and factor in one for one in found):
            same[factor] = Param(name, phrase(label), values.pop(), unit)
    return same


def _figures(block: Block, amount: Lines, name: str, lines: Sequence[PaidPart]) -> Iterator[Named]:
    for id, run in groupby(enumerate(lines), key=lambda one: one[1].card.subject.id):
        own = list(run)
        first, last = own[0][0], own[-1][0]
        expr: Expr = At(block.id, amount, first)
        if last > first:
            expr = call("sum", Area(block.id, amount, first, last))
        label = phrase("pay-live", who=own[0][1].card.subject.name, what=name)
        yield Named(f"pay/{id}/{name}", label, expr)


def _line(one: PaidPart, values: Mapping[str, tuple[Decimal, CellRef | None]], used: Sequence[str]) -> BlockLine:
    subject = one.card.subject
    there = [values.get(name, (None, None)) for name in used]
    return BlockLine(
        (subject.id, subject.name, *(value for value, _ in there)), (None, None, *(cell for _, cell in there))
    )


def amount_formula(used: Sequence[str], same: Mapping[str, Expr]) -> Expr:
    """The amount beside a line that may have the factors `used`; those in `same` are parameters."""
    if "gross" not in used:
        return rounded(Field("amount"), 2)
    above: list[Expr] = [Field("gross"), same.get("share", Field("share"))]
    below: list[Expr] = [PERCENT]
    if "rate" in used:
        above.append(when(filled(Field("rate")), Field("rate"), PERCENT))
        below.append(PERCENT)
    for part, whole in (("points", "full"), ("days", "of")):
        if part in used:
            if whole in same:
                above.append(Field(part))
                below.append(same[whole])
            else:
                above.append(when(filled(Field(whole)), Field(part), 1))
                below.append(when(filled(Field(whole)), Field(whole), 1))
    worked = rounded(over(times(*above), times(*below) if len(below) > 1 else below[0]), 2)
    return when(filled(Field("amount")), Field("amount"), worked) if "amount" in used else worked


def _before(cards: Sequence[Scorecard], history: History, language: Language) -> tuple[Block, list[Named]]:
    known = [(card.subject, history.pays[card.subject.id]) for card in cards if card.subject.id in history.pays]
    value = Head("paid", Speaker(language, WORDS).say(phrase("pay-previous")), "number", "元")
    lines = tuple(
        BlockLine((who.id, who.name, paid), (None, None, CellRef(f"{history.last}/{RESULTS}", who.id, "pay/total")))
        for who, paid in known
    )
    block = Block("before", _in(BEFORE, language), (*_keys(language), value), lines)
    made = [
        Named(f"pay/{who.id}/previous", phrase("pay-live", who=who.name, what=value.name), At("before", "paid", at))
        for at, (who, _) in enumerate(known)
    ]
    return block, made


def _keys(language: Language) -> tuple[Head, ...]:
    return tuple(Head(id, _in(texts, language), "text", key=True) for id, texts in KEYS.items())


def _in(texts: dict[str, str], language: Language) -> str:
    return Speaker(language, {"": texts}).say(phrase(""))
