"""The sentences of all mistakes in config.toml and scheme files: what is wrong, and what to do about it.

Every code stands here once, in `zh` and `en`; `zh-Hant` is converted. A sentence about an unknown name gets the
nearest name, else all that would do, from the two tails.
"""

# ruff: noqa: E501 - one sentence, one line: a broken sentence is hard to translate
from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from reportgen.words import Language, in_language

Words = Mapping[str, str]


def _words(zh: str, en: str) -> Words:
    return {"zh": zh, "en": en}


NEAREST: Final = _words("；是不是“{nearest}”？", "; did you mean “{nearest}”?")
KNOWN: Final = _words("；可以写：{known}", "; accepted: {known}")

FILES: Final[Mapping[str, Words]] = {
    "NO_FILE": _words("没有这个文件；请检查路径和文件名", "there is no such file; check the path and the name"),
    "NOT_READABLE": _words("打不开（{reason}）；请检查权限", "cannot be opened ({reason}); check who may read it"),
    "NOT_UTF8": _words(
        "不是 UTF-8 编码；请用记事本“另存为”，编码选 UTF-8", "is not UTF-8; save it again with the encoding UTF-8"
    ),
    "NOT_TOML": _words(
        "这里不合 TOML 写法（{reason}）；请检查引号、括号、逗号和等号是否成对、是否半角",
        "is not valid TOML here ({reason}); check quotes, brackets, commas and equals signs",
    ),
    "FULL_WIDTH_MARK": _words(
        "这一行不合 TOML 写法（{reason}），里面有全角符号 {marks}；请在英文输入法下重打",
        "is not valid TOML here ({reason}), and the line holds the full-width marks {marks}; type them as plain ASCII",
    ),
    "KEY_TWICE": _words("同一个键或同一张表写了两次；请删去一个", "the same key or table stands twice; delete one"),
    "NO_SCHEMES": _words(
        "{folder} 里没有考核办法（*.toml）；请放入至少一个", "{folder} holds no scheme (*.toml); put in at least one"
    ),
}

# How tomllib (which speaks English only) begins its reasons -> the same in Chinese.
REASONS: Final[Mapping[str, str]] = {
    "Invalid value": "等号后面的值写得不对",
    "Illegal character": "引号没有收尾，或有不可见的符号",
    "Expected '=' after a key": "键后面缺等号",
    "Expected newline or end of document": "一行里多写了东西",
    "Unclosed array": "方括号没有收尾",
    "Unclosed inline table": "花括号没有收尾",
    "Unterminated string": "引号没有收尾",
    'Expected "\'"': "引号没有收尾",
    "Expected ']": "段首的方括号没有收尾",
    "Invalid initial character for a key part": "键写得不对",
    "Invalid statement": "这一行不是“键 = 值”",
    "Invalid date or datetime": "日期写得不对",
    "Unescaped": "文字里的反斜杠要写两个",
    "Invalid hex value": "反斜杠后面的编码写得不对",
    "Escaped character": "反斜杠后面的编码写得不对",
    "Found invalid character": "有不可见的符号",
}

SHAPE: Final[Mapping[str, Words]] = {
    "WANTS_TEXT": _words("这里是 {found}，应是加引号的文字", "is {found}; must be text in quotes"),
    "WANTS_TRUE_OR_FALSE": _words("这里是 {found}，应是 true 或 false", "is {found}; must be true or false"),
    "WANTS_WHOLE_NUMBER": _words(
        "这里是 {found}，应是整数，不加引号", "is {found}; must be a whole number without quotes"
    ),
    "WANTS_DATE": _words(
        "这里是 {found}，应是日期，不加引号，如 2026-10-01",
        "is {found}; must be a date without quotes, such as 2026-10-01",
    ),
    "WANTS_NUMBER": _words("这里是 {found}，应是数字，不加引号", "is {found}; must be a number without quotes"),
    "WANTS_NUMBER_OR": _words("这里是 {found}，应是数字或 {word}", "is {found}; must be a number or {word}"),
    "WANTS_LIST": _words(
        "这里是 {found}，应是列表：用方括号 [ … ]；一段一段写的，段首用 [[ ]]",
        "is {found}; must be a list in brackets [ … ]; sections of a list start with [[ ]]",
    ),
    "WANTS_TABLE": _words("这里是 {found}，应是花括号里的一组设置 {{ … }}", "is {found}; must be a table {{ … }}"),
    "NOT_A_CHOICE": _words("不能写 {found}", "cannot be {found}"),
    "MISSING_KEY": _words("缺少“{key}”；请补上", "“{key}” is missing; add it"),
    "UNKNOWN_KEY": _words("不认识“{found}”这个键", "the key “{found}” is unknown"),
    "MISSING_KIND": _words("缺少“{key}”", "“{key}” is missing"),
    "UNKNOWN_KIND": _words("没有 {found} 这一种", "there is no kind {found}"),
    "UNKNOWN_SHARED": _words("[shared] 里没有“{found}”这一列", "there is no column “{found}” in [shared]"),
    "SHARED_ID": _words(
        "[shared] 里列的 id 就是它的键“{key}”；请删去 id",
        "the id of a column in [shared] is its key “{key}”; delete the id",
    ),
}

