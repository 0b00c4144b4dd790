"""Whatever a department does to the look of its sheets, figures stay; whatever it does to a cell, nothing is silent."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import cache

import opencc
from hypothesis import HealthCheck, given, settings, strategies

from reportgen.findings import is_error
from reportgen.intake import Book
from reportgen.intake.grid import Grid, letters
from reportgen.intake.locate import candidates, locate
from reportgen.intake.raw import RawBook, RawCell, RawSheet
from reportgen.pipeline.reckoning import Reckoned
from reportgen.records import CellRef
from tests.months.month import OCTOBER, books, reckoned
from tests.months.month import settings as month_settings

QUICK = settings(max_examples=15, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
SEEDS = strategies.integers(0, 2**32)
ROSTER = "花名册.xlsx"


def figures(month: Reckoned) -> dict[object, object]:
    """Everything that is published of the month, without the places it stands on."""
    cards = {
        card.key: (card.status, card.score, card.grade, card.rank, None if card.pay is None else card.pay.total,
                   tuple((one.id, one.value) for one in card.measures))
        for card in month.result.cards
    }  # fmt: skip
    tables = {table.id: tuple(tuple(one.value for one in row) for row in table.rows) for table in month.result.tables}
    return {**cards, **tables}


PLAIN = None


def plain() -> tuple[Reckoned, dict[object, object]]:
    global PLAIN
    if PLAIN is None:
        month = reckoned(books(OCTOBER))
        PLAIN = (month, figures(month))
    return PLAIN


def with_sheets(book: Book, change: Callable[[RawSheet], RawSheet]) -> Book:
    sheets = tuple(sheet if sheet.name.startswith("_") else change(sheet) for sheet in book.raw.sheets)
    return replace(book, raw=RawBook(sheets, book.raw.encoding))


def moved(sheet: RawSheet, down: int, right: int) -> RawSheet:
    cells = tuple(cell._replace(row=cell.row + down, column=cell.column + right) for cell in sheet.cells)
    merges = tuple((a + down, b + right, c + down, d + right) for a, b, c, d in sheet.merges)
    return replace(sheet, cells=cells, merges=merges)


@QUICK
@given(down=strategies.integers(0, 40), right=strategies.integers(0, 12), seed=SEEDS)
def test_tables_may_stand_anywhere(down: int, right: int, seed: int) -> None:
    one = random.Random(seed)
    chosen = one.choice([book.file for book in books(OCTOBER)])
    changed = [
        with_sheets(book, lambda sheet: moved(sheet, down, right)) if book.file == chosen else book
        for book in books(OCTOBER)
    ]
    assert figures(reckoned(changed)) == plain()[1]


@cache
def headers(book: Book) -> dict[tuple[str, int, int], Sequence[str]]:
    """Where a header of a declared column stands, and by which other names it is known."""
    places: dict[tuple[str, int, int], Sequence[str]] = {}
    for sheet in book.raw.sheets:
        if sheet.name.startswith("_"):
            continue
        for found in locate(Grid(book.file, sheet), candidates(month_settings().schemes_for(OCTOBER))):
            if found.header.first != found.header.last:
                continue
            for column in found.candidate.table.columns:
                if column.id in found.header.columns and not found.header.units.get(column.id):
                    place = (sheet.name, found.header.last, found.header.columns[column.id])
                    places[place] = [column.name, *column.aliases]
    return places


@QUICK
@given(seed=SEEDS)
def test_headers_may_have_any_of_their_names_in_either_script(seed: int) -> None:
    one, script = random.Random(seed), opencc.OpenCC("s2t")

    def renamed(book: Book) -> Book:
        places = headers(book)

        def cell_of(sheet: RawSheet, cell: RawCell) -> RawCell:
            names = places.get((sheet.name, cell.row, cell.column))
            if names is None:
                return cell
            name = one.choice(list(names))
            shown = script.convert(name) if one.random() < 0.5 else f" {name[:1]}\n{name[1:]} "
            return cell._replace(value=shown)

        return with_sheets(book, lambda sheet: replace(sheet, cells=tuple(cell_of(sheet, c) for c in sheet.cells)))

    changed = [book if book.file == ROSTER else renamed(book) for book in books(OCTOBER)]
    assert figures(reckoned(changed)) == plain()[1]


LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
GARBAGE = ("约500", "???", "№ 7b", "≥95%", "2026年13月45日", "NaN")


@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(seed=SEEDS)
def test_nonsense_in_any_cell_changes_no_figure_in_silence(seed: int) -> None:
    """Figures stay, or a finding names the cell. Free words (a customer, a reason) cannot be nonsense; they stand
    among the evidence of what they change."""
    assert in_silence(books(OCTOBER), plain()[0], reckoned, seed) == ""


def in_silence(own: Sequence[Book], before: Reckoned, reckon: Callable[[Iterable[Book]], Reckoned], seed: int) -> str:
    """Nonsense written into a cell of a month: the cell, when figures change and nothing names it; else ""."""
    one, everything = random.Random(seed), list(own)
    at = one.randrange(len(everything))
    book = everything[at]
    sheets = [number for number, sheet in enumerate(book.raw.sheets) if sheet.cells and not sheet.name.startswith("_")]
    chosen = one.choice(sheets)
    sheet = book.raw.sheets[chosen]
    cell = one.choice(sheet.cells)
    nonsense = RawCell(cell.row, cell.column, one.choice(GARBAGE), "text")
    cells = tuple(nonsense if other is cell else other for other in sheet.cells)
    raw = [replace(sheet, cells=cells) if number == chosen else other for number, other in enumerate(book.raw.sheets)]
    everything[at] = replace(book, raw=RawBook(tuple(raw)))
    month = reckon(everything)
    if figures(month) == figures(before):
        return ""
    ref = CellRef(book.file, sheet.name, f"{letters(cell.column)}{cell.row}")
    told = f"{ref}: {cell.value} -> {nonsense.value}"
    return "" if ref in evidence(month) or named(ref, month, before) else told


def named(cell: CellRef, month: Reckoned, before: Reckoned) -> bool:
    """Whether a finding names it; or its whole file; or, since the first word of a total's or a note's line decides
    what the line is, a new one a cell of its line."""
    if any(cell == found.where for found in month.result.findings):
        return True
    news = set(month.result.findings) - set(before.result.findings)
    whole = any(found.where.file == cell.file and not found.where.cell and is_error(found) for found in news)
    line = cell.cell.lstrip(LETTERS)
    same = [found.where for found in news if (found.where.file, found.where.sheet) == (cell.file, cell.sheet)]
    return whole or any(where.cell.lstrip(LETTERS) == line for where in same)


def evidence(month: Reckoned) -> set[CellRef]:
    """What figures say that they stand on, and the cells that the sheets of inputs list beside them."""
    parts = (part for card in month.result.cards for root in card.components for part in root.walk())
    figures_of = (figure for table in month.result.tables for row in table.rows for figure in row)
    listed = (line for table in month.result.tables for block in table.blocks for line in block.lines)
    return {
        *(ref for part in parts for ref in part.evidence),
        *(ref for figure in figures_of for ref in figure.evidence),
        *(ref for line in listed for ref in line.cells if ref is not None),
    }
