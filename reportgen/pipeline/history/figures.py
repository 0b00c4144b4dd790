"""results.json -> every figure a reader sees, by its owner (a card, a table) and its id, each as its text.

Evidence and findings are no figures: a file may be renamed without anybody's card changing.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

Json: TypeAlias = dict[str, Any]
CARRIED = "carried-"  # how the ids of pay parts begin that belong to an earlier month


@dataclass(frozen=True, slots=True, order=True)
class Owner:
    """A card by scheme, role and 工号, or a table: then `person` and `role` are "" and `table` is its id."""

    scheme: str
    role: str = ""
    person: str = ""
    table: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """What stands there: `name` is its own ("" for what every card has), `words` tells a reason from a figure."""

    name: str
    value: str | None
    words: bool = False


Sheet: TypeAlias = Mapping[str, Shown]  # figure id -> what is shown
Figures: TypeAlias = Mapping[Owner, Sheet]


def figures_of(results: bytes) -> Figures:
    """All figures of a results.json."""
    content = json.loads(results)
    found: dict[Owner, Sheet] = {}
    for card in content["scorecards"]:
        subject = card["subject"]
        found[Owner(card["scheme"], subject["role"], subject["id"])] = dict(_card(card))
    for table in content["tables"]:
        found[Owner(table["scheme"], table=table["id"])] = dict(_table(table))
    return found


def people_of(results: bytes) -> dict[str, tuple[str, str]]:
    """工号 -> name and department, from the cards."""
    subjects = [card["subject"] for card in json.loads(results)["scorecards"]]
    return {one["id"]: (one["name"], one["department"]) for one in subjects}


def titles_of(results: bytes) -> dict[str, str]:
    """Table id -> its title."""
    return {table["id"]: table["title"] for table in json.loads(results)["tables"]}


def _card(card: Json) -> Iterator[tuple[str, Shown]]:
    subject = card["subject"]
    yield "status", Shown("", card["status"])
    yield "name", Shown("", subject["name"])
    yield "department", Shown("", subject["department"])
    if card["status"] != "scored":
        return
    yield "score", Shown("", card["score"])
    yield "grade", Shown("", card["grade"])
    yield "rank", Shown("", f"{card['rank']} / {card['of']}")
    yield "previous", Shown("", card["previous"]["score"] if card["previous"] else None)
    yield from _components(card["components"], "component")
    for kpi in card["kpis"]:
        yield f"kpi/{kpi['id']}", Shown(kpi["name"], kpi["value"])
        yield f"kpi/{kpi['id']}/because", Shown(kpi["name"], kpi["because"], words=True)
    yield from _pay(card.get("pay"))
    yield "review", Shown("", "；".join(_review(step) for step in card["review"]))
    yield "flags", Shown("", "、".join(card["flags"]))
    yield (
        "in_post",
        Shown("", "；".join(_spell(spell) for spell in card.get("in_post", ()))),
    )


def _spell(spell: Json) -> str:
    return " ".join(str(one) for one in spell.values())


def _components(parts: Sequence[Json], above: str) -> Iterator[tuple[str, Shown]]:
    for part in parts:
        id = f"{above}/{part['id']}"
        yield id, Shown(part["name"], part["points"])
        yield f"{id}/raw", Shown(part["name"], part["raw"])
        yield f"{id}/because", Shown(part["name"], part["because"], words=True)
        yield from _components(part["components"], id)


def _pay(pay: Json | None) -> Iterator[tuple[str, Shown]]:
    if pay is None:
        return
    yield "pay", Shown("", pay.get("total"))
    for part in pay.get("parts", ()):
        yield f"pay/{part['id']}", Shown(part["name"], part["amount"])
        yield f"pay/{part['id']}/because", Shown(part["name"], part["because"], words=True)


def _review(step: Json) -> str:
    return " ".join(str(step[name]) for name in ("step", "by", "date", "verdict") if step[name])


def _table(table: Json) -> Iterator[tuple[str, Shown]]:
    """Rows are known by their first column, so that a new row in the middle changes no other."""
    yield "status", Shown("", table["status"])
    seen: dict[str, int] = {}
    for row in table["rows"]:
        key = str(row[0]["value"]) if row else ""
        seen[key] = seen.get(key, 0) + 1
        named = key if seen[key] == 1 else f"{key}#{seen[key]}"
        for column, cell in zip(table["columns"], row, strict=True):
            yield f"{named}/{column['id']}", Shown(f"{key} {column['name']}", cell["value"])
