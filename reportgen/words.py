"""Phrases and findings -> sentences: zh-Hans as written, en complete, zh-Hant by OpenCC from zh-Hans.

The door to opencc for what is printed (normal.py is the other, for keys). A sentence is worded once, in its
catalogue; here it only gets its values.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

import opencc  # type: ignore[import-untyped, unused-ignore]

from reportgen.records import Phrase

Language = Literal["zh", "zh-Hant", "en"]


@cache
def _traditional() -> opencc.OpenCC:
    return opencc.OpenCC("s2t")


def in_language(words: Mapping[str, str], language: Language) -> str:
    """The sentence in the language; traditional characters are made from the simplified ones."""
    if language == "en":
        return words["en"]
    chinese = words.get("zh") or words["zh-Hans"]
    return str(_traditional().convert(chinese)) if language == "zh-Hant" else chinese


@dataclass(frozen=True, slots=True)
class Speaker:
    """Says phrases in one language from a catalogue of words: id -> {"zh": ..., "en": ...}."""

    language: Language
    words: Mapping[str, Mapping[str, str]]

    def say(self, phrase: Phrase) -> str:
        return in_language(self.words[phrase.id], self.language).format(**dict(phrase.values))

    def all(self, phrases: tuple[Phrase, ...]) -> tuple[str, ...]:
        return tuple(self.say(phrase) for phrase in phrases)
