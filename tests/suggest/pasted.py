"""A proposal pasted into a scheme of its own, loaded, and the same workbook read by it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from reportgen.intake import Book, take_in
from reportgen.intake.raw import RawBook, RawCell
from reportgen.intake.recognise import Office
from reportgen.intake.whose import with_people
from reportgen.period import Period
from reportgen.records import CellRef, Entry, Finding, Person, Row, Sheet
from reportgen.scheme import Scheme
from reportgen.settings import Settings, load
from reportgen.suggest import Known, Proposal, suggest
from reportgen.suggest.toml import text_of
from reportgen.words import Language

OCTOBER = Period(2026, 10)
DEPARTMENT = "华东销售部"
MINIMAL = """id = "own"
name = "自己的表"
since = "2026-01"
source = "样例"

"""
CONFIG = f"""[organisation]
name = "样例公司"
time_zone = "Asia/Shanghai"
language = "zh"

[[departments]]
name = "{DEPARTMENT}"
aliases = ["华东大区"]
schemes = ["own"]
head = "0022"
"""


def person(id: str, name: str, department: str = DEPARTMENT) -> Person:
    return Person(id=id, name=name, department=department, post="", role="员工", email="", superior="", joined=None,
                  left=None, gross=None, ref=CellRef("花名册.xlsx", "花名册", "A2"))  # fmt: skip


PEOPLE = (person("0022", "沈国栋"), person("0201", "周敏"), person("0202", "吴昊"), person("0203", "郑雪"),
          person("0204", "孙浩然"), person("0205", "林芳"), person("0206", "何志远"))  # fmt: skip
KNOWN = Known(OCTOBER, PEOPLE, (DEPARTMENT, "华东大区"))


@dataclass(frozen=True)
class Pasted:
    proposal: Proposal
    text: str
    scheme: Scheme
    sheets: tuple[Sheet, ...]
    findings: tuple[Finding, ...]

    @property
    def rows(self) -> tuple[Row, ...]:
        return tuple(row for sheet in self.sheets for row in sheet.rows)

    @property
    def entries(self) -> dict[str, Entry]:
        """By `sheet!cell`, what was read there."""
        return {f"{entry.ref.sheet}!{entry.ref.cell}": entry for row in self.rows for entry in row.entries.values()}


def pasted(
    book: RawBook, folder: Path, *, known: Known = KNOWN, file: str = "表.xlsx", lang: Language = "zh"
) -> Pasted:
    proposal = suggest(file, book, known, ())
    text = text_of(proposal, lang)
    settings = loaded(text, folder)
    place = f"{DEPARTMENT}/{file}"
    taken = take_in([Book(place, "0" * 64, 1, book)], settings.schemes, (Office(DEPARTMENT, (DEPARTMENT,)),), OCTOBER)
    sheets, wrong = with_people(taken.sheets, settings.schemes, known.people, known.people)
    return Pasted(proposal, text, settings.schemes[0], sheets, (*taken.findings, *wrong))


def loaded(text: str, folder: Path) -> Settings:
    schemes = folder / "templates" / "schemes"
    schemes.mkdir(parents=True, exist_ok=True)
    (folder / "config.toml").write_text(CONFIG, "utf-8")
    (schemes / "own.toml").write_text(MINIMAL + text, "utf-8")
    settings = load(folder / "config.toml")
    assert isinstance(settings, Settings), [one.text("zh") for one in settings] + [text]
    return settings


def filled_in(book: RawBook) -> dict[str, RawCell]:
    """By `sheet!cell`, everything that stands in the workbook."""
    from reportgen.intake.grid import letters

    return {
        f"{sheet.name}!{letters(cell.column)}{cell.row}": cell
        for sheet in book.sheets
        for cell in sheet.cells
        if cell.kind != "blank"
    }
