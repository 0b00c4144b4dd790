"""The fixed words of the sheets behind live formulas."""

from __future__ import annotations

from collections.abc import Mapping

from reportgen.publish.labels import Label


def _label(hans: str, hant: str, en: str) -> Label:
    return {"zh-Hans": hans, "zh-Hant": hant, "en": en}


LIVE_WORDS: Mapping[str, Label] = {
    "inputs": _label("依据", "依據", "Inputs"),
    "inputs_title": _label(
        "依据：交来的数据与计算过程", "依據：交來的資料與計算過程", "What was handed in, and how it counts"
    ),
    "inputs_note": _label(
        "左为来源单元格和交来的数据，深色标题的列由公式逐行算出。",
        "左為來源儲存格和交來的資料，深色標題的欄由公式逐行算出。",
        "On the left the source cells and what they hold; columns with dark titles are worked out line by line.",
    ),
    "inputs_open": _label(
        "试算本：只改“依据”表的浅黄格，得分随之变动，“试算”表列出公布值与改后值；说明文字不变，原考核单不受影响。",
        "試算本：只改“依據”表的淺黃格，得分隨之變動，“試算”表列出公佈值與改後值；說明文字不變，原考核單不受影響。",
        "Trial copy: change only the yellow cells of “Inputs”. The score follows; “Trial” sets it beside the published "
        "one. Words of explanation do not follow, and the scorecard itself stays as it is.",
    ),
    "parameters": _label("参数", "參數", "Parameters"),
    "parameters_title": _label("参数：办法规定的数字", "參數：辦法規定的數字", "Parameters: the numbers of the scheme"),
    "proof": _label("核对", "核對", "Check"),
    "proof_title": _label(
        "核对：公布的数与本表公式", "核對：公佈的數與本表公式", "Published figures against this workbook's formulas"
    ),
    "trial": _label("试算", "試算", "Trial"),
    "trial_title": _label(
        "试算结果：公布的数与改动后的数",
        "試算結果：公佈的數與改動後的數",
        "Trial: as published, and after your changes",
    ),
    "source": _label("来源单元格", "來源儲存格", "Source cells"),
    "order": _label("次序", "次序", "Order"),
    "others": _label("其他依据", "其他依據", "Other inputs"),
    "steps": _label("计算过程", "計算過程", "On the way"),
    "scope": _label("项目", "項目", "Item"),
    "name": _label("名称", "名稱", "Name"),
    "value": _label("数值", "數值", "Value"),
    "unit": _label("单位", "單位", "Unit"),
    "published": _label("公布值", "公佈值", "Published"),
    "now": _label("公式值", "公式值", "By formula"),
    "difference": _label("差异", "差異", "Difference"),
    "agree": _label("一致", "一致", "agree"),
    "of": _label("{all} 项", "{all} 項", "of {all}"),
    "blank_line": _label("（空行）", "（空行）", "(empty line)"),
    "figure": _label("结果项", "結果項", "Result"),
}
