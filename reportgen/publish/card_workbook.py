"""A person's card as a workbook: the card as it prints on A4, and the cells that every figure comes from.

CardView ── card_lines ── sheet 考核单        (columns A-G: item, weight, full, points, lost, last month, reasons)
         ── source_lines ── sheet 来源
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from reportgen.publish.card_correction import correction_lines
from reportgen.publish.card_lines import (
    BECAUSE,
    ITEM,
    LOST,
    OUT_OF,
    POINTS,
    PREVIOUS,
    WEIGHT,
    part_head,
    reviews,
    signatures,
    spread,
)  # fmt: skip
from reportgen.publish.card_live import CardBook
from reportgen.publish.card_sources import source_sheet
from reportgen.publish.grid import (
    FIGURE,
    FURNITURE,
    GRID,
    HEAD_LEFT,
    SUM,
    Cell,
    Formulas,
    Line,
    gap,
    header,
    live_spots,
    places,
    write_lines,
)
from reportgen.publish.labels import words
from reportgen.publish.live.labels import LIVE_WORDS
from reportgen.publish.live.layout import Layout
from reportgen.publish.live.links import Links
from reportgen.publish.live.sheets import input_sheet, parameter_sheet, proof_sheet
from reportgen.publish.view import CardView, ItemRow, SectionView
from reportgen.publish.workbook_labels import CARD_BOOK_WORDS
from reportgen.workbook import BRAND, GIVEN, HEADER, MUTED, PALE, PLAIN, RULE, TITLE, TOTAL, Book, open_workbook

WIDTHS = (23, 8, 9, 9, 9, 9, 46)
SOURCES = 4  # cells that a note lists; the sheet of sources has them all
DEEPEST = 7  # levels of an outline in Excel; names further down are set in no further
PART = "#CFDAE6"  # the ground of a part of the month

_BAND = PLAIN.but(bold=True, size=12, color="#FFFFFF", fill=BRAND, indent=1)
_BESIDE = FURNITURE.but(align="right")
_LABEL = PLAIN.but(size=9, color=MUTED, fill=GIVEN, border=RULE, indent=1)
_VALUE = PLAIN.but(bold=True, border=RULE, indent=1, wrap=True)
_RESULT = PLAIN.but(bold=True, size=14, border=RULE, align="left", indent=1)
_SCORE = _RESULT.but(size=20, color=BRAND)
_FLAG = PLAIN.but(bold=True, color="#9B1C1C", fill="#FBE9E7", indent=1, wrap=True)
_NOTE = FURNITURE.but(wrap=True, valign="top")

Words = dict[str, str]


def card_workbook(card: CardBook, created: date) -> bytes:
    """The bytes of the workbook; the same card and day give the same bytes. Its properties name no person."""
    view = card.view
    fixed = words(CARD_BOOK_WORDS, view.language) | words(LIVE_WORDS, view.language)
    lines = card_lines(view, fixed)
    if card.trial:
        lines[1:1] = [Line((Cell(0, fixed["inputs_open"], _FLAG, last=BECAUSE),), 34, key="trial")]
    known = {key for key, _ in card.workings.figures}
    layout = Layout(
        card.workings,
        fixed["inputs"],
        fixed["parameters"],
        live_spots(fixed["card"], lines, known),
        Links("../../"),
        card.trial,
    )
    formulas = {key: (layout.formula(one), one.value) for key, one in card.workings.figures}
    with open_workbook(created, title=view.title, subject=view.period_id) as book:
        _card_sheet(book, lines, fixed, formulas)
        if card.published:
            input_sheet(book, layout, fixed, trial=card.trial)
            parameter_sheet(book, layout, fixed)
            proof_sheet(book, layout, card.published, fixed, trial=card.trial)
        if not card.trial:
            source_sheet(book, view, fixed)
    return book.content


def _card_sheet(book: Book, lines: list[Line], fixed: Words, formulas: Formulas) -> None:
    sheet = book.sheet(fixed["card"])
    write_lines(sheet, lines, WIDTHS, formulas=formulas)
    sheet.protect()
    who = places(lines)["head"] + 1  # the last row of the head: it stands on every page and stays on the screen
    sheet.freeze(who + 1, 0)
    sheet.print_on(fixed["footer"], repeat=(0, who), printed=(len(lines) - 1, BECAUSE), landscape=False)


# ---------------------------------------------------------------- the card


def card_lines(view: CardView, fixed: Words) -> list[Line]:
    """The whole card from the title to the signatures."""
    lines = [
        Line((Cell(0, view.title, TITLE.but(align="center"), last=BECAUSE),), 32),
        Line(_furniture(view, fixed)),
        *_head(view),
        *correction_lines(view),
    ]
    for number, section in enumerate(view.sections):
        lines += [gap(10), *_section(section, f"section-{number}", view.words, fixed)]
    return [*lines, gap(10), signatures(view.words)]


def _furniture(view: CardView, fixed: Words) -> tuple[Cell, ...]:
    return (
        Cell(ITEM, fixed["prepared_by"].format(organisation=view.organisation), FURNITURE, last=OUT_OF),
        Cell(POINTS, fixed["period"].format(period=view.period), FURNITURE.but(align="center"), last=PREVIOUS),
        Cell(BECAUSE, view.revision, _BESIDE.but(bold=True)),
    )


def _head(view: CardView) -> list[Line]:
    label, spans = view.words, ((ITEM, ITEM), (WEIGHT, OUT_OF), (POINTS, PREVIOUS), (BECAUSE, BECAUSE))
    names = (label["name"], label["id"], label["department"], label["post"])
    values = (view.person_name, view.person_id, view.department, view.post)
    return [
        Line(spread(names, spans, _LABEL), 16, key="head"),
        Line(spread(values, spans, _VALUE)),
    ]


def _section(section: SectionView, key: str, label: Words, fixed: Words) -> Iterator[Line]:
    title = f"{section.title}　{section.role}" if section.role else section.title
    yield Line((Cell(0, title, _BAND, last=BECAUSE),), 22)
    yield from _result(section, key, label)
    if section.outlook:
        yield Line((Cell(0, "；".join(section.outlook), _NOTE.but(indent=1), last=BECAUSE),), key=f"{key}/outlook")
    if section.flags:
        yield Line((Cell(0, fixed["flags"].format(flags="　".join(section.flags)), _FLAG, last=BECAUSE),))
    yield from _items(section, key, label, fixed)
    if section.kpis:
        yield from _kpis(section, key, label, fixed)
    if section.pay or section.pay_note:
        yield from _pay(section, key, label)
    if section.notes:
        yield from part_head(label["notes"])
        yield from (Line((Cell(0, note, _NOTE, last=BECAUSE),)) for note in section.notes)
    if section.reviews:
        yield from reviews(section, label)


def _result(section: SectionView, key: str, label: Words) -> Iterator[Line]:
    spans = ((ITEM, ITEM), (WEIGHT, OUT_OF), (POINTS, LOST), (PREVIOUS, PREVIOUS), (BECAUSE, BECAUSE))
    names = (label["score"], label["grade"], label["rank"], label["last_month"], label["change"])
    yield Line(spread(names, spans, _LABEL), 16)
    yield Line(
        (
            Cell(ITEM, section.score, _SCORE, figure=True, live=f"{section.live}/score"),
            Cell(WEIGHT, section.grade, _RESULT, last=OUT_OF, live=f"{section.live}/grade"),
            Cell(POINTS, section.rank, _RESULT, last=LOST, live=f"{section.live}/rank-of"),
            Cell(PREVIOUS, section.previous, _RESULT.but(size=11), figure=True, live=f"{section.live}/previous"),
            Cell(BECAUSE, section.change, _RESULT.but(size=11), figure=True, live=f"{section.live}/change"),
        ),
        34,
        key=f"{key}/result",
    )


def _items(section: SectionView, key: str, label: Words, fixed: Words) -> Iterator[Line]:
    yield from part_head(label["items"], label["points_unit"])
    names = ("out_of", "points", "lost", "last_month", "because")
    titles = [label["item"], fixed["weight"], *(label[name] for name in names)]
    yield header(titles, range(WEIGHT, BECAUSE))
    yield from (_item(item, f"{key}/item/{item.id}") for item in section.items)
    yield Line(
        (
            Cell(ITEM, label["score"], TOTAL),
            Cell(WEIGHT, "", SUM),
            Cell(OUT_OF, "", SUM),
            Cell(POINTS, section.score, SUM, figure=True, live=f"{section.live}/score-again"),
            Cell(LOST, "", SUM),
            Cell(PREVIOUS, section.previous, SUM, figure=True, live=f"{section.live}/previous-again"),
            Cell(BECAUSE, section.formula, TOTAL.but(bold=False, size=9, wrap=True)),
        ),
        key=f"{key}/score",
    )


def _item(item: ItemRow, key: str) -> Line:
    fill = {"part": PART, "component": PALE}.get(item.kind, "")
    look = {"bold": item.kind in ("part", "component", "group"), "fill": fill}
    figure = FIGURE.but(**look)
    return Line(
        (
            Cell(ITEM, item.name, GRID.but(**look | {"bold": item.kind != "item"}, indent=min(item.level, DEEPEST))),
            Cell(WEIGHT, item.weight, figure.but(bold=False), figure=True),
            Cell(OUT_OF, item.out_of, figure.but(bold=False), figure=True),
            Cell(POINTS, item.points, figure, figure=True, live=item.live, note=_note_of(item)),
            Cell(LOST, item.lost, figure.but(bold=False, color="#9B1C1C"), figure=True, live=f"{item.live}/lost"),
            Cell(
                PREVIOUS,
                item.previous,
                figure.but(bold=False, color=MUTED),
                figure=True,
                live=f"{item.live}/previous",
            ),
            Cell(BECAUSE, "\n".join(item.because), GRID.but(size=9, fill=look["fill"])),
        ),
        level=min(item.level, DEEPEST),
        key=key,
    )


def _note_of(item: ItemRow) -> str:
    """Why the item has its points, and the cells that it was seen in."""
    sources = item.evidence[:SOURCES]
    more = [f"… +{len(item.evidence) - SOURCES}"] if len(item.evidence) > SOURCES else []
    return "\n".join((*item.because, *sources, *more)) if sources else ""


def _kpis(section: SectionView, key: str, label: Words, fixed: Words) -> Iterator[Line]:
    yield from part_head(label["kpis"], label["kpis_note"])
    yield Line(
        (
            Cell(ITEM, label["kpi"], HEAD_LEFT),
            Cell(WEIGHT, label["this_month"], HEADER, last=OUT_OF),
            Cell(POINTS, fixed["unit"], HEADER),
            Cell(LOST, label["last_month"], HEADER, last=PREVIOUS),
            Cell(BECAUSE, label["basis"], HEAD_LEFT),
        )
    )
    for kpi in section.kpis:
        yield Line(
            (
                Cell(ITEM, kpi.name),
                Cell(WEIGHT, kpi.value, FIGURE, last=OUT_OF, figure=True, live=kpi.live),
                Cell(POINTS, kpi.unit, FIGURE.but(align="center", indent=0)),
                Cell(
                    LOST,
                    kpi.previous,
                    FIGURE.but(color=MUTED),
                    last=PREVIOUS,
                    figure=True,
                    live=f"{section.live}/kpis/{kpi.id}/previous",
                ),
                Cell(BECAUSE, kpi.because, GRID.but(size=9)),
            ),
            key=f"{key}/kpi/{kpi.id}",
        )


def _pay(section: SectionView, key: str, label: Words) -> Iterator[Line]:
    yield from part_head(label["pay"], label["pay_unit"] if section.pay else "")
    if section.pay_note:
        yield Line((Cell(0, section.pay_note, _FLAG, last=BECAUSE),))
    if not section.pay:
        return
    yield Line(
        (
            Cell(ITEM, label["pay_part"], HEAD_LEFT),
            Cell(WEIGHT, label["amount"], HEADER, last=OUT_OF),
            Cell(POINTS, label["basis"], HEAD_LEFT, last=BECAUSE),
        )
    )
    for number, part in enumerate(section.pay):
        yield Line(
            (
                Cell(ITEM, part.name.replace("（", "\n（", 1)),
                Cell(WEIGHT, part.amount, FIGURE, last=OUT_OF, figure=True, live=part.live),
                Cell(POINTS, part.because, GRID.but(size=9), last=BECAUSE),
            ),
            key=f"{key}/pay/{number}",
        )
    yield Line(
        (
            Cell(ITEM, label["total"], TOTAL),
            Cell(WEIGHT, section.pay_total, SUM, last=OUT_OF, figure=True, live=f"{section.live}/pay-total"),
            Cell(POINTS, "", TOTAL, last=BECAUSE),
        ),
        key=f"{key}/pay-total",
    )
