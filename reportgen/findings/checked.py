"""Findings of the checks that a scheme declares: sums, windows of days, codes, trees, approvals, locked lines."""

from reportgen.findings.entry import Entry

CATALOGUE: dict[str, Entry] = {
    "SUM_ABOVE": ("error", {
        "zh": ("{about} 的“{column}”合计 {found}，超过上限 {most}（见 {cells}）", "核对这几行，改到合计不超过 {most}"),
        "en": ("“{column}” adds up to {found} for {about}, above the limit of {most} (see {cells})", "check these lines; together they may not exceed {most}"),
    }),
    "TOO_LATE": ("warning", {
        "zh": ("“{column}”是 {found}，从 {since}（{of}）算起第 {days} 天，超过 {limit} 天；{how}", "日期写错的改正；确实逾期的不能再补，以后按时填"),
        "en": ("“{column}” is {found}, {days} days after {since} ({of}); the limit is {limit}; {how}", "correct the date if it is wrong; what is too late cannot be mended, hand it in in time from now on"),
    }),
    "NOT_AHEAD": ("warning", {
        "zh": ("“{column}”是 {found}，应在 {since}（{of}）之前至少 {limit} 天，实际提前 {days} 天；{how}", "日期写错的改正；以后事先办理"),
        "en": ("“{column}” is {found}; it should be at least {limit} days before {since} ({of}), and is {days} days before it; {how}", "correct the date if it is wrong; do it beforehand from now on"),
    }),
    "TOO_EARLY": ("warning", {
        "zh": ("“{column}”是 {found}，应在 {since}（{of}）之后至少 {limit} 天，实际是 {days} 天；{how}", "核对两个日期并改正"),
        "en": ("“{column}” is {found}; it should be at least {limit} days after {since} ({of}), and is {days} days after it; {how}", "check both dates and correct them"),
    }),
    "TOO_FAR_AHEAD": ("warning", {
        "zh": ("“{column}”是 {found}，比 {since}（{of}）提前 {days} 天，最多提前 {limit} 天；{how}", "核对两个日期并改正；太早的到时候再填"),
        "en": ("“{column}” is {found}, {days} days before {since} ({of}); at most {limit} days; {how}", "check both dates and correct them; what is too early is to be entered later"),
    }),
    "NOT_KNOWN": ("error", {
        "zh": ("“{column}”填的“{found}”不在“{register}”中（相近的：{near}）", "改正，或先在“{register}”中登记"),
        "en": ("“{found}” in “{column}” is not in “{register}” (nearest: {near})", "correct it, or enter it in “{register}” first"),
    }),
    "NAME_NOT_OF_CODE": ("warning", {
        "zh": ("“{column}”写的是“{found}”，{under} 应是“{expected}”；按 {under} 计入", "核对代码和名称，改正其中之一"),
        "en": ("“{column}” says “{found}”, but {under} is “{expected}”; it counts as {under}", "check code and name and correct one of them"),
    }),
    "TREE_WITHOUT_TOP": ("error", {
        "zh": ("“{column}”填的“{found}”不在本表中", "改正上级，或先登记上级；最上层的留空"),
        "en": ("“{found}” in “{column}” is not in this table", "correct it, or add that line; leave it empty for a line at the top"),
    }),
    "TREE_LOOP": ("error", {
        "zh": ("“{column}”填的“{found}”绕成了圈", "改正上级，使每一行都能走到最上层"),
        "en": ("“{found}” in “{column}” leads round in a circle", "correct it so that every line leads to the top"),
    }),
    "TREE_TOO_DEEP": ("error", {
        "zh": ("{found} 在第 {depth} 层，最多 {levels} 层", "归到上一层，或用属性码区分"),
        "en": ("{found} is on level {depth}; at most {levels} are allowed", "put it one level higher, or tell it apart by an attribute"),
    }),
    "LOCKED_CHANGED": ("error", {
        "zh": ("这一行已经审核，“{column}”原来是 {was}，现在是 {found}：审核以后不能再改", "改回 {was}"),
        "en": ("this line was approved with “{column}” {was}, now it is {found}: an approved line does not change", "put {was} back"),
    }),
    "LOCKED_GONE": ("error", {
        "zh": ("“{sheet}”里已经审核的一行不见了：{found}", "按审核时的内容把这一行补回来"),
        "en": ("an approved line of “{sheet}” is gone: {found}", "put the line back as it was approved"),
    }),
    "APPROVED_BY_OTHER": ("error", {
        "zh": ("“{column}”是 {found}，应由 {expected} 审核", "由规定的审核人审核；没有审核的先留空"),
        "en": ("“{column}” is {found}; {expected} must approve", "let the right superior approve, or leave it empty until then"),
    }),
    "APPROVED_WITHOUT_DAY": ("warning", {
        "zh": ("{found} 已审核，没有填“{column}”", "补上日期"),
        "en": ("approved by {found} without “{column}”", "add the date"),
    }),
}  # fmt: skip
