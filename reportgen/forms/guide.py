"""The first sheet of a form: what it is, until when, what each sheet and column asks for, how things are written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reportgen.forms import cells
from reportgen.forms.layout import Field, Plan, SheetPlan
from reportgen.forms.sheet import OPEN, month_of
from reportgen.forms.words import word
from reportgen.words import Language
from reportgen.workbook import (
    ASKED,
    BRAND,
    CELL,
    GIVEN,
    HEADER,
    LINE,
    LINK,
    PALE,
    PLAIN,
    RULE,
    TITLE,
    Sheet,
    Style,
    lines_of,
)

WIDTHS = (24, 26, 48, 30)  # column, what an empty cell means, what is accepted, note
LAST = len(WIDTHS) - 1
PART = Style(bold=True, size=12, color=BRAND)
LABEL = Style(color=BRAND, bold=True)
TEXT = PLAIN.but(wrap=True)
BOXED = CELL.but(wrap=True, indent=1, align="left")
CENTRED = CELL.but(align="center")
BAND = CELL.but(bold=True, color=BRAND, fill=PALE, indent=1)
LINKED = LINK.but(border=RULE, indent=1, align="left", wrap=True)
SWATCHES = (
    ("colour-asked", ASKED),
    ("colour-given", GIVEN),
    ("colour-must", BRAND),
    ("colour-free", PALE),
    ("colour-open", OPEN),
)
RULES = ("rule-numbers", "rule-dates", "rule-blank", "rule-lines", "rule-dont", "rule-paste", "rule-save")


class _Page:
    """The sheet and the row that is written next."""

    def __init__(self, sheet: Sheet, lang: Language) -> None:
        self.sheet, self.lang, self.row = sheet, lang, 0

    def word(self, id: str, **values: object) -> str:
        return word(self.lang, id, **values)

    def next(self, height: float = LINE + 3) -> None:
        self.sheet.height(self.row, height)
        self.row += 1

    def part(self, id: str) -> None:
        self.next(8)
        self.sheet.text(self.row, 0, self.word(id), PART)
        self.next(24)

    def wide(self, column: int, text: str, style: Style) -> float:
        """`text` from `column` to the right edge; the height that it needs."""
        self.sheet.merge(self.row, column, LAST, text, style)
        return LINE * lines_of(text, sum(WIDTHS[column:]) - 3) + 4

    def head(self, *ids: str) -> None:
        for column, id in enumerate(ids):
            self.sheet.text(self.row, column, self.word(id), HEADER)

    def line(self, texts: Sequence[str], styles: Sequence[Style]) -> None:
        """One line of a table, as high as its longest text needs."""
        for column, (text, style) in enumerate(zip(texts, styles, strict=True)):
            self.sheet.text(self.row, column, text, style)
        self.next(LINE * max(lines_of(text, WIDTHS[column] - 2) for column, text in enumerate(texts)) + 4)


def write_guide(sheet: Sheet, plan: Plan, sheets: Mapping[str, str]) -> None:
    """`sheets`: table id -> the name of its sheet, for the links."""
    page = _Page(sheet, plan.lang)
    for column, width in enumerate(WIDTHS):
        sheet.width(column, width)
    _title(page, plan)
    _sheets(page, plan, sheets)
    _colours(page)
    _rules(page, plan)
    _columns(page, plan, sheets)
    _people(page, plan)
    sheet.protect()
    sheet.print_on(word(plan.lang, "guide-footer"), printed=(page.row - 1, LAST), landscape=False)


def _title(page: _Page, plan: Plan) -> None:
    page.wide(0, page.word("guide-title", form=plan.form.name), TITLE)
    page.next(32)
    weekday = page.word("weekdays").split()[plan.due.weekday()]
    facts = [
        ("department", plan.department),
        ("period", month_of(plan)),
        ("due", page.word("due-day", date=plan.due, weekday=weekday) if plan.dated else ""),
        ("scheme", plan.scheme_name),
        ("hand-in", plan.form.note),
    ]
    for id, value in facts:
        if value:
            page.sheet.text(page.row, 0, page.word(id), LABEL)
            page.next(page.wide(1, value, TEXT.but(bold=id == "due")))


def _sheets(page: _Page, plan: Plan, sheets: Mapping[str, str]) -> None:
    page.part("part-sheets")
    page.head("head-sheet", "head-lines")
    page.sheet.merge(page.row, 2, LAST, page.word("head-asks"), HEADER)
    page.next(24)
    for wanted in plan.sheets:
        name, asked = sheets[wanted.table.id], _asked(page, wanted)
        lines = page.word(f"lines-{wanted.table.per}", count=len(wanted.lines))
        page.sheet.link(page.row, 0, name, name, LINKED)
        page.sheet.text(page.row, 1, lines, BOXED)
        height = page.wide(2, asked, BOXED)
        page.next(max(height, *(LINE * lines_of(text, WIDTHS[0] - 2) + 4 for text in (name, lines))))


def _asked(page: _Page, wanted: SheetPlan) -> str:
    names = [field.column.name for field in wanted.fields if not field.given]
    return page.word("asks", columns=page.word("separator").join(names)) + wanted.table.note + _own(page, wanted)


def _own(page: _Page, wanted: SheetPlan) -> str:
    """How the department's own sheet may look instead, where it need not have a header with lines."""
    ways = [way for way, yes in (("each", wanted.table.each_sheet), ("labels", wanted.table.layout == "labels")) if yes]
    others = [field.column.name for field in wanted.fields if field.column.id not in (wanted.table.person, "name")]
    return page.word("-".join(("own", *ways)), label=(others or [""])[0]) if ways else ""


def _colours(page: _Page) -> None:
    page.part("part-colours")
    for id, fill in SWATCHES:
        page.sheet.blank(page.row, 0, CELL.but(fill=fill))
        page.next(page.wide(1, page.word(id), TEXT.but(indent=1)))


def _rules(page: _Page, plan: Plan) -> None:
    page.part("part-rules")
    for number, id in enumerate(RULES, 1):
        text = f"{number}. " + page.word(id, example=plan.period.day(8))
        page.next(page.wide(0, text, TEXT))


def _columns(page: _Page, plan: Plan, sheets: Mapping[str, str]) -> None:
    page.part("part-columns")
    page.head("head-column", "head-blank", "head-accepted", "head-prompt")
    page.next(24)
    for wanted in plan.sheets:
        page.next(page.wide(0, sheets[wanted.table.id], BAND))
        for field in wanted.fields:
            if not field.given:
                _column(page, field)


def _column(page: _Page, field: Field) -> None:
    blank, accepted = cells.blank(field, page.lang), cells.accepted(field, page.lang)
    must = BOXED.but(bold=True) if field.must else BOXED
    page.line((field.header, blank, accepted, field.column.prompt), (must, must, BOXED, BOXED))


def _people(page: _Page, plan: Plan) -> None:
    """So that a 工号 of a drop-down list can be looked up; without a header row, which would look like a table's."""
    if not plan.people:
        return
    page.part("part-people")
    for person in plan.people:
        page.line((person.id, person.name, person.role), (CENTRED.but(number="@"), CENTRED, CENTRED))
