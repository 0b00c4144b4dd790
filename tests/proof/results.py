"""results.json: the value that a path on a check sheet stands for.

sales-assessment/销售员/1001/components/daily/visits/counted    of a card: scheme, role, 工号, then by name
man-hours/tables/hours-by-wbs/3/total                       of a table: scheme, rows from 0, columns by their id
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from tests.proof.sheets import Value

Json = Mapping[str, Any]


class Unknown(LookupError):
    """results.json has nothing under this path."""


def value_at(results: Json, path: str) -> Value:
    """The figure or text that was published there. Raises Unknown."""
    for card in results.get("scorecards", ()):
        subject = card["subject"]
        own = "/".join((card["scheme"], subject["role"], subject["id"]))
        if path.startswith(f"{own}/"):
            return _known(_of_card(card, path.removeprefix(f"{own}/").split("/"), path))
    scheme, word, *steps = path.split("/")
    if word == "tables" and len(steps) == 3:
        return _known(_of_table([one for one in results["tables"] if one["scheme"] == scheme], steps, path))
    raise Unknown(path)


def _known(published: object) -> Value:
    """Texts that are exact numbers as numbers: points, rates and money are strings there."""
    if published is None:
        return None
    try:
        return Decimal(str(published))
    except InvalidOperation:
        return str(published)


def _of_card(card: Json, steps: Sequence[str], path: str) -> object:
    if steps[0] == "components":
        return _of_component(card["components"], steps[1:], path)
    at: Any = card
    for step in steps:
        at = _named(at, step, path) if isinstance(at, list) else at.get(step, Unknown)
        if at is Unknown:
            raise Unknown(path)
    return at


def _of_component(parts: Sequence[Json], steps: Sequence[str], path: str) -> object:
    part = _named(parts, steps[0], path)
    if len(steps) > 2:
        return _of_component(part["components"], steps[1:], path)
    if steps[1] not in part:
        raise Unknown(path)
    return part[steps[1]]


def _of_table(tables: Sequence[Json], steps: Sequence[str], path: str) -> object:
    id, row, column = steps
    table = _named(tables, id, path)
    columns = [one["id"] for one in table["columns"]]
    if column not in columns or not int(row) < len(table["rows"]):
        raise Unknown(path)
    return table["rows"][int(row)][columns.index(column)]["value"]


def _named(parts: Sequence[Json], id: str, path: str) -> Json:
    for part in parts:
        if part["id"] == id:
            return part
    raise Unknown(path)
