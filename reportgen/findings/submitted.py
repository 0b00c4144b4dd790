"""Findings about workbooks, sheets, headers and the roster file."""

from reportgen.findings.entry import Entry

CATALOGUE: dict[str, Entry] = {
    "MONTH_DISAGREES": ("error", {
        "zh": ("表中写的月份是“{found}”，本次处理的是 {expected}", "核对月份：改正表头，或把文件移到正确月份的文件夹"),
        "en": ("the workbook says “{found}”, but this is the month {expected}", "correct the title, or move the file to the right month's folder"),
    }),
    "DEPARTMENT_DISAGREES": ("error", {
        "zh": ("标题、文件名、文件夹或表单印记所说的部门不一致：{found}", "只保留正确的部门名称"),
        "en": ("title, file name, folder or stamp name different departments: {found}", "leave only the right department's name"),
    }),
    "DEPARTMENT_UNKNOWN": ("error", {
        "zh": ("表单印记中的部门“{found}”不在 config.toml 中", "用本月重新生成的表单填报，或在 config.toml 中加上该部门"),
        "en": ("the form's department “{found}” is not in config.toml", "fill in this month's form, or add the department to config.toml"),
    }),
    "DEPARTMENT_NOT_SAID": ("error", {
        "zh": ("看不出是哪个部门交的表", "在标题或文件名中写上部门：{accepted}"),
        "en": ("nothing says which department this is from", "name the department in the title or the file name: {accepted}"),
    }),
    "STAMP_UNKNOWN": ("error", {
        "zh": ("表单印记“{found}”不属于本月在用的任何考核办法", "用本月重新生成的表单填报"),
        "en": ("the form's stamp “{found}” belongs to no scheme in force", "fill in the form that was made for this month"),
    }),
    "FILE_UNPLACED": ("warning", {
        "zh": ("认不出这是什么表；见到的工作表：{found}", "对照空白表单改正表头，或把不需要的文件移走"),
        "en": ("this workbook could not be recognised; its sheets: {found}", "use the headers of the blank form, or move the file away if it is not needed"),
    }),
    "SHEET_NOT_USED": ("warning", {
        "zh": ("这个工作表没有用到；第一行是：{found}", "若应计入，请对照空白表单改正表头"),
        "en": ("this sheet was not used; its first line is: {found}", "if it should count, use the headers of the blank form"),
    }),
    "SUPERSEDED": ("note", {
        "zh": ("这个文件中的表已由写明是新版的 {found} 代替，不再采用", "核对新版无误后，可把这个文件移到 withdrawn 文件夹"),
        "en": ("the tables of this file are replaced by {found}, which says that it is a later version", "check the later version; this file may be moved into the folder withdrawn"),
    }),
    "SUBMITTED_TWICE": ("error", {
        "zh": ("同一部门同一张表交了内容不同的两个文件：{found}，都不采用", "只留下正确的一个，把另一个移到 withdrawn 文件夹；或在新表的标题里写明“第2版”"),
        "en": ("the department handed in the same table in different files: {found}; none is used", "keep the right one and move the other into the folder withdrawn"),
    }),
    "WITHHELD_WITH_FILE": ("error", {
        "zh": ("这个文件与 {found} 重复，其中的表都不采用", "只留下正确的一个，把另一个移到 withdrawn 文件夹"),
        "en": ("this file clashes with {found}; none of its tables is used", "keep the right one and move the other into the folder withdrawn"),
    }),
    "COLUMN_MISSING": ("error", {
        "zh": ("“{table_name}”缺少“{column}”一列", "加上这一列；可用的表头：{accepted}"),
        "en": ("“{table_name}” lacks the column “{column}”", "add the column; headers that are understood: {accepted}"),
    }),
    "COLUMN_LIKE": ("error", {
        "zh": ("“{table_name}”缺少“{column}”一列；“{found}”是否就是它？", "把表头改为：{accepted}"),
        "en": ("“{table_name}” lacks the column “{column}”; is it “{found}”?", "change the header to one of: {accepted}"),
    }),
    "COLUMN_UNKNOWN": ("note", {
        "zh": ("没有要求“{column}”这一列，未读取", "如属所需数据，请用空白表单中的表头"),
        "en": ("the column “{column}” is not asked for and was not read", "if it matters, use the header of the blank form"),
    }),
    "HEADER_TWICE": ("error", {
        "zh": ("表头“{column}”出现两次，不知以哪一列为准", "删去多余的一列，或改正表头"),
        "en": ("the header “{column}” stands twice; which one counts cannot be known", "remove one of the columns or correct its header"),
    }),
    "HIDDEN_ROW": ("warning", {
        "zh": ("“{table_name}”这一行被隐藏，但已读取", "取消隐藏并核对；不需要的行请删除"),
        "en": ("this line of “{table_name}” is hidden; it was read", "unhide and check it; delete lines that are not wanted"),
    }),
    "TOTAL_DIFFERS": ("warning", {
        "zh": ("“{column}”的{word}写的是 {found}，各行相加是 {expected}", "核对各行和{word}"),
        "en": ("the {word} of “{column}” says {found}, the lines add up to {expected}", "check the lines and the {word}"),
    }),
    "FORM_MISSING": ("error", {
        "zh": ("{department}没有交“{form}”（{scheme}）；其中应有：{sheet}", "交来后重新运行"),
        "en": ("{department} has not handed in “{form}” ({scheme}), with: {sheet}", "hand it in and run again"),
    }),
    "TABLE_MISSING": ("error", {
        "zh": ("“{form}”里没有找到：{sheet}", "补上所缺的表，或对照空白表单改正表头"),
        "en": ("“{form}” lacks: {sheet}", "add what lacks, or use the headers of the blank form"),
    }),
    "ROSTER_MISSING": ("error", {
        "zh": ("没有花名册 {found}", "把花名册放到 inputs 文件夹"),
        "en": ("there is no roster {found}", "put the roster into the folder inputs"),
    }),
    "ROSTER_EMPTY": ("error", {
        "zh": ("花名册里没有读到人员", "核对表头：工号、姓名、部门、岗位、角色、邮箱、上级工号、入职日期、离职日期、工资总额"),
        "en": ("no people could be read from the roster", "check the headers: 工号 姓名 部门 岗位 角色 邮箱 上级工号 入职日期 离职日期 工资总额"),
    }),
    "ROSTER_DEPARTMENT": ("error", {
        "zh": ("部门“{found}”不在 config.toml 中，此行未采用", "改为：{accepted}"),
        "en": ("the department “{found}” is not in config.toml; the line is not used", "use one of: {accepted}"),
    }),
    "ROSTER_NAME_DIFFERS": ("error", {
        "zh": ("同一工号有两个姓名：“{found}”与“{expected}”，此行未采用", "改正工号或姓名"),
        "en": ("one 工号 with two names, “{found}” and “{expected}”; the line is not used", "correct the 工号 or the name"),
    }),
    "ROSTER_TWICE": ("error", {
        "zh": ("工号 {found} 同一角色在相同日期内有两行（另见 {other}），不知以哪一行为准，考核单暂缓", "删去一行，或填清起止日期"),
        "en": ("工号 {found} has two lines for one role and the same dates (see {other}); which one holds cannot be known, the card is withheld", "remove one, or give their dates"),
    }),
    "ROSTER_OVERLAP": ("error", {
        "zh": ("工号 {found} 同一角色在相同日期内属于两个部门（{departments}，另见 {other}），不知以哪一行为准，考核单暂缓", "调动的，在原部门一行填离职日期，在新部门一行填入职日期，两段不重叠"),
        "en": ("工号 {found} belongs to two departments ({departments}, see {other}) in one role on the same dates; which one holds cannot be known, the card is withheld", "for a transfer give the last day in the old line and the first day in the new one, without overlap"),
    }),
    "ROSTER_LEAVE": ("error", {
        "zh": ("长假结束 {end} 早于长假开始 {start}，或没有开始日期，考核单暂缓", "改正日期"),
        "en": ("the long leave ends on {end}, before it begins ({start}) or without a beginning; the card is withheld", "correct the dates"),
    }),
    "ROSTER_EMAIL": ("warning", {
        "zh": ("邮箱“{found}”不是一个有效的地址，不能寄送", "只填一个地址"),
        "en": ("“{found}” is not one valid address; nothing can be sent there", "enter exactly one address"),
    }),
    "ROSTER_DATES": ("error", {
        "zh": ("离职日期 {left} 早于入职日期 {joined}", "改正日期"),
        "en": ("left on {left}, before joining on {joined}", "correct the dates"),
    }),
    "ROSTER_SUPERIOR": ("warning", {
        "zh": ("上级工号“{found}”不在花名册中", "改正上级工号"),
        "en": ("the superior's 工号 “{found}” is not on the roster", "correct it"),
    }),
    "ROSTER_SUPERIOR_SELF": ("warning", {
        "zh": ("上级工号是本人（{found}）", "改正上级工号"),
        "en": ("the superior is the person himself ({found})", "correct it"),
    }),
    "ROSTER_ROLE": ("warning", {
        "zh": ("角色“{found}”不属于该部门的任何考核办法，本人没有考核单", "改为：{accepted}；不考核的人把角色留空"),
        "en": ("the role “{found}” is in none of the department's schemes; there is no card", "use one of: {accepted}; leave it empty for people who are not assessed"),
    }),
    "CHARACTER_MISSING": ("warning", {
        "zh": ("姓名、部门或岗位中有本机字体都没有的字：{found}", "安装含有该字的字体（如 fonts-noto-cjk），或改用通行写法"),
        "en": ("no font on this machine has these characters: {found}", "install a font that has them, such as fonts-noto-cjk"),
    }),
    "DOCUMENT_DIFFERS": ("error", {
        "zh": ("写好的文件读回来与结果记录不一致，没有发布：{what}应为“{expected}”，读到“{found}”", "请再运行一次；仍然如此，是程序或页面模板有错，请把本条交给维护的人"),
        "en": ("read back, this document does not say what the record says, so it was not published: {what} should be “{expected}”, and “{found}” was read", "run again; if it stays, the program or a page's template is wrong: hand this on to whoever looks after it"),
    }),
    "HISTORY_MISSING": ("note", {
        "zh": ("没有 {expected} 的已公布数据：增长率显示“—”，连续未交不加倍", "如有上月数据，请先运行上月"),
        "en": ("there are no published figures of {expected}: growth is “—” and nothing is doubled", "if there should be, run that month first"),
    }),
}  # fmt: skip
