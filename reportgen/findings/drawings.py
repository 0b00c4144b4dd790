"""Findings of lines that hang on others, chains of approval, ceilings, and draws on what was granted."""

from reportgen.findings.entry import Entry

CATALOGUE: dict[str, Entry] = {
    "BELONGS_NOWHERE": ("error", {
        "zh": ("“{column}”是空的：没有列在“{register}”中的依据，这一行不予受理", "填上所依附的编号；没有的先列入“{register}”"),
        "en": ("“{column}” is empty: the line hangs on nothing in “{register}” and is refused", "enter the number it belongs to; if there is none, add it to “{register}” first"),
    }),
    "BELONGS_TO_UNKNOWN": ("error", {
        "zh": ("“{column}”填的“{found}”不在本部门的“{register}”中（相近的：{near}），这一行不予受理", "改正编号，或先列入“{register}”"),
        "en": ("“{found}” in “{column}” is not in “{register}” (nearest: {near}); the line is refused", "correct the number, or add it to “{register}” first"),
    }),
    "STEP_LACKING": ("error", {
        "zh": ("“{step}”一步没有填“{column}”，手续不全，按未批准处理", "补齐这一步的姓名和日期；没有办的先办手续"),
        "en": ("“{column}” of the step “{step}” is empty: the chain is not whole and the line is not approved", "add name and date of the step, or have it done first"),
    }),
    "STEP_TOO_EARLY": ("error", {
        "zh": ("“{step}”在 {found}，早于“{before}”的 {since}，没有按顺序办理，按未批准处理", "核对两步的日期；顺序确实颠倒的重新办理"),
        "en": ("“{step}” is of {found}, before “{before}” of {since}: not in order, so the line is not approved", "check both dates; if the order was really wrong, have it approved anew"),
    }),
    "STEP_UNKNOWN": ("warning", {
        "zh": ("“{column}”填的“{found}”不是审批环节", "从这些中选，可填几个：{accepted}"),
        "en": ("“{found}” in “{column}” is no step of the approval", "choose one or more of: {accepted}"),
    }),
    "PHONE_WITHOUT_NOTE": ("error", {
        "zh": ("“{step}”是电话办理，没有填“{column}”，按未批准处理", "记下谁在何时与谁通话、如何答复"),
        "en": ("“{step}” was done by telephone without “{column}”; the line is not approved", "note who spoke with whom, when, and what was said"),
    }),
    "REASON_LACKING": ("warning", {
        "zh": ("“{when}”是“{found}”，没有填“{column}”", "写明进度和原因"),
        "en": ("“{when}” is “{found}” without “{column}”", "enter how far it is and why"),
    }),
    "ABOVE_CEILING": ("warning", {
        "zh": ("{about}的“{of}”合计 {found}，超过“{column}”{most}，超出 {over}", "压缩支出或调整预算；计划值确有变动的，改正计划值"),
        "en": ("“{of}” adds up to {found} for {about}, above “{column}” of {most} by {over}", "cut it, or correct the plan value if it was changed"),
    }),
    "CEILING_LACKING": ("warning", {
        "zh": ("“{register}”里没有“{found}”的数，无法核对是否超出", "在“{register}”中补上"),
        "en": ("“{register}” gives no figure for “{found}”; whether it is exceeded cannot be told", "add it to “{register}”"),
    }),
    "DRAW_NO_NUMBER": ("warning", {
        "zh": ("{drawing}：没有填“{column}”，属无计划实施，不予支付（发放），费用由申报单位自行承担", "有计划的补上编号；确属急需的，履行临时性计划申报流程"),
        "en": ("{drawing}: “{column}” is empty; it is not payable, and unplanned work is at the unit's own cost", "add the number of its line; urgent work needs an unplanned request"),
    }),
    "DRAW_NO_LINE": ("warning", {
        "zh": ("{drawing}：“{found}”不是已受理的计划项，属无计划实施，不予支付（发放），费用由申报单位自行承担", "编号写错的改正；确属急需的，履行临时性计划申报流程"),
        "en": ("{drawing}: “{found}” is no line of the plan; it is not payable, and unplanned work is at the unit's own cost", "correct the number if it is wrong; urgent work needs an unplanned request"),
    }),
    "DRAW_AMBIGUOUS": ("warning", {
        "zh": ("{drawing}：有几个计划项的编号都是“{found}”，分不清属于哪一项，不予支付（发放）", "把计划项的编号改得互不相同"),
        "en": ("{drawing}: several lines of the plan have the number “{found}”; which one is meant cannot be told, so it is not payable", "give the lines of the plan different numbers"),
    }),
    "DRAW_NOT_APPROVED": ("warning", {
        "zh": ("{drawing}：计划项“{found}”没有批复日期，未经批复，不予支付（发放）", "批复后填上批复日期"),
        "en": ("{drawing}: the line “{found}” has no day of approval; it is not payable", "enter the day once it is approved"),
    }),
    "DRAW_TOO_EARLY": ("warning", {
        "zh": ("{drawing}：“{found}”在 {day} 支付（发放），早于批复日期 {since}，不予支付（发放）", "核对两个日期；批复以前不得支付（发放）"),
        "en": ("{drawing}: “{found}” was drawn on {day}, before its approval of {since}; it is not payable", "check both dates; nothing is drawn before the approval"),
    }),
    "DRAW_EXPIRED": ("warning", {
        "zh": ("{drawing}：“{found}”在 {day} 支付（发放），批复（{since}）的有效期到 {until} 为止，已经作废，不予支付（发放）", "日期写错的改正；仍需要的重新报批"),
        "en": ("{drawing}: “{found}” was drawn on {day}; its approval of {since} lived until {until} and is void, so it is not payable", "correct the date if it is wrong; what is still needed has to be approved anew"),
    }),
    "DRAW_NOT_FOLLOWED": ("warning", {
        "zh": ("{drawing}：“{found}”在 {day} 支付，工作项目“{work}”在此以前没有跟踪落实的记录，不予支付", "先跟踪落实工作，再办理报销"),
        "en": ("{drawing}: “{found}” was drawn on {day}; until then there is no report on the work “{work}”, so it is not payable", "have the work followed up before it is paid"),
    }),
    "DRAW_OVER": ("warning", {
        "zh": ("{drawing}：“{found}”这一笔 {amount}，超过批准后尚余的 {left}，不予支付（发放）", "核对数额；确实不够的，另报计划"),
        "en": ("{drawing}: {amount} on “{found}” is above the {left} that is left of it; it is not payable", "check the amount; if more is needed, have it planned and approved"),
    }),
}  # fmt: skip
