"""A month small enough to reckon by hand: one scheme, one role, two departments, five cards of which one is withheld.

工号   部门  走访/60  纪实/40  虚报   日常 ×70 %       出勤 ×30 %       得分
1001   一部     50       40      0     90 → 63.00      88 → 26.40      89.40  良好
1002   一部     60       40      0    100 → 70.00     100 → 30.00     100.00  优秀
1003   一部     40       30    −10     60 → 42.00      96 → 28.80      70.80  合格
1004   一部   withheld
2001   二部     60       40      0    100 → 70.00     100 → 30.00     100.00  优秀
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import cast

from reportgen import settle
from reportgen.publish import group_phrases
from reportgen.publish.card_view import PAGE_LANGUAGE, Paper
from reportgen.publish.group_past import Reporting
from reportgen.records import (
    CellRef,
    Component,
    Finding,
    History,
    Measured,
    MonthResult,
    Scorecard,
    Subject,
    finding,
)
from reportgen.scheme import Gate, Grade, Item, Kpi, Measure, Rule, Scheme
from reportgen.score import measures, rules
from reportgen.settle.standing import ranked
from reportgen.words import Language, Speaker

ZERO = Decimal(0)
ROLE = "销售员"
GRADES = (("优秀", 90), ("良好", 80), ("合格", 60), ("不合格", 0))
SCHEME = Scheme(
    id="sales",
    name="销售人员考核",
    since="2026-01",
    source="S2",
    forms=(),
    tables=(),
    items=(
        Item(id="daily", name="日常工作", full=Decimal(100), weight=Decimal(70), roles=(ROLE,)),
        Item(id="visits", name="大客户走访", full=Decimal(60), under="daily"),
        Item(id="notes", name="拜访纪实", full=Decimal(40), under="daily"),
        Item(id="claim", name="虚报索赔单", full=Decimal(10), under="daily", special=True),
        Item(id="attendance", name="出勤", full=Decimal(100), weight=Decimal(30), roles=(ROLE,)),
    ),
    kpis=(
        Kpi(id="sales", name="销售额", unit="元", measure=cast(Measure, None)),
        Kpi(id="rate", name="计划完成率", unit="%", measure=cast(Measure, None)),
    ),
    grades=tuple(Grade(name=name, least=Decimal(least)) for name, least in GRADES),
)
GATED = Gate(name="一票否决", rule=cast(Rule, None))

BLANK = finding(
    "REQUIRED_BLANK",
    CellRef("一部/业绩考核表.xlsx", "日常考核", "F9"),
    concerns=("1004",),
    department="一部",
    column="走访",
    accepted="0 到 60",
)


def part(id: str, name: str, out_of: object, points: object, *below: Component, weight: object = None) -> Component:
    """A component; with a weight `points` are before it."""
    raw = Decimal(str(points))
    by = None if weight is None else Decimal(str(weight))
    counted = raw if by is None else (raw * by / 100).quantize(Decimal("0.01"))
    return Component(id, name, by, raw, Decimal(str(out_of)), counted, components=below)


def components(visits: object, notes: object, claim: object, attendance: object) -> tuple[Component, ...]:
    below = (
        part("visits", "大客户走访", 60, visits),
        part("notes", "拜访纪实", 40, notes),
        part("claim", "虚报索赔单", 10, claim),
    )
    daily = max(ZERO, sum((one.points or ZERO for one in below), ZERO))
    return part("daily", "日常工作", 100, daily, *below, weight=70), part(
        "attendance", "出勤", 100, attendance, weight=30
    )


def card(
    id: str, name: str, department: str, parts: tuple[Component, ...] = (), *, sales: str = "", rate: str = "",
    previous: str = "", blame: tuple[Finding, ...] = (),
) -> Scorecard:  # fmt: skip
    score = sum((one.points or ZERO for one in parts), ZERO)
    values = (("sales", "销售额", "元", sales), ("rate", "计划完成率", "%", rate))
    return Scorecard(
        scheme="sales",
        subject=Subject("person", id, name, department, ROLE),
        status="withheld" if blame else "scored",
        score=None if blame else score.quantize(Decimal("0.01")),
        grade=None if blame else next(name for name, least in GRADES if score >= least),
        rank=None if blame else 1,
        of=4,
        previous=("2026-09", Decimal(previous)) if previous else None,
        components=parts,
        measures=tuple(Measured(i, n, Decimal(v) if v else None, u, 2) for i, n, u, v in values),
        reviews=(),
        pay=None,
        flags=(),
        blame=blame,
    )


def cards() -> tuple[Scorecard, ...]:
    return (
        card("1001", "王建国", "一部", components(50, 40, 0, 88), sales="100", rate="92.00", previous="84.10"),
        card("1002", "李丽", "一部", components(60, 40, 0, 100), sales="300", rate="95.00"),
        card("1003", "赵敏", "一部", components(40, 30, -10, 96), rate="80.00", previous="90.00"),
        # What is known of a withheld card is there, and must not be looked at.
        card("1004", "刘洋", "一部", components(11, 11, -10, 11), sales="999", rate="11.11", blame=(BLANK,)),
        card("2001", "陈志强", "二部", components(60, 40, 0, 100), sales="50", rate="99.00", previous="80.00"),
    )


# In September 1003 was in 二部; 9999 has left; 1002 was withheld.
SEPTEMBER = {"1001": "84.10", "1002": None, "1003": "90.00", "2001": "80.00", "9999": "60.00"}
HISTORY = History(
    last="2026-09",
    published=(("2026-09", "0" * 64),),
    values={("sales", "1001", "sales"): Decimal(80), ("sales", "9999", "sales"): Decimal(10)},
    trend={
        ("sales", ROLE, id): (("2026-09", None if score is None else Decimal(score)),)
        for id, score in SEPTEMBER.items()
    },
)
WAS_IN = {("2026-09", ROLE, "1003"): "二部", ("2026-09", ROLE, "9999"): "一部外"}


def reporting(
    own: Sequence[Scorecard] | None = None, *, language: Language = "zh", history: History = HISTORY,
    departments: tuple[str, ...] = ("一部", "二部"), scheme: Scheme = SCHEME,
) -> Reporting:  # fmt: skip
    result = MonthResult("2026-10", ranked(cards() if own is None else own), (), (BLANK,))
    speaker = Speaker(language, rules.WORDS | measures.WORDS | settle.WORDS | group_phrases.WORDS)
    paper = Paper("华兴机械销售有限公司", "2026-10", speaker, {scheme.id: scheme}, history)
    return Reporting(paper, PAGE_LANGUAGE[language], result, departments, WAS_IN)


def many(count: int) -> tuple[Scorecard, ...]:
    """So many people in four departments, every tenth withheld."""
    return tuple(
        card(
            f"{number:04d}", f"张{number % 10}明{number}", f"销售{number % 4 + 1}部",
            components(60 - number % 50, 40 - number % 30, -(number % 11), 100 - number % 20),
            sales=str(1000 + number), rate="90.00", blame=(BLANK,) if number % 10 == 0 else (),
        )
        for number in range(1, count + 1)
    )  # fmt: skip
