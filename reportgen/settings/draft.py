"""A scheme document to a Scheme that may lack what could not be read, with the way back to its key paths."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from reportgen.scheme import Column, Form, Item, Kpi, Merge, Output, Scheme, Table
from reportgen.settings.locate import Path
from reportgen.settings.mistakes import Slip, known, shown, slip
from reportgen.settings.structure import SILENT, Unfit, parts_of, read_as

_TEXTS = ("id", "name", "since", "source", "until")


@dataclass(frozen=True, slots=True)
class Draft:
    """`places` and `broken` are those of structure.Parts; `shared` are the columns of `[shared]` that were read."""

    scheme: Scheme
    shared: Mapping[str, Column]
    places: Mapping[str, tuple[int, ...]]
    broken: frozenset[tuple[str, str]]

    def each(self, field: str) -> Iterator[tuple[Path, Any]]:
        """The elements of one of the scheme's lists with their paths in the file."""
        yield from zip(((field, at) for at in self.places.get(field, ())), getattr(self.scheme, field), strict=True)

    @property
    def forms(self) -> Iterator[tuple[Path, Form]]:
        return self.each("forms")

    @property
    def tables(self) -> Iterator[tuple[Path, Table]]:
        return self.each("tables")

    @property
    def merges(self) -> Iterator[tuple[Path, Merge]]:
        return self.each("merges")

    @property
    def items(self) -> Iterator[tuple[Path, Item]]:
        return self.each("items")

    @property
    def kpis(self) -> Iterator[tuple[Path, Kpi]]:
        return self.each("kpis")

    @property
    def outputs(self) -> Iterator[tuple[Path, Output]]:
        return self.each("outputs")

    def whole(self, *names: str) -> bool:
        """Whether everything of these fields was read: sums are not drawn over what is partly unknown."""
        return not any(field in names for field, _ in self.broken)

    def table(self, id: str) -> Table | None:
        return next((table for table in self.scheme.tables if table.id == id), None)

    def unknown(self, path: Path, field: str, code: str, found: str) -> Iterator[Slip]:
        """A mistake when no element of `field` has this id; one that could not be read is given the benefit."""
        ids = [element.id for element in getattr(self.scheme, field)]
        if found not in ids and (field, found) not in self.broken and (field, "") not in self.broken:
            yield slip(path, code, **known(found, ids))


def draft(document: Mapping[str, Any], file: str) -> tuple[Draft, tuple[Slip, ...]]:
    """The scheme as far as it can be read, and why the rest cannot."""
    shared, slips = _shared(document.get("shared", {}))
    parts = parts_of(Scheme, _with_columns(document, shared), without=("file",), beside=("shared",))
    values = dict.fromkeys(_TEXTS, "") | {"forms": (), "tables": ()} | dict(parts.values)
    read = {id: column for id, column in shared.items() if isinstance(column, Column)}
    return Draft(Scheme(**values, file=file), read, parts.places, parts.broken), (*slips, *parts.slips)


def _shared(raw: object) -> tuple[dict[str, Column | Unfit], list[Slip]]:
    """Columns by their key, which is their id. One that is wrong is reported here, and not again where it is used."""
    if not isinstance(raw, dict):
        return {}, [slip(("shared",), "WANTS_TABLE", found=shown(raw))]
    columns: dict[str, Column | Unfit] = {}
    slips: list[Slip] = []
    for id, entry in raw.items():
        named = {**entry, "id": id} if isinstance(entry, dict) else entry
        column, wrong = read_as(Column, named, ("shared", id))
        if isinstance(entry, dict) and entry.get("id", id) != id:
            slips.append(slip(("shared", id, "id"), "SHARED_ID", key=id))
        columns[id] = Unfit(SILENT) if wrong else column
        slips += wrong
    return columns, slips


def _with_columns(document: Mapping[str, Any], shared: Mapping[str, Column | Unfit]) -> dict[str, Any]:
    """The document with the columns that a table only names put in their place."""
    tables = document.get("tables")
    if not isinstance(tables, list):
        return dict(document)
    return {**document, "tables": [_filled(table, shared) for table in tables]}


def _filled(table: object, shared: Mapping[str, Column | Unfit]) -> object:
    if not isinstance(table, dict) or not isinstance(table.get("columns"), list):
        return table
    return {**table, "columns": [_column(entry, shared) for entry in table["columns"]]}


def _column(entry: object, shared: Mapping[str, Column | Unfit]) -> object:
    if not isinstance(entry, str):
        return entry
    return shared.get(entry) or Unfit("UNKNOWN_SHARED", known(entry, shared))


def names(elements: Iterable[tuple[Path, Any]]) -> Iterator[tuple[Path, str]]:
    """The ids of elements with their paths."""
    yield from (((*path, "id"), element.id) for path, element in elements)
