"""Columns whose settings fit their type; those of `[shared]` once, at their own place."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.scheme import Column
from reportgen.settings.draft import Draft
from reportgen.settings.locate import Path
from reportgen.settings.mistakes import Slip, known, slip
from reportgen.settings.references import DAYS, FLAGS, NUMBERS, everything


def check(draft: Draft) -> Iterator[Slip]:
    for part in everything(draft):
        if isinstance(part.value, Column):
            yield from _column(part.value, part.path)


def _column(column: Column, path: Path) -> Iterator[Slip]:
    for setting, given, types in (
        ("minimum", column.minimum is not None, NUMBERS),
        ("maximum", column.maximum is not None, NUMBERS),
        ("step", column.step is not None, NUMBERS),
        ("choices", bool(column.choices), {"choice"}),
        ("words", bool(column.words), {"choice"}),
        ("within", column.within, DAYS),
        ("blank", column.blank == "zero", NUMBERS | FLAGS),
    ):
        if given and column.type not in types:
            yield slip((*path, setting), "NOT_FOR_TYPE", type=column.type, accepted="、".join(sorted(types)))
    if column.type == "choice" and not column.choices:
        yield slip(path, "NO_CHOICES")
    if column.minimum is not None and column.maximum is not None and column.minimum > column.maximum:
        yield slip((*path, "maximum"), "MAXIMUM_BELOW_MINIMUM", least=column.minimum, most=column.maximum)
    if column.step is not None and column.step <= 0:
        yield slip((*path, "step"), "STEP_NOT_POSITIVE", found=column.step)
    for word, choice in column.words.items():
        if column.choices and choice not in column.choices:
            yield slip((*path, "words", word), "NOT_AMONG_CHOICES", column=column.name, **known(choice, column.choices))
        if word in column.choices and word != choice:
            yield slip((*path, "words", word), "WORD_IS_CHOICE", found=word)
