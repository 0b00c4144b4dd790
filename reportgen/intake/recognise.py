"""What a workbook is - department, month, forms - from its stamp, else its titles, else its folder and name.

The forms are those of the tables found on its sheets. Where two of the witnesses disagree, that is an error that
withholds the workbook: a clerk must say which is right.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from unicodedata import normalize

from reportgen.intake.grid import Grid
from reportgen.intake.locate import Located
from reportgen.intake.whole import Labelled
from reportgen.normal import key
from reportgen.period import Period
from reportgen.records import CellRef, Finding, finding

STAMP_SHEET = "_reportgen"
MONTH = re.compile(r"(?:(20\d\d)\s*年\s*)?(?<!\d)(1[0-2]|0?[1-9])\s*月(?!\s*\d+\s*[日号])")
_NUMERALS = "零一二三四五六七八九"
_VERSION = re.compile(rf"第\s*(\d{{1,2}}|[{_NUMERALS[1:]}])\s*版")
_MONTH_IN_NAME = re.compile(r"(?<!\d)(20\d\d)[-_.年]?(1[0-2]|0[1-9])(?!\d)")


@dataclass(frozen=True, slots=True)
class Office:
    """A department as it may be called in titles and names; `schemes`: those that it works by, () when not said."""

    name: str
    names: tuple[str, ...]
    schemes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Identity:
    """`version` is 1 unless the workbook says that it is a later one (`第2版`, `更正`): then it takes the place of the
    earlier one of the same department."""

    department: str
    stamped: bool
    version: int = 1


def stamp_of(grids: Iterable[Grid]) -> Mapping[str, str]:
    """The hidden stamp of a generated form: its keys and values; empty for a sheet of the department's own."""
    for grid in grids:
        if grid.sheet.name == STAMP_SHEET:
            pairs = {row: {column: cell.value for column, cell in cells.items()} for row, cells in grid.rows.items()}
            return {str(pair[1]): str(pair[2]) for pair in pairs.values() if 1 in pair and 2 in pair}
    return {}


def identify(
    file: str,
    stamp: Mapping[str, str],
    located: Iterable[Located | Labelled],
    offices: tuple[Office, ...],
    period: Period,
) -> tuple[Identity | None, tuple[Finding, ...]]:
    """The department of a workbook for this month; None with the reason when it cannot be told or is contradicted."""
    titles = tuple(dict.fromkeys(text for one in located for text in one.titles))
    where = CellRef(file)
    month = _month_contradiction(stamp, titles, file, period)
    if month:
        return None, (finding("MONTH_DISAGREES", where, found=month, expected=period),)
    said = [
        (source, office)
        for source, texts in (("stamp", (stamp.get("department", ""),)), ("title", titles), ("name", (file,)))
        for office in offices_in(texts, offices)
    ]
    departments = dict.fromkeys(office.name for _, office in said)
    if len(departments) > 1:
        return None, (finding("DEPARTMENT_DISAGREES", where, found="、".join(departments)),)
    if stamp.get("department") and not any(source == "stamp" for source, _ in said):
        return None, (finding("DEPARTMENT_UNKNOWN", where, found=stamp["department"]),)
    if not departments:
        names = "、".join(office.name for office in offices)
        return None, (finding("DEPARTMENT_NOT_SAID", where, accepted=names),)
    return Identity(next(iter(departments)), bool(stamp), version_of(titles)), ()


def version_of(titles: Iterable[str]) -> int:
    """Which version the titles say this is: `第2版` 2, `第三版` 3, `更正` or `修订` 2; 1 when they say nothing. What a
    file is called, or when it was saved, says nothing: only the sheet decides."""
    versions = [1]
    for text in titles:
        plain = normalize("NFKC", text)
        numbered = _VERSION.search(plain)
        if numbered:
            word = numbered[1]
            versions.append(int(word) if word.isdecimal() else _NUMERALS.index(word))
        elif any(word in key(plain) for word in ("更正", "修订")):
            versions.append(2)
    return max(versions)


def offices_in(texts: Iterable[str], offices: tuple[Office, ...]) -> tuple[Office, ...]:
    """The departments named in the texts; a name inside a longer name that is also there does not count."""
    found = []
    named = [(key(name), office) for office in offices for name in office.names if key(name)]
    longest_first = sorted(named, key=lambda pair: -len(pair[0]))
    for text in texts:
        rest = key(text)
        for name, office in longest_first:
            if name in rest:
                found.append(office)
                rest = rest.replace(name, " ")
    return tuple(dict.fromkeys(found))


def _month_contradiction(stamp: Mapping[str, str], titles: Iterable[str], file: str, period: Period) -> str:
    """A month that is said and is not `period`, as it is said; "" when nothing contradicts."""
    if stamp.get("period", str(period)) != str(period):
        return stamp["period"]
    for text in titles:
        for match in MONTH.finditer(normalize("NFKC", text)):
            year, month = match[1] or str(period.year), int(match[2])
            if (int(year), month) != (period.year, period.month):
                return match[0]
    name = normalize("NFKC", file.rsplit("/", 1)[-1])
    for match in (*_MONTH_IN_NAME.finditer(name), *MONTH.finditer(name)):
        year = match[1] or str(period.year)
        if (int(year), int(match[2])) != (period.year, period.month):
            return match[0]
    return ""
