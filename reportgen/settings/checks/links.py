"""Every table, column, merge and KPI that a setting names exists, and the column has a type the setting can use."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.scheme import Item, Kpi
from reportgen.settings.checks.tables import unknown_column
from reportgen.settings.draft import Draft
from reportgen.settings.locate import Path
from reportgen.settings.mistakes import Slip, known, slip
from reportgen.settings.references import WORDS, Part, Reference, parts, references, within


def check(draft: Draft) -> Iterator[Slip]:
    for part in within(draft, "merges", "checks", "drawings", "items", "kpis", "reviews", "pays", "outputs"):
        for reference in references(part):
            yield from _reference(draft, reference)
        yield from _where(draft, part)
    yield from _coverage(draft)


def _reference(draft: Draft, to: Reference) -> Iterator[Slip]:
    if to.means == "table":
        yield from draft.unknown(to.path, "tables", "UNKNOWN_TABLE", to.name)
    elif to.means == "merge":
        yield from draft.unknown(to.path, "merges", "UNKNOWN_MERGE", to.name)
    elif to.means == "drawing":
        yield from draft.unknown(to.path, "drawings", "UNKNOWN_DRAWING", to.name)
    elif to.means == "kpi":
        yield from draft.unknown(to.path, "kpis", "UNKNOWN_KPI", to.name)
    elif table := draft.table(to.table):
        column = table.column(to.name)
        if column is None and not to.default:
            yield unknown_column(table, to.name, to.path)
        elif column is not None and column.type not in to.types:
            accepted = "、".join(sorted(to.types))
            yield slip(to.path, "COLUMN_TYPE", found=column.id, type=column.type, accepted=accepted)


def _where(draft: Draft, part: Part) -> Iterator[Slip]:
    table = draft.table(part.table)
    for id, word in getattr(part.value, "where", {}).items() if table else ():
        path = (*part.path, "where", id)
        column = table.column(id) if table else None
        if table and column is None:
            yield unknown_column(table, id, path)
        elif column and column.type not in WORDS:
            yield slip(path, "COLUMN_TYPE", found=id, type=column.type, accepted="、".join(sorted(WORDS)))
        elif column and column.choices and word not in column.choices:
            yield slip(path, "NOT_AMONG_CHOICES", column=column.name, **known(word, column.choices))


def _coverage(draft: Draft) -> Iterator[Slip]:
    """An item or KPI of a role looks only at tables in which that role has lines."""
    sides = {merge.id: (merge.plan.table, merge.actual.table) for _, merge in draft.merges}
    owners: list[tuple[Path, Item | Kpi]] = [*draft.items, *draft.kpis]
    for path, owner in owners:
        for part in parts(owner, path):
            for to in references(part):
                looked_at = sides.get(to.name, ()) if to.means == "merge" else (to.name,)
                for id in looked_at if to.means in ("merge", "table") else ():
                    table = draft.table(id)
                    lacking = [role for role in owner.roles if table and table.roles and role not in table.roles]
                    if lacking:
                        yield slip(to.path, "TABLE_NOT_FOR_ROLE", table=id, roles="、".join(lacking))
