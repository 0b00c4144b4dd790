"""The words that month tables have of themselves: headings, totals, states and reasons, in zh and en.

Names of a scheme and what departments wrote stay as they are. Records carry the Chinese text and the phrase that it
came from; `spoken` says the phrases in another language before anything is published.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from reportgen.formula import Call, Expr, Word
from reportgen.records import CellRef, Figure, Phrase, Table, TableColumn, phrase
from reportgen.settle.reconcile import reasons
from reportgen.words import Speaker


def _words(zh: str, en: str) -> dict[str, str]:
    return {"zh": zh, "en": en}


WORDS = {
    "table-total": _words("合计", "Total"),
    "table-total-of": _words("合计（{of}）", "Total ({of})"),
    "table-yes": _words("是", "yes"),
    "table-no": _words("否", "no"),
    "table-days": _words("天", "days"),
    "table-items": _words("项", "items"),
    # figures, ranking
    "table-item": _words("项目", "Item"),
    "table-value": _words("数值", "Figure"),
    "table-unit": _words("单位", "Unit"),
    "table-rank": _words("名次", "Rank"),
    "table-share": _words("占比", "Share"),
    # money per case, rates
    "table-person": _words("工号", "Staff no."),
    "table-name": _words("姓名", "Name"),
    "table-role": _words("岗位", "Role"),
    "table-cases": _words("件数", "Cases"),
    "table-each": _words("每件", "Each"),
    "table-money": _words("金额", "Amount"),
    "table-target": _words("目标", "Target"),
    "table-verdict": _words("结果", "Result"),
    "table-met": _words("达标", "met"),
    "table-missed": _words("未达标", "missed"),
    "table-abnormal": _words("不正常", "not normal"),
    # the batch rule
    "table-batch": _words("批次", "Batch"),
    "table-maker": _words("厂家", "Maker"),
    "table-tested": _words("全检数", "Tested"),
    "table-passed": _words("合格数", "Passed"),
    "table-pass-rate": _words("合格率", "Pass rate"),
    "table-mend-by": _words("整改期限", "Mend by"),
    "table-mended": _words("整改完成", "Mended on"),
    "table-pass-again": _words("复检合格率", "Pass rate again"),
    "batch-good": _words("合格", "passed"),
    "batch-untested": _words("本月没有检定记录，请核对批次号", "not tested this month; is the number right?"),
    "batch-hidden": _words("批量质量隐患，限期整改", "batch defect, to be mended"),
    "batch-mended": _words("批量质量隐患，已整改合格", "batch defect, mended in time"),
    "batch-second": _words("二类质量问题，上报", "second-class problem, to be reported"),
    "batch-rate": _words("合格率 {rate} % 低于 {target} %", "{rate} % is below {target} %"),
    "batch-same": _words("同类故障“{fault}”{count} 只", "{count} of the same fault “{fault}”"),
    "batch-no-date": _words("没有登记整改期限", "no date to mend it by"),
    "batch-late": _words("整改逾期", "mended late"),
    "batch-again": _words("复检合格率 {rate} %，仍不合格", "{rate} % again, below the target"),
    # days, trees
    "table-full-name": _words("姓名", "Name"),
    "table-department": _words("部门", "Department"),
    "table-days-due": _words("应出勤", "Days due"),
    "table-days-present": _words("出勤", "Present"),
    "table-days-missing": _words("未申报", "Not declared"),
    "table-which-days": _words("日期", "Days"),
    "table-code": _words("编码", "Code"),
    "table-label": _words("名称", "Name"),
    "table-level": _words("层级", "Level"),
    "table-total-part": _words("合计（{good}/{all} 行）", "Total ({good} of {all} lines)"),
    "table-subtotal-of": _words("小计（{of}）", "Subtotal ({of})"),
    "table-subtotal-part": _words("小计（{of}，{good}/{all} 行）", "Subtotal ({of}, {good} of {all} lines)"),
    "tree-part": _words("{name}（{good}/{all} 行）", "{name} ({good} of {all} lines)"),
    "tree-own": _words("直接计入本级", "entered at this level"),
    # what was granted and drawn
    "table-line": _words("编号", "No."),
    "table-about": _words("内容", "For"),
    "table-group": _words("类别", "Class"),
    "table-work": _words("工作项目", "Work"),
    "table-lines": _words("项数", "Lines"),
    "table-granted": _words("批准", "Granted"),
    "table-approved-on": _words("批复日期", "Approved on"),
    "table-until": _words("有效期至", "Valid until"),
    "table-before": _words("以前已用", "Drawn before"),
    "table-drawn": _words("本月已用", "Drawn"),
    "table-turned-down": _words("不予支付或发放", "Not payable"),
    "table-left": _words("结余", "Left"),
    "table-used": _words("使用率", "Used"),
    "table-life": _words("状态", "State"),
    "table-draw-on": _words("日期", "Date"),
    "table-draw-owner": _words("使用单位", "Unit"),
    "table-draw-amount": _words("数额", "Amount"),
    "table-finding": _words("认定", "Verdict"),
    "life-alive": _words("有效", "valid"),
    "life-over": _words("已过期", "void"),
    "life-open": _words("未批复", "not approved"),
    "life-unsure": _words("读不出", "cannot be read"),
    "draw-payable": _words("可支付（发放）", "payable"),
    "draw-no-line": _words("无计划，费用自行承担", "unplanned, at the unit's own cost"),
    "draw-ambiguous": _words("编号重复，分不清", "number not unique"),
    "draw-not-approved": _words("未经批复", "not approved"),
    "draw-too-early": _words("早于批复", "before its approval"),
    "draw-expired": _words("批复已过期（至 {until}）", "approval void (until {until})"),
    "draw-not-followed": _words("工作未经跟踪落实", "work not followed up"),
    "draw-over": _words("超过批准后尚余的 {left}", "above the {left} left"),
    "draw-unsure": _words("读不出，无法认定", "cannot be read or told"),
    # what is still to be bought
    "table-need": _words("批准待领", "Still to be issued"),
    "table-stock": _words("库存", "In stock"),
    "table-buy": _words("采购量", "To buy"),
    # work that is followed up
    "table-due-on": _words("计划完成", "Due on"),
    "table-reported-on": _words("最近跟踪", "Last report"),
    "table-progress": _words("完成情况", "Progress"),
    "table-planned": _words("计划项数", "Planned"),
    "table-done": _words("完成项数", "Done"),
    "table-completion": _words("完成率", "Completion"),
    "table-gap": _words("与目标相差", "Below target"),
    "report-lacking": _words("没有跟踪记录", "no report"),
    # summary, moves
    "table-person-name": _words("姓名", "Name"),
    "table-span-day": _words("日期", "Day"),
    "table-span-week": _words("周", "Week"),
    "table-span-month": _words("月份", "Month"),
    "table-none": _words("（未注明）", "(not given)"),
    "table-level-now": _words("现级别", "Level"),
    "table-scores": _words("各月得分", "Scores by month"),
    "table-average": _words("平均", "Average"),
    "table-move": _words("升降", "Move"),
    "table-next-level": _words("下一期级别", "Level from now on"),
    "move-open": _words("未定", "open"),
    "move-up": _words("升一级", "one up"),
    "move-down": _words("降一级", "one down"),
    "move-stay": _words("不变", "as it is"),
    # reconciliation: headings
    "table-number": _words("凭证号", "Voucher no."),
    "table-customer": _words("客户", "Customer"),
    "table-owner": _words("业务员", "Salesperson"),
    "table-currency": _words("币种", "Currency"),
    "table-on": _words("收款日期", "Received on"),
    "table-why": _words("原因", "Reason"),
    "table-amount": _words("应收金额", "Billed"),
    "table-settled": _words("核销金额", "Settled"),
    "table-how": _words("依据", "Matched by"),
    "table-state": _words("状态", "State"),
    "table-paid": _words("已收", "Received"),
    "table-open": _words("未收", "Open"),
    "table-due": _words("到期日", "Due on"),
    "table-overdue-days": _words("逾期", "Overdue"),
    "table-note": _words("说明", "Note"),
    "table-paid-finance": _words("财务已收", "Received by finance"),
    "table-until-end": _words("至月底", "Until month end"),
    "table-received": _words("收款金额", "Receipt"),
    "table-without": _words("无对应金额", "Without a claim"),
    "table-unclaimed": _words("待认领金额", "Unclaimed"),
    "table-claims": _words("可能的应收", "Possible claims"),
    "table-all-settled": _words("已核销", "Settled"),
    "table-overdue": _words("其中逾期", "of which overdue"),
    "table-matched": _words("其中已核销", "of which settled"),
    "table-ambiguous": _words("待认领", "Unclaimed"),
    "table-unmatched": _words("无对应应收", "Without a claim"),
    # reconciliation: what stands in the lines
    "how-number": _words("凭证号", "voucher number"),
    "how-amount": _words("客户和金额", "customer and amount"),
    "how-combined": _words("一笔收款付几笔", "one receipt for several claims"),
    "how-parts": _words("几笔收款付一笔", "several receipts for one claim"),
    "state-settled": _words("已结清", "settled"),
    "state-partly": _words("部分收款", "paid in part"),
    "state-unpaid": _words("未收", "open"),
    "claimed-told": _words("业务员记已回款，财务没有对应的收款", "sales says that it was paid, finance has no such receipt"),
    "claimed-maybe": _words("有待认领的收款，催款前先核对", "there is an unclaimed receipt: check before asking for money"),
}  # fmt: skip
ALL_WORDS = WORDS | reasons.WORDS
CHOSEN = (
    "table-yes", "table-no", "state-settled", "state-partly", "state-unpaid", "table-met", "table-missed", "table-abnormal",
    "move-up", "move-down", "move-stay", "move-open", "life-alive", "life-over",
)  # by formulas, one of several  # fmt: skip
NUMBERS = {
    "value", "rank", "share", "cases", "each", "money", "target", "tested", "passed", "pass-rate", "pass-again",
    "days-due", "days-present", "days-missing", "level", "lines", "granted", "before", "drawn", "turned-down", "left",
    "used", "draw-amount", "need", "stock", "buy", "planned", "done", "completion", "gap", "average",
}  # headings of figures  # fmt: skip
_OF_TEXT = {WORDS[id]["zh"]: phrase(id) for id in CHOSEN}


def column(id: str, word: str, unit: str = "") -> TableColumn:
    """A heading in the program's own words; `word` without its `table-`."""
    said = phrase(f"table-{word}")
    return TableColumn(id, _zh(said), unit, said, number=word in NUMBERS)


