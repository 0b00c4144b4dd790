"""Words that several rule kinds share: who rated, and that no more than the full points can be lost."""

from __future__ import annotations

from decimal import Decimal

from reportgen.exact import plain
from reportgen.records import Phrase, Row, phrase
from reportgen.score.look import Look

RATED = "rated-by"
WORDS = {
    "rated-by": {"zh": "考核人：{rater}", "en": "rated by {rater}"},
    "taken-all": {
        "zh": "应扣 {lost} 分，以满分 {full} 分扣完为止",
        "en": "{lost} points in all; no more than the full {full} are taken off",
    },
}


def rated_by(look: Look, row: Row, column: str = "rater") -> tuple[Phrase, ...]:
    """Who rated a line; nothing where the table has no such column."""
    rater = look.word(row, column)
    return (phrase(RATED, rater=rater),) if rater else ()


def beyond(full: Decimal, lost: Decimal) -> tuple[Phrase, ...]:
    """What would have been lost if an item could go below 0; nothing where it could not."""
    return (phrase("taken-all", lost=plain(lost), full=plain(full)),) if lost > full else ()
