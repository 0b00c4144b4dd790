"""The lines of a table or a sheet of finance, as the record has them, against what a finished document says.

record: ("华北销售部", 12, 236500.00, 71.82)    sheet: a row with the cell 华北销售部 and these numbers in this order
                                            page: each number as often as the record has it
A document may say more (a rank, last month's figure); it may not say less, or something else.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

Lines = Sequence[tuple[str, Sequence[Decimal]]]
SheetRow = tuple[Sequence[str], Sequence[Decimal | None]]  # the texts of a row's cells, and what numbers they are


def lines_apart(expected: Lines, rows: Iterable[SheetRow]) -> tuple[tuple[str, str], ...]:
    """Each line of the record that has no row in the sheets, with the numbers of a row that bears its first words. A
    row stands for one line only."""
    by_words: defaultdict[str, list[tuple[Decimal, ...]]] = defaultdict(list)
    for texts, numbers in rows:
        found = tuple(one for one in numbers if one is not None)
        for text in {"", *texts}:
            by_words[text].append(found)
    apart = []
    for words, numbers in expected:
        there = by_words.get(words, [])
        at = next((at for at, row in enumerate(there) if _stands_in(numbers, row)), None)
        if at is None:
            apart.append((_told(words, numbers), "；".join(_told("", one) for one in there[:1]) or "—"))
        else:
            del there[at]
    return tuple(apart)


def numbers_apart(expected: Lines, found: Iterable[Decimal]) -> tuple[tuple[str, str], ...]:
    """Each line of which a number stands on the pages less often than in the record; the numbers that lack."""
    left = Counter(found)
    apart = []
    for words, numbers in expected:
        lacking = [one for one in numbers if not left[one]]
        left.subtract(one for one in numbers if left[one])
        if lacking:
            apart.append((_told(words, numbers), "—"))
    return tuple(apart)


def _stands_in(wanted: Sequence[Decimal], row: Sequence[Decimal]) -> bool:
    """Whether the numbers stand in the row in this order, maybe with others between them."""
    rest: Iterator[Decimal] = iter(row)
    return all(any(one == other for other in rest) for one in wanted)


def _told(words: str, numbers: Sequence[Decimal]) -> str:
    return "　".join(filter(None, (words, "、".join(map(str, numbers)))))
