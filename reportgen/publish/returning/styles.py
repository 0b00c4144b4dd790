"""xl/styles.xml: our few looks behind those of the department, whose numbers stay what they were."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from reportgen.publish.returning.refusal import unusual
from reportgen.publish.returning.relations import of_kind, relations
from reportgen.publish.returning.scan import MAIN, Edit, Element, Scan, appended, scan, spliced, with_attribute
from reportgen.publish.returning.zipped import Parts
from reportgen.records import Severity
from reportgen.workbook import BRAND, FONT, INK, RULE

_KINDS: Final = {"fonts": "font", "fills": "fill", "borders": "border", "cellXfs": "xf", "dxfs": "dxf"}
_BEFORE_DXFS: Final = ("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles")

# Letters, ground and frame of a marked cell. Each differs in lightness too, and the note's corner shows on paper.
SHADES: Final[Mapping[Severity, tuple[str, str, str]]] = {
    "error": ("9C0006", "FFC7CE", "C00000"),
    "warning": ("7F4F00", "FFEB9C", "BF8F00"),
    "note": ("1F4E79", "DDEBF7", "5B9BD5"),
}
# Size, colour, bold, underlined.
_FONTS: Final = ((16, BRAND, True, False), (10, INK, False, False), (10, "#FFFFFF", True, False),
                 (10, "#0B5CAD", False, True))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Looks:
    """Numbers of cell styles for the list, and of the conditional look of each severity."""

    title: int
    intro: int
    header: int
    text: int
    center: int
    link: int
    marks: Mapping[Severity, int]


def add_looks(parts: Parts, workbook: str) -> Looks:
    """Appends to the workbook's styles; the counts tell how many there now are."""
    relation = of_kind(relations(parts, workbook), "styles", workbook)
    if relation is None:
        raise unusual(workbook)
    found = scan(relation.part, parts[relation.part], _KINDS.values())
    if found.root.space != MAIN:
        raise unusual(relation.part)
    have = {section: _count(found, section) for section in _KINDS}
    fonts, fills, borders = have["fonts"], have["fills"], have["borders"]
    new = {
        "fonts": [_font(found.root, *font) for font in _FONTS],
        "fills": [_fill(found.root)],
        "borders": [_border(found.root)],
        "cellXfs": [
            _xf(found.root, fonts),
            _xf(found.root, fonts + 1, wrap=True),
            _xf(found.root, fonts + 2, fills, borders, wrap=True),
            _xf(found.root, fonts + 1, 0, borders, wrap=True),
            _xf(found.root, fonts + 1, 0, borders, across="center"),
            _xf(found.root, fonts + 3, 0, borders, across="center"),
        ],
        "dxfs": [_mark(found.root, *SHADES[severity]) for severity in SHADES],
    }
    edits = [edit for section, children in new.items() for edit in _grown(found, section, have[section], children)]
    parts[relation.part] = spliced(found.content, edits)
    title, intro, header, text, center, link = range(have["cellXfs"], have["cellXfs"] + 6)
    marks = {severity: have["dxfs"] + at for at, severity in enumerate(SHADES)}
    return Looks(title, intro, header, text, center, link, marks)


def _count(found: Scan, section: str) -> int:
    element = found.one(section)
    if element is None and section != "dxfs":
        raise unusual(found.part)
    children = [one for one in found.elements if one.parent is element and element is not None]
    if any(one.name != _KINDS[section] for one in children):
        raise unusual(found.part)
    return len(children)


def _grown(found: Scan, section: str, have: int, children: list[str]) -> list[Edit]:
    element, count = found.one(section), str(have + len(children))
    text = "".join(children)
    if element is not None and not element.empty:
        return [with_attribute(found, element, "count", count), appended(found, element, text)]
    whole = f'<{found.root.tag(section)} count="{count}">{text}</{found.root.tag(section)}>'.encode()
    if element is not None:
        return [(element.start, element.end, whole)]
    before = [one.end for one in found.top() if one.name in _BEFORE_DXFS]
    return [(before[-1], before[-1], whole)]


def _own(root: Element, xml: str) -> str:
    """Our XML, written with `s:`, in the part's own prefix."""
    prefix = f"{root.prefix}:" if root.prefix else ""
    return xml.replace("<s:", f"<{prefix}").replace("</s:", f"</{prefix}")


def _rgb(color: str) -> str:
    return f"FF{color.lstrip('#')}"


def _font(root: Element, size: int, color: str, bold: bool, underlined: bool) -> str:
    weight, line = "<s:b/>" if bold else "", "<s:u/>" if underlined else ""
    return _own(root, f'<s:font>{weight}{line}<s:sz val="{size}"/><s:color rgb="{_rgb(color)}"/><s:name val="{FONT}"/>'
                      '<s:family val="2"/><s:charset val="134"/></s:font>')  # fmt: skip


def _fill(root: Element) -> str:
    color = _rgb(BRAND)
    return _own(root, f'<s:fill><s:patternFill patternType="solid"><s:fgColor rgb="{color}"/><s:bgColor indexed="64"/>'
                      "</s:patternFill></s:fill>")  # fmt: skip


def _sides(color: str) -> str:
    return "".join(
        f'<s:{side} style="thin"><s:color rgb="{_rgb(color)}"/></s:{side}>'
        for side in ("left", "right", "top", "bottom")
    )


def _border(root: Element) -> str:
    return _own(root, f"<s:border>{_sides(RULE)}<s:diagonal/></s:border>")


def _xf(root: Element, font: int, fill: int = 0, border: int = 0, *, wrap: bool = False, across: str = "left") -> str:
    """All our cells hold text: number format @, and a text stays text when somebody edits it."""
    wrapped = ' wrapText="1"' if wrap else ""
    indent = ' indent="1"' if across == "left" and border else ""
    return _own(root, f'<s:xf numFmtId="49" fontId="{font}" fillId="{fill}" borderId="{border}" xfId="0"'
                      ' quotePrefix="1" applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1"'
                      ' applyAlignment="1">'
                      f'<s:alignment horizontal="{across}" vertical="center"{wrapped}{indent}/></s:xf>')  # fmt: skip


def _mark(root: Element, letters: str, ground: str, frame: str) -> str:
    color = _rgb(ground)
    fill = f'<s:patternFill patternType="solid"><s:fgColor rgb="{color}"/><s:bgColor rgb="{color}"/></s:patternFill>'
    font = f'<s:font><s:color rgb="{_rgb(letters)}"/></s:font>'
    return _own(root, f"<s:dxf>{font}<s:fill>{fill}</s:fill><s:border>{_sides(frame)}</s:border></s:dxf>")
