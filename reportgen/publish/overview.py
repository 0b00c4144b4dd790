"""The month at a glance: cards, departments, tables and findings as the index page and findings.xlsx show them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from reportgen.exact import half_up, quotient, total
from reportgen.findings import severity, tell
from reportgen.publish.finding_view import FindingView
from reportgen.publish.index_charts import Charts
from reportgen.publish.index_page import CardRow, Count, DepartmentRow, FileLink, IndexView, Why
from reportgen.publish.table_view import TableView, table_view
from reportgen.records import Finding, MonthResult, Person, Scorecard, Source
from reportgen.scheme import Scheme
from reportgen.words import Speaker, in_language

WORDS = {
    "people": {"zh": "应有考核单", "en": "Cards due"},
    "scored": {"zh": "已出分", "en": "Scored"},
    "withheld": {"zh": "暂缓", "en": "Withheld"},
    "on-leave": {"zh": "休长假", "en": "On long leave"},
    "average": {"zh": "平均得分", "en": "Average score"},
    "n-of-m": {"zh": "{n} / {m} 人", "en": "{n} of {m}"},
    "errors": {"zh": "错误", "en": "Errors"},
    "warnings": {"zh": "提醒", "en": "Warnings"},
    "note": {"zh": "提示", "en": "Note"},
    "error": {"zh": "错误", "en": "Error"},
    "warning": {"zh": "提醒", "en": "Warning"},
    "files": {"zh": "收到部门报表", "en": "Workbooks handed in"},
    "files-unused": {"zh": "另有 {n} 份未采用", "en": "{n} more not used"},
    "handed-all": {"zh": "{files} 份，表已交齐", "en": "{files} files, complete"},
    "handed-part": {"zh": "{files} 份，缺：{missing}", "en": "{files} files, lacking: {missing}"},
    "handed-none": {"zh": "未交", "en": "nothing"},
    "complete": {"zh": "完整", "en": "complete"},
    "partial": {"zh": "部分", "en": "partial"},
    "table-is-withheld": {"zh": "暂缓", "en": "withheld"},
    "file-cards": {"zh": "全部考核单（打印签字）", "en": "All scorecards (to print and sign)"},
    "file-company": {"zh": "公司考核汇总（PDF）", "en": "Company report (PDF)"},
    "file-company-book": {"zh": "公司考核汇总（Excel）", "en": "Company report (Excel)"},
    "returned": {"zh": "退回{department}的工作簿（已标出问题）", "en": "Returned to {department}, problems marked"},
    "returned-list": {"zh": "退回{department}的问题清单", "en": "List of findings for {department}"},
    "file-pay": {"zh": "工资发放表（Excel）", "en": "Pay sheet (Excel)"},
    "file-reconciliation": {"zh": "往来对账（Excel）", "en": "Reconciliation (Excel)"},
    "file-results": {"zh": "全部数据（JSON）", "en": "All figures (JSON)"},
    "file-findings": {"zh": "问题清单（Excel）", "en": "Findings (Excel)"},
    "file-findings-data": {"zh": "问题清单（JSON）", "en": "Findings (JSON)"},
    "file-run": {"zh": "运行记录（JSON）", "en": "Record of the run (JSON)"},
    "whole-table": {"zh": "全表", "en": "the whole table"},
}
STATUS_WORD = {"complete": "complete", "partial": "partial", "withheld": "table-is-withheld"}


@dataclass(frozen=True, slots=True)
class Overview:
    """What the page is made of; `papers` maps a card's key to its PDF and workbook, tables have their paths by id."""

    organisation: str
    period_text: str
    page_language: str
    speaker: Speaker
    departments: tuple[str, ...]
    schemes: Mapping[str, Scheme]
    people: Mapping[str, Person]
    sources: tuple[Source, ...]
    papers: Mapping[tuple[str, str, str], tuple[str, str]]
    table_paths: Mapping[str, str]
    reports: Mapping[str, tuple[str, str]] = field(default_factory=dict)  # PDF and workbook, by department, "" company
    finance: tuple[str, ...] = ()  # the paths of finance's workbooks
    returned: tuple[FileLink, ...] = ()
    revision: str = ""  # "更正 第2版" for a corrected month
    charts: Charts = field(default_factory=Charts)

    def word(self, id: str, **values: object) -> str:
        return in_language(WORDS[id], self.speaker.language).format(**values)


def finding_views(result: MonthResult, overview: Overview) -> tuple[FindingView, ...]:
    return tuple(_finding(found, overview) for found in result.findings)


def _finding(found: Finding, overview: Overview) -> FindingView:
    told = tell(found, overview.speaker.language)
    named = [
        f"{id} {overview.people[id].name}" if id in overview.people else id for id in dict.fromkeys(found.concerns)
    ]
    shown = named if len(named) <= 6 else [*named[:5], f"… ({len(named)})"]
    return FindingView(
        code=found.code,
        severity=told.severity,
        severity_text=overview.word(told.severity),
        department=found.department,
        file=found.where.file,
        sheet=found.where.sheet,
        cell=found.where.cell,
        message=told.message,
        fix=told.fix,
        concerns="、".join(shown),
    )


def table_views(result: MonthResult, overview: Overview) -> tuple[TableView, ...]:
    return tuple(
        table_view(
            table,
            status_text=overview.word(STATUS_WORD[table.status]),
            notes=overview.speaker.all(table.notes),
            workbook=overview.table_paths.get(table.id, ""),
        )
        for table in result.tables
    )


