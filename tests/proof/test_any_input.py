"""One random input changed in every copy for trials: LibreOffice works out what the engine does from the same change."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from reportgen.formula.evaluate import known
from tests.proof.changing import Change, change, engine, typed
from tests.proof.months import Month
from tests.proof.office import broken, recalculated
from tests.proof.proving import CHECKS, INPUTS, NOW, check_rows
from tests.proof.sheets import place, read, same

pytestmark = pytest.mark.verify

BY_OTHERS = ("/rank", "/of")  # hang on the scores of other people as well


def copies(month: Month) -> dict[str, Path]:
    """工号 -> the copy for trials."""
    return {path.name.partition("_")[0]: path for path in (month.folder / "whatif").rglob("*.xlsx")}


def test_a_trial_gives_what_the_engine_gives(
    months: tuple[Month, ...], work: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    changes: list[tuple[Path, Change]] = []
    refused = 0
    for month in months:
        known_to = engine(month)
        base, trials = known_to.reckoned(), copies(month)
        for person, path in sorted(trials.items()):
            card = known_to.card(base, person)
            assert card is not None, person
            made, bad = change(known_to, base, card, Random(f"{month.name} {month.period} {person}"))
            refused += bad
            if made is not None:
                changes.append((path, made))
        assert len(trials) > 10
    differ = [line for path, file, one in done(changes, work) for line in differences(path, file, one)]
    moved, ranks = sum(one.moved for _, one in changes), sum(not one.others_moved for _, one in changes)
    with capsys.disabled():
        print(f"\n\n{len(changes)} changes compared, {moved} moved a figure, {refused} were refused by the engine,")
        print(f"{ranks} could be compared with the rank")
    assert differ == []
    assert moved * 4 > len(changes) > 50


def done(changes: list[tuple[Path, Change]], work: Path) -> list[tuple[Path, Path, Change]]:
    (work / "changed").mkdir()
    files = []
    for number, (path, one) in enumerate(changes):
        assert read(path)[INPUTS].cells[place(one.input.address)].open, (path, one)
        files.append(work / "changed" / f"changed-{number}.xlsx")
        broken(path, files[-1], {(INPUTS, one.input.address): typed(one.value)})
    again = recalculated(files, work)
    return [(path, file, one) for (path, one), file in zip(changes, again, strict=True)]


def differences(path: Path, file: Path, one: Change) -> list[str]:
    sheet = next(sheet for name, sheet in read(file).items() if name in CHECKS)
    told = []
    for row, figure in check_rows(sheet):
        if one.others_moved and figure.endswith(BY_OTHERS):
            continue
        now, expected = sheet.cells[row, NOW].value, one.expected.get(figure)
        if not same(now, known(expected)):  # type: ignore[arg-type]
            cell = f"{one.input.head.name} {one.input.address} ({one.input.ref}): {one.input.value} -> {one.value}"
            told.append(f"{path.parent.parent.parent.name} {path.name} {cell} | {figure} | {expected} | {now}")
    return told
