"""A report on a department or the company as a workbook: 概览, 排名, 失分, 指标, 暂缓, with real numbers.

GroupView ── overview_lines ── sheet 概览        (all other sheets are lists: one line each, with filter arrows)
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from reportgen.publish.grid import FIGURE, FURNITURE, GRID, HEAD_LEFT, SUM, Cell, Line, gap, header, write_lines
from reportgen.publish.group_labels import GROUP_WORDS
from reportgen.publish.group_view import Fact, GroupView, RoleSection, UnitRow
from reportgen.publish.labels import words
from reportgen.workbook import BRAND, GIVEN, HEADER, MUTED, PLAIN, RULE, TITLE, TOTAL, Book, Style, open_workbook

WIDTHS = (22, 13, 9, 9, 11, 12, 11, 11, 12, 12)  # of the overview, upright and one page wide
LAST = len(WIDTHS) - 1

_PART = PLAIN.but(bold=True, size=11, color=BRAND)
_BAND = PLAIN.but(bold=True, size=12, color="#FFFFFF", fill=BRAND, indent=1)
_LABEL = PLAIN.but(size=9, color=MUTED, fill=GIVEN, border=RULE)
_VALUE = PLAIN.but(bold=True, size=13, border=RULE, align="left")
_NOTE = PLAIN.but(size=9, color=MUTED, border=RULE, wrap=True, align="left")

Words = dict[str, str]


def group_workbook(view: GroupView, created: date) -> bytes:
    """The bytes of the workbook; the same view and day give the same bytes. Its properties name no person."""
    fixed = words(GROUP_WORDS, view.language)
    with open_workbook(created, title=view.title, subject=view.period_id) as book:
        _overview_sheet(book, view, fixed)
        _list_sheet(book, view, fixed, "ranking_sheet", _RANKING, _ranking(view))
        _list_sheet(book, view, fixed, "lost_sheet", _LOST, _lost(view))
        _list_sheet(book, view, fixed, "kpi_sheet", _KPIS, _kpis(view))
        _list_sheet(book, view, fixed, "withheld_sheet", _WITHHELD, _withheld(view))
    return book.content


def _overview_sheet(book: Book, view: GroupView, fixed: Words) -> None:
    lines = overview_lines(view, fixed)
    sheet = book.sheet(fixed["overview_sheet"])
    write_lines(sheet, lines, WIDTHS)
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
    yield Line(tuple(Cell(at, fact.value, _VALUE, figure=True) for at, fact in enumerate(facts)), 24)
    yield Line(tuple(Cell(at, fact.note, _NOTE) for at, fact in enumerate(facts)))


def _units(rows: Sequence[UnitRow], fixed: Words) -> Iterator[Line]:
    errors = any(row.errors for row in rows)
    names = ("department", "due", "scored", "withheld", "average", "counted", "previous", "change", "best", "lowest")
    shown = (*names[:8], "errors") if errors else names
    yield header([fixed[name] for name in shown], range(1, len(shown)))
    for row in rows:
        counts = (str(row.due), str(row.scored), str(row.withheld))
        behind = (str(row.errors),) if errors else (row.best, row.lowest)
        texts = (row.name, *counts, row.average, row.counted, row.previous, row.change, *behind)
        yield _row(texts, (0,), (TOTAL, SUM) if row.total else (GRID, FIGURE))


def _grades(section: RoleSection, fixed: Words) -> Iterator[Line]:
    yield header([fixed[name] for name in ("grade", "count", "share", "count_before")], range(1, 4))
    for row in section.grades:
        yield _row((row.name, str(row.count), row.share, row.count_before), (0,))


def _months(section: RoleSection, fixed: Words) -> Iterator[Line]:
    yield header([fixed[name] for name in ("month", "average", "counted")], range(1, 3))
    for month in section.months:
        yield _row((month.point.label, month.point.text, month.counted), (0,))


def _row(texts: Sequence[str], left: Sequence[int], looks: tuple[Style, Style] = (GRID, FIGURE)) -> Line:
    """Figures are written as numbers; the columns `left` stay the text they are."""
    cells = (Cell(at, text, looks[at not in left], figure=at not in left) for at, text in enumerate(texts))
    return Line(tuple(cells))


# ---------------------------------------------------------------- lists

# A column: its word, its width, whether it holds figures.
Columns = tuple[tuple[str, float, bool], ...]

_SCHEME: Columns = (("scheme", 18, False), ("role", 16, False))
_RANKING: Columns = (
    *_SCHEME, ("rank", 8, True), ("overall", 13, False), ("id", 12, False), ("name", 14, False),
    ("department", 20, False), ("score", 10, True), ("grade", 10, False), ("last_month", 11, True),
    ("change", 10, True),
)  # fmt: skip
_LOST: Columns = (
    *_SCHEME, ("item", 34, False), ("lost_points", 12, True), ("lost_average", 12, True), ("lost_people", 13, False),
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


def _ranking(view: GroupView) -> Iterator[tuple[str, ...]]:
    for section in view.sections:
        for row in section.ranking:
            yield (section.title, section.role, row.rank, row.overall, row.id, row.name, row.department, row.score,
                   row.grade, row.previous, row.change)  # fmt: skip


def _lost(view: GroupView) -> Iterator[tuple[str, ...]]:
    for section in view.sections:
        for row in section.lost:
            yield (section.title, section.role, row.name, row.lost, row.average, row.people, row.counted, row.share)


def _kpis(view: GroupView) -> Iterator[tuple[str, ...]]:
    for section in view.sections:
        for row in section.kpis:
            yield (section.title, section.role, row.name, row.unit, row.counted, row.total, row.average, row.median,
                   row.previous)  # fmt: skip


def _withheld(view: GroupView) -> Iterator[tuple[str, ...]]:
    """One line for each reason, so that each can be ticked off; a card without one still stands there."""
    for row in view.withheld:
        who = (row.scheme, row.role, row.id, row.name, row.department)
        yield from ((*who, one.message, one.place, one.fix) for one in row.why)
        if not row.why:
            yield (*who, "", "", "")


def _list_sheet(
    book: Book, view: GroupView, fixed: Words, name: str, columns: Columns, rows: Iterator[tuple[str, ...]]
) -> None:
    last = len(columns) - 1
    left = [at for at, (_, _, figure) in enumerate(columns) if not figure]
    titles = Line(
        tuple(Cell(at, fixed[word], HEADER if figure else HEAD_LEFT) for at, (word, _, figure) in enumerate(columns))
    )
    body = [_row(row, left) for row in rows]
    lines = [*_head(view, f"{view.title}　{fixed[name]}", fixed, last), titles, *body]
    if not body:
        nothing = fixed["withheld_none"] if name == "withheld_sheet" else fixed["none"]
        lines.append(Line((Cell(0, nothing, GRID, last=last),)))
    sheet = book.sheet(fixed[name])
    write_lines(sheet, lines, [width for _, width, _ in columns])
    sheet.freeze(3, 0)
    if body:
        sheet.filter(2, 0, len(lines) - 1, last)
    sheet.print_on(fixed["footer"], repeat=(0, 2), printed=(len(lines) - 1, last))