def index_view(result: MonthResult, overview: Overview, tables: Sequence[TableView]) -> IndexView:
    files = [
        *_reports(overview),
        *overview.returned,
        FileLink(overview.word("file-findings"), "findings.xlsx"),
        FileLink(overview.word("file-findings-data"), "findings.json"),
        FileLink(overview.word("file-results"), "results.json"),
        FileLink(overview.word("file-run"), "run.json"),
    ]
    numbers = {found: number for number, found in reversed(list(enumerate(result.findings, 1)))}
    return IndexView(
        language=overview.page_language,
        organisation=overview.organisation,
        period=overview.period_text,
        revision=overview.revision,
        counts=_counts(result, overview),
        departments=tuple(_department(name, result, overview) for name in overview.departments),
        cards=tuple(_card(card, overview, numbers) for card in result.cards),
        tables=tuple(tables),
        findings=finding_views(result, overview),
        files=tuple(files),
        charts=overview.charts,
    )


def _reports(overview: Overview) -> Sequence[FileLink]:
    """All cards in one, and the company's report; the departments' stand with the departments."""
    cards = [FileLink(overview.word("file-cards"), "all-cards.pdf")] if overview.papers else []
    labels = (overview.word("file-company"), overview.word("file-company-book"))
    company = [FileLink(*both) for both in zip(labels, overview.reports.get("", ()), strict=False)]
    return [*cards, *company, *(FileLink(overview.word(_finance_word(path)), path) for path in overview.finance)]


def _finance_word(path: str) -> str:
    return "file-pay" if path == "finance/pay.xlsx" else "file-reconciliation"


def _counts(result: MonthResult, overview: Overview) -> tuple[Count, ...]:
    scored = [card.score for card in result.cards if card.score is not None]
    errors = sum(severity(found) == "error" for found in result.findings)
    warnings = sum(severity(found) == "warning" for found in result.findings)
    withheld = len(result.cards) - len(scored)
    average = str(half_up(quotient(total(scored), Decimal(len(scored))))) if scored else "—"
    return (
        _files(overview),
        Count(overview.word("people"), str(len(result.cards)), part="cards"),
        Count(overview.word("scored"), str(len(scored)), part="cards"),
        Count(overview.word("withheld"), str(withheld), tone="warning", part="withheld")
        if withheld
        else Count(overview.word("withheld"), "0"),
        *_on_leave(result, overview),
        Count(overview.word("average"), average, overview.word("n-of-m", n=len(scored), m=len(result.cards))),
        Count(overview.word("errors"), str(errors), tone="error" if errors else "plain", part="findings"),
        Count(overview.word("warnings"), str(warnings), tone="warning" if warnings else "plain", part="findings"),
    )


def _files(overview: Overview) -> Count:
    """The departments' workbooks, as many as the table of departments shows; the roster is not handed in monthly."""
    handed = sum(bool(source.department) for source in overview.sources)
    unused = sum(not source.department and source.form != "roster" for source in overview.sources)
    note = overview.word("files-unused", n=unused) if unused else ""
    return Count(overview.word("files"), str(handed), note, "warning" if unused else "plain", "departments")


def _on_leave(result: MonthResult, overview: Overview) -> tuple[Count, ...]:
    """Those without a card because of a long leave, if there are any."""
    away = {id for found in result.findings if found.code == "LONG_LEAVE" for id in found.concerns}
    return (Count(overview.word("on-leave"), str(len(away))),) if away else ()


def _department(name: str, result: MonthResult, overview: Overview) -> DepartmentRow:
    own = [card for card in result.cards if card.subject.department == name]
    found = [one for one in result.findings if one.department == name]
    missing = list(
        dict.fromkeys(dict(one.values)["sheet"] for one in found if one.code in ("FORM_MISSING", "TABLE_MISSING"))
    )
    files = sum(source.department == name for source in overview.sources)
    if not missing:
        handed = overview.word("handed-all", files=files)
    else:
        handed = (
            overview.word("handed-part", files=files, missing="、".join(missing))
            if files
            else overview.word("handed-none")
        )
    pdf, workbook = overview.reports.get(name, ("", ""))
    return DepartmentRow(
        name=name,
        handed_in=handed,
        state="complete" if not missing else "partial" if files else "missing",
        scored=sum(card.status == "scored" for card in own),
        withheld=sum(card.status == "withheld" for card in own),
        errors=sum(severity(one) == "error" for one in found),
        warnings=sum(severity(one) == "warning" for one in found),
        pdf=pdf,
        workbook=workbook,
    )


def _card(card: Scorecard, overview: Overview, numbers: Mapping[Finding, int]) -> CardRow:
    subject = card.subject
    row = CardRow(
        id=subject.id,
        name=subject.name,
        department=subject.department,
        role=subject.role,
        scheme=overview.schemes[card.scheme].name,
        status="withheld",
    )
    if card.score is None:
        return replace(row, why=_why(card, overview, numbers))
    pdf, workbook = overview.papers.get(card.key, ("", ""))  # a paper that differs from the record is left out
    return replace(
        row,
        status="scored",
        score=str(card.score),
        grade=card.grade or "—",
        rank=f"{card.rank} / {card.of}",
        pdf=pdf,
        workbook=workbook,
    )


def _why(card: Scorecard, overview: Overview, numbers: Mapping[Finding, int]) -> tuple[Why, ...]:
    told = [(found, tell(found, overview.speaker.language).message) for found in card.blame]
    return tuple(dict.fromkeys(Why(str(found.where), said, numbers.get(found, 0)) for found, said in told))
