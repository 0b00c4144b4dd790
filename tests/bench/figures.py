"""What the people of a department did in a month, as records of the forms: mostly well, sometimes late or absent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from random import Random

from reportgen.period import Period
from reportgen.records import Person
from tests.example.filled import GROUP_RATERS
from tests.example.sheets import Line, Written

PRODUCTS = (("远行A5", 98800), ("远行A7", 128800), ("轻卡K3", 76500))
AREAS = ("保定", "廊坊", "唐山", "邯郸", "太原", "大同")
CUSTOMERS = ("宏达汽贸", "永安车行", "华通汽贸", "鑫源车业", "顺达汽贸", "建龙汽贸")
FAULTS = (
    ("业务技能", "现场管理组", "基本胜任", "", ""), ("去向", "函电组", "找不到人", "2", "2"),
    ("索赔单", "索赔组", "有空项", "", "2"), ("经销商意见", "函电组", "一般", "", ""),
    ("配件计划", "配件组", "急件多", "", "4"), ("内部培训", "技术组", "缺席", "1", "3"),
)  # fmt: skip
FORGOTTEN = 0.1  # departments that leave out who rated: an error, and a workbook that goes back to them
Record = dict[str, str]


def plan(people: Sequence[Person], chance: Random) -> list[Written]:
    quantities, areas = [], []
    for one in _selling(people):
        for product, _ in chance.sample(PRODUCTS, 2):
            quantities.append(_of(one, 产品=product, 计划数量=chance.randrange(15, 40)))
        if one.role == "销售员":
            areas.append(_of(one, 区域=AREAS[int(one.id) % len(AREAS)], 计划网点=chance.randrange(1, 3)))
    return [written("数量计划", quantities), written("网络计划", areas)]


def performance(people: Sequence[Person], period: Period, chance: Random, leader: str, absences: int) -> list[Written]:
    """`leader` rates the managers; `absences` are put on top for the first salesperson."""
    head = people[0].name
    managers = [one for one in people if one.role == "区域经理"]
    sales = [one for one in people if one.role == "销售员"]
    service = [one for one in people if one.role == "现场服务代表"]
    days = working_days(period)
    service_lines = [record for one in service for record in _graded(one, chance)]
    if service and chance.random() < FORGOTTEN:
        service_lines[0]["考核人"] = ""
    sheets = {
        "销售实绩": [record for one in _selling(people) for record in _sold(one, chance)],
        "网络实绩": [_of(one, 区域=AREAS[int(one.id) % len(AREAS)], 新开网点=chance.randrange(0, 3)) for one in sales],
        "指标数据": [_figures(one, chance) for one in _selling(people)],
        "材料登记": [record for one in _selling(people) for record in _materials(one, period, chance)],
        "大客户走访": [_of(one, 走访=_visits(days, chance)) for one in sales],
        "销售员培训": [
            _of(one, 培训日期=short(days[8]), 培训内容="新款卖点与竞品对比，有记录和签到") for one in managers
        ],
        "日常考核（区域经理）": [_rated_manager(one, leader, chance) for one in managers],
        "日常考核（销售员）": [_rated(one, head, chance) for one in sales],
        "日常考核（现场服务代表）": service_lines,
        "缺勤登记": list(_absent(people, sales, days, chance, absences)),
        "逐级审核": list(_reviewed(bool(sales), bool(service))),
    }
    return [written(name, records) for name, records in sheets.items() if records]


def written(name: str, records: Sequence[Record]) -> Written:
    header = list(dict.fromkeys(key for record in records for key in record))
    rows = [[record.get(key, "") for key in header] for record in records]
    return Written(name, [Line(header), *(Line(row) for row in rows)] if records else [])


def working_days(period: Period) -> list[date]:
    days = (period.last.day,)
    every = (date(period.year, period.month, day) for day in range(1, days[0] + 1))
    return [day for day in every if day.weekday() < 5 and (period.month != 10 or day.day > 7)]


def short(day: date) -> str:
    return f"{day.month}-{day.day}"


def _of(person: Person, **cells: object) -> Record:
    return {"工号": person.id, "姓名": person.name} | {name: str(value) for name, value in cells.items()}


def _selling(people: Sequence[Person]) -> list[Person]:
    return [one for one in people if one.role != "现场服务代表"]


def _sold(person: Person, chance: Random) -> Iterator[Record]:
    for product, price in chance.sample(PRODUCTS, 2):
        count = chance.randrange(10, 38)
        discount = chance.randrange(0, 2000) * count
        yield _of(person, 产品=product, 完成数量=count, 销售额=price * count - discount, 标价=price)


def _figures(person: Person, chance: Random) -> Record:
    due, calls, known = chance.randrange(300, 1200) * 1000, chance.randrange(20, 50), chance.randrange(70, 150)
    return _of(
        person, 销售费用=chance.randrange(4000, 9000), 到期应收=due, 到期已收=due * chance.randrange(40, 101) // 100,
        访问次数=calls, 成功访问=calls * chance.randrange(20, 60) // 100, 成交顾客=chance.randrange(10, 45),
        顾客意见=chance.randrange(0, 4), 月初顾客=known, 新增顾客=chance.randrange(1, 10),
        保持顾客=known - chance.randrange(0, 9), 超计划奖金=chance.choice(("", "", "350", "600")),
    )  # fmt: skip


def _materials(person: Person, period: Period, chance: Random) -> Iterator[Record]:
    """Weekly papers on the Monday after, one in twelve a day late; monthly papers in time but for one in eight."""
    month = period.month
    if person.role == "区域经理":
        yield _of(person, 材料="月报", 交来=f"> {month}-{chance.choice((28, 29, 29, 30))} 10:00")
        return
    weeks = []
    for monday in (day for day in working_days(period) if day.weekday() == 0 and day.day + 7 <= period.last.day):
        handed = monday + timedelta(days=7 + (chance.random() < 1 / 12))
        weeks.append(f"{short(monday)} > {short(handed)} 09:30")
    yield _of(person, 材料="周报", 交来="、".join(weeks))
    late = chance.random() < 1 / 8
    yield _of(person, 材料="返利表", 交来=f"> {month}-{27 if late else 23} 11:00")
    yield _of(person, 材料="广告计划表", 交来="未交" if chance.random() < 1 / 10 else f"> {month}-12 09:30")
    unclear = " 内容不全" if chance.random() < 1 / 8 else ""
    yield _of(person, 材料="促销活动计划", 交来=f"> {month}-14 16:20{unclear}")
    yield _of(person, 材料="促销效果评价", 交来=f"{month}-18 > {month}-{24 if late else 22} 10:00")


def _visits(days: Sequence[date], chance: Random) -> str:
    """Two or three customers in turn every week; some weeks one only."""
    said, turn = [], chance.randrange(len(CUSTOMERS))
    for week in sorted({day.isocalendar().week for day in days}):
        own = [day for day in days if day.isocalendar().week == week]
        for day in sorted(chance.sample(own, min(len(own), 1 if chance.random() < 1 / 12 else 2))):
            turn += 1
            said.append(f"{short(day)} {CUSTOMERS[turn % len(CUSTOMERS)]}")
    return "、".join(said)


def _rated_manager(person: Person, leader: str, chance: Random) -> Record:
    return _of(
        person, 月工作总结=chance.randrange(15, 21), 月工作计划=chance.randrange(15, 21),
        合理化方案=chance.randrange(12, 21), 周报审查指导=chance.randrange(7, 11), 管理销售员=chance.randrange(6, 11),
        考核人=leader,
    )  # fmt: skip


def _rated(person: Person, head: str, chance: Random) -> Record:
    yes = {name: "是" if chance.random() < 1 / 15 else "否" for name in (
        "终端问题未解决", "商务政策未执行", "特殊问题未上报", "上周总结不实", "下周计划不实", "市场信息不实")}  # fmt: skip
    points = {"拜访纪实得分": chance.randrange(7, 11), "质量反馈得分": chance.randrange(3, 6)}
    return _of(person, **yes, **points, 车辆违规次数=int(chance.random() < 1 / 20), 考核人=head)


def _graded(person: Person, chance: Random) -> Iterator[Record]:
    """The lines that are not good; someone without any is named with one that is."""
    faults = chance.sample(FAULTS, chance.choice((0, 0, 1, 1, 2, 3)))
    if not faults:
        group = "现场管理组"
        yield _of(person, 考核项目="业务技能", 考核组=group, 情形="好", 考核人=GROUP_RATERS[group])
    for item, group, severity, times, take in faults:
        yield _of(person, 考核项目=item, 考核组=group, 情形=severity, 次数=times, 扣分=take, 考核人=GROUP_RATERS[group])


def _absent(
    people: Sequence[Person], sales: Sequence[Person], days: Sequence[date], chance: Random, more: int
) -> Iterator[Record]:
    for one in people:
        for day in sorted(chance.sample(days[:-1], chance.choice((0, 0, 0, 1, 2)))):
            yield _of(one, 缺勤日期=short(day), 时段=chance.choice(("全天", "上午", "下午")), 事由="事假")
    for one in sales[:more]:
        yield _of(one, 缺勤日期=short(days[-1]), 时段="全天", 事由="病假")


def _reviewed(sales: bool, service: bool) -> Iterator[Record]:
    steps = (("汇总", "许文静"), ("初审", "冯志刚"), ("复审", "钱慧"))
    for role, there in (("区域经理", True), ("销售员", sales), ("现场服务代表", service)):
        for day, (step, by) in enumerate(steps, 4):
            if there and (role == "销售员" or step != "汇总"):
                yield {"步骤": step, "适用角色": role, "审核人": by, "审核日期": f"11-{day}", "意见": "同意"}
