"""A form that the product generated + a text table -> the form as a department filled it in.

Three tables are written shorter than they stand on the form:
    大客户走访    one line a person: `10-8 宏达汽贸、10-10 永安车行* 1`   (`*`: 纪实 handed in, a number: 漏填项数)
    材料登记      one line a person and material: `10-13 > 10-14 09:30 内容不全、> 10-15、未交`   (of > handed in, marks)
    日常考核（现场服务代表）  only the lines that are not 好
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from io import BytesIO
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from reportgen.forms import forms_for
from reportgen.period import Period
from reportgen.records import Document, Person
from reportgen.scheme import Column, Scheme, Table
from tests.example.sheets import NUMBER, Written

GROUP_RATERS = {"现场管理组": "陶立", "函电组": "苗青", "索赔组": "左明", "技术组": "关岳", "配件组": "柏松"}
GOOD = {"经销商意见": "满意"}
VISIT = re.compile(r"(?P<day>\d+-\d+) (?P<customer>[^* ]+)(?P<record>\*)?(?: (?P<omitted>\d+))?")
MATERIAL = re.compile(r"(?:(?P<of>\d+-\d+) ?)?(?:> ?(?P<handed>\d+-\d+(?: \d+:\d+)?) ?)?(?P<marks>.*)")
Record = dict[str, str]


def forms(scheme: Scheme, department: str, people: Iterable[Person], period: Period) -> dict[str, Document]:
    """The blank forms of a department: form's name -> workbook."""
    documents = forms_for(scheme, {department: tuple(people)}, period)
    return {form.name: one for form in scheme.forms for one in documents if form.name in one.path}


def fill(blank: Document, scheme: Scheme, period: Period, sheets: list[Written]) -> bytes:
    """The form with the text table's lines in it; a line per person that the text lacks is taken off the form."""
    book = openpyxl.load_workbook(BytesIO(blank.content))
    tables = {table.name: table for table in scheme.tables}
    for written in sheets:
        table = tables[written.name]
        records = list(_full(table, written.records))
        _Form(book[table.name], table, period).fill(records)
    held = BytesIO()
    book.save(held)
    return held.getvalue()


class _Form:
    def __init__(self, sheet: Worksheet, table: Table, period: Period) -> None:
        self.sheet, self.table, self.period = sheet, table, period
        self.header = next(
            row[0].row for row in sheet.iter_rows() if row[0].value == _header(table.columns[0]) and row[1].value
        )
        self.at = {
            column.id: cell.column
            for column in table.columns
            for cell in sheet[self.header]
            if cell.value == _header(column)
        }
        self.columns = {column.name: column for column in table.columns}

    def fill(self, records: list[Record]) -> None:
        if self.table.per == "list":
            for row, record in enumerate(records, self.header + 1):
                self._put(row, record)
            return
        given = ["person", *(self.table.grid[0] if self.table.grid else ())]
        by_key = {tuple(record[self._name(id)] for id in given): record for record in records}
        for row in range(self.header + 1, self.sheet.max_row + 1):
            key = tuple(str(self.sheet.cell(row, self.at[id]).value or "") for id in given)
            if key in by_key:
                self._put(row, by_key.pop(key), without=given)
            elif any(key):
                for cell in self.sheet[row]:
                    cell.value = None
        assert not by_key, f"{self.table.name}: not on the form: {list(by_key)}"

    def _name(self, id: str) -> str:
        return next(column.name for column in self.table.columns if column.id == id)

    def _put(self, row: int, record: Record, without: Iterable[str] = ()) -> None:
        for name, text in record.items():
            column = self.columns[name]
            if text and column.id not in without:
                self.sheet.cell(row, self.at[column.id]).value = _value(column, text, self.period)


def _header(column: Column) -> str:
    unit = column.unit or ("%" if column.type == "percent" else "")
    return f"{column.name}（{unit}）" if unit else column.name


def _value(column: Column, text: str, period: Period) -> Any:
    if column.type in ("date", "datetime"):
        when = _moment(text, period)
        return when if column.type == "datetime" and ":" in text else when.date()
    if column.type in ("number", "count", "money", "percent") and NUMBER.fullmatch(text):
        return float(text) if "." in text else int(text)
    return text


def _moment(text: str, period: Period) -> datetime:
    """`10-8` and `10-8 15:30` of the period's year."""
    day, _, clock = text.partition(" ")
    month, number = day.split("-")[-2:]
    hour, minute = clock.split(":") if clock else (0, 0)
    on = date(period.year, int(month), int(number))
    return datetime(on.year, on.month, on.day, int(hour), int(minute))


# ---------------------------------------------------------------- what is written shorter


def _full(table: Table, records: Iterable[Record]) -> Iterator[Record]:
    if table.id == "rating-service":
        yield from _graded(table, list(records))
        return
    for record in records:
        if "走访" in record:
            yield from _visits(record)
        elif "交来" in record:
            yield from _materials(record)
        else:
            yield record


def _visits(record: Record) -> Iterator[Record]:
    for text in record["走访"].split("、"):
        said = VISIT.fullmatch(text)
        assert said, text
        yield {
            "工号": record["工号"], "姓名": record["姓名"], "走访日期": said["day"], "客户": said["customer"],
            "漏填项数": said["omitted"] or "", "拜访纪实": "是" if said["record"] else "",
        }  # fmt: skip


def _materials(record: Record) -> Iterator[Record]:
    for text in record["交来"].split("、"):
        said = MATERIAL.fullmatch(text)
        assert said, text
        marks = dict.fromkeys(said["marks"].split(), "是")
        assert set(marks) <= {"未交", "字迹不清", "内容不全", "与计划不符"}, text
        yield {
            "工号": record["工号"], "姓名": record["姓名"], "材料": record["材料"], "所属日期": said["of"] or "",
            "上交时间": said["handed"] or "", **marks,
        }  # fmt: skip


def _graded(table: Table, records: list[Record]) -> Iterator[Record]:
    """Every line of the grid: as written, else 好 by the group's rater. People without any line are those of `全好`."""
    people = dict.fromkeys(record["工号"] for record in records)
    for person in people:
        for entry in table.grid:
            key = (person, entry["item"], entry["group"])
            own = [one for one in records if (one["工号"], one["考核项目"], one["考核组"]) == key]
            base = {
                "工号": person, "考核项目": entry["item"], "考核组": entry["group"],
                "情形": GOOD.get(entry["item"], "好"), "考核人": GROUP_RATERS[entry["group"]],
            }  # fmt: skip
            yield base | (own[0] if own else {})
    unused = [one for one in records if one["考核项目"] and not any(
        (one["考核项目"], one["考核组"]) == (entry["item"], entry["group"]) for entry in table.grid)]  # fmt: skip
    assert not unused, unused
