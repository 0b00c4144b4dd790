"""The scanner finds every key that tomllib sees, on the line where the key or its value stands."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.settings.locate import lines_of, nearest_line

ROOT = Path(__file__).parents[2]

NASTY = r'''
# [not.a.table]  key = "no"
title = "brackets [ ] { } # and = inside" # comment with "quotes" and [brackets]
"quoted key" = 'C:\no\escape # ]'
"" = 0
a."b.c".'d e' = [1, 2,
  3, # three ]
  [4, [5, "]", '}']], {x = 6, y = {z = 7}}]
"esc\"aped\u4e2d" = true
中 = """ # not a comment? it is: this line is removed below
many = """
[[fake]]
key = "in a string" \""" still ""\
   in it"""""
more = """"two quotes" and an end"""
literal = \'\'\'
[fake]
key = 1 # '' no comment \
\'\'\''
plain = \'\'\'\'a quote first\'\'\'
date = 1979-05-27 07:32:00Z # blank inside
  [ table . sub ]   # blanks in a header
  key . dotted = +1.5e3
[table]
inf = -inf
[[list]]
id = 1
  [[list.inner]]
  id = 11
  [[list.inner]]
  id = 12
  [list.inner.deep]
  word = "deep"
[[list]]
  [[list.inner]]
  id = 21
[last]
empty = []
none = {}
lines = [
  # only a comment
  { name = "a", take = 1, of = ["x",
      "y"] },

  { name = "b" },   # trailing comma
]
'''.replace(r"\'", "'").replace("中 = ", "# 中 = ")  # fmt: skip


def leaves(value: object, path: tuple[str | int, ...] = ()) -> list[tuple[tuple[str | int, ...], object]]:
    entries = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else None
    if entries is None:
        return [(path, value)]
    return [leaf for key, under in entries for leaf in leaves(under, (*path, key))]


def test_a_nasty_text_is_found_line_by_line() -> None:
    lines, text = lines_of(NASTY), NASTY.split("\n")

    def line(*path: str | int) -> str:
        return text[lines[path] - 1].strip()

    tomllib.loads(NASTY)
    assert line("title").startswith("title =")
    assert line("a", "b.c", "d e", 2) == "3, # three ]"
    assert (
        line("a", "b.c", "d e", 3, 1, 2)
        == line("a", "b.c", "d e", 4, "y", "z")
        == "[4, [5, \"]\", '}']], {x = 6, y = {z = 7}}]"
    )
    assert line('esc"aped中') == r'"esc\"aped\u4e2d" = true'
    assert line("more").startswith('more = ""')
    assert line("plain").startswith("plain =")
    assert line("table", "sub", "key", "dotted") == "key . dotted = +1.5e3"
    assert line("list", 0) == line("list", 1) == "[[list]]"
    assert line("list", 0, "inner", 1, "id") == "id = 12"
    assert line("list", 0, "inner", 1, "deep", "word") == 'word = "deep"'
    assert line("list", 1, "inner", 0, "id") == "id = 21"
    assert line("last", "lines", 0, "of", 1) == '"y"] },'
    assert line("last", "lines", 1, "name").startswith('{ name = "b" }')
    assert ("fake",) not in lines


@pytest.mark.parametrize(
    "text", [NASTY, *(file.read_text(encoding="utf-8") for file in sorted(ROOT.glob("templates/schemes/*.toml")))]
)
def test_every_leaf_has_a_line_with_its_key_or_value(text: str) -> None:
    lines, rows = lines_of(text), text.split("\n")
    for path, value in leaves(tomllib.loads(text)):
        assert path in lines, path
        row = rows[lines[path] - 1]
        key = path[-1]
        written = key if isinstance(key, str) else str(value).split("\n")[0]
        assert not written or written in row or "\\" in row, (path, row)


def test_what_does_not_stand_in_the_file_falls_back_to_what_is_above_it() -> None:
    lines = lines_of("[a]\nb = 1\n[[c]]\nd = 1\n")
    assert nearest_line(lines, ("a", "b", "x", 3)) == 2
    assert nearest_line(lines, ("c", 0, "missing")) == 3
    assert nearest_line(lines, ("nothing",)) == 1


KEYS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=6)
SCALARS = st.one_of(st.integers(), st.booleans(), st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=8))
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3), max_leaves=8
)


def basic(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def written(
    value: object, numbers: dict[tuple[str | int, ...], int], path: tuple[str | int, ...], at: list[int]
) -> str:
    """TOML text of a value, noting in `numbers` the line on which each part starts; `at` is the current line."""
    numbers[path] = at[0]
    if isinstance(value, dict):
        parts = []
        for key, under in value.items():
            parts.append(f"{basic(key)} = {written(under, numbers, (*path, key), at)}")
        return "{" + ", ".join(parts) + "}"
    if isinstance(value, list):
        text = "["
        for index, under in enumerate(value):
            at[0] += 2
            text += "\n  # ] } , \" '\n  " + written(under, numbers, (*path, index), at) + ","
        return text + "]"
    return basic(value) if isinstance(value, str) else str(value).lower()


@given(st.lists(st.dictionaries(KEYS, VALUES, max_size=4), max_size=3))
def test_places_are_right_in_any_text(tables: list[dict[str, object]]) -> None:
    numbers: dict[tuple[str | int, ...], int] = {}
    text, at = "", [1]
    for index, table in enumerate(tables):
        numbers[("tables", index)] = at[0]
        text += "[[tables]]\n"
        at[0] += 1
        for key, value in table.items():
            text += f"{basic(key)} = {written(value, numbers, ('tables', index, key), at)} # end ]\n"
            at[0] += 1
    assert tomllib.loads(text) == ({"tables": tables} if tables else {})
    found = lines_of(text)
    assert {path: found.get(path) for path in numbers} == numbers
