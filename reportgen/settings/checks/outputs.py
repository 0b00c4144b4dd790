"""Month tables: columns with one source each, rates and orders of columns that stand in them, sums of numbers only."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportgen.settings.draft import Draft
from reportgen.settings.locate import Path
from reportgen.settings.mistakes import Slip, known, slip
from reportgen.settings.references import NUMBERS
from reportgen.settle.outputs.columns import OutputColumn
from reportgen.settle.outputs.lines import Lines
from reportgen.settle.outputs.listing import Listing
from reportgen.settle.outputs.reconciled import Reconciled
from reportgen.settle.outputs.reconciliation import Reconciliation


def check(draft: Draft) -> Iterator[Slip]:
    for path, output in draft.outputs:
        show, where = output.show, (*path, "show")
        if isinstance(show, Lines | Listing):
            for at, column in enumerate(show.columns):
                yield from _column(draft, show, column, (*where, "columns", at))
        if isinstance(show, Reconciled):
            yield from _whole(draft, show, (*where, "of"))
        if isinstance(show, Listing):
            yield from _how_many(show.below, (2,), (*where, "below"))
            yield from _how_many(show.differs, (2,), (*where, "differs"))
            yield from _how_many(show.late, (1, 2), (*where, "late"))
            yield from _how_many(show.sooner, (2,), (*where, "sooner"))
            ids = [column.id for column in show.columns]
            yield from _known_columns([name.removeprefix("-") for name in show.sort], ids, (*where, "sort"))


def _whole(draft: Draft, show: Reconciled, path: Path) -> Iterator[Slip]:
    """The reconciliation that a part is of."""
    wholes = [output.id for _, output in draft.outputs if isinstance(output.show, Reconciliation)]
    if show.of not in wholes and ("outputs", show.of) not in draft.broken:
        yield slip(path, "UNKNOWN_RECONCILIATION", **known(show.of, wholes))


def _column(draft: Draft, show: Lines | Listing, column: OutputColumn, path: Path) -> Iterator[Slip]:
    if sum(map(bool, (column.column, column.rate, column.difference, column.late))) != 1:
        yield slip(path, "ONE_COLUMN_SOURCE")
    yield from _how_many(column.rate, (2,), (*path, "rate"))
    yield from _how_many(column.difference, (2,), (*path, "difference"))
    yield from _how_many(column.late, (1, 2), (*path, "late"))
    of_numbers = [other.id for other in show.columns if other.column or other.difference]
    yield from _known_columns(column.rate, of_numbers, (*path, "rate"))
    if column.foot == "rate" and not column.rate:
        yield slip((*path, "foot"), "FOOT_RATE")
    if column.foot == "sum" and (column.rate or column.late or not _are_numbers(draft, show.table, column)):
        yield slip((*path, "foot"), "FOOT_SUM")


def _how_many(columns: Sequence[str], wanted: tuple[int, ...], path: Path) -> Iterator[Slip]:
    if columns and len(columns) not in wanted:
        yield slip(path, "COLUMNS_COUNT", wanted="/".join(map(str, wanted)), found=len(columns))


def _known_columns(names: Sequence[str], accepted: Sequence[str], path: Path) -> Iterator[Slip]:
    for at, name in enumerate(names):
        if name not in accepted:
            yield slip((*path, at), "UNKNOWN_OUTPUT_COLUMN", **known(name, accepted))


def _are_numbers(draft: Draft, table_id: str, column: OutputColumn) -> bool:
    table = draft.table(table_id)
    sources = [table.column(id) for id in (column.column, *column.difference) if id] if table else []
    return all(source is None or source.type in NUMBERS for source in sources)
