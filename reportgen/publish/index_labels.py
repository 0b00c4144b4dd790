"""The fixed words of the month's index page, in the languages that it can be shown in."""

from __future__ import annotations

from collections.abc import Mapping

from reportgen.publish.labels import Label


def _label(hans: str, hant: str, en: str) -> Label:
    return {"zh-Hans": hans, "zh-Hant": hant, "en": en}


INDEX_WORDS: Mapping[str, Label] = {
    "title": _label("{period}考核一览", "{period}考核一覽", "Assessment {period} at a glance"),
    "skip": _label("跳到正文", "跳到正文", "Skip to the content"),
    "contents": _label("目录", "目錄", "Contents"),
    "print": _label("打印", "列印", "Print"),
    "none": _label("无", "無", "None"),
    "summary": _label("概览", "概覽", "Summary"),
    "departments": _label("部门", "部門", "Departments"),
    "departments_note": _label(
        "各部门交表、出分与问题情况。", "各部門交表、出分與問題情況。", "Handed in, scored and found, by department."
    ),
    "department": _label("部门", "部門", "Department"),
    "handed_in": _label("交表", "交表", "Handed in"),
    "scored": _label("已出分", "已出分", "Scored"),
    "withheld": _label("暂缓", "暫緩", "Withheld"),
    "errors": _label("错误", "錯誤", "Errors"),
    "warnings": _label("提醒", "提醒", "Warnings"),
    "total": _label("合计", "合計", "Total"),
    "complete": _label("齐", "齊", "complete"),
    "partial": _label("未齐", "未齊", "in part"),
    "missing": _label("未交", "未交", "missing"),
    "charts": _label("图表", "圖表", "Charts"),
    "charts_note": _label(
        "只统计已出分的考核单；图中数字见各行。",
        "只統計已出分的考核單；圖中數字見各行。",
        "Scored cards only; every bar has its figure beside it.",
    ),
    "bar": _label("图", "圖", "Bar"),
    "scheme_counted": _label("已出分 {n}", "已出分 {n}", "{n} scored"),
    "trend_first": _label(
        "账本里只有这一个月，从下月起画出走势。",
        "帳本裡只有這一個月，從下月起畫出走勢。",
        "This is the first month on record; the line begins next month.",
    ),
    "withheld_cards": _label("暂缓的考核单", "暫緩的考核單", "Cards withheld"),
    "withheld_note": _label(
        "改正下列各处并再次运行后，即可出分。",
        "改正下列各處並再次運行後，即可出分。",
        "Once these are corrected and the month is run again, the cards are scored.",
    ),
    "person": _label("人员", "人員", "Person"),
    "why": _label("原因", "原因", "Why"),
    "why_count": _label("原因 {n} 条", "原因 {n} 條", "Why ({n})"),
    "tables": _label("月度统计表", "月度統計表", "Month tables"),
    "unit": _label("单位：{unit}", "單位：{unit}", "In {unit}"),
    "prepared_by": _label("编制单位：{organisation}", "編製單位：{organisation}", "Prepared by {organisation}"),
    "period": _label("期间：{period}", "期間：{period}", "Period: {period}"),
    "note": _label("注：", "註：", "Note: "),
    "cards": _label("考核单", "考核單", "Scorecards"),
    "group": _label(
        "共 {all} 份，已出分 {scored}，暂缓 {withheld}",
        "共 {all} 份，已出分 {scored}，暫緩 {withheld}",
        "{all} cards, {scored} scored, {withheld} withheld",
    ),
    "id": _label("工号", "工號", "Staff no."),
    "name": _label("姓名", "姓名", "Name"),
    "role": _label("角色", "角色", "Role"),
    "scheme": _label("考核办法", "考核辦法", "Scheme"),
    "score": _label("得分", "得分", "Score"),
    "grade": _label("等级", "等級", "Grade"),
    "rank": _label("名次", "名次", "Rank"),
    "status": _label("状态", "狀態", "State"),
    "documents": _label("文件或原因", "文件或原因", "Files, or why"),
    "pdf": _label("PDF", "PDF", "PDF"),
    "workbook": _label("Excel", "Excel", "Excel"),
    "no_cards": _label("本月没有考核单。", "本月沒有考核單。", "There are no scorecards this month."),
    "findings": _label("问题清单", "問題清單", "Findings"),
    "no_findings": _label("没有发现问题。", "沒有發現問題。", "Nothing was found."),
    "severity": _label("级别", "級別", "Severity"),
    "place": _label("位置", "位置", "Place"),
    "message": _label("问题", "問題", "What is wrong"),
    "fix": _label("处理办法", "處理辦法", "What to do"),
    "concerns": _label("涉及：{whom}", "涉及：{whom}", "Concerns {whom}"),
    "rest_in_workbook": _label("……（全文见工作簿）", "……（全文見工作簿）", " … (continued in the workbook)"),
    "filter": _label("筛选", "篩選", "Filter"),
    "search": _label("查找", "查找", "Find"),
    "search_cards": _label("姓名或工号", "姓名或工號", "Name or staff no."),
    "search_findings": _label("文字、文件或单元格", "文字、檔案或儲存格", "Text, file or cell"),
    "all": _label("全部", "全部", "All"),
    "company": _label("（不属部门）", "（不屬部門）", "(no department)"),
    "shown": _label("显示 {shown} 条，共 {all} 条", "顯示 {shown} 條，共 {all} 條", "{shown} of {all} shown"),
    "files": _label("文件", "檔案", "Files"),
}
