"""A plan of a form into a workbook's bytes and its file name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from unicodedata import normalize

from reportgen.forms.guide import write_guide
from reportgen.forms.layout import Plan
from reportgen.forms.sheet import heading, write_sheet
from reportgen.forms.stamp import Lists, write_stamp
from reportgen.forms.words import word
from reportgen.workbook import BRAND, PALE, Sheet, open_workbook

NAME_BYTES = 180  # of a file name without its ending; file systems take 255
DEVICES = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?$")  # names that Windows keeps for itself


def form_bytes(plan: Plan) -> bytes:
    """Instructions, a sheet per table, and hidden: the lists and the stamp."""
    title = heading(plan, plan.form.name)
    with open_workbook(plan.period.first, title=title, subject=plan.scheme_name) as book:
        guide = book.sheet(word(plan.lang, "guide"), tab=BRAND)
        lists = Lists()
        sheets: dict[str, Sheet] = {}
        for wanted in plan.sheets:
            sheet = book.sheet(wanted.table.name.lstrip("_"), tab=PALE)  # with _ begin the hidden sheets
            write_sheet(sheet, plan, wanted, lists)
            sheets[wanted.table.id] = sheet
        names = {table: sheet.name for table, sheet in sheets.items()}
        write_guide(guide, plan, names)
        lists.write(book)
        write_stamp(book, plan, names)
    return book.content


def file_name(parts: Iterable[str], taken: Iterable[str] = ()) -> str:
    """`销售一部_业绩考核表_2026-10.xlsx`: no path and no forbidden characters, other than those `taken`
    without regard to case."""
    text = "_".join(re.sub(r'[<>:"/\\|?*\s]+', " ", part).strip(" .") for part in parts)
    text = "".join(character for character in normalize("NFC", text) if character.isprintable()).lstrip("~.")
    while len(text.encode()) > NAME_BYTES:
        text = text[:-1]
    if not text or DEVICES.match(text):
        text = f"_{text}"
    used = {name.casefold() for name in taken}
    name, count = f"{text}.xlsx", 1
    while name.casefold() in used:
        count += 1
        name = f"{text}_{count}.xlsx"
    return name
