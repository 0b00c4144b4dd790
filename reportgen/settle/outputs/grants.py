"""The formulas of what was granted and of what was drawn on it.

    Grants ── lines    what was granted, a line each, with its number and of which group it is
           ── draws    what was drawn on each line; which draws count was decided before (merge/drawings.py)
    Left = granted − drawn before − drawn; used = (drawn before + drawn) ÷ granted, in percent.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from reportgen.formula import PERCENT, At, Block, BlockLine, Expr, Field, Head, Lines, Named, Param, Word
from reportgen.formula import call, either, filled, minus, over, plus, rounded, same, times, when
from reportgen.period import Period
from reportgen.records import Allowance, Draw, Drawn, Figure, phrase
from reportgen.scheme import Drawing
from reportgen.settle.outputs.grouping import OF_GROUP, Side, groups_of, side, spans_of
from reportgen.settle.outputs.wording import figure
from reportgen.settle.outputs.worked import NO_WORD, YES_WORD

WORDS = {
    "f-granted": {"zh": "已批准", "en": "granted"},
    "f-drawn-before": {"zh": "以前已用", "en": "drawn before"},
    "f-drawn": {"zh": "本月已用", "en": "drawn"},
    "f-turned-down": {"zh": "不予支付或发放", "en": "not payable"},
    "f-payable": {"zh": "计入的数额", "en": "amount that counts"},
    "f-not-payable": {"zh": "不计入的数额", "en": "amount that does not count"},
    "f-until": {"zh": "有效期至：{line}", "en": "valid until: {line}"},
    "f-life": {"zh": "批复有效的月数", "en": "months that an approval lives"},
}
LINES = (
    Head("number", "编号", "text"), Head("department", "部门", "text"), Head("about", "内容", "text"),
    Head("group", "类别", "text"), Head("work", "工作", "text"), Head("amount", "数额", "number"),
    Head("before", "以前已用", "number"), Head("on", "批复日期", "date"),
)  # fmt: skip
SURE = Head("sure", "读得出", "flag", key=True)
DRAWS = (
    Head("number", "编号", "text"), Head("owner", "使用单位", "text"), Head("on", "日期", "date"),
    Head("amount", "数额", "number"), Head("payable", "计入", "flag", key=True),
)  # fmt: skip
ALIVE, OVER = (Word(str(figure(phrase(f"life-{word}")).value)) for word in ("alive", "over"))
Pick = Callable[[Lines], Expr]
FigureLine = tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Grants:
    """`at`: where a line stands in the block, by its identity; `months`: how long an approval lives."""

    lines: Side
    draws: Side
    at: Mapping[int, int]
    months: int

    @property
    def id(self) -> str:
        return self.lines.block.id

    @property
    def blocks(self) -> tuple[Block, ...]:
        return self.lines.block, self.draws.block

    @property
    def columns(self) -> tuple[Lines, ...]:
        """Beside a line: granted, drawn before, drawn, not payable. What is not approved is not granted."""
        approved = filled(Field("on"))
        counts = either(approved, same(Field("sure"), NO_WORD)) if self.lines.block.has("sure") else approved
        payable = same(Field("payable"), YES_WORD)
        counted = Lines(self.draws.block.id, "", phrase("f-payable"), when(payable, Field("amount"), 0))
        others = Lines(self.draws.block.id, "", phrase("f-not-payable"), when(payable, 0, Field("amount")))
        return (
            Lines(self.id, "", phrase("f-granted"), when(approved, Field("amount"), 0)),
            Lines(self.id, "", phrase("f-drawn-before"), when(counts, Field("before"), 0)),
            Lines(self.id, "", phrase("f-drawn"), self.draws.sum(counted)),
            Lines(self.id, "", phrase("f-turned-down"), self.draws.sum(others)),
        )

    def of(self, line: Allowance) -> Pick:
        """A line's own."""
        return lambda column: At(self.id, column, self.at[id(line)])

    def cell(self, line: Allowance, column: str) -> Expr:
        """A cell of a line as it was handed in."""
        return At(self.id, column, self.at[id(line)])

    def until(self, line: Allowance) -> Named:
        """The last day of an approval."""
        months = Param("", phrase("f-life"), Decimal(self.months))
        end = call("months_on", self.cell(line, "on"), months)
        return Named(f"{self.id}/{self.at[id(line)]}/until", phrase("f-until", line=line.number or "—"), end)

    def life(self, line: Allowance, period: Period) -> Expr:
        """Whether an approval lives at the end of the month."""
        month_end = Param("", phrase("f-month-end"), period.last)
        return when(call("ge", self.until(line), month_end), ALIVE, OVER)

    def money(self, pick: Pick) -> tuple[Expr, ...]:
        """Granted, drawn before, drawn, left, used and not payable; `pick`: of which lines."""
        granted, before, drawn, refused = map(pick, self.columns)
        left = minus(minus(granted, before), drawn)
        used = over(times(plus(before, drawn), PERCENT), granted)
        return tuple(rounded(one, 2) for one in (granted, before, drawn, left, used, refused))


def grants(
    key: str, drawing: Drawing, worked: Drawn, groups: Sequence[Sequence[Allowance]], *, grouped: bool = True
) -> Grants:
    """`key`: what the names of the blocks begin with; `groups`: the lines, group by group as they are shown."""
    lines = [line for own in groups for line in own]
    drawn_on = worked.by_line()
    draws = side(f"{key}/draws", f"{drawing.name}：使用", DRAWS, [[_draw(one) for one in drawn_on(line)] for line in lines])
    asked = LINES if all(line.sure for line in lines) else (*LINES, SURE)
    words = [_line(line, asked) for line in lines]
    if grouped:
        numbers = [Decimal(number) for number, own in enumerate(groups, 1) for _ in own]
        words = [BlockLine((number, *one.values), (None, *one.cells)) for number, one in zip(numbers, words, strict=True)]
    heads = (OF_GROUP, *asked) if grouped else asked
    block = groups_of(f"{key}/granted", f"{drawing.name}：批准", heads, words, draws)
    spans = spans_of([len(own) for own in groups])
    return Grants(Side(block, spans), draws, {id(line): at for at, line in enumerate(lines)}, drawing.months)


def _line(line: Allowance, heads: Sequence[Head]) -> BlockLine:
    texts = (line.number, line.department, line.about, line.group, line.work)
    before = line.before if "before" in line.refs else None
    values = (*texts, line.amount, before, line.on, line.sure)[: len(heads)]
    return BlockLine(values, tuple(line.refs.get(head.id) for head in heads))


def _draw(draw: Draw) -> BlockLine:
    values = (draw.number, draw.owner, draw.on, draw.amount, draw.state == "payable")
    return BlockLine(values, tuple(draw.refs.get(head.id) for head in DRAWS))


def with_formulas(line: FigureLine, formulas: Sequence[Expr | None]) -> FigureLine:
    """A line of figures with their formulas; what has no value has none."""
    pairs = zip(line, formulas, strict=True)
    return tuple(one if one.value is None else replace(one, formula=formula) for one, formula in pairs)
