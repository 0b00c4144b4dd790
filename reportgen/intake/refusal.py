"""A file that is not read: the finding that says why, and the exception that stops the walk over it."""

from __future__ import annotations

from dataclasses import dataclass

from reportgen.records import CellRef, Finding


@dataclass(frozen=True, slots=True)
class Refusal:
    """Stands in place of a book that was not read; `finding` says why and how to mend it."""

    finding: Finding


class Refused(Exception):
    """Stops the walk over a file; the reader's boundary turns it into a `Refusal`, it never leaves `intake`."""

    def __init__(self, code: str, *, sheet: str = "", cell: str = "", **values: object) -> None:
        super().__init__(code)
        self.code, self.sheet, self.cell, self.values = code, sheet, cell, values

    def refusal(self, file: str) -> Refusal:
        values = tuple((name, str(value)) for name, value in self.values.items())
        return Refusal(Finding(self.code, CellRef(file, self.sheet, self.cell), values))


def unsafe(reason: str, part: str) -> Refused:
    """Something no office program writes. `reason` is a key of `file_words.WORDS`."""
    return Refused("FILE_UNSAFE", reason=reason, part=part)


def damaged(reason: str, part: str, *, sheet: str = "", cell: str = "") -> Refused:
    """Something that cannot be understood for certain. `reason` is a key of `file_words.WORDS`."""
    return Refused("FILE_DAMAGED", sheet=sheet, cell=cell, reason=reason, part=part)


def over_limit(what: str, found: int, limit: int, *, sheet: str = "", cell: str = "") -> Refused:
    """More than is accepted. `what` is a key of `file_words.WORDS`."""
    return Refused("FILE_LIMIT", sheet=sheet, cell=cell, what=what, found=found, limit=limit)
