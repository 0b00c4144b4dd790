"""Reports and the pay sheet against results.json: each is worked out here once more, from the cards' results alone.

排名    得分, 等级, place and last month's score of each person
概览    of each role: cards that are due, scored, withheld; the average, the highest, the lowest; people of each grade
工资发放表    each part and the sum of each person, the total
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from tests.proof.sheets import Sheet, Value, address, same

Card = Mapping[str, Any]
Rows = Mapping[int, Sequence[Value]]

CENT = Decimal("0.01")
DUE, SCORED, WITHHELD = "应有考核单", "已出分", "暂缓"


def differing(sheets: Mapping[str, Sheet], department: str, cards: Sequence[Card]) -> tuple[int, list[str]]:
    """How many figures were compared, and what a report (of the company when `department` is "") or the pay sheet
    says otherwise than the cards."""
    own = [one for one in cards if department in ("", one["subject"]["department"])]
    told: list[tuple[str, object, Value]] = []
    if "排名" in sheets:
        told += _ranking(sheets["排名"], own)
        told += _overview(sheets["概览"], own)
    if "工资发放表" in sheets:
        told += _pay(sheets["工资发放表"], own)
    return len(told), [
        f"{where} | {expected} | {found}" for where, expected, found in told if not _same(expected, found)
    ]


def _same(expected: object, found: Value) -> bool:
    if expected is None:
        return found in (None, "", "—")
    return same(expected if isinstance(expected, Decimal) else str(expected), found)


def _rows(sheet: Sheet) -> dict[int, dict[int, Value]]:
    rows: dict[int, dict[int, Value]] = {}
    for (row, column), cell in sorted(sheet.cells.items()):
        rows.setdefault(row, {})[column] = cell.value
    return rows


def _titled(rows: Mapping[int, Mapping[int, Value]], at: int) -> dict[str, int]:
    return {value: column for column, value in rows[at].items() if isinstance(value, str)}


def _number(text: object) -> Decimal | None:
    return None if text is None else Decimal(str(text))


def _ranking(sheet: Sheet, cards: Sequence[Card]) -> Iterator[tuple[str, object, Value]]:
    rows = _rows(sheet)
    head = next(row for row, cells in rows.items() if "工号" in cells.values())
    at = _titled(rows, head)
    whole = "全公司名次" in at
    seen = 0
    for row in range(head + 1, max(rows) + 1):
        cells = rows.get(row, {})
        if not cells.get(at["工号"]):
            continue
        [card] = [one for one in cards if (one["subject"]["id"], one["subject"]["role"])
                  == (cells[at["工号"]], cells[at["角色"]]) and one["status"] == "scored"]  # fmt: skip
        seen += 1
        where = f"排名!{address(row, 1)} {card['subject']['id']}"
        yield f"{where} 得分", Decimal(card["score"]), cells.get(at["得分"])
        yield f"{where} 等级", card["grade"] or None, cells.get(at["等级"])
        if whole:
            yield f"{where} 全公司名次", f"{card['rank']} / {card['of']}", cells.get(at["全公司名次"])
        else:
            yield f"{where} 名次", Decimal(card["rank"]), cells.get(at["名次"])
        before = card["previous"] and card["previous"]["score"]
        yield f"{where} 上月得分", _number(before), cells.get(at["上月得分"])
    yield "排名: people", str(sum(one["status"] == "scored" for one in cards)), str(seen)


def _overview(sheet: Sheet, cards: Sequence[Card]) -> Iterator[tuple[str, object, Value]]:
    rows = _rows(sheet)
    role = ""
    for row, cells in rows.items():
        first = cells.get(1)
        if isinstance(first, str) and "\u3000" in first:
            role = first.rpartition("\u3000")[2]
        own = [one for one in cards if one["subject"]["role"] == role]
        at = _titled(rows, row)
        if role and own and DUE in at and "平均得分" in at and row + 1 in rows:
            for below, part in _below(rows, row, at.get("部门"), own):
                found = {name: rows[below].get(at[name]) for name in at}
                yield from _tiles(f"概览!{below} {role}", found, part)
        if role and own and {"等级", "人数"} <= set(at):
            grades = Counter(one["grade"] for one in own if one["status"] == "scored")
            for below in range(row + 1, row + 1 + len(grades) + 10):
                grade = rows.get(below, {}).get(at["等级"])
                if not isinstance(grade, str):
                    break
                yield f"概览!{below} {role} {grade}", Decimal(grades[grade]), rows[below].get(at["人数"])


def _below(
    rows: Mapping[int, Mapping[int, Value]], head: int, department: int | None, cards: Sequence[Card]
) -> Iterator[tuple[int, Sequence[Card]]]:
    """The line of tiles under its titles with all cards; or a line for each department with the cards of its own."""
    if department is None:
        yield head + 1, cards
        return
    row = head + 1
    while own := [one for one in cards if one["subject"]["department"] == rows.get(row, {}).get(department)]:
        yield row, own
        row += 1


def _tiles(where: str, found: Mapping[str, Value], cards: Sequence[Card]) -> Iterator[tuple[str, object, Value]]:
    scores = [Decimal(one["score"]) for one in cards if one["status"] == "scored"]
    yield f"{where} {DUE}", Decimal(len(cards)), found[DUE]
    yield f"{where} {SCORED}", Decimal(len(scores)), found[SCORED]
    yield f"{where} {WITHHELD}", Decimal(len(cards) - len(scores)), found[WITHHELD]
    if scores:
        average = (sum(scores, Decimal(0)) / len(scores)).quantize(CENT, ROUND_HALF_UP)
        yield f"{where} 平均得分", average, found["平均得分"]
        yield f"{where} 最高", max(scores), found["最高"]
        yield f"{where} 最低", min(scores), found["最低"]


def _pay(sheet: Sheet, cards: Sequence[Card]) -> Iterator[tuple[str, object, Value]]:
    rows = _rows(sheet)
    head = next(row for row, cells in rows.items() if cells.get(1) == "工号")
    at = _titled(rows, head)
    paid: dict[str, list[Card]] = {}
    for card in cards:
        if card.get("pay") and card["pay"]["status"] == "scored":
            paid.setdefault(card["subject"]["id"], []).append(card["pay"])
    total = Decimal(0)
    for row in range(head + 1, max(rows) + 1):
        cells = rows[row]
        if cells.get(1) == "合计":
            yield "工资发放表 合计", total, cells.get(at["应发合计"])
            return
        pays = paid.pop(str(cells[1]))
        parts: dict[str, Decimal] = {}
        for pay in pays:
            for part in pay["parts"]:
                parts[part["name"]] = parts.get(part["name"], Decimal(0)) + Decimal(part["amount"])
        own = sum((Decimal(pay["total"]) for pay in pays), Decimal(0))
        total += own
        yield f"工资发放表!{row} {cells[1]} 应发合计", own, cells.get(at["应发合计"])
        for name, amount in parts.items():
            yield f"工资发放表!{row} {cells[1]} {name}", amount, cells.get(at[name])
