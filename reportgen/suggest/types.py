"""What a column takes, guessed from its name, its unit and the cells that stand in it, with the parsers that will read
them: a type is taken when it reads every cell, or most of them when the others are better told than taken as text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from fractions import Fraction

from reportgen.intake.cells import CellContext, understand
from reportgen.intake.cells.reading import says_nothing
from reportgen.intake.cells.words import NO, YES
from reportgen.intake.raw import RawCell
from reportgen.normal import PERCENT, key, unit
from reportgen.records import CellRef, Phrase, Value, phrase
from reportgen.scheme import Column, ColumnType
from reportgen.suggest.judge import Judge, Known
from reportgen.suggest.labels import NAMES, WHOSE

MOST = Fraction(3, 4)  # of the cells that a type must read when it does not read all
HALF = Fraction(1, 2)  # the same where the header says what stands under it
FEW = 6  # different words of a choice
REPEATED = 3  # times that each of them stands there on average
SHORT = 8  # characters of such a word
_CODE = re.compile(r"(编号|编码|代码|单号|号码|账号|电话|手机|批号|流水号|型号|号)$")
_MONEY = re.compile(r"(金额|价|额|费|款|收入|支出|工资|奖金|成本|利润|税)$|金额")
_NO_MONEY = re.compile(r"(分|率|%|次数|人数|台数|件数|户数|家数|天数|数量|比例|占比|年龄|工时|小时)$")
_COUNTED = re.compile(r"(数|数量|人数|次数|台数|件数|户数|家数|天数)$")
_DAY = re.compile(r"(日期|时间|日)$")
_RATED_BY = re.compile(r"(审核|考核|评分|批准|审批|复核|签)")
_TAIL = re.compile(r"[0-9]\s*([^0-9.,+\-\s]{1,6})$")


@dataclass(frozen=True, slots=True)
class Sample:
    """The cells of a column: its name, the unit in its header, the unit of the sheet (money only), what is filled."""

    name: str
    unit: str
    line_unit: str
    cells: tuple[RawCell, ...]


@dataclass(frozen=True, slots=True)
class Guess:
    type: ColumnType
    unit: str = ""
    choices: tuple[str, ...] = ()
    doubts: tuple[Phrase, ...] = ()


def guess(sample: Sample, known: Known) -> Guess:
    """Cells that say that there is nothing (`—`, `无`) are of any type; a flag's `无` is one of its words."""
    said = tuple(one for one in sample.cells if not (isinstance(one.value, str) and says_nothing(one.value)))
    sample = replace(sample, cells=said)
    texts = [cell.value for cell in sample.cells if isinstance(cell.value, str)]
    judge = Judge(known)
    if not sample.cells:
        return _by_name(sample)
    if person := _person(sample, texts, known, judge):
        return person
    if _CODE.search(key(sample.name)) and not any(cell.kind == "date" for cell in sample.cells):
        return Guess("text")
    for whole in (True, False):
        for find in (_day, _percent, _flag, _number):
            if found := find(sample, known, whole):
                return found
    return _words(sample, texts)


def _by_name(sample: Sample) -> Guess:
    """Nothing stands there: only the name speaks."""
    empty = (phrase("doubt-empty"),)
    if "工号" in key(sample.name) or key(sample.name) in {key(word) for word in WHOSE}:
        return Guess("id", doubts=empty)
    if key(sample.name) in {key(word) for word in NAMES}:
        return Guess("name", doubts=empty)
    if sample.unit:
        measured = unit(sample.unit)
        if measured is not None and measured.base == PERCENT:
            return Guess("percent", doubts=empty)
        return Guess("money" if measured and measured.is_currency else "number", sample.unit, doubts=empty)
    if _MONEY.search(key(sample.name)):
        return Guess("money", sample.line_unit or "元", doubts=empty)
    if _NO_MONEY.search(key(sample.name)):
        return Guess("percent" if key(sample.name).endswith(("率", "%")) else "number", doubts=empty)
    return Guess("date" if _DAY.search(key(sample.name)) else "text", doubts=empty)


def _person(sample: Sample, texts: Sequence[str], known: Known, judge: Judge) -> Guess | None:
    name = key(sample.name)
    values = [str(value) for cell in sample.cells if (value := cell.value) is not None]
    if "工号" in name or name in {key(word) for word in WHOSE}:
        return Guess("id") if _reads(sample, known, "id") else None
    on_roster = [value for value in values if judge.is_person(value)]
    if len(texts) == len(sample.cells) and len(on_roster) == len(values):
        if all(key(value) in known.ids for value in values):
            return Guess("id", doubts=(phrase("doubt-roster-id"),))
        return Guess("rater" if _RATED_BY.search(key(sample.name)) else "name")
    if name in {key(word) for word in NAMES} and _reads(sample, known, "name"):
        return Guess("name")
    return None


