"""The example's own-made workbooks: what the shipped schemes read of them, a proposal made without these reads too."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from reportgen.intake import Book, take_in
from reportgen.intake.raw import RawBook
from reportgen.normal import key
from reportgen.period import Period
from reportgen.pipeline.gathering import offices_of
from reportgen.records import Entry
from reportgen.settings import Settings
from reportgen.suggest import Known, suggest
from tests.example.build import HERE, people, settings
from tests.example.sheets import parse
from tests.intake.own_made import raw_sheet
from tests.suggest.pasted import pasted

OWN = [path for path in sorted((HERE / "2026-10").rglob("*.txt"))
       if "_" not in path.stem or path.stem.split("_")[1][:2] == "10" or path.stem.startswith("销售计划部")]  # fmt: skip
POWERS = {"万元": 4, "千元": 3}


@cache
def office() -> Settings:
    return settings()


def by_cell(rows: dict[str, tuple[Entry, str]]) -> dict[str, object]:
    """What was read by cell; money in the unit that the sheet's header says is the same amount in 元."""
    return {
        place: entry.value.scaleb(POWERS.get(unit, 0)).normalize() if isinstance(entry.value, Decimal) else entry.value
        for place, (entry, unit) in rows.items()
        if entry.state == "ok" and not entry.empty
    }


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.stem)
def test_what_the_schemes_read_a_proposal_reads_too(path: Path, tmp_path: Path) -> None:
    book = RawBook(tuple(raw_sheet(one) for one in parse(path)))
    relative = path.relative_to(HERE / "2026-10").with_suffix(".xlsx").as_posix()
    names = tuple(name for one in office().departments for name in (one.name, *one.aliases))
    known = Known(Period(2026, 10), people(), names)
    made = pasted(book, tmp_path, known=known)
    units = {(table.id, column.id): column.unit for table in made.scheme.tables for column in table.columns}
    ours = by_cell({f"{entry.ref.sheet}!{entry.ref.cell}": (entry, units.get((row.table, id), ""))
                    for row in made.rows for id, entry in row.entries.items()})  # fmt: skip
    schemes = office().schemes_for(Period(2026, 10))
    taken = take_in([Book(relative, "0" * 64, 1, book)], schemes, offices_of(office()), Period(2026, 10))
    by_scheme = {(scheme.id, table.id, column.id): column for scheme in schemes for table in scheme.tables
                 for column in table.columns}  # fmt: skip
    assert taken.sheets
    missing = {}
    for sheet in taken.sheets:
        for row in sheet.rows:
            for id, entry in row.entries.items():
                place = f"{entry.ref.sheet}!{entry.ref.cell}"
                column = by_scheme[sheet.scheme, sheet.table, id]
                if entry.state != "ok" or entry.empty or column.type in ("choice", "flag"):
                    continue  # a choice may be another word for what is written
                if not same(ours.get(place), entry.value):
                    missing[place] = (entry.value, ours.get(place))
    assert missing == {}


def same(one: object, other: object) -> bool:
    if isinstance(one, Decimal) and isinstance(other, Decimal):
        return one == other
    return one is not None and (one == other or key(str(one)) == key(str(other)) or str(one)[:10] == str(other)[:10])


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.stem)
def test_the_schemes_are_known_again(path: Path) -> None:
    """Nothing is proposed anew for a workbook that a shipped scheme reads."""
    book = RawBook(tuple(raw_sheet(one) for one in parse(path)))
    known = Known(Period(2026, 10), people(), tuple(one.name for one in office().departments))
    proposal = suggest(path.stem + ".xlsx", book, known, office().schemes_for(Period(2026, 10)))
    assert proposal.fits
    assert [table.table.name for table in proposal.tables] == []
    assert all(not fit.lacking for fit in proposal.fits)
