"""What every record is built from: where something stands, and a sentence that is in no language yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TypeAlias

Value: TypeAlias = str | Decimal | bool | date | datetime | None


@dataclass(frozen=True, slots=True, order=True)
class CellRef:
    """A cell of a file that was handed in; written `file!sheet!cell`."""

    file: str
    sheet: str = ""
    cell: str = ""

    def __str__(self) -> str:
        return "!".join(part for part in (self.file, self.sheet, self.cell) if part)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A sentence not yet in a language: its id in the catalogue of words and the values that fill it."""

    id: str
    values: tuple[tuple[str, str], ...] = ()


def phrase(id: str, **values: object) -> Phrase:
    return Phrase(id, tuple((name, str(value)) for name, value in values.items()))
