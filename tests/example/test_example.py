"""The workbooks under inputs/ hold what the text tables beside this file say: by values, not by bytes."""

from __future__ import annotations

from collections import Counter
from io import BytesIO

import openpyxl
import pytest

from tests.example.build import ROOT, cells, people, workbooks

BUILT = {name: content for name, content, _ in workbooks()}
INPUTS = ROOT / "inputs"


@pytest.mark.parametrize("name", BUILT)
def test_a_workbook_holds_what_its_text_says(name: str) -> None:
    assert cells((INPUTS / name).read_bytes()) == cells(BUILT[name]), "python -m tests.example.build"


def test_there_are_no_other_workbooks() -> None:
    assert {path.relative_to(INPUTS).as_posix() for path in INPUTS.rglob("*.xlsx")} == set(BUILT)


def test_half_of_the_workbooks_are_forms_of_the_product() -> None:
    stamped = {name for name in BUILT if "_reportgen" in openpyxl.load_workbook(BytesIO(BUILT[name])).sheetnames}
    months = {name for name in stamped if name.startswith("2026")}
    assert {name.split("/")[1].split("_")[0] for name in months} >= {"华北销售部", "售后服务部"}


def test_the_organisation_is_its_departments_and_people() -> None:
    everyone = people()
    departments = Counter(one.department for one in everyone)
    assert departments.items() >= {"销售计划部": 2, "华北销售部": 7, "华东销售部": 7, "售后服务部": 8}.items()
    assert departments.items() >= {"市场拓展部": 6, "金融服务部": 4}.items()
    assert len({one.id for one in everyone}) == len(everyone)
    assert Counter(one.name for one in everyone)["张伟"] == 2
