"""A month from a workbook with a sheet for each person: labels and lines are scored, and each figure knows its cell."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO, StringIO
from pathlib import Path

import openpyxl
import pytest

from reportgen.cli import World, main
from reportgen.forms import write_roster
from reportgen.period import Period
from reportgen.records import CellRef, Person
from tests.example.sheets import parse, workbook_of

CONFIG = """[organisation]
name = "样例公司"
time_zone = "Asia/Shanghai"
language = "zh"

[[departments]]
name = "华东销售部"
schemes = ["own"]
head = "0022"
"""
SCHEME = """id = "own"
name = "月度自评"
since = "2026-01"
source = "样例"

[[forms]]
id = "card"
name = "自评表"

[[tables]]
id = "card"
name = "业绩卡"
form = "card"
per = "person"
roles = ["销售员"]
person = "person"
key = ["person"]
layout = "labels"
each_sheet = true
columns = [
  { id = "person", name = "工号", type = "id", blank = "error" },
  { id = "points", name = "主管评分", type = "number", unit = "分", minimum = 0, maximum = 100, blank = "error" },
]

[[tables]]
id = "visits"
name = "走访记录"
form = "card"
per = "list"
roles = ["销售员"]
person = "person"
each_sheet = true
columns = [
  { id = "person", name = "工号", type = "id", blank = "error" },
  { id = "date", name = "日期", type = "date", within = true, blank = "error" },
  { id = "points", name = "得分", type = "number", minimum = 0, maximum = 100, blank = "error" },
]

[[items]]
id = "work"
name = "业绩"
full = 100
weight = 50
roles = ["销售员"]
rule = { kind = "manual", table = "card", column = "points" }

[[items]]
id = "visits"
name = "走访"
full = 100
weight = 50
roles = ["销售员"]
rule = { kind = "manual", table = "visits", column = "points" }

[[grades]]
name = "合格"
least = 0

[[examples]]
name = "样例"
role = "销售员"
arithmetic = "(54 + 80) × 50% = 67"
rows = { card = [{ person = "1", points = "54" }], visits = [{ person = "1", date = "2026-10-08", points = "80" }] }
expect = { score = "67.00" }
"""
OWN = """== 周敏
| 华东销售部2026年10月自评表 | < |
| 日期 | 得分 |
| @2026-10-08 | 80 |

| 主管评分 | 54 |
== 0202 吴昊
| 华东销售部2026年10月自评表 | < |
| 日期 | 得分 |
| @2026-10-12 | 90 |

| 主管评分： | 约50 |
"""
PEOPLE = (("0022", "沈国栋", "经理"), ("0201", "周敏", "销售员"), ("0202", "吴昊", "销售员"))


def person(id: str, name: str, role: str) -> Person:
    return Person(id=id, name=name, department="华东销售部", post=role, role="" if role == "经理" else role,
                  email=f"a{id}@example.com", superior="", joined=date(2020, 1, 1), left=None, gross=Decimal(8000),
                  ref=CellRef("花名册.xlsx"))  # fmt: skip


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("own")
    templates = Path(__file__).parents[2] / "templates"
    for path in (root / "inputs" / "2026-10", root / "templates" / "schemes"):
        path.mkdir(parents=True)
    for name in ("pages", "mail"):
        (root / "templates" / name).symlink_to(templates / name)
    (root / "config.toml").write_text(CONFIG, "utf-8")
    (root / "templates" / "schemes" / "own.toml").write_text(SCHEME, "utf-8")
    roster = write_roster(tuple(person(*one) for one in PEOPLE), Period(2026, 10), departments=["华东销售部"],
                          roles=("销售员",), organisation="样例公司")  # fmt: skip
    (root / "inputs" / "花名册.xlsx").write_bytes(roster.content)
    (root / "sheets.txt").write_text(OWN, "utf-8")
    (root / "inputs" / "2026-10" / "自评.xlsx").write_bytes(workbook_of(parse(root / "sheets.txt"), date(2026, 11, 3)))
    return root


def call(root: Path, *words: str) -> tuple[int, str]:
    out, err = StringIO(), StringIO()
    world = World(datetime(2027, 3, 20, 12, tzinfo=UTC), 1, 1, out, err)
    return main([*words, "--config", str(root / "config.toml")], world), out.getvalue() + err.getvalue()


def test_a_score_is_explained_down_to_the_cells_beside_labels(office: Path) -> None:
    _, said = call(office, "explain", "2026-10", "--person", "0201", "--item", "业绩")
    assert "自评.xlsx!周敏：B5 54" in said
    _, said = call(office, "explain", "2026-10", "--person", "0201", "--item", "走访")
    assert "自评.xlsx!周敏：B3 80" in said


def test_a_value_that_cannot_be_read_withholds_its_own_person_alone(office: Path) -> None:
    code, said = call(office, "run", "2026-10")
    assert code == 3
    assert "出分 1 份，暂缓 1 份" in said
    cards = sorted((office / "outputs" / "2026-10" / "scorecards").rglob("*.xlsx"))
    assert [path.name for path in cards] == ["0201_周敏.xlsx"]
    book = openpyxl.load_workbook(BytesIO(cards[0].read_bytes()))
    texts = {str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None}
    assert {"自评.xlsx!周敏!B3", "自评.xlsx!周敏!B5"} <= texts
    results = json.loads((office / "outputs" / "2026-10" / "results.json").read_text("utf-8"))
    (scored,) = [card for card in results["scorecards"] if card["status"] == "scored"]
    assert scored["score"] == "67.00"  # 54 × 50 % + 80 × 50 %
    _, told = call(office, "explain", "2026-10", "--person", "0202")
    assert "0202 吴昊!B5" in told
    assert "约50" in told
