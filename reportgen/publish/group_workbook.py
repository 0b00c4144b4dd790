"""A report on a department or the company as a workbook: 概览, 排名, 失分, 指标, 暂缓, with real numbers.

GroupView ── overview_lines ── sheet 概览        (all other sheets are lists: one line each, with filter arrows)
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from reportgen.publish.grid import (
    FIGURE,
    FURNITURE,
    GRID,
    HEAD_LEFT,
    SUM,
    Cell,
    Formulas,
    Line,
    gap,
    header,
    live_spots,
    published_on,
    write_lines,
)  # fmt: skip
from reportgen.publish.group_figures import NONE
from reportgen.publish.group_labels import GROUP_WORDS
from reportgen.publish.group_live import GroupBook
from reportgen.publish.group_view import Fact, GroupView, RoleSection, UnitRow
from reportgen.publish.labels import words
from reportgen.publish.live.labels import LIVE_WORDS
from reportgen.publish.live.layout import Layout, Spot
from reportgen.publish.live.links import Links
from reportgen.publish.live.sheets import Published, input_sheet, parameter_sheet, proof_sheet
from reportgen.workbook import BRAND, GIVEN, HEADER, MUTED, PLAIN, RULE, TITLE, TOTAL, Book, Style, open_workbook

WIDTHS = (22, 13, 9, 9, 11, 12, 11, 11, 12, 12)  # of the overview, upright and one page wide
LAST = len(WIDTHS) - 1

_PART = PLAIN.but(bold=True, size=11, color=BRAND)
_BAND = PLAIN.but(bold=True, size=12, color="#FFFFFF", fill=BRAND, indent=1)
_LABEL = PLAIN.but(size=9, color=MUTED, fill=GIVEN, border=RULE)
_VALUE = PLAIN.but(bold=True, size=13, border=RULE, align="left")
_NOTE = PLAIN.but(size=9, color=MUTED, border=RULE, wrap=True, align="left")

Words = dict[str, str]


def group_workbook(report: GroupBook, created: date) -> bytes:
    """The bytes of the workbook; the same report and day give the same bytes. Its properties name no person."""
    view, workings = report.view, report.workings
    fixed, behind = words(GROUP_WORDS, view.language), words(LIVE_WORDS, view.language)
    overview, lists = overview_lines(view, fixed), _lists(view, fixed)
    front: dict[str, Spot] = {}
    for name, lines in _fronts(overview, lists, fixed):
        front = live_spots(name, lines, dict(workings.figures)) | front
    layout = Layout(
        workings,
        behind["inputs"],
        behind["parameters"],
        front,
        Links("" if view.kind == "company" else "../"),
    )
    formulas = {key: (layout.formula(one), one.value) for key, one in workings.figures}
    with open_workbook(created, title=view.title, subject=view.period_id) as book:
        _overview_sheet(book, overview, fixed, formulas)
        for one in lists:
            _list_sheet(book, one, fixed, formulas)
        if workings.figures:
            input_sheet(book, layout, behind)
            parameter_sheet(book, layout, behind)
            proof_sheet(book, layout, shown_figures(report), behind)
    return book.content


def shown_figures(report: GroupBook) -> tuple[Published, ...]:
    """The figures of the workbook as printed, with the formulas that must give them."""
    view = report.view
    fixed = words(GROUP_WORDS, view.language)
    return published_on(_fronts(overview_lines(view, fixed), _lists(view, fixed), fixed), report.workings)


def _fronts(overview: list[Line], lists: Sequence[_List], fixed: Words) -> list[tuple[str, list[Line]]]:
    return [(fixed["overview_sheet"], overview), *((one.name, one.lines) for one in lists)]


def _lists(view: GroupView, fixed: Words) -> tuple[_List, ...]:
    return (
        _list(view, fixed, "ranking_sheet", _RANKING, _ranking(view)),
        _list(view, fixed, "lost_sheet", _LOST, _lost(view)),
        _list(view, fixed, "kpi_sheet", _KPIS, _kpis(view)),
        _list(view, fixed, "withheld_sheet", _WITHHELD, _withheld(view)),
    )


def _overview_sheet(book: Book, lines: Sequence[Line], fixed: Words, formulas: Formulas) -> None:
    sheet = book.sheet(fixed["overview_sheet"])
    write_lines(sheet, lines, WIDTHS, formulas=formulas)
    sheet.freeze(2, 0)
    sheet.print_on(fixed["footer"], repeat=(0, 1), printed=(len(lines) - 1, LAST), landscape=False)


# ---------------------------------------------------------------- overview


def overview_lines(view: GroupView, fixed: Words) -> list[Line]:
    """Head, figures, departments side by side, then each scheme and role; the line to sign on at the end."""
    lines = [*_head(view, view.title, fixed, LAST), *_facts(view.facts)]
    if view.units:
        lines += [*_part(fixed["departments"]), *_units(view.units, fixed)]
    for section in view.sections:
        title = f"{section.title}　{section.role}" if section.role else section.title
        lines += [gap(10), Line((Cell(0, title, _BAND, last=LAST),), 22), *_facts(section.facts)]
        if section.units:
            lines += [*_part(fixed["departments"]), *_units(section.units, fixed)]
        if section.grades:
            lines += [*_part(fixed["grades"]), *_grades(section, fixed)]
        lines += [*_part(fixed["trend"]), *_months(section, fixed)]
    return [*lines, gap(14), Line((Cell(0, fixed["sign_line"], FURNITURE.but(wrap=True), last=LAST),), 36)]


def _head(view: GroupView, title: str, fixed: Words, last: int) -> tuple[Line, Line]:
    facts = f"{fixed['prepared_by']}：{view.organisation}　　{fixed['period']}：{view.period}"
    return (
        Line((Cell(0, f"{title}　{view.revision}".strip(), TITLE.but(align="center"), last=last),), 32),
        Line((Cell(0, facts, FURNITURE, last=last),), 18),
    )


def _part(title: str) -> tuple[Line, Line]:
    return gap(), Line((Cell(0, title, _PART, last=LAST),), 20)


def _facts(facts: Sequence[Fact]) -> Iterator[Line]:
    yield Line(tuple(Cell(at, fact.label, _LABEL) for at, fact in enumerate(facts)), 16)
    yield Line(tuple(Cell(at, fact.value, _VALUE, figure=True, live=fact.live) for at, fact in enumerate(facts)), 24)
    yield Line(tuple(Cell(at, fact.note, _NOTE, live=_noted(fact)) for at, fact in enumerate(facts)))


def _noted(fact: Fact) -> str:
    """The formula of the words under a figure: over how many it is."""
    base, _, name = fact.live.rpartition("/")
    counts = {"average": "counted", "previous": "counted-before"}
    return f"{base}/{counts[name]}" if name in counts and fact.note else ""


def _units(rows: Sequence[UnitRow], fixed: Words) -> Iterator[Line]:
    errors = any(row.errors for row in rows)
    names = ("department", "due", "scored", "withheld", "average", "counted", "previous", "change", "best", "lowest")
    shown = (*names[:8], "errors") if errors else names
    yield header([fixed[name] for name in shown], range(1, len(shown)))
    for row in rows:
        counts = (str(row.due), str(row.scored), str(row.withheld))
        behind = (str(row.errors),) if errors else (row.best, row.lowest)
        texts = (row.name, *counts, row.average, row.counted, row.previous, row.change, *behind)
        live = ("", *(name if name != "errors" else "" for name in shown[1:]))
        yield _row(texts, (0,), (TOTAL, SUM) if row.total else (GRID, FIGURE), row.live, live)


def _grades(section: RoleSection, fixed: Words) -> Iterator[Line]:
    yield header([fixed[name] for name in ("grade", "count", "share", "count_before")], range(1, 4))
    for row in section.grades:
        texts = (row.name, str(row.count), row.share, row.count_before)
        yield _row(texts, (0,), live=row.live, names=("", "count", "share", "count-before"))


def _months(section: RoleSection, fixed: Words) -> Iterator[Line]:
    yield header([fixed[name] for name in ("month", "average", "counted")], range(1, 3))
    for month in section.months:
        texts = (month.point.label, month.point.text, month.counted)
        yield _row(texts, (0,), live=month.live, names=("", "average", "counted"))


def _row(
    texts: Sequence[str], left: Sequence[int], looks: tuple[Style, Style] = (GRID, FIGURE), live: str = "",
    names: Sequence[str] = (),
) -> Line:  # fmt: skip
    """Figures are written as numbers; the columns `left` stay the text they are. `live` and the `names` of columns
    tell their formulas; a dash has none."""
    cells = []
    for at, text in enumerate(texts):
        key = f"{live}/{names[at]}" if live and at < len(names) and names[at] and text != NONE else ""
        cells.append(Cell(at, text, looks[at not in left], figure=at not in left, live=key))
    return Line(tuple(cells))


# ---------------------------------------------------------------- lists

# A column: its word, its width, whether it holds figures.
Columns = tuple[tuple[str, float, bool], ...]
# A line: its texts, what its formulas are called, and those of its columns.
Row = tuple[tuple[str, ...], str, Sequence[str]]

_SCHEME: Columns = (("scheme", 18, False), ("role", 16, False))
_RANKING: Columns = (
    *_SCHEME, ("rank", 8, True), ("overall", 13, False), ("id", 12, False), ("name", 14, False),
    ("department", 20, False), ("score", 10, True), ("grade", 10, False), ("last_month", 11, True),
    ("change", 10, True),
)  # fmt: skip
_LOST: Columns = (
    *_SCHEME, ("lost_rank", 8, True), ("item", 34, False), ("lost_points", 12, True), ("lost_average", 12, True),
    ("lost_people", 13, False),
    ("lost_counted", 12, True), ("lost_share", 16, True),
)  # fmt: skip
_KPIS: Columns = (
    *_SCHEME, ("kpi", 24, False), ("unit", 8, False), ("counted", 13, False), ("total", 20, True),
    ("kpi_average", 18, True), ("median", 18, True), ("kpi_previous", 18, True),
)  # fmt: skip
_WITHHELD: Columns = (
    *_SCHEME, ("id", 10, False), ("name", 10, False), ("department", 14, False), ("why", 44, False),
    ("place", 28, False), ("fix", 32, False),
)  # fmt: skip


# The formulas of a list's columns, by their names behind the row's.
_RANKING_LIVE = ("", "", "rank", "overall", "", "", "", "score", "grade", "previous", "change")
_LOST_LIVE = ("", "", "rank", "", "lost", "average", "people", "counted", "share")
_KPIS_LIVE = ("", "", "", "", "counted", "total", "average", "median", "previous")


def _ranking(view: GroupView) -> Iterator[Row]:
    for section in view.sections:
        for row in section.ranking:
            texts = (section.title, section.role, row.rank, row.overall, row.id, row.name, row.department, row.score,
                     row.grade, row.previous, row.change)  # fmt: skip
            yield texts, row.live, _RANKING_LIVE


def _lost(view: GroupView) -> Iterator[Row]:
    for section in view.sections:
        for row in section.lost:
            texts = (section.title, section.role, row.rank, row.name, row.lost, row.average, row.people, row.counted,
                     row.share)  # fmt: skip
            yield texts, row.live, _LOST_LIVE


def _kpis(view: GroupView) -> Iterator[Row]:
    for section in view.sections:
        for row in section.kpis:
            texts = (section.title, section.role, row.name, row.unit, row.counted, row.total, row.average, row.median,
                     row.previous)  # fmt: skip
            yield texts, row.live, _KPIS_LIVE


def _withheld(view: GroupView) -> Iterator[Row]:
    """One line for each reason, so that each can be ticked off; a card without one still stands there."""
    for row in view.withheld:
        who = (row.scheme, row.role, row.id, row.name, row.department)
        yield from (((*who, one.message, one.place, one.fix), "", ()) for one in row.why)
        if not row.why:
            yield (*who, "", "", ""), "", ()


@dataclass(frozen=True, slots=True)
class _List:
    name: str
    lines: list[Line]
    widths: tuple[float, ...]
    filled: bool


def _list(view: GroupView, fixed: Words, name: str, columns: Columns, rows: Iterator[Row]) -> _List:
    last = len(columns) - 1
    left = [at for at, (_, _, figure) in enumerate(columns) if not figure]
    titles = Line(
        tuple(Cell(at, fixed[word], HEADER if figure else HEAD_LEFT) for at, (word, _, figure) in enumerate(columns))
    )
    body = [_row(texts, left, live=live, names=names) for texts, live, names in rows]
    lines = [*_head(view, f"{view.title}　{fixed[name]}", fixed, last), titles, *body]
    if not body:
        nothing = fixed["withheld_none"] if name == "withheld_sheet" else fixed["none"]
        lines.append(Line((Cell(0, nothing, GRID, last=last),)))
    return _List(fixed[name], lines, tuple(width for _, width, _ in columns), bool(body))


def _list_sheet(book: Book, one: _List, fixed: Words, formulas: Formulas) -> None:
    last = len(one.widths) - 1
    sheet = book.sheet(one.name)
    write_lines(sheet, one.lines, one.widths, formulas=formulas)
    sheet.freeze(3, 0)
    if one.filled:
        sheet.filter(2, 0, len(one.lines) - 1, last)
    sheet.print_on(fixed["footer"], repeat=(0, 2), printed=(len(one.lines) - 1, last))
