"""Who has no lines for which working days: hours not declared, day reports not made, visits not entered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar

from reportgen.exact import total
from reportgen.records import CellRef, Figure, Table, TableColumn, phrase
from reportgen.scheme import Output
from reportgen.settle.outputs.columns import TOTAL
from reportgen.settle.outputs.days import Away, covered, days_of, members, reported
from reportgen.settle.outputs.month import MonthSheets
from reportgen.settle.outputs.person_days import Known, PersonDays, person_days
from reportgen.settle.outputs.wording import column, figure

DAYS = "天"
Listed = tuple[Known, list[date], list[date]]  # someone, the days due, those that lack


@dataclass(frozen=True, slots=True, kw_only=True)
class Absent:
    """Those of `roles` who lack a line in `table` (dated by `day`) for a working day of theirs that no `excused`
    table covers. Working days are those of the organisation's calendar on which the person is in post. A line that
    was refused is not there. The workbook has the days of those who are listed, and counts them."""

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
        listed = list(self._listed(month))
        key = f"{scheme}/{output.id}"
        known = [one for one, _, _ in listed]
        live = person_days(
            key, output.title, self.excused, known, days_of(month.period), frozenset(month.workdays)
        )
        body = [_line(*one, live, at) for at, one in enumerate(listed)]
        if body:
            sums = [total(Decimal(len(days)) for days in some) for some in list(zip(*listed, strict=True))[1:]]
            formulas = live.due_of_all, live.missing_of_all
            feet = (Figure(str(one), formula=formula) for one, formula in zip(sums, formulas, strict=True))
            body.append((figure(TOTAL), Figure(None), Figure(None), *feet, Figure(None)))
        doubt = bool(month.blame(self.table))
        status = "partial" if doubt else "complete"
        told = (phrase("days-in-doubt"),) if doubt else ()
        return Table(
            output.id, scheme, output.title, status, self.head, tuple(body), told,  # type: ignore[arg-type]
            blocks=live.blocks,
        )  # fmt: skip

    def _listed(self, month: MonthSheets) -> Iterator[Listed]:
        done = reported(month, self.table, self.day)
        free = [covered(month, one) for one in self.excused]
        for member in members(month, self.roles):
            id = member.person.id
            own = Known(member, done.get(id, {}), tuple(one.get(id, {}) for one in free))
            due = [day for day in month.workdays if day in member.days]
            missing = [day for day in due if day not in own.done and not any(day in one for one in own.away)]
            if missing:
                yield own, due, missing


def _line(own: Known, due: Sequence[date], missing: Sequence[date], live: PersonDays, at: int) -> tuple[Figure, ...]:
    person = own.member.person
    where = (person.ref,) if person.ref != CellRef("") else ()
    names = ((person.id, "person"), (person.name, "name"), (person.department, "department"))
    return (
        *(Figure(word, formula=live.who(at, column) if word else None) for word, column in names),
        Figure(str(len(due)), formula=live.due(at)),
        Figure(str(len(missing)), where, formula=live.missing(at)),
        Figure("、".join(f"{day.month}-{day.day}" for day in missing)),
    )


WORDS = {
    "days-in-doubt": {
        "zh": "有的表没有交来或不能采用，天数可能偏少",
        "en": "some sheets were not handed in or cannot be used; days may lack",
    },
}
