"""The control sheet 控制表: every tie with both sides as formulas, a tick or the difference, and lines to sign on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reportgen.publish.grid import FIGURE, FURNITURE, GRID, HEAD_LEFT, Cell, Line, gap, places, write_lines
from reportgen.publish.ties import Part, Side, Tie
from reportgen.workbook import HEADER, PALE, TITLE, Book, address

NAME, LEFT, LEFT_SUM, RIGHT, RIGHT_SUM, DIFFERENCE, UNIT = range(7)
WIDTHS = (44, 14, 17, 16, 17, 15, 8)
OK = "✓"

Words = Mapping[str, str]
Formulas = Mapping[str, str]  # what a part names -> its formula


def control_sheet(book: Book, ties: Sequence[Tie], fixed: Words, footer: str, formulas: Formulas) -> None:
    """`formulas`: where the figures of this workbook stand that parts name."""
    lines = control_lines(ties, fixed, formulas)
    sheet = book.sheet(fixed["control"])
    write_lines(sheet, lines, WIDTHS)
    head = places(lines)["head"]
    sheet.freeze(head + 1, 0)
    sheet.protect()
    sheet.print_on(footer, repeat=(head, head), printed=(len(lines) - 1, UNIT))


def control_lines(ties: Sequence[Tie], fixed: Words, formulas: Formulas) -> list[Line]:
    """The ties, the signatures, then what each side is added up from."""
    head = 3
    details = head + len(ties) + 4  # a gap, the signatures, a heading, titles
    lines = [
        Line((Cell(0, fixed["control_title"], TITLE.but(align="center"), last=UNIT),), 32),
        Line((Cell(0, fixed["control_note"], FURNITURE.but(wrap=True), last=UNIT),)),
        _count(ties, fixed, head),
        _titles(fixed, ("tie", "left", "figure", "right", "figure", "difference", "unit"), "head"),
    ]
    behind: list[Line] = []
    for at, tie in enumerate(ties, head + 1):
        rows = []
        for side in (tie.left, tie.right):
            rows.append((details + 1 + len(behind), len(side.parts)))
            behind += [_part(tie, side, one, formulas) for one in side.parts]
        lines.append(_tie(tie, at, rows))
    lines += [gap(10), Line((Cell(0, fixed["signs"], FURNITURE.but(wrap=True), last=UNIT),), 36), gap(10)]
    return [*lines, _titles(fixed, ("of", "side", "figure", "details"), "details"), *behind]


def _titles(fixed: Words, names: Sequence[str], key: str) -> Line:
    numbers = ("figure", "difference")
    cells = [Cell(at, fixed[name], HEADER if name in numbers else HEAD_LEFT) for at, name in enumerate(names)]
    if key == "details":
        cells[-1] = Cell(len(names) - 1, fixed[names[-1]], HEAD_LEFT, last=UNIT)
    return Line(tuple(cells), key=key)


def _count(ties: Sequence[Tie], fixed: Words, head: int) -> Line:
    """How many agree, counted by a formula."""
    first, last = head + 1, head + len(ties)
    found = f'COUNTIF({address(first, DIFFERENCE)}:{address(last, DIFFERENCE)},"{OK}")'
    before, _, after = fixed["agree"].replace("{all}", str(len(ties))).partition("{good}")
    formula = f'="{before}"&{found}&"{after}"'
    text = fixed["agree"].format(good=sum(tie.holds for tie in ties), all=len(ties))
    style = FURNITURE.but(bold=True, align="right")
    return Line((Cell(0, text, style, last=UNIT, live="", formula=formula),)) if ties else gap()


def _tie(tie: Tie, at: int, rows: Sequence[tuple[int, int]]) -> Line:
    sums = [
        f"=SUM({address(first, LEFT_SUM)}:{address(first + count - 1, LEFT_SUM)})" if count else "=0"
        for first, count in rows
    ]
    apart = f"ROUND({address(at, LEFT_SUM)}-{address(at, RIGHT_SUM)},{tie.digits})"
    verdict = OK if tie.holds else tie.text(tie.difference)
    bad = {} if tie.holds else {"color": "#9B1C1C", "bold": True}
    style = FIGURE.but(align="center", indent=0, number="#,##0.00" if tie.digits else "#,##0", **bad)
    return Line(
        (
            Cell(NAME, tie.name),
            Cell(LEFT, tie.left.label),
            Cell(LEFT_SUM, tie.text(tie.left.value), FIGURE, figure=True, formula=sums[0]),
            Cell(RIGHT, tie.right.label),
            Cell(RIGHT_SUM, tie.text(tie.right.value), FIGURE, figure=True, formula=sums[1]),
            Cell(DIFFERENCE, verdict, style, figure=not tie.holds, formula=f'=IF({apart}=0,"{OK}",{apart})'),
            Cell(UNIT, tie.unit),
        )
    )


def _part(tie: Tie, side: Side, part: Part, formulas: Formulas) -> Line:
    formula = formulas.get(part.at, "") if part.at else ""
    style = FIGURE.but(fill=PALE) if formula else FIGURE
    return Line(
        (
            Cell(NAME, tie.name, GRID.but(size=9)),
            Cell(LEFT, side.label, GRID.but(size=9)),
            Cell(LEFT_SUM, tie.text(part.value), style, figure=True, formula=formula),
            Cell(RIGHT, part.label, GRID.but(size=9), last=UNIT),
        )
    )
