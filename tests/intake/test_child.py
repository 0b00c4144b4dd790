"""A reader that dies, hangs or eats the memory is a finding, and the others are read all the same."""

from __future__ import annotations

import sys
import time
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter

from reportgen.intake.child import read_all, read_safely
from reportgen.intake.limits import Limits
from reportgen.intake.raw import RawBook
from reportgen.intake.readers import reader_for
from reportgen.intake.refusal import Refusal
from reportgen.intake.snapshot import Snapshot
from reportgen.intake.wire import pack, unpack
from tests.intake.workbooks import parts, row, write

LIMITS = Limits()
# As if nothing were guarded, so that the reader itself meets what the guard would have refused.
UNGUARDED = replace(LIMITS, rows=2**21, columns=2**15, box=2**40)
FAR = parts(
    '<sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
)
LIMITED = pytest.mark.skipif(sys.platform != "linux", reason="memory and processor limits are Linux's")


def how(answer: RawBook | Refusal) -> tuple[str, str, str]:
    assert isinstance(answer, Refusal), answer
    found = answer.finding
    return (found.code, found.where.file, dict(found.values).get("how", ""))


@pytest.fixture(scope="module")
def long_book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("long") / "long.xlsx"
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        for line in range(30_000):
            for column in range(10):
                sheet.write_number(line, column, line * 1.37)
    return path


def test_a_book_comes_through_the_pipe_as_it_is_read_in_place(tmp_path: Path) -> None:
    from tests.intake.test_readers import mixed_workbook

    mixed_workbook(tmp_path / "x.xlsx")
    reader = reader_for("x.xlsx")
    assert reader is not None
    here = reader.read(tmp_path / "x.xlsx", "x.xlsx", LIMITS)
    assert isinstance(here, RawBook)
    assert read_safely(tmp_path / "x.xlsx", "x.xlsx", LIMITS) == here
    assert unpack(pack(here)) == here


def test_a_refusal_names_the_clerks_file_and_not_the_snapshot(tmp_path: Path) -> None:
    path = write(tmp_path / "0a1b2c", parts(row('<c r="A1"><v>NaN</v></c>')))
    answer = read_safely(path, "生产/一班.xlsx", LIMITS)
    assert isinstance(answer, Refusal)
    assert str(answer.finding.where) == "生产/一班.xlsx!S!A1"


def test_an_ending_no_reader_takes_is_told(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("x", encoding="utf-8")
    assert how(read_safely(tmp_path / "x", "x.pdf", LIMITS))[0] == "FILE_NOT_READ"


@LIMITED
def test_a_reader_that_aborts_is_a_finding(tmp_path: Path) -> None:
    path = write(tmp_path / "far.xlsx", FAR)
    assert how(read_safely(path, "far.xlsx", UNGUARDED)) == ("FILE_READER_DIED", "far.xlsx", "crash")


@LIMITED
def test_a_reader_that_wants_too_much_memory_is_a_finding(long_book: Path) -> None:
    code, _, reason = how(read_safely(long_book, "long.xlsx", replace(LIMITS, memory_bytes=24 * 1024 * 1024)))
    assert (code, reason in ("memory", "crash")) == ("FILE_READER_DIED", True)


@LIMITED
def test_a_reader_that_computes_too_long_is_a_finding(long_book: Path) -> None:
    answer = read_safely(long_book, "long.xlsx", replace(LIMITS, cpu_seconds=1))
    assert how(answer) == ("FILE_READER_DIED", "long.xlsx", "cpu")


def test_a_reader_that_does_not_come_back_is_a_finding(long_book: Path) -> None:
    started = time.perf_counter()
    answer = read_safely(long_book, "long.xlsx", replace(LIMITS, wall_seconds=0))
    assert how(answer) == ("FILE_READER_DIED", "long.xlsx", "time")
    assert time.perf_counter() - started < 5


@LIMITED
def test_a_bad_file_stops_no_other_and_the_order_stays(tmp_path: Path) -> None:
    snapshots = []
    for number in range(8):
        path = write(tmp_path / str(number), FAR if number == 3 else parts(row(f'<c r="A1"><v>{number}</v></c>')))
        snapshots.append(Snapshot(f"{number}.xlsx", str(number), path.stat().st_size, path))
    answers = read_all(snapshots, UNGUARDED, workers=3)
    assert how(answers[3])[0] == "FILE_READER_DIED"
    values = [answer.sheets[0].cells[0].value for answer in answers if isinstance(answer, RawBook)]
    assert values == [Decimal(number) for number in (0, 1, 2, 4, 5, 6, 7)]


def test_no_files_are_no_books() -> None:
    assert read_all([], LIMITS, workers=2) == ()
