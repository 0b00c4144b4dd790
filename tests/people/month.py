"""Months of a tiny office as text: the roster and the sheets as people fill them in, and what comes out of them.

a case's name                    blocks are parted by an empty line
// the arithmetic, in words
| 工号 | 姓名 | ... |             the roster, first of all
== 甲部 销售评分                  a table of a department; its lines follow
| 工号 | 姓名 | ... |
=> 1001 乙部 销售员 86.77 ...     what comes out, line by line (`told`)
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from reportgen.intake import Book
from reportgen.intake.raw import RawBook, RawCell, RawSheet
from reportgen.period import Period
from reportgen.pipeline import speaker
from reportgen.pipeline.gathering import assemble
from reportgen.pipeline.reckoning import Reckoned, reckon
from reportgen.publish.card_view import Paper, card_view
from reportgen.records import History, Scorecard
from reportgen.settings import Settings, load

HERE = Path(__file__).parent
OCTOBER = Period(2026, 10)
Line = list[str]


@dataclass(frozen=True)
class Case:
    name: str
    roster: list[Line]
    tables: dict[tuple[str, str], list[Line]]  # (department, sheet)
    expected: list[str]


@cache
def settings() -> Settings:
    loaded = load(HERE / "office" / "config.toml")
    assert isinstance(loaded, Settings), [one.text() for one in loaded]
    return loaded


def cases() -> Iterator[Case]:
    for file in sorted((HERE / "cases").glob("*.txt")):
        for block in re.split(r"\n\n+", file.read_text(encoding="utf-8").strip("\n")):
            yield case(block.split("\n"))


def case(lines: list[str]) -> Case:
    found = Case(lines[0], [], {}, [])
    at = found.roster
    for line in lines[1:]:
        if line.startswith("== "):
            department, sheet = line[3:].split()
            at = found.tables[department, sheet] = []
        elif line.startswith("|"):
            at.append([cell.strip() for cell in line.strip("|").split("|")])
        elif line.startswith("=> "):
            found.expected.append(line[3:])
    return found


def reckoned(one: Case, history: History | None = None) -> Reckoned:
    books = [_book("花名册.xlsx", [_sheet("花名册", _whole(one.roster))])]
    for department in dict.fromkeys(department for department, _ in one.tables):
        sheets = [_sheet(name, lines) for (office, name), lines in _handed_in(one) if office == department]
        books.append(_book(f"2026-10/{department}_考核表_2026-10.xlsx", sheets))
    before = history or History(last="2026-09")
    return reckon(settings(), assemble(settings(), OCTOBER, books), before, lambda *_: None)


def _whole(roster: list[Line]) -> list[Line]:
    """The roster with the usual columns that the case does not speak of, empty."""
    usual = ("岗位", "邮箱", "上级工号", "入职日期", "离职日期", "工资总额")
    return [[*roster[0], *(name for name in usual if name not in roster[0])], *roster[1:]]


def _handed_in(one: Case) -> Iterator[tuple[tuple[str, str], list[Line]]]:
    """The tables of the case, and those that it does not speak of: without lines, the bonus 0 for everyone there."""
    for department in dict.fromkeys(department for department, _ in one.tables):
        there = [line for (office, _), lines in one.tables.items() if office == department for line in lines[1:]]
        people = dict.fromkeys((line[0], line[1]) for line in there if line[0])
        for table in settings().schemes[0].tables:
            lines = [[column.name for column in table.columns]]
            if table.id == "bonus":
                lines += [[*known, "0"] for known in people]
            yield (department, table.name), one.tables.get((department, table.name), lines)


def _book(file: str, sheets: list[RawSheet]) -> Book:
    return Book(file, file, 1, RawBook(tuple(sheets)))


def _sheet(name: str, lines: list[Line]) -> RawSheet:
    cells = (
        RawCell(row, column, text, "text")
        for row, line in enumerate(lines, 1)
        for column, text in enumerate(line, 1)
        if text
    )
    return RawSheet(name, False, tuple(cells))


def told(month: Reckoned) -> list[str]:
    """A line for each card, its days, its parts, its pay; then the findings."""
    lines = [line for card in month.result.cards for line in _card(month, card)]
    lines += [f"! {one.code} {'、'.join(one.concerns)} {one.where.cell or one.where}" for one in month.result.findings]
    return lines


def _card(month: Reckoned, card: Scorecard) -> Iterator[str]:
    subject = card.subject
    head = f"{subject.id} {subject.department} {subject.role}"
    if card.status == "withheld":
        yield f"{head} 暂缓 {'、'.join(dict.fromkeys(one.code for one in card.blame))}"
        return
    yield f"{head} {card.score} {card.grade} {card.rank}/{card.of}"
    section = card_view(_paper(month), month.gathered.people[0], [card]).sections[0]
    yield from (f"  在岗 {note}" for note in section.notes)
    for root in card.components:
        if root.spell:
            yield f"  {root.id} {root.name} {root.raw} {root.weight}% {root.points}"
    if card.posting and len(card.posting.spells) > 1:
        yield f"  {section.formula}"
    yield from (f"  完成率 {one.value}" for one in card.measures if one.value is not None)
    if card.pay:
        say = speaker("zh").all
        for part in card.pay.parts:
            yield f"  工资 {part.id} {part.amount}：{'；'.join(say(part.because))}"
        yield f"  合计 {card.pay.total}"


def _paper(month: Reckoned) -> Paper:
    schemes = {scheme.id: scheme for scheme in month.gathered.schemes}
    return Paper("小公司", "2026-10", speaker("zh"), schemes, month.history)
