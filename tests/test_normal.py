"""Keys of headers and words, units in headers and above tables, suggestions."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import opencc
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reportgen.normal import key, split_unit, suggest, unit, unit_line

SCHEMES = Path(__file__).parents[1] / "templates" / "schemes"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("業(yè)務(wù)工作計(jì)劃 篇3", "业务工作计划篇3"),
        ("直銷(xiāo)", "直销"),
        ("經(jīng)銷(xiāo)", "经销"),
        ("集團(tuán)業(yè)務(wù)", "集团业务"),
        ("(五)客戶(hù)關(guān)系的維系", "(五)客户关系的维系"),
        ("系統(tǒng)", "系统"),
        ("話（huà）", "话"),
        ("考核分之和)&pide;12", "考核分之和)&pide;12"),
        ("收入&nbsp;&amp; 支出", "收入&支出"),
        ("A&#22269;", "a国"),
        ("完成\n比例", "完成比例"),
        (" 完 成　率 ", "完成率"),
        ("ＫＰＩ", "kpi"),
        ("销售额（万元）", "销售额(万元)"),
        ("金额(元)", "金额(元)"),
        ("完成率(%)", "完成率(%)"),
        ("重量(kg)", "重量(kg)"),
        ("时长(min)", "时长(min)"),
        ("金额(A)", "金额(a)"),
        ("金额(a)", "金额(a)"),
        ("步骤(ii)", "步骤(ii)"),
        ("日常考核（销售员）", "日常考核(销售员)"),
        ("计划\u200b数量", "计划数量"),
        ("", ""),
    ],
)
def test_keys(text: str, expected: str) -> None:
    assert key(text) == expected


def test_keys_of_two_brackets_stay_apart() -> None:
    assert key("金额(A)") != key("金额(B)")


@pytest.mark.parametrize(
    ("header", "name", "written"),
    [
        ("销售额（万元）", "销售额", "万元"),
        ("销售额(元)", "销售额", "元"),
        ("完成率(%)", "完成率", "%"),
        ("完成率（％）", "完成率", "%"),
        ("金额/万元", "金额", "万元"),
        ("完成率/%", "完成率", "%"),
        ("数量（台）", "数量", "台"),
        ("数量（万台）", "数量", "万台"),
        ("銷售額（萬元）", "銷售額", "万元"),
        ("销售额（人民币千元）", "销售额", "千元"),
        ("金额（单位：元）", "金额", "元"),
        ("金额[元]", "金额", "元"),
        ("金额【万元】", "金额", "万元"),
        ("出口额（万美元）", "出口额", "万美元"),
        ("出口额（USD）", "出口额", "美元"),
        ("销售额（万元）合计", "销售额合计", "万元"),
        (" 销售额 ", "销售额", ""),
        ("日常考核（销售员）", "日常考核（销售员）", ""),
        ("责任部门/人", "责任部门/人", ""),
        ("计划/完成", "计划/完成", ""),
        ("数量(台)金额(元)", "数量(台)金额(元)", ""),
        ("考核（月）", "考核（月）", ""),
        ("面积（亩）", "面积（亩）", ""),
        ("", "", ""),
        ("(" * 300, "(" * 300, ""),
    ],
)
def test_units_in_headers(header: str, name: str, written: str) -> None:
    assert split_unit(header) == (name, written)


def test_a_unit_that_a_scheme_declares() -> None:
    assert split_unit("面积（亩）", ["亩"]) == ("面积", "亩")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("单位：万元", "万元"),
        ("單位:元", "元"),
        ("单位: 元", "元"),
        ("金额单位：人民币万元", "万元"),
        ("金额单位：万元人民币", "万元"),
        ("（单位：元）", "元"),
        ("单位：元（人民币）", "元"),
        ("编制单位：销售一部　　单位：万元", "万元"),
        ("数量单位：台  金额单位：万元", "万元"),
        ("单位：元、台", "元"),
        ("单位：台", "台"),
        ("单位：万美元", "万美元"),
        ("单位：华东分公司", None),
        ("编制单位：销售一部", None),
        ("单位：元/万元", None),
        ("2026年10月销售表", None),
        ("万元", None),
        ("", None),
    ],
)
def test_unit_lines(text: str, expected: str | None) -> None:
    assert unit_line(text) == expected


def test_suggestions_are_near_or_none() -> None:
    hours = ["正常工时", "加班工时", "工时"]
    assert suggest("加班工r", hours) == "加班工时"
    assert suggest("計劃數量(臺)", ["计划数量", "完成数量"]) == "计划数量"
    assert suggest("天气", hours) == ""
    assert suggest("", hours) == ""
    assert suggest("加班", []) == ""


# ---------------------------------------------------------------- properties


def headers() -> Iterator[str]:
    def walk(node: Any) -> Iterator[str]:
        if isinstance(node, dict):
            for name in ("name", "aliases", "choices", "words"):
                found = node.get(name, ())
                yield from [found] if isinstance(found, str) else found
            for child in node.values():
                yield from walk(child)
        elif isinstance(node, list):
            for child in node:
                yield from walk(child)

    for path in sorted(SCHEMES.glob("*.toml")):
        document = tomllib.loads(path.read_text(encoding="utf-8"))
        yield from walk([document.get("shared"), document["tables"]])


@pytest.mark.parametrize("variant", ["s2t", "s2tw", "s2hk"])
def test_traditional_headers_are_their_simplified_selves(variant: str) -> None:
    traditional = opencc.OpenCC(variant)
    assert list(headers())
    assert [h for h in headers() if key(traditional.convert(h)) != key(h)] == []


@given(st.text())
def test_keys_never_fail_and_hold_no_spaces(text: str) -> None:
    assert not any(c.isspace() for c in key(text))


@given(st.text("业務务台萬万元()（）a ＡyèYÈ\n&;amp%/", max_size=20))
def test_spaces_width_and_line_breaks_do_not_count(text: str) -> None:
    assert key("\n".join(text)) == key(text) or "&" in text


@given(st.text(st.characters(exclude_categories=()), max_size=40))
@example("单位：\ud800")
def test_nothing_raises(text: str) -> None:
    key(text), split_unit(text), unit_line(text), unit(text), suggest(text, ["销售额", text])


@given(st.text(max_size=20))
def test_a_split_header_keeps_its_name_or_loses_only_its_unit(text: str) -> None:
    name, written = split_unit(text)
    assert written or name == text.strip()
