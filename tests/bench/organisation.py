"""An organisation of any size with two months of filled-in forms: what the bench runs.

people ── roster, blank forms of the product ── figures (records) filled in ── inputs/, config.toml
The same numbers give the same organisation; nobody in it exists.
"""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from random import Random

from reportgen.forms import write_roster
from reportgen.period import Period
from reportgen.records import CellRef, Person
from reportgen.scheme import Scheme
from reportgen.settings import Settings, load
from tests.bench.figures import performance, plan
from tests.example.filled import fill, forms

ROOT = Path(__file__).parents[2]
MONTHS = (Period(2026, 9), Period(2026, 10))
SCHEME = "sales-assessment"
MANAGER, SALES, SERVICE = "区域经理", "销售员", "现场服务代表"
HEAD_OFFICE = "总经理办公室"
LEADER, FINANCE = "00001", "00002"
ROSTER = "花名册.xlsx"

SURNAMES = "王李张刘陈杨黄赵周吴徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖"
GIVEN = "伟芳娜敏静强磊洋艳勇军杰涛明超霞平刚辉鹏飞斌波宁倩琳雪梅建国志远思晓文海春秋东南中华立新永安德胜"


@dataclass(frozen=True, slots=True)
class Organisation:
    """`size` people are asked for in all, in departments of about `each`; the head office comes on top."""

    size: int
    each: int = 20

    @property
    def departments(self) -> tuple[str, ...]:
        count = max(1, round(self.size / self.each))
        return tuple(f"第{number:03d}销售服务部" for number in range(1, count + 1))

    @property
    def people(self) -> tuple[Person, ...]:
        """A manager in each department, two salespeople for one service representative under him."""
        names = _names(self.size + 2)
        office = [
            _person(LEADER, next(names), HEAD_OFFICE, "", ""),
            _person(FINANCE, next(names), HEAD_OFFICE, "", LEADER),
        ]
        places = [self.departments[at * len(self.departments) // self.size] for at in range(self.size)]
        for at, department in enumerate(places):
            within = at - places.index(department)
            role = MANAGER if within == 0 else SERVICE if within % 3 == 2 else SALES
            id = f"{10001 + at}"
            head = f"{10001 + places.index(department)}"
            office.append(_person(id, next(names), department, role, LEADER if role == MANAGER else head))
        return tuple(office)

    def of(self, department: str) -> tuple[Person, ...]:
        return tuple(one for one in _people(self) if one.department == department)

    def head(self, department: str) -> Person:
        return self.of(department)[0]


@cache
def _people(organisation: Organisation) -> tuple[Person, ...]:
    return organisation.people


def _names(count: int):
    """Names that nobody else in the organisation bears."""
    made = (f"{surname}{first}{second}" for first in GIVEN for second in GIVEN for surname in SURNAMES)
    yield from (next(made) for _ in range(count))


def _person(id: str, name: str, department: str, role: str, superior: str) -> Person:
    gross = Decimal({MANAGER: 12000, SALES: 7200, SERVICE: 6900}.get(role, 15000))
    return Person(
        id=id, name=name, department=department, post=role or "职员", role=role, email=f"p{id}@example.com",
        superior=superior, joined=date(2020, 3, 2), left=None, gross=gross, ref=CellRef(ROSTER),
    )  # fmt: skip


def config_text(organisation: Organisation) -> str:
    """config.toml: the templates are the product's own, files may be as fresh as they like."""
    departments = "\n".join(
        f'[[departments]]\nname = "{name}"\nschemes = ["{SCHEME}"]\nhead = "{organisation.head(name).id}"\n'
        for name in organisation.departments
    )
    return f"""[organisation]
name = "样本汽车销售有限公司"

[paths]
templates = "{(ROOT / "templates").as_posix()}"

[[departments]]
name = "{HEAD_OFFICE}"
head = "{LEADER}"

{departments}
[mail]
from_address = "kaohe@example.com"
leaders = ["{LEADER}"]
finance = ["{FINANCE}"]

[limits]
quiet_seconds = 0
"""


def build(organisation: Organisation, root: Path, processes: int = 1, months: Sequence[Period] = MONTHS) -> Settings:
    """Writes config.toml and inputs/ below `root`, for these months."""
    inputs = root / "inputs"
    inputs.mkdir(parents=True)
    (root / "config.toml").write_text(config_text(organisation), "utf-8")
    settings = _settings(root)
    departments = (HEAD_OFFICE, *organisation.departments)
    roster = write_roster(
        _people(organisation), MONTHS[0], departments=departments, roles=_scheme(settings).roles, organisation="样本"
    )
    (inputs / ROSTER).write_bytes(roster.content)
    pieces = [(organisation, root, name, period) for period in months for name in organisation.departments]
    if processes <= 1:
        for piece in pieces:
            _hand_in(*piece)
    else:
        context = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(processes, mp_context=context) as pool:
            list(pool.map(_hand_in, *zip(*pieces, strict=True)))
    return settings


def change_one(organisation: Organisation, root: Path, period: Period) -> str:
    """The first department hands in its performance form again: one absence more. The department's name."""
    department = organisation.departments[0]
    _hand_in(organisation, root, department, period, absences=1)
    return department


def _settings(root: Path) -> Settings:
    loaded = load(root / "config.toml")
    assert isinstance(loaded, Settings), loaded
    return loaded


def _scheme(settings: Settings) -> Scheme:
    return next(one for one in settings.schemes_for(MONTHS[0]) if one.id == SCHEME)


def _hand_in(organisation: Organisation, root: Path, department: str, period: Period, absences: int = 0) -> None:
    """The department's forms of a month, filled in. `absences` are more than before."""
    scheme = _scheme(_settings(root))
    people: Sequence[Person] = organisation.of(department)
    folder = root / "inputs" / str(period)
    folder.mkdir(parents=True, exist_ok=True)
    leader = next(one for one in _people(organisation) if one.id == LEADER)
    chance = Random(f"{department} {period}")
    blanks = forms(scheme, department, people, period)
    filled = {"计划表": plan(people, chance), "业绩考核表": performance(people, period, chance, leader.name, absences)}
    for name, blank in blanks.items():
        content = fill(blank, scheme, period, filled[name])
        path = folder / blank.path
        beside = path.with_name(f".{path.name}.{os.getpid()}")
        beside.write_bytes(content)
        beside.replace(path)
