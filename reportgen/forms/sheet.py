"""One table onto its sheet: title, note, header, lines, what may be typed, print set-up."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from reportgen.forms import cells
from reportgen.forms.layout import Field, Plan, SheetPlan
from reportgen.forms.stamp import Lists
from reportgen.forms.words import word
from reportgen.records import Value
from reportgen.workbook import LINE, SMALL, TITLE, Sheet, Style, address, lines_of

LEAST_WIDTH = 96  # so that title and footer have room
SPARE = 1000  # rows below a list that accept the same as its lines
OPEN = "#FBD9D3"  # an empty cell that must be filled in, once its line has been begun
NOTE = SMALL.but(wrap=True, size=10)


def write_sheet(sheet: Sheet, plan: Plan, wanted: SheetPlan, lists: Lists) -> None:
    widths = cells.widths(wanted, LEAST_WIDTH)
    for column, (field, width) in enumerate(zip(wanted.fields, widths, strict=True)):
        sheet.width(column, width, cells.spare_style(field) if wanted.open else None)
    header = _head(sheet, plan, wanted, sum(widths))
    _header(sheet, wanted.fields, widths, header)
    _lines(sheet, wanted, widths, header + 1)
    last = header + wanted.height
    _checks(sheet, plan, wanted, lists, header + 1, last + SPARE if wanted.open else last)
    sheet.freeze(header + 1, _frozen(wanted.fields))
    sheet.protect(insert_rows=wanted.open)
    sheet.print_on(
        word(plan.lang, "footer"),
        repeat=(0, header),
        printed=None if wanted.open else (last, len(wanted.fields) - 1),
    )


def _head(sheet: Sheet, plan: Plan, wanted: SheetPlan, width: int) -> int:
    """The rows above the header; the header's row."""
    last = len(wanted.fields) - 1
    sheet.merge(0, 0, last, heading(plan, wanted.table.name), TITLE.but(align="center"))
    sheet.height(0, 30)
    sheet.merge(1, 0, last, _facts(plan, wanted), SMALL)
    sheet.height(1, LINE)
    if not wanted.table.note:
        return 2
    sheet.merge(2, 0, last, wanted.table.note, NOTE)
    sheet.height(2, LINE * lines_of(wanted.table.note, width) + 3)
    return 3


def month_of(plan: Plan) -> str:
    """`2026年10月`; nothing for what belongs to no month."""
    if not plan.dated:
        return ""
    return word(plan.lang, "month", year=plan.period.year, month=plan.period.month)


def heading(plan: Plan, name: str) -> str:
    """`销售一部 2026年10月 销售实绩`."""
    return " ".join(part for part in (plan.department, month_of(plan), name) if part)


def _facts(plan: Plan, wanted: SheetPlan) -> str:
    facts = [("department", plan.department)] if plan.department else []
    if plan.dated:
        facts.append(("period", month_of(plan)))
    currencies = {field.column.unit for field in wanted.fields if field.column.type == "money"}
    if len(currencies) == 1 and (currency := currencies.pop()):
        facts.append(("currency", currency))
    if plan.dated:
        facts.append(("due", plan.due.isoformat()))
    return "　　".join(word(plan.lang, "is", label=word(plan.lang, id), value=value) for id, value in facts)


def _header(sheet: Sheet, fields: Sequence[Field], widths: Sequence[int], row: int) -> None:
    for column, field in enumerate(fields):
        sheet.text(row, column, field.header, cells.header_style(field))
    most = max(lines_of(field.header, width) for field, width in zip(fields, widths, strict=True))
    sheet.height(row, LINE * most + 10)


def _lines(sheet: Sheet, wanted: SheetPlan, widths: Sequence[int], first: int) -> None:
    for index in range(wanted.height):
        line = wanted.lines[index] if index < len(wanted.lines) else {}
        group = index // wanted.groups
        for column, field in enumerate(wanted.fields):
            put(sheet, first + index, column, line.get(field.column.id), cells.cell_style(field, group))
        texts = [
            (str(line.get(field.column.id) or ""), width) for field, width in zip(wanted.fields, widths, strict=True)
        ]
        sheet.height(first + index, max(LINE * lines_of(*text) for text in texts) + 4)


def put(sheet: Sheet, row: int, column: int, value: Value, style: Style) -> None:
    """A value as what it is; a flag as 是 or 否."""
    if value is None or value == "":
        sheet.blank(row, column, style)
    elif isinstance(value, bool):
        sheet.text(row, column, "是" if value else "否", style)
    elif isinstance(value, Decimal):
        sheet.number(row, column, value, style)
    elif isinstance(value, date | datetime):
        sheet.date(row, column, value, style)
    else:
        sheet.text(row, column, value, style)


def _checks(sheet: Sheet, plan: Plan, wanted: SheetPlan, lists: Lists, first: int, last: int) -> None:
    """Validations, and a colour for what must still be filled in on a line that was begun."""
    typed = [column for column, field in enumerate(wanted.fields) if not field.given]
    if not typed:
        return
    begun = f"COUNTA(${address(first, typed[0])}:${address(first, typed[-1])})>0"
    for column in typed:
        field = wanted.fields[column]
        listed = lists.area(field.options) if field.options else ""
        sheet.choose(first, column, last, cells.validation(field, plan.lang, listed))
        if field.must:
            cell = address(first, column)
            sheet.when((first, column), (last, column), f"=AND({begun},LEN({cell})=0)", OPEN)


def _frozen(fields: Sequence[Field]) -> int:
    """Columns that stay in sight: up to the name when it stands near the left edge."""
    named = next((column for column, field in enumerate(fields) if field.column.type == "name"), -1)
    return named + 1 if named < 3 else 0
