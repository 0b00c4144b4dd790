"""The fixed words of the pages, in the languages that a page can be printed in."""

from __future__ import annotations

from collections.abc import Mapping

Label = Mapping[str, str]


def _label(hans: str, hant: str, en: str) -> Label:
    return {"zh-Hans": hans, "zh-Hant": hant, "en": en}


SCORECARD_WORDS: Mapping[str, Label] = {
    "page": _label("第 {page} 页 共 {pages} 页", "第 {page} 頁 共 {pages} 頁", "Page {page} of {pages}"),
    "prepared_by": _label("编制单位", "編製單位", "Prepared by"),
    "period": _label("考核期间", "考核期間", "Period"),
    "name": _label("姓名", "姓名", "Name"),
    "id": _label("工号", "工號", "Staff no."),
    "department": _label("部门", "部門", "Department"),
    "post": _label("岗位", "崗位", "Post"),
    "score": _label("月度得分", "月度得分", "Score"),
    "grade": _label("等级", "等級", "Grade"),
    "rank": _label("名次", "名次", "Rank"),
    "previous": _label("上月得分", "上月得分", "Last month"),
    "change": _label("较上月", "較上月", "Change"),
    "trend": _label("近月得分", "近月得分", "Recent months"),
    "shares": _label("失分较多的项目", "失分較多的項目", "Items that cost the most points"),
    "lost_none": _label("无失分。", "無失分。", "No points were lost."),
    "items": _label("考核明细", "考核明細", "Items"),
    "points_unit": _label("单位：分", "單位：分", "In points"),
    "item": _label("项目", "項目", "Item"),
    "out_of": _label("满分", "滿分", "Full"),
    "points": _label("得分", "得分", "Points"),
    "lost": _label("扣分", "扣分", "Lost"),
    "last_month": _label("上月", "上月", "Previous"),
    "because": _label("说明", "說明", "Reasons"),
    "weight": _label("权重", "權重", "weight"),
    "total": _label("合计", "合計", "Total"),
    "kpis": _label("业务指标", "業務指標", "Key figures"),
    "kpis_note": _label("不计分，供参考", "不計分，供參考", "For information, without points"),
    "kpi": _label("指标", "指標", "Figure"),
    "this_month": _label("本月", "本月", "This month"),
    "basis": _label("计算依据", "計算依據", "Basis"),
    "pay": _label("绩效工资", "績效工資", "Pay"),
    "pay_unit": _label("单位：元", "單位：元", "In yuan"),
    "pay_part": _label("项目", "項目", "Part"),
    "amount": _label("金额", "金額", "Amount"),
    "changes": _label("更正内容", "更正內容", "What was corrected"),
    "changed_from": _label("原", "原", "Was"),
    "changed_to": _label("更正为", "更正為", "Is"),
    "changed_by": _label("由何引起", "由何引起", "Changed by"),
    "notes": _label("备注", "備註", "Notes"),
    "reviews": _label("审核记录", "審核記錄", "Review"),
    "step": _label("环节", "環節", "Step"),
    "reviewed_by": _label("审核人", "審核人", "By"),
    "reviewed_on": _label("日期", "日期", "Date"),
    "verdict": _label("意见", "意見", "Verdict"),
    "signatures": _label("签字确认", "簽字確認", "Signatures"),
    "sign_person": _label("被考核人（签字）", "被考核人（簽字）", "Person assessed"),
    "sign_assessor": _label("考核人（签字）", "考核人（簽字）", "Assessor"),
    "sign_reviewer": _label("复核（签字）", "複核（簽字）", "Reviewer"),
    "sign_date": _label("年　　月　　日", "年　　月　　日", "Date:"),
    "seal": _label("单位盖章", "單位蓋章", "Seal"),
    "rest_in_workbook": _label("……（全文见随附工作簿）", "……（全文見隨附工作簿）", " … (continued in the workbook)"),
}


def words(labels: Mapping[str, Label], language: str) -> dict[str, str]:
    """The labels in one language, zh-Hans, zh-Hant or en."""
    return {key: label[language] for key, label in labels.items()}
