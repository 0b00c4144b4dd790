"""Planned and done side by side: nothing is lost, nothing is invented, nothing is counted twice."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.merge import match, merge_rows
from reportgen.normal import key
from reportgen.records import ActualOnly, CellRef, Entry, Line, Matched, PlanOnly, Row
from reportgen.scheme import Merge, Scheme, Side

MERGE = Merge(
    id="m", name="m", key=("person", "what"), plan=Side(table="plan", column="n"), actual=Side(table="done", column="n")
)
SCHEME = Scheme(id="s", name="s", since="2026-01", source="", forms=(), tables=(), merges=(MERGE,))


def row(table: str, number: int, person: str, what: str | None) -> Row:
    ref = CellRef("f", table, f"A{number}")
    state = "ok" if what is not None else "blank"
    return Row(table, "一部", person, {"person": Entry(person, ref), "what": Entry(what, ref, state)}, ref)


def rows(table: str, text: str) -> list[Row]:
    """`a甲 b乙`: a row for each word, the person and what it is about."""
    return [row(table, number, word[0], word[1:] or None) for number, word in enumerate(text.split(), 1)]


def sides(line: Line) -> tuple[tuple[Row, ...], tuple[Row, ...]]:
    plan = () if isinstance(line, ActualOnly) else line.plan
    actual = () if isinstance(line, PlanOnly) else line.actual
    return plan, actual


def told(lines: tuple[Line, ...]) -> list[str]:
    """`甲 1+2`: the key and how many rows are planned and done."""
    return ["".join(line.key) + " {}+{}".format(*map(len, sides(line))) for line in lines]


def test_planned_and_done_planned_only_done_only() -> None:
    lines = match(MERGE, rows("plan", "a甲 a乙"), rows("done", "a丙 a甲"))
    assert [type(line) for line in lines] == [Matched, PlanOnly, ActualOnly]
    assert told(lines) == ["a甲 1+1", "a乙 1+0", "a丙 0+1"]


def test_lines_keep_the_order_of_the_plan_and_unplanned_ones_come_after() -> None:
    lines = match(MERGE, rows("plan", "a丁 a乙 a甲"), rows("done", "a戊 a甲 a丙 a丁"))
    assert told(lines) == ["a丁 1+1", "a乙 1+0", "a甲 1+1", "a戊 0+1", "a丙 0+1"]


def test_several_rows_of_one_key_stay_in_one_line() -> None:
    assert told(match(MERGE, rows("plan", "a甲 a甲"), rows("done", "a甲 a甲 a甲"))) == ["a甲 2+3"]


def test_the_same_thing_of_two_people_is_two_lines() -> None:
    lines = merge_rows(SCHEME, [*rows("plan", "a甲 b甲"), *rows("done", "b甲")])
    assert {owner: told(found) for owner, found in lines.items()} == {("m", "a"): ["a甲 1+0"], ("m", "b"): ["b甲 1+1"]}


def test_nothing_at_all_makes_no_line() -> None:
    assert match(MERGE, [], []) == ()
    assert merge_rows(SCHEME, []) == {}


def test_tables_that_the_merge_does_not_name_are_left_alone() -> None:
    assert merge_rows(SCHEME, rows("other", "a甲")) == {}


WORDS = st.lists(
    st.tuples(st.sampled_from("ab"), st.sampled_from([None, "甲", "乙", "丙", "甲 ", "nan", "0"])), max_size=12
)


def compared(one: Row) -> tuple[str, str]:
    """A row's key as merging compares it: without regard to width, script and spaces."""
    return key(one.person), key(str(one.get("what").value or ""))


@pytest.mark.parametrize(("planned", "done"), [("轻卡K3", "輕卡Ｋ３"), ("远行A5", "远行 A5"), ("銷售", "销售")])
def test_width_script_and_spaces_do_not_make_another_key(planned: str, done: str) -> None:
    (line,) = match(MERGE, [row("plan", 1, "甲", planned)], [row("done", 1, "甲", done)])
    assert isinstance(line, Matched)


@given(WORDS, WORDS)
def test_every_row_is_in_exactly_one_line_and_keys_agree(plan: list[tuple[str, str | None]],
                                                         done: list[tuple[str, str | None]]) -> None:  # fmt: skip
    planned = [row("plan", number, *of) for number, of in enumerate(plan, 1)]
    actual = [row("done", number, *of) for number, of in enumerate(done, 1)]
    lines = match(MERGE, planned, actual)
    by_ref = {"key": lambda one: one.ref.cell}
    for given_rows, side in ((planned, 0), (actual, 1)):
        taken = [one for line in lines for one in sides(line)[side]]
        assert sorted(taken, **by_ref) == sorted(given_rows, **by_ref)
    for line in lines:
        both = [one for side in sides(line) for one in side]
        assert both
        assert {compared(one) for one in both} == {line.key}
    keys = [line.key for line in lines]
    assert len(keys) == len(set(keys))
    seen = dict.fromkeys(compared(one) for one in (*planned, *actual))
    assert keys == list(seen)
