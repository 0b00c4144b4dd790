"""Every check of validate: a tiny month that shows each finding, and the silence of a clean one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from reportgen.findings import tell
from reportgen.period import Period
from reportgen.records import CellRef, Entry, Finding, Person, Row, Sheet
from reportgen.scheme import Column, Form, Item, Scheme, Table
from reportgen.validate import CHECKS, handed_in, lines, people, raters, usable, validate
from reportgen.validate.context import Handed

ID = Column(id="person", name="工号", type="id")
NAME = Column(id="name", name="姓名", type="name")
RATER = Column(id="rater", name="考核人", type="rater")
WHAT = Column(id="what", name="产品", type="text")


def table(id: str, name: str, per: str, *columns: Column, form: str = "perf", **more: object) -> Table:
    return Table(id=id, name=name, form=form, per=per, columns=columns, **more)  # type: ignore[arg-type]


SCHEME = Scheme(
    id="s",
    name="考核",
    since="2026-01",
    source="",
    forms=(Form(id="perf", name="考核表"), Form(id="plan", name="计划表")),
    tables=(
        table("rating", "评分", "person", ID, NAME, RATER, roles=("销售员",), person="person", key=("person",)),
        table("grid", "分组评分", "grid", ID, NAME, WHAT, roles=("代表",), person="person", key=("person", "what"),
              grid=({"what": "去向"}, {"what": "投诉"})),
        table("sales", "实绩", "list", ID, NAME, WHAT, roles=("销售员",), person="person", key=("person", "what")),
        table("review", "审核", "list", WHAT, key=("what",)),
        table("planned", "计划", "list", ID, NAME, WHAT, form="plan", roles=("销售员",), person="person"),
    ),
    items=(Item(id="a", name="a", full=1, roles=("销售员", "代表")),),  # type: ignore[arg-type]
)  # fmt: skip


def person(id: str, name: str, department: str = "一部", role: str = "销售员") -> Person:
    return Person(id, name, department, "", role, "", "", None, None, None, CellRef("花名册.xlsx"))


ZHANG, LI = person("0001", "张三"), person("0002", "李四")
WANG = person("0003", "王五", "二部", "代表")
LEFT = person("0009", "老赵")

CLEAN = {
    "一部 rating": "0001 张三 王部长|0002 李四 王部长",
    "一部 sales": "0001 张三 甲|0001 张三 乙|0002 李四 甲",
    "一部 review": "初审|复审",
    "一部 planned": "0001 张三 甲",
    "二部 grid": "0003 王五 去向|0003 王五 投诉",
    "二部 review": "初审",
}


def handed(tables: Mapping[str, str | None] = CLEAN, *more: Person) -> Handed:
    """`一部 rating` -> its lines: words of the columns in order, `-` blank, `?` unreadable; None: not handed in."""
    sheets = []
    for key, text in tables.items():
        department, id = key.split()
        if text is None:
            continue
        declared = SCHEME.table(id)
        where = CellRef(f"{department}.xlsx", declared.name)
        rows = tuple(
            row(declared, department, number, line) for number, line in enumerate(filter(None, text.split("|")), 2)
        )
        sheets.append(Sheet("s", declared.form, id, department, where, tuple(c.id for c in declared.columns), rows))
    everyone = (ZHANG, LI, WANG, *more)
    departments = {"一部": tuple(one for one in everyone if one.department == "一部"), "二部": (WANG,)}
    return Handed(SCHEME, Period(2026, 10), tuple(sheets), departments, everyone, (*everyone, LEFT))


def row(declared: Table, department: str, number: int, line: str) -> Row:
    entries = {}
    for column, word in zip(declared.columns, line.split(), strict=False):
        state = {"?": "bad", "-": "blank"}.get(word, "ok")
        ref = CellRef(f"{department}.xlsx", declared.name, f"{column.id}{number}")
        entries[column.id] = Entry(None if word in "?-" else word, ref, state)  # type: ignore[arg-type]
    about = entries[declared.person].value if declared.person else None
    return Row(
        declared.id,
        department,
        about if isinstance(about, str) else "",
        entries,
        CellRef(f"{department}.xlsx", declared.name, f"A{number}"),
    )


def with_lines(key: str, text: str | None, *more: Person) -> Handed:
    return handed({**CLEAN, key: text}, *more)


def told(found: Finding) -> str:
    """`CODE cell: whom it concerns, table in doubt`, after the finding has been said in three languages."""
    for language in ("zh", "zh-Hant", "en"):
        assert tell(found, language).message  # type: ignore[arg-type]
        assert tell(found, language).fix  # type: ignore[arg-type]
    return (
        f"{found.code} {found.where.cell or found.where}: {'、'.join(found.concerns)} {'、'.join(found.tables)}".strip()
    )


def found(check: object, month: Handed) -> list[str]:
    return [told(one) for one in check(month)]  # type: ignore[operator]


def test_a_clean_month_is_silent() -> None:
    assert validate(handed()) == ()
    assert len(usable(handed())) == 11


# ---------------------------------------------------------------- what was handed in


def test_a_form_that_did_not_come_is_said_and_every_table_of_it_is_in_doubt() -> None:
    month = handed({key: text for key, text in CLEAN.items() if not key.startswith("二部")})
    reported = list(handed_in.check(month))
    assert [told(one) for one in reported] == ["FORM_MISSING 二部_考核表:  grid、review"]
    assert reported[0].department == "二部"


def test_an_optional_form_may_stay_out_but_not_in_part() -> None:
    """The plan is optional, and the review stands on it as well."""
    forms = tuple(replace(form, optional=form.id == "plan") for form in SCHEME.forms)
    tables = tuple(replace(one, form="plan") if one.id == "review" else one for one in SCHEME.tables)
    scheme = replace(SCHEME, forms=forms, tables=tables)

    def codes(without: dict[str, None]) -> list[str]:
        month = replace(handed(CLEAN | without), scheme=scheme)
        return [one.code for one in handed_in.check(month) if one.department == "一部"]

    assert codes({"一部 planned": None, "一部 review": None}) == []
    assert codes({"一部 planned": None}) == ["TABLE_MISSING"]


def test_a_table_that_lacks_in_a_form_is_said_at_the_file() -> None:
    (one,) = handed_in.check(with_lines("一部 sales", None))
    assert (one.code, str(one.where), one.tables, one.department) == ("TABLE_MISSING", "一部.xlsx", ("sales",), "一部")
    assert "实绩" in tell(one, "zh").message


def test_a_department_is_not_asked_about_roles_that_it_does_not_have() -> None:
    # 二部 has no 销售员: neither the plan form nor 评分 and 实绩 are asked of it; 一部 has no 代表
    assert list(handed_in.check(handed())) == []


def test_an_empty_table_was_handed_in() -> None:
    assert list(handed_in.check(with_lines("一部 sales", ""))) == []


# ---------------------------------------------------------------- people


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("0007 孙七 甲", "PERSON_UNKNOWN person2:"),
        ("0007 张三 甲", "PERSON_UNKNOWN person2: 0001 sales"),  # a colleague's name puts him in doubt
        ("1 张三 甲", "PERSON_ZEROS_LOST person2: 0001 sales"),
        ("2 - 甲", "PERSON_ZEROS_LOST person2: 0002 sales"),
        ("0009 老赵 甲", "PERSON_NOT_IN_POST person2: 0009"),
        ("0003 王五 甲", "PERSON_OTHER_DEPARTMENT person2: 0003 sales"),
        ("0001 李四 甲", "NAME_DIFFERS name2: 0001、0002 sales"),
        ("0001 张山 甲", "NAME_DIFFERS name2: 0001 sales"),
        ("- 李四 甲", "ROW_NOBODY person2: 0002 sales"),
        ("? - 甲", "ROW_NOBODY person2: 0001、0002 sales"),  # it may be about anyone
    ],
)
def test_a_row_about_someone_else_is_found_and_not_used(line: str, expected: str) -> None:
    month = with_lines("一部 sales", line)
    assert found(people.check, month) == [expected]
    assert not [one for one in usable(month) if one.table == "sales"]


def test_a_role_that_the_table_does_not_ask_about() -> None:
    chief = person("0004", "周八", role="代表")
    month = with_lines("一部 sales", "0004 周八 甲", chief)
    assert found(people.check, month) == ["PERSON_OTHER_ROLE person2: 0004"]
    assert not [one for one in usable(month) if one.table == "sales"]


def test_a_row_without_a_name_is_taken_by_its_id() -> None:
    month = with_lines("一部 sales", "0001 - 甲")
    assert found(people.check, month) == []
    assert [one.person for one in usable(month) if one.table == "sales"] == ["0001"]


def test_rows_about_no_one_are_always_used() -> None:
    assert [one.table for one in usable(handed()) if not one.person] == ["review", "review", "review"]


# ---------------------------------------------------------------- lines


def test_a_person_without_a_line_is_not_rated() -> None:
    assert found(lines.check, with_lines("一部 rating", "0001 张三 王部长")) == [
        "PERSON_ROW_MISSING 一部.xlsx!评分: 0002 rating"
    ]


def test_a_group_without_a_line_has_not_rated() -> None:
    (one,) = lines.check(with_lines("二部 grid", "0003 王五 去向"))
    assert told(one) == "GRID_ROW_MISSING A2: 0003 grid"
    assert "投诉" in tell(one, "zh").message


def test_a_list_may_have_no_line_for_a_person() -> None:
    assert found(lines.check, with_lines("一部 sales", "0001 张三 甲")) == []


def test_a_line_that_stands_twice_is_not_taken_twice_nor_the_last() -> None:
    month = with_lines("一部 sales", "0001 张三 甲|0001 张三 甲|0001 张三 乙|0001 张三 甲")
    assert found(lines.check, month) == ["ROW_TWICE A3: 0001 sales", "ROW_TWICE A5: 0001 sales"]


def test_a_line_about_no_one_that_stands_twice_concerns_the_department() -> None:
    (one,) = lines.check(with_lines("一部 review", "初审|初审"))
    assert (one.code, one.concerns, one.department, one.tables) == ("ROW_TWICE", (), "一部", ("review",))


def test_the_same_key_in_two_departments_is_no_repetition() -> None:
    assert found(lines.check, with_lines("二部 review", "初审|复审")) == []


def test_an_unreadable_key_is_not_called_a_repetition() -> None:
    assert found(lines.check, with_lines("一部 sales", "0001 张三 ?|0001 张三 ?")) == []


# ---------------------------------------------------------------- raters


@pytest.mark.parametrize("rater", ["张三", "0001"])
def test_no_one_rates_himself(rater: str) -> None:
    month = with_lines("一部 rating", f"0001 张三 {rater}|0002 李四 张三")
    assert found(raters.check, month) == ["RATES_ONESELF rater2: 0001 rating"]


def test_a_namesake_is_asked_for_by_id_and_withholds_nothing() -> None:
    namesake = person("0008", "张三", "三部")
    month = with_lines("一部 rating", "0001 张三 张三|0002 李四 王部长", namesake)
    assert found(raters.check, month) == ["RATER_NAMESAKE rater2: 0001"]


def test_a_namesake_who_is_named_by_id_is_no_question() -> None:
    namesake = person("0008", "张三", "三部")
    assert found(raters.check, with_lines("一部 rating", "0001 张三 0008|0002 李四 王部长", namesake)) == []


def test_every_check_is_run() -> None:
    assert {check.__module__.rsplit(".", 1)[-1] for check in CHECKS} == {
        "handed_in",
        "people",
        "lines",
        "raters",
        "reviews",
        "running",
    }
    month = handed({**CLEAN, "一部 planned": None, "一部 rating": "0001 张三 张三", "一部 sales": "0007 孙七 甲"})
    assert {one.code for one in validate(month)} == {
        "FORM_MISSING",
        "PERSON_UNKNOWN",
        "PERSON_ROW_MISSING",
        "RATES_ONESELF",
    }
