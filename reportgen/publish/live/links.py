"""Where the files lie that the inputs of a workbook come from, seen from the folder of the workbook."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from reportgen.marks import CellRef

RESULTS = "results.json"
_EARLIER = re.compile(r"\d{4}-\d{2}/results\.json")


@dataclass(frozen=True, slots=True)
class Links:
    """`up` leads from the workbook's folder to the month's ("" or "../" as often as needed), `archive` tells the path,
    from the month's folder, of the kept copy of a file that was handed in."""

    up: str = ""
    archive: Mapping[str, str] = field(default_factory=dict)

    def link_of(self, cell: CellRef) -> str | None:
        """The path of the file that a cell stands in; None where no copy is known."""
        if cell.file == RESULTS:
            return f"{self.up}{RESULTS}"
        if _EARLIER.fullmatch(cell.file):
            return f"{self.up}../{cell.file}"
        there = self.archive.get(cell.file)
        return None if there is None else f"{self.up}{there}"


class _None(Links):
    """For a workbook that may lie anywhere."""

    def link_of(self, cell: CellRef) -> str | None:
        return None


NO_LINKS = _None()
