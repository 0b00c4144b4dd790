"""A quarter or a year from what its months published: ranking and payout of every scheme, as papers and as data."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from reportgen import __version__
from reportgen.ledger import open_ledger
from reportgen.period import Span
from reportgen.pipeline.gathering import roster
from reportgen.publish import folder, papers
from reportgen.publish.card_view import PAGE_LANGUAGE
from reportgen.publish.overview import STATUS_WORD, WORDS
from reportgen.publish.results import table_json
from reportgen.publish.table_live import live_tables
from reportgen.publish.table_view import table_view
from reportgen.records import Document, Table, phrase
from reportgen.scheme import Scheme
from reportgen.settings import Settings
from reportgen.settle.outputs.wording import spoken
from reportgen.settle.span_table import span_tables
from reportgen.settle.spans import SpanResult, settle_span
from reportgen.words import Speaker, in_language


class NothingPublished(Exception):
    """No month of the span is published."""


@dataclass(frozen=True, slots=True)
class PublishedSpan:
    """`months` with the sha256 of their results.json; tables of which nobody has a score have no papers."""

    results: tuple[SpanResult, ...]
    tables: tuple[Table, ...]
    months: tuple[tuple[str, str], ...]
    folder: Path


def publish_span(settings: Settings, span: Span, now: datetime, workers: int, speaker: Speaker) -> PublishedSpan:
    """outputs/2026/ or outputs/2026-Q3/ as one whole, from the ledger and the roster. Raises NothingPublished."""
    ledger = open_ledger(settings.paths.ledger)
    try:
        months = tuple(str(month) for month in span.months)
        published = ledger.scores_of(months)
        hashes = tuple((month, ledger.published(month) or "") for month in published)
    finally:
        ledger.close()
    if not published:
        raise NothingPublished(str(span))
    last = span.months[months.index(max(published))]
    people, _ = roster(settings, last, now, workers)
    results = tuple(
        settle_span(scheme, span, published, people, _departments(settings, scheme))
        for scheme in settings.schemes_for(last)
        if scheme.items
    )
    tables = spoken([table for one in results for table in span_tables(one)], speaker)
    _print(settings, span, workers, speaker, tables, hashes)
    return PublishedSpan(results, tables, hashes, settings.paths.outputs / str(span))


def _departments(settings: Settings, scheme: Scheme) -> frozenset[str]:
    return frozenset(one.name for one in settings.departments if scheme.id in one.schemes)


def _print(
    settings: Settings,
    span: Span,
    workers: int,
    speaker: Speaker,
    tables: Sequence[Table],
    months: tuple[tuple[str, str], ...],
) -> None:
    outputs, name = settings.paths.outputs, str(span)
    folder.recover(outputs, name)
    language = PAGE_LANGUAGE[speaker.language]
    printer = papers.Printer(settings.paths.templates, outputs / ".fonts", outputs / ".scratch", language)
    sheets = tuple(_sheets(settings, span, speaker, tables, language))
    planned = tuple(papers.table_papers(sheets, span.months[0].first, __version__))
    with folder.staging(outputs, name) as staged:
        printed = tuple(papers.print_papers(planned, printer, {}, outputs / name, staged, workers))
        data = {
            "span": name,
            "months": [month for month, _ in months],
            "tables": [table_json(one, speaker) for one in tables],
        }
        folder.file_away(staged, Document("results.json", _json(data)))
        ran = {
            "span": name,
            "program": __version__,
            "months": dict(months),
            "rules": dict(settings.rules),
            "documents": [{"path": one.document.path, "sha256": one.document.sha256} for one in printed],
        }
        folder.file_away(staged, Document("run.json", _json(ran)))
        folder.put_in_place(staged, outputs, name)


def _sheets(
    settings: Settings, span: Span, speaker: Speaker, tables: Sequence[Table], language: str
) -> Iterator[papers.TableSheet]:
    for table in tables:
        if table.status == "withheld":
            continue
        status = in_language(WORDS[STATUS_WORD[table.status]], speaker.language)
        view = table_view(table, status_text=status, notes=speaker.all(table.notes))
        live = live_tables([table], speaker.say)
        yield papers.TableSheet(view, settings.organisation.name, _in_words(span, speaker), language, live)


def _in_words(span: Span, speaker: Speaker) -> str:
    id = "span-quarter" if span.quarter else "span-year"
    return speaker.say(phrase(id, year=span.year, quarter=span.quarter))


def _json(content: object) -> bytes:
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()
