"""A month as its documents show it: 24 people, four departments, three roles, 15 findings, one month table."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from reportgen.publish.finding_view import FindingView
from reportgen.publish.group_builder import company_view
from reportgen.publish.index_charts import charts
from reportgen.publish.index_page import CardRow, Count, DepartmentRow, FileLink, IndexView, Why
from reportgen.publish.labels import SCORECARD_WORDS, words
from reportgen.publish.table_view import TableView, table_view
from reportgen.publish.view import CardView, ItemRow, KpiRow, PayRow, ReviewRow, SectionView
from reportgen.records import CellRef, Figure, Table, TableColumn
from tests.publish.small_month import reporting

CREATED = date(2026, 11, 8)
ORGANISATION = "华兴机械销售有限公司"
DEPARTMENTS = ("销售一部", "销售二部", "销售三部", "服务部")
NAMES = [
    "王建国",
    "李丽",
    "赵敏",
    "陈志强",
    "刘洋",
    "孙晓红",
    "周伟",
    "吴静",
    "郑凯",
    "冯雪",
    "褚明",
    "卫东",
    "蒋芳",
    "沈涛",
    "韩梅",
    "杨帆",
    "朱琳",
    "秦川",
    "尤佳",
    "许峰",
    "何苗",
    "吕波",
    "施雨",
    "欧阳文静",
]


def item(
    id: str, level: int, name: str, out_of: str, points: str, lost: str = "", previous: str = "—", *because: str,
    kind: str = "item", weight: str = "", evidence: tuple[str, ...] = (),
) -> ItemRow:  # fmt: skip
    return ItemRow(id, level, kind, name, weight, out_of, points, lost, previous, Decimal("0.9"), because, evidence)  # type: ignore[arg-type]


ITEMS = (
    item("daily", 0, "日常工作", "100.00", "86.00", "−14.00", "84.50", "各项合计 86.00 分，按 70% 计 60.20 分", kind="component", weight="70%"),
    item("dealers", 1, "经销商管理", "30.00", "20.00", "−10.00", "25.00", "终端日报上报不及时：10月12日日报于10月13日 09:20 交，扣 5 分", "未完成网络开发计划：华东区计划 3 家，实际 2 家，扣 5 分",
         evidence=("销售一部/业绩考核表.xlsx!材料登记!E14", "销售一部/计划表.xlsx!网络计划!D6", "销售一部/业绩考核表.xlsx!网络实绩!D6")),
    item("weekly", 1, "周报", "40.00", "37.00", "−3.00", "40.00", "四周周报均按时交付", kind="group"),
    item("weekly-summary", 2, "上周工作总结", "10.00", "10.00", "", "10.00", evidence=("销售一部/业绩考核表.xlsx!日常考核（销售员）!F7",)),
    item("weekly-plan", 2, "下周工作计划", "10.00", "10.00", "", "10.00", evidence=("销售一部/业绩考核表.xlsx!日常考核（销售员）!G7",)),
    item("weekly-visits", 2, "大客户走访", "10.00", "7.00", "−3.00", "10.00", "第 42 周走访 1 家，要求 2 家，缺 1 项，扣 3 分", evidence=tuple(f"销售一部/业绩考核表.xlsx!大客户走访!C{n}" for n in range(6, 13))),
    item("weekly-notes", 2, "客户拜访纪实", "10.00", "10.00", "", "10.00", "考核人给 10 分"),
    item("market", 1, "市场信息反馈", "5.00", "5.00", "", "5.00"),
    item("quality", 1, "产品质量问题反馈", "5.00", "4.00", "−1.00", "5.00", "考核人给 4 分"),
    item("advertising", 1, "广告计划表", "5.00", "5.00", "", "3.00"),
    item("promotion-plan", 1, "促销活动计划", "5.00", "5.00", "", "5.00"),
    item("promotion-review", 1, "促销效果评价", "5.00", "5.00", "", "5.00"),
    item("vehicle", 1, "周转车辆管理", "5.00", "5.00", "", "5.00"),
    item("attendance", 0, "出勤", "100.00", "88.00", "−12.00", "96.00", "10月9日上午、10月15日下午、10月22日上午缺勤，计 3 天，每天扣 4 分；按 30% 计 26.40 分", kind="component", weight="30%",
         evidence=("销售一部/业绩考核表.xlsx!缺勤登记!C5", "销售一部/业绩考核表.xlsx!缺勤登记!C6", "销售一部/业绩考核表.xlsx!缺勤登记!C7")),
)  # fmt: skip

KPIS = (
    KpiRow("plan-completion", "计划完成率", "92.00", "%", "88.50", "完成 46 台 ÷ 计划 50 台", ("销售一部/业绩考核表.xlsx!销售实绩!D5", "销售一部/计划表.xlsx!数量计划!D5")),
    KpiRow("sales-amount", "销售额", "1,149,189.00", "元", "1,080,400.00", "3 个产品合计", ("销售一部/业绩考核表.xlsx!销售实绩!E5",)),
    KpiRow("sales-growth", "销售额增长率", "6.37", "%", "—", "（1,149,189.00 − 1,080,400.00）÷ 1,080,400.00", ()),
    KpiRow("price-keeping", "价格保持率", "97.20", "%", "96.80", "实际销售额 ÷（标价 × 数量）", ()),
    KpiRow("debt-collection", "欠款回收率", "71.82", "%", "70.11", "到期已收 ÷ 到期应收", ()),
    KpiRow("kept-customers", "老顾客保持率", "—", "%", "98.00", "月初顾客未填，无法计算", ()),
)  # fmt: skip

PAY = (
    PayRow("基础工资", "4,000.00", "8,000.00 × 50%", ("花名册.xlsx!花名册!J12",)),
    PayRow("计划完成率考核工资", "2,576.00", "8,000.00 × 35% × 92.00%", ()),
    PayRow("日常工作考核工资", "1,032.00", "8,000.00 × 15% × 86.00 ÷ 100", ()),
    PayRow("超计划奖金", "0.00", "本月无", ()),
)

REVIEWS = (
    ReviewRow("汇总", "销售计划部 何苗", "2026-11-05", "同意"),
    ReviewRow("初审", "销售副总 秦川", "2026-11-06", "同意"),
    ReviewRow("复审", "人力资源部 施雨", "2026-11-07", "同意"),
)


def section(**changes: object) -> SectionView:
    values: dict[str, object] = {
        "scheme": "sales-assessment", "title": "销售人员考核", "role": "销售员", "score": "86.60", "grade": "良好",
        "rank": "3 / 12", "previous": "84.10", "change": "+2.50",
        "formula": "日常工作 86.00 × 70% + 出勤 88.00 × 30% = 86.60", "items": ITEMS, "kpis": KPIS, "pay": PAY,
        "pay_total": "7,608.00", "pay_note": "", "reviews": REVIEWS, "trend": (), "flags": (),
        "notes": ("名次在销售人员考核的销售员之内排列，并列者同名次。",),
    }  # fmt: skip
    return SectionView(**(values | changes))  # type: ignore[arg-type]


def card(**changes: object) -> CardView:
    language = str(changes.get("language", "zh-Hans"))
    values: dict[str, object] = {
        "language": language, "words": words(SCORECARD_WORDS, language), "organisation": ORGANISATION,
        "title": "2026年10月绩效考核单", "period": "2026年10月", "period_id": "2026-10", "department": "销售一部",
        "person_id": "0107", "person_name": "李丽", "post": "区域销售员", "revision": "", "sections": (section(),),
    }  # fmt: skip
    return CardView(**(values | changes))  # type: ignore[arg-type]


def money_table() -> TableView:
    """S9: sales and collection by channel; the rate of a channel may exceed 100 %."""
    rows = (
        ("直销", "1,149,189.00", "801,476.00", "69.74"),
        ("经销", "182,413.00", "203,039.00", "111.31"),
        ("集团业务", "213,412.00", "105,061.00", "49.23"),
        ("合计", "1,545,014.00", "1,109,576.00", "71.82"),
    )
    columns = (
        ("channel", "渠道", ""),
        ("sales", "销售额", "元"),
        ("collected", "回款额", "元"),
        ("rate", "回款率", "%"),
    )
    table = Table(
        "collection-by-channel", "sales-collection", "销售与回款（按渠道）", "complete",
        tuple(TableColumn(*column) for column in columns),
        tuple(
            tuple(
                Figure(text, (CellRef("销售三部/销售及回款.xlsx", "渠道销售与回款", f"{'ABCD'[at]}{row}"),) if at and row < 8 else ())
                for at, text in enumerate(line)
            )
            for row, line in enumerate(rows, 5)
        ),
    )  # fmt: skip
    return table_view(
        table, status_text="完整", workbook="tables/销售与回款（按渠道）.xlsx",
        notes=("回款额可大于销售额，含收回以前年度欠款。",),
    )  # fmt: skip


def findings() -> tuple[FindingView, ...]:
    def found(
        code: str, severity: str, department: str, place: str, message: str, fix: str, concerns: str = ""
    ) -> FindingView:
        text = {"error": "错误", "warning": "提醒", "note": "提示"}[severity]
        file, sheet, cell = (*place.split("!"), "", "")[:3]
        return FindingView(code, severity, text, department, file, sheet, cell, message, fix, concerns)  # type: ignore[arg-type]

    first, second, third, service = DEPARTMENTS
    return (
        found("NOT_A_NUMBER", "error", first, "销售一部/业绩考核表.xlsx!销售实绩!D9", "“完成数量”里写的是“约 40”，这里要填一个数。", "改成确切的台数，如 40。", "0103 赵敏"),
        found("MISSING_VALUE", "error", first, "销售一部/业绩考核表.xlsx!日常考核（销售员）!J8", "“产品质量问题反馈”没有填。", "由考核人填 0 到 5 之间的分数。", "0104 陈志强"),
        found("UNKNOWN_PERSON", "error", second, "销售二部/业绩考核表.xlsx!缺勤登记!A6", "花名册里没有工号“0299”。", "核对工号；新人请先登记到花名册。"),
        found("REVIEW_STEP_MISSING", "error", second, "销售二部/业绩考核表.xlsx!逐级审核", "销售员缺“复审”这一步。", "请人力资源部复审并填写姓名、日期和意见。", "0107 周伟、0108 吴静、0109 郑凯"),
        found("OUT_OF_RANGE", "error", service, "服务部/业绩考核表.xlsx!日常考核（现场服务代表）!H31", "“误事”扣 12 分，超出 1 至 10 分。", "改成 1 到 10 之间的分数。", "0121 何苗"),
        found("FILE_TWICE", "error", third, "销售三部/计划表（改）.xlsx", "同一部门、同一月份的计划表交了两份，内容不同。", "只留最后确认的一份，其余移出文件夹。"),
        found("PERCENT_DOUBTFUL", "warning", first, "销售一部/业绩考核表.xlsx!指标数据!F7", "“0.85”在百分比栏里，按 85% 处理。", "请核对；确为 0.85% 时写成“0.85%”。", "0102 李丽"),
        found("SUM_DIFFERS", "warning", third, "销售三部/销售及回款.xlsx!渠道销售与回款!C8", "表内合计 1,109,567.00 与各行之和 1,109,576.00 不符，按各行计算。", "请核对表内合计。"),
        found("HEADER_SIMILAR", "warning", second, "销售二部/业绩考核表.xlsx!销售实绩!E4", "表头“销售额度”没有见过，是否为“销售额”？本月未读取此栏。", "把表头改成“销售额”。", "0107 周伟"),
        found("HIDDEN_ROWS", "warning", service, "服务部/业绩考核表.xlsx!缺勤登记", "第 9 至 11 行是隐藏的，已照常读取。", "不需要的行请删除，不要隐藏。"),
        found("LATE_SUBMISSION", "warning", third, "销售三部/业绩考核表.xlsx", "表内交表日期 11月10日，应于 11月8日前交。", "请按时交表；得分不受影响。"),
        found("UNPLACED_FILE", "warning", "", "通讯录.xlsx", "认不出这是哪一份表：没有一个表名或表头相符。", "如果不需要，请移出文件夹。"),
        found("SAME_FILE_TWICE", "note", first, "销售一部/副本 业绩考核表.xlsx", "与“业绩考核表.xlsx”内容完全相同，只读一份。", "可以删除副本。"),
        found("NO_EARLIER_MONTH", "note", "", "", "没有 2026年9月 已发布的数据，增长率显示为“—”。", "不需要处理。"),
        found("NOTE_UNDER_TABLE", "note", service, "服务部/业绩考核表.xlsx!材料登记!A48", "表下的“注：”没有当作数据。", "不需要处理。"),
    )  # fmt: skip


def cards() -> tuple[CardRow, ...]:
    withheld = {
        2: (Why("业绩考核表.xlsx!销售实绩!D9", "“完成数量”不是数", 1),), 3: (Why("业绩考核表.xlsx!日常考核（销售员）!J8", "缺“产品质量问题反馈”的分数", 2),),
        6: (Why("", "缺“复审”", 4),), 7: (Why("", "缺“复审”", 4),), 8: (Why("", "缺“复审”", 4), Why("", "缺勤登记有不认识的工号")),
        20: (Why("业绩考核表.xlsx!日常考核（现场服务代表）!H31", "“误事”扣分超出范围", 5),),
    }  # fmt: skip
    rows = []
    for number, name in enumerate(NAMES):
        department, id = DEPARTMENTS[number // 6], f"01{number + 1:02d}"
        role = "现场服务代表" if department == "服务部" else "区域经理" if number % 6 == 0 else "销售员"
        if number in withheld:
            rows.append(CardRow(id, name, department, role, "销售人员考核", "withheld", why=withheld[number]))
            continue
        score = Decimal("97.35") - Decimal("1.15") * number
        grade = "优秀" if score >= 90 else "良好" if score >= 80 else "合格"
        path = f"scorecards/{department}/{id}_{name}"
        rows.append(
            CardRow(id, name, department, role, "销售人员考核", "scored", f"{score:.2f}", grade, f"{number % 7 + 1} / {12 if role == '销售员' else 3}", (), f"{path}.pdf", f"{path}.xlsx")
        )  # fmt: skip
    return tuple(rows)


def index(**changes: object) -> IndexView:
    rows, found = cards(), findings()
    handed = (
        ("2 / 2 份", "complete"),
        ("2 / 2 份", "complete"),
        ("1 / 2 份，计划表两份不同，暂不采用", "partial"),
        ("1 / 1 份", "complete"),
    )

    def count(department: str, severity: str) -> int:
        return sum(row.department == department and row.severity == severity for row in found)

    departments = tuple(
        DepartmentRow(
            name, text, state,  # type: ignore[arg-type]
            sum(row.department == name and row.status == "scored" for row in rows),
            sum(row.department == name and row.status == "withheld" for row in rows),
            count(name, "error"), count(name, "warning"),
        )
        for name, (text, state) in zip(DEPARTMENTS, handed, strict=True)
    )  # fmt: skip
    values: dict[str, object] = {
        "language": "zh-Hans", "organisation": ORGANISATION, "period": "2026年10月", "revision": "",
        "counts": (
            Count("应考核", "24", "人"), Count("已出分", "18", "人"), Count("暂缓", "6", "人", "error", "withheld"),
            Count("交表", "6 / 7", "份", "warning", "departments"), Count("错误", "6", "", "error", "findings"), Count("提醒", "6", "", "warning", "findings"),
            Count("平均分", "86.41", "18 / 24 人"),
        ),
        "departments": departments, "cards": rows, "tables": (money_table(),), "findings": found,
        "files": (
            FileLink("全部考核单（打印签字用）", "all-cards.pdf", "18 份"), FileLink("公司汇总", "company.pdf"),
            FileLink("问题清单", "findings.xlsx", "15 条"), FileLink("工资核对表", "finance/工资核对表.xlsx"),
            FileLink("退回销售一部的业绩考核表（已标出问题）", "returned/销售一部/业绩考核表.xlsx"), FileLink("全部数据", "results.json"),
        ),
        "charts": charts(reporting(), company_view(reporting(), ())),
    }  # fmt: skip
    return IndexView(**(values | changes))  # type: ignore[arg-type]
