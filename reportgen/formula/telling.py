"""A formula in words with its numbers, for someone who has no spreadsheet open; values come from evaluate.

    满分 100 − 每缺勤一天扣分 4 × 缺勤日（同日只计一次） 3 = 88
Only what counted is told: the branch that was taken with its condition, a bound where it changed something, no terms
of a sum that are 0. A figure on the way stands with its value, and has a line of its own below.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from reportgen.exact import half_up, plain
from reportgen.formula import NIL, PERCENT, Area, At, Call, Expr, Given, Lines, Named, Num, Param, Ref, Word
from reportgen.formula.evaluate import Desk
from reportgen.formula.functions import FIRST_DAY, Known, chosen
from reportgen.marks import Phrase, Value, phrase

PLACES = 6  # a quotient on the way is told to so many places
STEPS = 5  # figures on the way that are told at most
SIGNS = {"add": " + ", "sub": " − ", "mul": " × ", "div": " ÷ "}
COMPARED = {"gt": (" > ", " ≤ "), "ge": (" ≥ ", " < "), "lt": (" < ", " ≥ "), "le": (" ≤ ", " > "),
            "eq": (" = ", " ≠ "), "ne": (" ≠ ", " = ")}  # fmt: skip

WORDS = {
    "told-least": {"zh": "（{text}），不低于 {bound}", "en": "({text}), not below {bound}"},
    "told-most": {"zh": "（{text}），不高于 {bound}", "en": "({text}), not above {bound}"},
    "told-because": {"zh": "{text}（因 {condition}）", "en": "{text} (as {condition})"},
    "told-step": {"zh": "其中 {label}：{text}", "en": "where {label}: {text}"},
}


@dataclass(slots=True)
class Telling:
    """Tells formulas over the blocks of `desk`; `say` puts labels and the words above into a language."""

    desk: Desk
    say: Callable[[Phrase], str]
    _steps: dict[str, Named] = field(default_factory=dict)

    def lines(self, figure: Expr, but: Container[str] = ()) -> Iterator[str]:
        """The formula of a figure and those of the figures on its way, `but` for these keys."""
        self._steps.clear()
        yield self._equation(figure)
        done: set[str] = set()
        while len(done) < STEPS:
            waiting = [one for key, one in self._steps.items() if key not in done and key not in but]
            if not waiting:
                return
            step = waiting[0]
            done.add(step.key)
            if not isinstance(_plain(step.expr), Lines | Given | Param):
                yield self.say(phrase("told-step", label=self._label(step.label), text=self._equation(step)))

    def _equation(self, figure: Expr) -> str:
        """The value stands once where nothing was worked out."""
        text, value = self._bare(figure.expr if isinstance(figure, Named) else figure), self._number(figure)
        single = not any(sign in text for sign in SIGNS.values())
        return text if single and (text == value or text.endswith(f" {value}")) else f"{text} = {value}"

    def _bare(self, expr: Expr) -> str:
        """Without brackets around the whole."""
        return self._text(_plain(expr), 0)

    def _text(self, expr: Expr, level: int) -> str:
        """`level`: 0 stands alone, 1 in a sum, 2 in a product or behind a minus."""
        match expr:
            case Num(value):
                return plain(value)
            case Word(text):
                return f"“{text}”"
            case Param(_, label, value, unit) | Given(_, label, value, _, unit):
                return " ".join(part for part in (self._label(label), _shown(value), unit) if part)
            case Lines():
                return f"{self._label(expr.label)} {self._number(expr)}"
            case Named():
                self._steps.setdefault(expr.key, expr)
                return f"{self._label(expr.label)} {self._number(expr)}"
            case At(block, column, _) | Call("sum", (Area(block, column, _, _),)):
                return f"{self._column(block, column)} {self._number(expr)}".strip()
            case Call("round" | "down", (inner, _)):
                return self._text(inner, level)
            case Call("if", (condition, then, otherwise)):
                return self._branch(condition, then, otherwise, level)
            case Call("max" | "min", args):
                return self._bound(expr, args, level)
            case Call("add" | "sub" | "mul" | "div", args):
                return self._sum(expr, args, level)
        return self._number(expr)

    def _sum(self, expr: Call, args: tuple[Expr, ...], level: int) -> str:
        if expr.name == "div" and args[1] == PERCENT and isinstance(args[0], Call) and args[0].name == "mul":
            return self._text(args[0], level) if _in_percent(args[0].args[-1]) else self._joined(expr.name, args, level)
        if expr.name == "add":
            args = tuple(one for one in args if not self._adds_nothing(one)) or args[:1]
        if expr.name == "sub":
            if self._nothing(args[1]):
                return self._text(_plain(args[0]), level)
            taken = self._meant(args[1])
            if isinstance(taken, Call) and taken.name == "sub" and taken.args[0] == args[0]:
                return self._text(_plain(taken.args[1]), level)  # what was left of the whole, off the whole
            if _plain(args[0]) == NIL:
                return f"−{self._text(_plain(args[1]), 2)}"
        return self._text(_plain(args[0]), level) if len(args) == 1 else self._joined(expr.name, args, level)

    def _joined(self, name: str, args: tuple[Expr, ...], level: int) -> str:
        own = 1 if name in ("add", "sub") else 2
        parts = [self._text(_plain(one), own + self._closer(name, at, one)) for at, one in enumerate(args)]
        text = SIGNS[name].join(parts)
        return f"（{text}）" if level > own else text

    def _closer(self, name: str, at: int, term: Expr) -> bool:
        """Whether a term needs brackets that one before it would not."""
        if name in ("sub", "div"):
            return at > 0
        inner = self._meant(term)
        return name == "add" and isinstance(inner, Call) and inner.name == "sub"

    def _meant(self, expr: Expr) -> Expr:
        """Without roundings and without bounds that changed nothing."""
        expr = _plain(expr)
        while isinstance(expr, Call) and expr.name in ("max", "min"):
            value = self.desk.value(expr)
            inner = next((one for one in _inside(expr.args) if self.desk.value(one) == value), None)
            if inner is None:
                return expr
            expr = _plain(inner)
        return expr

    def _adds_nothing(self, expr: Expr) -> bool:
        return self._nothing(expr) or (isinstance(expr, Lines) and self.desk.value(expr) == 0)

    def _nothing(self, expr: Expr) -> bool:
        """A term that did not come to count: a number 0, a branch that gives it, or a sum of such."""
        match _plain(expr):
            case Num(value):
                return value == 0
            case Call("if", (condition, then, otherwise)):
                return self._nothing(then if chosen(self.desk.value(condition)) else otherwise)
            case Call("add", args):
                return all(self._nothing(one) for one in args)
            case Call("max", args):
                return self.desk.value(expr) == 0
        return False

    def _branch(self, condition: Expr, then: Expr, otherwise: Expr, level: int) -> str:
        taken = chosen(self.desk.value(condition))
        text = self._text(_plain(then if taken else otherwise), level)
        further = not taken and isinstance(otherwise, Call) and otherwise.name == "if"
        why = "" if further else self._condition(condition, taken)
        return self.say(phrase("told-because", text=text, condition=why)) if why else text

    def _condition(self, expr: Expr, taken: bool) -> str:
        """A comparison as it came out; "" for what no short sentence says."""
        if isinstance(expr, Call) and expr.name in COMPARED:
            one, other = (self._text(_plain(side), 1) for side in expr.args)
            return "" if one == other else COMPARED[expr.name][not taken].join((one, other))
        return ""

    def _bound(self, expr: Call, args: tuple[Expr, ...], level: int) -> str:
        """The argument that was meant, and the bound where it changed it."""
        value = self.desk.value(expr)
        inside = _inside(args)
        for inner in inside:
            if self.desk.value(inner) == value:
                return self._text(_plain(inner), level)
        bound = next(one for one in args if self.desk.value(one) == value)
        words = "told-least" if expr.name == "max" else "told-most"
        return self.say(phrase(words, text=self._bare(inside[0]), bound=self._text(bound, 0)))

    def _column(self, block: str, column: str | Lines | Ref) -> str:
        """What a column of a block is called."""
        if isinstance(column, str):
            own = self.desk.blocks[block]
            return own.heads[own.at(column)].name
        return self._label(column.label) if isinstance(column, Lines) else ""

    def _number(self, expr: Expr) -> str:
        value = self.desk.value(expr)
        if isinstance(value, Decimal) and value == value.to_integral_value() and self._is_day(expr):
            return (FIRST_DAY + timedelta(int(value))).isoformat()
        return _shown(value)

    def _is_day(self, expr: Expr) -> bool:
        """Whether a number of days is told as the date that it is."""
        match expr:
            case Named(_, _, inner):
                return self._is_day(inner)
            case At(block, str(column), _):
                own = self.desk.blocks[block]
                return own.heads[own.at(column)].type in ("date", "datetime")
            case Call("months_on" | "day"):
                return True
        return False

    def _label(self, label: Phrase) -> str:
        return self.say(label).replace("：", " ").replace(": ", " ")


def _plain(expr: Expr) -> Expr:
    """Without roundings around it; the figure behind `=` is the rounded one."""
    while isinstance(expr, Call) and expr.name in ("round", "down"):
        expr = expr.args[0]
    return expr


def _inside(args: tuple[Expr, ...]) -> tuple[Expr, ...]:
    """What a max or min is about; numbers of the scheme are its bounds."""
    return tuple(one for one in args if not isinstance(_plain(one), Num | Param)) or args


def _in_percent(expr: Expr) -> bool:
    return isinstance(expr, Param) and expr.unit == "%"


def _shown(value: Known | Value) -> str:
    if isinstance(value, Decimal):
        return plain(half_up(value, PLACES) if -int(value.as_tuple().exponent) > PLACES else value)
    return value.isoformat() if isinstance(value, date) else str(value or "")
