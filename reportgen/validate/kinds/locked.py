"""A line that was approved when the month was published is the same ever after: hours, plan items, agreed targets."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

from reportgen.records import CellRef, Lock, Row, finding
from reportgen.scheme import Judged
from reportgen.validate.kinds.seen import Seen, same, text_of

NOTHING = "—"


@dataclass(frozen=True, slots=True, kw_only=True)
class Locked:
    """Lines of `table` with something in `by` (who approved) are locked from the month's first publication on: the
    line with the same words in `key` must be there, and hold the same in `keep`. Until it is approved a line may
    change. An approval that is in doubt locks nothing."""

    kind: ClassVar[str] = "locked"
    table: str
    by: str
    key: tuple[str, ...]
    keep: tuple[str, ...]

    def look(self, seen: Seen) -> Iterator[Judged]:
        before = seen.handed.locked.get(self.table, {})
        if not before:
            return
        rows = {self._key(row): row for row in seen.rows(self.table)}
        sheets = {one.department: one for one in seen.handed.sheets if one.table == self.table}
        for key, values in before.items():
            department, *words = json.loads(key)
            row, sheet = rows.get(key), sheets.get(department)
            if row is not None:
                yield from self._changes(seen, row, json.loads(values))
            elif sheet is not None:
                found = finding("LOCKED_GONE", sheet.ref, department=department, table=self.table,
                                found=" · ".join(words), sheet=seen.handed.scheme.table(self.table).name)  # fmt: skip
                yield Judged(found)

    def _changes(self, seen: Seen, row: Row, before: Mapping[str, str]) -> Iterator[Judged]:
        for column in self.keep:
            was, now = before.get(column, NOTHING), _text(row, column)
            if was != now and row.get(column).state != "bad":
                yield seen.judged("LOCKED_CHANGED", row, column, was=was, found=now)

    def locks(self, scheme: str, rows: Iterator[Row], doubtful: Collection[CellRef]) -> Iterator[Lock]:
        """The lines that are approved now, as they are to stay."""
        for row in rows:
            approved = row.held(self.by).value is not None and not row.bad
            if approved and not (doubtful and row.get(self.by).ref in doubtful):
                values = {column: _text(row, column) for column in self.keep}
                yield Lock(scheme, self.table, self._key(row), json.dumps(values, ensure_ascii=False))

    def _key(self, row: Row) -> str:
        words = (same(row.held(column).value) for column in self.key)
        return json.dumps([row.department, *words], ensure_ascii=False)


def _text(row: Row, column: str) -> str:
    """What stands in a cell; nothing and what counts as nothing (no overtime: 0) are the same."""
    held = row.held(column)
    return NOTHING if held.value is None or held.empty else text_of(held.value)
