"""The first sheet of a workbook that is given back: every finding of the file, with a way to its cell."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from reportgen.publish.finding_view import SEVERITIES, FindingView
from reportgen.publish.returning.book import SheetPart
from reportgen.publish.returning.earlier import LISTED
from reportgen.publish.returning.plan import place_of
from reportgen.publish.returning.scan import MAIN, xml_attribute, xml_text
from reportgen.publish.returning.sheet import condition
from reportgen.publish.returning.styles import Looks
from reportgen.publish.returning.words import say
from reportgen.words import Language
from reportgen.workbook import LINE, TEXT, cut, lines_of

ROWS: Final = 5_000  # findings in the list; the complete list has all
_WIDTHS: Final = (9, 20, 12, 52, 46)
_TITLES: Final = ("severity", "sheet", "cell", "message", "do")
_FIRST: Final = 4  # the row of the first finding
_LONGEST: Final = 1_000  # characters shown in a cell
_HIGHEST: Final = 409


class Listing:
    """The list as it is being written: rows and links."""

    def __init__(self, looks: Looks, language: Language) -> None:
        self._looks, self._language = looks, language
        self.rows: list[str] = []
        self.links: list[str] = []

    def line(self, texts: Sequence[str], styles: Sequence[int], height: float = 0) -> None:
        row = len(self.rows) + 1
        cells = []
        for letter, text, style in zip("ABCDE", texts, styles, strict=False):
            shown = xml_text(cut(text, TEXT - 1))
            value = f' t="inlineStr"><is><t xml:space="preserve">{shown}</t></is></c>' if text else "/>"
            cells.append(f'<c r="{letter}{row}" s="{style}"{value}')
        fitting = max(lines_of(text, width - 2) for text, width in zip(texts, _WIDTHS, strict=False)) * LINE + 3
        self.rows.append(
            f'<row r="{row}" ht="{min(_HIGHEST, height or fitting):g}" customHeight="1">{"".join(cells)}</row>'
        )

    def finding(self, one: FindingView, file: str, sheets: dict[str, SheetPart]) -> None:
        looks, sheet = self._looks, sheets.get(one.sheet)
        here = one.file == file
        cell = one.cell if place_of(one.cell) else ""
        target = f"{_quoted(one.sheet)}!{cell or 'A1'}" if here and sheet is not None and sheet.shown else ""
        place = one.cell or say("whole-sheet" if one.sheet else "whole-file", self._language)
        if target:
            at = f"C{len(self.rows) + 1}"
            self.links.append(
                f'<hyperlink ref="{at}" location={xml_attribute(target)} display={xml_attribute(place)}/>'
            )
        named = self._named(one, here, sheet)
        texts = (one.severity_text, named, place, cut(one.message, _LONGEST), cut(one.fix, _LONGEST))
        self.line(texts, (looks.center, looks.text, looks.link if target else looks.center, looks.text, looks.text))

    def _named(self, one: FindingView, here: bool, sheet: SheetPart | None) -> str:
        if not here:
            place = "!".join(part for part in (one.file, one.sheet) if part)
            return say("elsewhere", self._language, place=place) if place else ""
        if sheet is not None and not sheet.shown:
            return say("hidden", self._language, sheet=one.sheet)
        return one.sheet


def _quoted(sheet: str) -> str:
    return "'" + sheet.replace("'", "''") + "'"


def list_sheet(
    rows: Sequence[FindingView], file: str, sheets: Sequence[SheetPart], looks: Looks, windows: int, language: Language
) -> bytes:
    """The sheet's part; every text stands in it as text. The worst findings first, else in the order given."""
    ordered = sorted(rows, key=lambda one: SEVERITIES.index(one.severity))
    by_name = {one.name: one for one in sheets}
    listing = Listing(looks, language)
    listing.line([say("title", language)], [looks.title], 30)
    intro = _intro(ordered, language)
    listing.line([intro], [looks.intro], lines_of(intro, sum(_WIDTHS)) * LINE + 3)
    listing.line([say(title, language) for title in _TITLES], [looks.header] * 5)
    for one in ordered[:ROWS]:
        listing.finding(one, file, by_name)
    if len(ordered) > ROWS:
        listing.line([say("rest", language, count=str(len(ordered) - ROWS))], [looks.intro], LINE + 3)
    return _sheet(listing, ordered[:ROWS], looks, windows, language).encode()


def _intro(rows: Sequence[FindingView], language: Language) -> str:
    named = {one.severity: one.severity_text for one in rows}
    counts = [
        say("count", language, severity=named[severity], count=str(sum(one.severity == severity for one in rows)))
        for severity in SEVERITIES
        if severity in named
    ]
    return say("intro", language, count=str(len(rows)), counts=say("between", language).join(counts))


def _sheet(listing: Listing, rows: Sequence[FindingView], looks: Looks, windows: int, language: Language) -> str:
    views = "".join(
        f'<sheetView showGridLines="0" tabSelected="1" workbookViewId="{view}"><pane ySplit="{_FIRST - 1}"'
        f' topLeftCell="A{_FIRST}" activePane="bottomLeft" state="frozen"/>'
        f'<selection pane="bottomLeft" activeCell="A{_FIRST}" sqref="A{_FIRST}"/></sheetView>'
        for view in range(windows)
    )
    columns = "".join(
        f'<col min="{at}" max="{at}" width="{width}" customWidth="1"/>' for at, width in enumerate(_WIDTHS, 1)
    )
    links = f"<hyperlinks>{''.join(listing.links)}</hyperlinks>" if listing.links else ""
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{MAIN}"><sheetPr>'
        '<tabColor rgb="FFC00000"/><pageSetUpPr fitToPage="1"/></sheetPr>'
        f'<dimension ref="A1:E{len(listing.rows)}"/><sheetViews>{views}</sheetViews>'
        f'<sheetFormatPr defaultRowHeight="{LINE}"/><cols>{columns}</cols>'
        f'<sheetData>{"".join(listing.rows)}</sheetData><mergeCells count="2"><mergeCell ref="A1:E1"/>'
        f'<mergeCell ref="A2:E2"/></mergeCells>{_severities(rows, looks)}{links}'
        '<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.8" header="0.3" footer="0.35"/>'
        '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>'
        f"<headerFooter><oddFooter>&amp;C{xml_text(say('page', language))}</oddFooter></headerFooter></worksheet>"
    )


def _severities(rows: Sequence[FindingView], looks: Looks) -> str:
    """The colours of the marked cells beside their words; their conditions say that the list is ours."""
    shades = []
    for priority, severity in enumerate(SEVERITIES, 1):
        cells = [_FIRST + at for at, one in enumerate(rows) if one.severity == severity]
        if cells:
            shades.append(
                f'<conditionalFormatting sqref="A{cells[0]}:A{cells[-1]}"><cfRule type="expression"'
                f' dxfId="{looks.marks[severity]}" priority="{priority}"><formula>{condition(LISTED)}</formula>'
                "</cfRule></conditionalFormatting>"
            )
    return "".join(shades)
