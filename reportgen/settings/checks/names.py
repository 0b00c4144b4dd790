"""Ids that are unique and can be written anywhere, names that are not empty, lists without repetition."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import fields

from reportgen.settings.draft import Draft, names
from reportgen.settings.locate import Path
from reportgen.settings.mistakes import Slip, slip
from reportgen.settings.references import Part, everything

_ID = re.compile(r"\w[\w-]*")
_NOT_EMPTY = ("name", "title", "word", "group_name", "sum_name", "home")
_FILLED = frozenset(
    {
        "Table.columns", "Merge.key", "Deduct.faults", "Fault.observe", "Graded.grades", "Special.steps",
        "Drawing.granted", "Chain.steps", "Belongs.registers", "FilledWhen.words",
        "Lines.columns", "Listing.columns", "Figures.figures", "PayPlan.roles", "PayPlan.parts", "Review.roles",
        "Review.steps", "Award.roles", "Summary.columns", "Commission.tiers", "Moves.levels", "Stale.dates",
        "Lacking.columns",
    }
)  # fmt: skip


def check(draft: Draft) -> Iterator[Slip]:
    if draft.whole("id") and not _ID.fullmatch(draft.scheme.id):
        yield slip(("id",), "ID_ODD", found=draft.scheme.id)
    for field in ("forms", "tables", "merges", "drawings", "items", "kpis", "outputs"):
        yield from _unique(names(draft.each(field)))
    for path, table in draft.tables:
        yield from _unique(((*path, "columns", at), column.id) for at, column in enumerate(table.columns))
    for path, output in draft.outputs:
        for list_of in ("columns", "figures"):
            entries = enumerate(getattr(output.show, list_of, ()))
            yield from _unique(((*path, "show", list_of, at, "id"), entry.id) for at, entry in entries)
    for path, plan in draft.each("pays"):
        yield from _unique(((*path, "parts", at, "id"), part.id) for at, part in enumerate(plan.parts))
    yield from twice(((*path, "name"), grade.name) for path, grade in draft.each("grades"))
    for part in everything(draft):
        yield from _texts(part)


def twice(named: Iterable[tuple[Path, str]]) -> Iterator[Slip]:
    seen: set[str] = set()
    for path, name in named:
        if name in seen:
            yield slip(path, "NAME_TWICE", found=name)
        seen.add(name)


def _unique(ids: Iterable[tuple[Path, str]]) -> Iterator[Slip]:
    found = list(ids)
    yield from (slip(path, "ID_ODD", found=id) for path, id in found if not _ID.fullmatch(id))
    yield from twice(found)


def _texts(part: Part) -> Iterator[Slip]:
    for one in fields(part.value):
        setting = getattr(part.value, one.name)
        if one.name in _NOT_EMPTY and isinstance(setting, str) and not setting.strip():
            yield slip((*part.path, one.name), "EMPTY_TEXT")
        if setting == () and f"{part.kind}.{one.name}" in _FILLED:
            yield slip((*part.path, one.name), "EMPTY_LIST")
        if isinstance(setting, tuple) and all(isinstance(entry, str) for entry in setting):
            yield from twice(((*part.path, one.name, at), entry) for at, entry in enumerate(setting))
