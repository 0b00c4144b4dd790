"""An .ods workbook into a RawBook: the walk's facts and python-calamine's values."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from reportgen.intake.limits import Limits
from reportgen.intake.odswalk import walk_ods
from reportgen.intake.raw import RawBook
from reportgen.intake.readers.xlsx import read_values
from reportgen.intake.refusal import Refusal, Refused


@dataclass(frozen=True, slots=True)
class Ods:
    """OpenDocument says of a number only whether it is a percentage, an amount, a date or plain ("general")."""

    kind: str = "ods"
    endings: tuple[str, ...] = (".ods", ".ots")

    def read(self, path: Path, name: str, limits: Limits) -> RawBook | Refusal:
        """The book at `path`; `name` is the clerk's file name, for the refusal. Never raises for what is in it."""
        try:
            return read_values(path, walk_ods(path, limits))
        except Refused as refused:
            return refused.refusal(name)
