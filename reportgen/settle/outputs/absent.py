"""Who has no lines for which working days: hours not declared, day reports not made, visits not entered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from reportgen.records import CellRef, Figure, Table, TableColumn, phrase
from reportgen.scheme import Output
from reportgen.settle.outputs.columns import TOTAL
from reportgen.settle.outputs.days import Away, covered, members, reported
from reportgen.settle.outputs.month import MonthSheets
from reportgen.settle.outputs.wording import column, figure

DAYS = "天"


@dataclass(frozen=True, slots=True, kw_only=True)
class Absent:
    """Those of `roles` who lack a line in `table` (dated by `day`) for a working day of theirs that no `excused`
    table covers. Working days are those of the organisation's calendar on which the person is in post. A line that
    was refused is not there."""

    kind: ClassVar[str] = "absent"
    table: str
    day: str
    roles: tuple[str, ...] = ()
    excused: tuple[Away, ...] = ()

    @property
    def head(self) -> tuple[TableColumn, ...]:
        return (
            column("person", "person"),
            column("name", "full-name"),
            column("department", "department"),
            column("due", "days-due", DAYS),
            column("missing", "days-missing", DAYS),
            column("days", "which-days"),
        )

    def tabulate(self, output: Output, month: MonthSheets) -> Table:
        scheme = month.scheme.id
        if self.table not in month.present:
            return Table(output.id, scheme, output.title, "withheld", self.head, (), (phrase("table-withheld"),))
        done = reported(month, self.table, self.day)
        free = [covered(month, one) for one in self.excused]
        body: list[tuple[Figure, ...]] = []
        sums = [0, 0]
        for member in members(month, self.roles):
            id = member.person.id
            due = [day for day in month.workdays if day in member.days]
            missing = [d for d in due if d not in done.get(id, {}) and not any(d in one.get(id, {}) for one in free)]
            if missing:
                sums = [sums[0] + len(due), sums[1] + len(missing)]
                where = (member.person.ref,) if member.person.ref != CellRef("") else ()
                words = (id, member.person.name, member.person.department, str(len(due)))
                listed = "、".join(f"{day.month}-{day.day}" for day in missing)
                body.append((*map(Figure, words), Figure(str(len(missing)), where), Figure(listed)))
        if body:
            body.append((figure(TOTAL), Figure(None), Figure(None), *(Figure(str(one)) for one in sums), Figure(None)))
        doubt = bool(month.blame(self.table))
        status = "partial" if doubt else "complete"
        told = (phrase("days-in-doubt"),) if doubt else ()
        return Table(output.id, scheme, output.title, status, self.head, tuple(body), told)  # type: ignore[arg-type]


WORDS = {
    "days-in-doubt": {
        "zh": "有的表没有交来或不能采用，天数可能偏少",
        "en": "some sheets were not handed in or cannot be used; days may lack",
    },
}
