"""Every kind of check that a scheme declares: lines that break it, and lines that just keep it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from reportgen.findings import tell
from reportgen.period import Period
from reportgen.records import CellRef, Entry, Lock, Person, Row, Sheet, Value
from reportgen.scheme import Check, Column, Form, Scheme, Table
from reportgen.validate.context import Handed
from reportgen.validate.kinds import examine, locks
from reportgen.validate.kinds.approved import Approved
from reportgen.validate.kinds.known import Known, Register
from reportgen.validate.kinds.locked import Locked
from reportgen.validate.kinds.sum_limit import SumLimit
from reportgen.validate.kinds.tree import Tree
from reportgen.validate.kinds.window import Spans, Window

NUMBERS = ("hours", "cost")


def person(id: str, name: str, superior: str) -> Person:
    return Person(id, name, "一部", "", "员工", "", superior, None, None, None, CellRef("花名册.xlsx"))


PEOPLE = (person("1", "张三", "8"), person("2", "李四", "8"), person("8", "处长", "9"), person("9", "主任", ""))


def month(checks: Sequence[Check], locked: Mapping[str, Mapping[str, str]] | None = None, **tables: str) -> Handed:
    """Tables as text: the header, then the lines; `-` is blank, `?` unreadable; days are of October: `10-08`."""
    declared, sheets = [], []
    for id, text in tables.items():
        header, *lines = [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]
        columns = tuple(Column(id=one, name=one, type="number" if one in NUMBERS else "text") for one in header)
        owner = "person" if "person" in header else ""
        declared.append(Table(id=id, name=id, form="f", per="list", columns=columns, person=owner))
        rows = tuple(row(id, number, header, line) for number, line in enumerate(lines, 2))
        sheets.append(Sheet("s", "f", id, "一部", CellRef("f", id), tuple(header), rows))
    scheme = Scheme(id="s", name="s", since="2026-01", source="", forms=(Form(id="f", name="f"),),
                    tables=tuple(declared), checks=tuple(checks))  # fmt: skip
    return Handed(scheme, Period(2026, 10), tuple(sheets), {"一部": PEOPLE}, PEOPLE, PEOPLE, locked=locked or {})


def row(table: str, number: int, header: Sequence[str], cells: Sequence[str]) -> Row:
    entries = {}
    for at, (column, word) in enumerate(zip(header, cells, strict=True)):
        ref = CellRef("f", table, f"{chr(65 + at)}{number}")
        state = {"?": "bad", "-": "blank"}.get(word, "ok")
        entries[column] = Entry(value(column, word), ref, state)  # type: ignore[arg-type]
    about = entries["person"].value if "person" in entries else ""
    return Row(table, "一部", str(about), entries, CellRef("f", table, f"A{number}"))


def value(column: str, word: str) -> Value:
    if word in "?-":
        return None
    if column in NUMBERS:
        return Decimal(word)
    return date(2026, int(word[:2]), int(word[3:])) if word[2:3] == "-" else word


def found(handed: Handed) -> list[str]:
    """`CODE cell`, with `×` for a line that is left out; each said in three languages."""
    rows = [row for sheet in handed.sheets for row in sheet.rows]
    examined = examine(handed, rows)
    for one in examined.findings:
        for language in ("zh", "zh-Hant", "en"):
            assert tell(one, language).message  # type: ignore[arg-type]
    away = {(ref.sheet, ref.cell[1:]) for ref in examined.refused}
    return [
        f"{one.code} {one.where.sheet}!{one.where.cell}"
        + ("×" if (one.where.sheet, one.where.cell[1:]) in away else "")
        for one in examined.findings
    ]


# ---------------------------------------------------------------- sum-limit

A_DAY = SumLimit(table="t", sum="hours", by=("day",), most=Decimal("7.5"))


def test_each_line_of_a_day_above_the_limit_is_named() -> None:
    """4.5 + 3.5 = 8 > 7.5 on the 8th; 4 + 3.5 = 7.5 on the 9th just keeps it; another person's day is his own."""
    handed = month([A_DAY], t="""
        person | day   | hours
        1      | 10-08 | 4.5
        1      | 10-08 | 3.5
        1      | 10-09 | 4
        1      | 10-09 | 3.5
        2      | 10-08 | 7.5
        """)  # fmt: skip
    assert found(handed) == ["SUM_ABOVE t!C2", "SUM_ABOVE t!C3"]


def test_a_limit_serves_costs_by_project_and_skips_what_cannot_be_read() -> None:
    cost = SumLimit(table="t", sum="cost", by=("project",), most=Decimal(100))
    handed = month([cost], t="""
        project | cost
        甲      | 60
        甲      | 40.01
        乙      | 100
        乙      | ?
        -       | 900
        """)  # fmt: skip
    assert found(handed) == ["SUM_ABOVE t!B2", "SUM_ABOVE t!B3"]


# ---------------------------------------------------------------- window

WEEK = Window(table="t", column="filled", of="day", earliest=0, latest=7, refuse=True,
              after=Spans(table="trips", first="first", last="last"))  # fmt: skip


