"""The page that leads to everything: what a month's index shows, and the paths that it leads to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Mapping, Sequence
from dataclasses import replace

from reportgen.pipeline.history.marking import word
from reportgen.pipeline.reckoning import Reckoned
from reportgen.pipeline.reports import reporting_of
from reportgen.publish import card_view
from reportgen.publish.card_live import CardBook
from reportgen.publish.findings_workbook import findings_workbook
from reportgen.publish.group_live import GroupBook
from reportgen.publish.group_past import Reporting
from reportgen.publish.group_view import GroupView
from reportgen.publish.index_charts import Charts, charts
from reportgen.publish.overview import Overview, finding_views
from reportgen.publish.papers import Paper
from reportgen.publish.paths import safe
from reportgen.publish.view import CardView
from reportgen.records import Document, MonthResult, Person
from reportgen.settings import Settings
from reportgen.words import Speaker


def linked(
    settings: Settings,
    reckoned: Reckoned,
    speaker: Speaker,
    planned: Sequence[Paper],
    revision: int,
    stopped: Container[str] = (),
) -> Overview:
    """With the paths of the papers, the charts, and which version of the month it is. `stopped` are the paths of
    planned papers that are not published."""
    result = reckoned.result
    there = tuple(paper for paper in planned if paper.path not in stopped)
    overview = overview_of(settings, reckoned, speaker, _paths(there, result))
    return replace(
        overview,
        reports=_reports(there),
        table_paths={id: path for id, path in overview.table_paths.items() if path not in stopped},
        finance=tuple(one.path for one in there if one.path.startswith("finance/")),
        charts=_charts(planned, reporting_of(settings, reckoned, result, speaker)),
        revision=word("revision", speaker.language, number=revision) if revision > 1 else "",
    )


def findings_paper(settings: Settings, reckoned: Reckoned, speaker: Speaker) -> Document:
    """findings.xlsx, of a run or of a check."""
    overview = overview_of(settings, reckoned, speaker)
    workbook = findings_workbook(
        finding_views(reckoned.result, overview),
        organisation=settings.organisation.name,
        period=overview.period_text,
        language=overview.page_language,
        created=reckoned.gathered.period.first,
    )
    return Document("findings.xlsx", workbook)


def _paths(planned: Sequence[Paper], result: MonthResult) -> dict[str, tuple[str, str]]:
    """工号 -> the paths of the PDF and the workbook."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for paper in planned:
        if isinstance(paper.says, CardView):
            found[paper.says.person_id].append(paper.path)
        elif isinstance(paper.says, CardBook) and not paper.says.trial:
            found[paper.says.view.person_id].append(paper.path)
    return {key: (paths[0], paths[1]) for key, paths in found.items() if len(paths) > 1}


def _reports(planned: Sequence[Paper]) -> dict[str, tuple[str, str]]:
    """Department, or "" for the company -> the paths of its report's PDF and workbook."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for paper in planned:
        view = paper.says.view if isinstance(paper.says, GroupBook) else paper.says
        if isinstance(view, GroupView):
            found["" if view.kind == "company" else view.name].append(paper.path)
    return {name: (paths[0], paths[1]) for name, paths in found.items() if len(paths) > 1}


def _charts(planned: Sequence[Paper], reporting: Reporting) -> Charts:
    """The index page draws what the company's report says."""
    views = (one.says for one in planned if isinstance(one.says, GroupView))
    return charts(reporting, next(view for view in views if view.kind == "company"))


def overview_of(
    settings: Settings, reckoned: Reckoned, speaker: Speaker, paths: Mapping[str, tuple[str, str]] | None = None
) -> Overview:
    """`paths` by 工号: the PDF and the workbook of a card."""
    result, gathered = reckoned.result, reckoned.gathered
    schemes = {scheme.id: scheme for scheme in gathered.schemes}
    paper = card_view.Paper(settings.organisation.name, result.period, speaker, schemes, reckoned.history)
    by_id: dict[str, Person] = {one.id: one for one in gathered.people}
    return Overview(
        organisation=settings.organisation.name,
        period_text=paper.month(result.period),
        page_language=card_view.PAGE_LANGUAGE[speaker.language],
        speaker=speaker,
        departments=tuple(one.name for one in settings.departments),
        schemes=schemes,
        people=by_id,
        sources=gathered.sources,
        papers={card.key: paths[card.subject.id] for card in result.cards if paths and card.subject.id in paths},
        table_paths={
            table.id: f"tables/{safe(table.id)}.xlsx" for table in result.tables if table.status != "withheld"
        },
    )
