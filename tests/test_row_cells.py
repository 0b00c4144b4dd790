"""A row that was read holds what its cells hold, and tells each cell when it is asked for it."""

from __future__ import annotations

import pickle
from decimal import Decimal

import pytest

from reportgen.records import CellRef, Cells, Entry, Held, Place, Row, spot_of

#  row 7 of 工时.xlsx!明细:  A 工号 1001 | C 工时 7.5 | AB 加班 (nothing, counts as 0) | 日期 is a missing column
PLACE = Place("工时.xlsx", "明细", {"person": 0, "hours": 1, "over": 2, "day": 3}, ("A", "C", "AB", ""))
HEADER = Entry(None, CellRef("工时.xlsx", "明细", "A2"), "bad")
HELD = (Held("1001"), Held(Decimal("7.5")), Held(Decimal(0), "ok", True), HEADER)
ROW = Row("hours", "一部", "1001", Cells(PLACE, 7, HELD), CellRef("工时.xlsx", "明细", "A7"))


def at(cell: str) -> CellRef:
    return CellRef("工时.xlsx", "明细", cell)


def test_every_entry_knows_its_cell() -> None:
    assert dict(ROW.entries) == {
        "person": Entry("1001", at("A7")),
        "hours": Entry(Decimal("7.5"), at("C7")),
        "over": Entry(Decimal(0), at("AB7")),
        "day": Entry(None, at("A2"), "bad"),
    }
    assert ROW.get("over").empty
    assert ROW.get("nothing like it") == Entry(None, at("A7"), "blank")


@pytest.mark.parametrize("column", ["person", "hours", "over", "day", "nothing like it"])
def test_what_a_cell_holds_is_the_same_without_the_cell(column: str) -> None:
    plain = Row("hours", "一部", "1001", dict(ROW.entries), ROW.ref)
    for row in (ROW, plain):
        held, entry = row.held(column), row.get(column)
        assert (held.value, held.state, held.empty) == (entry.value, entry.state, entry.empty)
        assert row.spot(column) == spot_of(entry.ref)


def test_a_row_is_equal_to_one_with_the_same_entries() -> None:
    plain = Row("hours", "一部", "1001", dict(ROW.entries), ROW.ref)
    assert plain == ROW
    assert pickle.loads(pickle.dumps(ROW)) == ROW
    assert ROW.bad
    assert plain.bad


def test_a_spot_tells_letters_and_row() -> None:
    assert ROW.spot("over") == ("工时.xlsx", "明细", "AB", 7)
    assert spot_of(CellRef("工时.xlsx")) == ("工时.xlsx", "", "", 0)