NAMES: Final[Mapping[str, Words]] = {
    "ID_ODD": _words("“{found}”不能作 id；只用字母、数字、汉字、- 和 _，不留空格", "“{found}” cannot be an id; use letters, digits, - and _, no blanks"),
    "NAME_TWICE": _words("“{found}”出现两次；请改名或删去一个", "“{found}” stands twice; rename or delete one"),
    "EMPTY_TEXT": _words("不能为空；请填写", "must not be empty; fill it in"),
    "EMPTY_LIST": _words("列表不能为空；请至少写一项", "the list must not be empty; give at least one"),
    "NOT_A_MONTH": _words("“{found}”不是月份；请写成 2026-10", "“{found}” is no month; write it as 2026-10"),
    "UNTIL_BEFORE_SINCE": _words("止于 {until}，却从 {since} 开始；请改其中一个", "ends with {until} but starts with {since}; change one"),
    "VERSIONS_OVERLAP": _words(
        "从 {since} 起生效，而 {other} 止于 {until}，两个版本重叠；请在 {other} 写 until = \"{last}\"",
        "is in force from {since} on, but {other} ends with {until}: they overlap; write until = \"{last}\" in {other}",
    ),
    "VERSIONS_GAP": _words(
        "{other} 止于 {until}，{first} 至 {last} 没有办法可用；请改 since，或改 {other} 的 until",
        "{other} ends with {until}, so nothing is in force from {first} to {last}; change since, or until in {other}",
    ),
    "UNKNOWN_TABLE": _words("没有 id 为“{found}”的表", "there is no table with the id “{found}”"),
    "UNKNOWN_COLUMN": _words("表“{table}”里没有 id 为“{found}”的列", "the table “{table}” has no column with the id “{found}”"),
    "UNKNOWN_DRAWING": _words("没有 id 为“{found}”的计划使用（drawings）", "there is no drawing with the id “{found}”"),
    "UNKNOWN_MERGE": _words("没有 id 为“{found}”的对照（merges）", "there is no merge with the id “{found}”"),
    "UNKNOWN_FORM": _words("没有 id 为“{found}”的表单", "there is no form with the id “{found}”"),
    "UNKNOWN_ITEM": _words("没有 id 为“{found}”的考核项目", "there is no item with the id “{found}”"),
    "UNKNOWN_KPI": _words("没有 id 为“{found}”的 KPI", "there is no KPI with the id “{found}”"),
    "UNKNOWN_GRADE": _words("没有“{found}”这个等级", "there is no grade “{found}”"),
    "AWARD_TWICE": _words("“{found}”在同一种期间里写了两次；请删去一处", "“{found}” has two awards for one kind of span; delete one"),
    "UNKNOWN_ROLE": _words("没有“{found}”这个角色", "there is no role “{found}”"),
    "UNKNOWN_OUTPUT_COLUMN": _words("本表没有可用的列“{found}”", "this output has no column “{found}” that would do"),
    "UNKNOWN_RECONCILIATION": _words("没有 id 为“{found}”的对账（kind = \"reconciliation\"）", "there is no output “{found}” of kind \"reconciliation\""),
    "UNKNOWN_RESULT": _words("没有“{found}”这个结果", "there is no result “{found}”"),
}  # fmt: skip

