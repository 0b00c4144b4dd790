"""What a changed scheme would have made of past months, as a workbook: who would move, and the cost with live sums."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from reportgen.exact import money, total
from reportgen.period import Period
from reportgen.publish.grid import FIGURE, FURNITURE, SUM, Cell, Line, header, write_lines
from reportgen.words import Language, in_language
from reportgen.workbook import TITLE, TOTAL, Book, address, open_workbook

_WORDS = {
    "title": {"zh": "办法试算", "en": "A changed scheme, tried out"},
    "note": {
        "zh": "办法文件：{file}。只是试算，没有公布；每个月都接着当时公布的往月数算。"
        "费用为工资差额，正数为多发；工资有一方暂缓的不计。",
        "en": "Scheme file: {file}. Only a trial, nothing was published; each month stands on the earlier months as "
        "they were published. The cost is the difference in pay (positive: more is paid), without pays withheld on "
        "one side.",
    },
    "moved": {"zh": "变动的考核单", "en": "Cards that move"},
    "costs": {"zh": "费用", "en": "Cost"},
    "month": {"zh": "月份", "en": "Month"},
    "department": {"zh": "部门", "en": "Department"},
    "id": {"zh": "工号", "en": "Staff no."},
    "name": {"zh": "姓名", "en": "Name"},
    "role": {"zh": "角色", "en": "Role"},
    "before": {"zh": "{name}（原）", "en": "{name} before"},
    "after": {"zh": "{name}（试算）", "en": "{name} after"},
    "score": {"zh": "得分", "en": "Score"},
    "grade": {"zh": "等级", "en": "Grade"},
    "rank": {"zh": "名次", "en": "Rank"},
    "pay": {"zh": "工资", "en": "Pay"},
    "cost": {"zh": "费用（元）", "en": "Cost (yuan)"},
    "total": {"zh": "合计", "en": "Total"},
    "footer": {"zh": "&C第 &P 页 共 &N 页", "en": "&CPage &P of &N"},
}
_FIGURES = ("score", "grade", "rank", "pay")


@dataclass(frozen=True, slots=True)
class TrialRow:
    """A card that would move: (before, after) of score, grade, rank and pay; `cost` "" when it cannot be told."""

    period: str
    department: str
    id: str
    name: str
    role: str
    figures: tuple[tuple[str, str], ...]
    cost: str


def trial_workbook(rows: Sequence[TrialRow], file: str, period: str, language: Language) -> bytes:
    """The bytes of the workbook; `period` is the latest month in it, from which its date is taken."""
    fixed = {name: in_language(one, language) for name, one in _WORDS.items()}
    created: date = Period.parse(period).first
    with open_workbook(created, title=fixed["title"], subject=period) as book:
        _costs(book, rows, file, fixed)
        _moved(book, rows, fixed)
    return book.content


def _costs(book: Book, rows: Sequence[TrialRow], file: str, fixed: dict[str, str]) -> None:
    lines = [
        Line((Cell(0, fixed["title"], TITLE, last=2),), 30),
        Line((Cell(0, fixed["note"].format(file=file), FURNITURE.but(wrap=True), last=2),)),
        header([fixed["month"], fixed["department"], fixed["cost"]], (2,)),
    ]
    first = len(lines)
    for period, department in dict.fromkeys((row.period, row.department) for row in rows):
        own = (row.cost for row in rows if (row.period, row.department) == (period, department))
        cost = Cell(2, _sum(own), FIGURE, figure=True)
        lines.append(Line((Cell(0, period), Cell(1, department), cost)))
    formula = f"=SUM({address(first, 2)}:{address(len(lines) - 1, 2)})" if len(lines) > first else ""
    every = Cell(2, _sum(row.cost for row in rows), SUM, figure=True, formula=formula)
    lines.append(Line((Cell(0, fixed["total"], TOTAL, last=1), every)))
    _write(book, fixed["costs"], lines, (16, 30, 24), fixed, first)


def _sum(amounts: Iterable[str]) -> str:
    return money(total(Decimal(one) for one in amounts if one))


def _amount(text: str) -> str:
    return text if text == "—" else money(Decimal(text))


def _moved(book: Book, rows: Sequence[TrialRow], fixed: dict[str, str]) -> None:
    names = [fixed[name] for name in ("month", "department", "id", "name", "role")]
    for name in _FIGURES:
        names += [fixed[side].format(name=fixed[name]) for side in ("before", "after")]
    lines = [header([*names, fixed["cost"]], range(5, 14))]
    for row in rows:
        texts = (row.period, row.department, row.id, row.name, row.role)
        *others, pay = row.figures
        amounts = (_amount(text) for text in (*pay, row.cost or "—"))
        figures = [*(text for pair in others for text in pair), *amounts]
        cells = [Cell(at, text) for at, text in enumerate(texts)]
        cells += [Cell(at, text, FIGURE, figure=True) for at, text in enumerate(figures, 5)]
        lines.append(Line(tuple(cells)))
    widths = (10, 16, 10, 12, 12, *[12] * 6, 14, 14, 14)
    _write(book, fixed["moved"], lines, widths, fixed, 1, landscape=True)


def _write(
    book: Book, name: str, lines: Sequence[Line], widths: Sequence[float], fixed: dict[str, str], first: int,
    *, landscape: bool = False,
) -> None:  # fmt: skip
    sheet = book.sheet(name)
    write_lines(sheet, lines, widths)
    sheet.freeze(first, 0)
    printed = (len(lines) - 1, len(widths) - 1)
    sheet.print_on(fixed["footer"], repeat=(0, first - 1), printed=printed, landscape=landscape)
