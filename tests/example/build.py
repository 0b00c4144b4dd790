"""python -m tests.example.build: the text tables beside this file -> inputs/, the example organisation's workbooks.

A workbook that already holds what its text says is left as it is, so that a second call changes nothing.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import openpyxl

from reportgen.forms import write_roster
from reportgen.intake.recognise import STAMP_SHEET
from reportgen.period import Period
from reportgen.records import CellRef, Person
from reportgen.settings import Settings, load
from tests.example.filled import fill, forms
from tests.example.sheets import parse, workbook_of

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
MONTHS = (Period(2026, 9), Period(2026, 10))
ROSTER = "花名册.xlsx"
Cells = dict[tuple[str, str], object]  # (sheet, cell) -> value


def settings() -> Settings:
    loaded = load(ROOT / "config.toml")
    assert isinstance(loaded, Settings), loaded
    return loaded


def people() -> tuple[Person, ...]:
    """Of 花名册.txt and of the lists beside it (花名册-….txt), in their order."""
    records = [
        one
        for path in sorted(HERE.glob("花名册*.txt"), key=lambda path: path.stem)
        for (sheet,) in [parse(path)]
        for one in sheet.records
    ]
    return tuple(
        Person(
            id=one["工号"], name=one["姓名"], department=one["部门"], post=one["岗位"], role=one["角色"],
            email=one["邮箱"], superior=one["上级工号"], joined=date.fromisoformat(one["入职日期"]), left=None,
            gross=Decimal(one["工资总额"]), ref=CellRef(ROSTER),
        )
        for one in records
    )  # fmt: skip


def workbooks() -> Iterator[tuple[str, bytes, bool]]:
    """(path below inputs/, bytes, whether an office program saves it again): every workbook of the example."""
    office = settings()
    departments = [one.name for one in office.departments]
    roles = tuple(dict.fromkeys(role for scheme in office.schemes_for(MONTHS[-1]) for role in scheme.asked_of))
    roster = write_roster(
        people(), MONTHS[0], departments=departments, roles=roles, organisation=office.organisation.name
    )
    yield ROSTER, roster.content, False
    for period in MONTHS:
        for path in sorted((HERE / str(period)).rglob("*.txt")):
            yield _workbook(path, period, office)


def _workbook(path: Path, period: Period, office: Settings) -> tuple[str, bytes, bool]:
    """`华北销售部_计划表.txt` is filled in on that form; any other name is that of the department's own workbook."""
    department, _, form = path.stem.partition("_")
    own = [one for one in people() if one.department == department]
    for scheme in office.schemes_of(department, period) if own else ():
        blank = forms(scheme, department, own, period).get(form)
        if blank is not None:
            return f"{period}/{blank.path}", fill(blank, scheme, period, parse(path)), True
    own_name = path.relative_to(HERE).with_suffix(".xlsx").as_posix()
    return own_name, workbook_of(parse(path), period.last), False


def cells(content: bytes) -> Cells:
    """What stands in the cells of the tables. The product's own words on a form (guide, hidden sheets, the lines above
    a table) are left out: they may be worded anew without the month being handed in anew."""
    book = openpyxl.load_workbook(BytesIO(content))
    ours = STAMP_SHEET in book.sheetnames
    return {
        (sheet.title, cell.coordinate): cell.value
        for sheet in book.worksheets
        if sheet.sheet_state == "visible" and sheet.title != "填表说明"
        for row in sheet.iter_rows()
        if not ours or sum(cell.value is not None for cell in row) > 1
        for cell in row
        if cell.value is not None
    }


def saved_again(content: bytes) -> bytes:
    """The workbook as LibreOffice saves it; as it is where there is no LibreOffice."""
    program = shutil.which("soffice")
    if program is None:
        print("no soffice: forms are left as openpyxl saved them", file=sys.stderr)
        return content
    with tempfile.TemporaryDirectory() as held:
        folder = Path(held)
        (folder / "in").mkdir()
        (folder / "in" / "form.xlsx").write_bytes(content)
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        subprocess.run(
            [program, profile, "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", held,
             str(folder / "in" / "form.xlsx")],
            check=True, capture_output=True, timeout=180,
        )  # fmt: skip
        return (folder / "form.xlsx").read_bytes()


def build(inputs: Path) -> list[str]:
    """Writes what is not there or says something else; what was written."""
    written = []
    for name, content, again in workbooks():
        path = inputs / name
        if path.exists() and cells(path.read_bytes()) == cells(content):
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(saved_again(content) if again else content)
        written.append(name)
    return written


if __name__ == "__main__":
    for name in build(ROOT / "inputs"):
        print(name)
