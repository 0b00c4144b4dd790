"""A sum of however many terms, each of which has a place of its own: of many it is a sum of sums."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.formula import Expr, Named, plus
from reportgen.marks import Phrase

AT_ONCE = 100  # terms that are added up in one formula, so that none grows too long for a cell


def plus_many(key: str, label: Phrase, terms: Sequence[Expr]) -> Expr:
    """`key` is what the names of the sums on the way begin with, `label` what each is called."""
    level = 0
    while len(terms) > AT_ONCE:
        parts = [terms[first : first + AT_ONCE] for first in range(0, len(terms), AT_ONCE)]
        terms = [Named(f"{key}/{level}/{at}", label, plus(*part)) for at, part in enumerate(parts)]
        level += 1
    return plus(*terms)
