"""Findings about a department's own sheets: labels beside cells, and sheets that are about one person each."""

from reportgen.findings.entry import Entry

CATALOGUE: dict[str, Entry] = {
    "LABEL_MISSING": ("error", {
        "zh": ("“{table_name}”这张表里没有“{column}”这个标签", "写上标签，把值填在它右边的格子；可用的标签：{accepted}"),
        "en": ("this sheet of “{table_name}” has no label “{column}”", "write the label and put the value into the cell to its right; labels that are understood: {accepted}"),
    }),
    "LABEL_LIKE": ("error", {
        "zh": ("“{table_name}”这张表里没有“{column}”这个标签；这里的“{found}”是否就是它？", "把标签改为：{accepted}；或把“{found}”加进办法的 aliases"),
        "en": ("this sheet of “{table_name}” has no label “{column}”; is it “{found}” here?", "change the label to one of: {accepted}; or add “{found}” to the scheme's aliases"),
    }),
    "LABEL_TWICE": ("error", {
        "zh": ("标签“{column}”在这张工作表上出现不止一次（{cells}），不知以哪一个为准", "只留一个，其余的删去或改名"),
        "en": ("the label “{column}” stands more than once on this sheet ({cells}); which one counts cannot be known", "keep one; delete or rename the others"),
    }),
    "LABEL_NO_VALUE": ("error", {
        "zh": ("“{column}”（标签在 {label}）必须填写，这里没有内容", "在这一格填写，可填：{accepted}；如果填在了别的格子，请移到这里"),
        "en": ("“{column}” (its label is at {label}) must be filled in, but nothing is here", "fill in this cell; accepted: {accepted}; if the value stands elsewhere, move it here"),
    }),
    "SHEET_PERSON_UNKNOWN": ("error", {
        "zh": ("看不出工作表“{sheet_name}”是谁的：工作表名里没有花名册上的工号或姓名，表上也没有", "把工作表改名为工号或姓名（如“{sheet_name}”改成“1001”），或在表上写明“工号：”"),
        "en": ("nothing says whom the sheet “{sheet_name}” is about: neither its name nor a label has a 工号 or a name of the roster", "rename the sheet (“{sheet_name}”) to the 工号 or the name, or write “工号：” with the number on it"),
    }),
    "SHEET_PERSON_SEVERAL": ("error", {
        "zh": ("工作表“{sheet_name}”可能是几个人的（工号 {found}），不知是谁", "在工作表名里写工号，或在表上写明“工号：”"),
        "en": ("the sheet “{sheet_name}” may be about several people (工号 {found})", "put the 工号 into the sheet's name, or write “工号：” with the number on it"),
    }),
    "SHEET_PERSON_DIFFERS": ("error", {
        "zh": ("表上写的工号是 {found}，工作表名“{sheet_name}”却是另一个人", "核对：改正工号，或改正工作表名（多半是复制工作表后忘了改）"),
        "en": ("the sheet says 工号 {found}, but its name “{sheet_name}” is that of someone else", "check it: correct the 工号 or the sheet's name (often a copied sheet that was not changed)"),
    }),
}  # fmt: skip