TABLES: Final[Mapping[str, Words]] = {
    "TOO_SMALL": _words("{found} 太小；至少 {least}", "{found} is too small; at least {least}"),
    "OUT_OF_RANGE": _words("{found} 超出范围；可用 {least} 至 {most}", "{found} is out of range; from {least} to {most}"),
    "NOT_FOR_TYPE": _words("{type} 型的列不能有这项设置；只用于：{accepted}", "is not for a column of type {type}; only for: {accepted}"),
    "NO_CHOICES": _words("choice 型的列要列出 choices", "a column of type choice must list its choices"),
    "MAXIMUM_BELOW_MINIMUM": _words("上限 {most} 小于下限 {least}；请改其中一个", "the most, {most}, is below the least, {least}; change one"),
    "STEP_NOT_POSITIVE": _words("步长 {found} 应大于 0", "the step {found} must be above 0"),
    "NOT_AMONG_CHOICES": _words("列“{column}”的选项里没有“{found}”", "“{found}” is not among the choices of the column “{column}”"),
    "WORD_IS_CHOICE": _words("“{found}”本身就是选项，不能再换成别的词；请删去", "“{found}” is a choice itself and cannot stand for another; delete it"),
    "COLUMN_TYPE": _words("列“{found}”是 {type} 型，这里要用：{accepted}", "the column “{found}” is of type {type}; needed here: {accepted}"),
    "PERSON_IN_KEY": _words(
        "表 {table} 的每一行都属于某个人，key 里必须有“{person}”，否则会把别人的实绩算给他",
        "every line of table {table} is about someone: the key must hold “{person}”, or one person gets another's figures",
    ),
    "PERSON_NEEDED": _words("per = \"{per}\" 的表要写 person（工号在哪一列）", "a table with per = \"{per}\" needs person, the column with the 工号"),
    "ROLES_NEEDED": _words("per = \"{per}\" 的表要写 roles（给哪些角色各留一行）", "a table with per = \"{per}\" needs roles: who gets a line"),
    "EACH_SHEET_NOBODY": _words("每人一个工作表（each_sheet）的表要写 person：哪一列是工号", "a table with a sheet for each person (each_sheet) needs person: which column holds the 工号"),
    "LABELS_OF_GRID": _words("per = \"grid\" 的表每人有多行，不能用标签（layout = \"labels\"）；请去掉 layout", "a table of per = \"grid\" has several lines for each person and cannot be laid out as labels; delete layout"),
    "LABELS_RUNNING": _words("标签的表（layout = \"labels\"）只有一行，不能写 running；请删去", "a table of labels has one line, so running cannot be set; delete it"),
    "NO_LABELS": _words("value_at 只用于标签：请在这张表写 layout = \"labels\" 或 each_sheet = true，或删去 value_at", "value_at is for labels only: set layout = \"labels\" or each_sheet = true for this table, or delete it"),
    "GRID_EITHER": _words("grid 和 per = \"grid\" 要么都写，要么都不写", "grid and per = \"grid\" go together: give both or neither"),
    "HEADER_TWICE": _words("列名或别名“{found}”也属于列“{other}”，表头会分不清；请删去一个", "the name or alias “{found}” also belongs to the column “{other}”; delete one"),
    "TABLE_NOT_FOR_ROLE": _words(
        "表“{table}”没有 {roles} 的行，这里永远取不到数；请改 roles 或换表",
        "the table “{table}” has no lines of {roles}, so nothing is ever found; change roles or the table",
    ),
    "REVIEW_COLUMNS": _words("审核用的表“{table}”缺少列：{columns}", "the table “{table}” of a review lacks the columns: {columns}"),
    "ROLE_TWICE": _words("角色“{found}”已在前面一组；每个角色只属一组", "the role “{found}” stands in an earlier group; a role belongs to one"),
    "ONE_COLUMN_SOURCE": _words("column、rate、difference、late 恰好写一个", "give exactly one of column, rate, difference and late"),
    "COLUMNS_COUNT": _words("要写 {wanted} 列，这里有 {found} 列", "takes {wanted} columns; here are {found}"),
    "FOOT_RATE": _words("foot = \"rate\" 只用于写了 rate 的列", "foot = \"rate\" is only for a column with rate"),
    "FOOT_SUM": _words("这一列不能合计；foot 只在数字列写 \"sum\"", "this column cannot be summed; \"sum\" is only for a column of numbers"),
}  # fmt: skip

