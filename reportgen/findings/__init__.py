"""The catalogue of all findings: each worded once - place, what is wrong, what to do - in zh and en (zh-Hant from zh).

Severities: error (withholds what depends on it), warning, note.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from reportgen.findings import cells as _cells
from reportgen.findings import checked, drawings, labels, people, scoring, submitted
from reportgen.findings import files as _files
from reportgen.findings.entry import Entry
from reportgen.findings.file_words import WORDS
from reportgen.records import Finding, Severity
from reportgen.words import Language, in_language

CATALOGUE: Mapping[str, Entry] = {
    code: entry
    for part in (
        _files.CATALOGUE, _cells.CATALOGUE, submitted.CATALOGUE, people.CATALOGUE, checked.CATALOGUE, scoring.CATALOGUE,
        drawings.CATALOGUE, labels.CATALOGUE,
    )
    for code, entry in part.items()
}  # fmt: skip
_ORDER: dict[Severity, int] = {"error": 0, "warning": 1, "note": 2}


@dataclass(frozen=True, slots=True)
class Told:
    """A finding in words."""

    severity: Severity
    message: str
    fix: str


def severity(found: Finding) -> Severity:
    return CATALOGUE[found.code][0]


def is_error(found: Finding) -> bool:
    return severity(found) == "error"


def tell(found: Finding, language: Language) -> Told:
    """The finding's sentences; a code or a value that the catalogue does not know is a fault of ours (KeyError)."""
    level, worded = CATALOGUE[found.code]
    values = {"department": found.department, **_in_words(found, language)}
    message, fix = (
        in_language({spoken: both[part] for spoken, both in worded.items()}, language).format(**values)
        for part in (0, 1)
    )
    return Told(level, message, fix)


def _in_words(found: Finding, language: Language) -> dict[str, str]:
    """The finding's values; those that are ids of words (why a file was refused) in the language."""
    return {
        name: in_language(WORDS[value], language) if name in ("reason", "what", "how") and value in WORDS else value
        for name, value in found.values
    }


def in_order(found: list[Finding] | tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Without repetitions: by file, sheet, row, column, then severity and code."""
    return tuple(
        sorted(
            dict.fromkeys(found),
            key=lambda one: (one.where.file, one.where.sheet, _place(one.where.cell), _ORDER[severity(one)], one.code,
                             one.values),
        )
    )  # fmt: skip


def _place(cell: str) -> tuple[int, int, str]:
    letters = cell.rstrip("0123456789")
    digits = cell[len(letters) :]
    return (int(digits) if digits else 0, len(letters), letters)
