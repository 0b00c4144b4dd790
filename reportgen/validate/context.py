"""What every check of a month may look at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from reportgen.period import Period
from reportgen.records import Person, Sheet
from reportgen.scheme import Scheme, Table


@dataclass(frozen=True, slots=True)
class Handed:
    """One scheme's month: its sheets as handed in, the people in post by department, the departments that work by it.

    `departments` maps a department to its people in post who have a role in the scheme; `everyone` is the roster in
    post, of all departments; `roster` also those who have left; `away` (工号) are on long leave all month; `in_doubt`
    are the tables (department, table) of which a file was handed in that cannot be used, with a finding of its own;
    `workdays` are the month's working days; `locked` the approved lines of each table (key -> values) that do not
    change any more.
    """

    scheme: Scheme
    period: Period
    sheets: tuple[Sheet, ...]
    departments: Mapping[str, tuple[Person, ...]]
    everyone: tuple[Person, ...]
    roster: tuple[Person, ...]
    away: frozenset[str] = frozenset()
    in_doubt: frozenset[tuple[str, str]] = frozenset()
    workdays: tuple[date, ...] = ()
    locked: Mapping[str, Mapping[str, str]] = field(default_factory=dict, repr=False)

    in_post: Mapping[str, tuple[Person, ...]] = field(init=False, repr=False, compare=False)  # 工号 -> of `everyone`
    _asked: dict[tuple[str, str], tuple[Person, ...]] = field(
        init=False, repr=False, compare=False, default_factory=dict
    )
    _ids: dict[tuple[str, str], frozenset[str]] = field(init=False, repr=False, compare=False, default_factory=dict)
    known: Mapping[str, tuple[Person, ...]] = field(init=False, repr=False, compare=False)  # 工号 -> of `roster`
    named: Mapping[str, tuple[Person, ...]] = field(init=False, repr=False, compare=False)  # name -> of `everyone`

    def __post_init__(self) -> None:
        object.__setattr__(self, "in_post", _by((one.id, one) for one in self.everyone))
        object.__setattr__(self, "known", _by((one.id, one) for one in self.roster))
        object.__setattr__(self, "named", _by((one.name, one) for one in self.everyone))

    def people_for(self, table: str, department: str) -> tuple[Person, ...]:
        """The people of a department whom a table asks about."""
        found = self._asked.get((table, department))
        if found is None:
            roles = self.scheme.table(table).roles
            found = tuple(one for one in self.departments.get(department, ()) if not roles or one.role in roles)
            self._asked[table, department] = found
        return found

    def asks_about(self, table: str, department: str, id: str) -> bool:
        """Whether the table asks this department about the person with the 工号 `id`."""
        found = self._ids.get((table, department))
        if found is None:
            found = self._ids[table, department] = frozenset(one.id for one in self.people_for(table, department))
        return id in found

    def asked(self, form: str, department: str) -> tuple[Table, ...]:
        """The tables of a form that a department has to hand in; none of a form about people whom it does not have."""
        tables = [table for table in self.scheme.tables if table.form == form]
        people = self.departments.get(department, ())
        asked = [table for table in tables if not table.roles or any(one.role in table.roles for one in people)]
        about_others = any(table.roles for table in tables) and not any(table.roles for table in asked)
        return () if about_others else tuple(asked)


def _by(people: Iterable[tuple[str, Person]]) -> Mapping[str, tuple[Person, ...]]:
    """People by a word, each group in their order: a row's person is looked up, not searched for."""
    found: defaultdict[str, list[Person]] = defaultdict(list)
    for word, one in people:
        found[word].append(one)
    return {word: tuple(group) for word, group in found.items()}
