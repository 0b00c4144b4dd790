"""Amounts in the capitals of Chinese bills (金额大写), by the rules for filling in bills and settlement vouchers.

1409.50    壹仟肆佰零玖元伍角          a whole number of yuan ends with 整
6007.14    陆仟零柒元壹角肆分          zeros in a row are one 零
107000.53  壹拾万柒仟元零伍角叁分      no yuan in the ones, then 角: 零 between
325.04     叁佰贰拾伍元零肆分          no 角, but 分: 零 between
"""

from __future__ import annotations

from decimal import Decimal

from reportgen.exact import half_up

DIGITS = "零壹贰叁肆伍陆柒捌玖"
PLACES = ("", "拾", "佰", "仟")
GROUPS = ("", "万", "亿", "万亿")
MOST = Decimal(10) ** 16


def capitals(amount: Decimal) -> str:
    """`amount` to the fen, below ten thousand million million yuan (ValueError)."""
    fen = half_up(abs(amount))
    if fen >= MOST:
        raise ValueError(f"{amount} is more than can be written in capitals")
    whole, _, cents = str(fen).partition(".")
    yuan, jiao, last = int(whole), int(cents[0]), int(cents[1])
    text = f"{_whole(yuan)}元" if yuan else ""
    if jiao and yuan and yuan % 10 == 0:
        text += "零"
    text += f"{DIGITS[jiao]}角" if jiao else ""
    text += ("零" if yuan and not jiao else "") + f"{DIGITS[last]}分" if last else ""
    if not text:
        text = "零元"
    return ("负" if amount < 0 and fen else "") + text + ("" if jiao or last else "整")


def _whole(yuan: int) -> str:
    """In groups of four digits; 零 where zeros lie between two digits that are written."""
    text, gap = "", False
    for group in range(len(GROUPS) - 1, -1, -1):
        part = yuan // 10_000**group % 10_000
        if not part:
            gap = gap or bool(text)
            text += "亿" if group == 2 and text and not text.endswith("亿") else ""
            continue
        if text and (gap or part < 1000):
            text += "零"
        # 万亿 before 亿: the 亿 stands once, after both
        name = "万" if group == 3 else GROUPS[group]
        text += _group(part) + name
        gap = False
    return text


def _group(part: int) -> str:
    text, zero = "", False
    for place in range(3, -1, -1):
        digit = part // 10**place % 10
        if digit:
            text += ("零" if zero else "") + DIGITS[digit] + PLACES[place]
            zero = False
        else:
            zero = bool(text)
    return text
