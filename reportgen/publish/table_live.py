"""The live side of month tables: which of their figures have formulas, and where each stands in results.json.

records.Table (figures with formulas, blocks) ── table_book ── TableBook ── table_workbook
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from reportgen.formula import Block, Expr, Named
from reportgen.formula.flat import Workings, flat
from reportgen.formula.functions import Known
from reportgen.publish.live.sheets import Published
from reportgen.records import Figure, Phrase, Table, TableColumn, phrase

PROVED = 5_000  # of a table with more lines the check sheet has the totals alone
NO_FORMULAS = Workings((), (), (), ())

WORDS = {
    "f-cell": {"zh": "{title}　{line}　{column}", "en": "{title}, {line}, {column}"},
}
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
Say = Callable[[Phrase], str]


@dataclass(frozen=True, slots=True)
class Live:
    """The formulas behind one workbook, and the figures that its check sheet compares."""

    workings: Workings = NO_FORMULAS
    published: tuple[Published, ...] = ()


NO_LIVE = Live()


def live_tables(tables: Sequence[Table], say: Say) -> Live:
    """The formulas of the tables that stand in one workbook."""
    blocks: dict[str, Block] = {block.id: block for table in tables for block in table.blocks}
    figures = [one for table in tables for one in _figures(table)]
    workings = flat((formula for formula, _, _ in figures), blocks.values(), say)
    values = dict(workings.figures)
    published = (
        Published(say(formula.label), formula.key, path, printed_value(figure, values[formula.key].value))
        for formula, path, figure in figures
        if path
    )
    return Live(workings, tuple(one for one in published if one.value is not None))


def _figures(table: Table) -> Iterator[tuple[Named, str, Figure]]:
    """Formula, path ("" when it is not compared) and figure of each cell that has a formula."""
    few = len(table.rows) <= PROVED
    for at, row in enumerate(table.rows):
        told = few or any(one.id.startswith("table-total") for one in row[0].said)
        for column, figure in zip(table.columns, row, strict=True):
            if figure.formula is not None:
                path = f"{table.scheme}/tables/{table.id}/{at}/{column.id}"
                yield _named(figure.formula, path, table, row, column), path if told else "", figure


def _named(formula: Expr, path: str, table: Table, row: Sequence[Figure], column: TableColumn) -> Named:
    if isinstance(formula, Named):
        return formula
    return Named(path, phrase("f-cell", title=table.title, line=row[0].value or "—", column=column.name), formula)


def printed_value(figure: Figure, worked: Known) -> Known:
    """What was published, as the check sheet compares it; None for words and dates that are merely shown."""
    text = figure.value or ""
    if isinstance(worked, Decimal):
        return None if _DATE.match(text) else Decimal(text)
    return text if figure.said else None
