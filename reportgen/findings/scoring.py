"""Findings that only a rule, a review or the pay can see."""

from reportgen.findings.entry import Entry

CATALOGUE: dict[str, Entry] = {
    "NOT_ON_LIST": ("warning", {
        "zh": ("“{found}”不在“{list}”里", "改正写法，或把它补进“{list}”"),
        "en": ("“{found}” is not in “{list}”", "correct it, or add it to “{list}”"),
    }),
    "NUMBER_TWICE": ("error", {
        "zh": ("流水号“{found}”出现两次（另见 {other}），不知以哪一份为准", "核对原件，给其中一份改正编号"),
        "en": ("the running number “{found}” stands twice (see {other}); which one holds cannot be known", "check the originals and correct one number"),
    }),
    "NUMBER_GAP": ("warning", {
        "zh": ("流水号不连续：{other} 之后缺 {lacking}", "补上缺的一份；作废的也登记，注明作废"),
        "en": ("the running numbers have a gap: after {other} there is no {lacking}", "add what lacks; list what was cancelled too, marked so"),
    }),
    "NUMBER_ODD": ("warning", {
        "zh": ("“{found}”末尾没有数字，不能当流水号核对", "写成前缀加数字，如 2610-001"),
        "en": ("“{found}” does not end in digits and cannot be checked as a running number", "write a prefix and digits, such as 2610-001"),
    }),
    "NOT_RATED": ("error", {
        "zh": ("“{sheet}”里没有本人的评分 {about}，不能算分", "由考核人补评"),
        "en": ("“{sheet}” has no rating {about}; not rated is not zero", "the rater must add it"),
    }),
    "VALUE_MISSING": ("error", {
        "zh": ("“{column}”是空的，不能算分（缺数不等于零）", "填上；确实没有的填 0"),
        "en": ("“{column}” is empty; missing is not zero", "fill it in; enter 0 if there was none"),
    }),
    "HAND_IN_MISSING": ("error", {
        "zh": ("登记了材料，但没有“{column}”，也没有标明未交", "填上交来的时间；没有交的在“未交”栏填“是”"),
        "en": ("the material is listed without “{column}” and is not marked as missing", "enter when it came, or mark it as not handed in"),
    }),
    "HOUR_MISSING": ("error", {
        "zh": ("截止时间是 {due}，“{column}”只有日期没有钟点", "写到几点几分，如 15:30"),
        "en": ("it was due at {due}, and “{column}” has a date without an hour", "add the hour, such as 15:30"),
    }),
    "WORD_NOT_FOR_ITEM": ("error", {
        "zh": ("“{column}”填的“{found}”不适用于这个项目", "从这些中选：{accepted}"),
        "en": ("“{found}” in “{column}” does not apply to this item", "choose one of: {accepted}"),
    }),
    "NO_ACTUAL": ("error", {
        "zh": ("有计划而没有实绩：{key}", "补上实绩；没有完成的填 0"),
        "en": ("planned, but nothing was handed in as done: {key}", "add what was done; enter 0 if nothing was"),
    }),
    "REVIEW_MISSING": ("error", {
        "zh": ("“{sheet}”缺少“{step}”一步（{role}），考核单暂缓", "补上审核人、日期和意见"),
        "en": ("“{sheet}” lacks the step “{step}” ({role}); the card is withheld", "add reviewer, date and verdict"),
    }),
    "REVIEW_NOBODY": ("error", {
        "zh": ("审核记录中的工号 {found} 在本部门没有考核单，不知要调整谁的得分", "改正工号，或删去这一行"),
        "en": ("工号 {found} has no card in this department; whose points were to change is not known", "correct the 工号 or remove the line"),
    }),
    "REVIEW_UNUSED": ("error", {
        "zh": ("“{found}”不是{role}的审核步骤，或角色填得不对，这一行没有用上", "改正步骤或角色"),
        "en": ("“{found}” is no step of the chain for {role}, or the role is wrong; the line was not used", "correct the step or the role"),
    }),
    "REVIEW_STEP_UNUSED": ("warning", {
        "zh": ("“{found}”（角色：{role}）不是任何人的审核步骤，这一行没有用上", "核对步骤和角色；多余的行请删去"),
        "en": ("“{found}” (role: {role}) is a step of no one's chain; the line was not used", "check step and role; remove the line if it is not needed"),
    }),
    "REVIEW_INCOMPLETE": ("error", {
        "zh": ("“{step}”的调整不完整（项目：{found}）", "填齐工号、项目、调整后得分、理由；项目可填：{accepted}"),
        "en": ("the adjustment in “{step}” is incomplete (item: {found})", "give 工号, item, points and reason; items are: {accepted}"),
    }),
    "REVIEW_OUT_OF_RANGE": ("error", {
        "zh": ("“{step}”把“{found}”调整到了范围之外", "调整后得分应在 {accepted}"),
        "en": ("“{step}” adjusts “{found}” beyond its range", "the points must be within {accepted}"),
    }),
    "REVIEWS_ONESELF": ("error", {
        "zh": ("“{step}”的审核人是本人：不得自己审核自己", "由规定的审核人审核"),
        "en": ("the reviewer of “{step}” is the person himself", "the appointed reviewer must review"),
    }),
    "PAY_NO_GROSS": ("error", {
        "zh": ("{name} 的工资总额没有填，工资暂缓（得分不受影响）", "在花名册中填上工资总额"),
        "en": ("{name} has no gross pay; the pay is withheld, the score stands", "enter it in the roster"),
    }),
    "GROSS_TWICE": ("warning", {
        "zh": ("{name} 同时任{roles}，两行都填了工资总额 {gross}，两份绩效工资各按本行计算", "核对每一行该填多少；同一份工资不要填两遍"),
        "en": ("{name} is {roles} at once, both lines carry the gross {gross} and each is paid from its own", "check the amount of each line; one pay must not stand twice"),
    }),
    "PAY_NO_RATE": ("error", {
        "zh": ("{name} 的“{rate}”没有数据，工资暂缓（得分不受影响）", "补上计划和实绩"),
        "en": ("{name} has no “{rate}”; the pay is withheld, the score stands", "hand in plan and actual figures"),
    }),
}  # fmt: skip
