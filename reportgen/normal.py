"""Headers and words as people write them -> keys that compare equal, and the units they carry; the door to OpenCC.

    業(yè)務(wù) 收入（萬元）  --key-->         业务收入(万元)
                             --split_unit-->  業(yè)務(wù) 收入 | 万元

Keys are for comparing only: nothing that is shown or kept as a value goes through here.
"""

from __future__ import annotations

import difflib
import html
import re
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from html.entities import html5

from opencc import OpenCC

_ENTITY = re.compile(r"&(#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]*);")
_CJK = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_IN_BRACKETS = re.compile(rf"(?<=[{_CJK}])\(([^()]{{1,6}})\)")
_TONES = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ"
_TONED = re.compile(rf"(?=.*[{_TONES}])[a-zü{_TONES}]{{1,6}}")
_TONELESS = re.compile(r"(?!i+$)(?=..)(?:[zcs]h|[bpmfdtnlgkhjqxzcsryw])?[aeiouü]{1,3}(?:ng|n|r)?")
NEAR = 0.6  # difflib's own cutoff: half of a short word must agree


HEADER_LENGTH = 200  # a longer text is no header and no word


def key(text: str) -> str:
    """What a header or a word is compared by: width, script, case, spaces and readings in brackets do not count.

    Known HTML entities are undone, unknown ones (`&pide;`) stay. A bracket after a Chinese character goes when it
    holds a pinyin syllable in lower case (`業(yè)務(wù)`); units, Chinese text, capitals (`金额(A)`) and single letters
    without a tone mark stay. Control and invisible characters are dropped. Never raises.
    """
    return _short_key(text) if len(text) <= HEADER_LENGTH else _key(text)


def _key(text: str) -> str:
    written = "".join(_visible(_entities_undone(text)))
    return _simplified(_IN_BRACKETS.sub(_without_reading, written)).lower()


_short_key = lru_cache(maxsize=20_000)(_key)


def suggest(text: str, candidates: Iterable[str]) -> str:
    """The candidate whose key is nearest to the text's, "" when none is near. For messages only, never for reading."""
    by_key = {key(candidate): candidate for candidate in reversed(list(candidates))}
    near = difflib.get_close_matches(key(text[:100]), list(by_key), n=1, cutoff=NEAR)
    return by_key[near[0]] if near else ""


def _entities_undone(text: str) -> str:
    def undone(match: re.Match[str]) -> str:
        known = match[1].startswith("#") or f"{match[1]};" in html5
        return html.unescape(match[0]) if known else match[0]

    return _ENTITY.sub(undone, text)


def _visible(text: str) -> list[str]:
    return [c for c in unicodedata.normalize("NFKC", text) if not c.isspace() and unicodedata.category(c)[0] != "C"]


def _without_reading(match: re.Match[str]) -> str:
    reading = _TONED.fullmatch(match[1]) or (_TONELESS.fullmatch(match[1]) and unit(match[1]) is None)
    return "" if reading else match[0]


@cache
def _converter() -> OpenCC:
    return OpenCC("t2s")


def _simplified(text: str) -> str:
    return text if text.isascii() else _converter().convert(text.encode("utf-8", "ignore").decode())


# ---------------------------------------------------------------- units

YUAN = "元"
PERCENT = "%"

