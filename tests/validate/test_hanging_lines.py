"""Checks that a scheme declares: lines that hang on others, chains of approval, ceilings, reasons that must be given."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from reportgen.findings import tell
from reportgen.period import Period
from reportgen.records import Row
from reportgen.scheme import Check, Column, Form, Scheme, Table
from reportgen.validate.context import Handed
from reportgen.validate.kinds import Examined, examine
from reportgen.validate.kinds.belongs import Belongs
from reportgen.validate.kinds.ceiling import Ceiling, Limit
from reportgen.validate.kinds.chain import Chain, Signature
from reportgen.validate.kinds.filled_when import FilledWhen
from reportgen.validate.kinds.known import Register
from tests.settle.outputs.sheets import rows


def examined(check: Check, doubt: frozenset[tuple[str, str]] = frozenset(), **tables: str) -> Examined:
    held: Mapping[str, tuple[Row, ...]] = {id: rows(id, text) for id, text in tables.items()}
    declared = tuple(
        Table(
            id=id,
            name=f"表{id}",
            form="f",
            per="list",
            columns=tuple(Column(id=name, name=f"栏{name}", type="text") for name in (own[0].entries if own else ())),
        )
        for id, own in held.items()
    )
    scheme = Scheme(
        id="s", name="s", since="2026-01", source="", forms=(Form(id="f", name="f"),), tables=declared, checks=(check,)
    )
    handed = Handed(scheme, Period(2026, 10), (), {"一部": ()}, (), (), in_doubt=doubt)
    return examine(handed, [row for own in held.values() for row in own])


def told(seen: Examined) -> list[str]:
    """`CODE cell`, with `!` where the line is left out."""
    for one in seen.findings:
        assert all(tell(one, language).message for language in ("zh", "zh-Hant", "en"))
    away = {ref.cell[1:] for ref in seen.refused}
    return [
        f"{one.code} {one.where.cell}{'!' if one.where.cell[1:] in away else ''}" for one in seen.findings
    ]  # fmt: skip


HANGS = Belongs(table="cost", column="work", registers=(Register(table="work", column="no"),))


def test_a_line_hangs_on_one_that_is_there_or_is_left_out() -> None:
    cost = "work\nGZ-1\n-\nGZ-9\nＧＺ-1\n?"
    assert told(examined(HANGS, work="no\nGZ-1\nGZ-2", cost=cost)) == ["BELONGS_NOWHERE A3!", "BELONGS_TO_UNKNOWN A4!"]


def test_while_the_register_cannot_be_read_no_line_is_left_out() -> None:
    doubt = frozenset({("一部", "work")})
    assert told(examined(HANGS, doubt, work="no\nGZ-1", cost="work\nGZ-9\n-")) == []


def test_a_line_may_hang_on_one_of_several_registers() -> None:
    both = Belongs(
        table="cost",
        column="work",
        own=False,
        registers=(Register(table="work", column="no"), Register(table="urgent", column="no")),
    )
    seen = examined(both, work="no\nGZ-1", urgent="no\nLS-1", cost="work\nLS-1\nGZ-1\nLS-2")
    assert told(seen) == ["BELONGS_TO_UNKNOWN A4!"]


CHAIN = Chain(
    table="t",
    steps=(Signature(name="申报", by="a", on="a-on"), Signature(name="批准", by="b", on="b-on")),
    phoned="phone",
    noted="note",
)
WHOLE = "张三 | 2026-10-01 | 李四 | 2026-10-02 | - | -"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (WHOLE, []),
        ("张三 | 2026-10-02 | 李四 | 2026-10-02 | - | -", []),
        ("张三 | 2026-10-01 | 李四 | 2026-10-02 | 批准 | 李四来电同意", []),
        ("张三 | 2026-10-01 | - | 2026-10-02 | - | -", ["STEP_LACKING C2!"]),
        ("张三 | 2026-10-01 | 李四 | - | - | -", ["STEP_LACKING D2!"]),
        ("张三 | 2026-10-03 | 李四 | 2026-10-02 | - | -", ["STEP_TOO_EARLY D2!"]),
        ("张三 | 2026-10-01 | 李四 | 2026-10-02 | 批准、申报 | -", ["PHONE_WITHOUT_NOTE F2!"]),
        ("张三 | 2026-10-01 | 李四 | 2026-10-02 | 局长 | 来电", ["STEP_UNKNOWN E2"]),
    ],
)
def test_every_step_has_a_name_and_a_day_in_order(line: str, expected: list[str]) -> None:
    assert told(examined(CHAIN, t=f"a | a-on | b | b-on | phone | note\n{line}")) == expected


CEILING = Ceiling(table="cash", by="way", sum="amount", limit=Limit(table="plan", key="way", column="stock"))


@pytest.mark.parametrize(
    ("most", "expected"),
    [("150", []), ("149.99", ["ABOVE_CEILING B2"]), ("?", []), ("-", [])],
)
def test_a_sum_at_the_limit_is_within_it(most: str, expected: list[str]) -> None:
    """100 + 50 = 150; a blank amount adds nothing."""
    assert (
        told(examined(CEILING, plan=f"way | stock\n出 | {most}", cash="way | amount\n出 | 100\n出 | 50\n出 | -"))
        == expected
    )


def test_the_finding_says_by_how_much_the_limit_is_passed() -> None:
    (found,) = examined(CEILING, plan="way | stock\n出 | 149.5", cash="way | amount\n出 | 100\n出 | 50").findings
    values = dict(found.values)
    assert (values["found"], values["most"], values["over"]) == ("150", "149.5", "0.5")


def test_a_sum_without_a_limit_is_named_and_one_that_cannot_be_read_is_not_judged() -> None:
    cash = "way | amount\n出 | 100\n进 | 7\n出 | ?"
    assert told(examined(CEILING, plan="way | stock\n出 | 1", cash=cash)) == ["CEILING_LACKING A3"]


def test_a_delay_needs_its_reason() -> None:
    check = FilledWhen(table="t", column="note", when="state", words=("延期", "终止"))
    text = "state | note\n延期 | 等料\n终止 | -\n完成 | -\n延期 | ?"
    assert told(examined(check, t=text)) == ["REASON_LACKING B3"]
