"""What a proposal says in its comments, in zh and en."""

# ruff: noqa: E501 - one sentence, one line: a broken sentence is hard to translate
from __future__ import annotations

WORDS: dict[str, dict[str, str]] = {
    "head": {"zh": "按“{file}”里的表拟出的表单。", "en": "A form proposed from the tables in {file}."},
    "head-paste": {
        "zh": "用法：把下面各段粘贴到 templates/schemes/ 里某个办法文件的末尾，再运行 check，看能不能读全。",
        "en": "To use it: paste all this at the end of a scheme file in templates/schemes/, then run check and see that everything is read.",
    },
    "head-then": {
        "zh": "程序只知道表长什么样：谁填（roles）、怎样计分（items）由您再写；id 可以改成容易记的英文。",
        "en": "Only the looks of the tables are known: who fills them in (roles) and how they score (items) is for you to add; ids may be renamed.",
    },
    "head-doubts": {
        "zh": "“# ？”开头的是拿不准的地方，请逐条核对；核对完可以删去这一行。",
        "en": "Lines that begin with “# ？” say what was not certain; check each of them, then delete the line.",
    },
    "due": {"zh": "次月几日前交，请核对", "en": "the day of the next month on which it is due; please check"},
    "table": {"zh": "── {name}（工作表：{sheets}）", "en": "── {name} (sheet: {sheets})"},
    "table-sheets": {"zh": "── {name}（{count} 个工作表：{sheets}）", "en": "── {name} ({count} sheets: {sheets})"},
    "labels": {
        "zh": "不是一行行的表：标签写在格子里，值在它右边或下面",
        "en": "no lines: labels in cells, each value to the right of its label or under it",
    },
    "each": {
        "zh": "每人一个工作表：人由表上的工号、工作表名或姓名认出",
        "en": "a sheet for each person, who is known by the 工号 on it, the sheet's name or the name on it",
    },
    "idle": {
        "zh": "这些工作表上没有看出表格或标签，不会读取：{sheets}",
        "en": "nothing was found on these sheets, and they will not be read: {sheets}",
    },
    # known forms
    "fits": {
        "zh": "“{file}”像是办法“{scheme}”（{where}）的表单“{form}”，不必另拟；差别如下。",
        "en": "{file} looks like the form “{form}” of the scheme {scheme} ({where}); nothing new is needed but what follows.",
    },
    "fit": {
        "zh": '工作表“{sheet}”：就是“{table}”（id = "{id}"），{of} 个表头认出 {known} 个。',
        "en": 'Sheet {sheet}: it is “{table}” (id = "{id}"); {known} of {of} headers are known.',
    },
    "fit-whole": {"zh": "    都认得，不用改。", "en": "    All are known, nothing to change."},
    "alias": {
        "zh": '    {cell}“{header}”像是“{column}”列（id = "{id}"），把这一列的 aliases 改成：',
        "en": '    {cell} “{header}” looks like the column “{column}” (id = "{id}"); give it these aliases:',
    },
    "alias-perhaps": {
        "zh": '    ？{cell}“{header}”可能是“{column}”列（id = "{id}"，只有它合适，请核对）；如果是，把这一列的 aliases 改成：',
        "en": '    ？{cell} “{header}” may be the column “{column}” (id = "{id}"; only this one fits, please check); if so, give it these aliases:',
    },
    "unread": {
        "zh": "    {cell}“{name}”没有要求，不读取。",
        "en": "    {cell} “{name}” is not asked for and is not read.",
    },
    "lacking": {
        "zh": "    缺“{name}”列：办法要求有，表上没找到相像的，请部门补上。",
        "en": "    The column “{name}” is lacking: the scheme asks for it and nothing like it was found; the department has to add it.",
    },
    # what was not certain
    "doubt-empty": {
        "zh": "这一列没有填过，类型只按名称猜。",
        "en": "nothing has been filled in here; the type is guessed from the name.",
    },
    "doubt-roster-id": {"zh": "里面都是花名册上的工号。", "en": "everything in it is a 工号 of the roster."},
    "doubt-people": {
        "zh": "里面都是花名册上的人，当作文字；如果这一行就是说这个人的，请部门加一列“工号”（或写在表上），程序按工号认人。",
        "en": "everyone in it is on the roster; it is taken as text. If the line is about this person, have the department add a column 工号, by which people are known.",
    },
    "doubt-money": {
        "zh": '看名称像是金额，没有写单位，按“{unit}”；如果是万元，把 unit 改成 "万元"；不是金额就把 type 改成 "number"、删去 unit。',
        "en": 'by its name this is money; no unit is given, so {unit} was taken. Put unit = "万元" if it is; if it is no money, make it type = "number" without unit.',
    },
    "doubt-money-line": {
        "zh": '表上写着“单位：{unit}”，当作金额；不是金额就把 type 改成 "number"、删去 unit。',
        "en": 'a line over the table gives the unit {unit}, so this is taken as money; if it is none, make it type = "number" without unit.',
    },
    "doubt-choice": {
        "zh": '只见到这 {count} 个词，当作选项；还有别的词就补上，随便填的就把 type 改成 "text"、删去 choices。',
        "en": 'only these {count} words were seen and taken as choices; add others, or make it type = "text" without choices if anything may be written.',
    },
    "doubt-date": {
        "zh": '看名称是日期，但“{found}”这样写看不出是哪一天，先当文字；部门写全年月日（2026-10-08）以后，把 type 改成 "date"。',
        "en": 'by its name this is a date, but nobody can tell which day “{found}” is, so it is taken as text; once the department writes 2026-10-08, make it type = "date".',
    },
    "doubt-cells": {
        "zh": "有 {count} 格读不了，读表时会报错，请部门改正：{cells}",
        "en": "{count} cells cannot be read and will be told as errors; the department has to mend them: {cells}",
    },
    "doubt-few-lines": {
        "zh": "只有 {count} 行，看不出哪几列不会重复，没有写 key。",
        "en": "with {count} lines nobody can see which columns never repeat, so there is no key.",
    },
    "doubt-key": {
        "zh": "key：这份表里“{columns}”没有两行相同；若实际会相同，请改或删去 key。",
        "en": "key: here no two lines have the same “{columns}”; change or delete key if they may.",
    },
    "doubt-no-key": {
        "zh": "没有看出哪几列不会重复，没有写 key；重复的行不会报错。",
        "en": "no columns were seen that never repeat, so there is no key; lines that stand twice are not told.",
    },
    "doubt-no-id": {
        "zh": "有姓名，没有工号：程序按工号认人。要按人计分，请部门加一列“工号”。",
        "en": "there are names and no 工号, by which people are known; to score people, have the department add a column 工号.",
    },
    "doubt-header-twice": {
        "zh": "表头“{name}”出现不止一次，读表时会报错；请部门改成不同的名称。",
        "en": "the header “{name}” stands more than once, which is an error when read; have the department give them different names.",
    },
    "doubt-side-by-side": {
        "zh": "第 {row} 行的表头中间有空列，像是左右并排的两张表；程序只能按一张读，请改成上下放。",
        "en": "an empty column parts the headers in row {row}, as if two tables stood side by side; they are read as one, so put one under the other.",
    },
    "doubt-two-columns": {
        "zh": '只有两列，第 {first} 行当作表头；如果那一行其实是“标签、值”，请在这张表写 layout = "labels"，各行左边的字作为列。',
        "en": 'there are two columns, and row {first} was taken for their header; if it is a label with its value, set layout = "labels" and make the words on the left the columns.',
    },
    "doubt-whose": {
        "zh": "看不出这些工作表是谁的：{sheets}。把工作表改名为工号或姓名，或在表上写“工号：”。",
        "en": "nothing says whom these sheets are about: {sheets}. Rename them to the 工号 or the name, or write “工号：” on them.",
    },
    "doubt-not-found": {
        "zh": "按这样的写法，这些工作表上的表读不到，请核对：{sheets}",
        "en": "written like this, the table is not found on these sheets; please check: {sheets}",
    },
}
