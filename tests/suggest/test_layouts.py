"""Any own-made layout: titles, units, headers of one or two rows, subtotals, notes, two tables, sheets of persons,
labels. What is proposed loads, reads every cell as it is, and finds nothing wrong."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path

from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st

from reportgen.findings import is_error
from reportgen.intake.grid import letters
from reportgen.intake.raw import RawBook
from tests.example.sheets import Line, Written
from tests.intake.own_made import raw_sheet
from tests.suggest.pasted import DEPARTMENT, PEOPLE, Pasted, pasted


@dataclass(frozen=True)
class Kind:
    """How a column is headed, how its values are written and what they are."""

    name: str
    header: str
    write: Callable[[int], str]
    value: Callable[[int], object]
    adds_up: bool = False


def day(n: int) -> str:
    return f"2026-10-{n % 28 + 1:02d}"


KINDS = (
    Kind("工号", "工号", lambda n: f"'{PEOPLE[n % 7].id}", lambda n: PEOPLE[n % 7].id),
    Kind("日期", "日期", lambda n: f"@{day(n)}", lambda n: date.fromisoformat(day(n))),
    Kind("提交时间", "提交时间", lambda n: f"2026年10月{n % 28 + 1}日", lambda n: date.fromisoformat(day(n))),
    Kind("客户", "客户", lambda n: f"客户{'甲乙丙丁戊己庚辛'[n % 8]}", lambda n: f"客户{'甲乙丙丁戊己庚辛'[n % 8]}"),
    Kind("工作内容", "工 作\n内容", lambda n: f"第{n}件：事情（{n}）", lambda n: f"第{n}件：事情（{n}）"),
    Kind("金额", "金额（万元）", lambda n: f"{n}.5", lambda n: Decimal(f"{n}.5"), True),
    Kind("费用", "费用/元", lambda n: f"{n + 1},000.00", lambda n: Decimal(1000 * (n + 1))),
    Kind("数量", "數量（台）", lambda n: f"{n}", lambda n: Decimal(n), True),
    Kind("得分", "得分", lambda n: f"{n}", lambda n: Decimal(n)),
    Kind("完成率", "完成率", lambda n: f"{n}.25%", lambda n: Decimal(f"{n}.25")),
    Kind("是否完成", "是否完成", lambda n: "√" if n % 2 else "×", lambda n: bool(n % 2)),
)  # fmt: skip
LABELS = tuple(kind for kind in KINDS if kind.name not in ("工号", "工作内容"))


@dataclass
class Paper:
    """A sheet being written, and what must be read of it, by cell."""

    name: str
    lines: list[list[str]] = field(default_factory=list)
    expected: dict[str, object] = field(default_factory=dict)

    def put(self, *cells: str) -> None:
        self.lines.append(list(cells))

    def wants(self, column: int, value: object) -> None:
        self.expected[f"{self.name}!{letters(column)}{len(self.lines)}"] = value

    @property
    def written(self) -> Written:
        return Written(self.name, [Line(cells) for cells in self.lines])


def tables(kinds: tuple[Kind, ...]) -> st.SearchStrategy[list[Kind]]:
    return st.lists(st.sampled_from(kinds), min_size=2, max_size=6, unique_by=lambda kind: kind.name)


@dataclass(frozen=True)
class Look:
    """How a table is dressed; `group` is the first of two columns under a common header, -1 for none."""

    titled: bool
    said: bool  # a line over the header
    numbered: bool
    group: int
    total: bool
    note: bool


def looks(kinds: list[Kind]) -> st.SearchStrategy[Look]:
    yes = st.booleans()
    group = st.integers(-1, len(kinds) - 2) if len(kinds) >= 3 else st.just(-1)
    return st.builds(Look, yes, yes, yes, group, yes, yes)


def write_table(paper: Paper, kinds: list[Kind], title: str, count: int, look: Look) -> None:
    if look.titled:
        paper.put(f"{DEPARTMENT}2026年10月{title}", *["<"] * (len(kinds) - 1))
    if look.said:
        names = {kind.name for kind in kinds}
        paper.put("单位：万元" if "金额" in names and "费用" not in names else "填报：十月")
    numbered = ["序号"] if look.numbered else []
    heads = [*numbered, *(kind.header for kind in kinds)]
    if look.group >= 0:
        at = len(numbered) + look.group
        paper.put(*heads[:at], "情况", "<", *heads[at + 2 :])
        paper.put(*["^" if not at <= column < at + 2 else head for column, head in enumerate(heads)])
    else:
        paper.put(*heads)
    for line in range(count):
        paper.put(*[str(line + 1) for _ in numbered], *(kind.write(line + 1) for kind in kinds))
        for column, kind in enumerate(kinds, 1 + len(numbered)):
            paper.wants(column, kind.value(line + 1))
    if look.total and any(kind.adds_up for kind in kinds) and not kinds[0].adds_up:
        sums = [
            str(sum(Decimal(str(kind.value(n + 1))) for n in range(count))) if kind.adds_up else "" for kind in kinds
        ]
        paper.put(*(["合计", "", *sums[1:]] if numbered else ["合计", *sums[1:]]))
    if look.note:
        paper.put("注：以财务数为准。")


def checked(papers: list[Paper]) -> Pasted:
    for paper in papers:
        note("\n".join([f"== {paper.name}", *(f"| {' | '.join(cells)} |" for cells in paper.lines)]))
    book = RawBook(tuple(raw_sheet(paper.written) for paper in papers))
    with tempfile.TemporaryDirectory() as folder:
        made = pasted(book, Path(folder))
    wrong = [one for one in made.findings if is_error(one)]
    assert wrong == [], made.text
    read = {place: entry.value for place, entry in made.entries.items()}
    expected = {place: value for paper in papers for place, value in paper.expected.items()}
    assert {place: read.get(place) for place in expected} == expected, made.text
    return made


QUICK = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@QUICK
@given(st.data())
def test_any_table_is_read_as_proposed(data: st.DataObject) -> None:
    paper = Paper(data.draw(st.sampled_from(["Sheet1", "明细", "十月"])))
    kinds = data.draw(tables(KINDS))
    write_table(paper, kinds, "工作登记表", data.draw(st.integers(3, 6)), data.draw(looks(kinds)))
    checked([paper])


@QUICK
@given(st.data())
def test_two_tables_on_one_sheet_are_two(data: st.DataObject) -> None:
    paper = Paper("月报")
    first = data.draw(tables(KINDS))
    left = tuple(kind for kind in KINDS if kind not in first)
    second = data.draw(st.lists(st.sampled_from(left), min_size=2, max_size=4, unique_by=lambda kind: kind.name))
    for kinds, title in ((first, "销售登记表"), (second, "回款登记表")):
        write_table(paper, kinds, title, data.draw(st.integers(3, 5)), data.draw(looks(kinds)))
        paper.put()
    made = checked([paper])
    assert len(made.scheme.tables) == 2


@QUICK
@given(st.data())
def test_a_sheet_for_each_person_with_labels_is_read_as_proposed(data: st.DataObject) -> None:
    kinds = data.draw(st.lists(st.sampled_from(LABELS), min_size=2, max_size=6, unique_by=lambda kind: kind.name))
    colon = data.draw(st.sampled_from(["：", ":", ""]))
    wide = data.draw(st.sampled_from([1, 2]))
    by_name, titled = data.draw(st.booleans()), data.draw(st.booleans())
    papers = []
    for at, one in enumerate(PEOPLE[1:4]):
        paper = Paper(one.name if by_name else f"{one.id}号")
        if titled:
            paper.put(f"{DEPARTMENT}2026年10月个人月报", *["<"] * (2 * wide - 1))
        paper.put(f"姓名{colon}", one.name)
        paper.wants(2, one.name)
        for start in range(0, len(kinds), wide):
            row = kinds[start : start + wide]
            paper.put(*(text for kind in row for text in (kind.header + colon, kind.write(at + 2))))
            for column, kind in enumerate(row):
                paper.wants(2 * column + 2, kind.value(at + 2))
        papers.append(paper)
    made = checked(papers)
    assert [row.person for row in made.rows] == [one.id for one in PEOPLE[1:4]]
    assert [(table.layout, table.each_sheet) for table in made.scheme.tables] == [("labels", True)]


@QUICK
@given(st.data())
def test_a_sheet_for_each_person_with_lines_is_read_as_proposed(data: st.DataObject) -> None:
    kinds = data.draw(tables(tuple(kind for kind in KINDS if kind.name != "工号")))
    look, labelled = data.draw(looks(kinds)), data.draw(st.booleans())
    papers = []
    for one in PEOPLE[1:4]:
        paper = Paper(one.name)
        if labelled:
            paper.put("工号：", f"'{one.id}")
        write_table(paper, kinds, "个人工作登记表", data.draw(st.integers(2, 4)), look)
        papers.append(paper)
    made = checked(papers)
    assert {row.person for row in made.rows} == {one.id for one in PEOPLE[1:4]}
    assert [(table.layout, table.each_sheet) for table in made.scheme.tables] == [("rows", True)]
