"""A tiny office on the disk: roster and sheets from text, the program called as a clerk calls it."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import sha256
from io import StringIO
from pathlib import Path
from typing import Any

import openpyxl

from reportgen.cli import World, main
from reportgen.ledger import open_ledger
from tests.people.month import HERE as PEOPLE

LATER = datetime(2027, 3, 20, 12, 0, tzinfo=UTC)
ROSTER = "工号 姓名 部门 岗位 角色 邮箱 上级工号 入职日期 离职日期 工资总额"
MAIL = '\n[mail]\nfrom_address = "office@example.org"\n'


class Office:
    """config.toml, scheme, inputs and outputs in one folder; a copy of the office of tests/people."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.inputs, self.outputs = folder, folder / "inputs", folder / "outputs"
        shutil.copytree(PEOPLE / "office", folder, dirs_exist_ok=True)
        shutil.copytree(PEOPLE.parents[1] / "templates" / "pages", folder / "templates" / "pages")
        shutil.copytree(PEOPLE.parents[1] / "templates" / "mail", folder / "templates" / "mail")
        with (folder / "config.toml").open("a", encoding="utf-8") as config:
            config.write(MAIL)

    @property
    def scheme(self) -> Path:
        return next((self.folder / "templates" / "schemes").glob("*.toml"))

    def roster(self, *lines: str) -> None:
        """`1001 张三 甲部 销售员 10000` and, where someone leaves, the day of it."""
        rows = [ROSTER.split()]
        for line in lines:
            id, name, department, role, gross, *left = line.split()
            mail = f"s{id}@example.org"
            rows.append([id, name, department, role, role, mail, "", "2020-01-01", left[0] if left else "", gross])
        self._write(self.inputs / "花名册.xlsx", {"花名册": rows})

    def hand_in(self, period: str, points: Mapping[str, str], department: str = "甲部") -> None:
        """The month's sheet of a department: `points` by `1001 张三`, bonus 0 for everyone."""
        people = [[*who.split(), given] for who, given in points.items()]
        sheets = {
            "销售评分": [["工号", "姓名", "销售得分"], *people],
            "主管评分": [["工号", "姓名", "主管得分"]],
            "计划": [["工号", "姓名", "产品", "计划数量"]],
            "实绩": [["工号", "姓名", "产品", "完成数量"]],
            "奖金": [["工号", "姓名", "奖金额"], *([*one[:2], "0"] for one in people)],
        }
        self._write(self.inputs / period / f"{department}_考核表_{period}.xlsx", sheets)

    def _write(self, path: Path, sheets: Mapping[str, list[list[str]]]) -> None:
        book = openpyxl.Workbook()
        book.remove(book.active)
        for name, rows in sheets.items():
            sheet = book.create_sheet(name)
            for row in rows:
                sheet.append(row)
        path.parent.mkdir(parents=True, exist_ok=True)
        book.save(path)
        os.utime(path, (1_700_000_000, 1_700_000_000))

    def call(self, *words: str) -> Call:
        return Call(self, *words)

    def digests(self, period: str) -> dict[str, str]:
        folder = self.outputs / period
        return {
            path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest()
            for path in sorted(folder.rglob("*"))
            if path.is_file()
        }

    def results(self, period: str) -> dict[str, Any]:
        return json.loads((self.outputs / period / "results.json").read_bytes())  # type: ignore[no-any-return]

    def pay(self, period: str, person: str) -> dict[str, str]:
        """The parts of a person's pay and its total, by name."""
        for card in self.results(period)["scorecards"]:
            if card["subject"]["id"] == person and card["status"] == "scored":
                parts = {part["name"]: part["amount"] for part in card["pay"]["parts"]}
                return {**parts, "合计": card["pay"]["total"]}
        return {}

    def letters(self, period: str) -> list[tuple[str, int, str]]:
        """Key, revision and state of the month's cards in the outbox."""
        ledger = open_ledger(self.outputs / "ledger.sqlite3")
        try:
            rows = ledger.outbox.letters(period)
            return [(row.owner, row.revision, row.state) for row in rows if row.kind == "card"]
        finally:
            ledger.close()


class Call:
    """One call; `json` is there when `--json` was asked for."""

    def __init__(self, office: Office, *words: str) -> None:
        out, err = StringIO(), StringIO()
        options = ["--config", str(office.folder / "config.toml"), "--quiet"]
        self.code = main([*words, *options], World(LATER, 1, 4711, out, err))
        self.out, self.err = out.getvalue(), err.getvalue()

    @property
    def json(self) -> dict[str, Any]:
        return json.loads(self.out)  # type: ignore[no-any-return]
