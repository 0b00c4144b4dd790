"""Past months by a changed scheme: who would move and what it would cost; nothing is published."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from tests.history.office import Office
from tests.history.test_closed_months import OCTOBER, PEOPLE


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """October and November published; 1004 of 乙部 only in November."""
    made = Office(tmp_path_factory.mktemp("whatif") / "office")
    made.roster(*PEOPLE, "1004 赵六 乙部 销售员 4000")
    made.hand_in("2026-10", OCTOBER)
    made.hand_in("2026-10", {"1004 赵六": "60"}, "乙部")
    made.hand_in("2026-11", {"1001 张三": "100", "1002 李四": "85", "1003 王五": "70"})
    assert made.call("run", "2026-10").code == 0
    assert made.call("run", "2026-11").code == 3  # 乙部 has handed in nothing
    return made


def changed(office: Office, *pairs: tuple[str, str]) -> str:
    text = office.scheme.read_text("utf-8")
    for before, after in pairs:
        assert before in text
        text = text.replace(before, after)
    file = office.folder / "trial.toml"
    file.write_text(text, "utf-8")
    return str(file)


def test_who_would_move_and_what_it_would_cost(office: Office) -> None:
    """50 % of the gross and 50 % × points ÷ 100 instead of 60 and 40; 良好 from 71 points on instead of 80.

    October  1001  5,000 + 5,000 × 90 %  = 9,500.00, was 9,600.00   − 100.00
             1002  4,000 + 4,000 × 85 %  = 7,400.00, was 7,520.00   − 120.00
             1003  2,500 + 2,500 × 70 %  = 4,250.00, was 4,400.00   − 150.00
             1004  2,000 + 2,000 × 60 %  = 3,200.00, was 3,360.00   − 160.00
    November 1001  5,000 + 5,000 × 100 % = 10,000.00, as it was
             1002, 1003 as in October                               − 270.00
    """
    file = changed(
        office, ("share = 60 }", "share = 50 }"), ("share = 40,", "share = 50,"), ("least = 80", "least = 71")
    )
    before = {period: office.digests(period) for period in ("2026-10", "2026-11")}
    ledger = (office.outputs / "ledger.sqlite3").read_bytes()
    book = office.folder / "trial.xlsx"
    call = office.call("whatif", "--scheme", file, "--json", "--out", str(book))
    assert call.code == 0
    october, november = call.json["months"]
    cards = {one["id"]: one for one in october["cards"]}
    assert cards["1001"]["pay"] == {"before": "9600.00", "after": "9500.00"}
    assert cards["1001"]["score"] == {"before": "90.00", "after": "90.00"}
    assert {id: one["cost"] for id, one in cards.items()} == {
        "1001": "-100.00", "1002": "-120.00", "1003": "-150.00", "1004": "-160.00",
    }  # fmt: skip
    assert october["departments"] == [{"name": "甲部", "cost": "-370.00"}, {"name": "乙部", "cost": "-160.00"}]
    assert (october["cost"], november["cost"], call.json["cost"]) == ("-530.00", "-270.00", "-800.00")
    assert {one["id"] for one in november["cards"]} == {"1002", "1003"}
    assert {period: office.digests(period) for period in before} == before
    assert (office.outputs / "ledger.sqlite3").read_bytes() == ledger
    read = openpyxl.load_workbook(book, data_only=True)
    costs = [[cell.value for cell in row] for row in read["费用"].iter_rows()]
    assert ["2026-10", "甲部", -370] in costs
    assert costs[-1][-1] == -800
    assert read["变动的考核单"].max_row == 1 + 6


def test_grades_and_months_that_are_asked_for(office: Office) -> None:
    """良好 from 70 points on instead of 80: 1003 with 70 rises, nobody's pay moves."""
    file = changed(office, ("least = 80", "least = 70"))
    call = office.call("whatif", "--scheme", file, "2026-10", "2026-08", "--json")
    assert call.code == 0
    assert "2026-08" in call.err
    (october,) = call.json["months"]
    assert [(one["id"], one["grade"]) for one in october["cards"]] == [("1003", {"before": "其他", "after": "良好"})]
    assert october["cost"] == "0.00"
    said = office.call("whatif", "--scheme", file, "2026-10").out
    assert "1003 王五（甲部）：得分 70.00　等级 其他 → 良好" in said
    assert "没有公布" in said


def test_rules_of_a_year_to_come_are_tried_on_the_past(office: Office) -> None:
    file = changed(office, ('since = "2026-01"', 'since = "2027-01"'), ("least = 80", "least = 70"))
    assert len(office.call("whatif", "--scheme", file, "--json").json["months"]) == 2


def test_all_mistakes_of_the_file_are_listed(office: Office) -> None:
    file = changed(office, ("share = 60 }", 'share = "x" }'), ("least = 80", "lest = 80"))
    call = office.call("whatif", "--scheme", file)
    assert call.code == 7
    assert "share" in call.err
    assert "lest" in call.err
    assert office.call("whatif", "--scheme", str(office.folder / "none.toml")).code == 7


def test_a_scheme_by_which_nothing_was_published(office: Office, tmp_path: Path) -> None:
    file = changed(office, ('id = "office"', 'id = "other"'))
    assert office.call("whatif", "--scheme", file).code == 5
