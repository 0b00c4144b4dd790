"""python -m tests.bench.rows [ROWS [WORKERS]]: what a month of many man-hour lines costs: read, checked and summed.

Departments of about ten thousand lines each hand in a workbook of their own; people fill in five lines a working day.
Everything is made in a temporary folder, which is gone afterwards.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path

import xlsxwriter

from reportgen.forms import write_roster
from reportgen.period import Period
from reportgen.records import CellRef, Person
from tests.bench.organisation import ROOT
from tests.bench.watch import Watched, watch

OCTOBER = Period(2026, 10)
DAYS = tuple(date(2026, 10, day) for day in (8, 9, 10, 12, 13, 14, 15, 16, 19, 20, 21, 22, 23, 26, 27, 28, 29, 30))
A_DAY = ("2", "1.5", "1.5", "1.5", "1")  # normal hours of the lines of a day: 7.5
PER_PERSON = len(DAYS) * len(A_DAY)
PER_DEPARTMENT = 10_000
SECTIONS = ("合同处", "施工处", "采购处", "综合处")
TASKS = tuple(f"{a}.{b}.{c}" for a in range(1, 6) for b in range(1, 6) for c in range(1, 5))
HEADS = {
    "工时明细": ("工号", "填报人", "工作日期", "任务编码", "任务名称", "任务类型", "服务项目", "工作类别", "正常工时",
              "加班工时", "填报时间", "审核人", "审核日期"),
    "请假登记": ("工号", "请假人", "请假类别", "请假开始", "请假结束", "请假工时", "登记日期"),
    "出差登记": ("工号", "出差人", "出差地点", "出差开始", "出差结束", "登记日期"),
    "工作计划": ("工号", "计划人", "计划工作名称", "计划日期", "计划时间", "工作地点", "填写日期"),
    "跟踪清单": ("所属清单", "跟踪工作名称", "衡量标准", "计划完成时间", "责任人工号", "责任人", "实际完成时间", "跟踪反馈"),
    "员工信息": ("工作证号", "姓名", "职称", "处室", "职务"),
    "工作分解结构": ("任务编码", "工作名称", "上级编码", "难易程度", "阶段属性", "业务属性", "添加人工号"),
    "任务添加授权": ("授权人工号", "授权人"),
}  # fmt: skip
Lines = Iterator[Sequence[object]]


@dataclass(frozen=True, slots=True)
class Staff:
    """A department: its number, its people; the first is the director, whom all the others report to."""

    number: int
    count: int

    @property
    def name(self) -> str:
        return f"第{self.number:02d}工程部"

    @property
    def people(self) -> tuple[Person, ...]:
        head = f"{self.number:02d}000"
        return tuple(
            Person(id=f"{self.number:02d}{at:03d}", name=f"员{chr(0x4E00 + self.number * 500 + at)}",
                   department=self.name, post="", role="员工" if at else "主任", email="",
                   superior=head if at else "", joined=date(2020, 1, 1), left=None, gross=None,
                   ref=CellRef("花名册.xlsx"))
            for at in range(self.count)
        )  # fmt: skip


def staffs(rows: int) -> tuple[Staff, ...]:
    """Departments for about so many lines."""
    departments = max(1, round(rows / PER_DEPARTMENT))
    people = max(2, round(rows / departments / PER_PERSON))
    return tuple(Staff(number, people) for number in range(1, departments + 1))


def _hours(staff: Staff) -> Lines:
    chief = staff.people[0]
    for at, person in enumerate(staff.people):
        for number, day in enumerate(DAYS):
            filled = datetime.combine(day, time(17, 20))
            for line, hours in enumerate(A_DAY):
                task = TASKS[(at + number * 7 + line * 13) % len(TASKS)]
                yield (person.id, person.name, day, task, f"任务{task}", "计划" if line else "临时", f"项目{at % 7}",
                       "会议" if line == 4 else "管理", float(hours), 1.0 if line == number == 3 else "", filled,
                       chief.name if at else "", day if at else "")  # fmt: skip


def _staff(staff: Staff) -> Lines:
    for at, person in enumerate(staff.people):
        yield person.id, person.name, "工程师", SECTIONS[at % len(SECTIONS)], "专员" if at else "主任"


def _tree(staff: Staff) -> Lines:
    codes = dict.fromkeys(code[:length] for code in TASKS for length in (1, 3, 5))
    for at, code in enumerate(codes if staff.number == 1 else ()):
        stage, trade = ("实施", "收尾", "通用")[at % 3], ("商务", "工程")[at % 2]
        yield code, f"任务{code}", code[:-2], "中", stage, trade, "01000"


def _sheets(staff: Staff) -> dict[str, Lines]:
    found: dict[str, Lines] = {name: iter(()) for name in HEADS}
    found["工时明细"], found["员工信息"], found["工作分解结构"] = _hours(staff), _staff(staff), _tree(staff)
    found["任务添加授权"] = iter([(one.id, one.name) for one in staff.people[:1]])
    found["请假登记"] = iter([(staff.people[1].id, staff.people[1].name, "事假", DAYS[2], DAYS[2], 1.0, DAYS[0])])
    return found


def _workbook(staff: Staff, path: Path) -> None:
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        styles = {date: book.add_format({"num_format": "yyyy-mm-dd"}),
                  datetime: book.add_format({"num_format": "yyyy-mm-dd hh:mm"})}  # fmt: skip
        for name, lines in _sheets(staff).items():
            sheet = book.add_worksheet(name)
            sheet.write_string(0, 0, f"{staff.name}2026年10月{name}")
            sheet.write_row(1, 0, HEADS[name])
            for row, line in enumerate(lines, 2):
                for column, value in enumerate(line):
                    if type(value) in styles:
                        sheet.write_datetime(row, column, value, styles[type(value)])
                    elif isinstance(value, float):
                        sheet.write_number(row, column, value)
                    elif value:
                        sheet.write_string(row, column, str(value))


def build(rows: int, root: Path) -> int:
    """config.toml, roster and workbooks below `root`; how many lines there are."""
    departments = staffs(rows)
    inputs = root / "inputs" / str(OCTOBER)
    inputs.mkdir(parents=True)
    everyone = [one for staff in departments for one in staff.people]
    names = [staff.name for staff in departments]
    roster = write_roster(everyone, OCTOBER, departments=names, roles=("员工", "主任"), organisation="多工时公司")
    (root / "inputs" / "花名册.xlsx").write_bytes(roster.content)
    for staff in departments:
        _workbook(staff, inputs / f"{staff.name}_工时.xlsx")
    sections = "".join(f'\n[[departments]]\nname = "{name}"\nschemes = ["man-hours"]\n' for name in names)
    calendar = next(part for part in (ROOT / "config.toml").read_text("utf-8").split("\n# ──") if "[calendar]" in part)
    text = f'[organisation]\nname = "多工时公司"\n[paths]\ntemplates = "{ROOT / "templates"}"\n#{calendar}\n{sections}'
    (root / "config.toml").write_text(text + "[limits]\nquiet_seconds = 0\n", "utf-8")
    return len(everyone) * PER_PERSON


def measured(root: Path, workers: int, *how: str) -> Watched:
    """The month run, or with "reckon" read, checked and summed alone."""
    return watch("tests.bench.month", [str(root / "config.toml"), str(OCTOBER), str(workers), *how], ROOT)


def largest(watched: Watched) -> float:
    """MB of the largest process beside the parent. Programs that the parent calls share its memory at first: those that
    came to no more than the parent's own are not told apart, so only workers and readers count."""
    return max((life.peak for life in watched.lives if life.seen and not life.parent), default=0.0)


def lines(watched: Watched, rows: int, workers: int) -> Iterator[str]:
    scored = [mark for mark in watched.marks if mark.stage == "score"]
    edges = [watched.marks[0], scored[0], scored[-1], watched.marks[-1]]
    yield f"{rows} lines, {workers} workers"
    for name, begun, ended in zip(("read", "checked and summed", "published"), edges, edges[1:], strict=False):
        yield f"{name}: {ended.at - begun.at:.1f} s, {ended.cpu - begun.cpu:.1f} s of processors"
    both = edges[2].cpu - edges[0].cpu
    yield f"read, checked and summed: {edges[2].at - edges[0].at:.1f} s, {both:.1f} s of processors"
    yield f"memory: {watched.parent.peak:.0f} MB, the largest worker {largest(watched):.0f} MB"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tests.bench.rows", description=__doc__)
    parser.add_argument("rows", nargs="?", type=int, default=100_000)
    parser.add_argument("workers", nargs="?", type=int, default=2)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-") as held:
        count = build(asked.rows, Path(held))
        print("\n".join(lines(measured(Path(held), asked.workers), count, asked.workers)))
