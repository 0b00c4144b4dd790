"""Columns brought from a list: the customer file's class on every visit, the latest visit on every customer."""

from __future__ import annotations

from datetime import date

from reportgen.merge.brought import off_the_list, with_brought
from reportgen.records import CellRef, Entry, Row, Value
from reportgen.scheme import Brought, Column, Scheme, Table

CLASS = Brought(
    id="class", name="类别", type="text", key="customer", table="file", by="unit", column="class", listed={"kind": "老"}
)
VISITED = Brought(
    id="visited", name="本月拜访", type="date", key="unit", table="visits", by="customer", column="on", pick="latest"
)


def column(id: str, type: str = "text") -> Column:
    return Column(id=id, name=id, type=type)  # type: ignore[arg-type]


VISITS = Table(
    id="visits", name="访问记录", form="f", per="list", brought=(CLASS,),
    columns=(column("customer"), column("kind"), column("on", "date")),
)  # fmt: skip
FILE = Table(
    id="file", name="客户档案", form="f", per="list", columns=(column("unit"), column("class")), brought=(VISITED,)
)
SCHEME = Scheme(id="s", name="s", since="2026-01", source="", forms=(), tables=(VISITS, FILE))


def row(table: str, number: int, department: str = "一部", **cells: Value) -> Row:
    entries = {
        name: Entry(
            None if value == "?" else value,
            CellRef("f", table, f"{chr(65 + at)}{number}"),
            "bad" if value == "?" else "ok",
        )
        for at, (name, value) in enumerate(cells.items())
    }
    return Row(table, department, "", entries, CellRef("f", table, f"A{number}"))


def test_a_visit_gets_its_customers_class_with_the_cell_of_the_list() -> None:
    made = with_brought(
        SCHEME, [row("visits", 2, customer="东方Ｔ", kind="老"), row("file", 5, unit="东方 T", **{"class": "VIP"})]
    )
    assert made[0].get("class") == Entry("VIP", CellRef("f", "file", "B5"))


def test_a_customer_gets_the_latest_visit_and_none_when_nobody_came() -> None:
    made = with_brought(
        SCHEME,
        [
            row("file", 2, unit="甲", **{"class": "VIP"}),
            row("file", 3, unit="乙", **{"class": "VIP"}),
            row("visits", 2, customer="甲", kind="老", on=date(2026, 10, 20)),
            row("visits", 3, customer="甲", kind="老", on=date(2026, 10, 9)),
        ],
    )
    assert made[0].get("visited").value == date(2026, 10, 20)
    assert made[0].get("visited").ref.cell == "C2"
    assert (made[1].get("visited").value, made[1].get("visited").state) == (None, "blank")


def test_what_cannot_be_read_on_either_side_is_bad_and_not_blank() -> None:
    made = with_brought(
        SCHEME,
        [
            row("visits", 2, customer="?", kind="老"),
            row("visits", 3, customer="甲", kind="老"),
            row("file", 2, unit="甲", **{"class": "?"}),
        ],
    )
    assert [one.get("class").state for one in made[:2]] == ["bad", "bad"]
    assert [one.get("class").ref.cell for one in made[:2]] == ["A2", "B2"]


def test_another_departments_list_does_not_count() -> None:
    made = with_brought(
        SCHEME, [row("visits", 2, customer="甲", kind="老"), row("file", 2, "二部", unit="甲", **{"class": "VIP"})]
    )
    assert made[0].get("class").state == "blank"


def test_an_old_customer_who_is_not_on_the_list_is_found_a_new_one_is_not() -> None:
    rows = [
        row("visits", 2, customer="甲", kind="老"),
        row("visits", 3, customer="东杨", kind="老"),
        row("visits", 4, customer="丙", kind="新"),
        row("file", 2, unit="甲", **{"class": "VIP"}),
    ]
    found = list(off_the_list(SCHEME, rows))
    assert [(one.code, one.where.cell, dict(one.values)["found"]) for one in found] == [("NOT_ON_LIST", "A3", "东杨")]


def test_without_the_list_nothing_is_off_it() -> None:
    assert list(off_the_list(SCHEME, [row("visits", 2, customer="甲", kind="老")])) == []
