"""The fixed words of a form in its language; names of tables, columns and choices are the scheme's own."""

from __future__ import annotations

from reportgen.words import Language, in_language

WORDS: dict[str, tuple[str, str]] = {
    "guide": ("填表说明", "Instructions"),
    "guide-title": ("{form} · 填表说明", "{form} · Instructions"),
    "month": ("{year}年{month}月", "{year:04d}-{month:02d}"),
    "department": ("编制单位", "Department"),
    "period": ("期间", "Period"),
    "currency": ("金额单位", "Amounts in"),
    "due": ("截止", "Due"),
    "scheme": ("考核办法", "Scheme"),
    "hand-in": ("交表", "Handing in"),
    "is": ("{label}：{value}", "{label}: {value}"),
    "due-day": ("{date}（星期{weekday}）", "{date} ({weekday})"),
    "weekdays": ("一 二 三 四 五 六 日", "Monday Tuesday Wednesday Thursday Friday Saturday Sunday"),
    "footer": (
        "&L填表人签字：＿＿＿＿＿＿　　负责人签字：＿＿＿＿＿＿&R第 &P 页 共 &N 页",
        "&LFilled in by: ____________   Head of department: ____________&RPage &P of &N",
    ),
    "guide-footer": ("&R第 &P 页 共 &N 页", "&RPage &P of &N"),
    # what a cell accepts
    "between": ("{low} 至 {high}", "{low} to {high}"),
    "least": ("不小于 {low}", "at least {low}"),
    "most": ("不大于 {high}", "at most {high}"),
    "number": ("{range} 的数", "a number {range}"),
    "count": ("{range} 的整数", "a whole number {range}"),
    "any-number": ("数", "a number"),
    "any-count": ("整数", "a whole number"),
    "in-unit": ("{what}（{unit}）", "{what} ({unit})"),
    "in-steps": ("{what}，是 {step} 的倍数", "{what}, in steps of {step}"),
    "percent": ("{what}；85% 填 85", "{what}; 85 % is written 85"),
    "date": ("{low} 至 {high} 的日期，如 {example}", "a date from {low} to {high}, like {example}"),
    "datetime": (
        "{low} 至 {high} 的日期和时间，如 {example} 15:30",
        "a date from {low} to {high} with the time, like {example} 15:30",
    ),
    "choice": ("从列表中选：{choices}", "one of the list: {choices}"),
    "flag": ("选 是 或 否", "是 (yes) or 否 (no)"),
    "text": ("文字", "text"),
    "name": ("姓名", "the name"),
    "rater": ("打分人或审核人的姓名", "the name of who rates or reviews"),
    "id": ("编号，照原样写，开头的 0 也写", "the number as it is written, with leading zeros"),
    "person-id": ("从列表中选工号", "a number of the list"),
    "given": ("已填好", "filled in already"),
    "separator": ("、", ", "),
    "stop": ("。", ". "),
    # what an empty cell means
    "blank-error": ("必填", "must be filled in"),
    "blank-zero": ("没有就留空（按无计）", "leave empty when there is none (counts as none)"),
    "blank-zero-flag": ("没有就留空（按“否”计）", "leave empty when not (counts as 否)"),
    "blank-missing": ("没有数据就留空", "leave empty when there are no data"),
    "blank-free": ("可以留空", "may be left empty"),
    "wrong": ("这里只能填：{accepted}。", "Accepted here: {accepted}."),
    "too-long": ("不超过 {most} 字", "at most {most} characters"),
    "not-listed": ("列表里没有这个工号。新到人员可以照填。", "Not on the list. Go on if the person is new."),
    # the instructions
    "part-sheets": ("一、要填的表", "1  The sheets"),
    "part-colours": ("二、颜色", "2  Colours"),
    "part-rules": ("三、怎样填", "3  How to write"),
    "part-columns": ("四、各列说明", "4  The columns"),
    "part-people": ("五、名单（工号、姓名、角色）", "5  The people: number, name, role"),
    "head-sheet": ("工作表", "Sheet"),
    "head-lines": ("填法", "Lines"),
    "head-asks": ("填什么", "What is asked for"),
    "head-column": ("列", "Column"),
    "head-accepted": ("填什么", "Accepted"),
    "head-blank": ("空着表示", "An empty cell"),
    "head-prompt": ("说明", "Note"),
    "lines-person": ("每人一行，共 {count} 行", "one line a person, {count} lines"),
    "lines-grid": ("每人每项一行，共 {count} 行", "one line a person and item, {count} lines"),
    "lines-list": ("有一条填一行", "one line for each case"),
    "asks": ("{columns}。", "{columns}."),
    "own-each": (
        "用自己的表也可以：每人一个工作表，工作表名写工号或姓名。",
        " A workbook of your own will do too: a sheet for each person, named by number or name.",
    ),
    "own-labels": (
        "用自己的表也可以：“{label}”等字写在格子里，值填在它右边。",
        " A workbook of your own will do too: words like “{label}” in cells, each value to the right of its word.",
    ),
    "own-each-labels": (
        "用自己的表也可以：每人一个工作表，工作表名写工号或姓名；“{label}”等字写在格子里，值填在它右边。",
        " A workbook of your own will do too: a sheet for each person, named by number or name, with words like"
        " “{label}” in cells and each value to the right of its word.",
    ),
    "colour-asked": ("在这里填写", "fill in here"),
    "colour-given": ("已填好，不能改", "filled in already, locked"),
    "colour-must": ("表头深色：必填的列", "dark header: the column must be filled in"),
    "colour-free": ("表头浅色：可以留空的列", "light header: may be left empty"),
    "colour-open": ("这一行已经开始填，而必填的这一格还空着", "the line was begun, this cell is still to be filled in"),
    "rule-numbers": (
        "数字直接写，不带单位，不写“约”“以上”等字；单位看表头。百分数 85% 写 85。",
        "Write plain numbers without a unit or words; the unit stands in the header. 85 % is written 85.",
    ),
    "rule-dates": (
        "日期写 {example}；时间写 {example} 15:30（24 小时制）。",
        "Dates are written {example}, times {example} 15:30 (24 hours).",
    ),
    "rule-blank": (
        "空着不等于零：零要写 0；空着表示什么，见第四部分。",
        "Empty is not zero: write 0 for zero; part 4 says what an empty cell means.",
    ),
    "rule-lines": (
        "登记表行数不够时，在下面的空行接着填；整行空着不算。",
        "When the lines of a list run out, go on in the empty lines below; empty lines do not count.",
    ),
    "rule-dont": (
        "不要改表头和工作表名，不要插入、删除或移动列，不要合并单元格，不要在数据里另加合计行。",
        "Leave headers and sheet names as they are; insert, delete or move no columns; merge no cells; add no totals.",
    ),
    "rule-paste": (
        "从别处复制数据时，用“选择性粘贴 → 数值”，下拉列表和检查才会保留。",
        "Paste values only (Paste Special), so that the lists and checks stay.",
    ),
    "rule-save": (
        "用 Excel、WPS 或 LibreOffice 填写都可以；保存为 .xlsx，不要加密码。",
        "Excel, WPS and LibreOffice all do; save as .xlsx without a password.",
    ),
    # the roster
    "roster-note": (
        "每人一行；调动或兼任的，再加一行。工号照原样写，开头的 0 也写。工资总额只给财务和人事看。",
        "One line a person; one more for a transfer or a second role. Leading zeros belong to the number.",
    ),
    "still-here": ("在职的留空", "empty while in post"),
    "long-leave": ("休长假的第一天；没有的留空", "the first day of a long leave; empty if there is none"),
    "still-away": ("休长假的最后一天；未定的留空", "its last day; empty while not settled"),
    "one-address": ("一个邮箱地址", "one mail address"),
}  # fmt: skip


def word(lang: Language, id: str, **values: object) -> str:
    """The words `id` in `lang` with `values` filled in."""
    chinese, english = WORDS[id]
    return in_language({"zh": chinese, "en": english}, lang).format(**values)
