"""The fixed words of the workbooks for finance."""

from __future__ import annotations

from collections.abc import Mapping

from reportgen.publish.labels import Label
from reportgen.publish.workbook_labels import TABLE_WORDS


def _label(hans: str, hant: str, en: str) -> Label:
    return {"zh-Hans": hans, "zh-Hant": hant, "en": en}


PAY_WORDS: Mapping[str, Label] = {
    "footer": TABLE_WORDS["footer"],
    "prepared_by": TABLE_WORDS["prepared_by"],
    "period": TABLE_WORDS["period"],
    "total": TABLE_WORDS["total"],
    "title": _label("工资发放表", "工資發放表", "Pay sheet"),
    "unit": _label("单位：元", "單位：元", "In yuan"),
    "id": _label("工号", "工號", "Staff no."),
    "name": _label("姓名", "姓名", "Name"),
    "department": _label("部门", "部門", "Department"),
    "pay": _label("应发合计", "應發合計", "Pay"),
    "previous": _label("上次（{month}）", "上次（{month}）", "Last ({month})"),
    "no_previous": _label("上次", "上次", "Last"),
    "change": _label("增减", "增減", "Change"),
    "capitals": _label(
        "合计金额（大写）：人民币{text}", "合計金額（大寫）：人民幣{text}", "Total in capitals: 人民币{text}"
    ),
    "count": _label(
        "发放 {paid} / {all} 人；合计只含这 {paid} 人",
        "發放 {paid} / {all} 人；合計只含這 {paid} 人",
        "{paid} of {all} people are paid; the totals are theirs alone",
    ),
    "count_withheld": _label(
        "；暂缓 {number} 人，见“{sheet}”", "；暫緩 {number} 人，見“{sheet}”", "; {number} withheld, see “{sheet}”"
    ),
    "signs": _label(
        "制表：＿＿＿＿＿＿　　复核：＿＿＿＿＿＿　　会计：＿＿＿＿＿＿　　审批：＿＿＿＿＿＿　　日期：＿＿＿＿＿＿",
        "製表：＿＿＿＿＿＿　　複核：＿＿＿＿＿＿　　會計：＿＿＿＿＿＿　　審批：＿＿＿＿＿＿　　日期：＿＿＿＿＿＿",
        "Prepared: ＿＿＿＿＿＿  Checked: ＿＿＿＿＿＿  Accountant: ＿＿＿＿＿＿  "
        "Approved: ＿＿＿＿＿＿  Date: ＿＿＿＿＿＿",
    ),
    "none": _label("本月没有可发放的工资。", "本月沒有可發放的工資。", "Nobody is paid this month."),
    "bank": _label("银行代发", "銀行代發", "Bank list"),
    "number": _label("序号", "序號", "No."),
    "account": _label("银行账号", "銀行帳號", "Account"),
    "amount": _label("金额", "金額", "Amount"),
    "withheld": _label("暂缓发放", "暫緩發放", "Withheld"),
    "why": _label("原因", "原因", "Why"),
    "corrected": _label(
        "更正 第{number}版：本表按更正后的数字列示，只供核对，不再据此发放；差额在以后未结的月份补发或扣回。",
        "更正 第{number}版：本表按更正後的數字列示，只供核對，不再據此發放；差額在以後未結的月份補發或扣回。",
        "Corrected, version {number}: for checking only, nothing is paid by this sheet again; a later open month "
        "carries the differences.",
    ),
    "count_open": _label(
        "；另有 {number} 笔更正差额需人工结清，见“{sheet}”",
        "；另有 {number} 筆更正差額需人工結清，見“{sheet}”",
        "; {number} differences from corrections are to be settled by hand, see “{sheet}”",
    ),
    "open": _label("未结更正差额", "未結更正差額", "Open differences"),
    "open_note": _label(
        "这些人本月没有可随同补发或扣回的工资（离职、暂缓等），差额请人工结清。正数为补发，负数为扣回。",
        "這些人本月沒有可隨同補發或扣回的工資（離職、暫緩等），差額請人工結清。正數為補發，負數為扣回。",
        "These people have no pay this month that could carry the difference (left, withheld); settle it by hand. "
        "Positive: to be paid; negative: to be given back.",
    ),
    "corrected_month": _label("更正月份", "更正月份", "Corrected month"),
    "none_withheld": _label("没有暂缓发放的人员。", "沒有暫緩發放的人員。", "Nobody's pay is withheld."),
}  # fmt: skip

RECONCILIATION_WORDS: Mapping[str, Label] = dict(TABLE_WORDS) | {
    "title": _label("往来对账", "往來對帳", "Reconciliation"),
    "check": _label("核对", "核對", "Check"),
    "foots": _label("平", "平", "foots"),
    "differs": _label("不平", "不平", "differs"),
    "identities": _label(
        "应收金额 ＝ 已核销 ＋ 未收；收款金额 ＝ 已核销 ＋ 待认领 ＋ 无对应应收。各币种分开，不相加。",
        "應收金額 ＝ 已核銷 ＋ 未收；收款金額 ＝ 已核銷 ＋ 待認領 ＋ 無對應應收。各幣種分開，不相加。",
        "Billed = settled + open; received = settled + ambiguous + unmatched. Currencies stand apart.",
    ),
}
