"""The fixed words of the published workbooks, beside those that they share with the pages."""

from __future__ import annotations

from collections.abc import Mapping

from reportgen.publish.labels import Label


def _label(hans: str, hant: str, en: str) -> Label:
    return {"zh-Hans": hans, "zh-Hant": hant, "en": en}


_FURNITURE: dict[str, Label] = {
    "footer": _label("&C第 &P 页 共 &N 页", "&C第 &P 頁 共 &N 頁", "&CPage &P of &N"),
    "prepared_by": _label("编制单位：{organisation}", "編製單位：{organisation}", "Prepared by {organisation}"),
    "period": _label("期间：{period}", "期間：{period}", "Period: {period}"),
    "total": _label("合计", "合計", "Total"),
    "sources": _label("来源", "來源", "Sources"),
    "source": _label("来源单元格", "來源儲存格", "Source cell"),
    "item": _label("项目", "項目", "Item"),
    "because": _label("说明", "說明", "Reasons"),
}

CARD_BOOK_WORDS: Mapping[str, Label] = _FURNITURE | {
    "card": _label("考核单", "考核單", "Scorecard"),
    "flags": _label("标记：{flags}", "標記：{flags}", "Marked: {flags}"),
    "weight": _label("权重", "權重", "Weight"),
    "unit": _label("单位", "單位", "Unit"),
    "who": _label("姓名：{name}　　工号：{id}", "姓名：{name}　　工號：{id}", "Name: {name}    Staff no.: {id}"),
    "scheme": _label("考核办法", "考核辦法", "Scheme"),
    "part": _label("类别", "類別", "Part"),
    "this_month": _label("本月", "本月", "This month"),
    "sources_title": _label("{title} 来源", "{title} 來源", "{title}: sources"),
    "part_item": _label("考核项目", "考核項目", "Item"),
    "part_kpi": _label("业务指标", "業務指標", "Key figure"),
    "part_pay": _label("绩效工资", "績效工資", "Pay"),
}

FINDINGS_WORDS: Mapping[str, Label] = _FURNITURE | {
    "title": _label("问题清单", "問題清單", "Findings"),
    "none": _label("没有发现问题。", "沒有發現問題。", "Nothing was found."),
    "severity": _label("级别", "級別", "Severity"),
    "department": _label("部门", "部門", "Department"),
    "file": _label("文件", "檔案", "File"),
    "sheet": _label("工作表", "工作表", "Sheet"),
    "cell": _label("单元格", "儲存格", "Cell"),
    "message": _label("问题", "問題", "What is wrong"),
    "fix": _label("处理办法", "處理辦法", "What to do"),
    "concerns": _label("涉及", "涉及", "Concerns"),
    "code": _label("代码", "代碼", "Code"),
    "summary": _label("汇总", "彙總", "Summary"),
    "summary_title": _label("问题汇总", "問題彙總", "Findings by department"),
    "company": _label("（不属部门）", "（不屬部門）", "(no department)"),
    "error": _label("错误", "錯誤", "Error"),
    "warning": _label("提醒", "提醒", "Warning"),
    "note": _label("提示", "提示", "Note"),
}

TABLE_WORDS: Mapping[str, Label] = _FURNITURE | {
    "unit": _label("单位：{unit}", "單位：{unit}", "In {unit}"),
    "status": _label("状态：{status}", "狀態：{status}", "State: {status}"),
    "note": _label("注：{note}", "註：{note}", "Note: {note}"),
    "none": _label("无", "無", "None"),
    "column": _label("栏目", "欄目", "Column"),
    "figure": _label("数值", "數值", "Figure"),
    "sign_made": _label("制表人：", "製表人：", "Made by:"),
    "sign_checked": _label("审核：", "審核：", "Checked by:"),
    "sign_head": _label("负责人：", "負責人：", "Head:"),
    "sign_date": _label("日期：", "日期：", "Date:"),
}
