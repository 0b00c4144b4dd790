"""Month tables: either columns of a table or figures, with rates of columns that stand in them."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.scheme import Output, OutputColumn
from reportgen.settings.draft import Draft
from reportgen.settings.locate import Path
from reportgen.settings.mistakes import Slip, known, slip
from reportgen.settings.references import NUMBERS


def check(draft: Draft) -> Iterator[Slip]:
    for path, output in draft.outputs:
        if bool(output.columns) == bool(output.figures) or bool(output.columns) != bool(output.table):
            yield slip(path, "TABLE_OR_FIGURES")
        for at, column in enumerate(output.columns):
            yield from _column(draft, output, column, (*path, "columns", at))


def _column(draft: Draft, output: Output, column: OutputColumn, path: Path) -> Iterator[Slip]:
    if bool(column.column) == bool(column.rate):
        yield slip(path, "COLUMN_OR_RATE")
    if column.rate and len(column.rate) != 2:
        yield slip((*path, "rate"), "RATE_OF_TWO", found=len(column.rate))
    of_numbers = [other.id for other in output.columns if other.column]
    for at, id in enumerate(column.rate):
        if id not in of_numbers:
            yield slip((*path, "rate", at), "UNKNOWN_OUTPUT_COLUMN", **known(id, of_numbers))
    table = draft.table(output.table)
    source = table.column(column.column) if table and column.column else None
    if column.foot == "rate" and not column.rate:
        yield slip((*path, "foot"), "FOOT_RATE")
    if column.foot == "sum" and (column.rate or (source is not None and source.type not in NUMBERS)):
        yield slip((*path, "foot"), "FOOT_SUM")
