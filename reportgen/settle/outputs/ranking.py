"""A ranking: the sum of a column for each word of another, rank 1, 2, 2, 4, and shares that add up to 100 %."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import ClassVar

from reportgen import normal
from reportgen.exact import HUNDRED, ZERO, half_up, split, total
from reportgen.records import CellRef, Figure, Phrase, Row, Table, TableColumn, phrase
from reportgen.scheme import Output
from reportgen.settle.outputs.columns import TOTAL, shown
from reportgen.settle.outputs.month import MonthSheets
from reportgen.settle.outputs.ranked import Groups, groups_behind
from reportgen.settle.outputs.wording import column, figure

WORDS = {
    "ranking-unread": {
        "zh": "{good} / {all} 行数据可用；缺数时名次、占比和合计不予列示",
        "en": "{good} of {all} lines can be used; ranks, shares and the total are not shown while figures lack",
    },
}

Group = tuple[str, Decimal, list[Row]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """`group` and `sum` are columns of the sheet; `group_name`, `sum_name`, `unit` the headings. Words that differ in
    width or script only are one group. A share needs a whole above 0 and no group below 0."""

    kind: ClassVar[str] = "ranking"
    table: str
    group: str
    sum: str
    group_name: str
    sum_name: str
    unit: str = "元"
    digits: int = 2
    where: Mapping[str, str] = field(default_factory=dict)

    @property
    def head(self) -> tuple[TableColumn, ...]:
        return (
            TableColumn("group", self.group_name),
            column("rank", "rank"),
            TableColumn("sum", self.sum_name, self.unit, number=True),
            column("share", "share", "%"),
        )

    def tabulate(self, output: Output, month: MonthSheets) -> Table:
        scheme = month.scheme.id
        if self.table not in month.present:
            return Table(output.id, scheme, output.title, "withheld", self.head, (), (phrase("table-withheld"),))
        rows = [row for row in month.rows(self.table) if self._asked(row)]
        good = [row for row in rows if self._readable(row)]
        whole = len(good) == len(rows) and not month.blame(self.table)
        groups = self._groups(good)
        names = {name: own for name, _, own in groups}
        live = groups_behind(output, month.scheme, self.table, (self.group, self.sum, self.digits), names)
        body = self._ranked(groups, live, whole=whole)
        notes: tuple[Phrase, ...] = () if whole else (phrase("ranking-unread", good=len(good), all=len(rows)),)
        status = "complete" if whole else "partial"
        return Table(
            output.id, scheme, output.title, status, self.head, tuple(body), notes,  # type: ignore[arg-type]
            blocks=live.blocks,
        )  # fmt: skip

    def _asked(self, row: Row) -> bool:
        return all(row.get(column).state == "bad" or row.get(column).value == word for column, word in self.where.items())

    def _readable(self, row: Row) -> bool:
        words = all(row.get(column).state != "bad" for column in self.where)
        return words and bool(row.get(self.group).value) and isinstance(row.get(self.sum).value, Decimal)

    def _groups(self, rows: list[Row]) -> list[Group]:
        """Name, sum and rows of each group, the largest first, equal ones by name."""
        members: dict[str, list[Row]] = {}
        for row in rows:
            members.setdefault(normal.key(str(shown(row.get(self.group).value))), []).append(row)
        found = []
        for own in members.values():
            name = min(str(shown(row.get(self.group).value)) for row in own)
            amount = half_up(total(value for row in own if isinstance(value := row.get(self.sum).value, Decimal)), self.digits)
            found.append((name, amount, own))
        return sorted(found, key=lambda group: (-group[1], group[0]))

    def _ranked(self, groups: list[Group], live: Groups, *, whole: bool) -> list[tuple[Figure, ...]]:
        amounts = [amount for _, amount, _ in groups]
        every = total(amounts)
        can_share = whole and every > ZERO and min(amounts) >= ZERO
        shares = split(HUNDRED, amounts) if can_share else [None] * len(groups)
        ranks = _ranks(amounts) if whole else [None] * len(amounts)
        body: list[tuple[Figure, ...]] = []
        cells: list[CellRef] = []
        for at, ((name, amount, own), rank, share) in enumerate(zip(groups, ranks, shares, strict=True)):
            refs = tuple(row.get(self.sum).ref for row in own)
            cells += refs
            body.append(
                (
                    Figure(name, tuple(row.get(self.group).ref for row in own), formula=live.name(at)),
                    Figure(_text(rank), refs, formula=None if rank is None else live.rank(at)),
                    Figure(str(amount), refs, formula=live.sum(at)),
                    Figure(_text(share), refs, formula=None if share is None else live.share(at)),
                )
            )
        if body:
            every_one = half_up(every, self.digits)
            sum_of_all = Figure(str(every_one) if whole else None, tuple(cells), formula=live.total if whole else None)
            part = Figure("100.00" if can_share else None, tuple(cells), formula=live.whole if can_share else None)
            body.append((figure(TOTAL), Figure(None), sum_of_all, part))
        return body


def _text(value: Decimal | int | None) -> str | None:
    return None if value is None else str(value)


def _ranks(amounts: Sequence[Decimal]) -> list[int | None]:
    """1, 2, 2, 4 of amounts that stand in order, the largest first."""
    first = {amount: place for place, amount in reversed(list(enumerate(amounts, 1)))}
    return [first[amount] for amount in amounts]
