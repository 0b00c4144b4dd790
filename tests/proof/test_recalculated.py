"""Every published workbook, its results broken, worked out again by LibreOffice: all as published, to the last digit."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from pathlib import Path

import pytest

from reportgen.period import Period
from tests.proof.months import Month, quarter
from tests.proof.office import NEVER, broken, recalculated
from tests.proof.proving import CHECKS, PARAMETERS, SOURCES, Proof, proof
from tests.proof.sheets import address, read

pytestmark = pytest.mark.verify

# Kinds of workbooks that have no check sheet, and why.
WITHOUT_CHECK = {"findings.xlsx": "lists findings and counts them; none of its numbers is published of anyone"}


@pytest.fixture(scope="module")
def proofs(months: tuple[Month, ...], work: Path) -> list[tuple[Month, Path, Proof]]:
    """Every workbook of every month and of a quarter, its results broken, recalculated and compared."""
    published = (*months, quarter(work))
    books = [(month, path) for month in published for path in month.workbooks()]
    (work / "broken").mkdir()
    inputs = [work / "broken" / f"{number}.xlsx" for number in range(len(books))]
    for (_, path), target in zip(books, inputs, strict=True):
        broken(path, target)
    done = recalculated(inputs, work)
    results = {month: month.results() for month in published}
    return [(month, path, proof(path, file, results[month])) for (month, path), file in zip(books, done, strict=True)]


def kind(month: Month, path: Path) -> str:
    part = path.relative_to(month.folder).parts[0]
    return part if isinstance(month.period, Period) else "quarter"


def test_every_formula_gives_what_was_published(
    proofs: list[tuple[Month, Path, Proof]], capsys: pytest.CaptureFixture[str]
) -> None:
    """Formulas against the results in the file; figures of check sheets against results.json."""
    counts: defaultdict[str, list[int]] = defaultdict(lambda: [0] * 6)
    for month, path, one in proofs:
        own = (1, one.formulas, one.figures, one.backed, one.fronts, one.compared)
        counts[kind(month, path)] = [*map(sum, zip(counts[kind(month, path)], own, strict=True))]
    with capsys.disabled():
        print("\n\nkind           workbooks  formulas   figures    backed  on fronts  worked out from results.json")
        for name, row in sorted(counts.items()):
            print(f"{name:<14}" + "".join(f"{number:>10,}" for number in row))
    assert [line for *_, one in proofs for line in one.wrong] == []
    assert counts["whatif"][1] > counts["scorecards"][1] > 10_000  # a trial has the differences besides
    assert counts["scorecards"][2] == counts["whatif"][2] > 1_000
    assert min(counts[name][5] for name in ("company.xlsx", "departments", "finance")) > 200
    assert counts["tables"][2] > 1_000
    assert counts["quarter"][2] > 30


def test_every_computed_figure_stands_on_cells_that_were_handed_in(proofs: list[tuple[Month, Path, Proof]]) -> None:
    assert [line for *_, one in proofs for line in one.bare] == []
    assert sum(one.figures for *_, one in proofs) == sum(one.backed for *_, one in proofs) > 10_000


def test_every_workbook_with_figures_has_a_check_sheet(proofs: list[tuple[Month, Path, Proof]]) -> None:
    """A list of words alone has nothing to check."""
    without = []
    for month, path, _ in proofs:
        sheets = read(path)
        numbers = (cell for name in sheets for cell in sheets[name].cells.values() if name != SOURCES)
        if not set(CHECKS) & set(sheets) and any(cell.formula or isinstance(cell.value, Decimal) for cell in numbers):
            without.append(kind(month, path))
    assert set(without) <= set(WITHOUT_CHECK)


def test_the_proof_bites(months: tuple[Month, ...], work: Path) -> None:
    """Broken results come back as they are when nothing is recalculated, and a wrong constant does not pass."""
    book = next(path for path in months[0].workbooks() if kind(months[0], path) == "scorecards")
    plain, wrong = work / "as-it-is.xlsx", work / "wrong.xlsx"
    formulas = broken(book, plain)
    assert len(proof(book, recalculated([plain], work, NEVER)[0], months[0].results()).wrong) >= formulas
    sheet, spot = next((name, at) for name, at in _parameters(book))
    broken(book, wrong, {(sheet, spot): "<v>1</v>"})
    assert proof(book, recalculated([wrong], work)[0], months[0].results()).wrong


def _parameters(book: Path) -> list[tuple[str, str]]:
    """The numbers of the scheme in a card's workbook, the largest first: that of the whole score."""
    cells = read(book)[PARAMETERS].cells
    numbers = {spot: cell.value for spot, cell in cells.items() if isinstance(cell.value, Decimal)}
    return [(PARAMETERS, address(*spot)) for spot in sorted(numbers, key=lambda spot: -numbers[spot])]
