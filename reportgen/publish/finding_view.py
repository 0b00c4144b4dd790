"""A finding as it is printed: its words in the reader's language, its place as three separate texts."""

from __future__ import annotations

from dataclasses import dataclass

from reportgen.records import Severity

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")  # the worst first, as everywhere they are listed


@dataclass(frozen=True, slots=True)
class FindingView:
    """All texts final. `cell` and `sheet` may be "" (the whole sheet, the whole file); `concerns` names the people or
    the table that depend on the place ("1001 王小明、1002 李丽"), or is ""."""

    code: str
    severity: Severity
    severity_text: str
    department: str
    file: str
    sheet: str
    cell: str
    message: str
    fix: str
    concerns: str

    @property
    def place(self) -> str:
        return "!".join(part for part in (self.file, self.sheet, self.cell) if part)
