"""Whatever stands in a scheme file, it ends in mistakes or in a scheme, never in an exception."""

from __future__ import annotations

import copy
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from reportgen.settings.checks import slips_of
from reportgen.settings.config import Config, check, secrets
from reportgen.settings.draft import draft
from reportgen.settings.structure import parts_of

TINY = Path(__file__).parent / "tiny"
ODD: tuple[Any, ...] = (True, -1, Decimal("0.5"), "", "sheets", [], [1], ["person"], {}, {"a": {}}, [{}], [[]])


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    entries = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path] * bool(path) + [deep for key, under in entries for deep in places(under, (*path, key))]


def document(name: str) -> dict[str, Any]:
    return tomllib.loads((TINY / name).read_text(encoding="utf-8"), parse_float=Decimal)


def changed(source: dict[str, Any], path: tuple[Any, ...], odd: Any) -> dict[str, Any]:
    """With `odd` at a path; without what stands there when `odd` is None."""
    made = copy.deepcopy(source)
    holder: Any = made
    for step in path[:-1]:
        holder = holder[step]
    if odd is None:
        del holder[path[-1]]
    else:
        holder[path[-1]] = odd
    return made


@pytest.mark.parametrize("odd", [*ODD, None], ids=repr)
def test_any_value_anywhere_in_a_scheme(odd: Any) -> None:
    source = document("templates/schemes/tiny.toml")
    for path in places(source)[ODD.index(odd) % 6 if odd in ODD else 0 :: 6]:  # all of them take too long
        made, slips = draft(changed(source, path, odd), "tiny.toml")
        found = [*slips, *slips_of(made)]
        assert all(one.code for one in found)


@pytest.mark.parametrize("odd", [*ODD, None], ids=repr)
def test_any_value_anywhere_in_the_config(odd: Any) -> None:
    source = document("config.toml") | {"run": {"workers": 1}, "paths": {"inputs": "a"}, "limits": {"rows": 9}}
    source |= {"mail": {"from_address": "a@example.com", "from_name": "a", "leaders": ["0001"], "largest_mb": 9}}
    source["departments"][0] |= {"head": "0001", "contact": "0002"}
    for path in places(source):
        made = changed(source, path, odd)
        assert all(one.code for one in (*secrets(made), *check(parts_of(Config, made), {"tiny"}, True)))
