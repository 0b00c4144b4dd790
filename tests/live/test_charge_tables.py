"""Money per case is worked out again from the registers: cases, yuan for each, amounts, and a total over everybody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.formula import Block, summing
from reportgen.records import Scorecard, Table
from reportgen.scheme import Kpi, Output
from reportgen.score import Scoring
from reportgen.settle.outputs.charges import Charges
from tests.live.test_summed_tables import assert_all_live, formulas
from tests.score.cases import DEPARTMENT, FILES, Case, look_of, read_cases
from tests.settle.outputs.sheets import sheets, shown, table
from tests.settle.outputs.test_charges import card

HEAD = "t | who | item | n | amount | out | why"
REGISTER = """
  | 0001 | 漏抄     | 2 |    |          |
  | 0001 | 漏抄     | 1 |    |          |
  | 0001 | 没有计划 | 1 |    |          |
  | 0001 | 没有计划 | 1 |    |          |
  | 0002 | 查获     | 1 |    |          |
  | 0002 | 投诉     | 1 | 80 |          |
  | 0002 | 投诉     | 1 | 60 |          |
  | 0002 | 投诉     | 1 | 90 | 不可抗力 | 洪水
  | 0003 | 漏抄     | 9 |    | 不可抗力 | 洪水
"""


@cache
def money() -> Case:
    """Its charges: 20 yuan for each of 漏抄, 50 once for 没有计划, 200 for each of 查获, 投诉 as decided."""
    return read_cases(next(file for file in FILES if file.stem == "measure-money"))[0]


def made(register: str, people: Sequence[str]) -> Table:
    kpi = Kpi(id="m", name="金额", unit="元", roles=("抄表员",), measure=money().tried)
    month = look_of(replace(money(), text={"rows": f"{HEAD}\n{register}"})).month
    held = sheets(Output(id="o", title="金额明细", show=Charges(kpis=("m",))))

    def scoring(of: Scorecard, blocks: dict[str, Block]) -> Scoring:
        return Scoring(month, of.subject.id, (of.subject.role, of.subject.id), (DEPARTMENT,), blocks)

    return table(
        replace(held, scheme=replace(held.scheme, kpis=(kpi,)), cards=tuple(map(card, people)), scoring=scoring)
    )


def test_cases_yuan_for_each_and_the_total() -> None:
    """3 × −20 = −60, −50 once, 200 paid, 80 + 60 decided; −60 − 50 + 200 − 140 = −50. 0003 was excused."""
    found = made(REGISTER, ["0001", "0002", "0003"])
    assert shown(found) == [
        "0001 姓名0001 抄表员 漏抄 3 -20 -60.00",
        "0001 姓名0001 抄表员 没有计划 2 — -50.00",
        "0002 姓名0002 抄表员 查获 1 200 200.00",
        "0002 姓名0002 抄表员 投诉 2 — -140.00",
        "合计 — — — — — -50.00",
    ]
    assert assert_all_live(found) == 3 + 2 + 3 + 2 + 1


def test_the_total_of_very_many_is_a_sum_of_sums() -> None:
    """250 people with one case each: 250 × −20; no formula has more than a hundred terms."""
    people = [f"{number:04}" for number in range(250)]
    found = made("\n".join(f"  | {id} | 漏抄 | 1 | | |" for id in people), people)
    assert found.rows[-1][-1].value == "-5000.00"
    assert assert_all_live(found) == 250 * 3 + 1
    assert max(map(len, formulas(found))) < 8_192 / 4


CASE = st.tuples(
    st.sampled_from(["0001", "0002"]), st.sampled_from(["漏抄", "没有计划", "查获", "投诉"]), st.integers(0, 12),
    st.sampled_from(["50", "77.05", "100"]), st.sampled_from(["", "不可抗力"]),
)  # fmt: skip


@settings(max_examples=80, deadline=None)
@given(st.lists(CASE, min_size=1, max_size=8), st.sampled_from([2, 100]))
def test_any_register(cases: list[tuple[str, str, int, str, str]], at_once: int) -> None:
    lines = (f"  | {who} | {item} | {n} | {yuan} | {out} | {'因' if out else ''}" for who, item, n, yuan, out in cases)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(summing, "AT_ONCE", at_once)
        assert_all_live(made("\n".join(lines), ["0001", "0002"]))
