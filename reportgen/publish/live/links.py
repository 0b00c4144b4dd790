"""Where the files lie that the inputs of a workbook come from, seen from the folder of the workbook.

outputs/2026-10/scorecards/一部/1001.xlsx    outputs/2026-10/sources/一部/考核表.xlsx: as it was handed in
outputs/2026-10/results.json                outputs/2026-09/results.json: what an earlier month published
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import sha256
from pathlib import PurePosixPath

from reportgen.marks import CellRef
from reportgen.publish.paths import LONGEST, safe

RESULTS = "results.json"
KEPT = "sources"  # the folder of a month with the files that it was made from
_EARLIER = re.compile(r"\d{4}-\d{2}/results\.json")
_NUMBERED = 6  # hexadecimal digits that tell names apart which had to be altered


def kept_path(file: str) -> str:
    """Where the copy of a file that was handed in lies in the month's folder. A name that some system does not bear is
    altered, and told from others by a number."""
    parent, name = PurePosixPath(file).parent, PurePosixPath(file)
    parts = [safe(part) for part in parent.parts]
    stem, suffix = safe(name.stem)[: LONGEST - 16], safe(f"x{name.suffix}")[1:]
    made = "/".join((KEPT, *parts, f"{stem}{suffix}"))
    if made == f"{KEPT}/{file}":
        return made
    return "/".join((KEPT, *parts, f"{stem}_{sha256(file.encode()).hexdigest()[:_NUMBERED]}{suffix}"))


@dataclass(frozen=True, slots=True)
class Links:
    """`up` leads from the workbook's folder to the month's: "" or "../" as often as needed."""

    up: str = ""

    def link_of(self, cell: CellRef) -> tuple[str, str] | None:
        """The path of the file that a cell stands in, and the place in it as Excel writes it ("" for a file without
        sheets). None where no copy is known."""
        if cell.file == RESULTS:
            return f"{self.up}{RESULTS}", ""
        if _EARLIER.fullmatch(cell.file):
            return f"{self.up}../{cell.file}", ""
        return f"{self.up}{kept_path(cell.file)}", _place(cell)


def _place(cell: CellRef) -> str:
    """`'10月'!C7`; the top of the sheet when the cell is not known."""
    if not cell.sheet:
        return ""
    name = cell.sheet.replace("'", "''")
    return f"'{name}'!{cell.cell or 'A1'}"


class _None(Links):
    """For a workbook that may lie anywhere."""

    def link_of(self, cell: CellRef) -> tuple[str, str] | None:
        return None


NO_LINKS = _None()