def figure(*said: Phrase, evidence: tuple[CellRef, ...] = ()) -> Figure:
    """A cell in the program's own words, several sentences with a semicolon between; empty without any."""
    return Figure("；".join(map(_zh, said)) or None, evidence, said)


def _zh(said: Phrase) -> str:
    return ALL_WORDS[said.id]["zh"].format(**dict(said.values))


def spoken(tables: Iterable[Table], speaker: Speaker) -> tuple[Table, ...]:
    """The tables with the program's own words in the speaker's language."""
    return tuple(_table(table, speaker) for table in tables)


def _table(table: Table, speaker: Speaker) -> Table:
    columns = tuple(
        replace(one, name=speaker.say(one.said), unit=_unit(one, speaker)) if one.said else one for one in table.columns
    )
    rows = tuple(tuple(_figure(one, speaker) for one in row) for row in table.rows)
    return replace(table, columns=columns, rows=rows)


def _unit(one: TableColumn, speaker: Speaker) -> str:
    said = next((id for id in ("table-days", "table-items") if one.unit == WORDS[id]["zh"]), "")
    return speaker.say(phrase(said)) if said else one.unit


def _figure(one: Figure, speaker: Speaker) -> Figure:
    if not one.said:
        return one
    between = "; " if speaker.language == "en" else "；"
    formula = _formula(one.formula, speaker) if one.formula is not None else None
    return replace(one, value=between.join(speaker.all(one.said)), formula=formula)


def _formula(formula: Expr, speaker: Speaker) -> Expr:
    """A choice between words of the program, in the speaker's language."""
    match formula:
        case Call("if", (condition, then, otherwise)):
            return Call("if", (condition, _formula(then, speaker), _formula(otherwise, speaker)))
        case Word(text) if text in _OF_TEXT:
            return Word(speaker.say(_OF_TEXT[text]))
    return formula
