"""The pay sheet as a workbook: 工资发放表 with live sums, the bank list, and those whose pay is withheld."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from reportgen.formula.functions import text_of
from reportgen.publish.finance.control import control_sheet
from reportgen.publish.finance.finance_ties import pay_ties
from reportgen.publish.finance.labels import PAY_WORDS
from reportgen.publish.finance.pay_view import NONE, PaidRow, PayView
from reportgen.publish.grid import (
    FIGURE,
    FURNITURE,
    GRID,
    SUM,
    Cell,
    Formulas,
    Line,
    gap,
    header,
    live_spots,
    places,
    published_on,
    write_lines,
)
from reportgen.publish.labels import words
from reportgen.publish.live.labels import LIVE_WORDS
from reportgen.publish.live.layout import Layout, Spot
from reportgen.publish.live.links import Links
from reportgen.publish.live.sheets import Published, input_sheet, parameter_sheet, proof_sheet
from reportgen.publish.printed import printed
from reportgen.publish.ties import TIE_WORDS
from reportgen.workbook import TITLE, TOTAL, Book, address, area, clean_sheet_name, open_workbook

ID, NAME, DEPARTMENT, PARTS = range(4)
HEAD = 3  # rows above the first line of a list
_NOTE = FURNITURE.but(wrap=True, valign="top")
_CORRECTED = _NOTE.but(bold=True)
_CAPITALS = TOTAL.but(wrap=True, align="left")
_BY_FIGURE = FIGURE.but(indent=0)

Words = dict[str, str]


def pay_workbook(view: PayView, created: date) -> bytes:
    """The bytes of the workbook; the same view and day give the same bytes. Its properties name no person."""
    fixed, behind = words(PAY_WORDS, view.language), words(LIVE_WORDS, view.language)
    lines, bank = pay_lines(view, fixed), _bank_lines(view, fixed)
    sheets = ((fixed["title"], lines), (fixed["bank"], bank))[: 2 if view.revision == 1 else 1]
    front = live_spots(fixed["title"], lines, dict(view.workings.figures))
    worked = tuple(_worked(sheets))
    front |= {one.key: spot for one, spot in worked}
    layout = Layout(view.workings, behind["inputs"], behind["parameters"], front, Links("../"))
    formulas = {key: (layout.formula(one), one.value) for key, one in view.workings.figures}
    with open_workbook(created, title=fixed["title"], subject=view.period_id) as book:
        _pay_sheet(book, view, fixed, lines, formulas)
        if view.revision == 1:  # what a corrected sheet shows was paid before, but for the differences
            _write(book, fixed["bank"], bank, (7, 10, 14, 30, 18), fixed, HEAD)
        if view.unpaid:
            _withheld_sheet(book, view, fixed)
        if view.open:
            _open_sheet(book, view, fixed)
        if view.workings.figures:
            input_sheet(book, layout, behind)
            parameter_sheet(book, layout, behind)
            shown = (*published_on(sheets, view.workings), *(one for one, _ in worked))
            proof_sheet(book, layout, shown, behind)
        control = words(TIE_WORDS, view.language)
        ties = [*pay_ties(view, control), *view.ties]
        at = (fixed["title"], places(lines))
        control_sheet(book, ties, control, fixed["footer"], dict(_places(view, at, fixed)))
    return book.content


def _worked(sheets: Sequence[tuple[str, list[Line]]]) -> Iterator[tuple[Published, Spot]]:
    """The sums of the sheets, which are formulas over other cells there: for the check."""
    for name, lines in sheets:
        titles = {cell.column: cell.text for cell in lines[HEAD - 1].cells}
        for row, line in enumerate(lines):
            for cell in line.cells:
                number = printed(cell.text) if cell.formula else None
                if number:
                    place = f"{name}!{address(row, cell.column)}"
                    who = "　".join(first.text for first in line.cells[:2] if not first.figure)
                    one = Published(f"{who}：{titles[cell.column]}", place, place, number.value)
                    yield one, (name, row, cell.column)


def _places(view: PayView, pay_sheet: tuple[str, dict[str, int]], fixed: Words) -> Iterator[tuple[str, str]]:
    """Where the figures stand that ties name."""
    name, at = pay_sheet
    if view.unpaid:
        waiting = area(clean_sheet_name(fixed["withheld"]), 2, 0, 1 + len(view.unpaid), 0)
        yield "unpaid", f"=COUNTA({waiting})"
    if not view.rows:
        return
    first, last, pay = at[f"row/{view.rows[0].id}"], at[f"row/{view.rows[-1].id}"], PARTS + len(view.part_names)

    def column(place: int) -> str:
        return area(name, first, place, last, place)

    yield "paid", f"=COUNT({column(pay)})"
    yield "pay", f"=SUM({column(pay)})"
    yield "less-last", f"=-SUM({column(pay + 1)})"
    yield "change", f"=SUM({column(pay + 2)})"
    yield "bank", f"=SUM({area(fixed['bank'], 3, 4, 2 + len(view.rows), 4)})"
    for place in range(len(view.part_names)):
        yield f"part/{place}", f"=SUM({column(PARTS + place)})"
    for department in dict.fromkeys(row.department for row in view.rows):
        same = f"{column(DEPARTMENT)}={text_of((department,))}"
        yield f"department/{department}", f"=SUMPRODUCT(({same})*1,{column(pay)})"


# ---------------------------------------------------------------- the pay sheet


def pay_lines(view: PayView, fixed: Words) -> list[Line]:
    """The pay sheet from its title to the line to sign on; the bank list takes its amounts from there."""
    last = _columns(view) - 1
    lines = _head(view, fixed, fixed["title"], last)
    names = [fixed["id"], fixed["name"], fixed["department"], *view.part_names, fixed["pay"]]
    before = fixed["previous"].format(month=view.previous_month) if view.previous_month else fixed["no_previous"]
    lines.append(header([*names, before, fixed["change"]], range(PARTS, last + 1)))
    first = len(lines)
    lines += [_paid(view, row, first + at) for at, row in enumerate(view.rows)]
    if view.rows:
        lines.append(_sums(view, fixed, first, first + len(view.rows) - 1))
        lines.append(_in_capitals(view, fixed, len(lines) - 1, last))
        lines += _departments(view, fixed, first, len(lines))
    else:
        lines.append(Line((Cell(0, fixed["none"], GRID, last=last),)))
    lines.append(Line((Cell(0, _count(view, fixed), _NOTE, last=last),)))
    if view.revision > 1:
        lines.append(Line((Cell(0, fixed["corrected"].format(number=view.revision), _CORRECTED, last=last),)))
    lines.append(gap(14))
    lines.append(Line((Cell(0, fixed["signs"], FURNITURE.but(wrap=True), last=last),), 36))
    return lines


def _pay_sheet(book: Book, view: PayView, fixed: Words, lines: list[Line], formulas: Formulas) -> None:
    last = _columns(view) - 1
    sheet = book.sheet(fixed["title"])
    write_lines(sheet, lines, [9, 10, 14, *[15] * (last - 4), 19, 13], formulas=formulas)
    sheet.freeze(HEAD, PARTS)
    sheet.print_on(fixed["footer"], repeat=(0, HEAD - 1), printed=(len(lines) - 1, last))


def _in_capitals(view: PayView, fixed: Words, total: int, last: int) -> Line:
    """The total in words, the number that was put into words, and whether it is still the total."""
    pay = last - 2
    both = f"{address(total, pay)}={address(total + 1, pay)}"
    same = f'=IF({both},"{fixed["capitals_agree"]}","{fixed["capitals_differ"]}")'
    return Line(
        (
            Cell(0, fixed["capitals"].format(text=view.capitals), _CAPITALS, last=pay - 1),
            Cell(pay, view.total, SUM.but(indent=0, bold=False), figure=True),
            Cell(pay + 1, fixed["capitals_agree"], TOTAL.but(bold=False), last=last, formula=same),
        ),
        24,
        key="capitals",
    )


def _departments(view: PayView, fixed: Words, first: int, at: int) -> Iterator[Line]:
    """What each department comes to, by its name among the rows above."""
    if not view.departments:
        return
    last, pay = first + len(view.rows) - 1, PARTS + len(view.part_names)
    names, paid = (f"{address(first, place, True)}:{address(last, place, True)}" for place in (DEPARTMENT, pay))
    yield gap()
    titles = (*view.part_names, fixed["pay"])
    yield header([fixed["by_department"], "", fixed["people"], *titles], range(DEPARTMENT, pay + 1))
    for row, one in enumerate(view.departments, at + 2):
        own = f"({names}={address(row, 0)})*1"
        sums = (
            _figure(at, text, f"=SUMPRODUCT({own},{address(first, at)}:{address(last, at)})")
            for at, text in enumerate((*one.parts, one.total), PARTS)
        )
        people = _figure(DEPARTMENT, str(one.people), f"=SUMPRODUCT({own},ISNUMBER({paid})*1)")
        yield Line((Cell(0, one.name, last=NAME), people, *sums), key=f"department/{one.name}")


def _figure(column: int, text: str, formula: str) -> Cell:
    return Cell(column, text, _BY_FIGURE, figure=True, formula=formula)


def _columns(view: PayView) -> int:
    return PARTS + len(view.part_names) + 3


def _head(view: PayView, fixed: Words, title: str, last: int) -> list[Line]:
    facts = fixed["prepared_by"].format(organisation=view.organisation)
    facts += "　　" + fixed["period"].format(period=view.period)
    return [
        Line((Cell(0, title, TITLE.but(align="center"), last=last),), 32),
        Line((Cell(0, facts, FURNITURE, last=last - 1), Cell(last, fixed["unit"], FURNITURE.but(align="right")))),
    ]


def _paid(view: PayView, row: PaidRow, at: int) -> Line:
    pay = PARTS + len(view.part_names)
    parts = (
        Cell(PARTS + place, amount, _BY_FIGURE, figure=True, live=f"pay/{row.id}/{view.part_names[place]}")
        for place, amount in enumerate(row.parts)
    )
    sum_of_parts = f"=ROUND(SUM({address(at, PARTS)}:{address(at, pay - 1)}),2)"
    change = f"=ROUND({address(at, pay)}-{address(at, pay + 1)},2)" if row.previous != NONE else ""
    return Line(
        (
            Cell(ID, row.id),
            Cell(NAME, row.name),
            Cell(DEPARTMENT, row.department),
            *parts,
            Cell(pay, row.total, _BY_FIGURE.but(bold=True), figure=True, formula=sum_of_parts),
            Cell(pay + 1, row.previous, _BY_FIGURE, figure=True, live=f"pay/{row.id}/previous"),
            _figure(pay + 2, row.change, change),
        ),
        key=f"row/{row.id}",
    )


def _sums(view: PayView, fixed: Words, first: int, last: int) -> Line:
    texts = (*view.part_sums, view.total, view.previous_total, view.change_total)
    style = SUM.but(indent=0)

    def column(at: int, text: str) -> Cell:
        formula = f"=ROUND(SUM({address(first, at)}:{address(last, at)}),2)" if text != NONE else ""
        return Cell(at, text, style, figure=True, formula=formula)

    sums = (column(PARTS + place, text) for place, text in enumerate(texts))
    return Line((Cell(0, fixed["total"], TOTAL, last=DEPARTMENT), *sums), key="total")


def _count(view: PayView, fixed: Words) -> str:
    paid, unpaid = len(view.rows), len(view.unpaid)
    text = fixed["count"].format(paid=paid, all=paid + unpaid)
    text += fixed["count_withheld"].format(number=unpaid, sheet=fixed["withheld"]) if unpaid else ""
    return text + (fixed["count_open"].format(number=len(view.open), sheet=fixed["open"]) if view.open else "")


# ---------------------------------------------------------------- the bank list, and those who wait


def _bank_lines(view: PayView, fixed: Words) -> list[Line]:
    """Amounts are those of the pay sheet, by reference."""
    name, rows = fixed["title"], places(pay_lines(view, fixed))
    pay = PARTS + len(view.part_names)
    lines = _head(view, fixed, fixed["bank"], 4)
    lines.append(header([fixed[id] for id in ("number", "id", "name", "account", "amount")], (4,)))
    first = len(lines)
    for number, row in enumerate(view.rows, 1):
        there = area(name, rows[f"row/{row.id}"], pay, rows[f"row/{row.id}"], pay).rpartition(":")[0]
        amount = Cell(4, row.total, FIGURE, figure=True, formula=f"={there}")
        lines.append(Line((Cell(0, str(number)), Cell(1, row.id), Cell(2, row.name), Cell(3, row.account), amount)))
    if view.rows:
        formula = f"=ROUND(SUM({address(first, 4)}:{address(len(lines) - 1, 4)}),2)"
        total = Cell(4, view.total, SUM, figure=True, formula=formula)
        lines.append(Line((Cell(0, fixed["total"], TOTAL, last=3), total)))
    return [*lines, gap(14), Line((Cell(0, fixed["signs"], FURNITURE.but(wrap=True), last=4),), 36)]


def _withheld_sheet(book: Book, view: PayView, fixed: Words) -> None:
    lines = [
        Line((Cell(0, fixed["withheld"], TITLE, last=3),), 30),
        header([fixed[name] for name in ("id", "name", "department", "why")]),
    ]
    for row in view.unpaid:
        lines.append(
            Line((Cell(0, row.id), Cell(1, row.name), Cell(2, row.department), Cell(3, "\n".join(row.why) or NONE)))
        )
    _write(book, fixed["withheld"], lines, (9, 10, 14, 90), fixed, 2, landscape=True)


def _open_sheet(book: Book, view: PayView, fixed: Words) -> None:
    """Differences of corrected months that no pay carries, because there is none to carry them."""
    lines = [
        Line((Cell(0, fixed["open"], TITLE, last=4),), 30),
        Line((Cell(0, fixed["open_note"], _NOTE, last=4),)),
        header([*(fixed[name] for name in ("id", "name", "department", "corrected_month", "amount"))], (4,)),
    ]
    for row in view.open:
        texts = (row.id, row.name, row.department, row.month)
        amount = Cell(4, row.amount, FIGURE, figure=True)
        lines.append(Line((*(Cell(at, text) for at, text in enumerate(texts)), amount)))
    _write(book, fixed["open"], lines, (9, 14, 18, 16, 16), fixed, 3)


def _write(
    book: Book, name: str, lines: Sequence[Line], widths: Sequence[float], fixed: Words, first: int,
    *, landscape: bool = False,
) -> None:  # fmt: skip
    sheet = book.sheet(name)
    write_lines(sheet, lines, widths)
    sheet.freeze(first, 0)
    printed = (len(lines) - 1, len(widths) - 1)
    sheet.print_on(fixed["footer"], repeat=(0, first - 1), printed=printed, landscape=landscape)
