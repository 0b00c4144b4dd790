"""The words that month tables have of themselves: headings, totals, states and reasons, in zh and en.

Names of a scheme and what departments wrote stay as they are. Records carry the Chinese text and the phrase that it
came from; `spoken` says the phrases in another language before anything is published.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from reportgen.records import CellRef, Figure, Phrase, Table, TableColumn, phrase
from reportgen.settle.reconcile import reasons
from reportgen.words import Speaker


def _words(zh: str, en: str) -> dict[str, str]:
    return {"zh": zh, "en": en}


WORDS = {
    "table-total": _words("合计", "Total"),
    "table-total-of": _words("合计（{of}）", "Total ({of})"),
    "table-yes": _words("是", "yes"),
    "table-no": _words("否", "no"),
    "table-days": _words("天", "days"),
    # figures, ranking
    "table-item": _words("项目", "Item"),
    "table-value": _words("数值", "Figure"),
    "table-unit": _words("单位", "Unit"),
    "table-rank": _words("名次", "Rank"),
    "table-share": _words("占比", "Share"),
    # summary, moves
    "table-person": _words("工号", "Staff no."),
    "table-person-name": _words("姓名", "Name"),
    "table-span-day": _words("日期", "Day"),
    "table-span-week": _words("周", "Week"),
    "table-span-month": _words("月份", "Month"),
    "table-none": _words("（未注明）", "(not given)"),
    "table-level": _words("现级别", "Level"),
    "table-scores": _words("各月得分", "Scores by month"),
    "table-average": _words("平均", "Average"),
    "table-move": _words("升降", "Move"),
    "table-next-level": _words("下一期级别", "Level from now on"),
    "move-open": _words("未定", "open"),
    "move-up": _words("升一级", "one up"),
    "move-down": _words("降一级", "one down"),
    "move-stay": _words("不变", "as it is"),
    # reconciliation: headings
    "table-number": _words("凭证号", "Voucher no."),
    "table-customer": _words("客户", "Customer"),
    "table-owner": _words("业务员", "Salesperson"),
    "table-currency": _words("币种", "Currency"),
    "table-on": _words("收款日期", "Received on"),
    "table-why": _words("原因", "Reason"),
    "table-amount": _words("应收金额", "Billed"),
    "table-settled": _words("核销金额", "Settled"),
    "table-how": _words("依据", "Matched by"),
    "table-state": _words("状态", "State"),
    "table-paid": _words("已收", "Received"),
    "table-open": _words("未收", "Open"),
    "table-due": _words("到期日", "Due on"),
    "table-overdue-days": _words("逾期", "Overdue"),
    "table-note": _words("说明", "Note"),
    "table-paid-finance": _words("财务已收", "Received by finance"),
    "table-until-end": _words("至月底", "Until month end"),
    "table-received": _words("收款金额", "Receipt"),
    "table-without": _words("无对应金额", "Without a claim"),
    "table-unclaimed": _words("待认领金额", "Unclaimed"),
    "table-claims": _words("可能的应收", "Possible claims"),
    "table-all-settled": _words("已核销", "Settled"),
    "table-overdue": _words("其中逾期", "of which overdue"),
    "table-matched": _words("其中已核销", "of which settled"),
    "table-ambiguous": _words("待认领", "Unclaimed"),
    "table-unmatched": _words("无对应应收", "Without a claim"),
    # reconciliation: what stands in the lines
    "how-number": _words("凭证号", "voucher number"),
    "how-amount": _words("客户和金额", "customer and amount"),
    "how-combined": _words("一笔收款付几笔", "one receipt for several claims"),
    "how-parts": _words("几笔收款付一笔", "several receipts for one claim"),
    "state-settled": _words("已结清", "settled"),
    "state-partly": _words("部分收款", "paid in part"),
    "state-unpaid": _words("未收", "open"),
    "claimed-told": _words("业务员记已回款，财务没有对应的收款", "sales says that it was paid, finance has no such receipt"),
    "claimed-maybe": _words("有待认领的收款，催款前先核对", "there is an unclaimed receipt: check before asking for money"),
}  # fmt: skip
ALL_WORDS = WORDS | reasons.WORDS


def column(id: str, word: str, unit: str = "") -> TableColumn:
    """A heading in the program's own words; `word` without its `table-`."""
    said = phrase(f"table-{word}")
    return TableColumn(id, _zh(said), unit, said)


def figure(*said: Phrase, evidence: tuple[CellRef, ...] = ()) -> Figure:
    """A cell in the program's own words, several sentences with a semicolon between; empty without any."""
    return Figure("；".join(map(_zh, said)) or None, evidence, said)


def _zh(said: Phrase) -> str:
    return ALL_WORDS[said.id]["zh"].format(**dict(said.values))


def spoken(tables: Iterable[Table], speaker: Speaker) -> tuple[Table, ...]:
    """The tables with the program's own words in the speaker's language."""
    return tuple(_table(table, speaker) for table in tables)


def _table(table: Table, speaker: Speaker) -> Table:
    columns = tuple(
        replace(one, name=speaker.say(one.said), unit=_unit(one, speaker)) if one.said else one for one in table.columns
    )
    rows = tuple(tuple(_figure(one, speaker) for one in row) for row in table.rows)
    return replace(table, columns=columns, rows=rows)


def _unit(one: TableColumn, speaker: Speaker) -> str:
    return speaker.say(phrase("table-days")) if one.unit == WORDS["table-days"]["zh"] else one.unit


def _figure(one: Figure, speaker: Speaker) -> Figure:
    if not one.said:
        return one
    between = "; " if speaker.language == "en" else "；"
    return replace(one, value=between.join(speaker.all(one.said)))
