"""Findings about single cells: what is there, what the column accepts, how to mend it.

Code -> (severity, language -> (message, fix)); the place is said before the message. Placeholders are the finding's
values: `column` (its name), `found` (what is there, at most 60 characters), `accepted`, and what a code adds.
"""
# One sentence, one line: a Chinese character counts as two columns, and a broken sentence is hard to translate.

from __future__ import annotations

from reportgen.records import Severity

CATALOGUE: dict[str, tuple[Severity, dict[str, tuple[str, str]]]] = {
    "CELL_ERROR": ("error", {
        "zh": ("“{column}”里是公式错误 {found}", "改好公式，或者直接填入结果（可填：{accepted}）"),
        "en": ("the cell under “{column}” shows the error {found}", "mend the formula or type the result itself (accepted: {accepted})"),
    }),
    "FORMULA_NO_VALUE": ("error", {
        "zh": ("“{column}”里是公式，但文件里没有保存计算结果", "用 Excel 或 WPS 打开文件，等它算完后保存再交；或者直接填入结果"),
        "en": ("the cell under “{column}” holds a formula whose result is not saved in the file", "open the file in Excel or WPS, let it calculate, save it and hand it in again; or type the result"),
    }),
    "FORMULA_IN_INPUT": ("note", {
        "zh": ("“{column}”里是公式，已按它的结果 {found} 读取", "核对结果；最好直接填入数值"),
        "en": ("the cell under “{column}” holds a formula; its saved result {found} was used", "check the result; it is better to type the value itself"),
    }),
    "REQUIRED_BLANK": ("error", {
        "zh": ("“{column}”必须填写，现在没有内容（空着，或只写了“—”“/”“无”等）", "补填，可填：{accepted}"),
        "en": ("“{column}” must be filled in, but nothing is there (blank, or only a dash, /, 无 or the like)", "fill it in; accepted: {accepted}"),
    }),
    "NUMBER_UNREADABLE": ("error", {
        "zh": ("“{column}”里的“{found}”不是一个确定的数", "只填一个数（可填：{accepted}），不要写“约”“≥”“以上”、区间或说明；千分位逗号要每三位一个"),
        "en": ("“{found}” under “{column}” is not one definite number", "type one number only (accepted: {accepted}), without words such as “about” or “at least”, ranges or remarks; thousands separators stand before every three digits"),
    }),
    "NUMBER_IS_BOOL": ("error", {
        "zh": ("“{column}”要填数，里面却是逻辑值 {found}", "改填数，可填：{accepted}"),
        "en": ("“{column}” takes a number, but the cell holds the logical value {found}", "type a number; accepted: {accepted}"),
    }),
    "NUMBER_IS_DATE": ("error", {
        "zh": ("“{column}”要填数，里面却是日期或时间 {found}", "先把单元格格式改为“常规”，再重新填数，可填：{accepted}"),
        "en": ("“{column}” takes a number, but the cell holds the date or time {found}", "set the cell's format to “General” and type the number again; accepted: {accepted}"),
    }),
    "NUMBER_DIGITS": ("error", {
        "zh": ("“{column}”里的“{found}”位数太多，最多 {accepted} 位有效数字", "核对；需要的话换用较大的单位或减少小数位"),
        "en": ("“{found}” under “{column}” has too many digits; at most {accepted} significant digits are accepted", "check the number; use a larger unit or fewer decimal places if needed"),
    }),
    "COUNT_NOT_WHOLE": ("error", {
        "zh": ("“{column}”里的“{found}”不是整数", "填整数，可填：{accepted}"),
        "en": ("“{found}” under “{column}” is not a whole number", "type a whole number; accepted: {accepted}"),
    }),
    "OUT_OF_RANGE": ("error", {
        "zh": ("“{column}”里的“{found}”（读作 {value}）超出范围 {accepted}", "核对后填范围内的数；如果是单位不对，请换算"),
        "en": ("“{found}” under “{column}” (read as {value}) is outside the range {accepted}", "check it and type a number inside the range; convert it if the unit was wrong"),
    }),
    "STEP": ("error", {
        "zh": ("“{column}”里的“{found}”（读作 {value}）不是 {accepted} 的整数倍", "填 {accepted} 的整数倍"),
        "en": ("“{found}” under “{column}” (read as {value}) is not a multiple of {accepted}", "type a multiple of {accepted}"),
    }),
    "UNIT_OTHER": ("error", {
        "zh": ("“{column}”里的“{found}”以“{unit}”为单位，这一列的单位是“{accepted}”", "按这一列的单位填数，或者改正表头里的单位"),
        "en": ("“{found}” under “{column}” is given in {unit}; the unit of this column is {accepted}", "give the number in the column's unit, or correct the unit in the header"),
    }),
    "UNIT_CONFLICT": ("error", {
        "zh": ("“{column}”的单位互相矛盾：单元格“{found}”是 {cell}，表头是 {header}，表上方的单位行是 {line}", "统一单位；单元格里最好只填数，不写单位"),
        "en": ("the units of “{column}” contradict each other: the cell “{found}” says {cell}, the header {header}, the unit line above the table {line}", "use one unit; it is best to type only the number in the cell"),
    }),
    "FOREIGN_CURRENCY": ("error", {
        "zh": ("“{column}”里的“{found}”以“{unit}”计，这一列要求“{accepted}”", "按规定的汇率换算后再填，并改正单元格、表头或单位行里的币种"),
        "en": ("“{found}” under “{column}” is in {unit}; this column takes {accepted}", "convert it at the prescribed rate, and correct the currency in the cell, the header or the unit line"),
    }),
    "PERCENT_DOUBT": ("warning", {
        "zh": ("“{column}”里的“{found}”没有百分号，已按 {read} 读取，也可能是 {other}", "写明百分号：{read} 或 {other}"),
        "en": ("“{found}” under “{column}” has no percent sign; it was read as {read} but may mean {other}", "write it with a percent sign: {read} or {other}"),
    }),
    "DATE_UNREADABLE": ("error", {
        "zh": ("“{column}”里的“{found}”不是能识别的日期", "写成 {accepted}；日期和时间之间空一格，不要加其他文字"),
        "en": ("“{found}” under “{column}” cannot be read as a date", "write it like {accepted}, with a space between day and time and no other words"),
    }),
    "DATE_IMPOSSIBLE": ("error", {
        "zh": ("“{column}”里的“{found}”不存在这样的日期或时间", "核对后重写，例如 {accepted}；时间从 0:00 到 23:59"),
        "en": ("“{found}” under “{column}”: there is no such day or time", "check it and write it again, for example {accepted}; times run from 0:00 to 23:59"),
    }),
    "DATE_AMBIGUOUS": ("error", {
        "zh": ("“{column}”里的“{found}”可以理解成不同的日期", "写全年、月、日，年份写四位，例如 {accepted}"),
        "en": ("“{found}” under “{column}” can mean different days", "write year, month and day in full, the year with four digits, for example {accepted}"),
    }),
    "DATE_NO_DAY": ("error", {
        "zh": ("“{column}”里的“{found}”没有写明是哪一天", "写到日，例如 {accepted}"),
        "en": ("“{found}” under “{column}” does not say which day it is", "write the day too, for example {accepted}"),
    }),
    "DATE_SERIAL": ("error", {
        "zh": ("“{column}”里的“{found}”只是一个数，看起来是没有设成日期格式的日期", "把单元格格式设为“日期”，核对显示的日期后保存；或者写成 {accepted}"),
        "en": ("“{found}” under “{column}” is a bare number; it looks like a date without a date format", "format the cell as a date, check the day it shows and save; or write it like {accepted}"),
    }),
    "DATE_YEAR": ("error", {
        "zh": ("“{column}”里的“{found}”年份不在 {accepted} 之间", "核对年份，写四位数字"),
        "en": ("the year of “{found}” under “{column}” is not within {accepted}", "check the year and write it with four digits"),
    }),
    "DATE_NOT_FILLED": ("error", {
        "zh": ("“{column}”里的“{found}”还是范本里的空格，没有填上日期", "填上日期，例如 {accepted}"),
        "en": ("“{found}” under “{column}” is still the blank of a template; the date was not filled in", "fill in the date, for example {accepted}"),
    }),
    "DATE_YEAR_READ": ("note", {
        "zh": ("“{column}”里的“{found}”没有年份，已按离本月最近的 {read} 读取", "如果不对，请写上年份"),
        "en": ("“{found}” under “{column}” has no year; it was read as {read}, the nearest to this month", "write the year if that is not what is meant"),
    }),
    "DATE_OUTSIDE": ("error", {
        "zh": ("“{column}”里的“{found}”不在本月（含本月各周）{accepted} 之内", "核对日期；不属于本月的，请填到它那个月的表里"),
        "en": ("“{found}” under “{column}” is outside this month and its weeks ({accepted})", "check the date; what belongs to another month goes into that month's sheet"),
    }),
    "WORD_UNKNOWN": ("error", {
        "zh": ("“{column}”里的“{found}”不在可填的词里。可填：{accepted}；最接近的是：{suggestion}", "从可填的词里选一个"),
        "en": ("“{found}” is none of the words that “{column}” takes: {accepted}. The nearest is: {suggestion}", "choose one of the accepted words"),
    }),
    "ID_ODD": ("error", {
        "zh": ("“{column}”里的“{found}”不是合格的编号", "按花名册填写，写成文本（例如 {accepted}）：只用字母、数字、汉字和 - . / # _，最多 40 个字；超过 15 位的数字要先把单元格设为“文本”格式"),
        "en": ("“{found}” under “{column}” is not a proper number or code", "write it as in the roster, as text (for example {accepted}): letters, digits, Chinese characters and - . / # _ only, at most 40; format the cell as “Text” before typing more than 15 digits"),
    }),
    "NAME_ODD": ("error", {
        "zh": ("“{column}”里的“{found}”不像姓名", "填姓名，例如 {accepted}；检查一下各列有没有填错位"),
        "en": ("“{found}” under “{column}” does not look like a name", "type a name, for example {accepted}, and check that the columns have not been mixed up"),
    }),
    "TEXT_ODD": ("error", {
        "zh": ("“{column}”里有看不见的字符（{found}），多半是粘贴带进来的", "清空这一格，用键盘重新输入"),
        "en": ("the cell under “{column}” holds an invisible character ({found}), most likely from pasting", "clear the cell and type it again by hand"),
    }),
    "TEXT_FROM_DATE": ("warning", {
        "zh": ("“{column}”要填文字，里面却是日期，已按 {read} 读取；原来写的可能是 3-2 这样的文字，被 Excel 改成了日期", "核对；不是日期的，先把单元格设为“文本”格式再重新填写"),
        "en": ("“{column}” takes text, but the cell holds a date, read as {read}; Excel turns texts such as 3-2 into dates", "check it; if no date is meant, format the cell as “Text” and type it again"),
    }),
}  # fmt: skip
