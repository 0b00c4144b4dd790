"""What was granted against what was drawn on it, line by line: cost plan against payments, material against issues."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import ClassVar

from reportgen.exact import HUNDRED, half_up, product, quotient, total
from reportgen.formula import Area, Expr, call
from reportgen.period import Period
from reportgen.records import Allowance, CellRef, Draw, Drawn, Figure, Phrase, Table, TableColumn, phrase
from reportgen.scheme import Drawing, Output
from reportgen.settle.outputs.columns import TOTAL, shown
from reportgen.settle.outputs.grants import Grants, grants, with_formulas
from reportgen.settle.outputs.month import MonthSheets
from reportgen.settle.outputs.wording import column, figure
from reportgen.settle.outputs.worked import SHOWN

WORDS = {
    "drawn-unsure": {
        "zh": "{count} 笔或项的数读不出、无法认定；有关的数和合计显示“—”",
        "en": "{count} lines cannot be read or judged; the figures concerned and the totals are “—”",
    },
}


@dataclass(frozen=True, slots=True)
class Balance:
    """Some granted lines together; None where a cell that is needed cannot be read. `used`: a percentage, of both
    what was drawn before and in the month."""

    granted: Decimal | None
    before: Decimal
    drawn: Decimal | None
    refused: Decimal | None

    @property
    def left(self) -> Decimal | None:
        if self.granted is None or self.drawn is None:
            return None
        return total((self.granted, -self.before, -self.drawn))

    @property
    def used(self) -> Decimal | None:
        if self.left is None or not self.granted:
            return None
        return half_up(product(quotient(self.granted - self.left, self.granted), HUNDRED), 2)


def balance(lines: Sequence[Allowance], draws: Sequence[Draw]) -> Balance:
    """What is not approved is not granted; a line whose approval cannot be read leaves the figure open."""
    approved = [line for line in lines if line.on is not None or not line.sure]
    amounts = [line.amount for line in approved if line.amount is not None and line.sure]
    known = len(amounts) == len(approved)
    sure = all(draw.state != "unsure" for draw in draws)
    return Balance(
        granted=total(amounts) if known else None,
        before=total(line.before for line in approved),
        drawn=total(_amounts(draws, payable=True)) if sure and known else None,
        refused=total(_amounts(draws, payable=False)) if sure else None,
    )


def _amounts(draws: Sequence[Draw], *, payable: bool) -> list[Decimal]:
    return [one.amount for one in draws if one.amount is not None and (one.state == "payable") == payable]


def cells(lines: Sequence[Allowance], meaning: str) -> tuple[CellRef, ...]:
    return tuple(line.refs[meaning] for line in lines if meaning in line.refs)


def drawn_cells(draws: Sequence[Draw], *, payable: bool) -> tuple[CellRef, ...]:
    return tuple(one.refs["amount"] for one in draws if (one.state == "payable") == payable)


def money_head(unit: str) -> tuple[TableColumn, ...]:
    names = ("granted", "before", "drawn", "left")
    granted = tuple(column(name, name, unit) for name in names)
    return (*granted, column("used", "used", "%"), column("refused", "turned-down", unit))


def money_figures(lines: Sequence[Allowance], draws: Sequence[Draw], live: Sequence[Expr]) -> tuple[Figure, ...]:
    """Granted, drawn before, drawn, left, used and not payable, with their formulas. A draw that fits no line is in
    none of its figures."""
    found = balance(lines, draws)
    granted, before, paid = (
        cells(lines, "amount"), cells(lines, "before"), drawn_cells(draws, payable=True)
    )  # fmt: skip
    every = (*granted, *before, *paid)
    figures = (
        Figure(shown(found.granted), granted),
        Figure(shown(found.before), before),
        Figure(shown(found.drawn), paid),
        Figure(shown(found.left), every),
        Figure(shown(found.used), every),
        Figure(shown(found.refused), drawn_cells(draws, payable=False)),
    )
    return with_formulas(figures, live)


def lost(worked: Drawn) -> int:
    """How many lines and draws cannot be read or judged."""
    return sum(not one.sure for one in worked.allowances) + sum(one.state == "unsure" for one in worked.draws)


def status_of(month: MonthSheets, drawing: Drawing, count: int) -> tuple[str, tuple[Phrase, ...]]:
    tables = {drawing.draws.table, *(one.table for one in drawing.granted)}
    doubt = any(month.blame(table) for table in tables)
    notes = (phrase("drawn-unsure", count=count),) if count else ()
    return "partial" if notes or doubt else "complete", notes


def withheld(output: Output, month: MonthSheets, head: tuple[TableColumn, ...]) -> Table:
    return Table(output.id, month.scheme.id, output.title, "withheld", head, (), (phrase("table-withheld"),))


def declared(month: MonthSheets, id: str) -> Drawing:
    return next(one for one in month.scheme.drawings if one.id == id)


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnLines:
    """Every granted line with its life at the end of the month, and what was drawn on it. `unit`: of the amounts."""

    kind: ClassVar[str] = "drawn"
    drawing: str
    unit: str = ""

    @property
    def head(self) -> tuple[TableColumn, ...]:
        texts = (("line", "line"), ("department", "department"), ("about", "about"), ("group", "group"))
        lives = (("on", "approved-on"), ("until", "until"), ("life", "life"))
        granted, *others = money_head(self.unit)
        ends = (column(id, word) for id, word in lives)
        return (*(column(id, word) for id, word in texts), granted, *ends, *others)

    def tabulate(self, output: Output, month: MonthSheets) -> Table:
        drawing, worked = declared(month, self.drawing), month.drawn[self.drawing]
        if drawing.draws.table not in month.present:
            return withheld(output, month, self.head)
        own, of = [worked.allowances], worked.by_line()
        live = grants(f"{month.scheme.id}/{output.id}", drawing, worked, own, grouped=False)
        few = len(worked.allowances) <= SHOWN
        body = [_line(line, of(line), month.period, live, few=few) for line in worked.allowances]
        count = lost(worked)
        if body and drawing.adds:
            body.append(self._foot(worked, live, whole=not count))
        status, notes = status_of(month, drawing, count)
        return Table(
            output.id, month.scheme.id, output.title, status, self.head, tuple(body), notes,  # type: ignore[arg-type]
            blocks=live.blocks,
        )  # fmt: skip

    def _foot(self, worked: Drawn, live: Grants, *, whole: bool) -> tuple[Figure, ...]:
        own = [draw for draw in worked.draws if draw.line is not None]
        blank = Figure(None)
        sums = live.money(lambda column: call("sum", Area(live.id, column)))
        granted, *others = money_figures(worked.allowances, own, sums) if whole else [blank] * 6
        return (figure(TOTAL), blank, blank, blank, granted, blank, blank, blank, *others)


def _line(line: Allowance, draws: Sequence[Draw], period: Period, live: Grants, *, few: bool) -> tuple[Figure, ...]:
    granted, *others = money_figures((line,), draws, live.money(live.of(line)))
    if line.sure and line.on is None:
        *open_figures, refused = others
        granted, others = Figure(None, granted.evidence), [*(Figure(None) for _ in open_figures), refused]
    approval = (line.refs["on"],)
    words = (
        Figure(line.number or None, (line.refs["number"],)),
        Figure(line.department),
        Figure(line.about or None, named(line.refs, "about")),
        Figure(line.group or None, named(line.refs, "group")),
    )
    handed = [live.cell(line, column) if few else None for column in ("number", "department", "about", "group")]
    life = _life(line, period)
    return (
        *with_formulas(words, handed),
        granted,
        *with_formulas((Figure(shown(line.on), approval),), [live.cell(line, "on") if few else None]),
        *with_formulas((Figure(shown(line.until), approval),), [live.until(line)]),
        replace(
            figure(phrase(f"life-{life}"), evidence=approval),
            formula=live.life(line, period) if life in ("alive", "over") else None,
        ),
        *others,
    )


def named(refs: Mapping[str, CellRef], meaning: str) -> tuple[CellRef, ...]:
    """The cell of a word, where the scheme names a column for it."""
    return (refs[meaning],) if meaning in refs else ()


def _life(line: Allowance, period: Period) -> str:
    """At the end of the month."""
    if not line.sure:
        return "unsure"
    if line.until is None:
        return "open"
    return "alive" if period.last <= line.until else "over"