CARD: Final[Mapping[str, Words]] = {
    "LOOP": _words("under 绕成了圈：{chain}；请改其中一个", "under goes round in a circle: {chain}; change one"),
    "SPECIAL_FULL": _words("特殊扣分项的 full 应为 0，这里是 {found}", "a special item has full = 0; here it is {found}"),
    "RULE_ONLY_SPECIAL": _words("kind = \"special\" 只用于特殊扣分项；请在“{item}”写 special = true", "kind = \"special\" is only for special items; write special = true in “{item}”"),
    "WEIGHT_BELOW": _words("权重只写在最上层的项目；这一项属于“{under}”，请删去", "a weight stands only on the top items; this one is under “{under}”: delete it"),
    "ROLES_BEYOND_PARENT": _words("上级项目“{under}”没有角色 {roles}；请改其中一个的 roles", "the item “{under}” above is not for {roles}; change the roles of one"),
    "GROUP_HAS_RULE": _words("下面有“{child}”等小项，自己不能再有 rule；请删去 rule", "has children such as “{child}” and so no rule of its own; delete the rule"),
    "LEAF_WITHOUT_RULE": _words("既没有小项，也没有 rule；请写 rule", "has neither children nor a rule; add a rule"),
    "CAP_IN_GATE": _words("整项否决（gate）只管这一组的分，不能限制等级；请把 caps 写在项目的 rule 里", "a gate takes the points of its group and cannot cap the grade; write caps in the rule of an item"),
    "SUM_DIFFERS": _words("小项满分之和是 {sum}，本项满分是 {full}（{roles}）；请改分值", "the children's full points add up to {sum}, not to {full} ({roles}); change the points"),
    "WEIGHT_MISSING": _words("其他项目有权重（共 {sum}），这一项没有；请写 weight", "other items have weights ({sum} in all), this one has none; add weight"),
    "WEIGHTS_DIFFER": _words("各项权重之和是 {sum}，应为 100（{roles}）", "the weights add up to {sum}, not to 100 ({roles})"),
    "GRADES_GAP": _words("最低一等从 {least} 分起，更低的分没有等级；请加 least = 0 的一等", "the lowest grade starts at {least}, and below it there is none; add one with least = 0"),
    "BANDS_OVERLAP": _words("下限 {found} 出现两次，两档重叠；请改其中一个", "the threshold {found} stands twice, so two bands overlap; change one"),
    "BANDS_UNORDERED": _words("{found} 排在 {before} 之后，次序乱了；请从高到低或从低到高排", "{found} after {before} breaks the order; sort from high to low or from low to high"),
    "STEPS_UNORDERED": _words("{found} 排在 {before} 之后；次数应逐级增加，扣分不应减少", "{found} after {before}: counts must rise step by step, and points must not fall"),
    "WORDS_OR_BANDS": _words("words 和 bands 恰好写一个", "give exactly one of words and bands"),
    "ABOVE_FULL": _words("{found} 分超过“{item}”的满分 {full}", "{found} points are more than the full {full} of “{item}”"),
    "DAY_OR_OF": _words("day（当月几日）和 of（哪一列的日期）恰好写一个", "give exactly one of day (of the month) and of (the column with a date)"),
    "ONLY_WITH_OF": _words("只能和 of 一起用", "goes only with of"),
    "NOT_AN_HOUR": _words("“{found}”不是时刻；请写成 16:00", "“{found}” is no time of day; write it as 16:00"),
    "HOUR_NOT_KEPT": _words("列“{column}”只记日期，没有时刻；请把它改为 datetime 型，或删去 hour", "the column “{column}” keeps dates without hours; make it a datetime, or delete hour"),
    "ONE_SOURCE": _words("share（工资总额的百分比）、table 和 column（表中的金额）、kpi（以元计的指标）恰好写一个", "give exactly one of share (percent of the gross), table with column (an amount), and kpi (a figure in yuan)"),
    "TIERS_RISE": _words("各档起点要从低到高：{found} 不大于前一档的 {before}", "tiers rise: {found} is not above {before} of the tier before it"),
    "TABLE_AND_COLUMN": _words("table 和 column 要一起写", "table and column go together"),
    "TIMES_ONE": _words("times_kpi 和 times_item 只能有一个，并且只和 share 一起用", "only one of times_kpi and times_item, and only together with share"),
    "KPI_NOT_A_RATE": _words("KPI“{found}”的单位是“{unit}”，不是百分率", "the KPI “{found}” is in “{unit}”, not in percent"),
    "KPI_NOT_YUAN": _words("KPI“{found}”的单位是“{unit}”，不是元", "the KPI “{found}” is in “{unit}”, not in yuan"),
    "PRO_RATA_OF_NOTHING": _words("没有一项写了 share，按在岗天数计无从谈起；请删去 pro_rata", "no part has a share, so there is nothing to pay by days; delete pro_rata"),
    "NOT_FOR_ROLES": _words("“{found}”不适用于 {roles}", "“{found}” is not for {roles}"),
    "NOT_AN_AMOUNT": _words("“{found}”不是金额；请写成 \"8000\"", "“{found}” is no amount; write it as \"8000\""),
}  # fmt: skip

