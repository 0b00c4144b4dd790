"""Months that are closed: left alone, refused with what would change, corrected on somebody's word.

The office pays 60 % of the gross and 40 % × points ÷ 100; from 80 points on the grade is 良好.
"""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from tests.history.office import Office

OCTOBER = {"1001 张三": "90", "1002 李四": "85", "1003 王五": "70"}
PEOPLE = ("1001 张三 甲部 销售员 10000", "1002 李四 甲部 销售员 8000", "1003 王五 甲部 销售员 5000")


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """October published and closed: 1001 has 6,000 + 4,000 × 90 % = 9,600.00, rank 1 of 3."""
    made = Office(tmp_path / "office")
    made.roster(*PEOPLE)
    made.hand_in("2026-10", OCTOBER)
    assert made.call("run", "2026-10").code == 0
    assert made.call("close", "2026-10", "--by", "赵会计").code == 0
    return made


def test_a_closed_month_that_comes_out_the_same_is_not_touched(office: Office) -> None:
    before = office.digests("2026-10")
    paths = {path: path.stat().st_mtime_ns for path in (office.outputs / "2026-10").rglob("*")}
    again = office.call("run", "2026-10")
    assert again.code == 0
    assert "没有改动" in again.out
    assert office.digests("2026-10") == before
    assert {path: path.stat().st_mtime_ns for path in (office.outputs / "2026-10").rglob("*")} == paths


def test_another_change_of_a_file_without_consequence_is_no_change(office: Office) -> None:
    """Somebody new in a department that is not assessed: the roster is another file, October the same."""
    office.roster(*PEOPLE, "1009 新人 丙部 销售员 1")
    before = office.digests("2026-10")
    assert office.call("run", "2026-10").code == 0
    assert office.digests("2026-10") == before


def test_closing_twice_says_who_closed_it(office: Office) -> None:
    again = office.call("close", "2026-10", "--by", "别人", "--json")
    assert (again.code, again.json["closed"]["by"], again.json["closed"]["before"]) == (0, "赵会计", True)


def test_a_month_that_was_not_published_cannot_be_closed(office: Office) -> None:
    assert office.call("close", "2026-09", "--by", "赵会计").code == 5
    assert office.call("diff", "2026-09").code == 5


def test_closing_asks_for_a_name_and_restating_for_a_reason(office: Office) -> None:
    for words in (("close", "2026-10"), ("restate", "2026-10", "--by", "赵"), ("close", "2026-10", "--by", " ")):
        assert office.call(*words).code == 2


def test_a_run_that_would_change_a_closed_month_is_refused_with_the_list(office: Office) -> None:
    """1001: 90 -> 95 points, 6,000 + 4,000 × 95 % = 9,800.00: + 200.00."""
    office.hand_in("2026-10", OCTOBER | {"1001 张三": "95"})
    before = office.digests("2026-10")
    call = office.call("run", "2026-10", "--json")
    assert call.code == 8
    assert office.digests("2026-10") == before
    changes = {(one["id"], one["figure"]): one for one in call.json["changes"]}
    assert {id for id, _ in changes} == {"1001"}
    score, pay = changes["1001", "score"], changes["1001", "pay"]
    assert (score["before"], score["after"], score["difference"]) == ("90.00", "95.00", "5.00")
    assert (pay["before"], pay["after"], pay["difference"]) == ("9600.00", "9800.00", "200.00")
    assert pay["split"] == {"roster": "0.00", "data": "200.00", "rule": "0.00"}
    assert [(one["cause"], one["file"]) for one in call.json["files"]] == [("data", "甲部_考核表_2026-10.xlsx")]
    said = office.call("run", "2026-10").out
    assert "1001 张三（甲部）" in said
    assert "工资合计：9,600.00 → 9,800.00，差 +200.00（花名册 0.00，数据 +200.00，办法 0.00）" in said


