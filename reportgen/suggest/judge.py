"""What a text on an unknown sheet may be: a word (of a header or a label), or a value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from reportgen.intake.cells import CellContext, understand
from reportgen.intake.cells.reading import says_nothing
from reportgen.intake.grid import Grid
from reportgen.intake.labels import COLONS
from reportgen.intake.raw import RawCell
from reportgen.intake.recognise import MONTH
from reportgen.intake.rows import NOTES, TOTALS
from reportgen.intake.whose import named_in
from reportgen.normal import key, unit, unit_line
from reportgen.period import Period
from reportgen.records import CellRef, Person
from reportgen.scheme import Column, ColumnType

LONGEST = 30  # characters of a header
_SENTENCE = "。；！？"
VALUES: tuple[ColumnType, ...] = ("number", "percent", "money", "date", "datetime")


@dataclass(frozen=True)
class Known:
    """What helps to read an unknown workbook: the month, the people of the roster, the departments' names."""

    period: Period
    people: Sequence[Person] = ()
    departments: Sequence[str] = ()

    @property
    def ids(self) -> frozenset[str]:
        return frozenset(key(one.id) for one in self.people if one.id)

    @property
    def names(self) -> frozenset[str]:
        return frozenset(key(one.name) for one in self.people if one.name)

    def person_of(self, sheet: str) -> str:
        """The 工号 of the one person whom a sheet's name names, "" when there is none."""
        found = named_in(sheet, self.people)
        return found[0] if len(found) == 1 else ""


@dataclass(frozen=True)
class Judge:
    """`constant`: the texts that stand on every sheet of the same kind; None when there is one sheet of it only. A
    text that is another on each of them is a value."""

    known: Known
    constant: frozenset[str] | None = None
    _ids: frozenset[str] = field(init=False, repr=False)
    _names: frozenset[str] = field(init=False, repr=False)
    _offices: frozenset[str] = field(init=False, repr=False)
    _values: dict[str, bool] = field(init=False, repr=False, default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_ids", self.known.ids)
        object.__setattr__(self, "_names", self.known.names)
        object.__setattr__(self, "_offices", frozenset(key(name) for name in self.known.departments))

    def is_word(self, text: str) -> bool:
        """Whether a text can be a header, or a label without its colon."""
        word = key(text)
        if not word or len(word) > LONGEST or any(mark in text for mark in _SENTENCE) or COLONS[1] in text[:-1]:
            return False
        if not any(letter.isalpha() for letter in word) or says_nothing(text) or unit(text) is not None:
            return False
        if self.is_person(text) or self.is_office(text) or self.is_value(text):
            return False
        return self.constant is None or word.rstrip(COLONS) in self.constant

    def is_person(self, text: str) -> bool:
        return key(text) in self._names or key(text) in self._ids

    def is_office(self, text: str) -> bool:
        return key(text) in self._offices

    def is_value(self, text: str) -> bool:
        """Whether a text reads as a number, a rate, money or a day."""
        if text not in self._values:
            self._values[text] = any(_reads(text, type, self.known.period) for type in VALUES)
        return self._values[text]

    def is_title(self, text: str) -> bool:
        """Whether a text names a department or a month."""
        word = key(text)
        return MONTH.search(word) is not None or any(office in word for office in self._offices)

    def is_header(self, text: str) -> bool:
        return self.is_word(text) and text.rstrip()[-1] not in COLONS


def _reads(text: str, type: ColumnType, period: Period) -> bool:
    column = Column(id="x", name="x", type=type, unit="元" if type == "money" else "")
    entry, _ = understand(RawCell(1, 1, text, "text"), column, CellRef(""), CellContext(period))
    return entry.state == "ok"


def is_total(text: str) -> bool:
    return any(key(text).startswith(word) for word in TOTALS)


def is_note(text: str) -> bool:
    """Remarks and signatures, and the line that sets a unit."""
    return any(key(text).startswith(word) for word in NOTES) or unit_line(text) is not None


def filled(grid: Grid, row: int) -> Mapping[int, RawCell]:
    """What stands in a row, by column: what a merged area covers counts once, where it begins."""
    cells = {column: cell for column, cell in grid.rows.get(row, {}).items() if cell.kind != "blank"}
    covered = {at: first for at in grid.texts.get(row, {}) if (first := grid.owner(row, at)) != (row, at)}
    for at, first in sorted(covered.items()):
        if first[0] != row and (cell := grid.at(*first)) is not None and at == first[1]:
            cells.setdefault(at, cell)
    return dict(sorted(cells.items()))
