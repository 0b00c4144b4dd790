"""What is not counted: a line that was excused (force majeure, work that had to give way), with its reason."""

from __future__ import annotations

from reportgen.formula import Expr, Field, filled, when
from reportgen.records import Phrase, Row, phrase
from reportgen.score.look import Look

WORDS = {
    "excused": {"zh": "“{word}”，不计：{reason}", "en": "“{word}”, not counted: {reason}"},
}


def excused(look: Look, row: Row, column: str, reason: str) -> Phrase | None:
    """The words for a line that is excused; an excuse without its reason is blamed."""
    word = look.word(row, column) if column else ""
    if not word:
        return None
    why = look.word(row, reason) if reason else ""
    if reason and row.get(reason).state == "blank":
        look.fault("VALUE_MISSING", row, reason)
    return phrase("excused", word=word, reason=why or "—")


def unless_excused(column: str, each: Expr) -> Expr:
    return when(filled(Field(column)), 0, each) if column else each
