"""Scorecards as the sales assessment gives them, small enough to be read here; everything is already text."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from reportgen.publish.labels import SCORECARD_WORDS, words
from reportgen.publish.view import CardView, ItemRow, KpiRow, PayRow, ReviewRow, SectionView, TrendPoint

Line = tuple[int, str, str, str, str, str]  # level, name, out of, points, last month, reason


def items(*lines: Line, weights: dict[str, str] | None = None) -> tuple[ItemRow, ...]:
    """Rows from lines; what has deeper rows below it is a group, what is out of nothing a special deduction."""
    rows = []
    for number, (level, name, out_of, points, previous, because) in enumerate(lines):
        below = lines[number + 1][0] if number + 1 < len(lines) else 0
        got = Decimal(points.replace("−", "-"))
        full = Decimal(out_of) if out_of else None
        lost = "" if full is None or got == full else f"−{full - got}"
        kind = "component" if level == 0 else "special" if full is None else "group" if below > level else "item"
        rows.append(
            ItemRow(
                id=f"item-{number}",
                level=level,
                kind=kind,  # type: ignore[arg-type]
                name=name,
                weight=(weights or {}).get(name, ""),
                out_of=out_of or "—",
                points=points,
                lost=lost if full is not None else points,
                previous=previous,
                share=None if full is None else got / full,
                because=tuple(because.split("|")) if because else (),
                evidence=("销售一部.xlsx!日常考核!F7",),
                cost=-got if full is None else full - got,
            )
        )
    return tuple(rows)


KPIS = tuple(
    KpiRow(f"kpi-{number}", name, value, unit, previous, because, ())
    for number, (name, value, unit, previous, because) in enumerate(
        (
            ("计划完成率", "92.00", "%", "96.40", "实际销量 276 台 ÷ 计划 300 台"),
            ("销售额增长率", "−4.56", "%", "+3.10", "（本月 1,149,189.00 元 − 上月 1,204,100.00 元）÷ 上月"),
            ("价格保持率", "98.71", "%", "98.20", "实际金额 1,149,189.00 元 ÷（牌价 × 数量）1,164,207.00 元"),
            ("销售费用", "23,410.50", "元", "21,880.00", "差旅 14,200.50 元、招待 6,210.00 元、其他 3,000.00 元"),
            ("欠款回收率", "71.82", "%", "69.05", "到期应收 1,545,014.00 元，已收 1,109,576.00 元"),
            ("访问成功率", "63.64", "%", "60.00", "成功 14 次 ÷ 访问 22 次"),
            ("顾客意见发生率", "0.72", "%", "1.04", "意见 2 件 ÷ 成交 276 台"),
            ("新顾客开发率", "5.00", "%", "—", "新增 2 户 ÷ 月初 40 户"),
            ("老顾客保持率", "97.50", "%", "97.50", "月初 40 户中仍有往来 39 户"),
        )
    )
)
PAY = (
    PayRow("基础工资", "4,000.00", "工资总额 8,000.00 × 50%", ()),
    PayRow("计划工资", "2,576.00", "工资总额 8,000.00 × 35% × 计划完成率 92.00%", ()),
    PayRow("考核工资", "1,032.00", "工资总额 8,000.00 × 15% × 日常工作 86.00 ÷ 100", ()),
    PayRow("超计划奖金", "0.00", "未超计划", ()),
)
REVIEWS = (
    ReviewRow("评分", "赵明远（区域经理）", "2026-11-03", "已评分"),
    ReviewRow("汇总", "钱晓红（销售计划部）", "2026-11-04", "同意"),
    ReviewRow("初审", "孙建军（销售副总）", "2026-11-05", "同意"),
    ReviewRow(
        "复审", "李静（人力资源部）", "2026-11-06", "质量反馈由 2.00 调整为 3.00：反馈于 10 月 28 日补齐，内容属实"
    ),
)
_WEIGHTS = {"日常工作": "70%", "出勤": "30%"}


def trend(*scores: str) -> tuple[TrendPoint, ...]:
    """The months up to 2026-10; an empty text is a month without a score."""
    first = 10 - len(scores)
    return tuple(
        TrendPoint(f"{(first + number) % 12 + 1}月", Decimal(score) if score else None, score or "—")
        for number, score in enumerate(scores)
    )


def section(rows: tuple[ItemRow, ...], role: str, **changes: object) -> SectionView:
    whole = SectionView(
        scheme="sales-assessment",
        title="销售人员考核",
        role=role,
        score="86.60",
        grade="良好",
        rank="3 / 12",
        previous="84.10",
        change="+2.50",
        formula="日常工作 86.00 × 70% + 出勤 88.00 × 30% = 60.20 + 26.40",
        items=rows,
        kpis=(),
        pay=(),
        pay_total="",
        pay_note="",
        reviews=REVIEWS,
        trend=trend("79.85", "82.30", "", "88.15", "84.10", "86.60"),
        flags=(),
        notes=(),
    )
    return replace(whole, **changes)  # type: ignore[arg-type]


def card(*sections: SectionView, language: str = "zh-Hans", **changes: object) -> CardView:
    whole = CardView(
        language=language,
        words=words(SCORECARD_WORDS, language),
        organisation="华东农业机械有限公司",
        title="2026年10月绩效考核单",
        period="2026年10月",
        period_id="2026-10",
        department="销售一部",
        person_id="01001",
        person_name="王建国",
        post="销售员",
        revision="",
        sections=sections,
    )
    return replace(whole, **changes)  # type: ignore[arg-type]


SALESPERSON_ITEMS = items(
    (0, "日常工作", "100", "86.00", "82.00", "86.00 × 70% = 60.20"),
    (1, "经销商管理", "30", "25.00", "25.00", "10 月 12 日日报 17:20 交，迟于当日 16:00，扣 5.00"),
    (1, "周报", "40", "37.00", "30.00", ""),
    (2, "上周总结", "10", "10.00", "10.00", ""),
    (2, "下周计划", "10", "10.00", "10.00", ""),
    (2, "重点客户拜访", "10", "7.00", "0.00", "第 42 周拜访 1 次，少于每周 2 次，扣 3.00"),
    (2, "客户拜访纪实", "10", "10.00", "10.00", ""),
    (1, "市场信息", "5", "5.00", "5.00", ""),
    (1, "质量反馈", "5", "3.00", "5.00", "评分 2.00|复审调整为 3.00：反馈于 10 月 28 日补齐，内容属实"),
    (1, "广告计划", "5", "3.00", "5.00", "10 月 14 日交，迟于 13 日，扣 2.00"),
    (1, "促销计划", "5", "3.00", "5.00", "缺少费用预算，扣 2.00"),
    (1, "促销总结", "5", "5.00", "5.00", "本月无促销活动，按满分计"),
    (1, "车辆管理", "5", "5.00", "5.00", ""),
    (0, "出勤", "100", "88.00", "92.00", "10 月 9 日、15 日、22 日各缺勤半天，计 3 天 × 4.00|88.00 × 30% = 26.40"),
    weights=_WEIGHTS,
)
MANAGER_ITEMS = items(
    (0, "日常工作", "100", "91.00", "88.00", "91.00 × 70% = 63.70"),
    (1, "月报", "60", "54.00", "52.00", ""),
    (2, "月度总结", "20", "18.00", "18.00", "对 9 月未完成的网络计划分析不足"),
    (2, "下月计划", "20", "19.00", "18.00", ""),
    (2, "工作建议", "20", "17.00", "16.00", "建议缺少费用测算"),
    (1, "周报检查与指导", "10", "9.00", "10.00", "第 41 周未批注"),
    (1, "人员培训", "10", "10.00", "10.00", "10 月 16 日培训 1 次，有记录"),
    (1, "月报上交", "10", "10.00", "10.00", "10 月 29 日交"),
    (1, "人员管理", "10", "8.00", "6.00", "所属人员本月共扣 31.00 分，其中车辆违规 1 起"),
    (0, "出勤", "100", "100.00", "100.00", "无缺勤|100.00 × 30% = 30.00"),
    weights=_WEIGHTS,
)
SERVICE_ITEMS = items(
    (0, "日常工作", "100", "49.00", "83.00", "69.00 − 专项扣分 20.00 = 49.00|49.00 × 70% = 34.30"),
    (1, "业务能力", "10", "8.00", "8.00", "现场组：能处理一般故障，电控系统须他人协助，扣 2.00"),
    (1, "联络畅通", "10", "6.00", "10.00", "呼叫组：10 月 5 日、18 日两次无法接通，各扣 2.00"),
    (1, "用户投诉", "10", "5.00", "10.00", "呼叫组：10 月 18 日投诉升级至公司，扣 5.00"),
    (1, "服务站管理", "20", "13.00", "17.00", ""),
    (2, "索赔管理", "10", "8.00", "9.00", "索赔组：单据有缺项，扣 2.00"),
    (2, "配件计划", "10", "5.00", "8.00", "配件组：紧急订单 7 次，扣 5.00"),
    (1, "经销商意见", "10", "5.00", "10.00", "呼叫组回访：一般"),
    (1, "走访报告与计划总结", "10", "8.00", "8.00", "内容单薄，扣 2.00"),
    (1, "培训", "10", "10.00", "10.00", "无缺席，成绩优秀"),
    (1, "服务活动", "10", "7.00", "5.00", "扣 3.00：秋收服务月活动参加人数未达方案要求"),
    (1, "信息反馈", "10", "7.00", "5.00", "迟交 2 次"),
    (1, "专项：虚假索赔单", "", "−20.00", "—", "索赔组：10 月发现虚假索赔单 1 份（单号 SP-2026-1017），扣 20.00"),
    (0, "出勤", "100", "96.00", "100.00", "10 月 20 日缺勤 1 天|96.00 × 30% = 28.80"),
    weights=_WEIGHTS,
)


def salesperson(**changes: object) -> CardView:
    return card(section(SALESPERSON_ITEMS, "销售员", kpis=KPIS, pay=PAY, pay_total="7,608.00"), **changes)


def manager(**changes: object) -> CardView:
    part = section(
        MANAGER_ITEMS,
        "区域经理",
        score="93.70",
        grade="优秀",
        rank="1 / 4",
        previous="91.60",
        change="+2.10",
        formula="日常工作 91.00 × 70% + 出勤 100.00 × 30% = 63.70 + 30.00",
        kpis=KPIS[:5],
        reviews=(
            ReviewRow("评分", "钱晓红（销售计划部）", "2026-11-04", "已评分"),
            ReviewRow("初审", "孙建军（销售副总）", "2026-11-05", "同意"),
            ReviewRow("复审", "李静（人力资源部）", "2026-11-06", "同意"),
        ),
        trend=trend("91.60", "93.70"),
    )
    return card(part, **{"person_id": "01002", "person_name": "赵明远", "post": "区域经理", **changes})


def service(**changes: object) -> CardView:
    part = section(
        SERVICE_ITEMS,
        "现场服务代表",
        score="63.10",
        grade="合格",
        rank="9 / 9",
        previous="88.10",
        change="−25.00",
        formula="日常工作 49.00 × 70% + 出勤 96.00 × 30% = 34.30 + 28.80",
        kpis=(),
        pay_note="缺少财务部 10 月工资总额，本月绩效工资暂不核算；补交后重新生成。",
        trend=trend(
            *("90.10", "88.30", "89.95", "91.20", "90.45", "87.60", "88.00", "", "89.10", "87.75", "88.10", "63.10")
        ),
        flags=("调离岗位",),
        notes=(
            "虚假索赔单 1 份按专项从日常工作总分中扣除，可超过本项满分。",
            "6 月因病假全月未考核，不参加平均。",
        ),
    )
    changes = {
        "person_id": "02017",
        "person_name": "欧阳㛃",
        "department": "客户服务部",
        "post": "现场服务代表",
        **changes,
    }
    return card(part, **changes)
