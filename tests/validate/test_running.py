"""Running numbers: unbroken from the first to the last, each once."""

from __future__ import annotations

import pytest

from reportgen.period import Period
from reportgen.records import CellRef, Entry, Row, Sheet
from reportgen.scheme import Column, Form, Scheme, Table
from reportgen.validate import running
from reportgen.validate.context import Handed

NUMBER = Column(id="number", name="流水号", type="text")
TABLE = Table(id="slips", name="确认单", form="f", per="list", columns=(NUMBER,), running="number")
SCHEME = Scheme(id="s", name="s", since="2026-01", source="", forms=(Form(id="f", name="f"),), tables=(TABLE,))


def found(*written: str) -> list[str]:
    """`-` is blank, `?` cannot be read."""
    rows = []
    for number, word in enumerate(written, 2):
        ref = CellRef("f", "s", f"A{number}")
        state = "blank" if word == "-" else "bad" if word == "?" else "ok"
        rows.append(Row("slips", "一部", "", {"number": Entry(None if state != "ok" else word, ref, state)}, ref))  # type: ignore[arg-type]
    sheet = Sheet("s", "f", "slips", "一部", CellRef("f", "s"), ("number",), tuple(rows))
    handed = Handed(SCHEME, Period(2026, 10), (sheet,), {"一部": ()}, (), ())
    return [
        " ".join((one.code, one.where.cell, *(value for name, value in one.values if name in ("lacking", "other"))))
        for one in running.check(handed)
    ]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (["K-001", "K-002", "K-003"], []),
        (["K-003", "K-001", "K-002"], []),
        (["K-001", "K-003"], ["NUMBER_GAP A3 K-001 K-002"]),
        (["K-001", "K-004"], ["NUMBER_GAP A3 K-001 K-002、K-003"]),
        (["K-098", "K-105"], ["NUMBER_GAP A3 K-098 K-099–K-104"]),
        (["K-001", "K-001"], ["NUMBER_TWICE A3 f!s!A2"]),
        (["K-001", "Ｋ－００１"], ["NUMBER_TWICE A3 f!s!A2"]),
        (["K-01", "L-05", "K-02", "L-06"], []),
        (["K-001", "无号"], ["NUMBER_ODD A3"]),
        (["K-001", "-", "?", "K-002"], []),
        (["7", "8", "10"], ["NUMBER_GAP A4 8 9"]),
    ],
    ids=str,
)
def test_numbers(written: list[str], expected: list[str]) -> None:
    assert found(*written) == expected
