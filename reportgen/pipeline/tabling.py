"""The month's tables with what stands around them and the formulas behind them, before they are workbooks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportgen.publish.overview import Overview
from reportgen.publish.papers import TableSheet
from reportgen.publish.table_live import live_tables
from reportgen.publish.table_view import TableView
from reportgen.records import MonthResult
from reportgen.settings import Settings


def table_sheets(
    settings: Settings, result: MonthResult, overview: Overview, tables: Sequence[TableView]
) -> Iterator[TableSheet]:
    """`tables` are the views of the result's tables, in its order."""
    for view, table in zip(tables, result.tables, strict=True):
        if view.status != "withheld":
            yield TableSheet(
                view,
                settings.organisation.name,
                overview.period_text,
                overview.page_language,
                live_tables([table], overview.speaker.say),
            )
