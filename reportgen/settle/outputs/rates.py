"""Rates by one or more keys (maker, batch, tester, line, area) against targets: sums of columns over one another.

    supplied 12,000, sold 11,400: loss (12,000 − 11,400) ÷ 12,000 = 5.00 %, target 6.00 %, met

In the workbook the lines stand group by group; sums go over a group's lines, rates over the sums, and the verdict
compares the rate as shown with the target. `RateFormulas` has them all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import ClassVar, Literal

from reportgen import normal
from reportgen.exact import HUNDRED, ZERO, half_up, product, quotient, total
from reportgen.formula import Expr, rounded
from reportgen.records import CellRef, Figure, Phrase, Row, Table, TableColumn, phrase
from reportgen.scheme import Output
from reportgen.settle.outputs.columns import TOTAL, shown
from reportgen.settle.outputs.month import MonthSheets
from reportgen.settle.outputs.rate_formulas import RateFormulas, Target
from reportgen.settle.outputs.row_groups import Wanted, row_groups
from reportgen.settle.outputs.wording import column, figure

Line = tuple[Figure, ...]

WORDS = {
    "rates-unread": {
        "zh": "{good} / {all} 行数据可用；缺数的比率和合计不予列示",
        "en": "{good} of {all} lines can be used; rates and totals that lack a figure are not shown",
    },
}
MET, MISSED, ABNORMAL = phrase("table-met"), phrase("table-missed"), phrase("table-abnormal")


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A column of the sheet and what it is called here."""

    column: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rates:
    """(above − less) / below in percent for each combination of `keys`; without `below` the sum of `above` itself.

    The target is one number (`target`), a column of the sheet (`by_line`; the strictest of a group), or a number for
    each word of the column `by_word` (`targets`). `lowest`: a figure below it is not normal, whatever the target. Words that
    differ in width or script only are one. `foot`: whether all lines are added up.
    `part`: what is above is part of what is below (passed of tested); a line with more gives no rate.
    """

    kind: ClassVar[str] = "rates"
    table: str
    keys: tuple[Heading, ...]
    above: Heading
    below: Heading | None = None
    less: Heading | None = None
    rate_name: str
    unit: str = "%"
    digits: int = 2
    places: int = 0
    target: Decimal | None = None
    by_line: str = ""
    by_word: str = ""
    targets: Mapping[str, Decimal] = field(default_factory=dict)
    better: Literal["higher", "lower"] = "higher"
    lowest: Decimal | None = None
    where: Mapping[str, str] = field(default_factory=dict)
    foot: bool = True
    part: bool = False

    @property
    def _sums(self) -> tuple[Heading, ...]:
        named = {one.column: one for one in (self.above, self.less, self.below) if one and self.below}
        return tuple(named.values())

    @property
    def head(self) -> tuple[TableColumn, ...]:
        return (
            *(TableColumn(one.column, one.name) for one in self.keys),
            *(TableColumn(one.column, one.name, number=True) for one in self._sums),
            TableColumn("rate", self.rate_name, self.unit, number=True),
            *((column("target", "target", self.unit), column("verdict", "verdict")) if self._aims else ()),
        )  # fmt: skip

    @property
    def _aims(self) -> bool:
        return self.target is not None or bool(self.by_line or self.by_word)

    def tabulate(self, output: Output, month: MonthSheets) -> Table:
        scheme = month.scheme.id
        rows = [row for row in month.rows(self.table) if self._asked(row)]
        if self.table not in month.present or (not rows and month.blame(self.table)):
            return Table(output.id, scheme, output.title, "withheld", self.head, (), (phrase("table-withheld"),))
        good = sum(self._readable(row) for row in rows)
        whole = good == len(rows) and not month.blame(self.table)
        groups: dict[tuple[str, ...], list[Row]] = {}
        for row in rows:
            groups.setdefault(tuple(normal.key(self._word(row, one)) for one in self.keys), []).append(row)
        live = self._formulas(output, month, list(groups.values()))
        body = [self._line(own, live, at) for at, own in enumerate(groups.values(), 1)]
        if self.foot and self.below is not None and len(body) > 1:
            body.append(self._foot(rows, live, whole=whole))
        notes: tuple[Phrase, ...] = () if whole else (phrase("rates-unread", good=good, all=len(rows)),)
        status = "complete" if whole else "partial"
        return Table(
            output.id, scheme, output.title, status, self.head, tuple(body), notes,  # type: ignore[arg-type]
            blocks=(live.groups.block,),
        )  # fmt: skip

    def _formulas(self, output: Output, month: MonthSheets, groups: Sequence[Sequence[Row]]) -> RateFormulas:
        own = (self.by_line,) if self.by_line else ()
        wanted = Wanted(
            table=self.table,
            keys=(*(one.column for one in self.keys), *((self.by_word,) if self.by_word else ())),
            added=tuple(one.column for one in (self.above, self.less, self.below) if one),
            most=own if self.better == "higher" else (),
            least=own if self.better == "lower" else (),
        )
        parts = tuple(one.column if one else "" for one in (self.above, self.less, self.below))
        made = row_groups(output, month.scheme, wanted, groups)
        names = tuple(self._word(rows[0], self.keys[0]) for rows in groups)
        key = f"{month.scheme.id}/{output.id}"
        return RateFormulas(made, key, output.title, self.rate_name, names, parts, self.digits)

    def _aimed_at(self, rows: Sequence[Row]) -> Target:
        word = "" if self.by_line or not self.by_word else rows[0].get(self.by_word).value
        known = word if isinstance(word, str | Decimal) else shown(word) or ""
        return Target(self._target(rows), self.unit, self.by_line, self.by_word, known, self.better, self.lowest)

    def _asked(self, row: Row) -> bool:
        return all(row.get(id).state == "bad" or row.get(id).value == word for id, word in self.where.items())

    def _readable(self, row: Row) -> bool:
        names = [one.column for one in (self.above, self.less, self.below) if one]
        words = all(row.get(one.column).state != "bad" for one in self.keys)
        return words and all(isinstance(row.get(name).value, Decimal) for name in names) and not self._beyond(row)

    def _beyond(self, row: Row) -> bool:
        if not self.part or self.below is None:
            return False
        above, below = row.get(self.above.column).value, row.get(self.below.column).value
        return isinstance(above, Decimal) and isinstance(below, Decimal) and above > below

    def _word(self, row: Row, key: Heading) -> str:
        return shown(row.get(key.column).value) or ""

    def _line(self, rows: Sequence[Row], live: RateFormulas, at: int) -> Line:
        names = (
            _figure(self._word(rows[0], one) or None, _refs(rows, one), live.groups.first(at, one.column))
            for one in self.keys
        )
        rate, cells = self._rate(rows)
        line = (*names, *self._added(rows, live, at), _figure(rate, cells, live.rate(at)))
        if not self._aims:
            return line
        target = self._target(rows)
        aimed = self._aimed_at(rows)
        shown_target = None if target is None else half_up(target, self.digits)
        verdict = figure(*self._verdict(rate, target), evidence=cells)
        if verdict.value is not None:
            verdict = replace(verdict, formula=live.verdict(at, aimed))
        return (*line, _figure(shown_target, (), live.target(at, aimed)), verdict)

    def _foot(self, rows: Sequence[Row], live: RateFormulas, *, whole: bool) -> Line:
        rate, cells = self._rate(rows) if whole else (None, ())
        sums = self._added(rows, live, 0) if whole else [Figure(None) for _ in self._sums]
        others = [Figure(None) for _ in self.keys[1:]]
        rest = [Figure(None) for _ in range(2 if self._aims else 0)]
        return (figure(TOTAL), *others, *sums, _figure(rate, cells, live.rate(0)), *rest)

    def _added(self, rows: Sequence[Row], live: RateFormulas, at: int) -> list[Figure]:
        """`at` 0: of all lines."""
        sums = [(_sum(rows, one), _refs(rows, one), live.sum(at, one.column)) for one in self._sums]
        return [
            _figure(None if value is None else half_up(value, self.places), refs, rounded(found, self.places))
            for value, refs, found in sums
        ]

    def _rate(self, rows: Sequence[Row]) -> tuple[Decimal | None, tuple[CellRef, ...]]:
        used = [one for one in (self.above, self.less, self.below) if one]
        cells = tuple(ref for one in used for ref in _refs(rows, one))
        sums = [_sum(rows, one) for one in used]
        known = [value for value in sums if value is not None]
        if len(known) < len(sums) or any(map(self._beyond, rows)):
            return None, cells
        if self.below is None:
            return half_up(total(known[:1]), self.digits), cells
        above = known[0] - known[1] if self.less else known[0]
        if known[-1] == ZERO:
            return None, cells
        return half_up(product(quotient(above, known[-1]), HUNDRED), self.digits), cells

    def _target(self, rows: Sequence[Row]) -> Decimal | None:
        if self.by_line:
            given = [value for row in rows if isinstance(value := row.get(self.by_line).value, Decimal)]
            if len(given) < len(rows):
                return None
            return max(given) if self.better == "higher" else min(given)
        if self.targets:
            return self.targets.get(shown(rows[0].get(self.by_word).value) or "")
        return self.target

    def _verdict(self, rate: Decimal | None, target: Decimal | None) -> Iterator[Phrase]:
        if rate is None or target is None:
            return
        if self.lowest is not None and rate < self.lowest:
            yield ABNORMAL
        else:
            yield MET if (rate >= target if self.better == "higher" else rate <= target) else MISSED


def _figure(value: Decimal | str | None, cells: tuple[CellRef, ...], formula: Expr | None) -> Figure:
    """A cell with its formula; what has no value has none."""
    return Figure(None, cells) if value is None else Figure(str(value), cells, formula=formula)


def _sum(rows: Sequence[Row], of: Heading) -> Decimal | None:
    """None when a figure lacks."""
    values = [value for row in rows if isinstance(value := row.get(of.column).value, Decimal)]
    return total(values) if len(values) == len(rows) else None


def _refs(rows: Sequence[Row], of: Heading) -> tuple[CellRef, ...]:
    return tuple(row.get(of.column).ref for row in rows)
