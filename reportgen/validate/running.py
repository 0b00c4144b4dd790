"""Running numbers of records: unbroken from the first to the last of the sheet, each one once."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from reportgen import normal
from reportgen.records import Finding, Row, finding
from reportgen.validate.context import Handed

_NUMBER = re.compile(r"(.*?)(\d+)")
SHOWN = 5  # lacking numbers that a finding names one by one


def check(handed: Handed) -> Iterator[Finding]:
    """Per department and table, for each way of writing them (what stands before the last digits) by itself."""
    for table in handed.scheme.tables:
        if not table.running:
            continue
        for department in handed.departments:
            sheets = [one for one in handed.sheets if (one.table, one.department) == (table.id, department)]
            yield from _checked([row for sheet in sheets for row in sheet.rows], table.running)


def _checked(rows: list[Row], column: str) -> Iterator[Finding]:
    series: defaultdict[str, dict[int, tuple[str, Row]]] = defaultdict(dict)
    for row in rows:
        entry = row.get(column)
        if entry.state != "ok":
            continue
        written = str(entry.value)
        parts = _NUMBER.fullmatch(normal.key(written))
        if parts is None:
            yield _found("NUMBER_ODD", row, column, found=written)
            continue
        numbers = series[parts[1]]
        if (before := numbers.get(int(parts[2]))) is not None:
            yield finding(
                "NUMBER_TWICE", entry.ref, concerns=(row.person,) if row.person else (), department=row.department,
                table=row.table, found=written, other=str(before[1].get(column).ref),
            )  # fmt: skip
            continue
        numbers[int(parts[2])] = (written, row)
    for numbers in series.values():
        yield from _gaps(numbers, column)


def _gaps(numbers: dict[int, tuple[str, Row]], column: str) -> Iterator[Finding]:
    ordered = sorted(numbers)
    for one, following in pairwise(ordered):
        if following - one > 1:
            before, (_, row) = numbers[one][0], numbers[following]
            yield _found("NUMBER_GAP", row, column, other=before, lacking=_lacking(before, one, following))


def _lacking(before: str, one: int, following: int) -> str:
    """The numbers between, written as the one before them."""
    digits = re.search(r"\d+$", before)
    width = len(digits[0]) if digits else 0
    start = before[: len(before) - width]
    every = [f"{start}{number:0{width}d}" for number in range(one + 1, following)]
    return "、".join(every) if len(every) <= SHOWN else f"{every[0]}–{every[-1]}"


def _found(code: str, row: Row, column: str, **values: str) -> Finding:
    concerns = (row.person,) if row.person else ()
    return finding(code, row.get(column).ref, concerns=concerns, department=row.department, **values)
