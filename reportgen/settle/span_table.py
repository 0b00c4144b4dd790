"""A quarter's or a year's result as a table: months, mean, grade, rank, payout, with formulas over the months."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from reportgen.exact import ZERO, half_up, total
from reportgen.formula import (
    Area,
    At,
    Block,
    BlockLine,
    Expr,
    Field,
    Head,
    Here,
    Lines,
    Param,
    Word,
    call,
    filled,
    over,
    percent,
    plus,
    rounded,
    same,
    when,
)  # fmt: skip
from reportgen.records import CellRef, Figure, Phrase, Table, TableColumn, phrase
from reportgen.scheme import Award
from reportgen.settle.spans import SpanResult, SpanScore, award_of

WORDS = {
    "span-year": {"zh": "{year}年度", "en": "{year}"},
    "span-quarter": {"zh": "{year}年第{quarter}季度", "en": "{year}, quarter {quarter}"},
    "span-rank": {"zh": "名次", "en": "Rank"},
    "span-id": {"zh": "工号", "en": "Staff no."},
    "span-name": {"zh": "姓名", "en": "Name"},
    "span-department": {"zh": "部门", "en": "Department"},
    "span-month": {"zh": "{month}月", "en": "Month {month}"},
    "span-count": {"zh": "在岗月数", "en": "Months in post"},
    "span-score": {"zh": "得分", "en": "Score"},
    "span-grade": {"zh": "等级", "en": "Grade"},
    "span-gross": {"zh": "工资总额", "en": "Gross"},
    "span-share": {"zh": "计发比例", "en": "Share"},
    "span-payout": {"zh": "奖金", "en": "Payout"},
    "span-move": {"zh": "岗位等级", "en": "Move"},
    "span-why": {"zh": "说明", "en": "Note"},
    "span-total": {"zh": "合计", "en": "Total"},
    "span-published": {"zh": "出分 {scored} / {all} 人", "en": "{scored} of {all} people have a score"},
    "f-span-count": {"zh": "在岗月数", "en": "months in post"},
    "f-span-score": {"zh": "平均得分", "en": "mean"},
    "f-span-rank": {"zh": "名次", "en": "rank"},
    "f-span-share": {"zh": "“{name}”计发比例", "en": "share for “{name}”"},
    "f-span-least": {"zh": "“{name}”的下限", "en": "lowest score for “{name}”"},
}
YES, NO, TOTAL = "是", "否", "合计"


def span_tables(result: SpanResult) -> tuple[Table, ...]:
    """One table for each role that had anyone in post."""
    roles = dict.fromkeys(one.role for one in result.scores)
    return tuple(_RoleTable(result, role).table() for role in roles)


class _RoleTable:
    def __init__(self, result: SpanResult, role: str) -> None:
        self.result, self.role = result, role
        self.rows = tuple(one for one in result.scores if one.role == role)
        self.award: Award | None = award_of(result.scheme, result.span, role) if result.over else None
        self.id = f"{result.scheme.id}/{role}/{result.span}"
        self.months = [f"m{month.month}" for month in result.months]

    def table(self) -> Table:
        title = f"{self.result.scheme.name} {self.role}"
        scored = sum(one.score is not None for one in self.rows)
        notes: list[Phrase] = []
        if scored < len(self.rows):
            notes.append(phrase("span-published", scored=scored, all=len(self.rows)))
        if not self.result.over and self.result.months:
            notes.append(phrase("span-so-far", last=self.result.months[-1]))
        body = [tuple(self._row(at, one)) for at, one in enumerate(self.rows)]
        if self.award and self.award.payout:
            body.append(tuple(self._total()))
        status = "complete" if scored == len(self.rows) else "partial" if scored else "withheld"
        return Table(
            id=f"{self.result.scheme.id}-{self.role}",
            scheme=self.result.scheme.id,
            title=title,
            status=status,  # type: ignore[arg-type]
            columns=tuple(self._columns()),
            rows=tuple(body),
            notes=tuple(notes),
            blocks=(self._block(),),
        )

    def _columns(self) -> Iterator[TableColumn]:
        for name in ("rank", "id", "name", "department"):
            yield _column(name)
        for month, id in zip(self.result.months, self.months, strict=True):
            yield TableColumn(id, f"{month.month}月", "分", said=phrase("span-month", month=month.month))
        for name in ("count", "score", "grade"):
            yield _column(name, {"count": "月", "score": "分"}.get(name, ""))
        if self.award and self.award.payout:
            yield _column("gross", "元")
            yield _column("share", "%")
            yield _column("payout", "元")
        if self.award and self.award.moves:
            yield _column("move")
        yield _column("why")

    def _row(self, at: int, one: SpanScore) -> Iterator[Figure]:
        block, known = self._block().id, one.score is not None
        yield Figure(str(one.rank) if one.rank else None, formula=At(block, self._rank, at) if known else None)
        yield Figure(one.person.id, (one.person.ref,))
        yield Figure(one.person.name)
        yield Figure(one.person.department)
        for month, id in zip(one.months, self.months, strict=True):
            source = (CellRef(f"{month.period}/results.json", self.role, one.person.id),)
            shown = None if month.score is None else str(month.score)
            yield Figure(shown, source if shown else (), formula=At(block, id, at) if shown else None)
        counted = sum(month.in_post for month in one.months)
        yield Figure(str(counted), formula=At(block, self._count, at) if known else None)
        yield Figure(str(one.score) if known else None, formula=At(block, self._score, at) if known else None)
        yield Figure(one.grade, formula=self._grade(At(block, self._score, at)) if one.grade else None)
        yield from self._payout(at, one)
        yield Figure("；".join(str(dict(why.values).get("months", "")) for why in one.why) or None, said=one.why)

    def _payout(self, at: int, one: SpanScore) -> Iterator[Figure]:
        block = self._block().id
        if self.award and self.award.payout:
            gross, ref = one.person.gross, one.person.cells.get("gross", one.person.ref)
            share = self._share(At(block, self._score, at))
            paid = one.payout is not None
            yield Figure(None if gross is None else str(half_up(gross)), (ref,) if gross is not None else (),
                         formula=At(block, "gross", at) if gross is not None else None)  # fmt: skip
            yield Figure(None if one.share is None else str(half_up(one.share)), formula=share if one.share else None)
            payout = rounded(percent(At(block, "gross", at), share), 2)
            yield Figure(str(one.payout) if paid else None, (ref,) if paid else (), formula=payout if paid else None)
        if self.award and self.award.moves:
            yield Figure(one.move or None)

    def _total(self) -> Iterator[Figure]:
        paid = [(at, one.payout) for at, one in enumerate(self.rows) if one.payout is not None]
        block = self._block().id
        terms = [rounded(percent(At(block, "gross", at), self._share(At(block, self._score, at))), 2) for at, _ in paid]
        for column in self._columns():
            if column.id == "rank":
                yield Figure(TOTAL, said=(phrase("span-total"),))
            elif column.id == "payout":
                amount = total(one for _, one in paid) if paid else ZERO
                cells = tuple(self.rows[at].person.ref for at, _ in paid)
                yield Figure(str(half_up(amount)), cells, formula=rounded(plus(*terms), 2) if terms else None)
            else:
                yield Figure(None)

    # -------------------------------------------------------- formulas

    def _block(self) -> Block:
        months = (Head(id, f"{id[1:]}月", "number") for id in self.months)
        keys = (Head("id", "工号", "id", key=True), Head("full", "出分", "flag", key=True))
        heads = (*keys, *months, Head("gross", "工资总额", "money"))
        return Block(self.id, f"{self.role} {self.result.span}", heads, tuple(map(self._line, self.rows)))

    def _line(self, one: SpanScore) -> BlockLine:
        sources = [CellRef(f"{month.period}/results.json", self.role, one.person.id) for month in one.months]
        gross = one.person.cells.get("gross", one.person.ref)
        values = (one.person.id, YES if one.score is not None else NO, *(month.score for month in one.months),
                  one.person.gross)  # fmt: skip
        return BlockLine(values, (one.person.ref, None, *sources, gross))

    @property
    def _count(self) -> Lines:
        each = plus(*(when(filled(Field(id)), 1, 0) for id in self.months))
        return Lines(self.id, "", phrase("f-span-count"), each)

    @property
    def _score(self) -> Lines:
        mean = rounded(over(plus(*(Field(id) for id in self.months)), Here(self._count)), self.result.scheme.digits)
        return Lines(self.id, "", phrase("f-span-score"), when(same(Field("full"), Word(YES)), mean, Word("")))

    @property
    def _rank(self) -> Lines:
        place = call("place", Here(self._score), Area(self.id, self._score))
        return Lines(self.id, "", phrase("f-span-rank"), when(same(Field("full"), Word(YES)), place, Word("")))

    def _grade(self, score: Expr) -> Expr:
        found: Expr = Word("—")
        for grade in sorted(self.result.scheme.grades, key=lambda one: one.least):
            found = when(call("ge", score, self._least(grade.name, grade.least)), Word(grade.name), found)
        return found

    def _share(self, score: Expr) -> Expr:
        """The percent of the grade that the score reaches."""
        found: Expr = plus(ZERO)
        for grade in sorted(self.result.scheme.grades, key=lambda one: one.least):
            share = self.award.payout.get(grade.name, ZERO) if self.award else ZERO
            brings = Param(self.role, phrase("f-span-share", name=grade.name), share, "%")
            found = when(call("ge", score, self._least(grade.name, grade.least)), brings, found)
        return found

    def _least(self, name: str, least: Decimal) -> Param:
        return Param(self.result.scheme.name, phrase("f-span-least", name=name), least)


def _column(name: str, unit: str = "") -> TableColumn:
    return TableColumn(name, WORDS[f"span-{name}"]["zh"], unit, said=phrase(f"span-{name}"))
