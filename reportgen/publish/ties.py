"""What has to agree in a month, as data: departments and company, lines handed in and lines used, parts and wholes.

    Tie ── left, right: Side ── Part (what a side is added up from)
A tie holds when both sides are the same. The control sheet prints each side as a formula over its parts; the company's
report prints the same list. `at` of a part names a figure of the workbook that it stands in; "" is a number that was
counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from reportgen.exact import money, total
from reportgen.publish.labels import Label
from reportgen.publish.printed import printed


def _label(hans: str, hant: str, en: str) -> Label:
    return {"zh-Hans": hans, "zh-Hant": hant, "en": en}


TIE_WORDS: Mapping[str, Label] = {
    "control": _label("控制表", "控制表", "Control"),
    "control_title": _label("控制表：勾稽关系", "控制表：勾稽關係", "Control sheet: what has to agree"),
    "control_note": _label(
        "左右两数都由下方明细用公式相加；差额为零打勾。明细中蓝底为公式取数，其余为点收的数。",
        "左右兩數都由下方明細用公式相加；差額為零打勾。明細中藍底為公式取數，其餘為點收的數。",
        "Both sides add up the details below by formula; no difference is a tick. Details on blue ground are formulas, "
        "the others were counted.",
    ),
    "tie": _label("勾稽项目", "勾稽項目", "What is tied"),
    "left": _label("左方", "左方", "Left side"),
    "right": _label("右方", "右方", "Right side"),
    "difference": _label("差额", "差額", "Difference"),
    "unit": _label("单位", "單位", "Unit"),
    "details": _label("明细", "明細", "Details"),
    "of": _label("所属", "所屬", "Belongs to"),
    "side": _label("方", "方", "Side"),
    "figure": _label("数值", "數值", "Figure"),
    "agree": _label("{good} / {all} 项一致", "{good} / {all} 項一致", "{good} of {all} agree"),
    "lines": _label("行", "行", "lines"),
    "people": _label("人", "人", "people"),
    "cards": _label("张", "張", "cards"),
    "yuan": _label("元", "元", "yuan"),
    "rows_of": _label("{department}：交来行数＝采用＋未采用＋被代替", "{department}：交來行數＝採用＋未採用＋被代替",
                      "{department}: lines handed in = used + not used + replaced"),
    "rows_all": _label("各部门行数＝全公司行数", "各部門行數＝全公司行數", "Lines of the departments = of the company"),
    "rows_in": _label("交来", "交來", "Handed in"),
    "rows_split": _label("去向", "去向", "What became of them"),
    "used": _label("采用", "採用", "used"),
    "rejected": _label("未采用（{code}）", "未採用（{code}）", "not used ({code})"),
    "superseded": _label("被新版代替（SUPERSEDED）", "被新版代替（SUPERSEDED）",
                         "replaced by a later version (SUPERSEDED)"),
    "twice": _label("重复交来，都不采用（SUBMITTED_TWICE）", "重複交來，都不採用（SUBMITTED_TWICE）",
                    "handed in twice, none used (SUBMITTED_TWICE)"),
    "cards_of": _label("{department}：应有考核单＝已出分＋暂缓", "{department}：應有考核單＝已出分＋暫緩",
                       "{department}: cards due = scored + withheld"),
    "cards_all": _label("各部门考核单＝全公司考核单", "各部門考核單＝全公司考核單",
                        "Cards of the departments = of the company"),
    "due": _label("应有", "應有", "Due"),
    "scored": _label("已出分", "已出分", "scored"),
    "withheld": _label("暂缓", "暫緩", "withheld"),
    "departments": _label("各部门", "各部門", "Departments"),
    "company": _label("全公司", "全公司", "Company"),
    "outside": _label("（不属部门）", "（不屬部門）", "(no department)"),
    "pay_parts": _label("工资：各部分合计＝应发合计", "工資：各部分合計＝應發合計",
                        "Pay: sum of the parts = pay in all"),
    "pay_departments": _label("工资：各部门＝全公司", "工資：各部門＝全公司", "Pay: departments = company"),
    "pay_people": _label("工资：有考核单的人＝发放＋暂缓＋无工资方案", "工資：有考核單的人＝發放＋暫緩＋無工資方案",
                         "Pay: people with a card = paid + withheld + without a plan"),
    "pay_change": _label("工资：本月－上次＝增减", "工資：本月－上次＝增減", "Pay: this month − last = change"),
    "pay_bank": _label("工资：银行代发＝应发合计", "工資：銀行代發＝應發合計", "Pay: bank list = pay in all"),
    "parts": _label("各部分", "各部分", "Parts"),
    "pay": _label("应发合计", "應發合計", "Pay"),
    "bank": _label("银行代发", "銀行代發", "Bank list"),
    "with_card": _label("有考核单的人", "有考核單的人", "People with a card"),
    "paid": _label("发放", "發放", "paid"),
    "no_plan": _label("无工资方案", "無工資方案", "without a plan"),
    "this_month": _label("本月", "本月", "this month"),
    "less_last": _label("减：上次", "減：上次", "less: last"),
    "change": _label("增减", "增減", "Change"),
    "billed": _label("{currency}：应收＝已核销＋未收", "{currency}：應收＝已核銷＋未收",
                     "{currency}: billed = settled + open"),
    "received": _label("{currency}：收款＝已核销＋待认领＋无对应", "{currency}：收款＝已核銷＋待認領＋無對應",
                       "{currency}: received = settled + unclaimed + without a claim"),
    "list": _label("{currency}：{list}各行＝汇总", "{currency}：{list}各行＝彙總",
                     "{currency}: lines of {list} = summary"),
    "summary": _label("汇总", "彙總", "Summary"),
    "sum_of_lines": _label("各行相加", "各行相加", "Sum of the lines"),
    "signs": _label(
        "制表：＿＿＿＿＿＿　　复核：＿＿＿＿＿＿　　财务负责人：＿＿＿＿＿＿　　日期：＿＿＿＿＿＿",
        "製表：＿＿＿＿＿＿　　複核：＿＿＿＿＿＿　　財務負責人：＿＿＿＿＿＿　　日期：＿＿＿＿＿＿",
        "Prepared: ＿＿＿＿＿＿  Checked: ＿＿＿＿＿＿  Head of finance: ＿＿＿＿＿＿  Date: ＿＿＿＿＿＿",
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Part:
    label: str
    value: Decimal
    at: str = ""


@dataclass(frozen=True, slots=True)
class Side:
    label: str
    parts: tuple[Part, ...]

    @property
    def value(self) -> Decimal:
        return total(one.value for one in self.parts)


@dataclass(frozen=True, slots=True)
class Tie:
    """`digits`: 0 for what is counted, 2 for amounts."""

    name: str
    left: Side
    right: Side
    unit: str
    digits: int = 0

    @property
    def difference(self) -> Decimal:
        return self.left.value - self.right.value

    @property
    def holds(self) -> bool:
        return not self.difference

    def text(self, value: Decimal) -> str:
        return money(value, self.digits)


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of one table that a department handed in: how many, how many are used, how many are not and by which
    finding, how many were replaced by a later version or came twice."""

    department: str
    table: str
    handed_in: int
    used: int
    rejected: tuple[tuple[str, int], ...] = ()
    superseded: int = 0
    twice: int = 0


