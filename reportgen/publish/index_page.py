"""The month at a glance as one page that opens from the disk: counts, departments, tables, cards, findings, files.

    IndexView ── Count, DepartmentRow, Charts, TableView, CardRow ── Why, FindingView, FileLink
Paths are relative to the page's own folder; the page makes links of them.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Literal
from urllib.parse import quote

from reportgen.publish import chart
from reportgen.publish.finding_view import SEVERITIES, FindingView
from reportgen.publish.group_labels import GROUP_WORDS
from reportgen.publish.group_view import MOST_LOST
from reportgen.publish.index_charts import Charts
from reportgen.publish.index_labels import INDEX_WORDS
from reportgen.publish.labels import words
from reportgen.publish.pages import render_page, style_sheet
from reportgen.publish.table_view import TableView
from reportgen.publish.view import TrendPoint
from reportgen.records import Status


@dataclass(frozen=True, slots=True)
class Count:
    """A figure of the strip on top; `note` a few words under it ("3 人", "目标 24"); `part`, the section of the page
    that it leads to, or ""."""

    label: str
    value: str
    note: str = ""
    tone: Literal["plain", "warning", "error"] = "plain"
    part: Literal["", "departments", "cards", "withheld", "findings"] = ""


@dataclass(frozen=True, slots=True)
class DepartmentRow:
    """`handed_in` in words ("2 / 3 份，缺业绩考核表"), `state` what they come to; the paths of its report, or ""."""

    name: str
    handed_in: str
    state: Literal["complete", "partial", "missing"]
    scored: int
    withheld: int
    errors: int
    warnings: int
    pdf: str = ""
    workbook: str = ""


@dataclass(frozen=True, slots=True)
class Why:
    """A reason for withholding: where and what; `finding` its place among the view's findings from 1, or 0."""

    place: str
    message: str
    finding: int = 0


@dataclass(frozen=True, slots=True)
class CardRow:
    """Figures and files (paths, "" where one was left out) when scored; `why`, the reasons, when withheld."""

    id: str
    name: str
    department: str
    role: str
    scheme: str
    status: Status
    score: str = ""
    grade: str = ""
    rank: str = ""
    why: tuple[Why, ...] = ()
    pdf: str = ""
    workbook: str = ""


@dataclass(frozen=True, slots=True)
class FileLink:
    label: str
    path: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class IndexView:
    """All texts final, in `language` (zh-Hans, zh-Hant, en); `period` as text ("2026年10月")."""

    language: str
    organisation: str
    period: str
    revision: str  # "" or "更正 第2版"
    counts: tuple[Count, ...]
    departments: tuple[DepartmentRow, ...]
    cards: tuple[CardRow, ...]
    tables: tuple[TableView, ...]
    findings: tuple[FindingView, ...]
    files: tuple[FileLink, ...]
    charts: Charts = field(default_factory=Charts)


@dataclass(frozen=True, slots=True)
class CardGroup:
    """The cards of one department, in the order of the view."""

    department: str
    anchor: str
    cards: tuple[CardRow, ...]
    scored: int
    withheld: int


def render(view: IndexView, templates: Path) -> str:
    """The page's markup; raises PageError when its template cannot be used."""
    fixed = words(INDEX_WORDS, view.language)
    script = (templates / "pages" / "index" / "filter.js").read_text(encoding="utf-8")
    return render_page(
        "index",
        templates,
        view=view,
        words=fixed,
        title=fixed["title"].format(period=view.period),
        groups=card_groups(view),
        withheld={card: number for number, card in enumerate(_withheld(view), 1)},
        report=words(GROUP_WORDS, view.language),
        most_lost=MOST_LOST,
        pair=chart.pairs,
        length=chart.lengths,
        spoken=_spoken,
        severities=_severities(view.findings),
        outside=_outside(view),
        finding_departments=tuple(dict.fromkeys(finding.department for finding in view.findings)),
        style=style_sheet("index", templates),
        script=script,
        # Nothing but this very script may run, and nothing may be loaded: not even a name can smuggle something in.
        script_hash=b64encode(sha256(script.encode()).digest()).decode("ascii"),
        href=href,
    )


def _spoken(heading: str, points: Sequence[TrendPoint]) -> str:
    """A chart's name with its figures, for those who hear the page."""
    return f"{heading}: {', '.join(f'{point.label} {point.text}' for point in points)}"


def href(path: str) -> str:
    """A path as a relative link: percent-encoded, so that no name reads as a query, a fragment, a scheme or a host."""
    return quote(path.lstrip("/"), safe="/")


def card_groups(view: IndexView) -> tuple[CardGroup, ...]:
    """Departments in the order of the table above, then those that only cards know."""
    names = dict.fromkeys([row.name for row in view.departments] + [card.department for card in view.cards])
    groups = []
    for number, name in enumerate(names, 1):
        cards = tuple(card for card in view.cards if card.department == name)
        scored = sum(card.status == "scored" for card in cards)
        if cards:
            groups.append(CardGroup(name, f"department-{number}", cards, scored, len(cards) - scored))
    return tuple(groups)


def _withheld(view: IndexView) -> tuple[CardRow, ...]:
    return tuple(card for card in view.cards if card.status == "withheld")


def _outside(view: IndexView) -> DepartmentRow:
    """What belongs to no department of the table, so that its columns foot with the month."""
    names = {row.name for row in view.departments}
    states = [card.status for card in view.cards if card.department not in names]
    found = [finding.severity for finding in view.findings if finding.department not in names]
    return DepartmentRow(
        "",
        "",
        "complete",
        states.count("scored"),
        states.count("withheld"),
        found.count("error"),
        found.count("warning"),
    )


def _severities(findings: Sequence[FindingView]) -> tuple[tuple[str, str, int], ...]:
    """Severity, its word and how often, the worst first; only those that occur."""
    found = []
    for severity in SEVERITIES:
        texts = [finding.severity_text for finding in findings if finding.severity == severity]
        if texts:
            found.append((severity, texts[0], len(texts)))
    return tuple(found)
