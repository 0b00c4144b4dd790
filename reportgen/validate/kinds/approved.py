"""Who approved a line is the superior of the person it is about, at the right level of the roster."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from reportgen.records import Person, Row
from reportgen.scheme import Judged
from reportgen.validate.kinds.seen import Seen, same, text_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Approved:
    """`by` holds the name or the 工号 of who approved; blank: not approved yet. `level` 1 is the superior that the
    roster names, 2 that one's superior. Whoever has no superior there is left alone. `on`: the day of the approval,
    which has to be given with it; "" when it is not asked for."""

    kind: ClassVar[str] = "approved"
    table: str
    by: str
    on: str = ""
    level: int = 1

    def look(self, seen: Seen) -> Iterator[Judged]:
        chiefs: dict[tuple[str, str], tuple[Person, ...]] = {}
        for row in seen.rows(self.table):
            written = row.held(self.by).value
            if not isinstance(written, str):
                continue
            if self.on and row.held(self.on).state == "blank":
                yield seen.judged("APPROVED_WITHOUT_DAY", row, self.on, found=written)
            owner = (row.person, row.department)
            if owner not in chiefs:
                chiefs[owner] = self._chiefs(seen, row)
            right = chiefs[owner]
            if right and not any(written == one.id or same(written) == same(one.name) for one in right):
                expected = "、".join(dict.fromkeys(f"{one.name}（{one.id}）" for one in right))
                yield seen.judged("APPROVED_BY_OTHER", row, self.by, found=text_of(written), expected=expected)

    def _chiefs(self, seen: Seen, row: Row) -> tuple[Person, ...]:
        """Those at the level above the person's rows in this department."""
        known = seen.handed.known
        here = [one for one in known.get(row.person, ()) if one.department == row.department]
        for _ in range(self.level):
            above = dict.fromkeys(one.superior for one in here if one.superior)
            here = [one for id in above for one in known.get(id, ())]
        return tuple(here)