def test_roster_data_and_rules_are_told_apart_and_add_up(office: Office) -> None:
    """1001, by hand: 9,600.00 as published.
    roster  gross 10,000 -> 11,000   6,600 + 4,400 × 90 %          = 10,560.00   + 960.00
    data    90 -> 95 points          6,600 + 4,400 × 95 %          = 10,780.00   + 220.00
    rules   60/40 -> 50/50           5,500 + 5,500 × 95 %          = 10,725.00   −  55.00
                                                                     in all      + 1,125.00
    """
    office.roster("1001 张三 甲部 销售员 11000", *PEOPLE[1:])
    office.hand_in("2026-10", OCTOBER | {"1001 张三": "95"})
    text = office.scheme.read_text("utf-8")
    office.scheme.write_text(
        text.replace("share = 60 }", "share = 50 }").replace("share = 40,", "share = 50,"), "utf-8"
    )
    call = office.call("diff", "2026-10", "--json")
    assert call.code == 8
    assert call.json["order"] == ["roster", "data", "rule"]
    pay = next(one for one in call.json["changes"] if (one["id"], one["figure"]) == ("1001", "pay"))
    assert (pay["before"], pay["after"], pay["difference"]) == ("9600.00", "10725.00", "1125.00")
    assert pay["split"] == {"roster": "960.00", "data": "220.00", "rule": "-55.00"}
    assert {(one["cause"], one["file"]) for one in call.json["files"]} == {
        ("roster", "花名册.xlsx"),
        ("data", "甲部_考核表_2026-10.xlsx"),
        ("rule", "templates/schemes/office.toml"),
    }
    # 1002: 4,800 + 3,200 × 85 % = 7,520.00; by the new rules 4,000 + 4,000 × 85 % = 7,400.00
    other = next(one for one in call.json["changes"] if (one["id"], one["figure"]) == ("1002", "pay"))
    assert (other["difference"], other["causes"]) == ("-120.00", ["rule"])


def test_a_rank_that_only_others_moved_is_said_to_be_that(office: Office) -> None:
    """1001 falls from 90 to 80, below 1002 with 85: 1002 rises to 1 of 3 without doing anything."""
    office.hand_in("2026-10", OCTOBER | {"1001 张三": "80"})
    changes = {(one["id"], one["figure"]): one for one in office.call("diff", "2026-10", "--json").json["changes"]}
    assert (changes["1002", "rank"]["before"], changes["1002", "rank"]["after"]) == ("2 / 3", "1 / 3")
    assert changes["1002", "rank"]["of_others"]
    assert not changes["1001", "rank"]["of_others"]
    assert {figure for id, figure in changes if id == "1002"} == {"rank"}
    assert "他人得分变动" in office.call("diff", "2026-10").out


def test_only_the_cards_that_changed_are_marked_and_all_others_stay_byte_for_byte(office: Office) -> None:
    """1003 from 70 to 75 stays last: nobody else's card says anything else."""
    office.hand_in("2026-10", OCTOBER | {"1003 王五": "75"})
    before = office.digests("2026-10")
    with (office.folder / "templates" / "pages" / "scorecard" / "page.css").open("a", encoding="utf-8") as style:
        style.write("\nh1 { color: #000 }\n")  # cards are printed otherwise by now
    assert office.call("restate", "2026-10", "--by", "钱经理", "--reason", "登记有误").code == 0
    after = office.digests("2026-10")
    cards = {path for path in before if path.startswith("scorecards/")}
    assert {path for path in cards if before[path] != after[path]} == {
        "scorecards/甲部/1003_王五.pdf",
        "scorecards/甲部/1003_王五.xlsx",
    }
    assert office.letters("2026-10") == [("1001", 1, "queued"), ("1002", 1, "queued"), ("1003", 2, "queued")]
    book = openpyxl.load_workbook(office.outputs / "2026-10" / "scorecards" / "甲部" / "1003_王五.xlsx")
    reports = {path for path in before if path.startswith(("departments/", "company.")) and before[path] != after[path]}
    assert reports == {"departments/甲部.pdf", "departments/甲部.xlsx", "company.pdf", "company.xlsx"}
    report = openpyxl.load_workbook(office.outputs / "2026-10" / "departments" / "甲部.xlsx").worksheets[0]
    assert str(report["A1"].value).endswith("更正 第2版")
    assert json.loads((office.outputs / "2026-10" / "run.json").read_bytes())["revision"] == 2
    texts = [str(cell.value) for row in book.worksheets[0].iter_rows() for cell in row if cell.value is not None]
    assert "更正 第2版" in texts
    assert "更正原因：登记有误" in texts
    at = texts.index("月度得分", texts.index("更正为"))
    assert texts[at : at + 4] == ["月度得分", "70.00", "75.00", "数据"]