# ---------------------------------------------------------------- one type after the other


def _day(sample: Sample, known: Known, whole: bool) -> Guess | None:
    if not any(cell.kind == "date" or isinstance(cell.value, str) for cell in sample.cells):
        return None
    if not _reads(sample, known, "datetime", whole=whole):
        return None
    timed = any(isinstance(value, datetime) for value in _values(sample, known, "datetime"))
    return Guess("datetime" if timed else "date")


def _percent(sample: Sample, known: Known, whole: bool) -> Guess | None:
    said = (
        sample.unit == PERCENT
        or key(sample.name).endswith("%")
        or any(
            cell.format == "percent" or (isinstance(cell.value, str) and cell.value.strip().endswith(("%", "％")))
            for cell in sample.cells
        )
    )
    return Guess("percent") if said and _reads(sample, known, "percent", whole=whole) else None


def _flag(sample: Sample, known: Known, whole: bool) -> Guess | None:
    words = {key(cell.value) for cell in sample.cells if isinstance(cell.value, str)}
    told = words & (YES | NO) - {"1", "0", "无", "对", "错"}
    return Guess("flag") if whole and told and _reads(sample, known, "flag") else None


def _number(sample: Sample, known: Known, whole: bool) -> Guess | None:
    said = _unit(sample)
    measured = unit(said) if said else None
    if said == PERCENT:
        return None
    line = sample.line_unit if unit(sample.line_unit) else ""
    by_name, by_line = _MONEY.search(key(sample.name)), line and not _NO_MONEY.search(key(sample.name))
    if (measured and measured.is_currency) or (not said and (by_name or by_line)):
        wanted = said or line or "元"
        if _reads(sample, known, "money", wanted, whole=whole):
            by_unit = "doubt-money-line" if by_line and not by_name else "" if line else "doubt-money"
            doubts = (phrase(by_unit, unit=wanted),) if by_unit and not said else ()
            return Guess("money", wanted, doubts=doubts)
    if not _reads(sample, known, "number", said, whole=whole):
        return None
    counted = _COUNTED.search(key(sample.name)) or (measured and not measured.exponent and not measured.is_currency)
    if counted and _reads(sample, known, "count", said):
        return Guess("count", said)
    return Guess("number", said)


def _words(sample: Sample, texts: Sequence[str]) -> Guess:
    """A few words that stand there again and again are a choice."""
    words = Counter(" ".join(text.split()) for text in texts)
    enough = len(texts) >= REPEATED * len(words) and 2 <= len(words) <= FEW
    if len(texts) == len(sample.cells) and enough and all(len(word) <= SHORT for word in words):
        return Guess("choice", choices=tuple(words), doubts=(phrase("doubt-choice", count=len(words)),))
    dated = _DAY.search(key(sample.name)) and any(letter.isdecimal() for text in texts for letter in text)
    return Guess("text", doubts=(phrase("doubt-date", found=texts[0]),) if dated else ())


# ---------------------------------------------------------------- reading as a type


def _unit(sample: Sample) -> str:
    """The header's unit, else the one that is written behind the numbers in the cells."""
    if sample.unit:
        return sample.unit
    written = (_TAIL.search(cell.value.strip()) for cell in sample.cells if isinstance(cell.value, str))
    behind = (unit(match[1]) for match in written if match)
    tails = Counter(known.base for known in behind if known and known.base)
    return tails.most_common(1)[0][0] if tails else ""


def _reads(sample: Sample, known: Known, type: ColumnType, unit: str = "", *, whole: bool = True) -> bool:
    good = len(_values(sample, known, type, unit))
    if whole:
        return good == len(sample.cells)
    said = bool(sample.unit) or (type in ("date", "datetime") and bool(_DAY.search(key(sample.name))))
    return good >= (2 if said else 3) and Fraction(good, len(sample.cells)) >= (HALF if said else MOST)


def _values(sample: Sample, known: Known, type: ColumnType, unit: str = "") -> list[Value]:
    """What a type makes of the cells, those that it cannot read left out; a dash or `无` says nothing and counts."""
    column = Column(id="x", name=sample.name, type=type, unit=unit)
    context = CellContext(known.period, sample.unit, sample.line_unit if type == "money" else "")
    entries = (understand(cell, column, CellRef(""), context)[0] for cell in sample.cells)
    return [entry.value for entry in entries if entry.state != "bad"]