def test_the_seventh_day_is_in_time_and_the_eighth_is_left_out() -> None:
    handed = month([WEEK], t="""
        person | day   | filled
        1      | 10-08 | 10-15
        1      | 10-08 | 10-16
        1      | 10-09 | 10-08
        1      | 10-09 | -
        """)  # fmt: skip
    assert found(handed) == ["TOO_LATE t!C3×", "TOO_EARLY t!C4×"]


def test_days_of_a_trip_count_from_its_end_and_only_for_who_was_on_it() -> None:
    """The trip ends on the 16th: the 23rd is the 7th day after it, the 24th the 8th."""
    handed = month([WEEK], t="""
        person | day   | filled
        1      | 10-12 | 10-23
        1      | 10-12 | 10-24
        2      | 10-12 | 10-23
        """, trips="""
        person | first | last
        1      | 10-12 | 10-16
        """)  # fmt: skip
    assert found(handed) == ["TOO_LATE t!C3×", "TOO_LATE t!C4×"]


def test_what_is_due_beforehand_is_named_and_counts() -> None:
    ahead = Window(table="t", column="filled", of="day", earliest=-7, latest=-1)
    handed = month([ahead], t="""
        person | day   | filled
        1      | 10-20 | 10-19
        1      | 10-20 | 10-20
        1      | 10-20 | 10-13
        1      | 10-20 | 10-12
        """)  # fmt: skip
    assert found(handed) == ["NOT_AHEAD t!C3", "TOO_FAR_AHEAD t!C5"]


# ---------------------------------------------------------------- known, tree


def test_a_code_that_is_in_no_register_and_a_name_of_another_code() -> None:
    known = Known(table="t", column="task", register=Register(table="wbs", column="code"), agree={"name": "label"})
    handed = month([known], t="""
        task | name
        1.1  | 支付
        １.1 | 支付
        1.9  | 支付
        1.2  | 支付
        -    | 支付
        """, wbs="""
        code | label
        1.1  | 支付
        1.2  | 变更
        """)  # fmt: skip
    assert found(handed) == ["NOT_KNOWN t!A4", "NAME_NOT_OF_CODE t!B5"]


def test_a_tree_has_a_way_to_the_top_and_three_levels() -> None:
    handed = month([Tree(table="t", code="code", above="above", levels=3)], t="""
        code | above
        1    | -
        1.1  | 1
        1.2  | 1.1
        1.3  | 1.2
        2    | 9
        3    | 4
        4    | 3
        """)  # fmt: skip
    assert found(handed) == ["TREE_TOO_DEEP t!A5", "TREE_WITHOUT_TOP t!B6", "TREE_LOOP t!B7", "TREE_LOOP t!B8"]


# ---------------------------------------------------------------- approved


def test_the_superior_of_the_roster_approves_by_name_or_number() -> None:
    """张三's superior is 8 处长, whose is 9 主任; 主任 has none. A blank approval is not one yet."""
    handed = month([Approved(table="t", by="by", on="on")], t="""
        person | by   | on
        1      | 处长 | 10-20
        1      | 8    | 10-20
        1      | 主任 | 10-20
        8      | 主任 | -
        9      | 李四 | 10-20
        2      | -    | -
        """)  # fmt: skip
    assert found(handed) == ["APPROVED_BY_OTHER t!B4", "APPROVED_WITHOUT_DAY t!C5"]


def test_the_level_may_be_the_superior_s_superior() -> None:
    handed = month([Approved(table="t", by="by", level=2)], t="""
        person | by
        1      | 主任
        1      | 处长
        """)  # fmt: skip
    assert found(handed) == ["APPROVED_BY_OTHER t!B3"]


# ---------------------------------------------------------------- locked

KEEP = Locked(table="t", by="by", key=("person", "day"), keep=("hours",))
FIRST = """
    person | day   | hours | by
    1      | 10-08 | 7.5   | 处长
    1      | 10-09 | 7     | 处长
    2      | 10-08 | 6     | -
    2      | 10-09 | 6     | 处长
    """


def locked_by(handed: Handed, *doubtful: str) -> tuple[Lock, ...]:
    rows = [row for sheet in handed.sheets for row in sheet.rows]
    return tuple(locks(handed.scheme, rows, {CellRef("f", "t", cell) for cell in doubtful}))


def test_an_approved_line_stays_and_others_may_change() -> None:
    """张三's 7.5 became 8 and his line of the 9th is gone; 李四's 8th was not approved, the approval of his 9th was in
    doubt: both may change."""
    before = locked_by(month([KEEP], t=FIRST), "D5")
    held = {"t": {one.key: one.values for one in before}}
    assert len(before) == 2
    again = month([KEEP], held, t="""
        person | day   | hours | by
        1      | 10-08 | 8     | 处长
        2      | 10-08 | 5     | 处长
        2      | 10-09 | 5     | 处长
        """)  # fmt: skip
    assert found(again) == ["LOCKED_CHANGED t!C2", "LOCKED_GONE t!"]
    assert found(month([KEEP], held, t=FIRST)) == []
