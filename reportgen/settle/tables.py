"""Month tables that a scheme names: the lines as handed in, figures over them, and a 合计 that foots."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from reportgen.exact import HUNDRED, ZERO, half_up, product, quotient, total
from reportgen.records import CellRef, Figure, Finding, Measured, Phrase, Row, Table, TableColumn, phrase
from reportgen.scheme import Output, OutputColumn

WORDS = {
    "table-partial": {
        "zh": "{good} / {all} 行数据可用；合计缺数，不予列示",
        "en": "{good} of {all} lines can be used; totals that lack a figure are not shown",
    },
    "table-withheld": {"zh": "没有可用的表", "en": "there is no usable sheet"},
}
TOTAL = "合计"


def lines_table(output: Output, scheme: str, rows: tuple[Row, ...], blame: tuple[Finding, ...]) -> Table:
    """The rows of the output's table, rates per line, and one totals line when any column foots."""
    columns = tuple(TableColumn(column.id, column.name, column.unit) for column in output.columns)
    if not rows:
        return Table(output.id, scheme, output.title, "withheld", columns, (), (phrase("table-withheld"),))
    lines = [_line(output, row) for row in rows]
    body = [tuple(_figure(column, line[column.id]) for column in output.columns) for line in lines]
    notes: tuple[Phrase, ...] = ()
    handed_in = [column.id for column in output.columns if column.column]  # a rate without a base lacks nothing
    good = sum(all(line[id][0] is not None for id in handed_in) for line in lines)
    whole = good == len(lines) and not blame
    if not whole:
        notes = (phrase("table-partial", good=good, all=len(lines)),)
    if any(column.foot != "none" for column in output.columns):
        body.append(_foot(output, lines, whole=not blame))
    return Table(output.id, scheme, output.title, "complete" if whole else "partial", columns, tuple(body), notes)


def figures_table(output: Output, scheme: str, measured: Callable[[Output], tuple[Measured, ...]]) -> Table:
    """One line per figure: name, value, unit."""
    columns = (TableColumn("name", "项目"), TableColumn("value", "数值"), TableColumn("unit", "单位"))
    figures = measured(output)
    rows = tuple(
        (
            Figure(figure.name),
            Figure(None if figure.value is None else str(figure.value), figure.evidence),
            Figure(figure.unit),
        )
        for figure in figures
    )
    known = sum(figure.value is not None for figure in figures)
    status = "complete" if known == len(figures) else ("partial" if known else "withheld")
    notes = () if status == "complete" else (phrase("table-partial", good=known, all=len(figures)),)
    return Table(output.id, scheme, output.title, status, columns, rows, notes)  # type: ignore[arg-type]


Cell = tuple[Decimal | str | None, tuple[CellRef, ...]]


def _line(output: Output, row: Row) -> dict[str, Cell]:
    line: dict[str, Cell] = {}
    for column in output.columns:
        if column.column:
            entry = row.get(column.column)
            value = entry.value if isinstance(entry.value, Decimal | str) else None
            line[column.id] = (value, (entry.ref,))
    for column in output.columns:
        if column.rate:
            above, below = (line[part] for part in column.rate)
            line[column.id] = (_rate(above[0], below[0], column.digits), above[1] + below[1])
    return line


def _rate(above: Decimal | str | None, below: Decimal | str | None, digits: int) -> Decimal | None:
    if not isinstance(above, Decimal) or not isinstance(below, Decimal) or below == ZERO:
        return None
    return half_up(product(quotient(above, below), HUNDRED), digits)


def _figure(column: OutputColumn, cell: Cell) -> Figure:
    value, evidence = cell
    if isinstance(value, Decimal):
        return Figure(str(half_up(value, column.digits)), evidence)
    return Figure(value, evidence)


def _foot(output: Output, lines: list[dict[str, Cell]], *, whole: bool) -> tuple[Figure, ...]:
    sums: dict[str, Cell] = {}
    for column in output.columns:
        if column.foot == "sum":
            values = [line[column.id][0] for line in lines]
            known = [value for value in values if isinstance(value, Decimal)]
            evidence = tuple(ref for line in lines for ref in line[column.id][1])
            sums[column.id] = (total(known) if whole and len(known) == len(values) else None, evidence)
    for column in output.columns:
        if column.foot == "rate" and column.rate:
            above, below = (sums.get(part, (None, ())) for part in column.rate)
            sums[column.id] = (_rate(above[0], below[0], column.digits), above[1] + below[1])
    first = output.columns[0].id
    return tuple(
        Figure(TOTAL) if column.id == first else _figure(column, sums.get(column.id, (None, ())))
        for column in output.columns
    )
