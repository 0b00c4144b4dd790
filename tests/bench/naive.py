"""python -m tests.bench.naive CONFIG PERIOD MOST: the same cards as a plain loop over WeasyPrint, and as the product's.

The plain loop is what one writes first: for each card fresh HTML and style sheet, no shared FontConfiguration, the
system's font. Nothing is published. stdout is one JSON object; times are milliseconds of processor and of the clock.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import weasyprint

from reportgen.ledger import open_ledger
from reportgen.period import Period
from reportgen.pipeline import Running, reckon_month, speaker
from reportgen.pipeline.publishing import _views
from reportgen.publish.pages import render_page, style_sheet
from reportgen.publish.pdf import PdfPress
from reportgen.publish.view import CardView
from reportgen.settings import Settings, load

FONT = "html { font-family: 'Noto Sans CJK SC', sans-serif }"


def views(settings: Settings, period: Period, most: int) -> list[CardView]:
    """At most so many cards, evenly taken from all."""
    open_ledger(settings.paths.ledger).close()
    reckoned = reckon_month(settings, period, Running(datetime.now(UTC), 1, "zh", lambda *_: None))
    every = [book.view for book in _views(settings, reckoned, reckoned.result, speaker("zh"))]
    return every[:: max(1, len(every) // most)][:most]


def naive(templates: Path, view: CardView) -> bytes:
    markup = render_page("scorecard", templates, language=view.language, words=view.words, card=view)
    sheets = [weasyprint.CSS(string=FONT), weasyprint.CSS(string=style_sheet("scorecard", templates))]
    content: bytes = weasyprint.HTML(string=markup).write_pdf(stylesheets=sheets)
    return content


def timed(cards: Sequence[CardView], make: Callable[[CardView], bytes]) -> tuple[float, float]:
    """Milliseconds for a card: processor, clock."""
    cpu, clock = time.process_time(), time.monotonic()
    for card in cards:
        make(card)
    return tuple(1000 * taken / len(cards) for taken in (time.process_time() - cpu, time.monotonic() - clock))  # type: ignore[return-value]


if __name__ == "__main__":
    config, month, most = sys.argv[1:]
    loaded = load(Path(config))
    assert isinstance(loaded, Settings), loaded
    templates = loaded.paths.templates
    cards = views(loaded, Period.parse(month), int(most))
    with tempfile.TemporaryDirectory() as scratch:
        with PdfPress(templates, loaded.paths.outputs / ".fonts", Path(scratch)) as press:
            press.warm_up(cards[0].language)
            press.card(cards[0])
            own = timed(cards, press.card)
        plain = timed(cards, lambda view: naive(templates, view))
    print(json.dumps({"cards": len(cards), "naive": plain, "press": own}))
