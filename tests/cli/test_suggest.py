"""check --suggest: exit codes, languages, JSON, known forms and unknown ones."""

from __future__ import annotations

import os
import tomllib
from datetime import date
from pathlib import Path

import pytest

from tests.cli.call import LATER, Call, asked, being_saved
from tests.example.sheets import parse, workbook_of
from tests.suggest.pasted import MINIMAL

CARDS = """== 周敏
| 华东销售部2026年10月业绩卡 | < |
| 完成台数： | 16 |
| 销售额（万元）： | 156.25 |
== 吴昊
| 华东销售部2026年10月业绩卡 | < |
| 完成台数： | 20 |
| 销售额（万元）： | 98 |
"""
SALES = """== 销售
| 华东销售部2026年10月产品销售登记 | < | < | < | < | < |
| 工号 | 姓名 | 车型号 | 台次 | 销售额 | 标价 |
| '0201 | 周敏 | 远行A5 | 16 | 1562500 | 98800 |
"""


def workbook(folder: Path, text: str, name: str = "自制.xlsx") -> Path:
    (folder / "sheets.txt").write_text(text, "utf-8")
    path = folder / name
    path.write_bytes(workbook_of(parse(folder / "sheets.txt"), date(2026, 11, 3)))
    os.utime(path, (LATER.timestamp() - 60, LATER.timestamp() - 60))
    return path


def test_a_form_is_proposed_that_can_be_pasted(tmp_path: Path) -> None:
    call = Call(tmp_path / "o", "check", "2026-10", "--suggest", str(workbook(tmp_path, CARDS)))
    assert (call.code, call.complained) == (0, "")
    (table,) = tomllib.loads(MINIMAL + call.said)["tables"]
    assert (table["layout"], table["each_sheet"], table["person"]) == ("labels", True, "person")
    assert [column["name"] for column in table["columns"]] == ["工号", "完成台数", "销售额"]
    assert not (tmp_path / "o" / "check").exists()


def test_a_known_form_is_told_with_the_aliases_it_lacks(tmp_path: Path) -> None:
    call = Call(tmp_path / "o", "check", "2026-10", "--suggest", str(workbook(tmp_path, SALES)))
    assert call.code == 0
    assert "像是办法“销售人员考核”（templates/schemes/sales-assessment.toml）的表单“业绩考核表”" in call.said
    assert '# 工作表“销售”：就是“销售实绩”（id = "sales"），6 个表头认出 4 个。' in call.said
    assert "#     C2“车型号”像是" in call.said  # near 车型, which is an alias
    assert "#     ？D2“台次”可能是“完成数量”列" in call.said  # the only one that must be there and takes the 16
    assert call.said.count('"车型号"]') == 1
    assert '"实际销量", "台次"]' in call.said
    assert "[[tables]]" not in call.said


def test_scripts_get_one_object(tmp_path: Path) -> None:
    call = Call(tmp_path / "o", "check", "2026-10", "--suggest", str(workbook(tmp_path, CARDS)), "--json")
    assert call.json["exit"] == 0
    assert call.json["tables"][0]["sheets"] == ["周敏", "吴昊"]
    assert tomllib.loads(call.json["toml"])["forms"][0]["id"] == call.json["form"]


@pytest.mark.parametrize(
    ("lang", "said"), [("zh", "拟出的表单"), ("zh-Hant", "擬出的表單"), ("en", "A form proposed from the tables")]
)
def test_comments_are_in_the_language_of_the_screen(tmp_path: Path, lang: str, said: str) -> None:
    call = Call(tmp_path / "o", "check", "2026-10", "--suggest", str(workbook(tmp_path, CARDS)), "--lang", lang)
    assert said in call.said
    assert 'name = "完成台数"' in call.said


def test_a_file_that_is_not_there_ends_with_2(tmp_path: Path) -> None:
    call = Call(tmp_path / "o", "check", "2026-10", "--suggest", str(tmp_path / "没有.xlsx"))
    assert (call.code, call.said) == (2, "")
    assert "没有这个文件" in call.complained


def test_a_file_that_cannot_be_read_is_a_finding_and_ends_with_3(tmp_path: Path) -> None:
    old = tmp_path / "旧.xls"
    old.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600)
    os.utime(old, (LATER.timestamp() - 60, LATER.timestamp() - 60))
    call = Call(tmp_path / "o", "check", "2026-10", "--suggest", str(old))
    assert call.code == 3
    assert "旧.xls" in call.said
    open_now = workbook(tmp_path, CARDS)
    being_saved(open_now, LATER)
    assert Call(tmp_path / "o", "check", "2026-10", "--suggest", str(open_now)).code == 3


def test_a_workbook_without_tables_ends_with_5(tmp_path: Path) -> None:
    path = workbook(tmp_path, "== 通知\n| 本月工作安排如下 |\n| 请各部门遵照执行 |\n")
    call = Call(tmp_path / "o", "check", "2026-10", "--suggest", str(path))
    assert call.code == 5
    assert "拟不出表单" in call.said


def test_it_goes_with_check_alone_and_without_department() -> None:
    assert asked("run", "--suggest", "a.xlsx")[0] == 2
    code, _, complained = asked("check", "--suggest", "a.xlsx", "--department", "华东销售部")
    assert code == 2
    assert "不能同时用" in complained


@pytest.mark.parametrize(
    ("lang", "said"), [("zh", "拟出可以粘贴到办法里的表单"), ("en", "a form to paste into a scheme")]
)
def test_the_help_tells_of_it(lang: str, said: str) -> None:
    _, out, _ = asked("check", "--help", "--lang", lang)
    assert "--suggest FILE" in out
    assert said in out
