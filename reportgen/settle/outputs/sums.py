"""Sums by one or more keys: hours by person and section, cost by project, sales by channel and product; they foot."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import ClassVar

from reportgen import normal
from reportgen.formula import Expr
from reportgen.records import CellRef, Figure, Row, Table, TableColumn, Value, phrase
from reportgen.scheme import Output
from reportgen.settle.outputs.adding import Added, Tally, all_known, foot, in_all, notes, tally, together, total_word
from reportgen.settle.outputs.columns import shown
from reportgen.settle.outputs.month import MonthSheets
from reportgen.settle.outputs.summed import MANY, Member, Part, Summed, summed
from reportgen.settle.outputs.worked import SHOWN

WORDS = {
    "sums-partial": {
        "zh": "{good} / {all} 行数据可用；有问题的数显示“—”，合计只含列出的数",
        "en": "{good} of {all} lines can be used; figures in doubt are “—”, totals add up what is shown",
    },
    "sums-refused": {
        "zh": "另有 {count} 行按规定不计入，见问题清单",
        "en": "{count} more lines do not count by the rules; see the findings",
    },
}
Words = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Via:
    """Another table's line with the same word in `key`, and the column there that is meant."""

    table: str
    key: str
    column: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """What lines are grouped by: the word in `column`, or what stands for it in another table: a person's section, a
    task's attribute."""

    id: str
    name: str
    column: str
    via: Via | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sums:
    """A line for each group of `table` by all keys of `group_by`, in their order; `subtotals`: after each word of the
    first key. A line whose key is blank, in doubt or not in the other table is in no group: the totals say so."""

    kind: ClassVar[str] = "sums"
    table: str
    group_by: tuple[Key, ...]
    sums: tuple[Added, ...]
    subtotals: bool = False

    @property
    def head(self) -> tuple[TableColumn, ...]:
        return (*(TableColumn(key.id, key.name) for key in self.group_by), *(added.head for added in self.sums))

    def tabulate(self, output: Output, month: MonthSheets) -> Table:
        scheme = month.scheme.id
        if self.table not in month.present:
            return Table(output.id, scheme, output.title, "withheld", self.head, (), (phrase("table-withheld"),))
        rows = month.rows(self.table)
        groups = self._groups(rows, month)
        apart = sum(map(len, groups.values())) > MANY
        members = [self._member(words, own, month, apart=apart) for words, own in sorted(groups.items())]
        good = sum(one.count for one in members if all_known([one.tallies]))
        every = len(rows) + month.unusable.get(self.table, 0)
        keys = {key.id: (key.name, key.column) for key in self.group_by}
        live = summed(output, month.scheme, self.table, keys, self.sums, members, apart=apart)
        body = list(self._body(members, live))
        if body:
            sums = [together(column) for column in zip(*(one.tallies for one in members), strict=True)]
            line = foot(total_word(good, every), len(self.group_by) - 1, sums, self.sums)
            body.append(self._with_formulas(line, live.over()))
        whole = good == every and not month.blame(self.table)
        status = "complete" if whole else "partial"
        told = notes(month, self.table, good, every)
        return Table(
            output.id, scheme, output.title, status, self.head, tuple(body), told,  # type: ignore[arg-type]
            blocks=live.blocks,
        )  # fmt: skip

    def _groups(self, rows: Sequence[Row], month: MonthSheets) -> dict[Words, list[Row]]:
        """Words that differ in width or script only are one group, under the first of them as written."""
        sides = [_lines(key.via, month) if key.via else None for key in self.group_by]
        columns = [key.column for key in self.group_by]
        by_value: dict[tuple[Value, ...], list[Row]] = {}
        for row in rows:
            held = [row.held(column) for column in columns]
            if not any([month.cell_in_doubt(row, *pair) for pair in zip(columns, held, strict=True)]):
                by_value.setdefault(tuple([one.value for one in held]), []).append(row)
        found: dict[Words, list[Row]] = {}
        written: dict[Words, Words] = {}
        for values, own in by_value.items():
            words = tuple(_word(*part, month) for part in zip(self.group_by, sides, values, strict=True))
            if all(words):
                name = written.setdefault(tuple(map(normal.key, words)), words)
                found.setdefault(name, []).extend(own)
        return found

    def _member(self, words: Words, rows: Sequence[Row], month: MonthSheets, *, apart: bool) -> Member:
        """`apart`: sheet by sheet."""
        cells = tuple(_cell(key, rows[0], month) for key in self.group_by)
        by_sheet: dict[tuple[str, str], list[Row]] = {}
        for row in rows:
            by_sheet.setdefault((row.ref.file, row.ref.sheet) if apart else ("", ""), []).append(row)
        parts = [Part(own, tuple(tally(added, own, month) for added in self.sums)) for own in by_sheet.values()]
        tallies = [in_all(column) for column in zip(*(one.tallies for one in parts), strict=True)]
        doubt = bool(month.by_table) and any(month.owner_in_doubt(row) for row in rows)
        return Member(words, cells, parts, tuple(Tally(None, one.cells) if doubt else one for one in tallies))

    def _body(self, members: Sequence[Member], live: Summed) -> Iterator[tuple[Figure, ...]]:
        few = len(members) <= SHOWN
        at = 0
        for first, group in groupby(members, key=lambda one: one.words[0]):
            own = list(group)
            for place, one in enumerate(own, at):
                words = [
                    Figure(word, formula=live.word(place, key.id) if few else None)
                    for word, key in zip(one.words, self.group_by, strict=True)
                ]
                figures = (tally.shown(added.digits) for tally, added in zip(one.tallies, self.sums, strict=True))
                yield self._with_formulas((*words, *figures), live.of(place))
            if self.subtotals:
                yield self._with_formulas(self._subtotal(first, own), live.over(at, at + len(own) - 1))
            at += len(own)

    def _subtotal(self, word: str, own: Sequence[Member]) -> tuple[Figure, ...]:
        sums = [together(column) for column in zip(*(one.tallies for one in own), strict=True)]
        good, every = sum(one.count for one in own if all_known([one.tallies])), sum(one.count for one in own)
        said = phrase("table-subtotal-of", of=word)
        if good < every:
            said = phrase("table-subtotal-part", of=word, good=good, all=every)
        return foot(said, len(self.group_by) - 1, sums, self.sums)

    def _with_formulas(self, line: tuple[Figure, ...], formulas: Sequence[Expr]) -> tuple[Figure, ...]:
        """A line whose figures stand behind its words; what is not shown has no formula."""
        words, figures = line[: len(self.group_by)], line[len(self.group_by) :]
        pairs = zip(figures, formulas, strict=True)
        return (*words, *(one if one.value is None else replace(one, formula=formula) for one, formula in pairs))


def _cell(key: Key, row: Row, month: MonthSheets) -> CellRef:
    """Where the word of a group stands."""
    entry = row.get(key.column)
    if key.via is None:
        return entry.ref
    return _lines(key.via, month)[normal.key(shown(entry.value) or "")].get(key.via.column).ref


def _lines(via: Via, month: MonthSheets) -> Mapping[str, Row]:
    """The other table's lines by their key."""

    def made() -> dict[str, Row]:
        entries = ((row.get(via.key), row) for row in month.rows(via.table))
        return {normal.key(text): row for entry, row in entries if (text := shown(entry.value))}

    found: Mapping[str, Row] = month.once(f"lines/{via.table}/{via.key}", made)
    return found


def _word(key: Key, side: Mapping[str, Row] | None, value: Value, month: MonthSheets) -> str:
    """The word that a value of the key's column stands for; "" when there is none that can be trusted."""
    text = shown(value) or ""
    if side is None or key.via is None or not text:
        return text
    line = side.get(normal.key(text))
    if line is None or month.in_doubt(line.get(key.via.column)):
        return ""
    return shown(line.get(key.via.column).value) or ""
