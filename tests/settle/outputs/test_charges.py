"""Money per case as a table: a line for each person and charge, and a total that lacks nothing."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

from reportgen.exact import ZERO
from reportgen.formula import Block, Num
from reportgen.marks import CellRef
from reportgen.records import Scorecard, Subject, finding
from reportgen.scheme import Kpi, Output
from reportgen.score.measures.money import Charge, Charged, Money
from reportgen.settle.outputs.charges import Charges
from reportgen.settle.outputs.month import MonthSheets
from tests.settle.outputs.sheets import sheets, shown, table

EACH = Charge(name="漏抄", yuan=Decimal(20))
REWARD = Charge(name="查获", yuan=Decimal(200), reward=True)
ONCE = Charge(name="没有计划", yuan=Decimal(50), per="kind")
BAD = finding("NUMBER_UNREADABLE", CellRef("f", "t", "C2"), column="户数", found="若干")


class Looked:
    """A person's view: what was charged to him, and what could not be read."""

    def __init__(self, charged: tuple[Charged, ...], bad: bool) -> None:
        self.charged, self.blame = charged, (BAD,) if bad else ()

    def look(self) -> Looked:
        return self

    def desk(self, scope: str) -> Any:
        return self


class Given(Money):
    """A measure whose charges are given."""

    def charged(self, look: Any) -> tuple[Charged, ...]:
        return tuple(look.charged)


def month(people: dict[str, Looked], monkeypatch: Any) -> MonthSheets:
    monkeypatch.setattr(Charge, "formulas", lambda self, desk: (Num(ZERO), None, Num(ZERO)))
    kpi = Kpi(id="m", name="金额", unit="元", roles=("抄表员",), measure=Given(charges=()))
    held = sheets(Output(id="o", title="金额明细", show=Charges(kpis=("m",))))
    cards = tuple(card(id) for id in people)

    def scoring(of: Scorecard, blocks: dict[str, Block]) -> Looked:
        return people[of.subject.id]

    return replace(held, scheme=replace(held.scheme, kpis=(kpi,)), cards=cards, scoring=scoring)


def card(id: str) -> Scorecard:
    subject = Subject("person", id, f"姓名{id}", "一部", "抄表员")
    return Scorecard("s", subject, "scored", Decimal(90), None, None, 0, None, (), (), (), None, (), ())


def test_by_number_one_line_each_and_a_total(monkeypatch: Any) -> None:
    """−60 − 50 + 200 = 90; what was excused (no case counts) is no line."""
    people = {
        "0002": Looked((Charged(REWARD, 1, Decimal(200), ()),), bad=False),
        "0001": Looked((Charged(EACH, 3, Decimal(-60), ()), Charged(ONCE, 2, Decimal(-50), ())), bad=False),
        "0003": Looked((Charged(EACH, 0, Decimal(0), ()),), bad=False),
    }
    made = table(month(people, monkeypatch))
    assert shown(made) == [
        "0001 姓名0001 抄表员 漏抄 3 -20 -60.00",
        "0001 姓名0001 抄表员 没有计划 2 — -50.00",
        "0002 姓名0002 抄表员 查获 1 200 200.00",
        "合计 — — — — — 90.00",
    ]
    assert made.status == "complete"


def test_someone_whose_register_cannot_be_read_is_counted_and_there_is_no_total(monkeypatch: Any) -> None:
    charged = (Charged(EACH, 1, Decimal(-20), ()),)
    made = table(month({"0001": Looked(charged, bad=True), "0002": Looked(charged, bad=False)}, monkeypatch))
    assert shown(made) == ["0002 姓名0002 抄表员 漏抄 1 -20 -20.00", "合计 — — — — — —"]
    assert (made.status, dict(made.notes[0].values)) == ("partial", {"count": "1"})


def test_nobody_with_a_case_is_an_empty_table(monkeypatch: Any) -> None:
    assert shown(table(month({"0001": Looked((), bad=False)}, monkeypatch))) == []
