"""Findings about the lines of a table: whom they are about, which lack, which stand twice."""

from reportgen.findings.entry import Entry

CATALOGUE: dict[str, Entry] = {
    "ROW_NOBODY": ("error", {
        "zh": ("这一行没有可用的工号（姓名：{name}）", "填上工号"),
        "en": ("this line has no usable 工号 (name: {name})", "enter the 工号"),
    }),
    "PERSON_UNKNOWN": ("error", {
        "zh": ("工号 {found}（{name}）不在花名册中，此行未采用", "改正工号，或先在花名册中登记"),
        "en": ("工号 {found} ({name}) is not on the roster; the line is not used", "correct the 工号, or add the person to the roster"),
    }),
    "PERSON_ZEROS_LOST": ("error", {
        "zh": ("工号 {found}（{name}）不在花名册中；开头的 0 是否丢了（{expected}）？", "把单元格设为文本，填 {expected}"),
        "en": ("工号 {found} ({name}) is not on the roster; were leading zeros lost ({expected})?", "format the cell as text and enter {expected}"),
    }),
    "PERSON_NOT_IN_POST": ("error", {
        "zh": ("工号 {found}（{name}）本月不在岗，此行未采用", "删去这一行，或改正花名册中的入职、离职日期"),
        "en": ("工号 {found} ({name}) is not in post this month; the line is not used", "remove the line, or correct the dates on the roster"),
    }),
    "PERSON_ON_LEAVE": ("warning", {
        "zh": ("工号 {found}（{name}）整月休长假，没有考核单，此行未采用", "不用改；其实在岗的，改正花名册中的长假日期"),
        "en": ("工号 {found} ({name}) is on long leave all month and has no card; the line is not used", "nothing to mend; if the person was in post, correct the leave on the roster"),
    }),
    "LONG_LEAVE": ("note", {
        "zh": ("{person} {name} 整月休长假（{start} 起），本月没有考核单", "不用改；其实在岗的，改正花名册中的长假日期"),
        "en": ("{person} {name} is on long leave all month (since {start}) and has no card", "nothing to mend; if the person was in post, correct the leave on the roster"),
    }),
    "PERSON_OTHER_DEPARTMENT": ("error", {
        "zh": ("工号 {found}（{name}）属于 {expected}，不是 {department} 的人，此行未采用", "改正工号，或改正花名册中的部门"),
        "en": ("工号 {found} ({name}) belongs to {expected}, not to {department}; the line is not used", "correct the 工号, or the department on the roster"),
    }),
    "PERSON_OTHER_ROLE": ("error", {
        "zh": ("工号 {found}（{name}）的角色是“{role}”，这张表只问“{expected}”，此行未采用", "移到该角色的表中，或改正花名册中的角色"),
        "en": ("工号 {found} ({name}) has the role “{role}”, this table is about “{expected}”; the line is not used", "move it to that role's table, or correct the roster"),
    }),
    "NAME_DIFFERS": ("error", {
        "zh": ("工号 {found} 在花名册中是“{expected}”，这里写的是“{name}”，此行未采用", "核对是谁，改正工号或姓名"),
        "en": ("工号 {found} is “{expected}” on the roster, here “{name}”; the line is not used", "find out who is meant and correct the 工号 or the name"),
    }),
    "PERSON_ROW_MISSING": ("error", {
        "zh": ("“{sheet}”里没有 {person} {name} 这一行，不能算分（缺评不等于零分）", "补上这一行"),
        "en": ("“{sheet}” has no line for {person} {name}; not rated is not zero", "add the line"),
    }),
    "GRID_ROW_MISSING": ("error", {
        "zh": ("{person} {name} 缺少“{about}”这一行，不能算分", "补上这一行；没有问题也要填"),
        "en": ("{person} {name} has no line for “{about}”", "add the line, also when there is nothing to deduct"),
    }),
    "ROW_TWICE": ("error", {
        "zh": ("“{found}”有两行（另见 {other}），不知以哪一行为准", "只留下正确的一行"),
        "en": ("“{found}” stands twice (see {other}); which line holds cannot be known", "leave only the right line"),
    }),
    "PLANNED_ONLY": ("note", {
        "zh": ("有计划，没有实绩：{found}（{merge}）", "确实没有做的不用改；写法与实绩表不一致的请改成一致"),
        "en": ("planned, but not done: {found} ({merge})", "nothing to mend if so; otherwise write it as in the other table"),
    }),
    "NOT_PLANNED": ("note", {
        "zh": ("有实绩，没有计划：{found}（{merge}）", "确属计划外的不用改；写法与计划表不一致的请改成一致"),
        "en": ("done, but not planned: {found} ({merge})", "nothing to mend if so; otherwise write it as in the other table"),
    }),
    "RATES_ONESELF": ("error", {
        "zh": ("“{column}”是本人（{found}）：不得自己考核自己", "由规定的考核人评分"),
        "en": ("“{column}” is the person himself ({found}): no one rates himself", "the appointed rater must rate"),
    }),
    "RATER_NAMESAKE": ("warning", {
        "zh": ("“{column}”与本人同名（{found}），单位里有同名的人", "填考核人的工号以便区分"),
        "en": ("“{column}” has the person's own name ({found}); there are namesakes", "enter the rater's 工号 to tell them apart"),
    }),
}  # fmt: skip
