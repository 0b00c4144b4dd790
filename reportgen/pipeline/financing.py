"""The month's result as finance gets it: the pay sheet and the reconciliations, before they are workbooks."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.exact import money
from reportgen.pipeline.reckoning import Reckoned
from reportgen.publish import card_view
from reportgen.publish.finance.pay_view import OpenRow, Payroll, PayView, pay_view
from reportgen.publish.finance.reconciliation_workbook import PartView, ReconciliationView
from reportgen.publish.overview import Overview
from reportgen.publish.table_view import TableView
from reportgen.records import MonthResult
from reportgen.settings import Settings


def finance_views(
    settings: Settings,
    reckoned: Reckoned,
    result: MonthResult,
    overview: Overview,
    tables: Sequence[TableView],
    revision: int = 1,
) -> tuple[PayView | None, tuple[ReconciliationView, ...]]:
    """`tables` are the views of the result's tables, in its order."""
    last = reckoned.history.last
    paper = card_view.Paper(
        settings.organisation.name, result.period, overview.speaker, overview.schemes, reckoned.history
    )
    payroll = Payroll(
        organisation=settings.organisation.name,
        period=result.period,
        period_text=overview.period_text,
        previous_text=paper.month(last) if last else "",
        language=overview.speaker.language,
        page_language=overview.page_language,
        schemes=overview.schemes,
        people=overview.people,
        history=reckoned.history,
        open=tuple(
            OpenRow(one.person, one.name, one.department, paper.month(one.period), money(one.amount))
            for one in reckoned.unsettled
        ),
        revision=revision,
    )
    return pay_view(payroll, result.cards), tuple(_reconciliations(settings, result, overview, tables))


def _reconciliations(
    settings: Settings, result: MonthResult, overview: Overview, tables: Sequence[TableView]
) -> Sequence[ReconciliationView]:
    parts: dict[str, list[PartView]] = {}
    for table, view in zip(result.tables, tables, strict=True):
        if table.part and table.status != "withheld":
            ids = tuple(column.id for column in table.columns)
            parts.setdefault(table.of, []).append(PartView(table.part, view, ids))
    return [
        ReconciliationView(
            id=of,
            language=overview.page_language,
            organisation=settings.organisation.name,
            period=overview.period_text,
            period_id=result.period,
            parts=tuple(found),
        )
        for of, found in parts.items()
        if any(part.part == "summary" for part in found)
    ]