# Currency -> how it is written, by key.
_CURRENCIES = {
    YUAN: ("元", "圆", "块", "人民币", "人民币元", "rmb", "cny", "¥"),
    "美元": ("美元", "美金", "usd", "us$", "$"),
    "欧元": ("欧元", "eur", "€"),
    "港元": ("港元", "港币", "hkd", "hk$"),
    "日元": ("日元", "日圆", "jpy"),
    "英镑": ("英镑", "gbp", "£"),
    "澳元": ("澳元", "aud"),
    "加元": ("加元", "cad"),
    "韩元": ("韩元", "krw"),
    "卢布": ("卢布", "rub"),
    "台币": ("台币", "新台币", "twd"),
}
# Other measures; words that in a header's brackets are mostly no unit (月 年 周 组 期) are left out on purpose.
_MEASURES = {
    PERCENT: ("%",),
    "‰": ("‰",),
    "个百分点": ("个百分点", "百分点"),
    "人": ("人", "名", "位"),
    "天": ("天",),
    "小时": ("小时", "工时", "h"),
    "分钟": ("分钟", "min"),
    "公里": ("公里", "千米", "km"),
    "平方米": ("平方米", "m2", "平米"),
    "公斤": ("公斤", "千克", "kg"),
    "千瓦": ("千瓦", "kw"),
    "千瓦时": ("千瓦时", "度", "kwh"),
} | {
    word: (word,)
    for word in [
        "台",
        "家",
        "次",
        "项",
        "分",
        "个",
        "户",
        "件",
        "份",
        "篇",
        "条",
        "辆",
        "批",
        "笔",
        "只",
        "套",
        "吨",
        "米",
        "张",
        "本",
        "场",
        "起",
        "处",
        "宗",
        "箱",
        "盒",
        "瓶",
        "袋",
        "克",
        "升",
        "人次",
        "户次",
        "台次",
        "家次",
        "车次",
        "人天",
        "人日",
        "时户",
    ]
}
_BASES = {word: base for base, words in (_CURRENCIES | _MEASURES).items() for word in words}
_SCALES = {"": 0, "百": 2, "千": 3, "万": 4, "十万": 5, "百万": 6, "千万": 7, "亿": 8, "十亿": 9, "百亿": 10}
_BARE_SCALES = ("万", "百万", "千万", "亿")
_SCALED = re.compile(f"({'|'.join(sorted(filter(None, _SCALES), key=len, reverse=True))})(.*)")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as a base and a power of ten: 万元 is (元, 4). `base` "" is a scale without a measure (`12万`)."""

    base: str
    exponent: int = 0

    @property
    def is_currency(self) -> bool:
        return self.base in _CURRENCIES

    def __str__(self) -> str:
        return next(word for word, power in _SCALES.items() if power == self.exponent) + self.base


def unit(text: str) -> Unit | None:
    """The unit that a text is (`万元`, `人民币千元`, `USD`, `台`, `%`), None when it is no known unit."""
    word = _simplified("".join(_visible(text))).lower()
    if word in _BASES:
        return Unit(_BASES[word])
    if word in _BARE_SCALES:
        return Unit("", _SCALES[word])
    word = word.removeprefix("人民币").removesuffix("人民币")
    word = word.removesuffix("整") if word.endswith("元整") else word
    if word in _BASES:
        return Unit(_BASES[word])
    scaled = _SCALED.fullmatch(word)
    if scaled and scaled[2] in _BASES and _BASES[scaled[2]] not in (PERCENT, "‰", "个百分点"):
        return Unit(_BASES[scaled[2]], _SCALES[scaled[1]])
    return None


_BRACKET = re.compile(
    r"\s*[(（\[［【〔]\s*(?:单位|單位)?\s*[:：]?\s*([^()（）\[\]［］【】〔〕]{1,12}?)\s*[)）\]］】〕]"
)
_AFTER_SLASH = re.compile(r"(.+?)\s*[/／]\s*([^/／]{1,8})", re.DOTALL)


def split_unit(header: str, also: Collection[str] = ()) -> tuple[str, str]:
    """A header's name as written and its unit in Simplified characters, "" when it has none.

    One unit in brackets anywhere (`销售额（万元）`), or a currency or % after a last slash (`金额/万元`; not
    `责任部门/人`). Brackets that hold no unit belong to the name. Two different units in one header are none.
    `also` names units that a scheme declares beyond the usual ones. Compare the whole header with the aliases first:
    `负责（人）` looks like a unit.
    """
    if len(header) > HEADER_LENGTH:
        return header.strip(), ""
    own = {key(word): word for word in also}
    marked = [(match, _unit_name(match[1], own)) for match in _BRACKET.finditer(header)]
    marked = [(match, name) for match, name in marked if name]
    if len({name for _, name in marked}) == 1:
        match, name = marked[-1]
        return (header[: match.start()] + header[match.end() :]).strip(), name
    slashed = _AFTER_SLASH.fullmatch(header.strip())
    if slashed and not marked:
        after = unit(slashed[2])
        if after and (after.is_currency or after.base == PERCENT):
            return slashed[1].strip(), str(after)
    return header.strip(), ""


def _unit_name(text: str, own: dict[str, str]) -> str:
    known = unit(text)
    return str(known) if known else own.get(key(text), "")


_LINE = re.compile(r"单位\s*:\s*([^\s:;,。()\[\]]{1,12})")


def unit_line(text: str) -> str | None:
    """The unit that a line above a table sets (`单位：万元`, `（金额单位：人民币万元）`), in Simplified characters.

    None when there is none: `单位：华东分公司` names an organisation. A line with several units (`单位：元、台`) gives
    its only currency, and None when it names two.
    """
    known: list[Unit] = []
    for match in _LINE.finditer(_simplified(unicodedata.normalize("NFKC", text))):
        units = [unit(word) for word in re.split("[、/和]", match[1])]
        known += [each for each in units if each and None not in units]
    money = {str(each) for each in known if each.is_currency}
    if money:
        return money.pop() if len(money) == 1 else None
    return str(known[0]) if known else None
