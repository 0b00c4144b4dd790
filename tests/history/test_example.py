"""The example October corrected as a clerk would: two more sold, found after the month was closed."""

from __future__ import annotations

import json
import os
from pathlib import Path

import openpyxl

from tests.cli.call import Call, inputs_of

SHEET = "华北销售部_业绩考核表_2026-10.xlsx"


def test_two_sales_that_were_found_later_correct_one_card_and_leave_112_to_pay(tmp_path: Path) -> None:
    """1001: 48 instead of 46 of 50 planned, 92 % -> 96 %.
    4,000.00 + 8,000 × 35 % × 92 % (2,576.00) + 1,032.00 = 7,608.00
    4,000.00 + 8,000 × 35 % × 96 % (2,688.00) + 1,032.00 = 7,720.00, which is 112.00 more.
    """
    inputs, outputs = inputs_of(tmp_path), tmp_path / "outputs"
    for period in ("2026-09", "2026-10"):
        assert Call(outputs, "run", period, inputs=inputs).code in (0, 3)
    assert Call(outputs, "close", "2026-10", "--by", "赵会计", inputs=inputs).code == 0
    unchanged = Call(outputs, "run", "2026-10", "--json", inputs=inputs)
    assert (unchanged.code, unchanged.json["printed"]) == (3, 0)  # its former code
    book = openpyxl.load_workbook(inputs / "2026-10" / SHEET)
    assert book["销售实绩"]["D6"].value == 18
    book["销售实绩"]["D6"] = 20
    book.save(inputs / "2026-10" / SHEET)
    os.utime(inputs / "2026-10" / SHEET, (1_700_000_000, 1_700_000_000))
    before = {path: path.read_bytes() for path in (outputs / "2026-10" / "scorecards").rglob("*.*")}
    refused = Call(outputs, "run", "2026-10", "--json", inputs=inputs)
    assert refused.code == 8
    pay = next(one for one in refused.json["changes"] if one["figure"] == "pay")
    assert (pay["id"], pay["before"], pay["after"], pay["split"]["data"]) == ("1001", "7608.00", "7720.00", "112.00")
    words = ("restate", "2026-10", "--by", "钱经理", "--reason", "十月漏记两台")
    assert Call(outputs, *words, inputs=inputs).code == 3
    changed = {path.name for path, content in before.items() if path.read_bytes() != content}
    assert changed == {"1001_王建国.pdf", "1001_王建国.xlsx"}
    left = Call(outputs, "diff", "2026-10", "--json", inputs=inputs).json["unsettled"]
    assert [(one["id"], one["amount"], one["carried_by"]) for one in left] == [("1001", "112.00", None)]
    results = json.loads((outputs / "2026-10" / "results.json").read_bytes())
    card = next(one for one in results["scorecards"] if one["subject"]["id"] == "1001")
    assert (card["score"], card["pay"]["total"]) == ("86.60", "7720.00")
