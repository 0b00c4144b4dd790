"""The formulas of a summary: for each kind of line that is counted a block, in the order of the table's lines.

    columns with the same table, dates and words ── one block: how many, the sum of a column
    different words of a column                  ── a block of the different words of each line, and one of all
What a column is made of, `rate` and `difference`, is worked out from the exact figures, not from those shown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from reportgen.formula import Expr
from reportgen.records import Row
from reportgen.scheme import Output, Scheme
from reportgen.settle.outputs.row_groups import RowGroups, Wanted, row_groups

AS_IT_IS = 12  # digits

Spelled = Sequence[tuple[Row, str]]  # rows with the key of the word that is told apart, "" where there is none
Of = tuple[str, str, tuple[tuple[str, str], ...]]  # table, date, words


@dataclass(frozen=True, slots=True)
class Asked:
    """A column with a table: what it counts, and its rows by the lines of the table."""

    id: str
    table: str
    date: str
    summed: str
    distinct: str
    where: tuple[tuple[str, str], ...]
    rows: Sequence[Spelled]

    @property
    def of(self) -> Of:
        return self.table, self.date, self.where


@dataclass(frozen=True, slots=True)
class SummaryFormulas:
    """`lines`: by what is counted; `words`, `all_words`: the different words of a column, by its id."""

    asked: Mapping[str, Asked]
    lines: Mapping[Of, RowGroups]
    words: Mapping[str, RowGroups]
    all_words: Mapping[str, RowGroups]
    by: str

    @property
    def blocks(self) -> tuple[RowGroups, ...]:
        return *self.lines.values(), *self.words.values(), *self.all_words.values()

    def group(self, at: int) -> Expr | None:
        """What the line is about, from a line that counts in it."""
        for made in self.blocks if self.by else ():
            if (found := made.first(at, self.by, AS_IT_IS)) is not None:
                return found
        return None

    def exact(self, id: str, at: int) -> Expr | None:
        """Of a column with a table; `at` 0: of all lines. None: too many lines to look through for what is not there."""
        one = self.asked[id]
        if one.distinct:
            return self.words[id].count(at) if at else self.all_words[id].count_all()
        made = self.lines[one.of]
        if one.summed:
            return made.sum(at, one.summed) if at else made.sum_all(one.summed)
        return made.count(at) if at else made.count_all()


def summary_formulas(output: Output, scheme: Scheme, by: str, asked: Sequence[Asked]) -> SummaryFormulas:
    making = _Making(output, scheme, by)
    for one in asked:
        if one.distinct:
            making.different(one)
        else:
            making.counted.setdefault(one.of, []).append(one)
    for of, own in making.counted.items():
        making.lines[of] = making.block(own, [[row for row, _ in rows] for rows in own[0].rows], "lines")
    return SummaryFormulas({one.id: one for one in asked}, making.lines, making.words, making.all_words, by)


@dataclass(slots=True)
class _Making:
    output: Output
    scheme: Scheme
    by: str
    counted: dict[Of, list[Asked]] = field(default_factory=dict)
    lines: dict[Of, RowGroups] = field(default_factory=dict)
    words: dict[str, RowGroups] = field(default_factory=dict)
    all_words: dict[str, RowGroups] = field(default_factory=dict)

    def different(self, one: Asked) -> None:
        """The first line of each different word: of each line of the table, and of all."""
        everything = [pair for rows in one.rows for pair in rows]
        self.words[one.id] = self.block([one], [_first(rows) for rows in one.rows], "different")
        self.all_words[one.id] = self.block([one], [_first(everything)], "different-all")

    def block(self, own: Sequence[Asked], groups: Sequence[Sequence[Row]], part: str) -> RowGroups:
        first = own[0]
        told = (first.date, *(name for name, _ in first.where), *(one.distinct for one in own))
        titles = {"lines": "", "different": "：各行不同的", "different-all": "：合计中不同的"}
        words = "、".join(word for _, word in first.where)
        wanted = Wanted(
            table=first.table,
            keys=(self.by,) if self.by else (),
            added=tuple(dict.fromkeys(one.summed for one in own if one.summed)),
            told=tuple(name for name in told if name),
            counted=any(not one.summed for one in own),
            title=(f"（{words}）" if words else "") + titles[part],
            part=f"{part}/{first.id}",
        )
        return row_groups(self.output, self.scheme, wanted, groups)


def _first(rows: Spelled) -> list[Row]:
    found: dict[str, Row] = {}
    for row, word in rows:
        if word:
            found.setdefault(word, row)
    return list(found.values())