@dataclass(frozen=True, slots=True)
class Cards:
    department: str
    due: int
    scored: int
    withheld: int


Words = Mapping[str, str]


def line_ties(lines: Iterable[Lines], words: Words) -> Iterator[Tie]:
    """For each department lines handed in = used + not used + replaced; all departments = the company."""
    every = list(lines)
    names = list(dict.fromkeys(one.department for one in every))
    for name in names:
        own = [one for one in every if one.department == name]
        handed = tuple(Part(one.table, Decimal(one.handed_in)) for one in own)
        left, right = Side(words["rows_in"], handed), Side(words["rows_split"], tuple(_split(own, words)))
        yield Tie(words["rows_of"].format(department=name), left, right, words["lines"])
    if names:
        each = tuple(Part(name, _sum(one.handed_in for one in every if one.department == name)) for name in names)
        whole = Part(words["company"], _sum(one.handed_in for one in every))
        yield Tie(words["rows_all"], Side(words["departments"], each), Side(words["company"], (whole,)), words["lines"])


def _split(own: list[Lines], words: Words) -> Iterator[Part]:
    yield Part(words["used"], _sum(one.used for one in own))
    for code in dict.fromkeys(code for one in own for code, _ in one.rejected):
        yield Part(words["rejected"].format(code=code), _sum(dict(one.rejected).get(code, 0) for one in own))
    for word, counts in (("superseded", [one.superseded for one in own]), ("twice", [one.twice for one in own])):
        if any(counts):
            yield Part(words[word], _sum(counts))


def card_ties(cards: Iterable[Cards], company: int, words: Words) -> Iterator[Tie]:
    """For each department due = scored + withheld; all departments = the company."""
    every = [one for one in cards if one.due]
    for one in every:
        right = (Part(words["scored"], Decimal(one.scored)), Part(words["withheld"], Decimal(one.withheld)))
        left = Side(words["due"], (Part(words["due"], Decimal(one.due)),))
        sides = left, Side(f"{words['scored']}＋{words['withheld']}", right)
        yield Tie(words["cards_of"].format(department=one.department), *sides, words["cards"])
    if every:
        each = Side(words["departments"], tuple(Part(one.department, Decimal(one.due)) for one in every))
        whole = Side(words["company"], (Part(words["company"], Decimal(company)),))
        yield Tie(words["cards_all"], each, whole, words["cards"])


def _sum(counts: Iterable[int]) -> Decimal:
    return Decimal(sum(counts))


def amount(text: str) -> Decimal:
    """A printed amount back as the number that it shows; 0 for a dash."""
    number = printed(text)
    return number.value if number else Decimal(0)