def test_a_corrected_month_stays_as_it_is_until_the_next_correction(office: Office) -> None:
    """A third version marks only what it changes; the card of the second keeps its mark, byte for byte."""
    office.hand_in("2026-10", OCTOBER | {"1003 王五": "75"})
    office.call("restate", "2026-10", "--by", "钱经理", "--reason", "登记有误")
    second = office.digests("2026-10")
    assert office.call("run", "2026-10").code == 0
    assert office.digests("2026-10") == second
    again = office.call("restate", "2026-10", "--by", "钱经理", "--reason", "登记有误", "--json")
    assert (again.code, again.json["made"], again.json["revision"]) == (0, False, 2)
    office.hand_in("2026-10", OCTOBER | {"1003 王五": "75", "1001 张三": "91"})
    assert office.call("restate", "2026-10", "--by", "钱经理", "--reason", "又错一处").code == 0
    third = office.digests("2026-10")
    for ending in ("pdf", "xlsx"):
        assert third[f"scorecards/甲部/1003_王五.{ending}"] == second[f"scorecards/甲部/1003_王五.{ending}"]
        assert third[f"scorecards/甲部/1001_张三.{ending}"] != second[f"scorecards/甲部/1001_张三.{ending}"]
    assert office.letters("2026-10") == [("1001", 3, "queued"), ("1002", 1, "queued"), ("1003", 2, "queued")]


def test_an_open_month_is_not_restated(office: Office) -> None:
    office.hand_in("2026-11", OCTOBER)
    office.call("run", "2026-11")
    call = office.call("restate", "2026-11", "--by", "钱经理", "--reason", "试")
    assert call.code == 2
    assert "没有结月" in call.err


def test_later_months_that_stand_on_a_corrected_one_are_told_and_left_alone(office: Office) -> None:
    """November shows the score of October; correcting October makes November's card of 1003 say another one."""
    office.hand_in("2026-11", OCTOBER)
    office.call("run", "2026-11")
    november = office.digests("2026-11")
    office.hand_in("2026-10", OCTOBER | {"1003 王五": "75"})
    assert office.call("diff", "2026-10", "--json").json["later"] == [{"period": "2026-11", "cards": 1}]
    office.call("restate", "2026-10", "--by", "钱经理", "--reason", "登记有误")
    assert office.digests("2026-11") == november
    found = office.call("diff", "2026-11", "--json")
    assert found.code == 0
    previous = next(one for one in found.json["changes"] if one["figure"] == "previous")
    assert (previous["id"], previous["before"], previous["after"], previous["causes"]) == (
        "1003", "70.00", "75.00", ["data"],
    )  # fmt: skip
    assert ("data", "earlier", "2026-10") in [(one["cause"], one["kind"], one["file"]) for one in found.json["files"]]


def test_papers_that_were_lost_from_a_closed_month_are_made_again_in_the_same_version(office: Office) -> None:
    office.hand_in("2026-10", OCTOBER | {"1003 王五": "75"})
    office.call("restate", "2026-10", "--by", "钱经理", "--reason", "登记有误")
    before = office.digests("2026-10")
    (office.outputs / "2026-10" / "scorecards" / "甲部" / "1003_王五.pdf").unlink()
    assert office.call("run", "2026-10").code == 0
    after = office.digests("2026-10")
    assert {path for path in before if before[path] != after[path]} <= {"run.json"}


def test_a_month_with_a_sent_letter_counts_as_closed(office: Office) -> None:
    office.hand_in("2026-11", OCTOBER)
    office.call("run", "2026-11")
    send(office, "2026-11", "1001")
    office.hand_in("2026-11", OCTOBER | {"1001 张三": "95"})
    refused = office.call("run", "2026-11", "--json")
    assert (refused.code, refused.json["closed"]) == (8, {"by": "", "at": ""})
    assert office.call("restate", "2026-11", "--by", "钱经理", "--reason", "登记有误").code == 0
    assert office.letters("2026-11") == [
        ("1001", 1, "sent"), ("1001", 2, "queued"), ("1002", 1, "queued"), ("1003", 1, "queued"),
    ]  # fmt: skip


def send(office: Office, period: str, person: str) -> None:
    from reportgen.ledger import open_ledger

    ledger = open_ledger(office.outputs / "ledger.sqlite3")
    row = next(one for one in ledger.outbox.letters(period) if (one.kind, one.owner) == ("card", person))
    ledger.outbox.approve(row.key, row.sha256, "赵会计", "2026-12-08")
    for before, after in (("queued", "claimed"), ("claimed", "in_doubt"), ("in_doubt", "sent")):
        ledger.outbox.move(row.key, before, after)  # type: ignore[arg-type]
    ledger.close()