CONFIG: Final[Mapping[str, Words]] = {
    "NOT_A_DAY": _words("“{found}”不是日期；请写成 \"2026-10-01\"", "“{found}” is no day; write it as \"2026-10-01\""),
    "UNKNOWN_ZONE": _words("没有“{found}”这个时区；请写成 Asia/Shanghai", "there is no time zone “{found}”; write it as Asia/Shanghai"),
    "UNKNOWN_SCHEME": _words("没有 id 为“{found}”的考核办法", "there is no scheme with the id “{found}”"),
    "ALIAS_TAKEN": _words("“{found}”已经属于部门“{other}”；请改名或删去", "“{found}” already belongs to the department “{other}”; rename or delete it"),
    "NOT_BELOW": _words("“{found}”应是 {folder} 之内的相对路径", "“{found}” must be a relative path below {folder}"),
    "OUTPUTS_IN_INPUTS": _words("outputs 不能在 inputs 之内或与之相同，否则结果会被当作上交的文件", "outputs must not be inputs or lie in it, or results would be read as submissions"),
    "NOT_AN_ADDRESS": _words("“{found}”不是一个邮箱地址；请写成 kaohe@example.com，只写一个", "“{found}” is not one address; write it as kaohe@example.com, and only one"),
    "NOT_A_SCHEDULER": _words("“{found}” 不是 Dask 调度器的地址；写成 tcp://主机:8786，留空就在本机", "“{found}” is no address of a Dask scheduler; write tcp://host:8786, or leave it empty for this machine"),
    "NOT_ONE_LINE": _words("里面有换行或不可见的符号；请写在一行里", "holds a line break or an invisible character; write it on one line"),
    "NOT_A_STAFF_NUMBER": _words("“{found}”不是工号；这里写花名册里的工号，不写姓名和邮箱", "“{found}” is no 工号; write the 工号 of the roster here, not a name or an address"),
    "SECRET": _words(
        "密码、令牌不能写在这里；请删去并立即更换，改放环境变量、系统钥匙串，或只有本人可读（0600）的文件",
        "a password or token must not stand here; delete and change it, and keep it in the environment, the system's keyring or a file only you can read (0600)",
    ),
}  # fmt: skip

SENTENCES: Final[Mapping[str, Words]] = {**FILES, **SHAPE, **NAMES, **TABLES, **CARD, **CONFIG}


def worded(code: str, values: Mapping[str, str], language: Language) -> str:
    """The sentence of a code with its values; KeyError for a code that is not in the catalogue."""
    if language != "en" and (reason := values.get("reason")):
        values = {**values, "reason": next((zh for en, zh in REASONS.items() if reason.startswith(en)), reason)}
    words = in_language(SENTENCES[code], language).format(**values)
    if values.get("nearest"):
        return words + in_language(NEAREST, language).format(**values)
    return words + in_language(KNOWN, language).format(**values) if values.get("known") else words
