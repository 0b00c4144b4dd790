"""What a call asks for: its words -> a verb, a month and options. What cannot be understood is named with the nearest
word that can be.

argparse says what is wrong in English only; every message here has its words in the catalogue, in three languages.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from reportgen.normal import suggest
from reportgen.period import Period
from reportgen.words import Language

DASHES = ("-", "–", "—", "－", "−")  # a dash pasted from a document is not the one of the keyboard
LANGUAGES: tuple[Language, ...] = ("zh", "zh-Hant", "en")
LAST = "last"


@dataclass(frozen=True, slots=True)
class Option:
    """`shape` is how its value is written, "" for a switch. It belongs to `verbs`, to all when there are none named;
    `needed`: they cannot do without it."""

    name: str
    shape: str = ""
    verbs: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    needed: bool = False
    unless: str = ""  # the option that is given instead

    @property
    def id(self) -> str:
        return self.name.lstrip("-")

    @property
    def written(self) -> str:
        return f"{self.name} {'|'.join(self.choices) or self.shape}".strip()


SEVERAL = ("whatif",)  # verbs that take any number of months
OPTIONS = (
    Option("--department", "NAME", ("check",)),
    Option("--suggest", "FILE", ("check",)),
    Option("--person", "ID", ("explain",), needed=True, unless="--table"),
    Option("--item", "ITEM", ("explain",)),
    Option("--table", "TABLE", ("explain",)),
    Option("--row", "N", ("explain",)),
    Option("--remind", verbs=("status",)),
    Option("--by", "NAME", ("close", "restate"), needed=True),
    Option("--reason", "TEXT", ("restate",), needed=True),
    Option("--scheme", "FILE", ("whatif",), needed=True),
    Option("--out", "FILE", ("whatif",)),
    Option("--config", "FILE"),
    Option("--inputs", "DIR"),
    Option("--outputs", "DIR"),
    Option("--workers", "N|auto"),
    Option("--json"),
    Option("--quiet"),
    Option("--lang", "LANG", choices=LANGUAGES),
)
HELP = ("-h", "--help")


@dataclass(frozen=True, slots=True)
class Asked:
    """A call as it was understood; `verb` is "" only beside `help`. Options that were not given are not there."""

    verb: str
    period: str
    values: Mapping[str, str]
    switches: frozenset[str]
    help: bool = False
    periods: tuple[str, ...] = ()  # all that were named

    def text(self, id: str) -> str:
        return self.values.get(id, "")


class Misunderstood(Exception):
    """A call that cannot be done as it stands: the id of the words that say why, their values, the verb so far."""

    def __init__(self, id: str, verb: str = "", near: str = "", **values: str) -> None:
        super().__init__(id)
        self.id, self.verb, self.near, self.values = id, verb, near, values


def understand(arguments: Sequence[str], verbs: Sequence[str]) -> Asked:
    """Without a verb: run; without a month: last. Raises Misunderstood."""
    given = [one for one in arguments if one not in HELP]
    helps = len(given) < len(arguments)
    words, values, switches = _sorted(given)
    verb = _verb(words, verbs, helps)
    periods = [one for one in words if one != verb]
    if helps:
        return Asked(verb, LAST, values, switches, True)
    if len(periods) > 1 and verb not in SEVERAL:
        raise Misunderstood("usage-words", verb, found=" ".join(periods[1:]))
    _check(verb, values, switches)
    return Asked(verb, periods[0] if periods else LAST, values, switches, periods=tuple(periods))


def _sorted(given: Sequence[str]) -> tuple[list[str], dict[str, str], frozenset[str]]:
    """Plain words, options with their values, switches."""
    known = {one.name: one for one in OPTIONS}
    words: list[str] = []
    values: dict[str, str] = {}
    switches: set[str] = set()
    rest: Iterator[str] = iter(given)
    for one in rest:
        name, equals, value = one.partition("=")
        if not one.startswith(DASHES):
            words.append(one)
        elif name not in known:
            raise Misunderstood("usage-option", near=suggest(name.lstrip("".join(DASHES)), known), found=one)
        elif not known[name].shape:
            if equals:
                raise Misunderstood("usage-switch", option=name, found=value)
            switches.add(known[name].id)
        else:
            said = value if equals else next(rest, "")
            if not said or said.partition("=")[0] in known:
                raise Misunderstood("usage-value", option=known[name].written)
            values[known[name].id] = said
    return words, values, frozenset(switches)


def _verb(words: Sequence[str], verbs: Sequence[str], helps: bool) -> str:
    for word in words:
        if word in verbs:
            return word
    strange = [word for word in words if not _like_a_month(word)]
    if strange:
        raise Misunderstood("usage-verb", near=suggest(strange[0], (*verbs, LAST)), found=strange[0],
                            verbs="、".join(verbs))  # fmt: skip
    return "" if helps else "run"


def _like_a_month(word: str) -> bool:
    return word == LAST or any(letter.isdecimal() for letter in word)


def _check(verb: str, values: Mapping[str, str], switches: frozenset[str]) -> None:
    """Options at their own verbs, with values that can be, and none missing."""
    for option in OPTIONS:
        value = values.get(option.id)
        own = not option.verbs or verb in option.verbs
        if value is not None and not value.strip():
            raise Misunderstood("usage-value", verb, option=option.written)
        if not own and (value is not None or option.id in switches):
            raise Misunderstood("usage-elsewhere", verb, option=option.name, verbs="、".join(option.verbs))
        if own and option.needed and value is None and option.unless.lstrip("-") not in values:
            raise Misunderstood("usage-needed", verb, option=option.written)
        if value is not None and option.choices and value not in option.choices:
            raise Misunderstood("usage-choice", verb, near=suggest(value, option.choices), option=option.written,
                                found=value)  # fmt: skip
    if "suggest" in values and "department" in values:
        raise Misunderstood("usage-together", verb, options="--suggest, --department")
    row = values.get("row", "1")
    if not (row.isdecimal() and row.isascii() and int(row) >= 1):
        raise Misunderstood("usage-choice", verb, option="--row N", found=row)
    if "row" in values and "table" not in values:
        raise Misunderstood("usage-needed", verb, option="--table TABLE")
    workers = values.get("workers", "auto")
    if workers != "auto" and not (workers.isdecimal() and workers.isascii() and int(workers) >= 1):
        raise Misunderstood("usage-choice", verb, option="--workers N|auto", found=workers)


def near_month(written: str, now: Period) -> str:
    """The month that someone probably meant, "" when nobody can tell: 2026/10, 202610, 2026年1月; 10月 is the latest
    October that has begun by `now`."""
    digits = "".join(letter if letter.isdecimal() else " " for letter in written).split()
    if len(digits) == 1 and len(digits[0]) in (5, 6):
        digits = [digits[0][:4], digits[0][4:]]
    numbers = [int(one) for one in digits]
    if len(numbers) == 1 and 1 <= numbers[0] <= 12:
        same = Period(now.year, numbers[0])
        return str(same if same <= now else same.shifted(-12))
    if len(numbers) >= 2 and 2000 <= numbers[0] <= 2100 and 1 <= numbers[1] <= 12:
        return f"{numbers[0]:04d}-{numbers[1]:02d}"
    return suggest(written, (LAST,)) if not numbers else ""
