"""The kinds of files that are read; to add one, write its module here and name it in `READERS`."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import Protocol

from reportgen.intake.limits import Limits
from reportgen.intake.raw import RawBook
from reportgen.intake.readers.csv import Csv
from reportgen.intake.readers.ods import Ods
from reportgen.intake.readers.xlsx import Xlsx
from reportgen.intake.refusal import Refusal


class Reader(Protocol):
    """One kind of file: its endings (lower case, with the dot) and how it is read."""

    @property
    def kind(self) -> str: ...

    @property
    def endings(self) -> tuple[str, ...]: ...

    def read(self, path: Path, name: str, limits: Limits) -> RawBook | Refusal: ...


READERS: tuple[Reader, ...] = (Xlsx(), Ods(), Csv())


def reader_for(name: str) -> Reader | None:
    """The reader that takes a file of this name, by its ending; None for a name no reader takes."""
    ending = PurePosixPath(name).suffix.lower()
    return next((reader for reader in READERS if ending in reader.endings), None)
