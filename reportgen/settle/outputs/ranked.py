"""The formulas of a ranking: the lines group by group, and beside each group its sum, its rank and its share.

The share is worked out by the largest remainder, step by step: rounded down, what is left over, whose turn it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from reportgen.formula import (
    PERCENT,
    Area,
    At,
    Block,
    BlockLine,
    Expr,
    Field,
    Head,
    Here,
    Lines,
    Named,
    SoFar,
    call,
    minus,
    over,
    plus,
    rounded,
    times,
    when,
)  # fmt: skip
from reportgen.formula.splitting import NOISE
from reportgen.records import Row, phrase
from reportgen.scheme import Output, Scheme
from reportgen.settle.outputs.worked import head_of, line_of

FAR = 1_000  # more groups than these: ranks and shares look back over too many lines and stay figures
LOOKS = 5_000_000  # groups times lines: more, and a group's sum is over its own lines alone
UNIT = Decimal("0.01")  # of a share in percent

WORDS = {
    "f-group": {"zh": "归入", "en": "group"},
    "f-groups": {"zh": "{table}：各组", "en": "{table}: groups"},
    "f-group-sum": {"zh": "合计", "en": "sum"},
    "f-group-rank": {"zh": "名次", "en": "rank"},
    "f-group-total": {"zh": "总计", "en": "all groups"},
    "f-share-exact": {"zh": "占比（未舍入）", "en": "share, not rounded"},
    "f-share-down": {"zh": "舍去零头", "en": "rounded down"},
    "f-share-rest": {"zh": "零头", "en": "remainder"},
    "f-share-turn": {"zh": "零头次序", "en": "place of the remainder"},
    "f-share-left": {"zh": "待补的 0.01", "en": "units of 0.01 to hand out"},
    "f-share": {"zh": "占比", "en": "share"},
}


@dataclass(frozen=True, slots=True)
class Groups:
    """`key` is what the names of the steps begin with."""

    lines: Block
    groups: Block
    amount: str
    digits: int
    key: str

    @property
    def blocks(self) -> tuple[Block, ...]:
        return self.lines, self.groups

    @property
    def few(self) -> bool:
        return len(self.groups.lines) <= FAR

    def name(self, at: int) -> Expr:
        return At(self.groups.id, "name", at)

    def sum(self, at: int) -> Expr:
        return At(self.groups.id, self._sum, at)

    def rank(self, at: int) -> Expr | None:
        own = Here(self._sum)
        rank = self._column("f-group-rank", call("place", own, Area(self.groups.id, self._sum)))
        return At(self.groups.id, rank, at) if self.few else None

    def share(self, at: int) -> Expr | None:
        return At(self.groups.id, self._share, at) if self.few else None

    @property
    def total(self) -> Named:
        every = rounded(call("sum", Area(self.groups.id, self._sum)), self.digits)
        return Named(f"{self.key}/total", phrase("f-group-total"), every)

    @property
    def whole(self) -> Expr | None:
        """The shares add up to it."""
        return rounded(call("sum", Area(self.groups.id, self._share)), 2) if self.few else None

    @property
    def _sum(self) -> Lines:
        own: Expr
        if len(self.groups.lines) * len(self.lines.lines) > LOOKS:
            own = call("between", Area(self.lines.id, self.amount), Field("first"), Field("last"))
        else:
            own = call("sum_for", Area(self.lines.id, "group"), Field("name"), Area(self.lines.id, self.amount))
        return self._column("f-group-sum", rounded(own, self.digits))

    @property
    def _share(self) -> Lines:
        exact = self._column("f-share-exact", rounded(over(times(Here(self._sum), PERCENT), self.total), NOISE))
        down = self._column("f-share-down", call("down", Here(exact), 2))
        rest = self._column("f-share-rest", rounded(minus(Here(exact), Here(down)), NOISE))
        before = minus(call("alike", SoFar(rest), Here(rest)), 1)  # of equal ones the earlier comes first
        turn = self._column("f-share-turn", plus(call("place", Here(rest), Area(self.groups.id, rest)), before))
        spare = rounded(over(minus(PERCENT, call("sum", Area(self.groups.id, down))), UNIT), 0)
        left = Named(f"{self.key}/left", phrase("f-share-left"), spare)
        more = when(call("le", Here(turn), left), UNIT, 0)
        return self._column("f-share", rounded(plus(Here(down), more), 2))

    def _column(self, label: str, each: Expr) -> Lines:
        return Lines(self.groups.id, "", phrase(label), each)


def groups_behind(
    output: Output, scheme: Scheme, table: str, asked: tuple[str, str, int], groups: Mapping[str, Sequence[Row]]
) -> Groups:
    """`asked`: the columns that are grouped by and added up, and the digits; `groups`: name -> rows, in order."""
    by, amount, digits = asked
    declared = next((one for one in scheme.tables if one.id == table), None)
    lines: list[BlockLine] = []
    named: list[BlockLine] = []
    for name, rows in groups.items():
        own = [line_of(row, (by, amount)) for row in rows]
        places = (Decimal(len(lines) + 1), Decimal(len(lines) + len(own)))
        named.append(BlockLine((name, *places), (own[0].cells[0], None, None)))
        lines += [BlockLine((*line.values, name), (*line.cells, None)) for line in own]
    heads = [
        head_of(declared.column(id) if declared else None, id, [line.values[at] for line in lines])
        for at, id in enumerate((by, amount))
    ]
    title, key = declared.name if declared else table, f"{scheme.id}/{output.id}"
    group = Head("group", "归入", "text", key=True)
    block = Block(f"{key}/lines", title, (*heads, group), tuple(lines), 0 if lines else 1)
    names = (Head("name", "归入", "text"), Head("first", "起始行", "count"), Head("last", "末行", "count"))
    return Groups(block, Block(f"{key}/groups", f"{title}：各组", names, tuple(named), 0 if named else 1), amount, digits, key)
